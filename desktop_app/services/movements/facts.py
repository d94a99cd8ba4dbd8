"""What the register knows of somebody before a movement: posts, spells, retirement, how they left posts, known posts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import Assignment, Employment, JobPosition, Movement, Person, UnitState
from db.text import fold
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import shown, whole_months
from desktop_app.law.figures import SHIPPED, Law
from desktop_app.law.packs import category_named
from desktop_app.law.retirement import Facts, Retirement, retirement
from desktop_app.services.catalogs import ranks
from desktop_app.services.due.retirement_law import RetirementLaw, retirement_law
from desktop_app.services.figures import office_law
from desktop_app.services.movements.effects import Held, Spell, Standing
from desktop_app.services.official_lists import posts_at
from desktop_app.services.work import Work

_HELD = tuple(name for name in Held.__dataclass_fields__ if name != "key")


@dataclass(frozen=True)
class Leave:
    """A post left: how, and the first day without it."""

    kind: str
    day: date


@dataclass(frozen=True)
class About:
    """One person as a movement sees them."""

    key: Key
    name: str
    sex: str | None
    born: PartialDate | None
    standing: Standing
    left: tuple[Leave, ...] = ()
    law: Law = SHIPPED  # the figures as the office uses them
    retirement: RetirementLaw | None = None
    died: date | None = None

    def category(self, day: date, given: str | None = None) -> str:
        """The category of the law on a day; a given one where they are not employed yet."""
        spell = self.standing.spell_on(day)
        main = self.standing.main_on(day)
        plain = given or (spell.category if spell else None) or "CC"
        return category_named(plain, leader=bool(main and main.leader))

    def retires(self, day: date, category: str) -> Answer[Retirement]:
        """The retirement moment."""
        facts = Facts(self.sex, self.born, day, category)
        return self.retirement.retires(facts) if self.retirement is not None else retirement(facts)

    def age_on(self, day: date) -> str:
        """How old the person is on a day, in words; as exactly as the birth is known, empty where it is not."""
        if self.born is None:
            return ""
        if self.born.month is None:
            return f"khoảng {day.year - self.born.year} tuổi vào {shown(day)}"
        months = whole_months(self.born.earliest, day)
        rest = f" {months % 12} tháng" if months % 12 else ""
        return f"{months // 12} tuổi{rest} vào {shown(day)}"

    def pension_start(self, day: date, category: str) -> date | None:
        """The first day of the pension; ``None`` where the register or the law does not tell."""
        found = self.retires(day, category).value
        return found.moment.pension_start if found and found.moment else None


def about(work: Work, key: Key) -> About:
    """One person; ``InvalidInput`` where the register has none."""
    found = about_all(work, [key]).get(key)
    if found is None:
        raise InvalidInput("Không tìm thấy hồ sơ này trong sổ.", "person")
    return found


def about_all(work: Work, keys: Iterable[Key]) -> Mapping[Key, About]:
    """Several people in one reading."""
    wanted = list(dict.fromkeys(keys))
    work.session.flush()
    posts: dict[Key, list[Held]] = {}
    spells: dict[Key, list[Spell]] = {}
    left: dict[Key, list[Leave]] = {}
    for one in work.session.scalars(select(Assignment).where(Assignment.person.in_(wanted))):
        posts.setdefault(one.person, []).append(held_of(one))
    for spell in work.session.scalars(select(Employment).where(Employment.person.in_(wanted))):
        spells.setdefault(spell.person, []).append(Spell(spell.key, spell.category, spell.starts, spell.ends))
    gone = ("tu_chuc", "thoi_giu_chuc_vu", "mien_nhiem", "khong_bo_nhiem_lai")
    query = select(Movement).where(Movement.person.in_(wanted), Movement.kind.in_(gone)).order_by(Movement.effective_on)
    for move in work.session.scalars(query):
        left.setdefault(move.person, []).append(Leave(move.kind, move.effective_on))
    deaths = select(Movement.person, Movement.effective_on).where(Movement.person.in_(wanted), Movement.kind == "chet")
    died: dict[Key, date] = {row.person: row.effective_on for row in work.session.execute(deaths)}
    law, leaves = office_law(work), retirement_law(work)
    return {
        person.key: About(
            person.key,
            person.full_name,
            person.sex,
            person.born,
            Standing(tuple(posts.get(person.key, ())), tuple(spells.get(person.key, ()))),
            tuple(left.get(person.key, ())),
            law,
            leaves,
            died.get(person.key),
        )
        for person in work.session.scalars(select(Person).where(Person.key.in_(wanted)))
    }


def held_of(one: Assignment) -> Held:
    """An assignment as flat data."""
    return Held(one.key, **{name: getattr(one, name) for name in _HELD})


def unit_on(work: Work, unit: Key, day: date) -> UnitState | None:
    """The state of a unit on a day; ``None`` where it is not yet, or no more."""
    query = select(UnitState).where(UnitState.unit == unit)
    return next((one for one in work.session.scalars(query) if _covers(one.starts, one.ends, day)), None)


def unit_told(work: Work, unit: Key, day: date) -> str:
    """Why a unit cannot be used on a day; empty where it can."""
    if unit_on(work, unit, day) is not None:
        return ""
    states = list(work.session.scalars(select(UnitState).where(UnitState.unit == unit)))
    if not states:
        return "Không có đơn vị này trong sổ."
    states.sort(key=lambda one: one.starts or date.min)
    gone = [one for one in states if one.ends is not None and one.ends < day]
    if gone:
        last = gone[-1]
        return f"{last.name} đã giải thể, sáp nhập: không còn từ sau ngày {last.ends:%d/%m/%Y}."
    first = states[0]
    return f"{first.name} chưa thành lập: có từ ngày {first.starts:%d/%m/%Y}."


@dataclass(frozen=True)
class KnownPost:
    """What a post is, where something says so: leader, allowance, months of the term; ``place`` of the unit's list."""

    name: str
    leader: bool | None = None
    head: bool | None = None
    term_months: int | None = None
    place: Key | None = None
    code: str | None = None
    source: str = ""


def known_post(work: Work, name: str, unit: Key | None, day: date) -> KnownPost | None:
    """A post by its name: of the unit's own list, of the official lists, a rank, or as the register already uses it."""
    wanted = fold(name)
    places = select(JobPosition).where(JobPosition.unit == unit) if unit is not None else None
    for place in work.session.scalars(places) if places is not None else ():
        if fold(place.name) == wanted and _covers(place.starts, place.ends, day):
            return KnownPost(
                place.name, place.leader, place.head, place.term_months, place.key, place.code, "danh mục của đơn vị"
            )
    for post in posts_at(day):
        if fold(post.name) == wanted:
            return KnownPost(post.name, post.leader, source="danh mục chức vụ")
    used = work.session.execute(
        select(Assignment.post, Assignment.leader).where(Assignment.post.is_not(None)).distinct()
    ).all()
    alike = [(post, leader) for post, leader in used if post and fold(post) == wanted]
    if alike:
        leader = next((leader for _, leader in alike if leader is not None), None)
        return KnownPost(str(alike[0][0]), leader, source="đang dùng trong sổ")
    if any(fold(rank.name) == wanted for rank in ranks().values()):
        return KnownPost(name, leader=False, source="danh mục ngạch")
    return None


def post_names(work: Work, unit: Key | None, day: date) -> tuple[str, ...]:
    """What can be chosen as a post of a unit on a day: its own list first, then posts in use, then the official ones."""
    found: list[str] = []
    if unit is not None:
        query = select(JobPosition).where(JobPosition.unit == unit).order_by(JobPosition.name)
        found += [one.name for one in work.session.scalars(query) if _covers(one.starts, one.ends, day)]
    used = work.session.scalars(select(Assignment.post).where(Assignment.post.is_not(None)).distinct())
    found += sorted(post for post in used if post)
    found += [post.name for post in posts_at(day)]
    return tuple(dict.fromkeys(found))


def _covers(starts: date | None, ends: date | None, day: date) -> bool:
    return (starts is None or starts <= day) and (ends is None or day <= ends)
