"""Dates as clerks write them: dd/MM/yyyy, typed or picked."""

import re
from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.kit.icons import set_icon
from desktop_app.ui.kit.metrics import date_width
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import restyle

VIETNAMESE = QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam)
_WRITTEN = re.compile(r"(\d{1,2})\D+(\d{1,2})\D+(\d{4}|\d{2})")
_RUN_TOGETHER = re.compile(r"(\d{2})(\d{2})(\d{4})")
_CENTURY, _WHOLE_YEAR = 2000, 4
_YEARS = range(1800, 2200)  # beyond, nothing can be counted from a day
_CALENDAR = QDate(1900, 1, 1), QDate(2199, 12, 31)


def shown_date(day: date) -> str:
    """``30/06/1965``."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def read_date(text: str) -> date | None:
    """The day somebody wrote: ``1/7/2025``, ``01-07-25``, ``01072025``; ``None`` when it is no day of an office's time."""
    found = _RUN_TOGETHER.fullmatch(text.strip()) or _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    day, month, year = found.groups()
    whole = int(year) if len(year) == _WHOLE_YEAR else _CENTURY + int(year)
    try:
        found_day = date(whole, int(month), int(day))
    except ValueError:
        return None
    return found_day if found_day.year in _YEARS else None


def days_left(count: int) -> str:
    """How many days are left, or over, as a clerk says it."""
    if count == 0:
        return "hôm nay"
    days = f"{abs(count):,} ngày".replace(",", ".")
    return f"còn {days}" if count > 0 else f"quá {days}"


class DateField(QLineEdit):
    """A day; ``day_changed`` when Enter, leaving the field or the calendar settles a new one."""

    day_changed = Signal(object)  # date
    refused = Signal(str)  # why what was typed is no day

    def __init__(self, day: date, name: str, kind: str = "", parent: QWidget | None = None) -> None:
        super().__init__(shown_date(day), parent)
        self._day = day
        self.setAccessibleName(name)
        self.setToolTip(f"{name}: ngày/tháng/năm")
        if kind:
            self.setProperty("kind", kind)
        self.setMaxLength(12)
        self.setFixedWidth(date_width() + look().px(30))
        self._pick = QAction("Mở lịch", self)
        set_icon(self._pick, "calendar-blank")
        self.addAction(self._pick, QLineEdit.ActionPosition.TrailingPosition)
        self._pick.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self._on_finished)
        self.textEdited.connect(self._on_edited)

    def _on_edited(self) -> None:
        if self.property("state"):
            restyle(self, state="")

    def day(self) -> date:
        """The day that holds."""
        return self._day

    def show_day(self, day: date) -> None:
        """Show a day without telling anybody."""
        self._day = day
        self.setText(shown_date(day))
        restyle(self, state="")

    def _on_finished(self) -> None:
        day = read_date(self.text())
        if day is None:
            restyle(self, state="error")
            self.refused.emit(f"“{self.text()}” không phải là một ngày có thật; hãy viết như {shown_date(self._day)}.")
            return
        self._settle(day)

    def _settle(self, day: date) -> None:
        if day != self._day:
            self.show_day(day)
            self.day_changed.emit(day)
        elif self.property("state") == "error" or self.text() != shown_date(day):
            self.show_day(day)  # left as it was otherwise: somebody may have marked the day

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Alt+↓ opens the calendar, Esc puts the day back."""
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
        elif event.key() == Qt.Key.Key_Escape and self.text() != shown_date(self._day):
            self.show_day(self._day)
        else:
            super().keyPressEvent(event)

    def open_calendar(self) -> None:
        """Pick the day from a month."""
        from PySide6.QtWidgets import QCalendarWidget

        popup = QDialog(self, Qt.WindowType.Popup)
        popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(popup)
        calendar.setLocale(VIETNAMESE)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setDateRange(*_CALENDAR)
        calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        calendar.setAccessibleName("Lịch chọn ngày")
        layout = QVBoxLayout(popup)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(calendar)

        calendar.clicked.connect(self._choose)
        calendar.activated.connect(self._choose)
        popup.adjustSize()
        corner = self.mapToGlobal(QPoint(self.width() - popup.width(), self.height() + 2))
        popup.move(max(corner.x(), 0), corner.y())
        popup.open()
        calendar.setFocus()

    def _choose(self, day: QDate) -> None:
        if not day.isValid():  # Enter where no day of the month is marked
            return
        for popup in self.findChildren(QDialog):
            popup.close()
        self._settle(date(day.year(), day.month(), day.day()))
