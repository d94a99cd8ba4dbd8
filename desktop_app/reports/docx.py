"""Papers of running text as Word documents that clerks go on editing: the same content and geometry as the PDF."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop_app.document import Paper
from desktop_app.reports.files import Progress, no_progress, replacing

_LONGEST = 250  # letters Word takes for a property


def write_docx(papers: Sequence[Paper], path: Path, progress: Progress = no_progress) -> None:
    """Write the papers after each other in one document; ``MachineTrouble`` when the file cannot be written."""
    document = _made(papers, progress)
    with replacing(path) as draft:
        document.save(str(draft))


def docx_bytes(papers: Sequence[Paper]) -> bytes:
    """The same in memory."""
    file = BytesIO()
    _made(papers, no_progress).save(file)
    return file.getvalue()


def _made(papers: Sequence[Paper], progress: Progress) -> Any:
    from docx import Document

    from desktop_app.reports.docx_blocks import Writer

    document = Document()
    for done, paper in enumerate(papers):
        progress(done, len(papers))
        Writer(document, paper, first=done == 0).write()
    said = document.core_properties
    said.title = "; ".join(dict.fromkeys(paper.name for paper in papers))[:_LONGEST]
    said.author = papers[0].author[:_LONGEST] if papers else ""
    said.language = "vi-VN"
    said.comments = papers[0].source[:_LONGEST] if papers else ""
    progress(len(papers), len(papers))
    return document
