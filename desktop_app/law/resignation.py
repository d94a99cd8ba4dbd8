"""Công chức who leave at their own wish or are let go: whether, by when, and the allowance. The decision's day selects the law."""

from collections.abc import Collection
from datetime import date, timedelta

from db.values import Dong
from desktop_app.law.answer import Answer, unregulated
from desktop_app.law.calendar import shown
from desktop_app.law.judging import judged, not_applied, provisions, row_of, told
from desktop_app.law.packs import Pack

TOPIC = "resignation"
SHORT_SERVICE = (6, 12)  # months: from, below
REFUSALS = {
    "IN_DISCIPLINE_HANDLING": "đang bị xem xét kỷ luật",
    "PROSECUTED": "đang bị truy cứu trách nhiệm hình sự",
    "DENUNCIATION_TEAM": "đã lập đoàn xác minh tố cáo",
    "INSPECTION_OR_AUDIT_RECOMMENDATION": "kiến nghị thanh tra, kiểm toán chưa thực hiện xong",
    "NEEDED": "cơ quan cần, chưa bố trí được người thay",
    "DEBTS": "chưa thanh toán xong các khoản nợ",
    "COMMITMENT": "chưa phục vụ đủ thời gian cam kết",
}
NO_ALLOWANCE = {
    "RETIREMENT_NOTICE": "đã có thông báo nghỉ hưu",
    "STAFF_REDUCTION": "hưởng chính sách tinh giản biên chế",
    "DISMISSED": "bị buộc thôi việc",
}


def half_years(months: int) -> int:
    """The half years of a time: a rest under 3 months is none, 3 to 6 months one half, more than 6 a whole year."""
    years, rest = divmod(months, 12)
    return years * 2 + (0 if rest < 3 else 1 if rest <= 6 else 2)  # noqa: PLR2004 - the months the decree names


def may_resign(
    category: str, decided: date, cases: Collection[str], *, authority_agrees: bool = False, pack: Pack | None = None
) -> Answer[tuple[str, ...]]:
    """Whether own-wish resignation may be granted on the day, and the cases against it."""
    row = row_of(pack, TOPIC, "refusals", category, decided)
    if row is None:
        return unregulated(f"thôi việc theo nguyện vọng, đối tượng {category}, ngày {shown(decided)}")
    always = [code for code in row.value["always"] if code in cases]
    may = [] if authority_agrees else [code for code in row.value["may"] if code in cases]
    found = tuple(always + may)
    steps = tuple(f"Chưa giải quyết thôi việc: {REFUSALS[code]}." for code in found)
    passed = judged(row, *(steps or ("Không có lý do để chưa giải quyết thôi việc.",)), ok=not found)
    return Answer(
        found, passed.verdict, passed.basis, passed.steps, passed.warnings, passed.confirmed, hard=passed.hard
    )


def decide_by(category: str, asked: date, pack: Pack | None = None) -> Answer[date]:
    """The last day of the decision: thirty days from the request, or from the result of the assessment."""
    row = row_of(pack, TOPIC, "resignation", category, asked)
    if row is None or "decide_days" not in row.value:
        return unregulated(f"thời hạn giải quyết thôi việc, đối tượng {category}, ngày {shown(asked)}")
    due = asked + timedelta(days=row.value["decide_days"])
    return told(due, row, f"Ngày đề nghị {shown(asked)} + {row.value['decide_days']} ngày = {shown(due)}.")


def allowance(  # the rule asks for all of these
    category: str,
    decided: date,
    months: int,
    pay: Dong,
    *,
    excluded: Collection[str] = (),
    debts: bool = False,
    pack: Pack | None = None,
) -> Answer[Dong]:
    """The allowance for leaving; nothing after a retirement notice, under staff reduction, or after dismissal.

    ``months`` is the time of compulsory insurance (without what unemployment insurance covers), ``pay`` one month of the
    current pay.
    """
    row = row_of(pack, TOPIC, "resignation", category, decided)
    if row is None:
        return unregulated(f"trợ cấp thôi việc, đối tượng {category}, ngày {shown(decided)}")
    reasons = [f"Không có trợ cấp: {said}." for code, said in NO_ALLOWANCE.items() if code in excluded]
    if debts and row.value.get("debts") == "ALLOWANCE":
        reasons.append("Chưa chi trả trợ cấp khi chưa thanh toán xong các khoản nợ; vẫn ra quyết định thôi việc.")
    if reasons:
        return told(Dong(0), row, *reasons)
    first, below = SHORT_SERVICE
    short = row.value.get("short")
    if short is not None and months < below:
        if months < first:
            return not_applied(f"Công tác dưới {first} tháng: không có trợ cấp.", basis=provisions(row))
        step = f"Công tác {months} tháng (từ {first} đến dưới {below} tháng): 1 tháng lương."
        return told(Dong(pay.amount * short // 100), row, step)
    halves = half_years(months)
    fixed, each, least = row.value["fixed"], row.value["per_year"], row.value.get("least", 0)
    amount = Dong(_round(pay.amount * (fixed * 2 + each * halves), 200))
    years = f"{halves // 2},5" if halves % 2 else str(halves // 2)
    per_year = f"{each // 100},5" if each % 100 else str(each // 100)
    part = f"{fixed // 100} tháng + " if fixed else ""
    steps = [
        f"Thời gian {months} tháng tính {years} năm.",
        f"({part}{per_year} tháng × {years} năm) × {pay.vietnamese} đồng = {amount.vietnamese} đồng.",
    ]
    if fixed * 2 + each * halves < least * 2:
        amount = Dong(_round(pay.amount * least, 100))
        steps.append(f"Ít nhất {least // 100} tháng lương: {amount.vietnamese} đồng.")
    return told(amount, row, *steps)


def _round(amount: int, by: int) -> int:
    return (amount * 2 + by) // (by * 2)


def let_go(
    category: str, on: date, bad_years: Collection[int], *, lower_post: bool | None, pack: Pack | None = None
) -> Answer[bool]:
    """Whether bad ratings are ground enough to let somebody go; from 01/08/2026 one year is, when no lower post exists."""
    row = row_of(pack, TOPIC, "let_go", category, on)
    if row is None:
        return unregulated(f"cho thôi việc, đối tượng {category}, ngày {shown(on)}")
    said = ", ".join(map(str, sorted(bad_years))) or "không có năm nào"
    step = f"Năm xếp loại không hoàn thành nhiệm vụ: {said}."
    if row.value.get("consecutive"):
        ok = any(year + 1 in bad_years for year in bad_years)
        return judged(row, step, "Cần hai năm liên tiếp.", ok=ok, hard=False)
    if not bad_years:
        return judged(row, step, ok=False, hard=False)
    if lower_post is None:
        return Answer(None, "chua_du_du_lieu", provisions(row), (step,), missing=("vị trí việc làm thấp hơn",))
    more = "Còn vị trí thấp hơn để bố trí." if lower_post else "Không còn vị trí thấp hơn để bố trí."
    return judged(row, step, more, ok=not lower_post, hard=False)
