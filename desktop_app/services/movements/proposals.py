"""What imports left of posts (post, day, decision, kept columns) offered as movements, and made so in one operation."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import Assignment, Movement, Person, SourceFile, SourceRow
from db.text import fold, text_sort_key
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services import decision_words, numbers
from desktop_app.services.catalogs import catalog
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.post_rows import unit_names
from desktop_app.services.staffing_checks import is_head
from desktop_app.services.work import Work

_DEPUTY = "pho "
_TOLD = ("quyet dinh", "bo nhiem")


@dataclass(frozen=True)
class ProposalRow:
    """One post that no movement stands behind: what would be recorded, and what the source says of it."""

    assignment: Key
    person: Key
    name: str
    post: str
    unit: str
    kind: str
    day: date
    leader: bool
    decision: Key | None
    decision_words: str
    source: str

    @property
    def kind_name(self) -> str:
        """The kind as people read it."""
        return catalog("movement").name_of(self.kind)


def proposals(work: Work) -> tuple[ProposalRow, ...]:
    """The leadership posts, and posts with a decision, that no movement tells of; in the order of names."""
    told = set(work.session.scalars(select(Movement.assignment).where(Movement.assignment.is_not(None))))
    rows = work.session.execute(
        select(Assignment, Person.full_name).join(Person, Person.key == Assignment.person)
    ).all()
    open_ = [(held, name) for held, name in rows if held.key not in told and (held.post_since or held.starts)]
    wanted = [(held, name) for held, name in open_ if _leads(held) or _coded(held.movement)]
    units = unit_names(work, work.today)
    sources = _sources(work, {held.person for held, _ in wanted})
    words = decision_words.told(work.session, {held.decision for held, _ in wanted if held.decision})
    found = []
    for held, name in wanted:
        day = held.post_since or held.starts
        if day is None:
            continue
        found.append(
            ProposalRow(
                held.key, held.person, name, held.post or "", units.get(held.unit, "") if held.unit else "",
                _coded(held.movement) or "bo_nhiem", day, _leads(held), held.decision,
                words.get(held.decision, "") if held.decision else "", sources.get(held.person, ""),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda row: (text_sort_key(row.name), row.day, row.assignment)))


def accept(work: Work, assignments: Iterable[Key]) -> int:
    """Record the movements proposed for these posts; the number written. ``InvalidInput`` where one is offered no more."""
    wanted = set(assignments)
    offered = {row.assignment: row for row in proposals(work)}
    if not wanted:
        raise InvalidInput("Chưa chọn đề xuất nào.")
    if not wanted <= offered.keys():
        raise InvalidInput("Có đề xuất không còn nữa; hãy đọc lại.")
    for key in sorted(wanted):
        row = offered[key]
        held = work.session.get_one(Assignment, key)
        decision = held.decision or _from_source(work, row)
        held.decision = decision
        held.movement = row.kind
        held.leader = row.leader
        held.post_since = held.post_since or row.day
        work.session.add(
            Movement(
                person=row.person, decision=decision, kind=row.kind, effective_on=row.day, assignment=key,
                unit=held.unit, post=held.post, note="Theo dữ liệu đã nhập",
            )
        )  # fmt: skip
    work.session.flush()
    return len(wanted)


def _leads(held: Assignment) -> bool:
    if held.leader is not None:
        return held.leader
    return is_head(held.post) or fold(held.post or "").startswith(_DEPUTY)


def _coded(movement: str | None) -> str:
    """The kind a post says it came by, by code or by name; empty where it says none that is known."""
    if not movement:
        return ""
    if movement in movement_kinds():
        return movement
    found = catalog("movement").match(movement).entry
    return found.code if found is not None else ""


def _sources(work: Work, people: set[Key]) -> dict[Key, str]:
    """By person: the cells of kept columns that speak of a decision or an appointment, word for word."""
    files = {one.key: one for one in work.session.scalars(select(SourceFile))}
    kept = {
        key: {
            letters: title
            for letters, title in json.loads(one.headings)
            if letters not in json.loads(one.mapping) and any(word in fold(title) for word in _TOLD)
        }
        for key, one in files.items()
    }
    found: dict[Key, str] = {}
    for row in work.session.scalars(
        select(SourceRow).where(SourceRow.file.in_([key for key, told in kept.items() if told]))
    ):
        if row.person in people:
            cells = dict(json.loads(row.cells))
            told = [f"{title}: {cells[letters]}" for letters, title in kept[row.file].items() if cells.get(letters)]
            if told:
                found[row.person] = "; ".join(told)
    return found


def _from_source(work: Work, row: ProposalRow) -> Key | None:
    """The decision a kept cell tells, where it reads as a number with its symbol."""
    for part in row.source.split("; "):
        _, colon, text = part.partition(": ")
        if not colon:
            continue
        try:
            order = decision_words.read(text)
        except InvalidInput:
            continue
        written = numbers.parse(order.number)
        if written is not None and written.symbol:
            return decision_words.key_of(work, order)
    return None
