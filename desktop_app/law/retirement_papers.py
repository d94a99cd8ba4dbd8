"""Postponement, notice, decision, hand-over and the wording of the moment, by regime, category and day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.law.answer import Answer
from desktop_app.law.calendar import WorkCalendar, add_months, calendar_of, months_before, official, shown
from desktop_app.law.packs import Pack, shipped
from desktop_app.law.retirement_rule import Moment

POSTPONEMENTS = (
    "TET_HOLIDAY",
    "FAMILY_DEATH_OR_MISSING",
    "DISASTER_FIRE_ENEMY",
    "SERIOUS_ILLNESS_OR_ACCIDENT",
    "LONG_TERM_DISEASE_LIST",
)
WORDINGS: Mapping[str, str] = {
    "FIRST_OF_NEXT_MONTH": "ngày 01 của tháng liền kề sau tháng đủ tuổi",
    "END_OF_MONTH": "kết thúc ngày cuối cùng của tháng đủ tuổi",
}
SIGNERS: Mapping[str, str] = {"RESIGNATION_AUTHORITY": "người có thẩm quyền cho thôi việc"}
_TWO_DIGITS = 3  # months 1 and 2 are written with a zero in front, as days below ten are


def postponement_label(code: str) -> str:
    """The case in words."""
    return shipped("retirement")[f"postpone_{code}"].label


@dataclass(frozen=True)
class Shift:
    """How far the moment may be moved at most, and why; no case gives no months."""

    months: int
    code: str | None
    basis: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    confirmed: bool = True


def falls_on_tet(moment: Moment, days: WorkCalendar | None = None) -> bool | None:
    """Whether the moment falls on the Tết holiday; ``None`` where the calendar of that year is not known."""
    holiday = (days or official()).tet(moment.pension_start.year)
    if holiday is None:
        return None
    first, last = holiday
    return any(first <= day <= last for day in (moment.last_working_day, moment.pension_start))


def postponed(
    moment: Moment,
    category: str,
    codes: Iterable[str],
    *,
    refused: bool = False,
    pack: Pack | None = None,
    holidays: Pack | None = None,
) -> Shift:
    """The one case that moves the moment farthest; none where the person does not want it."""
    pack = pack or shipped("retirement")
    days = calendar_of(holidays) if holidays else official()
    warnings: list[str] = []
    found: list[tuple[int, str, str, bool]] = []
    for code in dict.fromkeys(codes):
        row = pack.at(f"postpone_{code}", category, moment.last_working_day)
        if row is None:
            warnings.append(f"Chưa có quy định lùi thời điểm nghỉ hưu cho loại này: {postponement_label(code)}.")
            continue
        sure = row.confirmed
        if code == "TET_HOLIDAY":
            on_tet = falls_on_tet(moment, days)
            if on_tet is None:
                warnings.append(
                    f"Chưa có lịch nghỉ Tết năm {moment.pension_start.year}, chưa xét trường hợp trùng Tết."
                )
                continue
            if not on_tet:
                warnings.append(
                    f"Thời điểm nghỉ hưu {shown(moment.pension_start)} không trùng ngày nghỉ Tết, không lùi vì lý do này."
                )
                continue
        found.append((row.value, code, row.basis, sure))
    if not found:
        return Shift(0, None, warnings=tuple(warnings))
    if refused:
        return Shift(0, None, steps=("Người nghỉ hưu không muốn lùi: nghỉ đúng thời điểm.",), warnings=tuple(warnings))
    months, code, basis, confirmed = max(found, key=lambda one: one[0])
    steps = [f"Lùi thời điểm: {postponement_label(code).lower()}: tối đa {months} tháng."]
    if len(found) > 1:
        steps.append(f"Có {len(found)} lý do: chỉ áp dụng một, lý do dài nhất ({months} tháng), không cộng.")
    steps.append("Người có thẩm quyền quyết định; người nghỉ hưu không muốn thì nghỉ đúng thời điểm.")
    return Shift(months, code, (basis,), tuple(steps), tuple(warnings), confirmed)


def moved(moment: Moment, months: int) -> Moment:
    """The moment so many months later."""
    pension = add_months(moment.pension_start, months)
    return Moment(moment.age_months + months, pension - timedelta(days=1), pension)


@dataclass(frozen=True)
class Papers:
    """What is due when; ``None`` where no rule says it."""

    notice_deadline: date | None = None
    decision_deadline: date | None = None
    notice_regime: str | None = None
    decision_regime: str | None = None
    handover_deadline: date | None = None
    wording: str | None = None
    moment_text: str | None = None
    printed_phrase: str | None = None
    basis: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()


def papers(
    moment: Moment, category: str, *, on: date | None = None, pack: Pack | None = None, holidays: Pack | None = None
) -> Papers:
    """Deadlines counted back from the (postponed) moment, each by the regime of the day it is signed.

    ``on`` is the day a paper is signed; without it each paper is taken as signed on its last day.
    """
    pack = pack or shipped("retirement")
    basis: list[str] = []
    steps: list[str] = []
    unsettled: list[str] = []
    found: dict[str, tuple[date | None, str | None]] = {}
    for name, label in (("notice", "Thông báo"), ("decision", "Quyết định")):
        row = _paper_row(pack, category, moment, name, on)
        if row is None:
            found[name] = (None, None)
            unsettled.append(f"{name}_deadline")
            continue
        months = row.value[name]
        deadline = months_before(moment.pension_start, months)
        found[name] = (deadline, row.value["regime"])
        basis.append(row.basis)
        form = row.value.get(f"{name}_form")
        paper = f"{label} theo {form}" if form else label
        steps.append(
            f"{paper} trước ít nhất {months} tháng ({shown(moment.pension_start)} lùi {months} tháng và 1 ngày),"
            f" chậm nhất: {shown(deadline)}."
        )
        if not row.confirmed:
            unsettled.append(f"{name}_deadline")
        if name == "decision" and row.value.get("signer"):
            steps.append(f"Người ký quyết định: {SIGNERS[row.value['signer']]}.")
    signed = on or found["decision"][0] or moment.last_working_day
    wording = pack.at("moment", category, signed)
    handover, told = _handover(pack, holidays, category, moment, signed)
    day, pension = moment.last_working_day, moment.pension_start
    text, said = None, []
    if wording is not None:
        basis.append(wording.basis)
        text = f"từ ngày {shown(pension)}" if wording.value == "FIRST_OF_NEXT_MONTH" else f"hết ngày {shown(day)}"
        said.append(f"Văn bản ký ngày {shown(signed)} ghi thời điểm nghỉ hưu ({WORDINGS[wording.value]}): {text}.")
    else:
        unsettled.append("moment_wording")
    month = f"{pension.month:02d}" if pension.month < _TWO_DIGITS else str(pension.month)
    return Papers(
        found["notice"][0],
        found["decision"][0],
        found["notice"][1],
        found["decision"][1],
        handover,
        wording.value if wording else None,
        text,
        f"Kể từ ngày {pension.day:02d} tháng {month} năm {pension.year}",
        tuple(dict.fromkeys(basis)),
        (*said, *told, *steps),
        (),
        tuple(unsettled),
    )


def _paper_row(pack: Pack, category: str, moment: Moment, name: str, on: date | None) -> Any:
    if on is not None:
        return pack.at("papers", category, on)
    for day in (months_before(moment.pension_start, 6 if name == "notice" else 3), moment.last_working_day):
        row = pack.at("papers", category, day)
        if row is not None:
            return row
    return None


def _handover(
    pack: Pack, holidays: Pack | None, category: str, moment: Moment, day: date
) -> tuple[date | None, tuple[str, ...]]:
    row = pack.at("handover", category, day)
    if row is None:
        return None, ()
    if not row.value:
        return None, ("Bàn giao trước thời điểm nghỉ hưu, không quy định số ngày.",)
    counted = (calendar_of(holidays) if holidays else official()).add(moment.pension_start, -row.value)
    if counted is None:
        return None, ()
    doubt = "" if row.confirmed and counted.confirmed else " (chưa xác nhận)"
    return counted.day, (f"Bàn giao trước ít nhất {row.value} ngày làm việc{doubt}, chậm nhất: {shown(counted.day)}.",)


def proceeds_under_discipline(category: str, day: date, pack: Pack | None = None) -> Answer[bool]:
    """Whether the papers of retirement go on while a case is handled or a disciplinary decision runs."""
    row = (pack or shipped("retirement")).at("under_discipline", category, day)
    if row is None:
        return Answer(
            None, "chua_co_quy_dinh", steps=("Chưa có quy định về nghỉ hưu khi đang bị kỷ luật.",), confirmed=False
        )
    return Answer(row.value, "dat", (row.basis,), ("Thủ tục nghỉ hưu vẫn tiến hành.",))
