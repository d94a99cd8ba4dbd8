"""A term that ends: reappointment or extension, the deadlines before it, the new term, and what stands in the way."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from desktop_app.law.answer import Answer, Verdict, lacking, unregulated
from desktop_app.law.appointments import OBSTACLES, TOPIC, Obstacles, no_obstacles_known
from desktop_app.law.calendar import WorkCalendar, add_months, add_working_days, shown, whole_months
from desktop_app.law.dated import Version
from desktop_app.law.judging import UNCONFIRMED, as_leader, judged, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack

Outcome = Literal["bo_nhiem_lai", "keo_dai", "can_xem_xet"]
OUTCOMES: Mapping[Outcome, str] = {
    "bo_nhiem_lai": "bổ nhiệm lại",
    "keo_dai": "kéo dài thời gian giữ chức vụ",
    "can_xem_xet": "cần xem xét",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Reappointment:
    """What follows when a term ends; ``None`` where no rule or no calendar gives the value."""

    notice_deadline: date | None
    decision_deadline: date | None
    outcome: Outcome | None
    months_left: int
    new_term_start: date | None
    new_term_end: date | None
    gap_days: int | None = None


@dataclass(frozen=True)
class _Found:
    """A day with the sentence that tells how it was found, and what is to be said about it."""

    day: date | None
    step: str
    warnings: tuple[str, ...] = ()
    settled: bool = True


def reappointment(  # the rule asks for all of these
    category: str,
    expiry: date,
    years: int,
    pension_start: date,
    *,
    signed: date | None = None,
    party_managed: bool = True,
    days: WorkCalendar | None = None,
    pack: Pack | None = None,
) -> Answer[Reappointment]:
    """Deadlines, reappointment or extension, and the new term for a term of so many years that ends on ``expiry``.

    ``signed`` is the day of the decision; the days after expiry until then are without powers. Party-managed posts hear
    the stricter Party deadline as a warning.
    """
    row = row_of(pack, TOPIC, "reappointment", as_leader(category), expiry)
    if row is None:
        return unregulated(f"bổ nhiệm lại, đối tượng {category}, hết thời hạn {shown(expiry)}")
    notice = _notice(category, expiry, row, days, pack)
    decision = _back(expiry, row.value["decision_working_days"], days, "Ra quyết định")
    outcome = _outcome(expiry, years, pension_start, row)
    last_working_day = pension_start - _DAY
    starts = None if outcome.outcome is None else expiry
    ends = None if starts is None else min(add_months(expiry, years * 12), last_working_day)
    gap = None if signed is None else max(0, (signed - expiry).days)
    steps = [notice.step, decision.step, *outcome.steps]
    warnings = [*notice.warnings, *decision.warnings, *outcome.warnings]
    unsettled = [
        name for name, one in (("notice_deadline", notice), ("decision_deadline", decision)) if not one.settled
    ]
    unsettled += outcome.unsettled
    if ends is not None:
        until = "đến khi nghỉ hưu" if ends == last_working_day else f"{years} năm"
        steps.append(f"Thời hạn mới tính từ ngày hết thời hạn cũ {shown(expiry)}, {until}: đến {shown(ends)}.")
    if signed is not None and gap:
        steps.append(f"Ký ngày {shown(signed)}, sau ngày hết thời hạn {gap} ngày.")
        warnings.append("Trong thời gian chưa có quyết định không được thực hiện thẩm quyền của chức vụ.")
        if row.value["late_from_expiry"]:
            warnings.append("Quyết định ký muộn vì lý do khách quan phải ghi rõ thời hạn tính từ ngày hết thời hạn cũ.")
        else:
            unsettled += ["new_term_start", "new_term_end"]
            warnings.append("Quy định không nói thời hạn mới tính từ ngày nào khi ký muộn.")
    warnings += _party_notice(category, expiry, notice.day, days, pack) if party_managed else []
    if not row.confirmed:
        warnings.append(UNCONFIRMED)
    found = Reappointment(notice.day, decision.day, outcome.outcome, outcome.months_left, starts, ends, gap)
    verdict: Verdict | None = "khong_ap_dung" if outcome.outcome is None else None
    basis = provisions(row, *notice_rows(category, expiry, row, days, pack))
    said = tuple(dict.fromkeys(warnings))
    return Answer(found, verdict, basis, tuple(steps), said, row.confirmed, tuple(dict.fromkeys(unsettled)))


def _back(day: date, count: int, days: WorkCalendar | None, what: str) -> _Found:
    counted = add_working_days(day, -count, days)
    if counted is None:
        step = f"{what} trước ngày {shown(day)} ít nhất {count} ngày làm việc; chưa có lịch nghỉ lễ của năm đó."
        return _Found(None, step, (f"Chưa có lịch nghỉ lễ, Tết để đếm lùi từ {shown(day)}.",), settled=False)
    step = f"{what}: {shown(day)} lùi {count} ngày làm việc = {shown(counted.day)}."
    return _Found(counted.day, step, counted.warnings, counted.confirmed)


def _lead(expiry: date, row: Version[Any], days: WorkCalendar | None) -> _Found:
    lead = row.value["lead"]
    if row.value["unit"] == "working":
        return _back(expiry, lead, days, "Thông báo")
    day = expiry - timedelta(days=lead)
    return _Found(day, f"Bắt đầu quy trình: {shown(expiry)} lùi {lead} ngày = {shown(day)}.")


def _earlier(category: str, row: Version[Any], pack: Pack | None) -> Version[Any] | None:
    if row.starts is None:
        return None
    return row_of(pack, TOPIC, "reappointment", as_leader(category), row.starts - _DAY)


def notice_rows(
    category: str, expiry: date, row: Version[Any], days: WorkCalendar | None, pack: Pack | None
) -> tuple[Version[Any], ...]:
    """The row whose deadline for the notice holds: the one in force when the notice was due."""
    found, older = _lead(expiry, row, days), _earlier(category, row, pack)
    if older is None or row.starts is None or found.day is None or found.day >= row.starts:
        return (row,)
    return (older,) if (_lead(expiry, older, days).day or row.starts) < row.starts else (row,)


def _notice(category: str, expiry: date, row: Version[Any], days: WorkCalendar | None, pack: Pack | None) -> _Found:
    """The last day of the notice, by the text in force on that day: one that was due earlier is judged by the older text."""
    (holds,) = notice_rows(category, expiry, row, days, pack)
    found = _lead(expiry, holds, days)
    if holds is not row:
        note = (
            f"Hạn rơi trước ngày {shown(row.starts or expiry)} nên theo văn bản cũ; quy trình đã xong vẫn có giá trị."
        )
        return replace(found, warnings=(*found.warnings, note))
    if row.starts is not None and found.day is not None and found.day < row.starts and _earlier(category, row, pack):
        note = f"Hạn đã qua khi quy định có hiệu lực ({shown(row.starts)}): thông báo ngay từ ngày đó."
        return replace(found, warnings=(*found.warnings, note), settled=False)
    return found


def _party_notice(
    category: str, expiry: date, notice: date | None, days: WorkCalendar | None, pack: Pack | None
) -> list[str]:
    party = row_of(pack, TOPIC, "reappointment_lead_party", as_leader(category), expiry)
    counted = add_working_days(expiry, -party.value, days) if party is not None else None
    if party is None or counted is None or notice is None or counted.day >= notice:
        return []
    if party.starts is not None and counted.day < party.starts:
        return []
    return [
        f"Chức vụ thuộc diện Đảng quản lý: {party.value} ngày làm việc, chậm nhất {shown(counted.day)} ({party.basis})."
    ]


@dataclass(frozen=True)
class _Judged:
    outcome: Outcome | None
    months_left: int
    steps: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


def _outcome(expiry: date, years: int, pension_start: date, row: Version[Any]) -> _Judged:
    left = whole_months(expiry, pension_start)
    reached = pension_start - _DAY
    plain = (reached.year - expiry.year) * 12 + reached.month - expiry.month
    steps = [f"Từ {shown(expiry)} đến khi hưởng lương hưu {shown(pension_start)} còn {left} tháng."]
    if reached <= expiry:
        return _Judged(
            None, left, tuple(steps), ("Nghỉ hưu không muộn hơn ngày hết thời hạn: không xét bổ nhiệm lại.",)
        )
    limits = row.value["extend_under"]
    warnings: list[str] = []
    unsettled: tuple[str, ...] = ()
    limit = limits.get(str(years))
    if limit is None:
        limit = limits["5"]
        warnings.append(
            f"Quy định không nêu ngưỡng cho thời hạn {years} năm; dùng ngưỡng {limit} tháng của thời hạn 5 năm."
        )
        unsettled = ("outcome",)
    if (left < limit) != (plain < limit):
        steps.append(f"Tính theo tháng đủ tuổi: còn {plain} tháng; ngưỡng {limit} tháng.")
        warnings.append("Hai cách tính cho kết quả khác nhau: cần xem xét bổ nhiệm lại hay kéo dài.")
        return _Judged("can_xem_xet", left, tuple(steps), tuple(warnings), ("outcome",))
    outcome: Outcome = "keo_dai" if left < limit else "bo_nhiem_lai"
    compared = f"{left} < {limit}" if left < limit else f"{left} ≥ {limit}"
    steps.append(f"Thời hạn {years} năm, ngưỡng {limit} tháng: {compared} nên {OUTCOMES[outcome]}.")
    return _Judged(outcome, left, tuple(steps), tuple(warnings), unsettled)


def self_report_deadline(category: str, notice: date, pack: Pack | None = None) -> Answer[date]:
    """The last day of the person's own report: fifteen days after the notice."""
    return _after(category, notice, "self_report_days", "Thông báo", pack)


def meeting_deadline(category: str, self_report: date, pack: Pack | None = None) -> Answer[date]:
    """The last day of the meeting: forty-five days after the report."""
    return _after(category, self_report, "meeting_days", "Báo cáo tự nhận xét", pack)


def _after(category: str, day: date, name: str, what: str, pack: Pack | None) -> Answer[date]:
    row = row_of(pack, TOPIC, "reappointment", as_leader(category), day)
    if row is None or name not in row.value:
        return unregulated(f"các bước bổ nhiệm lại, đối tượng {category}, ngày {shown(day)}")
    count = row.value[name]
    due = day + timedelta(days=count)
    return told(due, row, f"{what} {shown(day)} + {count} ngày = {shown(due)}.")


def not_processed(
    category: str, on: date, known: Obstacles = no_obstacles_known, pack: Pack | None = None
) -> Answer[tuple[str, ...]]:
    """The cases in which a reappointment is not looked at for now."""
    row = row_of(pack, TOPIC, "not_processed", as_leader(category), on)
    if row is None:
        return unregulated(f"trường hợp chưa xem xét bổ nhiệm lại, đối tượng {category}, ngày {shown(on)}")
    held = known(on)
    if held is None:
        return lacking("kỷ luật, thanh tra, tố cáo, thời gian vắng mặt", basis=provisions(row))
    same = {"IN_DISCIPLINE_HANDLING": "DISCIPLINE_TIME_LIMIT"}
    codes = {same.get(code, code) for code in held}
    found = tuple(code for code in row.value if code in codes)
    steps = tuple(f"Ngày {shown(on)} {OBSTACLES[code]}." for code in found)
    passed = judged(row, *(steps or ("Không thuộc trường hợp chưa xem xét bổ nhiệm lại.",)), ok=not found)
    return Answer(
        found, passed.verdict, passed.basis, passed.steps, passed.warnings, passed.confirmed, hard=passed.hard
    )


def under_discipline(category: str, on: date, held: Collection[str], pack: Pack | None = None) -> Answer[bool]:
    """A running disciplinary decision does not stop a reappointment or an extension; the authority may still decide it."""
    row = row_of(pack, TOPIC, "reappointed_under_discipline", as_leader(category), on)
    if row is None:
        return unregulated(f"bổ nhiệm lại khi đang bị kỷ luật, đối tượng {category}, ngày {shown(on)}")
    if "DISCIPLINE_RUNNING" not in held:
        return not_applied("Không có quyết định kỷ luật đang thi hành.", basis=provisions(row))
    step = "Đang thi hành quyết định kỷ luật: cấp có thẩm quyền vẫn xem xét bổ nhiệm lại hoặc kéo dài."
    return judged(row, step, ok=True)


def powers(category: str, expiry: date, decided: date | None, on: date, pack: Pack | None = None) -> Answer[bool]:
    """Whether the holder may exercise the powers of the post on the day: not after expiry without a decision."""
    row = row_of(pack, TOPIC, "reappointment", as_leader(category), expiry)
    if row is None:
        return unregulated(f"hết thời hạn giữ chức vụ, đối tượng {category}, ngày {shown(expiry)}")
    if on <= expiry:
        return judged(row, f"Thời hạn giữ chức vụ đến {shown(expiry)}.", ok=True)
    if decided is not None and decided <= on:
        return judged(row, f"Đã có quyết định ngày {shown(decided)}.", ok=True)
    step = f"Hết thời hạn {shown(expiry)} mà chưa có quyết định: không được thực hiện thẩm quyền của chức vụ."
    return judged(row, step, "Cơ quan có thẩm quyền phải thông báo bằng văn bản.", ok=False)


def after_refusal(category: str, on: date, level: str, pack: Pack | None = None) -> Answer[bool]:
    """Whether somebody who was not reappointed may be given a post of that level: neither equal nor higher."""
    row = row_of(pack, TOPIC, "reappointment", as_leader(category), on)
    if row is None:
        return unregulated(f"bố trí sau khi không bổ nhiệm lại, đối tượng {category}, ngày {shown(on)}")
    ok = level not in {"equal", "higher"}
    step = "Không bổ nhiệm lại: bố trí công tác khác, không giữ chức vụ tương đương hoặc cao hơn."
    return judged(row, step, ok=ok)
