"""The cases of retirement through the window: each kind opened and refused, moved, cancelled; papers and lists written."""

import re
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QPushButton

from desktop_app.services.retirement.rows import RetireRow
from desktop_app.ui.app import Desk
from desktop_app.ui.retirement.case_dialog import CaseDialog
from desktop_app.ui.retirement.deeds import SmallDeed
from desktop_app.ui.retirement.letters_dialog import LettersDialog
from desktop_app.ui.retirement.open_dialog import OpenDialog
from desktop_app.ui.retirement.page import RetirementPage
from desktop_app.ui.wording_dialog import WordingDialog
from tests.ui.retirement_window import CTRL, ENTER, LONG, front, go_to, names, page_of, pick, write


def _row(page: RetirementPage, name: str) -> RetireRow:
    """The row of somebody, wherever the forecast has it."""
    assert page.found is not None
    return next(row for row in page.found.rows if row.name == name)


def _case(page: RetirementPage, qtbot: Any, name: str) -> CaseDialog:
    go_to(page, qtbot, name)
    qtbot.keyClick(page.list, ENTER)
    made = front(CaseDialog, qtbot)
    qtbot.waitUntil(lambda: made.file is not None, timeout=LONG)
    return made


def _choose(made: CaseDialog, qtbot: Any, text: str) -> None:
    """An entry of the menu "Việc khác"."""
    qtbot.waitUntil(lambda: any(text in action.text() for action in made._more.actions()), timeout=LONG)
    next(action for action in made._more.actions() if text in action.text()).trigger()


def _opening(page: RetirementPage, qtbot: Any, name: str, kind: str) -> OpenDialog:
    _choose(_case(page, qtbot, name), qtbot, f"Lập hồ sơ: {kind}")
    made = front(OpenDialog, qtbot)
    qtbot.waitUntil(lambda: bool(made._problems) or made.action.isEnabled(), timeout=LONG)
    return made


def _told(made: QDialog) -> str:
    from PySide6.QtWidgets import QLabel

    return " | ".join(label.text() for label in made.findChildren(QLabel) if label.isVisible() and label.text())


# --- each kind --------------------------------------------------------------------------------------------------------


def test_staff_reduction_is_planned_as_it_is_typed_and_opened(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Hoàng Văn Hoàng", "Tinh giản biên chế")  # 62 years: pension from 01/09/2032
    assert "nghỉ từ ngày" in " ".join(made._problems)
    write(qtbot, made.fields["wished_on"], "01/09/2029")
    write(qtbot, made.fields["pay_basis"], "12000000")
    qtbot.waitUntil(lambda: "180.000.000" in _told(made), timeout=LONG)  # five months for each of three years
    assert "154/2025" in _told(made)
    assert "nhập tay trợ cấp theo số năm đóng BHXH" in made.fields["one_off"].told()
    write(qtbot, made.fields["wished_on"], "01/10/2030")
    qtbot.waitUntil(lambda: "Ngoài khung" in _told(made) and not made.action.isEnabled(), timeout=LONG)
    write(qtbot, made.fields["wished_on"], "01/09/2029")
    write(qtbot, made.fields["clause"], "điểm a khoản 1 Điều 6")
    write(qtbot, made.fields["batch"], "Đợt I/2027")
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Hoàng Văn Hoàng").kind == "tinh_gian", timeout=LONG)
    assert _row(page, "Hoàng Văn Hoàng").leaves_on == date(2029, 9, 1)
    case = front(CaseDialog, qtbot)
    qtbot.waitUntil(lambda: "điểm a khoản 1 Điều 6; Đợt I/2027" in _told(case), timeout=LONG)
    assert "3 năm" in _told(case)  # how much earlier


def test_the_decree_of_reorganisation_is_refused_after_its_last_day(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Hoàng Văn Hoàng", "Nghỉ theo")
    write(qtbot, made.fields["wished_on"], "01/09/2029")
    write(qtbot, made.fields["pay_basis"], "12000000")
    qtbot.waitUntil(lambda: "đã kết thúc ngày 31/08/2025" in _told(made), timeout=LONG)
    assert not made.action.isEnabled()
    assert made.overriding.isHidden()  # a closed law is not overridden by a reason
    write(qtbot, made.fields["wished_on"], "")
    qtbot.waitUntil(lambda: "Phải ghi ngày bắt đầu nghỉ." in _told(made), timeout=LONG)
    made.reject()
    case = front(CaseDialog, qtbot)
    assert case.file is not None
    assert case.file.case is None


def test_a_long_reason_under_a_narrow_field_can_be_read_whole(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Hoàng Văn Hoàng", "Tinh giản biên chế")
    write(qtbot, made.fields["wished_on"], "01/09/2031")
    told = "Ngày 01/09/2031 không có chính sách tinh giản biên chế nào có hiệu lực."
    qtbot.waitUntil(lambda: told in _told(made), timeout=LONG)
    assert not made.action.isEnabled()


def test_resigning_gives_its_sum_and_its_last_day(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Lê Thị Thanh", "Thôi việc")
    pick(qtbot, made.fields["reason"].box, "nguyen_vong")  # type: ignore[attr-defined]
    write(qtbot, made.fields["wished_on"], "01/12/2026")
    write(qtbot, made.fields["submitted_on"], "02/11/2026")
    write(qtbot, made.fields["pay_basis"], "10000000")
    write(qtbot, made.fields["insured_months"], "124")
    qtbot.waitUntil(lambda: "tính được 52.500.000 đồng" in made.fields["one_off"].told(), timeout=LONG)
    qtbot.waitUntil(lambda: "02/12/2026" in _told(made), timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Lê Thị Thanh").kind == "thoi_viec", timeout=LONG)


def test_a_lower_age_asks_its_case_and_the_insured_years(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Hoàng Văn Hoàng", "Nghỉ hưu ở tuổi thấp hơn")
    pick(qtbot, made.fields["early_case"].box, "HEAVY_OR_AREA_15Y")  # type: ignore[attr-defined]
    write(qtbot, made.fields["insured_months"], "170")
    qtbot.waitUntil(lambda: "chưa đủ" in _told(made) and not made.action.isEnabled(), timeout=LONG)
    write(qtbot, made.fields["insured_months"], "300")
    write(qtbot, made.fields["wished_on"], "01/01/2029")
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Hoàng Văn Hoàng").leaves_on == date(2029, 1, 1), timeout=LONG)


def test_staying_longer_is_refused_where_it_does_not_apply_and_told_where_it_is_too_late(
    office: Desk, qtbot: Any
) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Hoàng Văn Hoàng", "Kéo dài")
    pick(qtbot, made.fields["early_case"].box, "ND50_2022")  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: bool(_told(made)) and "quy định không cho phép" in _told(made), timeout=LONG)
    assert not made.action.isEnabled()
    pick(qtbot, made.fields["early_case"].box, "ND83_2022")  # type: ignore[attr-defined]
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Hoàng Văn Hoàng").kind == "keo_dai", timeout=LONG)
    assert _row(page, "Hoàng Văn Hoàng").leaves_on == date(2035, 9, 1)  # 65 years


def test_the_moment_is_moved_then_not_wanted_then_the_case_cancelled(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Lê Thị Thanh", "Nghỉ hưu đúng tuổi")
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    case = front(CaseDialog, qtbot)
    qtbot.waitUntil(lambda: case.file is not None and case.file.case is not None, timeout=LONG)
    _choose(case, qtbot, "Lùi thời điểm")
    small = front(SmallDeed, qtbot, "Lùi")
    pick(qtbot, small.fields["reason"].box, "SERIOUS_ILLNESS_OR_ACCIDENT")  # type: ignore[attr-defined]
    write(qtbot, small.fields["months"], "4")
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: "nhiều nhất 3 tháng" in _told(small), timeout=LONG)
    write(qtbot, small.fields["months"], "")
    qtbot.waitUntil(small.action.isEnabled, timeout=LONG)
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Lê Thị Thanh").leaves_on == date(2027, 9, 1), timeout=LONG)
    case = front(CaseDialog, qtbot)
    _choose(case, qtbot, "không muốn lùi")
    small = front(SmallDeed, qtbot, "Không lùi")
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Lê Thị Thanh").leaves_on == date(2027, 6, 1), timeout=LONG)
    case = front(CaseDialog, qtbot)
    _choose(case, qtbot, "Huỷ hồ sơ")
    small = front(SmallDeed, qtbot, "Huỷ")
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: "lý do" in _told(small), timeout=LONG)
    write(qtbot, small.fields["why"], "Lập nhầm")
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: _row(page, "Lê Thị Thanh").case is None, timeout=LONG)


def test_insurance_longer_than_life_is_refused_beside_its_field(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    made = _opening(page, qtbot, "Lê Thị Thanh", "Nghỉ hưu đúng tuổi")
    write(qtbot, made.fields["insured_months"], "900")
    qtbot.waitUntil(lambda: "dài hơn thời gian có thể đóng" in _told(made), timeout=LONG)
    assert not made.action.isEnabled()
    write(qtbot, made.fields["insured_months"], "168")
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    qtbot.keyClick(made, ENTER, CTRL)
    case = front(CaseDialog, qtbot)
    qtbot.waitUntil(lambda: case.file is not None and case.file.case is not None, timeout=LONG)
    _choose(case, qtbot, "Thời gian đóng")
    small = front(SmallDeed, qtbot, "Thời gian đóng")
    write(qtbot, small.fields["insured_months"], "900")
    qtbot.keyClick(small, ENTER, CTRL)
    qtbot.waitUntil(lambda: "dài hơn thời gian có thể đóng" in small.fields["insured_months"].told(), timeout=LONG)


# --- papers -----------------------------------------------------------------------------------------------------------


def _letters_for(page: RetirementPage, qtbot: Any, people: list[str]) -> LettersDialog:
    page.chart.years.choose("15")
    page._on_filters()
    qtbot.waitUntil(lambda: set(people) <= set(names(page)), timeout=LONG)
    page.list.setFocus()
    for name in people:
        page.list.select_row(next(row for row in page.list.rows() if row.name == name))
        qtbot.keyClick(page.list, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(page.list.ticked()) == len(people), timeout=LONG)
    assert f"cho {len(people)} người" in page.bar.primary.text()
    qtbot.keyClick(page.list, ENTER, CTRL)
    made = front(LettersDialog, qtbot)
    runner = page._register.runner
    # a check still on its way would write over what is said next
    qtbot.waitUntil(lambda: made.action.isEnabled() and runner.idle and not made._timer.isActive(), timeout=LONG)
    return made


def test_a_batch_of_notices_is_one_operation_and_one_document(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    people = ["Đặng Xuân Bình", "Lê Thị Thanh", "Hoàng Văn Hoàng", "Nông Thị Hiền"]
    made = _letters_for(page, qtbot, people)
    assert made.action.text().startswith("Lập thông báo cho 4 người")
    first = made.number.text
    qtbot.keyClick(made, ENTER, CTRL)
    shown = front(QDialog, qtbot, "Xem trước và in: Thông báo")
    qtbot.waitUntil(lambda: all(_row(page, name).state == "da_thong_bao" for name in people), timeout=LONG)
    numbers = [int(_row(page, name).notice_number.split("/")[0]) for name in people]
    assert numbers == list(range(int(first.split("/")[0]), int(first.split("/")[0]) + 4))
    shown.close()
    assert office.window is not None
    office.window.activateWindow()
    qtbot.waitUntil(office.window.isActiveWindow, timeout=LONG)
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: all(_row(page, name).state == "du_kien" for name in people), timeout=LONG)


def test_word_has_every_page_of_the_batch_and_a_bad_place_is_told(
    office: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(office, qtbot)
    made = _letters_for(page, qtbot, ["Đặng Xuân Bình", "Lê Thị Thanh"])
    out = tmp_path / "thong-bao.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    made.write()
    qtbot.waitUntil(lambda: "Đã ghi 2 dự thảo ra thong-bao.docx" in _told(made), timeout=LONG)
    text = zipfile.ZipFile(out).read("word/document.xml").decode("utf-8")
    assert text.count("THÔNG BÁO") == 2
    assert "Đặng Xuân Bình" in text
    assert "Lê Thị Thanh" in text
    assert f"{made.number.text.partition('/')[0]}/TB" not in re.sub("<[^>]+>", "", text)  # no number is theirs yet
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "khong-co" / "a.docx"), ""))
    made.write()
    qtbot.waitUntil(lambda: bool(made._told.text()), timeout=LONG)
    assert made.isVisible()


def test_the_office_writes_its_own_wording_and_takes_the_shipped_one_back(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    go_to(page, qtbot, "Lê Thị Thanh")
    qtbot.keyClick(page.list, ENTER, CTRL)
    letters = front(LettersDialog, qtbot)
    qtbot.waitUntil(letters.action.isEnabled, timeout=LONG)
    letters.edit_wording()
    made = front(WordingDialog, qtbot)
    qtbot.waitUntil(made.action.isEnabled, timeout=LONG)
    shipped = made.text.toPlainText()
    assert "{ho_ten} họ và tên" in _told(made)
    made.text.setPlainText(shipped.replace("{ho_ten}", "{ho_va_ten}"))
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: "ho_va_ten" in made._told.text(), timeout=LONG)
    made.text.setPlainText(shipped.replace("được biết và thực hiện./.", "được biết./."))
    qtbot.keyClick(made, ENTER, CTRL)
    qtbot.waitUntil(lambda: "lời văn cơ quan sửa" in _told(letters), timeout=LONG)
    letters.edit_wording()
    made = front(WordingDialog, qtbot)
    qtbot.waitUntil(made.shipped.isVisible, timeout=LONG)
    assert "được biết./." in made.text.toPlainText()
    qtbot.mouseClick(made.shipped, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "lời văn cơ quan sửa" not in _told(letters), timeout=LONG)


def test_what_is_refused_after_the_dialog_closed_is_told_in_the_window(
    office: Desk, qtbot: Any, tmp_path: Path
) -> None:
    page = page_of(office, qtbot)
    made = _letters_for(page, qtbot, ["Đặng Xuân Bình", "Lê Thị Thanh"])
    heard: list[str] = []
    office.runner.refused.connect(heard.append)
    made.write_to(tmp_path / "khong-co" / "a.docx")
    made.reject()
    qtbot.waitUntil(lambda: bool(heard), timeout=LONG)


# --- lists ------------------------------------------------------------------------------------------------------------

COLUMNS = [
    "STT", "Số hiệu", "Họ tên", "Ngày sinh", "Đơn vị", "Chức vụ", "Số QĐ", "Ngày QĐ", "Ngày hiệu lực", "Thời gian nghỉ hưu",
    "Người ký", "Chức vụ người ký",
]  # fmt: skip


def _sheet(path: Path, name: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def _exported(page: RetirementPage, qtbot: Any, monkeypatch: pytest.MonkeyPatch, out: Path) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(out), ""))
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_E, CTRL)
    qtbot.waitUntil(lambda: out.exists() and out.stat().st_size > 0, timeout=LONG)


def test_the_list_goes_to_excel_with_the_columns_offices_print(
    office: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(office, qtbot)
    out = tmp_path / "nghi-huu.xlsx"
    _exported(page, qtbot, monkeypatch, out)
    qtbot.waitUntil(lambda: office.runner.idle, timeout=LONG)
    rows = _sheet(out, "Nghỉ hưu")
    head = next(place for place, row in enumerate(rows) if row[0] == "STT")
    assert [str(cell) for cell in rows[head][: len(COLUMNS)]] == COLUMNS
    written = {row[2]: row for row in rows[head + 1 :] if isinstance(row[0], int) and row[2]}
    assert list(written) == names(page)
    hoa = written["Ma Thị Hoa"]
    assert (hoa[6], hoa[7].date(), hoa[8].date(), hoa[9].date()) == (
        "1752/QĐ-UBND", date(2026, 8, 25), date(2026, 12, 1), date(2026, 12, 1),
    )  # fmt: skip
    assert (hoa[10], hoa[11]) == ("Triệu Quang Huy", "Chủ tịch")
    assert any(name.startswith("xl/charts/") for name in zipfile.ZipFile(out).namelist())


def test_the_yearly_list_goes_upward_as_excel_and_pdf(
    office: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pypdfium2 import PdfDocument

    page = page_of(office, qtbot)
    qtbot.keyClick(page, Qt.Key.Key_Tab, CTRL)
    pick(qtbot, page.year, 2027)
    out = tmp_path / "nam-2027.xlsx"
    _exported(page, qtbot, monkeypatch, out)
    qtbot.waitUntil(lambda: office.runner.idle, timeout=LONG)
    rows = _sheet(out, "Năm 2027")
    written = [row[1] for row in rows if isinstance(row[0], int) and isinstance(row[1], str)]
    assert written == names(page)
    text = " ".join(str(cell) for row in rows for cell in row if cell)
    assert "DANH SÁCH NGƯỜI ĐẾN TUỔI NGHỈ HƯU NĂM 2027" in text
    assert "Quý I" in text
    pdf = tmp_path / "nam-2027.pdf"
    _exported(page, qtbot, monkeypatch, pdf)
    qtbot.waitUntil(lambda: office.runner.idle, timeout=LONG)
    document = PdfDocument(pdf)
    read = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    for name in names(page):
        assert name in read
    assert "01/01/2027" in read


def test_the_other_tabs_are_exported_as_they_stand(
    office: Desk, qtbot: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(office, qtbot)
    for tab, sheet, column in (("vacant", "Chức vụ sẽ khuyết", 4), ("unknown", "Chưa tính được", 1)):
        page.tabs.show_tab(tab)
        qtbot.waitUntil(lambda tab=tab: page.tabs.current == tab and bool(page.list.rows()), timeout=LONG)
        out = tmp_path / f"{tab}.xlsx"
        _exported(page, qtbot, monkeypatch, out)
        qtbot.waitUntil(lambda: office.runner.idle, timeout=LONG)
        rows = _sheet(out, sheet)
        assert [row[column] for row in rows if isinstance(row[0], int) and row[column]] == names(page)


def test_the_office_above_is_told_of_leaders_alone_and_after_the_notice(office: Desk, qtbot: Any) -> None:
    page = page_of(office, qtbot)
    case = _case(page, qtbot, "Lê Thị Thanh")
    assert not any("Báo cáo" in action.text() for action in case._more.actions())
    case.reject()
    case = _case(page, qtbot, "Đàm Văn Hùng")
    _choose(case, qtbot, "Báo cáo cấp trên")
    made = front(LettersDialog, qtbot)
    qtbot.waitUntil(lambda: "lập thông báo nghỉ hưu trước" in _told(made), timeout=LONG)
    assert not made.action.isEnabled()
    button = next(
        one for one in made.findChildren(QPushButton) if "Lập thông báo" in one.text() and one is not made.action
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: made.action.isEnabled() and made.action.text().startswith("Lập thông báo"), timeout=LONG)
