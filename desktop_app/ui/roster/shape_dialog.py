"""The builder of a list: conditions on the left, the one being made on the right, and how many people it leaves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QListWidget, QStackedWidget, QVBoxLayout, QWidget

from db.text import dotted, fold
from desktop_app.errors import InvalidInput
from desktop_app.services.lists.fields import (
    BETWEEN,
    HAS,
    OPERATION_NAMES,
    OPERATIONS,
    VALUELESS,
    ListField,
    list_fields,
)
from desktop_app.services.lists.line import read_line, say_line
from desktop_app.services.lists.values import ValueRow, count_people, values_of
from desktop_app.services.roster_types import Line, RosterQuery
from desktop_app.ui.kit.check_list import CheckList, PickList
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, label, line
from desktop_app.ui.register import Register

_RANGE, _MONTHS, _WORDS, _TICKS, _NOTHING = range(5)
_COUNT_AFTER_MS = 200
Counting = Callable[[tuple[Line, ...]], RosterQuery]


@dataclass
class _Draft:
    """A condition as it stands, finished or not."""

    code: str = ""
    operation: str = ""
    values: list[str] = field(default_factory=list)
    why: str = "Chọn một mục ở bên phải."
    made: Line | None = None


class ShapeDialog(DeedDialog):
    """``lines`` is what the clerk wants when the deed is asked."""

    def __init__(
        self,
        parent: QWidget | None,
        register: Register,
        lines: Sequence[Line],
        query: Counting,
        units: Mapping[str, str],
        day: date,
    ) -> None:
        self.conditions = QListWidget()
        super().__init__(
            parent, "Lọc danh sách", "Lọc", subtitle="mỗi điều kiện đều phải đúng", icon="funnel", width=860
        )
        self._register, self._query, self._units, self._day = register, query, units, day
        self._drafts = [_Draft(one.field, one.operation, list(one.values), "", one) for one in lines] or [_Draft()]
        self._filling = False
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_COUNT_AFTER_MS)
        self._waiting.timeout.connect(self._ask_count)
        both = line(gap=16)
        both.addLayout(self._left(), 2)
        both.addLayout(self._right(), 3)
        self.body.addLayout(both)
        QShortcut(QKeySequence("Alt+T"), self).activated.connect(self.add)
        QShortcut(QKeySequence("Alt+B"), self).activated.connect(self.drop)
        self._say(0)
        self._show()
        self._weigh_lines()

    # --- parts ----------------------------------------------------------------------------------------------------

    def _left(self) -> QVBoxLayout:
        left = column(gap=6)
        left.addWidget(label("Các điều kiện", "field"))
        self.conditions.setAccessibleName("Các điều kiện")
        self.conditions.setWordWrap(True)
        self.conditions.setMinimumHeight(look().px(250))
        self.conditions.currentRowChanged.connect(lambda _row: self._show())
        self.conditions.installEventFilter(self)
        left.addWidget(self.conditions, 1)
        acts = line()
        acts.addWidget(button("Thêm điều kiện", self.add, icon="plus", tip="Thêm một điều kiện", key="Alt+T"))
        acts.addWidget(button("Bỏ", self.drop, icon="x", tip="Bỏ điều kiện đang chọn", key="Alt+B, Del"))
        acts.addStretch(1)
        left.addLayout(acts)
        self.count = label("", "strong", wrap=True)
        left.addWidget(self.count)
        return left

    def _right(self) -> QVBoxLayout:
        right = column(gap=6)
        right.addWidget(label("Mục", "field"))
        self.fields = PickList("Các mục của hồ sơ", "Gõ tên mục, không cần dấu", fold, "Alt+T")
        self.fields.setMinimumHeight(look().px(170))
        self.fields.set_items((one.code, one.full_label, one.tab) for one in list_fields().values())
        self.fields.picked.connect(self._on_field)
        right.addWidget(self.fields, 1)
        right.addWidget(label("Cách hỏi", "field"))
        self.operation = QComboBox()
        self.operation.setAccessibleName("Cách hỏi")
        self.operation.activated.connect(lambda _place: self._on_operation())
        right.addWidget(self.operation)
        self._editors = QStackedWidget()
        for editor in (self._range(), self._months(), self._words(), self._ticks(), QWidget()):
            self._editors.addWidget(editor)
        right.addWidget(self._editors, 1)
        self.why = label("", "error", wrap=True)
        right.addWidget(self.why)
        return right

    def _edit(self, name: str, hint: str) -> QLineEdit:
        made = QLineEdit()
        made.setAccessibleName(name)
        made.setPlaceholderText(hint)
        made.textEdited.connect(lambda _text: self._on_values())
        return made

    def _range(self) -> QWidget:
        whole = QWidget()
        row = line(whole)
        self.low, self.high = self._edit("Từ", "để trống: không hạn"), self._edit("Đến", "để trống: không hạn")
        for text, edit in (("Từ", self.low), ("đến", self.high)):
            row.addWidget(label(text, "field"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(edit, 1, Qt.AlignmentFlag.AlignTop)
        return whole

    def _months(self) -> QWidget:
        whole = QWidget()
        row = line(whole)
        self.months = self._edit("Số tháng", "số tháng")
        row.addWidget(self.months, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label("tháng, tính từ ngày của danh sách", "dim"), 1, Qt.AlignmentFlag.AlignTop)
        return whole

    def _words(self) -> QWidget:
        whole = QWidget()
        layout = column(whole, gap=4)
        self.words = self._edit("Chữ cần có", "không cần dấu; nhiều chữ cách nhau bằng dấu ;")
        layout.addWidget(self.words)
        layout.addStretch(1)
        return whole

    def _ticks(self) -> QWidget:
        self.ticks = CheckList("Các giá trị", "Tìm giá trị; Space để đánh dấu", fold)
        self.ticks.setMinimumHeight(look().px(150))
        self.ticks.changed.connect(self._on_values)
        return self.ticks

    # --- what is asked --------------------------------------------------------------------------------------------

    @property
    def lines(self) -> tuple[Line, ...]:
        """The conditions that are finished."""
        return tuple(one.made for one in self._drafts if one.made is not None)

    @property
    def _draft(self) -> _Draft | None:
        row = self.conditions.currentRow()
        return self._drafts[row] if 0 <= row < len(self._drafts) else None

    @property
    def _field(self) -> ListField | None:
        draft = self._draft
        return list_fields().get(draft.code) if draft is not None else None

    def add(self) -> None:
        """One more condition; the keyboard goes to the fields."""
        if not self._drafts or self._drafts[-1].code:
            self._drafts.append(_Draft())
        self._say(len(self._drafts) - 1)
        self._show()
        self.fields.search.clear()
        self.fields.search.setFocus()

    def drop(self) -> None:
        """Take the condition off."""
        row = self.conditions.currentRow()
        if 0 <= row < len(self._drafts):
            del self._drafts[row]
            self._say(max(row - 1, 0))
            self._show()
            self._weigh_lines()

    def _say(self, row: int | None = None) -> None:
        """Write the conditions anew, the keyboard on one of them."""
        row = self.conditions.currentRow() if row is None else row
        self.conditions.blockSignals(True)
        self.conditions.clear()
        for draft in self._drafts:
            unfinished = list_fields()[draft.code].full_label + ": …" if draft.code else "Điều kiện mới"
            self.conditions.addItem(say_line(draft.made, self._units) if draft.made else unfinished)
        self.conditions.setCurrentRow(min(max(row, 0), len(self._drafts) - 1))
        self.conditions.blockSignals(False)

    def _show(self) -> None:
        """Show the condition the keyboard is on."""
        draft, asked = self._draft, self._field
        self._filling = True
        self.operation.clear()
        self.fields.setEnabled(draft is not None)
        if draft is not None and asked is not None:
            self.fields.go_to(asked.code)
            for code in OPERATIONS[asked.kind]:
                self.operation.addItem(OPERATION_NAMES[code], code)
            self.operation.setCurrentIndex(OPERATIONS[asked.kind].index(draft.operation))
        else:
            self.fields.list.setCurrentRow(-1)
        self.operation.setEnabled(asked is not None)
        self._show_values()
        self._filling = False
        self.why.setText(draft.why if draft is not None else "Bấm “Thêm điều kiện”.")

    def _show_values(self) -> None:
        draft, asked = self._draft, self._field
        if draft is None or asked is None or draft.operation in VALUELESS:
            self._editors.setCurrentIndex(_NOTHING)
        elif draft.operation == BETWEEN:
            self._editors.setCurrentIndex(_RANGE)
            shown = [_typed(asked, one) for one in (*draft.values, "", "")[:2]]
            self.low.setText(shown[0])
            self.high.setText(shown[1])
        elif draft.operation == HAS:
            self._editors.setCurrentIndex(_WORDS)
            self.words.setText("; ".join(draft.values))
        elif draft.operation in {"in", "not_in"}:
            self._editors.setCurrentIndex(_TICKS)
            self._show_ticks(asked, draft)
        else:
            self._editors.setCurrentIndex(_MONTHS)
            self.months.setText("".join(draft.values[:1]))

    def _show_ticks(self, asked: ListField, draft: _Draft) -> None:
        self.ticks.search.clear()
        if asked.kind == "unit":
            self._on_offered(asked.code, [ValueRow(key, name, None) for key, name in self._units.items()])
            return
        self.ticks.set_items((one, one, "") for one in draft.values)
        self._register.ask(
            values_of, asked, self._day, then=lambda rows: self._on_offered(asked.code, rows), topic="list-values"
        )

    def _on_offered(self, code: str, rows: Sequence[ValueRow]) -> None:
        draft = self._draft
        if draft is None or draft.code != code or self._editors.currentIndex() != _TICKS:
            return
        known = {row.value for row in rows}
        extra = [ValueRow(one, one, 0) for one in draft.values if one not in known]
        self.ticks.set_items((row.value, _counted(row), "") for row in [*extra, *rows])
        self.ticks.check(draft.values)

    # --- the clerk's hand -----------------------------------------------------------------------------------------

    def _on_field(self, code: str) -> None:
        draft = self._draft
        if self._filling or draft is None or draft.code == code:
            return
        draft.code, draft.operation, draft.values = code, OPERATIONS[list_fields()[code].kind][0], []
        self._read(draft)
        self._show()

    def _on_operation(self) -> None:
        draft = self._draft
        if draft is not None:
            draft.operation = self.operation.currentData()
            draft.values = draft.values if draft.operation in {"in", "not_in"} else []
            self._read(draft)
            self._show_values()

    def _on_values(self) -> None:
        draft = self._draft
        if draft is None or self._filling:
            return
        shown = self._editors.currentIndex()
        draft.values = {
            _RANGE: lambda: [self.low.text(), self.high.text()],
            _MONTHS: lambda: [self.months.text()],
            _WORDS: lambda: self.words.text().split(";"),
            _TICKS: lambda: list(self.ticks.checked()),
        }[shown]()
        self._read(draft)

    def _read(self, draft: _Draft) -> None:
        try:
            draft.made, draft.why = read_line(draft.code, draft.operation, draft.values), ""
        except InvalidInput as wrong:
            draft.made, draft.why = None, str(wrong)
        self.why.setText(draft.why)
        self._say()
        self._weigh_lines()

    def _weigh_lines(self) -> None:
        unfinished = [one for one in self._drafts if one.made is None and one.code]
        self.show_problems([list_fields()[one.code].label.lower() for one in unfinished])
        self._waiting.start()

    def _ask_count(self) -> None:
        self._register.ask(count_people, self._query(self.lines), then=self._on_counted, topic="list-count")

    def _on_counted(self, people: int) -> None:
        self.count.setText(f"Còn {dotted(people)} người")

    def _on_key(self, event: QKeyEvent) -> bool:
        deletes = event.key() == Qt.Key.Key_Delete
        if deletes:
            self.drop()
        return deletes

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del takes a condition off."""
        if watched is self.conditions and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._on_key(event)
        return super().eventFilter(watched, event)


def _typed(asked: ListField, value: str) -> str:
    return "/".join(reversed(value.split("-"))) if asked.kind == "day" and value[:4].isdigit() else value


def _counted(row: ValueRow) -> str:
    return row.text if row.people is None else f"{row.text}  ({dotted(row.people)})"
