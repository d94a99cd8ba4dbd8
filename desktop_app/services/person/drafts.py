"""What is typed and not saved yet: kept in the data file beside the register, offered again after a crash."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select

from db.tables import DRAFT
from db.values import Key
from desktop_app.services.history import local_time
from desktop_app.services.work import Work

NEW = bytes(16)
"""The key of a draft of a row that is not there yet."""
NOBODY = bytes(16)
"""Whose draft it is while a person is typed who is not in the register yet."""
MOVEMENT = "movement_dialog"
"""What stands for the record in the draft of a decision about a person."""


@dataclass(frozen=True)
class Draft:
    """One row as it was being typed: the texts by field, and when (as clocks in Việt Nam show it)."""

    record: str
    key: Key | None
    typed: Mapping[str, str]
    saved_at: str


def keep_draft(work: Work, person: Key, record: str, key: Key | None, typed: Mapping[str, str], now: datetime) -> None:
    """Keep what is typed; nothing typed forgets it. No operation of the journal."""
    forget_draft(work, person, record, key)
    if typed:
        text = json.dumps(dict(typed), ensure_ascii=False)
        at = now.isoformat(timespec="seconds")
        values = {"person": person, "record": record, "key": key or NEW, "typed": text, "saved_at": at}
        work.session.execute(insert(DRAFT).values(**values))


def add_to_draft(
    work: Work, person: Key, record: str, key: Key | None, typed: Mapping[str, str], now: datetime,
    *, otherwise: Mapping[str, str],
) -> None:  # fmt: skip
    """Keep what is typed over what is kept already; ``otherwise`` is what stands where neither says anything."""
    before = draft_of(work, person, record, key)
    keep_draft(work, person, record, key, {**otherwise, **(before.typed if before is not None else {}), **typed}, now)


def forget_draft(work: Work, person: Key, record: str, key: Key | None) -> None:
    """Let a draft go: it was saved or given up."""
    where = (DRAFT.c.person == person, DRAFT.c.record == record, DRAFT.c.key == (key or NEW))
    work.session.execute(delete(DRAFT).where(*where))


def drafts_of(work: Work, person: Key) -> tuple[Draft, ...]:
    """What is waiting for a person's file."""
    rows = work.session.execute(select(DRAFT).where(DRAFT.c.person == person, DRAFT.c.record != MOVEMENT)).all()
    return tuple(_draft(row) for row in rows)


def draft_of(work: Work, person: Key, record: str, key: Key | None) -> Draft | None:
    """One draft; ``None`` where nothing was typed."""
    where = (DRAFT.c.person == person, DRAFT.c.record == record, DRAFT.c.key == (key or NEW))
    row = work.session.execute(select(DRAFT).where(*where)).one_or_none()
    return _draft(row) if row is not None else None


def _draft(row: Any) -> Draft:
    key = None if row.key == NEW else bytes(row.key)
    return Draft(row.record, key, json.loads(row.typed), local_time(row.saved_at))
