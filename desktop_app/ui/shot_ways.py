"""How a picture is come by: a page, a dialog that a deed opens, the dialog on top."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.ui.app import Desk

Settle = Callable[[], None]
Show = Callable[[Desk, Settle], QWidget]


def window_of(desk: Desk) -> QWidget:
    """The window, which is open."""
    assert desk.window is not None  # noqa: S101 - pictures are taken of an open window
    return desk.window


def page(title: str) -> Show:
    """The window showing the page of the rail with this title."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        window = desk.window
        assert window is not None  # noqa: S101 - as above
        window.show_page(next(one for one in window.pages if one.title == title))
        settle()
        return window

    return show


def dialog(deed: Callable[[Desk], object]) -> Show:
    """The dialog that a deed opens."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        deed(desk)
        settle()
        return top_dialog()

    return show


def top_dialog() -> QDialog:
    """The dialog on top."""
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]
    if not found:
        raise LookupError("no dialog is open")
    return found[-1]
