"""The fields that the dialogs of units share: the day, the decision, a unit to choose, a number."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from db.text import fold
from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.units import Basis
from desktop_app.services.organisation.view import TreeRow
from desktop_app.services.unit_titles import titled
from desktop_app.ui.kit.asked import Asked
from desktop_app.ui.kit.dates import DateField, read_date, shown_date
from desktop_app.ui.kit.pick import PickField


def text_field(text: str = "", hint: str = "") -> QLineEdit:
    """A line to type into."""
    made = QLineEdit(text)
    made.setPlaceholderText(hint)
    return made


def unit_field(name: str, rows: Sequence[TreeRow], key: bytes | None = None, hint: str = "") -> PickField:
    """A unit chosen by typing a part of its name; units of one name are told apart by what they belong to."""
    made = PickField(name, fold, hint or "Gõ một phần tên, không cần dấu")
    made.offer(unit_entries(rows))
    if key is not None:
        made.show_code(key.hex())
    return made


def unit_entries(rows: Sequence[TreeRow]) -> list[tuple[str, str]]:
    """The units as they are chosen from."""
    told = titled({row.key: (row.name, row.parent) for row in rows})
    found = []
    for row in rows:
        title = told[row.key]
        above = title.removeprefix(f"{row.name}, ")
        found.append((row.key.hex(), title if above == title else f"{row.name} ({above})"))
    return found


def chosen_unit(field: PickField) -> bytes | None:
    """The key of the unit chosen; ``InvalidInput`` for a text that names none."""
    if field.code():
        return bytes.fromhex(field.code())
    if field.text().strip():
        raise InvalidInput(f"Không có đơn vị “{field.text().strip()}” vào ngày này.", "parent")
    return None


def read_optional_date(field: QLineEdit, name: str) -> date | None:
    """The day typed; ``InvalidInput`` for one that is none."""
    if not field.text().strip():
        return None
    day = read_date(field.text())
    if day is None:
        raise InvalidInput(f"“{field.text()}” không phải là một ngày có thật.", name)
    return day


def read_number(field: QLineEdit, name: str, label: str) -> int | None:
    """The whole number typed, nothing when it is empty."""
    text = field.text().strip().replace(".", "")
    if not text:
        return None
    if not text.isdigit():
        raise InvalidInput(f"{label} phải là một số.", name)
    return int(text)


class Fields(QWidget):
    """Fields in three columns, by name; a refusal stands under the one it concerns."""

    def __init__(self, columns: int = 3) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        self._columns = columns
        for place in range(columns):
            self._grid.setColumnStretch(place, 1)
        self._place = 0
        self.asked: dict[str, Asked] = {}

    def add(self, name: str, title: str, control: QWidget, hint: str = "", *, span: int = 1) -> None:
        """One more field."""
        if isinstance(control, DateField):
            control.setMaximumWidth(16_777_215)
            control.setMinimumWidth(0)
        made = Asked(title, control, hint)
        if self._place % self._columns + span > self._columns:
            self._place += self._columns - self._place % self._columns
        top = Qt.AlignmentFlag.AlignTop
        self._grid.addWidget(made, self._place // self._columns, self._place % self._columns, 1, span, top)
        self._place += span
        self.asked[name] = made

    def refuse(self, name: str, why: str) -> bool:
        """Put a refusal under its field; false when there is no such field."""
        made = self.asked.get(name)
        if made is not None:
            made.refuse(why)
        return made is not None


class BasisFields:
    """The day from which it holds and the decision it rests on."""

    def __init__(self, into: Fields, day: date, basis: Basis | None = None) -> None:
        basis = basis or Basis()
        self.day = DateField(day, "Từ ngày")
        self.number = text_field(basis.number, "Chưa có thì để trống")
        self.signed = text_field(shown_date(basis.signed_on) if basis.signed_on else "", "ngày/tháng/năm")
        self.authority = text_field(basis.authority, "Để trống là cơ quan này")
        into.add("day", "Từ ngày", self.day, "Trước ngày này vẫn như cũ")
        into.add("number", "Số nghị quyết, quyết định", self.number)
        into.add("signed_on", "Ngày ký", self.signed)
        into.add("authority", "Cơ quan ban hành", self.authority, span=2)

    def basis(self, subject: str) -> Basis:
        """The decision as typed."""
        kind = "nghi_quyet" if "/NQ" in self.number.text().upper() else "quyet_dinh"
        signed = read_optional_date(self.signed, "signed_on")
        return Basis(self.number.text().strip(), signed, self.authority.text().strip(), kind, subject)
