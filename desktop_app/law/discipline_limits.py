"""Limitation of an act, and the days within which a case must be handled, each by category and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.law.answer import Answer, Verdict, lacking, unregulated
from desktop_app.law.calendar import WorkCalendar, add_months, add_working_days, shown
from desktop_app.law.dated import Version
from desktop_app.law.discipline import CATEGORIES, pack_of
from desktop_app.law.intervals import Interval, counted_end, union
from desktop_app.law.packs import Pack

LIGHT, HEAVIER = "KHIEN_TRACH", "HEAVIER"
LEVELS: Mapping[str, str] = {LIGHT: "ở mức khiển trách", HEAVIER: "nặng hơn mức khiển trách"}
EXEMPT: Mapping[str, str] = {
    "PARTY_EXPULSION_LEVEL": "đảng viên có hành vi đến mức phải khai trừ",
    "INTERNAL_POLITICAL_PROTECTION": "vi phạm quy định về bảo vệ chính trị nội bộ",
    "HARM_NATIONAL_INTEREST": "xâm hại lợi ích quốc gia trong quốc phòng, an ninh, đối ngoại",
    "FORGED_DIPLOMA": "sử dụng văn bằng, chứng chỉ giả hoặc không hợp pháp",
}
POSTPONEMENTS: Mapping[str, str] = {
    "ILLNESS": "bệnh hiểm nghèo, mất khả năng nhận thức, điều trị nội trú bệnh nặng",
    "PREGNANT_OR_CHILD": "mang thai, nghỉ thai sản, nuôi con dưới 12 tháng tuổi",
    "PROSECUTED_OR_DETAINED": "bị khởi tố, tạm giữ, tạm giam chờ kết luận",
    "ON_APPROVED_LEAVE": "đang nghỉ hằng năm, nghỉ theo chế độ, nghỉ việc riêng được phép",
}
NOT_COUNTED: Mapping[str, str] = {
    **POSTPONEMENTS,
    "CRIMINAL_PROCEDURE": "thời gian điều tra, truy tố, xét xử",
    "COMPLAINT_OR_LAWSUIT": "khiếu nại, khởi kiện quyết định kỷ luật đến khi có quyết định thay thế",
}
ENDS: Mapping[str, str] = {
    "WRITTEN_NOTICE": "thông báo bằng văn bản về việc xem xét xử lý kỷ luật",
    "CONCLUSION": "kết luận về việc phải xử lý kỷ luật",
}
STEPS: Mapping[str, str] = {
    "report": "Báo cáo kết quả họp kiểm điểm",
    "council": "Thành lập Hội đồng kỷ luật",
    "summons": "Gửi giấy triệu tập họp Hội đồng",
    "recommendation": "Hội đồng gửi văn bản kiến nghị",
    "decision": "Ra quyết định kỷ luật hoặc kết luận không vi phạm",
    "judgment": "Ra quyết định buộc thôi việc sau bản án",
    "correction": "Công bố việc kỷ luật oan, sai",
}


@dataclass(frozen=True)
class Limitation:
    """When an act can no longer be punished; ``limit`` is ``None`` where ``exempt`` or where no source decides."""

    limit: date | None
    barred: bool | None
    exempt: bool = False
    ends_by: str = "CONCLUSION"


@dataclass(frozen=True)
class _Chain:
    limit: date
    row: Version[Any]
    shorter: date
    passed: Version[Any] | None
    longer: date | None
    steps: tuple[str, ...]
    unsure: bool


def limitation_start(act_ended: date | None, concluded: date | None) -> Answer[date]:
    """From when limitation counts: the end of the act, or the conclusion where no end can be fixed."""
    basis = ("Điều 5 khoản 2 NĐ 172/2025/NĐ-CP; Điều 5 NĐ 234/2026/NĐ-CP",)
    if act_ended is not None:
        return Answer(act_ended, None, basis, (f"Tính từ ngày hành vi chấm dứt {shown(act_ended)}.",))
    if concluded is not None:
        step = f"Không xác định được ngày hành vi chấm dứt: tính từ ngày kết luận {shown(concluded)}."
        return Answer(concluded, None, basis, (step,))
    return lacking("ngày vi phạm hoặc ngày kết luận", basis=basis)


def limitation(
    level: str,
    act: date,
    category: str = "CC",
    concluded: date | None = None,
    *,
    exempt: str | None = None,
    excluded: Iterable[Interval] = (),
    new_acts: Iterable[date] = (),
    pack: Pack | None = None,
) -> Answer[Limitation]:
    """The last day on which the act can be punished, and whether ``concluded`` (the day that stops the clock) is too late.

    An act still open when a longer period began takes it, counted from the act. An act barred by then: concluded before,
    it is barred; later, only what every reading gives is said. ``excluded`` spans do not count; a new act within the
    period starts it again.
    """
    pack = pack_of(pack)
    if exempt:
        return _exempt(exempt, category, concluded or act, pack)
    rows = list(pack["limitation_light" if level == LIGHT else "limitation_heavier"].by_category.get(category, ()))
    start, again = _restarted(act, rows, sorted(new_acts), tuple(excluded))
    chain = _chain(start, rows, tuple(excluded), concluded)
    if chain is None:
        what = f"thời hiệu đối với hành vi ngày {shown(act)} của {CATEGORIES[category]}"
        return unregulated(what)
    end = pack.at("limitation_end", category, concluded or chain.limit)
    ends_by = end.value if end is not None else "CONCLUSION"
    basis = tuple(dict.fromkeys((chain.row.basis, *((end.basis,) if end else ()))))
    steps = (f"Hành vi {LEVELS[level]}, tính từ ngày {shown(act)}.", *again, *chain.steps)
    if concluded is None:
        return _open(chain, basis, steps, ends_by)
    return _judged(chain, category, concluded, (basis, steps, ends_by), pack)


def _exempt(code: str, category: str, day: date, pack: Pack) -> Answer[Limitation]:
    row = pack.at("no_limitation", category, day)
    if row is None or code not in row.value:
        return unregulated(f"trường hợp không áp dụng thời hiệu đối với {CATEGORIES[category]}")
    steps = (f"Không áp dụng thời hiệu: {EXEMPT[code]}.",)
    return Answer(Limitation(None, barred=False, exempt=True), "dat", (row.basis,), steps)


def _restarted(
    act: date, rows: list[Version[Any]], new_acts: list[date], excluded: tuple[Interval, ...]
) -> tuple[date, tuple[str, ...]]:
    """The day from which the period counts after new acts within it."""
    start, steps = act, []
    for new in new_acts:
        chain = _chain(start, rows, excluded, None)
        if chain is not None and start < new <= chain.limit:
            steps.append(f"Ngày {shown(new)} có hành vi vi phạm mới trong thời hiệu: thời hiệu tính lại từ ngày này.")
            start = new
    return start, tuple(steps)


def _chain(
    act: date, rows: list[Version[Any]], excluded: tuple[Interval, ...], concluded: date | None
) -> _Chain | None:
    """The period of the act through the changes of the law up to ``concluded``."""
    current = next((row for row in rows if (row.starts or date.min) <= act <= (row.ends or date.max)), None)
    if current is None:
        return None
    limit = first_limit = _end(act, current.value, excluded)
    steps = [_step(act, current, limit)]
    unsure = not current.confirmed
    passed, longer = None, None
    for row in rows[rows.index(current) + 1 :]:
        began = row.starts or date.min
        if concluded is not None and concluded < began:
            break
        if row.value == current.value:
            current = row if limit >= began else current
            continue
        if limit < began:
            passed, longer = row, _end(act, row.value, excluded)
            steps.append(f"Đến {shown(began)}, khi thời hiệu dài hơn có hiệu lực, thời hiệu đã hết.")
            break
        current, limit = row, _end(act, row.value, excluded)
        steps.append(f"Đến {shown(began)} thời hiệu chưa hết: áp dụng thời hiệu mới. " + _step(act, row, limit))
    if passed is not None and rows:  # every later period is longer still
        longest = max((row for row in rows if concluded is None or (row.starts or date.min) <= concluded), key=_months)
        longer = _end(act, longest.value, excluded)
    return _Chain(limit, current, first_limit, passed, longer, tuple(steps), unsure)


def _months(row: Version[Any]) -> int:
    return int(row.value)


def _end(act: date, months: int, excluded: tuple[Interval, ...]) -> date:
    plain = add_months(act, months)
    return counted_end(act, (plain - act).days, excluded)


def _step(act: date, row: Version[Any], limit: date) -> str:
    mark = "" if row.confirmed else " (chưa xác nhận)"
    said = f"{shown(act)} + {row.value} tháng{mark} = {shown(add_months(act, row.value))}"
    if limit != add_months(act, row.value):
        return f"{said}; cộng {(limit - add_months(act, row.value)).days} ngày không tính = {shown(limit)}."
    return f"{said}."


_OLD = "Số tháng áp dụng trước 01/07/2020 chưa được xác nhận; đối chiếu văn bản gốc."


def _open(chain: _Chain, basis: tuple[str, ...], steps: tuple[str, ...], ends_by: str) -> Answer[Limitation]:
    if chain.passed is not None:
        warning = (
            f"Thời hiệu đã hết ngày {shown(chain.limit)}, trước khi có thời hiệu dài hơn; chưa văn bản nào cho biết hành vi "
            "kết luận sau đó có bị xử lý không."
        )
        warnings = (warning, *((_OLD,) if chain.unsure else ()))
        value = Limitation(chain.limit, None, ends_by=ends_by)
        return Answer(value, None, basis, steps, warnings, confirmed=False, unsettled=("limit_date",))
    confirmed = chain.row.confirmed
    warnings = (_OLD,) if chain.unsure else ()
    unsettled = () if confirmed else ("limit_date",)
    return Answer(Limitation(chain.limit, None, ends_by=ends_by), None, basis, steps, warnings, confirmed, unsettled)


def _judged(
    chain: _Chain, category: str, concluded: date, said: tuple[tuple[str, ...], tuple[str, ...], str], pack: Pack
) -> Answer[Limitation]:
    basis, steps, ends_by = said
    stop = f"Mốc dừng: {ENDS[ends_by]}, ngày {shown(concluded)}"
    old = (_OLD,) if chain.unsure else ()
    favourable = pack.at("more_favourable", category, concluded)
    if chain.passed is not None:
        return _after_expiry(chain, category, concluded, (basis, (*steps, f"{stop}."), ends_by), favourable)
    barred = concluded > chain.limit
    verb = "sau" if barred else "không sau"
    steps = (*steps, f"{stop}: {verb} {shown(chain.limit)}, {'đã hết' if barred else 'còn'} thời hiệu.")
    confirmed = chain.row.confirmed
    value = Limitation(chain.limit, barred, ends_by=ends_by)
    verdict: Verdict = "khong_dat" if barred else "dat"
    if not barred and favourable is not None and concluded > chain.shorter:
        warning = (
            f"Theo quy định lúc vi phạm, thời hiệu đến {shown(chain.shorter)} (đã hết); theo quy định hiện hành đến "
            f"{shown(chain.limit)} (còn). Nguyên tắc có lợi hơn có áp dụng cho thời hiệu không thì chưa rõ: cần xem xét."
        )
        return Answer(
            value, "dat", (*basis, favourable.basis), steps, (warning, *old), confirmed=False, unsettled=("barred",)
        )
    unsettled = () if confirmed else ("limit_date", "barred")
    return Answer(value, verdict, basis, steps, old, confirmed, unsettled, hard=barred and confirmed)


def _after_expiry(
    chain: _Chain,
    category: str,
    concluded: date,
    said: tuple[tuple[str, ...], tuple[str, ...], str],
    favourable: Version[Any] | None,
) -> Answer[Limitation]:
    """An act barred before a longer period began, concluded after that."""
    basis, steps, ends_by = said
    old = (_OLD,) if chain.unsure else ()
    assert chain.longer is not None  # noqa: S101 - set together with ``passed``
    if concluded > chain.longer:
        steps = (*steps, f"Cả theo thời hiệu dài nhất ({shown(chain.longer)}) cũng đã hết thời hiệu.")
        value = Limitation(chain.limit, barred=True, ends_by=ends_by)
        bases = (*basis, favourable.basis) if favourable else basis
        return Answer(value, "khong_dat", bases, steps, old, confirmed=not chain.unsure)
    if favourable is not None and category in {"CB", "CC", "CC_LDQL"}:
        warning = (
            f"Thời hiệu lúc vi phạm đã hết ngày {shown(chain.limit)}; áp dụng quy định có lợi hơn thì coi là đã hết thời hiệu. "
            f"Nếu tính theo thời hiệu mới thì đến {shown(chain.longer)}: cần xem xét."
        )
        value = Limitation(chain.limit, barred=True, ends_by=ends_by)
        bases = (*basis, favourable.basis)
        return Answer(value, "khong_dat", bases, steps, (warning, *old), confirmed=False, unsettled=("barred",))
    warning = (
        f"Thời hiệu cũ đã hết ngày {shown(chain.limit)}, kết luận có sau khi thời hiệu dài hơn ({shown(chain.longer)}) có "
        "hiệu lực; chưa văn bản nào cho biết hành vi này còn bị xử lý không."
    )
    value = Limitation(None, None, ends_by=ends_by)
    unsettled = ("limit_date", "barred")
    return Answer(value, "chua_co_quy_dinh", basis, steps, (warning, *old), confirmed=False, unsettled=unsettled)


def handling_deadline(
    detected: date,
    *,
    complicated: bool = False,
    excluded: Iterable[Interval] = (),
    category: str = "CC",
    pack: Pack | None = None,
) -> Answer[date]:
    """The last day for the decision: 90 days from detection, 150 in all for a complicated case, excluded days not counted."""
    row = pack_of(pack).at("handling_days", category, detected)
    if row is None:
        return unregulated(f"thời hạn xử lý kỷ luật đối với {CATEGORIES[category]} phát hiện ngày {shown(detected)}")
    days = row.value[1] if complicated else row.value[0]
    plain = detected + timedelta(days=days)
    steps = [f"Phát hiện {shown(detected)} + {days} ngày = {shown(plain)}."]
    spans = union(excluded)
    deadline = counted_end(detected, days, spans)
    for first, last in spans:
        if last > detected and first <= deadline:
            length = (last - max(first, detected + timedelta(days=1))).days + 1
            steps.append(f"Không tính {length} ngày, từ {shown(first)} đến {shown(last)}.")
    if deadline != plain:
        steps.append(f"Thời hạn kéo dài đến {shown(deadline)}.")
    steps.append(
        "Quá thời hạn mà còn thời hiệu thì vẫn phải ra quyết định; cấp có thẩm quyền chịu trách nhiệm về việc chậm."
    )
    return Answer(deadline, None, (row.basis,), tuple(steps), confirmed=row.confirmed)


def administrative_due(announced: date, category: str, pack: Pack | None = None) -> Answer[date]:
    """By when administrative discipline follows announced Party discipline: 30 days, unless a postponement case applies."""
    row = pack_of(pack).at("party_link_days", category, announced)
    if row is None:
        return unregulated(f"thời hạn xử lý hành chính sau kỷ luật Đảng đối với {CATEGORIES[category]}")
    due = announced + timedelta(days=row.value)
    step = f"Công bố kỷ luật Đảng {shown(announced)} + {row.value} ngày = {shown(due)}."
    return Answer(due, None, (row.basis,), (step, "Trừ trường hợp chưa xem xét xử lý kỷ luật."))


def postponed(
    case: str,
    day: date,
    category: str,
    *,
    written_request: bool = False,
    authority_decides: bool = False,
    pack: Pack | None = None,
) -> Answer[bool]:
    """Whether handling rests in a case of "chưa xem xét xử lý kỷ luật" on the day."""
    row = pack_of(pack).at("postponement", category, day)
    if row is None:
        return unregulated(f"trường hợp chưa xem xét xử lý kỷ luật đối với {CATEGORIES[category]}")
    what = POSTPONEMENTS[case]
    if case not in row.value:
        steps = (f"Ngày {shown(day)}, “{what}” không thuộc trường hợp chưa xem xét xử lý kỷ luật.",)
        return Answer(False, "khong_dat", (row.basis,), steps, confirmed=row.confirmed)
    if case == "PREGNANT_OR_CHILD" and written_request:
        return Answer(False, "khong_dat", (row.basis,), ("Người vi phạm có văn bản đề nghị được xem xét xử lý.",))
    if case == "PROSECUTED_OR_DETAINED" and authority_decides:
        return Answer(False, "khong_dat", (row.basis,), ("Cấp có thẩm quyền quyết định vẫn xem xét xử lý.",))
    note: tuple[str, ...] = ()
    if case == "PREGNANT_OR_CHILD":
        note = ("Người cha chỉ được áp dụng khi người mẹ chết hoặc không thể nuôi con.",)
    resting = (f"Chưa xem xét xử lý kỷ luật: {what}.", *note)
    warnings = () if row.confirmed else ("Quy định thời điểm này chưa được xác nhận.",)
    return Answer(True, "dat", (row.basis,), resting, warnings, row.confirmed)


def step_due(
    step: str, day: date, category: str, *, days: WorkCalendar | None = None, pack: Pack | None = None
) -> Answer[date]:
    """The last day for a step of the procedure, so many working days after ``day`` (a summons: before the meeting)."""
    row = pack_of(pack).at("step_working_days", category, day)
    if row is None:
        return unregulated(f"thời hạn bước “{STEPS[step]}” đối với {CATEGORIES[category]}")
    count = row.value[step]
    before = step == "summons"
    found = add_working_days(day, -count if before else count, days)
    if found is None:
        return unregulated(f"lịch làm việc năm {day.year}")
    said = f"{shown(day)} {'−' if before else '+'} {count} ngày làm việc = {shown(found.day)}."
    steps = (f"{STEPS[step]}: {said}",)
    return Answer(found.day, None, (row.basis, *found.basis), steps, found.warnings, found.confirmed)


def suspension_end(
    start: date, category: str, *, extended: bool = False, days: WorkCalendar | None = None, pack: Pack | None = None
) -> Answer[date]:
    """The last day of "tạm đình chỉ công tác" from its first day, which counts; once extended, of the whole."""
    row = pack_of(pack).at("suspension", category, start)
    if row is None:
        return unregulated(f"thời hạn tạm đình chỉ công tác đối với {CATEGORIES[category]} từ {shown(start)}")
    count = row.value["total" if extended else "days"]
    if not row.value["working"]:
        last = start + timedelta(days=count - 1)
        return Answer(last, None, (row.basis,), (f"{count} ngày, từ {shown(start)} đến hết {shown(last)}.",))
    found = add_working_days(start - timedelta(days=1), count, days)
    if found is None:
        return unregulated(f"lịch làm việc năm {start.year}")
    step = f"{count} ngày làm việc, từ {shown(start)} đến hết {shown(found.day)}; hết hạn thì tự chấm dứt."
    return Answer(found.day, None, (row.basis, *found.basis), (step,), found.warnings, found.confirmed)
