"""The papers of a discipline case: the facts its letters ask for, taken from the case, the file and the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy import select

from db.models import DisciplineCase, Office, Person
from db.values import Key
from desktop_app.document import Paper
from desktop_app.law.discipline_effects import salary_delay
from desktop_app.reports.letters.batch import person_facts, write_composed
from desktop_app.reports.letters.engine import Letter
from desktop_app.reports.letters.facts import Fact, Facts, is_missing
from desktop_app.reports.letters.facts import Key as Asked
from desktop_app.reports.letters.wording import in_force
from desktop_app.services import numbers
from desktop_app.services.discipline.case import CaseView, StepRow, case_view, post_on, symbol_of
from desktop_app.services.signers import SignerRow, signers_on
from desktop_app.services.work import Work

STEPS: Mapping[str, str] = {
    "discipline_notice": "thong_bao",
    "discipline_review_summons": "kiem_diem",
    "discipline_review_minutes": "kiem_diem",
    "discipline_extension": "keo_dai",
    "discipline_council": "lap_hoi_dong",
    "discipline_summons": "trieu_tap",
    "discipline_minutes": "hop_hoi_dong",
    "discipline_proposal": "kien_nghi",
    "discipline_decision": "quyet_dinh",
    "discipline_revoke": "huy_bo",
    "discipline_end": "quyet_dinh",
}
"""By kind of letter: the step whose paper it is."""
IN_CASE = frozenset(
    {"thanh_vien", "thu_ky", "chu_tich_hoi_dong", "y_kien", "so_phieu", "phieu_ky_luat", "phieu_khong", "hop_ngay"}
)
"""Facts that are better recorded in the case than typed for one paper."""
IN_FILE = frozenset({"ngay_sinh", "chuc_vu", "don_vi", "danh_xung"})


@dataclass(frozen=True)
class Draft:
    """What the clerk typed or chose for one paper: a step not recorded yet, the day, and facts by key."""

    kind: str
    day: date
    typed: Mapping[str, Fact]
    number: str = ""
    form: str = ""
    effective: date | None = None
    provision: str = ""
    draft: bool = False


@dataclass(frozen=True)
class Prepared:
    """A letter with its facts and what is still missing."""

    letter: Letter
    facts: Facts
    missing: tuple[Asked, ...]


def prepare(work: Work, case: Key, draft: Draft) -> Prepared:
    """The letter in force and its facts; nothing is printed while something is missing."""
    view = case_view(work, case, work.today)
    letter = in_force(work, draft.kind, draft.day, view.row.category)
    facts = {**case_facts(work, view, draft), **{name: value for name, value in draft.typed.items() if value}}
    return Prepared(letter, facts, letter.missing(facts, draft=draft.draft))


def paper_of(work: Work, case: Key, draft: Draft) -> Paper:
    """The paper; ``InvalidInput`` lists what is missing."""
    ready = prepare(work, case, draft)
    practice = work.session.scalars(select(Office.practice)).first()
    return ready.letter.compose(ready.facts, draft=draft.draft, watermark="VĂN PHÒNG THỰC HÀNH" if practice else "")


def letter_pdf(work: Work, case: Key, draft: Draft) -> bytes:
    """The paper as it will be printed."""
    from desktop_app.reports.paper_pdf import papers_bytes

    return papers_bytes([paper_of(work, case, draft)])


def write_letter(work: Work, case: Key, draft: Draft, out: Path) -> None:
    """Write the paper as Word or PDF, by the name's ending; ``InvalidInput`` for another one."""
    write_composed([paper_of(work, case, draft)], out)


def default_day(view: CaseView, kind: str, today: date) -> date:
    """The day of the step it is the paper of, or today."""
    step = view.step(STEPS[kind])
    return today if step is None or kind == "discipline_end" else step.day


def case_facts(work: Work, view: CaseView, draft: Draft) -> dict[str, Fact]:
    """Everything the register knows for the papers of a case; what it does not know is left out."""
    case = work.session.get_one(DisciplineCase, view.row.key)
    person = work.session.get_one(Person, view.row.person)
    post, unit = post_on(work, person.key, draft.day)
    step = view.step(STEPS[draft.kind])
    signer = _signer(work, view, step, draft.day)
    made = view.decisions()
    decision = made[-1] if made else view.step("quyet_dinh")
    facts: dict[str, Fact] = {
        **person_facts(person.full_name, person.sex or "", person.born, post, unit),
        "hanh_vi": case.act.rstrip("."),
        "ngay_phat_hien": view.row.detected,
        "han_xu_ly": view.row.deadline,
        "thoi_han_xu_ly": f"đến hết ngày {view.row.deadline:%d/%m/%Y}" if view.row.deadline else "",
        "han_moi": view.longest.value if view.longest else None,
        "han_cu": None if view.complicated else view.row.deadline,
        "ly_do": step.text if step else "",
        "thi_hanh": f"Thủ trưởng {unit}, các đơn vị có liên quan" if unit else "",
        "lan_trieu_tap": 1,
        **_office(work, signer),
        **_number(work, step, draft),
        **_council(view),
        **_decision(view, draft, decision),
    }
    limit = view.limit.value if view.limit else None
    if limit is not None and limit.limit is not None:
        facts["thoi_hieu"] = f"đến hết ngày {limit.limit:%d/%m/%Y}"
    whom = f"{str(facts['danh_xung']).lower()} {person.full_name}".strip()
    facts["noi_dung_hop"] = f"Xem xét, xử lý kỷ luật đối với {whom}"
    proposed = next(
        (one for one in reversed(view.steps) if one.form and one.kind in {"hop_hoi_dong", "kien_nghi"}), None
    )
    if proposed is not None and draft.kind in {"discipline_minutes", "discipline_proposal"}:
        facts["ket_luan"] = f"Thi hành kỷ luật bằng hình thức {proposed.form_name.lower()} đối với {whom}"
    return {name: value for name, value in facts.items() if not is_missing(value)}


def _signer(work: Work, view: CaseView, step: StepRow | None, day: date) -> SignerRow | None:
    known = signers_on(work, day) or view.signers
    if step is None or not step.signer:
        return known[0] if known else None
    same = next((one for one in known if one.name == step.signer), None)
    return same or SignerRow(None, step.signer, step.signer_post)


def _office(work: Work, signer: SignerRow | None) -> dict[str, Fact]:
    office = work.session.scalars(select(Office)).first()
    if office is None:
        return {}
    name = _whole(office.name)
    facts: dict[str, Fact] = {
        "co_quan": name,
        "co_quan_chu_quan": _whole(office.parent_name or ""),
        "dia_danh": office.place or "",
        "ky_hieu": symbol_of(work).partition("-")[2] or "UBND",
        "don_vi_luu": "NV",
    }
    if signer is not None:
        heading = signer.heading
        facts["nguoi_ky"] = signer.name
        facts["chuc_vu_nguoi_ky"] = signer.post
        facts["quyen_han"] = heading[0] if len(heading) > 1 else ""
        head = signer.post if signer.capacity in {"", "TM"} else "Chủ tịch"
        facts["tham_quyen"] = facts["noi_nhan_van_ban"] = f"{head} {name}"
    return facts


def _whole(name: str) -> str:
    return name.replace("UBND", "Ủy ban nhân dân")


def _number(work: Work, step: StepRow | None, draft: Draft) -> dict[str, Fact]:
    text = draft.number or (step.number if step is not None and draft.kind != "discipline_end" else "")
    written = numbers.parse(text)
    del work
    facts: dict[str, Fact] = {"ngay_ky": draft.day}
    if written is not None:
        facts["so"] = f"{written.number}{written.suffix}"
    return facts


def _council(view: CaseView) -> dict[str, Fact]:
    names = {"CB": "cán bộ", "CC": "công chức", "CC_LDQL": "công chức", "VC": "viên chức", "VC_QL": "viên chức"}
    facts: dict[str, Fact] = {"ten_hoi_dong": f"Hội đồng kỷ luật {names.get(view.row.category, '')}".strip()}
    seats = [one for one in view.members if one.role != "CLERK"]
    facts["thanh_vien"] = tuple(", ".join(filter(None, (one.name, one.post, one.role_name))) for one in seats)
    facts["thu_ky"] = next((one.name for one in view.members if one.role == "CLERK"), "")
    facts["chu_tich_hoi_dong"] = next((one.name for one in seats if one.role == "CHAIR"), "")
    facts["y_kien"] = tuple(f"{one.name}: {one.opinion}" for one in seats if one.opinion)
    meeting, review = view.step("hop_hoi_dong"), view.step("kiem_diem")
    held = meeting or review
    if review is not None:
        facts |= {"chu_toa": review.signer, "chuc_vu_chu_toa": review.signer_post}
    facts["hop_ngay"] = held.day if held is not None else None
    if meeting is not None and meeting.votes_cast is not None and meeting.votes_for is not None:
        facts |= {"so_phieu": meeting.votes_cast, "phieu_ky_luat": meeting.votes_for}
        facts["phieu_khong"] = meeting.votes_cast - meeting.votes_for
        if meeting.form_name:
            facts["phieu_hinh_thuc"] = (f"{meeting.form_name}: {meeting.votes_for:02d} phiếu",)
    return facts


def _decision(view: CaseView, draft: Draft, decision: StepRow | None) -> dict[str, Fact]:
    from desktop_app.law.discipline import FORMS

    form = draft.form or (decision.form if decision is not None else "")
    if draft.kind == "discipline_decision" and not form:
        form = next((one.form for one in reversed(view.steps) if one.form and one.kind == "kien_nghi"), "")
    name = FORMS.get(form, "")
    facts: dict[str, Fact] = {
        "hinh_thuc": name[:1].upper() + name[1:],
        "ngay_hieu_luc": draft.effective or (decision.effective if decision is not None else None) or draft.day,
        "dieu_khoan": draft.provision or (decision.provision if decision is not None else ""),
    }
    if form:
        facts["he_qua_luong"] = _pay(view.row.category, form, draft.effective or draft.day)
    if decision is not None:
        written = numbers.parse(decision.number)
        facts |= {
            "so_quyet_dinh": written.text if written else decision.number,
            "ngay_quyet_dinh": decision.day,
            "co_quan_quyet_dinh": _whole(decision.authority or view.office),
            "ngay_het_hieu_luc": view.row.ends,
        }
    return facts


def _pay(category: str, form: str, day: date) -> str:
    delay = salary_delay(category, form, day)
    if delay.value:
        return f"Thời gian nâng bậc lương thường xuyên kéo dài thêm {delay.value:02d} tháng theo quy định"
    if form == "HA_BAC_LUONG":
        return "Hạ một bậc lương đang hưởng"
    return (
        "Không hưởng chế độ thôi việc"
        if form == "BUOC_THOI_VIEC"
        else "Chế độ tiền lương, phụ cấp thực hiện theo quy định"
    )
