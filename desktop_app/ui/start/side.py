"""The column beside the due list: health of the register, who retires when, who is here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.text import dotted
from desktop_app.services.overview import GROUPS, Overview
from desktop_app.ui.kit.bars import Bar, Columns, Shares, Swatch
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line, rule, scrolling

_ROMAN = ("I", "II", "III", "IV")


class SideColumn(QWidget):
    """Three cards; ``quarter_chosen`` tells which quarter's people are wanted, ``gaps_wanted`` the incomplete files."""

    quarter_chosen = Signal(object)
    gaps_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedWidth(look().px(308))
        inner = QWidget()
        self._body = column(inner, gap=12)
        column(self).addWidget(scrolling(inner))
        self.chart = Columns("Nghỉ hưu theo quý")
        self.chart.chosen.connect(self._on_quarter)
        self._shares = Shares("Có mặt theo loại")
        self._overview: Overview | None = None
        self._health = self._card(self._body)
        self._forecast = self._card(self._body)
        self._present = self._card(self._body)
        self._body.addStretch(1)

    @staticmethod
    def _card(body: QVBoxLayout) -> QVBoxLayout:
        card: QFrame = frame("card")
        body.addWidget(card)
        return column(card, margins=(14, 10, 14, 12), gap=8)

    def show_overview(self, found: Overview) -> None:
        """Show the figures of a day."""
        self._overview = found
        self._show_health(found)
        self._show_forecast(found)
        self._show_present(found)

    def _show_health(self, found: Overview) -> None:
        empty_layout(self._health)
        head = line()
        head.addWidget(label("Sức khoẻ dữ liệu", "title"), 1)
        well = found.backup and not found.backup_trouble
        head.addWidget(label("Tốt" if well else "Cần xem", "chip", "ok" if well else "warn"))
        self._health.addLayout(head)
        rows = [
            ("link", "ok", "Nhật ký nối chuỗi", f"{dotted(found.operations)} thao tác"),
            ("database", "ok", "Ghi lần cuối", found.written or "chưa ghi"),
            ("hard-drives", "ok" if well else "warn", "Sao lưu đã kiểm chứng", found.backup or "chưa có"),
        ]
        for icon, tone, text, value in rows:
            row = line(gap=8)
            row.addWidget(IconLabel(icon, tone), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(label(text, "strong", wrap=True), 1)
            row.addWidget(label(value, "small"))
            self._health.addLayout(row)
        if found.backup_trouble:
            self._health.addWidget(label(found.backup_trouble, "small", "warn", wrap=True))
        if found.incomplete:
            row = line(gap=8)
            row.addWidget(IconLabel("warning", "warn"), 0, Qt.AlignmentFlag.AlignTop)
            told = label(f"{found.incomplete} hồ sơ thiếu mục chính", "strong", wrap=True)
            told.setToolTip("Thiếu ngày sinh, giới tính hoặc CCCD")
            row.addWidget(told, 1)
            tip = "Xem các hồ sơ thiếu ngày sinh, giới tính hoặc CCCD"
            row.addWidget(button("Xem", self.gaps_wanted.emit, kind="quiet", tip=tip))
            self._health.addLayout(row)

    def _show_forecast(self, found: Overview) -> None:
        empty_layout_but(self._forecast, self.chart)
        total = sum(quarter.total for quarter in found.quarters)
        head = QWidget()
        row = line(head)
        row.addWidget(label("Nghỉ hưu theo quý", "title"), 1)
        row.addWidget(label(f"{len(found.quarters)} quý tới: {total} người", "small"))
        self._forecast.addWidget(head)
        self.chart.show_bars([Bar(_ROMAN[q.number - 1], str(q.year), q.counts) for q in found.quarters])
        self._forecast.addWidget(self.chart)
        legend = QWidget()
        row = line(legend, gap=6)
        for series, (name, _) in enumerate(GROUPS):
            if any(quarter.counts[series] for quarter in found.quarters):
                row.addWidget(Swatch(series))
                row.addWidget(label(name, "small"))
        row.addStretch(1)
        self._forecast.addWidget(legend)

    def _show_present(self, found: Overview) -> None:
        empty_layout_but(self._present, self._shares)
        head = QWidget()
        row = line(head)
        row.addWidget(label("Có mặt theo loại", "title"), 1)
        row.addWidget(label(f"{dotted(found.people)} người", "strong"))
        self._present.addWidget(head)
        self._shares.show_counts(found.counts)
        self._present.addWidget(self._shares)
        for series, (name, _) in enumerate(GROUPS):
            count = found.counts[series]
            if not count:
                continue
            whole = QWidget()
            row = line(whole, gap=8)
            row.addWidget(Swatch(series))
            row.addWidget(label(name), 1)
            row.addWidget(label(dotted(count), "strong"))
            share = label(f"{100 * count / max(found.people, 1):.1f} %".replace(".", ","), "small")
            share.setAlignment(Qt.AlignmentFlag.AlignRight)
            share.setMinimumWidth(look().px(48))
            row.addWidget(share)
            self._present.addWidget(whole)
        if found.quota is not None:
            self._present.addWidget(rule())
            given = QWidget()
            row = line(given, gap=8)
            row.addWidget(label("Biên chế được giao", "dim"), 1)
            row.addWidget(label(dotted(found.quota), "strong"))
            free = f"còn {dotted(found.free)}" if found.free >= 0 else f"thừa {dotted(-found.free)}"
            row.addWidget(label(free, "small", "" if found.free >= 0 else "warn"))
            self._present.addWidget(given)

    def _on_quarter(self, place: int) -> None:
        if self._overview is not None:
            self.quarter_chosen.emit(self._overview.quarters[place])


def empty_layout_but(layout: QVBoxLayout, kept: QWidget) -> None:
    """Take everything out of a layout but one part that is used again."""
    while layout.count():
        item = layout.takeAt(0)
        widget: QWidget | None = item.widget()
        if widget is not None and widget is not kept:
            widget.hide()
            widget.deleteLater()
