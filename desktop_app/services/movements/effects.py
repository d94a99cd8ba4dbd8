"""What a movement does to the posts and spells of one person: pure, so that a replay of events can be held against it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from db.values import Coefficient, Key, uuid7
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.services.official_lists import MovementKind

_DAY = timedelta(days=1)
ACTING = frozenset({"giao_quyen", "phu_trach"})
SECONDED = frozenset({"biet_phai", "keo_dai_biet_phai"})
_SELF_STANDING = frozenset({"biet_phai", "kiem_nhiem", *ACTING})


@dataclass(frozen=True)
class Held:
    """One assignment as it stands: ``main`` or beside it; both days included."""

    key: Key
    unit: Key | None
    post: str | None
    main: bool
    starts: date | None = None
    ends: date | None = None
    leader: bool | None = None
    term_ends: date | None = None
    post_since: date | None = None
    allowance: Coefficient | None = None
    concurrent: bool | None = None
    acting: str | None = None
    movement: str | None = None
    job_position: str | None = None
    job_position_code: str | None = None
    place: Key | None = None

    def covers(self, day: date) -> bool:
        """Whether it is held on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Spell:
    """One spell of employment."""

    key: Key
    category: str | None
    starts: date | None = None
    ends: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is employed on a day."""
        return (self.starts is None or self.starts <= day) and (self.ends is None or day <= self.ends)


@dataclass(frozen=True)
class Standing:
    """Every post and spell of one person, past and to come."""

    posts: tuple[Held, ...] = ()
    spells: tuple[Spell, ...] = ()

    def main_on(self, day: date) -> Held | None:
        """The main post of a day; the one that began last where several say so."""
        return _last(one for one in self.posts if one.main and one.covers(day))

    def posts_on(self, day: date) -> tuple[Held, ...]:
        """Everything held on a day."""
        return tuple(one for one in self.posts if one.covers(day))

    def spell_on(self, day: date) -> Spell | None:
        """The spell of employment of a day."""
        found = [one for one in self.spells if one.covers(day)]
        return max(found, key=lambda one: one.starts or date.min) if found else None

    def left_on(self, day: date) -> date | None:
        """The last day of the employment that was over before a day; ``None`` while employed or never employed."""
        if self.spell_on(day) is not None:
            return None
        return max((one.ends for one in self.spells if one.ends is not None and one.ends < day), default=None)


@dataclass(frozen=True)
class Deed:
    """A movement with everything decided: the days are computed, the post and its flags are known."""

    kind: MovementKind
    day: date
    unit: Key | None = None
    post: str | None = None
    leader: bool | None = None
    until: date | None = None
    term_ends: date | None = None
    category: str | None = None
    allowance: Coefficient | None = None
    target: Key | None = None
    job_position: str | None = None
    job_position_code: str | None = None
    place: Key | None = None


@dataclass(frozen=True)
class Effects:
    """What is written: new rows, and fields of rows there are."""

    post: Held | None = None
    spell: Spell | None = None
    changed_posts: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    changed_spells: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict)
    concerned: Key | None = None
    previous: Key | None = None
    employment: Key | None = None


def effects(standing: Standing, deed: Deed, new_key: Callable[[], Key] = uuid7) -> Effects:
    """What the deed does; ``InvalidInput`` names what makes it impossible on its day."""
    employed = _employment(standing, deed, new_key)
    if deed.kind.employment == "end":
        return _leave(standing, deed, employed)
    ways = {"start": _start, "replace": _replace, "keep": _keep, "end": _end}
    way = ways.get(deed.kind.post)
    if way is None:
        return employed
    made = way(standing, deed, new_key)
    return replace(made, spell=employed.spell, employment=employed.employment)


def after(standing: Standing, made: Effects) -> Standing:
    """The standing with the effects carried out."""
    posts = [replace(one, **made.changed_posts.get(one.key, {})) for one in standing.posts]
    spells = [replace(one, **made.changed_spells.get(one.key, {})) for one in standing.spells]
    if made.post is not None:
        posts.append(made.post)
    if made.spell is not None:
        spells.append(made.spell)
    return Standing(tuple(posts), tuple(spells))


def concerned(standing: Standing, deed: Deed) -> Held | None:
    """The post the deed is about: the told one, else by its kind the secondment, acting, concurrent or main one."""
    day, code = deed.day, deed.kind.code
    if deed.target is not None:
        return next((one for one in standing.posts if one.key == deed.target), None)
    eve = day - _DAY
    held = [one for one in standing.posts if one.covers(day) or one.covers(eve)]
    if code in {"keo_dai_biet_phai", "ket_thuc_biet_phai"}:
        return _last(one for one in held if one.movement in SECONDED)
    if code == "ket_thuc_giao_quyen":
        return _last(one for one in held if one.acting)
    if code == "thoi_kiem_nhiem":
        return _last(one for one in held if one.concurrent)
    return standing.main_on(day) or standing.main_on(eve)


def _last(posts: Iterable[Held]) -> Held | None:
    return max(posts, key=lambda one: (one.starts or date.min, one.key), default=None)


def _employment(standing: Standing, deed: Deed, new_key: Callable[[], Key]) -> Effects:
    spell = standing.spell_on(deed.day)
    if deed.kind.employment == "start":
        if spell is not None:
            since = f" từ ngày {shown(spell.starts)}" if spell.starts else ""
            raise InvalidInput(f"Người này đang trong thời gian công tác{since}.", "effective_on")
        if deed.category is None:
            raise InvalidInput("Phải chọn loại cán bộ, công chức, viên chức.", "category")
        later = min((one.starts for one in standing.spells if one.starts and one.starts > deed.day), default=None)
        made = Spell(new_key(), deed.category, deed.day, later - _DAY if later else None)
        return Effects(spell=made, employment=made.key)
    if deed.kind.code == "biet_phai_den":
        return Effects(employment=spell.key if spell else None)
    if spell is None:
        spell = standing.spell_on(deed.day - _DAY) if deed.kind.employment == "end" else None
    if spell is None:
        left = standing.left_on(deed.day)
        if left is not None:
            raise InvalidInput(f"Người này đã thôi công tác từ ngày {shown(left + _DAY)}.", "effective_on")
        raise InvalidInput(f"Ngày {shown(deed.day)} người này chưa vào làm việc.", "effective_on")
    return Effects(employment=spell.key)


def _leave(standing: Standing, deed: Deed, employed: Effects) -> Effects:
    spell = standing.spell_on(deed.day) or standing.spell_on(deed.day - _DAY)
    last = deed.day - _DAY
    begun = [*(one.starts for one in standing.posts), *(one.starts for one in standing.spells)]
    ahead = [starts for starts in begun if starts is not None and starts >= deed.day]
    if ahead:
        starts = min(ahead)
        text = f"Trong hồ sơ đã có việc bắt đầu ngày {shown(starts)}, không trước ngày thôi công tác: hoàn tác việc đó trước."
        raise InvalidInput(text, "effective_on")
    main = standing.main_on(deed.day) or standing.main_on(last)
    ended = {one.key: {"ends": last} for one in standing.posts if one.covers(deed.day)}
    spells = {spell.key: {"ends": last}} if spell is not None and spell.covers(deed.day) else {}
    key = main.key if main else None
    return Effects(None, None, ended, spells, key, key, employed.employment)


def _start(standing: Standing, deed: Deed, new_key: Callable[[], Key]) -> Effects:
    code = deed.kind.code
    main = standing.main_on(deed.day)
    beside = main is not None or code in _SELF_STANDING
    if code in {"kiem_nhiem", *ACTING} and not deed.post:
        raise InvalidInput("Phải ghi chức vụ.", "post")
    unit = deed.unit or (main.unit if main and code != "biet_phai" else None)
    same = [one for one in standing.posts_on(deed.day) if one.unit == unit and one.post == deed.post and deed.post]
    if same:
        raise InvalidInput(f"Ngày {shown(deed.day)} người này đã giữ chức vụ “{deed.post}” ở đơn vị này.", "post")
    made = _new(deed, new_key(), unit, main=not beside)
    made = replace(
        made,
        concurrent=True if code == "kiem_nhiem" else None,
        acting=code if code in ACTING else None,
        term_ends=deed.until or deed.term_ends,
        ends=None if beside else _until_next(standing, deed.day),
    )
    return Effects(post=made, concerned=made.key, previous=main.key if main else None)


def _replace(standing: Standing, deed: Deed, new_key: Callable[[], Key]) -> Effects:
    main = standing.main_on(deed.day)
    before = main or standing.main_on(deed.day - _DAY)
    changed: dict[Key, Mapping[str, Any]] = {}
    ends = None
    if main is not None:
        _refuse_same_day(main, deed.day)
        changed[main.key] = {"ends": deed.day - _DAY}
        ends = main.ends
    else:
        ends = _until_next(standing, deed.day)
    unit = deed.unit or (before.unit if before else None)
    for one in standing.posts_on(deed.day):
        if deed.kind.settles == "end_acting" and one.acting and one.unit == unit and one.starts != deed.day:
            changed[one.key] = {"ends": deed.day - _DAY}
    made = replace(_new(deed, new_key(), unit, main=True), ends=ends, term_ends=deed.term_ends)
    return Effects(made, None, changed, {}, made.key, before.key if before else None)


def _keep(standing: Standing, deed: Deed, new_key: Callable[[], Key]) -> Effects:
    held = concerned(standing, deed)
    if held is None or not deed.kind.term:
        key = held.key if held else None
        return Effects(concerned=key, previous=key)
    term_ends = deed.until if deed.kind.code == "keo_dai_biet_phai" else deed.term_ends
    if held.starts is not None and held.starts >= deed.day:
        return Effects(None, None, {held.key: {"term_ends": term_ends}}, {}, held.key, held.key)
    made = replace(
        held,
        key=new_key(),
        starts=deed.day,
        ends=held.ends if held.ends is None or held.ends >= deed.day else None,
        post_since=held.post_since or held.starts,
        term_ends=term_ends,
        movement=deed.kind.code,
        allowance=deed.allowance or held.allowance,
    )
    return Effects(made, None, {held.key: {"ends": deed.day - _DAY}}, {}, made.key, held.key)


def _end(standing: Standing, deed: Deed, new_key: Callable[[], Key]) -> Effects:
    held = concerned(standing, deed)
    if held is None:
        raise InvalidInput(
            f"Ngày {shown(deed.day)} người này không giữ chức vụ nào để {_small(deed.kind.name)}.", "target"
        )
    if held.ends is not None and held.ends < deed.day - _DAY:
        raise InvalidInput(f"Chức vụ này đã thôi từ ngày {shown(held.ends + _DAY)}.", "effective_on")
    _refuse_same_day(held, deed.day)
    changed = {held.key: {"ends": deed.day - _DAY}}
    if not held.main:
        return Effects(None, None, changed, {}, held.key, held.key)
    unit = deed.unit or held.unit
    ends = held.ends if held.ends is None or held.ends >= deed.day else None
    made = replace(
        _new(replace(deed, leader=False), new_key(), unit, main=True), ends=ends or _until_next(standing, deed.day)
    )
    if held.ends is not None and held.ends < deed.day:
        changed = {}
    return Effects(made, None, changed, {}, made.key, held.key)


def _new(deed: Deed, key: Key, unit: Key | None, *, main: bool) -> Held:
    return Held(
        key,
        unit,
        deed.post,
        main,
        starts=deed.day,
        leader=deed.leader,
        post_since=deed.day if deed.post else None,
        allowance=deed.allowance,
        movement=deed.kind.code,
        job_position=deed.job_position,
        job_position_code=deed.job_position_code,
        place=deed.place,
    )


def _until_next(standing: Standing, day: date) -> date | None:
    later = min((one.starts for one in standing.posts if one.main and one.starts and one.starts > day), default=None)
    return later - _DAY if later else None


def _refuse_same_day(held: Held, day: date) -> None:
    if held.starts is not None and held.starts >= day:
        text = (
            f"Chức vụ, vị trí đang giữ bắt đầu ngày {shown(held.starts)}, không trước ngày có hiệu lực {shown(day)}:"
            " xem lại ngày, hoặc sửa dòng đó trong hồ sơ."
        )
        raise InvalidInput(text, "effective_on")


def _small(text: str) -> str:
    return text[0].lower() + text[1:]
