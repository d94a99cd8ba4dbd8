"""What is typed into the dialog of movements outlives the dialog and the program, and goes once it is recorded."""
# ruff: noqa: F811 - fixtures of another file are asked for by their names

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.services.find import Hit
from desktop_app.services.person.drafts import MOVEMENT, Draft, draft_of, drafts_of
from desktop_app.services.work import reading
from desktop_app.ui.app import Desk
from desktop_app.ui.appointments.dialog import MovementDialog, Wish
from desktop_app.ui.appointments.page import AppointmentsPage
from tests.ui.conftest import DAY
from tests.ui.hands import CTRL, Hands, front
from tests.ui.test_appointments_page import page  # noqa: F401 - a fixture


def _kept(office: Desk, person: bytes) -> Draft | None:
    with reading(office.database, DAY) as work:
        return draft_of(work, person, MOVEMENT, None)


def _opened(page: AppointmentsPage, hands: Hands, wish: Wish, name: str) -> MovementDialog:
    page.open_dialog(wish)
    made: MovementDialog = front(hands, MovementDialog)
    hands.until(lambda: [one.name for one in made._people] == [name] and made.pick("kind").code)
    return made


def test_what_was_typed_is_offered_again_and_goes_when_recorded(
    page: AppointmentsPage, office: Desk, qtbot: Any
) -> None:
    hands = Hands(qtbot)
    hands.until(lambda: page._rows.get("ending"))
    row = next(one for one in page._rows["ending"] if one.outcome == "bo_nhiem_lai")
    wish = Wish((row.person,), "bo_nhiem_lai", row.assignment)
    made = _opened(page, hands, wish, row.name)
    assert not made.drafts.isVisibleTo(made)
    hands.walk("Thời hạn (tháng)")
    hands.write("36")
    # kept while the dialog is still open: nothing is lost when the machine stops now
    hands.until(lambda: _kept(office, row.person))
    hands.walk("Số quyết định")
    hands.write("1999/QĐ-UBND")
    hands.press(Qt.Key.Key_Escape)  # at once: what was typed last is kept too
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
    kept = _kept(office, row.person)
    assert kept is not None
    assert dict(kept.typed) == {
        "kind": "Bổ nhiệm lại", "term_months": "36", "number": "1999/QĐ-UBND", "target": row.assignment.hex(),
    }  # fmt: skip
    with reading(office.database, DAY) as work:
        assert drafts_of(work, row.person) == ()  # no row of the person's file
    # from another door, as another kind: the draft says what it was about
    made = _opened(page, hands, Wish((row.person,), "dieu_dong"), row.name)
    hands.until(lambda: made.drafts.isVisibleTo(made))
    hands.walk("Điền lại")
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: made.pick("kind").code == "bo_nhiem_lai" and made.action.isEnabled() and office.runner.idle)
    assert (made.line("term_months").text(), made.line("number").text()) == ("36", "1999/QĐ-UBND")
    assert not made.drafts.isVisibleTo(made)
    assert made._orders(DAY)[0].target == row.assignment
    hands.press(Qt.Key.Key_Return, CTRL)
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
    hands.until(lambda: _kept(office, row.person) is None)


def test_a_draft_that_is_given_up_is_gone_and_what_nobody_typed_is_none(
    page: AppointmentsPage, office: Desk, qtbot: Any
) -> None:
    hands = Hands(qtbot)
    hands.until(lambda: page._rows.get("holding"))
    row = page._rows["holding"][0]
    wish = Wish((row.person,), "thoi_giu_chuc_vu", row.assignment)
    _opened(page, hands, wish, row.name)
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
    assert _kept(office, row.person) is None
    _opened(page, hands, wish, row.name)
    hands.walk("Lý do, căn cứ")
    hands.write("theo nguyện vọng")
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: _kept(office, row.person))
    made = _opened(page, hands, wish, row.name)
    hands.until(lambda: made.drafts.isVisibleTo(made))
    hands.walk("Bỏ bản nháp")
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: _kept(office, row.person) is None and not made.drafts.isVisibleTo(made))
    assert made.line("grounds").text() == ""
    hands.press(Qt.Key.Key_Escape)


def test_what_is_typed_beside_an_offer_takes_nothing_from_it(page: AppointmentsPage, office: Desk, qtbot: Any) -> None:
    hands = Hands(qtbot)
    hands.until(lambda: page._rows.get("ending"))
    row = next(one for one in page._rows["ending"] if one.outcome == "bo_nhiem_lai")
    wish = Wish((row.person,), "bo_nhiem_lai", row.assignment)
    _opened(page, hands, wish, row.name)
    hands.walk("Thời hạn (tháng)")
    hands.write("36")
    hands.walk("Số quyết định")
    hands.write("1999/QĐ-UBND")
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
    # another number is typed beside the offer, which is neither taken nor refused; then the program stops
    made = _opened(page, hands, wish, row.name)
    hands.until(lambda: made.drafts.isVisibleTo(made))
    hands.walk("Số quyết định")
    hands.write("2000/QĐ-UBND")
    hands.until(lambda: (kept := _kept(office, row.person)) is not None and kept.typed["number"] == "2000/QĐ-UBND")
    assert made.drafts.isVisibleTo(made)
    kept = _kept(office, row.person)
    assert kept is not None
    assert kept.typed["term_months"] == "36"
    hands.walk("Điền lại")
    hands.press(Qt.Key.Key_Space)
    hands.until(lambda: made.line("term_months").text() == "36")
    assert made.line("number").text() == "2000/QĐ-UBND"
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: QApplication.activeModalWidget() is None and office.runner.idle)
    # what is given up is gone, what is typed now stays
    made = _opened(page, hands, wish, row.name)
    hands.until(lambda: made.drafts.isVisibleTo(made))
    hands.walk("Thời hạn (tháng)")
    hands.write("24")
    hands.walk("Bỏ bản nháp")
    hands.press(Qt.Key.Key_Space)
    only = {"kind": "Bổ nhiệm lại", "target": row.assignment.hex(), "term_months": "24"}
    hands.until(lambda: (kept := _kept(office, row.person)) is not None and dict(kept.typed) == only)
    hands.press(Qt.Key.Key_Escape)


def test_what_is_typed_before_the_person_is_chosen_takes_nothing_from_the_draft_of_that_person(
    page: AppointmentsPage, office: Desk, qtbot: Any
) -> None:
    hands = Hands(qtbot)
    hands.until(lambda: page._rows.get("holding"))
    row = page._rows["holding"][0]
    _opened(page, hands, Wish((row.person,), "thoi_giu_chuc_vu", row.assignment), row.name)
    hands.walk("Lý do, căn cứ")
    hands.write("theo nguyện vọng")
    hands.press(Qt.Key.Key_Escape)
    hands.until(lambda: _kept(office, row.person))
    page.open_dialog(Wish((), "thoi_giu_chuc_vu"))
    made: MovementDialog = front(hands, MovementDialog)
    hands.until(lambda: made.pick("kind").code)
    hands.walk("Số quyết định")
    hands.write("77/QĐ-UBND")
    made._on_person(Hit("person", row.person, row.name, ""))
    hands.until(lambda: made.drafts.isVisibleTo(made))
    hands.until(lambda: (kept := _kept(office, row.person)) is not None and "number" in kept.typed)
    kept = _kept(office, row.person)
    assert kept is not None
    assert (kept.typed["number"], kept.typed["grounds"]) == ("77/QĐ-UBND", "theo nguyện vọng")
    hands.press(Qt.Key.Key_Escape)
