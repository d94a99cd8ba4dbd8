"""Nhập từ Excel: choose a file, see what was understood, settle what was not, write once, take back as one step."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.errors import AppError
from desktop_app.reports.intake_result import write_result
from desktop_app.reports.intake_template import write_template
from desktop_app.services.intake.beside import told as told_rows
from desktop_app.services.intake.desk import ImportDesk
from desktop_app.services.intake.plan import Answers, Plan
from desktop_app.services.intake.service import Imported, Opened, remap
from desktop_app.ui.intake.mapping_view import MappingView
from desktop_app.ui.intake.preview_view import PreviewView
from desktop_app.ui.intake.result_view import ResultView
from desktop_app.ui.kit.dialogs import ask_reason, say_lines
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.palette import Tokens
from desktop_app.ui.kit.widgets import ElidedLabel, Push
from desktop_app.ui.runner import Runner

STEPS = ("Chọn tệp", "Ghép cột", "Xem trước", "Kết quả")
FILES = "Bảng tính, gói gửi lên (*.xlsx *.xlsm *.xls *.ods *.csv *.zip noi-dung.json);;Mọi tệp (*)"


class IntakePage(Page):
    """The wizard; every step of work runs behind the screen and can be cancelled."""

    title = "Nhập từ Excel"
    icon = "download-simple"
    reads: frozenset[str] = frozenset()
    imported = Signal()
    merge_requested = Signal(bytes, bytes)
    people_asked = Signal()  # those imported are to be seen in the register

    def __init__(self, runner: Runner, desk: ImportDesk, tokens: Tokens) -> None:
        super().__init__()
        self._runner = runner
        self._desk = desk
        self._opened: Opened | None = None
        self._plan: Plan | None = None
        self._answers = Answers()
        self._imported: Imported | None = None
        self.setAcceptDrops(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._step_line())
        self.steps = QStackedWidget()
        self.mapping = MappingView()
        self.preview = PreviewView(tokens)
        self.result = ResultView()
        for widget in (self._choose_view(), self._mapping_page(), self.preview, self.result):
            holder = QWidget()
            inner = QVBoxLayout(holder)
            inner.setContentsMargins(14, 14, 14, 14)
            inner.addWidget(widget)
            self.steps.addWidget(holder)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._foot())
        self.mapping.mapped.connect(self._on_mapped)
        self.mapping.order_answered.connect(self._on_order_answered)
        self.mapping.encoding_answered.connect(self._on_encoding_answered)
        self.preview.answered.connect(self._on_answered)
        self.preview.merge_asked.connect(self.merge_requested)
        self.preview.mapping_asked.connect(lambda: self._go(1))
        self.result.take_back_asked.connect(self._on_take_back)
        self.result.another_asked.connect(lambda: self._go(0))
        for key in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            go = QShortcut(QKeySequence(key), self)
            go.activated.connect(self._next.click)
        for key in ("Ctrl+Return", "Ctrl+Enter"):  # elsewhere it takes what is proposed for a cell
            on = QShortcut(QKeySequence(key), self._mapped)
            on.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            on.activated.connect(self._next.click)
        self._go(0)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _step_line(self) -> QWidget:
        bar = QFrame()
        bar.setProperty("kind", "bar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(16, 6, 16, 6)
        line.setSpacing(8)
        self._marks, self._names = [], []
        for number, name in enumerate(STEPS, 1):
            mark, label = QLabel(str(number)), QLabel(name)
            mark.setProperty("kind", "chip")
            self._marks.append(mark)
            self._names.append(label)
            line.addWidget(mark)
            line.addWidget(label)
            if number < len(STEPS):
                line.addWidget(QLabel("›"))
        self._where = ElidedLabel("", "small")
        self._where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self._where, 1)
        return bar

    def _choose_view(self) -> QWidget:
        card = QFrame()
        card.setProperty("kind", "card")
        layout = QVBoxLayout(card)
        layout.setSpacing(12)
        layout.addStretch(1)
        title = QLabel("Kéo bảng Excel của cơ quan vào đây")
        title.setProperty("kind", "name")
        words = QLabel(
            "Nhận .xlsx, .xls, .ods, .csv; chữ Unicode, TCVN3 hay VNI; tiêu đề nhiều dòng, ô gộp đều được.\n"
            "Chưa ghi gì vào sổ cho tới khi bạn xem trước và đồng ý."
        )
        words.setProperty("kind", "dim")
        for label in (title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        self._choose = Push("Chọn tệp…  Ctrl+O")
        self._choose.setProperty("kind", "primary")
        self._choose.setShortcut(QKeySequence("Ctrl+O"))
        self._choose.clicked.connect(self._on_choose)
        sample = Push("Ghi tệp mẫu…")
        sample.clicked.connect(self._on_template)
        buttons.addWidget(self._choose)
        buttons.addWidget(sample)
        buttons.addStretch(1)
        layout.addLayout(buttons)
        layout.addStretch(2)
        return card

    def _mapping_page(self) -> QWidget:
        holder = self._mapped = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        line = QHBoxLayout()
        self._sheets = QComboBox()
        self._sheets.setAccessibleName("Trang tính")
        self._sheets.activated.connect(self._on_sheet)
        self._found = QLabel()
        self._found.setProperty("kind", "dim")
        line.addWidget(QLabel("Trang tính"))
        line.addWidget(self._sheets)
        line.addWidget(self._found, 1)
        layout.addLayout(line)
        layout.addWidget(self.mapping, 1)
        return holder

    def _foot(self) -> QWidget:
        foot = QFrame()
        foot.setProperty("kind", "foot")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 16, 8)
        self._says = QLabel()
        self._says.setWordWrap(True)
        self._save = Push("Lưu phiếu kết quả (Excel)…")
        self._save.clicked.connect(self._on_save_report)
        self._back = Push("‹ Quay lại")
        self._back.clicked.connect(lambda: self._go(self.steps.currentIndex() - 1))
        self._next = Push()
        self._next.setProperty("kind", "primary")
        self._next.setToolTip("Ctrl+Shift+Enter")
        self._next.clicked.connect(self._on_next)
        line.addWidget(self._says, 1)
        for button in (self._save, self._back, self._next):
            line.addWidget(button)
        return foot

    # --- steps ----------------------------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for place, (mark, name) in enumerate(zip(self._marks, self._names, strict=True)):
            mark.setText("✓" if place < step else str(place + 1))
            mark.setProperty("tone", "ok" if place < step else "accent" if place == step else "")
            name.setProperty("kind", "strong" if place == step else "")
            for label in (mark, name):
                label.style().unpolish(label)
                label.style().polish(label)
        self._back.setVisible(0 < step < len(STEPS) - 1)
        self._save.setVisible(step >= 2)  # noqa: PLR2004 - from the preview on
        self._next.setVisible(step > 0)
        self._show_foot()
        here = QApplication.focusWidget()
        if self.isVisible() and (
            here is None or self.isAncestorOf(here)
        ):  # what had the keyboard may be gone with its step
            (self._choose, self.mapping.table, self.preview.grid, self._next)[step].setFocus()

    def _show_foot(self) -> None:
        step, plan = self.steps.currentIndex(), self._plan
        if step == 0 or plan is None or self._opened is None:
            self._says.setText("Chưa ghi gì vào sổ.")
            return
        people, levels = plan.outcomes, plan.levels
        going = people["new"] + people["changed"]
        staying = people["left_out"] + people["doubtful"]
        if step == 1:
            mapped = sum(bool(column.target) for column in self._opened.mapping)
            self._says.setText(
                f"Ghép được {mapped}/{len(self._opened.mapping)} cột. Cột không ghép được giữ nguyên văn trong Nguồn."
            )
            self._next.setText("Xem trước ›  Ctrl+Enter")
            self._next.setEnabled(True)
        elif step == 2:  # noqa: PLR2004 - the preview
            self._says.setText(
                f"Chưa ghi gì vào sổ. {levels['error']} lỗi phải xử lý; <b>{going}</b> người có thể nhập ngay."
            )
            beside = f", {told_rows(plan.beside)}" if plan.beside else ""
            self._next.setText(f"Nhập {going} người{beside}" + (f", chừa {staying}" if staying else ""))
            self._next.setEnabled(going > 0 or bool(plan.beside))
        else:
            self._says.setText("")
            self._next.setText("Xem trong Hồ sơ ›")
            self._next.setEnabled(True)

    def _on_next(self) -> None:
        if self.steps.currentIndex() == 1:
            self._go(2)
        elif self.steps.currentIndex() == len(STEPS) - 1:
            self.people_asked.emit()
        elif self._opened is not None and self._plan is not None:
            self._next.setEnabled(False)
            self._runner.do(self._desk.write, self._opened, self._plan, then=self._on_written, progress=True)

    # --- answers from behind --------------------------------------------------------------------------------------

    def open_file(self, path: Path) -> None:
        """Read a file and go on to its columns."""
        self._answers = Answers()
        self.preview.start_over()
        self._runner.ask(self._desk.open, path, then=self._on_opened, progress=True)

    def _on_opened(self, opened: Opened) -> None:
        self._opened = opened
        layout = opened.layout
        self._sheets.clear()
        for sheet in opened.workbook.sheets:
            self._sheets.addItem(sheet.name if sheet.visible else f"{sheet.name} (ẩn)", sheet.name)
        self._sheets.setCurrentIndex(self._sheets.findData(layout.sheet.name))
        first, last = layout.header
        rows = f"dòng {first}" if first == last else f"dòng {first}–{last}"
        sections = f", {len(layout.section_rows)} dòng nhóm" if layout.section_rows else ""
        day = (
            f", số liệu đến {layout.as_of.day:02d}/{layout.as_of.month:02d}/{layout.as_of.year}" if layout.as_of else ""
        )
        self._found.setText(
            f"Tiêu đề ở {rows}; {len(layout.data_rows)} người, dòng {layout.data_rows[0]}–{layout.data_rows[-1]}{sections}{day}."
        )
        lines = f"dòng {layout.data_rows[0]} đến {layout.data_rows[-1]}"
        whence = f"{opened.workbook.path.name}, trang tính “{layout.sheet.name}”, {lines}"
        self._where.show_text(opened.parcel.told if opened.parcel else whence)
        self.mapping.show_columns(opened)
        self._replan(then_step=1)

    def _replan(self, then_step: int | None = None) -> None:
        if self._opened is None:
            return

        def shown(plan: Plan) -> None:
            self._plan = plan
            self.mapping.show_questions(plan)
            self.preview.show_plan(plan, self._answers)
            if then_step is not None:
                self._go(then_step)
            self._show_foot()

        self._runner.ask(self._desk.plan, self._opened, self._answers, then=shown, progress=then_step is not None)

    def _on_mapped(self, col: int, target: str) -> None:
        if self._opened is not None:
            self._opened = remap(self._opened, col, target)
            self.mapping.show_columns(self._opened)
            self._replan()

    def _on_order_answered(self, col: int, order: str) -> None:
        self._answers = replace(self._answers, orders={**self._answers.orders, col: order})
        self._replan()

    def _on_encoding_answered(self, col: int, encoding: str) -> None:
        self._answers = replace(self._answers, encodings={**self._answers.encodings, col: encoding})
        self._replan()

    def _on_answered(self, answers: Answers) -> None:
        self._answers = answers
        self._replan()

    def _on_sheet(self) -> None:
        if self._opened is not None:
            self._answers = Answers()
            self._runner.ask(self._desk.sheet, self._opened, self._sheets.currentData(), then=self._on_opened)

    def _on_written(self, imported: Imported) -> None:
        self._imported = imported
        if self._plan is not None:
            self.result.show_result(imported, self._plan)
        self._go(len(STEPS) - 1)
        self.imported.emit()

    def _on_take_back(self) -> None:
        if self._imported is not None and self._imported.operation is not None:
            ask_reason(
                self.window(), "Hoàn tác cả lần nhập", "Hoàn tác", partial(self._take_back, self._imported.operation.id)
            )

    def _take_back(self, operation: bytes, why: str) -> None:
        self._runner.do(self._desk.take_back, operation, why, then=self._on_taken_back, refused=self._on_not_taken_back)

    def _on_not_taken_back(self, why: AppError) -> None:
        say_lines(self.window(), "Chưa hoàn tác được", str(why))

    def look_again(self) -> None:
        """Compare with the register anew: it was changed beside the import."""
        if self._opened is not None and 0 < self.steps.currentIndex() < len(STEPS) - 1:
            self._desk.forget()
            self._replan()

    def _on_taken_back(self, _operation: Any) -> None:
        self.result.show_taken_back()
        self.imported.emit()

    # --- files ----------------------------------------------------------------------------------------------------

    def choose_file(self) -> None:
        """Ask for the workbook, unless one is being looked at."""
        if self.steps.currentIndex() == 0:
            self._on_choose()

    def _on_choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Chọn bảng tính để nhập", "", FILES)
        if name:
            self.open_file(Path(name))

    def _on_template(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Ghi tệp mẫu", "mau-nhap-ho-so.xlsx", "Excel (*.xlsx)")
        if name:
            self._runner.ask(write_template, Path(name), then=lambda _: self.told.emit(f"Đã ghi tệp mẫu {name}"))

    def _on_save_report(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Lưu phiếu kết quả", "phieu-ket-qua-nhap.xlsx", "Excel (*.xlsx)")
        if name and self._plan is not None:
            self._runner.ask(write_result, self._plan, Path(name), then=lambda _: self.told.emit(f"Đã lưu {name}"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file dropped on the page."""
        if len(event.mimeData().urls()) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Open the dropped file."""
        self.open_file(Path(event.mimeData().urls()[0].toLocalFile()))
