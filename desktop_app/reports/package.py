"""A package for the office above: workbooks, pages, and a contents sheet that names every file by its SHA-256."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from db.errors import reason
from db.values import Coefficient, PartialDate
from desktop_app.document import Column, Document, LetterHead, Table, Value
from desktop_app.errors import MachineTrouble
from desktop_app.reports.export import write_document
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.lists.export import office_head
from desktop_app.reports.lists.roster import OfficeHead, roster_document
from desktop_app.reports.lists.roster_columns import BY_NAME, EXPORT_COLUMNS, RosterColumn
from desktop_app.reports.package_lists import extra_lists
from desktop_app.reports.shown import long_date
from desktop_app.services.catalogs import catalog
from desktop_app.services.export import witness
from desktop_app.services.intake.headings import headings, target_of
from desktop_app.services.intake.parcel import CONTENTS, FORMAT, RECORDS
from desktop_app.services.intake.targets import HELPERS, TARGETS
from desktop_app.services.package import CONTENTS_OF, Gathered, PackageOrder, check_target, gather, note_issued
from desktop_app.services.package_records import as_json
from desktop_app.services.roster_types import RosterRow

if TYPE_CHECKING:
    from desktop_app.services.work import Work

PEOPLE, PAGES, LEFT, UNITS, SHEET = "danh-sach.xlsx", "danh-sach.pdf", "da-roi.xlsx", "don-vi.xlsx", "noi-dung.xlsx"
_WIDE = {
    "full_name": 24,
    "unit": 30,
    "parent_unit": 24,
    "post": 22,
    "home_town": 28,
    "address": 28,
    "permanent_address": 28,
}
_KEY = "person_key"


@dataclass(frozen=True)
class Issued:
    """A package that was written: where, how many people, its files, the SHA-256 of its contents, and the position."""

    path: Path
    people: int
    files: tuple[str, ...]
    digest: str
    seq: int
    link: str


def issue(work: "Work", order: PackageOrder, out: Path, made_at: str, progress: Progress = no_progress) -> Issued:
    """Write the package as a folder, or as one file where ``out`` ends in .zip, and keep in the register that it went out.

    ``InvalidInput`` for a practice office, a target that is taken, or nothing to send; then nothing is written.
    """
    check_target(out)
    gathered = gather(work, order)
    with tempfile.TemporaryDirectory(prefix="so-noi-vu-goi-") as drafts:
        folder = Path(drafts)
        named = _write_files(work, order, gathered, folder, progress)
        digest = _write_contents(work, order, gathered, folder, named, made_at)
        files = (*named, SHEET, CONTENTS)
        _hand_over(folder, files, out)
    note_issued(work, order, gathered, out.name, digest)
    return Issued(out, len(gathered.rows), files, digest, gathered.position.seq, gathered.position.link)


def _write_files(
    work: "Work", order: PackageOrder, gathered: Gathered, folder: Path, progress: Progress
) -> dict[str, str]:
    """The lists; each file's name with what it holds."""
    office, day = office_head(work.raw), order.as_of
    columns = [BY_NAME[name] for name in EXPORT_COLUMNS]
    filtered = f"Đơn vị: {gathered.unit_name}" if gathered.unit_name else ""

    def paper(rows: Sequence[RosterRow], shown: Sequence[RosterColumn]) -> Document:
        return roster_document(rows, shown, office, day, filtered, work.today, witness=witness(work.raw))

    write_document(_people(gathered, office, day, work.today), folder / PEOPLE, progress)
    named = {PEOPLE: f"{CONTENTS_OF['people']}, đủ mục để nhập"}
    if gathered.records:
        sent = [row for rows in gathered.records.values() for row in rows]
        (folder / RECORDS).write_bytes(as_json(sent))
        named[RECORDS] = "Lương, gia đình theo dạng máy đọc, để nhập"
    for name, (file, document) in extra_lists(work, order, gathered, office).items():
        write_document(document, folder / file)
        named[file] = CONTENTS_OF[name]
    if order.pdf:
        write_document(paper(gathered.rows, columns), folder / PAGES, progress)
        named[PAGES] = f"{CONTENTS_OF['people']}, bản in"
    if "left" in order.holds:
        write_document(paper(gathered.left, [*columns, BY_NAME["left_on"]]), folder / LEFT)
        named[LEFT] = CONTENTS_OF["left"]
    if "units" in order.holds:
        write_document(_units(gathered, office, day, work.today), folder / UNITS)
        named[UNITS] = CONTENTS_OF["units"]
    return named


def _people(gathered: Gathered, office: OfficeHead, as_of: date, day: date) -> Document:
    """The list as the import of the receiving office reads it: every field that is filled, the key in a hidden column."""
    filled = {target for values in gathered.values for target in values}
    targets = [
        name for name in TARGETS if name in filled and name not in HELPERS and name not in {_KEY, "party_member"}
    ]
    columns = [Column(("STT",), "index", 5, repeated=True)]
    columns += [
        Column((heading_of(target),), _kind(target), _WIDE.get(target, 14), repeated=target == "full_name")
        for target in targets
    ]
    columns.append(Column((heading_of(_KEY),), "text", 4, hidden=True))
    rows = [
        (place, *(shown_value(target, values.get(target)) for target in targets), values[_KEY])
        for place, values in enumerate(gathered.values, 1)
    ]
    return Document(
        title=("DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC GỬI CẤP TRÊN",),
        subtitle=(f"(Số liệu tính đến {long_date(as_of)})",),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(Table(tuple(columns), rows),),
        paper="A3",
        author=office.name,
    )


def heading_of(target: str) -> str:
    """The heading under which an import finds a field by itself."""
    known = headings()
    label = known.labels[target]
    if target_of((label,))[0] == target:
        return label
    alias = next(alias for alias, owner in known.exact.items() if owner == target and target_of((alias,))[0] == target)
    return alias[:1].upper() + alias[1:]


def _kind(target: str) -> Any:
    if TARGETS[target].kind in {"day", "partial", "birth"}:
        return "date"
    return {"coefficient": "number", "percent": "number", "step": "whole"}.get(TARGETS[target].kind, "text")


def shown_value(target: str, value: Any) -> Value:
    """A value as a cell an import reads back to the same value."""
    kind = TARGETS[target].kind
    if isinstance(value, PartialDate):
        return value.earliest if value.day is not None else value.vietnamese
    if isinstance(value, Coefficient):
        return Decimal(value.hundredths) / 100
    if kind in {"sex", "catalog:category"}:
        return catalog(kind.removeprefix("catalog:")).name_of(str(value)) if value else None
    if value is None or isinstance(value, (int, date)):
        return value
    return str(value)


def _units(gathered: Gathered, office: OfficeHead, as_of: date, day: date) -> Document:
    names = {node.key: node.name for node in gathered.units}
    columns = (
        Column(("STT",), "index", 5),
        Column(("Đơn vị",), "text", 46),
        Column(("Đơn vị cấp trên",), "text", 40),
        Column(("Số người",), "whole", 10),
    )
    rows = [
        (place, node.name, names.get(node.parent or b"", ""), node.people)
        for place, node in enumerate(gathered.units, 1)
    ]
    total = (None, "Tổng số", None, sum(node.people for node in gathered.units))
    return Document(
        title=("ĐƠN VỊ VÀ SỐ NGƯỜI ĐANG CÔNG TÁC",),
        subtitle=(f"(Số liệu tính đến {long_date(as_of)})",),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(Table(columns, rows, totals=total, name="Đơn vị"),),
        landscape=False,
        author=office.name,
    )


# --- the contents ------------------------------------------------------------------------------------------------------


def _write_contents(
    work: "Work", order: PackageOrder, gathered: Gathered, folder: Path, named: Mapping[str, str], made_at: str
) -> str:
    """Write the sheet and its twin for programs; the SHA-256 of the latter, which names the whole package."""
    files = [_file(folder, name, holds) for name, holds in named.items()]
    office, position = office_head(work.raw), gathered.position
    write_document(_sheet(files, order, gathered, office, work.today), folder / SHEET)
    files.append(_file(folder, SHEET, "Bản kê"))
    told = {
        "format": FORMAT,
        "office": position.office,
        "office_key": position.office_key,
        "lineage": position.lineage,
        "position": {"seq": position.seq, "link": position.link},
        "as_of": order.as_of.isoformat(),
        "unit": gathered.unit_name or None,
        "made_at": made_at,
        "made_by": work.actor,
        "people": PEOPLE,
        "count": len(gathered.rows),
        "files": [asdict(file) for file in files],
    }
    raw = json.dumps(told, ensure_ascii=False, indent=1).encode("utf-8")
    (folder / CONTENTS).write_bytes(raw)
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True)
class _File:
    name: str
    holds: str
    bytes: int
    sha256: str


def _file(folder: Path, name: str, holds: str) -> _File:
    content = (folder / name).read_bytes()
    return _File(name, holds, len(content), hashlib.sha256(content).hexdigest())


def _sheet(files: Sequence[_File], order: PackageOrder, gathered: Gathered, office: OfficeHead, day: date) -> Document:
    columns = (
        Column(("STT",), "index", 5),
        Column(("Tệp",), "text", 18),
        Column(("Nội dung",), "text", 34),
        Column(("Cỡ (byte)",), "whole", 12),
        Column(("Mã SHA-256",), "text", 68),
    )
    rows = [(place, file.name, file.holds, file.bytes, file.sha256) for place, file in enumerate(files, 1)]
    position = gathered.position
    whole = f"Đơn vị: {gathered.unit_name}." if gathered.unit_name else "Toàn cơ quan."
    notes = (
        f"{whole} {len(gathered.rows)} người. Nhật ký của sổ ở thao tác số {position.seq}, mã {position.link}.",
        f"Mã cơ quan {position.office_key}, mã dòng dữ liệu {position.lineage}.",
        "Mở gói bằng trang Nhập từ Excel của Sổ Nội Vụ: chương trình đối chiếu mã từng tệp trước khi đọc.",
    )
    return Document(
        title=("BẢN KÊ GÓI GỬI CẤP TRÊN",),
        subtitle=(f"(Số liệu tính đến {long_date(order.as_of)})",),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(Table(columns, rows, name="Bản kê"),),
        notes=notes,
        author=office.name,
    )


def _hand_over(folder: Path, files: Sequence[str], out: Path) -> None:
    """Put the finished files where they were wanted, whole or not at all."""
    part = out.with_name(out.name + ".part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        if out.suffix.lower() == ".zip":
            with ZipFile(part, "w", ZIP_DEFLATED) as archive:
                for name in files:
                    archive.write(folder / name, name)
            part.replace(out)
            return
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir()
        for name in files:
            shutil.copyfile(folder / name, part / name)
        if out.exists():
            out.rmdir()  # empty: that was checked
        part.replace(out)
    except OSError as trouble:
        if part.is_dir():
            shutil.rmtree(part, ignore_errors=True)
        else:
            part.unlink(missing_ok=True)
        raise MachineTrouble(f"Không ghi được gói vào {out}: {reason(trouble)}.") from trouble
