"""The dialogs of discipline: a new case, a decision of the past, a span that does not count, a member of the council."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.errors import AppError, InvalidInput, RuleBroken
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.discipline import (
    OpenCase,
    RecordPast,
    add_interval,
    add_member,
    end_interval,
    open_case,
    record_past,
)
from desktop_app.services.discipline_case import CaseView, SpanRow
from desktop_app.services.discipline_people import PastFacts, past_facts
from desktop_app.services.discipline_proposals import DisciplineProposal
from desktop_app.services.find import people_named
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PersonTyped, PickTyped, TickTyped, Typed
from desktop_app.ui.register import Done, Register

Then = Callable[[str], None]
_NOT_SAID = ("", "chưa ghi")
_PAUSE_MS = 200


class _Form(DeedDialog):
    """Fields in a grid of three columns; what the service refuses stands beside its field or as a band."""

    def __init__(self, parent: QWidget, register: Register, title: str, deed: str, icon: str) -> None:
        super().__init__(parent, title, deed, icon=icon)
        self._register = register
        self.fields: dict[str, Typed] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(4)
        for place in range(3):
            self._grid.setColumnStretch(place, 1)
        self.body.addLayout(self._grid)
        self.done_asked.connect(self._carry_out)

    def lay(self, fields: Mapping[str, tuple[Typed, int]]) -> None:
        """Put the fields: each with the columns it takes."""
        row = place = 0
        for name, (asked, wide) in fields.items():
            if place + wide > 3:  # noqa: PLR2004 - three columns
                row, place = row + 1, 0
            self._grid.addWidget(asked, row, place, 1, wide)
            place += wide
            self.fields[name] = asked
            asked.changed.connect(self._on_changed)

    def person_field(self, title: str = "Người") -> PersonTyped:
        """A person found by name."""

        def look_up(text: str, then: Callable[[Any], None]) -> None:
            self._register.ask(people_named, text, self._register.today, then=then, topic="discipline-person")

        return PersonTyped(title, look_up)

    def text(self, name: str) -> str | None:
        """What a line says, or nothing."""
        found = self.fields[name]
        return found.text or None if isinstance(found, LineTyped) else None

    def code(self, name: str) -> str | None:
        """The code of a choice, or nothing."""
        found = self.fields[name]
        return found.code or None if isinstance(found, PickTyped) else None

    def day(self, name: str) -> date | None:
        """A day, or nothing."""
        found = self.fields[name]
        return found.day if isinstance(found, DayTyped) else None

    def ticked(self, name: str) -> bool | None:
        """A tick: yes, or nothing said."""
        found = self.fields[name]
        return True if isinstance(found, TickTyped) and found.box.isChecked() else None

    def _on_changed(self) -> None:
        wrong = [one for one in self.fields.values() if isinstance(one, DayTyped) and one.wrong]
        for one in self.fields.values():
            if isinstance(one, DayTyped):
                one.say(
                    f"“{one.text}” không phải là một ngày có thật." if one.wrong else "", "error" if one.wrong else ""
                )
        self.show_problems([one.title.lower() for one in wrong])
        self.show_findings(())

    def wants(self, *names: str) -> bool:
        """Whether these fields hold something; what is missing is told beside each."""
        missing = []
        for name in names:
            one = self.fields[name]
            empty = (
                (isinstance(one, PersonTyped) and one.hit is None)
                or (isinstance(one, DayTyped) and one.day is None)
                or (isinstance(one, LineTyped) and not isinstance(one, DayTyped) and not one.text)
                or (isinstance(one, PickTyped) and not one.code)
            )
            if empty:
                one.say("Phải ghi mục này.", "error")
                missing.append(one.title.lower())
        self.show_problems(missing)
        return not missing

    def on_refused(self, trouble: AppError) -> None:
        """Beside the field, else as a band with the provision."""
        if isinstance(trouble, InvalidInput) and trouble.field in self.fields:
            self.fields[trouble.field].say(str(trouble), "error")
            self.fields[trouble.field].inner.setFocus()
            self.refuse(str(trouble))
        elif isinstance(trouble, RuleBroken):
            text = str(trouble).removesuffix(f" ({trouble.basis})")
            self.show_findings([Finding(text, "danger", trouble.basis)], may_override=False)
        else:
            self.refuse(str(trouble))

    def _carry_out(self) -> None:
        raise NotImplementedError


def _choices(name: str) -> Sequence[tuple[str, str]]:
    return [_NOT_SAID, *LISTS[name].items()]


def _people_categories() -> Sequence[tuple[str, str]]:
    return [
        ("", "theo hồ sơ"),
        *((code, text) for code, text in LISTS["discipline_category"].items() if code != "RETIRED"),
    ]


class OpenCaseDialog(_Form):
    """A new case; ``opened`` gets its key."""

    def __init__(self, parent: QWidget, register: Register, opened: Callable[[bytes, str], None]) -> None:
        super().__init__(parent, register, "Mở vụ việc kỷ luật", "Mở vụ việc", "scales")
        self._opened = opened
        self.person = self.person_field("Người có hành vi vi phạm")
        self.lay(
            {
                "person": (self.person, 2),
                "detected": (DayTyped("Ngày phát hiện", register.today), 1),
                "act": (LineTyped("Hành vi vi phạm"), 3),
                "act_started": (DayTyped("Vi phạm từ ngày"), 1),
                "act_ended": (DayTyped("Vi phạm đến ngày"), 1),
                "level": (PickTyped("Mức của hành vi", _choices("discipline_level")), 1),
                "ground": (PickTyped("Nhóm hành vi", _choices("discipline_ground")), 1),
                "area": (LineTyped("Lĩnh vực vi phạm"), 1),
                "gravity": (PickTyped("Tính chất, mức độ", _choices("discipline_gravity")), 1),
                "found_by": (LineTyped("Nguồn phát hiện"), 1),
                "category": (PickTyped("Loại khi bị xử lý", _people_categories()), 1),
                "exempt": (PickTyped("Không áp dụng thời hiệu vì", _choices("discipline_exempt")), 1),
                "duty_related": (TickTyped("Công vụ", "Liên quan đến công vụ"), 1),
                "corruption": (TickTyped("Tham nhũng", "Hành vi tham nhũng"), 1),
                "party_member": (TickTyped("Đảng", "Là đảng viên"), 1),
                "not_managed": (TickTyped("Chức vụ", "Không thuộc diện Đảng quản lý"), 1),
                "old_unit": (TickTyped("Nơi xảy ra", "Xảy ra ở đơn vị cũ"), 1),
                "left_service": (TickTyped("Công tác", "Đã nghỉ việc, nghỉ hưu"), 1),
            }
        )
        self.person.line.setFocus()

    def _carry_out(self) -> None:
        if not self.wants("person", "act", "detected"):
            return
        detected, hit = self.day("detected"), self.person.hit
        if detected is None or hit is None:
            return
        order = OpenCase(
            hit.key, self.text("act") or "", detected, category=self.code("category"), ground=self.code("ground"),
            area=self.text("area"), gravity=self.code("gravity"), level=self.code("level"), exempt=self.code("exempt"),
            act_started=self.day("act_started"), act_ended=self.day("act_ended"), duty_related=self.ticked("duty_related"),
            corruption=self.ticked("corruption"), found_by=self.text("found_by"), old_unit=self.ticked("old_unit"),
            left_service=self.ticked("left_service"), party_member=self.ticked("party_member"),
            party_managed=False if self.ticked("not_managed") else None,
        )  # fmt: skip

        def done(made: Done) -> None:
            self.accept()
            self._opened(made.value.key, f"Đã mở vụ việc của {hit.title}.")

        self._register.do(
            "discipline", f"Mở vụ việc kỷ luật: {hit.title}", open_case, order, then=done, refused=self.on_refused
        )  # fmt: skip


class PastDialog(_Form):
    """A decision of the past, typed from its paper or from what an import left."""

    def __init__(
        self, parent: QWidget, register: Register, then: Then, proposal: DisciplineProposal | None = None
    ) -> None:
        title = "Ghi quyết định kỷ luật đã có" if proposal is None else "Xác nhận kỷ luật từ tệp đã nhập"
        super().__init__(parent, register, title, "Ghi vào hồ sơ", "scales")
        self._then, self._proposal = then, proposal
        self.person = self.person_field()
        self.lay(
            {
                "person": (self.person, 2),
                "category": (PickTyped("Loại khi bị xử lý", _people_categories()), 1),
                "form": (PickTyped("Hình thức", list(LISTS["discipline_form"].items())), 1),
                "day": (DayTyped("Ngày ký"), 1),
                "effective": (DayTyped("Hiệu lực từ"), 1),
                "act": (LineTyped("Hành vi vi phạm"), 3),
                "number": (LineTyped("Số quyết định"), 1),
                "authority": (LineTyped("Cơ quan ban hành"), 2),
                "signer": (LineTyped("Người ký"), 1),
                "signer_post": (LineTyped("Chức vụ người ký"), 1),
                "party_form": (PickTyped("Kỷ luật Đảng (nếu có)", _party_forms()), 1),
                "party_date": (DayTyped("Ngày kỷ luật Đảng"), 1),
                "corruption": (TickTyped("Tham nhũng", "Hành vi tham nhũng"), 1),
                "left_service": (TickTyped("Công tác", "Đã nghỉ việc, nghỉ hưu khi đó"), 1),
            }
        )
        pick = self.fields["form"]
        if isinstance(pick, PickTyped):
            pick.box.setCurrentIndex(-1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        for name in ("person", "form", "day", "left_service", "category"):
            self.fields[name].changed.connect(self._timer.start)
        if proposal is not None:
            self._fill(proposal)
        signed = self.fields["day"]
        if isinstance(signed, DayTyped):
            signed.line.editingFinished.connect(self._on_day)
        (self.person.line if proposal is None else self.fields["form"].inner).setFocus()

    def _fill(self, proposal: DisciplineProposal) -> None:
        from desktop_app.services.find import Hit

        self.person.hit = Hit("person", proposal.person, proposal.name, "")
        self.person.line.setText(proposal.name)
        self.person.line.setReadOnly(True)
        self.subtitle.setText(f"“{proposal.text}”, {proposal.where}")
        day = f"{proposal.day:%d/%m/%Y}" if proposal.day else ""
        for name, text in (("day", day), ("effective", day), ("act", proposal.act), ("number", proposal.number),
                           ("authority", proposal.authority)):  # fmt: skip
            found = self.fields[name]
            if isinstance(found, LineTyped):
                found.line.setText(text)
        form = self.fields["form"]
        if proposal.form and isinstance(form, PickTyped):
            form.show_code(proposal.form)
        if proposal.party:
            form.say("Nguyên văn nói về kỷ luật Đảng: kiểm tra hình thức hành chính.", "warn")

    def _on_day(self) -> None:
        effective, day = self.fields["effective"], self.fields["day"]
        if isinstance(effective, DayTyped) and isinstance(day, DayTyped) and not effective.text and day.day:
            effective.line.setText(day.text)

    def _look(self) -> None:
        day, hit = self.day("day"), self.person.hit
        if day is not None and hit is not None:
            self._register.ask(past_facts, hit.key, day, then=self._on_facts, topic="discipline-past")

    def _on_facts(self, found: PastFacts) -> None:
        self.fields["category"].say(
            f"theo hồ sơ: {found.category_name}" if found.category else "hồ sơ chưa ghi: chọn loại"
        )

    def _carry_out(self) -> None:
        if not self.wants("person", "form", "day", "effective", "act"):
            return
        hit, day, effective = self.person.hit, self.day("day"), self.day("effective")
        if hit is None or day is None or effective is None:
            return
        order = RecordPast(
            hit.key, self.code("form") or "", day, effective, self.text("act") or "", category=self.code("category"),
            number=self.text("number"), authority=self.text("authority"), signer=self.text("signer"),
            signer_post=self.text("signer_post"), corruption=self.ticked("corruption"),
            left_service=self.ticked("left_service"), party_form=self.code("party_form"), party_date=self.day("party_date"),
            source=self._proposal.source if self._proposal else None,
        )  # fmt: skip

        def done(made: Done) -> None:
            self.accept()
            warnings = made.value.warnings
            self._then(
                f"Đã ghi quyết định kỷ luật của {hit.title}." + (f" Lưu ý: {' '.join(warnings)}" if warnings else "")
            )

        self._register.do(
            "discipline", f"Ghi quyết định kỷ luật đã có: {hit.title}", record_past, order, then=done, refused=self.on_refused
        )  # fmt: skip


def _party_forms() -> Sequence[tuple[str, str]]:
    codes = ("KHIEN_TRACH", "CANH_CAO", "CACH_CHUC", "KHAI_TRU")
    return [("", "không"), *((code, LISTS["discipline_any_form"][code]) for code in codes)]


class SpanDialog(_Form):
    """A span that does not count; for one that goes on, the day it was over."""

    def __init__(
        self, parent: QWidget, register: Register, view: CaseView, then: Then, span: SpanRow | None = None
    ) -> None:
        super().__init__(parent, register, "Thời gian không tính, hoãn xử lý", "Ghi", "clock")
        self._view, self._then, self._span = view, then, span
        self.subtitle.setText(view.row.name)
        kind = PickTyped("Lý do", [(c, t) for c, t in LISTS["discipline_not_counted"].items()])
        self.lay(
            {
                "kind": (kind, 3),
                "starts": (DayTyped("Từ ngày", register.today), 1),
                "ends": (DayTyped("Đến hết ngày (để trống khi chưa biết)"), 2),
                "text": (LineTyped("Văn bản, nội dung"), 3),
            }
        )
        if span is not None:
            kind.show_code(span.kind)
            for name, value in (("starts", f"{span.starts:%d/%m/%Y}"), ("text", span.text)):
                found = self.fields[name]
                if isinstance(found, LineTyped):
                    found.line.setText(value)
            for name in ("kind", "starts", "text"):
                self.fields[name].inner.setEnabled(False)
            self.fields["ends"].inner.setFocus()

    def _carry_out(self) -> None:
        starts, ends = self.day("starts"), self.day("ends")
        if not self.wants("kind", "starts", *(("ends",) if self._span else ())) or starts is None:
            return
        span = self._span

        def done(_made: Done) -> None:
            self.accept()
            self._then("Đã ghi thời gian không tính; thời hạn được tính lại.")

        said = f"Kỷ luật: thời gian không tính, {self._view.row.name}"
        if span is not None and ends is not None:
            self._register.do("discipline", said, end_interval, span.key, ends, then=done, refused=self.on_refused)
            return
        order = (self._view.row.key, self.code("kind") or "", starts, ends, self.text("text"))
        self._register.do("discipline", said, add_interval, *order, then=done, refused=self.on_refused)


class MemberDialog(_Form):
    """A member of the council, or its clerk."""

    def __init__(self, parent: QWidget, register: Register, view: CaseView, then: Then) -> None:
        super().__init__(parent, register, "Thành viên Hội đồng kỷ luật", "Thêm", "users-three")
        self._view, self._then = view, then
        self.subtitle.setText(view.row.name)
        taken = {one.role for one in view.members}
        role = PickTyped("Vai trò", list(LISTS["council_role"].items()))
        role.show_code(next((code for code in LISTS["council_role"] if code not in taken), "CLERK"))
        self.lay(
            {
                "name": (LineTyped("Họ và tên"), 3),
                "role": (role, 3),
                "post": (LineTyped("Chức vụ, đơn vị"), 2),
                "related": (TickTyped("Quan hệ", "Người thân thích, liên quan"), 1),
                "opinion": (LineTyped("Ý kiến tại cuộc họp"), 3),
            }
        )
        self.fields["name"].inner.setFocus()

    def _carry_out(self) -> None:
        if not self.wants("name", "role"):
            return

        def done(_made: Done) -> None:
            self.accept()
            self._then(f"Đã thêm vào Hội đồng kỷ luật: {name}.")

        name = self.text("name") or ""

        def add(work: Any) -> Any:
            return add_member(
                work, self._view.row.key, name, self.code("role") or "", post=self.text("post"),
                related=bool(self.ticked("related")), opinion=self.text("opinion"),
            )  # fmt: skip

        self._register.do(
            "discipline", f"Kỷ luật: Hội đồng, {self._view.row.name}", add, then=done, refused=self.on_refused
        )  # fmt: skip
