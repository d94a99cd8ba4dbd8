"""The list written as a file: Excel, PDF or CSV by the name's ending."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from db.connection import Connection
from desktop_app.document import Document
from desktop_app.reports.export import write_document
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.lists.counts import counts_document
from desktop_app.reports.lists.roster import OfficeHead, roster_document
from desktop_app.reports.lists.roster_columns import BY_NAME, EXPORT_COLUMNS
from desktop_app.services.export import office_fields, witness
from desktop_app.services.roster_types import Counted, RosterRow

if TYPE_CHECKING:
    from db.values import Key
    from desktop_app.services.work import Work


def office_head(raw: Connection) -> OfficeHead:
    """What papers say of the office of this register."""
    fields = office_fields(raw)
    return OfficeHead(
        fields["name"],
        fields["parent"],
        fields["place"],
        fields["signer_role"] or "THỦ TRƯỞNG ĐƠN VỊ",
        fields["signer_name"],
        bool(fields["practice"]),
        fields["signing"],
    )


def export_roster(
    raw: Connection,
    rows: Sequence[RosterRow],
    out: Path,
    *,
    as_of: date,
    day: date,
    columns: Sequence[str] = EXPORT_COLUMNS,
    filter_text: str = "",
    progress: Progress = no_progress,
) -> None:
    """Write exactly these rows and columns; ``InvalidInput`` for an ending that is neither .xlsx, .pdf nor .csv."""
    document = exported_roster(raw, rows, as_of=as_of, day=day, columns=columns, filter_text=filter_text)
    write_document(document, out, progress)


def exported_roster(
    raw: Connection,
    rows: Sequence[RosterRow],
    *,
    as_of: date,
    day: date,
    columns: Sequence[str] = EXPORT_COLUMNS,
    filter_text: str = "",
) -> Document:
    """The paper of exactly these rows and columns under the head of this register's office."""
    return roster_document(
        rows,
        [BY_NAME[name] for name in columns],
        office_head(raw),
        as_of=as_of,
        day=day,
        filter_text=filter_text,
        witness=witness(raw),
    )


def exported_counts(raw: Connection, shown: Counted, *, day: date) -> Document:
    """The paper of the counts of a list under the head of this register's office."""
    head = office_head(raw)
    return counts_document(shown.rows, shown.by, head, shown.as_of, shown.filter_text, day, witness=witness(raw))


def exported_units(work: "Work", what: str, unit: "Key | None", day: date) -> Document:
    """The list of units or of positions of a unit with all under it (``None``: of the office)."""
    from desktop_app.reports.lists.units import UnitLines, positions_document, units_document
    from desktop_app.services.organisation.staffing import positions, quotas
    from desktop_app.services.organisation.units import read_forest
    from desktop_app.services.organisation.view import unit_tree

    tree = read_forest(work).on(day)
    rows = unit_tree(work, day)
    if unit is not None and unit in tree.states:
        whole = set(tree.whole(unit))
        least = next((row.depth for row in rows if row.key == unit), 0)
        rows = tuple(replace(row, depth=row.depth - least) for row in rows if row.key in whole)
    keys = [row.key for row in rows]
    held, office, mark = positions(work, day, keys), office_head(work.raw), witness(work.raw)
    if what == "positions":
        return positions_document(held, day, office, work.today, witness=mark)
    return units_document(UnitLines(rows, quotas(work, day, keys), held, day), office, work.today, witness=mark)
