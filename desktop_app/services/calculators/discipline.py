"""The five calculators of discipline: the form, the limitation, the handling time, what follows, one level heavier."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from desktop_app.errors import InvalidInput
from desktop_app.law.discipline import CATEGORIES, FORMS, RETIRED, form_possible, heavier
from desktop_app.law.discipline_effects import PARTY_FORMS, PURPOSES, Punished, effect
from desktop_app.law.discipline_limits import EXEMPT, LEVELS, Limitation, handling_deadline, limitation
from desktop_app.services.calculators.calculator import (
    CATEGORY_CHOICES,
    LAW,
    TODAY,
    YES_NO,
    Calculator,
    Choices,
    Input,
    Outcome,
    Result,
)

FORM_CHOICES: Choices = tuple((code, name.capitalize()) for code, name in FORMS.items())
PARTY_CHOICES: Choices = tuple((code, name.capitalize()) for code, name in PARTY_FORMS.items())
LEVEL_CHOICES: Choices = tuple((code, name.capitalize()) for code, name in LEVELS.items())
EXEMPT_CHOICES: Choices = tuple((code, name.capitalize()) for code, name in EXEMPT.items())
WITH_RETIRED: Choices = (*CATEGORY_CHOICES, (RETIRED, CATEGORIES[RETIRED].capitalize()))
_BY_KEY = {purpose: purpose.lower() for purpose in PURPOSES}


def _form(values: Mapping[str, Any]) -> Outcome:
    answer = form_possible(values["category"], values["form"], values["on"], values[LAW].discipline)
    return Outcome({"allowed": answer.value, "reason": " ".join(answer.steps)}, answer)


def _limit(values: Mapping[str, Any]) -> Outcome:
    act, concluded = values["act-date"], values["concluded"]
    if concluded is not None and concluded < act:
        raise InvalidInput("Ngày kết luận không thể trước ngày vi phạm.", "concluded")
    answer = limitation(
        values["level"],
        act,
        values["category"],
        concluded,
        exempt=values["exempt"],
        excluded=values["excluded"],
        new_acts=values["new-act"],
        pack=values[LAW].discipline,
    )
    found: Limitation | None = answer.value
    limit = None if found is None else "none" if found.exempt else found.limit
    return Outcome({"limit_date": limit, "barred": found.barred if found else None}, answer)


def _deadline(values: Mapping[str, Any]) -> Outcome:
    answer = handling_deadline(
        values["detected"], complicated=values["complicated"], excluded=values["excluded"], category=values["category"],
        pack=values[LAW].discipline,
    )  # fmt: skip
    return Outcome({"deadline": answer.value}, answer)


def _effect(values: Mapping[str, Any]) -> Outcome:
    if values["party-form"] and not values["party-date"]:
        raise InvalidInput("Có hình thức kỷ luật Đảng thì cần ngày của quyết định kỷ luật Đảng.", "party-date")
    case = Punished(
        values["category"],
        values["form"],
        values["effective"],
        values["party-form"],
        values["party-date"],
        values["party-managed"] != "no",
        values["corruption"],
    )
    answer = effect(case, values[LAW].discipline)
    found = answer.value
    bans = {key: found.bans[purpose] if found else None for purpose, key in _BY_KEY.items()}
    components = [
        {
            "purpose": _BY_KEY[one.purpose],
            "part": one.part,
            "until": one.until,
            "basis": one.basis,
            "note": one.note,
            "confirmed": one.confirmed,
        }
        for one in (found.components if found else ())
    ]
    shown = {
        "decision_starts": found.starts if found and found.ends else None,
        "decision_ends": found.ends if found else None,
        "salary_delay_months": found.salary_delay_months if found else None,
        "bans": bans,
        "components": components,
        "reapply_from": found.reapply_from if found else None,
    }
    keys = tuple(_BY_KEY.get(name, name) for name in answer.unsettled)
    return Outcome(shown, replace(answer, unsettled=keys))


def _heavier(values: Mapping[str, Any]) -> Outcome:
    answer = heavier(
        values["category"], values["running"], values["new"], values["on"] or values[TODAY], values[LAW].discipline
    )
    return Outcome({"form": answer.value}, answer)


def _category(choices: Choices = CATEGORY_CHOICES, default: str | None = None) -> Input:
    return Input("category", "Loại", "choice", choices, required=default is None, default=default)


_EXCLUDED = Input(
    "excluded",
    "Khoảng thời gian không tính",
    "interval",
    repeated=True,
    default=(),
    hint="Chưa xem xét xử lý, tố tụng hình sự, khiếu nại; ngày đầu và ngày cuối đều không tính",
)

CALCULATORS = (
    Calculator(
        "discipline-form",
        "Hình thức kỷ luật",
        "Hình thức có áp dụng được cho loại người này vào ngày này không.",
        (
            _category(WITH_RETIRED),
            Input("form", "Hình thức", "choice", FORM_CHOICES, required=True),
            Input("on", "Ngày quyết định", "day", required=True),
        ),
        (Result("allowed", "Áp dụng được", "flag"), Result("reason", "Vì sao", "text")),
        _form,
    ),
    Calculator(
        "discipline-limit",
        "Thời hiệu xử lý kỷ luật",
        "Ngày hết thời hiệu và việc đã hết thời hiệu hay chưa.",
        (
            Input("level", "Mức của hành vi", "choice", LEVEL_CHOICES, required=True),
            Input("act-date", "Ngày vi phạm (ngày hành vi chấm dứt)", "day", required=True),
            _category(default="CC"),
            Input(
                "concluded",
                "Ngày dừng tính thời hiệu",
                "day",
                hint="Cán bộ, công chức: thông báo xem xét kỷ luật; viên chức: kết luận phải xử lý kỷ luật",
            ),
            Input("exempt", "Không áp dụng thời hiệu", "choice", EXEMPT_CHOICES),
            _EXCLUDED,
            Input("new-act", "Ngày có hành vi vi phạm mới", "day", repeated=True, default=()),
        ),
        (
            Result("limit_date", "Ngày cuối của thời hiệu", "day", (("none", "Không áp dụng thời hiệu"),)),
            Result("barred", "Đã hết thời hiệu", "flag"),
        ),
        _limit,
    ),
    Calculator(
        "discipline-deadline",
        "Thời hạn xử lý kỷ luật",
        "Ngày cuối để ra quyết định kể từ ngày phát hiện: 90 ngày, vụ việc phức tạp 150 ngày.",
        (
            Input("detected", "Ngày phát hiện", "day", required=True),
            Input("complicated", "Vụ việc phức tạp", "flag"),
            _EXCLUDED,
            _category(default="CC"),
        ),
        (Result("deadline", "Ngày cuối", "day"),),
        _deadline,
    ),
    Calculator(
        "discipline-effect",
        "Hệ quả của quyết định kỷ luật",
        "Hiệu lực, kéo dài nâng bậc lương và ngày đầu tiên hết từng hạn chế.",
        (
            _category(),
            Input("form", "Hình thức", "choice", FORM_CHOICES, required=True),
            Input("effective", "Ngày có hiệu lực", "day", required=True),
            Input("party-form", "Hình thức kỷ luật Đảng", "choice", PARTY_CHOICES),
            Input("party-date", "Ngày quyết định kỷ luật Đảng có hiệu lực", "day"),
            Input("party-managed", "Chức vụ thuộc diện Đảng quản lý", "choice", YES_NO, default="yes"),
            Input("corruption", "Hành vi tham nhũng", "flag"),
        ),
        (
            Result("decision_starts", "Hiệu lực tính từ", "day"),
            Result("decision_ends", "Hết hiệu lực từ ngày", "day"),
            Result("salary_delay_months", "Kéo dài nâng bậc lương", "month_count"),
            Result(
                "bans",
                "Ngày đầu tiên hết hạn chế",
                "bans",
                tuple((_BY_KEY[code], text) for code, text in PURPOSES.items()),
            ),
            Result("components", "Từng phần", "list"),
            Result("reapply_from", "Được dự tuyển lại từ", "day"),
        ),
        _effect,
    ),
    Calculator(
        "discipline-heavier",
        "Vi phạm mới khi đang chấp hành kỷ luật",
        "Hình thức nặng hơn một mức.",
        (
            _category(),
            Input("running", "Hình thức đang thi hành", "choice", FORM_CHOICES, required=True),
            Input("new", "Hình thức của hành vi mới", "choice", FORM_CHOICES, required=True),
            Input("on", "Ngày xử lý hành vi mới", "day"),
        ),
        (Result("form", "Hình thức áp dụng", "choice", FORM_CHOICES),),
        _heavier,
    ),
)
