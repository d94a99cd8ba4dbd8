"""The letters of a page: how wide they are, how a text breaks, how it is written into the file.

Every distinct text is measured, broken and encoded once, which is what makes long lists quick.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from desktop_app.paths import RESOURCES

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

_FILES = {
    "Tinos": "Tinos_400Regular.ttf",
    "Tinos-Bold": "Tinos_700Bold.ttf",
    "Tinos-Italic": "Tinos_400Regular_Italic.ttf",
    "Tinos-BoldItalic": "Tinos_700Bold_Italic.ttf",
}
LEADING = 1.18  # of the size


def load() -> None:
    """Make the fonts known to reportlab; quick after the first time."""
    for name in _FILES:
        _font(name)


def _font(name: str) -> "TTFont":
    from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont
    from reportlab.pdfbase.ttfonts import TTFont

    if name not in getRegisteredFontNames():
        registerFont(TTFont(name, str(RESOURCES / "fonts" / _FILES[name])))
    from reportlab.pdfbase.pdfmetrics import getFont

    return cast("TTFont", getFont(name))


class Letters:
    """The widths of one font's letters, in thousandths of the size."""

    def __init__(self, name: str) -> None:
        face = _font(name).face
        self._widths: dict[int, float] = face.charWidths
        self._other: float = face.defaultWidth
        self._words: dict[str, float] = {" ": self.measure(" ")}

    def measure(self, text: str) -> float:
        """The width of a text that is not worth remembering."""
        widths, other = self._widths, self._other
        return sum([widths.get(ord(letter), other) for letter in text])

    def word(self, word: str) -> float:
        """The width of a word; measured once."""
        width = self._words.get(word)
        if width is None:
            width = self._words[word] = self.measure(word)
        return width


class Wrapped(dict[str, tuple[str, ...]]):
    """The lines of texts in a room of one width, broken when first asked for."""

    def __init__(self, face: "Face", room: float) -> None:
        super().__init__()
        self._face = face
        self._room = room

    def __missing__(self, text: str) -> tuple[str, ...]:
        lines = self[text] = self._face.broken(text, self._room)
        return lines


class Face:
    """One font in one size on one document."""

    def __init__(self, canvas: "Canvas", letters: Letters, name: str, size: float) -> None:
        self.size = size
        self.leading = size * LEADING
        self._letters = letters
        self._font = _font(name)
        self._document: Any = vars(canvas)["_doc"]  # reportlab asks for it and offers no other way to it
        self._codes: dict[str, str] = {}
        self._wrapped: dict[float, Wrapped] = {}
        self._widths: dict[str, float] = {}
        self._font.splitString(" ", self._document)
        self.start = self._switch(0)

    def _switch(self, subset: int) -> str:
        return f"{self._font.getSubsetInternalName(subset, self._document)} {self.size:g} Tf"

    def width(self, text: str) -> float:
        """The width of a line in points."""
        width = self._widths.get(text)
        if width is None:
            word = self._letters.word
            spaces = text.count(" ") * word(" ")
            thousandths = sum([word(each) for each in text.split(" ") if each]) + spaces
            width = self._widths[text] = thousandths * self.size / 1000
        return width

    def longest_word(self, texts: Iterable[str]) -> float:
        """The width of the widest word in points."""
        word = self._letters.word
        return max((word(each) for text in texts for each in text.split()), default=0.0) * self.size / 1000

    def code(self, line: str) -> str:
        """The operators that show a line; the font is back at its first subset afterwards."""
        code = self._codes.get(line)
        if code is None:
            parts = []
            for subset, letters in self._font.splitString(line, self._document):
                shown = f"<{letters.hex()}> Tj"
                parts.append(shown if not subset else f"{self._switch(subset)} {shown} {self.start}")
            code = self._codes[line] = " ".join(parts)
        return code

    def wrapped(self, room: float) -> Wrapped:
        """The lines of any text in a room of so many points; a word wider than the room is cut."""
        if room not in self._wrapped:
            self._wrapped[room] = Wrapped(self, room)
        return self._wrapped[room]

    def broken(self, text: str, room: float) -> tuple[str, ...]:
        """The same, worked out anew."""
        text = text.replace("\t", " ").replace("\r", "")
        if "\n" not in text and self.width(text) <= room:
            return (text,)
        lines: list[str] = []
        for paragraph in text.split("\n"):
            lines.extend(self._break_paragraph(paragraph, room))
        return tuple(lines)

    def _break_paragraph(self, text: str, room: float) -> list[str]:
        limit = room * 1000 / self.size
        space = self._letters.word(" ")
        lines: list[str] = []
        line: list[str] = []
        used = 0.0
        for whole in text.split():
            word = whole
            width = self._letters.word(word)
            if line and used + space + width > limit:
                lines.append(" ".join(line))
                line, used = [], 0.0
            while width > limit and len(word) > 1:
                fits = self._letters_that_fit(word, limit)
                lines.append(word[:fits])
                word = word[fits:]
                width = self._letters.measure(word)
            used += width + (space if line else 0)
            line.append(word)
        lines.append(" ".join(line))
        return lines

    def _letters_that_fit(self, word: str, limit: float) -> int:
        used = 0.0
        for count, letter in enumerate(word):
            used += self._letters.measure(letter)
            if used > limit:
                return max(1, count)
        return len(word)


class Faces:
    """The fonts of one document; each asked for by its style and size."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._letters: dict[str, Letters] = {}
        self._faces: dict[tuple[str, float], Face] = {}

    def get(self, size: float, style: str = "") -> Face:
        """The face of a style (``""``, ``"Bold"`` or ``"Italic"``) and a size."""
        name = f"Tinos-{style}" if style else "Tinos"
        face = self._faces.get((name, size))
        if face is None:
            if name not in self._letters:
                self._letters[name] = Letters(name)
            face = self._faces[name, size] = Face(self._canvas, self._letters[name], name, size)
        return face
