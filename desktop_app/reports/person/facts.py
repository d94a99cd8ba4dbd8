"""A person's file as its papers read it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.values import PartialDate
from desktop_app.document import Block, Column, Field, FormLine, Paragraph, Run, Table, Value
from desktop_app.reports.letters.facts import written
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.services.person.file import FileRow, PersonFile

BLANK_ROWS = 2  # left to the hand where a table holds nothing


@dataclass(frozen=True)
class Punishment:
    """A decision of discipline as a file tells it."""

    starts: date | None
    ends: date | None
    form: str
    act: str
    authority: str


@dataclass(frozen=True)
class FileFacts:
    """The file, the office that keeps it, the day of printing, the photo, the state of the register."""

    file: PersonFile
    office: OfficeHead
    day: date
    photo: bytes | None = None
    witness: str = ""
    punishments: tuple[Punishment, ...] = ()

    @property
    def watermark(self) -> str:
        """What papers of a practice office say across the page."""
        return "VĂN PHÒNG THỰC HÀNH" if self.office.practice else ""

    def own(self, *names: str) -> str:
        """Texts of the person's own row that are there, side by side."""
        return ", ".join(text for name in names if (text := self.file.person.texts[name]))

    def long(self, name: str) -> str:
        """A date of the person's own row in words, without "ngày" in front."""
        return long_day(self.file.person.values[name])

    def now(self, record: str, *names: str) -> str:
        """Texts of the row of a kind that holds now (else the newest)."""
        row = self.file.part(record).current
        return ", ".join(text for name in names if (text := row.texts[name])) if row else ""

    def rows(self, record: str, **wanted: str) -> list[FileRow]:
        """The rows of a kind with these values, the oldest first."""
        part = self.file.part(record)
        found = [row for row in part.rows if all(row.values.get(name) == value for name, value in wanted.items())]
        return sorted(found, key=lambda row: (_first_day(row), row.key))

    def best(self, kind: str) -> FileRow | None:
        """The highest qualification of a kind, else the newest."""
        rows = self.rows("qualification", kind=kind)
        return next((row for row in rows if row.values["highest"]), rows[-1] if rows else None)

    def level(self, kind: str, *names: str) -> str:
        """The highest qualification of a kind in words."""
        row = self.best(kind)
        return ", ".join(text for name in ("level", *names) if (text := row.texts[name])) if row else ""

    def contact(self, kind: str) -> str:
        """The ways to reach the person of a kind."""
        return ", ".join(row.texts["value"] for row in self.rows("contact", kind=kind))

    def honours(self) -> list[str]:
        """Honours of the state among the awards, the highest first; a certificate of merit is none, however new."""
        titles = [row.texts["title"] for row in self.rows("award")]
        return sorted((one for one in titles if one.lower().startswith(_HONOURS)), key=_rank)

    def career(self) -> Iterator[tuple[str, str, str, str]]:
        """From, to, where and as what, the oldest first: work before the register and posts within it."""
        found = [
            (
                _first_day(row),
                month(row.values["starts"]),
                month(row.values["ends"]),  # what came before the register is over, also where nobody wrote when
                row.texts["workplace"],
                row.texts["post"],
            )
            for row in self.rows("work_history")
        ]
        found += [
            (
                _first_day(row),
                month(row.values["starts"]),
                month(row.values["ends"]) or "nay",
                row.texts["unit"],
                row.texts["post"],
            )
            for row in self.rows("assignment")
        ]
        for _, starts, ends, where, post in sorted(found):
            yield starts, ends, where, post


_HONOURS = ("nhà giáo", "thầy thuốc", "anh hùng", "nghệ sĩ", "nghệ nhân", "bà mẹ")


def _rank(title: str) -> int:
    """Anh hùng before nhân dân before ưu tú."""
    return next((place for place, word in enumerate(("anh hùng", "nhân dân", "ưu tú")) if word in title.lower()), 3)


def _first_day(row: FileRow) -> str:
    for name in ("starts", "ends", "awarded_on", "checked_on", "declared_on", "born"):
        if row.values.get(name):
            return str(row.values[name])
    return ""


def month(value: date | PartialDate | None) -> str:
    """``9/2004``, ``2004`` or nothing, as the tables of the forms write months."""
    if value is None:
        return ""
    return str(value.year) if value.month is None else f"{value.month}/{value.year}"


def long_day(value: Any) -> str:
    """``30 tháng 6 năm 1965``, ``tháng 6 năm 1965``, ``năm 1965``."""
    return written(value, "dai").removeprefix("ngày ")


def line(number: str, *fields: tuple[str, str] | tuple[str, str, float]) -> FormLine:
    """A numbered line: label, value and share of each field."""
    made = [Field(f"{one[0]}:" if one[0] else "", one[1], one[2] if len(one) == 3 else 1.0) for one in fields]  # noqa: PLR2004 - with a share
    return FormLine(tuple(made), number)


def heading(text: str) -> Paragraph:
    """A heading over a table or a text."""
    return Paragraph((Run(text, bold=True),), "left", first_line=False, kept=True)


def note(text: str) -> Paragraph:
    """A line in italics under a heading."""
    return Paragraph((Run(text, italic=True),), "left", first_line=False, kept=True, size=12, before=0)


PERIOD = (Column(("Tháng/năm", "Từ"), width=8, align="centre"), Column(("Tháng/năm", "Đến"), width=8, align="centre"))


def table(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> Table:
    """A table of a form; empty rows for the hand where there is nothing."""
    empty = [tuple("" for _ in columns)] * BLANK_ROWS
    return Table(tuple(columns), [tuple(row) for row in rows] or empty)


def texts(rows: Sequence[FileRow], *names: str, period: bool = True) -> list[tuple[str, ...]]:
    """Rows of a table: the months from and to, then these fields."""
    return [
        (
            *((month(row.values["starts"]), month(row.values["ends"])) if period else ()),
            *(row.texts[name] for name in names),
        )
        for row in rows
    ]


def prose(text: str) -> list[Block]:
    """A long text, or dotted lines for the hand."""
    if text:
        return [Paragraph(text, first_line=False)]
    return [FormLine((Field("", ""),)) for _ in range(2)]
