"""What a disciplinary decision brings: its twelve months, the delay of the salary step, bans per purpose, the rating."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.discipline import CATEGORIES, FORMS, ORDER, RETIRED, form_possible, pack_of
from desktop_app.law.packs import Pack

PURPOSES: Mapping[str, str] = {
    "PLANNING": "đưa vào quy hoạch",
    "TRAINING": "đào tạo, bồi dưỡng",
    "EQUAL_POST": "bổ nhiệm chức vụ tương đương",
    "HIGHER_POST": "bổ nhiệm chức vụ cao hơn",
}
PARTY_FORMS: Mapping[str, str] = {
    "KHIEN_TRACH": "khiển trách",
    "CANH_CAO": "cảnh cáo",
    "CACH_CHUC": "cách chức",
    "KHAI_TRU": "khai trừ",
}
GROUNDS: Mapping[str, str] = {
    "DUTY": "công vụ, nhiệm vụ, hoạt động nghề nghiệp",
    "IDEOLOGY": "tư tưởng chính trị",
    "MORALS": "đạo đức, lối sống",
    "OTHER": "không liên quan đến công vụ, nhiệm vụ",
}
NEVER: Literal["never"] = "never"
NONE: Literal["none"] = "none"
Free = date | Literal["never", "none"] | None
"""The first free day; ``never`` where a ban has no end, ``none`` where there is none, ``None`` where it is not settled."""

NEW_CBCC, NEW_VC = date(2025, 7, 1), date(2026, 7, 1)
CIVIL = frozenset({"CB", "CC", "CC_LDQL"})
LEAVING = frozenset({"BAI_NHIEM", "BUOC_THOI_VIEC"})


@dataclass(frozen=True)
class Punished:
    """A decision as the law sees it: category then, form, day of effect, the Party's decision before it."""

    category: str
    form: str
    effective: date
    party_form: str | None = None
    party_date: date | None = None
    party_managed: bool = True
    corruption: bool = False


@dataclass(frozen=True)
class Component:
    """One part of a ban: where it comes from, whom it keeps from what, and the first day it does so no more."""

    part: Literal["law", "party", "decision", "planning_list", "corruption"]
    purpose: str
    until: Free
    basis: str
    note: str
    confirmed: bool = True


@dataclass(frozen=True)
class Effect:
    """All that follows from one decision; ``bans`` by purpose are the latest of their components."""

    starts: date
    ends: date | None
    salary_delay_months: int | None
    bans: Mapping[str, Free]
    components: tuple[Component, ...]
    reapply_from: date | None = None


def decision_span(case: Punished, pack: Pack | None = None) -> Answer[tuple[date, date]]:
    """From when the decision counts and the first day it is lapsed: twelve months, from the Party's decision if that came first."""
    pack = pack_of(pack)
    row = pack.at("validity", case.category, case.effective)
    excepted = pack.at("party_date_except", case.category, case.effective)
    if row is None or excepted is None:
        return unregulated(f"hiệu lực của quyết định kỷ luật đối với {CATEGORIES[case.category]}")
    start = case.effective
    steps = []
    if case.party_date is not None and case.party_date < case.effective:
        if case.form in excepted.value:
            steps.append(f"Hình thức {FORMS[case.form]} tính từ ngày ký, không tính từ ngày kỷ luật Đảng.")
        else:
            start = case.party_date
            steps.append(f"Tính từ ngày quyết định kỷ luật Đảng có hiệu lực {shown(start)}.")
    ends = add_months(start, row.value)
    steps.append(
        f"Hiệu lực {row.value} tháng: {shown(start)} + {row.value} tháng = {shown(ends)}, sau đó tự hết hiệu lực."
    )
    warnings = () if row.confirmed else ("Thời gian hiệu lực trước ngày này chưa được xác nhận.",)
    unsettled = () if row.confirmed else ("decision_ends",)
    return Answer((start, ends), None, (row.basis,), tuple(steps), warnings, row.confirmed, unsettled)


def matching_form(category: str, party_form: str | None) -> str | None:
    """The administrative form that answers a Party form; "cách chức" in the Party of one without a post is "cảnh cáo"."""
    if party_form == "CACH_CHUC" and category == "VC":
        return "CANH_CAO"
    if party_form == "KHAI_TRU":
        return "BAI_NHIEM" if category == "CB" else "BUOC_THOI_VIEC"
    return party_form


def salary_delay(
    category: str, form: str | None, day: date, *, party_form: str | None = None, pack: Pack | None = None
) -> Answer[int]:
    """Months by which the regular step comes later; without an administrative form the matching one of the Party form."""
    used = form or matching_form(category, party_form)
    row = pack_of(pack).at("salary_delay", category, day)
    if row is None or used is None:
        return unregulated(f"kéo dài thời gian nâng bậc lương đối với {CATEGORIES[category]} ngày {shown(day)}")
    steps = []
    if form and party_form:
        steps.append("Có cả kỷ luật Đảng và hành chính: chỉ tính theo hình thức hành chính.")
    elif party_form:
        steps.append("Chỉ có kỷ luật Đảng: tính theo hình thức hành chính tương ứng.")
    months = row.value.get(used)
    if months is not None:
        steps.append(f"Kéo dài thời gian nâng bậc lương {months} tháng ({FORMS[used]}).")
        return Answer(months, None, (row.basis,), tuple(steps))
    if used == "HA_BAC_LUONG":
        steps.append("Hạ bậc lương: bậc lương đã bị hạ, không có số tháng kéo dài.")
    elif used in LEAVING:
        steps.append(f"{FORMS[used].capitalize()}: không còn hưởng lương, không có số tháng kéo dài.")
    else:
        steps.append("Không có số tháng kéo dài cho hình thức này.")
    return Answer(None, "khong_ap_dung", (row.basis,), tuple(steps))


@dataclass(frozen=True)
class Cause:
    """Something that delays the step within one holding period: an act with its discipline, or a year rated badly.

    ``act`` is the same for a decision and a rating that come from one act.
    """

    act: str
    months: int
    kind: Literal["discipline", "rating"]


def total_delay(causes: Iterable[Cause]) -> Answer[int]:
    """The months of all causes: different causes add up, a rating for an act already punished does not, nor one act twice."""
    causes = tuple(causes)
    punished = {cause.act for cause in causes if cause.kind == "discipline"}
    by_act: dict[tuple[str, str], int] = {}
    steps = []
    for cause in causes:
        if cause.kind == "rating" and cause.act in punished:
            steps.append("Cùng một hành vi đã tính kéo dài do kỷ luật: không tính thêm do không hoàn thành nhiệm vụ.")
            continue
        key = (cause.kind, cause.act)
        by_act[key] = max(by_act.get(key, 0), cause.months)
    total = sum(by_act.values())
    added = " + ".join(str(months) for months in by_act.values()) or "0"
    steps.append(f"Tổng thời gian kéo dài: {added} = {total} tháng.")
    return Answer(total, None, ("TT 03/2021/TT-BNV (sửa đổi TT 08/2013/TT-BNV)",), tuple(steps))


def effect(case: Punished, pack: Pack | None = None) -> Answer[Effect]:
    """All that follows from a decision, each component with its provision; refused for a form the category did not have."""
    pack = pack_of(pack)
    possible = form_possible(case.category, case.form, case.effective, pack)
    if possible.verdict == "khong_dat":
        return Answer(None, "khong_dat", possible.basis, possible.steps, hard=True)
    span = decision_span(case, pack)
    start, ends = span.value or (case.effective, None)
    delay = salary_delay(case.category, case.form, case.effective, party_form=case.party_form, pack=pack)
    components, unsettled, warnings = _components(case, start, ends, pack)
    bans = {purpose: _latest(purpose, components) for purpose in PURPOSES}
    bans.update(dict.fromkeys(unsettled & PURPOSES.keys()))
    reapply = pack.at("reapply_months", case.category, case.effective) if case.form == "BUOC_THOI_VIEC" else None
    steps = [*span.steps, *delay.steps, *(_sentence(one) for one in components)]
    again = add_months(case.effective, reapply.value) if reapply else None
    if reapply and again:
        steps.append(
            f"Được đăng ký dự tuyển lại từ {shown(again)}; vi phạm tham nhũng, đạo đức thì không vào vị trí liên quan."
        )
    if case.form in LEAVING:
        warnings.append("Không hưởng chế độ thôi việc.")
    open_keys = [*span.unsettled, *sorted(unsettled), *(one.purpose for one in components if not one.confirmed)]
    if ends is None:
        open_keys.append("decision_ends")
    if delay.verdict == "chua_co_quy_dinh":
        open_keys.append("salary_delay_months")
    basis = [*span.basis, *delay.basis, *(one.basis for one in components), *((reapply.basis,) if reapply else ())]
    basis += possible.basis
    value = Effect(start, ends, delay.value, bans, components, again)
    return Answer(
        value,
        None if delay.value is not None or ends is not None else "chua_co_quy_dinh",
        tuple(dict.fromkeys(basis)),
        tuple(steps),
        (*span.warnings, *warnings),
        confirmed=not open_keys,
        unsettled=tuple(dict.fromkeys(open_keys)),
    )


def _sentence(one: Component) -> str:
    if one.part == "planning_list":
        return f"Có quyết định kỷ luật thì {one.note} ({one.basis})."
    if isinstance(one.until, date):
        end = f"đến trước {shown(one.until)}"
    else:
        end = {NEVER: "không có thời hạn", NONE: "không hạn chế"}.get(one.until or "", "chưa rõ thời hạn")
    return f"{PURPOSES[one.purpose].capitalize()}: {one.note}, {end} ({one.basis})."


def _latest(purpose: str, components: Iterable[Component]) -> Free:
    found = [one.until for one in components if one.purpose == purpose]
    if NEVER in found:
        return NEVER
    if None in found:
        return None
    return max((one for one in found if isinstance(one, date)), default=NONE)


def _components(
    case: Punished, start: date, ends: date | None, pack: Pack
) -> tuple[tuple[Component, ...], set[str], list[str]]:
    """The parts of every ban, the purposes that are not settled, and what to warn of."""
    found, unsettled, warnings = _law(case, start, pack)
    found += _running(case, ends, pack)
    if case.party_managed and case.category in {*CIVIL, "VC", "VC_QL"}:
        party, unknown = _party(case, start, pack)
        found += party
        unsettled |= unknown
    forever = pack.at("corruption_no_leadership", case.category, case.effective)
    if case.corruption and case.form == "CACH_CHUC" and forever is not None:
        note = "cách chức vì tham nhũng thì không bổ nhiệm chức vụ lãnh đạo, quản lý"
        found += [Component("corruption", one, NEVER, forever.basis, note) for one in ("EQUAL_POST", "HIGHER_POST")]
        unsettled -= {"EQUAL_POST", "HIGHER_POST"}
    return tuple(found), unsettled, warnings


def _law(case: Punished, start: date, pack: Pack) -> tuple[list[Component], set[str], list[str]]:
    row = pack.at("bans", case.category, case.effective)
    if row is None:
        warning = (
            f"Chưa có quy định về hạn chế sau kỷ luật đối với {CATEGORIES[case.category]} ngày {shown(case.effective)}."
        )
        return [], set(PURPOSES), [warning]
    months = row.value["months"]
    if not months:
        return _no_months(case, row.basis)
    if case.form not in months:
        return [], set(PURPOSES), [f"Luật không quy định số tháng hạn chế cho hình thức {FORMS[case.form]}."]
    until = add_months(start, months[case.form])
    note = f"{shown(start)} + {months[case.form]} tháng = {shown(until)}"
    purposes = ["PLANNING", "TRAINING", "HIGHER_POST"]
    if case.form in row.value["any_post"]:
        purposes.append("EQUAL_POST")
    return [Component("law", one, until, row.basis, note) for one in purposes], set(), []


def _no_months(case: Punished, basis: str) -> tuple[list[Component], set[str], list[str]]:
    """The laws of 2025: no months of their own. What Party rules say of planning and training was not read."""
    found = [
        Component("law", one, NONE, basis, "luật không còn quy định số tháng") for one in ("EQUAL_POST", "HIGHER_POST")
    ]
    unsettled = {"PLANNING"}
    warnings = ["Thời gian chưa đưa vào quy hoạch chưa có quy định rõ: cần hỏi cấp có thẩm quyền."]
    if case.category in CIVIL and not case.party_managed:
        found.append(Component("law", "TRAINING", NONE, basis, "luật không còn quy định số tháng"))
    else:
        unsettled.add("TRAINING")
        warnings.append("Thời gian chưa cử đào tạo, bồi dưỡng chưa có quy định rõ: cần hỏi cấp có thẩm quyền.")
    return found, unsettled, warnings


def _running(case: Punished, ends: date | None, pack: Pack) -> list[Component]:
    """What is kept back while the decision runs; a decision of the older law that still runs on the day counts too."""
    if ends is None:
        return []
    new = NEW_CBCC if case.category in CIVIL else NEW_VC
    day = max(case.effective, new)
    row = pack.at("running_blocks", case.category, day)
    if row is None or ends <= day:
        return []
    note = "quyết định kỷ luật đang có hiệu lực"
    return [Component("decision", one, ends, row.basis, note, row.confirmed) for one in row.value if one in PURPOSES]


def _party(case: Punished, start: date, pack: Pack) -> tuple[list[Component], set[str]]:
    found: list[Component] = []
    unknown: set[str] = set()
    forms = {(case.form, start)}
    if case.party_form and case.party_date:
        forms.add((case.party_form, case.party_date))
    for form, day in sorted(forms, key=lambda one: (one[1], ORDER.get(one[0], 9))):
        row = pack.at("party_bans", case.category, day)
        months = row.value.get(form) if row else None
        if row is not None and months is not None:
            until = add_months(day, months)
            note = f"theo hình thức {FORMS[form]}, {shown(day)} + {months} tháng = {shown(until)}"
            found.append(Component("party", "HIGHER_POST", until, row.basis, note))
        elif row is not None and form == "KHAI_TRU":
            found.append(Component("party", "HIGHER_POST", None, row.basis, "khai trừ khỏi Đảng", confirmed=False))
            unknown.add("HIGHER_POST")
    out = pack.at("party_planning", case.category, case.effective)
    if out is not None:  # a deed to do at once, not a ban: when the person may come back is not said
        found.append(Component("planning_list", "PLANNING", NONE, out.basis, "đưa ra khỏi quy hoạch ngay"))
    return found, unknown


def rating_effect(
    category: str,
    ground: str,
    day: date,
    *,
    already_counted: bool = False,
    old_unit: bool = False,
    pack: Pack | None = None,
) -> Answer[bool]:
    """Whether discipline on the ground forces "không hoàn thành nhiệm vụ" for the year of the day.

    ``already_counted``: the same act was counted in a year already (Party discipline, or the rating itself).
    """
    row = None if category == RETIRED else pack_of(pack).at("rating", category, day)
    if row is None:
        return unregulated(f"ảnh hưởng của kỷ luật đến xếp loại đối với {CATEGORIES[category]} năm {day.year}")
    if already_counted:
        once = "Một hành vi chỉ tính cho một năm xếp loại: hành vi này đã tính."
        return Answer(False, None, (row.basis,), (once,))
    if ground in row.value["counts"]:
        steps = [f"Bị kỷ luật trong năm {day.year} về {GROUNDS[ground]}: không hoàn thành nhiệm vụ."]
        if old_unit:
            steps.append("Hành vi xảy ra ở đơn vị cũ: tính vào kết quả của đơn vị cũ.")
        return Answer(True, None, (row.basis,), tuple(steps))
    if ground in row.value["not"]:
        apart = f"Hành vi {GROUNDS[ground]}: không là căn cứ xếp loại của năm {day.year}."
        return Answer(False, None, (row.basis,), (apart,))
    return unregulated(f"ảnh hưởng của kỷ luật về {GROUNDS[ground]} đến xếp loại năm {day.year}")


def changed_form_span(case: Punished, changed: date, pack: Pack | None = None) -> Answer[tuple[date, date]]:
    """The span of the decision that follows a changed Party form: time already served is deducted."""
    span = decision_span(case, pack)
    if span.value is None:
        return span
    start, ends = span.value
    served = (
        f"Đã thi hành từ {shown(start)} đến {shown(changed)}: được trừ; quyết định mới còn hiệu lực đến {shown(ends)}."
    )
    return Answer(
        (changed, ends), None, span.basis, (*span.steps, served), span.warnings, span.confirmed, span.unsettled
    )


def detention_pay(category: str, day: date, *, cleared: bool | None = None, pack: Pack | None = None) -> Answer[int]:
    """The percent of pay while detained; once ``cleared`` the rest is repaid, once dismissed or convicted it is not."""
    row = pack_of(pack).at("detention_pay", category, day)
    if row is None:
        return unregulated(f"tiền lương khi bị tạm giữ, tạm giam đối với {CATEGORIES[category]} ngày {shown(day)}")
    steps = [
        f"Hưởng {row.value}% tiền lương (gồm phụ cấp chức vụ, thâm niên vượt khung, thâm niên nghề, chênh lệch bảo lưu)."
    ]
    if cleared:
        steps.append("Được kết luận không vi phạm, kỷ luật oan: truy lĩnh phần còn lại.")
    elif cleared is False:
        steps.append("Bị buộc thôi việc hoặc bị kết án: không được truy lĩnh phần còn lại.")
    return Answer(row.value, None, (row.basis,), tuple(steps), confirmed=row.confirmed)
