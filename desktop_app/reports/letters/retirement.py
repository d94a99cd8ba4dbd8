"""The papers of retirement for one person or many: their facts from the register, where a missing one is filled in."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from db.values import Key
from desktop_app.reports.letters.batch import (
    IN_FILE,
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
from desktop_app.reports.letters.kinds import DECISION, INSURANCE, LEAVING, NOTICE, REPORT
from desktop_app.reports.letters.wording import in_force
from desktop_app.services.retirement.facts import LetterPerson, letter_office, letter_people
from desktop_app.services.work import Work

if TYPE_CHECKING:
    from desktop_app.reports.letters.engine import Letter

PREFIXES = {NOTICE: "TB", DECISION: "QĐ", INSURANCE: "", REPORT: "BC", LEAVING: "QĐ"}
FILES = {
    NOTICE: "thong-bao-nghi-huu",
    DECISION: "quyet-dinh-nghi-huu",
    INSURANCE: "cong-van-bhxh",
    REPORT: "bao-cao-cap-tren",
    LEAVING: "quyet-dinh-thoi-viec",
}
_IN_FILE = IN_FILE | {"noi_sinh", "so_bhxh", "noi_cu_tru", "ngay_nghi_huu", "ly_do", "tro_cap"}
_OF_NOTICE = frozenset({"so_thong_bao", "ngay_thong_bao"})
"""Facts that the notice of retirement gives: it must be issued first."""


def prepare(work: Work, people: Sequence[Key], draft: Draft) -> Prepared:
    """The letters in force with their facts; nothing is printed while something is missing."""
    day = draft.day or work.today
    office = letter_office(work, day)
    shared = shared_facts(office, draft, day)
    given = numbers_given(draft, len(people))
    known: dict[tuple[str, date], Letter] = {}
    made = Making(draft=draft.draft)
    for one, number in zip(letter_people(work, people), given, strict=True):
        category = one.row.category or "CC"
        signed = day if number or draft.day is not None else _issued_on(one, draft.kind) or day
        if (category, signed) not in known:
            known[category, signed] = in_force(work, draft.kind, signed, category)
        facts = {**shared, **_own(one), **_numbered(one, draft, number)}
        made.add(known[category, signed], facts, (one.row.person, one.name), _stands)
    return made.ready(shared, practice=office.practice)


def _stands(name: str) -> str:
    return "file" if name in _IN_FILE else "case" if name in _OF_NOTICE else stands(name)


def _own(one: LetterPerson) -> dict[str, Fact]:
    row = one.row
    return {
        **person_facts(one.name, one.sex, one.born, row.post, row.unit_name),
        "noi_sinh": one.birth_place,
        "so_bhxh": one.insurance_number,
        "noi_cu_tru": one.residence,
        "dien_thoai": one.phone,
        "trinh_do": one.education,
        "ngay_nghi_huu": row.leaves_on,
        "ngay_hieu_luc": row.leaves_on,
        "ly_do": one.reason,
        "tro_cap": f"{one.one_off.vietnamese} đồng" if one.one_off is not None else "",
        "so_thong_bao": row.notice_number,
        "ngay_thong_bao": row.noticed_on,
    }


def _numbered(one: LetterPerson, draft: Draft, number: str) -> dict[str, Fact]:
    """The number of this person's paper: given now, or already on the paper that was issued, with its day."""
    row = one.row
    issued = {NOTICE: row.notice_number, DECISION: row.decision_number, LEAVING: row.decision_number}.get(
        draft.kind, ""
    )
    found = {} if draft.draft else number_fact(number or issued)
    signed = _issued_on(one, draft.kind)
    if not number and signed is not None and draft.day is None:
        found["ngay_ky"] = signed
    return found


def _issued_on(one: LetterPerson, kind: str) -> date | None:
    """The day on which the paper was issued, where it was."""
    row = one.row
    return {NOTICE: row.noticed_on, DECISION: row.decided_on, LEAVING: row.decided_on}.get(kind)
