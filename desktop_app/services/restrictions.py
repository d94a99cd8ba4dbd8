"""What discipline keeps a person from on a day: the one place that appointments, retirement, salary and rating ask."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import SalaryStep
from db.values import Key
from desktop_app.law.answer import Answer
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.discipline_effects import Cause, salary_delay, total_delay
from desktop_app.law.packs import Pack
from desktop_app.law.restrictions import Facts, Restriction, disciplined
from desktop_app.law.restrictions import may as law_may
from desktop_app.law.restrictions import restrictions as law_restrictions
from desktop_app.services.discipline.facts import cases_of, facts_on
from desktop_app.services.figures import pack
from desktop_app.services.work import Work


def restrictions(work: Work, person: Key, day: date) -> tuple[Restriction, ...]:
    """Everything that holds the person back on the day: who, what, why, until when, and the provision."""
    facts = facts_on(work, [person], day).get(person)
    return law_restrictions(facts, day, pack(work, "discipline")) if facts is not None else ()


def restrictions_of(work: Work, people: Iterable[Key] | None, day: date) -> Mapping[Key, tuple[Restriction, ...]]:
    """The restrictions of several people, or of all, in one reading; people without any are left out."""
    figures = pack(work, "discipline")
    found = {person: law_restrictions(facts, day, figures) for person, facts in facts_on(work, people, day).items()}
    return {person: held for person, held in found.items() if held}


def may(work: Work, person: Key, purpose: str, day: date) -> Answer[bool]:
    """Whether discipline lets a purpose (a key of ``ALL_PURPOSES``) through for the person on the day."""
    facts = facts_on(work, [person], day).get(person, Facts("", "CC"))
    return law_may(purpose, facts, day, pack(work, "discipline"))


def under_discipline(work: Work, person: Key, day: date) -> str:
    """Why the person is under discipline on the day; empty where they are not."""
    facts = facts_on(work, [person], day).get(person)
    return disciplined(facts, day, pack(work, "discipline")) if facts is not None else ""


def _delays_in(facts: Facts, since: date | None, end: date, figures: Pack) -> list[tuple[Cause, Answer[int]]]:
    """Those that take effect from ``since`` on and before ``end``; a lifted one counts no more."""
    found = []
    for decided in facts.decisions:
        case = decided.case
        if decided.annulled or decided.lifted or not (since or date.min) <= case.effective < end:
            continue
        answer = salary_delay(
            case.category, case.form or None, case.effective, party_form=case.party_form, pack=figures
        )
        if answer.value is not None:
            act = f"{case.effective.isoformat()} {decided.name}"
            found.append((Cause(act, answer.value, "discipline"), answer))
    return found


@dataclass(frozen=True)
class SalaryDelay:
    """By how many months decisions push a step back, the day it then falls due, and how that was counted."""

    months: int
    due: date
    basis: tuple[str, ...]
    steps: tuple[str, ...]
    confirmed: bool


def salary_delays(work: Work, day: date) -> Callable[[Key, date | None, date], SalaryDelay | None]:
    """Reads all discipline known on a day once; then tells of a person's holding period by how much its end moves.

    A decision that takes effect in time added by another one counts too.
    """
    known, figures = facts_on(work, None, day), pack(work, "discipline")

    def delay(person: Key, since: date | None, due: date) -> SalaryDelay | None:
        facts = known.get(person)
        if facts is None:
            return None
        until, found = due, _delays_in(facts, since, due, figures)
        while found:
            total = total_delay([cause for cause, _ in found]).value or 0
            moved = add_months(due, total)
            if moved == until:
                break
            until, found = moved, _delays_in(facts, since, moved, figures)
        months = total_delay([cause for cause, _ in found]).value or 0
        if not months:
            return None
        basis = tuple(dict.fromkeys(line for _, answer in found for line in answer.basis))
        steps = tuple(line for _, answer in found for line in answer.steps)
        last = f"Mốc {shown(due)} + {months} tháng kéo dài = {shown(until)}."
        return SalaryDelay(months, until, basis, (*steps, last), all(answer.confirmed for _, answer in found))

    return delay


@dataclass(frozen=True)
class HeldMark:
    """What a card shows of discipline without shouting it: until when something is held back, and the case behind it."""

    text: str
    lines: tuple[str, ...]
    case: Key


def held_mark(work: Work, person: Key, day: date) -> HeldMark | None:
    """Whether something holds the person back on the day; the one place that cards and files ask.

    The rights decide who sees it at all.
    """
    held = restrictions(work, person, day)
    blocking = [one for one in held if one.blocks]
    if not blocking:
        return None
    cases = cases_of(work, [person])
    open_until = [one.until for one in blocking]
    last = None if None in open_until else max(one for one in open_until if one is not None)
    text = f"có hạn chế đến {shown(last)}" if last else "đang có hạn chế"
    return HeldMark(text, (*(one.sentence for one in held), *_later_step(work, person, day)), cases[-1].case.key)


def _later_step(work: Work, person: Key, day: date) -> Iterator[str]:
    """The next salary step where discipline moved it."""
    query = select(SalaryStep).where(SalaryStep.person == person)
    known = [one for one in work.session.scalars(query) if (one.starts or date.min) <= day]
    last = max(known, key=lambda one: (one.starts or date.min, one.key), default=None)
    if last is None or last.next_step_on is None:
        return
    later = salary_delays(work, day)(person, last.starts, last.next_step_on)
    if later is not None:
        yield f"Nâng bậc lương: lùi từ {shown(last.next_step_on)} sang {shown(later.due)} ({later.basis[0]})."
