"""Sửa hàng loạt: the field, the value, and what it would do to each person, before anything is written."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from db.text import dotted, fold
from desktop_app.errors import AppError
from desktop_app.services.bulk import CHANGES, REFUSED, SAME, BulkEdit, BulkPreview, BulkRow, bulk_fields, preview_bulk
from desktop_app.services.person.fields import choices, closed
from desktop_app.ui.kit.check_list import PickList
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import column, label, line
from desktop_app.ui.register import Register

_PREVIEW_AFTER_MS = 300
_STATES = {CHANGES: "Sẽ sửa", SAME: "Đã đúng, không đổi", REFUSED: "Không sửa được"}
_TONES = {CHANGES: "ok", SAME: "", REFUSED: "danger"}
_COLUMNS: tuple[Column[BulkRow], ...] = (
    Column("name", "Họ và tên", lambda row: row.name, 24, weight=500),
    Column("before", "Đang ghi", lambda row: row.before or "(trống)", 16),
    Column("after", "Sẽ ghi", lambda row: "" if row.state == REFUSED else row.after or "(trống)", 16),
    Column("state", "Kết quả", lambda row: row.why or _STATES[row.state], 28, ink=lambda row: _TONES[row.state]),
)


class BulkDialog(DeedDialog):
    """``order`` and ``reason`` are what the clerk wants when the deed is asked."""

    def __init__(self, parent: QWidget, register: Register, people: Sequence[bytes]) -> None:
        count = dotted(len(people))
        super().__init__(
            parent, "Sửa hàng loạt", "Sửa", subtitle=f"một mục của {count} người", icon="note-pencil", width=880
        )
        self._register, self._people = register, tuple(people)
        self._fields = {one.code: one for one in bulk_fields()}
        self._preview: BulkPreview | None = None
        self._waiting = QTimer(self)
        self._waiting.setSingleShot(True)
        self._waiting.setInterval(_PREVIEW_AFTER_MS)
        self._waiting.timeout.connect(self._ask)
        both = line(gap=16)
        both.addLayout(self._left(), 2)
        both.addLayout(self._right(), 3)
        self.body.addLayout(both)
        self.action.setEnabled(False)

    def _left(self) -> QVBoxLayout:
        left = column(gap=6)
        left.addWidget(label("Mục cần sửa", "field"))
        self.fields = PickList("Các mục sửa được", "Gõ tên mục, không cần dấu", fold)
        self.fields.setMinimumHeight(look().px(250))
        self.fields.set_items((one.code, one.label, "") for one in self._fields.values())
        self.fields.picked.connect(lambda _code: self._on_field())
        left.addWidget(self.fields, 1)
        left.addWidget(label("Sửa là chữa lại dòng đang ghi, không phải thêm một giai đoạn mới.", "small", wrap=True))
        return left

    def _right(self) -> QVBoxLayout:
        right = column(gap=6)
        right.addWidget(label("Giá trị mới", "field"))
        self.value = QComboBox()
        self.value.setEditable(True)
        self.value.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.value.setAccessibleName("Giá trị mới")
        self.value.setEnabled(False)
        self.value.editTextChanged.connect(lambda _text: self._on_typed())
        right.addWidget(self.value)
        self.counts = label("Chọn một mục ở bên trái.", "strong", wrap=True)
        right.addWidget(self.counts)
        self.table = RichTable(_COLUMNS, "Trước và sau của từng người", lines=1)
        self.table.setMinimumHeight(look().px(230))
        right.addWidget(self.table, 1)
        self._reason_for = label("", "warn", wrap=True)
        right.addWidget(self._reason_for)
        self._reason = QLineEdit()
        self._reason.setAccessibleName("Lý do")
        self._reason.setPlaceholderText("Lý do")
        self._reason.textChanged.connect(lambda _text: self._weigh_rows())
        right.addWidget(self._reason)
        self._reason.hide()
        self._reason_for.hide()
        return right

    @property
    def order(self) -> BulkEdit:
        """The field, the value and whose files."""
        return BulkEdit(self.fields.current(), self.value.currentText(), self._people)

    @property
    def reason(self) -> str:
        """Why, where it is asked."""
        return self._reason.text().strip() if self._reason.isVisible() else ""

    @property
    def told(self) -> str:
        """What will be done, for the journal."""
        changed = self._preview.count(CHANGES) if self._preview is not None else 0
        value = self.value.currentText().strip() or "(trống)"
        return f"Sửa hàng loạt “{self._fields[self.fields.current()].label}” thành “{value}” cho {changed} người"

    def _on_field(self) -> None:
        field = self._fields[self.fields.current()].field
        self.value.blockSignals(True)
        self.value.clear()
        self.value.addItems([choice.text for choice in choices(field)])
        self.value.setCurrentIndex(-1)
        self.value.setEditText("")
        self.value.blockSignals(False)
        self.value.setEnabled(True)
        only = " Chỉ nhận giá trị trong danh mục." if closed(field) else ""
        self.counts.setText(f"Ghi giá trị mới; để trống là xoá giá trị.{only}")
        self._forget()

    def _forget(self) -> None:
        self._preview = None
        self.table.set_rows(())
        self.action.setEnabled(False)

    def _on_typed(self) -> None:
        self._forget()
        self._waiting.start()

    def _ask(self) -> None:
        self._register.ask(
            preview_bulk, self.order, then=self._on_previewed, refused=self._on_refused, topic="bulk", progress=True
        )

    def _on_refused(self, why: AppError) -> None:
        self.counts.setText(str(why))

    def _on_previewed(self, found: BulkPreview) -> None:
        self._preview = found
        order = {REFUSED: 0, CHANGES: 1, SAME: 2}
        self.table.set_rows(sorted(found.rows, key=lambda row: order[row.state]))
        said = [f"{found.count(state)} {text.lower()}" for state, text in _STATES.items() if found.count(state)]
        self.counts.setText("; ".join(said) + ".")
        self._reason_for.setText(found.reason_for)
        self._reason_for.setVisible(bool(found.reason_for))
        self._reason.setVisible(bool(found.reason_for))
        self.show_deed(f"Sửa {found.count(CHANGES)} người")
        self._weigh_rows()

    def _weigh_rows(self) -> None:
        found = self._preview
        ready = found is not None and found.count(CHANGES) > 0 and (not found.reason_for or bool(self.reason))
        self.action.setEnabled(ready)
