"""Why somebody retires on that day, and what would be if: the law asked with other facts, nothing written."""

from dataclasses import dataclass, replace
from datetime import date

from db.models import Person
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer
from desktop_app.law.retirement import Facts, Retirement
from desktop_app.services.due.leaving import LONGER, CaseFacts, cases_on, running
from desktop_app.services.due.retirement_law import RetirementLaw, retirement_law
from desktop_app.services.due.staff import staff_on
from desktop_app.services.work import Work


@dataclass(frozen=True)
class WhatIf:
    """Other facts to ask with; what is not told stays as the register has it."""

    sex: str | None = None
    born: PartialDate | None = None
    early_case: str | None = None
    insured_months: int | None = None
    postponement: str | None = None
    lowest: bool = False


@dataclass(frozen=True)
class Explained:
    """The answer of the law for one person; ``wrong`` says which facts cannot be, and then there is no answer."""

    name: str
    sex: str
    born: str
    category: str
    answer: Answer[Retirement] | None
    wrong: str = ""
    field: str = ""


def explain(work: Work, person: Key, day: date) -> Explained:
    """The answer for a person as the register and the running case have it."""
    return _asked(retirement_law(work), _facts(work, person, day), _name(work, person))


def what_if(work: Work, person: Key, day: date, other: WhatIf) -> tuple[Explained, Explained]:
    """The answer as it is, and with the other facts; the record is not touched."""
    now, name = _facts(work, person, day), _name(work, person)
    changed = now
    if other.sex is not None or other.born is not None:
        number = "" if other.sex is not None else now.personal_number
        changed = replace(changed, sex=other.sex or now.sex, born=other.born or now.born, personal_number=number)
    if other.early_case is not None:
        changed = replace(changed, case=other.early_case or None)
    if other.insured_months is not None:
        changed = replace(changed, insured_months=other.insured_months)
    if other.postponement is not None:
        changed = replace(changed, postpone=(other.postponement,) if other.postponement else (), refused=False)
    changed = replace(changed, lowest=other.lowest)
    law = retirement_law(work)
    return _asked(law, now, name), _asked(law, changed, name)


def _name(work: Work, person: Key) -> str:
    held = work.session.get(Person, person)
    return held.full_name if held is not None else ""


def _facts(work: Work, person: Key, day: date) -> Facts:
    held = work.session.get(Person, person)
    if held is None:
        raise InvalidInput("Không tìm thấy hồ sơ này trong sổ.", "person")
    one = staff_on(work, day, [person]).get(person)
    case = running(cases_on(work, day, person).get(person, ()), day)
    return Facts(
        held.sex,
        held.born,
        day,
        one.category if one is not None and one.category else "CC",
        case=_early(case),
        insured_months=case.insured_months if case is not None else None,
        postpone=(case.postponement,) if case is not None and case.postponement else (),
        refused=case is not None and case.refused,
        applied=case.submitted_on if case is not None and case.kind == LONGER else None,
        personal_number=held.personal_number or "",
    )


def _early(case: CaseFacts | None) -> str | None:
    return case.early_case or None if case is not None and case.kind in {"nghi_truoc_tuoi", LONGER} else None


def _asked(law: RetirementLaw, facts: Facts, name: str) -> Explained:
    made = Explained(name, facts.sex or "", str(facts.born) if facts.born else "", facts.category, None)
    try:
        return replace(made, answer=law.retires(facts))
    except InvalidInput as wrong:
        return replace(made, wrong=str(wrong), field=wrong.field)
