"""The calculators of posts: age for a full term, reappointment, acting, periodic change of position."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from desktop_app.errors import InvalidInput
from desktop_app.law.acting import acting
from desktop_app.law.answer import Answer
from desktop_app.law.appointments import LEVELS, full_term_age
from desktop_app.law.calendar import add_months
from desktop_app.law.movements import EXEMPT, position_change
from desktop_app.law.reappointment import OUTCOMES, reappointment
from desktop_app.law.retirement import Facts, Retirement, retirement
from desktop_app.services.calculators.calculator import (
    CATEGORY_CHOICES,
    LAW,
    SEX_CHOICES,
    TODAY,
    YES_NO,
    Calculator,
    Input,
    Outcome,
    Result,
)

_MOST_YEARS = 50
_REAPPOINTMENT = (
    "notice_deadline",
    "decision_deadline",
    "outcome",
    "months_left",
    "new_term_start",
    "new_term_end",
    "gap_days",
)


def _retires(values: Mapping[str, Any]) -> Answer[Retirement]:
    law = values[LAW]
    facts = Facts(values["sex"], values["born"], values[TODAY], values["category"])
    return retirement(facts, pack=law.retirement, holidays=law.holidays, early_exit=law.early_exit)


def _pension_start(found: Answer[Retirement]) -> date | None:
    return found.value.moment.pension_start if found.value and found.value.moment else None


def _with_retirement(found: Answer[Any], age: Answer[Retirement], *rests_on_it: str) -> Answer[Any]:
    """The answer with the arithmetic of the retirement moment; what rests on an unsettled moment is unsettled.

    The papers of the retirement are no part of it.
    """
    papers = age.value.papers if age.value else None
    shaky = rests_on_it if "pension_start" in age.unsettled else ()
    unsettled = tuple(dict.fromkeys((*found.unsettled, *shaky)))
    if shaky:
        found = replace(found, confirmed=False, hard=False)
    basis = [one for one in age.basis if papers is None or one not in papers.basis]
    steps = [one for one in age.steps if papers is None or one not in papers.steps]
    warnings = tuple(dict.fromkeys((*found.warnings, *age.warnings)))
    basis = list(dict.fromkeys((*found.basis, *basis)))
    return replace(found, basis=tuple(basis), steps=(*steps, *found.steps), warnings=warnings, unsettled=unsettled)


def _months(values: Mapping[str, Any]) -> int:
    years = values["term-years"]
    if not 1 <= years <= _MOST_YEARS:
        raise InvalidInput(f"Thời hạn {years} năm không dùng được: ghi từ 1 đến {_MOST_YEARS}.", "term-years")
    months: int = years * 12
    return months


def _appointment_age(values: Mapping[str, Any]) -> Outcome:
    months, on = _months(values), values["on"]
    age = _retires(values)
    pension_start = _pension_start(age)
    found = full_term_age(values["category"], values["level"], on, months, pension_start, pack=values[LAW].appointments)
    checked = found.verdict in {"dat", "khong_dat"}
    shown = {
        "ok": found.value if checked else None,
        "pension_start": pension_start,
        "needed_until": add_months(on, months) if checked else None,
    }
    unknown = ("ok", "needed_until") if found.verdict == "chua_co_quy_dinh" else ()
    answer = _with_retirement(found, age, "ok", "pension_start")
    return Outcome(shown, replace(answer, unsettled=(*answer.unsettled, *unknown)))


def _reappointment(values: Mapping[str, Any]) -> Outcome:
    months = _months(values)
    age = _retires(values)
    pension_start = _pension_start(age)
    if pension_start is None:
        return Outcome(dict.fromkeys(_REAPPOINTMENT), replace(age, value=None, unsettled=_REAPPOINTMENT))
    found = reappointment(
        values["category"], values["expiry"], months // 12, pension_start, signed=values["signed"], party_managed=False,
        days=values[LAW].days, pack=values[LAW].appointments,
    )  # fmt: skip
    if found.value is None:
        answer = replace(_with_retirement(found, age), unsettled=_REAPPOINTMENT)
        return Outcome(dict.fromkeys(_REAPPOINTMENT), answer)
    return Outcome(asdict(found.value), _with_retirement(found, age, "outcome", "months_left", "new_term_end"))


def _acting(values: Mapping[str, Any]) -> Outcome:
    start, on = values["start"], values["on"]
    if on < start:
        raise InvalidInput("Ngày xem xét ở trước ngày giao quyền.", "on")
    found = acting(start, on, head_absent=values["head-absent"], pack=values[LAW].movements)
    names = ("limit_end", "violated", "transition_deadline")
    if found.value is None:
        return Outcome(dict.fromkeys(names), replace(found, unsettled=names))
    return Outcome(asdict(found.value), found)


def _rotation(values: Mapping[str, Any]) -> Outcome:
    found = position_change(
        values["category"],
        values[TODAY],
        leader=values["leader"] == "yes",
        months_to_retirement=values["months-to-retirement"],
        exempt=values["exempt"],
        pack=values[LAW].movements,
    )
    if found.value is None:
        shown = {"applies": None, "reason": " ".join(found.steps)}
        return Outcome(shown, replace(found, unsettled=("applies",)))
    return Outcome(asdict(found.value), found)


_CATEGORY = Input("category", "Loại", "choice", CATEGORY_CHOICES, required=True)
_SEX = Input("sex", "Giới tính", "choice", SEX_CHOICES, required=True)
_BORN = Input("born", "Ngày sinh", "partial", required=True, hint="ngày, tháng hoặc năm")
_TERM = Input("term-years", "Thời hạn giữ chức vụ (năm)", "whole", default=5)

CALCULATORS = (
    Calculator(
        "appointment-age",
        "Tuổi bổ nhiệm",
        "Còn đủ tuổi để công tác trọn một thời hạn bổ nhiệm hay không.",
        (
            _CATEGORY,
            _SEX,
            _BORN,
            Input("on", "Thời điểm tính tuổi", "day", required=True),
            _TERM,
            Input("level", "Bổ nhiệm", "choice", tuple(LEVELS.items()), required=True),
        ),
        (
            Result("ok", "Đủ tuổi", "flag"),
            Result("pension_start", "Hưởng lương hưu từ ngày", "day"),
            Result("needed_until", "Trọn thời hạn đến ngày", "day"),
        ),
        _appointment_age,
    ),
    Calculator(
        "reappointment",
        "Bổ nhiệm lại, kéo dài thời gian giữ chức vụ",
        "Hạn thông báo, hạn quyết định và thời hạn mới khi hết thời hạn giữ chức vụ.",
        (
            _CATEGORY,
            _SEX,
            _BORN,
            Input("expiry", "Ngày hết thời hạn giữ chức vụ", "day", required=True),
            _TERM,
            Input("signed", "Ngày ký quyết định", "day", hint="để trống nếu chưa ký"),
        ),
        (
            Result("notice_deadline", "Thông báo chậm nhất", "day"),
            Result("decision_deadline", "Quyết định chậm nhất", "day"),
            Result("outcome", "Kết quả", "choice", tuple(OUTCOMES.items())),
            Result("months_left", "Thời gian công tác còn lại", "month_count"),
            Result("new_term_start", "Thời hạn mới từ ngày", "day"),
            Result("new_term_end", "Thời hạn mới đến ngày", "day"),
            Result("gap_days", "Số ngày không có thẩm quyền", "whole"),
        ),
        _reappointment,
    ),
    Calculator(
        "acting",
        "Giao quyền",
        "Thời hạn giao quyền tối đa và hạn phải kiện toàn.",
        (
            Input("start", "Ngày giao quyền", "day", required=True),
            Input("on", "Ngày xem xét", "day", required=True),
            Input("head-absent", "Người đứng đầu vắng mặt quá 12 tháng", "flag"),
        ),
        (
            Result("limit_end", "Hết thời hạn giao quyền", "day"),
            Result("violated", "Quá thời hạn", "flag"),
            Result("transition_deadline", "Hạn kiện toàn chuyển tiếp", "day"),
        ),
        _acting,
    ),
    Calculator(
        "rotation",
        "Chuyển đổi vị trí công tác",
        "Người ở vị trí phải định kỳ chuyển đổi có thuộc diện chuyển đổi hay không.",
        (
            _CATEGORY,
            Input("leader", "Giữ chức vụ lãnh đạo, quản lý", "choice", YES_NO, required=True),
            Input("months-to-retirement", "Số tháng đến khi nghỉ hưu", "whole", required=True),
            Input("exempt", "Trường hợp chưa chuyển đổi", "choice", tuple(EXEMPT.items()), repeated=True),
        ),
        (Result("applies", "Thuộc diện chuyển đổi", "flag"), Result("reason", "Lý do", "text")),
        _rotation,
    ),
)
