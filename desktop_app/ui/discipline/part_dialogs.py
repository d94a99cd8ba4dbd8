"""The dialogs of a part of a case: a span that does not count, a member of the council, the paper of a step."""

from PySide6.QtWidgets import QWidget

from desktop_app.law.discipline_lists import LISTS, roles_of
from desktop_app.services.discipline.case import CaseView, MemberRow, SpanRow, StepRow
from desktop_app.services.discipline.deeds import Done as Written
from desktop_app.services.discipline.deeds import add_interval, add_member, end_interval
from desktop_app.services.discipline.edits import Seat, StepPaper, edit_member, edit_step
from desktop_app.services.work import Work
from desktop_app.ui.discipline.form import CaseForm, Then
from desktop_app.ui.discipline.step_form import FIELDS
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import Finding
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, TickTyped
from desktop_app.ui.kit.why import Rung
from desktop_app.ui.register import Done, Register

_PRESENT = (("", "chưa ghi"), ("co", "có mặt"), ("vang", "vắng mặt"))


class SpanDialog(CaseForm):
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


class MemberDialog(CaseForm):
    """A member of the council, or its clerk: a new one, or one there is."""

    def __init__(
        self, parent: QWidget, register: Register, view: CaseView, then: Then, member: MemberRow | None = None
    ) -> None:
        title = "Thành viên Hội đồng kỷ luật" if member is None else "Sửa thành viên Hội đồng kỷ luật"
        super().__init__(parent, register, title, "Thêm" if member is None else "Ghi lại", "users-three")
        self._view, self._then, self._member = view, then, member
        self.subtitle.setText(view.row.name)
        taken = {one.role for one in view.members}
        roles = roles_of(view.row.category, max((one.day for one in view.steps), default=view.day))
        role = PickTyped("Vai trò", [(code, LISTS["council_role"][code]) for code in roles])
        role.show_code(next((code for code in roles if code not in taken), "CLERK"))
        present = PickTyped("Có mặt tại cuộc họp", _PRESENT)
        self.lay(
            {
                "name": (LineTyped("Họ và tên", member.name if member else ""), 3),
                "role": (role, 3),
                "post": (LineTyped("Chức vụ, đơn vị", member.post if member else ""), 2),
                "related": (TickTyped("Quan hệ", "Người thân thích, liên quan"), 1),
                "opinion": (LineTyped("Ý kiến tại cuộc họp", member.opinion if member else ""), 2),
                "present": (present, 1),
            }
        )
        if member is not None:
            role.show_code(member.role)
            present.show_code({True: "co", False: "vang", None: ""}[member.present])
        self.fields["name"].inner.setFocus()

    def _carry_out(self) -> None:
        if not self.wants("name", "role"):
            return
        name, member, case = self.text("name") or "", self._member, self._view.row.key
        role, post, opinion = self.code("role") or "", self.text("post"), self.text("opinion")
        related, present = bool(self.ticked("related")), {"co": True, "vang": False}.get(self.code("present") or "")
        said = "Đã thêm vào" if member is None else "Đã sửa thành viên"

        def done(_made: Done) -> None:
            self.accept()
            self._then(f"{said} Hội đồng kỷ luật: {name}.")

        def write(work: Work) -> Written:
            if member is not None:
                return edit_member(work, Seat(member.key, name, role, post, related, present, opinion))
            return add_member(work, case, name, role, post=post, related=related, present=present, opinion=opinion)

        self._register.do(
            "discipline", f"Kỷ luật: Hội đồng, {self._view.row.name}", write, then=done, refused=self.on_refused
        )  # fmt: skip


class StepPaperDialog(CaseForm):
    """What a recorded step says: its day, form and effect, its paper; what is put right asks for the reason."""

    def __init__(self, parent: QWidget, register: Register, view: CaseView, then: Then, step: StepRow) -> None:
        super().__init__(parent, register, "Sửa bước đã ghi", "Ghi lại", "file-text")
        self._view, self._then, self._step = view, then, step
        self.subtitle.setText(f"{step.name}, {step.day:%d/%m/%Y}")
        asked = FIELDS[step.kind]
        form = PickTyped("Hình thức", [(code, name) for code, name in LISTS["discipline_any_form"].items()])
        form.show_code(step.form)
        self.lay(
            {
                "day": (DayTyped("Ngày", step.day), 1),
                **({"form": (form, 1)} if "form" in asked else {}),
                **({"effective": (DayTyped("Hiệu lực từ", step.effective), 1)} if "effective" in asked else {}),
                "number": (LineTyped("Số văn bản", step.number), 1),
                "authority": (LineTyped("Cơ quan ban hành", step.authority), 2),
                "signer": (LineTyped("Người ký", step.signer), 1),
                "signer_post": (LineTyped("Chức vụ người ký", step.signer_post), 2),
                "provision": (LineTyped("Điều khoản áp dụng", step.provision), 3),
                "text": (LineTyped("Nội dung, kết quả", step.text), 3),
                "why": (LineTyped("Lý do sửa ngày, hình thức"), 3),
            }
        )
        self.fields["why"].inner.setEnabled(False)
        self.fields["number"].inner.setFocus()

    def _changes(self) -> tuple[Rung, ...]:
        """Day, form and effect where they were something else: before and after."""
        step, found = self._step, []
        days = (("day", step.day), ("effective", step.effective))
        for name, old in days:
            new = self.day(name)
            if new is not None and new != old:
                found.append(
                    Rung(self.fields[name].title, f"{shown_date(old) if old else '(trống)'} → {shown_date(new)}")
                )
        form = self.fields.get("form")
        if isinstance(form, PickTyped) and form.code and form.code != step.form:
            found.append(Rung(form.title, f"{step.form_name or '(trống)'} → {form.text}"))
        return tuple(found)

    def _on_changed(self) -> None:
        super()._on_changed()
        changes = self._changes()
        self.fields["why"].inner.setEnabled(bool(changes))
        if changes:
            note = "Trước và sau khi sửa; cả lần sửa là một thao tác, hoàn tác được."
            self.show_findings((Finding("Sẽ sửa", "info", rungs=changes, note=note),), may_override=False)

    def _carry_out(self) -> None:
        changed = bool(self._changes())
        if not self.wants("day", *(("why",) if changed else ())):
            return
        order = StepPaper(
            self._step.key, self.text("number"), self.text("authority"), self.text("signer"), self.text("signer_post"),
            self.text("text"), self.text("provision"), self.day("day"),
            self.code("form") if "form" in self.fields else None,
            self.day("effective") if "effective" in self.fields else None,
        )  # fmt: skip

        def done(made: Done) -> None:
            self.accept()
            self._then(" ".join((f"Đã sửa bước “{self._step.name}”.", *made.value.warnings)))

        said = f"Kỷ luật: sửa bước {self._step.name.lower()}, {self._view.row.name}"
        why = self.text("why") or "" if changed else ""
        self._register.do("discipline", said, edit_step, order, then=done, refused=self.on_refused, reason=why)
