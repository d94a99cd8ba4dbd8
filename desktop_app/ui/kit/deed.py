"""A dialog for one deed: what is asked, what the law says of it as it is typed, and an action named by the deed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from desktop_app.ui.kit.framed import SIDE, Framed
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.why import Rung
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line, scrolling

WIDTH, HEIGHT = 780, 680


@dataclass(frozen=True)
class Finding:
    """What a rule says against the deed: ``danger`` refuses, ``warn`` only warns; the sum in a few rungs."""

    title: str
    tone: str = "danger"
    basis: str = ""
    rungs: tuple[Rung, ...] = ()
    note: str = ""


class DeedDialog(Framed):
    """``body`` takes the fields; ``done_asked`` says that the clerk wants the deed, which the page carries out."""

    done_asked = Signal()

    def __init__(
        self, parent: QWidget | None, title: str, deed: str, *, subtitle: str = "", icon: str = "", width: int = WIDTH
    ) -> None:
        super().__init__(parent, title, subtitle=subtitle, icon=icon)
        self.setModal(True)
        room = parent.window().width() - look().px(40) if parent is not None else look().px(width)
        self.setFixedWidth(min(look().px(width), room))
        inner = QWidget()
        self._laid = layout = column(inner, margins=(SIDE, 14, SIDE, 12), gap=10)
        self.body: QVBoxLayout = column(gap=8)
        layout.addLayout(self.body)
        self._findings = column(gap=8)
        layout.addLayout(self._findings)
        self._passed = QGridLayout()
        self._passed.setHorizontalSpacing(16)
        layout.addLayout(self._passed)
        layout.addStretch(1)
        self.area = scrolling(inner)
        self._inner = inner
        inner.installEventFilter(self)
        self.outer.addWidget(self.area, 1)
        self._lay_deeds(deed)
        self.overriding = QLineEdit()
        self.overriding.setAccessibleName("Lý do của trường hợp đặc biệt")
        self.overriding.setPlaceholderText("Trường hợp đặc biệt: ghi lý do và cấp có thẩm quyền đồng ý")
        self.overriding.textChanged.connect(self._weigh)
        self.overriding.hide()
        layout.insertWidget(2, self.overriding)
        self._problems: tuple[str, ...] = ()
        self._refused, self._may_override = False, True

    def _lay_deeds(self, deed: str) -> None:
        row = line(self.lay_foot(), margins=(SIDE, 10, SIDE, 10), gap=8)
        self._told = label("", "error", wrap=True)
        row.addWidget(self._told, 1)
        self.extra = line(gap=8)
        row.addLayout(self.extra)
        self.leave = button("Huỷ  Esc", self.reject)
        row.addWidget(self.leave)
        self.action = button(f"{deed}  Ctrl+Enter", self._on_deed, kind="primary")
        self.deed = self.action
        row.addWidget(self.action)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self._on_deed)

    def only_closes(self) -> None:
        """Nothing in it is given up by leaving: it is closed."""
        self.leave.setText("Đóng  Esc")

    def show_deed(self, deed: str) -> None:
        """Rename the action, for instance by the number of people it concerns."""
        self.action.setText(f"{deed}  Ctrl+Enter")

    def _on_deed(self) -> None:
        if self.action.isEnabled():
            self.done_asked.emit()

    # --- what is found --------------------------------------------------------------------------------------------

    def show_findings(
        self, findings: Sequence[Finding], passed: Sequence[str] = (), *, may_override: bool = True
    ) -> None:
        """Show refusals and warnings as bands, and what was checked and holds as ticks."""
        empty_layout(self._findings)
        for finding in findings:
            self._findings.addWidget(finding_band(finding))
        empty_layout(self._passed)
        for place, text in enumerate(passed):
            cell = line(gap=6)
            cell.addWidget(IconLabel("check-circle", "ok"), 0, Qt.AlignmentFlag.AlignTop)
            cell.addWidget(label(text, wrap=True), 1)
            self._passed.addLayout(cell, place // 3, place % 3)
        self._refused = any(finding.tone == "danger" for finding in findings)
        self._may_override = may_override
        self.overriding.setVisible(self._refused and may_override)
        self._weigh()
        self._fit()

    def show_problems(self, problems: Sequence[str]) -> None:
        """Name the fields that must be looked at before the deed; none of them frees the action."""
        self._problems = tuple(problems)
        self._weigh()

    def refuse(self, text: str) -> None:
        """Say what the service refused; the dialog stays, nothing was changed."""
        self._told.setText(text)
        self.action.setEnabled(True)

    @property
    def override_reason(self) -> str:
        """Why the clerk overrides a refusal; empty when she does not."""
        return self.overriding.text().strip() if self._refused else ""

    def _weigh(self) -> None:
        blocked = self._refused and not self.override_reason
        count = len(self._problems)
        told = f"{count} chỗ cần xem: {', '.join(self._problems)}" if count else ""
        if blocked and not told and self._may_override:
            told = "Quy định không cho phép; chỉ tiếp tục được khi ghi lý do."
        self._told.setText(told)
        self.action.setEnabled(not count and not blocked)

    # --- its life -------------------------------------------------------------------------------------------------

    @property
    def _around(self) -> int:
        foot = self.bottom.sizeHint().height() if self.bottom is not None else 0
        return self.top.sizeHint().height() + foot + look().px(6)

    def _fit(self) -> None:
        layout = self._laid
        layout.activate()
        inside = self.width() - look().px(4)
        wanted = max(layout.heightForWidth(inside), layout.sizeHint().height()) + self._around
        window = self.window_behind()
        room = window.height() - look().px(40) if window is not None else look().px(HEIGHT)
        self.setFixedHeight(min(wanted, room))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with what is inside."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def open(self) -> None:
        """Show it over its dimmed page, as tall as it needs."""
        self._fit()
        super().open()


def finding_band(finding: Finding) -> QFrame:
    """A refusal or a warning: what, the provision as a violet chip, the sum."""
    band = frame("band", tone=finding.tone)
    layout = column(band, margins=(14, 10, 14, 10), gap=5)
    head = line(gap=10)
    sign = {"danger": "prohibit", "info": "info"}.get(finding.tone, "warning")
    head.addWidget(IconLabel(sign, finding.tone, 18), 0, Qt.AlignmentFlag.AlignTop)
    head.addWidget(label(finding.title, "title", finding.tone, wrap=True), 1)
    if finding.basis:
        head.addWidget(label(f"§ {finding.basis}", "chip", "law"), 0, Qt.AlignmentFlag.AlignTop)
    layout.addLayout(head)
    for place, rung in enumerate(finding.rungs):
        row = line(margins=(28, 0, 0, 0), gap=10)
        last = place == len(finding.rungs) - 1
        row.addWidget(label(rung.text, wrap=True), 1)
        row.addWidget(label(rung.value, "strong", finding.tone if last else ""))
        layout.addLayout(row)
    if finding.note:
        row = line(margins=(28, 0, 0, 0))
        row.addWidget(label(finding.note, wrap=True), 1)
        layout.addLayout(row)
    return band
