"""Thông báo hết thời hạn giữ chức vụ: the notice that a reappointment is to be looked at, as a paper of the register.

Recorded, it settles that line of the due list; what the law counts from the notice is counted from its day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.models import Decision, DueMark
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.law.reappointment import self_report_deadline
from desktop_app.services import decisions, numbers
from desktop_app.services.decisions import NewDecision
from desktop_app.services.due.marks import done_marks
from desktop_app.services.due.rows import About
from desktop_app.services.movements.facts import about_all
from desktop_app.services.post_rows import TERM_NOTICE, HolderRow, holders
from desktop_app.services.signing import Signed
from desktop_app.services.work import Work

SUBJECT = "Thông báo hết thời hạn giữ chức vụ"


@dataclass(frozen=True)
class TermNotice:
    """One term that ends, as its notice needs it; ``report_by`` is the last day of the holder's own report.

    ``paper`` is the notice that was given by a paper of the register.
    """

    row: HolderRow
    sex: str
    born: PartialDate | None
    report_by: date | None
    paper: Decision | None

    @property
    def looked_at(self) -> str:
        """What will be looked at, as the notice says it."""
        return "kéo dài thời gian giữ chức vụ" if self.row.outcome == "keo_dai" else "bổ nhiệm lại"


@dataclass(frozen=True)
class Given:
    """What was recorded: the decision of each notice, and what the clerk should know."""

    papers: tuple[Key, ...]
    told: tuple[str, ...] = ()


def term_notices(work: Work, terms: Sequence[Key], signed_on: date) -> tuple[TermNotice, ...]:
    """The terms that end, in the order given; ``InvalidInput`` names whoever gets no notice, and why.

    Of a notice that was given the day is its own, else it is ``signed_on``.
    """
    if not terms:
        raise InvalidInput("Chưa chọn người nào.", "people")
    if len(set(terms)) < len(terms):
        raise InvalidInput("Một người có mặt hai lần.", "people")
    said = done_marks(work, TERM_NOTICE)
    given = {key: mark for key in terms if (mark := said.get(key.hex())) is not None and mark.paper is not None}
    days = {key: given[key].marked_on if key in given else work.today for key in terms}
    held = {(day, row.assignment): row for day in set(days.values()) for row in holders(work, day)}
    rows = []
    for key in terms:
        row = held.get((days[key], key))  # what was decided since takes nothing from a notice that was given
        if row is None:
            raise InvalidInput("Có người không còn giữ chức vụ đã chọn; hãy đọc lại danh sách.", "people")
        if key not in given and (why := _never(row)):
            raise InvalidInput(f"{row.name}: {why}", "people")
        rows.append(row)
    people = about_all(work, [row.person for row in rows])
    made = []
    for row in rows:
        about, mark = people[row.person], given.get(row.assignment)
        paper = work.session.get(Decision, mark.paper) if mark is not None else None
        day = mark.marked_on if mark is not None else signed_on
        report = self_report_deadline(row.category, day, about.law.appointments)
        made.append(TermNotice(row, about.sex or "", about.born, report.value, paper))
    return tuple(made)


def terms_of(work: Work, papers: Sequence[Key]) -> tuple[Key, ...]:
    """The posts of whose term these papers gave notice, paper by paper; a cancelled one gave none."""
    terms = {mark.paper: bytes.fromhex(term) for term, mark in done_marks(work, TERM_NOTICE).items()}
    return tuple(terms[key] for key in papers if key in terms)


def why_not(row: HolderRow) -> str:
    """Why no notice of this term can be given now; empty where it can."""
    return _never(row) or (f"đã thông báo ngày {shown(row.noticed)}." if row.noticed is not None else "")


def _never(row: HolderRow) -> str:
    if row.outcome == "nhiem_ky":
        return "giữ chức vụ theo nhiệm kỳ; hết nhiệm kỳ thì bầu, phê chuẩn hoặc chỉ định, không xem xét bổ nhiệm lại."
    if row.outcome == "nghi_huu":
        return "nghỉ hưu không muộn hơn ngày hết thời hạn; không xem xét bổ nhiệm lại."
    if row.settled:
        return "đã có quyết định cho thời hạn sau."
    if row.term_ends is None or row.notice is None:
        return "chưa tính được hạn thông báo; xem mục “Vì sao?”."
    return ""


def refuse_noticed(row: HolderRow) -> None:
    """``InvalidInput`` where notice of this term was given before."""
    if row.noticed is not None:
        raise InvalidInput(f"{row.name}: {why_not(row)}", "people")


def give_notices(work: Work, terms: Sequence[Key], signed: Signed) -> Given:
    """Record a notice for each term; all of it or nothing.

    ``InvalidInput`` where a number cannot be read or is taken, a day is ahead, or somebody gets no notice.
    """
    if signed.signed_on > work.today:
        raise InvalidInput(f"Ngày {shown(signed.signed_on)} ở sau hôm nay.", "signed_on")
    if not signed.signer_name.strip():
        raise InvalidInput("Phải ghi người ký.", "signer")
    found = term_notices(work, terms, signed.signed_on)
    papers, told = [], []
    for one, number in zip(found, numbers.series(signed.number, len(found)), strict=True):
        row = one.row
        refuse_noticed(row)
        paper = decisions.record(
            work,
            NewDecision(
                number, signed.signed_on, signed.signed_on, "thong_bao", signed.authority, signed.signer_name,
                signed.signer_post, signed.capacity, f"{SUBJECT}: {row.name}",
            ),
        )  # fmt: skip
        about = About(row.person, row.name, subject=row.assignment.hex())
        work.session.add(
            DueMark(
                person=row.person, task=about.mark_name(TERM_NOTICE), kind="da_lam", marked_on=signed.signed_on,
                due=row.notice, decision=paper,
            )
        )  # fmt: skip
        papers.append(paper)
        if row.notice is not None and signed.signed_on > row.notice:
            told.append(f"{row.name}: thông báo muộn hơn hạn {shown(row.notice)}.")
    work.session.flush()
    return Given(tuple(papers), tuple(told))
