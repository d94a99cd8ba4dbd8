"""Where the holders of a post, or one person, go: unit, post, allowance, term."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from db.values import Coefficient
from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.reform import PostRule
from desktop_app.services.organisation.view import TreeRow
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.widgets import button
from desktop_app.ui.organisation.fields import (
    Fields,
    chosen_unit,
    read_number,
    read_optional_date,
    text_field,
    unit_field,
)


class RuleDialog(DeedDialog):
    """Empty unit: nobody of them has a post yet afterwards. ``drop`` lets go of the rule of one person's own."""

    def __init__(
        self, parent: QWidget, title: str, rule: PostRule, units: Sequence[TreeRow], then: Callable[[PostRule], None],
        *, leader: bool, drop: Callable[[], None] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent, "Nơi đến và chức vụ mới", "Áp dụng", subtitle=title, icon="arrows-left-right")
        self._rule, self._then = rule, then
        self.fields = Fields()
        self.body.addWidget(self.fields)
        self.unit = unit_field("Đơn vị mới", units, rule.to, "Để trống: chưa bố trí")
        self.post = text_field(rule.new_post)
        self.case = QComboBox()
        for code, name in (("MERGER", "Tương đương hoặc thấp hơn"), ("HIGHER", "Cao hơn")):
            self.case.addItem(name, code)
        self.case.setCurrentIndex(max(self.case.findData(rule.case), 0))
        self.leader = QCheckBox("Lãnh đạo, quản lý")
        self.leader.setChecked(rule.leader if rule.leader is not None else leader)
        self.allowance = text_field(rule.allowance.vietnamese if rule.allowance is not None else "", "0,25")
        self.months = text_field(str(rule.months or ""), "theo quy định")
        self.until = text_field(shown_date(rule.until) if rule.until else "", "ngày/tháng/năm")
        self.kept = text_field(shown_date(rule.kept_until) if rule.kept_until else "", "theo quy định")
        self.reason = text_field(rule.reason)
        self.fields.add("to", "Đơn vị mới", self.unit, "Để trống: chức vụ cũ kết thúc, chưa bố trí", span=2)
        self.fields.add("case", "So với chức vụ cũ", self.case)
        self.fields.add("new_post", "Chức vụ, vị trí mới", self.post, span=2)
        self.fields.add("leader", "Chức vụ mới", self.leader)
        self.fields.add("allowance", "Phụ cấp chức vụ mới", self.allowance, "Thấp hơn mức cũ thì xét bảo lưu")
        self.fields.add("months", "Thời hạn (tháng)", self.months)
        self.fields.add("until", "Hết nhiệm kỳ (nếu biết)", self.until)
        self.fields.add("kept_until", "Bảo lưu phụ cấp đến hết", self.kept)
        text = "Chỉ khi chức vụ mới cao hơn hoặc lần đầu giữ chức vụ"
        self.fields.add("reason", "Lý do và cấp đồng ý (nếu vượt quy định)", self.reason, text, span=2)
        self._drop = drop
        self.give_up_own = button("Bỏ sửa riêng, theo chức vụ", self._on_drop, icon="arrow-counter-clockwise")
        self.give_up_own.setVisible(drop is not None)
        self.extra.addWidget(self.give_up_own)
        self.done_asked.connect(self._on_asked)

    def first_field(self) -> QWidget:
        """Where the keyboard starts."""
        return self.unit

    def _on_drop(self) -> None:
        self.accept()
        if self._drop is not None:
            self._drop()

    def _on_asked(self) -> None:
        try:
            rule = self._read()
        except InvalidInput as wrong:
            if not self.fields.refuse(wrong.field, str(wrong)):
                self.refuse(str(wrong))
            return
        self.accept()
        self._then(rule)

    def _read(self) -> PostRule:
        try:
            to = chosen_unit(self.unit)
        except InvalidInput as wrong:
            raise InvalidInput(str(wrong), "to") from wrong
        post = self.post.text().strip()
        if to is not None and not post:
            raise InvalidInput("Phải ghi chức vụ, vị trí mới.", "new_post")
        text = self.allowance.text().strip().replace(",", ".")
        try:
            allowance = Coefficient.parse(text) if text else None
        except ValueError as wrong:
            raise InvalidInput("Phụ cấp ghi như 0,25.", "allowance") from wrong
        return replace(
            self._rule,
            to=to,
            new_post=post,
            case=self.case.currentData(),
            leader=self.leader.isChecked(),
            allowance=allowance,
            months=read_number(self.months, "months", "Thời hạn"),
            until=read_optional_date(self.until, "until"),
            kept_until=read_optional_date(self.kept, "kept_until"),
            reason=self.reason.text().strip(),
        )
