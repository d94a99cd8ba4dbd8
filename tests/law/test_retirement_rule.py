import ast
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.packs import CATEGORIES
from desktop_app.law.retirement import Facts, retirement
from desktop_app.law.retirement_papers import POSTPONEMENTS, falls_on_tet, proceeds_under_discipline
from desktop_app.law.retirement_rule import moment_at, moments, month_index, reached
from desktop_app.law.retirement_table import looked_up, table

LAW = Path(__file__).resolve().parents[2] / "desktop_app" / "law"
TODAY = date(2026, 11, 22)
MONTHS = [(year, month) for year in range(1940, 2016) for month in range(1, 13)]
SEX = st.sampled_from(["nam", "nu"])
BORN = st.sampled_from(MONTHS)
CATEGORY = st.sampled_from(CATEGORIES)


def facts(sex: str, year: int, month: int | None, category: str = "CC", **more: object) -> Facts:
    return Facts(sex, PartialDate(year, month), TODAY, category, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("category", CATEGORIES)
@pytest.mark.parametrize("sex", ["nam", "nu"])
def test_the_rule_and_the_published_table_agree_for_every_birth_month(sex: str, category: str) -> None:
    for year, month in MONTHS:
        found = retirement(facts(sex, year, month, category)).value
        assert found is not None
        assert found.moment is not None
        said = (found.moment.age_months, found.moment.last_working_day, found.moment.pension_start)
        assert said == looked_up(sex, year, month), (year, month)


@pytest.mark.parametrize("sex", ["nam", "nu"])
def test_the_table_is_whole_and_prints_the_pension_months_it_leads_to(sex: str) -> None:
    for before, after in pairwise(table(sex)):
        last = date.fromisoformat(f"{before.last_birth}-01")
        following = month_index(last.year, last.month) + 1
        assert after.first_birth == f"{following // 12:04d}-{following % 12 + 1:02d}"
        assert (after.years, after.months) > (before.years, before.months)
    for row in table(sex)[1:]:
        for birth, pension in ((row.first_birth, row.first_pension), (row.last_birth, row.last_pension)):
            if pension:
                year, month = map(int, birth.split("-"))
                assert f"{looked_up(sex, year, month)[2]:%Y-%m}" == pension


def test_the_two_ways_share_nothing() -> None:
    for one, other in (("retirement_rule", "retirement_table"), ("retirement_table", "retirement_rule")):
        tree = ast.parse((LAW / f"{one}.py").read_text(encoding="utf-8"))
        named = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not any(other in name for name in named)
    assert "desktop_app.law" not in (LAW / "retirement_table.py").read_text(encoding="utf-8")


def test_during_the_roadmap_nobody_starts_a_pension_in_the_months_between() -> None:
    for year, month in MONTHS:
        man, woman = looked_up("nam", year, month)[2], looked_up("nu", year, month)[2]
        assert not (2022 <= man.year <= 2028 and man.month in {2, 3, 4})
        assert not (2022 <= woman.year <= 2035 and woman.month in {2, 3, 4, 5})


BY_YEAR = {  # 9.1: the age of whoever reaches it in a year, for display only, never looked up by the year of birth
    "nam": {2021: 723, 2022: 726, 2023: 729, 2024: 732, 2025: 735, 2026: 738, 2027: 741, 2028: 744},
    "nu": {2021: 664, 2022: 668, 2023: 672, 2024: 676, 2025: 680, 2026: 684, 2027: 688, 2028: 692, 2029: 696, 2030: 700,
           2031: 704, 2032: 708, 2033: 712, 2034: 716, 2035: 720},
}  # fmt: skip


@pytest.mark.parametrize("sex", ["nam", "nu"])
def test_whoever_reaches_the_age_in_a_year_has_the_age_of_that_year(sex: str) -> None:
    ages = BY_YEAR[sex]
    seen = set()
    for year, month in MONTHS:
        found = reached(sex, month_index(year, month))
        assert found is not None
        when = found.moment.last_working_day.year
        if when in ages:
            assert found.moment.age_months == ages[when], (year, month)
            seen.add(when)
        elif when > max(ages):
            assert found.moment.age_months == max(ages.values())
    assert seen == set(ages)


def test_tet_never_touches_a_normal_retirement_of_the_roadmap() -> None:
    touched = set()
    for sex, ends in (("nam", date(2028, 5, 1)), ("nu", date(2035, 6, 1))):
        for year, month in MONTHS:
            found = reached(sex, month_index(year, month))
            assert found is not None
            start = found.moment.pension_start
            if date(2021, 5, 1) <= start < ends:
                assert falls_on_tet(found.moment) is False, (sex, year, month)
            elif start >= ends and start.year < 2041 and falls_on_tet(found.moment):
                touched.add(sex)
    assert touched == {"nam", "nu"}  # afterwards it can happen


@given(sex=SEX, born=BORN)
def test_later_births_never_retire_earlier_nor_younger(sex: str, born: tuple[int, int]) -> None:
    index = month_index(*born)
    one, after = reached(sex, index), reached(sex, index + 1)
    assert one is not None
    assert after is not None
    assert after.moment.age_months >= one.moment.age_months
    assert after.moment.pension_start > one.moment.pension_start


@given(sex=SEX, born=BORN, early=st.sampled_from([60, 120]))
def test_an_early_case_lies_before_the_normal_moment_and_not_too_far(
    sex: str, born: tuple[int, int], early: int
) -> None:
    index = month_index(*born)
    normal, lowest = reached(sex, index), reached(sex, index, earlier=early)
    assert normal is not None
    assert lowest is not None
    assert early <= normal.moment.age_months - lowest.moment.age_months <= early + 24 + 36


@given(sex=SEX, born=BORN)
def test_five_years_lower_is_the_second_annex(sex: str, born: tuple[int, int]) -> None:
    index = month_index(*born)
    by_annex, by_shift = reached(sex, index, which="lowest"), reached(sex, index, earlier=60)
    assert by_annex is not None
    assert by_shift is not None
    assert by_annex.moment == by_shift.moment


@given(sex=SEX, born=BORN, category=CATEGORY, codes=st.lists(st.sampled_from(POSTPONEMENTS), max_size=4))
def test_a_postponement_never_exceeds_six_months_and_never_adds_up(
    sex: str, born: tuple[int, int], category: str, codes: list[str]
) -> None:
    plain = retirement(facts(sex, *born, category)).value
    shifted = retirement(facts(sex, *born, category, postpone=tuple(codes))).value
    assert plain is not None
    assert shifted is not None
    assert shifted.postponed_months in {0, 1, 3, 6}
    each = [retirement(facts(sex, *born, category, postpone=(code,))).value for code in codes]
    assert shifted.postponed_months == max((one.postponed_months for one in each if one), default=0)
    assert shifted.moment is not None
    assert plain.moment is not None
    assert shifted.moment.age_months == plain.moment.age_months
    assert shifted.moment.pension_start >= plain.moment.pension_start


@given(sex=SEX, born=BORN, category=CATEGORY)
def test_deadlines_lie_before_the_moment_and_every_answer_says_why(
    sex: str, born: tuple[int, int], category: str
) -> None:
    answer = retirement(facts(sex, *born, category))
    assert answer.value is not None
    sheet, moment = answer.value.papers, answer.value.moment
    assert moment is not None
    assert answer.basis
    assert answer.steps
    if sheet.notice_deadline and sheet.decision_deadline:
        assert sheet.notice_deadline < sheet.decision_deadline < moment.pension_start


def test_all_people_at_once_get_what_each_gets_alone() -> None:
    rows = [(sex, f"{year}-{month:02d}-15", "CC") for sex in ("nam", "nu") for year, month in MONTHS]
    for (sex, born, _), moment in zip(rows, moments(rows, TODAY), strict=True):
        alone = retirement(Facts(sex, PartialDate.parse(born), TODAY)).value
        assert alone is not None
        assert alone.moment == moment
    years = [
        ("nam", "1965", "CC"),
        ("nu", "1963", "VC"),
        ("", "1965-01", "CC"),
        ("nam", "", "CC"),
        ("nam", "2027", "CC"),
    ]
    found = moments(years, TODAY)
    assert found[0] == moment_at(month_index(1965, 1), 738)
    assert found[2:] == [None, None, None]


@pytest.mark.parametrize(
    ("wrong", "field", "told"),
    [
        (Facts("nam", PartialDate(2026, 12), TODAY), "born", "ở sau ngày hôm nay"),
        (Facts("nam", PartialDate(2027), TODAY), "born", "ở sau ngày hôm nay"),
        (Facts("x", PartialDate(1965), TODAY), "sex", "không hợp lệ"),
        (Facts("nam", PartialDate(1965, 1), TODAY, personal_number="001165000011"), "sex", "là của người nữ"),
        (Facts("nam", PartialDate(1965, 1), TODAY, insured_months=47 * 12), "insured-years", "dài hơn"),
        (Facts("nam", PartialDate(1965, 1), TODAY, category="X"), "category", "không hợp lệ"),
        (Facts("nam", PartialDate(1965, 1), TODAY, case="X"), "case", "không có trong quy định"),
        (Facts("nam", PartialDate(1965, 1), TODAY, postpone=("X",)), "postpone", "không có trong quy định"),
    ],
)
def test_facts_that_cannot_be_are_refused_by_name(wrong: Facts, field: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told) as refused:
        retirement(wrong)
    assert refused.value.field == field


def test_a_number_of_the_right_sex_is_no_fault() -> None:
    assert retirement(Facts("nam", PartialDate(1965, 1), TODAY, personal_number="001065000011")).value


@pytest.mark.parametrize(
    ("category", "day", "basis"),
    [
        ("CC", date(2025, 7, 1), "Khoản 1 Điều 24 Nghị định số 172/2025/NĐ-CP"),
        ("CB", date(2024, 1, 1), "Điều 82 Luật Cán bộ, công chức 2008"),
        ("VC", date(2026, 7, 1), "Nghị định số 234/2026/NĐ-CP"),
    ],
)
def test_retirement_goes_on_under_discipline(category: str, day: date, basis: str) -> None:
    answer = proceeds_under_discipline(category, day)
    assert answer.value is True
    assert answer.basis[0].startswith(basis)
    assert proceeds_under_discipline("VC", date(2026, 6, 30)).verdict == "chua_co_quy_dinh"
