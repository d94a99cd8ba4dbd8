"""The papers of decisions about people: facts from the movement that was recorded, where a missing one is filled in."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.batch import Draft, Making, Prepared, number_fact, person_facts, shared_facts, stands
from desktop_app.reports.letters.facts import Fact, is_missing
from desktop_app.reports.letters.wording import in_force
from desktop_app.services.movements.papers import MovementPaper, movement_papers
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
    alone, practice, shared = len(papers) == 1, False, dict[str, Fact]()
    made = Making(draft=draft.draft)
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
        facts = {**shared, **_own(one, draft, alone=alone)}
        made.add(letter, facts, (one.person, one.name), partial(_stands, alone=alone))
    return made.ready(shared, practice=practice)


def _stands(name: str, *, alone: bool) -> str:
    if name in OF_DECISION:
        return "decision"
    return "alone" if name in OF_ONE and not alone else stands(name)


def _own(one: MovementPaper, draft: Draft, *, alone: bool) -> dict[str, Fact]:
    acting = movement_kinds()[one.kind].code == "phu_trach"
    facts: dict[str, Fact] = {
        **person_facts(one.name, one.sex, one.born, one.post, one.unit),
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
    if not draft.draft:
        facts |= number_fact(one.number)
    if one.signed_on is None or draft.draft:
        facts["ngay_ky"] = None
    if alone:
        typed = {name: text for name, text in draft.typed.items() if name in OF_ONE and text.strip()}
        facts |= {name: text for name, text in typed.items() if is_missing(facts.get(name))}
    return facts
