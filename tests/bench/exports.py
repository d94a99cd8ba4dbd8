"""Exports beside the fastest writer of their kind with the same styles."""

from datetime import date
from pathlib import Path

from desktop_app.reports.lists.roster import OfficeHead, roster_document
from desktop_app.reports.lists.roster_columns import COLUMNS
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery, RosterRow
from tests.bench.files import PEOPLE
from tests.bench.measure import DAY, Line, beside, register


def _rows(folder: Path) -> list[RosterRow]:
    from db.connection import connect_reading

    path = folder / "xuat.snv"
    if not path.exists():
        register(path, PEOPLE)
    raw = connect_reading(path)
    roster = Roster(raw)
    rows = roster.rows(roster.ids(RosterQuery(DAY)), DAY)
    raw.close()
    return rows


def workbook(folder: Path, rounds: int) -> list[Line]:
    """3,679 × 40 styled cells beside XlsxWriter in constant memory."""
    import xlsxwriter

    from desktop_app.reports.xlsx import write_xlsx

    columns = (list(COLUMNS) * 2)[:39]
    document = roster_document(_rows(folder), columns, OfficeHead("Cơ quan đo"), DAY, "", DAY)
    body = [list(row) for row in document.tables[0].rows]

    def ours() -> None:
        write_xlsx(document, folder / "a.xlsx")

    def bare() -> None:
        book = xlsxwriter.Workbook(str(folder / "b.xlsx"), {"constant_memory": True})
        sheet = book.add_worksheet()
        text = book.add_format({"border": 1, "text_wrap": True, "font_name": "Times New Roman"})
        day = book.add_format({"border": 1, "num_format": "dd/mm/yyyy", "font_name": "Times New Roman"})
        number = book.add_format({"border": 1, "num_format": "0.00", "font_name": "Times New Roman"})
        for r, row in enumerate(body):
            for c, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, day)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value, text)
                elif value is None:
                    sheet.write_blank(r, c, None, text)
                else:
                    sheet.write_number(r, c, value, number)
        book.close()

    mine, theirs = beside(ours, bare, rounds)
    return [Line("xuất Excel 3.679×40 có định dạng / XlsxWriter constant_memory", mine, theirs, 2.6)]


def paper(folder: Path, rounds: int) -> list[Line]:
    """3,679 × 15 with wrapping beside a bare canvas that draws the same cells without."""
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    from desktop_app.paths import RESOURCES
    from desktop_app.reports.pdf import write_pdf
    from desktop_app.reports.shown import shown

    document = roster_document(_rows(folder), COLUMNS[:14], OfficeHead("Cơ quan đo"), DAY, "", DAY)
    table = document.tables[0]
    kinds = [column.kind for column in table.columns]
    registerFont(TTFont("Bare", str(RESOURCES / "fonts" / "Tinos_400Regular.ttf")))

    def ours() -> None:
        write_pdf(document, folder / "a.pdf")

    def bare() -> None:
        canvas = Canvas(str(folder / "b.pdf"), pagesize=(842, 595))
        y = 560.0
        canvas.setFont("Bare", 9)
        for row in table.rows:
            for place, (value, kind) in enumerate(zip(row, kinds, strict=True)):
                x = 30 + place * 52
                canvas.rect(x, y, 52, 14)
                canvas.drawString(x + 2, y + 4, shown(value, kind))
            y -= 14
            if y < 30:
                canvas.showPage()
                canvas.setFont("Bare", 9)
                y = 560.0
        canvas.save()

    mine, theirs = beside(ours, bare, rounds)
    return [Line("in PDF 3.679×15 có xuống dòng / canvas reportlab trần", mine, theirs, 1.5)]
