"""The notices of terms that end: facts from the register, what is missing, PDF and Word."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from db.values import Key
from desktop_app.document import Paper
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.letters.facts import Fact, is_missing
from desktop_app.reports.letters.movements import IN_FILE
from desktop_app.reports.letters.retirement import (
    IN_OFFICE,
    OF_OFFICE,
    TITLES,
    Draft,
    Lack,
    Prepared,
    compose_all,
    plain_words,
    shared_facts,
    write_composed,
)
from desktop_app.reports.letters.wording import in_force
from desktop_app.services import numbers
from desktop_app.services.movement_papers import signer_of
from desktop_app.services.retirement.facts import letter_office
from desktop_app.services.signers import signers
from desktop_app.services.term_notices import TermNotice, refuse_noticed, term_notices
from desktop_app.services.work import Work

NOTICE = "term_notice"


def prepare(work: Work, terms: Sequence[Key], draft: Draft) -> Prepared:
    """The notices of these terms with their facts; ``InvalidInput`` names whoever gets no notice.

    Without a number those that were given are printed again as they were.
    """
    day = draft.day or work.today
    office = letter_office(work, day)
    shared = shared_facts(office, draft, day)
    given = numbers.series(draft.number, len(terms)) if draft.number.strip() else ("",) * len(terms)
    signing = signers(work)
    letters, lacks, asked = [], list[Lack](), set[str]()
    for one, number in zip(term_notices(work, terms, day), given, strict=True):
        again = one.paper if not number and not draft.draft else None
        if number:
            refuse_noticed(one.row)
        signed = (again.signed_on if again is not None else None) or day
        letter = in_force(work, NOTICE, signed, one.row.category)
        written = numbers.parse(number or (again.number if again is not None else ""))
        facts = {**shared, **_own(one)}
        if again is not None:
            told = replace(draft, number=again.number or "", signer=signer_of(again, signing), day=signed)
            facts |= shared_facts(office, told, signed)
        if written is not None:
            facts["so"] = f"{written.number}{written.suffix}"
        facts = {name: value for name, value in facts.items() if not is_missing(value)}
        letters.append((letter, facts))
        asked |= {key.name for key in (*letter.keys(), *letter.may_have())}
        for lacking in letter.missing(facts, draft=draft.draft):
            name = lacking.name
            where = "file" if name in IN_FILE else "office" if name in IN_OFFICE else "here"
            own = where == "file"
            made = Lack(one.row.person if own else None, one.row.name if own else "", lacking, where)
            if made not in lacks:
                lacks.append(made)
    words = {name: plain_words(shared.get(name)) for name in OF_OFFICE if name in asked and name != "ky_hieu"}
    return Prepared(tuple(letters), tuple(lacks), words, office.practice)


def _own(one: TermNotice) -> Mapping[str, Fact]:
    row = one.row
    return {
        "danh_xung": TITLES.get(one.sex, ""),
        "ho_ten": row.name,
        "ngay_sinh": one.born,
        "chuc_vu": row.post,
        "don_vi": row.unit,
        "ngay_het_thoi_han": row.term_ends,
        "viec_xem_xet": one.looked_at,
        "han_bao_cao": one.report_by,
    }


def papers_of(work: Work, terms: Sequence[Key], draft: Draft, progress: Progress = no_progress) -> list[Paper]:
    """The notices in the order given; ``InvalidInput`` names whom something is missing for."""
    return compose_all(prepare(work, terms, draft), draft=draft.draft, progress=progress)


def notices_pdf(work: Work, terms: Sequence[Key], draft: Draft, progress: Progress = no_progress) -> bytes:
    """All of them as the pages that will be printed."""
    from desktop_app.reports.paper_pdf import papers_bytes

    return papers_bytes(papers_of(work, terms, draft), progress)


def write_notices(work: Work, terms: Sequence[Key], draft: Draft, out: Path, progress: Progress = no_progress) -> None:
    """Write all of them as Word or PDF, by the name's ending; ``InvalidInput`` for another one."""
    write_composed(papers_of(work, terms, draft), out, progress)
