"""One unit: who heads it, its posts and who holds them, its quota against the people present, its names and ties."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QStackedWidget, QWidget

from desktop_app.services.catalogs import catalog
from desktop_app.services.organisation.people import Link
from desktop_app.services.organisation.staffing import PositionRow, QuotaRow
from desktop_app.services.organisation.view import UnitCard
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.kit.widgets import (
    ElidedLabel,
    Meter,
    button,
    column,
    empty_layout,
    frame,
    label,
    line,
    rule,
    scrolling,
)

_TABS = (("posts", "Chức vụ, vị trí"), ("quota", "Biên chế"), ("names", "Tên và quan hệ"))


def _holders(row: PositionRow) -> str:
    return ", ".join(one.name for one in row.holders) if row.holders else "(khuyết)"


def _since(row: PositionRow) -> str:
    if len(row.holders) != 1:
        return ""
    one = row.holders[0]
    since = f"từ {shown_date(one.since)}" if one.since else ""
    until = f"hết thời hạn {shown_date(one.term_ends)}" if one.term_ends else ""
    return " · ".join(part for part in (since, until) if part)


def _what(row: PositionRow) -> str:
    one = row.position
    parts = [
        catalog("job_position_kind").name_of(one.kind) if one.kind else "",
        CATEGORY_NAMES.get(one.category, ""),
        one.ranks,
        f"phụ cấp {one.allowance.vietnamese}" if one.allowance else "",
        f"thời hạn {one.term_months} tháng" if one.term_months else "",
    ]
    return " · ".join(part for part in parts if part)


def _state(row: PositionRow) -> str:
    if not row.listed:
        return "ngoài danh mục"
    if row.over:
        return f"vượt {row.over}"
    return f"khuyết {row.vacant}" if row.vacant else "đủ" if row.position.places else ""


def _tone(row: PositionRow) -> str:
    return "" if not row.listed else "warn" if row.over or row.vacant else "ok"


def _places(row: PositionRow) -> str:
    return f"{len(row.holders)}/{row.position.places}" if row.position.places is not None else str(len(row.holders))


POSITION_COLUMNS: tuple[Column[PositionRow], ...] = (
    Column("name", "Vị trí việc làm, chức vụ", lambda row: row.position.name, 30, weight=600, second=_what),
    Column("holders", "Người đang giữ", _holders, 30, second=_since),
    Column("places", "Số người", _places, 9, align="right"),
    Column("state", "Tình trạng", _state, 17, chip=_tone, stretch=False),
)


class UnitPane(QWidget):
    """Shows a unit; the page carries out what is asked of it."""

    position_asked = Signal(object)  # a PositionRow to change, or None for a new one
    position_ended = Signal(object)
    quota_asked = Signal()
    person_wanted = Signal(object)
    unit_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        card = frame("card")
        column(self).addWidget(card)
        layout = column(card, margins=(1, 10, 1, 1))
        head = column(margins=(14, 0, 14, 8), gap=4)
        top = line(gap=8)
        self.name = ElidedLabel(kind="name")
        top.addWidget(self.name, 1)
        self.chips = line(gap=6)
        top.addLayout(self.chips)
        head.addLayout(top)
        self.path = label("", "dim", wrap=True)
        head.addWidget(self.path)
        self.facts = label("", wrap=True)
        head.addWidget(self.facts)
        layout.addLayout(head)
        self.tabs = Tabs(_TABS, "Phần của đơn vị")
        layout.addWidget(self.tabs)
        layout.addWidget(rule())
        self._stack = QStackedWidget()
        for made in (self._posts(), self._quota(), self._names()):
            self._stack.addWidget(made)
        layout.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.card: UnitCard | None = None

    def _posts(self) -> QWidget:
        holder = QWidget()
        layout = column(holder)
        self.posts = RichTable(POSITION_COLUMNS, "Vị trí việc làm, chức vụ của đơn vị")
        self.posts.opened.connect(lambda _key: self._on_person())
        self.posts.acted.connect(lambda letter, _row: self._on_person() if letter == "H" else None)
        layout.addWidget(self.posts, 1)
        self._no_posts = label("Đơn vị này chưa có vị trí nào và chưa có ai.", "dim", wrap=True)
        self._no_posts.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._no_posts)
        foot = frame("foot")
        row = line(foot, margins=(12, 8, 12, 8), gap=8)
        self.vacant = label("", "small", wrap=True)
        row.addWidget(self.vacant, 1)
        self._edit = button("Sửa vị trí  F2", self._on_edit, icon="pencil-simple")
        self._end = button("Kết thúc", lambda: self.position_ended.emit(self.posts.current_row()), icon="prohibit")
        self._add = button("Thêm vị trí  Ctrl+N", lambda: self.position_asked.emit(None), icon="plus")
        for made in (self._end, self._edit, self._add):
            row.addWidget(made)
        layout.addWidget(foot)
        self.posts.row_changed.connect(self._on_row)
        return holder

    def _quota(self) -> QWidget:
        holder = QWidget()
        layout = column(holder)
        inner = QWidget()
        self._years = column(inner, margins=(14, 10, 14, 12), gap=8)
        layout.addWidget(scrolling(inner), 1)
        foot = frame("foot")
        row = line(foot, margins=(12, 8, 12, 8), gap=8)
        row.addWidget(label("Vượt biên chế chỉ được nhắc, không chặn.", "small"), 1)
        self._give = button("Giao biên chế…", self.quota_asked.emit, icon="plus")
        row.addWidget(self._give)
        layout.addWidget(foot)
        return holder

    def _names(self) -> QWidget:
        inner = QWidget()
        self._story = column(inner, margins=(14, 10, 14, 12), gap=8)
        return scrolling(inner)

    # --- showing --------------------------------------------------------------------------------------------------

    def show_card(self, card: UnitCard, day: date) -> None:
        """Show a unit as of a day."""
        self.card = card
        self.name.show_text(card.name)
        empty_layout(self.chips)
        chips = [(card.kind, ""), (f"mã {card.code}" if card.code else "", "")]
        if not card.there:
            ended = card.ends is not None and card.ends < day
            chips.append(("đã kết thúc" if ended else "chưa thành lập", "warn"))
        for text, tone in chips:
            if text:
                self.chips.addWidget(label(text, "chip", tone), 0, Qt.AlignmentFlag.AlignVCenter)
        self.path.setText("Thuộc " + ", ".join(card.path) if card.path else "Cấp cao nhất trong sổ")
        self.facts.setText(_facts(card))
        self.posts.set_rows(card.positions)
        self._no_posts.setVisible(not card.positions)
        self.posts.setVisible(bool(card.positions))
        told = "; ".join(
            one.what + (f" (khuyết {one.count})" if one.count and not one.head else "") for one in card.vacancies
        )
        self.vacant.setText(told)
        self.tabs.show_count("posts", len(card.positions) or None)
        for made in (self._add, self._give):
            made.setEnabled(card.there)
        self._show_years(card)
        self._show_story(card)

    def _on_row(self, row: PositionRow | None) -> None:
        self._edit.setEnabled(row is not None)
        self._end.setEnabled(row is not None and row.listed)

    def _on_edit(self) -> None:
        if self.posts.current_row() is not None:
            self.position_asked.emit(self.posts.current_row())

    def _on_person(self) -> None:
        row = self.posts.current_row()
        if row is not None and row.holders:
            self.person_wanted.emit(row.holders[0].person)

    def _show_years(self, card: UnitCard) -> None:
        empty_layout(self._years)
        if not card.years:
            self._years.addWidget(label("Chưa giao biên chế và chưa có ai trong những năm gần đây.", "dim", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        place = 0
        for year, rows in card.years:
            grid.addWidget(label(f"Năm {year}", "title"), place, 0, 1, 4)
            place += 1
            for row in rows:
                _quota_line(grid, place, row)
                place += 1
        self._years.addLayout(grid)
        self._years.addStretch(1)

    def _show_story(self, card: UnitCard) -> None:
        empty_layout(self._story)
        self._story.addWidget(label("Tên, loại và cấp trên qua các thời kỳ", "title"))
        for row in card.names:
            days = f"{shown_date(row.starts) if row.starts else '…'} – {shown_date(row.ends) if row.ends else 'nay'}"
            under = f"thuộc {row.parent}" if row.parent else "cấp cao nhất"
            said = " · ".join(part for part in (row.kind, under, _decisions(row.decision, row.end_decision)) if part)
            self._story.addLayout(_pair(days, row.name, said))
        for title, links in (("Đơn vị cũ hợp thành", card.before), ("Đơn vị kế thừa", card.after)):
            if links:
                self._story.addWidget(rule())
                self._story.addWidget(label(title, "title"))
                self._link_buttons(links)
        if card.came_from:
            self._story.addWidget(rule())
            self._story.addWidget(label("Người đếm theo đơn vị cũ", "title"))
            for one in card.came_from:
                before = f"{one.before} người vào ngày cuối cùng" if one.unit else ""
                self._story.addLayout(_pair(f"{one.now} người nay ở đây", one.name, before))
        self._story.addStretch(1)

    def _link_buttons(self, links: Sequence[Link]) -> None:
        flow = Flow()
        for link in links:
            said = ", ".join(part for part in (f"từ {shown_date(link.day)}", link.number, link.share) if part)
            made = button(link.name, partial(self.unit_wanted.emit, link.unit), kind="chip", tip=said)
            flow.add(made)
        self._story.addWidget(flow)


def _facts(card: UnitCard) -> str:
    heads = ", ".join(card.heads) if card.heads else "chưa có"
    parts = [f"Người đứng đầu: {heads}", f"{card.total} người"]
    if card.own != card.total:
        parts[-1] += f" (riêng đơn vị {card.own})"
    if card.starts:
        parts.append(f"từ {shown_date(card.starts)}")
    if card.ends:
        parts.append(f"đến hết {shown_date(card.ends)}")
    return "   ".join(parts)


def _decisions(first: str, last: str) -> str:
    told = [f"theo {first}" if first else "", f"kết thúc theo {last}" if last else ""]
    return ", ".join(part for part in told if part)


def _pair(left: str, right: str, under: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(14)
    grid.setColumnStretch(1, 1)
    first = label(left, "dim")
    first.setMinimumWidth(first.fontMetrics().horizontalAdvance("00/00/0000 – 00/00/0000 "))
    grid.addWidget(first, 0, 0)
    grid.addWidget(label(right, "strong", wrap=True), 0, 1)
    if under:
        grid.addWidget(label(under, "small", wrap=True), 1, 1)
    return grid


def _quota_line(grid: QGridLayout, place: int, row: QuotaRow) -> None:
    grid.addWidget(label(CATEGORY_NAMES[row.category]), place, 0)
    if row.holds:
        meter = Meter()
        meter.show_share(row.present / row.holds)
        meter.setAccessibleName(f"{CATEGORY_NAMES[row.category]}: có mặt {row.present}, giao {row.holds}")
        grid.addWidget(meter, place, 1, Qt.AlignmentFlag.AlignVCenter)
    given = "" if row.holds is None else f", giao {row.holds}" + ("" if row.given is not None else " (cộng cấp dưới)")
    grid.addWidget(label(f"có mặt {row.present}{given}"), place, 2)
    if row.holds is None:
        text, tone = "chưa giao", ""
    elif row.over:
        text, tone = f"vượt {row.over}", "warn"
    else:
        text, tone = (f"còn {row.free}", "info") if row.free else ("đủ", "ok")
    grid.addWidget(label(text, "chip", tone), place, 3, Qt.AlignmentFlag.AlignLeft)
    if row.given is not None and row.below is not None and row.below > row.given:
        text = f"Đã phân cho các đơn vị trực thuộc {row.below}, quá số giao {row.given}."
        grid.addWidget(label(text, "small", "warn", wrap=True), place, 4)
