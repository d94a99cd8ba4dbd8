"""What a file lacks, against the fields that the forms ask for; everything comes from the records' own declarations."""

from dataclasses import dataclass
from datetime import date

from db.base import REQUIRED, REST, USEFUL, Record
from db.fields import Field, form_fields
from db.models import BY_NAME, Person
from db.values import Key
from desktop_app.services.catalogs import catalog
from desktop_app.services.person.file import FileRow, PersonFile, file_records, read_file, tab_of
from desktop_app.services.work import Work


@dataclass(frozen=True)
class Missing:
    """One thing the file lacks and where it is filled in: a field of a row, or (``key`` none) a row of a kind."""

    level: str
    label: str
    item: str
    tab: str
    record: str
    field: str
    key: Key | None
    kind: str = ""

    @property
    def preset(self) -> dict[str, str]:
        """What a new row that fills it begins with."""
        return {"kind": catalog(f"{self.record}_kind").name_of(self.kind)} if self.kind and self.key is None else {}


@dataclass(frozen=True)
class Completeness:
    """How many of the fields of each level are filled, and what is missing in the order of the form."""

    filled: dict[str, int]
    wanted: dict[str, int]
    missing: tuple[Missing, ...]

    def of(self, level: str) -> tuple[Missing, ...]:
        """What is missing of one level."""
        return tuple(one for one in self.missing if one.level == level)

    @property
    def share(self) -> float:
        """How much of what is required and useful is there, 0 to 1."""
        wanted = self.wanted[REQUIRED] + self.wanted[USEFUL]
        return (self.filled[REQUIRED] + self.filled[USEFUL]) / wanted if wanted else 1.0


def completeness(file: PersonFile) -> Completeness:
    """Weigh a file against the list of fields; the newest row of each kind that is wanted counts."""
    filled = dict.fromkeys((REQUIRED, USEFUL, REST), 0)
    wanted = dict.fromkeys((REQUIRED, USEFUL, REST), 0)
    missing: list[Missing] = []
    for record in file_records():
        for kind, level in record.__kinds__ or (("", record.__level__),):
            if record is not Person and level == REST:
                continue
            row = file.person if record is Person else _row_of(file, record, kind)
            for field in form_fields(record):
                if record is not Person and (field.level == REST or field.name == "kind"):
                    continue
                weight = field.level if record is Person else _weaker(field.level, level)
                wanted[weight] += 1
                if row is not None and _is_filled(row, field):
                    filled[weight] += 1
                else:
                    missing.append(_missing(record, field, weight, row, kind))
    return Completeness(filled, wanted, tuple(missing))


def completeness_of(work: Work, person: Key, as_of: date) -> Completeness:
    """The same of a person's file as of a day; ``InvalidInput`` when the register no longer holds it."""
    return completeness(read_file(work, person, as_of))


def _row_of(file: PersonFile, record: type[Record], kind: str) -> FileRow | None:
    part = file.part(record.__tablename__)
    if not kind:
        return part.current
    return next((row for row in part.rows if row.values.get("kind") == kind), None)


def _weaker(one: str, other: str) -> str:
    order = (REST, USEFUL, REQUIRED)
    return order[min(order.index(one), order.index(other))]


def _is_filled(row: FileRow, field: Field) -> bool:
    return row.values[field.name] not in {None, ""}


def _missing(record: type[Record], field: Field, level: str, row: FileRow | None, kind: str) -> Missing:
    label = field.label
    if record is not Person:
        of = catalog(f"{record.__tablename__}_kind").name_of(kind) if kind else record.__title__
        label = f"{of}: {label.lower() if label[:2] != label[:2].upper() else label}"
    return Missing(
        level, label, field.item, tab_of(record), record.__tablename__, field.name, row.key if row else None, kind
    )


def listed_fields() -> tuple[tuple[str, Field], ...]:
    """Every field a file can hold, by record, in the order of the form."""
    return tuple(
        (record.__tablename__, field)
        for record in file_records()
        for field in form_fields(BY_NAME[record.__tablename__])
    )
