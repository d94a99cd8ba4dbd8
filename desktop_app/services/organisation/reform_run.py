"""A reorganisation looked at before it is written, and written as one operation: units, successions, one dated row per person."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from db.models import Assignment, Movement, PreservedAllowance, Unit
from db.text import nfc
from db.values import Key, uuid7
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.law.calendar import shown
from desktop_app.services.organisation.forest import DAY, Forest, refuse_new
from desktop_app.services.organisation.reform import Reform, after_reform
from desktop_app.services.organisation.reform_people import PersonRow, people_of
from desktop_app.services.organisation.units import (
    decision_of,
    end_positions,
    named,
    read_forest,
    succeed,
    write_forest,
)
from desktop_app.services.organisation.view import ENDED, MOVED, NEW, RENAMED, TreeRow, unit_tree
from desktop_app.services.work import Work

KIND = "sap_xep"
_FEW = 3
Progress = Callable[[int, int], None]


def no_progress(_done: int, _total: int) -> None:
    """Nobody is told."""


@dataclass(frozen=True)
class Preview:
    """Everything a reorganisation would do; ``problem`` says why the units cannot be so, before any person is looked at."""

    before: tuple[TreeRow, ...]
    after: tuple[TreeRow, ...]
    people: tuple[PersonRow, ...]
    problem: str = ""

    @property
    def stopped(self) -> tuple[PersonRow, ...]:
        """Those in whose way something stands."""
        return tuple(row for row in self.people if row.tone == "danger")

    @property
    def doubtful(self) -> tuple[PersonRow, ...]:
        """Those to be looked at."""
        return tuple(row for row in self.people if row.tone == "warn")


@dataclass(frozen=True)
class Ran:
    """What was written."""

    decision: Key | None
    units_new: int
    units_ended: int
    people: int
    moved: int
    kept: int


def preview(work: Work, reform: Reform, progress: Progress = no_progress) -> Preview:
    """The two trees and every person concerned; nothing is written."""
    forest = read_forest(work)
    before = unit_tree(work, reform.day - DAY, forest)
    try:
        after = _tree_after(work, forest, reform)
    except InvalidInput as refused:
        return Preview(_left(before, reform, {}), (), (), str(refused))
    people = tuple(people_of(work, reform, after, progress))
    names = {unit: state.name for unit, state in after.on(reform.day).states.items()}
    return Preview(_left(before, reform, names), _right(before, after, reform, people), people)


def run(work: Work, reform: Reform, progress: Progress = no_progress) -> Ran:
    """Write it; ``InvalidInput`` or ``RuleBroken`` when something stands in the way, and then nothing is written."""
    forest = read_forest(work)
    _tree_after(work, forest, reform)
    decision = decision_of(work, reform.basis, reform.day)
    after = after_reform(forest, reform, decision)
    people = people_of(work, reform, after)
    _refuse(people)
    for made in reform.new:
        work.session.add(Unit(key=made.key, code=made.part.code.strip() or None))
    work.session.flush()
    write_forest(work, forest, after)
    for fate in reform.fates:
        for place, to in enumerate(fate.to if fate.how == "ends" else ()):
            succeed(work, fate.unit, to, reform.day, decision, share=fate.share if place == 0 or fate.share else "")
    end_positions(work, reform.ended, reform.day)
    _end_posts(work, people, reform.day)
    work.session.flush()
    _write_people(work, reform, decision, people, progress)
    moved = sum(row.moves for row in people)
    kept = sum(row.kept is not None for row in people)
    return Ran(decision, len(reform.new), len(reform.ended), len(people), moved, kept)


def _tree_after(work: Work, forest: Forest, reform: Reform) -> Forest:
    """The tree afterwards, with everything refused that may not be."""
    if not reform.fates:
        raise InvalidInput("Chưa chọn đơn vị nào để sắp xếp.", "units")
    for made in reform.new:
        named(made.part.name)
        if work.session.get(Unit, made.key) is not None:
            raise InvalidInput(f"Đơn vị “{made.part.name}” đã có trong sổ; hãy chọn nó làm đơn vị nhận.", "code")
    after = after_reform(forest, reform)
    there = after.on(reform.day).states
    codes = {made.part.code for made in reform.new if made.part.code}
    taken = work.session.execute(select(Unit.key, Unit.code).where(Unit.code.in_(codes))).all() if codes else ()
    for key, code in taken:
        if key in there:
            raise InvalidInput(f"Mã đơn vị “{code}” đang dùng cho “{there[key].name}”.", "code")
    for fate in reform.fates:
        for to in fate.to:
            if to not in there:
                raise InvalidInput("Đơn vị nhận không có sau ngày sắp xếp.", "to")
    refuse_new(forest, after, reform.day)
    return after


def _refuse(people: Sequence[PersonRow]) -> None:
    stopped = [row for row in people if row.tone == "danger"]
    if not stopped:
        return
    first = next(one for one in stopped[0].findings if one.tone == "danger")
    more = f" (và {len(stopped) - 1} người nữa)" if len(stopped) > 1 else ""
    text = f"{stopped[0].name}{more}: {first.text}"
    if first.answer is not None and first.answer.basis:
        raise RuleBroken(text, "; ".join(first.answer.basis))
    raise InvalidInput(text, "people")


def _end_posts(work: Work, people: Sequence[PersonRow], day: date) -> None:
    keys = {key for row in people for key in row.ends}
    for post in work.session.scalars(select(Assignment).where(Assignment.key.in_(keys))):
        post.ends = day - DAY


def _write_people(
    work: Work, reform: Reform, decision: Key | None, people: Sequence[PersonRow], progress: Progress
) -> None:
    posts, movements, kept = [], [], []
    number = nfc(reform.basis.number.strip()) or None
    for place, row in enumerate(people):
        progress(place, len(people))
        move, post = uuid7(), uuid7() if row.moves else None
        if post is not None:
            posts.append(
                {
                    "key": post, "person": row.person, "unit": row.to, "post": nfc(row.new_post.strip()), "main": True,
                    "leader": row.new_leader, "movement": KIND, "starts": reform.day, "post_since": row.post_since,
                    "term_ends": row.term_ends, "allowance": row.new_allowance, "decision": decision,
                    "decision_number": number, "decision_date": reform.basis.signed_on,
                }
            )  # fmt: skip
        movements.append(
            {
                "key": move, "person": row.person, "decision": decision, "kind": KIND, "effective_on": reform.day,
                "assignment": post, "previous": row.previous, "employment": row.employment, "unit": row.to,
                "post": nfc(row.new_post.strip()) or None, "overridden": row.rule.reason.strip() or None,
                "note": None if row.moves else _why(row),
            }
        )  # fmt: skip
        if row.kept is not None:
            kept.append(
                {
                    "person": row.person, "movement": move, "coefficient": row.kept, "starts": reform.day,
                    "ends": row.kept_until, "basis": row.kept_basis or None,
                }
            )  # fmt: skip
    for record, rows in ((Assignment, posts), (Movement, movements), (PreservedAllowance, kept)):
        if rows:
            work.add_many(record, rows)
    progress(len(people), len(people))


def _why(row: PersonRow) -> str:
    told = [one.text for one in row.findings if one.tone in {"warn", "info"}]
    return told[0] if told else "Chức vụ cũ kết thúc theo đơn vị."


# --- the two trees ------------------------------------------------------------------------------------------------------


def _left(rows: Sequence[TreeRow], reform: Reform, names: dict[Key, str]) -> tuple[TreeRow, ...]:
    found = []
    for row in rows:
        fate = reform.fate_of(row.key)
        if fate is None:
            found.append(row)
        elif fate.how == "ends":
            to = ", ".join(names.get(one, "") for one in fate.to)
            found.append(replace(row, mark=ENDED, note=f"→ {to}" if to else "không có đơn vị kế thừa"))
        elif fate.how == "moves":
            found.append(replace(row, mark=MOVED, note=f"về {names.get(fate.parent or b'', 'cấp cao nhất')}"))
        else:
            found.append(replace(row, mark=RENAMED, note=f"thành {fate.name}"))
    return tuple(found)


def _right(
    before: Sequence[TreeRow], after: Forest, reform: Reform, people: Sequence[PersonRow]
) -> tuple[TreeRow, ...]:
    tree = after.on(reform.day)
    old = {row.key: row for row in before}
    own = {row.key: row.own for row in before if row.key in tree.states}
    for person in people:
        if person.to is not None:
            own[person.to] = own.get(person.to, 0) + 1
    codes = {made.key: made.part.code for made in reform.new}
    walked = list(tree.walk())
    total: dict[Key, int] = {}
    for _, state in reversed(walked):
        total[state.unit] = own.get(state.unit, 0) + sum(total.get(child, 0) for child in tree.under(state.unit))
    came: dict[Key, list[str]] = {}
    for fate in reform.fates:
        for to in fate.to:
            came.setdefault(to, []).append(old[fate.unit].name if fate.unit in old else "")
    found = []
    for depth, state in walked:
        row = TreeRow(
            state.unit, state.parent if state.parent in tree.states else None, depth, state.name, state.kind or "",
            codes.get(state.unit) or (old[state.unit].code if state.unit in old else ""), own.get(state.unit, 0),
            total[state.unit], {}, old[state.unit].heads if state.unit in old else (), state.starts, state.ends,
        )  # fmt: skip
        own_fate = reform.fate_of(state.unit)
        if state.unit in codes:
            row = replace(row, mark=NEW)
        elif own_fate is not None:
            row = replace(row, mark={"moves": MOVED, "renames": RENAMED}.get(own_fate.how, ""))
        if state.unit in came:
            row = replace(row, note=f"← {', '.join(dict.fromkeys(came[state.unit]))}")
        found.append(row)
    return tuple(found)


def summary_of(reform: Reform, made: Preview) -> str:
    """One sentence for the journal."""
    old = [row.name for row in made.before if row.key in reform.ended and row.depth == min(
        (one.depth for one in made.before if one.key in reform.ended), default=0)]  # fmt: skip
    names = ", ".join(old[:_FEW]) + ("…" if len(old) > _FEW else "")
    return f"Sắp xếp tổ chức từ {shown(reform.day)}: {names}; {len(made.people)} người"
