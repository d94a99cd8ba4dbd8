"""The form of one calculator, drawn from its inputs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from desktop_app.services.calculators.calculator import Calculator, Input
from desktop_app.ui.kit.metrics import chars_width
from desktop_app.ui.kit.widgets import column, label, line, restyle, steady_width
from desktop_app.ui.lookup.wording import Unread, typed_value, typed_values

Typed = dict[str, str | list[str] | bool | None]
_HINTS = {
    "day": "ngày/tháng/năm",
    "partial": "ngày/tháng/năm, tháng/năm hoặc năm",
    "interval": "01/04/2026 đến 30/04/2026; …",
    "whole": "số",
    "decimal": "số",
}
_ACROSS = 2
_CELL = 26  # characters that a cell wants


class _Words(QLabel):
    """The words beside a box."""

    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._box = box

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Tick the box."""
        self._box.setFocus()
        self._box.toggle()


class CalculatorForm(QWidget):
    """Fields in two columns; ``changed`` at every keystroke."""

    changed = Signal()

    def __init__(self, calculator: Calculator) -> None:
        super().__init__()
        self.calculator = calculator
        self.fields: dict[str, QWidget] = {}
        self._readers: dict[str, Callable[[], str | list[str] | bool]] = {}
        self._errors: dict[str, tuple[QLineEdit, QLabel]] = {}
        self._cells = [(one, self._cell(one)) for one in calculator.inputs]
        self._across = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._lay(_ACROSS)

    def _lay(self, across: int) -> None:
        """Put the cells beside and under each other."""
        if across == self._across:
            return
        self._across = across
        for place in range(_ACROSS):
            self._grid.setColumnStretch(place, 1 if place < across else 0)
        row = place = 0
        for one, cell in self._cells:
            wide = one.kind == "choice" and one.repeated
            if wide and place:
                row, place = row + 1, 0
            edge = Qt.AlignmentFlag.AlignBottom if one.kind == "flag" else Qt.AlignmentFlag.AlignTop
            self._grid.addWidget(cell, row, place, 1, across if wide else 1, edge)
            place = 0 if wide else (place + 1) % across
            row += 0 if place else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two would be too narrow."""
        super().resizeEvent(event)
        self._lay(_ACROSS if steady_width(self) >= _ACROSS * chars_width(_CELL) else 1)

    def _cell(self, one: Input) -> QWidget:
        cell = QWidget()
        layout = column(cell, margins=(0, 0, 0, 2), gap=2)
        if one.kind == "flag":
            box, row = self._tick(one.label)
            self._keep(one, box, box.isChecked)
            layout.addLayout(row)
            layout.addSpacing(4)
            return cell
        caption = label(f"{one.label} *" if one.required else one.label, "field")
        layout.addWidget(caption)
        if one.kind == "choice" and one.repeated:
            layout.addWidget(self._ticks(one))
            return cell
        if one.kind == "choice":
            layout.addWidget(self._combo(one))
            return cell
        field = QLineEdit()
        field.setAccessibleName(one.label)
        field.setPlaceholderText(one.hint or _HINTS[one.kind])
        if one.default is not None:
            field.setText(str(one.default).replace(".", ","))
        field.textChanged.connect(self.changed)
        caption.setBuddy(field)
        layout.addWidget(field)
        wrong = label("", "error", wrap=True)
        wrong.hide()
        layout.addWidget(wrong)
        self._errors[one.name] = (field, wrong)
        self._keep(one, field, partial(self._read, one, field))
        return cell

    def _combo(self, one: Input) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(one.label)
        box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        if one.default is None:
            box.addItem("chưa chọn" if one.required else "không", "")
        for code, words in one.choices:
            box.addItem(words, code)
        box.setCurrentIndex(max(0, box.findData(one.default or "")))
        box.setToolTip(box.currentText())
        box.currentTextChanged.connect(box.setToolTip)
        box.currentIndexChanged.connect(self.changed)
        self._keep(one, box, lambda: str(box.currentData() or ""))
        return box

    def _ticks(self, one: Input) -> QWidget:
        whole = QWidget()
        layout = column(whole, gap=3)
        boxes: list[tuple[str, QCheckBox]] = []
        for code, words in one.choices:
            box, row = self._tick(words)
            layout.addLayout(row)
            boxes.append((code, box))
        self._keep(one, boxes[0][1], lambda: [code for code, box in boxes if box.isChecked()])
        return whole

    def _tick(self, words: str) -> tuple[QCheckBox, QHBoxLayout]:
        """A box with words that wrap; a click on them ticks it too."""
        row = line(gap=2)
        box = QCheckBox()
        box.setAccessibleName(words)
        box.toggled.connect(self.changed)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(_Words(words, box), 1)
        return box, row

    def _keep(self, one: Input, field: QWidget, read: Callable[[], str | list[str] | bool]) -> None:
        self.fields[one.name] = field
        self._readers[one.name] = read

    @staticmethod
    def _read(one: Input, field: QLineEdit) -> str | list[str]:
        return typed_values(one, field.text()) if one.repeated else typed_value(one, field.text())

    def typed(self) -> tuple[Typed, bool]:
        """Everything typed as the calculator reads it, and whether all of it could be read; faults show under their fields."""
        found: Typed = {}
        whole = True
        for name, read in self._readers.items():
            self.show_error(name, "")
            try:
                found[name] = read()
            except Unread as wrong:
                self.show_error(name, str(wrong))
                whole = False
        return found, whole

    def missing(self, typed: Typed) -> list[str]:
        """Labels of the required fields that are empty."""
        return [one.label for one in self.calculator.inputs if one.required and not typed.get(one.name)]

    def show_error(self, name: str, text: str) -> bool:
        """Say under a field what is wrong with it; whether there is such a field."""
        found = self._errors.get(name)
        if found is None:
            return False
        field, wrong = found
        if (field.property("state") or "") != ("error" if text else ""):
            restyle(field, state="error" if text else "")
        wrong.setText(text)
        wrong.setVisible(bool(text))
        return True

    def start(self) -> None:
        """Put the keyboard into the first field."""
        next(iter(self.fields.values())).setFocus()
