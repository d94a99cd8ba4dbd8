"""What is done to units: create, rename, move, split, merge, dissolve from a day; each is one operation with its decision."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import or_, select

from db.models import Assignment, Decision, JobPosition, Person, Unit, UnitState, UnitSuccession
from db.text import fold, nfc
from db.values import Key, uuid5_of, uuid7
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.services import decisions
from desktop_app.services.decisions import NewDecision
from desktop_app.services.organisation.forest import DAY, Forest, State, differences, forest_of, refuse_new
from desktop_app.services.work import Work

LONGEST = 200
_FEW = 3
WHOLE, PART = "toàn bộ", "một phần"


@dataclass(frozen=True)
class Basis:
    """The decision a change of units rests on; empty where there is none (yet)."""

    number: str = ""
    signed_on: date | None = None
    authority: str = ""
    kind: str = "quyet_dinh"
    subject: str = ""


NO_BASIS = Basis()


@dataclass(frozen=True)
class Part:
    """A unit that is to come into being."""

    name: str
    kind: str = ""
    parent: Key | None = None
    code: str = ""
    official: str = ""  # the list of the state the code is from; such a unit has the same key in every office's file


@dataclass(frozen=True)
class CreateUnit:
    """Lập đơn vị mới từ một ngày."""

    part: Part
    day: date
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class RenameUnit:
    """Đổi tên, đổi loại từ một ngày; trước ngày đó vẫn là tên cũ."""

    unit: Key
    name: str
    day: date
    kind: str | None = None
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class MoveUnit:
    """Chuyển về cấp trên khác từ một ngày."""

    unit: Key
    parent: Key | None
    day: date
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class SplitUnit:
    """Chia (đơn vị cũ kết thúc) hoặc tách (đơn vị cũ còn) thành các đơn vị mới từ một ngày."""

    unit: Key
    parts: tuple[Part, ...]
    day: date
    stays: bool = True
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class MergeUnits:
    """Nhập các đơn vị vào một đơn vị đang có (``into``) hoặc hợp nhất thành đơn vị mới (``part``) từ một ngày."""

    units: tuple[Key, ...]
    day: date
    into: Key | None = None
    part: Part | None = None
    basis: Basis = NO_BASIS


@dataclass(frozen=True)
class DissolveUnit:
    """Giải thể từ một ngày: ngày trước đó là ngày cuối cùng."""

    unit: Key
    day: date
    basis: Basis = NO_BASIS


# --- reading and writing the tree ---------------------------------------------------------------------------------------


def read_forest(work: Work) -> Forest:
    """Every state of every unit."""
    columns = (getattr(UnitState, name) for name in State.__dataclass_fields__)
    return forest_of(State(*row) for row in work.session.execute(select(*columns)))


def write_forest(work: Work, before: Forest, after: Forest) -> None:
    """Write what changed between two trees."""
    added, changed, gone = differences(before, after)
    for state in added:
        work.session.add(UnitState(**vars(state)))
    for state in changed:
        record = work.session.get(UnitState, state.key)
        assert record is not None  # noqa: S101 - it was read in this transaction
        for name, value in vars(state).items():
            if getattr(record, name) != value:
                setattr(record, name, value)
    for state in gone:
        work.session.delete(work.session.get(UnitState, state.key))


def decision_of(work: Work, basis: Basis, effective: date) -> Key | None:
    """The decision of a change, in the register of decisions; written down when it is not there yet; ``None`` for none."""
    number = nfc(basis.number.strip())
    if not number:
        return None
    if basis.signed_on is None:
        raise InvalidInput("Phải ghi ngày ký của quyết định, nghị quyết.", "signed_on")
    if basis.signed_on > effective:
        told = f"Ngày ký {shown(basis.signed_on)} sau ngày có hiệu lực {shown(effective)}."
        raise InvalidInput(told, "signed_on")
    authority = " ".join(nfc(basis.authority).split())
    own = not authority or fold(authority) == fold(decisions.office_name(work))
    order = NewDecision(
        number, basis.signed_on, effective, basis.kind, authority, subject=nfc(basis.subject.strip()), own=own
    )
    return decisions.named(work, order) or decisions.record(work, order)


def key_of(part: Part) -> Key:
    """The key a new unit gets: of its official code, else a new one."""
    return uuid5_of(part.official, part.code) if part.official and part.code else uuid7()


def named(text: str) -> str:
    """A unit's name trimmed and composed; ``InvalidInput`` when there is none or it is too long."""
    name = " ".join(nfc(text).split())
    if not name:
        raise InvalidInput("Phải có tên đơn vị.", "name")
    if len(name) > LONGEST:
        raise InvalidInput(f"Tên dài {len(name)} chữ; nhiều nhất {LONGEST} chữ.", "name")
    return name


# --- people -------------------------------------------------------------------------------------------------------------


def refuse_people(work: Work, units: Sequence[Key], day: date, forest: Forest) -> None:
    """``InvalidInput`` when somebody holds a post in one of these units on the day or later."""
    rows = work.session.execute(
        select(Assignment.unit, Assignment.person, Person.full_name)
        .join(Person, Person.key == Assignment.person)
        .where(Assignment.unit.in_(units), or_(Assignment.ends.is_(None), Assignment.ends >= day))
        .order_by(Person.sort_key)
    ).all()
    if not rows:
        return
    people = {person: name for _, person, name in rows}
    state = forest.last(rows[0][0] or b"", day)
    names = ", ".join(list(people.values())[:_FEW]) + ("…" if len(people) > _FEW else "")
    told = (
        f"Vào ngày {shown(day)} còn {len(people)} người ở “{state.name if state else ''}” ({names})."
        " Hãy dùng “Sắp xếp tổ chức” để chuyển cả người, hoặc ghi quyết định điều động trước."
    )
    raise InvalidInput(told, "people")


def end_positions(work: Work, units: Sequence[Key], day: date) -> None:
    """The job positions of units that are no more end with them."""
    wanted = select(JobPosition).where(
        JobPosition.unit.in_(units), or_(JobPosition.ends.is_(None), JobPosition.ends >= day)
    )
    for position in work.session.scalars(wanted).all():
        if position.starts is not None and position.starts >= day:
            work.session.delete(position)
        else:
            position.ends = day - DAY


# --- deeds --------------------------------------------------------------------------------------------------------------


def add_part(
    work: Work, forest: Forest, part: Part, day: date, decision: Key | None, key: Key | None = None
) -> tuple[Forest, Key]:
    """A forest with one more unit from a day, and its key; a code that another unit has is refused."""
    code = part.code.strip()
    taken = work.session.scalars(select(Unit.key).where(Unit.code == code)).all() if code else ()
    if any(forest.at(one, day) is not None for one in taken):
        raise InvalidInput(f"Mã đơn vị “{code}” đã có.", "code")
    unit = key or key_of(part)
    if work.session.get(Unit, unit) is not None:
        raise InvalidInput(f"Đơn vị mã “{code}” đã có trong sổ; hãy chọn nó làm đơn vị nhận.", "code")
    work.session.add(Unit(key=unit, code=code or None))
    work.session.flush()
    name = named(part.name)
    state = State(uuid7(), unit, name, part.kind.strip() or None, part.parent, day, None, decision)
    return forest.born(state), unit


def create_unit(work: Work, order: CreateUnit) -> Key:
    """A new unit; ``InvalidInput`` for a name taken, a parent that is no more, a code that is not new."""
    before = read_forest(work)
    decision = decision_of(work, order.basis, order.day)
    after, unit = add_part(work, before, order.part, order.day, decision)
    _settle(work, before, after, order.day)
    return unit


def rename_unit(work: Work, order: RenameUnit) -> None:
    """Another name or kind from a day on, to the next change."""
    before = read_forest(work)
    name = named(order.name)
    now = before.at(order.unit, order.day)
    if now is not None and (name, order.kind if order.kind is not None else now.kind) == (now.name, now.kind):
        raise InvalidInput("Tên và loại vẫn như cũ.", "name")
    decision = decision_of(work, order.basis, order.day)

    def renamed(state: State) -> State:
        return replace(state, name=name, kind=state.kind if order.kind is None else (order.kind.strip() or None))

    _settle(work, before, before.changed(order.unit, order.day, renamed, decision), order.day)


def move_unit(work: Work, order: MoveUnit) -> None:
    """Another parent from a day on, to the next change; ``InvalidInput`` when the unit would lie under itself."""
    before = read_forest(work)
    now = before.at(order.unit, order.day)
    if now is not None and now.parent == order.parent:
        raise InvalidInput("Đơn vị đã thuộc cấp trên này.", "parent")
    decision = decision_of(work, order.basis, order.day)
    after = before.changed(order.unit, order.day, lambda state: replace(state, parent=order.parent), decision)
    _settle(work, before, after, order.day)


def split_unit(work: Work, order: SplitUnit) -> tuple[Key, ...]:
    """New units out of one; nobody may be left in a unit that ends."""
    if not order.parts:
        raise InvalidInput("Phải có ít nhất một đơn vị mới.", "name")
    before = read_forest(work)
    now = before.at(order.unit, order.day - DAY)
    if now is None:
        raise InvalidInput("Đơn vị không có vào ngày trước ngày chia, tách.", "day")
    decision = decision_of(work, order.basis, order.day)
    after, made = before, []
    if not order.stays:
        refuse_people(work, [order.unit], order.day, before)
        after = _handed_on(after, order.unit, None, order.day, decision).ended(order.unit, order.day, decision)
        end_positions(work, [order.unit], order.day)
    for part in order.parts:
        after, unit = add_part(work, after, replace(part, parent=part.parent or now.parent), order.day, decision)
        made.append(unit)
    _settle(work, before, after, order.day)
    for unit in made:
        succeed(work, order.unit, unit, order.day, decision, share=PART)
    return tuple(made)


def merge_units(work: Work, order: MergeUnits) -> Key:
    """Several units become one; what lay under them lies under it. Nobody may be left in a unit that ends."""
    olds = tuple(unit for unit in dict.fromkeys(order.units) if unit != order.into)
    if not olds or (order.into is None and len(olds) < 2):  # noqa: PLR2004 - one unit alone is renamed
        raise InvalidInput("Hãy chọn ít nhất hai đơn vị để sáp nhập.", "units")
    before = read_forest(work)
    decision = decision_of(work, order.basis, order.day)
    refuse_people(work, olds, order.day, before)
    after = before
    if order.into is not None:
        into = order.into
        if before.at(into, order.day) is None:
            raise InvalidInput("Đơn vị nhận không có vào ngày sáp nhập.", "into")
    elif order.part is not None:
        after, into = add_part(work, after, order.part, order.day, decision)
    else:
        raise InvalidInput("Phải chọn đơn vị nhận hoặc đặt tên đơn vị mới.", "into")
    for unit in olds:
        after = _handed_on(after, unit, into, order.day, decision, but=olds)
    for unit in olds:
        after = after.ended(unit, order.day, decision)
    end_positions(work, olds, order.day)
    _settle(work, before, after, order.day)
    for unit in olds:
        succeed(work, unit, into, order.day, decision, share=WHOLE)
    return into


def dissolve_unit(work: Work, order: DissolveUnit) -> None:
    """A unit is no more; refused while somebody works in it or a unit lies under it."""
    before = read_forest(work)
    decision = decision_of(work, order.basis, order.day)
    refuse_people(work, [order.unit], order.day, before)
    after = before.ended(order.unit, order.day, decision)
    end_positions(work, [order.unit], order.day)
    _settle(work, before, after, order.day)


def succeed(work: Work, old: Key, new: Key, day: date, decision: Key | None, *, share: str = "") -> None:
    """One unit takes another's place, wholly or in part."""
    number = work.session.get(Decision, decision) if decision else None
    record = UnitSuccession(predecessor=old, successor=new, happened_on=day, decision=decision, share=share or None)
    record.decision_number = number.number if number else None
    work.session.add(record)


def _handed_on(
    forest: Forest, unit: Key, to: Key | None, day: date, decision: Key | None, *, but: Sequence[Key] = ()
) -> Forest:
    """What lay right under a unit lies under another from the day on; under its parent without one."""
    now = forest.at(unit, day - DAY)
    target = to if to is not None else (now.parent if now else None)
    for child in forest.on(day).under(unit):
        if child in but:
            continue
        forest = forest.changed(child, day, lambda state: replace(state, parent=target), decision)
    return forest


def _settle(work: Work, before: Forest, after: Forest, day: date) -> None:
    refuse_new(before, after, day)
    write_forest(work, before, after)
