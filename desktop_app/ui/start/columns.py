"""How the due list is shown: its columns, the words of its actions, the reason behind a line."""

from datetime import date

from desktop_app.law.calendar import shown
from desktop_app.services.due.rows import DueRow
from desktop_app.ui.kit.dates import days_left
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.why import Condition, Why, rung_of, short_basis

ICONS = {
    "RET": "hourglass-medium",
    "TERM": "arrows-left-right",
    "ACT": "user",
    "SEC": "arrows-left-right",
    "ROT": "arrow-clockwise",
    "DIS": "scales",
    "SUSP": "prohibit",
    "SAL": "chart-line-up",
    "RATE": "medal",
    "STD": "identification-card",
    "VTVL": "tree-structure",
}
FAMILIES = (
    ("RET", "Nghỉ hưu"),
    ("TERM", "Hết thời hạn giữ chức vụ"),
    ("ACT", "Giao quyền"),
    ("SEC", "Biệt phái"),
    ("ROT", "Chuyển đổi vị trí"),
    ("DIS", "Kỷ luật"),
    ("SUSP", "Tạm đình chỉ"),
    ("SAL", "Nâng bậc lương"),
    ("RATE", "Đánh giá, xếp loại"),
    ("VTVL", "Vị trí việc làm"),
    ("STD", "Tiêu chuẩn chức danh"),
)
# the words of an action, and what is opened: after a colon the kind of movement that settles it
ACTIONS = {
    "retirement_plan": ("Xem danh sách", "retirement"),
    "retirement_notice": ("Lập thông báo", "retirement"),
    "retirement_decision": ("Lập quyết định", "retirement"),
    "salary_early_raise": ("Xem hồ sơ", "person"),
    "insurance_record": ("Xem hồ sơ", "person"),
    "reappointment_notice": ("Lập thông báo", "term_notice"),
    "reappointment_self_report": ("Ghi đã nộp", "done"),
    "reappointment_meeting": ("Ghi đã họp", "done"),
    "reappointment_decision": ("Bổ nhiệm lại", "term_decision"),
    "end_acting": ("Kết thúc giao quyền", "acting_end"),
    "end_secondment": ("Kết thúc biệt phái", "acting_end"),
    "rotate_position": ("Chuyển đổi vị trí", "movement:chuyen_doi_vi_tri"),
    "discipline_decision": ("Mở vụ việc", "discipline"),
    "discipline_case": ("Mở vụ việc", "discipline"),
    "discipline_end": ("Mở vụ việc", "discipline"),
    "end_suspension": ("Xem hồ sơ", "person"),
    "salary_step": ("Xem hồ sơ", "person"),
    "rating": ("Ghi đã làm", "done"),
    "standard": ("Xem danh sách", "search"),
    "job_position": ("Xem tổ chức", "organisation"),
}


def family(code: str) -> str:
    """The kind of a task: what stands before the dash."""
    return code.split("-", maxsplit=1)[0]


def _title(row: DueRow) -> str:
    return row.task.title.split(": ", maxsplit=1)[0]


def _reason(row: DueRow) -> str:
    # the post stands under the name already; what is cut off at the end of a narrow column must not be the day
    about = row.task.title.partition(": ")[2].removeprefix(f"{row.about.note.split(', ')[0]}, ")
    if any(sign.isdigit() for sign in about):
        return about[:1].upper() + about[1:]
    return row.task.steps[0].rstrip(".") if row.task.steps else about


def _law(row: DueRow) -> str:
    unsure = "" if row.task.confirmed else ", chưa xác nhận"
    return f"§ {short_basis(row.task.basis[0])}{unsure}" if row.task.basis else ""


def columns(day: date) -> tuple[Column[DueRow], ...]:
    """The columns as of a day."""

    def tone(row: DueRow) -> str:
        return {"overdue": "danger", "passed": "warn"}.get(row.group(day), "")

    def note(row: DueRow) -> str:
        handed = f" · giao {row.handed.whom}" if row.handed else ""
        return ", ".join(part for part in (row.about.name, row.about.note) if part) + handed

    return (
        Column(
            "icon", "", lambda _row: "", 2, stretch=False,
            icon=lambda row: (ICONS.get(family(row.task.code), "info"), tone(row) or "text2"),
        ),
        Column("task", "Việc", _title, 24, weight=600, second=note),
        Column("reason", "Vì sao", _reason, 25, second=_law),
        Column(
            "due", "Đến hạn", lambda row: shown(row.task.due), align="right", date=True,
            ink=lambda row: "danger" if row.group(day) == "overdue" else "", weight=600,
            second=lambda row: days_left(row.days_left(day)),
        ),
        Column(
            "act", "Việc làm", lambda row: ACTIONS[row.task.action][0], 12, weight=600, ink=lambda _row: "accent",
            key="Enter",
        ),
    )  # fmt: skip


def why_of_task(row: DueRow, day: date) -> Why:
    """The explanation of a line."""
    whom = ", ".join(part for part in (row.about.name, row.about.note) if part)
    conditions = []
    if row.handed is not None:
        said = f"Bàn giao cho {row.handed.whom} ngày {shown(row.handed.marked_on)}"
        conditions.append(Condition("info", f"{said}. {row.handed.note}".strip()))
    return Why(
        claim=f"{row.task.title} ({whom})" if whom else row.task.title,
        note=f"Đến hạn {shown(row.task.due)}, {days_left(row.days_left(day))}.",
        rungs=tuple(rung_of(step) for step in row.task.steps),
        basis=row.task.basis,
        confirmed=row.task.confirmed,
        hard=row.task.kind == "hard",
        warnings=row.task.warnings,
        conditions=tuple(conditions),
    )
