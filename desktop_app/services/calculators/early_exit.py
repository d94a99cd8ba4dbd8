"""The calculators of early exit: staff reduction and resignation."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.values import Dong
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer, lacking
from desktop_app.law.early_exit import REGIMES, Sum, early_exit
from desktop_app.law.packs import shipped
from desktop_app.law.resignation import NO_ALLOWANCE, REFUSALS, allowance, decide_by, may_resign
from desktop_app.law.retirement import Facts, retirement
from desktop_app.law.retirement_cases import months_of
from desktop_app.services.calculators.calculator import (
    CATEGORY_CHOICES,
    LAW,
    SEX_CHOICES,
    TODAY,
    Calculator,
    Choices,
    Input,
    Outcome,
    Result,
)


def _months(years: Decimal | None) -> int | None:
    return None if years is None else months_of(years)


def _outcome(answer: Answer[Sum]) -> Outcome:
    found = answer.value
    parts = found.parts if found else ()
    return Outcome(
        {
            "total": found.total if found else None,
            "parts": [f"{one.name}: {f'{one.amount.vietnamese} đồng' if one.amount else 'nhập tay'}" for one in parts],
            "early_months": found.early_months if found else None,
            "no_deduction": found.no_deduction if found else None,
        },
        answer,
    )


def _choices(words: Mapping[str, str]) -> Choices:
    return tuple((code, f"{said[0].upper()}{said[1:]}") for code, said in words.items())


def _early(values: Mapping[str, Any]) -> Outcome:
    heavy, law = values["heavy"], values[LAW]
    facts = Facts(values["sex"], values["born"], values[TODAY], values["category"], lowest=heavy)
    found = retirement(facts, pack=law.retirement, holidays=law.holidays, early_exit=law.early_exit)
    moment = found.value.moment if found.value else None
    if moment is None:
        raise InvalidInput("Chưa tính được tuổi nghỉ hưu của tháng sinh này.", "born")
    pay = values["pay"]
    answer = early_exit(
        values["regime"],
        values["exit"],
        moment.pension_start,
        pay=None if pay is None else Dong(pay),
        insured_months=_months(values["insured-years"]),
        heavy=heavy,
        pack=law.early_exit,
    )
    return _outcome(answer)


def _resignation(values: Mapping[str, Any]) -> Outcome:
    category, decided, figures = values["category"], values["decided"], values[LAW].resignation
    may = may_resign(category, decided, values["blocker"], authority_agrees=values["authority-agrees"], pack=figures)
    due = decide_by(category, values["requested"], figures) if values["requested"] else None
    paid: Answer[Dong] = lacking("tiền lương tháng hiện hưởng", "thời gian đóng BHXH")
    if values["pay"] is not None and values["months"] is not None:
        paid = allowance(
            category, decided, values["months"], Dong(values["pay"]), excluded=values["excluded"], debts=values["debts"],
            pack=figures,
        )  # fmt: skip
    asked = [one for one in (may, due, paid) if one is not None]
    answer: Answer[Dong] = Answer(
        paid.value,
        may.verdict if may.verdict != "dat" else paid.verdict or "dat",
        tuple(dict.fromkeys(basis for one in asked for basis in one.basis)),
        tuple(step for one in asked for step in one.steps),
        tuple(warning for one in asked for warning in one.warnings),
        all(one.confirmed for one in asked),
        tuple(name for one in asked for name in one.unsettled),
        paid.missing,
    )
    refused = may.verdict == "khong_dat"
    shown = {"may_resign": not may.value if may.value is not None else None, "decide_by": due.value if due else None}
    return Outcome({**shown, "allowance": None if refused else paid.value}, answer)


_RESULTS = (
    Result("total", "Tổng số tiền", "money"),
    Result("parts", "Gồm", "list"),
    Result("early_months", "Nghỉ sớm (tháng)", "whole"),
    Result("no_deduction", "Không trừ tỷ lệ lương hưu", "flag"),
)

CALCULATORS = (
    Calculator(
        "early-exit",
        "Nghỉ hưu trước tuổi",
        "Tinh giản biên chế, sắp xếp tổ chức: khung nghỉ sớm và số tiền tính được.",
        (
            Input(
                "regime",
                "Chính sách",
                "choice",
                tuple((code, shipped("early_exit")[f"regime_{code}"].label) for code in REGIMES),
                required=True,
            ),
            Input("exit", "Nghỉ từ ngày", "day", required=True),
            Input("sex", "Giới tính", "choice", SEX_CHOICES, required=True),
            Input("born", "Ngày sinh", "partial", required=True, hint="ngày, tháng hoặc năm"),
            Input("category", "Loại", "choice", CATEGORY_CHOICES, default="CC"),
            Input("pay", "Tiền lương tháng hiện hưởng (đồng)", "whole", most=10**9),
            Input("insured-years", "Số năm đóng BHXH bắt buộc", "decimal"),
            Input("heavy", "Nghề nặng nhọc, vùng đặc biệt khó khăn", "flag"),
        ),
        _RESULTS,
        _early,
    ),
    Calculator(
        "resignation",
        "Thôi việc của công chức",
        "Trợ cấp thôi việc theo nguyện vọng, theo quy định vào ngày quyết định.",
        (
            Input("decided", "Ngày quyết định", "day", required=True),
            Input("category", "Loại", "choice", CATEGORY_CHOICES, default="CC"),
            Input("pay", "Tiền lương tháng hiện hưởng (đồng)", "whole", most=10**9),
            Input("months", "Thời gian đóng BHXH (tháng)", "whole", hint="trừ thời gian đóng BH thất nghiệp"),
            Input("requested", "Ngày nộp đơn", "day"),
            Input("debts", "Còn khoản phải thanh toán", "flag"),
            Input("authority-agrees", "Cấp có thẩm quyền đồng ý", "flag"),
            Input("excluded", "Không có trợ cấp vì", "choice", _choices(NO_ALLOWANCE), repeated=True),
            Input("blocker", "Lý do chưa được thôi việc", "choice", _choices(REFUSALS), repeated=True),
        ),
        (
            Result("may_resign", "Được thôi việc theo nguyện vọng", "flag"),
            Result("allowance", "Trợ cấp thôi việc", "money"),
            Result("decide_by", "Quyết định chậm nhất", "day"),
        ),
        _resignation,
    ),
)
