"""A field as the dialogs draw it: label above, hint or refusal below, in room that is always kept."""

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.ui.kit.widgets import column, label, restyle


class Asked(QWidget):
    """A label, its control and a line under it that holds a hint until it must hold a refusal."""

    def __init__(self, text: str, control: QWidget, hint: str = "") -> None:
        super().__init__()
        self.control, self._hint = control, hint
        layout = column(self, gap=3)
        above = label(text, "field")
        above.setBuddy(control)
        layout.addWidget(above)
        layout.addWidget(control)
        if not control.accessibleName():
            control.setAccessibleName(text.replace("&", "").removesuffix(" *"))
        self._under = label(hint or " ", "small", wrap=True)
        layout.addWidget(self._under)
        if isinstance(control, QLineEdit):
            control.textEdited.connect(lambda _: self.accept())

    def refuse(self, why: str) -> None:
        """Say why the value cannot be kept, and go there."""
        self._under.setText(why)
        restyle(self._under, kind="error")
        restyle(self.control, state="error")
        self.control.setAccessibleDescription(why)
        self.control.setFocus()

    def warn(self, why: str) -> None:
        """Say what to think of; nothing is refused."""
        self._under.setText(why or self._hint or " ")
        restyle(self._under, kind="small", tone="warn" if why else "")
        restyle(self.control, state="warn" if why else "")

    def tell(self, hint: str) -> None:
        """Another hint under it."""
        self._hint = hint
        self.warn("")

    def accept(self) -> None:
        """Take back what was said."""
        if self.control.property("state"):
            self.control.setAccessibleDescription("")
            self.warn("")
