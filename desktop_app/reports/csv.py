"""A document's table as CSV that Excel opens with Vietnamese letters right."""

import csv
from pathlib import Path

from desktop_app.document import Document, shown
from desktop_app.reports.files import finished

_RISKY = ("=", "+", "-", "@", "\t", "\r")


def write_csv(document: Document, path: Path) -> None:
    """Write the table with its headings, as shown; a cell that a spreadsheet would compute gets a leading apostrophe."""
    with finished(path) as part, part.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        columns = document.table.columns
        writer.writerow([column.title for column in columns])
        for row in document.table.rows:
            texts = [shown(value, column.kind) for value, column in zip(row, columns, strict=True)]
            writer.writerow(["'" + text if text.startswith(_RISKY) else text for text in texts])
