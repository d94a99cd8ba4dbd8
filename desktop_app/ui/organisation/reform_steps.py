"""The first steps of the assistant: units and day, then the two trees."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QSplitter, QStackedWidget, QWidget

from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.communes import Found
from desktop_app.services.organisation.reform import Fate, NewUnit, Reform, with_fate
from desktop_app.services.organisation.reform_run import Preview
from desktop_app.services.organisation.units import Basis, Part, key_of
from desktop_app.services.organisation.view import ENDED, TreeRow
from desktop_app.ui.kit.dates import DateField, shown_date
from desktop_app.ui.kit.widgets import button, column, frame, label, line, scrolling
from desktop_app.ui.organisation.fields import Fields, chosen_unit, read_optional_date, text_field, unit_field
from desktop_app.ui.organisation.units_tree import UnitsTree

MAPPED = date(2025, 7, 1)


class ChooseStep(QWidget):
    """Which units, from which day, by which decision; the official mapping of 2025 where it applies."""

    mapping_asked = Signal()
    day_changed = Signal(object)

    def __init__(self, day: date) -> None:
        super().__init__()
        layout = line(self, gap=12)
        left = frame("card")
        inner = column(left, margins=(1, 10, 1, 1), gap=8)
        head = line(margins=(14, 0, 14, 0))
        head.addWidget(label("Đơn vị được sắp xếp", "title"), 1)
        self.count = label("", "chip")
        head.addWidget(self.count)
        inner.addLayout(head)
        said = line(margins=(14, 0, 14, 0))
        said.addWidget(
            label("Đánh dấu bằng phím cách. Đơn vị nằm dưới đi cùng đơn vị được chọn.", "small", wrap=True), 1
        )
        inner.addLayout(said)
        self.tree = UnitsTree("Đơn vị được sắp xếp", ticks=True)
        inner.addWidget(self.tree, 1)
        layout.addWidget(left, 4)
        right = frame("card")
        inside = QWidget()
        form = column(inside, margins=(16, 12, 16, 12), gap=8)
        column(right, margins=(1, 1, 1, 1)).addWidget(scrolling(inside))
        form.addWidget(label("Ngày, quyết định và đơn vị mới", "title"))
        self.fields = Fields(2)
        self.day = DateField(day, "Có hiệu lực từ ngày")
        self.number, self.signed = text_field("", "1683/NQ-UBTVQH15"), text_field("", "ngày/tháng/năm")
        self.authority = text_field("", "Để trống là cơ quan này")
        self.fields.add("day", "Có hiệu lực từ ngày", self.day, "Ngày trước đó là ngày cuối của đơn vị cũ")
        self.fields.add("number", "Số nghị quyết, quyết định", self.number)
        self.fields.add("signed_on", "Ngày ký", self.signed)
        self.fields.add("authority", "Cơ quan ban hành", self.authority)
        self.name, self.kind = text_field("", "Xã An Bình"), text_field("Cấp xã")
        self.parent_unit = unit_field("Thuộc đơn vị", ())
        self.fields.add("name", "Tên đơn vị mới", self.name, "Các đơn vị được chọn hợp thành đơn vị này")
        self.fields.add("kind", "Loại đơn vị", self.kind)
        self.fields.add("parent", "Thuộc đơn vị", self.parent_unit, "Để trống nếu ở cấp cao nhất", span=2)
        form.addWidget(self.fields)
        self.mapping = button("Nạp danh mục sáp nhập xã năm 2025", self.mapping_asked.emit, icon="download-simple")
        form.addWidget(self.mapping, 0, Qt.AlignmentFlag.AlignLeft)
        text = (
            "Danh mục do bên thứ ba lập từ các nghị quyết, không phải văn bản pháp luật: hãy đối chiếu trước khi chạy."
        )
        self.mapped = label(text, "small", wrap=True)
        form.addWidget(self.mapped)
        form.addStretch(1)
        layout.addWidget(right, 5)
        self.tree.ticked_changed.connect(self._on_ticked)
        self.day.day_changed.connect(self.day_changed)

    def show_rows(self, rows: Sequence[TreeRow]) -> None:
        """The tree on the day before."""
        self.tree.show_rows(rows)
        kept = self.parent_unit.code()
        self.parent_unit.offer([(row.key.hex(), row.name) for row in rows])
        self.parent_unit.show_code(kept)
        self._on_ticked()

    def _on_ticked(self) -> None:
        self.count.setText(f"{len(self.tree.ticked())} đã chọn")

    def basis(self) -> Basis:
        """The decision typed."""
        number = self.number.text().strip()
        kind = "nghi_quyet" if "/NQ" in number.upper() else "quyet_dinh"
        signed = read_optional_date(self.signed, "signed_on")
        return Basis(number, signed, self.authority.text().strip(), kind, "Sắp xếp tổ chức bộ máy")

    def part(self) -> Part:
        """The new unit typed."""
        if not self.name.text().strip():
            raise InvalidInput("Ghi tên đơn vị mới, hoặc nạp danh mục.", "name")
        return Part(self.name.text().strip(), self.kind.text().strip(), chosen_unit(self.parent_unit))

    def show_mapping(self, found: Sequence[Found]) -> None:
        """Tick the communes that the mapping knows and say what each becomes."""
        if not found:
            self.mapped.setText("Không đơn vị nào trong sổ là xã, phường, thị trấn trong danh mục trước 01/07/2025.")
            return
        self.tree.tick([one.unit for one in found])
        lines = []
        for one in found[:12]:
            new = ", ".join(commune.name for commune, _ in one.becomes.new)
            more = " (chia cho nhiều nơi: người đi theo nơi đầu)" if len(one.becomes.new) > 1 else ""
            doubt = " (khớp theo tên: hãy kiểm tra)" if one.doubtful else ""
            lines.append(f"{one.name} → {new}{more}{doubt}")
        rest = f"\nvà {len(found) - 12} đơn vị nữa" if len(found) > 12 else ""  # noqa: PLR2004 - a dozen are shown
        self.mapped.setText("\n".join(lines) + rest)


_HOWS = (
    ("ends", "Kết thúc, về đơn vị"),
    ("moves", "Giữ nguyên, chuyển về"),
    ("renames", "Giữ nguyên, đổi tên"),
    ("", "Không thay đổi"),
)


class TreesStep(QWidget):
    """The old and the new structure side by side; below, what becomes of the unit chosen at the left."""

    reform_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=10)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setHandleWidth(12)
        self.trees = (UnitsTree("Cơ cấu cũ"), UnitsTree("Cơ cấu mới"))
        self._heads = (label("", "title"), label("", "title"))
        for tree, head in zip(self.trees, self._heads, strict=True):
            card = frame("card")
            inner = column(card, margins=(1, 8, 1, 1), gap=6)
            top = line(margins=(14, 0, 14, 0))
            top.addWidget(head, 1)
            inner.addLayout(top)
            inner.addWidget(tree, 1)
            split.addWidget(card)
        layout.addWidget(split, 1)
        card = frame("card")
        form = column(card, margins=(14, 8, 14, 8), gap=4)
        self.about = label("", "strong", wrap=True)
        form.addWidget(self.about)
        row = line(gap=8)
        self.how = QComboBox()
        self.how.setAccessibleName("Đơn vị cũ sẽ thế nào")
        for code, name in _HOWS:
            self.how.addItem(name, code)
        self.to = unit_field("Đơn vị nhận hoặc cấp trên mới", ())
        self.name = text_field("", "Tên mới")
        self.name.setAccessibleName("Tên mới")
        self._more = QStackedWidget()
        self._more.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        for part in (self.to, self.name, QWidget()):
            self._more.addWidget(part)
        row.addWidget(self.how)
        row.addWidget(self._more, 1)
        self.put = button("Áp dụng", self._on_put, icon="check")
        row.addWidget(self.put)
        form.addLayout(row)
        add = line(gap=8)
        self.new_name, self.new_kind = text_field("", "Tên đơn vị mới khác"), text_field("", "Loại")
        self.new_name.setAccessibleName("Tên đơn vị mới khác")
        self.new_kind.setAccessibleName("Loại của đơn vị mới khác")
        add.addWidget(self.new_name, 2)
        add.addWidget(self.new_kind, 1)
        add.addWidget(button("Thêm đơn vị mới dưới đơn vị đang chọn ở cây phải", self._on_add, icon="plus"))
        form.addLayout(add)
        self.wrong = label("", "error", wrap=True)
        form.addWidget(self.wrong)
        layout.addWidget(card)
        self.trees[0].chosen.connect(lambda _key: self._show_fate())
        self.how.currentIndexChanged.connect(lambda _: self._fit())
        self._reform = Reform(MAPPED)
        self._made: Preview | None = None
        self._seen = False

    def start_over(self) -> None:
        """Another reorganisation begins."""
        self._seen = False

    def show_preview(self, reform: Reform, made: Preview) -> None:
        """Show both trees."""
        self._reform, self._made = reform, made
        eve = date.fromordinal(reform.day.toordinal() - 1)
        self._heads[0].setText(f"Ngày {shown_date(eve)}")
        self._heads[1].setText(f"Ngày {shown_date(reform.day)}")
        self.trees[0].show_rows(made.before, marks=True)
        self.trees[1].show_rows(made.after, marks=True)
        self.to.offer([(row.key.hex(), row.name) for row in made.after])
        self.wrong.setText(made.problem)
        first = next((row.key for row in made.before if row.mark == ENDED), None)
        if first is not None and not self._seen:
            self.trees[0].choose(first)
        self._seen = True
        self._show_fate()

    def _row(self) -> TreeRow | None:
        unit = self.trees[0].current()
        return next((row for row in self._made.before if row.key == unit), None) if self._made else None

    def _show_fate(self) -> None:
        row = self._row()
        self.put.setEnabled(row is not None)
        if row is None:
            return
        self.about.setText(f"“{row.name}” từ {shown_date(self._reform.day)}:")
        fate = self._reform.fate_of(row.key)
        self.how.setCurrentIndex(max(self.how.findData(fate.how if fate else ""), 0))
        target = (fate.to[0] if fate.to else fate.parent) if fate else None
        self.to.clear()
        if target is not None:
            self.to.show_code(target.hex())
        self.name.setText(fate.name if fate and fate.how == "renames" else row.name)
        self._fit()

    def _fit(self) -> None:
        how = self.how.currentData()
        self._more.setCurrentIndex(0 if how in {"ends", "moves"} else 1 if how == "renames" else 2)

    def _on_put(self) -> None:
        row, how = self._row(), self.how.currentData()
        if row is None:
            return
        try:
            target = chosen_unit(self.to) if how in {"ends", "moves"} else None
        except InvalidInput as wrong:
            self.wrong.setText(str(wrong))
            return
        if how == "":
            fates = tuple(fate for fate in self._reform.fates if fate.unit != row.key)
            self.reform_changed.emit(replace(self._reform, fates=fates))
            return
        old = self._reform.fate_of(row.key)
        if how == "ends":
            rest = tuple(one for one in (old.to[1:] if old else ()) if one != target)
            fate = Fate(row.key, "ends", (target, *rest) if target else (), share=old.share if old else "toàn bộ")
        elif how == "moves":
            fate = Fate(row.key, "moves", parent=target)
        else:
            fate = Fate(row.key, "renames", name=self.name.text().strip())
        self.reform_changed.emit(_without_unused(with_fate(self._reform, fate)))

    def _on_add(self) -> None:
        part = Part(self.new_name.text().strip(), self.new_kind.text().strip(), self.trees[1].current())
        if not part.name:
            self.wrong.setText("Ghi tên đơn vị mới.")
            self.new_name.setFocus()
            return
        self.new_name.clear()
        self.reform_changed.emit(replace(self._reform, new=(*self._reform.new, NewUnit(key_of(part), part))))


def _without_unused(reform: Reform) -> Reform:
    """Units proposed for somebody who no longer goes there are not made, unless something lies under them."""
    while True:
        wanted = {to for fate in reform.fates for to in fate.to} | {fate.parent for fate in reform.fates}
        wanted |= {made.part.parent for made in reform.new}
        kept = tuple(made for made in reform.new if made.key in wanted)
        if len(kept) == len(reform.new):
            return reform
        reform = replace(reform, new=kept)
