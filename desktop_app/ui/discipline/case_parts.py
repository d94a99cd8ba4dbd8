"""Over the form of a case: who it is about and its papers; its path and its days."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QWidget

from desktop_app.services.discipline.case import CaseView
from desktop_app.ui.discipline.columns import STATE_TONES, category_text, day_text, left_text, urgency, why_deadline
from desktop_app.ui.discipline.words import days_of, stops_of
from desktop_app.ui.kit.course import Course, DaysBar
from desktop_app.ui.kit.dialogs import dialog, foot_to_close
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import WhyPanel
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, give_menu, label, line, restyle, rule

Deed = Callable[[], object]
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class CaseHead(QFrame):
    """Name, category, state, post; back to the list, papers, other deeds."""

    def __init__(self, back: Deed, papers: Deed, more: Sequence[tuple[str, Deed]]) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        row = line(self, margins=(14, 8, 14, 8), gap=8)
        row.addWidget(button("Danh sách", back, kind="quiet", icon="arrow-left", key="Esc"))
        self._name = label("", "name")
        row.addWidget(self._name)
        self._category, self._state = label("", "chip", "accent"), label("", "chip")
        row.addWidget(self._category, 0, _MIDDLE)
        row.addWidget(self._state, 0, _MIDDLE)
        self._post = ElidedLabel("", "dim")
        row.addWidget(self._post, 1)
        row.addWidget(IconLabel("lock-simple", "warn"))
        row.addWidget(label("hạn chế xem", "chip", "warn"), 0, _MIDDLE)
        row.addWidget(button("Giấy tờ", papers, icon="folder-open", key="Ctrl+P", tip="Soạn và in giấy tờ"))
        other = button("Khác", tip="Việc khác của vụ việc")
        menu = QMenu(other)
        for text, deed in more:
            menu.addAction(text).triggered.connect(lambda _=False, one=deed: one())
        give_menu(other, menu)
        row.addWidget(other)

    def show_case(self, view: CaseView) -> None:
        """Show whom it is about."""
        row = view.row
        self._name.setText(row.name)
        self._category.setText(category_text(row))
        _tell(self._state, row.state_name, STATE_TONES.get(row.state, ""))
        self._post.show_text(", ".join(filter(None, (view.post, view.unit))))


class PathCard(QFrame):
    """The path of the case and, while it waits for its decision, its days."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._view: CaseView | None = None
        layout = column(self, margins=(14, 9, 14, 9), gap=6)
        head = line(gap=8)
        head.addWidget(label("Đường đi của vụ việc", "title"), 1)
        self._place = label("", "small")
        head.addWidget(self._place)
        layout.addLayout(head)
        self.course = Course("Đường đi của vụ việc")
        layout.addWidget(self.course)
        self._days_part = QWidget()
        days = column(self._days_part, gap=4)
        days.addWidget(rule())
        named = line(gap=8)
        named.addWidget(label("Thời hạn xử lý", "title"))
        self._left = label("", "chip")
        named.addWidget(self._left, 0, _MIDDLE)
        self._limit = ElidedLabel("", "small")
        named.addWidget(self._limit, 1)
        why = button("Vì sao?", self.show_why, kind="quiet", icon="scales", token="law", tip="Cách tính thời hạn")
        named.addWidget(why)
        days.addLayout(named)
        self.days = DaysBar("Thời hạn xử lý")
        days.addWidget(self.days)
        layout.addWidget(self._days_part)

    def show_case(self, view: CaseView) -> None:
        """Show the path and the days."""
        self._view = view
        stops = stops_of(view)
        self.course.show_stops(stops)
        at = next((place for place, stop in enumerate(stops, 1) if stop.status == "current"), None)
        self._place.setText(f"bước {at} / {len(stops)}" if at else view.row.state_name)
        told = days_of(view)
        self._days_part.setVisible(told is not None)
        if told is None:
            return
        _tell(self._left, left_text(view.row.days_left), urgency(view.row.days_left))
        limit = view.limit.value if view.limit is not None else None
        said = f"thời hiệu đến {day_text(limit.limit)}" if limit is not None and limit.limit else ""
        if limit is not None and limit.barred:
            said += ", có thể đã hết thời hiệu"
        self._limit.show_text(said)
        self.days.show_days(*told)

    def show_why(self) -> None:
        """How the last day was counted."""
        if self._view is None:
            return
        made, layout = dialog(self, "Vì sao?", 560, head=False)
        layout.setContentsMargins(0, 0, 0, 0)
        panel = WhyPanel()
        panel.setMinimumHeight(look().px(420))
        row = self._view.row
        panel.show_why(why_deadline(row, self._view.day), urgency(row.days_left))
        layout.addWidget(panel)
        foot_to_close(made)
        made.open()


def _tell(chip: QLabel, text: str, tone: str) -> None:
    chip.setText(text)
    restyle(chip, tone=tone)
