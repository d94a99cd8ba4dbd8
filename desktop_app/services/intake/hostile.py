"""Files that must not be read as they are: broken, locked, protected, bombs. One clear sentence for each."""

import io
import re
import zipfile
from pathlib import Path

from desktop_app.errors import InvalidInput, MachineTrouble

LARGEST_FILE = 200 * 1024 * 1024
LARGEST_UNPACKED = 1024 * 1024 * 1024
SUSPICIOUS_UNPACKED = 200 * 1024 * 1024
SUSPICIOUS_RATIO = 200
MOST_PARTS = 5000
MOST_CELLS = 30_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FAR = re.compile(rb' r="(?:[A-Z]{3}\d+|[A-Z]{1,2}\d{6,7})"')
_CELL = re.compile(rb'<(?:\w+:)?c r="([A-Z]{1,3})(\d{1,7})"[^>/]*>')


def examined(path: Path) -> tuple[bytes, str]:
    """The file's bytes and kind (``xlsx``, ``xls``, ``ods``, ``csv``, ``html``), or a refusal that says what to do."""
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
        raise MachineTrouble(f"Không đọc được {path.name}: {trouble.strerror}.") from trouble


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
            if "content.xml" in names:
                return "ods"
            if "xl/workbook.xml" in names:
                _refuse_far_cells(archive, names)
                return "xlsx"
            if "xl/workbook.bin" in names:
                return "xlsb"
    except (zipfile.BadZipFile, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as trouble:
        raise InvalidInput(
            "Tệp bị hỏng hoặc bị cắt cụt. Hãy chép lại tệp, hoặc mở bằng Excel rồi lưu lại."
        ) from trouble
    raise InvalidInput("Tệp nén này không phải bảng tính Excel. Hãy giải nén rồi chọn tệp .xlsx bên trong.")


def _refuse_bomb(parts: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(part.file_size for part in parts)
    suspicious = unpacked > SUSPICIOUS_UNPACKED and unpacked > packed * SUSPICIOUS_RATIO
    if unpacked > LARGEST_UNPACKED or suspicious or len(parts) > MOST_PARTS:
        raise InvalidInput("Tệp bung ra lớn bất thường (có thể là tệp phá hoại). Không mở; hãy hỏi lại nơi gửi.")


def _refuse_far_cells(archive: zipfile.ZipFile, names: set[str]) -> None:
    """A lone value at the sheet's far corner would make the reader build the whole rectangle in memory."""
    from desktop_app.services.intake.grid import column_number

    for name in sorted(names):
        if not name.startswith("xl/worksheets/sheet"):
            continue
        text = archive.read(name)
        if not _FAR.search(text):
            continue
        rows = columns = 1
        for letters, row in _CELL.findall(text):
            rows, columns = max(rows, int(row)), max(columns, column_number(letters.decode()))
        if rows * columns > MOST_CELLS:
            raise InvalidInput(
                "Trang tính có ô ở tận cùng bảng (cột, dòng rất xa). Hãy xoá các dòng và cột thừa ngoài danh sách rồi lưu lại."
            )
