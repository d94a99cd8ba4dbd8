"""A package another office issued: its files are held against their SHA-256 before anything in it is read."""

import hashlib
import json
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from db.errors import reason
from desktop_app.errors import InvalidInput, MachineTrouble

CONTENTS, RECORDS = "noi-dung.json", "ho-so.json"
FORMAT = "so-noi-vu-goi/1"
_MOST_BYTES, _MOST_CONTENTS, _MOST_FILES, _LONGEST_NAME = 200_000_000, 1_000_000, 50, 300
_unpacked: list[
    tempfile.TemporaryDirectory[str]
] = []  # removed when the program ends; the wizard reads from them till then


@dataclass(frozen=True)
class Parcel:
    """A package whose every file is as it was issued: by whom, of which day, at which position of their journal."""

    path: Path
    workbook: Path
    office: str
    office_key: str
    lineage: str
    as_of: date
    seq: int
    link: str
    digest: str
    files: int
    records: Path | None = None
    """Whole records beside the list, where the package brings some."""
    whole: bool = False
    """Whether it tells of the whole office, not of one unit."""

    @property
    def told(self) -> str:
        """The package in one line."""
        return f"Gói của {self.office}, số liệu đến {self.as_of:%d/%m/%Y}, {self.files} tệp khớp mã SHA-256"


def parcel_at(path: Path) -> Parcel | None:
    """The package a path is, or is a file of; ``None`` for anything else. ``InvalidInput`` when a file of it was altered."""
    if path.is_dir():
        if not (path / CONTENTS).is_file():
            raise InvalidInput(f"Thư mục {path.name} không phải gói của Sổ Nội Vụ: không có tệp {CONTENTS}.", "file")
        if (path / CONTENTS).stat().st_size > _MOST_CONTENTS:
            raise InvalidInput(_broken(path.name), "file")
        return _checked(path, path, lambda name: (path / name).read_bytes())
    packed = _of_zip(path) if zipfile.is_zipfile(path) else None
    if packed is not None:
        return packed
    beside = path.parent / CONTENTS
    if beside.is_file() and (
        path.name == CONTENTS or path.name in _names(_contents(beside.read_bytes(), path.parent.name))
    ):
        return parcel_at(path.parent)
    return None


def _of_zip(path: Path) -> Parcel | None:
    try:
        with zipfile.ZipFile(path) as archive:
            if CONTENTS not in archive.namelist():
                return None  # a workbook is a zip file too
            if archive.getinfo(CONTENTS).file_size > _MOST_CONTENTS:
                raise InvalidInput(_broken(path.name), "file")
            folder = tempfile.TemporaryDirectory(prefix="so-noi-vu-goi-")
            _unpacked.append(folder)
            place = Path(folder.name)
            names = _names(_contents(archive.read(CONTENTS), path.name))
            if sum(archive.getinfo(name).file_size for name in names if name in archive.namelist()) > _MOST_BYTES:
                raise InvalidInput(f"Gói {path.name} lớn quá mức; không phải gói của Sổ Nội Vụ.", "file")
            for name in (CONTENTS, *names):
                if name in archive.namelist():
                    (place / name).write_bytes(archive.read(name))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as trouble:
        raise InvalidInput(_broken(path.name), "file") from trouble
    except OSError as trouble:
        raise MachineTrouble(f"Không mở được gói {path.name}: {reason(trouble)}.") from trouble
    return _checked(path, place, lambda name: (place / name).read_bytes())


def _broken(name: str) -> str:
    return f"Gói {name} hỏng hoặc bị cắt cụt. Chưa đọc gì; hãy xin lại gói gốc."


def _contents(raw: bytes, name: str) -> dict[str, Any]:
    try:
        told = json.loads(raw.decode("utf-8"))
        whole = isinstance(told, dict) and told.get("format") == FORMAT and bool(_names(told))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as trouble:
        raise InvalidInput(_broken(name), "file") from trouble
    if not whole:
        raise InvalidInput(f"Gói {name} không phải do Sổ Nội Vụ ghi, hoặc do bản mới hơn. Chưa đọc gì.", "file")
    return dict(told)


def _names(told: dict[str, Any]) -> list[str]:
    names = [str(file["name"]) for file in told["files"]]
    if len(names) > _MOST_FILES or any(name in {"", ".", ".."} or set(name) & set('/\\:\0"<>|?*') for name in names):
        raise ValueError("no plain file names")
    return names


def _checked(path: Path, place: Path, read: Callable[[str], bytes]) -> Parcel:
    raw = (place / CONTENTS).read_bytes()
    told = _contents(raw, path.name)
    for file in told["files"]:
        name = str(file["name"])
        try:
            found = hashlib.sha256(read(name)).hexdigest()
        except OSError as trouble:
            message = f"Gói của {told.get('office')} thiếu tệp “{name}”. Chưa đọc gì; hãy xin lại gói gốc."
            raise InvalidInput(message, "file") from trouble
        if found != file["sha256"]:
            raise InvalidInput(
                f"Tệp “{name}” trong gói của {told.get('office')} đã bị sửa sau khi phát hành (mã SHA-256 không khớp)."
                " Chưa đọc gì; hãy xin lại gói gốc.",
                "file",
            )
    try:
        position = told["position"]
        return Parcel(
            path,
            place / _plain(told["people"], told),
            str(told["office"])[:_LONGEST_NAME],
            str(told["office_key"]),
            str(told["lineage"]),
            date.fromisoformat(told["as_of"]),
            int(position["seq"]),
            str(position["link"]),
            hashlib.sha256(raw).hexdigest(),
            len(told["files"]),
            place / RECORDS if RECORDS in _names(told) else None,
            not told.get("unit"),
        )
    except (KeyError, TypeError, ValueError) as trouble:
        raise InvalidInput(_broken(path.name), "file") from trouble


def _plain(name: str, told: dict[str, Any]) -> str:
    if name not in _names(told):
        raise ValueError("the list of people is not among the files")
    return name
