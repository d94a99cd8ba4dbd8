"""The steps of the assistant, and one of several ways to choose."""

from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.ui.kit.widgets import label


class Step(QWidget):
    """One page of the assistant."""

    title = ""

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self


def choice(into: QVBoxLayout, title: str, words: str) -> QRadioButton:
    """One of several ways, its name and a sentence of what it means."""
    made = QRadioButton(title)
    made.setAccessibleDescription(words)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    into.addWidget(made)
    said = label(words, "small", wrap=True)
    said.setContentsMargins(27, 0, 0, 8)
    into.addWidget(said)
    return made
