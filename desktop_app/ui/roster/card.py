"""The card of the person selected: who, facts, completeness, actions."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFormLayout, QFrame, QMenu, QWidget

from desktop_app.services.roster_types import CATEGORY_NAMES, Fact, PersonCard
from desktop_app.ui.fullness import PersonFullness
from desktop_app.ui.held_chip import HeldChip
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, give_menu, label, line, rule, scrolling
from desktop_app.ui.register import Register


class PersonPane(QFrame):
    """One person beside the list."""

    opened = Signal()
    merge_asked = Signal()
    copy_asked = Signal()
    bulk_asked = Signal()
    remove_asked = Signal()

    def __init__(self, register: Register, papers: Callable[[], QMenu]) -> None:
        """``papers`` makes the menu of their papers."""
        super().__init__()
        self.setProperty("kind", "card")
        self._register, self._papers = register, papers
        self._allowed = False, False
        self._made = False
        looks.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _make(self) -> None:
        """Put everything in, once: with the first person shown, so that the first picture of the list does not wait for it."""
        if self._made:
            return
        self._made = True
        outer = column(self, margins=(1, 1, 1, 1))
        self._inner = QWidget()
        inner = column(self._inner, margins=(14, 14, 14, 10), gap=10)
        self._body = column(gap=10)
        inner.addLayout(self._body)
        self._fullness = PersonFullness(self._register)
        inner.addWidget(self._fullness)
        inner.addStretch(1)
        self.held = HeldChip(self._register)
        held = line(margins=(14, 8, 14, 0))
        held.addWidget(self.held)
        held.addStretch(1)
        outer.addLayout(held)
        outer.addWidget(scrolling(self._inner), 1)
        foot = frame("foot")
        actions = line(foot, margins=(14, 10, 14, 10))
        self._open = button("Mở hồ sơ", self.opened.emit, kind="primary", key="Enter")
        actions.addWidget(self._open)
        more = button("Nghiệp vụ", tip="Việc làm với những người đang chọn")
        menu = QMenu(more)
        self._copy = menu.addAction("Chép các dòng đang chọn")
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # the list itself answers the key
        self._copy.triggered.connect(lambda _=False: self.copy_asked.emit())
        self._merge = menu.addAction("Gộp hồ sơ trùng…")
        self._merge.setToolTip("Chọn đúng hai người: Ctrl+bấm, hoặc Shift+mũi tên")
        self._merge.triggered.connect(lambda _=False: self.merge_asked.emit())
        self._bulk = menu.addAction("Sửa hàng loạt…")
        self._bulk.setToolTip("Một mục của những người đang chọn; chọn một người: của cả danh sách đang hiện")
        self._bulk.triggered.connect(lambda _=False: self.bulk_asked.emit())
        menu.addSeparator()
        self._remove = menu.addAction("Bỏ vào thùng rác…")
        self._remove.triggered.connect(lambda _=False: self.remove_asked.emit())
        menu.setToolTipsVisible(True)
        menu.addMenu(self._papers())
        give_menu(more, menu)
        actions.addWidget(more)
        actions.addStretch(1)
        outer.addWidget(foot)
        self._allow()

    def _on_look_changed(self) -> None:
        self.setMinimumWidth(look().px(262))  # a number does not wrap

    def allow(self, *, copying: bool, merging: bool) -> None:
        """Which deeds can be done with those selected."""
        self._allowed = copying, merging
        if self._made:
            self._allow()

    def _allow(self) -> None:
        copying, merging = self._allowed
        self._copy.setEnabled(copying)
        self._merge.setEnabled(merging)
        self._merge.setText("Gộp hai hồ sơ đang chọn…" if merging else "Gộp hồ sơ trùng (chọn hai người)")

    def show_nobody(self, why: str) -> None:
        """Nobody is selected."""
        self._make()
        empty_layout(self._body)
        self._body.addWidget(label(why, "dim", wrap=True))
        self._fullness.show_nobody()
        self._open.setEnabled(False)

    def show_card(self, card: PersonCard, day: date) -> None:
        """Show a person as of a day."""
        self._make()
        empty_layout(self._body)
        row = card.row
        head = line(gap=12)
        photo = frame("band")
        picture = column(photo, margins=(10, 14, 10, 14))
        picture.addWidget(IconLabel("user", "text3", 40), 0, Qt.AlignmentFlag.AlignCenter)
        head.addWidget(photo, 0, Qt.AlignmentFlag.AlignTop)
        names = column(gap=2)
        names.addWidget(label(row.full_name, "name", wrap=True))
        if row.post:
            names.addWidget(label(row.post, "strong", wrap=True))
        if row.unit:
            names.addWidget(label(row.unit, "dim", wrap=True))
        chips = line(gap=6)
        if row.category:
            chips.addWidget(label(CATEGORY_NAMES.get(row.category, row.category), "chip", "accent"))
        if row.party_joined:
            chips.addWidget(label("Đảng viên", "chip"))
        if row.left_on:
            chips.addWidget(label(f"Đã rời {_day(row.left_on)}", "chip", "warn"))
        chips.addStretch(1)
        names.addLayout(chips)
        head.addLayout(names, 1)
        self._body.addLayout(head)
        self._body.addWidget(rule())
        self._body.addLayout(_facts(card.facts))
        self._body.addWidget(rule())
        if row.next_step_on:
            self._body.addWidget(label("Sắp tới", "title"))
            next_step = line(gap=12)
            next_step.addWidget(IconLabel("chart-line-up"), 0, Qt.AlignmentFlag.AlignTop)
            words = column(gap=2)
            words.addWidget(label("Mốc nâng bậc lương", wrap=True))
            words.addWidget(label(_day(row.next_step_on), "small"))
            next_step.addLayout(words, 1)
            self._body.addLayout(next_step)
            self._body.addWidget(rule())
        self._fullness.show_person(row.key, day)
        self.held.show_person(row.key, day)
        self._open.setEnabled(True)


def _facts(facts: tuple[Fact, ...]) -> QFormLayout:
    form = QFormLayout()
    form.setHorizontalSpacing(16)
    form.setVerticalSpacing(7)
    form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for fact in facts:
        if fact.value:
            value = label(fact.value, wrap=True)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            form.addRow(label(fact.label, "field"), value)
    return form


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""
