"""Printing: which printers there are, how pages lie on the printer's paper, and drawing them there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_app.errors import MachineTrouble
from desktop_app.ui.kit.pdf_pages import MM, PdfPages

PAPERS = {"A4": QPageSize.PageSizeId.A4, "A3": QPageSize.PageSizeId.A3}
_SIDES = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
_DOTS = 300  # an inch; sharper only makes the printer's memory swell
_SAME = 2.0  # points within which two sizes of paper are one


@dataclass(frozen=True)
class PrintOrder:
    """What is printed and how; pages are counted from 0, ``margin`` is in millimetres on each side."""

    printer: str
    paper: Literal["A4", "A3"]
    actual: bool  # at the size of the paper made for; else fitted into what the printer reaches
    margin: float
    first: int
    last: int
    copies: int = 1


def printer_names() -> list[str]:
    """The printers of this machine, the usual one first."""
    usual = QPrinterInfo.defaultPrinterName()
    return sorted(QPrinterInfo.availablePrinterNames(), key=lambda name: (name != usual, name))


def paper_of(size: tuple[float, float]) -> Literal["A4", "A3"]:
    """The paper a page of this size in points is made for."""
    return "A3" if max(size) > 297 * MM + _SAME else "A4"


def printer_for(order: PrintOrder) -> QPrinter:
    """The chosen printer, ready for this paper; ``MachineTrouble`` when it is gone."""
    info = QPrinterInfo.printerInfo(order.printer)
    if info.isNull():
        raise MachineTrouble(f"Không thấy máy in “{order.printer}”. Hãy bật máy in hoặc chọn máy in khác.")
    return QPrinter(info, QPrinter.PrinterMode.HighResolution)


def place_on(
    page: tuple[float, float], sheet: tuple[float, float], reach: tuple[float, float, float, float], order: PrintOrder
) -> tuple[float, float, float, float]:
    """Where a page lies on a sheet, in points: left, top, width, height.

    ``reach`` are the edges (left, top, right, bottom) the printer cannot reach; what must fit is centred within them.
    """
    if order.actual:
        return (sheet[0] - page[0]) / 2, (sheet[1] - page[1]) / 2, page[0], page[1]
    left, top, right, bottom = (max(edge, order.margin * MM) for edge in reach)
    room = sheet[0] - left - right, sheet[1] - top - bottom
    scale = min(room[0] / page[0], room[1] / page[1])
    width, height = page[0] * scale, page[1] * scale
    return left + (room[0] - width) / 2, top + (room[1] - height) / 2, width, height


def print_pages(pages: PdfPages, printer: QPrinter, order: PrintOrder, progress: Callable[[int, int], None]) -> None:
    """Draw the pages on the printer; whatever ``progress`` raises stops the printing."""
    printer.setFullPage(True)
    printer.setCopyCount(order.copies)
    printer.setCreator("Sổ Nội Vụ")
    numbers = range(order.first, order.last + 1)
    painter = QPainter()
    try:
        for done, number in enumerate(numbers):
            progress(done, len(numbers))
            page = pages.sizes[number]
            _lay_paper(printer, order, wide=page[0] > page[1])
            if done == 0:
                if not painter.begin(printer):
                    raise MachineTrouble(
                        "Máy in không nhận việc in. Hãy xem máy in đã bật và còn giấy chưa rồi in lại."
                    )
            elif not printer.newPage():
                raise MachineTrouble("Máy in dừng giữa chừng. Hãy xem máy in rồi in lại từ trang này.")
            _draw(pages, number, printer, painter, order)
        progress(len(numbers), len(numbers))
    finally:
        if painter.isActive():
            painter.end()


def _lay_paper(printer: QPrinter, order: PrintOrder, *, wide: bool) -> None:
    way = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    layout = QPageLayout(QPageSize(PAPERS[order.paper]), way, QMarginsF(0, 0, 0, 0))
    layout.setMode(QPageLayout.Mode.FullPageMode)
    printer.setPageLayout(layout)


def _draw(pages: PdfPages, number: int, printer: QPrinter, painter: QPainter, order: PrintOrder) -> None:
    page = pages.sizes[number]
    short, long = (side * MM for side in _SIDES[order.paper])
    sheet = (long, short) if page[0] > page[1] else (short, long)
    layout = printer.pageLayout()
    least = layout.minimumMargins()
    if layout.units() != QPageLayout.Unit.Point:
        layout.setUnits(QPageLayout.Unit.Point)
        least = layout.minimumMargins()
    reach = (least.left(), least.top(), least.right(), least.bottom())
    left, top, width, height = place_on(page, sheet, reach, order)
    dots = min(printer.resolution(), _DOTS)
    picture = pages.picture(number, dots / 72 * width / page[0])
    device = printer.resolution() / 72
    painter.drawImage(QRectF(left * device, top * device, width * device, height * device), picture)
