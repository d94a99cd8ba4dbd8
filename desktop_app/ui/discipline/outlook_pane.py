"""At the right of a case: what the step brings, dated, before it is signed; what is held back now; what reminds by itself."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop_app.law.restrictions import ALL_PURPOSES, Restriction
from desktop_app.services.discipline.outlook import Consequence, Outlook
from desktop_app.services.discipline.rows import ToRepeat
from desktop_app.ui.discipline.columns import day_text
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.widgets import column, empty_layout, frame, label, line, rule, scrolling


class OutlookPane(QFrame):
    """Consequences from top to bottom; the foot keeps what is not settled."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName("Hệ quả")
        outer = column(self, margins=(1, 1, 1, 1))
        head = line(margins=(14, 9, 14, 8), gap=8)
        self._title = label("", "title", wrap=True)
        head.addWidget(self._title, 1)
        self._chip = label("", "chip")
        head.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignVCenter)
        outer.addLayout(head)
        outer.addWidget(rule())
        inner = QWidget()
        self._body = column(inner, margins=(14, 10, 14, 10), gap=10)
        self.area = scrolling(inner)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName("Hệ quả của quyết định, những việc bị giữ lại")
        self.setFocusProxy(self.area)
        outer.addWidget(self.area, 1)
        self._foot = frame("foot")
        self._notes = column(self._foot, margins=(14, 8, 14, 8), gap=4)
        outer.addWidget(self._foot)

    def texts(self) -> list[str]:
        """Everything it says, for those who read it aloud."""
        from PySide6.QtWidgets import QLabel

        # what was just laid out counts already: Qt takes its hiding away with the next round of events
        said = Qt.WidgetAttribute.WA_WState_ExplicitShowHide
        labels = self.findChildren(QLabel)
        return [one.text() for one in labels if one.text() and not (one.isHidden() and one.testAttribute(said))]

    def show_outlook(
        self, title: str, found: Outlook, held: Sequence[Restriction] = (), back: Sequence[ToRepeat] = ()
    ) -> None:
        """Show what a decision brings; below it what is held back now, and what must be given back."""
        empty_layout(self._body)
        empty_layout(self._notes)
        self._title.setText(title)
        self._chip.setText(found.form)
        self._chip.setVisible(bool(found.form))
        for one in found.consequences:
            self._body.addLayout(_consequence(one))
        if found.reminders:
            self._head("Việc sẽ tự nhắc")
            for reminder in found.reminders:
                row = line(gap=8)
                row.addWidget(label(reminder.text, wrap=True), 1)
                row.addWidget(label(day_text(reminder.day), "strong"), 0, Qt.AlignmentFlag.AlignTop)
                self._body.addLayout(row)
        if back:
            self._head("Phải trả lại, làm lại")
            for repeat in back:
                row = line(gap=8)
                row.addWidget(label(repeat.what, wrap=True), 1)
                row.addWidget(label(day_text(repeat.day), "strong"), 0, Qt.AlignmentFlag.AlignTop)
                self._body.addLayout(row)
        if held and not found.consequences:
            self._held(held)
        if not (found.consequences or held or back):
            self._body.addWidget(label("Bước này không giữ lại việc gì.", "dim", wrap=True))
        self._body.addStretch(1)
        unsure = tuple(dict.fromkeys(note for note in found.notes if not note.startswith("Tính từ")))
        for note in unsure:
            row = line(gap=8)
            row.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(note, "small", "warn", wrap=True), 1)
            self._notes.addLayout(row)
        self._foot.setVisible(bool(unsure))

    def _head(self, text: str) -> None:
        if self._body.count():
            self._body.addWidget(rule())
        self._body.addWidget(label(text, "title"))

    def _held(self, held: Sequence[Restriction]) -> None:
        by_reason: dict[tuple[str, tuple[str, ...]], list[Restriction]] = {}
        for one in held:
            by_reason.setdefault((one.why, one.basis), []).append(one)
        for (why, basis), group in by_reason.items():
            self._body.addLayout(_restrictions(why, basis, group))


def _consequence(one: Consequence) -> QVBoxLayout:
    whole = column()
    row = line(gap=10)
    row.addWidget(IconLabel(one.icon, one.tone or "text2"), 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=1)
    first = line(gap=8)
    first.addWidget(label(one.title, "strong", wrap=True), 1)
    first.addWidget(label(one.when, "strong"), 0, Qt.AlignmentFlag.AlignTop)
    words.addLayout(first)
    if one.note:
        words.addWidget(label(one.note, "small", wrap=True))
    if one.basis:
        unsure = "" if one.confirmed else ", chưa xác nhận"
        words.addWidget(label(f"§ {one.basis}{unsure}", "small", "law", wrap=True))
    row.addLayout(words, 1)
    whole.addLayout(row)
    return whole


def _restrictions(why: str, basis: tuple[str, ...], group: Sequence[Restriction]) -> QVBoxLayout:
    whole = column()
    row = line(gap=10)
    blocks = any(one.blocks for one in group)
    row.addWidget(IconLabel("prohibit", "warn"), 0, Qt.AlignmentFlag.AlignTop)
    words = column(gap=1)
    ends = {one.until for one in group}
    end = max((day for day in ends if day is not None), default=None)
    first = line(gap=8)
    names = ", ".join(ALL_PURPOSES[one.purpose] for one in group)
    lead = "Chưa được " if blocks else "Cần xem xét khi "
    first.addWidget(label(lead + names, "strong", wrap=True), 1)
    first.addWidget(label(f"đến {day_text(end)}" if end else "", "strong"), 0, Qt.AlignmentFlag.AlignTop)
    words.addLayout(first)
    words.addWidget(label(why, "small", wrap=True))
    unsure = "" if all(one.confirmed for one in group) else ", chưa xác nhận"
    for text in basis[:2]:
        words.addWidget(label(f"§ {text}{unsure}", "small", "law", wrap=True))
    row.addLayout(words, 1)
    whole.addLayout(row)
    return whole
