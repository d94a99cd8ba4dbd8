"""The dialogs of a case as a whole: a new case, its facts changed, a decision of the past."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.discipline.deeds import OpenCase, RecordPast, open_case, record_past
from desktop_app.services.discipline.edits import CaseFacts, edit_case
from desktop_app.services.discipline.people import PastFacts, past_facts
from desktop_app.services.discipline.proposals import DisciplineProposal
from desktop_app.ui.discipline.form import CaseForm, Then, categories, choices
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, TickTyped, Typed, WholeTyped
from desktop_app.ui.register import Done, Register

_PAUSE_MS = 200
_TICKS = ("duty_related", "corruption", "party_member", "old_unit", "left_service")


def _fact_fields(category: str) -> Mapping[str, tuple[Typed, int]]:
    """What is asked of the act and the person, at the opening and later; ``category`` names the choice of the file."""
    return {
        "act": (LineTyped("Hành vi vi phạm"), 3),
        "act_started": (DayTyped("Vi phạm từ ngày"), 1),
        "act_ended": (DayTyped("Vi phạm đến ngày"), 1),
        "level": (PickTyped("Mức của hành vi", choices("discipline_level")), 1),
        "ground": (PickTyped("Nhóm hành vi", choices("discipline_ground")), 2),
        "area": (LineTyped("Lĩnh vực vi phạm"), 1),
        "gravity": (PickTyped("Tính chất, mức độ", choices("discipline_gravity")), 1),
        "found_by": (LineTyped("Nguồn phát hiện"), 1),
        "category": (PickTyped("Loại khi bị xử lý", categories(category)), 1),
        "rating_year": (WholeTyped("Tính vào năm đánh giá, xếp loại"), 1),
        "exempt": (PickTyped("Không áp dụng thời hiệu vì", choices("discipline_exempt")), 2),
        "duty_related": (TickTyped("Công vụ", "Liên quan đến công vụ"), 1),
        "corruption": (TickTyped("Tham nhũng", "Hành vi tham nhũng"), 1),
        "party_member": (TickTyped("Đảng", "Là đảng viên"), 1),
        "not_managed": (TickTyped("Chức vụ", "Không thuộc diện Đảng quản lý"), 1),
        "old_unit": (TickTyped("Nơi xảy ra", "Xảy ra ở đơn vị cũ"), 1),
        "left_service": (TickTyped("Công tác", "Đã nghỉ việc, nghỉ hưu"), 1),
        "no_review": (PickTyped("Không họp kiểm điểm vì", choices("discipline_no_review")), 2),
    }


class _FactsForm(CaseForm):
    """The fields of the facts of a case and what is typed into them."""

    def facts(self) -> dict[str, Any]:
        """What is typed, by the name of the field of the record."""
        found: dict[str, Any] = {name: self.ticked(name) for name in _TICKS}
        found |= {name: self.code(name) for name in ("level", "ground", "gravity", "category", "exempt", "no_review")}
        found |= {name: self.day(name) for name in ("act_started", "act_ended")}
        found |= {name: self.text(name) for name in ("area", "found_by")}
        return {
            **found, "act": self.text("act") or "", "rating_year": self.whole("rating_year"),
            "party_managed": False if self.ticked("not_managed") else None,
        }  # fmt: skip


class OpenCaseDialog(_FactsForm):
    """A new case; ``opened`` gets its key."""

    def __init__(self, parent: QWidget, register: Register, opened: Callable[[bytes, str], None]) -> None:
        super().__init__(parent, register, "Vụ việc kỷ luật mới", "Mở vụ việc", "scales")
        self._opened = opened
        self.person = self.person_field("Người có hành vi vi phạm")
        self.lay(
            {
                "person": (self.person, 2),
                "detected": (DayTyped("Ngày phát hiện", register.today), 1),
                **_fact_fields("theo hồ sơ"),
            }
        )
        self.person.line.setFocus()

    def _carry_out(self) -> None:
        if not self.wants("person", "act", "detected"):
            return
        detected, hit = self.day("detected"), self.person.hit
        if detected is None or hit is None:
            return
        order = OpenCase(person=hit.key, detected=detected, **self.facts())

        def done(made: Done) -> None:
            self.accept()
            told = " ".join((f"Đã mở vụ việc của {hit.title}.", *made.value.warnings))
            self._opened(made.value.key, told)

        self._register.do(
            "discipline", f"Mở vụ việc kỷ luật: {hit.title}", open_case, order, then=done, refused=self.on_refused
        )  # fmt: skip


class EditCaseDialog(_FactsForm):
    """The facts of a case, changed after its opening."""

    def __init__(self, parent: QWidget, register: Register, name: str, facts: CaseFacts, then: Then) -> None:
        super().__init__(parent, register, "Sửa nội dung vụ việc kỷ luật", "Ghi lại", "pencil-simple")
        self._facts, self._then, self._name = facts, then, name
        self.subtitle.setText(name)
        self.lay({**_fact_fields("chưa chọn"), "remark": (LineTyped("Ghi chú"), 3)})
        for field, asked in self.fields.items():
            value = facts.party_managed is False if field == "not_managed" else getattr(facts, field)
            _show(asked, value)
        self.fields["act"].inner.setFocus()

    def _carry_out(self) -> None:
        if not self.wants("act", "category"):
            return
        typed = {**self.facts(), "remark": self.text("remark")}
        for name in _TICKS:  # what was said not to be stays said
            typed[name] = typed[name] or (None if getattr(self._facts, name) is None else False)
        if self._facts.party_managed and typed["party_managed"] is None:
            typed["party_managed"] = True
        order = CaseFacts(case=self._facts.case, **typed)

        def done(_made: Done) -> None:
            self.accept()
            self._then(f"Đã sửa nội dung vụ việc của {self._name}; thời hạn, thời hiệu được tính lại.")

        self._register.do(
            "discipline", f"Kỷ luật: sửa nội dung vụ việc, {self._name}", edit_case, order, then=done,
            refused=self.on_refused,
        )  # fmt: skip


def _show(asked: Typed, value: Any) -> None:
    if isinstance(asked, PickTyped):
        asked.show_code(value or "")
    elif isinstance(asked, TickTyped):
        asked.box.setChecked(bool(value))
    elif isinstance(asked, DayTyped):
        asked.line.setText(f"{value:%d/%m/%Y}" if value else "")
    elif isinstance(asked, LineTyped):
        asked.line.setText("" if value is None else str(value))


class PastDialog(CaseForm):
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
                "category": (PickTyped("Loại khi bị xử lý", categories("theo hồ sơ")), 1),
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
                "no_review": (PickTyped("Không họp kiểm điểm vì", choices("discipline_no_review")), 2),
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
