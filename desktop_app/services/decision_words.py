"""A decision in one line, as a file shows it and a clerk types it: ``15/QĐ-UBND ngày 20/04/2026, Nguyễn Văn An ký``."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from db.text import fold, nfc
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.services.decisions import NewDecision, named

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from desktop_app.services.work import Work

_LINE = re.compile(
    r"(?P<number>.*?)(?:\s*\bngày\s+(?P<day>\d{1,2}[/.-]\d{1,2}[/.-]\d{4}))?(?:\s*,\s*(?P<signer>.+?)\s+ký)?\s*"
)


def words(number: str | None, day: date | None, signer: str | None) -> str:
    """The line; what is not known is left out."""
    told = " ".join(filter(None, (number, f"ngày {shown(day)}" if day else "")))
    return ", ".join(filter(None, (told, f"{signer} ký" if signer else "")))


def read(text: str) -> NewDecision:
    """The decision a line means; ``InvalidInput`` where its day is none or nothing is told."""
    found = _LINE.fullmatch(nfc(text))
    if found is None or not any(found.groupdict().values()):
        raise InvalidInput("Ghi quyết định như “15/QĐ-UBND ngày 20/04/2026, Nguyễn Văn An ký”.", "decision")
    day = None
    if found["day"]:
        parts = [int(part) for part in re.split(r"[/.-]", found["day"])]
        try:
            day = date(parts[2], parts[1], parts[0])
        except ValueError:
            raise InvalidInput(f"Không có ngày {found['day']}.", "decision") from None
    return NewDecision((found["number"] or "").strip(), day, signer_name=(found["signer"] or "").strip(), own=False)


def told(session: "Session", keys: Iterable[Key] | None = None) -> Mapping[Key, str]:
    """The lines of decisions by key: of some, or of all."""
    from sqlalchemy import select

    from db.models import Decision

    query = select(Decision.key, Decision.number, Decision.signed_on, Decision.signer_name)
    if keys is not None:
        query = query.where(Decision.key.in_(list(keys)))
    return {key: words(number, day, signer) for key, number, day, signer in session.execute(query)}


def key_of(work: "Work", order: NewDecision) -> Key:
    """The decision that says this already, else a new one; somebody else's paper takes no number of the office."""
    from db.models import Decision
    from desktop_app.services.decisions import IN_FORCE

    known = named(work, order) if order.number else None
    if known is not None:
        return known
    made = Decision(
        number=order.number or None,
        signed_on=order.signed_on,
        signer_name=order.signer_name or None,
        kind=order.kind,
        state=IN_FORCE,
    )
    work.session.add(made)
    work.session.flush()
    return made.key


def alike(number: str, day: date | None, signer: str) -> tuple[str, date | None, str]:
    """What tells one paper from another where only this is known."""
    return fold(number), day, fold(signer)
