"""When units merge, split or change their name: whose term runs on, which allowance is kept and until when, back-pay."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from db.values import Coefficient, Dong
from desktop_app.law.acting import TOPIC
from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.appointments import term_end
from desktop_app.law.calendar import add_months, shown
from desktop_app.law.judging import as_leader, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack

Case = Literal["MERGER", "RENAME", "HIGHER"]
CASES = {
    "MERGER": "sắp xếp, chức vụ mới tương đương hoặc thấp hơn",
    "RENAME": "chỉ đổi tên tổ chức",
    "HIGHER": "sắp xếp, chức vụ mới cao hơn",
}
TWO_TIER = date(2025, 7, 1)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class NewTerm:
    """The term after a reorganisation; ``procedure`` says whether the appointment procedure is needed."""

    starts: date | None
    ends: date | None
    procedure: bool


def term_after(  # the rule asks for all of these
    category: str,
    case: Case,
    decided: date,
    old_start: date,
    old_end: date | None,
    *,
    months: int = 60,
    pack: Pack | None = None,
) -> Answer[NewTerm]:
    """Công chức: the new decision starts a term, a mere new name keeps the old one. Viên chức keep the old term."""
    row = row_of(pack, TOPIC, "merger_term", as_leader(category), decided)
    if row is None or case not in row.value:
        return unregulated(f"thời hạn khi {CASES[case]}, đối tượng {category}, ngày {shown(decided)}")
    rule = row.value[case]
    if rule == "PROCEDURE":
        step = "Chức vụ mới cao hơn chức vụ cũ: làm đủ quy trình bổ nhiệm từ nguồn nơi khác."
        return told(NewTerm(None, None, procedure=True), row, step)
    if rule == "NEW":
        ends = term_end(decided, months)
        step = f"Thời hạn tính từ quyết định mới {shown(decided)}: đến {shown(ends)}; không phải làm quy trình."
        return told(NewTerm(decided, ends, procedure=False), row, step)
    ends = old_end or term_end(old_start, months)
    step = f"Giữ thời hạn của quyết định cũ {shown(old_start)}: đến {shown(ends)}; không phải làm quy trình."
    return told(NewTerm(old_start, ends, procedure=False), row, step)


def allowance_on(
    day: date, kept: Coefficient | None, kept_until: date | None, new: Coefficient | None
) -> Answer[Coefficient]:
    """The position allowance paid on a day: the kept one while it is higher and runs, then the new one."""
    basis = ("Nghị định số 07/2026/NĐ-CP",)
    runs = kept is not None and (kept_until is None or day <= kept_until)
    if runs and kept is not None and (new is None or kept > new):
        until = f" đến hết {shown(kept_until)}" if kept_until else ""
        step = f"Hưởng mức bảo lưu {kept.vietnamese}{until}, cao hơn mức mới."
        missing = () if kept_until else ("kept_until",)
        return Answer(kept, None, basis, (step,), unsettled=missing)
    if new is None:
        return not_applied("Không có phụ cấp chức vụ.", basis=basis)
    return Answer(new, None, basis, (f"Hưởng mức của chức vụ hiện nay {new.vietnamese}.",))


def back_pay(
    category: str,
    since: date,
    paid: Coefficient | None,
    new: Coefficient,
    base: Callable[[date], Dong],
    pack: Pack | None = None,
) -> Answer[Dong]:
    """What is paid afterwards for a commune post taken from 01/07/2025 with no allowance, or a lower one, to 31/12/2025.

    ``base`` gives the base salary on a day. Insurance is settled for the same months.
    """
    row = row_of(pack, TOPIC, "commune_back_pay", category, since)
    if row is None:
        return unregulated(f"truy lĩnh phụ cấp chức vụ cấp xã, đối tượng {category}, ngày {shown(since)}")
    had = paid or Coefficient(0)
    if not had < new or since > row.value["last"]:
        return not_applied("Không có chênh lệch phải truy lĩnh.", basis=provisions(row))
    short = Coefficient(new.hundredths - had.hundredths)
    month = since.replace(day=1)
    months = []
    while month <= row.value["last"]:
        months.append(month)
        month = add_months(month, 1)
    amount = sum(_round_half_up(base(one).amount * short.hundredths) for one in months)
    whole = since.day == 1
    notes = () if whole else (f"Nhận chức vụ giữa tháng ({shown(since)}): tháng đầu tính đủ, cần kiểm tra lại.",)
    steps = (
        f"Chênh lệch {new.vietnamese} − {had.vietnamese} = {short.vietnamese}.",
        f"{len(months)} tháng từ {months[0].month:02d}/{months[0].year} đến 12/2025: {Dong(amount).vietnamese} đồng.",
    )
    return told(Dong(amount), row, *steps, warnings=notes, unsettled=() if whole else ("amount",))


def _round_half_up(hundredths: int) -> int:
    """Whole đồng from hundredths of a đồng."""
    return (hundredths + 50) // 100


def post_ends_by_itself(abolished: date, started: date) -> Answer[date]:
    """The last day in a post whose unit is abolished: the day before, without a personal decision."""
    last = abolished - _DAY
    if last < started:
        return not_applied("Chức vụ bắt đầu sau khi đơn vị kết thúc.")
    basis = ("Luật Tổ chức chính quyền địa phương số 72/2025/QH15",) if abolished == TWO_TIER else ()
    return Answer(last, None, basis, (f"Đơn vị kết thúc ngày {shown(abolished)}: thôi giữ chức vụ từ {shown(last)}.",))
