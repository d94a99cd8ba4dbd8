from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.law.dated import Dated, Version

JULY = date(2025, 7, 1)


def pay() -> Dated[int]:
    return Dated(
        "lương cơ sở",
        [
            Version(2_530_000, date(2026, 7, 1), None, "NĐ 161/2026"),
            Version(1_800_000, date(2023, 7, 1), date(2024, 6, 30), "NĐ 24/2023"),
            Version(2_340_000, date(2024, 7, 1), date(2026, 6, 30), "NĐ 73/2024"),
        ],
    )


@pytest.mark.parametrize(
    ("day", "amount"),
    [
        (date(2023, 7, 1), 1_800_000),
        (date(2024, 6, 30), 1_800_000),
        (date(2024, 7, 1), 2_340_000),
        (date(2026, 6, 30), 2_340_000),
        (date(2026, 7, 1), 2_530_000),
        (date(2099, 1, 1), 2_530_000),
    ],
)
def test_a_figure_holds_from_its_first_to_its_last_day(day: date, amount: int) -> None:
    version = pay().at(day)
    assert version is not None
    assert version.value == amount


def test_a_day_before_the_first_row_has_no_figure() -> None:
    assert pay().at(date(2023, 6, 30)) is None


def test_a_row_may_end_without_a_successor() -> None:
    districts = Dated("cấp huyện", [Version("huyện", None, date(2025, 6, 30))])
    assert districts.at(date(1950, 1, 1)) is not None
    assert districts.at(date(2025, 6, 30)) is not None
    assert districts.at(JULY) is None


def test_a_gap_between_rows_is_no_rule_and_not_the_older_one() -> None:
    rows = Dated("x", [Version(1, date(2020, 1, 1), date(2020, 12, 31)), Version(2, date(2022, 1, 1))])
    assert rows.at(date(2021, 6, 1)) is None


def test_nothing_known_is_no_rule() -> None:
    empty: Dated[int] = Dated("x", [])
    assert empty.at(JULY) is None


def test_rows_come_oldest_first_with_their_basis() -> None:
    assert [version.basis for version in pay()] == ["NĐ 24/2023", "NĐ 73/2024", "NĐ 161/2026"]
    assert all(version.confirmed for version in pay())


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (Version(1, date(2020, 1, 1), date(2025, 7, 1)), Version(2, JULY)),
        (Version(1, date(2020, 1, 1)), Version(2, JULY)),
        (Version(1, None, JULY), Version(2, None)),
        (Version(1, JULY, JULY), Version(2, JULY, JULY)),
    ],
)
def test_two_answers_for_one_day_are_refused(earlier: Version[int], later: Version[int]) -> None:
    with pytest.raises(ValueError, match="lương"):
        Dated("lương", [later, earlier])


@given(st.lists(st.integers(1, 400), min_size=1, max_size=8), st.integers(-50, 3500))
def test_every_day_is_answered_by_the_row_that_covers_it(lengths: list[int], offset: int) -> None:
    rows, start = [], date(2015, 1, 1)
    for place, length in enumerate(lengths):
        end = start + timedelta(days=length - 1)
        if place % 3 != 1:  # every third spell is a gap
            rows.append(Version(place, start, end))
        start = end + timedelta(days=1)
    day = date(2015, 1, 1) + timedelta(days=offset)
    covering = [
        row for row in rows if row.starts is not None and row.ends is not None and row.starts <= day <= row.ends
    ]
    assert Dated("x", reversed(rows)).at(day) == (covering[0] if covering else None)
