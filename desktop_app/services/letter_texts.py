"""The wording an office gave a letter of its own, kept in the register by letter, category and the version it stands over."""

from datetime import date

from sqlalchemy import select

from db.models import CatalogEntry
from desktop_app.services.work import Work

CATALOG = "letter_text"
_SAME = {"CC_LDQL": "CC", "VC_QL": "VC"}  # leaders get the same papers


def own_text(work: Work, kind: str, category: str, starts: date | None) -> str:
    """The office's wording over the version that holds from a day; empty where it has none."""
    found = _entry(work, kind, category, starts)
    return found.name if found is not None else ""


def kinds_with_own_text(work: Work) -> frozenset[str]:
    """The kinds of letters that the office wrote itself, for some category."""
    codes = work.session.scalars(select(CatalogEntry.code).where(CatalogEntry.catalog == CATALOG))
    return frozenset(code.partition("/")[0] for code in codes)


def keep_own_text(work: Work, kind: str, category: str, starts: date | None, text: str) -> None:
    """Keep a wording in place of an earlier one; an empty one gives the shipped wording back."""
    found = _entry(work, kind, category, starts)
    if found is not None and not text:
        work.session.delete(found)
    elif found is not None:
        found.name = text
    elif text:
        work.session.add(CatalogEntry(catalog=CATALOG, code=_code(kind, category), name=text, starts=starts))
    work.session.flush()


def _code(kind: str, category: str) -> str:
    return f"{kind}/{_SAME.get(category, category)}"


def _entry(work: Work, kind: str, category: str, starts: date | None) -> CatalogEntry | None:
    query = select(CatalogEntry).where(CatalogEntry.catalog == CATALOG, CatalogEntry.code == _code(kind, category))
    return next((one for one in work.session.scalars(query) if one.starts == starts), None)
