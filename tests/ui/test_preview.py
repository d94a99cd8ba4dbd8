import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton, QSpinBox

from desktop_app.errors import MachineTrouble
from desktop_app.ui.app import Desk
from desktop_app.ui.kit import print_dialog
from desktop_app.ui.kit.pdf_pages import MM, PdfPages
from desktop_app.ui.kit.preview import PreviewPane
from desktop_app.ui.kit.print_dialog import PrintDialog
from desktop_app.ui.kit.printing import PrintOrder, paper_of, place_on, print_pages
from desktop_app.ui.runner import Runner

A4, A3_WIDE = (210 * MM, 297 * MM), (420 * MM, 297 * MM)


def pdf(pages: int, size: tuple[float, float] = A4) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=size, invariant=1)
    for number in range(1, pages + 1):
        canvas.setFont("Helvetica", 40)
        canvas.drawString(100, size[1] / 2, f"{number}")
        canvas.rect(10 * MM, 10 * MM, size[0] - 20 * MM, size[1] - 20 * MM)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


@pytest.fixture
def runner() -> Iterator[Runner]:
    made = Runner()
    bugs: list[str] = []
    made.crashed.connect(bugs.append)
    yield made
    made.close()
    assert bugs == []


@pytest.fixture
def pane(dressed: QApplication, qtbot: Any, runner: Runner) -> Iterator[PreviewPane]:
    made = PreviewPane(runner.ask)  # not given to qtbot, which would delete it before what follows
    made.resize(900, 620)
    made.show()
    yield made
    qtbot.waitUntil(lambda: runner.idle)
    made.clear()
    made.close()
    made.deleteLater()


def drawn(pane: PreviewPane, qtbot: Any, runner: Runner) -> None:
    qtbot.waitUntil(
        lambda: runner.idle and not pane.view._timer.isActive() and pane.view.current in pane.view._pictures
    )


def test_two_hundred_pages_stay_light_and_any_page_is_one_jump_away(
    pane: PreviewPane, qtbot: Any, runner: Runner
) -> None:
    pane.show_pdf(pdf(200), "thu")
    drawn(pane, qtbot, runner)
    assert pane.view.kept <= 4
    box = pane.findChild(QSpinBox)
    assert isinstance(box, QSpinBox)
    assert (box.text(), box.maximum()) == ("Trang 1 / 200", 200)
    box.setValue(150)
    drawn(pane, qtbot, runner)
    assert pane.view.current == 149
    qtbot.keyClick(pane.view, Qt.Key.Key_End)
    drawn(pane, qtbot, runner)
    assert (pane.view.current, box.value()) == (199, 200)
    qtbot.keyClick(pane.view, Qt.Key.Key_Home)
    for _ in range(60):
        qtbot.keyClick(pane.view, Qt.Key.Key_PageDown)
    drawn(pane, qtbot, runner)
    assert pane.view.kept <= 4


def test_pages_fit_the_width_and_zooming_keeps_the_place(pane: PreviewPane, qtbot: Any, runner: Runner) -> None:
    pane.show_pdf(pdf(20), "thu")
    width = pane.view._rect(0).width()
    assert abs(width - (pane.view.viewport().width() - 28)) < 1
    pane.view.go_to(10)
    qtbot.keyClick(pane, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert pane.view._rect(0).width() < width
    assert pane.view.current in {10, 11}
    qtbot.keyClick(pane, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert pane.view._rect(0).width() == width
    pane.view.set_zoom(2.0)
    assert pane.view.horizontalScrollBar().maximum() > 0
    drawn(pane, qtbot, runner)
    pane.resize(700, 500)
    drawn(pane, qtbot, runner)


def test_the_picture_is_the_page(dressed: QApplication) -> None:
    pages = PdfPages(pdf(1))
    picture = pages.picture(0, 1.0)
    assert (picture.width(), picture.height()) == (596, 842)
    assert picture.pixelColor(5, 5).name() == "#ffffff"
    assert picture.pixelColor(round(10 * MM), 400).lightness() < 128
    assert pages.picture(0, 1.0, "#F3F3F0").pixelColor(5, 5).name() == "#f3f3f0"
    pages.close()
    assert pages.picture(0, 1.0).isNull()
    with pytest.raises(MachineTrouble, match="hỏng"):
        PdfPages(b"%PDF-1.4 nothing")


def test_saving_writes_the_same_bytes_and_tells_when_it_cannot(
    pane: PreviewPane, qtbot: Any, runner: Runner, tmp_path: Path
) -> None:
    made = pdf(2)
    pane.show_pdf(made, "thu")
    pane.save(tmp_path / "ra.pdf")
    qtbot.waitUntil(lambda: "Đã lưu 2 trang" in pane.messages.text)
    assert (tmp_path / "ra.pdf").read_bytes() == made
    pane.save(tmp_path / "khong-co" / "ra.pdf")
    qtbot.waitUntil(lambda: "Chưa lưu được" in pane.messages.text)


def test_without_a_printer_the_dialog_says_what_to_do(
    pane: PreviewPane, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_dialog, "printer_names", list)
    pane.show_pdf(pdf(1), "thu")
    pane.print()
    asked = pane.findChild(PrintDialog)
    assert isinstance(asked, PrintDialog)
    words = " ".join(text.text() for text in asked.findChildren(QLabel))
    assert "chưa cài máy in" in words
    assert [made.text().split("  ")[0] for made in asked.findChildren(QPushButton) if made.text()] == [
        "Huỷ",
        "Lưu PDF…",
    ]
    with qtbot.waitSignal(asked.save_asked):
        pane.blockSignals(True)
        asked.save_asked.disconnect(pane.save)
        here = asked.focusWidget()
        assert here is asked.act
        qtbot.keyClick(here, Qt.Key.Key_Return)


def test_the_print_dialog_asks_for_printer_paper_size_pages_and_copies(
    pane: PreviewPane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_dialog, "printer_names", lambda: ["Văn phòng", "Kho"])
    pane.show_pdf(pdf(9, A3_WIDE), "thu")
    pane.print()
    asked = pane.findChild(PrintDialog)
    assert isinstance(asked, PrintDialog)
    assert asked.order() == PrintOrder("Văn phòng", "A3", True, 0, 0, 8, 1)
    asked.paper.setCurrentText("A4")
    asked.size_choice.setCurrentIndex(0)
    asked.margin.setValue(12)
    asked.which.setText("3 - 4")
    asked.copies.setValue(2)
    assert asked.order() == PrintOrder("Văn phòng", "A4", False, 12, 2, 3, 2)
    for wrong in ("0", "4-2", "10", "hai", ""):
        asked.which.setText(wrong)
        assert asked.order() is None
    asked._on_print()
    assert "1-9" in asked.problem.text()
    assert asked.isVisible()
    asks = [asked.printer, asked.paper, asked.size_choice, asked.margin, asked.which, asked.copies]
    assert all(one.accessibleName() for one in asks)
    asked.reject()


def test_large_pages_are_kept_only_while_they_are_in_sight(pane: PreviewPane, qtbot: Any, runner: Runner) -> None:
    pane.show_pdf(pdf(9), "thu")
    pane.view.go_to(4)
    drawn(pane, qtbot, runner)
    assert pane.view.kept > len(pane.view._in_sight())
    pane.view.set_zoom(4.0)
    pane.view.go_to(4)
    drawn(pane, qtbot, runner)
    assert set(pane.view._pictures) == set(pane.view._in_sight())


def test_how_the_printing_went_is_told_when_its_dialog_is_long_gone(
    pane: PreviewPane, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(print_dialog, "printer_names", lambda: ["Văn phòng"])
    monkeypatch.setattr(print_dialog, "printer_for", lambda _order: QPrinter())
    monkeypatch.setattr(print_dialog, "print_pages", lambda *_: None)
    pane.show_pdf(pdf(2), "thu")
    pane.print()
    asked = pane.findChild(PrintDialog)
    assert isinstance(asked, PrintDialog)
    qtbot.mouseClick(asked.act, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: pane.messages.text == "Đã gửi 2 trang tới máy in “Văn phòng”.")
    qtbot.waitUntil(lambda: pane.findChild(PrintDialog) is None)


def test_pages_lie_where_the_order_says() -> None:
    reach = (5 * MM, 5 * MM, 5 * MM, 5 * MM)

    def placed(page: tuple[float, float], sheet: tuple[float, float], **how: Any) -> list[float]:
        order = PrintOrder("x", "A4", how.get("actual", False), how.get("margin", 0), 0, 0)
        return [round(each / MM, 1) for each in place_on(page, sheet, reach, order)]

    assert placed(A4, A4, actual=True) == [0, 0, 210, 297]
    assert placed(A4, A4) == [5, 6.4, 200, 282.9] or placed(A4, A4)[:1] == [5]
    left, top, width, height = placed(A4, A4, margin=20)
    assert left >= 20
    assert top >= 20
    assert (round(left + width + left), round(top + height + top)) == (210, 297)
    wide = placed(A3_WIDE, (297 * MM, 210 * MM))
    assert round(wide[2] / wide[3], 2) == round(420 / 297, 2)
    assert paper_of(A4) == "A4"
    assert paper_of((297 * MM, 210 * MM)) == "A4"
    assert paper_of(A3_WIDE) == "A3"


def test_printing_draws_every_page_at_its_size(dressed: QApplication, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    printer.setResolution(150)
    told: list[tuple[int, int]] = []
    pages = PdfPages(pdf(4))
    print_pages(
        pages, printer, PrintOrder("", "A4", actual=True, margin=0, first=1, last=2), lambda *step: told.append(step)
    )
    pages.close()
    assert told == [(0, 2), (1, 2), (2, 2)]
    with pypdfium2.PdfDocument(tmp_path / "in.pdf") as document:
        assert len(document) == 2
        assert [round(side / MM) for side in document[0].get_size()] == [210, 297]
        image = document[0].render(scale=1, grayscale=True)
        left = [image.buffer[image.stride * 421 + x] for x in range(20, 40)]
        image.close()
    assert 20 + left.index(min(left)) in {27, 28, 29}  # the rule 10 mm from the edge


def test_ctrl_p_shows_the_list_as_it_will_be_printed(desk: Desk, qtbot: Any, settle: Callable[[Desk], None]) -> None:
    qtbot.keyClick(desk.roster.list, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(desk.roster.findChildren(PreviewPane)))
    (pane,) = desk.roster.findChildren(PreviewPane)
    settle(desk)
    qtbot.waitUntil(lambda: desk.runner.idle and pane.view.kept > 0)
    dialog = pane.window()
    assert isinstance(dialog, QDialog)
    assert dialog.windowTitle() == "Xem trước và in danh sách"
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: desk.runner.idle)


def test_a_preview_that_is_taken_away_while_it_draws_is_no_bug(
    dressed: QApplication, qtbot: Any, runner: Runner
) -> None:
    made = PreviewPane(runner.ask)
    made.resize(700, 500)
    made.show()
    made.show_pdf(pdf(30), "thu")
    pages = made._pages
    made.view._draw_in_sight()
    made.deleteLater()
    qtbot.waitUntil(lambda: runner.idle)
    dressed.sendPostedEvents()
    qtbot.waitUntil(lambda: pages is not None and pages.picture(0, 1.0).isNull())
