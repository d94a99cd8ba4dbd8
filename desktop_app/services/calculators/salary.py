"""The calculators of pay: the next step, one month's pay, the quota of the best rating."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from db.values import Coefficient, Dong
from desktop_app.errors import InvalidInput
from desktop_app.law.rating import quota
from desktop_app.law.reorganisation import back_pay
from desktop_app.law.salary import next_step, pay, scales
from desktop_app.services.calculators.calculator import CATEGORY_CHOICES, LAW, Calculator, Input, Outcome, Result


def _next_step(values: Mapping[str, Any]) -> Outcome:
    answer = next_step(
        values["scale"],
        values["step"],
        values["since"],
        delay_months=values["delay-months"],
        not_counted_months=values["not-counted-months"],
        beyond_percent=values["beyond-percent"],
        pack=values[LAW].salary,
    )
    found = answer.value
    return Outcome(
        {
            "next": found.day if found else None,
            "next_step": found.step if found else None,
            "beyond_percent": found.beyond_percent if found else None,
            "following": found.following if found else None,
        },
        answer,
    )


def _pay(values: Mapping[str, Any]) -> Outcome:
    coefficient = _coefficient(values["coefficient"], "coefficient") or Coefficient(0)
    answer = pay(coefficient, values["on"], values["beyond-percent"], values[LAW].salary)
    return Outcome({"amount": answer.value}, answer)


def _quota(values: Mapping[str, Any]) -> Outcome:
    answer = quota(
        values["rated-good"],
        values["category"],
        values["year"],
        unit_excellent=values["unit-excellent"],
        pack=values[LAW].rating,
    )
    return Outcome({"max_excellent": answer.value}, answer)


def _back_pay(values: Mapping[str, Any]) -> Outcome:
    law = values[LAW]
    paid, new = (_coefficient(values[name], name) for name in ("paid", "new"))
    answer = back_pay(
        values["category"],
        values["since"],
        paid,
        new or Coefficient(0),
        lambda day: pay(Coefficient(100), day, pack=law.salary).value or Dong(0),
        law.movements,
    )
    return Outcome({"amount": answer.value}, answer)


def _coefficient(value: Decimal | None, name: str) -> Coefficient | None:
    try:
        return None if value is None else Coefficient.parse(str(value))
    except ValueError:
        raise InvalidInput(f"Hệ số {value} có hơn hai chữ số lẻ.", name) from None


CALCULATORS = (
    Calculator(
        "salary-step",
        "Nâng bậc lương, vượt khung",
        "Ngày nâng bậc lương thường xuyên tiếp theo, hoặc mức vượt khung ở bậc cuối.",
        (
            Input("scale", "Bảng lương", "choice", tuple((code, code) for code in scales()), required=True),
            Input("step", "Bậc hiện giữ", "whole", required=True),
            Input("since", "Giữ bậc từ ngày", "day", required=True),
            Input("beyond-percent", "Vượt khung đang hưởng (%)", "whole", default=0),
            Input("delay-months", "Kéo dài do kỷ luật, xếp loại (tháng)", "whole", default=0),
            Input("not-counted-months", "Thời gian không tính (tháng)", "whole", default=0),
        ),
        (
            Result("next", "Hưởng từ ngày", "day"),
            Result("next_step", "Bậc tiếp theo", "whole"),
            Result("beyond_percent", "Vượt khung (%)", "whole"),
            Result("following", "Thêm 1% từ ngày", "day"),
        ),
        _next_step,
    ),
    Calculator(
        "pay",
        "Tiền lương theo hệ số",
        "Hệ số nhân lương cơ sở của ngày, cộng phần vượt khung.",
        (
            Input("coefficient", "Hệ số lương", "decimal", required=True),
            Input("on", "Ngày", "day", required=True),
            Input("beyond-percent", "Vượt khung (%)", "whole", default=0),
        ),
        (Result("amount", "Tiền lương một tháng", "money"),),
        _pay,
    ),
    Calculator(
        "rating-quota",
        "Tỷ lệ xếp loại xuất sắc",
        "Số người nhiều nhất được xếp loại hoàn thành xuất sắc nhiệm vụ.",
        (
            Input("rated-good", "Số người hoàn thành tốt nhiệm vụ", "whole", required=True),
            Input("category", "Loại", "choice", CATEGORY_CHOICES, required=True),
            Input("year", "Năm đánh giá", "whole", required=True),
            Input("unit-excellent", "Đơn vị hoàn thành xuất sắc nhiệm vụ", "flag"),
        ),
        (Result("max_excellent", "Xuất sắc không quá (người)", "whole"),),
        _quota,
    ),
    Calculator(
        "back-pay",
        "Truy lĩnh phụ cấp chức vụ cấp xã",
        "Chênh lệch phụ cấp chức vụ được trả bù cho chức vụ cấp xã nhận từ 01/07/2025 đến 31/12/2025.",
        (
            Input("category", "Loại", "choice", CATEGORY_CHOICES, required=True),
            Input("since", "Giữ chức vụ cấp xã từ ngày", "day", required=True),
            Input("paid", "Phụ cấp đã hưởng (hệ số)", "decimal", hint="để trống nếu không có"),
            Input("new", "Phụ cấp của chức vụ cấp xã (hệ số)", "decimal", required=True),
        ),
        (Result("amount", "Được truy lĩnh", "money"),),
        _back_pay,
    ),
)
