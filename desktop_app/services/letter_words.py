"""What an office writes the same way on all its letters (its symbol, the insurance office …), kept in the register."""

from collections.abc import Mapping

from sqlalchemy import select

from db.models import CatalogEntry
from desktop_app.services.work import Work

CATALOG = "letter_fact"
_LONGEST = 200


def letter_words(work: Work) -> dict[str, str]:
    """What was kept, by the key of the letters' facts."""
    kept = select(CatalogEntry).where(CatalogEntry.catalog == CATALOG).order_by(CatalogEntry.key)
    return {one.code: one.name for one in work.session.scalars(kept)}


def keep_letter_words(work: Work, words: Mapping[str, str]) -> None:
    """Keep these for the next letter; what is empty or the same is left as it is."""
    kept = {one.code: one for one in work.session.scalars(select(CatalogEntry).where(CatalogEntry.catalog == CATALOG))}
    for code, text in words.items():
        said = " ".join(text.split())[:_LONGEST]
        if said and code in kept:
            kept[code].name = said
        elif said:
            work.session.add(CatalogEntry(catalog=CATALOG, code=code, name=said))
