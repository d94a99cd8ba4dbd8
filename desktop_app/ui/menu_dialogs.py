"""The dialogs the menu opens over any page; each is imported when it is asked for."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QWidget

from desktop_app.ui.register import Register

READ_ONLY = frozenset({"figures"})
"""Those that can be looked at where nothing can be written."""


def menu_dialog(code: str, window: QWidget, register: Register, say: Callable[[str], None]) -> QDialog:
    """The dialog of a deed of the menu, not yet open; ``KeyError`` for one that has none."""
    if code == "figures":
        from desktop_app.ui.office.figures import FiguresDialog

        return FiguresDialog(window, register, say)
    if code == "kept":
        from desktop_app.ui.intake.kept_dialog import KeptDialog

        return KeptDialog(window, register, say)
    if code == "signers":
        from desktop_app.ui.office.signers import SignersDialog

        return SignersDialog(window, register, say)
    if code == "wording":
        from desktop_app.ui.wording_dialog import first_wording

        return first_wording(window, register, say)
    raise KeyError(code)
