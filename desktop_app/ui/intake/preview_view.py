"""Xem trước: counts, the coloured grid, and the panel that settles one cell after another."""

from dataclasses import replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSplitter, QTableView, QVBoxLayout, QWidget

from desktop_app.services.intake.plan import EMPTY, OUTCOME_NAMES, Answers, Plan
from desktop_app.ui.intake.grid_delegate import PreviewDelegate
from desktop_app.ui.intake.grid_model import PreviewModel
from desktop_app.ui.intake.mapping_card import MappingCard
from desktop_app.ui.intake.problem_panel import ProblemPanel
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.metrics import font
from desktop_app.ui.kit.palette import Tokens
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import label, line

_LEVELS = (
    ("error", "lỗi", "danger"),
    ("warn", "cần hỏi", "warn"),
    ("fixed", "đã sửa giúp", "info"),
    ("skipped", "bỏ qua", ""),
)
_OUTCOMES = (("new", "ok"), ("same", ""), ("changed", "info"), ("doubtful", "warn"), ("left_out", "danger"))
_MEASURED = 100  # lines whose texts give a column its width
_KEYS = (
    ("F8", "ô sau"),
    ("F2", "sửa tại chỗ"),
    ("Ctrl+Enter", "nhận đề nghị"),
    ("Del", "để trống"),
    ("Ctrl+Z", "hoàn tác"),
)


class PreviewView(QWidget):
    """Everything the import would do, before anything is written; ``answered`` carries the clerk's new answers."""

    answered = Signal(object)
    merge_asked = Signal(bytes, bytes)
    mapping_asked = Signal()

    def __init__(self, tokens: Tokens) -> None:
        super().__init__()
        self._plan: Plan | None = None
        self._answers = Answers()
        self._before: list[Answers] = []
        self.model = PreviewModel(tokens)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        split.addWidget(self._grid_card())
        self.panel, self.mapping = ProblemPanel(), MappingCard()
        beside = QWidget()
        beside.setMinimumWidth(look().px(270))
        column = QVBoxLayout(beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.panel)
        column.addWidget(self.mapping, 1)
        split.addWidget(beside)
        split.setStretchFactor(0, 1)
        split.setSizes([820, 310])
        layout.addWidget(split)
        self.panel.accepted.connect(self._on_accepted)
        self.panel.typed.connect(self._on_typed)
        self.panel.emptied.connect(self._on_emptied)
        self.panel.person_decided.connect(self._on_person_decided)
        self.panel.merge_asked.connect(self._on_merge_asked)
        self.mapping.change_asked.connect(self.mapping_asked)
        self._keys()

    def _grid_card(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setContentsMargins(1, 8, 1, 1)
        layout.setSpacing(6)
        self._chip_lines(layout)
        self._grid(layout)
        self._key_caps(layout)
        return card

    def _chip_lines(self, layout: QVBoxLayout) -> None:
        self._level_chips = {level: _chip(tone) for level, _, tone in _LEVELS}
        self._outcome_chips = {outcome: _chip(tone) for outcome, tone in _OUTCOMES}
        top = QHBoxLayout()
        top.setContentsMargins(12, 0, 12, 0)
        for chip in self._level_chips.values():
            top.addWidget(chip)
        top.addStretch(1)
        for text, key, step in (("‹ Trước", "Shift+F8", -1), ("Sau ›  F8", "F8", 1)):
            button = QPushButton(text)
            button.setProperty("kind", "quiet")
            button.setToolTip(key)
            button.clicked.connect(lambda _=False, way=step: self.go_to_problem(way))
            top.addWidget(button)
        layout.addLayout(top)
        second = QHBoxLayout()
        second.setContentsMargins(12, 0, 12, 0)
        second.setSpacing(0)
        self._only = QPushButton("Chỉ dòng có vấn đề")
        self._everyone = QPushButton("Tất cả")
        for button, place in ((self._only, "first"), (self._everyone, "last")):
            button.setProperty("kind", "segment")
            button.setProperty("place", place)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.clicked.connect(self._refresh)
            second.addWidget(button)
        self._only.setChecked(True)
        second.addStretch(1)
        people = QLabel("Người: ")
        people.setProperty("kind", "small")
        second.addWidget(people)
        chips = QHBoxLayout()
        chips.setSpacing(6)
        for chip in self._outcome_chips.values():
            chips.addWidget(chip)
        second.addLayout(chips)
        layout.addLayout(second)

    def _grid(self, layout: QVBoxLayout) -> None:
        self.grid = QTableView()
        self.grid.setAccessibleName("Xem trước những gì sẽ nhập")
        self.grid.setModel(self.model)
        self.grid.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.grid.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.grid.setItemDelegate(PreviewDelegate(self.grid))
        height = self.grid.fontMetrics().height()
        self.grid.verticalHeader().setDefaultSectionSize(int(height * 1.65))
        self.grid.verticalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.grid.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.grid.horizontalHeader().setDefaultSectionSize(height * 8)
        selection = self.grid.selectionModel()
        selection.currentChanged.connect(self._on_current_changed)
        layout.addWidget(self.grid, 1)

    @staticmethod
    def _key_caps(layout: QVBoxLayout) -> None:
        foot = QFrame()
        foot.setProperty("kind", "foot")
        keys = Flow(gap=8)
        for key, text in _KEYS:
            pair = QWidget()
            both = line(pair, gap=6)
            both.addWidget(label(key, "key"))
            both.addWidget(label(text, "small"))
            keys.add(pair)
        line(foot, margins=(12, 6, 12, 6)).addWidget(keys)
        layout.addWidget(foot)

    def _keys(self) -> None:
        for key, action in (
            ("F8", lambda: self.go_to_problem(1)),
            ("Shift+F8", lambda: self.go_to_problem(-1)),
            ("F2", self.panel.edit.setFocus),
            ("Ctrl+Return", self._on_accepted),
            ("Ctrl+Enter", self._on_accepted),
            ("Ctrl+Z", self._on_undo),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)
        leave_empty = QShortcut(QKeySequence("Del"), self.grid)
        leave_empty.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave_empty.activated.connect(self._on_emptied)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_plan(self, plan: Plan, answers: Answers) -> None:
        """Show a plan made with these answers; the current cell stays where it was."""
        self._plan, self._answers = plan, answers
        self.mapping.show_mapping(plan.mapping)
        self._refresh()

    def start_over(self) -> None:
        """Forget the answers that could be taken back: another file."""
        self._before = []

    def _refresh(self) -> None:
        if self._plan is None:
            return
        index = self.grid.currentIndex()
        person = self.model.person_at(index.row()) if index.isValid() else None
        cell = self.model.cell_of(index) if person else None
        people_rows = {one.row for one in self._plan.people}
        problems = {finding.row for finding in self._plan.findings} & people_rows
        problems |= {one.row for one in self._plan.people if one.outcome == "doubtful"}
        if not problems:
            self._everyone.setChecked(True)
        only = self._only.isChecked()
        levels = frozenset({"error", "warn", "fixed", "skipped"})
        self.model.show_plan(self._plan, self._answers, only_problems=only, levels=levels)
        self._widths()
        counts, people = self._plan.levels, self._plan.outcomes
        for level, name, _ in _LEVELS:
            self._level_chips[level].setText(f"<b>{counts[level]}</b> {name}")
        for outcome, _ in _OUTCOMES:
            self._outcome_chips[outcome].setText(f"{people[outcome]} {OUTCOME_NAMES[outcome]}")
            self._outcome_chips[outcome].setVisible(bool(people[outcome]))
        self._only.setText(f"Chỉ dòng có vấn đề ({len(problems)})")
        self._everyone.setText(f"Tất cả ({len(self._plan.people)})")
        if person is not None:
            place = self.model.place_of(person.row, cell[1] if cell else None)
            if place.isValid():
                self.grid.setCurrentIndex(place)
                return
        self.go_to_problem(1)

    def _widths(self) -> None:
        """Every column as wide as its heading and its first cells, within reason."""
        height, heads = self.grid.fontMetrics().height(), QFontMetrics(font("sm", 600))
        cells = QFontMetrics(font(weight=600))
        for place in range(self.model.columnCount()):
            lines = str(self.model.headerData(place, Qt.Orientation.Horizontal)).split("\n")
            texts = [str(self.model.index(row, place).data()) for row in range(min(self.model.rowCount(), _MEASURED))]
            wanted = max(*map(heads.horizontalAdvance, lines), *map(cells.horizontalAdvance, texts), 0) + look().px(18)
            self.grid.setColumnWidth(place, min(wanted, height * 12))

    def go_to_problem(self, step: int) -> None:
        """Go to the next (1) or previous (-1) cell that needs the clerk."""
        place = self.model.problem_after(self.grid.currentIndex(), step)
        if place.isValid():
            self.grid.setCurrentIndex(place)
            self.grid.scrollTo(place)
        else:
            self.panel.show_nothing()

    def _on_current_changed(self, index: QModelIndex) -> None:
        person = self.model.person_at(index.row())
        if person is None:
            self.panel.show_nothing()
            return
        cell = self.model.cell_of(index)
        same = len(self.model.same_cells(*cell)) if cell else 0
        text = self.model.text_at(*cell) if cell else ""
        self.panel.show_cell(person, cell, self.model.findings_at(index), text, same)

    # --- answering ------------------------------------------------------------------------------------------------

    def _cells(self, *, all_same: bool) -> list[tuple[int, int]]:
        cell = self.model.cell_of(self.grid.currentIndex())
        if cell is None:
            return []
        return self.model.same_cells(*cell) if all_same else [cell]

    def _answer(self, answers: Answers) -> None:
        self._before.append(self._answers)
        self._answers = answers
        self.answered.emit(answers)

    def _on_accepted(self, all_same: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's argument
        found = self.model.findings_at(self.grid.currentIndex())
        cells = self._cells(all_same=all_same)
        if cells and any(finding.proposal is not None for finding in found):
            self._answer(replace(self._answers, accepted=self._answers.accepted | frozenset(cells)))

    def _on_typed(self, text: str, all_same: bool) -> None:  # noqa: FBT001 - a signal's argument
        cells = self._cells(all_same=all_same)
        if cells:
            self._answer(replace(self._answers, cells={**self._answers.cells, **dict.fromkeys(cells, text or EMPTY)}))
            self.grid.setFocus()

    def _on_emptied(self, all_same: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's argument
        cells = self._cells(all_same=all_same)
        if cells:
            self._answer(replace(self._answers, cells={**self._answers.cells, **dict.fromkeys(cells, EMPTY)}))

    def _on_person_decided(self, decision: str) -> None:
        person = self.model.person_at(self.grid.currentIndex().row())
        if person is not None:
            self._answer(replace(self._answers, people={**self._answers.people, person.row: decision}))

    def _on_merge_asked(self) -> None:
        person = self.model.person_at(self.grid.currentIndex().row())
        if person is not None and person.key is not None and person.rival is not None:
            self.merge_asked.emit(person.key, person.rival)

    def _on_undo(self) -> None:
        if self._before:
            self._answers = self._before.pop()
            self.answered.emit(self._answers)


def _chip(tone: str) -> QLabel:
    chip = QLabel()
    chip.setProperty("kind", "chip")
    chip.setProperty("tone", tone)
    return chip
