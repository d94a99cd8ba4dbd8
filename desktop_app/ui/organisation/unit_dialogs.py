"""Lập, đổi tên, chuyển, chia tách, sáp nhập, giải thể: one dialog for each, over the page."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QPlainTextEdit, QWidget

from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.organisation import units as deeds
from desktop_app.services.organisation.view import TreeRow
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.widgets import button, label
from desktop_app.ui.organisation.fields import BasisFields, Fields, chosen_unit, text_field, unit_field
from desktop_app.ui.organisation.units_tree import UnitsTree
from desktop_app.ui.register import Register

KINDS = (
    "Cấp xã", "Phòng chuyên môn", "Văn phòng", "Trung tâm", "Đảng, đoàn thể", "Lãnh đạo", "Trường mầm non", "Trường tiểu học",
    "Trường THCS", "Trạm y tế", "Ban", "Tổ",
)  # fmt: skip
DEEDS = {
    "create": ("Lập đơn vị mới", "Lập đơn vị", "plus"),
    "rename": ("Đổi tên đơn vị", "Đổi tên", "pencil-simple"),
    "move": ("Chuyển về cấp trên khác", "Chuyển", "arrows-left-right"),
    "split": ("Chia, tách đơn vị", "Chia tách", "columns"),
    "merge": ("Sáp nhập đơn vị", "Sáp nhập", "git-merge"),
    "dissolve": ("Giải thể đơn vị", "Giải thể", "prohibit"),
}
Order = tuple[Callable[..., Any], Any, str]


class UnitDialog(DeedDialog):
    """One deed on a unit; ``then`` gets the sentence for the message bar and the unit to go to."""

    def __init__(
        self,
        parent: QWidget,
        register: Register,
        deed: str,
        unit: TreeRow | None,
        rows: Sequence[TreeRow],
        *,
        then: Callable[[str, bytes | None], None],
        reform: Callable[[list[bytes]], None],
    ) -> None:
        title, action, icon = DEEDS[deed]
        super().__init__(parent, title, action, subtitle=unit.name if unit and deed != "create" else "", icon=icon)
        self._register, self._code, self._unit, self._rows = register, deed, unit, rows
        self._then, self._reform = then, reform
        self.fields = Fields()
        self.body.addWidget(self.fields)
        getattr(self, f"_ask_{deed}")()
        self.basis = BasisFields(self.fields, register.today)
        self._assistant = button("Mở “Sắp xếp tổ chức”", self._on_reform, icon="tree-structure")
        self._assistant.hide()
        self.extra.addWidget(self._assistant)
        self.done_asked.connect(self._carry_out)

    # --- what each asks -------------------------------------------------------------------------------------------

    def _kind_field(self, kind: str = "") -> QComboBox:
        made = QComboBox()
        made.setEditable(True)
        made.addItems(list(dict.fromkeys([*KINDS, *(row.kind for row in self._rows if row.kind)])))
        made.setCurrentText(kind)
        return made

    def _ask_create(self) -> None:
        self.name, self.kind, self.code = text_field(), self._kind_field(), text_field()
        self.fields.add("name", "Tên đơn vị", self.name, span=2)
        self.fields.add("kind", "Loại đơn vị", self.kind)
        above = unit_field("Đơn vị cấp trên", self._rows, self._unit.key if self._unit else None)
        self.parent_unit = above
        self.fields.add("parent", "Đơn vị cấp trên", above, "Để trống nếu ở cấp cao nhất", span=2)
        self.fields.add("code", "Mã đơn vị", self.code)

    def _ask_rename(self) -> None:
        unit = self._unit
        self.name, self.kind = text_field(unit.name if unit else ""), self._kind_field(unit.kind if unit else "")
        self.fields.add("name", "Tên mới", self.name, "Tên cũ vẫn còn trong lịch sử của đơn vị", span=2)
        self.fields.add("kind", "Loại đơn vị", self.kind)

    def _ask_move(self) -> None:
        self.parent_unit = unit_field("Cấp trên mới", [row for row in self._rows if row != self._unit])
        self.fields.add("parent", "Cấp trên mới", self.parent_unit, "Để trống nếu ở cấp cao nhất", span=3)

    def _ask_split(self) -> None:
        self.parts = QPlainTextEdit()
        self.parts.setTabChangesFocus(True)
        self.parts.setFixedHeight(self.fontMetrics().height() * 5)
        self.fields.add("name", "Tên các đơn vị mới", self.parts, "Mỗi dòng một tên", span=2)
        self.stays = QCheckBox("Đơn vị cũ vẫn còn (tách)")
        self.stays.setChecked(True)
        self.stays.setAccessibleName("Đơn vị cũ vẫn còn")
        self.fields.add("stays", "Cách chia", self.stays, "Bỏ dấu: đơn vị cũ kết thúc (chia)")

    def _ask_merge(self) -> None:
        self.tree = UnitsTree("Các đơn vị sáp nhập", ticks=True)
        self.tree.setMinimumHeight(self.fontMetrics().height() * 10)
        self.tree.show_rows(self._rows)
        if self._unit is not None:
            self.tree.tick([self._unit.key])
            self.tree.choose(self._unit.key)
        self.fields.add("units", "Các đơn vị sáp nhập (phím cách để đánh dấu)", self.tree, span=3)
        self.into = unit_field("Nhập vào đơn vị đang có", self._rows)
        self.name, self.kind = text_field(), self._kind_field(self._unit.kind if self._unit else "")
        self.fields.add("into", "Nhập vào đơn vị đang có", self.into, "hoặc hợp nhất thành đơn vị mới:")
        self.fields.add("name", "Tên đơn vị mới", self.name)
        self.fields.add("kind", "Loại đơn vị mới", self.kind)

    def _ask_dissolve(self) -> None:
        text = "Từ ngày ghi dưới đây đơn vị không còn; ngày trước đó là ngày cuối cùng. Tên và lịch sử được giữ lại."
        self.body.insertWidget(0, label(text, wrap=True))

    # --- the orders -----------------------------------------------------------------------------------------------

    def _order(self) -> Order:
        day, unit = self.basis.day.day(), self._unit.key if self._unit else b""
        basis = self.basis.basis(DEEDS[self._code][0])
        name = self._unit.name if self._unit else ""
        if self._code == "create":
            part = deeds.Part(
                self.name.text(), self.kind.currentText(), chosen_unit(self.parent_unit), self.code.text()
            )
            return deeds.create_unit, deeds.CreateUnit(part, day, basis), f"Lập đơn vị “{part.name.strip()}”"
        if self._code == "rename":
            order = deeds.RenameUnit(unit, self.name.text(), day, self.kind.currentText(), basis)
            return deeds.rename_unit, order, f"Đổi tên “{name}” thành “{order.name.strip()}”"
        if self._code == "move":
            return deeds.move_unit, deeds.MoveUnit(unit, chosen_unit(self.parent_unit), day, basis), f"Chuyển “{name}”"
        if self._code == "split":
            kind = self._unit.kind if self._unit else ""
            parts = tuple(deeds.Part(text, kind) for text in self.parts.toPlainText().splitlines() if text.strip())
            return (
                deeds.split_unit,
                deeds.SplitUnit(unit, parts, day, self.stays.isChecked(), basis),
                f"Chia tách “{name}”",
            )
        if self._code == "merge":
            return deeds.merge_units, self._merge_order(), "Sáp nhập đơn vị"
        return deeds.dissolve_unit, deeds.DissolveUnit(unit, day, basis), f"Giải thể “{name}”"

    def _merge_order(self) -> deeds.MergeUnits:
        into = chosen_unit(self.into)
        if into is None and not self.name.text().strip():
            raise InvalidInput("Chọn đơn vị nhận, hoặc đặt tên đơn vị mới.", "into")
        above = next((row.parent for row in self._rows if row.key in self.tree.ticked()), None)
        part = deeds.Part(self.name.text(), self.kind.currentText(), above) if into is None else None
        basis = self.basis.basis("Sáp nhập đơn vị")
        return deeds.MergeUnits(tuple(self.tree.ticked()), self.basis.day.day(), into, part, basis)

    def _carry_out(self) -> None:
        try:
            change, order, said = self._order()
        except InvalidInput as wrong:
            self._on_refused(wrong)
            return
        self._register.do(
            "organisation",
            said,
            change,
            order,
            then=lambda done: self._on_done(said, done.value),
            refused=self._on_refused,
        )

    def _on_done(self, said: str, value: object) -> None:
        self.accept()
        unit = value if isinstance(value, bytes) else self._unit.key if self._unit else None
        self._then(f"Đã ghi: {said[0].lower()}{said[1:]}.", unit)

    def _on_refused(self, trouble: AppError) -> None:
        field = getattr(trouble, "field", "")
        people = field == "people"
        self._assistant.setVisible(people)
        if people:
            self.show_findings([Finding("Còn người trong đơn vị", note=str(trouble))], may_override=False)
            self.action.setEnabled(True)
            self._assistant.setFocus()
        elif not self.fields.refuse(field, str(trouble)):
            self.refuse(str(trouble))

    def _on_reform(self) -> None:
        units = self.tree.ticked() if self._code == "merge" else [self._unit.key] if self._unit else []
        self.reject()
        self._reform(units)

    def first_field(self) -> QWidget:
        """Where the keyboard starts."""
        return next(iter(self.fields.asked.values())).control


def show_unit_dialog(
    parent: QWidget,
    register: Register,
    deed: str,
    unit: TreeRow | None,
    rows: Sequence[TreeRow],
    *,
    then: Callable[[str, bytes | None], None],
    reform: Callable[[list[bytes]], None],
) -> UnitDialog:
    """Open the dialog of a deed."""
    made = UnitDialog(parent, register, deed, unit, rows, then=then, reform=reform)
    made.open()
    made.first_field().setFocus()
    return made
