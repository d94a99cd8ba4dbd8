"""The dialog that asks for printer, paper, size, pages and copies; without a printer it says what to do instead."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QSpinBox, QWidget

from desktop_app.ui.kit.dialogs import foot
from desktop_app.ui.kit.framed import SIDE, Framed
from desktop_app.ui.kit.pdf_pages import Ask, PdfPages
from desktop_app.ui.kit.printing import PAPERS, PrintOrder, paper_of, print_pages, printer_for, printer_names
from desktop_app.ui.kit.widgets import button, column, frame, label, line, restyle

_NONE = (
    "Máy này chưa cài máy in nào. Hãy bật hoặc cài máy in trong phần thiết lập của hệ điều hành rồi mở lại hộp này;"
    " hoặc lưu thành tệp PDF, chép sang máy có máy in và in ở đó."
)


class PrintDialog(Framed):
    """Prints the pages it was given; ``told`` hears how it went and in which tone, when the dialog is long closed."""

    save_asked = Signal()

    def __init__(
        self, parent: QWidget | None, ask: Ask, pages: PdfPages, current: int, name: str,
        told: Callable[[str, str], None],
    ) -> None:  # fmt: skip
        super().__init__(parent, "In", icon="printer")
        self._ask, self._pages, self._current, self._name, self._told = ask, pages, current, name, told
        self.setMinimumWidth(520)
        layout = column(margins=(SIDE, 14, SIDE, 14), gap=12)
        self.outer.addLayout(layout, 1)
        names = printer_names()
        if names:
            layout.addLayout(self._form(names))
            self.act = foot(self, "In", self._on_print)
        else:
            layout.addWidget(_band(_NONE))
            self.act = foot(self, "Lưu PDF…", self._on_save)
            self.act.setFocus()  # there is nothing to fill in: Enter saves, it does not give up

    def _form(self, names: list[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        self.printer = _choice("Máy in", [(name, name) for name in names])
        self.paper = _choice("Khổ giấy", [(name, name) for name in PAPERS])
        self.paper.setCurrentText(paper_of(self._pages.sizes[0]))
        self.size_choice = _choice(
            "Cỡ in", [("Vừa vùng in được của máy", False), ("Đúng cỡ thật, lề như bản xem trước", True)]
        )
        if self.paper.currentText() == paper_of(self._pages.sizes[0]):
            self.size_choice.setCurrentIndex(1)
        self.margin = QSpinBox()
        self.margin.setRange(0, 40)
        self.margin.setSuffix(" mm")
        self.margin.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.margin.setAccessibleName("Chừa thêm ở mỗi mép giấy")
        self.which = QLineEdit(f"1-{len(self._pages)}")
        self.which.setAccessibleName("Trang cần in")
        self.which.setToolTip("Ví dụ: 3 hoặc 2-5")
        self.copies = QSpinBox()
        self.copies.setRange(1, 99)
        self.copies.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.copies.setAccessibleName("Số bản")
        self.problem = label("", "error", wrap=True)
        this = button("Trang đang xem", self._only_current, kind="quiet")
        pages = line()
        pages.addWidget(self.which, 1)
        pages.addWidget(this)
        fields: tuple[tuple[str, QWidget | None], ...] = (
            ("&Máy in", self.printer),
            ("&Khổ giấy", self.paper),
            ("&Cỡ in", self.size_choice),
            ("&Lề mỗi mép ít nhất", self.margin),
            ("&Trang", None),
            ("&Số bản", self.copies),
        )
        for row, (text, widget) in enumerate(fields):
            words = label(text, "field")
            words.setBuddy(widget or self.which)
            grid.addWidget(words, row, 0)
            if widget is None:
                grid.addLayout(pages, row, 1)
            else:
                grid.addWidget(widget, row, 1)
        grid.addWidget(self.problem, len(fields), 1)
        self.size_choice.currentIndexChanged.connect(self._on_size)
        self._on_size()
        return grid

    def _on_size(self) -> None:
        self.margin.setEnabled(not self.size_choice.currentData())

    def _only_current(self) -> None:
        self.which.setText(str(self._current + 1))

    def order(self) -> PrintOrder | None:
        """What was asked for; ``None`` when the pages are none."""
        first, _, last = self.which.text().replace(" ", "").partition("-")
        if not first.isdecimal() or (last and not last.isdecimal()):
            return None
        start, end = int(first), int(last or first)
        if not 1 <= start <= end <= len(self._pages):
            return None
        return PrintOrder(
            self.printer.currentData(), self.paper.currentData(), self.size_choice.currentData(),
            self.margin.value(), start - 1, end - 1, self.copies.value(),
        )  # fmt: skip

    def _on_print(self) -> None:
        order = self.order()
        if order is None:
            self.problem.setText(f"Hãy gõ một trang hoặc một khoảng trang trong 1-{len(self._pages)}, ví dụ 2-5.")
            restyle(self.which, state="error")
            self.which.setFocus()
            return
        pdf, told, name = self._pages.pdf, self._told, self._name
        count = order.last - order.first + 1

        def work(progress: Callable[[int, int], None]) -> None:
            printer = printer_for(order)
            printer.setDocName(name)
            pages = PdfPages(pdf)  # its own: the preview may be closed while it prints
            try:
                print_pages(pages, printer, order, progress)
            finally:
                pages.close()

        self._ask(
            work,
            then=lambda _: told(f"Đã gửi {count} trang tới máy in “{order.printer}”.", "ok"),
            refused=lambda why: told(str(why), "danger"),
            progress=True,
        )
        self.accept()

    def _on_save(self) -> None:
        self.accept()
        self.save_asked.emit()


def _choice(name: str, items: list[tuple[str, object]] | list[tuple[str, str]] | list[tuple[str, bool]]) -> QComboBox:
    made = QComboBox()
    made.setAccessibleName(name)
    for text, data in items:
        made.addItem(text, data)
    return made


def _band(text: str) -> QWidget:
    band = frame("band", "warn")
    inside = line(band, margins=(12, 10, 12, 10))
    inside.addWidget(label(text, tone="warn", wrap=True), 1)
    return band
