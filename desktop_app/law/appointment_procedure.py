"""The procedure of an appointment: its time limits, how fresh the file must be, what a count of votes leads to."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.appointments import TOPIC
from desktop_app.law.calendar import WorkCalendar, add_months, add_working_days, shown
from desktop_app.law.judging import as_leader, judged, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack


@dataclass(frozen=True)
class Vote:
    """One count: who was summoned, who came, who chose the person; ``other_name``: not the name proposed at the step before."""

    summoned: int
    present: int
    chosen: int
    reappointment: bool = False
    other_name: bool = False


@dataclass(frozen=True)
class ProcedureLimits:
    """The last day to agree the principle and to finish; ``None`` where the step before is not done or no calendar reaches."""

    principle: date | None
    finish: date | None


def procedure_limits(
    category: str,
    proposed: date,
    agreed: date | None = None,
    days: WorkCalendar | None = None,
    pack: Pack | None = None,
) -> Answer[ProcedureLimits]:
    """Fifteen working days from the proposal to agree the principle, thirty from there to finish."""
    row = row_of(pack, TOPIC, "procedure_working_days", as_leader(category), agreed or proposed)
    if row is None:
        return unregulated(f"thời hạn quy trình bổ nhiệm, đối tượng {category}, ngày {shown(proposed)}")
    principle, finish = int(row.value["principle"]), int(row.value["finish"])
    first = add_working_days(proposed, principle, days)
    last = add_working_days(agreed, finish, days) if agreed else None
    steps = [f"Đề nghị {shown(proposed)} + {principle} ngày làm việc: thống nhất chủ trương."]
    if agreed:
        steps.append(f"Thống nhất chủ trương {shown(agreed)} + {finish} ngày làm việc: hoàn thành quy trình.")
    notes = tuple(note for one in (first, last) if one for note in one.warnings)
    found = ProcedureLimits(first.day if first else None, last.day if last else None)
    return told(found, row, *steps, warnings=tuple(dict.fromkeys(notes)))


def file_fresh(category: str, on: date, made: date, item: str | None = None, pack: Pack | None = None) -> Answer[bool]:
    """Whether a paper of the appointment file is young enough on the day; the same file may serve again as long as it is.

    ``item`` is its number in the list of the file; papers that the text does not name may be of any age.
    """
    row = row_of(pack, TOPIC, "file_months", as_leader(category), on)
    if row is None:
        return unregulated(f"hồ sơ bổ nhiệm, đối tượng {category}, ngày {shown(on)}")
    if item is not None and item not in row.value.get("items", (item,)):
        return not_applied(f"Thành phần hồ sơ số {item}: không quy định thời hạn.", basis=provisions(row))
    months = int(row.value["months"])
    until = add_months(made, months)
    step = f"Lập ngày {shown(made)}; dùng được, kể cả dùng lại, đến {shown(until)} ({months} tháng)."
    return judged(row, step, ok=on <= until)


def vote(category: str, on: date, counted: Vote, pack: Pack | None = None) -> Answer[str]:
    """What a count of votes leads to: ``pass``, ``shortlist``, ``fail``, ``head_decides`` or ``no_quorum``.

    Shares are of all who were summoned. For a reappointment exactly half leaves the decision to the head.
    """
    row = row_of(pack, TOPIC, "votes", as_leader(category), on)
    if row is None:
        return unregulated(f"tỷ lệ phiếu, đối tượng {category}, ngày {shown(on)}")
    value = row.value
    over, low = int(value["over_percent"]), int(value["shortlist_percent"])
    part, whole = value["quorum"]
    share = f"{counted.chosen}/{counted.summoned} người được triệu tập"
    if counted.present * whole < counted.summoned * part:
        return told("no_quorum", row, f"Có mặt {counted.present}/{counted.summoned}: chưa đủ {part}/{whole}.")
    if counted.other_name:
        part, whole = value["other_name"]
        enough = counted.chosen * whole >= counted.summoned * part
        step = f"{share}, người khác với giới thiệu ở bước trước: {'đủ' if enough else 'chưa đủ'} {part}/{whole}."
        return told("pass" if enough else "fail", row, step)
    if counted.chosen * 100 > counted.summoned * over:
        return told("pass", row, f"{share}: trên {over} %.")
    if counted.reappointment:
        half = counted.chosen * 100 == counted.summoned * over
        step = f"{share}: đúng {over} %, người đứng đầu quyết định." if half else f"{share}: không quá {over} %."
        return told("head_decides" if half else "fail", row, step)
    listed = counted.chosen * 100 >= counted.summoned * low
    return told("shortlist" if listed else "fail", row, f"{share}: {'từ' if listed else 'dưới'} {low} %.")


def procedure_steps(
    category: str, on: date, source: Literal["on_site", "external"], pack: Pack | None = None
) -> Answer[int]:
    """How many steps the procedure has: five for somebody of the body itself, three for somebody from elsewhere."""
    row = row_of(pack, TOPIC, "procedure_steps", as_leader(category), on)
    if row is None:
        return unregulated(f"các bước quy trình bổ nhiệm, đối tượng {category}, ngày {shown(on)}")
    count: int = row.value[source]
    where = "nguồn nhân sự tại chỗ" if source == "on_site" else "nguồn nhân sự từ nơi khác"
    return told(count, row, f"Quy trình với {where}: {count} bước.")


def planning_fits(
    category: str, on: date, people: int, posts: int, *, higher: bool, pack: Pack | None = None
) -> Answer[bool]:
    """Whether one more name fits the planning list of a post: three people a post, three posts a person, higher posts only.

    ``people`` and ``posts`` count the new name in.
    """
    row = row_of(pack, TOPIC, "planning_limits", as_leader(category), on)
    if row is None:
        return unregulated(f"quy hoạch, đối tượng {category}, ngày {shown(on)}")
    most, each = row.value["people"], row.value["posts"]
    steps = [f"Một chức vụ quy hoạch {people} người (tối đa {most}); một người {posts} chức vụ (tối đa {each})."]
    if not higher:
        steps.append("Chỉ quy hoạch vào chức vụ cao hơn.")
    return judged(row, *steps, ok=people <= most and posts <= each and higher)
