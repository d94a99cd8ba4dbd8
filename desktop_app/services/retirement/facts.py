"""What the register knows for the papers of retirement, person by person, in a few readings for a whole batch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import Contact, Office, Person, Qualification, RetirementCase
from db.values import Dong, Key, PartialDate
from desktop_app.services import numbers
from desktop_app.services.letter_words import letter_words
from desktop_app.services.retirement.rows import RetireRow
from desktop_app.services.retirement.steps import rows_of
from desktop_app.services.signers import SignerRow, signers_on
from desktop_app.services.staffing_lists import LEAVING_REASONS
from desktop_app.services.work import Work

_SEVERAL = 500


@dataclass(frozen=True)
class LetterPerson:
    """One person as a letter names them; empty where the register does not know."""

    row: RetireRow
    name: str
    sex: str
    born: PartialDate | None
    birth_place: str
    insurance_number: str
    residence: str
    phone: str
    education: str
    one_off: Dong | None = None
    reason: str = ""


@dataclass(frozen=True)
class LetterOffice:
    """The office as its letters name it; ``words`` are those kept from the last letters."""

    name: str
    parent: str
    place: str
    symbol: str
    practice: bool
    words: dict[str, str]
    signers: tuple[SignerRow, ...]


def letter_people(work: Work, people: Sequence[Key]) -> tuple[LetterPerson, ...]:
    """Everybody in the order given; ``InvalidInput`` names whoever has no retirement moment."""
    rows = rows_of(work, people)
    held: dict[Key, Person] = {}
    phones: dict[Key, str] = {}
    levels: dict[Key, str] = {}
    resigning: dict[Key, RetirementCase] = {}
    for start in range(0, len(people), _SEVERAL):
        some = list(people[start : start + _SEVERAL])
        held |= {one.key: one for one in work.session.scalars(select(Person).where(Person.key.in_(some)))}
        calls = select(Contact).where(Contact.person.in_(some), Contact.kind == "phone").order_by(Contact.key)
        phones |= {one.person: one.value for one in work.session.scalars(calls)}
        degrees = select(Qualification).where(Qualification.person.in_(some), Qualification.kind == "chuyen_mon")
        for degree in work.session.scalars(degrees.order_by(Qualification.highest, Qualification.key)):
            levels[degree.person] = ", ".join(filter(None, (degree.level, degree.major)))
    leaving = {row.case: row.person for row in rows if row.case is not None and not row.retires}
    for case in work.session.scalars(select(RetirementCase).where(RetirementCase.key.in_(list(leaving)))):
        resigning[case.person] = case
    return tuple(
        LetterPerson(
            row, held[row.person].full_name, held[row.person].sex or "", held[row.person].born,
            held[row.person].birth_place or "", held[row.person].insurance_number or "",
            held[row.person].address or held[row.person].permanent_address or "", phones.get(row.person, ""),
            levels.get(row.person, ""), *_leaving(resigning.get(row.person)),
        )
        for row in rows
    )  # fmt: skip


def _leaving(case: RetirementCase | None) -> tuple[Dong | None, str]:
    """The sum and the reason of somebody who resigns: as noted, as the case has it, else their own wish where asked for."""
    if case is None:
        return None, ""
    told = LEAVING_REASONS.get(case.reason or "", "") if case.reason != "khac" else ""
    asked = "theo nguyện vọng cá nhân" if case.submitted_on is not None else ""
    return case.one_off, case.note or (told[:1].lower() + told[1:]) or asked


def letter_office(work: Work, day: date) -> LetterOffice:
    """The office and who signs on a day."""
    office = work.session.scalars(select(Office)).one()
    used = (*numbers.symbols(work, day.year), *numbers.symbols(work, day.year - 1))
    symbol = next((one.partition("-")[2] for one in used if "-" in one), "")
    return LetterOffice(
        office.name, office.parent_name or "", office.place or "", symbol, bool(office.practice), letter_words(work),
        signers_on(work, day),
    )  # fmt: skip
