"""Rows of a file that a movement wrote: they change by the next decision, where the law's checks run, not by typing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import select

from db.fields import form_fields
from db.models import Assignment, Employment, Movement
from db.values import Key
from desktop_app.law.calendar import shown
from desktop_app.services.catalogs import catalog
from desktop_app.services.decision_words import told

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

BY_MOVEMENT = frozenset({"movement", "assignment", "employment"})
"""The kinds of record that movements write."""
ONLY_BY_MOVEMENT = "Biến động được ghi ở trang Bổ nhiệm, điều động, nơi có kiểm tra theo quy định."
_FREE = frozenset({"job_position", "job_position_code", "note"})  # how the work is described is not what was decided
_FILLED = frozenset(
    {"unit", "post", "post_since", "decision", "grounds", "end_reason"}
)  # what was not told can be told
_POST = frozenset(one.name for one in form_fields(Assignment)) - _FREE
_SPELL = frozenset(one.name for one in form_fields(Employment))
_MOVE = frozenset(one.name for one in form_fields(Movement)) - _FREE


@dataclass(frozen=True)
class Decided:
    """What a movement decided of a row: the fields that are not typed over, and why, with the way to change them."""

    fields: frozenset[str]
    why: str

    def of(self, values: Mapping[str, object]) -> "Decided":
        """The same for a row with these values: where the decision's paper, post or day was not told, it is filled in."""
        return replace(self, fields=self.fields - {name for name in _FILLED if values.get(name) is None})


def decided(session: "Session", people: Iterable[Key]) -> Mapping[tuple[str, Key], Decided]:
    """The rows of these people that movements wrote, by kind of record and key."""
    query = select(Movement).where(Movement.person.in_(list(people))).order_by(Movement.effective_on, Movement.key)
    moves = session.scalars(query).all()
    if not moves:
        return {}
    decisions = told(session, [one.decision for one in moves if one.decision is not None])
    names = catalog("movement")
    found: dict[tuple[str, Key], Decided] = {}

    def add(record: str, key: Key | None, fields: frozenset[str], why: str) -> None:
        if key is None:
            return
        before = found.get((record, key))
        found[record, key] = Decided(fields | (before.fields if before else frozenset()), why)

    for one in moves:
        why = _why(names.name_of(one.kind), one.effective_on, decisions.get(one.decision or b"", ""))
        add("movement", one.key, _MOVE, why)
        if one.previous != one.assignment:
            add("assignment", one.previous, frozenset({"ends"}), why)
        add("assignment", one.assignment, _POST, why)
        add("employment", one.employment, _SPELL, why)
    return found


def _why(kind: str, day: date, decision: str) -> str:
    what = f"“{kind}” từ ngày {shown(day)}" + (f", {decision}" if decision else "")
    return (
        f"Dòng này do biến động {what} ghi. Muốn đổi thì ra quyết định mới ở trang Bổ nhiệm, điều động; "
        "ghi nhầm thì hoàn tác lần ghi đó ở thẻ Lịch sử sửa."
    )
