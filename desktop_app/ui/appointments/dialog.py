"""One dialog for every kind of decision about people: the kind first, its fields, the law as she types, the deed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.errors import AppError
from desktop_app.reports.letters.movements import printable
from desktop_app.services.decisions import NewDecision
from desktop_app.services.find import Hit, people_named
from desktop_app.services.movements.cases import cases_asked
from desktop_app.services.movements.deeds import preview
from desktop_app.services.movements.form import Chosen, FormOptions, chosen, fields_of_kind, options, room
from desktop_app.services.movements.orders import Findings, Order
from desktop_app.services.official_lists import movement_kinds
from desktop_app.ui.appointments.asked import Asked
from desktop_app.ui.appointments.cases import CasesField
from desktop_app.ui.appointments.drafts import DraftBand, record_kept
from desktop_app.ui.appointments.fields import Rows
from desktop_app.ui.appointments.words import findings_of, passed_of, preview_lines
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.typed import LineTyped, PersonTyped, Typed
from desktop_app.ui.kit.widgets import button, label
from desktop_app.ui.register import Done, Register

_PAUSE_MS = 250
_TERM_KINDS = frozenset({"bo_nhiem_lai", "keo_dai"})
_SHOWN_PEOPLE = 8
_LONG_KIND = 24  # letters that one column shows
_LOOKED = "x"  # the cases were looked into
_WIDE = {"person": 2, "signer": 2, "unit": 1, "grounds": 2, "overrider": 3}


@dataclass(frozen=True)
class Wish:
    """What the dialog opens with: whom, which kind, and the assignment it is about."""

    people: tuple[bytes, ...] = ()
    kind: str = "bo_nhiem"
    target: bytes | None = None


class MovementDialog(DeedDialog):
    """Asks, checks behind the screen while she types, and carries out one decision for one or many people."""

    def __init__(
        self, parent: QWidget, register: Register, wish: Wish, then: Callable[[str, tuple[bytes, ...]], None]
    ) -> None:
        """``then`` hears what was written, and which movements she wants printed at once."""
        super().__init__(parent, "Quyết định mới", "Ghi quyết định", icon="arrows-left-right")
        self._register, self._wish, self._then = register, wish, then
        self._people: tuple[Chosen, ...] = ()
        self._options: FormOptions | None = None
        self._found: tuple[Findings, ...] = ()
        self._number_typed = False
        today = register.today
        self.person = PersonTyped("Người", self._look_up)
        self.asked = Asked(today)
        self.fields, self.pick, self.line = self.asked.fields, self.asked.pick, self.asked.line
        self.overrider = LineTyped("Cấp có thẩm quyền đã đồng ý")
        self.cases, self._cases_of = CasesField(), ("", b"", today)
        for field in self.fields.values():  # those a kind does not ask for go with the dialog too
            field.setParent(self)
            field.hide()
        self.drafts = DraftBand(register, self._texts)
        self.drafts.wanted.connect(self._fill_in)
        self._lay()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self.check)
        for one in (*self.fields.values(), self.overrider):
            one.changed.connect(self._timer.start)
        self.cases.changed.connect(self._timer.start)
        for name, field in self.fields.items():
            self.drafts.watch(name, field.inner)
        for name, inner in (("overriding", self.overriding), ("overrider", self.overrider.line)):
            self.drafts.watch(name, inner)
        self.cases.changed.connect(self.drafts.toucher("cases"))
        self.pick("kind").changed.connect(self._on_kind)
        self.pick("unit").changed.connect(self._on_unit)
        self.line("number").textEdited.connect(lambda _text: setattr(self, "_number_typed", True))
        self.person.found.connect(self._on_person)
        self.done_asked.connect(self._carry_out)
        self.printing = button("Ghi rồi in…", self._carry_out_and_print, icon="printer", key="Ctrl+P")
        self.extra.addWidget(self.printing)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self.printing.click)
        self._print = False
        self.show_problems(("chưa đọc xong",))
        register.ask(options, today, then=self._on_options, topic="movement-options")
        if wish.people:
            register.ask(chosen, wish.people, today, then=self._on_people, topic="movement-people")

    def _look_up(self, text: str, then: Callable[[Any], None]) -> None:
        self._register.ask(people_named, text, self._register.today, then=then, topic="movement-person")

    # --- parts ----------------------------------------------------------------------------------------------------

    def _lay(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        self._rows = Rows(grid, self._width)
        self._several = label("", "small", wrap=True)
        self._several.hide()
        self.body.addWidget(self.drafts)
        self.body.addLayout(grid)
        self.body.addWidget(self.cases)
        self.body.addWidget(self._several)
        self.overrider.hide()
        self.body.addWidget(self.overrider)
        self._lay_fields(("kind",))

    def _width(self, name: str) -> int:
        """How many of the three columns a field takes; a kind of a long name stands on a line of its own."""
        alone = len(self.pick("kind").text) > _LONG_KIND
        return 3 if alone and name in {"person", "kind"} else _WIDE.get(name, 1)

    def _lay_fields(self, names: Sequence[str]) -> None:
        order = ["kind", *(name for name in self.fields if name in names and name != "kind")]
        shown: list[tuple[str, Typed]] = [("person", self.person), *((name, self.fields[name]) for name in order)]
        self._rows.lay(shown, [one for name, one in self.fields.items() if name not in order])
        self._names = tuple(order)

    # --- what comes in --------------------------------------------------------------------------------------------

    def _on_options(self, found: FormOptions) -> None:
        self._options = found
        self.pick("kind").offer([(kind.code, kind.name) for kind in found.kinds])
        self.pick("kind").show_code(self._wish.kind)
        self.pick("unit").offer(found.units)
        self.pick("post").offer([(name, name) for name in found.posts])
        self.pick("signer").offer([(str(place), one.words) for place, one in enumerate(found.signers)])
        if found.signers:
            self.pick("signer").box.setCurrentIndex(0)
        self.line("number").setText(found.number)
        self.fields["number"].say("số kế tiếp trong sổ")
        self._on_kind()

    def _on_people(self, people: tuple[Chosen, ...]) -> None:
        self._people = people
        self.drafts.about([one.key for one in people])
        if not people:
            return
        first = people[0]
        several = len(people) > 1
        self.person.line.setText(f"{len(people)} người" if several else first.name)
        self.person.line.setCursorPosition(0)
        self.person.say(", ".join(one.name for one in people) if several else first.note)
        self.subtitle.setText("" if several else first.name)
        self._on_kind()

    def _on_person(self, hit: Hit) -> None:
        self._register.ask(chosen, (hit.key,), self._register.today, then=self._on_people, topic="movement-people")

    def _on_kind(self) -> None:
        kind = movement_kinds().get(self.pick("kind").code)
        if kind is None:
            return
        self._lay_fields(fields_of_kind(kind))
        count = len(self._people)
        self.show_deed(f"{kind.name} {count} người" if count > 1 else kind.name)
        expiry = self._people[0].term_ends if self._people else None
        if kind.code in _TERM_KINDS and expiry is not None:
            self.line("effective_on").setText(shown_date(expiry))
            many = "từng người theo ngày hết thời hạn cũ" if count > 1 else "từ ngày hết thời hạn cũ"
            self.fields["effective_on"].say(many)
        if kind.code == "khong_bo_nhiem_lai" and expiry is not None:
            self.line("effective_on").setText(shown_date(expiry + timedelta(days=1)))
        self._timer.start()

    def _on_unit(self) -> None:
        code, day = self.pick("unit").code, self.asked.day("effective_on")
        if not code or day is None:
            return
        unit = bytes.fromhex(code)
        self._register.ask(room, unit, day, then=self.fields["unit"].say, topic="movement-room")
        self._register.ask(
            options, day, unit, then=lambda made: self.pick("post").offer([(one, one) for one in made.posts]),
            topic="movement-posts",
        )  # fmt: skip

    # --- what is written ------------------------------------------------------------------------------------------

    def _decision(self) -> NewDecision:
        signers = self._options.signers if self._options else ()
        code = self.pick("signer").code
        signer = signers[int(code)] if code.isdigit() and int(code) < len(signers) else None
        kind = movement_kinds()[self.pick("kind").code]
        whom = self._people[0].name if len(self._people) == 1 else f"{len(self._people)} người"
        return NewDecision(
            self.line("number").text().strip(),
            self.asked.day("signed_on"),
            self.asked.day("effective_on"),
            authority=(signer.authority if signer else "") or (self._options.office if self._options else ""),
            signer_name=signer.name if signer else self.pick("signer").text,
            signer_post=signer.post if signer else "",
            capacity=signer.capacity if signer else "",
            subject=f"{kind.name}: {whom}",
        )

    def _orders(self, day: date) -> tuple[Order, ...]:
        kind = self.pick("kind").code
        order = self.asked.order(
            day,
            self._names,
            target=self._wish.target if kind == self._wish.kind else None,
            cases=self.cases.codes if len(self._people) == 1 else None,
            overridden=self.override_reason,
            overrider=self.overrider.text,
        )
        made = []
        for one in self._people:
            starts = one.term_ends if kind in _TERM_KINDS and len(self._people) > 1 and one.term_ends else day
            made.append(replace(order, person=one.key, effective_on=starts))
        return tuple(made)

    # --- what was typed and not recorded --------------------------------------------------------------------------

    def _texts(self) -> Mapping[str, str]:
        """Everything as texts, to be kept until it is recorded."""
        texts = {name: self.asked.text_of(name) for name in self.fields}
        target = self._wish.target.hex() if self._wish.target and self.pick("kind").code == self._wish.kind else ""
        cases = ",".join((_LOOKED, *self.cases.codes)) if self.cases.codes is not None else ""
        said = {"overriding": self.overriding.text(), "overrider": self.overrider.text}
        return texts | said | {"target": target, "cases": cases}

    def _fill_in(self, texts: Mapping[str, str]) -> None:
        """What was typed before, the kind first: it says what is asked."""
        if "kind" in texts:
            self.asked.put_text("kind", texts["kind"])
            kind, target = self.pick("kind").code, bytes.fromhex(texts.get("target", ""))
            same = self._wish.target if kind == self._wish.kind else None
            self._wish = replace(self._wish, kind=kind, target=target or same)
        for name in self.fields:
            if name != "kind" and name in texts:
                self.asked.put_text(name, texts[name])
        for name, said in (("overriding", self.overriding), ("overrider", self.overrider.line)):
            if name in texts:
                said.setText(texts[name])
        if texts.get("cases"):
            self.cases.put(texts["cases"].split(",")[1:])
        self._timer.start()

    def done(self, result: int) -> None:
        """Closed unrecorded, what was typed is offered again the next time."""
        self.drafts.keep()
        super().done(result)

    # --- checking and doing ---------------------------------------------------------------------------------------

    def check(self) -> None:
        """Ask the law and the register about what is typed, now."""
        self._timer.stop()
        wrong = self.asked.wrong(self._names)
        day = self.asked.day("effective_on")
        self._ask_cases(day)
        if not self._people or wrong or day is None or not self.pick("kind").code:
            self._show(wrong, ())
            return
        self._register.ask(
            preview,
            self._orders(day),
            self._decision(),
            then=lambda found: self._show({}, found),
            topic="movement-check",
        )

    def _ask_cases(self, day: date | None) -> None:
        """What the law asks about the person and the register does not hold; of one person only."""
        kind = self.pick("kind").code
        if len(self._people) != 1 or day is None:
            self.cases.hide()
            return
        wanted = (kind, self._people[0].key, day)
        if wanted != self._cases_of:
            self._cases_of = wanted
            self._register.ask(
                cases_asked, *wanted, then=lambda found: self.cases.offer(kind, found), topic="movement-cases"
            )

    def _show(self, wrong: Mapping[str, str], found: tuple[Findings, ...]) -> None:
        self._found = found
        told = {problem.field: problem.message for one in found for problem in one.problems} | dict(wrong)
        titles = []
        for name in self._names:
            if name in told:
                self.fields[name].say(told[name], "error")
                titles.append(self.fields[name].inner.accessibleName().lower())
            elif name not in {"number", "unit", "effective_on"} or self.fields[name].inner.property("state"):
                self.fields[name].say("")
        others = [text for name, text in told.items() if name not in self._names]
        if not self._people:
            titles.insert(0, "người")
        self._hint(found)
        self.show_findings(findings_of(found), passed_of(found))
        self.overrider.setVisible(any(one.refused for one in found))
        if self.overrider.isVisibleTo(self) and self.override_reason and not self.overrider.text:
            titles.append("cấp có thẩm quyền")
        lines = preview_lines([one.name for one in self._people], found)
        more = [f"… và {len(lines) - _SHOWN_PEOPLE} người"] if len(lines) > _SHOWN_PEOPLE else []
        self._several.setText("\n".join([*lines[:_SHOWN_PEOPLE], *more]))
        self._several.setVisible(bool(lines))
        self.show_problems((*titles, *others))

    def _hint(self, found: tuple[Findings, ...]) -> None:
        ends = found[0].term_ends if len(found) == 1 else None
        if ends is not None:
            name = "term_months" if "term_months" in self._names else "effective_on"
            if not self.fields[name].inner.property("state"):
                self.fields[name].say(f"đến {shown_date(ends)}")
        day = self.asked.day("effective_on")
        if day is not None and day > self._register.today and not self.fields["effective_on"].inner.property("state"):
            self.fields["effective_on"].say("Sau hôm nay: tự có hiệu lực.", "warn")

    def _carry_out_and_print(self) -> None:
        self._print = printable(self.pick("kind").code)
        self._carry_out()

    def _weigh(self) -> None:
        super()._weigh()
        self.printing.setEnabled(self.action.isEnabled() and printable(self.pick("kind").code))

    def _carry_out(self) -> None:
        day = self.asked.day("effective_on")
        if day is None or not self._people:
            return
        kind = movement_kinds()[self.pick("kind").code]
        whom = self._people[0].name if len(self._people) == 1 else f"{len(self._people)} người"
        summary = f"{kind.name}: {whom}"
        self.action.setEnabled(False)
        self._register.do(
            "movement", summary, record_kept, self._orders(day), self._decision(), self.drafts.place,
            then=lambda done: self._on_done(done, summary), refused=self._on_refused, reason=self.override_reason,
        )  # fmt: skip

    def _on_done(self, done: Done, summary: str) -> None:
        self.drafts.stop()
        self.accept()
        told = " ".join(done.value.told)
        wanted = done.value.movements if self._print else ()
        self._then(f"Đã ghi {summary}.{' ' + told if told else ''}", wanted)

    def _on_refused(self, trouble: AppError) -> None:
        self._print = False
        self.refuse(str(trouble))
