"""One door for every kind of file."""

from pathlib import Path

from desktop_app.document import Document
from desktop_app.errors import InvalidInput
from desktop_app.reports.csv import write_csv
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.pdf import write_pdf
from desktop_app.reports.xlsx import write_xlsx

WRITERS = {".xlsx": write_xlsx, ".pdf": write_pdf, ".csv": write_csv}


def write_document(document: Document, path: Path, progress: Progress = no_progress) -> None:
    """Write the paper in the form the file's name ends in; another ending is an ``InvalidInput``."""
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise InvalidInput(
            f"Không biết xuất ra “{path.name}”. Hãy đặt tên tệp kết thúc bằng .xlsx, .pdf hoặc .csv.", "out"
        )
    writer(document, path, progress)
