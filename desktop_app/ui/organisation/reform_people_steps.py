"""The later steps of the assistant: posts, each person with the reasons, the result."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop_app.services.organisation.reform import PostRule
from desktop_app.services.organisation.reform_people import PersonRow
from desktop_app.services.organisation.reform_run import Ran
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.why import Condition, Why, WhyPanel, rung_of
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, frame, label, line

_TONES = {"ok": "ok", "warn": "warn", "danger": "danger"}
_STATES = {"ok": "đủ căn cứ", "warn": "cần xem", "danger": "vướng"}


class PostLine:
    """One post of one old unit with how many hold it, and where they go."""

    def __init__(self, rows: Sequence[PersonRow], rule: PostRule, names: Mapping[bytes, str]) -> None:
        first = rows[0]
        self.rows, self.rule = rows, rule
        self.unit, self.post, self.leader = first.unit_name, first.post, first.leader
        self.to = names.get(rule.to or b"", "") if rule.to else "(chưa bố trí)"


POST_COLUMNS: tuple[Column[PostLine], ...] = (
    Column("unit", "Đơn vị cũ", lambda row: row.unit, 26),
    Column("post", "Chức vụ cũ", lambda row: row.post or "(chưa ghi)", 24, weight=500),
    Column("count", "Người", lambda row: str(len(row.rows)), 7, align="right"),
    Column("to", "Đơn vị mới", lambda row: row.to, 26, ink=lambda row: "" if row.rule.to else "warn"),
    Column("new", "Chức vụ mới", lambda row: row.rule.new_post if row.rule.to else "", 24),
    Column("case", "So với cũ", lambda row: "cao hơn" if row.rule.case == "HIGHER" else "tương đương", 18),
)


def why_of_person(row: PersonRow) -> Why:
    """What the panel says of one person."""
    new = f"{row.new_post}, {row.to_name}" if row.to else "chưa bố trí"
    rungs = [rung_of(step) for one in row.findings if one.answer is not None for step in one.answer.steps]
    basis = tuple(dict.fromkeys(text for one in row.findings if one.answer is not None for text in one.answer.basis))
    conditions = tuple(Condition("info" if one.tone == "info" else one.tone, one.text) for one in row.findings)
    confirmed = all(one.answer.confirmed for one in row.findings if one.answer is not None)
    return Why(
        f"{row.name}: {row.post or 'chưa ghi chức vụ'}, {row.unit_name} → {new}",
        CATEGORY_NAMES.get(row.category, ""), tuple(rungs), basis, confirmed=confirmed, conditions=conditions,
    )  # fmt: skip


def _where(row: PersonRow) -> str:
    return " · ".join(filter(None, ("sửa riêng" if row.own else "", row.to_name)))


def _term(row: PersonRow) -> str:
    return f"đến {shown_date(row.term_ends)}" if row.term_ends else ""


def _kept(row: PersonRow) -> str:
    return f"{row.kept.vietnamese} đến {shown_date(row.kept_until)}" if row.kept and row.kept_until else ""


PEOPLE_COLUMNS: tuple[Column[PersonRow], ...] = (
    Column(
        "name", "Người", lambda row: row.name, 22, weight=600, second=lambda row: CATEGORY_NAMES.get(row.category, "")
    ),
    Column("old", "Trước", lambda row: row.post or "(chưa ghi)", 24, second=lambda row: row.unit_name),
    Column("new", "Sau", lambda row: row.new_post if row.to else "chưa bố trí", 24, second=_where),
    Column("term", "Thời hạn", _term, 15, second=lambda row: f"bảo lưu {_kept(row)}" if _kept(row) else ""),
    Column("state", "Kiểm tra", lambda row: _STATES[row.tone], 12, chip=lambda row: _TONES[row.tone], stretch=False),
)


class PeopleStep(QWidget):
    """Everybody with what was found, and why; the doubtful first when asked."""

    def __init__(self) -> None:
        super().__init__()
        layout = line(self, gap=10)
        card = frame("card")
        inner = column(card, margins=(1, 8, 1, 1), gap=6)
        head = line(margins=(14, 0, 14, 0), gap=8)
        self.title = ElidedLabel(kind="title")
        head.addWidget(self.title, 1)
        self.only = button("Cần xem", icon="funnel", tip="Chỉ người cần xem")
        self.only.setCheckable(True)
        self.only.toggled.connect(lambda _: self._show())
        head.addWidget(self.only)
        inner.addLayout(head)
        self.list = RichTable(PEOPLE_COLUMNS, "Từng người trong lần sắp xếp")
        inner.addWidget(self.list, 1)
        self.foot = label("Enter: sửa riêng cho một người, hoặc bỏ sửa riêng", "small")
        holder = line(margins=(14, 2, 14, 8))
        holder.addWidget(self.foot)
        inner.addLayout(holder)
        layout.addWidget(card, 1)
        self.why = WhyPanel()
        self.why.setMaximumWidth(420)
        layout.addWidget(self.why)
        self.list.row_changed.connect(lambda row: self.why.show_why(why_of_person(row) if row is not None else None))
        self._rows: Sequence[PersonRow] = ()

    def show_people(self, rows: Sequence[PersonRow]) -> None:
        """Show everybody."""
        self._rows = rows
        counts = {tone: sum(row.tone == tone for row in rows) for tone in _STATES}
        told = ", ".join(f"{counts[tone]} {_STATES[tone]}" for tone in _STATES if counts[tone])
        self.title.show_text(f"{len(rows)} người" + (f": {told}" if told else ""))
        self._show()

    def _show(self) -> None:
        only = self.only.isChecked()
        self.list.set_rows([row for row in self._rows if not only or row.tone != "ok"])


class ResultStep(QWidget):
    """What was written; the way back."""

    take_back_asked = Signal()
    again_asked = Signal()
    tree_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        card = frame("card")
        column(self).addWidget(card)
        layout = column(card, margins=(24, 20, 24, 20), gap=10)
        self.done = label("", "name")
        self.words = label("", wrap=True)
        layout.addWidget(self.done)
        layout.addWidget(self.words)
        row = line(gap=8)
        self.see = button("Xem cây đơn vị", self.tree_asked.emit, icon="tree-structure")
        self.take_back = button("Hoàn tác cả lần sắp xếp", self.take_back_asked.emit, icon="arrow-counter-clockwise")
        row.addWidget(self.see)
        row.addWidget(self.take_back)
        row.addWidget(button("Sắp xếp lần khác", self.again_asked.emit))
        row.addStretch(1)
        layout.addLayout(row)
        layout.addStretch(1)

    def show_result(self, ran: Ran, day: date) -> None:
        """Say what was written."""
        self.done.setText(f"Đã sắp xếp từ ngày {shown_date(day)}.")
        lines = [
            f"{ran.units_ended} đơn vị kết thúc, {ran.units_new} đơn vị mới.",
            f"{ran.moved} người có vị trí mới, {ran.people - ran.moved} người chưa bố trí hoặc đã có quyết định riêng.",
            f"{ran.kept} người được bảo lưu phụ cấp chức vụ.",
            "Tên cũ còn trong lịch sử; danh sách của ngày trước vẫn đọc như cũ.",
        ]
        self.words.setText("\n".join(lines))
        self.take_back.setEnabled(True)

    def show_taken_back(self) -> None:
        """It was undone."""
        self.done.setText("Đã hoàn tác cả lần sắp xếp.")
        self.words.setText("Mọi đơn vị và mọi người trở lại như trước.")
        self.take_back.setEnabled(False)
