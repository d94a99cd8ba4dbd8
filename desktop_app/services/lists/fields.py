"""What a list can be asked for: every field of a file from the records' own declarations, and what follows from several."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from db.base import REQUIRED, REST, USEFUL, Record
from db.fields import Field, form_fields
from db.models import BY_NAME, Person
from db.values import Coefficient, Dong, PartialDate
from desktop_app.services.catalogs import CODED, catalog
from desktop_app.services.person.file import file_records, tab_of

CHOICE, TEXT, DAY, NUMBER, YES_NO, UNIT, FIELDS = "choice", "text", "day", "number", "yes_no", "unit", "fields"
"""Kinds of conditions: a code of a closed list, a text, a day, a number, yes or no, a unit, other fields."""

IN, NOT_IN, HAS, BETWEEN, COMING, PAST, EMPTY, FILLED, YES, NO = (
    "in", "not_in", "has", "between", "coming", "past", "empty", "filled", "yes", "no",
)  # fmt: skip
OPERATIONS: Mapping[str, tuple[str, ...]] = {
    CHOICE: (IN, NOT_IN, EMPTY, FILLED),
    TEXT: (IN, NOT_IN, HAS, EMPTY, FILLED),
    DAY: (BETWEEN, COMING, PAST, EMPTY, FILLED),
    NUMBER: (BETWEEN, EMPTY, FILLED),
    YES_NO: (YES, NO),
    UNIT: (IN, NOT_IN, EMPTY),
    FIELDS: (IN,),
}
OPERATION_NAMES: Mapping[str, str] = {
    IN: "là một trong", NOT_IN: "không phải là", HAS: "có chữ", BETWEEN: "từ … đến …", COMING: "trong số tháng tới",
    PAST: "trong số tháng qua", EMPTY: "chưa ghi", FILLED: "đã ghi", YES: "có", NO: "không",
}  # fmt: skip
VALUELESS = frozenset({EMPTY, FILLED, YES, NO})
CURRENT = frozenset({"employment", "assignment", "salary_step"})
"""Records of which a list shows the row that holds on its day."""
DERIVED_TAB = "Tính từ hồ sơ"
UNIT_CODE, AGE, RETIRES, PARTY, LACKS, INCOMPLETE = "unit", "age", "retires_on", "in_party", "lacks", "incomplete"
LEVELS = {REQUIRED: "Mục bắt buộc", USEFUL: "Mục bắt buộc hoặc cần có"}
_DULL = frozenset({"main", "highest", "sha256", "size", "media"})


@dataclass(frozen=True)
class ListField:
    """One thing that can be asked: its code (as saved), label, heading, kind, and where it lies in the records."""

    code: str
    label: str
    tab: str
    kind: str
    record: str = ""
    of: str = ""  # the kind of row, where rows of each kind are fields of their own
    field: Field | None = None

    @property
    def full_label(self) -> str:
        """The label with what it belongs to, where the label alone says too little."""
        if self.tab == DERIVED_TAB or self.record == "person" or _uses()[self.label] == 1:
            return self.label
        kind = catalog(f"{self.record}_kind").name_of(self.of) if self.of else BY_NAME[self.record].__title__
        if self.of and self.field is not None and self.field.name in {"level", "value"}:
            return kind if self.field.name == "value" else f"Trình độ {kind[:1].lower()}{kind[1:]}"
        return f"{kind}: {self.label}" if self.label != kind else kind


@cache
def list_fields() -> dict[str, ListField]:
    """Everything that can be asked, by code, in the order of the forms; what follows from several fields first."""
    found = [
        ListField(UNIT_CODE, "Đơn vị (gồm đơn vị con)", DERIVED_TAB, UNIT, "assignment"),
        ListField(AGE, "Tuổi", DERIVED_TAB, NUMBER),
        ListField(RETIRES, "Ngày đủ tuổi nghỉ hưu", DERIVED_TAB, DAY),
        ListField(PARTY, "Là đảng viên", DERIVED_TAB, YES_NO),
        ListField(LACKS, "Hồ sơ thiếu một trong các mục", DERIVED_TAB, FIELDS),
        ListField(INCOMPLETE, "Hồ sơ còn thiếu", DERIVED_TAB, CHOICE),
    ]
    for record in file_records():
        found += _of_record(record)
    return {one.code: one for one in found}


@cache
def _uses() -> Counter[str]:
    return Counter(one.label for one in list_fields().values())


def _of_record(record: type[Record]) -> list[ListField]:
    name, tab = record.__tablename__, tab_of(record)
    fields = [one for one in form_fields(record) if not one.link and not one.blob and one.name not in _DULL]
    found = [ListField(f"{name}.{one.name}", one.label, tab, _kind(one), name, "", one) for one in fields]
    for kind, _ in record.__kinds__:
        found += [
            ListField(f"{name}.{kind}.{one.name}", one.label, tab, _kind(one), name, kind, one)
            for one in fields
            if one.level != REST and one.name != "kind"
        ]
    return found


def _kind(field: Field) -> str:
    if field.holds is bool:
        return YES_NO
    if field.holds in {date, PartialDate}:
        return DAY
    if field.holds in {int, Coefficient, Dong}:
        return NUMBER
    return CHOICE if field.catalog in CODED else TEXT


def fixed_choices(field: ListField) -> tuple[tuple[str, str], ...]:
    """The values and names of a closed list; empty where the register itself says what there is."""
    if field.code == INCOMPLETE:
        return tuple(LEVELS.items())
    if field.kind == FIELDS:
        return tuple((one.code, one.full_label) for one in list_fields().values() if lackable(one))
    if field.kind == CHOICE and field.field is not None and field.field.catalog:
        return tuple((entry.code, entry.name) for entry in catalog(field.field.catalog).entries)
    return ()


def lackable(field: ListField) -> bool:
    """Whether a file without it can be asked for by name."""
    if field.field is None or field.kind == YES_NO:
        return False
    return field.record == Person.__tablename__ or field.field.level != REST
