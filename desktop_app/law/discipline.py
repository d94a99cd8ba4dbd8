"""Forms of discipline: which exist for whom and when, one level heavier, what a judgment or a repeated act leads to."""

from collections.abc import Mapping
from datetime import date
from typing import Literal

from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.packs import Pack, shipped

TOPIC = "discipline"
FORMS: Mapping[str, str] = {
    "KHIEN_TRACH": "khiển trách",
    "CANH_CAO": "cảnh cáo",
    "HA_BAC_LUONG": "hạ bậc lương",
    "GIANG_CHUC": "giáng chức",
    "CACH_CHUC": "cách chức",
    "BAI_NHIEM": "bãi nhiệm",
    "BUOC_THOI_VIEC": "buộc thôi việc",
    "XOA_TU_CACH_CHUC_VU": "xoá tư cách chức vụ, chức danh",
}
ORDER: Mapping[str, int] = {
    "KHIEN_TRACH": 1,
    "CANH_CAO": 2,
    "HA_BAC_LUONG": 3,
    "GIANG_CHUC": 3,
    "CACH_CHUC": 4,
    "XOA_TU_CACH_CHUC_VU": 4,
    "BAI_NHIEM": 5,
    "BUOC_THOI_VIEC": 5,
}
CATEGORIES: Mapping[str, str] = {
    "CB": "cán bộ",
    "CC": "công chức không giữ chức vụ lãnh đạo, quản lý",
    "CC_LDQL": "công chức lãnh đạo, quản lý",
    "VC": "viên chức không giữ chức vụ quản lý",
    "VC_QL": "viên chức quản lý",
    "HDLD": "người làm việc theo hợp đồng lao động",
    "KCT": "người hoạt động không chuyên trách",
    "RETIRED": "người đã nghỉ việc, nghỉ hưu",
}
RETIRED = "RETIRED"
LEADERS = frozenset({"CB", "CC_LDQL", "VC_QL"})
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "CB": ("CB",),
    "CC": ("CC", "CC_LDQL"),
    "CC_LDQL": ("CC", "CC_LDQL"),
    "VC": ("VC", "VC_QL"),
    "VC_QL": ("VC", "VC_QL"),
}
EXEMPTIONS: Mapping[str, str] = {
    "INCAPACITY": "mất năng lực hành vi dân sự khi có hành vi vi phạm",
    "SUPERIOR_ORDER": "chấp hành quyết định của cấp trên sau khi đã báo cáo",
    "EMERGENCY": "tình thế cấp thiết",
    "OBJECTIVE_DAMAGE": "thiệt hại do nguyên nhân khách quan, không vụ lợi",
    "APPROVED_INNOVATION": "đề xuất đổi mới, sáng tạo được cấp có thẩm quyền cho phép",
    "DEATH": "người vi phạm đã qua đời",
}
Gravity = Literal["LITTLE", "SERIOUS", "VERY_SERIOUS"]
GRAVITIES: Mapping[str, str] = {
    "LITTLE": "gây hậu quả ít nghiêm trọng",
    "SERIOUS": "gây hậu quả nghiêm trọng",
    "VERY_SERIOUS": "gây hậu quả rất nghiêm trọng",
}


def pack_of(pack: Pack | None) -> Pack:
    """The figures given, or those shipped."""
    return pack or shipped(TOPIC)


def _figure(form: str, category: str) -> tuple[str, str]:
    """Name of the figure and the category under which it is kept; those who left have figures of their own."""
    return (f"left_{form}", "CC") if category == RETIRED else (f"form_{form}", category)


def _row_exists(form: str, category: str, pack: Pack) -> bool:
    name, key = _figure(form, category)
    return name in pack.figures and key in pack[name].by_category


def regulated(category: str, pack: Pack | None = None) -> bool:
    """Whether any form is laid down for the category."""
    return any(_row_exists(form, category, pack_of(pack)) for form in FORMS)


def form_possible(category: str, form: str, day: date, pack: Pack | None = None) -> Answer[bool]:
    """Whether a form can be decided for the category on the day; "không đạt" where it never was or is no more."""
    pack = pack_of(pack)
    who, what = CATEGORIES[category], FORMS[form]
    if not regulated(category, pack):
        return unregulated(f"hình thức kỷ luật đối với {who}")
    name, key = _figure(form, category)
    row = pack.at(name, key, day) if name in pack.figures else None
    if row is not None:
        steps = (f"Ngày {shown(day)} {what} là hình thức kỷ luật áp dụng với {who}.",)
        warnings = () if row.confirmed else ("Căn cứ này chưa được xác nhận; đối chiếu văn bản gốc.",)
        unsettled = () if row.confirmed else ("allowed",)
        return Answer(True, "dat", (row.basis,), steps, warnings, row.confirmed, unsettled)
    possible = forms_possible(category, day, pack)
    basis = _basis_of_forms(category, day, pack)
    listed = f"Ngày {shown(day)} các hình thức áp dụng: {', '.join(FORMS[one] for one in possible)}."
    if not _row_exists(form, category, pack):
        never = f"Không có hình thức {what} đối với {who}."
        return Answer(False, "khong_dat", basis, (never, listed), hard=True)
    rows = list(pack[name].by_category[key])
    last = max((row.ends for row in rows if row.ends is not None), default=None)
    first = rows[0].starts
    if last is not None and day > last:
        over = f"Hình thức {what} đối với {who} chỉ áp dụng đến hết ngày {shown(last)}."
        return Answer(False, "khong_dat", (*basis, rows[-1].basis), (over, listed), hard=True)
    began = f"từ ngày {shown(first)}" if first else "ở thời điểm khác"
    later = f"Hình thức {what} đối với {who} áp dụng {began}."
    return Answer(False, "khong_dat", (*basis, rows[0].basis), (later, listed), hard=True)


def _basis_of_forms(category: str, day: date, pack: Pack) -> tuple[str, ...]:
    found = []
    for form in FORMS:
        name, key = _figure(form, category)
        row = pack.at(name, key, day) if name in pack.figures else None
        if row is not None:
            found.append(row.basis)
    return tuple(dict.fromkeys(found))[:1]


def forms_possible(category: str, day: date, pack: Pack | None = None) -> tuple[str, ...]:
    """The forms that can be decided for the category on the day, the lightest first."""
    pack = pack_of(pack)
    found = []
    for form in FORMS:
        name, key = _figure(form, category)
        if name in pack.figures and pack.at(name, key, day) is not None:
            found.append(form)
    return tuple(sorted(found, key=lambda form: ORDER[form]))


def heavier(category: str, running: str, new: str, day: date, pack: Pack | None = None) -> Answer[str]:
    """The form for a new act while a decision runs: one level above the heavier of the running form and the new act's.

    It stays at the heaviest form where there is none above.
    """
    pack = pack_of(pack)
    if category not in FAMILIES:
        return unregulated(f"xử lý vi phạm mới khi đang chấp hành kỷ luật đối với {CATEGORIES[category]}")
    rule = pack.at("heavier_rule", category, day)
    if rule is None:
        return unregulated("nặng hơn một mức so với hình thức đang thi hành")
    if not any(_row_exists(running, one, pack) for one in FAMILIES[category]):
        return _refused(f"Không có hình thức {FORMS[running]} đối với {CATEGORIES[category]}.", rule.basis)
    possible = form_possible(category, new, day, pack)
    if not possible.value:
        return Answer(None, "khong_dat", (*possible.basis, rule.basis), possible.steps, hard=True)
    above_new = ORDER[new] > ORDER[running]
    measured = new if above_new else running
    ladder = forms_possible(category, day, pack)
    above = [form for form in ladder if ORDER[form] > ORDER[measured]]
    form = above[0] if above else max(ladder, key=lambda one: ORDER[one])
    compared = "nặng hơn" if above_new else "nhẹ hơn hoặc bằng"
    against = "hình thức của hành vi mới" if above_new else "hình thức đang thi hành"
    steps = [
        f"Đang thi hành {FORMS[running]}; hành vi mới ở mức {FORMS[new]}: {compared} hình thức đang thi hành.",
        f"Nặng hơn một mức so với {against} ({FORMS[measured]}): {FORMS[form]}.",
    ]
    if not above:
        steps[-1] = f"{FORMS[form].capitalize()} đã là hình thức nặng nhất đối với {CATEGORIES[category]}."
    steps.append("Quyết định đang thi hành chấm dứt hiệu lực khi quyết định mới có hiệu lực.")
    warnings = () if rule.confirmed else ("Quy định thời điểm này chưa được xác nhận; đối chiếu văn bản gốc.",)
    unsettled = () if rule.confirmed else ("form",)
    return Answer(form, None, (rule.basis,), tuple(steps), warnings, rule.confirmed, unsettled)


def _refused(why: str, basis: str) -> Answer[str]:
    return Answer(None, "khong_dat", (basis,), (why,), hard=True)


def after_judgment(category: str, *, prison: bool, corruption: bool, leader: bool, day: date) -> Answer[str]:
    """The form that follows from a judgment by itself: prison without suspension, or any conviction for corruption.

    ``leader`` says whether a post is held: a convicted leader loses it with any conviction (the value stays ``None`` where
    nothing else follows).
    """
    group = "CBCC" if category in {"CB", "CC", "CC_LDQL"} else "VC" if category in {"VC", "VC_QL"} else ""
    if not group:
        return unregulated(f"hệ quả của bản án đối với {CATEGORIES[category]}")
    basis = {"CBCC": "Luật Cán bộ, công chức 80/2025/QH15; NĐ 172/2025/NĐ-CP", "VC": "NĐ 234/2026/NĐ-CP"}[group]
    known = day >= (date(2025, 7, 1) if group == "CBCC" else date(2026, 7, 1))
    form = None
    steps = []
    if prison or corruption:
        form = "BAI_NHIEM" if category == "CB" else "BUOC_THOI_VIEC"
        why = "bị kết án về tội tham nhũng" if corruption else "bị phạt tù mà không được hưởng án treo"
        steps.append(f"Người {why}: {FORMS[form]} kể từ ngày bản án, quyết định có hiệu lực pháp luật.")
    if leader:
        steps.append("Người giữ chức vụ lãnh đạo, quản lý bị Toà án kết án đương nhiên thôi giữ chức vụ.")
    if not steps:
        steps.append("Bản án không dẫn đến hình thức kỷ luật đương nhiên.")
    warnings = () if known else ("Quy định trước ngày này chưa được xác nhận.",)
    return Answer(form, None, (basis,), tuple(steps), warnings, known, () if known else ("form",))


def exempted(case: str, category: str, day: date, pack: Pack | None = None) -> Answer[bool]:
    """Whether a case frees from disciplinary responsibility on the day."""
    row = pack_of(pack).at("exemption", category, day)
    if row is None:
        return unregulated(f"miễn trách nhiệm kỷ luật đối với {CATEGORIES[category]} ngày {shown(day)}")
    freed = case in row.value
    step = f"{'Miễn' if freed else 'Không miễn'} trách nhiệm kỷ luật: {EXEMPTIONS[case]}."
    return Answer(freed, "dat" if freed else "khong_dat", (row.basis,), (step,))


def recidivism(category: str, first_effective: date, again: date, pack: Pack | None = None) -> Answer[bool]:
    """Whether the same act on a later day is "tái phạm": within 12 months of the first decision's effect."""
    row = pack_of(pack).at("recidivism_months", category, again)
    if row is None:
        return unregulated(f"tái phạm đối với {CATEGORIES[category]} ngày {shown(again)}")
    last = add_months(first_effective, row.value)
    repeated = first_effective <= again <= last
    steps = (
        f"Quyết định trước có hiệu lực {shown(first_effective)}; {row.value} tháng đến {shown(last)}.",
        f"Hành vi lặp lại ngày {shown(again)}: {'là' if repeated else 'không phải'} tái phạm.",
    )
    return Answer(repeated, "dat" if repeated else "khong_dat", (row.basis,), steps)


def fitting_form(
    category: str,
    day: date,
    gravity: Gravity | None = None,
    *,
    repeated_after: str | None = None,
    leader_duty: bool = False,
    aggravating: bool | None = None,
) -> Answer[str]:
    """The form that fits an act under NĐ 172/2025: by the harm of a first act, or by the form that the same act had before.

    ``leader_duty``: a leader who did not do the duty of managing, or a head who let serious violations happen.
    ``aggravating`` is asked for very serious harm only.
    """
    if category not in {"CC", "CC_LDQL"} or day < date(2025, 7, 1):
        return unregulated(f"mức kỷ luật theo hậu quả đối với {CATEGORIES[category]} ngày {shown(day)}")
    leader = category == "CC_LDQL"
    if repeated_after:
        chain = {"KHIEN_TRACH": "CANH_CAO", "CANH_CAO": "CACH_CHUC" if leader else "BUOC_THOI_VIEC"}
        form = chain.get(repeated_after, "BUOC_THOI_VIEC")
        steps = (f"Đã bị {FORMS[repeated_after]} mà tái phạm: {FORMS[form]}.",)
        return Answer(form, None, ("Điều 9 khoản 1, Điều 10 khoản 1, Điều 11 khoản 1 NĐ 172/2025/NĐ-CP",), steps)
    if gravity is None:
        return lacking("mức độ hậu quả")
    if gravity == "VERY_SERIOUS":
        if aggravating is None:
            return lacking("tình tiết tăng nặng, giảm nhẹ")
        if not aggravating and not leader:
            return unregulated("hậu quả rất nghiêm trọng có tình tiết giảm nhẹ của người không giữ chức vụ")
        form = "BUOC_THOI_VIEC" if aggravating else "CACH_CHUC"
    elif gravity == "SERIOUS" or (leader and leader_duty):
        form = "CANH_CAO"
    else:
        form = "KHIEN_TRACH"
    steps = (f"Vi phạm lần đầu, {GRAVITIES[gravity]}: {FORMS[form]}.",)
    return Answer(form, None, ("Điều 9 khoản 3 NĐ 172/2025/NĐ-CP",), steps)
