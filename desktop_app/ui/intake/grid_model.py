"""The preview: the file's own rows and columns, coloured where there is something to say."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.layout import cell_at
from desktop_app.services.intake.plan import EMPTY, OUTCOME_NAMES, Answers, Plan, PlannedPerson
from desktop_app.services.intake.reading import Finding
from desktop_app.services.intake.targets import TARGETS
from desktop_app.services.intake.values import vietnamese
from desktop_app.ui.kit.palette import Tokens

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Index = QModelIndex | QPersistentModelIndex
WORST = ("skipped", "fixed", "warn", "error")
LEVEL_NAMES = {"error": "lỗi", "warn": "cần hỏi", "fixed": "đã sửa giúp", "skipped": "bỏ qua"}
_NUMBERS = frozenset({"step", "coefficient", "percent"})  # kinds of targets that stand at the right
_FIRST = (
    "full_name",
    "born_male",
    "born_female",
    "born",
    "personal_number",
    "unit",
    "rank_code",
    "step",
    "coefficient",
)


class PreviewModel(QAbstractTableModel):
    """Rows of people; the columns are those that go somewhere, what matters most first."""

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._tokens = tokens
        self._plan: Plan | None = None
        self._answers = Answers()
        self._rows: Sequence[PlannedPerson] = ()
        self._cols: list[tuple[int, str]] = []
        self._headings: dict[int, str] = {}
        self._at: dict[tuple[int, int], list[Finding]] = {}
        self._of_row: dict[int, list[Finding]] = {}
        self._bold = QFont()
        self._bold.setWeight(QFont.Weight.DemiBold)

    def show_plan(self, plan: Plan, answers: Answers, *, only_problems: bool, levels: frozenset[str]) -> None:
        """Show a plan: everyone, or only rows with something of these levels."""
        self.beginResetModel()
        self._plan, self._answers = plan, answers
        self._at, self._of_row = {}, {}
        for finding in plan.findings:
            self._of_row.setdefault(finding.row, []).append(finding)
            if finding.col:
                self._at.setdefault((finding.row, finding.col), []).append(finding)
        mapped = [(column.col, column.target) for column in plan.mapping if column.target not in {"", "index"}]
        mapped.sort(key=lambda pair: _FIRST.index(pair[1]) if pair[1] in _FIRST else len(_FIRST))
        self._cols = mapped
        self._headings = {column.col: column.heading.rpartition(" / ")[2] for column in plan.mapping}
        self._rows = [person for person in plan.people if not only_problems or self._is_problem(person, levels)]
        self.endResetModel()

    def _is_problem(self, person: PlannedPerson, levels: frozenset[str]) -> bool:
        if person.outcome == "doubtful":
            return True
        return any(finding.level in levels for finding in self._of_row.get(person.row, ()))

    # --- Qt's questions -------------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many people are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """The outcome, then the mapped columns."""
        return 0 if parent.isValid() else len(self._cols) + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Excel's row number; Excel's column letters over the heading the clerk knows, the field's name as tooltip."""
        if orientation == Qt.Orientation.Vertical:
            return str(self._rows[section].row) if role == Qt.ItemDataRole.DisplayRole else None
        if section == 0:
            return "\nKết quả" if role == Qt.ItemDataRole.DisplayRole else None
        col, target = self._cols[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{column_letters(col)}\n{self._headings[col]}"
        return TARGETS[target].label if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, colour by the worst finding, and the whole reason as tooltip."""
        person = self._rows[index.row()]
        if index.column() == 0:
            return self._outcome(person, role)
        col, target = self._cols[index.column() - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text_at(person.row, col)
        if role == Qt.ItemDataRole.TextAlignmentRole and TARGETS[target].kind in _NUMBERS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        found = self._at.get((person.row, col))
        return self._said(found, role) if found else None

    def _said(self, found: "Sequence[Finding]", role: int) -> Any:
        level = max((finding.level for finding in found), key=WORST.index)
        if role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(_ground(self._tokens, level)))
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(_ink(self._tokens, level)))
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole}:
            return "\n".join(f"{LEVEL_NAMES[finding.level]}: {finding.message}" for finding in found)
        return None

    def _outcome(self, person: PlannedPerson, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return OUTCOME_NAMES[person.outcome]
        level = {"left_out": "error", "doubtful": "warn", "changed": "fixed"}.get(person.outcome)
        if role == Qt.ItemDataRole.ForegroundRole and level:
            return QBrush(QColor(_ink(self._tokens, level)))
        if role == Qt.ItemDataRole.ToolTipRole:
            rows = [f"{finding.message}" for finding in self._of_row.get(person.row, ()) if finding.col is None]
            return "\n".join([*person.reasons, *rows, *self._changes(person)])
        return None

    @staticmethod
    def _changes(person: PlannedPerson) -> list[str]:
        return [
            f"{TARGETS[change.target].label}: {vietnamese(change.before) or 'trống'} → {vietnamese(change.after)}"
            for change in person.differences
        ]

    # --- what the page asks ---------------------------------------------------------------------------------------

    def text_at(self, row: int, col: int) -> str:
        """The cell as the file has it, or as the clerk typed it."""
        typed = self._answers.cells.get((row, col))
        if typed is not None:
            return "để trống" if typed == EMPTY else typed
        if self._plan is None:
            return ""
        value = cell_at(self._plan.layout.sheet.rows, row, col)
        guess = self._plan.encodings.get(col)
        if guess is not None and guess.encoding != "unicode" and isinstance(value, str):
            from desktop_app.services.intake.legacy import decode

            value = decode(value, guess.encoding)
        if value is None:
            return "trống" if any(f.kind == "blank_required" for f in self._at.get((row, col), ())) else ""
        return str(value).replace(".", ",") if isinstance(value, float) else vietnamese(value)

    def person_at(self, row: int) -> PlannedPerson | None:
        """The person of a shown line."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def findings_at(self, index: Index) -> list[Finding]:
        """What there is to say about a cell: its own findings, and in the first column those of the whole row."""
        person = self.person_at(index.row())
        if person is None:
            return []
        if index.column() == 0:
            return [finding for finding in self._of_row.get(person.row, ()) if finding.col is None]
        return self._at.get((person.row, self._cols[index.column() - 1][0]), [])

    def cell_of(self, index: Index) -> tuple[int, int] | None:
        """Excel's row and column of a shown cell; ``None`` in the first column."""
        person = self.person_at(index.row())
        if person is None or index.column() == 0:
            return None
        return person.row, self._cols[index.column() - 1][0]

    def target_of(self, col: int) -> str:
        """The target of a column."""
        return next((target for place, target in self._cols if place == col), "")

    def place_of(self, row: int, col: int | None) -> QModelIndex:
        """Where an Excel cell is shown; an invalid index when it is filtered away."""
        line = next((place for place, person in enumerate(self._rows) if person.row == row), None)
        column = 0 if col is None else next((n for n, (place, _) in enumerate(self._cols, 1) if place == col), 0)
        return QModelIndex() if line is None else self.index(line, column)

    def problem_after(self, index: Index, step: int) -> QModelIndex:
        """The next (or previous) cell with an error or a question, in reading order."""
        wanted = []
        for line, person in enumerate(self._rows):
            for finding in self._of_row.get(person.row, ()):
                if finding.level in {"error", "warn"}:
                    place = self.place_of(finding.row, finding.col)
                    wanted.append((line, place.column()))
            if person.outcome == "doubtful":
                wanted.append((line, 0))
        here = (index.row(), index.column()) if index.isValid() else (-1, -1)
        ordered = sorted(set(wanted))
        if not ordered:
            return QModelIndex()
        if step > 0:
            found = next((place for place in ordered if place > here), ordered[0])
        else:
            found = next((place for place in reversed(ordered) if place < here), ordered[-1])
        return self.index(*found)

    def same_cells(self, row: int, col: int) -> list[tuple[int, int]]:
        """Every cell of the column with the same text and the same kind of problem."""
        if self._plan is None:
            return []
        kinds = {finding.kind for finding in self._at.get((row, col), ())}
        text = self.text_at(row, col)
        found: Mapping[tuple[int, int], list[Finding]] = self._at
        return [
            (r, c)
            for (r, c), findings in found.items()
            if c == col and kinds & {finding.kind for finding in findings} and self.text_at(r, c) == text
        ]


def _ground(tokens: Tokens, level: str) -> str:
    return {"error": tokens.danger_soft, "warn": tokens.warn_soft, "fixed": tokens.info_soft}.get(level, tokens.sunken)


def _ink(tokens: Tokens, level: str) -> str:
    return {"error": tokens.danger, "warn": tokens.warn, "fixed": tokens.info}.get(level, tokens.text2)
