"""A letter as an office writes it: over one version, so that the next law brings its own wording again."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher

from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.engine import Letter, load, names
from desktop_app.reports.letters.facts import FORMS, keys
from desktop_app.reports.letters.texts import OFFICE_KEYS, PLACEHOLDER, LetterText, Line, Signs
from desktop_app.services.letter_texts import keep_own_text, kinds_with_own_text, own_text
from desktop_app.services.work import Work

RECIPIENTS = "Nơi nhận:"
EACH = "tung"
"""``{thanh_vien:tung}``: the paragraph is repeated for every member."""
_HEADS = (("Trích yếu:", "about"), ("Đề nghị:", "proposal"))
_OWN = "lời văn cơ quan sửa"
_EACH = re.compile(rf"\{{([a-z][a-z0-9_]*):{EACH}\}}")


@dataclass(frozen=True)
class Wording:
    """What can be edited, a paragraph a line; ``facts`` are the placeholders with their names, ``lists`` those repeated."""

    name: str
    text: str
    own: bool
    facts: tuple[tuple[str, str], ...]
    lists: bool = False


@dataclass(frozen=True)
class PaperName:
    """A paper to choose; ``own`` where the office changed its wording for some category."""

    kind: str
    name: str
    group: str
    own: bool


def papers(work: Work) -> tuple[PaperName, ...]:
    """Every kind of paper there is, by group and name."""
    own = kinds_with_own_text(work)
    return tuple(PaperName(one.kind, one.name, one.group, one.kind in own) for one in names())


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
    said = _said(shipped.text)
    within = {name for name, _ in PLACEHOLDER.findall(said)}
    facts = tuple((name, keys()[name].label) for name in shipped.text.asked() if name in within)
    return Wording(held.name, _said(held.text), held.text != shipped.text, facts, _EACH.search(said) is not None)


def keep_wording(work: Work, kind: str, day: date, category: str, text: str) -> None:
    """Keep the office's wording; ``InvalidInput`` names what is wrong in it. An empty one gives the shipped one back."""
    shipped = load(kind, day, category)
    lines = "\n".join(line.strip() for line in text.splitlines() if line.strip()) or _said(shipped.text)
    _worded(shipped.text, lines)
    keep_own_text(work, kind, category, shipped.starts, "" if lines == _said(shipped.text) else lines)


def _said(text: LetterText) -> str:
    heads = [f"{head} {getattr(text, name)}" for head, name in _HEADS if getattr(text, name)]
    body = [line.text.replace("{.}", f"{{{line.each}:{EACH}}}") for line in text.body if isinstance(line, Line)]
    closing = (RECIPIENTS, *text.recipients) if text.recipients else ()
    return "\n".join((*heads, *body, *closing))


def _worded(text: LetterText, said: str) -> LetterText:
    """The version with other words; paragraphs that stay keep how they are set, and who signs stays below them."""
    before, mark, after = said.partition(f"\n{RECIPIENTS}")
    paragraphs = [line.strip() for line in before.splitlines() if line.strip()]
    heads: dict[str, str] = {}
    for head, name in _HEADS:
        if getattr(text, name) and paragraphs and paragraphs[0].startswith(head):
            heads[name] = paragraphs.pop(0).removeprefix(head).strip()
    recipients = tuple(line.strip() for line in after.splitlines() if line.strip())
    if not paragraphs or bool(text.recipients) != bool(mark and recipients):
        wanted = f", rồi dòng “{RECIPIENTS}” và các nơi nhận" if text.recipients else ""
        raise InvalidInput(f"Phải có các đoạn của văn bản{wanted}.", "text")
    _check(text, said)
    lines = [line for line in text.body if isinstance(line, Line)]
    signs = [part for part in text.body if isinstance(part, Signs)]
    body: tuple[Line | Signs, ...] = (*_styled(lines, paragraphs), *signs)
    made = replace(text, body=body, recipients=recipients, about=heads.get("about", text.about),
                   proposal=heads.get("proposal", text.proposal))  # fmt: skip
    asked = [name for name in made.asked() if name not in OFFICE_KEYS]
    optional = tuple(name for name in text.optional if name in asked)
    return replace(made, keys=tuple(name for name in asked if name not in optional), optional=optional)


def _check(text: LetterText, said: str) -> None:
    """``InvalidInput`` names the first thing in braces that cannot be filled in."""
    allowed = {*text.asked(), *text.optional}
    found = PLACEHOLDER.findall(said)
    if said.count("{") != said.count("}") or said.count("{") != len(found):
        raise InvalidInput("Không hiểu dấu ngoặc nhọn: chỉ dùng các mục liệt kê bên dưới.", "text")
    for name, form in found:
        if name not in allowed or (form not in FORMS and form != EACH):
            told = f"{name}:{form}" if form else name
            raise InvalidInput(f"Không hiểu “{{{told}}}”: chỉ dùng các mục liệt kê bên dưới.", "text")
        if form == EACH and keys()[name].kind != "list":
            raise InvalidInput(f"“{{{name}}}” chỉ có một, không lặp thành nhiều dòng được.", "text")
    for paragraph in said.splitlines():
        if len(_EACH.findall(paragraph)) > 1:
            raise InvalidInput(f"Mỗi đoạn chỉ lặp theo một mục: “{paragraph}”.", "text")


def _styled(lines: list[Line], paragraphs: list[str]) -> Iterator[Line]:
    shown = [one.text.replace("{.}", f"{{{one.each}:{EACH}}}") for one in lines]
    for _, low, high, first, last in SequenceMatcher(None, shown, paragraphs, False).get_opcodes():
        alike = high - low == last - first  # as many as there were: each set like the one in its place
        for place, paragraph in enumerate(paragraphs[first:last]):
            each = _EACH.search(paragraph)
            like = lines[low + place] if alike else Line("", "item" if each else "plain")
            text = _EACH.sub("{.}", paragraph)
            yield replace(like, text=text, each=each[1] if each else "")
