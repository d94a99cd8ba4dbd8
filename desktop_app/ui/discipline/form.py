"""The frame of every dialog of discipline: fields in a grid, what is missing and what is refused beside each."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.errors import AppError, InvalidInput, RuleBroken
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.find import people_named
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.typed import DayTyped, LineTyped, PersonTyped, PickTyped, TickTyped, Typed, WholeTyped
from desktop_app.ui.register import Register

Then = Callable[[str], None]
_NOT_SAID = ("", "chưa ghi")


class CaseForm(DeedDialog):
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
        found = self.fields.get(name)
        return found.day if isinstance(found, DayTyped) else None

    def whole(self, name: str) -> int | None:
        """A whole number, or nothing."""
        found = self.fields[name]
        return found.number if isinstance(found, WholeTyped) else None

    def ticked(self, name: str) -> bool | None:
        """A tick: yes, or nothing said."""
        found = self.fields[name]
        return True if isinstance(found, TickTyped) and found.box.isChecked() else None

    def _on_changed(self) -> None:
        wrong: list[Typed] = []
        for one in self.fields.values():
            if isinstance(one, DayTyped | WholeTyped):
                what = "một ngày có thật" if isinstance(one, DayTyped) else "một số"
                one.say(f"“{one.text}” không phải là {what}." if one.wrong else "", "error" if one.wrong else "")
                wrong += [one] if one.wrong else []
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


def choices(name: str) -> Sequence[tuple[str, str]]:
    """The entries of a list, and that nothing is said."""
    return [_NOT_SAID, *LISTS[name].items()]


def categories(first: str) -> Sequence[tuple[str, str]]:
    """The categories of people in service after one that leaves it to the file; ``first`` names that."""
    return [("", first), *((code, text) for code, text in LISTS["discipline_category"].items() if code != "RETIRED")]
