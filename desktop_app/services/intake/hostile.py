"""Files that must not be read as they are: broken, locked, protected, bombs. One clear sentence for each."""

import copy
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from db.errors import reason
from desktop_app.errors import InvalidInput, MachineTrouble

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024
SUSPICIOUS_UNPACKED = 200 * 1024 * 1024
SUSPICIOUS_RATIO = 200
MOST_PARTS = 5000
MOST_CELLS = 12_000_000
"""A hundred thousand people with 120 columns; a larger rectangle is held in memory although nearly all of it is blank."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR = re.compile(rb' r *= *"(?:[A-Za-z]{3}|[A-Za-z]{0,2}\d{6})')
_ONE_SPELLING = bytes.maketrans(b"\t\r\n'", b'   "')
_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,9})[\"']")
_ROW = re.compile(rb"<(?:\w+:)?row\b")
_CELL = re.compile(rb"<(?:\w+:)?c[\s/>]")
_ODS = re.compile(rb"<table:(?:(table-row)|table-cell|covered-table-cell)\b([^>]*)>")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"'](\d+)")
_BEGIN_SHEET = b"\x81\x01"
_LAST_CELL_RECORD = 11  # of a binary workbook: 0 opens a row, 1 to 11 are cells


def examined(path: Path) -> tuple[bytes, str]:
    """The file's bytes and kind (``xlsx``, ``xlsb``, ``xls``, ``ods``, ``csv``, ``html``), or a refusal that says what to do."""
    content = _read(path)
    if not content.strip(b"\x00\r\n\t "):
        raise InvalidInput(f"Tệp {path.name} rỗng, không có gì để nhập.")
    if content.startswith(_OLE):
        return content, _ole_kind(content)
    if content.startswith(b"PK"):
        return content, _zip_kind(content)
    head = content[:4096].lstrip(b"\xef\xbb\xbf\r\n\t ").lower()
    if head.startswith(b"%pdf"):
        raise InvalidInput("Đây là tệp PDF. Hãy xin bản Excel của danh sách.")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<meta", b"<?xml")) or b"<table" in head:
        return content, "html"
    if b"\x00" in content[:4096] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidInput(f"Tệp {path.name} không phải bảng tính (.xlsx, .xls, .ods, .csv).")
    return content, "csv"


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InvalidInput(f"{path.name} là thư mục, không phải tệp.")
        if path.stat().st_size > LARGEST_FILE:
            raise InvalidInput(
                "Tệp lớn hơn 200 MB. Danh sách cán bộ không lớn như vậy; hãy bỏ ảnh, trang thừa rồi lưu lại."
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise InvalidInput(f"Không tìm thấy tệp {path}.") from None
    except PermissionError:
        raise MachineTrouble(
            f"Không được phép đọc {path.name}, hoặc tệp đang mở trong Excel. Hãy đóng Excel rồi thử lại."
        ) from None
    except OSError as trouble:
        raise MachineTrouble(f"Không đọc được {path.name}: {reason(trouble)}.") from trouble


def _ole_kind(content: bytes) -> str:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise InvalidInput(
            "Tệp được đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ) rồi lưu lại."
        )
    names = [name.encode("utf-16-le") for name in ("Workbook", "Book")]
    if not any(name in content for name in names):
        raise InvalidInput("Tệp không phải bảng tính Excel (có thể là Word). Hãy chọn tệp danh sách.")
    if _has_filepass(content):
        raise InvalidInput("Tệp .xls được đặt mật khẩu. Hãy mở bằng Excel, bỏ mật khẩu rồi lưu lại.")
    return "xls"


def _has_filepass(content: bytes) -> bool:
    """Whether the first records of the BIFF stream hold FILEPASS (0x002F) right after BOF."""
    start = content.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    place = start
    for _ in range(12):
        if place < 0 or place + 4 > len(content):
            return False
        kind = int.from_bytes(content[place : place + 2], "little")
        if kind == 0x2F:  # noqa: PLR2004 - FILEPASS
            return True
        place += 4 + int.from_bytes(content[place + 2 : place + 4], "little")
    return False


def _zip_kind(content: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            names = {part.filename for part in parts}
            _refuse_bomb(parts, len(content))
            if any(part.flag_bits & 1 for part in parts):
                raise InvalidInput("Tệp nén có mật khẩu. Hãy lưu lại thành .xlsx không mật khẩu.")
            for kind, main in (("ods", "content.xml"), ("xlsx", "xl/workbook.xml"), ("xlsb", "xl/workbook.bin")):
                if main in names:
                    _refuse_rectangles(archive, kind)
                    return kind
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as trouble:
        raise InvalidInput(
            "Tệp bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp, hoặc mở bằng Excel rồi lưu lại."
        ) from trouble
    raise InvalidInput("Tệp nén này không phải bảng tính Excel. Hãy giải nén rồi chọn tệp .xlsx bên trong.")


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    suspicious = unpacked > SUSPICIOUS_UNPACKED and unpacked > packed * SUSPICIOUS_RATIO
    if unpacked > LARGEST_UNPACKED or suspicious or len(parts) > MOST_PARTS:
        raise InvalidInput("Tệp bung ra lớn bất thường (có thể là tệp phá hoại). Không mở; hãy hỏi lại nơi gửi.")


def _refuse_rectangles(archive: zipfile.ZipFile, kind: str) -> None:
    """A lone value at the sheet's far corner would make the reader build the whole rectangle in memory."""
    measure = {"xlsx": _xlsx_size, "xlsb": _xlsb_size, "ods": _ods_size}[kind]
    for text in _honest_parts(archive):
        rows, columns = measure(text)
        if rows * columns > MOST_CELLS:
            raise InvalidInput(
                "Trang tính có ô ở tận cùng bảng (cột, dòng rất xa). Hãy xoá các dòng và cột thừa ngoài danh sách rồi lưu lại."
            )


def _honest_parts(archive: zipfile.ZipFile) -> Iterator[bytes]:
    """Every part that holds data; one that unpacks to more than it declares is refused before a reader trusts it."""
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".bin")):
            continue
        asked = copy.copy(part)
        asked.file_size += 1
        with archive.open(asked) as stream:
            text = stream.read()
        if len(text) != part.file_size:
            raise zipfile.BadZipFile(part.filename)
        yield text


def _xlsx_size(text: bytes) -> tuple[int, int]:
    """The rectangle that a sheet's cells span; 0 for a part that is no sheet, or whose cells all lie near."""
    from desktop_app.services.intake.grid import column_number

    if b"sheetData" not in text or not _FAR.search(text.translate(_ONE_SPELLING)):
        return 0, 0
    # cells without a place of their own follow each other
    columns = max(len(_CELL.findall(row)) for row in _ROW.split(text))
    rows = 1
    for letters, row in set(_PLACE.findall(text)):
        rows, columns = max(rows, int(row)), max(columns, column_number(letters.decode().upper()))
    return rows, columns


def _xlsb_size(text: bytes) -> tuple[int, int]:
    """The same of a binary sheet, whose records are: kind (1 or 2 bytes), length (1 to 4 bytes), content."""
    if not text.startswith(_BEGIN_SHEET):
        return 0, 0
    place = rows = columns = 0
    while place < len(text):
        kind, place = _packed(text, place, 2)
        size, place = _packed(text, place, 4)
        if kind <= _LAST_CELL_RECORD:
            number = 1 + int.from_bytes(text[place : place + 4], "little")
            rows, columns = (max(rows, number), columns) if kind == 0 else (rows, max(columns, number))
        place += size
    return rows, columns


def _packed(text: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it."""
    number = 0
    for shift in range(most):
        byte = text[place + shift] if place + shift < len(text) else 0
        number |= (byte & 0x7F) << 7 * shift
        if byte < 0x80:  # noqa: PLR2004 - the last byte of the number
            return number, place + shift + 1
    return number, place + most


def _ods_size(text: bytes) -> tuple[int, int]:
    """The same of an OpenDocument sheet, where rows and cells say how often they are repeated."""
    rows = last = columns = column = 0
    for is_row, attributes in _ODS.findall(text):
        found = _REPEATED.search(attributes)
        times = int(found[1]) if found else 1
        if is_row:
            rows, column = rows + times, 0
            continue
        column += times
        if not attributes.endswith(b"/"):
            last, columns = rows, max(columns, column)
    return last, columns
