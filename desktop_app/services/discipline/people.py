"""What a dialog of discipline asks of a person's file before anything is written."""

from dataclasses import dataclass
from datetime import date

from db.values import Key
from desktop_app.law.discipline import CATEGORIES
from desktop_app.services.discipline.facts import category_on
from desktop_app.services.work import Work


@dataclass(frozen=True)
class PastFacts:
    """The category a person had on a day."""

    category: str
    category_name: str


def past_facts(work: Work, person: Key, day: date) -> PastFacts:
    """What the file says of a day."""
    category = category_on(work, person, day) or ""
    return PastFacts(category, CATEGORIES.get(category, ""))
