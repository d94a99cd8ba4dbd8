"""What a decision to leave ended: moved with the moment, and given back as it was when the case is cancelled.

What the spell and the posts said before the decision is read from the journal; no second copy of it is kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from db.models import Assignment, Employment, Movement, PreservedAllowance
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
_ENDS_POST = "thoi_giu_chuc_vu"


@dataclass(frozen=True)
class _Ended:
    """A spell or post that the decision ended, and the fields it changed as they were before."""

    item: Assignment | Employment
    before: Mapping[str, Any]

    @property
    def planned(self) -> date | None:
        """When it was to end anyway."""
        ends: date | None = self.before["ends"]
        return ends

    def give_back(self) -> None:
        """Put the fields back."""
        for name, value in self.before.items():
            setattr(self.item, name, value)


def move_end(work: Work, person: Key, decision: Key, first: date) -> None:
    """Let what a decision ended end before another first day without work, but no later than it was to end anyway."""
    for move in _moves(work, person, decision):
        for one in _ended(work, move):
            last = first - _DAY
            one.item.ends = last if one.planned is None else min(last, one.planned)
        move.effective_on = first
    work.session.flush()


def reopen(work: Work, person: Key, decision: Key) -> None:
    """Take back what a decision ended: the employment and the posts go on to the end they had before it.

    Whatever was ended otherwise since stays as it is; a leadership post that ended before today stays ended.
    """
    for move in _moves(work, person, decision):
        if move.kind == _ENDS_POST and not _post_comes_back(work, move):
            continue
        for one in _ended(work, move):
            one.give_back()
        for kept in work.session.scalars(select(PreservedAllowance).where(PreservedAllowance.movement == move.key)):
            work.session.delete(kept)
        begun = move.assignment if move.kind == _ENDS_POST and move.assignment != move.previous else None
        work.session.delete(move)
        work.session.flush()
        if begun is not None:
            work.session.delete(work.session.get_one(Assignment, begun))
    work.session.flush()


def end_untold(work: Work, person: Key, decision: Key) -> bool:
    """Whether nothing tells any more how long the employment was to go on before the decision (imported, or purged)."""
    return any(_journal(work, move) is None for move in _moves(work, person, decision))


def _moves(work: Work, person: Key, decision: Key) -> tuple[Movement, ...]:
    query = select(Movement).where(Movement.person == person, Movement.decision == decision)
    return tuple(work.session.scalars(query.order_by(Movement.key)))


def _post_comes_back(work: Work, move: Movement) -> bool:
    """Whether the leadership post is still held; ``InvalidInput`` where something was built on its end."""
    if move.effective_on <= work.today:
        return False
    later = or_(Movement.assignment == move.assignment, Movement.previous == move.assignment)
    query = select(Movement.key).where(Movement.person == move.person, Movement.key != move.key, later)
    if move.assignment is not None and work.session.scalars(query).first() is not None:
        text = "Sau quyết định thôi giữ chức vụ đã có biến động khác: hoàn tác biến động đó trước."
        raise InvalidInput(text, "why")
    return True


def _ended(work: Work, move: Movement) -> list[_Ended]:
    """The spell and the posts the movement ended and that still end so."""
    told, was = _journal(work, move), move.effective_on - _DAY
    items: list[Assignment | Employment] = []
    spell = work.session.get(Employment, move.employment) if move.employment and move.kind != _ENDS_POST else None
    if spell is not None:
        items.append(spell)
    items += work.session.scalars(select(Assignment).where(Assignment.person == move.person))
    found = []
    for item in items:
        unknown = {"ends": None, "end_reason": None} if isinstance(item, Employment) else {"ends": None}
        before = unknown if told is None else told.get(item.key, {})
        if "ends" in before and item.ends in ({was} if before["ends"] is None else {was, before["ends"]}):
            found.append(_Ended(item, before))
    return found


def _journal(work: Work, move: Movement) -> Mapping[Key, Mapping[str, Any]] | None:
    """The fields changed together with the movement, as they were; ``None`` where the journal does not tell.

    That is so where the movement came with a package or an import, as one of many new records, or was purged.
    """
    added = "SELECT max(op) FROM change WHERE record = 'movement' AND key = ? AND kind = '+'"
    (operation,) = work.raw.execute(added, (move.key,)).fetchone()
    if operation is None:
        return None
    query = (
        "SELECT key, kind, fields FROM change WHERE op = ? AND record IN ('employment', 'assignment') AND kind <> '-'"
    )
    found: dict[Key, Mapping[str, Any]] = {}
    for key, kind, fields in work.raw.execute(query, (operation,)).fetchall():
        if fields is None or (kind == "+" and bytes(key) == move.employment):
            return None
        if kind == "~":
            found[bytes(key)] = {name: _read(name, pair[0]) for name, pair in json.loads(fields).items()}
    return found


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    return date.fromisoformat(value) if name == "ends" else bytes.fromhex(value) if name == "decision" else value
