"""The register of decisions: recorded once, pointed at by everything they bring about, cancelled but never lost."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from db.fields import form_fields
from db.models import BY_NAME, Decision, DisciplineStep, DocumentNumber, DueMark, Movement, Office
from db.text import fold
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.services import numbers
from desktop_app.services.attachments import add_file
from desktop_app.services.days import FIRST_DAY
from desktop_app.services.staffing_lists import LISTS
from desktop_app.services.work import Work

IN_FORCE, CANCELLED, REPLACED = "hieu_luc", "huy_bo", "thay_the"
_YEARS_AHEAD = 1


@dataclass(frozen=True)
class NewDecision:
    """A decision as its paper says; ``own`` numbers stand in the office's number register."""

    number: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    kind: str = "quyet_dinh"
    authority: str = ""
    signer_name: str = ""
    signer_post: str = ""
    capacity: str = ""
    subject: str = ""
    note: str = ""
    replaces: Key | None = None
    own: bool = True


@dataclass(frozen=True)
class DecisionRow:
    """One line of the register of decisions; ``people`` counts the movements that rest on it."""

    key: Key
    number: str
    signed_on: date | None
    effective_on: date | None
    kind: str
    authority: str
    signer_name: str
    signer_post: str
    capacity: str
    subject: str
    state: str
    people: int
    scan: str
    media: str
    double: bool = False
    note: str = ""
    own: bool = False
    """Whether its number is of the office's own register."""

    @property
    def words(self) -> str:
        """``15/QĐ-UBND ngày 20/04/2026``."""
        day = f"ngày {shown(self.signed_on)}" if self.signed_on else ""
        return " ".join(filter(None, (self.number, day)))


@dataclass(frozen=True)
class Problem:
    """What keeps an order from being carried out: the field and a sentence."""

    field: str
    message: str


def problems_of(work: Work, order: NewDecision, key: Key | None = None) -> tuple[Problem, ...]:
    """Everything wrong with a decision before it is written: its number, its days, a number used twice."""
    found = []
    if order.kind not in LISTS["decision_kind"]:
        found.append(Problem("kind", "Loại văn bản không có trong danh mục."))
    if order.capacity not in LISTS["signing_capacity"]:
        found.append(Problem("capacity", "Thẩm quyền ký không có trong danh mục."))
    number = order.number.strip()
    if not number:
        found.append(Problem("number", "Phải ghi số quyết định."))
    elif order.own and ((written := numbers.parse(number)) is None or not written.symbol):
        found.append(Problem("number", f"Số “{number}” không đọc được: ghi như 12/QĐ-UBND."))
    if order.signed_on is None:
        found.append(Problem("signed_on", "Phải ghi ngày ký."))
        return tuple(found)
    if order.signed_on.year > work.today.year + _YEARS_AHEAD:
        found.append(Problem("signed_on", f"Ngày ký {shown(order.signed_on)} còn xa quá: xem lại năm."))
    if order.signed_on < FIRST_DAY:
        found.append(Problem("signed_on", f"Ngày ký {shown(order.signed_on)} quá xa trước đây: xem lại năm."))
    other = _same(work, order, key)
    if other is not None:
        text = numbers.double_told(number, order.signed_on.year, other.signed_on)
        found.append(Problem("number", text))
    if order.own and number and other is None:
        held = numbers.parse(number)
        for row in numbers.book(work, order.signed_on.year, held.symbol).rows if held and held.symbol else ():
            if numbers.same_number(row.text, number) and row.state == numbers.USED and row.decision != key:
                found.append(Problem("number", numbers.double_told(number, order.signed_on.year)))
                break
    return tuple(found)


def told_of(work: Work, order: NewDecision) -> tuple[str, ...]:
    """What the clerk should know of a decision that can be written: kept for another purpose, out of order of its days."""
    written = numbers.parse(order.number)
    if written is None or not written.symbol or order.signed_on is None or not order.own:
        return ()
    book = numbers.book(work, order.signed_on.year, written.symbol)
    rows = [row for row in book.rows if row.state != numbers.RELEASED]
    kept = [row for row in rows if row.state == numbers.RESERVED and numbers.same_number(row.text, order.number)]
    told = [f"Số {row.text} đang giữ cho: {row.purpose}." for row in kept]
    later = [one for one in rows if one.number < written.number and one.taken_on and one.taken_on > order.signed_on]
    sooner = [one for one in rows if one.number > written.number and one.taken_on and one.taken_on < order.signed_on]
    if later or sooner:
        other = (later or sooner)[0]
        told.append(
            f"Số {other.text} lấy ngày {shown(other.taken_on or order.signed_on)}: số và ngày không cùng thứ tự."
        )
    return tuple(told)


def record(work: Work, order: NewDecision) -> Key:
    """Write a decision and use its number; ``InvalidInput`` names the field and nothing is written."""
    for problem in problems_of(work, order):
        raise InvalidInput(problem.message, problem.field)
    authority = order.authority.strip() or (office_name(work) if order.own else "")
    made = Decision(state=IN_FORCE, kind=order.kind, signed_on=order.signed_on, effective_on=order.effective_on)
    made.number, made.authority = order.number.strip(), authority or None
    made.signer_name, made.signer_post = order.signer_name.strip() or None, order.signer_post.strip() or None
    made.capacity, made.subject = order.capacity or None, order.subject.strip() or None
    made.note, made.replaces = order.note.strip() or None, order.replaces
    work.session.add(made)
    work.session.flush()
    if order.replaces is not None:
        _get(work, order.replaces).state = REPLACED
    if order.own and order.signed_on is not None:
        numbers.use(work, made.number, order.signed_on, made.key, order.subject.strip())
    return made.key


def correct(work: Work, key: Key, order: NewDecision) -> None:
    """Put right what was written of a decision; its number moves with it in the number register.

    What the paper settled in the due list was settled on the day that is right now.
    """
    found = _get(work, key)
    for problem in problems_of(work, order, key):
        raise InvalidInput(problem.message, problem.field)
    moved = not numbers.same_number(found.number, order.number) or found.signed_on != order.signed_on
    for mark in work.session.scalars(select(DueMark).where(DueMark.decision == key)):
        mark.marked_on = order.signed_on or mark.marked_on
    if moved:
        numbers.release_of(work, key, f"Sửa số quyết định thành {order.number.strip()}")
    found.number, found.signed_on, found.effective_on = order.number.strip(), order.signed_on, order.effective_on
    found.kind, found.authority = order.kind, order.authority.strip() or None
    found.signer_name, found.signer_post = order.signer_name.strip() or None, order.signer_post.strip() or None
    found.capacity, found.subject = order.capacity or None, order.subject.strip() or None
    found.note = order.note.strip() or None
    work.session.flush()
    if moved and order.own and order.signed_on is not None:
        numbers.use(work, found.number, order.signed_on, key, order.subject.strip())


def cancel(work: Work, key: Key, why: str) -> None:
    """Cancel a decision: its number is released, and what it settled in the due list is to be done again.

    Whatever else rests on it stands in the way: that is taken back first.
    """
    found = _get(work, key)
    if found.state == CANCELLED:
        raise InvalidInput("Quyết định này đã huỷ bỏ.")
    if not why.strip():
        raise InvalidInput("Huỷ bỏ quyết định phải ghi lý do.", "why")
    resting = resting_on(work, key)
    if resting:
        said = ", ".join(f"{count} dòng “{title.lower()}”" for title, count in resting.items())
        raise InvalidInput(f"Quyết định đang là căn cứ của {said}; hoàn tác hoặc sửa các dòng đó trước.")
    for mark in work.session.scalars(select(DueMark).where(DueMark.decision == key)):
        work.session.delete(mark)
    found.state, found.note = CANCELLED, "; ".join(filter(None, (found.note, f"Huỷ bỏ: {why.strip()}")))
    numbers.release_of(work, key, why)


def resting_on(work: Work, key: Key) -> dict[str, int]:
    """What rests on a decision: the number of rows by the title of their record; not what it settled in the due list."""
    found: dict[str, int] = {}
    for record in BY_NAME.values():
        for field in form_fields(record):
            if field.link == "decision" and record not in {DocumentNumber, DueMark}:
                column: Any = getattr(record, field.name)
                count = work.session.scalar(select(func.count()).select_from(record).where(column == key)) or 0
                title = record.__title__
                found |= {title: found.get(title, 0) + count} if count else {}
    disciplined = _disciplined_by(work, key)
    return found | ({DisciplineStep.__title__: disciplined} if disciplined else {})


def _disciplined_by(work: Work, key: Key) -> int:
    """How many steps of discipline in force are this paper, by its number and day: they keep their own text of it."""
    paper = work.session.get(Decision, key)
    if paper is None or not paper.number:
        return 0
    revoking = aliased(DisciplineStep)
    revoked = select(revoking.key).where(revoking.kind == "huy_bo", revoking.decision == DisciplineStep.key).exists()
    query = select(func.count()).select_from(DisciplineStep).where(
        DisciplineStep.kind == "quyet_dinh", DisciplineStep.number == paper.number,
        DisciplineStep.day == paper.signed_on, ~revoked,
    )  # fmt: skip
    return work.session.scalar(query) or 0


def written_by(work: Work, key: Key) -> Key | None:
    """The operation that wrote a decision with its movements, to take back as one; ``None`` where an import brought it."""
    row = work.raw.execute(
        "SELECT o.id FROM change c JOIN operation o ON o.seq = c.op WHERE c.record = 'decision' AND c.key = ? AND c.kind = '+'"
        " AND o.verb = 'movement' ORDER BY c.op LIMIT 1",
        (key,),
    ).fetchone()
    return bytes(row[0]) if row else None


def attach_scan(work: Work, key: Key, path: Path) -> None:
    """Keep the scan of a decision."""
    found = _get(work, key)
    added = add_file(work, path)
    found.sha256, found.media = added.sha256, added.kind


def decisions(work: Work, *, year: int | None = None, limit: int | None = None) -> tuple[DecisionRow, ...]:
    """The register of decisions, the newest first; of one year where it is told."""
    query = select(Decision).order_by(Decision.signed_on.desc().nulls_last(), Decision.key.desc())
    if year is not None:
        query = query.where(Decision.signed_on >= date(year, 1, 1), Decision.signed_on <= date(year, 12, 31))
    if limit is not None:
        query = query.limit(limit)
    people: dict[Key, int] = {
        key: count
        for key, count in work.session.execute(
            select(Movement.decision, func.count()).where(Movement.decision.is_not(None)).group_by(Movement.decision)
        )
        if key is not None
    }
    twice = {one.key for group in doubles(work) for one in group}
    own = _own(work)
    return tuple(
        _row(one, people.get(one.key, 0), double=one.key in twice, own=one.key in own)
        for one in work.session.scalars(query)
    )


def _own(work: Work) -> set[Key | None]:
    """The decisions whose number is of the office's own register."""
    return set(work.session.scalars(select(DocumentNumber.decision).where(DocumentNumber.decision.is_not(None))))


def decision(work: Work, key: Key) -> DecisionRow:
    """One decision."""
    people = work.session.scalar(select(func.count()).select_from(Movement).where(Movement.decision == key)) or 0
    return _row(_get(work, key), people, double=False, own=key in _own(work))


def years(work: Work) -> tuple[int, ...]:
    """The years in which decisions were signed, the newest first."""
    days = work.session.scalars(select(Decision.signed_on).where(Decision.signed_on.is_not(None)).distinct())
    return tuple(sorted({day.year for day in days if day is not None}, reverse=True))


def doubles(work: Work) -> tuple[tuple[DecisionRow, ...], ...]:
    """Decisions of one authority that bear the same number in the same year."""
    groups: dict[tuple[str, int, str], list[Decision]] = {}
    for one in work.session.scalars(
        select(Decision).where(Decision.state != CANCELLED, Decision.signed_on.is_not(None))
    ):
        if one.number and one.signed_on:
            written = numbers.parse(one.number)
            text = written.text.casefold() if written else one.number.strip().casefold()
            groups.setdefault((text, one.signed_on.year, fold(one.authority or "")), []).append(one)
    own = _own(work)
    return tuple(
        tuple(_row(one, 0, double=True, own=one.key in own) for one in group)
        for group in groups.values()
        if len(group) > 1
    )


def named(work: Work, order: NewDecision) -> Key | None:
    """The decision that already says this: same number, day and signer; ``None`` where it is not recorded."""
    query = select(Decision).where(
        Decision.signed_on == order.signed_on if order.signed_on else Decision.signed_on.is_(None)
    )
    for one in work.session.scalars(query):
        alike = numbers.same_number(one.number, order.number) or (not one.number and not order.number)
        if alike and fold(one.signer_name or "") == fold(order.signer_name):
            return one.key
    return None


def office_name(work: Work) -> str:
    """The office whose register this is."""
    return work.session.scalars(select(Office.name)).first() or ""


def _same(work: Work, order: NewDecision, key: Key | None) -> Decision | None:
    """Another decision of the authority with the number in the year; imported ones do not say whose they are."""
    if order.signed_on is None:
        return None
    own = fold(office_name(work))
    authority = fold(order.authority) or (own if order.own else "")
    year = order.signed_on.year
    query = select(Decision).where(
        Decision.signed_on >= date(year, 1, 1), Decision.signed_on <= date(year, 12, 31), Decision.state != CANCELLED
    )
    for one in work.session.scalars(query):
        alike = numbers.same_number(one.number, order.number) and fold(one.authority or "") in {authority, ""}
        if alike and one.key not in {key, order.replaces}:
            return one
    return None


def _get(work: Work, key: Key) -> Decision:
    found = work.session.get(Decision, key)
    if found is None:
        raise InvalidInput("Không còn quyết định này trong sổ.")
    return found


def _row(one: Decision, people: int, *, double: bool, own: bool) -> DecisionRow:
    return DecisionRow(
        one.key, one.number or "", one.signed_on, one.effective_on, one.kind or "", one.authority or "",
        one.signer_name or "", one.signer_post or "", one.capacity or "", one.subject or "", one.state, people,
        one.sha256 or "", one.media or "", double, one.note or "", own,
    )  # fmt: skip
