"""What the law wants done by a day: one dated task, and the table of reminders that tells when each kind shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Kind = Literal["hard", "soft"]
Every = Literal["", "month", "quarter", "year"]


@dataclass(frozen=True)
class Reminder:
    """One code: what it is called, how many days ahead it shows, and the action that settles it.

    ``leads`` are the days before the due day on which it presses again, the longest first; ``every`` names the period
    in which a task without such days comes up again.
    """

    code: str
    title: str
    leads: tuple[int, ...]
    kind: Kind
    action: str
    every: Every = ""


REMINDERS: Mapping[str, Reminder] = {
    one.code: one
    for one in (
        Reminder("RET-12", "Lập danh sách người đến tuổi nghỉ hưu trong 12 tháng", (0,), "soft", "retirement_plan"),
        Reminder("RET-6", "Ra thông báo nghỉ hưu", (30, 7, 0), "hard", "retirement_notice"),
        Reminder("RET-3", "Ra quyết định nghỉ hưu", (30, 7, 0), "hard", "retirement_decision"),
        Reminder(
            "RET-SAL", "Nâng bậc lương trước thời hạn khi có thông báo nghỉ hưu", (), "soft", "salary_early_raise"
        ),
        Reminder("RET-INS", "Đến tuổi mà chưa đủ thời gian đóng bảo hiểm xã hội", (730,), "soft", "insurance_record"),
        Reminder("TERM-90W", "Thông báo việc bổ nhiệm lại", (30, 7, 0), "hard", "reappointment_notice"),
        Reminder("TERM-SELF", "Nộp báo cáo tự nhận xét, đánh giá", (3, 0), "hard", "reappointment_self_report"),
        Reminder("TERM-MEET", "Họp xem xét bổ nhiệm lại", (7, 0), "hard", "reappointment_meeting"),
        Reminder("TERM-1", "Ra quyết định bổ nhiệm lại", (10, 3, 0), "hard", "reappointment_decision"),
        Reminder("ACT-12", "Hết thời hạn giao quyền", (60, 30, 0), "hard", "end_acting"),
        Reminder("SEC-36", "Hết thời hạn biệt phái", (60, 30), "hard", "end_secondment"),
        Reminder("ROT", "Chuyển đổi vị trí công tác", (60,), "soft", "rotate_position"),
        Reminder("DIS-90", "Hết thời hạn xử lý kỷ luật 90 ngày", (30, 7, 0), "hard", "discipline_decision"),
        Reminder("DIS-150", "Hết thời hạn xử lý kỷ luật 150 ngày", (30, 7, 0), "hard", "discipline_decision"),
        Reminder("DIS-30P", "Xử lý kỷ luật hành chính sau kỷ luật Đảng", (10, 0), "hard", "discipline_decision"),
        Reminder("DIS-PARTY", "Quyết định kỷ luật hành chính theo kỷ luật Đảng", (30, 0), "hard", "discipline_case"),
        Reminder("DIS-LIM", "Hết thời hiệu xử lý kỷ luật", (90,), "soft", "discipline_case"),
        Reminder("DIS-12", "Quyết định kỷ luật chấm dứt hiệu lực", (0,), "soft", "discipline_end"),
        Reminder("DIS-BAN", "Hết thời gian hạn chế sau kỷ luật", (0,), "soft", "discipline_end"),
        Reminder("DIS-GIVE", "Trả lại quyền lợi sau khi huỷ quyết định kỷ luật", (0,), "soft", "discipline_case"),
        Reminder("SUSP", "Hết thời hạn tạm đình chỉ công tác", (5, 0), "hard", "end_suspension"),
        Reminder(
            "SAL", "Nâng bậc lương thường xuyên, phụ cấp thâm niên vượt khung", (60,), "soft", "salary_step", "month"
        ),
        Reminder("RATE-CC", "Đánh giá, xếp loại công chức", (30, 7), "hard", "rating"),
        Reminder("RATE-VC", "Đánh giá, xếp loại viên chức", (30, 7), "hard", "rating"),
        Reminder("STD-2028", "Người chưa đạt chuẩn chức danh cấp xã", (), "soft", "standard", "year"),
        Reminder("VTVL-2027", "Bố trí vào vị trí việc làm", (), "soft", "job_position", "quarter"),
    )
}


@dataclass(frozen=True)
class Task:
    """One thing to be done by a day, with the provision and the arithmetic behind the day.

    ``lead_from`` is the first day it shows, ``stages`` the days on which it presses again. A task on an unconfirmed
    rule is soft.
    """

    code: str
    title: str
    due: date
    lead_from: date
    kind: Kind
    basis: tuple[str, ...]
    steps: tuple[str, ...]
    action: str
    confirmed: bool = True
    warnings: tuple[str, ...] = ()
    stages: tuple[date, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a code that no reminder has, a task that shows after it is due, and a hard one on an unconfirmed rule."""
        if self.code not in REMINDERS:
            raise ValueError(f"{self.code} is no reminder")
        if self.lead_from > self.due:
            raise ValueError(f"{self.code} shows after it is due")
        if self.kind == "hard" and not self.confirmed:
            raise ValueError("an unconfirmed rule warns, it never refuses")

    def shows(self, day: date) -> bool:
        """Whether the due list of ``day`` has it; overdue tasks stay until they are settled."""
        return day >= self.lead_from

    def overdue(self, day: date) -> bool:
        """Whether the due day has passed."""
        return day > self.due

    def stage(self, day: date) -> date | None:
        """The last day up to ``day`` on which it pressed; a task put off before that day comes up again."""
        return max((one for one in self.stages if one <= day), default=None)


def task(  # the table tells title, kind, leads and action; the rule tells the rest
    code: str,
    due: date,
    basis: tuple[str, ...],
    steps: tuple[str, ...],
    *,
    about: str = "",
    lead_from: date | None = None,
    confirmed: bool = True,
    warnings: tuple[str, ...] = (),
) -> Task:
    """The task of a code due on a day; ``about`` completes the title, ``lead_from`` is given where the table has no days."""
    reminder = REMINDERS[code]
    stages = tuple(due - timedelta(days=lead) for lead in reminder.leads)
    first = lead_from or (stages[0] if stages else due)
    title = f"{reminder.title}: {about}" if about else reminder.title
    kind = reminder.kind if confirmed else "soft"
    return Task(code, title, due, first, kind, basis, steps, reminder.action, confirmed, warnings, stages or (first,))
