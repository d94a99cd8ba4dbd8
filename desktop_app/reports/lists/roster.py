"""The paper of the staff list."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.document import Column, Document, LetterHead, Signature, Table
from desktop_app.reports.lists.roster_columns import BY_NAME, RosterColumn
from desktop_app.reports.shown import long_date, people
from desktop_app.services.roster_types import CATEGORY_NAMES, RosterRow

TITLE = "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"


@dataclass(frozen=True)
class OfficeHead:
    """What the head and the foot of an office's papers say."""

    name: str
    parent: str = ""
    place: str = ""
    signer_role: str = "THỦ TRƯỞNG ĐƠN VỊ"
    signer_name: str = ""
    practice: bool = False  # papers of a practice office say so across the page
    signing: str = ""  # over the signer's post: "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"
    maker_role: str = "NGƯỜI LẬP BẢNG"
    maker_name: str = ""

    @property
    def signer_lines(self) -> tuple[str, ...]:
        """The lines over the signature, in capitals as papers write them."""
        return tuple(line.upper() for line in (self.signing, self.signer_role) if line)


def columns_named(names: Sequence[str]) -> tuple[RosterColumn, ...]:
    """The columns with these names, in this order; names nobody knows are passed over."""
    return tuple(BY_NAME[name] for name in names if name in BY_NAME)


def roster_document(
    rows: Sequence[RosterRow],
    columns: Sequence[RosterColumn],
    office: OfficeHead,
    as_of: date,
    filter_text: str,
    day: date,
    *,
    witness: str = "",
) -> Document:
    """The paper of exactly what is shown: these people, in this order, in these columns.

    ``day`` is the day it is made, ``witness`` the line that names the state of the register.
    """
    number = Column(("STT",), "index", 5, repeated=True)
    lines = [(place, *(column.value(row) for column in columns)) for place, row in enumerate(rows, 1)]
    subtitle = [f"(Số liệu tính đến {long_date(as_of)})"]
    if filter_text:
        subtitle.append(f"Điều kiện lọc: {filter_text}")
    table = Table(
        columns=(number, *(_paper_column(column) for column in columns)),
        rows=lines,
        numbered=True,
        empty="Không có người nào đúng điều kiện.",
    )
    return Document(
        title=(TITLE,),
        subtitle=tuple(subtitle),
        head=LetterHead(office.name, office.parent, office.place, day),
        tables=(table,),
        notes=_counts(rows),
        signatures=(
            Signature((office.maker_role,), "(Ký, họ tên)", office.maker_name),
            Signature(office.signer_lines, "(Ký, đóng dấu)", office.signer_name),
        ),
        watermark="VĂN PHÒNG THỰC HÀNH" if office.practice else "",
        source=witness,
        author=office.name,
    )


def _paper_column(column: RosterColumn) -> Column:
    return Column((*column.over, column.title), column.kind, column.width, repeated=column.name == "full_name")


def _counts(rows: Sequence[RosterRow]) -> tuple[str, ...]:
    if not rows:
        return (f"Tổng số: {people(0)}.",)
    sexes = Counter(row.sex for row in rows)
    said = [f"Nam: {people(sexes['nam'])}", f"Nữ: {people(sexes['nu'])}"]
    unknown = len(rows) - sexes["nam"] - sexes["nu"]
    if unknown:
        said.append(f"chưa rõ giới tính: {people(unknown)}")
    categories = Counter(row.category for row in rows)
    kinds = [f"{name}: {people(categories[code])}" for code, name in CATEGORY_NAMES.items() if categories[code]]
    other = len(rows) - sum(categories[code] for code in CATEGORY_NAMES)
    if other:
        kinds.append(f"chưa rõ đối tượng: {people(other)}")
    return (f"Tổng số: {people(len(rows))}. {'; '.join(said)}.", f"Theo đối tượng: {'; '.join(kinds)}.")
