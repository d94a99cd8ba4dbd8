"""The rail: pages in their groups, what is overdue there, whose register it is; folded to icons where there is little room."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from desktop_app.ui.kit.icons import IconLabel, set_icon
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, label, line, rule

WIDE, FOLDED = 208, 60
_MANY = 100


class Rail(QFrame):
    """``chosen`` tells the page whose button was pressed."""

    chosen = Signal(object)

    def __init__(self, groups: Sequence[tuple[str, Sequence[Page]]], office: str) -> None:
        super().__init__()
        self.setProperty("kind", "rail")
        self.folded = False
        layout = column(self, margins=(0, 0, 0, 12), gap=2)
        brand = line(margins=(16, 12, 8, 11), gap=10)
        brand.addWidget(IconLabel("so-noi-vu", size=24))
        self._foldable: list[QWidget] = [label("Sổ Nội Vụ", "brand")]
        brand.addWidget(self._foldable[0], 1)
        layout.addLayout(brand)
        layout.addWidget(rule())
        layout.addSpacing(6)
        self.buttons: dict[Page, QPushButton] = {}
        self._badges: dict[str, QLabel] = {}
        for title, pages in groups:
            if title:
                caption = label(title.upper(), "group")
                self._foldable.append(caption)
                layout.addWidget(caption)
            for page in pages:
                layout.addWidget(self._button(page))
        layout.addStretch(1)
        layout.addWidget(rule())
        foot = line(margins=(18, 8, 8, 0), gap=12)
        foot.addWidget(IconLabel("buildings", "rail_dim", 18))
        names = column(gap=0)
        first, _, second = office.partition("\n")
        self.office = label(first, "office", wrap=True)
        practice = label(second, "practice", wrap=True)
        self._foldable += [self.office, practice]
        names.addWidget(self.office)
        names.addWidget(practice)
        foot.addLayout(names, 1)
        layout.addLayout(foot)
        self.setFixedWidth(look().px(WIDE))

    def _button(self, page: Page) -> QPushButton:
        number = len(self.buttons) + 1
        key = f"Ctrl+{number % 10}"
        made = button(_shown(page), lambda: self.chosen.emit(page), kind="nav", tip=page.title, key=key)
        made.setCheckable(True)
        set_icon(made, page.icon, "rail_text", 18)
        made.setAccessibleName(page.title)
        self.buttons[page] = made
        return made

    def _badge(self, made: QPushButton) -> QLabel:
        badge = label("", "count", "danger")
        badge.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inside = line(made, margins=(0, 0, 10, 0))
        inside.addStretch(1)
        inside.addWidget(badge)
        return badge

    def mark(self, page: Page) -> None:
        """Show which page is shown; one beside the rail marks the page it belongs to."""
        for one, made in self.buttons.items():
            made.setChecked(one is page or bool(page.under and one.title == page.under))

    def show_overdue(self, counts: Mapping[str, int]) -> None:
        """Say beside the pages how much is overdue there; by their titles."""
        for page, made in self.buttons.items():
            count = counts.get(page.title, 0)
            if page.title not in self._badges:
                if not count:
                    continue  # most have none: made with the first thing that is overdue there
                self._badges[page.title] = self._badge(made)
            badge = self._badges[page.title]
            badge.setText(str(count) if count < _MANY else f"{_MANY - 1}+")
            badge.setToolTip(f"{count} việc quá hạn")
            badge.setVisible(count > 0)
        self._fit_badges()

    def _fit_badges(self) -> None:
        for badge in self._badges.values():
            badge.ensurePolished()
            wide = badge.fontMetrics().horizontalAdvance(badge.text()) + look().px(12)
            badge.setFixedSize(max(look().px(22), wide), look().px(17))

    def fold(self, *, folded: bool) -> None:
        """Fold to the icons, or open; again after a change of text size."""
        self.folded = folded
        self.setFixedWidth(look().px(FOLDED if folded else WIDE))
        for widget in self._foldable:
            widget.setVisible(not folded)
        for page, made in self.buttons.items():
            made.setText("" if folded else _shown(page))
        self._fit_badges()


def _shown(page: Page) -> str:
    return f"  {page.title}"
