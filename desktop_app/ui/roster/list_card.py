"""The card in the middle of the register: search, columns, conditions, the list, and what stands there when it is empty."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QWidget

from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.table_view import TableView
from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.widgets import SearchField, button, column, give_menu, label, line
from desktop_app.ui.roster.columns import ColumnsMenu
from desktop_app.ui.roster.filters import FilterBar

_OUT = (
    ("print", "Xem trước và in…", "Ctrl+P"),
    ("xlsx", "Excel…", "Ctrl+E"),
    ("pdf", "PDF khổ A4 (rộng quá thì A3)…", ""),
    ("pdf-a3", "PDF khổ A3…", ""),
    ("csv", "CSV…", ""),
)


class ListCard(QFrame):
    """Holds the list and everything that says what it shows; its buttons are signals."""

    intake_asked = Signal()
    new_asked = Signal()
    export_asked = Signal(str)
    upward_asked = Signal()
    everybody_asked = Signal()

    def __init__(
        self,
        table: TableView,
        units: Callable[[], Mapping[str, str]],
        columns_state: Callable[[], tuple[Sequence[str], str, bool]],
        on_columns: Callable[[Sequence[str]], None],
        on_sort: Callable[[str, bool], None],
    ) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = column(self, margins=(1, 10, 1, 1), gap=8)
        self.search = SearchField("Tìm trong danh sách", "Tên, số CCCD, đơn vị, chức vụ (không cần dấu)", "Ctrl+F")
        self.columns_menu = ColumnsMenu(self, columns_state, on_columns, on_sort)
        layout.addLayout(self._top())
        self.filters = FilterBar(units)
        second = line(margins=(12, 0, 12, 0))
        second.addWidget(self.filters, 1)
        self.saved = button("Đã lưu", kind="quiet", icon="bookmark-simple", tip="Danh sách đã lưu, nhóm và đếm")
        self.saved_menu = QMenu(self.saved)
        give_menu(self.saved, self.saved_menu)
        second.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(second)
        self.stack = QStackedWidget()
        self.stack.addWidget(table)
        layout.addWidget(self.stack, 1)
        looks.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        self.search.setMinimumWidth(look().px(150))

    def _top(self) -> QHBoxLayout:
        top = line(margins=(12, 0, 12, 0))
        top.addWidget(self.search, 1, Qt.AlignmentFlag.AlignTop)
        # a second line of buttons rather than no room to type in, where letters are large
        acts = Flow(gap=8, right=True, steady=True)
        columns = button("Cột", icon="columns", tip="Chọn cột, đổi chỗ cột, xếp danh sách")
        give_menu(columns, self.columns_menu)
        acts.add(columns)
        out = button("Xuất", icon="export")
        menu = QMenu(out)
        for kind, text, key in _OUT:
            action = menu.addAction(f"{text}\t{key}")  # the key itself is the page's
            action.triggered.connect(lambda _=False, chosen=kind: self.export_asked.emit(chosen))
        menu.addSeparator()
        menu.addAction("Gửi lên cấp trên…").triggered.connect(lambda _=False: self.upward_asked.emit())
        give_menu(out, menu)
        acts.add(out)
        tip = "Thêm một người bằng tay"
        acts.add(button("Thêm", self.new_asked.emit, kind="primary", icon="plus", tip=tip, key="Ctrl+N"))
        top.addWidget(acts, 0, Qt.AlignmentFlag.AlignTop)
        return top

    def _empty_view(self) -> QWidget:
        holder = QWidget()
        layout = column(holder, margins=(24, 40, 24, 24), gap=12)
        self._why_empty = label("", "dim", wrap=True)
        self._why_empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._why_empty)
        self._fill_register = button("Nhập từ Excel", self.intake_asked.emit, icon="download-simple")
        self._widen = button("Bỏ tìm, bỏ điều kiện", self.everybody_asked.emit, icon="x")
        for act in (self._fill_register, self._widen):
            layout.addWidget(act, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(1)
        return holder

    def show_list(self) -> None:
        """There are people to show; the keyboard that was beside the empty list comes back to it."""
        was_empty = self.stack.currentIndex() == 1
        self.stack.setCurrentIndex(0)
        if was_empty and not self.search.hasFocus():
            self.stack.widget(0).setFocus()

    def show_empty(self, *, register_is_empty: bool) -> None:
        """There is nobody to show: say why, and what to do about it."""
        if self.stack.count() == 1:
            self.stack.addWidget(self._empty_view())  # made with the first list that shows nobody
        nobody, nothing = "Sổ chưa có ai đang công tác vào ngày này.", "Không có ai khớp với những gì đang tìm."
        self._why_empty.setText(nobody if register_is_empty else nothing)
        self._fill_register.setVisible(register_is_empty)
        self._widen.setVisible(not register_is_empty)
        self.stack.setCurrentIndex(1)
