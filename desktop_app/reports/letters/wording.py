"""The paragraphs of a letter as an office writes them: over one version, so that the next law brings its own wording again."""

from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.engine import Letter, load
from desktop_app.reports.letters.facts import keys
from desktop_app.reports.letters.texts import OFFICE_KEYS, PLACEHOLDER, LetterText, Line
from desktop_app.services.letter_texts import keep_own_text, own_text
from desktop_app.services.work import Work

RECIPIENTS = "Nơi nhận:"
_OWN = "lời văn cơ quan sửa"


@dataclass(frozen=True)
class Wording:
    """What can be edited: a paragraph a line, then the recipients; ``facts`` are the placeholders with their names."""

    name: str
    text: str
    own: bool
    facts: tuple[tuple[str, str], ...]


def in_force(work: Work, kind: str, day: date, category: str) -> Letter:
    """The letter of a day with the office's wording, where it has one."""
    letter = load(kind, day, category)
    said = own_text(work, kind, category, letter.starts)
    if not said:
        return letter
    form = f"{letter.form}; {_OWN}" if letter.form else _OWN
    return replace(letter, text=replace(_worded(letter.text, said), form=form))


def wording(work: Work, kind: str, day: date, category: str) -> Wording:
    """The wording in force, to be edited."""
    shipped = load(kind, day, category)
    held = in_force(work, kind, day, category)
    facts = tuple((name, keys()[name].label) for name in shipped.text.asked() if name in _written(shipped.text))
    return Wording(held.name, _said(held.text), held.text != shipped.text, facts)


def keep_wording(work: Work, kind: str, day: date, category: str, text: str) -> None:
    """Keep the office's wording; ``InvalidInput`` names what is wrong in it. An empty one gives the shipped one back."""
    shipped = load(kind, day, category)
    lines = "\n".join(line.strip() for line in text.splitlines() if line.strip()) or _said(shipped.text)
    _worded(shipped.text, lines)
    keep_own_text(work, kind, category, shipped.starts, "" if lines == _said(shipped.text) else lines)


def _said(text: LetterText) -> str:
    body = [line.text for line in text.body if isinstance(line, Line)]
    return "\n".join((*body, RECIPIENTS, *text.recipients))


def _written(text: LetterText) -> set[str]:
    return {name for name, _ in PLACEHOLDER.findall(_said(text))}


def _worded(text: LetterText, said: str) -> LetterText:
    """The version with other paragraphs; those that stay keep how they are set."""
    before, mark, after = said.partition(f"\n{RECIPIENTS}")
    paragraphs = [line.strip() for line in before.splitlines() if line.strip()]
    recipients = tuple(line.strip() for line in after.splitlines() if line.strip())
    if not mark or not paragraphs or not recipients:
        raise InvalidInput(f"Phải có các đoạn của văn bản, rồi dòng “{RECIPIENTS}” và các nơi nhận.", "text")
    allowed = {*text.asked(), *text.optional}
    strange = [name for name, _ in PLACEHOLDER.findall(said) if name not in allowed]
    if strange or said.count("{") != said.count("}") or said.count("{") != len(PLACEHOLDER.findall(said)):
        named = f"“{{{strange[0]}}}”" if strange else "dấu ngoặc nhọn"
        raise InvalidInput(f"Không hiểu {named}: chỉ dùng các mục liệt kê bên dưới.", "text")
    lines = [line for line in text.body if isinstance(line, Line)]
    made = replace(text, body=tuple(_styled(lines, paragraphs)), recipients=recipients)
    asked = [name for name in made.asked() if name not in OFFICE_KEYS]
    optional = tuple(name for name in text.optional if name in asked)
    return replace(made, keys=tuple(name for name in asked if name not in optional), optional=optional)


def _styled(lines: list[Line], paragraphs: list[str]) -> list[Line]:
    found: list[Line] = []
    for _, low, high, first, last in SequenceMatcher(
        None, [one.text for one in lines], paragraphs, False
    ).get_opcodes():
        alike = high - low == last - first  # as many as there were: each set like the one in its place
        found += [
            replace(lines[low + place], text=paragraph) if alike else Line(paragraph)
            for place, paragraph in enumerate(paragraphs[first:last])
        ]
    return found
