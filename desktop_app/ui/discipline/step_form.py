"""The form of one step of a case: only what that step asks for; refusals beside their fields, the law's as a band."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop_app.law.discipline_lists import LISTS
from desktop_app.law.discipline_path import COUNCIL
from desktop_app.services.discipline.case import CaseView
from desktop_app.services.discipline.deeds import AddStep
from desktop_app.services.discipline.outlook import Outlook, Refusal
from desktop_app.ui.kit.deed import Finding, finding_band
from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PickTyped, TickTyped, Typed, WholeTyped
from desktop_app.ui.kit.widgets import column, empty_layout

_PAPER = ("day", "number", "signer", "authority", "text")
FIELDS: Mapping[str, Sequence[str]] = {
    "phat_hien": ("day", "number", "signer", "text"),
    "ket_luan": ("day", "number", "signer", "authority", "form", "text"),
    "thong_bao": _PAPER,
    "kiem_diem": ("day", "number", "signer", "text"),
    "bao_cao": ("day", "number", "signer", "text"),
    "keo_dai": _PAPER,
    "lap_hoi_dong": ("day", "number", "signer", "authority"),
    "trieu_tap": ("day", "number", "signer", "text"),
    "hop_hoi_dong": ("day", "number", "votes_for", "votes_cast", "form", "signer", "text"),
    "kien_nghi": ("day", "number", "form", "signer", "text"),
    "quyet_dinh": ("form", "number", "day", "effective", "signer", "authority", "provision", "text", "replaces", "despite"),
    "cong_bo": ("day", "number", "signer", "decision", "text"),
    "khong_vi_pham": (*_PAPER, "freed"),
    "dang_quyet_dinh": ("form", "number", "day", "effective", "signer", "authority"),
    "dang_cong_bo": ("day", "number", "signer", "text"),
    "dang_huy": ("day", "number", "signer", "authority", "text"),
    "ban_an": ("day", "number", "signer", "authority", "prison", "text"),
    "khieu_nai": ("day", "number", "signer", "decision", "text"),
    "ket_qua_khieu_nai": ("day", "number", "signer", "authority", "accepted", "text"),
    "huy_bo": ("decision", "number", "day", "back_from", "signer", "authority", "text"),
    "dinh_chinh": ("day", "number", "signer", "decision", "text"),
    "dinh_chi": _PAPER,
    "keo_dai_dinh_chi": _PAPER,
    "thoi_dinh_chi": _PAPER,
}  # fmt: skip
_ROOMY = 1.2  # with larger letters the fields stand one under another
_WIDE = frozenset({"text", "provision", "despite", "freed", "replaces", "decision"})
_OWN = frozenset({"quyet_dinh", "huy_bo", "lap_hoi_dong", "keo_dai"})
_OTHERS = frozenset(  # signed, if at all, by somebody who is not the office's own signer
    {
        "phat_hien",
        "hop_hoi_dong",
        "dang_quyet_dinh",
        "dang_cong_bo",
        "dang_huy",
        "ban_an",
        "khieu_nai",
        "ket_qua_khieu_nai",
    }
)
_DEEDS = {
    "quyet_dinh": "Ghi quyết định", "huy_bo": "Ghi huỷ bỏ", "hop_hoi_dong": "Ghi cuộc họp", "kiem_diem": "Ghi cuộc họp",
}  # fmt: skip
_TEXTS = {
    "hop_hoi_dong": "Nội dung, kết quả họp", "kiem_diem": "Nội dung kiểm điểm", "huy_bo": "Lý do huỷ bỏ",
    "keo_dai": "Lý do kéo dài", "quyet_dinh": "Trích yếu", "khieu_nai": "Nội dung khiếu nại, khởi kiện",
}  # fmt: skip


class StepForm(QWidget):
    """``order()`` gives what is typed; ``changed`` says that it changed."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._view: CaseView | None = None
        self.fields: dict[str, Typed] = {
            "kind": PickTyped("Bước"),
            "form": PickTyped("Hình thức"),
            "number": LineTyped("Số văn bản"),
            "day": DayTyped("Ngày", today),
            "effective": DayTyped("Hiệu lực từ"),
            "signer": PickTyped("Người ký", editable=True),
            "authority": LineTyped("Cơ quan ban hành"),
            "votes_for": WholeTyped("Số phiếu đồng ý"),
            "votes_cast": WholeTyped("Số phiếu phát ra"),
            "prison": TickTyped("Bản án", "Phạt tù không cho hưởng án treo"),
            "accepted": TickTyped("Kết quả", "Chấp nhận khiếu nại, khởi kiện"),
            "provision": LineTyped("Điều khoản áp dụng"),
            "decision": PickTyped("Về quyết định"),
            "replaces": PickTyped("Thay thế"),
            "back_from": DayTyped("Trả lại từ ngày"),
            "text": LineTyped("Nội dung, kết quả"),
            "freed": PickTyped("Miễn trách nhiệm", [("", "không"), *LISTS["discipline_freed"].items()]),
            "despite": LineTyped("Vẫn xem xét vì"),
        }
        layout: QVBoxLayout = column(self, gap=8)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        layout.addLayout(self._grid)
        self._bands = column(gap=8)
        layout.addLayout(self._bands)
        layout.addStretch(1)
        self._laid: tuple[str, ...] = ()
        self._filling = False
        for one in self.fields.values():
            one.changed.connect(self._on_changed)
        self.pick("kind").changed.connect(self._on_kind)
        looks.changed.connect(self._on_look_changed)
        self._on_look_changed()

    def _on_look_changed(self) -> None:
        for name, one in self.fields.items():
            if name != "kind":
                one.stand_beside(look().px(104))

    # --- parts ----------------------------------------------------------------------------------------------------

    def pick(self, name: str) -> PickTyped:
        """A field that is a choice."""
        found = self.fields[name]
        assert isinstance(found, PickTyped)  # noqa: S101 - asked by a name of this form
        return found

    def line(self, name: str) -> LineTyped:
        """A field that is a line."""
        found = self.fields[name]
        assert isinstance(found, LineTyped)  # noqa: S101 - as above
        return found

    def day_of(self, name: str) -> DayTyped:
        """A field that is a day."""
        found = self.fields[name]
        assert isinstance(found, DayTyped)  # noqa: S101 - as above
        return found

    @property
    def kind(self) -> str:
        """The step that is typed."""
        return self.pick("kind").code

    @property
    def deed(self) -> str:
        """What the primary button does."""
        return _DEEDS.get(self.kind, "Ghi bước này")

    def show_case(self, view: CaseView, today: date) -> None:
        """Begin anew for a case: its current step first."""
        self._filling = True
        self._view, self._today = view, today
        self.pick("kind").offer(view.offers)
        self.pick("kind").box.setCurrentIndex(0)
        self._offer_signers(view)
        made = [(step.key.hex(), f"{step.number or 'chưa có số'}, {step.form_name.lower()}, {step.day:%d/%m/%Y}")
                for step in view.decisions()]  # fmt: skip
        self.pick("decision").offer(made)
        self.pick("replaces").offer([("", "không thay thế"), *made])
        for name in ("votes_for", "votes_cast", "provision", "text", "despite", "number", "back_from", "effective"):
            self.line(name).line.clear()
        self.pick("freed").box.setCurrentIndex(0)
        self._filling = False
        self._on_kind()

    def know(self, view: CaseView) -> None:
        """Something beside the steps changed: what is being typed stays."""
        self._view = view
        self._offer_signers(view)
        self.changed.emit()

    def _offer_signers(self, view: CaseView) -> None:
        self.pick("signer").offer([(str(place), one.words) for place, one in enumerate(view.signers)])

    def _on_kind(self) -> None:
        view = self._view
        if self._filling or view is None or not self.kind:
            return
        self._filling = True
        kind = self.kind
        self._lay(self._wanted(kind, view))
        self._rename(kind)
        self.day_of("day").line.setText(f"{self._today:%d/%m/%Y}")
        if kind in {"quyet_dinh", "dang_quyet_dinh"}:
            self.day_of("effective").line.setText(f"{self._today:%d/%m/%Y}")
        party = kind == "dang_quyet_dinh"
        named = {"KHIEN_TRACH", "CANH_CAO", "CACH_CHUC", "KHAI_TRU"}
        forms = (
            [(code, name) for code, name in LISTS["discipline_any_form"].items() if code in named]
            if party
            else view.forms
        )
        self.pick("form").offer([("", "chưa chọn"), *forms])
        proposed = next(
            (
                one.form
                for one in reversed(view.steps)
                if one.form and one.kind in {"kien_nghi", "hop_hoi_dong", "ket_luan"}
            ),
            "",
        )
        self.pick("form").show_code(proposed if kind == "quyet_dinh" and proposed else "")
        self.line("number").line.setText(view.number if kind in _OWN else "")
        self.fields["number"].say("số kế tiếp trong sổ" if kind in _OWN else "")
        others = kind in _OTHERS
        self.pick("signer").box.setCurrentIndex(0 if view.signers and not others else -1)
        if others:
            self.pick("signer").box.setEditText("")
        self.line("authority").line.setText("" if kind in _OTHERS else view.office)
        self._filling = False
        self._say_due(kind)
        self.changed.emit()

    def _rename(self, kind: str) -> None:
        self.fields["text"].rename(_TEXTS.get(kind, "Nội dung, kết quả"))
        self.fields["day"].rename("Ngày ký" if kind in _OWN else "Ngày")

    def _wanted(self, kind: str, view: CaseView) -> list[str]:
        names = list(FIELDS[kind])
        if "replaces" in names and not view.decisions():
            names.remove("replaces")
        rests = any(span.ends is None or span.ends >= self._today for span in view.spans)
        if "despite" in names and not rests:
            names.remove("despite")
        return names

    def _lay(self, names: Sequence[str]) -> None:
        if self._laid == tuple(names):
            return
        self._laid = tuple(names)
        while self._grid.count():
            self._grid.takeAt(0)
        row = place = 0
        before: QWidget = self.fields["kind"].inner
        for name in names:
            asked = self.fields[name]
            wide = name in _WIDE or look().zoom > _ROOMY
            if wide and place:
                row, place = row + 1, 0
            self._grid.addWidget(asked, row, place, 1, 2 if wide else 1)
            asked.show()
            row, place = (row + 1, 0) if wide or place else (row, 1)
            QWidget.setTabOrder(before, asked.inner)
            before = asked.inner
        for name, asked in self.fields.items():
            if name not in names and name != "kind":
                asked.hide()
                asked.setParent(self)

    def _say_due(self, kind: str) -> None:
        view = self._view
        stage = next((one for one in view.row.standing.stages if one.kind == kind), None) if view else None
        due = stage.due.value if stage is not None and stage.due is not None else None
        hint = f"chậm nhất {due:%d/%m/%Y}" if due else ""
        if kind in COUNCIL and view is not None and not view.members:
            hint = "; ".join(filter(None, (hint, "chưa ghi thành viên Hội đồng")))
        self.fields["day"].say(hint)

    def _on_changed(self) -> None:
        if not self._filling:
            self.changed.emit()

    # --- what is typed --------------------------------------------------------------------------------------------

    def problems(self) -> tuple[str, ...]:
        """Fields that hold what is no day or number."""
        found = []
        for name in self._laid:
            one = self.fields[name]
            if isinstance(one, DayTyped | WholeTyped) and one.wrong:
                one.say(f"“{one.text}” không đọc được.", "error")
                found.append(one.title.lower())
        if "day" in self._laid and self.day_of("day").day is None and not self.day_of("day").wrong:
            self.fields["day"].say("Phải ghi ngày.", "error")
            found.append("ngày")
        return tuple(found)

    def order(self) -> AddStep | None:
        """The step as typed; ``None`` while a field cannot be read."""
        view, day = self._view, self.day_of("day").day
        if view is None or day is None or not self.kind or self._wrong():
            return None
        values: dict[str, Any] = {}
        for name in self._laid:
            if name in {"day", "signer", "decision", "replaces"}:
                continue
            values[name] = self._value(name)
        if "signer" in self._laid:
            values["signer"], values["signer_post"] = self._signer(view)
        for name in ("decision", "replaces"):
            if name in self._laid and self.pick(name).code:
                values[name] = bytes.fromhex(self.pick(name).code)
        return AddStep(view.row.key, self.kind, day, **values)

    def _wrong(self) -> bool:
        held = [self.fields[name] for name in self._laid]
        return any(isinstance(one, DayTyped | WholeTyped) and one.wrong for one in held)

    def _value(self, name: str) -> Any:
        one = self.fields[name]
        if isinstance(one, DayTyped):
            return one.day
        if isinstance(one, WholeTyped):
            return one.number
        if isinstance(one, TickTyped):
            return one.box.isChecked()
        if isinstance(one, PickTyped):
            return one.code or None
        return one.text or None if isinstance(one, LineTyped) else None

    def _signer(self, view: CaseView) -> tuple[str | None, str | None]:
        code = self.pick("signer").code
        if code:
            chosen = view.signers[int(code)]
            return chosen.name, chosen.post
        name, _, post = self.pick("signer").text.partition(",")
        return name.strip() or None, post.strip() or None

    # --- what the law says ----------------------------------------------------------------------------------------

    def show_outlook(self, found: Outlook) -> bool:
        """Show refusal and warnings, and offer the forms of the day typed; whether the step may be written."""
        empty_layout(self._bands)
        self._offer_forms(found.forms)
        for name in self._laid:
            if name not in {"number", "day"}:
                self.fields[name].say("")
        if self.kind not in _OWN:
            self.fields["number"].say("")
        self._say_due(self.kind)
        refusal = found.refusal
        if refusal is not None:
            self.refuse(refusal)
        for warning in found.warnings:
            counted = warning.startswith(("Tính từ", "Hiệu lực"))
            self._bands.addWidget(finding_band(Finding(warning, "info" if counted else "warn")))
        return refusal is None

    def _offer_forms(self, forms: Sequence[tuple[str, str]]) -> None:
        """The forms of the day typed; one that is chosen stays to be seen, and why it cannot be."""
        if not forms or "form" not in self._laid or self.kind == "dang_quyet_dinh":
            return
        chosen = self.pick("form")
        known = dict(forms)
        kept = [(chosen.code, chosen.text)] if chosen.code and chosen.code not in known else []
        chosen.offer([("", "chưa chọn"), *forms, *kept])

    def refuse(self, refusal: Refusal) -> None:
        """Beside the field it is about, else as a band with its provision."""
        if refusal.field in self._laid:
            self.fields[refusal.field].say(refusal.message, "error")
            return
        self._bands.addWidget(finding_band(Finding(refusal.message, "danger", refusal.basis)))
