"""Taking a movement back: what it changed stands again as before it, or again from a later day; read from the journal."""

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from db.models import Assignment, Employment, Movement, PreservedAllowance
from db.values import Key, uuid7
from desktop_app.law.calendar import shown
from desktop_app.services.movements.effects import Held
from desktop_app.services.movements.facts import held_of
from desktop_app.services.work import Work

_DAY = timedelta(days=1)


def give_back(work: Work, move: Movement, back_from: date | None = None) -> tuple[str, ...]:
    """Put posts and employment back as they were, as if the movement never was, or again from a later day.

    What was built on the movement since stays as it is; the sentences say what must then be done by hand.
    """
    was = _before(work, move)
    if was is None:
        return ("Không còn dữ liệu trước quyết định trong nhật ký: ghi lại chức vụ, thời gian công tác trong hồ sơ.",)
    if _built_upon(work, move):
        said = f"Sau ngày {shown(move.effective_on)} đã có biến động khác: bố trí lại chức vụ bằng quyết định mới."
        return (said,)
    if back_from is not None and back_from > move.effective_on:
        return _again(work, move, was, back_from)
    begun = move.assignment if move.assignment != move.previous else None
    for item in _items(work, was):
        for name, value in was[item.key].items():
            setattr(item, name, value)
    for kept in work.session.scalars(select(PreservedAllowance).where(PreservedAllowance.movement == move.key)):
        work.session.delete(kept)
    work.session.delete(move)
    work.session.flush()
    if begun is not None:
        work.session.delete(work.session.get_one(Assignment, begun))
        work.session.flush()
    return ()


def shift(work: Work, move: Movement, day: date) -> str:
    """Let what a movement ended end, and what it began begin, with another day of effect; else why that cannot be."""
    if day == move.effective_on:
        return ""
    was = _before(work, move)
    if was is None:
        return "Không còn dữ liệu trước quyết định trong nhật ký: hoàn tác quyết định rồi ghi lại."
    if _built_upon(work, move):
        return f"Sau ngày {shown(move.effective_on)} đã có biến động khác: không sửa ngày có hiệu lực được."
    for item in _items(work, was):
        if "ends" not in was[item.key]:
            continue
        planned = was[item.key]["ends"]
        if (item.starts is not None and day <= item.starts) or (planned is not None and day > planned):
            return f"Ngày {shown(day)} không giữ chức vụ, không công tác ở đây như ngày có hiệu lực đã ghi."
        item.ends = day - _DAY
    begun = work.session.get(Assignment, move.assignment) if move.assignment != move.previous else None
    if begun is not None:
        begun.starts = day
    move.effective_on = day
    work.session.flush()
    return ""


def _again(work: Work, move: Movement, was: Mapping[Key, Mapping[str, Any]], day: date) -> tuple[str, ...]:
    """The same posts and the same employment once more from a day: the time between was not held."""
    begun = work.session.get(Assignment, move.assignment) if move.assignment != move.previous else None
    if begun is not None:
        begun.ends = day - _DAY
    names = [one.name for one in fields(Held) if one.name not in {"key", "starts", "ends"}]
    for item in _items(work, was):
        ends = was[item.key].get("ends", item.ends)
        if ends is not None and ends < day:
            continue
        if isinstance(item, Employment):
            again = Employment(key=uuid7(), person=item.person, category=item.category, starts=day, ends=ends)
            work.session.add(again)
            continue
        held = held_of(item)
        values = {name: getattr(held, name) for name in names}
        work.session.add(Assignment(person=item.person, starts=day, ends=ends, **values))
    work.session.flush()
    return ()


def _items(work: Work, was: Mapping[Key, Mapping[str, Any]]) -> list[Assignment | Employment]:
    found: list[Assignment | Employment] = []
    found += work.session.scalars(select(Employment).where(Employment.key.in_(was)))
    found += work.session.scalars(select(Assignment).where(Assignment.key.in_(was)))
    return found


def _built_upon(work: Work, move: Movement) -> bool:
    """Whether another movement of the same day or later stands."""
    about = [key for key in (move.assignment, move.previous) if key is not None]
    later = or_(Movement.effective_on > move.effective_on, Movement.assignment.in_(about), Movement.previous.in_(about))
    query = select(Movement.key).where(
        Movement.person == move.person, Movement.key != move.key, Movement.effective_on >= move.effective_on, later
    )
    return work.session.scalars(query).first() is not None


def _before(work: Work, move: Movement) -> Mapping[Key, Mapping[str, Any]] | None:
    """The fields of posts and spells changed together with the movement, as they were; ``None`` where nothing tells."""
    work.session.flush()
    added = "SELECT max(op) FROM change WHERE record = 'movement' AND key = ? AND kind = '+'"
    (operation,) = work.raw.execute(added, (move.key,)).fetchone()
    if operation is None:
        return None
    query = "SELECT key, fields FROM change WHERE op = ? AND person = ? AND record IN ('employment', 'assignment') AND kind = '~'"
    found: dict[Key, Mapping[str, Any]] = {}
    for key, told in work.raw.execute(query, (operation, move.person)).fetchall():
        if told is None:
            return None
        found[bytes(key)] = {name: _read(name, pair[0]) for name, pair in json.loads(told).items()}
    return found


def _read(name: str, value: Any) -> Any:
    if value is None or name == "end_reason":
        return value
    return date.fromisoformat(value) if name in {"ends", "term_ends"} else bytes.fromhex(value)
