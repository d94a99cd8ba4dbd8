"""The filters of the page: unit, category, sex, post; the chart and the list obey the same ones."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from db.text import text_sort_key
from desktop_app.services.retirement.rows import GROUPS, Forecast, RetireRow
from desktop_app.ui.kit.flow import Flow

_ALL = ""
_LEADERS = "lanh_dao"


class Filters(Flow):
    """``changed`` whenever another choice is made."""

    changed = Signal()

    def __init__(self, *before: QWidget) -> None:
        """``before`` stand in front of the boxes and go on in the next line together with them."""
        super().__init__(gap=8)
        for part in before:
            self.add(part)
        self.unit, self.group, self.sex, self.post = QComboBox(), QComboBox(), QComboBox(), QComboBox()
        names = (
            (self.unit, "Đơn vị", 13),
            (self.group, "Loại", 7),
            (self.sex, "Giới tính", 5),
            (self.post, "Chức vụ", 10),
        )
        for box, name, wide in names:
            box.setAccessibleName(name)
            box.setToolTip(f"Lọc theo {name.lower()}")
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(wide)
            self.add(box)
        self._offer(self.unit, "Mọi đơn vị", ())
        self._offer(self.group, "Mọi loại", [(str(place), name) for place, (name, _) in enumerate(GROUPS)])
        self._offer(self.sex, "Nam, nữ", [("nam", "Nam"), ("nu", "Nữ")])
        self._offer(self.post, "Mọi chức vụ", ())
        for box in (self.unit, self.group, self.sex, self.post):
            box.activated.connect(lambda _place: self.changed.emit())

    @staticmethod
    def _offer(box: QComboBox, every: str, choices: Sequence[tuple[str, str]]) -> None:
        shown = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(every, _ALL)
        for code, text in choices:
            box.addItem(text, code)
        box.setCurrentIndex(max(box.findData(shown), 0))
        box.blockSignals(False)

    def show_forecast(self, found: Forecast) -> None:
        """Offer the units and posts there are, each with its count."""
        counts, posts, leaders = found.choices
        units = sorted(counts, key=lambda unit: text_sort_key(found.units.get(unit, "")))
        self._offer(
            self.unit, "Mọi đơn vị", [(one.hex(), f"{found.units.get(one, '')} ({counts[one]})") for one in units]
        )
        names = [(name, f"{name} ({posts[name]})") for name in sorted(posts, key=text_sort_key)]
        self._offer(self.post, "Mọi chức vụ", [(_LEADERS, f"Lãnh đạo, quản lý ({leaders})"), *names])

    def show_choices(self, *, on: bool) -> None:
        """Show the boxes, or only what stands before them."""
        for box in (self.unit, self.group, self.sex, self.post):
            box.setVisible(on)

    def clear_choices(self) -> None:
        """Show everybody."""
        for box in (self.unit, self.group, self.sex, self.post):
            box.setCurrentIndex(0)
        self.changed.emit()

    @property
    def narrowing(self) -> bool:
        """Whether any of them narrows."""
        return any(box.currentIndex() > 0 for box in (self.unit, self.group, self.sex, self.post))

    def narrowed(self, rows: Sequence[RetireRow]) -> Sequence[RetireRow]:
        """Those of the rows that are shown; a province's list may have tens of thousands, so each choice is read once."""
        unit, group, sex, post = (box.currentData() for box in (self.unit, self.group, self.sex, self.post))
        if unit:
            key = bytes.fromhex(unit)
            rows = [row for row in rows if key in row.above]
        if group:
            place = int(group)
            rows = [row for row in rows if row.group == place]
        if sex:
            rows = [row for row in rows if row.sex == sex]
        if post == _LEADERS:
            rows = [row for row in rows if row.leads]
        elif post:
            rows = [row for row in rows if row.post == post]
        return rows


class YearBox(QComboBox):
    """One of the years the register looks back and ahead."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Năm")

    def offer(self, first: int, last: int, current: int) -> None:
        """Offer these years, one of them chosen."""
        self.blockSignals(True)
        self.clear()
        for year in range(first, last + 1):
            self.addItem(f"Năm {year}", year)
        self.setCurrentIndex(self.findData(current))
        self.blockSignals(False)
