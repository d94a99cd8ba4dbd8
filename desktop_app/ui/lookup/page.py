"""Tra cứu: every calculator of the law without a record: ask, read the answer with its provision and arithmetic, copy it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QWidget

from desktop_app.errors import InvalidInput
from desktop_app.law.answer import VERDICTS
from desktop_app.law.figures import SHIPPED, Law
from desktop_app.services.calculators import ALL
from desktop_app.services.calculators.calculator import Calculator, Outcome
from desktop_app.services.figures import office_law
from desktop_app.ui.kit.metrics import chars_width, row_height
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import Why, WhyPanel, why_of, why_text
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line, rule, scrolling
from desktop_app.ui.lookup.form import CalculatorForm
from desktop_app.ui.lookup.wording import result_lines
from desktop_app.ui.register import Register

_TONES = {"dat": "ok", "khong_dat": "danger", "chua_du_du_lieu": "warn", "chua_co_quy_dinh": "warn"}
_ITEM = 29  # characters of the longest title in the list
_LONG = 34  # a longer value takes lines of its own


class LookupPage(Page):
    """The list of calculators, the form of the chosen one with its results, and "Vì sao?" beside it."""

    title = "Tra cứu"
    icon = "calculator"
    reads = frozenset({"figure_correction"})

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._outcome: Outcome | None = None
        self._answered_by = (SHIPPED, register.today)
        self._stale = True  # the office's own figures are read when it is first shown
        self._forms: dict[str, CalculatorForm] = {}
        layout = line(self, margins=(14, 14, 14, 14), gap=10)
        self._list_card = self._choice()
        layout.addWidget(self._list_card)
        layout.addWidget(self._middle(), 1)
        self.why = WhyPanel()
        layout.addWidget(self.why)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut).activated.connect(
                self._on_copy
            )
        self.list.setCurrentRow(0)

    def _choice(self) -> QWidget:
        card = frame("card")
        inside = column(card, margins=(1, 1, 1, 1))
        head = line(margins=(14, 9, 10, 8))
        head.addWidget(label("Phép tính", "title"))
        inside.addLayout(head)
        inside.addWidget(rule())
        self.list = QListWidget()
        self.list.setAccessibleName("Phép tính")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for calculator in ALL:
            item = QListWidgetItem(calculator.title, self.list)
            item.setToolTip(f"{calculator.title}. {calculator.hint}")
            size = item.sizeHint()
            size.setHeight(row_height())
            item.setSizeHint(size)
        self.list.currentRowChanged.connect(self._on_chosen)
        self.list.itemActivated.connect(lambda _item: self.form.start())
        inside.addWidget(self.list, 1)
        return card

    def _middle(self) -> QWidget:
        card = frame("card")
        outer = column(card, margins=(1, 1, 1, 1))
        head = line(margins=(14, 9, 10, 8), gap=8)
        self._title = label("", "title")
        head.addWidget(self._title)
        self._verdict = label("", "chip")
        head.addWidget(self._verdict)
        head.addStretch(1)
        outer.addLayout(head)
        outer.addWidget(rule())
        inner = QWidget()
        body = column(inner, margins=(14, 10, 14, 12), gap=10)
        self._hint = label("", "dim", wrap=True)
        body.addWidget(self._hint)
        self._place = column()
        body.addLayout(self._place)
        body.addWidget(rule())
        self._results = column(gap=4)
        body.addLayout(self._results)
        body.addStretch(1)
        area = scrolling(inner)
        area.setAccessibleName("Phép tính và kết quả")
        outer.addWidget(area, 1)
        foot = frame("foot")
        row = line(foot, margins=(14, 8, 14, 8), gap=8)
        self._told = label("", "dim", wrap=True)
        row.addWidget(self._told, 1)
        self.copy_button = button(
            "Chép kết quả",
            self._on_copy,
            kind="primary",
            icon="copy",
            key="Ctrl+Enter",
            tip="Chép kết quả, căn cứ, cách tính",
        )
        row.addWidget(self.copy_button)
        outer.addWidget(foot)
        return card

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The form keeps half of a narrow page."""
        super().resizeEvent(event)
        self._list_card.setFixedWidth(min(chars_width(_ITEM), round(self.width() * 0.19)))
        self.why.setMinimumWidth(0)
        self.why.setFixedWidth(min(look().px(392), round(self.width() * 0.34)))

    # --- choosing and answering ---------------------------------------------------------------------------------

    @property
    def calculator(self) -> Calculator:
        """The calculator that is shown."""
        return ALL[max(0, self.list.currentRow())]

    @property
    def form(self) -> CalculatorForm:
        """The form that is shown; what was typed stays while the page lives."""
        return self._form_of(self.calculator)

    def _form_of(self, calculator: Calculator) -> CalculatorForm:
        if calculator.name not in self._forms:
            form = CalculatorForm(calculator)
            form.changed.connect(self._on_changed)
            self._forms[calculator.name] = form
            self._place.addWidget(form)
        return self._forms[calculator.name]

    def _on_chosen(self, _row: int) -> None:
        form = self.form
        for other in self._forms.values():
            other.setVisible(other is form)
        self._title.setText(self.calculator.title)
        self._hint.setText(self.calculator.hint)
        self.detail_changed.emit(self.calculator.title)
        self._on_changed()

    def _on_changed(self) -> None:
        typed, whole = self.form.typed()
        missing = self.form.missing(typed)
        if not whole:
            self._show(None, "Có ô chưa đọc được, xem dòng chữ đỏ dưới ô.")
        elif missing:
            self._show(None, f"Nhập {', '.join(name.lower() for name in missing)} để tính.")
        else:
            try:
                self._show(self.calculator.answer(typed, self._register.today, self._answered_by[0]), "")
            except InvalidInput as wrong:
                shown = self.form.show_error(wrong.field, str(wrong))
                self._show(None, "Có ô chưa dùng được, xem dòng chữ đỏ dưới ô." if shown else str(wrong))

    def _show(self, outcome: Outcome | None, told: str) -> None:
        self._outcome = outcome
        self._told.setText(told)
        self.copy_button.setEnabled(outcome is not None)
        empty_layout(self._results)
        verdict = outcome.answer.verdict if outcome else None
        self._verdict.setVisible(verdict is not None)
        if outcome is None:
            self.why.show_why(Why(self.calculator.title, "Căn cứ và cách tính hiện ở đây khi đủ dữ liệu."))
            return
        if verdict is not None:
            self._verdict.setText(VERDICTS[verdict])
            self._verdict.setProperty("tone", _TONES.get(verdict, ""))
            self._verdict.style().polish(self._verdict)
        for name, text, doubtful in result_lines(self.calculator.results, outcome):
            self._results.addLayout(_result_row(name, text, doubtful=doubtful))
        self.why.show_why(why_of(outcome.answer, self.calculator.title))

    def _on_copy(self) -> None:
        if self._outcome is None:
            return
        lines = [f"{name}: {text}{' (chưa xác nhận)' if doubtful else ''}" for name, text, doubtful in self._lines()]
        why = why_text(why_of(self._outcome.answer, self.calculator.title))
        QGuiApplication.clipboard().setText("\n".join([*lines, "", why]))
        self.told.emit("Đã chép kết quả, căn cứ và cách tính.")

    def _lines(self) -> list[tuple[str, str, bool]]:
        return result_lines(self.calculator.results, self._outcome) if self._outcome else []

    def focus_search(self, text: str = "") -> None:
        """Put the keyboard into the list of calculators; a text picks by its first letters."""
        self.list.setFocus()
        if text:
            self.list.keyboardSearch(text)

    def reload(self) -> None:
        """Answer again with the figures as the office uses them now."""
        self._register.ask(office_law, then=self._use, topic="lookup")

    def _use(self, law: Law) -> None:
        now = (law, self._register.today)
        if now != self._answered_by:  # what is shown stays as it is otherwise
            self._answered_by = now
            self._on_changed()


def _result_row(name: str, text: str, *, doubtful: bool) -> QHBoxLayout:
    row = line(gap=8)
    row.addWidget(label(name, wrap=True), 1, Qt.AlignmentFlag.AlignTop)
    if doubtful:
        row.addWidget(label("chưa xác nhận", "chip", "warn"), 0, Qt.AlignmentFlag.AlignTop)
    value = label(text, "strong", wrap=len(text) > _LONG)
    value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    row.addWidget(value, 1 if len(text) > _LONG else 0, Qt.AlignmentFlag.AlignTop)
    return row
