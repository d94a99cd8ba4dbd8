"""A case in the words and figures of its page: stops of the path, the bar of days, the columns of its lists."""

from datetime import date

from desktop_app.services.discipline.case import CaseView, MemberRow, SpanRow, StepRow
from desktop_app.ui.discipline.columns import day_text, urgency
from desktop_app.ui.kit.course import DayMark, Stop
from desktop_app.ui.kit.table import Column

SHORT = {
    "phat_hien": "Phát hiện", "ket_luan": "Kết luận", "thong_bao": "Thông báo", "kiem_diem": "Kiểm điểm",
    "bao_cao": "Báo cáo", "lap_hoi_dong": "Lập Hội đồng", "trieu_tap": "Triệu tập", "hop_hoi_dong": "Họp Hội đồng",
    "kien_nghi": "Kiến nghị", "quyet_dinh": "Quyết định", "cong_bo": "Công bố",
}  # fmt: skip
_OVER = {"lapsed", "ended", "cancelled", "cleared"}
Days = tuple[float, str, tuple[DayMark, ...], tuple[str, str], str]


def _day_month(day: date | None, now: date) -> str:
    if day is None:
        return ""
    return f"{day:%d/%m}" if day.year == now.year else f"{day:%d/%m/%y}"


def stops_of(view: CaseView) -> tuple[Stop, ...]:
    """The path without the steps that fall away, and the end of the decision."""
    stops = []
    for stage in view.row.standing.stages:
        if stage.status == "skipped":
            continue
        due = stage.due.value if stage.due is not None else None
        note = _day_month(stage.day, view.day) if stage.day else f"hạn {_day_month(due, view.day)}" if due else ""
        status = "next" if view.row.state in _OVER and stage.status != "done" else stage.status
        stops.append(Stop(SHORT[stage.kind], note, status))
    state, ends = view.row.state, view.row.ends
    if state == "cleared":
        return (*stops, Stop("Không kỷ luật", "", "done"))
    if state == "cancelled":
        return (*stops, Stop("Huỷ bỏ", "", "done"))
    over = state in {"lapsed", "ended"}
    note = _day_month(ends, view.day) if ends else "12 tháng"
    if over:
        stops = [Stop(one.name, one.note, "done") if one.status == "current" else one for one in stops]
    return (*stops, Stop("Hết hiệu lực", note, "done" if over else "next"))


def days_of(view: CaseView) -> Days | None:
    """What the bar of days shows; ``None`` for a case that waits for nothing."""
    row = view.row
    if row.detected is None or row.deadline is None or row.days_left is None or row.days_allowed is None:
        return None
    longest = view.longest.value if view.longest is not None else None
    end = max(longest or row.deadline, row.deadline)
    whole = max((end - row.detected).days, 1)
    gone = (view.day - row.detected).days
    mark = DayMark(row.days_allowed / whole, f"{_plain(view)} ngày: {day_text(row.deadline)}")
    last = f"150 ngày nếu tình tiết phức tạp: {day_text(longest)}" if longest and not view.complicated else ""
    ends = (f"phát hiện {day_text(row.detected)}", last)
    return gone / whole, f"hôm nay: ngày {gone}", (mark,), ends, urgency(row.days_left)


def _plain(view: CaseView) -> int:
    return 150 if view.complicated else 90


def _about_step(row: StepRow) -> str:
    votes = (
        f"{row.votes_for}/{row.votes_cast} phiếu" if row.votes_for is not None and row.votes_cast is not None else ""
    )
    effective = f"hiệu lực {day_text(row.effective)}" if row.effective else ""
    return ", ".join(part for part in (row.form_name.lower(), effective, votes, row.text) if part)


STEP_COLUMNS = (
    Column[StepRow]("icon", "", lambda _row: "", 2, stretch=False, icon=lambda _row: ("file-text", "text2")),
    Column[StepRow]("name", "Bước", lambda row: row.name, 18, weight=600, second=_about_step),
    Column[StepRow]("day", "Ngày", lambda row: day_text(row.day), 11, date=True),
    Column[StepRow]("number", "Số văn bản", lambda row: row.number, 13, second=lambda row: row.signer),
    Column[StepRow](
        "scan", "Bản quét", lambda row: "có bản quét" if row.sha256 else "chưa có", 10,
        chip=lambda row: "ok" if row.sha256 else "",
    ),
)  # fmt: skip


MEMBER_COLUMNS = (
    Column[MemberRow]("name", "Họ và tên", lambda row: row.name, 28, weight=600, second=lambda row: row.post),
    Column[MemberRow]("role", "Vai trò", lambda row: row.role_name, 34),
    Column[MemberRow]("opinion", "Ý kiến", lambda row: row.opinion, 24),
)
SPAN_COLUMNS = (
    Column[SpanRow]("name", "Lý do", lambda row: row.name[:1].upper() + row.name[1:], 40, weight=600,
        second=lambda row: ". ".join(filter(None, (row.text, row.note)))),
    Column[SpanRow]("starts", "Từ ngày", lambda row: day_text(row.starts), 11, date=True),
    Column[SpanRow]("ends", "Đến hết ngày", lambda row: day_text(row.ends) or "đang tiếp diễn", 14),
)  # fmt: skip
