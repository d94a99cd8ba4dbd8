"""Dialogs in the house style: content, then a foot with Huỷ and the action named by its deed; never blocking."""

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.kit.framed import SIDE, Framed
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, line


def dialog(
    parent: QWidget | None, title: str, width: int = 560, *, subtitle: str = "", icon: str = "", head: bool = True
) -> tuple[Framed, QVBoxLayout]:
    """An empty dialog, and where its content goes; without ``head`` the content says itself what it is."""
    made = Framed(parent, title, subtitle=subtitle, icon=icon, head=head)
    made.setMinimumWidth(look().px(width))
    layout = column(margins=(SIDE, 14, SIDE, 14), gap=12)
    made.outer.addLayout(layout, 1)
    return made, layout


def foot(made: Framed, deed: str, on_deed: Callable[[], object], leave: str = "Huỷ") -> QPushButton:
    """The foot of a dialog; the action's button. ``leave`` is what giving it up is called."""
    row = line(made.lay_foot(), margins=(SIDE, 10, SIDE, 10), gap=8)
    row.addStretch(1)
    row.addWidget(button(f"{leave}  Esc", made.reject))
    act = button(f"{deed}  Ctrl+Enter", on_deed, kind="primary")
    act.setShortcut("Ctrl+Return")
    QShortcut(QKeySequence("Ctrl+Enter"), made).activated.connect(act.click)  # the Enter beside the figures
    made.deed = act
    row.addWidget(act)
    return act


def foot_to_close(made: Framed) -> QPushButton:
    """The foot of a dialog that is only read; its button."""
    row = line(made.lay_foot(), margins=(SIDE, 10, SIDE, 10), gap=8)
    row.addStretch(1)
    close = button("Đóng  Esc", made.reject)
    row.addWidget(close)
    return close


def ask(parent: QWidget | None, title: str, text: str, deed: str, on_deed: Callable[[], None]) -> QDialog:
    """Ask before a deed."""
    made, layout = dialog(parent, title)
    words = QLabel(text)
    words.setWordWrap(True)
    layout.addWidget(words)

    def carry_out() -> None:
        made.accept()
        on_deed()

    foot(made, deed, carry_out)
    made.open()
    return made


def ask_reason(
    parent: QWidget, title: str, deed: str, on_reason: Callable[[str], None], text: str = "", leave: str = "Huỷ"
) -> QDialog:
    """Ask why before a deed; without a reason it is not done."""
    made, layout = dialog(parent, title)
    if text:
        layout.addWidget(_words(text))
    below = column(gap=3)
    below.addWidget(_words("Lý do", "field"))
    reason = QLineEdit()
    reason.setAccessibleName("Lý do")
    below.addWidget(reason)
    why = _words(" ", "error")
    below.addWidget(why)
    layout.addLayout(below)

    def carry_out() -> None:
        if not reason.text().strip():
            why.setText("Phải ghi lý do.")
            reason.setFocus()
            return
        made.accept()
        on_reason(reason.text().strip())

    foot(made, deed, carry_out, leave)
    made.open()
    reason.setFocus()
    return made


def _words(text: str, kind: str = "") -> QLabel:
    made = QLabel(text)
    made.setWordWrap(True)
    if kind:
        made.setProperty("kind", kind)
    return made


def say_lines(parent: QWidget | None, title: str, text: str) -> QDialog:
    """Say several lines that must be read one by one: what stands in the way, and where."""
    made, layout = dialog(parent, title, 680)
    head, _, rest = text.partition("\n")
    words = QLabel(head)
    words.setWordWrap(True)
    layout.addWidget(words)
    if rest:
        lines = QPlainTextEdit(rest)
        lines.setReadOnly(True)
        lines.setMinimumHeight(220)
        lines.setAccessibleName("Những điều vướng mắc")
        layout.addWidget(lines)
    close = foot_to_close(made)
    made.open()
    close.setFocus()
    return made


def show_crash(parent: QWidget | None, trace: str) -> QDialog:
    """Say that the program has a bug, that the data is untouched, and give the trace to copy."""
    made, layout = dialog(parent, "Lỗi của chương trình", 680)
    said = "Chương trình gặp lỗi. Dữ liệu trong sổ không bị thay đổi dở dang. Hãy chép đoạn dưới gửi người hỗ trợ."
    words = QLabel(said)
    words.setWordWrap(True)
    layout.addWidget(words)
    text = QPlainTextEdit(trace)
    text.setReadOnly(True)
    text.setMinimumHeight(260)
    text.setAccessibleName("Nội dung lỗi")
    layout.addWidget(text)
    foot(made, "Chép", lambda: QGuiApplication.clipboard().setText(trace), "Đóng")
    made.open()
    return made
