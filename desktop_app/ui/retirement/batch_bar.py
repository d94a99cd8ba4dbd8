"""The foot of the list: the path of states, what is ticked, what is to be watched, and the deeds on it."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QWidget

from desktop_app.reports.letters.kinds import DECISION, NOTICE
from desktop_app.services.due.leaving import STATES
from desktop_app.services.retirement.file import next_deed
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.widgets import button, label, line
from desktop_app.ui.retirement.columns import TONES

_DEEDS = {"notice": (NOTICE, "Lập thông báo"), "decision": (DECISION, "Lập quyết định")}
_PEOPLE = frozenset({"forecast", "year"})


class BatchBar(QFrame):
    """Counts what is ticked and names the deed that comes next."""

    def __init__(
        self, open_case: Callable[[], object], decide: Callable[[], object], act: Callable[[], object]
    ) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        row = line(self, margins=(13, 8, 13, 8), gap=6)
        self.count, self._warned = label("", "small"), label("", "small", "warn")
        self._path: list[QWidget] = []
        for place, (state, tone) in enumerate(TONES.items()):
            if place:
                self._path.append(label("›", "small"))
            self._path.append(label(STATES[state], "chip", tone))
        for part in (self.count, self._warned, *self._path):
            row.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)
        deeds = Flow(gap=8, right=True)
        self.case = button("Hồ sơ…  Enter", open_case, tip="Đường đi, giấy tờ, lùi, huỷ của người đang chọn")
        self.decide = button("Lập quyết định…", decide, icon="file-text")
        self.primary = button("", act, kind="primary", icon="paper-plane-tilt", key="Ctrl+Enter")
        for part in (self.case, self.decide, self.primary):
            deeds.add(part)
        row.addWidget(deeds, 1)
        self.kind = NOTICE

    def show_picked(self, tab: str, ticked: Sequence[Any], picked: Sequence[Any], day: date, *, narrow: bool) -> None:
        """``picked`` are the ticked rows, else the current one; ``narrow`` leaves the path of states out."""
        people = [row for row in picked if isinstance(row, RetireRow)]
        self.count.setText(f"Đã chọn {len(ticked)} người" if ticked else "")
        self.count.setVisible(bool(ticked))
        for part in self._path:
            part.setVisible(not ticked and tab in _PEOPLE and not narrow)
        deed = next_deed(people[0]) if people else "notice"
        self.kind, name = _DEEDS.get(deed, _DEEDS["notice"])
        fits = [row for row in people if _DEEDS.get(next_deed(row), ("", ""))[0] == self.kind]
        many = f" cho {len(fits)} người" if len(fits) > 1 else ""
        self.primary.setText(f" {name}{many}  Ctrl+Enter")
        self.primary.setVisible(tab in _PEOPLE)
        self.primary.setEnabled(bool(fits))
        self.decide.setVisible(tab in _PEOPLE and self.kind == NOTICE)
        self.decide.setEnabled(any(next_deed(row) in _DEEDS for row in people))
        self.case.setEnabled(bool(picked))
        self.case.setText("Hồ sơ…  Enter" if tab not in {"unknown", "gone"} else "Mở hồ sơ  Enter")
        warned = _warning(people, day) if ticked and tab in _PEOPLE and self.kind == NOTICE else ""
        self._warned.setText(warned)
        self._warned.setVisible(bool(warned))


def _warning(ticked: Sequence[RetireRow], day: date) -> str:
    """What is said before: papers more than half a year early."""
    limit = day + timedelta(days=183)
    early = sum(1 for row in ticked if row.notice_deadline is not None and row.notice_deadline > limit)
    return f"thông báo của {early} người sớm hơn hạn trên 6 tháng" if early else ""
