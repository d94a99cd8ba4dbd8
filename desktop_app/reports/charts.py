"""Charts: one drawing for the PDF, a native chart on a sheet of its own for Excel; both from the same plain data."""

from typing import TYPE_CHECKING, Any

from desktop_app.document import Chart

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook
    from reportlab.graphics.shapes import Drawing

INKS = ("0B7685", "C8731A", "6C7BD0", "7D8C93")
STACKED = ("C8731A", "0B7685", "6C7BD0", "7D8C93")  # cán bộ, công chức, viên chức, khác: as on the screen
_SIZE = 10


def drawing(chart: Chart, width: float, height: float) -> "Drawing":
    """Columns side by side for each label, their figures above, series named below."""
    if chart.stacked:
        from desktop_app.reports.chart_columns import columns_drawing

        return columns_drawing(chart, width, height)
    from reportlab.graphics.charts.barcharts import VerticalBarChart
    from reportlab.graphics.charts.legends import Legend
    from reportlab.graphics.shapes import Drawing, String
    from reportlab.lib.colors import HexColor

    whole = Drawing(width, height)
    whole.add(String(width / 2, height - 16, chart.title, fontName="Tinos-Bold", fontSize=13, textAnchor="middle"))
    bars: Any = VerticalBarChart()
    bars.x, bars.y, bars.width, bars.height = 40, 70, width - 60, height - 120
    bars.data = [list(values) for _, values in chart.series]
    bars.categoryAxis.categoryNames = list(chart.labels)
    bars.categoryAxis.labels.fontName = bars.valueAxis.labels.fontName = "Tinos"
    bars.categoryAxis.labels.fontSize = bars.valueAxis.labels.fontSize = _SIZE
    bars.categoryAxis.labels.maxWidth = (width - 60) / max(len(chart.labels), 1)
    bars.valueAxis.valueMin = 0
    top = max((value for _, values in chart.series for value in values), default=0)
    bars.valueAxis.valueStep = max(1, -(-top // 5))
    bars.valueAxis.valueMax = max(
        bars.valueAxis.valueStep, -(-top // bars.valueAxis.valueStep) * bars.valueAxis.valueStep
    )
    bars.valueAxis.labelTextFormat = "%d"
    bars.barLabelFormat = "%d"
    bars.barLabels.fontName, bars.barLabels.fontSize, bars.barLabels.nudge = "Tinos-Bold", _SIZE, 8
    bars.groupSpacing = 14
    legend: Any = Legend()
    legend.x, legend.y, legend.alignment = 40, 30, "right"
    legend.fontName, legend.fontSize, legend.columnMaximum, legend.deltax = "Tinos", _SIZE, 1, 90
    pairs = []
    for place, (name, _) in enumerate(chart.series):
        ink = HexColor(f"#{INKS[place % len(INKS)]}")
        bars.bars[place].fillColor, bars.bars[place].strokeColor = ink, None
        pairs.append((ink, name))
    legend.colorNamePairs = pairs
    whole.add(bars)
    whole.add(legend)
    return whole


def add_sheet(book: "Workbook", chart: Chart) -> None:
    """A sheet with the figures and a native chart over them."""
    from openpyxl.chart import BarChart, Reference

    sheet = book.create_sheet(chart.title[:31].translate(str.maketrans("", "", r"[]:*?/\\")))
    sheet.append(["", *(name for name, _ in chart.series)])
    for place, label in enumerate(chart.labels):
        period = chart.periods[place] if chart.periods else label
        sheet.append(
            [label if period == label else f"{label}/{period}", *(values[place] for _, values in chart.series)]
        )
    sheet.column_dimensions["A"].width = 34
    made: Any = BarChart()
    made.type, made.title, made.height, made.width = "col", chart.title, 9, 20
    if chart.stacked:
        made.grouping, made.overlap, made.gapWidth, made.width = "stacked", 100, 60, 28
    data = Reference(sheet, min_col=2, max_col=1 + len(chart.series), min_row=1, max_row=1 + len(chart.labels))
    made.add_data(data, titles_from_data=True)
    made.set_categories(Reference(sheet, min_col=1, min_row=2, max_row=1 + len(chart.labels)))
    for place, series in enumerate(made.series):
        series.graphicalProperties.solidFill = (STACKED if chart.stacked else INKS)[place % len(INKS)]
    made.x_axis.delete = made.y_axis.delete = False
    made.y_axis.numFmt = "0"
    sheet.add_chart(made, f"A{len(chart.labels) + 4}")
