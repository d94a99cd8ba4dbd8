"""What discipline keeps a person from on a day: the one place that appointments, retirement, salary and rating ask."""

from collections.abc import Iterable, Mapping
from datetime import date

from db.values import Key
from desktop_app.law.answer import Answer
from desktop_app.law.discipline_effects import Cause, salary_delay
from desktop_app.law.restrictions import ALL_PURPOSES, Facts, Restriction
from desktop_app.law.restrictions import may as law_may
from desktop_app.law.restrictions import restrictions as law_restrictions
from desktop_app.services.discipline_facts import facts_on
from desktop_app.services.work import Work


def restrictions(work: Work, person: Key, day: date) -> tuple[Restriction, ...]:
    """Everything that holds the person back on the day: who, what, why, until when, and the provision."""
    facts = facts_on(work, [person], day).get(person)
    return law_restrictions(facts, day) if facts is not None else ()


def restrictions_of(work: Work, people: Iterable[Key] | None, day: date) -> Mapping[Key, tuple[Restriction, ...]]:
    """The restrictions of several people, or of all, in one reading; people without any are left out."""
    found = {person: law_restrictions(facts, day) for person, facts in facts_on(work, people, day).items()}
    return {person: held for person, held in found.items() if held}


def may(work: Work, person: Key, purpose: str, day: date) -> Answer[bool]:
    """Whether discipline lets a purpose (a key of ``PURPOSES``) through for the person on the day."""
    facts = facts_on(work, [person], day).get(person, Facts("", "CC"))
    return law_may(purpose, facts, day)


PURPOSES = ALL_PURPOSES
"""What can be asked about, with its Vietnamese name."""


def salary_causes(work: Work, person: Key, since: date, until: date) -> tuple[tuple[Cause, Answer[int]], ...]:
    """The decisions that take effect in a holding period (both days included), each with the months it delays the step."""
    found = []
    facts = facts_on(work, [person], until).get(person)
    for decided in facts.decisions if facts else ():
        case = decided.case
        if decided.annulled or decided.lifted or not since <= case.effective <= until:
            continue
        answer = salary_delay(case.category, case.form or None, case.effective, party_form=case.party_form)
        if answer.value is not None:
            act = f"{case.effective.isoformat()} {decided.name}"
            found.append((Cause(act, answer.value, "discipline"), answer))
    return tuple(found)
