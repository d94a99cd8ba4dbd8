"""Người ký: who may sign, with TM., KT., TL., from a day to a day; added, corrected, ended, and removed where a slip."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.signers import SignerRow, add_signer, change_signer, remove_signer, signers
from desktop_app.services.staffing_lists import CAPACITIES
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, TickTyped, Typed
from desktop_app.ui.kit.widgets import button, column, label, line
from desktop_app.ui.register import Done, Register

_NEW = SignerRow(None, "", "")


def _when(row: SignerRow) -> str:
    """From when to when somebody signs, in words."""
    since = f"từ {shown_date(row.starts)}" if row.starts else ""
    until = f"đến hết {shown_date(row.ends)}" if row.ends else ""
    return " ".join(filter(None, (since, until))) or "không ghi ngày"


_COLUMNS: tuple[Column[SignerRow], ...] = (
    Column("name", "Người ký", lambda row: row.name, 22, weight=600, second=lambda row: " / ".join(row.heading)),
    Column("when", "Được ký", _when, 16, second=lambda row: "thường dùng" if row.usual else ""),
)


class SignersDialog(DeedDialog):
    """The list at the left, the one chosen at the right; the deed writes what stands there."""

    def __init__(self, parent: QWidget, register: Register, told: Callable[[str], None]) -> None:
        super().__init__(
            parent,
            "Người ký",
            "Lưu",
            subtitle="ký văn bản của cơ quan, theo thời gian",
            icon="pencil-simple",
            width=940,
        )
        self._register, self._tell = register, told
        self._shown = _NEW
        both = line(gap=16)
        both.addLayout(self._left(), 2)
        both.addLayout(self._right(), 3)
        self.body.addLayout(both)
        self._remove = button("Xoá", self.remove, tip="Bỏ người ghi nhầm; văn bản đã ký giữ nguyên tên")
        self.extra.addWidget(self._remove)
        self.done_asked.connect(self._save)
        self.show_row(_NEW)
        self.reload()

    def _left(self) -> QVBoxLayout:
        left = column(gap=6)
        self.table = RichTable(_COLUMNS, "Những người ký")
        self.table.setMinimumHeight(look().px(300))
        self.table.row_changed.connect(self._on_row)
        left.addWidget(self.table, 1)
        left.addWidget(button("Thêm người ký", self.begin, icon="plus"))
        return left

    def _right(self) -> QVBoxLayout:
        right = column(gap=6)
        self.name = LineTyped("Họ và tên")
        self.post = LineTyped("Chức vụ ghi trên văn bản")
        self.capacity = PickTyped("Thẩm quyền ký", tuple(CAPACITIES.items()))
        self.body_name = LineTyped("Ký thay tập thể, người đứng đầu")
        self.body_name.line.setPlaceholderText("ví dụ: Ủy ban nhân dân; Chủ tịch")
        self.authority = LineTyped("Cơ quan ban hành")
        self.starts, self.ends = DayTyped("Được ký từ ngày"), DayTyped("Đến hết ngày")
        self.usual = TickTyped("Thường dùng", "Chọn sẵn khi lập văn bản")
        self._fields: dict[str, Typed] = {
            "name": self.name,
            "post": self.post,
            "capacity": self.capacity,
            "body": self.body_name,
            "authority": self.authority,
            "starts": self.starts,
            "ends": self.ends,
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        places = (
            (self.name, 0, 0, 1), (self.post, 0, 1, 1), (self.capacity, 1, 0, 1), (self.body_name, 1, 1, 1),
            (self.authority, 2, 0, 2), (self.starts, 3, 0, 1), (self.ends, 3, 1, 1), (self.usual, 4, 0, 2),
        )  # fmt: skip
        for field, row, place, span in places:
            grid.addWidget(field, row, place, 1, span)
            field.changed.connect(self._on_typed)
        right.addLayout(grid)
        self.heading = label("", "strong", wrap=True)
        right.addWidget(label("Phần ký sẽ là", "field"))
        right.addWidget(self.heading)
        right.addStretch(1)
        return right

    # --- reading --------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the signers again."""
        self._register.ask(signers, then=self._show, topic="signers")

    def _show(self, found: tuple[SignerRow, ...]) -> None:
        self.table.set_rows(found)
        if found:
            self.table.setFocus()
        else:
            self.begin()

    def _on_row(self, row: SignerRow | None) -> None:
        if row is not None:
            self.show_row(row)

    def begin(self) -> None:
        """Somebody new."""
        self.show_row(_NEW)
        self.name.line.setFocus()

    def show_row(self, row: SignerRow) -> None:
        """Fill the fields with one signer."""
        self._shown = row
        for field, text in ((self.name, row.name), (self.post, row.post), (self.body_name, row.body)):
            field.line.setText(text)
        self.authority.line.setText(row.authority)
        self.capacity.show_code(row.capacity)
        for day, at in ((self.starts, row.starts), (self.ends, row.ends)):
            day.line.setText(shown_date(at) if at else "")
        self.usual.box.setChecked(row.usual)
        self.show_deed("Lưu" if row.key is not None else "Thêm")
        self._remove.setEnabled(row.key is not None)
        self._on_typed()

    def order(self) -> SignerRow:
        """What stands in the fields."""
        return replace(
            self._shown, name=self.name.text, post=self.post.text, capacity=self.capacity.code, body=self.body_name.text,
            authority=self.authority.text, starts=self.starts.day, ends=self.ends.day, usual=self.usual.box.isChecked(),
        )  # fmt: skip

    def _on_typed(self) -> None:
        for field in self._fields.values():
            field.say("")
        wrong = [day for day in (self.starts, self.ends) if day.wrong]
        for day in wrong:
            day.say("Không có ngày này; ghi ngày/tháng/năm.", "error")
        self.heading.setText("\n".join((*self.order().heading, self.name.text)) if self.post.text else "")
        self.show_problems([day.title.lower() for day in wrong])

    # --- writing --------------------------------------------------------------------------------------------------

    def _save(self) -> None:
        order = self.order()
        deed, said = (change_signer, "Sửa") if order.key is not None else (add_signer, "Thêm")
        self._do(f"{said} người ký {order.name}", deed, order)

    def remove(self) -> None:
        """Remove somebody entered by mistake."""
        if self._shown.key is not None:
            self._do(f"Xoá người ký {self._shown.name}", remove_signer, self._shown.key)

    def _do(self, summary: str, change: Callable[..., object], *args: object) -> None:
        def done(_made: Done) -> None:
            self._tell(f"{summary}. Ctrl+Z để hoàn tác.")
            self.reload()

        self._register.do("settings", summary, change, *args, then=done, refused=self._on_refused)

    def _on_refused(self, trouble: AppError) -> None:
        field = self._fields.get(trouble.field) if isinstance(trouble, InvalidInput) else None
        if field is not None:
            field.say(str(trouble), "error")
        self.refuse(str(trouble))
