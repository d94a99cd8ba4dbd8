"""What the values of one person say about each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from db.values import Coefficient, PartialDate
from desktop_app.services.catalogs import rank_code_meant, ranks, scale
from desktop_app.services.intake.reading import ERROR, WARN, Note
from desktop_app.services.intake.values import vietnamese

Values = Mapping[str, Any]
YOUNGEST_AT_WORK = 15
OLDEST_AT_WORK = 75
_SALARY_BASIS = "NĐ 204/2004/NĐ-CP, các bảng lương"


def check_person(values: Values, today: date) -> Iterator[tuple[str, Note]]:
    """Every doubt about a person's values, with the target it is shown at."""
    yield from _number(values)
    yield from _dates(values, today)
    yield from _salary(values)


def sex_of_number(number: str) -> str:
    """The sex that a citizen's number carries in its fourth digit (NĐ 137/2015/NĐ-CP)."""
    return "nam" if int(number[3]) % 2 == 0 else "nu"


def _number(values: Values) -> Iterator[tuple[str, Note]]:
    number, sex, born = values.get("personal_number"), values.get("sex"), values.get("born")
    if not number:
        return
    if sex and sex_of_number(number) != sex:
        said, other = ("nam", "nữ") if sex == "nam" else ("nữ", "nam")
        message = f"Ghi là {said} nhưng số CCCD {number} là của người {other} (chữ số thứ tư là {number[3]})."
        yield "sex", Note(WARN, "sex_contradicts_cccd", message, sex_of_number(number))
    if isinstance(born, PartialDate):
        year = 1900 + int(number[3]) // 2 * 100 + int(number[4:6])
        if year != born.year:
            message = f"Sinh năm {born.year} nhưng số CCCD {number} là của người sinh năm {year}."
            yield "born", Note(WARN, "cccd_birth_year", message)


_ORDERED = (
    ("born", "recruited_on", "Ngày sinh", "ngày tuyển dụng"),
    ("party_joined", "party_official", "Ngày vào Đảng", "ngày chính thức"),
    ("born", "party_joined", "Ngày sinh", "ngày vào Đảng"),
    ("born", "post_since", "Ngày sinh", "ngày bổ nhiệm"),
    ("born", "salary_since", "Ngày sinh", "ngày hưởng lương"),
    ("salary_since", "next_step_on", "Ngày hưởng lương", "mốc nâng lương lần sau"),
)


def _dates(values: Values, today: date) -> Iterator[tuple[str, Note]]:
    for first, second, first_name, second_name in _ORDERED:
        earlier, later = _earliest(values.get(first)), _latest(values.get(second))
        if earlier is not None and later is not None and later < earlier:
            message = f"{first_name} {vietnamese(values[first])} sau {second_name} {vietnamese(values[second])}."
            yield second, Note(WARN, "dates_out_of_order", message)
    born, recruited = values.get("born"), values.get("recruited_on")
    if not isinstance(born, PartialDate):
        return
    if born.earliest > today:
        yield "born", Note(ERROR, "born_in_future", f"Ngày sinh {born.vietnamese} ở tương lai.")
        return
    age = today.year - born.year
    if age > OLDEST_AT_WORK + 1 or age < YOUNGEST_AT_WORK:
        yield "born", Note(WARN, "age_unlikely", f"Sinh {born.vietnamese}, năm nay {age} tuổi: có đúng không?")
    if isinstance(recruited, PartialDate) and born.year < recruited.year < born.year + YOUNGEST_AT_WORK:
        message = f"Tuyển dụng năm {recruited.year} khi mới {recruited.year - born.year} tuổi."
        yield "recruited_on", Note(WARN, "recruited_too_young", message)


def _earliest(value: Any) -> date | None:
    return value.earliest if isinstance(value, PartialDate) else value


def _latest(value: Any) -> date | None:
    return value.latest if isinstance(value, PartialDate) else value


def _salary(values: Values) -> Iterator[tuple[str, Note]]:
    code, step, coefficient = values.get("rank_code"), values.get("step"), values.get("coefficient")
    if code is None:
        return
    found = _expected(code, values.get("rank_name") or "", step)
    if found is None:
        return
    group, name, expected = found
    if not expected:
        message = f"Ngạch {name} (loại {group}) không có bậc {step} ({_SALARY_BASIS})."
        yield "step", Note(ERROR, "step_not_in_rank", message)
    elif isinstance(coefficient, Coefficient) and coefficient not in expected:
        right = " hoặc ".join(value.vietnamese for value in expected)
        rule = f"bậc {step} của ngạch {name} (loại {group})"
        message = f"Hệ số {coefficient.vietnamese} không đúng {rule}: {right} ({_SALARY_BASIS})."
        yield "coefficient", Note(ERROR, "he_so_not_in_rank", message, expected[0])


@lru_cache(maxsize=4096)
def _expected(code: str, name: str, step: int | None) -> tuple[str, str, tuple[Coefficient, ...]] | None:
    rank = ranks().get(code) or ranks().get(rank_code_meant(code, name) or "")
    if rank is None or not rank.groups or step is None:
        return None  # no source says this rank's scale: nothing is judged
    found = [scale()[group][step] for group in rank.groups if step in scale()[group]]
    return " hoặc ".join(rank.groups), rank.name, tuple(map(Coefficient, found))
