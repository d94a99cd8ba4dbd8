"""The head of an official paper: where each line of it stands, for the page and for Word alike."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.document import MOTTO, NATION, OfficialHead
from desktop_app.reports.pdf_faces import LEADING
from desktop_app.reports.shown import printable

LEFT_SHARE = 0.41
"""Of the text's width, for the office; the rest is the nation's."""
_GAP = 4.0
_RULE_GAP = 2.5
_OFFICE_RULE = 0.4  # of the line above it: a third to a half
_BODIES = ("ỦY BAN NHÂN DÂN", "UỶ BAN NHÂN DÂN", "HỘI ĐỒNG NHÂN DÂN")
"""Names of bodies that no line end divides: the place stands on the next line."""
HEAD_SIZE, MOTTO_SIZE, ABOUT_SIZE, DAY_SIZE = 13.0, 14.0, 12.0, 14.0


@dataclass(frozen=True)
class HeadLine:
    """One centred line; ``rule`` is the length of the rule under it in points, 0 for none."""

    text: str
    style: str  # "", "Bold" or "Italic"
    size: float
    left: bool
    rule: float = 0.0
    below: bool = False  # with the number and the day, under both columns


def font_name(style: str) -> str:
    """The font of a style."""
    return f"Tinos-{style}" if style else "Tinos"


def width_of(text: str, style: str, size: float) -> float:
    """How wide a text is in points."""
    from reportlab.pdfbase.pdfmetrics import stringWidth

    from desktop_app.reports.pdf_faces import load

    load()
    return float(stringWidth(text, font_name(style), size))


def balanced(text: str, style: str, size: float, room: float) -> list[str]:
    """The text in as few lines as fit the room, the lines as even as they can be."""
    words = printable(text).split()

    def broken(limit: float) -> list[str]:
        lines: list[str] = []
        for word in words:
            if lines and width_of(f"{lines[-1]} {word}", style, size) <= limit:
                lines[-1] = f"{lines[-1]} {word}"
            else:
                lines.append(word)
        return lines

    fewest = broken(room)
    if len(fewest) < 2:  # noqa: PLR2004 - one line is as even as it gets
        return fewest
    low, high = 0.0, room
    while high - low > 1:
        middle = (low + high) / 2
        low, high = (low, middle) if len(broken(middle)) <= len(fewest) else (middle, high)
    return broken(high)


def office_lines(office: str, style: str, room: float) -> list[str]:
    """The name of an office in capitals, its body on lines of its own where the whole takes more than one."""
    name = printable(office).upper()
    lines = balanced(name, style, HEAD_SIZE, room)
    body = next((one for one in _BODIES if name.startswith(f"{one} ")), "")
    if len(lines) < 2 or not body:  # noqa: PLR2004 - nothing is divided
        return lines
    return [*balanced(body, style, HEAD_SIZE, room), *balanced(name[len(body) :], style, HEAD_SIZE, room)]


def head_lines(head: OfficialHead, width: float) -> list[HeadLine]:
    """The lines of a head in a text so many points wide."""
    return list(_lines(head, width * LEFT_SHARE - _GAP))


def _lines(head: OfficialHead, room: float) -> Iterator[HeadLine]:
    for text in office_lines(head.parent_office, "", room):
        yield HeadLine(text, "", HEAD_SIZE, left=True)
    office = office_lines(head.office, "Bold", room)
    for text in office[:-1]:
        yield HeadLine(text, "Bold", HEAD_SIZE, left=True)
    for text in office[-1:]:
        rule = max(width_of(line, "Bold", HEAD_SIZE) for line in office) * _OFFICE_RULE
        yield HeadLine(text, "Bold", HEAD_SIZE, left=True, rule=rule)
    yield HeadLine(NATION, "Bold", HEAD_SIZE, left=False)
    yield HeadLine(MOTTO, "Bold", MOTTO_SIZE, left=False, rule=width_of(MOTTO, "Bold", MOTTO_SIZE))
    if head.number:
        yield HeadLine(f"Số: {head.number}", "", HEAD_SIZE, left=True, below=True)
    for text in balanced(head.about, "", ABOUT_SIZE, room) if head.about else ():
        yield HeadLine(text, "", ABOUT_SIZE, left=True, below=True)
    if head.place_and_day:
        yield HeadLine(printable(head.place_and_day), "Italic", DAY_SIZE, left=False, below=True)


@dataclass(frozen=True)
class Placed:
    """A line with its baseline and the middle it stands on, in points from the head's top left corner."""

    line: HeadLine
    middle: float
    baseline: float


def placed(head: OfficialHead, width: float) -> tuple[list[Placed], float]:
    """Every line in its place, and the height of the whole."""
    lines = head_lines(head, width)
    middles = {True: width * LEFT_SHARE / 2, False: width * (1 + LEFT_SHARE) / 2}
    found: list[Placed] = []
    ends = {True: 0.0, False: 0.0}
    for below in (False, True):
        if below:
            lowest = max(ends.values()) + _GAP
            ends = {True: lowest, False: lowest}
        tallest = max((line.size for line in lines if line.below), default=0.0) if below else MOTTO_SIZE
        first = {True: True, False: True}
        for line in lines:
            if line.below != below:
                continue
            # the first lines of both columns stand on one baseline
            down = tallest if first[line.left] else line.size
            first[line.left] = False
            found.append(Placed(line, middles[line.left], ends[line.left] + down))
            ends[line.left] += down * LEADING + (_RULE_GAP + 1 if line.rule else 0)
    return found, max(ends.values())


def rule_top(one: Placed) -> float:
    """Where the rule under a line lies."""
    return one.baseline + one.line.size * 0.22 + _RULE_GAP
