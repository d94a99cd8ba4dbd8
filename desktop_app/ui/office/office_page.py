"""Whose register it is: level, place in the tree, names as papers print them."""

from PySide6.QtWidgets import QComboBox, QGridLayout, QLineEdit, QWidget

from db.text import fold
from desktop_app.services.office import LEVELS, OfficeForm, areas, provinces, suggested
from desktop_app.ui.kit.asked import Asked
from desktop_app.ui.kit.pick import PickField
from desktop_app.ui.kit.widgets import column, label
from desktop_app.ui.office.parts import Step


class OfficeFields(Step):
    """The names follow the place chosen until the clerk writes her own."""

    title = "Cơ quan"

    def __init__(self, form: OfficeForm) -> None:
        super().__init__()
        layout = column(self, gap=8)
        layout.addWidget(label("Sổ này của cơ quan nào?", "title"))
        layout.addWidget(label("Chọn nơi trước, tên tự điền; các mục này in trên đầu giấy tờ.", "dim", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        self.level = QComboBox()
        for code, name in LEVELS.items():
            self.level.addItem(name, code)
        self.province = PickField("Tỉnh, thành phố", fold, "gõ không dấu cũng được")
        self.area = PickField("Xã, phường, đặc khu", fold, "gõ không dấu cũng được")
        self.name, self.parent_name, self.place = QLineEdit(), QLineEdit(), QLineEdit()
        self._area = Asked("Xã, &phường, đặc khu", self.area, "chọn trong danh mục")
        self.asked = {
            "level": Asked("&Cấp", self.level),
            "province": Asked("&Tỉnh, thành phố", self.province, "chọn trong danh mục"),
            "area": self._area,
            "name": Asked("T&ên cơ quan *", self.name, "ví dụ: UBND xã An Bình"),
            "parent_name": Asked("Cơ quan cấp t&rên", self.parent_name, "ví dụ: UBND tỉnh Thái Nguyên"),
            "place": Asked("Địa &danh ghi trên văn bản", self.place, "ví dụ: An Bình"),
        }
        for field, (row, col, width) in {
            "level": (0, 0, 1), "province": (0, 1, 1), "area": (1, 0, 1), "place": (1, 1, 1), "name": (2, 0, 2),
            "parent_name": (3, 0, 2),
        }.items():  # fmt: skip
            grid.addWidget(self.asked[field], row, col, 1, width)
        for col in (0, 1):
            grid.setColumnStretch(col, 1)
        layout.addLayout(grid)
        layout.addStretch(1)
        for one, after in ((self.level, self.province), (self.province, self.area), (self.area, self.place),
                           (self.place, self.name), (self.name, self.parent_name)):  # fmt: skip
            QWidget.setTabOrder(one, after)
        self._own: dict[str, str] = {}  # what was filled in here and may be replaced
        self._show(form)
        self.level.currentIndexChanged.connect(self._on_level)
        self.province.picked.connect(self._on_province)
        self.area.picked.connect(lambda _: self._suggest())

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.province if not self.name.text() else self.name

    def form(self) -> OfficeForm:
        """What is written."""
        return OfficeForm(
            name=self.name.text(),
            level=str(self.level.currentData()),
            province=self.province.code(),
            area=self.area.code(),
            parent_name=self.parent_name.text(),
            place=self.place.text(),
        )

    def _show(self, form: OfficeForm) -> None:
        self.level.setCurrentIndex(max(0, self.level.findData(form.level)))
        self._offer()
        self.province.show_code(form.province)
        self._offer_areas()
        self.area.show_code(form.area)
        for field in ("name", "parent_name", "place"):
            getattr(self, field).setText(getattr(form, field))

    def _offer(self) -> None:
        self.province.offer([(one.code, one.name) for one in provinces(str(self.level.currentData()))])

    def _offer_areas(self) -> None:
        level = str(self.level.currentData())
        self.area.offer([(one.code, one.name) for one in areas(level, self.province.code())])
        self._area.setEnabled(level != "tinh")

    def _on_level(self) -> None:
        self._offer()
        self._offer_areas()
        self._suggest()

    def _on_province(self) -> None:
        self._offer_areas()
        self._suggest()

    def _suggest(self) -> None:
        found = suggested(str(self.level.currentData()), self.province.code(), self.area.code())
        for field in ("name", "parent_name", "place"):
            edit, value = getattr(self, field), getattr(found, field)
            if edit.text() in {"", self._own.get(field, "")}:
                edit.setText(value)
                self._own[field] = value
                self.asked[field].accept()
