"""The place of the import in the window while the register is still being opened for writing."""

from datetime import date

from PySide6.QtWidgets import QStackedWidget

from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.widgets import column, label


class IntakeHolder(Page):
    """Shows the wizard once there is something to write into; says why not otherwise."""

    title = "Nhập từ Excel"
    icon = "download-simple"
    own_undo = True

    def __init__(self) -> None:
        super().__init__()
        layout = column(self)
        self._stack = QStackedWidget()
        self._why = label("Đang mở sổ để ghi…", "dim", wrap=True)
        self._why.setMargin(24)
        self._stack.addWidget(self._why)
        layout.addWidget(self._stack)
        self.wizard: Page | None = None

    def show_page(self, wizard: Page) -> None:
        """Show the wizard."""
        self.wizard = wizard
        wizard.told.connect(self.told)
        self._stack.addWidget(wizard)
        self._stack.setCurrentWidget(wizard)

    def inner(self) -> Page:
        """The wizard, once there is one."""
        return self if self.wizard is None else self.wizard

    def choose_file(self) -> None:
        """There is nothing to write into yet: the page says why."""

    def refuse(self, why: str) -> None:
        """Say why nothing can be written."""
        self._why.setText(why)

    def set_as_of(self, day: date) -> None:
        """The import does not depend on the day shown."""
        del day
