"""One case as its page shows it: who, the path, the days, what was recorded, what can be done next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import DisciplineCase, DisciplineInterval, DisciplineStep, Paper, Person
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer
from desktop_app.law.discipline import RETIRED, forms_possible
from desktop_app.law.discipline_effects import detention_pay
from desktop_app.law.discipline_limits import LIGHT, Limitation, handling_deadline, limitation
from desktop_app.law.discipline_lists import LISTS
from desktop_app.law.discipline_path import in_force
from desktop_app.services import decisions, numbers
from desktop_app.services.attachments import add_file
from desktop_app.services.discipline.acts import name_decision
from desktop_app.services.discipline.deeds import AddStep, Done, add_step, case_records, council_of
from desktop_app.services.discipline.facts import CaseRecords
from desktop_app.services.discipline.rows import CaseRow, ToRepeat, cases, to_give_back
from desktop_app.services.post_rows import unit_names
from desktop_app.services.signers import SignerRow, signers_on
from desktop_app.services.work import Work

SYMBOL = "QĐ-UBND"
RESTRICTED_SUBJECT = "Quyết định kỷ luật (hồ sơ hạn chế xem)"
_ASIDE = (
    "keo_dai",
    "dang_quyet_dinh",
    "dang_cong_bo",
    "ban_an",
    "dinh_chi",
    "keo_dai_dinh_chi",
    "thoi_dinh_chi",
    "khong_vi_pham",
)
_AGAIN = (
    "ket_luan",
    "thong_bao",
    "kiem_diem",
    "lap_hoi_dong",
    "hop_hoi_dong",
    "kien_nghi",
    "quyet_dinh",
    "khong_vi_pham",
    "dinh_chinh",
)
_AFTER = ("khieu_nai", "ket_qua_khieu_nai", "dang_huy", "huy_bo", "dinh_chinh", "quyet_dinh")


@dataclass(frozen=True)
class StepRow:
    """One recorded step; ``media`` says of what kind its scan is, empty without one."""

    key: Key
    kind: str
    name: str
    day: date
    form: str
    form_name: str
    effective: date | None
    number: str
    authority: str
    signer: str
    signer_post: str
    text: str
    provision: str
    votes_for: int | None
    votes_cast: int | None
    accepted: bool | None
    decision: Key | None
    back_from: date | None
    sha256: str = ""
    media: str = ""


@dataclass(frozen=True)
class SpanRow:
    """A span that does not count; without ``ends`` it goes on; ``note`` is what it brings for the pay."""

    key: Key
    kind: str
    name: str
    starts: date
    ends: date | None
    text: str
    note: str = ""


@dataclass(frozen=True)
class MemberRow:
    """A member of the council, or its clerk."""

    key: Key
    name: str
    role: str
    role_name: str
    post: str
    present: bool | None
    opinion: str


@dataclass(frozen=True)
class CaseView:
    """Everything the page of a case shows as of a day."""

    row: CaseRow
    day: date
    sex: str
    born: str
    post: str
    unit: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[StepRow, ...]
    spans: tuple[SpanRow, ...]
    members: tuple[MemberRow, ...]
    longest: Answer[date] | None
    limit: Answer[Limitation] | None
    now: str
    offers: tuple[tuple[str, str], ...]
    forms: tuple[tuple[str, str], ...]
    signers: tuple[SignerRow, ...]
    office: str
    number: str
    gives_back: tuple[ToRepeat, ...] = ()

    @property
    def complicated(self) -> bool:
        """Whether the longer time was decided."""
        return any(step.kind == "keo_dai" for step in self.steps)

    def step(self, kind: str) -> StepRow | None:
        """The newest step of a kind."""
        return next((step for step in reversed(self.steps) if step.kind == kind), None)

    def decisions(self) -> tuple[StepRow, ...]:
        """The decisions that were not cancelled."""
        gone = {step.decision for step in self.steps if step.kind == "huy_bo"}
        made = tuple(step for step in self.steps if step.kind == "quyet_dinh")
        return () if None in gone else tuple(step for step in made if step.key not in gone)


def case_view(work: Work, key: Key, day: date) -> CaseView:
    """A case as of a day; ``InvalidInput`` where there is none, or it was not known on the day."""
    records = case_records(work, key)
    row = next((one for one in cases(work, day, person=records.case.person) if one.key == key), None)
    if row is None:
        raise InvalidInput("Vụ việc này chưa có vào ngày đang xem.", "case")
    person = work.session.get_one(Person, records.case.person)
    post, unit = post_on(work, person.key, day)
    papers = _papers(work, records)
    steps = tuple(_step(one, papers) for one in records.steps if one.day <= day)
    spans = tuple(_span(one, records) for one in records.intervals)
    members = tuple(
        MemberRow(one.key, one.name, one.role, LISTS["council_role"][one.role], one.post or "", one.present, one.opinion or "")
        for one in council_of(work, key)
    )  # fmt: skip
    office = decisions.office_name(work)
    cancelled = next((one for one in reversed(steps) if one.kind == "huy_bo" and one.decision), None)
    back = to_give_back(work, cancelled.decision) if cancelled is not None and cancelled.decision else ()
    now = _now(row)
    known = [one for one in records.facts.steps if one.day <= day]
    again = any(one.kind == "quyet_dinh" for one in known) and not in_force(known)
    category = RETIRED if records.case.left_service else records.case.category
    forms = tuple((code, LISTS["discipline_form"][code]) for code in forms_possible(category, day, records.pack))
    return CaseView(
        row, day, person.sex or "", person.born.vietnamese if person.born else "", post, unit,
        _facts(records.case), steps, spans, members, _longest(records, day), _limit(records, day), now,
        _offers(row, steps, now, again=again), forms, signers_on(work, day), office,
        numbers.next_number(work, day.year, symbol_of(work)).text, back,
    )  # fmt: skip


def symbol_of(work: Work) -> str:
    """The symbol of the office's decisions: the most used one of this year and the last that begins with QĐ."""
    for year in (work.today.year, work.today.year - 1):
        for symbol in numbers.symbols(work, year):
            if symbol.startswith("QĐ"):
                return symbol
    return SYMBOL


def post_on(work: Work, person: Key, day: date) -> tuple[str, str]:
    """The main post of a person on a day and its unit; the last one where none is held then."""
    from db.models import Assignment

    held = list(work.session.scalars(select(Assignment).where(Assignment.person == person, Assignment.main.is_(True))))
    held.sort(key=lambda one: one.starts or date.min)
    on = [one for one in held if (one.starts or date.min) <= day and (one.ends is None or day <= one.ends)] or held
    if not on:
        return "", ""
    last = on[-1]
    return last.post or "", unit_names(work, min(day, last.ends or day)).get(last.unit, "") if last.unit else ""


def _now(row: CaseRow) -> str:
    return next((one.kind for one in row.standing.stages if one.status == "current"), "")


def _offers(row: CaseRow, steps: Iterable[StepRow], now: str, *, again: bool) -> tuple[tuple[str, str], ...]:
    """What can be recorded next: the current step first, those to come, then what comes from outside.

    ``again`` is a case whose decision was cancelled: it is handled anew, or found to be no violation.
    """
    done = {step.kind for step in steps}
    kinds = [now] if now else []
    kinds += [one.kind for one in row.standing.stages if one.status == "next"]
    if again:
        kinds = [*_AGAIN, *(kind for kind in kinds if kind != "cong_bo")]
    elif "quyet_dinh" in done:
        kinds += [kind for kind in _AFTER if kind != "ket_qua_khieu_nai" or "khieu_nai" in done]
    kinds += [kind for kind in _ASIDE if again or "quyet_dinh" not in done or kind.startswith(("dang", "thoi"))]
    kinds += [one.kind for one in row.standing.stages if one.status == "skipped"]
    if "dinh_chi" not in done:
        kinds = [kind for kind in kinds if kind not in {"keo_dai_dinh_chi", "thoi_dinh_chi"}]
    if "quyet_dinh" in done and not again:
        kinds = [kind for kind in kinds if kind not in {"khong_vi_pham", "keo_dai"}]
    if "dang_quyet_dinh" not in done:
        kinds = [kind for kind in kinds if kind not in {"dang_cong_bo", "dang_huy"}]
    return tuple((kind, LISTS["discipline_step"][kind]) for kind in dict.fromkeys(kinds))


def _facts(case: DisciplineCase) -> tuple[tuple[str, str], ...]:
    def listed(name: str) -> str:
        code = getattr(case, name)
        return LISTS[f"discipline_{name}"].get(code, "") if code else ""

    def day(value: date | None) -> str:
        return f"{value:%d/%m/%Y}" if value else ""

    span = " đến ".join(filter(None, (day(case.act_started), day(case.act_ended))))
    marks = (("duty_related", "liên quan đến công vụ"), ("corruption", "hành vi tham nhũng"), ("party_member", "đảng viên"),
             ("old_unit", "xảy ra ở đơn vị cũ"), ("left_service", "đã nghỉ việc, nghỉ hưu"))  # fmt: skip
    found = (
        ("Hành vi", case.act), ("Thời gian vi phạm", span), ("Nguồn phát hiện", case.found_by or ""),
        ("Nhóm hành vi", listed("ground")), ("Lĩnh vực", case.area or ""), ("Tính chất, mức độ", listed("gravity")),
        ("Mức của hành vi", listed("level")), ("Không áp dụng thời hiệu", listed("exempt")),
        ("Không họp kiểm điểm", listed("no_review")),
        ("Xếp loại", f"tính vào năm {case.rating_year}" if case.rating_year else ""),
        ("Đặc điểm", ", ".join(text for name, text in marks if getattr(case, name))), ("Ghi chú", case.remark or ""),
    )  # fmt: skip
    return tuple((label, text) for label, text in found if text)


def _papers(work: Work, records: CaseRecords) -> Mapping[Key, Paper]:
    wanted = [one.paper for one in records.steps if one.paper is not None]
    return {one.key: one for one in work.session.scalars(select(Paper).where(Paper.key.in_(wanted)))}


def _step(one: DisciplineStep, papers: Mapping[Key, Paper]) -> StepRow:
    paper = papers.get(one.paper) if one.paper is not None else None
    return StepRow(
        one.key, one.kind, LISTS["discipline_step"][one.kind], one.day, one.form or "",
        LISTS["discipline_any_form"].get(one.form or "", ""), one.effective, one.number or "", one.authority or "",
        one.signer or "", one.signer_post or "", one.text or "", one.provision or "", one.votes_for, one.votes_cast,
        one.accepted, one.decision, one.back_from, (paper.sha256 or "") if paper else "", (paper.media or "") if paper else "",
    )  # fmt: skip


def _span(one: DisciplineInterval, records: CaseRecords) -> SpanRow:
    note = ""
    if one.kind == "PROSECUTED_OR_DETAINED":
        pay = detention_pay(records.case.category, one.starts, pack=records.pack)
        note = f"Khi bị tạm giữ, tạm giam: {pay.steps[0]} ({pay.basis[0]})" if pay.value is not None else ""
    name = LISTS["discipline_not_counted"][one.kind]
    return SpanRow(one.key, one.kind, name, one.starts, one.ends, one.text or "", note)


def _longest(records: CaseRecords, day: date) -> Answer[date] | None:
    found = next((one.day for one in records.steps if one.kind == "phat_hien"), None)
    if found is None:
        return None
    spans = [(one.starts, one.ends or day) for one in records.intervals if one.starts <= (one.ends or day)]
    answer = handling_deadline(
        found, complicated=True, excluded=spans, category=records.case.category, pack=records.pack
    )
    return answer if answer.value is not None else None


def _limit(records: CaseRecords, day: date) -> Answer[Limitation] | None:
    act = records.act_day
    if act is None or records.case.exempt or act > day:
        return None
    spans = [(one.starts, one.ends or day) for one in records.intervals if one.starts <= (one.ends or day)]
    return limitation(records.case.level or LIGHT, act, records.case.category, day, excluded=spans, pack=records.pack)


def decide(work: Work, order: AddStep) -> Done:
    """A step of the case; the office's own decision is written into the register of decisions too, and uses its number.

    The register of decisions does not say who was punished: the case does, and it is restricted.
    """
    done = add_step(work, order)
    own = decisions.office_name(work)
    written = numbers.parse(order.number)
    if (
        order.kind in {"quyet_dinh", "huy_bo", "lap_hoi_dong", "keo_dai"}
        and written is not None
        and written.symbol
        and (order.authority or "").strip() in {own, ""}
    ):
        key = decisions.record(
            work,
            decisions.NewDecision(
                number=order.number or "",
                signed_on=order.day,
                effective_on=order.effective or order.day,
                authority=own,
                signer_name=order.signer or "",
                signer_post=order.signer_post or "",
                subject=RESTRICTED_SUBJECT,
            ),
        )
        name_decision(work, done.key, key)
    return done


def attach_scan(work: Work, step: Key, path: str) -> None:
    """Keep the scan of a step's paper."""
    from pathlib import Path

    found = work.session.get(DisciplineStep, step)
    if found is None:
        raise InvalidInput("Không còn bước này trong vụ việc.", "step")
    added = add_file(work, Path(path))
    paper = Paper(
        person=found.person,
        kind="Quyết định" if found.kind in {"quyet_dinh", "huy_bo"} else "Giấy tờ khác",
        title="Giấy tờ hạn chế xem",
        number=found.number,
        issued_on=found.day,
        sha256=added.sha256,
        media=added.kind,
        size=added.size,
    )
    work.session.add(paper)
    work.session.flush()
    found.paper = paper.key
    work.session.flush()
