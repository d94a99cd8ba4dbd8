"""The papers of decisions about people: facts from the movement that was recorded, what is missing, PDF and Word."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from db.values import Key
from desktop_app.document import Paper
from desktop_app.errors import InvalidInput
from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.letters.engine import Letter
from desktop_app.reports.letters.facts import Fact, is_missing
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
from desktop_app.services.movement_papers import MovementPaper, movement_papers
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.retirement.facts import letter_office
from desktop_app.services.work import Work

LETTERS: Mapping[str, str] = {
    "tuyen_dung": "recruitment",
    "tiep_nhan": "recruitment",
    "bo_nhiem": "appointment",
    "bo_nhiem_lai": "reappointment",
    "keo_dai": "term_extension",
    "khong_bo_nhiem_lai": "not_reappointed",
    "dieu_dong": "transfer",
    "luan_chuyen": "rotation",
    "biet_phai": "secondment",
    "ket_thuc_biet_phai": "secondment_end",
    "kiem_nhiem": "concurrent",
    "giao_quyen": "acting_post",
    "phu_trach": "acting",
    "chuyen_doi_vi_tri": "position_change",
    "tu_chuc": "resignation_post",
    "thoi_giu_chuc_vu": "dismissal",
    "mien_nhiem": "dismissal",
    "thoi_viec": "leaving",
}
"""The text of a movement's paper, by its kind; discipline and retirement have papers of their own pages."""
_ELSEWHERE: Mapping[str, frozenset[str]] = {
    "Nghỉ hưu": frozenset({"nghi_huu", "nghi_huu_truoc_tuoi", "tinh_gian"}),
    "Kỷ luật": frozenset({"cach_chuc", "bai_nhiem", "giang_chuc", "buoc_thoi_viec"}),
}
IN_FILE = frozenset({"danh_xung", "ho_ten", "ngay_sinh", "chuc_vu", "don_vi"})
OF_DECISION = frozenset({"so", "ngay_ky", "nguoi_ky", "chuc_vu_nguoi_ky", "den_ngay", "chuc_vu_moi", "don_vi_moi"})
"""Facts the decision itself must tell: they are corrected there, not on its paper."""
OF_ONE = ("ly_do", "cong_viec_giao", "thoi_han_chu", "he_so_pccv", "tro_cap")
"""Facts that are of one paper alone: typed for it, never for a whole batch."""


def printable(kind: str) -> bool:
    """Whether there is a text for decisions of this kind."""
    return kind in LETTERS


def prepare(work: Work, movements: Sequence[Key], draft: Draft) -> Prepared:
    """The letters of these movements with their facts; nothing is printed while something is missing.

    ``InvalidInput`` names a kind of decision that has no text, or a decision of another office.
    """
    papers = movement_papers(work, movements)
    letters, lacks, asked, shared = [], [], set(), dict[str, Fact]()
    practice = False
    for one in papers:
        if one.kind not in LETTERS:
            where = next((page for page, kinds in _ELSEWHERE.items() if one.kind in kinds), "")
            way = f"giấy tờ của việc này ở trang {where}." if where else "hãy soạn bằng Word."
            raise InvalidInput(f"{one.name}: chưa có lời văn cho “{one.kind_name}”; {way}", "kind")
        if not one.ours:
            raise InvalidInput(
                f"{one.name}: quyết định {one.number} do {one.authority} ban hành; cơ quan đó in.", "kind"
            )
        day = one.signed_on or work.today
        office = letter_office(work, day)
        practice = office.practice
        shared = shared_facts(
            office, replace(draft, number=one.number, signer=one.signer or draft.signer, day=one.signed_on), day
        )
        letter = in_force(work, LETTERS[one.kind], day, one.category)
        facts = {**shared, **_own(one, draft, alone=len(papers) == 1)}
        facts = {name: value for name, value in facts.items() if not is_missing(value)}
        letters.append((letter, facts))
        asked |= {key.name for key in (*letter.keys(), *letter.may_have())}
        lacks += [
            lack for lack in _lacks(letter, facts, one, draft=draft.draft, alone=len(papers) == 1) if lack not in lacks
        ]
    words = {name: plain_words(shared.get(name)) for name in OF_OFFICE if name in asked and name != "ky_hieu"}
    return Prepared(tuple(letters), tuple(lacks), words, practice)


def _lacks(letter: Letter, facts: Mapping[str, Fact], one: MovementPaper, *, draft: bool, alone: bool) -> list[Lack]:
    found = []
    for lacking in letter.missing(facts, draft=draft):
        name = lacking.name
        if name in IN_FILE:
            where = "file"
        elif name in IN_OFFICE:
            where = "office"
        elif name in OF_DECISION:
            where = "decision"
        else:
            where = "alone" if name in OF_ONE and not alone else "here"
        own = where not in {"office", "here"}
        found.append(Lack(one.person if own else None, one.name if own else "", lacking, where))
    return found


def _own(one: MovementPaper, draft: Draft, *, alone: bool) -> dict[str, Fact]:
    written = numbers.parse(one.number)
    acting = movement_kinds()[one.kind].code == "phu_trach"
    facts: dict[str, Fact] = {
        "danh_xung": TITLES.get(one.sex, ""),
        "ho_ten": one.name,
        "ngay_sinh": one.born,
        "chuc_vu": one.post,
        "don_vi": one.unit,
        "chuc_vu_moi": one.new_post or one.post,
        "don_vi_moi": one.new_unit,
        "ngay_hieu_luc": one.day,
        "tu_ngay": one.day,
        "den_ngay": one.until,
        "thoi_han_chu": one.term,
        "he_so_pccv": one.allowance,
        "ly_do": one.reason,
        "cong_viec_giao": (one.new_unit or one.new_post) if acting else "",
    }
    if written is not None and not draft.draft:
        facts["so"] = f"{written.number}{written.suffix}"
    if one.signed_on is None or draft.draft:
        facts["ngay_ky"] = None
    if alone:
        typed = {name: text for name, text in draft.typed.items() if name in OF_ONE and text.strip()}
        facts |= {name: text for name, text in typed.items() if is_missing(facts.get(name))}
    return facts


def papers_of(work: Work, movements: Sequence[Key], draft: Draft, progress: Progress = no_progress) -> list[Paper]:
    """The papers in the order given; ``InvalidInput`` names whom something is missing for."""
    return compose_all(prepare(work, movements, draft), draft=draft.draft, progress=progress)


def papers_pdf(work: Work, movements: Sequence[Key], draft: Draft, progress: Progress = no_progress) -> bytes:
    """All of them as the pages that will be printed."""
    from desktop_app.reports.paper_pdf import papers_bytes

    return papers_bytes(papers_of(work, movements, draft), progress)


def write_papers(
    work: Work, movements: Sequence[Key], draft: Draft, out: Path, progress: Progress = no_progress
) -> None:
    """Write all of them as Word or PDF, by the name's ending; ``InvalidInput`` for another one."""
    write_composed(papers_of(work, movements, draft), out, progress)
