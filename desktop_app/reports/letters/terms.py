"""The notices of terms that end: their facts from the register."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from db.values import Key
from desktop_app.reports.letters.batch import (
    Draft,
    Making,
    Prepared,
    number_fact,
    numbers_given,
    person_facts,
    shared_facts,
    stands,
)
from desktop_app.reports.letters.facts import Fact
from desktop_app.reports.letters.wording import in_force
from desktop_app.services.movements.papers import signer_of
from desktop_app.services.retirement.facts import letter_office
from desktop_app.services.signers import signers
from desktop_app.services.term_notices import TermNotice, refuse_noticed, term_notices
from desktop_app.services.work import Work

NOTICE = "term_notice"


def prepare(work: Work, terms: Sequence[Key], draft: Draft) -> Prepared:
    """The notices of these terms with their facts; ``InvalidInput`` names whoever gets no notice.

    Without a number those that were given are printed again as they were; a draft leaves the number to the hand.
    """
    day = draft.day or work.today
    office = letter_office(work, day)
    shared = shared_facts(office, draft, day)
    given = numbers_given(draft, len(terms))
    signing = signers(work)
    made = Making(draft=draft.draft)
    for one, number in zip(term_notices(work, terms, day), given, strict=True):
        again = one.paper if not number and not draft.draft else None
        if number:
            refuse_noticed(one.row)
        signed = (again.signed_on if again is not None else None) or day
        letter = in_force(work, NOTICE, signed, one.row.category)
        facts = {**shared, **_own(one)}
        if again is not None:
            told = replace(draft, number=again.number or "", signer=signer_of(again, signing), day=signed)
            facts |= shared_facts(office, told, signed)
        if not draft.draft:
            facts |= number_fact(number or (again.number if again is not None else ""))
        made.add(letter, facts, (one.row.person, one.row.name), stands)
    return made.ready(shared, practice=office.practice)


def _own(one: TermNotice) -> Mapping[str, Fact]:
    row = one.row
    return {
        **person_facts(row.name, one.sex, one.born, row.post, row.unit),
        "ngay_het_thoi_han": row.term_ends,
        "viec_xem_xet": one.looked_at,
        "han_bao_cao": one.report_by,
    }
