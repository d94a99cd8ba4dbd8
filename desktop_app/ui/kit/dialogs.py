"""Dialogs in the house style: content, then a foot with Huỷ and the action named by its deed; never blocking."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.kit.theme import look


def dialog(parent: QWidget | None, title: str, width: int = 560) -> tuple[QDialog, QVBoxLayout]:
    """An empty dialog, and where its content goes."""
    made = QDialog(parent)
    made.setWindowTitle(title)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.setMinimumWidth(look().px(width))
    layout = QVBoxLayout(made)
    layout.setContentsMargins(20, 16, 20, 16)
    layout.setSpacing(12)
    return made, layout


def foot(layout: QVBoxLayout, made: QDialog, deed: str, on_deed: Callable[[], None]) -> QPushButton:
    """The foot of a dialog; the action's button."""
    line = QHBoxLayout()
    line.addStretch(1)
    cancel = QPushButton("Huỷ  Esc")
    cancel.clicked.connect(made.reject)
    act = QPushButton(f"{deed}  Ctrl+Enter")
    act.setProperty("kind", "primary")
    act.setShortcut("Ctrl+Return")
    act.setAutoDefault(False)
    act.clicked.connect(on_deed)
    line.addWidget(cancel)
    line.addWidget(act)
    layout.addLayout(line)
    return act


def ask(parent: QWidget | None, title: str, text: str, deed: str, on_deed: Callable[[], None]) -> QDialog:
    """Ask before a deed."""
    made, layout = dialog(parent, title)
    words = QLabel(text)
    words.setWordWrap(True)
    layout.addWidget(words)

    def carry_out() -> None:
        made.accept()
        on_deed()

    foot(layout, made, deed, carry_out)
    made.open()
    return made


def ask_reason(parent: QWidget, title: str, deed: str, on_reason: Callable[[str], None], text: str = "") -> QDialog:
    """Ask why before a deed; without a reason it is not done."""
    made, layout = dialog(parent, title)
    if text:
        layout.addWidget(_words(text))
    layout.addWidget(_words("Lý do", "field"))
    reason = QLineEdit()
    reason.setAccessibleName("Lý do")
    layout.addWidget(reason)
    why = _words("", "error")
    layout.addWidget(why)

    def carry_out() -> None:
        if not reason.text().strip():
            why.setText("Phải ghi lý do.")
            reason.setFocus()
            return
        made.accept()
        on_reason(reason.text().strip())

    foot(layout, made, deed, carry_out)
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
    foot_line = QHBoxLayout()
    foot_line.addStretch(1)
    close = QPushButton("Đóng  Esc")
    close.clicked.connect(made.reject)
    foot_line.addWidget(close)
    layout.addLayout(foot_line)
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
    foot(layout, made, "Chép", lambda: QGuiApplication.clipboard().setText(trace))
    made.open()
    return made
