"""Tables as plain text for other programs."""

import csv
from pathlib import Path

from desktop_app.document import Document
from desktop_app.reports.files import STEP, Progress, no_progress, replacing
from desktop_app.reports.shown import shown


def write_csv(document: Document, path: Path, progress: Progress = no_progress) -> None:
    """Headings and rows as they are shown, in UTF-8 that Excel recognises."""
    total = sum(len(table.rows) for table in document.tables)
    done = 0
    with replacing(path) as draft, draft.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        for table in document.tables:
            kinds = [column.kind for column in table.columns]
            writer.writerow([" - ".join(column.title) for column in table.columns])
            for row in table.rows:
                if done % STEP == 0:
                    progress(done, total)
                writer.writerow([shown(value, kind) for value, kind in zip(row, kinds, strict=True)])
                done += 1
        progress(total, total)
