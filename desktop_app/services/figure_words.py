"""Figures of the law in plain words, and read back: numbers, days, yes and no, lists, and named parts of these.

A list has its items after each other, parted by ";", named parts by "·": ``nghỉ: 01/01/2027; 04/02/2027 · làm bù: không có``.
What holds parts within parts, or codes that have no words here, is not said at all: it is not for hand correction.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from desktop_app.law.discipline import EXEMPTIONS, FORMS
from desktop_app.law.discipline_effects import GROUNDS
from desktop_app.law.discipline_limits import ENDS, EXEMPT, POSTPONEMENTS
from desktop_app.law.restrictions import ALL_PURPOSES
from desktop_app.law.retirement_papers import SIGNERS, WORDINGS

NONE, YES, NO = "không có", "có", "không"
_PARTS: Mapping[str, str] = {
    "off": "nghỉ", "worked": "làm bù", "day": "ngày", "month": "tháng", "report": "báo cáo", "council": "lập Hội đồng",
    "summons": "triệu tập", "recommendation": "kiến nghị", "decision": "ra quyết định", "judgment": "sau bản án",
    "correction": "công bố oan, sai", "days": "số ngày", "total": "tổng", "working": "tính ngày làm việc",
    "counts": "có tính", "not": "không tính", "years": "số năm", "months": "số tháng", "least": "ít nhất", "most": "nhiều nhất",
    "first": "lần đầu", "extension": "kéo dài", "unit": "đơn vị tính", "calendar": "ngày theo lịch", "fixed": "ngày cố định",
    "before": "trước lộ trình", "start": "bắt đầu từ tháng sinh", "step": "mỗi bước thêm", "group": "số tháng sinh mỗi bước",
    "cap": "cao nhất", "early": "sớm hơn nhiều nhất", "insured": "số năm đóng bảo hiểm", "cap_nam": "cao nhất của nam",
    "cap_nu": "cao nhất của nữ", "extra": "thêm nhiều nhất", "keeps_leadership": "giữ chức vụ", "apply": "nộp đơn trước",
    "signer": "người ký",
    "reduced": "lương hưu thấp hơn",
    "decide": "quyết định trước", "regime": "theo", "notice": "thông báo trước", "notice_form": "mẫu thông báo",
    "decision_form": "mẫu quyết định", "tet": "số ngày Tết", "gio_to": "số ngày Giỗ Tổ",
    "beside": "nghỉ kèm", "pay_percent": "phần trăm lương",
}  # fmt: skip
_RETIREMENT: Mapping[str, str] = {
    **WORDINGS, **SIGNERS, "JANUARY_OF_BIRTH_YEAR": "lấy ngày 01/01 của năm sinh",
    "JANUARY_AFTER_REACHING": "nghỉ từ ngày 01/01 của năm sau năm đủ tuổi", "FIRST_OF_MONTH": "lấy ngày 01 của tháng sinh",
    "ND46_2010": "NĐ 46/2010/NĐ-CP", "ND115_2020": "NĐ 115/2020/NĐ-CP", "ND170_2025": "NĐ 170/2025/NĐ-CP",
    "ND259_2026": "NĐ 259/2026/NĐ-CP", "Mẫu số 2": "Mẫu số 2", "Mẫu số 3": "Mẫu số 3",
}  # fmt: skip


@cache
def _words() -> Mapping[str, str]:
    found = {
        **POSTPONEMENTS,
        **EXEMPT,
        **EXEMPTIONS,
        **ENDS,
        **GROUNDS,
        **ALL_PURPOSES,
        **FORMS,
        **_PARTS,
        **_RETIREMENT,
    }
    return {code: text.replace(";", ",").replace("·", "-").replace(":", ",") for code, text in found.items()}


@cache
def _codes() -> Mapping[str, str]:
    return {text: code for code, text in reversed(tuple(_words().items()))}


def say(value: Any) -> str | None:
    """The value in words; ``None`` for one that has too many parts or codes without words."""
    if isinstance(value, dict):
        parts = []
        for name, one in value.items():
            said = None if isinstance(one, dict) or name not in _words() else say(one)
            if said is None:
                return None
            parts.append(f"{_words()[name]}: {said}")
        return " · ".join(parts) or NONE
    if isinstance(value, list):
        items = [None if isinstance(one, dict | list) else say(one) for one in value]
        return None if None in items else "; ".join(one or "" for one in items) or NONE
    return _one(value)


def part(name: str) -> str:
    """A named part in words."""
    return _words().get(name, name)


def _one(value: Any) -> str | None:
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, str) and not all(sign.isdigit() or sign in "-./" for sign in value):
        return _words().get(value)
    return str(value)


def read(text: str, sample: Any) -> Any:
    """What the words say, in the shape of a sample; ``ValueError`` where they do not fit."""
    text = text.strip()
    if isinstance(sample, dict):
        made: dict[str, Any] = {}
        if text == NONE:
            return made
        for part in text.split("·"):
            name, colon, said = part.partition(":")
            code = _codes().get(name.strip(), "")
            if not colon or not code:
                raise ValueError(part)
            made[code] = read(said, sample.get(code, next(iter(sample.values()))))
        return made
    if isinstance(sample, list):
        if text in {"", NONE}:
            return []
        return [read(one, sample[0] if sample else None) for one in text.split(";")]
    return _read_one(text, sample)


def _read_one(text: str, sample: Any) -> Any:
    if isinstance(sample, bool):
        return {YES: True, NO: False}[text]
    if isinstance(sample, int):
        return int(text)
    if isinstance(sample, date) or (sample is None and text.count("/") == 2):  # noqa: PLR2004 - day, month, year
        day, month, year = text.split("/")
        return date(int(year), int(month), int(day))
    return _codes().get(text, text)
