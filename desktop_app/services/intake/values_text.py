"""Text cells: characters put right, placeholders, names, telephone numbers, addresses of mail."""

import re
import unicodedata
from datetime import date
from typing import Any

from db.text import fold, nfc
from desktop_app.services.intake.legacy import detect, is_syllable
from desktop_app.services.intake.reading import ERROR, FIXED, WARN, Note, Reading

PLACEHOLDERS = frozenset(
    {"n/a", "na", "null", "none", "nil", "x?", "trong", "de trong", "chua co", "khong ro", "chua ro"}
)
NONE_WORDS = frozenset({"khong", "ko", "khong co", "chua", "chua vao", "chua vao dang", "0", "00:00:00"})
"""In a column of dates, numbers or codes these say that there is nothing."""
_LONGEST_WORD = max(map(len, PLACEHOLDERS | NONE_WORDS))
TICKS = frozenset({"x", "v", "1", "co", "true", "✓", "✔", "√", "☑", "☒", "*", "+"})
"""What clerks tick a cell with."""
NAME_SIGNS = frozenset(" -'’.")
_NOTHING = re.compile(r"[\W_]*\Z")
_ERRORS = re.compile(r"#(?:REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)")
_HASHES = re.compile(r"#{3,}\Z")
_EMAIL = re.compile(r"[^@\s;,]+@[^@\s.;,]+(?:\.[^@\s.;,]+)+\Z", re.ASCII)
_PHONE = re.compile(r"0(?:[35789]\d{8}|2\d{8,9})\Z", re.ASCII)
# the mark of a text cell, kept by programs that do not know it
_TEXT_MARKS = ("'", "’", "‘", "`", "´")
_ODD = re.compile(r"[^\x20-\x7e\u00a0À-ÃÈ-ÊÌÍÒ-ÕÙÚÝà-ãè-êìíò-õùúýĂăĐđĨĩŨũƠơƯưẠ-ỹ\u2010-\u2026°²³½×]")
_TITLE = re.compile(
    r"(?:(?:đ/c|đồng chí|ông|bà)\.?:?\s+|(?:pgs|gs|ts|ths|bs|ks|cn|nghệ nhân|nghs|ngưt|nsưt)\.\s*|(?-i:ThS|TS|BS|PGS|GS)\s+)",
    re.IGNORECASE,
)
_NUMBER_IN_FRONT = re.compile(r"\A\s*\d{1,4}\s*[.)/\-–]\s*")
_REMARK = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*\Z")
_FAMILIES = frozenset(
    {
        "nguyen",
        "tran",
        "le",
        "pham",
        "hoang",
        "huynh",
        "phan",
        "vu",
        "vo",
        "dang",
        "bui",
        "do",
        "ho",
        "ngo",
        "duong",
        "ly",
        "nong",
        "trieu",
        "be",
        "ma",
        "lo",
        "dinh",
        "truong",
        "ha",
        "luong",
        "dao",
        "mai",
        "cao",
    }
)
_WORD = re.compile(r"[^\W\d_]+")
# letters of other alphabets that look like ours, and the wide forms of East Asian keyboards
_LOOK_ALIKES = str.maketrans(
    dict(zip("АВЕКМНОРСТУХасеорухіΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXaceopyxiABEZHIKMNOPTYXo", strict=True))
    | {chr(0xFF01 + place): chr(0x21 + place) for place in range(94)}
    | {"ð": "đ", "Ð": "Đ", "Ɖ": "Đ"}
)
# what cannot be seen: control characters, marks that turn the direction of writing, joiners and fillers of other scripts;
# U+00AD is not among them: in TCVN3 it is a letter
_HIDDEN = dict.fromkeys(
    {*range(0x20), 0x7F, 0x115F, 0x1160, 0x180E, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
    | {0x3164, *range(0xFE00, 0xFE10), *range(0xFFF9, 0xFFFC)}
)
# mobile numbers of eleven digits became ten on 15/9/2018
_OLD_MOBILE = {
    "0120": "070", "0121": "079", "0122": "077", "0126": "076", "0128": "078", "0123": "083", "0124": "084",
    "0125": "085", "0127": "081", "0129": "082", "0162": "032", "0163": "033", "0164": "034", "0165": "035",
    "0166": "036", "0167": "037", "0168": "038", "0169": "039", "0186": "056", "0188": "058", "0199": "059",
}  # fmt: skip
_OLD_LENGTH = 11


def clean_text(raw: Any) -> Reading:
    """A cell's text composed and trimmed; the notes say when that changed something a clerk would care about."""
    text = raw if isinstance(raw, str) else _plain(raw)
    if text.startswith(_TEXT_MARKS) and len(text) > 1:
        note = Note(FIXED, "apostrophe", "Bỏ dấu nháy đứng đầu, mà Excel dùng để ghi số thành chữ.")
        return Reading(clean_text(text[1:]).value, (note,))
    squeezed = " ".join(text.split())
    if text.isascii() and squeezed.isprintable():
        if squeezed == text:
            return Reading(text)
        return Reading(squeezed, (Note(FIXED, "spaces", "Bỏ khoảng trắng thừa."),))
    composed = unicodedata.normalize("NFC", text)
    latin = composed.translate(_LOOK_ALIKES)
    squeezed = " ".join(" ".join(nfc(latin).split()).translate(_HIDDEN).split())
    notes = []
    if composed != text:
        notes.append(Note(FIXED, "nfd_text", "Chữ có dấu rời được ghép lại (Unicode dựng sẵn)."))
    if latin != composed:
        notes.append(Note(FIXED, "look_alike", "Chữ của bảng chữ cái khác trông giống chữ Việt đã được thay."))
    if squeezed != latin:
        notes.append(Note(FIXED, "spaces", "Bỏ khoảng trắng thừa và ký tự ẩn."))
    return Reading(squeezed, tuple(notes))


def _plain(raw: Any) -> str:
    if isinstance(raw, bool):
        return "x" if raw else ""
    if isinstance(raw, float):
        return repr(raw)
    return f"{raw.day:02d}/{raw.month:02d}/{raw.year}" if isinstance(raw, date) else str(raw)


def obstacle(text: str) -> Note | None:
    """What a cell that holds no data at all says: an error of Excel, or a column printed too narrow."""
    if _ERRORS.match(text):
        return Note(ERROR, "cell_error", f"Ô báo lỗi {text} của Excel; sửa công thức trong tệp hoặc gõ giá trị đúng.")
    if _HASHES.match(text):
        return Note(ERROR, "cell_hashes", "Ô chỉ còn dấu ####: cột quá hẹp khi xuất tệp, giá trị thật không còn.")
    return None


def is_nothing(text: str, *, data: bool) -> bool:
    """Whether a cell's text says that there is nothing; in a column of ``data`` the word “không” does too."""
    if len(text) > _LONGEST_WORD:
        return not text[0].isalnum() and bool(_NOTHING.match(text))
    if _NOTHING.match(text):
        return True
    folded = fold(text)
    return folded in PLACEHOLDERS or (data and folded in NONE_WORDS)


def read_plain(text: str, raw: Any) -> Reading:
    """Any text; one that looks like an old encoding is asked about."""
    del raw
    if _ODD.search(text):
        guess = detect([text])
        if guess.encoding != "unicode":
            meant = guess.samples[0][1]
            return Reading(text, (Note(WARN, "legacy_text", f"“{text}” là chữ mã cũ: có phải “{meant}”?", meant),))
    return Reading(text)


def read_name(text: str, raw: Any) -> Reading:
    """A person's name: letters only; capitals and small letters are asked about."""
    del raw
    bare = _without_titles(text)
    if any(letter.isdigit() for letter in text):
        likely = None if bare == text or any(letter.isdigit() for letter in bare) else bare
        hint = f" Có phải “{likely}”?" if likely else ""
        return Reading(None, (Note(ERROR, "name_digits", f"“{text}” có chữ số, không phải họ tên.{hint}", likely),))
    if bare != text:
        message = f"“{text}” có từ xưng hô, học vị hoặc lời chú kèm họ tên: có phải “{bare}”?"
        return Reading(text, (Note(WARN, "name_title", message, bare),))
    if not text.isascii() and not all(is_syllable(word) for word in _WORD.findall(text) if not word.isascii()):
        guess = detect([text])
        if guess.encoding != "unicode":
            meant = capitalised(guess.samples[0][1])
            return Reading(None, (Note(ERROR, "legacy_text", f"“{text}” là chữ mã cũ: có phải “{meant}”?", meant),))
    if _ODD.search(text) or not all(letter.isalpha() or letter in NAME_SIGNS for letter in text):
        return Reading(text, (Note(WARN, "name_signs", f"“{text}” có ký tự lạ trong họ tên."),))
    if len(text.split()) < 2:  # noqa: PLR2004 - family and given name
        return Reading(text, (Note(WARN, "name_short", f"“{text}” chỉ có một chữ; họ tên cần ít nhất họ và tên."),))
    meant = capitalised(text)
    if not all(_well_written(part) for part in re.split(r"[ \-'’.]", text) if part):
        return Reading(text, (Note(WARN, "name_case", f"Họ tên viết “{text}”: có phải “{meant}”?", meant),))
    return Reading(text)


def _without_titles(text: str) -> str:
    """The name without a number, a form of address or a degree in front, and without a remark in brackets behind."""
    bare = _REMARK.sub("", _NUMBER_IN_FRONT.sub("", text))
    while True:
        found = _TITLE.match(bare)
        rest = bare[found.end() :] if found else ""
        if found is None or len(rest.split()) < 2:  # noqa: PLR2004 - family and given name
            return capitalised(bare) if bare != text and bare.islower() else bare
        if found[0].strip().lower() == "ông" and fold(rest.split()[0]) not in _FAMILIES:
            return bare  # a family name too
        bare = rest


def _well_written(part: str) -> bool:
    return part[0].isupper() and (len(part) == 1 or part[1:] == part[1:].lower())


def capitalised(text: str) -> str:
    """Each word of a name with a capital first letter, also after a hyphen or an apostrophe (``H'Hen Niê``)."""
    return " ".join(
        "".join(part[:1].upper() + part[1:].lower() for part in re.split(r"(?<=[\-'’.])", word))
        for word in text.split()
    )


def read_phone(text: str, raw: Any) -> Reading:
    """A telephone number; signs are dropped, a first zero that a number cell lost is put back and said."""
    numbers: list[str] = []
    meant: list[str] = []
    notes: list[Note] = []
    for part in re.split(r"[;/,]| - | hoặc ", text):
        bare = re.sub(r"[\s.\-()]", "", part)
        if not bare:
            continue
        bare = "0" + bare[3:] if bare.startswith("+84") else bare
        if isinstance(raw, int) and _PHONE.match("0" + bare):
            bare = "0" + bare
            notes.append(Note(FIXED, "phone_zero", f"Trả lại số 0 ở đầu số điện thoại: {bare}."))
        numbers.append(bare)
        meant.append(_phone_meant(bare))
    kept, right = "; ".join(numbers), "; ".join(meant)
    if not all(_PHONE.match(number) for number in numbers):
        repairable = all(_PHONE.match(number) for number in meant)
        hint = f" Có phải {right}?" if repairable else ""
        message = f"“{text}” không phải số điện thoại Việt Nam đang dùng.{hint}"
        notes.append(Note(WARN, "phone_malformed", message, right if repairable else None))
    return Reading(kept, tuple(notes))


def _phone_meant(bare: str) -> str:
    if len(bare) == _OLD_LENGTH and bare[:4] in _OLD_MOBILE:
        return _OLD_MOBILE[bare[:4]] + bare[4:]
    if _PHONE.match("0" + bare.removeprefix("84")):
        return "0" + bare.removeprefix("84")
    return "0" + bare if _PHONE.match("0" + bare) else bare


def read_email(text: str, raw: Any) -> Reading:
    """One address of mail or several."""
    del raw
    parts = [part.strip() for part in re.split(r"[;,]", text) if part.strip()]
    if all(part.isascii() and _EMAIL.match(part) for part in parts):
        return Reading("; ".join(parts))
    return Reading(text, (Note(WARN, "email_malformed", f"“{text}” không phải địa chỉ thư điện tử."),))
