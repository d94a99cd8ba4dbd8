"""Thử tính: another birth, sex, early case or postponement, beside what the register says; the record is not touched."""

from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QGridLayout, QWidget
from shiboken6 import isValid

from db.values import PartialDate
from desktop_app.errors import AppError
from desktop_app.law.calendar import shown
from desktop_app.law.retirement_cases import EARLY, LATE
from desktop_app.law.retirement_papers import POSTPONEMENTS
from desktop_app.services.find import people_named
from desktop_app.services.retirement.answers import Explained, WhatIf, what_if
from desktop_app.services.staffing_lists import LISTS
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.typed import LineTyped, PersonTyped, PickTyped, Typed, WholeTyped
from desktop_app.ui.kit.why import Rung, rung_of
from desktop_app.ui.kit.widgets import button, label
from desktop_app.ui.register import Register
from desktop_app.ui.retirement.columns import born_text, short

_PAUSE_MS = 250
_AS_IS = ("", "như trong hồ sơ")


def read_birth(text: str) -> PartialDate | None:
    """``20/06/1965``, ``06/1965`` or ``1965``; ``ValueError`` for anything else, nothing for nothing."""
    parts = [part for part in text.replace("-", "/").replace(".", "/").split("/") if part.strip()]
    if not parts:
        return None
    if len(parts) > 3 or len(parts[-1]) != 4:  # noqa: PLR2004 - day, month, year of four digits
        raise ValueError(text)
    return PartialDate(*(int(part) for part in reversed(parts)))


class WhatIfDialog(DeedDialog):
    """Both answers side by side, with the arithmetic of the other one."""

    def __init__(self, parent: QWidget, register: Register, person: bytes | None, name: str) -> None:
        super().__init__(parent, "Thử tính", "Đóng", subtitle="không ghi vào hồ sơ", icon="calculator")
        self.leave.hide()  # the deed itself is to close it
        self._register, self._key = register, person
        self.person = PersonTyped("Người", self._look_up)
        self.fields: dict[str, Typed] = {
            "born": LineTyped("Ngày sinh khác"),
            "sex": PickTyped("Giới tính", (_AS_IS, ("nam", "Nam"), ("nu", "Nữ"))),
            "insured": WholeTyped("Đóng BHXH (tháng)"),
            "early": PickTyped(
                "Tuổi thấp hơn, cao hơn",
                (_AS_IS, *((code, LISTS["retirement_early_case"][code]) for code in (*EARLY, *LATE))),
            ),
            "postpone": PickTyped(
                "Lùi thời điểm", (_AS_IS, *((code, LISTS["retirement_postponement"][code]) for code in POSTPONEMENTS))
            ),
        }
        born = self.fields["born"]
        if isinstance(born, LineTyped):
            born.line.setPlaceholderText("như 20/06/1965 hoặc 1965")
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.addWidget(self.person, 0, 0, 1, 3)
        places = {"born": (1, 0, 1), "sex": (1, 1, 1), "insured": (1, 2, 1), "early": (2, 0, 2), "postpone": (2, 2, 1)}
        for field, (row, place, span) in places.items():
            grid.addWidget(self.fields[field], row, place, 1, span)
        for place in range(3):
            grid.setColumnStretch(place, 1)
        self.body.addLayout(grid)
        self.now, self.then = label("", wrap=True), label("", "strong", wrap=True)
        self.body.addWidget(self.now)
        self.body.addWidget(self.then)
        self.extra.addWidget(
            button("Mở hồ sơ để sửa", self._open_person, icon="pencil-simple", tip="Sửa có quyết định")
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        for typed in self.fields.values():
            typed.changed.connect(self._timer.start)
        self.person.found.connect(self._on_person)
        self.done_asked.connect(self.accept)
        self.person.line.setText(name)
        if person is not None:
            self._check()

    def _look_up(self, text: str, then: Any) -> None:
        self._register.ask(people_named, text, self._register.today, then=then, topic="what-if-person")

    def _on_person(self, hit: Any) -> None:
        self._key = hit.key
        self._check()

    def _open_person(self) -> None:
        if self._key is not None:
            self.accept()
            self._register.wanted.emit("person", self._key)

    def asked(self) -> WhatIf:
        """The other facts; ``ValueError`` for a birth that is none."""
        born, sex, insured = self.fields["born"], self.fields["sex"], self.fields["insured"]
        early, later = self.fields["early"], self.fields["postpone"]
        return WhatIf(
            sex=sex.code or None if isinstance(sex, PickTyped) else None,
            born=read_birth(born.text) if isinstance(born, LineTyped) else None,
            early_case=early.code or None if isinstance(early, PickTyped) else None,
            insured_months=insured.number if isinstance(insured, WholeTyped) else None,
            postponement=later.code or None if isinstance(later, PickTyped) else None,
        )

    def _check(self) -> None:
        if self._key is None:
            return
        try:
            other = self.asked()
        except ValueError:
            self.fields["born"].say("Ghi ngày/tháng/năm, tháng/năm hoặc năm.", "error")
            return
        self.fields["born"].say("")
        self._register.ask(
            what_if, self._key, self._register.today, other, then=self._show, refused=self._on_refused, topic="what-if"
        )

    def _on_refused(self, trouble: AppError) -> None:
        if isValid(self):
            self.show_findings((Finding(str(trouble)),), may_override=False)

    def _show(self, found: tuple[Explained, Explained]) -> None:
        now, then = found
        self.now.setText(f"Trong hồ sơ: {_told(now)}")
        self.then.setText("" if then == now else f"Nếu như trên: {_told(then)}")
        made = []
        if then.answer is None:
            made.append(Finding(then.wrong, "warn"))
        else:
            refused = then.answer.verdict in {"khong_dat", "khong_ap_dung"}
            title = "Không đủ điều kiện theo trường hợp này" if refused else "Cách tính"
            rungs: tuple[Rung, ...] = tuple(rung_of(step) for step in then.answer.steps[:9])
            made.append(
                Finding(
                    title,
                    "warn" if refused else "info",
                    short(then.answer.basis),
                    rungs,
                    " ".join(then.answer.warnings),
                )
            )
        self.show_findings(made, may_override=False)
        self.action.setEnabled(True)


def _told(found: Explained) -> str:
    if found.answer is None:
        return found.wrong
    value = found.answer.value
    moment = value.moment if value else None
    facts = f"sinh {born_text(found.born)}" if found.born else "chưa có ngày sinh"
    if moment is None:
        return f"{facts}; chưa tính được. {' '.join(found.answer.steps[-1:])}"
    years, rest = divmod(moment.age_months, 12)
    age = f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"
    return f"{facts}; làm việc đến hết {shown(moment.last_working_day)}, hưởng lương hưu từ {shown(moment.pension_start)} ({age})."
