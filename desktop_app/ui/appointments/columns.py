"""What each tab shows of its rows, and why: the columns and the explanation beside them."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from desktop_app.services.catalogs import catalog
from desktop_app.services.decisions import DecisionRow
from desktop_app.services.movements.proposals import ProposalRow
from desktop_app.services.post_rows import OUTCOMES, HolderRow, TemporaryRow
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.services.staffing_checks import CODES, Remark
from desktop_app.services.staffing_lists import LISTS
from desktop_app.ui.kit.dates import days_left, shown_date
from desktop_app.ui.kit.table import Column
from desktop_app.ui.kit.why import Condition, Rung, Why, why_of

TABS = (
    ("holding", "Đang giữ chức vụ"),
    ("ending", "Sắp hết thời hạn"),
    ("decisions", "Quyết định"),
    ("temporary", "Biệt phái, giao quyền"),
    ("proposals", "Đề xuất"),
    ("remarks", "Cần xem"),
)
_SOON = 7
_CHIPS = {"bo_nhiem_lai": "accent", "keo_dai": "warn", "can_xem_xet": "warn", "nghi_huu": "warn"}


def day_text(day: date | None) -> str:
    """A day, or nothing."""
    return shown_date(day) if day is not None else ""


def left(day: date | None, today: date) -> str:
    """How far off a day is, in words."""
    return days_left((day - today).days) if day is not None else ""


def urgency(day: date | None, today: date) -> str:
    """Red when it has passed, amber in the last week."""
    if day is None:
        return ""
    count = (day - today).days
    return "danger" if count < 0 else "warn" if count <= _SOON else ""


def columns(tab: str, today: date) -> Sequence[Column[Any]]:
    """The columns of a tab."""
    makers: dict[str, Callable[[date], Sequence[Column[Any]]]] = {
        "holding": _holding,
        "ending": _ending,
        "decisions": _decisions,
        "temporary": _temporary,
        "proposals": _proposals,
        "remarks": _remarks,
    }
    return makers[tab](today)


def _category(code: str) -> str:
    plain = code.removesuffix("_LDQL").removesuffix("_QL")
    return CATEGORY_NAMES.get(plain, plain)


def _remarks(_today: date) -> Sequence[Column[Remark]]:
    return (
        Column("code", "Việc cần xem", lambda row: CODES[row.code], 22, chip=lambda _row: "warn"),
        Column("message", "Nội dung", lambda row: row.message, 60),
    )


def _holding(today: date) -> Sequence[Column[HolderRow]]:
    return (
        Column("name", "Người giữ chức vụ", lambda row: row.name, 30, weight=600, second=lambda row: row.where),
        Column("category", "Loại", lambda row: _category(row.category), 12),
        Column("since", "Bổ nhiệm", lambda row: day_text(row.since), 11, date=True),
        Column(
            "term", "Hết hạn", lambda row: day_text(row.term_ends), 11, date=True,
            second=lambda row: left(row.term_ends, today), second_ink=lambda row: urgency(row.term_ends, today),
        ),
        Column("pension", "Nghỉ hưu", lambda row: day_text(row.pension_start), 11, date=True),
    )  # fmt: skip


def _noticed(row: HolderRow) -> str:
    """What was done of the notice already."""
    if row.settled:
        return "đã có quyết định"
    return f"đã gửi {day_text(row.noticed)}" if row.noticed is not None else ""


def _ending(today: date) -> Sequence[Column[HolderRow]]:
    return (
        Column("name", "Người giữ chức vụ", lambda row: row.name, 30, weight=600, second=lambda row: row.where),
        Column("term", "Hết hạn", lambda row: day_text(row.term_ends), 11, date=True),
        Column(
            "notice", "Thông báo trước", lambda row: day_text(row.notice) or "không đặt ra", 14, date=True,
            second=lambda row: _noticed(row) or left(row.notice, today),
            ink=lambda row: "" if _noticed(row) else urgency(row.notice, today),
        ),
        Column(
            "outcome", "Hướng xử lý", lambda row: OUTCOMES[row.outcome], 14, chip=lambda row: _CHIPS.get(row.outcome, "")
        ),
        Column("pension", "Nghỉ hưu", lambda row: day_text(row.pension_start), 11, date=True),
    )  # fmt: skip


def _decisions(_today: date) -> Sequence[Column[DecisionRow]]:
    return (
        Column(
            "number", "Số, ký hiệu", lambda row: row.number or "(chưa ghi số)", 18, weight=600,
            second=lambda row: "số dùng hai lần" if row.double else LISTS["decision_kind"].get(row.kind, ""),
            second_ink=lambda row: "danger" if row.double else "",
        ),
        Column("signed", "Ngày ký", lambda row: day_text(row.signed_on), 11, date=True),
        Column("subject", "Trích yếu", lambda row: row.subject or "", 34, second=lambda row: row.authority),
        Column("signer", "Người ký", lambda row: row.signer_name, 18, second=lambda row: row.signer_post),
        Column("people", "Số người", lambda row: str(row.people) if row.people else "", 8, align="right"),
        Column(
            "state", "Tình trạng", lambda row: LISTS["decision_state"].get(row.state, row.state), 13,
            chip=lambda row: {"hieu_luc": "ok", "huy_bo": "danger"}.get(row.state, ""),
        ),
        Column("scan", "Bản quét", lambda row: LISTS_MEDIA.get(row.media, "") if row.scan else "", 11),
    )  # fmt: skip


LISTS_MEDIA = {"pdf": "PDF", "image": "Ảnh"}


def _temporary(today: date) -> Sequence[Column[TemporaryRow]]:
    def last(row: TemporaryRow) -> date | None:
        days = [one for one in (row.until, row.last_day) if one is not None]
        return min(days, default=None)

    return (
        Column(
            "name", "Người", lambda row: row.name, 30, weight=600,
            second=lambda row: ", ".join(filter(None, (row.post, row.unit))),
        ),
        Column("kind", "Hình thức", lambda row: catalog("movement").name_of(row.kind), 13, chip=lambda _row: "accent"),
        Column("since", "Từ ngày", lambda row: day_text(row.since), 11, date=True),
        Column("until", "Theo quyết định", lambda row: day_text(row.until) or "không ghi", 12, date=True),
        Column(
            "last", "Hết hạn", lambda row: day_text(last(row)), 11, date=True,
            second=lambda row: left(last(row), today), ink=lambda row: urgency(last(row), today),
        ),
    )  # fmt: skip


def _proposals(_today: date) -> Sequence[Column[ProposalRow]]:
    return (
        Column(
            "name", "Người", lambda row: row.name, 30, weight=600,
            second=lambda row: ", ".join(filter(None, (row.post, row.unit))),
        ),
        Column("kind", "Sẽ ghi", lambda row: row.kind_name, 14, chip=lambda _row: "info"),
        Column("day", "Từ ngày", lambda row: day_text(row.day), 11, date=True),
        Column("decision", "Quyết định", lambda row: row.decision_words or "chưa ghi", 26, second=lambda row: row.source),
    )  # fmt: skip


def search_text(row: Any) -> str:
    """What the filter of the page looks into."""
    names = ("name", "post", "unit", "number", "subject", "signer_name", "authority", "source", "message")
    return " ".join(text for name in names if isinstance(text := getattr(row, name, ""), str))


def why(tab: str, row: Any, today: date) -> Why | None:
    """The explanation of a row."""
    if tab in {"holding", "ending"}:
        return _why_holder(row, today)
    if tab == "temporary":
        return _why_temporary(row, today)
    if tab == "proposals":
        then = (Rung("ghi vào hồ sơ", row.kind_name), Rung("có hiệu lực từ", day_text(row.day)))
        claim = f"{row.name} đang giữ “{row.post}” mà sổ chưa có biến động nào nói vì sao."
        note = "Lấy từ chức vụ, ngày bổ nhiệm, quyết định đã nhập; ghi lại thành biến động trong một thao tác, hoàn tác được."
        return Why(claim, note, then_title="Nếu ghi đề xuất này", then=then)
    return None


def _why_holder(row: HolderRow, today: date) -> Why | None:
    if row.outcome == "nhiem_ky":
        return Why(f"{row.name} giữ “{row.post}” theo nhiệm kỳ.", "Hết nhiệm kỳ thì bầu, phê chuẩn hoặc chỉ định lại.")
    if row.answer is None:
        missing = "ngày hết thời hạn giữ chức vụ" if row.term_ends is None else "ngày sinh, giới tính"
        return Why(f"Chưa tính được cho {row.name}: thiếu {missing}.", "Bổ sung trong hồ sơ.")
    outcome = OUTCOMES[row.outcome].lower()
    made = why_of(row.answer, f"{row.name} hết thời hạn giữ “{row.post}” ngày {day_text(row.term_ends)}: {outcome}.")
    found = row.answer.value
    then: tuple[Rung, ...] = ()
    if found is not None and found.outcome is not None:
        then = (
            Rung("thông báo chậm nhất", day_text(found.notice_deadline), left(found.notice_deadline, today)),
            Rung("ra quyết định chậm nhất", day_text(found.decision_deadline), left(found.decision_deadline, today)),
            Rung("thời hạn mới", f"{day_text(found.new_term_start)} – {day_text(found.new_term_end)}"),
        )
    settled = (Condition("ok", "Đã có quyết định cho thời hạn tiếp theo."),) if row.settled else ()
    return Why(
        made.claim, made.note, made.rungs, made.basis, made.basis_note, made.confirmed, made.hard, made.warnings, settled,
        "Các mốc", then,
    )  # fmt: skip


def _why_temporary(row: TemporaryRow, today: date) -> Why:
    kind = catalog("movement").name_of(row.kind)
    claim = f"{row.name}: {kind.lower()} từ {day_text(row.since)}."
    if row.answer is None:
        return Why(claim, "Quy định không đặt thời hạn chung; theo quyết định.")
    return why_of(row.answer, claim, left(row.until or row.last_day, today))
