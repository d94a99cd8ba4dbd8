"""From a letter's text and the facts of a case to a paper; what is not known is told before anything is printed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from db.text import fold
from desktop_app.document import Block, Gap, OfficialHead, Paper, Paragraph, Run, Signature, Signatures, Title
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.facts import Fact, Facts, Key, is_missing, keys, written
from desktop_app.reports.letters.texts import (
    OFFICE_OPTIONAL,
    PLACEHOLDER,
    LetterFile,
    LetterText,
    Line,
    Signs,
    basis,
    read_letter,
    shipped_kinds,
    shipped_text,
)
from desktop_app.reports.paper_fit import on_one_page

_ARTICLE = re.compile(r"^(Điều \d+\.|[IVX]+\. .*)")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ROOM = {"so": "        "}  # left for the hand on a draft
DRAFT = "DỰ THẢO"
MORE_BASES = "can_cu_them"


@dataclass(frozen=True)
class LetterName:
    """One kind of letter as a list of choices shows it."""

    kind: str
    name: str
    group: str


def names(texts: Mapping[str, str] | None = None) -> list[LetterName]:
    """Every kind of letter there is; ``texts`` are those the office wrote itself, by kind."""
    files = [_file(kind, texts) for kind in sorted({*shipped_kinds(), *(texts or ())})]
    return sorted(
        (LetterName(one.kind, one.name, one.group) for one in files), key=lambda one: (fold(one.group), fold(one.name))
    )


def load(kind: str, day: date, category: str = "CC", texts: Mapping[str, str] | None = None) -> "Letter":
    """The letter in force for a category on a day; ``InvalidInput`` when there is none.

    ``texts`` are letters the office wrote itself (the text of a file, by kind); they come before those shipped.
    """
    file = _file(kind, texts)
    dated = file.by_category.get(category)
    version = dated.at(day) if dated else None
    if version is None:
        said = f"{day.day:02d}/{day.month:02d}/{day.year}"
        raise InvalidInput(f"Chưa có mẫu “{file.name}” dùng cho đối tượng này vào ngày {said}.", "kind")
    return Letter(file.kind, file.name, category, day, version.value, version.confirmed, version.starts)


def _file(kind: str, texts: Mapping[str, str] | None) -> LetterFile:
    try:
        return read_letter(kind, (texts or {}).get(kind) or shipped_text(kind))
    except KeyError as unknown:
        raise InvalidInput(f"Không có mẫu giấy tờ “{kind}”.", "kind") from unknown


@dataclass(frozen=True)
class Letter:
    """One version of a letter for a category on a day."""

    kind: str
    name: str
    category: str
    day: date
    text: LetterText
    confirmed: bool
    starts: date | None = None  # since when this version holds

    @property
    def form(self) -> str:
        """The official form it follows."""
        return self.text.form

    def keys(self) -> tuple[Key, ...]:
        """The facts it cannot do without, in the order of the paper."""
        return tuple(keys()[key] for key in self.text.asked() if not self._may_lack(key))

    def may_have(self) -> tuple[Key, ...]:
        """The facts it takes when they are known."""
        return tuple(keys()[key] for key in self.text.asked() if self._may_lack(key))

    def _may_lack(self, key: str) -> bool:
        return key in self.text.optional or key in OFFICE_OPTIONAL

    def missing(self, facts: Facts, *, draft: bool = False) -> tuple[Key, ...]:
        """What is not known and must be before this is printed; a draft leaves number and day to the hand."""
        lacking = tuple(key for key in self.keys() if is_missing(facts.get(key.name)) and not (draft and key.by_hand))
        unfounded = tuple(
            Key(f"can_cu:{name}", f"căn cứ pháp lý “{name}” có hiệu lực")
            for name in self.text.bases
            if basis(name, self.category, self.day) is None
        )
        return lacking + unfounded

    def compose(self, facts: Facts, *, draft: bool = False, watermark: str = "") -> Paper:
        """The paper; ``InvalidInput`` lists what is missing. A draft says so across the page."""
        lacking = self.missing(facts, draft=draft)
        if lacking:
            said = ", ".join(key.label for key in lacking)
            raise InvalidInput(f"Chưa in được “{self.name}” vì còn thiếu: {said}.", lacking[0].name)
        composed = _Composed(self, facts, draft=draft)
        paper = Paper(
            self.name,
            tuple(composed.blocks()),
            watermark=watermark or (DRAFT if draft else ""),
            author=composed.set("{co_quan}"),
        )
        return on_one_page(paper)


class _Composed:
    """One letter with its facts."""

    def __init__(self, letter: Letter, facts: Facts, *, draft: bool) -> None:
        self.letter, self.text, self.facts, self.draft = letter, letter.text, facts, draft

    def set(self, text: str, item: str = "") -> str:
        """The text with every placeholder filled."""

        def one(found: re.Match[str]) -> str:
            if found[1] == ".":
                return item
            value = self.facts.get(found[1])
            if is_missing(value):
                return _ROOM.get(found[1], "")
            said = written(value, found[2] or "")
            # a fact that ends a sentence of its own brings no second stop
            return said.rstrip(". ") if found.string[found.end() : found.end() + 1] == "." else said

        return PLACEHOLDER.sub(one, text)

    def blocks(self) -> Iterator[Block]:
        """The paper from top to bottom."""
        text = self.text
        if text.head:
            yield self._head()
        if text.title:
            yield Title(tuple(self.set(line) for line in text.title), self.set(text.about))
        if text.addressee:
            yield Paragraph(_runs(self.set(text.addressee)), "centre", before=8)
            yield Gap(4)
        if text.authority:
            yield Paragraph((Run(self.set(text.authority).upper(), bold=True),), "centre", kept=True)
        yield from self._bases()
        for part in text.body:
            if isinstance(part, Signs):
                yield Signatures(
                    tuple(Signature((self.set(role).upper(),), "", self.set(name)) for role, name in part.each)
                )
            else:
                yield from self._line(part)
        if text.closing:
            yield self._closing()

    def _head(self) -> OfficialHead:
        symbol = self.set(self.text.symbol)
        about = "" if self.text.title else self.set(self.text.about)
        number = f"{self._number()}/{symbol}" if symbol else ""
        return OfficialHead(
            self.set("{co_quan}"),
            self.set("{co_quan_chu_quan}"),
            number,
            f"{self.set('{dia_danh}')}, {self._day()}",
            about,
        )

    def _number(self) -> str:
        number = self.facts.get("so")
        if is_missing(number):
            return _ROOM["so"]
        text = written(number)
        return f"0{text}" if len(text) == 1 and text.isdigit() else text

    def _day(self) -> str:
        day = self.facts.get("ngay_ky")
        if is_missing(day):
            return f"ngày      tháng      năm {self.letter.day.year}"
        return written(day, "dai")

    def _bases(self) -> Iterator[Block]:
        said = [basis(name, self.letter.category, self.letter.day) or "" for name in self.text.bases]
        if said:
            said += _items(self.facts.get(MORE_BASES))
        said += [self.set(self.text.proposal)] if self.text.proposal else []
        for place, text in enumerate(said):
            end = self.text.bases_end if place == len(said) - 1 else ";"
            yield Paragraph((Run(text.rstrip(".; ") + end, italic=True),))

    def _line(self, line: Line) -> Iterator[Block]:
        lacking = [key for key, _ in PLACEHOLDER.findall(line.text) if key in self.text.optional]
        if any(is_missing(self.facts.get(key)) for key in (*lacking, *([line.when] if line.when else []))):
            return
        if not line.each:
            yield _paragraph(self.set(line.text), line)
            return
        items = list(_items(self.facts.get(line.each)))
        for place, item in enumerate(items, 1):
            text = self.set(line.text, item.rstrip(".; "))
            yield _paragraph(text.removesuffix(";") + "." if place == len(items) and text.endswith(";") else text, line)

    def _closing(self) -> Signatures:
        roles = [*self.set("{quyen_han}").split("\n"), *self.set("{chuc_vu_nguoi_ky}").split("\n")]
        role = tuple(line.upper() for line in roles if line)
        recipients = [
            self.set(line)
            for line in self.text.recipients
            if not any(
                is_missing(self.facts.get(key)) for key, _ in PLACEHOLDER.findall(line) if key in self.text.optional
            )
        ]
        return Signatures((Signature(role, "", self.set("{nguoi_ky}")),), tuple(recipients))


def _items(value: Fact) -> Iterable[str]:
    if is_missing(value):
        return ()
    return (value,) if isinstance(value, str) else tuple(str(one) for one in value)  # type: ignore[union-attr]  # a list


def _paragraph(text: str, line: Line) -> Paragraph:
    if line.style == "centre":
        return Paragraph((Run(text, bold=True),), "centre", kept=True)
    return Paragraph(_runs(text), first_line=line.style != "left")


def _runs(text: str) -> tuple[Run, ...]:
    article = _ARTICLE.match(text)
    runs: list[Run] = []
    if article:
        runs.append(Run(article[0], bold=True))
        text = text[article.end() :]
    at = 0
    for found in _BOLD.finditer(text):
        runs += [Run(text[at : found.start()]), Run(found[1], bold=True)]
        at = found.end()
    return (*runs, Run(text[at:])) if text[at:] or not runs else tuple(runs)
