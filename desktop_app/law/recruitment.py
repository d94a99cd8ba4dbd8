"""Recruitment: its time limits, probation by regime, grades and job positions, commune staff."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.law.answer import Answer, lacking, unregulated
from desktop_app.law.appointments import RATING_NAMES, RATING_ORDER, Obstacles, Ratings, no_obstacles_known, no_ratings
from desktop_app.law.calendar import WorkCalendar, add_months, add_working_days, shown
from desktop_app.law.judging import judged, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack

TOPIC = "recruitment"
EXCLUDED = {
    "MATERNITY": "nghỉ thai sản",
    "SICK_GE_14_DAYS": "nghỉ ốm từ 14 ngày trở lên",
    "UNPAID": "nghỉ không hưởng lương",
    "DETENTION_OR_SUSPENSION": "bị tạm giam, tạm giữ, tạm đình chỉ công tác",
}
SICK_LEAST = 14
TRAINING = {
    "LOAI_C": "công chức loại C",
    "LOAI_D": "công chức loại D",
    "DAI_HOC": "viên chức, đại học",
    "BAC_SI": "viên chức, bác sĩ",
    "CAO_DANG": "viên chức, cao đẳng",
    "TRUNG_CAP": "viên chức, trung cấp",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Absence:
    """A time that may not count as probation: its code of ``EXCLUDED`` (``SICK`` for any sick leave) and its days."""

    code: str
    starts: date
    ends: date

    @property
    def days(self) -> int:
        """How many days it lasts, both ends counted."""
        return (self.ends - self.starts).days + 1


def probation_end(
    category: str, level: str, start: date, absences: Collection[Absence] = (), pack: Pack | None = None
) -> Answer[date]:
    """The last day of probation that begins on ``start``; not applicable where probation is abolished.

    Whoever is still on probation when it is abolished ends it the day before and is graded from that day.
    """
    row = row_of(pack, TOPIC, "probation", category, start)
    if row is None:
        return unregulated(f"tập sự, đối tượng {category}, ngày {shown(start)}")
    if "abolished" in row.value:
        return not_applied(f"Không còn tập sự từ {shown(row.value['abolished'])}.", basis=provisions(row))
    months = row.value.get(level)
    if months is None:
        return lacking("trình độ đào tạo hoặc loại công chức", basis=provisions(row))
    rule = row_of(pack, TOPIC, "probation_excluded", category, start)
    kinds = rule.value if rule else ()
    counted = [one for one in absences if _excluded(one) in kinds]
    lost = sum(one.days for one in counted)
    ends = add_months(start, months) - _DAY + timedelta(days=lost)
    steps = [f"Tập sự {months} tháng từ {shown(start)}."]
    steps += [f"Không tính {one.days} ngày {EXCLUDED[_excluded(one)]}." for one in counted]
    after = row_of(pack, TOPIC, "probation", category, ends)
    if after is not None and "abolished" in after.value:
        ends = after.value["abolished"] - _DAY
        steps.append(f"Từ {shown(after.value['abolished'])} không còn tập sự: xếp ngạch, hạng từ ngày đó.")
        return Answer(ends, None, provisions(row, after), tuple(steps), (), row.confirmed)
    steps.append(f"Hết tập sự {shown(ends)}.")
    return told(ends, row, *steps)


def _excluded(one: Absence) -> str:
    if one.code == "SICK":
        return "SICK_GE_14_DAYS" if one.days >= SICK_LEAST else ""
    return one.code


@dataclass(frozen=True)
class RecruitmentDays:
    """The last day to complete the file, to decide, and to report to work; ``None`` where the step before is open."""

    file: date
    decision: date | None
    report: date | None


def recruitment_days(
    category: str,
    results: date,
    filed: date | None = None,
    decided: date | None = None,
    days: WorkCalendar | None = None,
    pack: Pack | None = None,
) -> Answer[RecruitmentDays]:
    """The file after the results are told, the decision after the file, the first day at work after the decision."""
    row = row_of(pack, TOPIC, "recruitment_days", category, results)
    if row is None:
        return unregulated(f"thời hạn tuyển dụng, đối tượng {category}, ngày {shown(results)}")
    file, decision, report = row.value["file"], row.value["decision_working"], row.value["report"]
    last = results + timedelta(days=file)
    due = add_working_days(filed or last, decision, days)
    base = decided or (due.day if due else None)
    at_work = base + timedelta(days=report) if base else None
    steps = (
        f"Hoàn thiện hồ sơ: {shown(results)} + {file} ngày.",
        f"Ra quyết định: {decision} ngày làm việc sau khi đủ hồ sơ.",
        f"Đến nhận việc: {report} ngày sau quyết định.",
    )
    notes = due.warnings if due else ()
    return told(RecruitmentDays(last, due.day if due else None, at_work), row, *steps, warnings=notes)


def grades(category: str, on: date, pack: Pack | None = None) -> Answer[tuple[str, ...]]:
    """The grades of công chức, highest first."""
    row = row_of(pack, TOPIC, "grades", category, on)
    if row is None:
        return unregulated(f"ngạch công chức, đối tượng {category}, ngày {shown(on)}")
    names = tuple(row.value)
    return told(names, row, f"Ngạch công chức: {', '.join(names)}.")


def grade_change(
    category: str,
    on: date,
    ratings: Ratings = no_ratings,
    known: Obstacles = no_obstacles_known,
    pack: Pack | None = None,
) -> Answer[bool]:
    """Whether a change of job position up one grade is allowed: last year rated well enough, no discipline running."""
    row = row_of(pack, TOPIC, "grade_change", category, on)
    if row is None:
        return unregulated(f"thay đổi vị trí việc làm lên ngạch cao hơn, đối tượng {category}, ngày {shown(on)}")
    rating, held, least = ratings(on.year - 1), known(on), row.value["least"]
    low = rating is not None and RATING_ORDER.index(rating) < RATING_ORDER.index(least)
    running = held is not None and "DISCIPLINE_RUNNING" in held
    steps = [
        "Thay đổi vị trí việc làm thay cho thi, xét nâng ngạch.",
        f"Năm {on.year - 1} phải từ “{RATING_NAMES[least]}” trở lên; không đang thi hành kỷ luật.",
    ]
    if rating is not None:
        steps.append(f"Năm {on.year - 1}: {RATING_NAMES[rating]}.")
    if running:
        steps.append("Đang thi hành quyết định kỷ luật.")
    if not low and not running and (rating is None or held is None):
        wanted = [f"xếp loại năm {on.year - 1}"] * (rating is None) + ["kỷ luật"] * (held is None)
        return lacking(*wanted, basis=provisions(row))
    return judged(row, *steps, ok=not low and not running)


def job_position_deadline(category: str, on: date, pack: Pack | None = None) -> Answer[date]:
    """The day by which everybody is placed into a job position."""
    row = row_of(pack, TOPIC, "job_position_deadline", category, on)
    if row is None:
        return unregulated(f"bố trí vị trí việc làm, đối tượng {category}, ngày {shown(on)}")
    deadline: date = row.value
    return told(deadline, row, f"Bố trí vào vị trí việc làm chậm nhất {shown(deadline)}.")


def leader_rank(post: str, on: date, *, acting: bool = False, pack: Pack | None = None) -> Answer[str]:
    """The rank that a post gives without the certificate, until 01/07/2027; not for somebody acting or in charge."""
    row = row_of(pack, TOPIC, "leader_rank", "CC_LDQL", on)
    if row is None:
        return unregulated(f"xếp ngạch theo chức vụ, ngày {shown(on)}")
    if acting or post not in row.value:
        why = "giao quyền, giao phụ trách" if acting else "chức vụ khác"
        return not_applied(f"Không áp dụng với {why}.", basis=provisions(row))
    rank: str = row.value[post]
    return told(rank, row, f"Xếp ngạch mã số {rank} theo chức vụ đang giữ.")


def commune_standard(category: str, on: date, pack: Pack | None = None) -> Answer[Mapping[str, Any]]:
    """Which standard judges commune staff on the day: ``code``, and ``deadline`` where people have time to meet it."""
    row = row_of(pack, TOPIC, "commune_standard", category, on)
    if row is None:
        return unregulated(f"tiêu chuẩn chức danh cấp xã, đối tượng {category}, ngày {shown(on)}")
    value: Mapping[str, Any] = row.value
    if value["code"] == "JOB_POSITION":
        return told(value, row, "Xét theo tiêu chuẩn của vị trí việc làm; không còn chuẩn riêng của công chức cấp xã.")
    until = f" Thời hạn đạt chuẩn {shown(value['deadline'])}." if "deadline" in value else ""
    return told(value, row, f"Xét theo {row.basis}.{until}")


def becomes_ordinary(category: str, on: date, *, meets_training: bool | None, pack: Pack | None = None) -> Answer[bool]:
    """Whether commune staff become ordinary cán bộ, công chức: those who meet the training standard do, from 01/07/2025."""
    row = row_of(pack, TOPIC, "commune_to_ordinary", category, on)
    if row is None:
        return unregulated(f"chuyển cán bộ, công chức cấp xã, đối tượng {category}, ngày {shown(on)}")
    if meets_training is None:
        return lacking("trình độ đào tạo", basis=provisions(row))
    years = row.value["years"]
    step = "Đạt tiêu chuẩn trình độ đào tạo: được bố trí, không phải làm thủ tục tiếp nhận."
    other = f"Chưa đạt tiêu chuẩn: thực hiện tinh giản biên chế trong {years} năm từ 01/07/2025."
    return judged(row, step if meets_training else other, ok=meets_training, hard=False)
