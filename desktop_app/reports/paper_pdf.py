"""Papers of running text as PDF: one or many in one file, each with its own page numbers; same input, same bytes."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from desktop_app.document import Block, FormLine, Gap, Paper, Paragraph, Signatures
from desktop_app.reports.files import Progress, no_progress, replacing
from desktop_app.reports.pdf_faces import load
from desktop_app.reports.pdf_fit import MM, PAGES

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

_WIDTH, _HEIGHT = PAGES["A4"]
_NUMBER_SIZE = 13.0
_LINES_KEPT = 2.2  # of what follows a heading, on the heading's page
_SIGNED_WITH = 6  # blocks before signatures that may go with them


def write_papers(papers: Sequence[Paper], path: Path, progress: Progress = no_progress) -> None:
    """Write the papers after each other in one PDF; ``MachineTrouble`` when the file cannot be written."""
    with replacing(path) as draft, draft.open("wb") as file:
        _write(papers, file, progress)


def papers_bytes(papers: Sequence[Paper], progress: Progress = no_progress) -> bytes:
    """The same in memory, for the preview."""
    file = BytesIO()
    _write(papers, file, progress)
    return file.getvalue()


def _write(papers: Sequence[Paper], file: BinaryIO, progress: Progress) -> None:
    from reportlab.lib.fonts import addMapping
    from reportlab.pdfgen.canvas import Canvas

    load()
    for bold in (0, 1):
        for italic in (0, 1):
            style = ("Bold" if bold else "") + ("Italic" if italic else "")
            for name in ("Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"):
                # a font that is already bold stays so under <b>
                addMapping(name, bold, italic, _styled(name, style))
    canvas = Canvas(file, pagesize=(_WIDTH, _HEIGHT), pageCompression=1, invariant=1, lang="vi-VN")
    canvas.setTitle("; ".join(dict.fromkeys(paper.name for paper in papers)))
    canvas.setAuthor(papers[0].author if papers else "")
    canvas.setSubject(papers[0].source if papers else "")
    canvas.setCreator("Sổ Nội Vụ")
    canvas.setProducer("Sổ Nội Vụ")
    for done, paper in enumerate(papers):
        progress(done, len(papers))
        _Pages(canvas, paper).write()
    canvas.save()
    progress(len(papers), len(papers))


def _styled(name: str, style: str) -> str:
    base, _, own = name.partition("-")
    kinds = [kind for kind in ("Bold", "Italic") if kind in own or kind in style]
    return "-".join([base, "".join(kinds)]) if kinds else base


def _with_signatures(blocks: Sequence[Block]) -> set[int]:
    """What goes with signatures, which never stand alone on a page: place and day, lines for the hand, the last paragraph."""
    found = set()
    for place in (at for at, block in enumerate(blocks) if isinstance(block, Signatures)):
        for before in range(place - 1, max(place - 1 - _SIGNED_WITH, -1), -1):
            block = blocks[before]
            if isinstance(block, Paragraph) and block.align != "right":
                found.add(before)
                break
            if not isinstance(block, Paragraph | Gap | FormLine):
                break
            found.add(before)
    return found


class _Pages:
    """Sets one paper page by page."""

    def __init__(self, canvas: "Canvas", paper: Paper) -> None:
        self.canvas, self.paper = canvas, paper
        edges = paper.margins
        self.left, self.top, self.bottom = edges.left * MM, _HEIGHT - edges.top * MM, edges.bottom * MM
        self.width = _WIDTH - (edges.left + edges.right) * MM
        self.number = 0
        self.y = self.top

    def write(self) -> None:
        """Every block; the last page is finished."""
        from desktop_app.reports.paper_flow import Break, Flow, kept

        flow = Flow(self.paper, self.width)
        story: list[Any] = []
        signed = _with_signatures(self.paper.blocks)
        for place, block in enumerate(self.paper.blocks):
            made = flow.make(block)
            story += kept(made) if place in signed else made
        self._open()
        while story:
            first = story[0]
            if isinstance(first, Break):
                story.pop(0)
                self._turn()
                continue
            gap = 0.0 if self.y == self.top else first.getSpaceBefore()
            room = self.y - self.bottom - gap
            _, height = first.wrapOn(self.canvas, self.width, room)
            if self.y < self.top and height + self._needed(story) > room + 0.01 and height <= room:
                self._turn()
                continue
            if height <= room + 0.01:
                self.y -= gap + height
                first.drawOn(self.canvas, self.left, self.y)
                story.pop(0)
                continue
            parts = first.splitOn(self.canvas, self.width, room)
            if len(parts) > 1:
                story[:1] = parts
            elif self.y < self.top:
                self._turn()
            elif getattr(first, "splitInRow", None) == 0:  # one row is higher than the page: it is cut
                first.splitInRow = 1
            else:  # nothing can be done: it is drawn over the edge rather than lost
                self.y -= gap + height
                first.drawOn(self.canvas, self.left, self.y)
                story.pop(0)
        self._close()

    def _needed(self, story: Sequence[Any]) -> float:
        """The height of what must stand on the page of the first: headings, and two lines of what follows."""
        needed = 0.0
        place = 0
        while getattr(story[place], "kept", False) and place + 1 < len(story):
            place += 1
            follower = story[place]
            gap = follower.getSpaceBefore()
            _, height = follower.wrapOn(self.canvas, self.width, self.top - self.bottom)
            if not getattr(follower, "kept", False) and not getattr(follower, "whole", False):
                height = min(height, self._least(follower))
            needed += gap + height
        return needed

    def _least(self, follower: Any) -> float:
        """Two lines of a text, the heading and the first row of a table."""
        rows = getattr(follower, "repeatRows", 0)
        if rows:
            return float(sum(follower._rowHeights[: rows + 1]))  # noqa: SLF001 - reportlab shows them nowhere else
        return _LINES_KEPT * self.paper.size * self.paper.leading

    def _open(self) -> None:
        self.number += 1
        self.y = self.top
        canvas, paper = self.canvas, self.paper
        if paper.watermark:
            _watermark(canvas, paper.watermark)
        if self.number > 1:
            canvas.setFont("Tinos", _NUMBER_SIZE)
            middle = self.left + self.width / 2
            canvas.drawCentredString(middle, _HEIGHT - paper.margins.top * MM / 2 - _NUMBER_SIZE / 3, str(self.number))
        if paper.source:
            canvas.setFont("Tinos", 8)
            canvas.drawString(self.left, 8 * MM, paper.source)

    def _close(self) -> None:
        self.canvas.showPage()

    def _turn(self) -> None:
        self._close()
        self._open()


def _watermark(canvas: "Canvas", text: str) -> None:
    canvas.saveState()
    size = min(64.0, 0.7 * _HEIGHT / (canvas.stringWidth(text, "Tinos-Bold", 1) or 1))
    canvas.setFillGray(0.93)
    canvas.setFont("Tinos-Bold", size)
    canvas.translate(_WIDTH / 2, _HEIGHT / 2)
    canvas.rotate(54.7)  # from corner to corner of A4
    canvas.drawCentredString(0, -size / 3, text)
    canvas.restoreState()
