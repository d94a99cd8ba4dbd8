"""The import as it would be: every person's outcome and every finding, before anything is written."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.text import fold
from db.values import Key
from desktop_app.services.intake.checks import check_person
from desktop_app.services.intake.columns import ColumnData, read_columns
from desktop_app.services.intake.dates import Order
from desktop_app.services.intake.duplicates import SAME, KnownPeople, Likeness, inside
from desktop_app.services.intake.headings import MappedColumn
from desktop_app.services.intake.layout import TableLayout
from desktop_app.services.intake.legacy import Guess
from desktop_app.services.intake.reading import ERROR, FIXED, SKIPPED, WARN, Finding, Note
from desktop_app.services.intake.targets import HELPERS, TARGETS
from desktop_app.services.intake.values import shown

EMPTY = "\x00empty"
"""The clerk's word that a cell shall stay empty."""
NEW, SAME_AS, CHANGED, DOUBTED, LEFT_OUT = "new", "same", "changed", "doubtful", "left_out"
OUTCOME_NAMES = {NEW: "mới", SAME_AS: "như cũ", CHANGED: "thay đổi", DOUBTED: "nghi trùng", LEFT_OUT: "chừa lại"}


@dataclass(frozen=True)
class Answers:
    """What the clerk decided: per column, per cell, per person. Immutable; each answer makes a new one."""

    orders: Mapping[int, str] = field(default_factory=dict)
    encodings: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    accepted: frozenset[tuple[int, int]] = frozenset()
    accept_all: bool = False
    people: Mapping[int, str] = field(default_factory=dict)

    def accepts(self, row: int, col: int | None) -> bool:
        """Whether the proposal at a cell is taken."""
        return self.accept_all or (col is not None and (row, col) in self.accepted)


@dataclass(frozen=True)
class Question:
    """Something a whole column leaves open: the choices by code and words, what is assumed meanwhile."""

    col: int
    kind: str
    text: str
    choices: tuple[tuple[str, str], ...]
    assumed: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One field that the file would change."""

    target: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PlannedPerson:
    """One row: what happens to it, whom it is, what it would write."""

    row: int
    name: str
    outcome: str
    values: Mapping[str, Any]
    key: Key | None = None
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """The whole import, nothing written yet."""

    layout: TableLayout
    mapping: tuple[MappedColumn, ...]
    people: tuple[PlannedPerson, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    encodings: Mapping[int, Guess]
    orders: Mapping[int, Order]

    @property
    def outcomes(self) -> Counter[str]:
        """People by outcome."""
        return Counter(person.outcome for person in self.people)

    @property
    def levels(self) -> Counter[str]:
        """Findings by level."""
        return Counter(finding.level for finding in self.findings)


def make_plan(
    layout: TableLayout,
    mapping: tuple[MappedColumn, ...],
    *,
    today: date,
    known: KnownPeople | None = None,
    answers: Answers | None = None,
    fonts: frozenset[str] = frozenset(),
    progress: Callable[[int, int], None] | None = None,
) -> Plan:
    """Read and check every row; the same input and answers always give the same plan."""
    answers = answers or Answers()
    known = known or KnownPeople()
    columns = read_columns(layout, mapping, answers.orders, answers.encodings, answers.cells, fonts)
    maker = _Maker(layout, columns, answers, today)
    total = len(layout.data_rows)
    for place, row in enumerate(layout.data_rows):
        maker.read_row(place, row)
        if progress is not None and place % 500 == 0:
            progress(place, total)
    people = maker.settled(known)
    findings = [*maker.column_findings(), *maker.findings]
    findings.sort(key=lambda finding: (finding.row, finding.col or 0))
    return Plan(
        layout,
        mapping,
        people,
        tuple(findings),
        maker.questions(),
        {column.col: column.guess for column in columns},
        {column.col: column.order for column in columns if column.order is not None},
    )


class _Maker:
    """The plan while it is being made."""

    def __init__(self, layout: TableLayout, columns: tuple[ColumnData, ...], answers: Answers, today: date) -> None:
        self.layout = layout
        self.columns = columns
        self.answers = answers
        self.today = today
        self.findings: list[Finding] = []
        self.rows: dict[int, dict[str, Any]] = {}
        self.stopped: set[int] = set()
        self.at = {column.target: column.col for column in columns}
        self.birth_cols: dict[int, int] = {}
        self._sections = sorted(layout.section_rows.items())
        self._section_place = 0
        self._section = ""

    def find(self, row: int, col: int | None, target: str, note: Note, value: Any, of_row: int | None = None) -> None:
        """Put a finding on the list; an error stops the person."""
        if note.level == ERROR:
            self.stopped.add(row)
            value = None
        self.findings.append(
            Finding(row, col, note.level, target, note.kind, shown(value), shown(note.proposal), note.message, of_row)
        )

    def read_row(self, place: int, row: int) -> None:
        """Read one row's cells, then what they say about each other."""
        values: dict[str, Any] = {}
        for column in self.columns:
            reading = column.readings[place]
            values[column.target] = reading.value
            if reading.notes:
                values[column.target] = self._settle(row, column.col, column.target, reading.value, reading.notes)
            if (row, column.col) in self.answers.cells and self.answers.cells[row, column.col] == EMPTY:
                note = Note(SKIPPED, "emptied", "Để trống theo quyết định của người nhập.")
                self.find(row, column.col, column.target, note, None)
        self._birth_and_sex(row, values)
        self._rest_of_row(row, values)
        self._required(row, place, values)
        for target, note in check_person(values, self.today):
            col = (
                self.birth_cols.get(row)
                if target in {"sex", "born"} and self.at.get(target) is None
                else self.at.get(target)
            )
            values[target] = self._settle(row, col, target, values.get(target), (note,))
        self.rows[row] = values

    def _settle(self, row: int, col: int | None, target: str, value: Any, notes: tuple[Note, ...]) -> Any:
        for note in notes:
            if note.proposal is not None and note.level in {WARN, ERROR} and self.answers.accepts(row, col):
                value = note.proposal
                self.find(row, col, target, Note(FIXED, note.kind, f"Nhận đề nghị: {note.message}"), value)
            else:
                self.find(row, col, target, note, value)
        if any(note.kind == "cccd_9_digits_old_cmnd" for note in notes):
            # the only case where a value moves: the card's number is kept in the field it belongs to
            self.findings[-1] = Finding(**{**vars(self.findings[-1]), "value": _digits(self._raw(row, col))})
        return value

    def _raw(self, row: int, col: int | None) -> Any:
        typed = self.answers.cells.get((row, col or 0))
        line = self.layout.sheet.rows[row - 1]
        return typed if typed is not None else line[(col or 1) - 1]

    def _birth_and_sex(self, row: int, values: dict[str, Any]) -> None:
        male, female = values.pop("born_male", None), values.pop("born_female", None)
        mark = values.pop("female_mark", None)
        values.pop("index", None)
        if "born_male" in self.at or "born_female" in self.at:
            if male is not None and female is not None:
                note = Note(ERROR, "born_two_columns", "Ngày sinh ghi ở cả hai cột Nam và Nữ.")
                self.find(row, self.at.get("born_female"), "born", note, None)
            values["born"] = male or female or values.get("born")
            side = "nam" if male is not None else "nu" if female is not None else None
            values["sex"] = values.get("sex") or side
            number = values.get("personal_number")
            if side is None and number:
                side = "nam" if int(number[3]) % 2 == 0 else "nu"
            self.birth_cols[row] = self.at.get("born_female" if side == "nu" else "born_male") or 0
        elif "born" in self.at:
            self.birth_cols[row] = self.at["born"]
        if "female_mark" in self.at and not values.get("sex"):
            values["sex"] = mark or "nam"

    def _rest_of_row(self, row: int, values: dict[str, Any]) -> None:
        number_col = self.at.get("personal_number")
        if number_col and values.get("personal_number") is None and not values.get("old_id_number"):
            digits = _digits(self._raw(row, number_col))
            if len(digits) == 9:  # noqa: PLR2004 - an old identity card
                values["old_id_number"] = digits
        language = values.get("foreign_language")
        if language and "tieng dan toc" in fold(language) and not values.get("ethnic_language"):
            values["ethnic_language"], values["foreign_language"] = language, None
        while self._section_place < len(self._sections) and self._sections[self._section_place][0] < row:
            self._section = self._sections[self._section_place][1]
            self._section_place += 1
        if "unit" not in self.at and self._section:
            values["unit"] = self._section

    def _required(self, row: int, place: int, values: Mapping[str, Any]) -> None:
        for column in self.columns:
            wanted = TARGETS[column.target].wanted
            if not wanted or values.get(column.target) is not None or column.readings[place].notes:
                continue
            if self.answers.cells.get((row, column.col)) == EMPTY and wanted == WARN:
                continue
            self.find(row, column.col, column.target, _blank(column.target, wanted), None)
        if "born" not in self.at and self.birth_cols.get(row) and values.get("born") is None and not self._noted(row):
            self.find(row, self.birth_cols[row], "born", _blank("born", ERROR), None)

    def _noted(self, row: int) -> bool:
        cols = {self.at.get("born_male"), self.at.get("born_female")}
        return any(finding.row == row and finding.col in cols for finding in reversed(self.findings[-8:]))

    def column_findings(self) -> list[Finding]:
        """What was repaired in, or is open about, whole columns; shown at the heading."""
        row = self.layout.header[1]
        return [
            Finding(row, column.col, note.level, column.target, note.kind, None, None, note.message)
            for column in self.columns
            for note in column.notes
        ]

    def questions(self) -> tuple[Question, ...]:
        """The columns that leave something open."""
        found = []
        for column in self.columns:
            if column.order is not None and (not column.order.decided or column.order.contradiction):
                choices = (("dmy", "ngày trước, tháng sau"), ("mdy", "tháng trước, ngày sau"))
                text = f"Cột “{column.heading}”: ngày hay tháng đứng trước?"
                found.append(
                    Question(column.col, "date_order", text, choices, column.order.order, column.order.examples)
                )
        return tuple(found)

    def settled(self, known: KnownPeople) -> tuple[PlannedPerson, ...]:
        """Every row with its outcome, after duplicates in the file and in the register are known."""
        repeated = inside(self.rows.items())
        for row, (note, earlier) in repeated.items():
            if self.answers.people.get(row) != NEW:
                self.find(row, None, "full_name", note, self.rows[row].get("full_name"), earlier)
        return tuple(self._person(row, values, known) for row, values in self.rows.items())

    def _person(self, row: int, values: dict[str, Any], known: KnownPeople) -> PlannedPerson:
        name = values.get("full_name") or ""
        decided = self.answers.people.get(row, "")
        kept = {target: value for target, value in values.items() if target not in HELPERS and value is not None}
        if decided == LEFT_OUT:
            return PlannedPerson(row, name, LEFT_OUT, kept, reasons=("người nhập chọn chừa lại",))
        likeness = None if decided == NEW else known.likeness(kept)
        if row in self.stopped:
            return PlannedPerson(
                row, name, LEFT_OUT, kept, likeness.person.key if likeness else None, reasons=("có lỗi",)
            )
        if likeness is None:
            return PlannedPerson(row, name, NEW, kept)
        if likeness.score < SAME and decided != SAME_AS:
            return PlannedPerson(row, name, DOUBTED, kept, likeness.person.key, (), likeness.reasons)
        return self._compared(row, kept, likeness)

    def _compared(self, row: int, values: dict[str, Any], likeness: Likeness) -> PlannedPerson:
        before = likeness.person.values
        found = tuple(
            Difference(target, before.get(target), value)
            for target, value in values.items()
            if not _equal(target, before.get(target), value)
        )
        outcome = CHANGED if found else SAME_AS
        return PlannedPerson(row, values["full_name"], outcome, values, likeness.person.key, found, likeness.reasons)


_NAMES_ONLY = frozenset({"unit", "parent_unit"})


def _equal(target: str, before: Any, after: Any) -> bool:
    if target in _NAMES_ONLY:
        return fold(before or "") == fold(after or "")
    return bool(before == after)


def _digits(raw: Any) -> str:
    return "".join(letter for letter in str(raw or "") if letter.isdigit())


def _blank(target: str, level: str) -> Note:
    label = TARGETS[target].label
    if level == ERROR:
        return Note(ERROR, "blank_required", f"Thiếu “{label}”; không có thì không lập được hồ sơ.")
    return Note(WARN, "blank_required", f"“{label}” để trống; hồ sơ sẽ thiếu mục này.")
