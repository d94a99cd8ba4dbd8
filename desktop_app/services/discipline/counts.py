"""Decisions of discipline in a year, counted by form, category, level and field of violation, beside the year before."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import DisciplineCase, Person
from db.text import fold, text_sort_key
from db.values import Key
from desktop_app.law.discipline import FORMS, ORDER
from desktop_app.services.discipline.case import post_on
from desktop_app.services.discipline.rows import CaseRow, cases
from desktop_app.services.work import Work

GROUPS = (
    ("CB", "Cán bộ"), ("CC_LDQL", "Công chức lãnh đạo, quản lý"), ("CC", "Công chức"), ("VC_QL", "Viên chức quản lý"),
    ("VC", "Viên chức"), ("", "Khác"),
)  # fmt: skip
_LEVELS = (
    ("tinh|so|thanh pho truc thuoc", "Cấp tỉnh"),
    ("huyen|quan|thi xa|thanh pho", "Cấp huyện"),
    ("xa|phuong|thi tran|dac khu", "Cấp xã"),
)
FAMILY_NAMES = ("Cán bộ", "Công chức", "Viên chức", "Khác")
NO_AREA, NO_LEVEL = "Chưa ghi lĩnh vực", "Khác, chưa ghi"


@dataclass(frozen=True)
class CountRow:
    """One line: what is counted, this year by group of staff, all of it, and the year before."""

    name: str
    by_group: tuple[int, ...]
    total: int
    before: int

    @property
    def change(self) -> int:
        """More or fewer than the year before."""
        return self.total - self.before


@dataclass(frozen=True)
class Cell:
    """One cell of the table of four ways: form, category, level of who decided, field; this year and the year before."""

    form: str
    group: str
    level: str
    area: str
    total: int
    before: int

    @property
    def change(self) -> int:
        """More or fewer than the year before."""
        return self.total - self.before


@dataclass(frozen=True)
class FormColumn:
    """A form in a year: cán bộ, công chức, viên chức and others."""

    label: str
    year: int
    counts: tuple[int, ...]


@dataclass(frozen=True)
class YearCounts:
    """The counts of a year, each way by itself and all four together; cancelled decisions are left out."""

    year: int
    by_form: tuple[CountRow, ...]
    by_group: tuple[CountRow, ...]
    by_level: tuple[CountRow, ...]
    by_area: tuple[CountRow, ...]
    total: CountRow
    cells: tuple[Cell, ...] = ()
    columns: tuple[FormColumn, ...] = ()


@dataclass(frozen=True)
class ListRow:
    """One decision with what the list an office prints asks of it (section 3.12)."""

    staff_number: str
    name: str
    born: str
    unit: str
    post: str
    case: CaseRow
    signer_post: str


def counts(work: Work, year: int, day: date | None = None) -> YearCounts:
    """Decisions signed in a year as known on a day, and in the year before."""
    known = day or work.today
    areas = {one.key: one.area or "" for one in work.session.scalars(select(DisciplineCase))}
    rows = [row for row in cases(work, known) if row.form and row.decided_on and row.state != "cancelled"]
    now = [row for row in rows if row.decided_on and row.decided_on.year == year]
    before = [row for row in rows if row.decided_on and row.decided_on.year == year - 1]

    forms = sorted({row.form or "" for row in (*now, *before)}, key=lambda form: ORDER[form])
    form_names = [_form_name(form) for form in forms]
    form_of: Callable[[CaseRow], str] = lambda row: _form_name(row.form or "")  # noqa: E731 - named for the table
    area_of: Callable[[CaseRow], str] = lambda row: areas.get(row.key) or NO_AREA  # noqa: E731 - as above
    found_areas = sorted(
        {area_of(row) for row in (*now, *before)}, key=lambda one: (one == NO_AREA, text_sort_key(one))
    )
    levels = [name for _, name in _LEVELS] + [NO_LEVEL]
    groups = [name for _, name in GROUPS]
    ways = (form_of, group_of, level_of, area_of)
    places = (form_names, groups, levels, found_areas)
    return YearCounts(
        year, _lines(form_names, form_of, now, before),
        _lines(_used(groups, group_of, (*now, *before)), group_of, now, before),
        _lines(_used(levels, level_of, (*now, *before)), level_of, now, before),
        _lines(found_areas, area_of, now, before),
        CountRow("Tổng số", _groups(now), len(now), len(before)),
        _cells(ways, places, now, before),
        tuple(
            FormColumn(name, one, _families([row for row in rows if form_of(row) == name]))
            for one, rows in ((year - 1, before), (year, now)) for name in form_names
        ),
    )  # fmt: skip


def _form_name(form: str) -> str:
    text = FORMS[form]
    return text[:1].upper() + text[1:]


def group_of(row: CaseRow) -> str:
    """The group of staff a decision counts in."""
    known = dict(GROUPS)
    return known.get(row.category, known[""])


def _used(names: Iterable[str], of: Callable[[CaseRow], str], rows: Iterable[CaseRow]) -> list[str]:
    held = {of(row) for row in rows}
    return [name for name in names if name in held]


def _cells(
    ways: Sequence[Callable[[CaseRow], str]],
    places: Sequence[Sequence[str]],
    now: Iterable[CaseRow],
    before: Iterable[CaseRow],
) -> tuple[Cell, ...]:
    """Every combination there is in one of the years, in the order of its forms, groups, levels and fields."""
    this = Counter(tuple(of(row) for of in ways) for row in now)
    last = Counter(tuple(of(row) for of in ways) for row in before)
    order = [{name: place for place, name in enumerate(names)} for names in places]
    keys = sorted({*this, *last}, key=lambda key: [rank[name] for rank, name in zip(order, key, strict=True)])
    return tuple(Cell(key[0], key[1], key[2], key[3], this[key], last[key]) for key in keys)


_FAMILIES = (("CB",), ("CC", "CC_LDQL"), ("VC", "VC_QL"))


def _families(rows: Sequence[CaseRow]) -> tuple[int, ...]:
    counts = [sum(row.category in family for row in rows) for family in _FAMILIES]
    return (*counts, len(rows) - sum(counts))


def level_of(row: CaseRow) -> str:
    """The level of the body that decided, by the first word of its name that tells it."""
    name = fold(row.authority or "")
    found = [(told.start(), level) for words, level in _LEVELS if (told := re.search(rf"\b({words})\b", name))]
    return min(found)[1] if found else NO_LEVEL


def _lines(
    names: Iterable[str], of: Callable[[CaseRow], str], now: list[CaseRow], before: list[CaseRow]
) -> tuple[CountRow, ...]:
    last = Counter(of(row) for row in before)
    made = []
    for name in names:
        held = [row for row in now if of(row) == name]
        made.append(CountRow(name, _groups(held), len(held), last[name]))
    return tuple(made)


def _groups(rows: list[CaseRow]) -> tuple[int, ...]:
    known = {code for code, _ in GROUPS}
    found = Counter(row.category if row.category in known else "" for row in rows)
    return tuple(found[code] for code, _ in GROUPS)


def decided_rows(work: Work, rows: Iterable[CaseRow], day: date) -> tuple[ListRow, ...]:
    """These decisions with number, birth, post and unit of whom they concern."""
    wanted = [row for row in rows if row.form]
    people = {
        one.key: one
        for one in work.session.scalars(select(Person).where(Person.key.in_([row.person for row in wanted])))
    }
    made = []
    for row in wanted:
        person = people[row.person]
        post, unit = post_on(work, row.person, row.decided_on or day)
        made.append(
            ListRow(
                person.staff_number or "", row.name, person.born.vietnamese if person.born else "", unit, post, row,
                _signer_post(work, row.key),
            )
        )  # fmt: skip
    return tuple(made)


def _signer_post(work: Work, case: Key) -> str:
    from db.models import DisciplineStep

    query = select(DisciplineStep.signer_post).where(DisciplineStep.case == case, DisciplineStep.kind == "quyet_dinh")
    return next((text for text in work.session.scalars(query.order_by(DisciplineStep.day.desc())) if text), "")
