"""Whole records that go upward beside the list of people: every salary step, every relative, each with the key it has here."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.canonical import journal_value, shape_of
from db.fields import form_fields
from db.models import BY_NAME, Decision, Record
from db.revision import HEAD
from db.values import Key
from desktop_app.services.intake.beside import KINDS, MARKS, of_decision

if TYPE_CHECKING:
    from desktop_app.services.work import Work

CHUNK = 500


@dataclass(frozen=True)
class SentRow:
    """One record of a person: its key here, whose it is, its fields as they are stored, and the decision it rests on."""

    record: str
    key: Key
    person: Key
    values: dict[str, Any]
    decision: dict[str, Any]


def sent_rows(work: "Work", record: str, people: Sequence[Key], day: date) -> tuple[SentRow, ...]:
    """Every record of a kind of these people that had begun by a day, in their order, oldest first."""
    place = {key: number for number, key in enumerate(people)}
    found = [row for row in _read(work, BY_NAME[record], people) if (row.values.get("starts") or day) <= day]
    return tuple(sorted(found, key=lambda row: (place[row.person], str(row.values.get("starts") or ""), row.key)))


def _read(work: "Work", kind: type[Record], people: Sequence[Key]) -> Iterator[SentRow]:
    model: Any = kind
    names = [field.name for field in form_fields(kind) if not field.link and not field.blob]
    for start in range(0, len(people), CHUNK):
        rows = work.session.scalars(select(model).where(model.person.in_(people[start : start + CHUNK]))).all()
        wanted = {row.decision for row in rows if getattr(row, "decision", None)}
        papers = {one.key: one for one in work.session.scalars(select(Decision).where(Decision.key.in_(wanted)))}
        for row in rows:
            values = {name: getattr(row, name) for name in names}
            paper = papers.get(getattr(row, "decision", None) or b"")
            told = {name: getattr(paper, name) for name in of_decision()} if paper is not None else {}
            yield SentRow(
                model.__tablename__, row.key, row.person,
                {name: value for name, value in values.items() if value is not None},
                {name: value for name, value in told.items() if value is not None},
            )  # fmt: skip


def as_json(rows: Sequence[SentRow]) -> bytes:
    """The rows as the receiving program reads them: fields as the journal writes them, so that nothing is rounded or reworded."""
    told = [
        {
            "record": row.record,
            "key": row.key.hex(),
            "person": row.person.hex(),
            "fields": _journalled(row.record, row.values),
            "decision": _journalled("decision", row.decision),
        }
        for row in rows
    ]
    return json.dumps({"format": MARKS, "schema": HEAD, "rows": told}, ensure_ascii=False, indent=1).encode("utf-8")


def _journalled(record: str, values: dict[str, Any]) -> dict[str, Any]:
    codecs = shape_of(BY_NAME[record]).codecs
    return {name: journal_value(codecs[name], value) for name, value in values.items()}


def kinds_sent(holds: Sequence[str]) -> tuple[str, ...]:
    """The records that go, by what was chosen."""
    return tuple(record for name, record in KINDS.items() if name in holds)
