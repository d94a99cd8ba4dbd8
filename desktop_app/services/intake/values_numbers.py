"""Cells of digits: identity numbers, coefficients, percents, steps, codes of ranks."""

import re
from datetime import date
from typing import Any

from db.values import Coefficient
from desktop_app.services.catalogs import cccd_prefixes, rank_code_meant, ranks
from desktop_app.services.intake.reading import ERROR, FIXED, WARN, Note, Reading

_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?\Z", re.ASCII)
_STEP = re.compile(r"(?:bậc\s*)?(\d{1,2})(?:[.,]0+)?(?:\s*/\s*\d{1,2})?\Z", re.ASCII)
_LETTERS_FOR_DIGITS = str.maketrans("OoIlB", "00118")
_LOST = (10, 11)
_CCCD, _CMND = 12, 9
_INSURANCE = frozenset({10, 12})
_HUNDRED = 100
_LARGEST_COEFFICIENT = 13_00
_LONGEST_SCALE = 12
_LAST_MONTH = 12
_HEIGHT = (80, 230, "Chiều cao", "cm")
_WEIGHT = (25, 250, "Cân nặng", "kg")


def _is_digits(text: str) -> bool:
    """Whether a text is digits as keyboards type them; other alphabets have digits too."""
    return text.isascii() and text.isdigit()


def read_code(text: str, raw: Any) -> Reading:
    """A code: text, also when Excel made a number of it."""
    return Reading(str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else text)


def read_digits(text: str, raw: Any) -> Reading:
    """A social insurance number: ten digits, or the citizen's twelve since 01/8/2025."""
    bare = re.sub(r"[\s.\-']", "", text)
    if not _is_digits(bare):
        return Reading(text, (Note(WARN, "digits_wanted", f"“{text}” có ký tự không phải chữ số."),))
    if len(bare) in _INSURANCE:
        return Reading(bare)
    if isinstance(raw, int) and len(bare) in {8, 9}:
        padded = bare.zfill(10)
        message = f"Excel đã bỏ số 0 ở đầu? Số BHXH có 10 chữ số: {padded}."
        return Reading(bare, (Note(WARN, "lost_zero", message, padded),))
    return Reading(bare, (Note(WARN, "insurance_length", f"Số BHXH “{text}” có {len(bare)} chữ số; phải có 10."),))


def read_cccd(text: str, raw: Any) -> Reading:
    """A citizen's number of 12 digits; an old identity card goes to its own field, anything else is refused."""
    del raw
    bare = re.sub(r"[\s.\-'’]", "", text)
    if not _is_digits(bare):
        meant = bare.translate(_LETTERS_FOR_DIGITS)
        likely = meant if _is_digits(meant) and len(meant) == _CCCD and meant[:3] in cccd_prefixes() else None
        hint = f" Có phải {likely}?" if likely else ""
        message = f"Số CCCD “{text}” có ký tự không phải chữ số.{hint}"
        return Reading(None, (Note(ERROR, "cccd_not_digits", message, likely),))
    if len(bare) == _CCCD:
        if bare[:3] not in cccd_prefixes():
            message = f"Số CCCD bắt đầu bằng {bare[:3]}, không phải mã tỉnh nơi đăng ký khai sinh."
            return Reading(bare, (Note(WARN, "cccd_province", message),))
        fixed = (Note(FIXED, "cccd_signs", "Bỏ dấu cách, dấu chấm trong số CCCD."),) if bare != text else ()
        return Reading(bare, fixed)
    padded = bare.zfill(_CCCD)
    if len(bare) in _LOST and padded[:3] in cccd_prefixes():
        message = f"Số CCCD chỉ có {len(bare)} chữ số, mất số 0 ở đầu: có phải {padded}?"
        return Reading(None, (Note(WARN, "cccd_lost_zero", message, padded),))
    if len(bare) == _CMND:
        message = "Số có 9 chữ số là CMND cũ, không phải CCCD; được ghi vào “Số CMND cũ”."
        return Reading(None, (Note(WARN, "cccd_9_digits_old_cmnd", message),))
    kind = f"cccd_{len(bare)}_digits" if len(bare) > _CCCD else "cccd_short"
    return Reading(None, (Note(ERROR, kind, f"Số CCCD “{text}” có {len(bare)} chữ số; phải có đúng 12."),))


def read_cmnd(text: str, raw: Any) -> Reading:
    """An old identity card: 9 digits; 12 digits are a citizen's number written in its column."""
    bare = re.sub(r"[\s.\-'’]", "", text)
    if isinstance(raw, int) and len(bare) == _CMND - 1:
        return Reading(bare.zfill(_CMND), (Note(FIXED, "lost_zero", "Trả lại số 0 ở đầu số CMND."),))
    if isinstance(raw, int) and len(bare) in _LOST:
        return read_cccd(text, raw)
    if not _is_digits(bare) or len(bare) not in {_CMND, _CCCD}:
        return Reading(text, (Note(WARN, "cmnd_length", f"Số CMND “{text}” không đủ 9 chữ số."),))
    return Reading(bare)


def _number(text: str, raw: Any) -> float | None:
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return float(raw)
    return float(text.replace(",", ".")) if _NUMBER.match(text) else None


def read_coefficient(text: str, raw: Any) -> Reading:
    """A coefficient of pay or allowance; 333 is asked about as 3,33, letters and third decimals are refused."""
    number = _number(re.sub(r"\s*([.,])\s*", r"\1", text), raw)
    if number is None or number < 0:
        return Reading(None, (Note(ERROR, "number_unreadable", f"“{text}” không phải hệ số."),))
    if not number:
        return Reading(None)
    value = Coefficient.of(number)
    if value.hundredths > _LARGEST_COEFFICIENT:
        likely = _without_comma(value.hundredths)
        hint = f" Có phải {likely.vietnamese}?" if likely else ""
        message = f"Hệ số {value.vietnamese} quá lớn.{hint}"
        return Reading(None, (Note(ERROR, "coefficient_too_large", message, likely),))
    if abs(number * _HUNDRED - value.hundredths) > 1e-6:  # noqa: PLR2004 - more than the noise of binary fractions
        message = f"Hệ số “{text}” có hơn hai chữ số thập phân. Có phải {value.vietnamese}?"
        return Reading(None, (Note(ERROR, "coefficient_decimals", message, value),))
    return Reading(value)


def _without_comma(hundredths: int) -> Coefficient | None:
    """333 and 33,3 are 3,33 whose comma was lost or moved; a coefficient of pay lies between 1 and 10."""
    for divisor in (100, 10):
        whole, rest = divmod(hundredths, divisor)
        if not rest and _HUNDRED <= whole < 10 * _HUNDRED:
            return Coefficient(whole)
    return None


def read_percent(text: str, raw: Any) -> Reading:
    """A percent: ``8``, ``8%`` or 0,08 of a cell formatted as percent."""
    bare = text.replace("%", "").strip()
    number = _number(bare, raw)
    if number is None or number < 0:
        return Reading(None, (Note(ERROR, "number_unreadable", f"“{text}” không phải tỷ lệ phần trăm."),))
    if 0 < number < 1 and "%" not in text:
        message = f"{text} được hiểu là {Coefficient.of(number * _HUNDRED).vietnamese.removesuffix(',00')}%."
        return Reading(Coefficient.of(number * _HUNDRED), (Note(FIXED, "percent_fraction", message),))
    if number > _HUNDRED:
        return Reading(None, (Note(ERROR, "percent_too_large", f"{text}: lớn hơn 100%."),))
    return Reading(Coefficient.of(number)) if number else Reading(None)


def read_step(text: str, raw: Any) -> Reading:
    """A salary step, 1 to 12; ``4/9`` is step 4, and 04/9 that Excel made a date of is asked about."""
    if isinstance(raw, date):
        likely = raw.day if raw.month <= _LONGEST_SCALE else None
        message = f"Excel đã đổi “bậc/thang” thành ngày {text}: có phải bậc {likely}?"
        return Reading(None, (Note(ERROR, "step_became_date", message, likely),))
    found = _STEP.fullmatch(text.lower())
    if isinstance(raw, int) and not isinstance(raw, bool):
        number = raw
    elif found:
        number = int(found[1])
    else:
        return Reading(None, (Note(ERROR, "number_unreadable", f"“{text}” không phải bậc lương."),))
    if not 1 <= number <= _LONGEST_SCALE:
        return Reading(None, (Note(ERROR, "step_out_of_scale", f"Không có bậc {number} trong thang lương nào."),))
    return Reading(number)


def read_rank(text: str, raw: Any) -> Reading:
    """The code of a rank or professional title, known to the catalogue or asked about."""
    if text in ranks():
        return Reading(text)
    padded = _padded(text)
    if isinstance(raw, float) and padded in ranks():
        return Reading(padded, (Note(FIXED, "ngach_number", f"Excel đã đổi mã ngạch thành số; trả lại {padded}."),))
    meant = rank_code_meant(text, text) or (padded if padded in ranks() else None)
    hint = f" Có phải {meant} ({ranks()[meant].name})?" if meant else ""
    return Reading(text, (Note(WARN, "ngach_unknown", f"Mã ngạch “{text}” không có trong danh mục.{hint}", meant),))


def _padded(text: str) -> str:
    """``1.003`` → ``01.003``, ``6.03`` → ``06.030``: what a number cell takes from a code of two and three digits."""
    group, dot, number = text.replace(",", ".").partition(".")
    return f"{group:0>2}.{number:0<3}" if dot and _is_digits(group) and _is_digits(number) else text


def read_height(text: str, raw: Any) -> Reading:
    """A height in centimetres, also written in metres: 165, 165 cm, 1m65, 1,65."""
    del raw
    metres = re.fullmatch(r"([12])\s*(?:m|[.,])\s*(\d{1,2})\s*m?", text.strip().lower())
    if metres is not None:
        return _measured(metres[1] + metres[2].ljust(2, "0"), text, *_HEIGHT)
    return _measured(re.sub(r"\s*cm$|[.,]0+$", "", text.strip().lower()), text, *_HEIGHT)


def read_weight(text: str, raw: Any) -> Reading:
    """A weight in whole kilograms."""
    del raw
    return _measured(re.sub(r"\s*kg$|[.,]0+$", "", text.strip().lower()), text, *_WEIGHT)


def _measured(bare: str, text: str, least: int, most: int, what: str, unit: str) -> Reading:
    if _is_digits(bare) and least <= int(bare) <= most:
        return Reading(int(bare))
    message = f"{what} “{text}” phải là số từ {least} đến {most} {unit}."
    return Reading(None, (Note(WARN, "measure", message),))
