"""The whole career as one line of events, past and to come, drawn from the rows of a file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.values import PartialDate
from desktop_app.services.movements.effects import SECONDED
from desktop_app.services.person.file import FileRow, Part, PersonFile


@dataclass(frozen=True)
class Event:
    """One point of the line: when (ISO, as far as known), what, more about it, which row; ``ahead``: not yet.

    A row of ``decision`` stands in the register of decisions, any other in the file.
    """

    when: str
    title: str
    detail: str
    record: str
    key: bytes
    ahead: bool

    @property
    def shown_when(self) -> str:
        """``2016``, ``06/2016`` or ``30/06/2016``."""
        return "/".join(reversed(self.when.split("-")))


_LEFT_OUT = frozenset({"contact", "family_member", "paper", "household", "health_check", "employment"})


def timeline(file: PersonFile) -> tuple[Event, ...]:
    """Every dated event of a file, newest first."""
    events: list[Event] = []
    person = file.person
    if person.values["recruited_on"]:
        recruited = person.values["recruited_on"]
        events.append(_event(file, person, recruited, "Tuyển dụng", person.texts["recruited_by"]))
    for part in file.parts:
        if part.record == "employment":
            events += _employment(file, part)
        elif part.record not in _LEFT_OUT:
            for row in part.rows:
                events += _of_row(file, part, row)
    for one in file.notices:
        title = one.subject.removesuffix(f": {file.name}") or "Thông báo"
        events.append(Event(str(one.day), title, f"Số {one.number}", "decision", one.key, one.day > file.as_of))
    events.sort(key=lambda event: event.when, reverse=True)
    return tuple(events)


def _event(file: PersonFile, row: FileRow, when: Any, title: str, detail: str) -> Event:
    first = when.earliest if isinstance(when, PartialDate) else when
    return Event(str(when), title, detail, row.record, row.key, first > file.as_of)


def _employment(file: PersonFile, part: Part) -> list[Event]:
    events = []
    for row in part.rows:
        values = row.values
        if values["ends"]:
            reason = row.texts["end_reason"] or f"Thôi là {row.texts['category'].lower()}"
            events.append(_event(file, row, values["ends"], reason, ""))
        if values["starts"] and str(values["starts"]) != str(file.person.values["recruited_on"]):
            events.append(_event(file, row, values["starts"], row.texts["category"] or "Vào làm", ""))
    return events


def _of_row(file: PersonFile, part: Part, row: FileRow) -> list[Event]:
    values, texts = row.values, row.texts
    if part.record == "assignment":
        return _assignment(file, row)
    if part.record == "salary_step":
        step = f"{texts['rank_name'] or texts['rank_code']}" + (f", bậc {texts['step']}" if texts["step"] else "")
        made = (
            [_event(file, row, values["starts"], step or "Hưởng lương", _pay(texts["coefficient"]))]
            if values["starts"]
            else []
        )
        # a step given before its time leaves the day the one before it was waiting for behind
        given = [str(other.values["starts"] or "") for other in part.rows if other.key != row.key]
        waits = not any(str(values["starts"] or "") < day <= str(values["next_step_on"]) for day in given)
        if values["next_step_on"] and values["next_step_on"] > file.as_of and waits:
            made.append(_event(file, row, values["next_step_on"], "Mốc nâng bậc lương", ""))
        return made
    if part.record == "qualification":
        day = values["ends"] or values["starts"]
        title = " ".join(filter(None, (texts["level"], texts["major"]))) or texts["kind"]
        return [_event(file, row, day, title, texts["school"])] if day else []
    if part.record == "party_membership":
        joined, official = values["joined_on"], values["official_on"]
        made = [_event(file, row, joined, "Vào Đảng", "")] if joined else []
        return [*made, _event(file, row, official, "Đảng viên chính thức", "")] if official else made
    return _plain(file, part, row)


def _pay(coefficient: str) -> str:
    return f"hệ số {coefficient}" if coefficient else ""


def _assignment(file: PersonFile, row: FileRow) -> list[Event]:
    values, texts = row.values, row.texts
    since = values["post_since"] or values["starts"]
    made = []
    if since:
        number = f"QĐ {texts['decision']}" if texts["decision"] else ""
        detail = " · ".join(filter(None, (texts["unit"], number)))
        made.append(_event(file, row, since, texts["post"] or "Nhận công tác", detail))
    if values["term_ends"] and (values["ends"] is None or values["term_ends"] <= values["ends"]):
        made.append(_event(file, row, values["term_ends"], _end_of(values), texts["post"]))
    return made


def _end_of(values: Mapping[str, Any]) -> str:
    """What ends on the last day of a row."""
    if values["acting"]:
        return "Hết thời hạn giao quyền, phụ trách"
    return "Hết thời hạn biệt phái" if values["movement"] in SECONDED else "Hết thời hạn giữ chức vụ"


def _plain(file: PersonFile, part: Part, row: FileRow) -> list[Event]:
    """Any other row: its first day, its first text."""
    day = next((value for value in row.values.values() if isinstance(value, (date, PartialDate))), None)
    words = [row.texts[field.name] for field in part.fields if field.holds is str and row.texts[field.name]]
    if day is None:
        return []
    return [_event(file, row, day, part.title if not words else words[0], part.title if words else "")]
