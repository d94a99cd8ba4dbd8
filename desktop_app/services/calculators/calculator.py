"""What a calculator of the law declares: its inputs, its results and the rule it asks. Command line and screen draw from it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from db.values import Coefficient, Dong, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer
from desktop_app.law.figures import SHIPPED, Law

Kind = Literal["choice", "day", "partial", "whole", "decimal", "interval", "flag"]
ResultKind = Literal["day", "age", "month_count", "whole", "decimal", "money", "flag", "choice", "text", "list", "bans"]
Choices = tuple[tuple[str, str], ...]  # code and label
_FIRST_YEAR, _LAST_YEAR = 1900, 2200
TODAY, LAW = "today", "law"  # always among the values; never an input

CATEGORY_CHOICES: Choices = (
    ("CB", "Cán bộ"),
    ("CC", "Công chức"),
    ("CC_LDQL", "Công chức lãnh đạo, quản lý"),
    ("VC", "Viên chức"),
    ("VC_QL", "Viên chức quản lý"),
    ("HDLD", "Hợp đồng lao động"),
    ("KCT", "Người hoạt động không chuyên trách"),
)
SEX_CHOICES: Choices = (("nam", "Nam"), ("nu", "Nữ"))
YES_NO: Choices = (("yes", "Có"), ("no", "Không"))


@dataclass(frozen=True)
class Input:
    """One thing that is asked; ``name`` is the option without its dashes (``term-years``)."""

    name: str
    label: str
    kind: Kind
    choices: Choices = ()
    required: bool = False
    repeated: bool = False
    default: Any = None
    hint: str = ""
    most: int = 9999  # the largest whole number that makes sense


@dataclass(frozen=True)
class Result:
    """One key of the answer with its label; ``choices`` name codes that are shown in words."""

    name: str
    label: str
    kind: ResultKind
    choices: Choices = ()


@dataclass(frozen=True)
class Outcome:
    """The values by result name, and the answer they come from."""

    values: Mapping[str, Any]
    answer: Answer[Any]


@dataclass(frozen=True)
class Calculator:
    """One calculator; ``compute`` gets a value for every input, ``today`` and ``law``, and may refuse with ``InvalidInput``."""

    name: str
    title: str
    hint: str
    inputs: tuple[Input, ...]
    results: tuple[Result, ...]
    compute: Callable[[Mapping[str, Any]], Outcome]

    def read(
        self, texts: Mapping[str, str | list[str] | bool | None], today: date, law: Law = SHIPPED
    ) -> dict[str, Any]:
        """The values for ``compute`` from what was typed; ``InvalidInput`` names the input that is missing or wrong.

        ``law`` are the figures to use: those of an office, or as shipped.
        """
        values: dict[str, Any] = {TODAY: today, LAW: law}
        for one in self.inputs:
            typed = texts.get(one.name)
            given = [typed] if isinstance(typed, str) else typed if isinstance(typed, list) else []
            if one.kind == "flag":
                values[one.name] = typed if isinstance(typed, bool) else bool(given) and _flag(one, given[0])
                continue
            read = [_value(one, text.strip()) for text in given if text.strip()]
            if one.required and not read:
                raise InvalidInput(f"Thiếu “{one.label}” (--{one.name}).", one.name)
            values[one.name] = tuple(read) if one.repeated else read[-1] if read else one.default
        return values

    def answer(self, texts: Mapping[str, str | list[str] | bool | None], today: date, law: Law = SHIPPED) -> Outcome:
        """The outcome for what was typed."""
        return self.compute(self.read(texts, today, law))


def _flag(one: Input, text: str) -> bool:
    said = text.strip().lower()
    if said in {"", "0", "no", "false", "không"}:
        return False
    if said in {"1", "yes", "true", "x", "có"}:
        return True
    raise InvalidInput(f"“{text}” không dùng được cho “{one.label}”: ghi yes hoặc no.", one.name)


def _value(one: Input, text: str) -> Any:
    try:
        read = _READERS[one.kind](text) if one.kind in _READERS else None
    except (ValueError, ArithmeticError):
        raise InvalidInput(f"“{text}” không dùng được cho “{one.label}”: {_EXAMPLES[one.kind]}.", one.name) from None
    if isinstance(read, int | Decimal) and read > one.most:
        raise InvalidInput(f"“{text}” quá lớn cho “{one.label}”: không quá {one.most}.", one.name)
    if read is not None:
        return read
    if text not in {code for code, _ in one.choices}:
        codes = ", ".join(code for code, _ in one.choices)
        raise InvalidInput(f"“{text}” không dùng được cho “{one.label}”: chọn một trong {codes}.", one.name)
    return text


def _whole(text: str) -> int:
    if not re.fullmatch(r"\d{1,15}", text):
        raise ValueError(text)
    return int(text)


def _decimal(text: str) -> Decimal:
    if not re.fullmatch(r"\d{1,15}(?:[.,]\d{1,6})?", text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))


def _day(text: str) -> date:
    day = date.fromisoformat(text)
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise ValueError(text)
    return day


def _interval(text: str) -> tuple[date, date]:
    first, last = (_day(part) for part in text.split(".."))
    if last < first:
        raise ValueError(text)
    return first, last


_READERS: dict[str, Callable[[str], Any]] = {
    "day": _day,
    "partial": PartialDate.parse,
    "whole": _whole,
    "decimal": _decimal,
    "interval": _interval,
}
_EXAMPLES = {
    "day": f"ghi ngày dạng 2026-11-23, năm từ {_FIRST_YEAR} đến {_LAST_YEAR}",
    "partial": "ghi năm, tháng hoặc ngày dạng 1965, 1965-06, 1965-06-30",
    "whole": "ghi số nguyên không âm",
    "decimal": "ghi số không âm, ví dụ 3 hoặc 3.5",
    "interval": "ghi khoảng ngày dạng 2026-04-01..2026-04-30, ngày đầu không sau ngày cuối",
}


def outcome_json(outcome: Outcome) -> dict[str, Any]:
    """The answer as the command line prints it: the values, then what every answer has."""
    answer = outcome.answer
    shown = {name: plain(value) for name, value in outcome.values.items()}
    return {
        **shown,
        "basis": list(answer.basis),
        "steps": list(answer.steps),
        "warnings": list(answer.warnings),
        "confirmed": answer.confirmed,
        "verdict": answer.verdict,
        "unsettled": list(answer.unsettled),
        "missing": list(answer.missing),
    }


def plain(value: Any) -> Any:
    """A value as JSON has it: dates ISO, money a number, coefficients and decimals text."""
    if isinstance(value, Dong):
        return value.amount
    if isinstance(value, date | PartialDate | Coefficient | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value
