"""What the dialog of movements asks: its fields, what of them cannot be read, and the order they make."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from PySide6.QtWidgets import QLineEdit

from db.values import Coefficient
from desktop_app.law.appointments import LEVELS
from desktop_app.law.recruitment import TRAINING
from desktop_app.services.movements.orders import Order
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, TickTyped, Typed


class Asked:
    """The fields by their names, whatever kind of movement asks for them."""

    def __init__(self, today: date) -> None:
        self.fields: dict[str, Typed] = {
            "kind": PickTyped("Hình thức"),
            "post": PickTyped("Chức vụ, chức danh", editable=True),
            "unit": PickTyped("Đơn vị", editable=True),
            "effective_on": DayTyped("Có hiệu lực từ", today),
            "term_months": LineTyped("Thời hạn (tháng)"),
            "until": DayTyped("Đến hết ngày"),
            "level": PickTyped("So với chức vụ đang giữ", [("", "theo hồ sơ"), *LEVELS.items()]),
            "category": PickTyped("Loại", list(CATEGORY_NAMES.items())),
            "allowance": LineTyped("Phụ cấp chức vụ"),
            "age_on": DayTyped("Thời điểm tính tuổi"),
            "training": PickTyped("Trình độ (để tính tập sự)", [("", "chưa rõ"), *TRAINING.items()]),
            "special": TickTyped("Đối tượng luân chuyển", "Hai nhiệm kỳ, hoặc không bố trí người địa phương"),
            "wishes": TickTyped("Nguyện vọng", "Người đó có nguyện vọng"),
            "urgent": TickTyped("Lý do kéo dài", "Nhiệm vụ cấp bách chưa xong"),
            "head_absent": TickTyped("Người đứng đầu", "Vắng mặt quá 12 tháng"),
            "grounds": LineTyped("Lý do, căn cứ"),
            "number": LineTyped("Số quyết định"),
            "signed_on": DayTyped("Ngày ký", today),
            "signer": PickTyped("Người ký", editable=True),
        }
        self.line("age_on").setPlaceholderText("ngày có hiệu lực")

    def pick(self, name: str) -> PickTyped:
        """A field that is a choice."""
        found = self.fields[name]
        assert isinstance(found, PickTyped)  # noqa: S101 - asked by a name of this form
        return found

    def line(self, name: str) -> QLineEdit:
        """A field that is a line."""
        found = self.fields[name]
        assert isinstance(found, LineTyped)  # noqa: S101 - as above
        return found.line

    def day(self, name: str) -> date | None:
        """What is written in a field of a day, where it is one."""
        found = self.fields[name]
        assert isinstance(found, DayTyped)  # noqa: S101 - as above
        return found.day

    def _ticked(self, name: str) -> bool:
        found = self.fields[name]
        return isinstance(found, TickTyped) and found.box.isChecked()

    def _whole(self, name: str) -> int | None:
        text = self.line(name).text().strip()
        return int(text) if text.isdecimal() else None

    def _allowance(self) -> Coefficient | None:
        try:
            return Coefficient.parse(self.line("allowance").text())
        except ValueError:
            return None

    def order(self, day: date, asked: Collection[str], **more: Any) -> Order:
        """The order about nobody yet, from the fields that are asked for."""
        unit = self.pick("unit").code if "unit" in asked else ""
        level: Any = self.pick("level").code if "level" in asked else ""
        return Order(
            self.pick("kind").code,
            b"",
            day,
            unit=bytes.fromhex(unit) if unit else None,
            post=self.pick("post").text or None if "post" in asked else None,
            until=self.day("until") if "until" in asked else None,
            term_months=self._whole("term_months") if "term_months" in asked else None,
            category=self.pick("category").code or None if "category" in asked else None,
            level=level or None,
            allowance=self._allowance() if "allowance" in asked else None,
            age_on=self.day("age_on") if "age_on" in asked else None,
            training=self.pick("training").code if "training" in asked else "",
            special="special" in asked and self._ticked("special"),
            wishes="wishes" in asked and self._ticked("wishes"),
            urgent="urgent" in asked and self._ticked("urgent"),
            head_absent="head_absent" in asked and self._ticked("head_absent"),
            grounds=self.line("grounds").text() if "grounds" in asked else "",
            **more,
        )

    def wrong(self, asked: Collection[str]) -> Mapping[str, str]:
        """The fields that cannot be read, each with why."""
        found = dict(self._wrong(asked))
        if self.day("effective_on") is None:
            found.setdefault("effective_on", "Phải ghi ngày có hiệu lực.")
        return found

    def _wrong(self, asked: Collection[str]) -> Iterator[tuple[str, str]]:
        for name in asked:
            one = self.fields[name]
            if isinstance(one, DayTyped) and one.wrong:
                yield name, "Không có ngày này; ghi ngày/tháng/năm."
        if "term_months" in asked and self.line("term_months").text().strip() and self._whole("term_months") is None:
            yield "term_months", "Ghi số tháng."
        if "allowance" in asked and self.line("allowance").text().strip() and self._allowance() is None:
            yield "allowance", "Ghi hệ số như 0,25."
        if "unit" in asked and self.pick("unit").text and not self.pick("unit").code:
            yield "unit", "Không có đơn vị này trong sổ."

    # --- as texts, to be kept and filled in again -----------------------------------------------------------------

    def text_of(self, name: str) -> str:
        """What a field says, in words."""
        found = self.fields[name]
        if isinstance(found, TickTyped):
            return "x" if found.box.isChecked() else ""
        return found.box.currentText() if isinstance(found, PickTyped) else self.line(name).text()

    def put_text(self, name: str, text: str) -> None:
        """Fill a field in; a choice that is not offered any more stays as it is."""
        found = self.fields[name]
        if isinstance(found, TickTyped):
            found.box.setChecked(bool(text))
        elif not isinstance(found, PickTyped):
            self.line(name).setText(text)
        elif found.box.findText(text) >= 0:
            found.box.setCurrentIndex(found.box.findText(text))
        elif found.box.isEditable():
            found.box.setEditText(text)
