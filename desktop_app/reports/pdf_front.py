"""What stands before and after a table: the head of Nghị định 30/2020/NĐ-CP, the title, notes and signatures."""

from desktop_app.document import MOTTO, NATION, Align, Document, LetterHead, Signature
from desktop_app.reports.pdf_faces import Face, Faces
from desktop_app.reports.pdf_fit import LEFT, RIGHT
from desktop_app.reports.pdf_sheet import Sheet
from desktop_app.reports.shown import long_date, printable

_LEFT_SHARE = 0.42  # of the width, for the office
_LEFT_SHARE_UPRIGHT = 0.48
_UPRIGHT = 600.0  # points; a narrower page stands upright
_SIGNATURE_ROOM = 54.0
_GAP = 6.0
CHART_HEIGHT = 190.0


class Writer:
    """Writes blocks of centred or plain text on one sheet, from ``top`` downwards; without a sheet it only measures."""

    def __init__(self, faces: Faces, width: float, sheet: Sheet | None, top: float) -> None:
        self.faces = faces
        self.width = width - LEFT - RIGHT
        self.sheet = sheet
        self.top = top

    def put(
        self, text: str, face: Face, left: float, width: float, top: float, align: Align = "centre"
    ) -> tuple[float, float]:
        """A text in a room; where it ends, and how wide its last line is."""
        lines = face.wrapped(width)[printable(text)]
        if self.sheet:
            self.sheet.lines(face, left, width, top, lines, align)
        return top + len(lines) * face.leading, face.width(lines[-1])

    def rule(self, middle: float, length: float, top: float) -> None:
        """A line under a text."""
        if self.sheet:
            self.sheet.rule(middle - length / 2, top, middle + length / 2, top)

    def front(self, document: Document) -> float:
        """The head and the title; the result is where the table begins."""
        if document.head:
            self._head(document.head)
        bold, italic = self.faces.get(14, "Bold"), self.faces.get(12, "Italic")
        for text in document.title:
            self.top, _ = self.put(text, bold, LEFT, self.width, self.top)
        for text in document.subtitle:
            self.top, _ = self.put(text, italic, LEFT, self.width, self.top)
        self.top += _GAP
        if document.opening is not None:
            if self.sheet:
                self.sheet.chart(document.opening, LEFT, self.top, self.width, CHART_HEIGHT)
            self.top += CHART_HEIGHT + _GAP
        return self.top

    def _head(self, head: LetterHead) -> None:
        plain, bold, motto = self.faces.get(12), self.faces.get(12, "Bold"), self.faces.get(13, "Bold")
        share = _LEFT_SHARE if self.width > _UPRIGHT else _LEFT_SHARE_UPRIGHT
        width = self.width * share - _GAP
        top = self.top
        if head.parent_office:
            top, _ = self.put(head.parent_office.upper(), plain, LEFT, width, top)
        top, length = self.put(head.office.upper(), bold, LEFT, width, top)
        self.rule(LEFT + width / 2, length * 0.4, top + 2)
        left_end = top + 4
        left, width = LEFT + self.width * share, self.width * (1 - share)
        top, _ = self.put(NATION, bold, left, width, self.top)
        top, length = self.put(MOTTO, motto, left, width, top)
        self.rule(left + width / 2, length, top + 2)
        top += 4 + _GAP
        if head.day:
            day = long_date(head.day)
            text = f"{head.place}, {day}" if head.place else day.capitalize()
            top, _ = self.put(text, self.faces.get(13, "Italic"), left, width, top)
        self.top = max(left_end, top) + 2 * _GAP

    def back(self, document: Document) -> float:
        """The notes and the signatures; the result is where they end."""
        self.top += _GAP
        italic = self.faces.get(11, "Italic")
        for note in document.notes:
            self.top, _ = self.put(note, italic, LEFT, self.width, self.top, "left")
        if document.signatures:
            self.top += 2 * _GAP
            width = self.width / len(document.signatures)
            ends = [
                self._sign(signature, LEFT + place * width, width, document)
                for place, signature in enumerate(document.signatures)
            ]
            self.top = max(ends)
        return self.top

    def _sign(self, signature: Signature, left: float, width: float, document: Document) -> float:
        bold, italic = self.faces.get(13, "Bold"), self.faces.get(12, "Italic")
        missing = max(len(each.role) for each in document.signatures) - len(signature.role)
        top = self.top + missing * bold.leading
        for line in signature.role:
            top, _ = self.put(line, bold, left, width, top)
        top, _ = self.put(signature.note, italic, left, width, top)
        top, _ = self.put(signature.name or " ", bold, left, width, top + _SIGNATURE_ROOM)
        return top


def front_end(document: Document, faces: Faces, width: float, top: float) -> float:
    """Where the first table begins."""
    return Writer(faces, width, None, top).front(document)


def back_height(document: Document, faces: Faces, width: float) -> float:
    """The height of notes and signatures."""
    return Writer(faces, width, None, 0.0).back(document) if document.notes or document.signatures else 0.0
