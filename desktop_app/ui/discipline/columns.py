"""What each tab of discipline shows of its rows, and why: the columns and the explanation beside them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from desktop_app.law.discipline import FORMS
from desktop_app.law.discipline_effects import decision_span
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.discipline.proposals import DisciplineProposal
from desktop_app.services.discipline.rows import OPEN, CaseRow
from desktop_app.ui.kit.dates import days_left, shown_date
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.why import Rung, Why, rung_of, why_of

TABS = (("open", "Đang xử lý"), ("running", "Đang có hiệu lực"), ("history", "Đã xong"), ("proposals", "Đề xuất"))
_SOON, _WEEK = 15, 7
STATE_TONES = {"open": "warn", "resting": "info", "running": "warn", "future": "info", "cancelled": "danger"}


def day_text(day: date | None) -> str:
    """A day, or nothing."""
    return shown_date(day) if day is not None else ""


def left_text(count: int | None) -> str:
    """Days to go as a clerk says them."""
    return "" if count is None else days_left(count)


def urgency(count: int | None) -> str:
    """Red when it has passed, amber when it is near."""
    return "" if count is None else "danger" if count < 0 else "warn" if count <= _SOON else ""


def form_text(row: CaseRow) -> str:
    """The form of the decision, written as the head of a cell."""
    text = FORMS.get(row.form or "", "")
    return text[:1].upper() + text[1:]


def category_text(row: CaseRow) -> str:
    """The category when the case was handled, in few words."""
    names = {"CB": "Cán bộ", "CC": "Công chức", "CC_LDQL": "Công chức, lãnh đạo", "VC": "Viên chức",
             "VC_QL": "Viên chức quản lý", "HDLD": "Hợp đồng", "KCT": "Không chuyên trách"}  # fmt: skip
    return names.get(row.category, row.category)


def columns(tab: str, today: date) -> Sequence[Column[Any]]:
    """The columns of a tab."""
    makers: dict[str, Callable[[date], Sequence[Column[Any]]]] = {
        "open": _open,
        "running": _running,
        "history": _history,
        "proposals": _proposals,
    }
    return makers[tab](today)


def _days_bar(row: CaseRow) -> tuple[float, float, str] | None:
    if row.days_allowed is None or row.days_left is None:
        return None
    whole = max(row.longest or row.days_allowed, row.days_allowed, 1)
    return (row.days_allowed - row.days_left) / whole, row.days_allowed / whole, urgency(row.days_left)


def _open(_today: date) -> Sequence[Column[CaseRow]]:
    return (
        Column("name", "Người", lambda row: row.name, 22, weight=600, second=category_text),
        Column("act", "Hành vi", lambda row: row.act, 28, second=lambda row: f"phát hiện {day_text(row.detected)}"),
        Column(
            "stage", "Bước hiện tại", lambda row: row.stage or row.state_name, 24,
            second=lambda row: row.state_name if row.state == "resting" else "", second_ink=lambda _row: "info",
        ),
        Column("days", "Thời hạn xử lý", lambda row: left_text(row.days_left), 18, stretch=False, bar=_days_bar),
        Column(
            "deadline", "Hạn", lambda row: day_text(row.deadline), 11, date=True, ink=lambda row: urgency(row.days_left)
        ),
    )  # fmt: skip


def _running(today: date) -> Sequence[Column[CaseRow]]:
    def left(row: CaseRow) -> int | None:
        return (row.ends - today).days if row.ends else None

    return (
        Column("name", "Người", lambda row: row.name, 22, weight=600, second=category_text),
        Column("form", "Hình thức", form_text, 18, chip=lambda _row: ""),
        Column("act", "Hành vi", lambda row: row.act, 26, second=lambda row: row.number or "chưa có số quyết định"),
        Column("effective", "Hiệu lực từ", lambda row: day_text(row.effective), 11, date=True),
        Column(
            "ends", "Hết hiệu lực", lambda row: day_text(row.ends) or "chưa rõ", 12, date=True,
            second=lambda row: left_text(left(row)), weight=600,
        ),
    )  # fmt: skip


def _history(_today: date) -> Sequence[Column[CaseRow]]:
    return (
        Column("name", "Người", lambda row: row.name, 22, weight=600, second=category_text),
        Column("form", "Hình thức", form_text, 18),
        Column("act", "Hành vi", lambda row: row.act, 26, second=lambda row: row.number or ""),
        Column("effective", "Hiệu lực từ", lambda row: day_text(row.effective), 11, date=True),
        Column("ends", "Hết hiệu lực", lambda row: day_text(row.ends), 12, date=True),
        Column("state", "Tình trạng", lambda row: row.state_name, 18, chip=lambda row: STATE_TONES.get(row.state, "")),
    )  # fmt: skip


def _proposals(_today: date) -> Sequence[Column[DisciplineProposal]]:
    return (
        Column("name", "Người", lambda row: row.name, 22, weight=600, second=lambda row: row.where),
        Column("text", "Nguyên văn", lambda row: row.text, 34, second=lambda row: row.heading),
        Column(
            "form", "Đọc được", lambda row: row.form_name or "chưa rõ hình thức", 18,
            chip=lambda row: "info" if row.form else "warn",
        ),
        Column("day", "Ngày", lambda row: day_text(row.day) or "chưa rõ", 11, date=True, second=lambda row: row.number),
    )  # fmt: skip


def search_text(row: Any) -> str:
    """What the filter of the page looks into."""
    names = ("name", "act", "number", "authority", "signer", "text", "where")
    return " ".join(str(getattr(row, name, "") or "") for name in names)


def why(row: Any, today: date) -> Why | None:
    """The explanation of a row."""
    if isinstance(row, DisciplineProposal):
        return _why_proposal(row)
    if row.state in OPEN:
        return why_deadline(row, today)
    if row.standing.decided is None:
        return Why(f"{row.name}: {row.state_name}.", f"Phát hiện {day_text(row.detected)}.")
    answer = decision_span(row.standing.decided.case)
    note = f"Quyết định số {row.number or '(chưa ghi)'}, {row.authority or 'chưa ghi cơ quan ban hành'}."
    found = why_of(answer, f"{form_text(row)}: {row.state_name.lower()}", note)
    if row.ends is None:
        return found
    then = (Rung("Tự hết hiệu lực, không cần văn bản", day_text(row.ends), left_text((row.ends - today).days)),)
    return Why(**{**vars(found), "then_title": "Tiếp theo", "then": then})


def why_deadline(row: CaseRow, today: date) -> Why:
    """Until when a case must be decided, and how that was counted."""
    del today
    answer = row.standing.deadline
    claim = f"Phải ra quyết định đối với {row.name} chậm nhất {day_text(row.deadline)}."
    if answer is None or answer.value is None:
        steps = answer.steps if answer else ("Chưa ghi ngày phát hiện.",)
        return Why(f"Chưa tính được thời hạn xử lý đối với {row.name}.", rungs=tuple(rung_of(step) for step in steps))
    stages = [one for one in row.standing.stages if one.due is not None and one.due.value is not None]
    then = tuple(Rung(LISTS["discipline_step"][one.kind], day_text(one.due.value)) for one in stages if one.due)
    found = why_of(answer, claim, left_text(row.days_left))
    return Why(**{**vars(found), "then_title": "Bước có hạn riêng" if then else "", "then": then})


def _why_proposal(row: DisciplineProposal) -> Why:
    then = tuple(Rung(label, value or "chưa đọc được") for label, value in row.read())
    return Why(
        f"Tệp đã nhập ghi về kỷ luật của {row.name}.",
        "Chỉ là đề xuất: không thành hồ sơ kỷ luật cho đến khi được xác nhận từng dòng.",
        rungs=(Rung(row.heading, "", row.text), Rung("Nguồn", "", row.where)),
        then_title="Đọc thành",
        then=then,
    )
