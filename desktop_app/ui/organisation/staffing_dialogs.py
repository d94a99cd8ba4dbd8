"""Giao biên chế; thêm, sửa, kết thúc một vị trí việc làm."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from db.values import Coefficient
from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.organisation.staffing import (
    Position,
    PositionRow,
    QuotaRow,
    SetQuota,
    end_position,
    set_position,
    set_quota,
)
from desktop_app.services.organisation.units import Basis
from desktop_app.services.organisation.view import UnitCard
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.services.staffing_lists import LISTS
from desktop_app.ui.kit.dates import DateField, shown_date
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.widgets import label
from desktop_app.ui.organisation.fields import Fields, read_number, read_optional_date, text_field
from desktop_app.ui.register import Register

Then = Callable[[str], None]


def _choices(names: dict[str, str], chosen: str, empty: str = "") -> QComboBox:
    made = QComboBox()
    if empty:
        made.addItem(empty, "")
    for code, name in names.items():
        made.addItem(name, code)
    made.setCurrentIndex(max(made.findData(chosen), 0))
    return made


class _StaffingDialog(DeedDialog):
    """Asks, and puts refusals under their fields."""

    def __init__(self, parent: QWidget, register: Register, title: str, deed: str, unit: str, then: Then) -> None:
        super().__init__(parent, title, deed, subtitle=unit, icon="tree-structure")
        self._register, self._then = register, then
        self.fields = Fields()
        self.body.addWidget(self.fields)
        self.done_asked.connect(self._on_asked)

    def _on_asked(self) -> None:
        try:
            self.carry_out()
        except InvalidInput as wrong:
            self.on_refused(wrong)

    def carry_out(self) -> None:
        """Do what is asked."""

    def closing(self, said: str) -> Callable[[object], None]:
        """Close and tell."""

        def close(_done: object) -> None:
            self.accept()
            self._then(said)

        return close

    def on_refused(self, trouble: AppError) -> None:
        """Under its field, or in the foot."""
        if not self.fields.refuse(getattr(trouble, "field", ""), str(trouble)):
            self.refuse(str(trouble))


class QuotaDialog(_StaffingDialog):
    """The quota of a unit for one year: a number for each category, empty for none."""

    def __init__(self, parent: QWidget, register: Register, card: UnitCard, then: Then) -> None:
        super().__init__(parent, register, "Giao biên chế", "Giao biên chế", card.name, then)
        self._card = card
        self.year = text_field(str(register.as_of.year))
        self.number, self.signed, self.note = text_field(), text_field("", "ngày/tháng/năm"), text_field()
        self.fields.add("year", "Năm", self.year)
        self.counts = {code: text_field("", "không giao") for code in CATEGORY_NAMES}
        for code, name in CATEGORY_NAMES.items():
            self.fields.add(f"count {code}", name, self.counts[code])
        self.fields.add("number", "Số quyết định giao", self.number)
        self.fields.add("signed_on", "Ngày ký", self.signed)
        self.fields.add("note", "Ghi chú", self.note)
        self.body.addWidget(label("Số có mặt gồm cả người ở các đơn vị trực thuộc.", "small", wrap=True))
        self.year.textEdited.connect(lambda _: self._show_year())
        self._show_year()

    def _rows(self) -> dict[str, QuotaRow]:
        return {
            row.category: row
            for year, rows in self._card.years
            if str(year) == self.year.text().strip()
            for row in rows
        }

    def _show_year(self) -> None:
        rows = self._rows()
        for code, field in self.counts.items():
            row = rows.get(code)
            field.setText(str(row.given) if row is not None and row.given is not None else "")
            asked = self.fields.asked[f"count {code}"]
            asked.tell(f"có mặt {row.present}" if row is not None else "")

    def carry_out(self) -> None:
        """All categories of the year as one operation; those that stay as they are are left alone."""
        year = read_number(self.year, "year", "Năm")
        if year is None:
            raise InvalidInput("Phải ghi năm.", "year")
        basis = Basis(self.number.text().strip(), read_optional_date(self.signed, "signed_on"))
        rows, orders = self._rows(), []
        for code, field in self.counts.items():
            count = read_number(field, f"count {code}", CATEGORY_NAMES[code])
            before = rows[code].given if code in rows else None
            if count != before:
                orders.append(SetQuota(self._card.key, code, year, count, self.note.text().strip(), basis))
        said = f"Giao biên chế năm {year} cho “{self._card.name}”"

        def change(work: object) -> None:
            for order in orders:
                set_quota(work, order)  # type: ignore[arg-type] # the work of the register

        self._register.do("organisation", said, change, then=self.closing(f"Đã ghi: {said}."), refused=self.on_refused)


class PositionDialog(_StaffingDialog):
    """A job position or post of a unit."""

    def __init__(
        self, parent: QWidget, register: Register, card: UnitCard, row: PositionRow | None, then: Then
    ) -> None:
        new = row is None or not row.listed
        title = "Thêm vị trí việc làm" if new else "Sửa vị trí việc làm"
        super().__init__(parent, register, title, "Thêm vị trí" if new else "Lưu vị trí", card.name, then)
        self._position = row.position if row is not None else Position(card.key, "", category="CC", places=1)
        one = self._position
        places = one.places if one.places is not None else (len(row.holders) if row is not None else 1)
        self.name = text_field(one.name)
        self.places = text_field(str(places))
        self.kind = _choices(dict(LISTS["job_position_kind"]), one.kind, "(chưa xếp nhóm)")
        self.category = _choices(CATEGORY_NAMES, one.category, "(chưa rõ)")
        self.ranks = text_field(one.ranks, "01.003, 01.004")
        self.allowance = text_field(one.allowance.vietnamese if one.allowance else "", "0,25")
        self.term = text_field(str(one.term_months or ""), "60")
        self.rotation = text_field(str(one.rotation_months or ""))
        self.code = text_field(one.code)
        self.leader, self.head = QCheckBox("Lãnh đạo, quản lý"), QCheckBox("Người đứng đầu đơn vị")
        self.leader.setChecked(one.leader)
        self.head.setChecked(one.head)
        self.starts = text_field(shown_date(one.starts) if one.starts else "", "từ trước đến nay")
        for name, title, control, span in (
            ("name", "Tên vị trí, chức vụ", self.name, 2), ("places", "Số người", self.places, 1),
            ("kind", "Nhóm vị trí", self.kind, 1), ("category", "Đối tượng", self.category, 1),
            ("ranks", "Ngạch, chức danh (mã)", self.ranks, 1), ("leader", "Chức vụ", self.leader, 1),
            ("head", "Đứng đầu", self.head, 1), ("allowance", "Phụ cấp chức vụ", self.allowance, 1),
            ("term_months", "Thời hạn giữ chức vụ (tháng)", self.term, 1),
            ("rotation_months", "Chuyển đổi vị trí sau (tháng)", self.rotation, 1), ("code", "Mã vị trí", self.code, 1),
            ("starts", "Có từ ngày", self.starts, 1),
        ):  # fmt: skip
            self.fields.add(name, title, control, span=span)

    def carry_out(self) -> None:
        """Keep the position."""
        order = replace(
            self._position,
            name=self.name.text(),
            kind=self.kind.currentData(),
            category=self.category.currentData(),
            ranks=self.ranks.text(),
            leader=self.leader.isChecked(),
            head=self.head.isChecked(),
            allowance=self._coefficient(),
            term_months=read_number(self.term, "term_months", "Thời hạn"),
            rotation_months=read_number(self.rotation, "rotation_months", "Thời hạn chuyển đổi"),
            places=read_number(self.places, "places", "Số người"),
            code=self.code.text().strip(),
            starts=read_optional_date(self.starts, "starts"),
        )
        said = f"Vị trí “{order.name.strip()}”"
        told = f"Đã ghi vị trí “{order.name.strip()}”."
        self._register.do("organisation", said, set_position, order, then=self.closing(told), refused=self.on_refused)

    def _coefficient(self) -> Coefficient | None:
        text = self.allowance.text().strip().replace(",", ".")
        if not text:
            return None
        try:
            return Coefficient.parse(text)
        except ValueError as wrong:
            raise InvalidInput("Phụ cấp ghi như 0,25.", "allowance") from wrong


class EndPositionDialog(_StaffingDialog):
    """A position ends after a day."""

    def __init__(self, parent: QWidget, register: Register, card: UnitCard, row: PositionRow, then: Then) -> None:
        super().__init__(parent, register, "Kết thúc vị trí việc làm", "Kết thúc", card.name, then)
        self._row = row
        self.day = DateField(register.today, "Đến hết ngày")
        self.fields.add("ends", "Đến hết ngày", self.day, row.position.name)

    def carry_out(self) -> None:
        """End it."""
        said = f"Kết thúc vị trí “{self._row.position.name}”"
        order = (end_position, self._row.position.key, self.day.day())
        self._register.do("organisation", said, *order, then=self.closing(f"Đã ghi: {said}."), refused=self.on_refused)
