"""Xem trước và in: pages as they will be printed, a page to jump to, zoom, saving as PDF, printing."""

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QSpinBox, QWidget
from shiboken6 import isValid

from desktop_app.ui.kit.message_bar import MessageBar
from desktop_app.ui.kit.pages_view import ZOOMS, PagesView
from desktop_app.ui.kit.pdf_pages import Ask, PdfPages
from desktop_app.ui.kit.print_dialog import PrintDialog
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, frame, line

_FIT = "Vừa bề ngang"
_CHIPS = {True: "ngang", False: "dọc"}


class PreviewPane(QWidget):
    """The pages of one PDF with their tools; other screens may put it beside their own parts."""

    closed = Signal()

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask = ask
        self._pages: PdfPages | None = None
        self._name = "to-in"
        opened: list[PdfPages] = []
        self._opened = opened
        self.destroyed.connect(lambda: _close(opened))  # the window may go without the dialog being closed
        layout = column(self)
        layout.addWidget(self._tools())
        self.messages = MessageBar()
        layout.addWidget(self.messages)
        self.view = PagesView(ask)
        layout.addWidget(self.view, 1)
        self.view.page_changed.connect(self._on_page)
        self.view.zoom_changed.connect(self._on_zoom)
        self._page.valueChanged.connect(self._on_page_wanted)
        self._zoom.activated.connect(self._on_zoom_chosen)
        self._keys()
        self._allow()

    def _tools(self) -> QWidget:
        bar = frame("bar")
        tools = line(bar, margins=(12, 6, 12, 6), gap=6)
        self._before = button("", lambda: self._turn(-1), kind="quiet", icon="caret-left", tip="Trang trước")
        self._page = QSpinBox()
        self._page.setPrefix("Trang ")
        self._page.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._page.setAccessibleName("Trang đang xem; gõ số trang để đến")
        self._page.setToolTip("Gõ số trang rồi Enter · Ctrl+G")
        self._page.setKeyboardTracking(False)
        self._after = button("", lambda: self._turn(1), kind="quiet", icon="caret-right", tip="Trang sau")
        self._out = button("", self._zoom_out, kind="quiet", icon="minus", tip="Nhỏ hơn", key="Ctrl+-")
        self._zoom = QComboBox()
        self._zoom.setAccessibleName("Cỡ hiển thị")
        self._zoom.setToolTip("Cỡ hiển thị · Ctrl+0 vừa bề ngang")
        self._zoom.addItem(_FIT, None)
        for zoom in ZOOMS:
            self._zoom.addItem(_percent(zoom), zoom)
        self._zoom.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._in = button("", self._zoom_in, kind="quiet", icon="plus", tip="To hơn", key="Ctrl++")
        self.about = ElidedLabel("", "small")
        self.save_button = button("Lưu PDF…", self.save, icon="file-pdf", key="Ctrl+S", tip="Lưu thành tệp PDF")
        self.print_button = button("In…", self.print, kind="primary", icon="printer", key="Ctrl+P", tip="In ra máy in")
        turning: tuple[QWidget, ...] = (self._before, self._page, self._after)
        zooming: tuple[QWidget, ...] = (self._out, self._zoom, self._in)
        for widget in turning:
            tools.addWidget(widget)
        tools.addSpacing(12)
        for widget in zooming:
            tools.addWidget(widget)
        tools.addSpacing(12)
        tools.addWidget(self.about, 1)
        tools.addWidget(self.save_button)
        tools.addWidget(self.print_button)
        return bar

    def _keys(self) -> None:
        for key, act in (
            ("Ctrl++", self._zoom_in),
            ("Ctrl+=", self._zoom_in),
            ("Ctrl+-", self._zoom_out),
            ("Ctrl+0", lambda: self.view.set_zoom(None)),
            ("Ctrl+G", self._focus_page),
            ("Ctrl+S", self.save),
            ("Ctrl+P", self.print),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    def show_pdf(self, pdf: bytes, name: str) -> None:
        """Show a PDF; ``name`` is what the saved file is called unless told. Raises ``MachineTrouble`` for a broken one."""
        pages = PdfPages(pdf)
        self._let_go()
        self._pages, self._name = pages, name
        self._opened.append(pages)
        self._page.blockSignals(True)
        self._page.setRange(1, max(1, len(pages)))
        self._page.setSuffix(f" / {len(pages)}")
        self._page.setValue(1)
        self._page.blockSignals(False)
        self.view.show_pages(pages)
        self._allow()

    @property
    def is_wide(self) -> bool:
        """Whether the first page lies across."""
        return bool(self._pages and self._pages.sizes and self._pages.sizes[0][0] > self._pages.sizes[0][1])

    def clear(self) -> None:
        """Show nothing."""
        self._let_go()
        self._allow()

    def _let_go(self) -> None:
        if self._pages is not None:
            self.view.show_pages(None)
            _close(self._opened)
            self._pages = None

    def _allow(self) -> None:
        some = self._pages is not None and len(self._pages) > 0
        for widget in (self._page, self._zoom, self._in, self._out, self.save_button, self.print_button):
            widget.setEnabled(some)
        self._on_page(self.view.current)

    # --- hands ----------------------------------------------------------------------------------------------------

    def _turn(self, step: int) -> None:
        self.view.go_to(self.view.current + step)

    def _focus_page(self) -> None:
        self._page.setFocus()
        self._page.selectAll()

    def _zoom_in(self) -> None:
        self.view.zoom_in()

    def _zoom_out(self) -> None:
        self.view.zoom_out()

    def _on_page(self, number: int) -> None:
        self._page.blockSignals(True)
        self._page.setValue(number + 1)
        self._page.blockSignals(False)
        count = len(self._pages) if self._pages else 0
        self._before.setEnabled(number > 0 and count > 0)
        self._after.setEnabled(number + 1 < count)
        if self._pages and count:
            width, height = self._pages.sizes[min(number, count - 1)]
            self.about.show_text(f"{paper_name(width, height)} {_CHIPS[width > height]}")
        else:
            self.about.show_text("")

    def _on_page_wanted(self, number: int) -> None:
        self.view.go_to(number - 1)
        self.view.setFocus()

    def _on_zoom(self, zoom: object) -> None:
        place = self._zoom.findData(zoom)
        self._zoom.setCurrentIndex(max(place, 0))

    def _on_zoom_chosen(self, place: int) -> None:
        self.view.set_zoom(self._zoom.itemData(place))
        self.view.setFocus()

    def save(self, out: Path | None = None) -> None:
        """Write the PDF as it is shown; asks where unless told."""
        if self._pages is None:
            return
        if out is not None:
            self._write(out)
            return
        asking = QFileDialog(self, "Lưu PDF", f"{self._name}.pdf", "PDF (*.pdf)")
        asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asking.setDefaultSuffix("pdf")
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.fileSelected.connect(lambda name: self._write(Path(name)))
        asking.open()

    def _write(self, out: Path) -> None:
        pages = self._pages
        if pages is None:
            return
        self._ask(
            _write_file, out, pages.pdf, then=lambda _: self._say(f"Đã lưu {len(pages)} trang ra {out}", "ok"),
            refused=lambda why: self._say(str(why), "danger"),
        )  # fmt: skip

    def _say(self, text: str, tone: str) -> None:
        if isValid(self):  # it may be closed by then
            self.messages.say(text, tone)

    def print(self) -> None:
        """Ask for the printer and print."""
        if self._pages is not None and len(self._pages):
            made = PrintDialog(self, self._ask, self._pages, self.view.current, self._name, self._say)
            made.save_asked.connect(self.save)
            made.open()


def _close(opened: list[PdfPages]) -> None:
    while opened:
        opened.pop().close()


def paper_name(width: float, height: float) -> str:
    """``A4``, ``A3`` or the millimetres of a page given in points."""
    short, long = sorted((round(width * 25.4 / 72), round(height * 25.4 / 72)))
    return {(210, 297): "A4", (297, 420): "A3"}.get((short, long), f"{short} × {long} mm")


def _percent(zoom: float) -> str:
    return f"{round(zoom * 100)} %"


def _write_file(out: Path, pdf: bytes) -> None:
    draft = out.with_name(out.name + ".dang-ghi")  # what is there already stays until the new one is whole
    try:
        draft.write_bytes(pdf)
        draft.replace(out)
    except OSError as trouble:
        from desktop_app.errors import MachineTrouble

        with suppress(OSError):
            draft.unlink(missing_ok=True)
        why = "không có thư mục này, đĩa đầy, chỉ cho đọc, hoặc tệp đang mở"
        raise MachineTrouble(
            f"Chưa lưu được “{out.name}”: {why}. Hãy đóng tệp nếu đang mở hoặc chọn nơi khác."
        ) from trouble


def show_preview(parent: QWidget | None, ask: Ask, pdf: bytes, title: str, name: str) -> QDialog:
    """A dialog over the window with the pages of a PDF; ``name`` is what its file is called."""
    made = QDialog(parent)
    made.setWindowTitle(title)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
    layout = column(made)
    pane = PreviewPane(ask, made)
    layout.addWidget(pane, 1)
    within = parent.window().size() if parent is not None else QGuiApplication.primaryScreen().availableSize()
    pane.show_pdf(pdf, name)
    made.resize(min(within.width() - 40, look().px(1180 if pane.is_wide else 860)), within.height() - 40)
    made.finished.connect(lambda _: pane.clear())
    made.open()
    pane.view.setFocus()
    return made
