"""Pictures of appointments: the tabs of the page, its dialogs, the register of decisions."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.ui.app import Desk
from desktop_app.ui.shot_ways import Settle, Show, top_dialog, window_of


def appointments_page(desk: Desk) -> Any:
    """The page itself, shown."""
    assert desk.window is not None  # noqa: S101 - pictures are taken of an open window
    place: Any = next(one for one in desk.window.pages if one.title == "Bổ nhiệm, điều động")
    desk.window.show_page(place)
    return place.page()


def appointments(tab: str) -> Show:
    """A tab of the page."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        shown = appointments_page(desk)
        settle()
        shown.tabs.show_tab(tab)
        settle()
        return window_of(desk)

    return show


def decision(deed: str) -> Show:
    """A dialog about one decision of the register."""

    def show(desk: Desk, settle: Settle) -> QWidget:
        appointments("decisions")(desk, settle)
        shown = appointments_page(desk)
        rows = shown.list.rows()
        alone = deed == "cancel"  # what no movement rests on is cancelled alone
        shown.list.select_row(next(row for row in rows if (not row.people if alone else row.number == "1801/QĐ-UBND")))
        getattr(shown.papers, deed)()
        settle()
        return top_dialog()

    return show


def movement(desk: Desk, settle: Settle) -> QWidget:
    """A reappointment being decided."""
    shown = appointments_page(desk)
    settle()
    shown.tabs.show_tab("ending")
    shown.deed("bo_nhiem_lai")
    settle()
    made: Any = top_dialog()
    made.check()  # without waiting for the pause after typing
    settle()
    return top_dialog()


def notices(desk: Desk, settle: Settle) -> QWidget:
    """Notices of terms that end, for three at once."""
    shown = appointments_page(desk)
    settle()
    shown.tabs.show_tab("ending")
    settle()
    shown.list.tick([place for place, row in enumerate(shown.list.rows()) if row.outcome != "nhiem_ky"][:3])
    shown.give_notice()
    settle()
    return top_dialog()


def movement_draft(desk: Desk, settle: Settle) -> QWidget:
    """A decision whose dialog was closed before it was recorded, opened again."""
    shown = appointments_page(desk)
    settle()
    shown.tabs.show_tab("ending")
    shown.list.select_row(shown.list.rows()[-1])
    for again in (False, True):
        shown.deed("keo_dai")
        settle()
        made: Any = top_dialog()
        if not again:
            made.drafts.toucher("number")()
            made.reject()
            settle()
    return top_dialog()


def ten_years(desk: Desk, settle: Settle) -> QWidget:
    """The yearly figures of ten years."""
    appointments_page(desk).show_figures()
    settle()
    made: Any = top_dialog()
    made.first.setText(str(int(made.last.text()) - 9))
    made.reload()
    settle()
    return top_dialog()


def movement_cases(desk: Desk, settle: Settle) -> QWidget:
    """An appointment whose cases were looked into: one is there, and refuses."""
    shown = appointments_page(desk)
    settle()
    shown.tabs.show_tab("ending")
    settle()
    shown.list.select_row(next(row for row in shown.list.rows() if row.category == "CC_LDQL"))
    shown.deed("bo_nhiem")
    settle()
    made: Any = top_dialog()
    made.pick("unit").line.setText("Phòng Kinh tế xã An Bình")
    made.pick("post").line.setText("Phó Trưởng phòng")
    made.check()
    settle()
    made.cases.looked.setChecked(True)
    made.cases.boxes["DENUNCIATION_TEAM"].setChecked(True)
    made.check()
    settle()
    return top_dialog()
