"""The import as it would be: every person's outcome and every finding, before anything is written."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from db.text import fold
from desktop_app.services.catalogs import ranks
from desktop_app.services.intake.checks import check_person, sex_of_number
from desktop_app.services.intake.columns import ColumnData, read_columns
from desktop_app.services.intake.dates import SWAPPED
from desktop_app.services.intake.duplicates import SAME, KnownPeople, Likeness, inside
from desktop_app.services.intake.headings import MappedColumn
from desktop_app.services.intake.layout import TableLayout, cell_at
from desktop_app.services.intake.plan_types import (
    CHANGED,
    DOUBTED,
    EMPTY,
    LEFT_OUT,
    NEW,
    OUTCOME_NAMES,
    SAME_AS,
    Answers,
    Difference,
    Plan,
    PlannedPerson,
    Question,
)
from desktop_app.services.intake.reading import ERROR, FIXED, SKIPPED, WARN, Finding, Note
from desktop_app.services.intake.slots import every
from desktop_app.services.intake.targets import HELPERS, TARGETS
from desktop_app.services.intake.unit_names import doubtful_units
from desktop_app.services.intake.values import shown, vietnamese
from desktop_app.services.intake.values_numbers import read_cccd
from desktop_app.services.intake.values_text import clean_text

if TYPE_CHECKING:
    from db.values import Key

__all__ = [
    "CHANGED",
    "DOUBTED",
    "EMPTY",
    "LEFT_OUT",
    "NEW",
    "OUTCOME_NAMES",
    "SAME_AS",
    "Answers",
    "Difference",
    "Plan",
    "PlannedPerson",
    "Question",
    "make_plan",
]
_CCCD, _CMND = 12, 9
_DUPLICATE_AT = {"dup_staff_number": "staff_number", "dup_insurance_number": "insurance_number"}
_SINCE = frozenset({"post_since", "salary_since"})
_NAMES_ONLY = frozenset({"unit", "parent_unit"})


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
    """Read and check every row; the same input and answers always give the same plan.

    ``progress`` hears rows done and rows in all, over reading the columns and then over checking the people.
    """
    answers = answers or Answers()
    known = known or KnownPeople()
    rows, width = len(layout.data_rows), max(1, len(mapping))
    tell = progress or (lambda _done, _total: None)
    columns = read_columns(
        layout,
        mapping,
        answers.orders,
        answers.encodings,
        answers.cells,
        fonts,
        tick=lambda done: tell(rows * done // width, 2 * rows),
    )
    maker = _Maker(layout, columns, answers, today)
    for place, row in enumerate(layout.data_rows):
        maker.read_row(place, row)
        if place % 500 == 0:
            tell(rows + place, 2 * rows)
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
        self.emptied: dict[int, set[str]] = {}
        self.at = {column.target: column.col for column in columns}
        self.birth_cols: dict[int, int] = {}
        self._ticked = any(r.value == "nu" for c in columns if c.target == "female_mark" for r in c.readings)
        self._sections = sorted(layout.section_rows.items())
        self._section_place = 0
        self._section = ""
        self._section_above: str | None = None

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
        noted: set[str] = set()
        for column in self.columns:
            reading = column.readings[place]
            value = reading.value
            if reading.notes:
                noted.add(column.target)
                value = self._settle(row, column.col, column.target, value, reading.notes)
            values[column.target] = value
        if self.answers.cells:
            self._emptied(row)
        self._birth_and_sex(row, values, noted)
        self._numbers(row, values, noted)
        self._rest_of_row(row, values)
        self._required(row, values, noted)
        for target, note in check_person(values, self.today):
            col = self.at.get(target)
            if col is None and target in {"sex", "born"}:
                col = self.birth_cols.get(row)
            values[target] = self._settle(row, col, target, values.get(target), (note,))
        self.rows[row] = values

    def _settle(self, row: int, col: int | None, target: str, value: Any, notes: tuple[Note, ...]) -> Any:
        for note in notes:
            if note.proposal is not None and note.level in {WARN, ERROR} and self.answers.accepts(row, col):
                value = note.proposal
                self.find(row, col, target, Note(FIXED, note.kind, f"Nhận đề nghị: {note.message}"), value)
            elif note.kind == "cccd_9_digits_old_cmnd":
                # the only case where a value moves: the card's number is kept in the field it belongs to
                self.find(row, col, target, note, _digits(self._raw(row, col)))
            else:
                self.find(row, col, target, note, value)
        return value

    def _raw(self, row: int, col: int | None) -> Any:
        typed = self.answers.cells.get((row, col or 0))
        return typed if typed is not None else cell_at(self.layout.sheet.rows, row, col or 1)

    def _emptied(self, row: int) -> None:
        for column in self.columns:
            if self.answers.empties(row, column.col):
                self.emptied.setdefault(row, set()).add(column.target)
                note = Note(SKIPPED, "emptied", "Để trống theo quyết định của người nhập.")
                self.find(row, column.col, column.target, note, None)

    def _birth_and_sex(self, row: int, values: dict[str, Any], noted: set[str]) -> None:
        male, female = values.pop("born_male", None), values.pop("born_female", None)
        mark = values.pop("female_mark", None)
        values.pop("index", None)
        if "born_male" in self.at or "born_female" in self.at:
            if male is not None and female is not None:
                note = Note(ERROR, "born_two_columns", "Ngày sinh ghi ở cả hai cột Nam và Nữ.")
                self.find(row, self.at.get("born_female"), "born", note, None)
            values["born"] = male or female or values.get("born")
            side = "nam" if male is not None or "born_male" in noted else None
            if side is None and (female is not None or "born_female" in noted):
                side = "nu"
            values["sex"] = values.get("sex") or side
            number = values.get("personal_number")
            if side is None and number:
                side = sex_of_number(number)
            self.birth_cols[row] = self.at.get("born_female" if side == "nu" else "born_male") or 0
        elif "born" in self.at:
            self.birth_cols[row] = self.at["born"]
        if "female_mark" in self.at and not values.get("sex") and "female_mark" not in noted:
            # an unticked row is a man's only where women are ticked at all
            values["sex"] = mark or ("nam" if self._ticked else None)

    def _numbers(self, row: int, values: dict[str, Any], noted: set[str]) -> None:
        """An old card's number and a citizen's number go to their own fields, whichever column they were written in."""
        number_col = self.at.get("personal_number")
        if number_col and values.get("personal_number") is None and not values.get("old_id_number"):
            digits = _digits(self._raw(row, number_col))
            if len(digits) == _CMND and "personal_number" in noted:
                values["old_id_number"] = digits
        old = values.get("old_id_number")
        if old and len(old) == _CCCD and values.get("personal_number") in {None, old}:
            reading = read_cccd(old, old)
            values["old_id_number"] = None
            col = self.at.get("old_id_number")
            values["personal_number"] = self._settle(row, col, "personal_number", reading.value, reading.notes)

    def _rest_of_row(self, row: int, values: dict[str, Any]) -> None:
        language = values.get("foreign_language")
        if language and "tieng dan toc" in fold(language) and not values.get("ethnic_language"):
            values["ethnic_language"], values["foreign_language"] = language, None
        named = values.get("rank_name")
        if named in ranks() and not values.get("rank_code"):
            values["rank_code"], values["rank_name"] = named, None
            note = Note(FIXED, "rank_code_as_name", f"“{named}” là mã ngạch, được ghi vào mã ngạch.")
            self.find(row, self.at.get("rank_name"), "rank_code", note, named)
        while self._section_place < len(self._sections) and self._sections[self._section_place][0] < row:
            section, self._section = self._sections[self._section_place]
            self._section_above = self.layout.section_parents.get(section)
            self._section_place += 1
        if "unit" not in self.at and self._section:
            values["unit"] = self._section
            values["parent_unit"] = values.get("parent_unit") or self._section_above
        if not values.get("unit") and (values.get("unit_code") or values.get("parent_unit")):
            self._nameless_unit(row, values)

    def _nameless_unit(self, row: int, values: dict[str, Any]) -> None:
        """A unit's code, or the unit above it, cannot be stored without the unit; where no column names one it is the unit."""
        if "unit" not in self.at and values.get("parent_unit"):
            values["unit"], values["parent_unit"] = values["parent_unit"], None
            return
        for target in ("unit_code", "parent_unit"):
            if values.get(target):
                message = f"Thiếu tên đơn vị nên chưa ghi được “{TARGETS[target].label}”; ô này còn trong Nguồn."
                self.find(row, self.at.get(target), target, Note(WARN, "unit_without_name", message), None)
                values[target] = None

    def _required(self, row: int, values: Mapping[str, Any], noted: set[str]) -> None:
        for column in self.columns:
            wanted = TARGETS[column.target].wanted
            if not wanted or values.get(column.target) is not None or column.target in noted:
                continue
            if column.target != "full_name" and self.answers.empties(row, column.col):
                continue
            self.find(row, column.col, column.target, _blank(column.target, wanted), None)
        birth = self.birth_cols.get(row)
        if "born" in self.at or not birth or values.get("born") is not None or noted & {"born_male", "born_female"}:
            return
        if not self.emptied.get(row, set()) & {"born_male", "born_female"}:
            self.find(row, birth, "born", _blank("born", ERROR), None)

    def column_findings(self) -> list[Finding]:
        """What was repaired in, or is open about, whole columns; shown at the heading."""
        row, other = self.layout.header[1], self.layout.other_list
        text = f"Từ dòng {other} là danh sách khác, cột xếp khác; phần này chưa được đọc. Hãy chép sang trang tính riêng rồi nhập."
        cut = [Finding(other, None, ERROR, "", "other_list", None, None, text)] if other else []
        return (
            cut
            + [
                Finding(row, None, WARN, "", "other_sheet", name, None, _other_sheet(name, count))
                for name, count in self.layout.others
            ]
            + [
                Finding(row, column.col, note.level, column.target, note.kind, None, None, note.message)
                for column in self.columns
                for note in column.notes
            ]
        )

    def questions(self) -> tuple[Question, ...]:
        """The columns that leave something open."""
        found = []
        for column in self.columns:
            order = column.order
            if order is None or order.decided:
                continue
            if order.excel_swapped:
                kind, text = "date_swapped", f"Cột “{column.heading}”: Excel có đổi chỗ ngày và tháng không?"
                choices = (("dmy", "không, giữ như Excel ghi"), (SWAPPED, "có, đổi lại ngày và tháng"))
            else:
                kind, text = "date_order", f"Cột “{column.heading}”: ngày hay tháng đứng trước?"
                choices = (("dmy", "ngày trước, tháng sau"), ("mdy", "tháng trước, ngày sau"))
            found.append(Question(column.col, kind, text, choices, order.order, order.examples))
        return tuple(found)

    def settled(self, known: KnownPeople) -> tuple[PlannedPerson, ...]:
        """Every row with its outcome, after duplicates in the file and in the register are known."""
        col = self.at.get("unit")
        for row, note in doubtful_units(self.rows, known.units).items():
            if (row, col or 0) not in self.answers.cells:
                self.rows[row]["unit"] = self._settle(row, col, "unit", self.rows[row]["unit"], (note,))
        for row, (note, earlier) in inside(self.rows.items()).items():
            if self.answers.people.get(row) != NEW:
                target = _DUPLICATE_AT.get(note.kind, "full_name")
                col = self.at.get(target) if note.kind in _DUPLICATE_AT else None
                self.find(row, col, target, note, self.rows[row].get(target), earlier)
        people: list[PlannedPerson] = []
        taken: dict[Key, int] = {}
        given: set[Key | None] = set()
        for row, values in self.rows.items():
            person = self._person(row, values, known)
            if person.key is not None and person.outcome in {SAME_AS, CHANGED}:
                earlier = taken.setdefault(person.key, row)
                if earlier != row:
                    # two rows of the file cannot both be one person of the register
                    reasons = (*person.reasons, f"người này đã khớp với dòng {earlier}")
                    person = PlannedPerson(row, person.name, DOUBTED, person.values, person.key, (), reasons)
            if person.outcome == NEW and person.key in given:
                person = replace(person, key=None)  # a row copied with the key of another's file
            given.add(person.key)
            self._going_back(person)
            people.append(person)
        return tuple(people)

    def _going_back(self, person: PlannedPerson) -> None:
        """A step or post that begins before the one the register has: the file may be the older of the two."""
        for one in person.differences:
            if one.target in _SINCE and one.before and one.after and one.after < one.before:
                text = f"{TARGETS[one.target].label} sớm hơn sổ đang ghi ({vietnamese(one.before)}): tệp cũ hơn sổ?"
                self.find(person.row, self.at.get(one.target), one.target, Note(WARN, "goes_back", text), one.after)

    def _person(self, row: int, values: dict[str, Any], known: KnownPeople) -> PlannedPerson:
        name = values.get("full_name") or ""
        decided, _, hexed = self.answers.people.get(row, "").partition(":")
        kept = {target: value for target, value in values.items() if target not in HELPERS and value is not None}
        if decided == LEFT_OUT:
            return PlannedPerson(row, name, LEFT_OUT, kept, reasons=("người nhập chọn chừa lại",))
        sent = kept.pop("person_key", None)
        likeness = None if decided == NEW else known.sent(sent) or known.likeness(kept)
        if hexed:
            likeness = known.chosen(bytes.fromhex(hexed)) or likeness
        if row in self.stopped:
            key = likeness.person.key if likeness else None
            return PlannedPerson(row, name, LEFT_OUT, kept, key, reasons=("có lỗi",))
        if likeness is None:
            fresh = bytes.fromhex(sent) if sent and known.sent(sent) is None else None
            return PlannedPerson(row, name, NEW, kept, fresh)
        if likeness.score < SAME and decided != SAME_AS:
            would = self._compared(row, kept, likeness).differences
            key, reasons = likeness.person.key, likeness.reasons
            return PlannedPerson(row, name, DOUBTED, kept, key, would, reasons, likeness.rival)
        found = self._compared(row, kept, likeness)
        return replace(found, sent=bytes.fromhex(sent)) if sent and known.sent(sent) is None else found

    def _compared(self, row: int, values: dict[str, Any], likeness: Likeness) -> PlannedPerson:
        before = likeness.person.values
        # a unit is known by its code; what the file calls it, or puts above it, is no change of the person's
        named = (
            _NAMES_ONLY if values.get("unit_code") and values["unit_code"] == before.get("unit_code") else frozenset()
        )
        found = [
            Difference(target, before.get(target), value)
            for target, value in values.items()
            if target not in named
            and not _equal(target, before.get(target), value)
            and (fold(value) if target == "parent_unit" else value) not in before.get(every(target), ())
        ]
        found += [
            Difference(target, before[target], None)
            for target in sorted(self.emptied.get(row, ()))
            if target not in values and before.get(target) is not None
        ]
        outcome = CHANGED if found else SAME_AS
        return PlannedPerson(
            row, values["full_name"], outcome, values, likeness.person.key, tuple(found), likeness.reasons
        )


def _equal(target: str, before: Any, after: Any) -> bool:
    if target in _NAMES_ONLY:
        return fold(before or "") == fold(after or "")
    return bool(before == after)


def _digits(raw: Any) -> str:
    return "".join(letter for letter in str(clean_text(raw or "").value) if letter in "0123456789")


def _other_sheet(name: str, count: int) -> str:
    return f"Trang tính “{name}” cũng có danh sách ({count} người), chưa được đọc; hãy nhập riêng trang đó."


def _blank(target: str, level: str) -> Note:
    label = TARGETS[target].label
    if level == ERROR:
        return Note(ERROR, "blank_required", f"Thiếu “{label}”; không có thì không lập được hồ sơ.")
    return Note(WARN, "blank_required", f"“{label}” để trống; hồ sơ sẽ thiếu mục này.")
