"""What each tab shows of its rows, and why: the columns and the explanation beside them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from db.values import PartialDate
from desktop_app.law.calendar import whole_months
from desktop_app.services.due.leaving import DECIDED, GONE, HANDED, NOTICED, PLANNED, STATES
from desktop_app.services.retirement.answers import Explained
from desktop_app.services.retirement.file import next_deed
from desktop_app.services.retirement.rows import RetireRow, UnknownRow
from desktop_app.services.roster_types import SEX_NAMES
from desktop_app.ui.kit.dates import days_left, shown_date
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.why import Condition, Rung, Why, why_of

TABS = (
    ("forecast", "Dự báo"),
    ("year", "Trong năm"),
    ("vacant", "Chức vụ sẽ khuyết"),
    ("unknown", "Chưa tính được"),
    ("gone", "Đã nghỉ"),
)
TONES = {PLANNED: "", NOTICED: "info", DECIDED: "accent", HANDED: "warn", GONE: "ok"}
NEXT = {"notice": "Lập thông báo", "decision": "Lập quyết định", "hand_over": "Ghi bàn giao"}
_SOON, _YEAR = 30, 365
_SHORT = 60
_KINDS = {
    "nghi_truoc_tuoi": "tuổi thấp hơn",
    "tinh_gian": "tinh giản biên chế",
    "nd178": "theo NĐ 178/2024",
    "thoi_viec": "thôi việc",
    "keo_dai": "kéo dài công tác",
}


def day_text(day: date | None) -> str:
    """A day, or nothing."""
    return shown_date(day) if day is not None else ""


def left(day: date | None, today: date) -> str:
    """How far off a day is, in words."""
    if day is None:
        return ""
    count = (day - today).days
    if count > _YEAR:
        years, months = divmod(whole_months(today, day), 12)
        return f"còn {years} năm {months} tháng" if months else f"còn {years} năm"
    return days_left(count)


def short(basis: Sequence[str]) -> str:
    """The first provision, in one line of a band."""
    text = basis[0] if basis else ""
    return text if len(text) <= _SHORT else f"{text[:_SHORT].rpartition(' ')[0].rstrip(',;')} …"


def urgency(day: date | None, today: date) -> str:
    """Red when it has passed, amber in the last month."""
    if day is None:
        return ""
    count = (day - today).days
    return "danger" if count < 0 else "warn" if count <= _SOON else ""


def born_text(born: str) -> str:
    """A birth as the clerk wrote it."""
    return PartialDate.parse(born).vietnamese if born else ""


def age_text(months: int) -> str:
    """``57 tuổi 4 tháng``."""
    if months <= 0:
        return ""
    years, rest = divmod(months, 12)
    return f"{years} tuổi {rest} tháng" if rest else f"{years} tuổi"


def kind_text(row: RetireRow) -> str:
    """What kind of leaving it is, where it is not the ordinary one."""
    if row.postponed:
        return "đã lùi thời điểm"
    return "" if row.kind in {"", "nghi_huu"} else _KINDS[row.kind]


def columns(tab: str, today: date, *, narrow: bool = False) -> Sequence[Column[Any]]:
    """The columns of a tab; ``narrow`` leaves room for the explanation."""
    if tab == "unknown":
        return (
            Column[UnknownRow]("name", "Người", lambda row: row.name, 28, weight=600, second=lambda row: row.where),
            Column[UnknownRow]("reason", "Vì sao chưa tính được", lambda row: row.reason, 60),
            Column[UnknownRow]("next", "Việc tiếp", lambda _row: "Bổ sung hồ sơ", 14, ink=lambda _row: "accent"),
        )
    if tab == "vacant":
        return _vacant(today)
    if tab == "gone":
        return _gone()
    return _people(today, narrow=narrow)


def _name(title: str) -> Column[RetireRow]:
    return Column("name", title, lambda row: row.name, 28, weight=600, second=lambda row: row.where)


def _born() -> Column[RetireRow]:
    return Column("born", "Ngày sinh", lambda row: born_text(row.born), 16, second=lambda row: age_text(row.age_months))


def _state() -> Column[RetireRow]:
    return Column("state", "Trạng thái", lambda row: STATES[row.state], 13, chip=lambda row: TONES.get(row.state, ""))


def _people(today: date, *, narrow: bool) -> Sequence[Column[RetireRow]]:
    def waits(row: RetireRow, done: date | None) -> bool:
        return done is None and row.state in {PLANNED, NOTICED} and row.retires

    def noticed(row: RetireRow) -> date | None:
        return row.noticed_on or (today if row.state in {DECIDED, HANDED, GONE} else None)

    whole: Sequence[Column[RetireRow]] = (
        _name("Người nghỉ hưu"),
        _born(),
        Column(
            "leaves", "Nghỉ từ", lambda row: day_text(row.leaves_on), 17, weight=600, second=kind_text,
            second_ink=lambda row: "danger" if row.is_late(today) else "",
        ),
        _state(),
        Column(
            "notice", "Báo trước", lambda row: day_text(row.notice_deadline), 17,
            second=lambda row: f"đã gửi {day_text(row.noticed_on)}" if row.noticed_on else left(row.notice_deadline, today)
            if waits(row, noticed(row)) else "",
            ink=lambda row: urgency(row.notice_deadline, today) if waits(row, noticed(row)) else "",
        ),
        Column(
            "decision", "Quyết định", lambda row: day_text(row.decision_deadline), 17,
            second=lambda row: f"đã ký {day_text(row.decided_on)}" if row.decided_on else left(row.decision_deadline, today)
            if waits(row, row.decided_on) else "",
            ink=lambda row: urgency(row.decision_deadline, today) if waits(row, row.decided_on) else "",
        ),
        Column(
            "next", "Việc tiếp",
            lambda row: NEXT.get(next_deed(row), "Hồ sơ đã khép" if row.state == GONE else "Chờ đến ngày nghỉ"), 15,
            ink=lambda row: "accent" if next_deed(row) else "",
        ),
    )  # fmt: skip
    return [one for one in whole if not narrow or one.name not in {"born", "next"}]


def _vacant(today: date) -> Sequence[Column[RetireRow]]:
    return (
        Column[RetireRow](
            "post", "Chức vụ sẽ khuyết", lambda row: row.post, 30, weight=600, second=lambda row: row.unit_name
        ),
        Column[RetireRow](
            "from", "Khuyết từ", lambda row: day_text(row.vacant_from), 17, weight=600,
            second=lambda row: left(row.vacant_from, today),
        ),
        Column[RetireRow]("holder", "Người đang giữ", lambda row: row.name, 24, second=lambda row: born_text(row.born)),
        _state(),
    )  # fmt: skip


def _gone() -> Sequence[Column[RetireRow]]:
    return (
        _name("Người đã nghỉ"),
        _born(),
        Column[RetireRow]("leaves", "Nghỉ từ", lambda row: day_text(row.leaves_on), 13, date=True, weight=600),
        Column[RetireRow](
            "decision", "Quyết định", lambda row: row.decision_number or "(chưa ghi)", 18,
            second=lambda row: day_text(row.decided_on),
        ),
        Column[RetireRow]("signer", "Người ký", lambda row: row.signer, 20, second=lambda row: row.signer_post),
    )  # fmt: skip


def why_person(found: Explained, row: RetireRow, today: date) -> Why:
    """Why somebody retires on that day: rule, table row, arithmetic, what is due when."""
    if found.answer is None:
        return Why(f"Chưa tính được cho {found.name}.", found.wrong)
    made = why_of(found.answer, f"{row.name} nghỉ từ {day_text(row.leaves_on)}", _facts(found))
    then = [
        Rung("thông báo chậm nhất", day_text(row.notice_deadline), left(row.notice_deadline, today)),
        Rung("quyết định chậm nhất", day_text(row.decision_deadline), left(row.decision_deadline, today)),
        Rung("làm việc đến hết", day_text(row.last_working_day)),
    ]
    told = []
    if row.is_late(today):
        told.append(Condition("danger", "Đã quá thời điểm nghỉ mà chưa có quyết định."))
    if kind_text(row):
        text = f"Theo hồ sơ: {kind_text(row)}, nghỉ từ {day_text(row.leaves_on)}."
        told.append(Condition("info", text))
    return Why(
        made.claim, made.note, made.rungs, made.basis, made.basis_note, made.confirmed, made.hard, made.warnings,
        tuple(told), "Các mốc", tuple(one for one in then if one.value),
    )  # fmt: skip


def why_unknown(row: UnknownRow) -> Why:
    """Why nothing can be computed, and what to do."""
    told = (Condition("warn", "Không đoán tuổi: bổ sung hồ sơ rồi tự tính lại."),)
    return Why(f"Chưa tính được cho {row.name}.", row.reason, conditions=told)


def _facts(found: Explained) -> str:
    sex = SEX_NAMES.get(found.sex, "")
    return ", ".join(filter(None, (sex, f"sinh {born_text(found.born)}" if found.born else "")))
