"""What does not fit together in posts and units: overlaps, gaps, two heads, more people than assigned, terms run out."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from db.models import Assignment, Employment, JobPosition, Person, Quota, UnitState
from db.text import fold
from db.values import Key
from desktop_app.law.calendar import shown
from desktop_app.law.judging import as_leader
from desktop_app.services import decisions
from desktop_app.services.movements.effects import Held, Standing
from desktop_app.services.movements.facts import About, about_all
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
CODES = {
    "overlap": "Hai vị trí chính cùng một lúc",
    "gap": "Có khoảng không giữ vị trí nào",
    "two_heads": "Hai người đứng đầu một đơn vị",
    "over_quota": "Vượt biên chế được giao",
    "past_retirement": "Còn giữ chức vụ sau ngày nghỉ hưu",
    "term_over": "Hết thời hạn mà chưa có quyết định",
    "left_in_post": "Đã thôi công tác mà còn giữ chức vụ",
    "dissolved": "Giữ chức vụ ở đơn vị đã giải thể",
    "double_number": "Số quyết định dùng hai lần",
}
_HEADS = ("truong phong", "truong ban", "chanh van phong", "chanh thanh tra", "giam doc", "hieu truong", "chu tich", "bi thu",
          "truong tram", "truong cong an")  # fmt: skip


@dataclass(frozen=True)
class Remark:
    """One thing that is told, never hidden: its code of ``CODES``, whom or what it concerns, and a sentence."""

    code: str
    message: str
    person: Key | None = None
    unit: Key | None = None


def is_head(post: str | None) -> bool:
    """Whether the name of a post is that of a head (deputies are not)."""
    return fold(post or "").startswith(_HEADS)


def of_standing(one: About, day: date) -> Iterator[Remark]:
    """What does not fit in one person's posts, as of a day."""
    mains = sorted(
        (held for held in one.standing.posts if held.main), key=lambda held: (held.starts or date.min, held.key)
    )
    for earlier, later in pairwise(mains):
        ends = earlier.ends or date.max
        starts = later.starts or date.min
        if ends >= starts:
            text = (
                f"{one.name}: “{_named(earlier)}” và “{_named(later)}” cùng là vị trí chính từ ngày {_shown(starts)}."
            )
            yield Remark("overlap", text, one.key)
        elif starts - ends > _DAY and _employed_between(one.standing, ends + _DAY, starts - _DAY):
            text = f"{one.name}: không có vị trí nào từ {_shown(ends + _DAY)} đến {_shown(starts - _DAY)}."
            yield Remark("gap", text, one.key)
    left = one.standing.left_on(day)
    for held in one.standing.posts_on(day):
        if left is not None:
            yield Remark("left_in_post", f"{one.name}: thôi công tác {shown(left)} mà còn “{_named(held)}”.", one.key)
        if held.leader and not held.acting:
            yield from _of_leader(one, held, day)


def _of_leader(one: About, held: Held, day: date) -> Iterator[Remark]:
    pension = one.pension_start(day, as_leader(one.category(day)))
    if pension is not None and pension <= day:
        text = f"{one.name}: nghỉ hưu từ {shown(pension)} mà còn giữ “{_named(held)}”."
        yield Remark("past_retirement", text, one.key)
    if held.term_ends is not None and held.term_ends < day:
        text = f"{one.name}: thời hạn giữ “{_named(held)}” hết ngày {shown(held.term_ends)}, chưa có quyết định."
        yield Remark("term_over", text, one.key)


def remarks(work: Work, day: date, people: Iterable[Key] | None = None) -> tuple[Remark, ...]:
    """Everything that does not fit, of some people or of all, and of units, as of a day."""
    wanted = list(people) if people is not None else list(work.session.scalars(select(Person.key)))
    found = [remark for one in about_all(work, wanted).values() for remark in of_standing(one, day)]
    if people is None:
        found += [*_heads(work, day), *_over_quota(work, day), *_dissolved(work, day)]
        for group in decisions.doubles(work):
            number, year = group[0].number, group[0].signed_on
            text = f"Số {number} của năm {year.year if year else ''} dùng cho {len(group)} quyết định."
            found.append(Remark("double_number", text))
    return tuple(found)


def _there_before(work: Work, unit: Key, person: Key, day: date) -> bool:
    """Whether the person already works in the unit on the day before."""
    query = select(Assignment).where(Assignment.person == person, Assignment.unit == unit, Assignment.main.is_(True))
    return any(_covers(one.starts, one.ends, day - timedelta(days=1)) for one in work.session.scalars(query))


def beside(work: Work, held: Held, person: Key, day: date) -> Iterator[str]:
    """What a new post brings about in its unit: a second head, more people than assigned."""
    if held.unit is None:
        return
    if is_head(held.post) and not held.concurrent:
        query = select(Assignment, Person.full_name).join(Person, Person.key == Assignment.person)
        query = query.where(Assignment.unit == held.unit, Assignment.person != person)
        for other, name in work.session.execute(query):
            if _covers(other.starts, other.ends, day) and fold(other.post or "") == fold(held.post or ""):
                yield f"Ngày {shown(day)} {name} cũng đang giữ “{other.post}” ở đơn vị này."
    if held.main and not _there_before(work, held.unit, person, day):
        given, there = quota_of(work, held.unit, day), people_in(work, held.unit, day, person)
        if given is not None and there + 1 > given:
            yield f"Đơn vị được giao {given} biên chế, có mặt {there}: thêm người này là vượt."


def quota_of(work: Work, unit: Key, day: date) -> int | None:
    """The staff assigned to a unit for the year, all categories together; ``None`` where none is recorded."""
    rows = list(work.session.scalars(select(Quota).where(Quota.unit == unit, Quota.year == day.year)))
    return sum(row.count for row in rows) if rows else None


def people_in(work: Work, unit: Key, day: date, but: Key | None = None) -> int:
    """The people whose main post is in a unit on a day."""
    query = select(Assignment).where(Assignment.unit == unit, Assignment.main.is_(True))
    return len({one.person for one in work.session.scalars(query) if _covers(one.starts, one.ends, day)} - {but})


def _heads(work: Work, day: date) -> Iterator[Remark]:
    query = select(Assignment, Person.full_name).join(Person, Person.key == Assignment.person)
    query = query.where(Assignment.unit.is_not(None), Assignment.leader.is_(True))
    places = {one.key for one in work.session.scalars(select(JobPosition).where(JobPosition.head.is_(True)))}
    heads: dict[tuple[Key, str], list[str]] = {}
    for held, name in work.session.execute(query):
        if (
            _covers(held.starts, held.ends, day)
            and (is_head(held.post) or held.place in places)
            and held.unit is not None
        ):
            heads.setdefault((held.unit, fold(held.post or "")), []).append(name)
    names = _unit_names(work, day)
    for (unit, _), people in heads.items():
        if len(people) > 1:
            text = f"{names.get(unit, 'Một đơn vị')} có {len(people)} người đứng đầu: {', '.join(sorted(people))}."
            yield Remark("two_heads", text, unit=unit)


def _over_quota(work: Work, day: date) -> Iterator[Remark]:
    names = _unit_names(work, day)
    units = set(work.session.scalars(select(Quota.unit).where(Quota.year == day.year)))
    for unit in sorted(units):
        given, there = quota_of(work, unit, day), people_in(work, unit, day)
        if given is not None and there > given:
            text = f"{names.get(unit, 'Một đơn vị')} được giao {given}, có mặt {there}."
            yield Remark("over_quota", text, unit=unit)


def _dissolved(work: Work, day: date) -> Iterator[Remark]:
    alive = set(_unit_names(work, day))
    query = select(Assignment, Person.full_name).join(Person, Person.key == Assignment.person)
    query = query.where(Assignment.unit.is_not(None))
    employed = {
        spell.person for spell in work.session.scalars(select(Employment)) if _covers(spell.starts, spell.ends, day)
    }
    for held, name in work.session.execute(query):
        if _covers(held.starts, held.ends, day) and held.unit not in alive and held.person in employed:
            yield Remark(
                "dissolved", f"{name}: “{held.post or 'vị trí'}” ở đơn vị đã giải thể.", held.person, held.unit
            )


def _unit_names(work: Work, day: date) -> dict[Key, str]:
    return {one.unit: one.name for one in work.session.scalars(select(UnitState)) if _covers(one.starts, one.ends, day)}


def _employed_between(standing: Standing, first: date, last: date) -> bool:
    return standing.spell_on(first) is not None and standing.spell_on(last) is not None


def _named(held: Held) -> str:
    return held.post or "vị trí công tác"


def _shown(day: date) -> str:
    return shown(day) if day > date.min else "đầu"


def _covers(starts: date | None, ends: date | None, day: date) -> bool:
    return (starts is None or starts <= day) and (ends is None or day <= ends)
