"""Ô còn giữ ở Nguồn: the columns no field took, the field they could go to, and what each cell would write before it does."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.errors import AppError
from desktop_app.services.intake.kept import (
    DIFFERS,
    FILLS,
    UNREAD,
    KeptCell,
    KeptColumn,
    kept_cells,
    kept_columns,
    offerable,
    take_kept,
)
from desktop_app.services.intake.values import vietnamese
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.typed import PickTyped
from desktop_app.ui.kit.widgets import column, label, line
from desktop_app.ui.register import Done, Register

_STATES = {FILLS: "hồ sơ đang trống", DIFFERS: "hồ sơ đang ghi khác", UNREAD: "chưa đọc được"}
_TONES = {FILLS: "ok", DIFFERS: "warn", UNREAD: "danger"}
_COLUMNS: tuple[Column[KeptColumn], ...] = (
    Column("heading", "Cột", lambda row: row.heading, 26, weight=500, second=lambda row: f"{row.name}, {row.sheet}"),
    Column("filled", "Số ô", lambda row: str(row.filled), 6, align="right"),
)
_CELLS: tuple[Column[KeptCell], ...] = (
    Column("name", "Họ và tên", lambda row: row.name, 20, weight=500, second=lambda row: f"ô {row.place}"),
    Column(
        "text", "Trong tệp", lambda row: row.text, 18,
        second=lambda row: f"hiểu là {vietnamese(row.value)}" if row.state != UNREAD else "",
    ),
    Column(
        "before", "Hồ sơ đang ghi", lambda row: vietnamese(row.before) or "(trống)", 20,
        second=lambda row: row.doubt or _STATES[row.state], second_ink=lambda row: _TONES[row.state],
    ),
)  # fmt: skip


class KeptDialog(DeedDialog):
    """Reads what is kept as it opens; ``told`` hears how many cells were taken."""

    def __init__(self, parent: QWidget, register: Register, told: Callable[[str], None]) -> None:
        super().__init__(
            parent, "Ô còn giữ ở Nguồn", "Lấy vào hồ sơ",
            subtitle="những cột chưa có chỗ khi nhập", icon="download-simple", width=980,
        )  # fmt: skip
        self._register, self._tell = register, told
        both = line(gap=16)
        both.addLayout(self._left(), 2)
        both.addLayout(self._right(), 3)
        self.body.addLayout(both)
        self.action.setEnabled(False)
        self.done_asked.connect(self._take)
        register.ask(kept_columns, then=self._show_columns, topic="kept")

    def _left(self) -> QVBoxLayout:
        left = column(gap=6)
        left.addWidget(label("Các cột còn giữ", "field"))
        self.columns = RichTable(_COLUMNS, "Các cột còn giữ")
        self.columns.setMinimumHeight(look().px(330))
        self.columns.row_changed.connect(self._on_column)
        left.addWidget(self.columns, 1)
        left.addWidget(label("Nguyên văn luôn còn trong tab Nguồn của từng hồ sơ.", "small", wrap=True))
        return left

    def _right(self) -> QVBoxLayout:
        right = column(gap=6)
        self.target = PickTyped("Lấy vào mục", (("", "chưa chọn"), *offerable()), editable=True)
        self.target.changed.connect(self._ask)
        right.addWidget(self.target)
        self.counts = label("Đang đọc…", "strong", wrap=True)
        right.addWidget(self.counts)
        self.cells = RichTable(_CELLS, "Từng ô: trong tệp và trong hồ sơ", ticks=True)
        self.cells.setMinimumHeight(look().px(270))
        self.cells.ticked_changed.connect(lambda _count: self._weigh_ticks())
        self.cells.row_changed.connect(self._on_cell)
        right.addWidget(self.cells, 1)
        self.doubt = label("", "warn", wrap=True)
        right.addWidget(self.doubt)
        right.addWidget(
            label(
                "Đánh dấu ô cần lấy: dấu cách từng dòng, Ctrl+A tất cả. Ô chưa đọc được thì không lấy.",
                "small",
                wrap=True,
            )
        )
        return right

    # --- reading --------------------------------------------------------------------------------------------------

    def _show_columns(self, found: tuple[KeptColumn, ...]) -> None:
        self.columns.set_rows(found)
        if found:
            self.columns.setFocus()
        else:
            self.counts.setText("Mọi cột của các tệp đã nhập đều đã có chỗ trong hồ sơ.")
            self.target.setEnabled(False)

    def _on_column(self, row: KeptColumn | None) -> None:
        if row is None:
            return
        self.target.box.blockSignals(True)
        self.target.show_code(row.target)
        self.target.box.blockSignals(False)
        self._ask()

    def _ask(self) -> None:
        self._forget()
        row: KeptColumn | None = self.columns.current_row()
        if row is None or not self.target.code:
            self.counts.setText("Chọn mục của hồ sơ sẽ nhận cột này.")
            return
        self.counts.setText("Đang đọc…")
        self._register.ask(
            kept_cells, row, self.target.code,
            then=self._show_cells, refused=self._on_refused, topic="kept-cells",
        )  # fmt: skip

    def _forget(self) -> None:
        self.cells.set_rows(())
        self.action.setEnabled(False)

    def _on_cell(self, row: KeptCell | None) -> None:
        self.doubt.setText(row.doubt if row is not None else "")

    def _on_refused(self, why: AppError) -> None:
        self.counts.setText(str(why))

    def _show_cells(self, found: tuple[KeptCell, ...]) -> None:
        order = {FILLS: 0, DIFFERS: 1, UNREAD: 2}
        rows = sorted(found, key=lambda row: order[row.state])
        self.cells.set_rows(rows)
        self.cells.tick([place for place, row in enumerate(rows) if row.state == FILLS and not row.doubt])
        told = [f"{count} ô {text}" for state, text in _STATES.items() if (count := _count(rows, state))]
        self.counts.setText("; ".join(told) + "." if told else "Hồ sơ đã ghi đúng như cột này; không có gì để lấy.")
        self._weigh_ticks()

    def _chosen(self) -> list[KeptCell]:
        return [row for row in self.cells.ticked() if row.state != UNREAD]

    def _weigh_ticks(self) -> None:
        count = len(self._chosen())
        self.show_deed(f"Lấy {count} ô vào hồ sơ" if count else "Lấy vào hồ sơ")
        self.action.setEnabled(bool(count))

    # --- writing --------------------------------------------------------------------------------------------------

    def _take(self) -> None:
        row: KeptColumn | None = self.columns.current_row()
        people = [cell.person for cell in self._chosen()]
        if row is None or not people:
            return
        self.action.setEnabled(False)
        self._register.do(
            "edit", f"Lấy {len(people)} ô của cột “{row.heading}” ({row.name}) vào “{self.target.text}”",
            take_kept, row, self.target.code, people,
            then=self._on_taken, refused=lambda why: self.refuse(str(why)),
        )  # fmt: skip

    def _on_taken(self, done: Done) -> None:
        self._tell(f"Đã lấy {done.value} ô vào “{self.target.text}”. Ctrl+Z để hoàn tác.")
        self.accept()


def _count(rows: list[KeptCell], state: Any) -> int:
    return sum(row.state == state for row in rows)
