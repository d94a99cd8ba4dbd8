"""What a package holds beside the list of people: their salary steps and families, and the yearly lists of the office."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from db.fields import Field, form_fields
from db.models import BY_NAME
from db.values import Coefficient, PartialDate
from desktop_app.document import Column, Document, LetterHead, Table, Value
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.shown import long_date
from desktop_app.services.export import witness
from desktop_app.services.intake.beside import KINDS
from desktop_app.services.package import CONTENTS_OF, Gathered, PackageOrder
from desktop_app.services.person.fields import shown

if TYPE_CHECKING:
    from desktop_app.services.package_records import SentRow
    from desktop_app.services.work import Work

FILES = {
    "salary": "luong.xlsx",
    "family": "gia-dinh.xlsx",
    "organisation": "to-chuc.xlsx",
    "appointments": "bo-nhiem.xlsx",
    "discipline": "ky-luat.xlsx",
    "retirement": "nghi-huu.xlsx",
}
_WIDE, _NARROW = 24, 13
_PAPER = ("number", "signed_on", "signer_name")


def extra_lists(
    work: "Work", order: PackageOrder, gathered: Gathered, office: OfficeHead
) -> dict[str, tuple[str, Document]]:
    """Each list that was chosen: its file and its paper."""
    found = {}
    for name, record in KINDS.items():
        if record in gathered.records:
            found[name] = (
                FILES[name],
                _records(name, gathered.records[record], gathered, (order.as_of, work.today), office),
            )
    for name, make in _YEARLY.items():
        if name in order.holds:
            found[name] = (FILES[name], make(work, order, office))
    return found


def _records(
    name: str, rows: "tuple[SentRow, ...]", gathered: Gathered, days: tuple[date, date], office: OfficeHead
) -> Document:
    """One line for each record, the people in the order of their list."""
    fields = [field for field in form_fields(BY_NAME[KINDS[name]]) if not field.link and not field.blob]
    filled = [field for field in fields if any(field.name in row.values for row in rows)]
    papers = [field for field in form_fields(BY_NAME["decision"]) if field.name in _PAPER]
    papers = [field for field in papers if any(field.name in row.decision for row in rows)]
    names = {bytes(row.key): row for row in gathered.rows}
    columns = [
        Column(("STT",), "index", 5),
        Column(("Họ và tên",), "text", _WIDE),
        Column(("Ngày sinh",), "text", _NARROW),
    ]
    columns += [Column((field.label,), _kind(field), _WIDE if field.holds is str else _NARROW) for field in filled]
    columns += [Column(("Quyết định", field.label), _kind(field), _NARROW) for field in papers]
    lines = []
    for place, row in enumerate(rows, 1):
        whose = names[row.person]
        born = PartialDate.parse(whose.born).vietnamese if whose.born else ""
        own = [_value(field, row.values.get(field.name)) for field in filled]
        told = [_value(field, row.decision.get(field.name)) for field in papers]
        lines.append((place, whose.full_name, born, *own, *told))
    as_of, made_on = days
    return Document(
        title=(CONTENTS_OF[name].upper(),),
        subtitle=(f"(Số liệu tính đến {long_date(as_of)})",),
        head=LetterHead(office.name, office.parent, office.place, made_on),
        tables=(Table(tuple(columns), lines, name=CONTENTS_OF[name][:25], empty="Không có dòng nào."),),
        paper="A3",
        author=office.name,
    )


def _kind(field: Field) -> Any:
    if field.holds is date:
        return "date"
    return {Coefficient: "number", int: "whole"}.get(field.holds, "text")


def _value(field: Field, value: Any) -> Value:
    if value is None or isinstance(value, date):
        return value
    if isinstance(value, PartialDate):
        return value.vietnamese
    if isinstance(value, Coefficient):
        return Decimal(value.hundredths) / 100
    return value if field.holds is int else shown(field, value)


def _organisation(work: "Work", order: PackageOrder, office: OfficeHead) -> Document:
    from desktop_app.reports.lists.export import exported_units

    del office
    return exported_units(work, "units", order.unit, order.as_of)


def _appointments(work: "Work", order: PackageOrder, office: OfficeHead) -> Document:
    from desktop_app.reports.lists.appointments import figures_document
    from desktop_app.services.post_rows import figures

    years = (order.as_of.year,)
    return figures_document(figures(work, years, order.as_of), years, order.as_of, office, witness=witness(work.raw))


def _discipline(work: "Work", order: PackageOrder, office: OfficeHead) -> Document:
    from desktop_app.reports.lists.discipline import counts_document
    from desktop_app.services.discipline.counts import counts

    found = counts(work, order.as_of.year, order.as_of)
    return counts_document(found, order.as_of, office, witness=witness(work.raw))


def _retirement(work: "Work", order: PackageOrder, office: OfficeHead) -> Document:
    from desktop_app.reports.lists.retirement import yearly_document
    from desktop_app.services.retirement.forecast import forecast

    day, year = order.as_of, order.as_of.year
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = forecast(work, day, last, first)
    rows = found.between(first, last)
    return yearly_document(rows, day, year, office, unknown=found.unknown, witness=witness(work.raw))


_YEARLY: Mapping[str, Callable[["Work", PackageOrder, OfficeHead], Document]] = {
    "organisation": _organisation, "appointments": _appointments, "discipline": _discipline, "retirement": _retirement,
}  # fmt: skip
