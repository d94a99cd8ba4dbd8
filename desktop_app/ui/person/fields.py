"""The form of a record, asked as the kit draws it: everything from the record's declared fields."""

import re
from collections.abc import Collection, Sequence
from datetime import date

from db.fields import Field
from db.text import fold
from db.values import Coefficient, Dong, PartialDate
from desktop_app.services.catalogs import CODED
from desktop_app.services.intake.reading import ERROR, WARN
from desktop_app.services.person.fields import choices, closed, read_value, shown
from desktop_app.services.person.file import Part
from desktop_app.ui.kit.form import Asked, RecordForm
from desktop_app.ui.kit.table import Column

_HINTS = {PartialDate: "1965, 6/1965 hoặc 30/6/1965", date: "ngày/tháng/năm", Coefficient: "ví dụ 3,33"}
_MOST_COLUMNS = 5


def asked_fields(fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields a form shows: not those the machine fills."""
    return tuple(field for field in fields if not field.blob and field.reads != "machine")


def asked_of(field: Field, units: Sequence[str], fixed_fields: Collection[str] = ()) -> Asked:
    """A field as a form asks it; those fixed are only read."""
    offered = tuple((one.text, one.note) for one in choices(field))
    if field.link == "unit":
        offered = tuple((name, "") for name in units)
    fixed = field.name in fixed_fields or (bool(field.link) and field.link not in {"unit", "decision"})
    hint = "số, ngày, người ký" if field.link == "decision" else "" if field.link else _HINTS.get(field.holds, "")
    return Asked(
        field.name,
        field.label,
        field.item,
        offered,
        hint,
        field.group,
        field.long,
        fixed,
        field.link == "unit" or closed(field),
    )


def form_of(
    fields: Sequence[Field],
    units: Sequence[str],
    *,
    columns: int = 2,
    reserve: bool = False,
    fixed: Collection[str] = (),
) -> RecordForm:
    """The form of a record; fields that are fixed are only read."""
    asked = [asked_of(field, units, fixed) for field in asked_fields(fields)]
    return RecordForm(asked, fold, columns=columns, reserve=reserve)


def check_field(form: RecordForm, field: Field, today: date) -> bool:
    """Say beside a field what is wrong with what was typed into it; whether it can be kept."""
    if field.link or field.name not in form.typed():
        return True
    reading = read_value(field, form.text(field.name), today)
    note = next((one for one in reading.notes if one.level in {ERROR, WARN}), None)
    if note is None:
        return True
    proposal = shown(field, note.proposal) if closed(field) or field.catalog in CODED else shown_plain(note.proposal)
    form.say(field.name, note.message, "danger" if note.level == ERROR else "warn", proposal)
    return note.level != ERROR


def shown_plain(value: object) -> str:
    """A proposal as it would be typed."""
    from desktop_app.services.intake.values import vietnamese

    return vietnamese(value)


def columns_of(part: Part) -> list[Column[object]]:
    """The columns of a table of rows: the fields it lists, as many as there is room for."""
    shown_fields = [f for f in asked_fields(part.listed) if f.holds is not bool][:_MOST_COLUMNS]
    return [_column(field) for field in shown_fields]


def _column(field: Field) -> Column[object]:
    is_date = field.holds in {date, PartialDate}
    title = re.split(r"[,(]", field.label)[0].strip()  # the whole label is on the form

    def text(row: object) -> str:
        return str(row.texts[field.name]).replace("\n", " ")  # type: ignore[attr-defined] # rows of a file

    number = field.holds in {int, Coefficient, Dong} and not field.catalog
    return Column(
        field.name,
        title,
        text,
        width=8 if number else max(12 if is_date else 20, 1.45 * len(title) + 3),  # a number's title makes its own room
        date=is_date,
        align="right" if number else "left",
    )
