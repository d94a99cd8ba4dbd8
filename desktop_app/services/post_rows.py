"""Who holds which post on a day, whose term ends and what then follows, who is away or acting, and the year's figures."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import or_, select

from db.models import Assignment, Decision, Movement, UnitState
from db.text import text_sort_key
from db.values import Key
from desktop_app.law.acting import acting, secondment
from desktop_app.law.answer import Answer
from desktop_app.law.judging import as_leader
from desktop_app.law.reappointment import Reappointment, powers, reappointment
from desktop_app.services.decisions import CANCELLED
from desktop_app.services.due.marks import done_marks
from desktop_app.services.movements.checks import months_of
from desktop_app.services.movements.effects import SECONDED, Held
from desktop_app.services.movements.facts import About, about_all
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.unit_titles import titled
from desktop_app.services.work import Work

_DAY = timedelta(days=1)
TERM_NOTICE = "TERM-90W"
"""The task of the due list that the notice of a term that ends settles; its subject is the post."""
OUTCOMES: Mapping[str, str] = {
    "bo_nhiem_lai": "Bổ nhiệm lại",
    "keo_dai": "Kéo dài",
    "can_xem_xet": "Cần xem xét",
    "nhiem_ky": "Theo nhiệm kỳ",
    "nghi_huu": "Nghỉ hưu",
    "": "Chưa tính được",
}
FIGURES: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "Bổ nhiệm, điều động, bổ nhiệm lại, kéo dài",
        frozenset({"bo_nhiem", "dieu_dong", "luan_chuyen", "bo_nhiem_lai", "keo_dai"}),
    ),
    ("Lượt điều động, luân chuyển", frozenset({"dieu_dong", "luan_chuyen"})),
    ("Không bổ nhiệm lại, từ chức", frozenset({"khong_bo_nhiem_lai", "tu_chuc"})),
)
_ELECTED = frozenset({"bau_cu", "chi_dinh"})
_TITLES = {
    "tuyen_dung": "Tuyển dụng, tiếp nhận, ký hợp đồng",
    "bau_cu": "Bầu cử, phê chuẩn, chỉ định",
    "dieu_dong": "Điều động, kể cả từ cơ quan khác đến",
    "biet_phai": "Biệt phái, kể cả từ cơ quan khác đến",
    "giao_quyen": "Giao quyền, giao phụ trách",
    "cach_chuc": "Cách chức, bãi nhiệm, giáng chức",
    "nghi_huu": "Nghỉ hưu, kể cả trước tuổi",
    "thoi_viec": "Thôi việc, buộc thôi việc, chấm dứt hợp đồng",
    "chuyen_di": "Chuyển đi, kể cả ra ngoài khối hưởng lương ngân sách",
}
"""What a figure takes together, where it is more than one kind."""


@dataclass(frozen=True)
class HolderRow:
    """A leadership post held on a day; ``answer`` is the law's of the end of its term, ``None`` where there is none."""

    person: Key
    assignment: Key
    name: str
    post: str
    unit: str
    category: str
    since: date | None
    term_ends: date | None
    pension_start: date | None
    outcome: str
    settled: bool
    answer: Answer[Reappointment] | None
    noticed: date | None = None
    """The day the notice was given."""

    @property
    def where(self) -> str:
        """Post and unit in one line."""
        return ", ".join(filter(None, (self.post, self.unit)))

    @property
    def notice(self) -> date | None:
        """The last day of the notice."""
        return self.answer.value.notice_deadline if self.answer and self.answer.value else None


@dataclass(frozen=True)
class TemporaryRow:
    """Somebody seconded, acting, in charge or holding a second post; ``last_day`` is the law's."""

    person: Key
    assignment: Key
    name: str
    kind: str
    post: str
    unit: str
    since: date | None
    until: date | None
    last_day: date | None
    answer: Answer[Any] | None


@dataclass(frozen=True)
class FigureRow:
    """One figure of the yearly summary by year."""

    title: str
    counts: Mapping[int, int]


def holders(work: Work, day: date) -> tuple[HolderRow, ...]:
    """Everybody who holds a leadership post on a day, in the order of names."""
    query = select(Assignment.person).where(Assignment.leader.is_(True)).distinct()
    units = unit_names(work, day)
    noticed = {post: mark.marked_on for post, mark in done_marks(work, TERM_NOTICE).items()}
    rows = []
    for one in about_all(work, work.session.scalars(query)).values():
        if one.standing.spell_on(day) is None:
            continue
        rows += [
            replace(_holder(one, held, day, units), noticed=noticed.get(held.key.hex()))
            for held in one.standing.posts_on(day)
            if held.leader and not held.acting
        ]
    return tuple(sorted(rows, key=lambda row: (text_sort_key(row.name), row.assignment)))


def _holder(one: About, held: Held, day: date, units: Mapping[Key, str]) -> HolderRow:
    category = as_leader(one.category(day))
    pension = one.pension_start(day, category)
    answer, outcome = None, ""
    if category == "CB":
        outcome = "nhiem_ky"
    elif held.term_ends is not None and pension is not None:
        answer = reappointment(
            category, held.term_ends, months_of(held) // 12, pension, days=one.law.days, pack=one.law.appointments
        )
        outcome = (answer.value.outcome or "nghi_huu") if answer.value is not None else ""
    if answer is not None and held.term_ends is not None and day > held.term_ends:
        ended = powers(category, held.term_ends, None, day, one.law.appointments)
        answer = replace(answer, warnings=(*answer.warnings, *ended.steps))
    later = one.standing.main_on(held.term_ends + _DAY) if held.term_ends is not None else None
    settled = later is not None and later.key != held.key
    since = held.post_since or held.starts
    unit = units.get(held.unit, "") if held.unit is not None else ""
    return HolderRow(
        one.key, held.key, one.name, held.post or "", unit, category, since, held.term_ends, pension, outcome, settled, answer
    )  # fmt: skip


def temporaries(work: Work, day: date) -> tuple[TemporaryRow, ...]:
    """Who is seconded, acting, in charge or holding a second post on a day; also what should have ended."""
    query = select(Assignment.person).where(Assignment.main.is_(False)).distinct()
    units = unit_names(work, day)
    rows = []
    for one in about_all(work, work.session.scalars(query)).values():
        for held in one.standing.posts_on(day):
            kind = held.acting or (
                "kiem_nhiem" if held.concurrent else "biet_phai" if held.movement in SECONDED else ""
            )
            if held.main or not kind:
                continue
            answer, last = _limit(kind, one, held, day)
            unit = units.get(held.unit, "") if held.unit is not None else ""
            since = held.post_since or held.starts
            rows.append(
                TemporaryRow(
                    one.key, held.key, one.name, kind, held.post or "", unit, since, held.term_ends, last, answer
                )
            )
    return tuple(sorted(rows, key=lambda row: (row.until or row.last_day or date.max, text_sort_key(row.name))))


def _limit(kind: str, one: About, held: Held, day: date) -> tuple[Answer[Any] | None, date | None]:
    starts = held.post_since or held.starts
    if starts is None:
        return None, None
    if kind == "giao_quyen":
        limit = acting(starts, day, category=as_leader(one.category(day)), pack=one.law.movements)
        end = (limit.value.transition_deadline or limit.value.limit_end) if limit.value else None
        return limit, end
    if kind == "biet_phai":
        found = secondment(one.category(day), starts, held.term_ends, pack=one.law.movements)
        return found, found.value.last_day if found.value else None
    return None, None


def unit_names(work: Work, day: date) -> dict[Key, str]:
    """The names of the units of a day; of one that is gone, the last it had."""
    return {unit: name for unit, (name, _) in _units_on(work, day).items()}


def unit_choices(work: Work, day: date) -> dict[Key, str]:
    """The units of a day to choose from: those of one name are told apart by what they belong to."""
    return titled(_units_on(work, day))


def _units_on(work: Work, day: date) -> dict[Key, tuple[str, Key | None]]:
    names: dict[Key, tuple[str, Key | None]] = {}
    for one in work.session.scalars(select(UnitState).order_by(UnitState.starts.nulls_first())):
        if one.unit not in names or one.starts is None or one.starts <= day:
            names[one.unit] = one.name, one.parent
    return names


def figures(work: Work, years: Iterable[int], until: date | None = None) -> tuple[FigureRow, ...]:
    """The yearly summary, counted from the movements in force: the three sums first, then each kind that occurred.

    Each person of a decision counts once, by the day it takes effect, up to ``until`` (today); the end or extension of
    something temporary is no further one, nor is the approval of an election that is counted itself.
    """
    wanted, last = tuple(years), until or work.today
    counts: dict[str, dict[int, int]] = {}
    query = (
        select(Movement.kind, Movement.effective_on, Assignment.movement)
        .join(Decision, Decision.key == Movement.decision, isouter=True)
        .join(Assignment, Assignment.key == Movement.previous, isouter=True)
        .where(or_(Decision.state.is_(None), Decision.state != CANCELLED), Movement.effective_on <= last)
    )
    kinds = movement_kinds()
    for kind, day, before in work.session.execute(query):
        found = kinds.get(kind)
        approved = kind == "phe_chuan" and before in _ELECTED
        if found is None or not found.counted or approved or day.year not in wanted:
            continue
        by_year = counts.setdefault(found.counted, {})
        by_year[day.year] = by_year.get(day.year, 0) + 1
    sums = [
        FigureRow(title, {year: sum(counts.get(one, {}).get(year, 0) for one in group) for year in wanted})
        for title, group in FIGURES
    ]
    each = [
        FigureRow(_TITLES.get(code, kinds[code].name), {year: counts[code].get(year, 0) for year in wanted})
        for code in kinds
        if code in counts
    ]
    return (*sums, *each)
