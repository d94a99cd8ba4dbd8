"""The calculator of retirement: the day, why that day, and the papers."""

from collections.abc import Mapping
from typing import Any

from desktop_app.law.packs import shipped
from desktop_app.law.retirement import Facts, retirement
from desktop_app.law.retirement_cases import EARLY, LATE, months_of
from desktop_app.law.retirement_papers import POSTPONEMENTS, WORDINGS
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


def _labels(prefix: str, codes: tuple[str, ...]) -> Choices:
    pack = shipped("retirement")
    return tuple((code, pack[f"{prefix}_{code}"].label) for code in codes)


def _retirement(values: Mapping[str, Any]) -> Outcome:
    years = values["insured-years"]
    facts = Facts(
        sex=values["sex"],
        born=values["born"],
        today=values[TODAY],
        category=values["category"],
        case=values["case"],
        lowest=values["lowest"],
        insured_months=None if years is None else months_of(years),
        postpone=values["postpone"],
        refused=values["refused"],
        on=values["on"],
        applied=values["applied"],
    )
    law = values[LAW]
    answer = retirement(facts, pack=law.retirement, holidays=law.holidays, early_exit=law.early_exit)
    found = answer.value
    moment, sheet = (found.moment, found.papers) if found else (None, None)
    other = found.other if found else None
    shown = {
        "age_months": moment.age_months if moment else None,
        "last_working_day": moment.last_working_day if moment else None,
        "pension_start": moment.pension_start if moment else None,
        "notice_deadline": sheet.notice_deadline if sheet else None,
        "decision_deadline": sheet.decision_deadline if sheet else None,
        "eligible": found.eligible if found else None,
        "postponed_months": found.postponed_months if found else None,
        "moment_wording": sheet.wording if sheet else None,
        "moment_text": sheet.moment_text if sheet else None,
        "printed_phrase": sheet.printed_phrase if sheet else None,
        "notice_regime": sheet.notice_regime if sheet else None,
        "decision_regime": sheet.decision_regime if sheet else None,
        "handover_deadline": sheet.handover_deadline if sheet else None,
        "insured_years_needed": found.insured_years_needed if found else None,
        "apply_deadline": found.apply_deadline if found else None,
        "leadership_ends": found.leadership_ends if found else None,
        "early_exit_from": found.early_window.first if found and found.early_window else None,
        "early_exit_to": found.early_window.last if found and found.early_window else None,
        "other_pension_start": other.pension_start if other else None,
        "other_last_working_day": other.last_working_day if other else None,
    }
    return Outcome(shown, answer)


_REGIMES: Choices = (
    ("ND46_2010", "NĐ 46/2010/NĐ-CP"),
    ("ND115_2020", "NĐ 115/2020/NĐ-CP"),
    ("ND170_2025", "NĐ 170/2025/NĐ-CP"),
    ("ND259_2026", "NĐ 259/2026/NĐ-CP"),
)

CALCULATORS = (
    Calculator(
        "retirement",
        "Thời điểm nghỉ hưu",
        "Ngày nghỉ hưu, ngày hưởng lương hưu và hạn của thông báo, quyết định.",
        (
            Input("sex", "Giới tính", "choice", SEX_CHOICES, required=True),
            Input("born", "Ngày sinh", "partial", required=True, hint="ngày, tháng hoặc năm"),
            Input("category", "Loại", "choice", CATEGORY_CHOICES, default="CC"),
            Input("case", "Nghỉ sớm hơn, muộn hơn", "choice", (*_labels("early", EARLY), *_labels("late", LATE))),
            Input("insured-years", "Số năm đóng BHXH bắt buộc", "decimal"),
            Input("on", "Ngày ký văn bản", "day", hint="để trống: ký vào ngày cuối hạn"),
            Input("applied", "Ngày nộp đơn kéo dài", "day"),
            Input("lowest", "Tính tuổi thấp nhất (Phụ lục II)", "flag"),
            Input("refused", "Không muốn lùi thời điểm", "flag"),
            Input("postpone", "Lý do lùi thời điểm", "choice", _labels("postpone", POSTPONEMENTS), repeated=True),
        ),
        (
            Result("age_months", "Tuổi nghỉ hưu", "age"),
            Result("last_working_day", "Ngày làm việc cuối cùng", "day"),
            Result("pension_start", "Hưởng lương hưu từ ngày", "day"),
            Result("notice_deadline", "Thông báo chậm nhất", "day"),
            Result("decision_deadline", "Quyết định chậm nhất", "day"),
            Result("eligible", "Đủ điều kiện hưởng", "flag"),
            Result("postponed_months", "Lùi thời điểm", "month_count"),
            Result("moment_wording", "Cách ghi thời điểm", "choice", tuple(WORDINGS.items())),
            Result("moment_text", "Thời điểm nghỉ hưu", "text"),
            Result("printed_phrase", "Câu in trên văn bản", "text"),
            Result("notice_regime", "Thông báo theo", "choice", _REGIMES),
            Result("decision_regime", "Quyết định theo", "choice", _REGIMES),
            Result("handover_deadline", "Bàn giao chậm nhất", "day"),
            Result("insured_years_needed", "Số năm đóng BHXH cần có", "whole"),
            Result("apply_deadline", "Đơn đề nghị chậm nhất", "day"),
            Result("leadership_ends", "Thôi chức vụ quản lý chậm nhất", "day"),
            Result("early_exit_from", "Tinh giản biên chế: nghỉ sớm nhất từ", "day"),
            Result("early_exit_to", "Tinh giản biên chế: nghỉ muộn nhất", "day"),
            Result("other_pension_start", "Theo cách tính thứ hai, nghỉ từ", "day"),
            Result("other_last_working_day", "Theo cách tính thứ hai, làm việc đến", "day"),
        ),
        _retirement,
    ),
)
