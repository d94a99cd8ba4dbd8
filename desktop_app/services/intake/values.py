"""Cells read by the kind of their column; what is repaired, asked or refused is always said."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from db.text import fold, nfc
from db.values import Coefficient, PartialDate
from desktop_app.services.catalogs import catalog, cccd_prefixes, rank_code_meant, ranks
from desktop_app.services.intake.dates import Order, read_date
from desktop_app.services.intake.reading import ERROR, FIXED, WARN, Note, Reading

PLACEHOLDERS = frozenset(
    {"-", "--", "—", "–", "//", "/", "...", "…", "..", ".", "?", "x?", "n/a", "na", "null", "none", "trống", "chưa có"}
)
_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!)")
_HASHES = re.compile(r"#{3,}\Z")
_NUMBER = re.compile(r"\d{1,6}(?:[.,]\d{1,4})?\Z")
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(?:\.[^@\s.]+)+\Z")
_LOST = (10, 11)
_CCCD, _CMND = 12, 9
_HUNDRED = 100
_LARGEST_COEFFICIENT = 13_00
NAME_SIGNS = frozenset(" -'’.")


def clean_text(raw: Any) -> Reading:
    """A cell's text composed and trimmed; the notes say when that changed something a clerk would care about."""
    text = raw if isinstance(raw, str) else _plain(raw)
    if text.isascii():
        squeezed = " ".join(text.split())
        if squeezed == text:
            return Reading(text)
        return Reading(squeezed, (Note(FIXED, "spaces", "Bỏ khoảng trắng thừa."),))
    composed = nfc(text)
    squeezed = " ".join(composed.split())
    notes = []
    if unicodedata.normalize("NFC", text) != text:
        notes.append(Note(FIXED, "nfd_text", "Chữ có dấu rời được ghép lại (Unicode dựng sẵn)."))
    if squeezed != unicodedata.normalize("NFC", text):
        notes.append(Note(FIXED, "spaces", "Bỏ khoảng trắng thừa, ký tự ẩn hoặc chữ nhìn giống."))
    return Reading(squeezed, tuple(notes))


def _plain(raw: Any) -> str:
    if isinstance(raw, bool):
        return "x" if raw else ""
    if isinstance(raw, float):
        return repr(raw)
    return raw.strftime("%d/%m/%Y") if isinstance(raw, date) else str(raw)


def obstacle(text: str) -> Note | None:
    """What a cell that holds no data at all says: an error of Excel, or a column printed too narrow."""
    if _ERRORS.match(text):
        return Note(ERROR, "cell_error", f"Ô báo lỗi {text} của Excel; sửa công thức trong tệp hoặc gõ giá trị đúng.")
    if _HASHES.match(text):
        return Note(ERROR, "cell_hashes", "Ô chỉ còn dấu ####: cột quá hẹp khi xuất tệp, giá trị thật không còn.")
    return None


# --- readers by kind ---------------------------------------------------------------------------------------------------


def read_name(text: str, raw: Any) -> Reading:
    """A person's name: letters only; capitals and small letters are asked about."""
    del raw
    if not all(letter.isalpha() or letter in NAME_SIGNS for letter in text):
        if any(letter.isdigit() for letter in text):
            return Reading(None, (Note(ERROR, "name_digits", f"“{text}” có chữ số, không phải họ tên."),))
        return Reading(text, (Note(WARN, "name_signs", f"“{text}” có ký tự lạ trong họ tên."),))
    if len(text.split()) < 2:  # noqa: PLR2004 - family and given name
        return Reading(text, (Note(WARN, "name_short", f"“{text}” chỉ có một chữ; họ tên cần ít nhất họ và tên."),))
    if text.isupper() or text.islower():
        return Reading(text, (Note(WARN, "name_case", f"Họ tên viết “{text}”; viết hoa đầu từ?", capitalised(text)),))
    return Reading(text)


def capitalised(text: str) -> str:
    """Each word of a name with a capital first letter."""
    return " ".join("-".join(part[:1].upper() + part[1:].lower() for part in word.split("-")) for word in text.split())


def read_plain(text: str, raw: Any) -> Reading:
    """Any text."""
    del raw
    return Reading(text)


def read_code(text: str, raw: Any) -> Reading:
    """A code: text, also when Excel made a number of it."""
    return Reading(str(raw) if isinstance(raw, int) else text)


def read_digits(text: str, raw: Any) -> Reading:
    """A number that is a name: digits only, leading zeros matter (social insurance number)."""
    bare = re.sub(r"[\s.\-]", "", text)
    if not bare.isdigit():
        return Reading(text, (Note(WARN, "digits_wanted", f"“{text}” có ký tự không phải chữ số."),))
    if isinstance(raw, int) and len(bare) in {8, 9}:
        padded = bare.zfill(10)
        message = f"Excel đã bỏ số 0 ở đầu? Số BHXH có 10 chữ số: {padded}."
        return Reading(bare, (Note(WARN, "lost_zero", message, padded),))
    return Reading(bare)


def read_cccd(text: str, raw: Any) -> Reading:
    """A citizen's number of 12 digits; an old identity card goes to its own field, anything else is refused."""
    bare = re.sub(r"[\s.\-']", "", text)
    if not bare.isdigit():
        return Reading(None, (Note(ERROR, "cccd_not_digits", f"Số CCCD “{text}” có ký tự không phải chữ số."),))
    if len(bare) == _CCCD:
        if bare[:3] not in cccd_prefixes():
            message = f"Số CCCD bắt đầu bằng {bare[:3]}, không phải mã tỉnh nơi đăng ký khai sinh."
            return Reading(bare, (Note(WARN, "cccd_province", message),))
        fixed = (Note(FIXED, "cccd_signs", "Bỏ dấu cách, dấu chấm trong số CCCD."),) if bare != text else ()
        return Reading(bare, fixed)
    if len(bare) in _LOST and bare.zfill(_CCCD)[:3] in cccd_prefixes():
        padded = bare.zfill(_CCCD)
        return Reading(
            None,
            (Note(WARN, "cccd_lost_zero", f"Số CCCD chỉ có {len(bare)} chữ số, mất số 0 ở đầu: {padded}?", padded),),
        )
    if len(bare) == _CMND:
        message = "Số có 9 chữ số là CMND cũ, không phải CCCD; được ghi vào “Số CMND cũ”."
        return Reading(None, (Note(WARN, "cccd_9_digits_old_cmnd", message),))
    kind = f"cccd_{len(bare)}_digits" if len(bare) > _CCCD else "cccd_short"
    del raw
    return Reading(None, (Note(ERROR, kind, f"Số CCCD “{text}” có {len(bare)} chữ số; phải có đúng 12."),))


def read_cmnd(text: str, raw: Any) -> Reading:
    """An old identity card: 9 digits."""
    bare = re.sub(r"[\s.\-']", "", text)
    if isinstance(raw, int) and len(bare) == _CMND - 1:
        return Reading(bare.zfill(_CMND), (Note(FIXED, "lost_zero", "Trả lại số 0 ở đầu số CMND."),))
    if not bare.isdigit() or len(bare) not in {_CMND, _CCCD}:
        return Reading(text, (Note(WARN, "cmnd_length", f"Số CMND “{text}” không đủ 9 chữ số."),))
    return Reading(bare)


def read_phone(text: str, raw: Any) -> Reading:
    """A telephone number; signs are dropped, a lost first zero is put back and said."""
    parts = [re.sub(r"[\s.\-()]", "", part) for part in re.split(r"[;/,]| - ", text) if part.strip()]
    numbers, notes = [], []
    for part in parts:
        bare = "0" + part[3:] if part.startswith("+84") else part
        if isinstance(raw, int) and len(bare) == 9 and bare[0] in "35789":  # noqa: PLR2004 - a mobile number without its zero
            bare = "0" + bare
            notes.append(Note(FIXED, "phone_zero", f"Trả lại số 0 ở đầu số điện thoại: {bare}."))
        if not re.fullmatch(r"0(?:[35789]\d{8}|2\d{8,9})", bare):
            notes.append(Note(WARN, "phone_malformed", f"“{part}” không phải số điện thoại Việt Nam đang dùng."))
        numbers.append(bare)
    return Reading("; ".join(numbers), tuple(notes))


def read_email(text: str, raw: Any) -> Reading:
    """An e-mail address."""
    del raw
    if _EMAIL.match(text):
        return Reading(text)
    return Reading(text, (Note(WARN, "email_malformed", f"“{text}” không phải địa chỉ thư điện tử."),))


def read_coefficient(text: str, raw: Any) -> Reading:
    """A salary coefficient; 333 is asked about as 3,33, letters are refused."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        value = Coefficient.of(raw)
    elif _NUMBER.match(text):
        value = Coefficient.of(float(text.replace(",", ".")))
    else:
        return Reading(None, (Note(ERROR, "number_unreadable", f"“{text}” không phải hệ số."),))
    if value.hundredths > _LARGEST_COEFFICIENT:
        whole = value.hundredths // _HUNDRED
        likely = Coefficient(whole) if 0 < whole <= _LARGEST_COEFFICIENT and value.hundredths % _HUNDRED == 0 else None
        hint = f"; có phải {likely.vietnamese}?" if likely else ""
        return Reading(None, (Note(ERROR, "coefficient_too_large", f"Hệ số {value.vietnamese} quá lớn{hint}", likely),))
    return Reading(value)


def read_percent(text: str, raw: Any) -> Reading:
    """A percent: ``8``, ``8%`` or 0,08 of a cell formatted as percent."""
    number = raw if isinstance(raw, (int, float)) and not isinstance(raw, bool) else None
    if number is None:
        bare = text.replace("%", "").strip()
        if not _NUMBER.match(bare):
            return Reading(None, (Note(ERROR, "number_unreadable", f"“{text}” không phải tỷ lệ phần trăm."),))
        number = float(bare.replace(",", "."))
    if 0 < number < 1:
        return Reading(
            Coefficient.of(number * 100),
            (Note(FIXED, "percent_fraction", f"{number:g} được hiểu là {number * 100:g}%."),),
        )
    if number > _HUNDRED:
        return Reading(None, (Note(ERROR, "percent_too_large", f"{number:g}% lớn hơn 100%."),))
    return Reading(Coefficient.of(number)) if number else Reading(None)


def read_step(text: str, raw: Any) -> Reading:
    """A salary step, 1 to 12; ``4/9`` is step 4."""
    found = re.fullmatch(r"(?:bậc\s*)?(\d{1,2})(?:\s*/\s*\d{1,2})?", text.lower())
    if isinstance(raw, int) and not isinstance(raw, bool):
        number = raw
    elif found:
        number = int(found[1])
    else:
        return Reading(None, (Note(ERROR, "number_unreadable", f"“{text}” không phải bậc lương."),))
    if not 1 <= number <= 12:  # noqa: PLR2004 - the longest scale has 12 steps
        return Reading(None, (Note(ERROR, "step_out_of_scale", f"Không có bậc {number} trong thang lương nào."),))
    return Reading(number)


def read_rank(text: str, raw: Any) -> Reading:
    """The code of a rank or professional title, known to the catalogue or asked about."""
    del raw
    if text in ranks():
        return Reading(text)
    meant = rank_code_meant(text)
    hint = f" Có phải {meant} ({ranks()[meant].name})?" if meant else ""
    return Reading(text, (Note(WARN, "ngach_unknown", f"Mã ngạch “{text}” không có trong danh mục.{hint}", meant),))


def read_mark(text: str, raw: Any) -> Reading:
    """A tick: x, ✓, 1, có."""
    del raw
    return Reading("nu" if fold(text) in {"x", "✓", "v", "1", "co", "nu", "true"} else None)


def read_sex(text: str, raw: Any) -> Reading:
    """Nam or Nữ in any usual spelling."""
    del raw
    found = catalog("sex").match(text)
    if found.entry is None:
        return Reading(None, (Note(ERROR, "sex_unknown", f"“{text}” không phải Nam hoặc Nữ."),))
    return Reading(found.entry.code)


def catalog_reader(name: str) -> Callable[[str, Any], Reading]:
    """A reader of one code list: exact, folded and aliased spellings are taken, others asked about."""
    entries = catalog(name)

    def read(text: str, raw: Any) -> Reading:
        del raw
        found = entries.match(text)
        if found.entry is not None:
            value = found.entry.code if name == "category" else found.entry.name
            if found.exact or name == "category" or fold(found.entry.name) == fold(text):
                return Reading(value)
            return Reading(value, (Note(FIXED, "catalog_alias", f"“{text}” được hiểu là “{found.entry.name}”."),))
        proposal = found.proposals[0] if found.proposals else None
        hint = f" Có phải “{'”, “'.join(found.proposals)}”?" if found.proposals else ""
        stored = None if name == "category" else text
        if name == "category" and proposal:
            proposal = next(entry.code for entry in entries.entries if entry.name == proposal)
        return Reading(stored, (Note(WARN, "catalog_unknown", f"“{text}” không có trong danh mục.{hint}", proposal),))

    return read


_READERS: dict[str, Callable[[str, Any], Reading]] = {
    "name": read_name,
    "text": read_plain,
    "code": read_code,
    "digits": read_digits,
    "cccd": read_cccd,
    "cmnd": read_cmnd,
    "phone": read_phone,
    "email": read_email,
    "coefficient": read_coefficient,
    "percent": read_percent,
    "step": read_step,
    "rank": read_rank,
    "mark": read_mark,
    "sex": read_sex,
}


def reader(kind: str) -> Callable[[str, Any], Reading]:
    """The reader of a kind of value other than dates."""
    return catalog_reader(kind.removeprefix("catalog:")) if kind.startswith("catalog:") else _READERS[kind]


def read_cell(raw: Any, kind: str, order: Order | None, read: Callable[[str, Any], Reading] | None) -> Reading:
    """One cell: blank, placeholder, obstacle, then its kind."""
    if kind in {"day", "partial"} and not isinstance(raw, str):
        assert order is not None  # noqa: S101 - date columns are decided before their cells are read
        return read_date(raw, order, full=kind == "day")
    text = clean_text(raw)
    if not text.value or text.value.lower() in PLACEHOLDERS:
        return Reading(None)
    stop = obstacle(text.value)
    if stop is not None:
        return Reading(None, (stop,))
    if kind in {"day", "partial"}:
        assert order is not None  # noqa: S101 - as above
        made = read_date(text.value, order, full=kind == "day")
    else:
        assert read is not None  # noqa: S101 - every other kind has a reader
        made = read(text.value, raw)
    # repairs of the characters matter in what is kept as text; in a number or date they are nothing to report
    return (
        text.but(made.value, *made.notes) if kind not in {"day", "partial", "coefficient", "percent", "step"} else made
    )


def shown(value: Any) -> Any:
    """A value as JSON: dates ISO, coefficients numbers, the rest as it is."""
    if isinstance(value, (PartialDate, date)):
        return str(value)
    return value.hundredths / _HUNDRED if isinstance(value, Coefficient) else value


def vietnamese(value: Any) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.day:02d}/{value.month:02d}/{value.year}"
    if isinstance(value, (PartialDate, Coefficient)):
        return value.vietnamese
    return str(value)
