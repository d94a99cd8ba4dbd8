"""The page Tra cứu through the real window, by keyboard."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit

from desktop_app.services.calculators import ALL
from desktop_app.services.calculators.calculator import Input
from desktop_app.services.figures import Correct, correct
from desktop_app.ui.app import Desk
from desktop_app.ui.lookup.page import LookupPage
from desktop_app.ui.lookup.wording import Unread, typed_value, typed_values


@pytest.fixture
def page(desk: Desk, qtbot: Any) -> LookupPage:
    assert desk.window is not None
    desk.window.show()
    qtbot.waitExposed(desk.window)
    later: Any = next(page for page in desk.window.pages if page.title == "Tra cứu")
    desk.window.show_page(later)
    made = later.page()
    assert isinstance(made, LookupPage)
    return made


def _said(page: LookupPage) -> str:
    QApplication.processEvents()  # new labels are shown by the next event
    return "\n".join(found.text() for found in page.findChildren(QLabel) if found.isVisible())


def _choose(page: LookupPage, name: str) -> None:
    page.list.setCurrentRow([one.name for one in ALL].index(name))


def test_a_retirement_is_asked_by_keyboard_and_the_answer_copied(page: LookupPage, qtbot: Any) -> None:
    page.focus_search()
    _choose(page, "retirement")
    qtbot.keyClick(page.list, Qt.Key.Key_Return)
    sex, born = page.form.fields["sex"], page.form.fields["born"]
    assert QApplication.focusWidget() is sex
    assert not page.copy_button.isEnabled()
    assert "Nhập giới tính, ngày sinh để tính." in _said(page)
    qtbot.keyClick(sex, Qt.Key.Key_Down)
    qtbot.keyClick(sex, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is born
    qtbot.keyClicks(born, "01/1965")
    said = _said(page)
    assert "31/07/2026" in said
    assert "01/08/2026" in said
    assert "đã xác nhận" in said
    assert "Phụ lục I Nghị định số 135/2020" in said
    qtbot.keyClick(born, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "Hưởng lương hưu từ ngày: 01/08/2026" in copied
    assert "Căn cứ: " in copied


def test_what_cannot_be_read_or_cannot_be_is_said_under_its_field(page: LookupPage, qtbot: Any) -> None:
    _choose(page, "retirement")
    sex, born = page.form.fields["sex"], page.form.fields["born"]
    assert isinstance(sex, QComboBox)
    assert isinstance(born, QLineEdit)
    sex.setCurrentIndex(1)
    qtbot.keyClicks(born, "31/06/1965")
    assert born.property("state") == "error"
    assert "Viết ngày, tháng hoặc năm" in _said(page)
    born.setText("2030")
    assert "sau ngày hôm nay" in _said(page)
    assert not page.copy_button.isEnabled()
    born.setText("1965")
    assert born.property("state") in {None, ""}
    assert page.copy_button.isEnabled()


def test_unconfirmed_results_are_marked_in_words(page: LookupPage) -> None:
    _choose(page, "retirement")
    sex, born, lowest = (page.form.fields[name] for name in ("sex", "born", "lowest"))
    assert isinstance(sex, QComboBox)
    assert isinstance(born, QLineEdit)
    assert isinstance(lowest, QAbstractButton)
    sex.setCurrentIndex(1)
    born.setText("07/1970")
    lowest.click()
    said = _said(page)
    assert "56 tuổi 9 tháng" in said
    assert "chưa xác nhận" in said


def test_the_parts_of_an_answer_are_told_in_sentences_not_by_their_keys(page: LookupPage) -> None:
    _choose(page, "discipline-effect")
    form = page.form.fields
    for name, value in (("category", "CC"), ("form", "KHIEN_TRACH")):
        box = form[name]
        assert isinstance(box, QComboBox)
        box.setCurrentIndex(box.findData(value))
    effective = form["effective"]
    assert isinstance(effective, QLineEdit)
    effective.setText("01/11/2025")
    said = _said(page)
    assert "01/11/2026" in said
    assert "6 tháng" in said
    assert "purpose" not in said


def test_every_calculator_has_a_form_whose_fields_have_names(page: LookupPage) -> None:
    for row, calculator in enumerate(ALL):
        page.list.setCurrentRow(row)
        assert page.form.calculator is calculator
        assert set(page.form.fields) == {one.name for one in calculator.inputs}
        assert all(field.accessibleName() for field in page.form.fields.values())


def test_days_and_intervals_are_read_as_clerks_write_them() -> None:
    day, partial = Input("d", "Ngày", "day"), Input("p", "Sinh", "partial")
    spans = Input("s", "Khoảng", "interval", repeated=True)
    assert typed_value(day, "1/7/2025") == "2025-07-01"
    assert [typed_value(partial, text) for text in ("1965", "6/1965", "30/06/1965")] == [
        "1965",
        "1965-06",
        "1965-06-30",
    ]
    assert typed_values(spans, "1/4/2026 đến 30/4/2026; 01/06/2026 - 02/06/2026") == [
        "2026-04-01..2026-04-30",
        "2026-06-01..2026-06-02",
    ]
    for one, text in ((day, "hôm qua"), (partial, "13/1965"), (spans, "01/04/2026"), (spans, "2/4/2026 đến 1/4/2026")):
        with pytest.raises(Unread):
            (typed_values if one.repeated else typed_value)(one, text)


def test_a_figure_that_the_office_corrects_is_used_at_once(
    desk: Desk, page: LookupPage, qtbot: Any, settle: Callable[[Desk], None]
) -> None:
    _choose(page, "acting")
    for name, day in (("start", "01/09/2026"), ("on", "22/11/2026")):
        page.form.fields[name].setFocus()
        qtbot.keyClicks(page.form.fields[name], day)
    settle(desk)
    assert "01/09/2027" in _said(page)
    value = '{"most": 6, "renewable": false, "counts": false, "over_on": "2026-07-01", "settle_by": "2026-11-01"}'
    order = Correct("movements", "acting", "CC_LDQL", value, date(2026, 8, 1), "Quy chế của tỉnh")
    desk.register.do("edit", "Sửa số liệu", correct, order, then=lambda _done: None)
    qtbot.waitUntil(lambda: "01/03/2027" in _said(page), timeout=10_000)
    assert "cơ quan sửa" in _said(page)
