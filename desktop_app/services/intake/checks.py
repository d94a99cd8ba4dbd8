"""What the values of one person say about each other."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from db.text import fold
from db.values import Coefficient, PartialDate
from desktop_app.services.catalogs import Rank, rank_code_meant, ranks, scale
from desktop_app.services.intake.reading import ERROR, WARN, Note
from desktop_app.services.intake.values import vietnamese

Values = Mapping[str, Any]
YOUNGEST_AT_WORK = 15
YOUNGEST_IN_PARTY = 18
OLDEST_AT_WORK = 75
_SALARY_BASIS = "NĐ 204/2004/NĐ-CP, các bảng lương"
_NEAR = 11
"""A coefficient at most this many hundredths off is a slip of the finger, worth a proposal when the step is not known."""


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
    ("born", "joined_office_on", "Ngày sinh", "ngày vào cơ quan"),
    ("recruited_on", "joined_office_on", "Ngày tuyển dụng", "ngày vào cơ quan"),
    ("party_joined", "party_official", "Ngày vào Đảng", "ngày chính thức"),
    ("born", "party_joined", "Ngày sinh", "ngày vào Đảng"),
    ("born", "party_official", "Ngày sinh", "ngày chính thức vào Đảng"),
    ("born", "post_since", "Ngày sinh", "ngày bổ nhiệm"),
    ("born", "rank_since", "Ngày sinh", "ngày bổ nhiệm ngạch"),
    ("born", "decision_date", "Ngày sinh", "ngày quyết định"),
    ("born", "salary_since", "Ngày sinh", "ngày hưởng lương"),
    ("born", "id_issued_on", "Ngày sinh", "ngày cấp căn cước"),
    ("salary_since", "next_step_on", "Ngày hưởng lương", "mốc nâng lương lần sau"),
)
_PAST = {
    "recruited_on": "Ngày tuyển dụng",
    "joined_office_on": "Ngày vào cơ quan",
    "party_joined": "Ngày vào Đảng",
    "id_issued_on": "Ngày cấp căn cước",
    "decision_date": "Ngày quyết định",
}
_AGES = (
    ("recruited_on", YOUNGEST_AT_WORK, "recruited_too_young", "Tuyển dụng"),
    ("party_joined", YOUNGEST_IN_PARTY, "party_too_young", "Vào Đảng"),
)


def _dates(values: Values, today: date) -> Iterator[tuple[str, Note]]:
    for first, second, first_name, second_name in _ORDERED:
        before, after = values.get(first), values.get(second)
        if before is None or after is None:
            continue
        if _latest(after) < _earliest(before):
            message = f"{first_name} {vietnamese(before)} sau {second_name} {vietnamese(after)}."
            yield second, Note(WARN, "dates_out_of_order", message)
    for target, name in _PAST.items():
        value = values.get(target)
        if value is not None and _earliest(value) > today:
            yield target, Note(WARN, "date_in_future", f"{name} {vietnamese(value)} ở tương lai.")
    born = values.get("born")
    if isinstance(born, PartialDate):
        yield from _age(born, values, today)


def _age(born: PartialDate, values: Values, today: date) -> Iterator[tuple[str, Note]]:
    if born.earliest > today:
        yield "born", Note(ERROR, "born_in_future", f"Ngày sinh {born.vietnamese} ở tương lai.")
        return
    age = today.year - born.year
    if age > OLDEST_AT_WORK + 1 or age < YOUNGEST_AT_WORK:
        yield "born", Note(WARN, "age_unlikely", f"Sinh {born.vietnamese}, năm nay {age} tuổi: có đúng không?")
    for target, youngest, kind, what in _AGES:
        day = values.get(target)
        if isinstance(day, PartialDate) and born.year <= day.year < born.year + youngest:
            yield target, Note(WARN, kind, f"{what} năm {day.year} khi mới {day.year - born.year} tuổi.")


def _earliest(value: PartialDate | date) -> date:
    return value.earliest if isinstance(value, PartialDate) else value


def _latest(value: PartialDate | date) -> date:
    return value.latest if isinstance(value, PartialDate) else value


def _salary(values: Values) -> Iterator[tuple[str, Note]]:
    step, coefficient = values.get("step"), values.get("coefficient")
    rank = _rank(values.get("rank_code") or "", values.get("rank_name") or "")
    if rank is None:
        return
    groups = " hoặc ".join(rank.groups)
    scales = [scale()[group] for group in rank.groups]
    if step is not None and not any(step in steps for steps in scales):
        message = f"Ngạch {rank.name} (loại {groups}) không có bậc {step} ({_SALARY_BASIS})."
        yield "step", Note(ERROR, "step_not_in_rank", message, _step_of(scales, coefficient))
        return
    if not isinstance(coefficient, Coefficient):
        return
    if step is not None:
        expected = [Coefficient(steps[step]) for steps in scales if step in steps]
        if coefficient not in expected:
            right = " hoặc ".join(value.vietnamese for value in expected)
            message = (
                f"Hệ số {coefficient.vietnamese} không đúng bậc {step} của ngạch {rank.name} (loại {groups}):"
                f" {right} ({_SALARY_BASIS})."
            )
            yield "coefficient", Note(ERROR, "he_so_not_in_rank", message, expected[0])
    elif not any(coefficient.hundredths in steps.values() for steps in scales):
        message = f"Hệ số {coefficient.vietnamese} không có trong thang lương ngạch {rank.name} (loại {groups}; {_SALARY_BASIS})."
        yield "coefficient", Note(ERROR, "he_so_not_in_rank", message, _nearest(scales, coefficient))


def _step_of(scales: list[dict[int, int]], coefficient: Any) -> int | None:
    if not isinstance(coefficient, Coefficient):
        return None
    found = {step for steps in scales for step, value in steps.items() if value == coefficient.hundredths}
    return found.pop() if len(found) == 1 else None


def _nearest(scales: list[dict[int, int]], coefficient: Coefficient) -> Coefficient | None:
    near = {value for steps in scales for value in steps.values() if abs(value - coefficient.hundredths) <= _NEAR}
    return Coefficient(near.pop()) if len(near) == 1 else None


@lru_cache(maxsize=4096)
def _rank(code: str, name: str) -> Rank | None:
    """The rank meant, if a source says its scale; a name alone counts when every rank so called has the same scale."""
    rank = ranks().get(code) or ranks().get(rank_code_meant(code, name) or "") if code else None
    if rank is None and not code and name:
        namesakes = [one for one in ranks().values() if fold(one.name) == fold(name)]
        if namesakes and len({one.groups for one in namesakes}) == 1:
            rank = namesakes[0]
    return rank if rank is not None and rank.groups else None
