"""Acting as head (giao quyền), being in charge (giao phụ trách), secondment (biệt phái)."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.judging import UNCONFIRMED, judged, provisions, row_of, told
from desktop_app.law.packs import Pack

TOPIC = "movements"
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class ActingLimit:
    """Until when somebody may act; ``None`` where no limit holds or the transition does not reach the case."""

    limit_end: date | None
    violated: bool | None
    transition_deadline: date | None


def acting(
    start: date, on: date, *, category: str = "CC_LDQL", head_absent: bool = False, pack: Pack | None = None
) -> Answer[ActingLimit]:
    """Twelve months from the start at most, as the law stands on the day; ``head_absent``: the head is away for longer.

    Whoever had acted for more than twelve months on 01/07/2026 had to be regularised by 01/11/2026.
    """
    row = row_of(pack, TOPIC, "acting", category, on)
    if row is None:
        return unregulated(f"thời hạn giao quyền, đối tượng {category}, ngày {shown(on)}")
    if "most" not in row.value:
        step = f"Ngày {shown(on)} chưa có giới hạn thời gian giao quyền (giới hạn 12 tháng có từ 01/08/2026)."
        found = ActingLimit(None, violated=False, transition_deadline=None)
        return Answer(found, "khong_ap_dung", provisions(row), (step,), confirmed=row.confirmed)
    most = row.value["most"]
    limit = add_months(start, most)
    steps = [f"Giao quyền từ {shown(start)} + {most} tháng = {shown(limit)}."]
    if head_absent:
        steps.append("Người đứng đầu vắng mặt quá 12 tháng: được giao quyền tiếp.")
        found = ActingLimit(limit, violated=False, transition_deadline=None)
        return Answer(found, "dat", provisions(row), tuple(steps), confirmed=row.confirmed)
    settle = row.value["settle_by"] if limit < row.value["over_on"] else None
    if settle is not None:
        steps.append(
            f"Ngày {shown(row.value['over_on'])} đã quá {most} tháng: phải kiện toàn chậm nhất {shown(settle)} "
            "(3 tháng từ 01/08/2026)."
        )
    last = settle or limit
    violated = on > last
    warnings = ["Giao quyền không được gia hạn.", "Thời gian giao quyền không tính vào thời gian giữ chức vụ."]
    if violated:
        steps.append(f"Ngày {shown(on)} đã quá hạn {shown(last)}.")
    elif settle is not None and on > limit:
        warnings.append(f"Đã quá {most} tháng; còn thời gian chuyển tiếp đến {shown(settle)}.")
    if not row.confirmed:
        warnings.append(UNCONFIRMED)
    found = ActingLimit(limit, violated, settle)
    return Answer(
        found,
        "khong_dat" if violated else "dat",
        provisions(row),
        tuple(steps),
        tuple(warnings),
        row.confirmed,
        hard=violated and row.confirmed,
    )


def acting_counts(category: str, on: date, *, in_charge: bool = False, pack: Pack | None = None) -> Answer[bool]:
    """Whether the time of acting, or of being in charge, counts as time in the post: it never does."""
    row = row_of(pack, TOPIC, "in_charge" if in_charge else "acting", category, on)
    what = "giao phụ trách" if in_charge else "giao quyền"
    if row is None:
        return unregulated(f"{what}, đối tượng {category}, ngày {shown(on)}")
    counts: bool = row.value["counts"]
    return told(counts, row, f"Thời gian {what} không tính vào thời gian giữ chức vụ.")


@dataclass(frozen=True)
class SecondmentLimit:
    """The last day of a secondment and whether one that ends then may be extended (``None`` where no text says)."""

    last_day: date
    extendable: bool | None


def secondment(
    category: str,
    starts: date,
    ends: date | None = None,
    *,
    urgent_task_unfinished: bool = False,
    pack: Pack | None = None,
) -> Answer[SecondmentLimit]:
    """At most three years; the ending row decides on an extension. The person stays on the sending body's payroll."""
    row = row_of(pack, TOPIC, "secondment", category, starts)
    if row is None:
        return unregulated(f"biệt phái, đối tượng {category}, ngày {shown(starts)}")
    most = row.value["most"]
    last = add_months(starts, most) - _DAY
    later = row_of(pack, TOPIC, "secondment", category, ends or last) or row
    rule = later.value["extension"]
    extendable = {"FREE": True, "URGENT_TASK_UNFINISHED": urgent_task_unfinished}.get(rule)
    steps = [f"Biệt phái từ {shown(starts)}, không quá {most} tháng: đến {shown(last)}."]
    steps.append(
        {
            "FREE": "Hết thời hạn, cơ quan cử đi quyết định kết thúc hoặc kéo dài.",
            "URGENT_TASK_UNFINISHED": "Chỉ kéo dài khi nhiệm vụ đột xuất, cấp bách chưa xong vì lý do khách quan.",
        }.get(rule, "Chưa rõ quy định về kéo dài thời hạn biệt phái.")
    )
    notes = ["Trong thời gian biệt phái vẫn thuộc biên chế và hưởng lương ở cơ quan cử đi."]
    unsettled = ("extendable",) if extendable is None else ()
    ok = ends is None or ends <= last
    if not ok:
        steps.append(f"Ngày kết thúc {shown(ends or last)} quá thời hạn.")
    passed = judged(row, *steps, ok=ok, warnings=tuple(notes), unsettled=unsettled)
    found = SecondmentLimit(last, extendable)
    return Answer(
        found,
        passed.verdict,
        provisions(row, later),
        passed.steps,
        passed.warnings,
        passed.confirmed,
        passed.unsettled,
        hard=passed.hard,
    )
