"""When a person retires, why that day, and which paper is due when."""

from dataclasses import dataclass, replace
from datetime import date

from db.values import PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.answer import Answer, Verdict, lacking, unregulated
from desktop_app.law.calendar import shown
from desktop_app.law.dated import Version
from desktop_app.law.early_exit import Window, window
from desktop_app.law.packs import CATEGORIES, Pack, shipped
from desktop_app.law.retirement_cases import EARLY, LATE, CaseFound, early, insured_text, late
from desktop_app.law.retirement_papers import POSTPONEMENTS, Papers, moved, papers, postponed
from desktop_app.law.retirement_rule import (
    SEXES,
    Moment,
    Reached,
    age_text,
    moment_at,
    month_index,
    month_text,
    reached,
)

_WORKING_AGE = 15 * 12  # nobody is insured before
_SEX_DIGITS = {"0": "nam", "1": "nu", "2": "nam", "3": "nu"}
_NUMBER_LENGTH = 12


@dataclass(frozen=True)
class Facts:
    """What is known of a person; ``today`` is the day of the question, ``on`` the day a paper is signed."""

    sex: str | None
    born: PartialDate | None
    today: date
    category: str = "CC"
    case: str | None = None
    lowest: bool = False
    insured_months: int | None = None
    postpone: tuple[str, ...] = ()
    refused: bool = False
    on: date | None = None
    applied: date | None = None
    personal_number: str = ""


@dataclass(frozen=True)
class Retirement:
    """The moment and what follows from it; ``None`` where no rule gives it."""

    moment: Moment | None
    normal: Moment | None
    eligible: bool | None
    papers: Papers
    postponed_months: int = 0
    other: Moment | None = None  # the second reading of a birth known only to the year
    insured_years_needed: int | None = None
    apply_deadline: date | None = None
    leadership_ends: date | None = None
    early_window: Window | None = None


def retirement(
    facts: Facts, *, pack: Pack | None = None, holidays: Pack | None = None, early_exit: Pack | None = None
) -> Answer[Retirement]:
    """The retirement of one person; ``InvalidInput`` names a fact that contradicts another or cannot be."""
    pack = pack or shipped("retirement")
    missing = tuple(label for fact, label in ((facts.born, "ngày sinh"), (facts.sex, "giới tính")) if fact is None)
    if facts.born is None or facts.sex is None:
        return lacking(*missing)
    check(facts)
    year_only = facts.born.month is None
    born = month_index(facts.born.year, facts.born.month or 1)
    normal = reached(facts.sex, born, pack)
    if normal is None:
        return unregulated("tuổi nghỉ hưu cho tháng sinh này")
    readings = _readings(facts, normal, pack) if year_only else _Readings(normal.moment)
    if readings.moment is None:
        return unregulated("thời điểm nghỉ hưu khi chỉ biết năm sinh, trước ngày 01/01/2021")
    found = _case(facts, born, normal, readings.moment, pack)
    return _composed(facts, normal, readings, found, _Packs(pack, holidays, early_exit))


@dataclass(frozen=True)
class _Packs:
    """The figures asked; without a pack those shipped."""

    figures: Pack
    holidays: Pack | None
    early_exit: Pack | None


def check(facts: Facts) -> None:
    """Refuse facts that cannot be, with ``InvalidInput`` naming the field."""
    if facts.sex not in SEXES:
        raise InvalidInput(f"Giới tính “{facts.sex}” không hợp lệ: ghi nam hoặc nu.", "sex")
    if facts.category not in CATEGORIES:
        raise InvalidInput(f"Loại “{facts.category}” không hợp lệ.", "category")
    if facts.case is not None and facts.case not in (*EARLY, *LATE):
        raise InvalidInput(f"Trường hợp “{facts.case}” không có trong quy định.", "case")
    strange = [code for code in facts.postpone if code not in POSTPONEMENTS]
    if strange:
        raise InvalidInput(f"Lý do lùi thời điểm “{strange[0]}” không có trong quy định.", "postpone")
    if facts.born is None:
        return
    if facts.born.earliest > facts.today:
        raise InvalidInput(f"Ngày sinh {facts.born.vietnamese} ở sau ngày hôm nay {shown(facts.today)}.", "born")
    number = facts.personal_number
    if len(number) == _NUMBER_LENGTH and number.isdigit():
        told = _SEX_DIGITS.get(number[3])
        if told is not None and told != facts.sex:
            raise InvalidInput(
                f"Giới tính ghi là {SEXES[facts.sex]} nhưng số định danh {number} là của người {SEXES[told]}"
                f" (chữ số thứ tư là {number[3]}).",
                "sex",
            )


@dataclass(frozen=True)
class _Readings:
    """The reading taken, and the second where a birth known only to the year has two."""

    moment: Moment | None
    other: Moment | None = None
    basis: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def _readings(facts: Facts, january: Reached, pack: Pack) -> _Readings:
    moment = january.moment
    assumed = pack.at("year_only", facts.category, moment.last_working_day)
    decided = pack.at("year_only_decision", facts.category, moment.last_working_day)
    year = facts.born.year if facts.born else 0
    by_decision = None
    if decided is not None:
        pension = date(moment.last_working_day.year + 1, 1, 1)
        by_decision = moment_at(month_index(pension.year, 1) - 1 - moment.age_months, moment.age_months)
    if assumed is None:
        step = f"Chỉ biết năm sinh {year}: nghỉ từ ngày 01/01 của năm sau năm đủ tuổi."
        basis = (decided.basis,) if decided else ()
        return _Readings(by_decision, basis=basis, steps=(step,))
    steps = (f"Chỉ biết năm sinh {year}: lấy ngày 01/01/{year}.",)
    if by_decision is None or decided is None:
        return _Readings(moment, basis=(assumed.basis,), steps=steps)
    warning = (
        f"Có hai cách tính khi chỉ biết năm sinh: hưởng lương hưu từ {shown(moment.pension_start)} ({assumed.basis}) hoặc"
        f" từ {shown(by_decision.pension_start)} ({decided.basis}); theo quyết định đã ban hành."
    )
    return _Readings(moment, by_decision, (assumed.basis, decided.basis), steps, (warning,))


def _case(facts: Facts, born: int, normal: Reached, taken: Moment, pack: Pack) -> CaseFound:
    sex = facts.sex or ""
    if facts.case in EARLY:
        day = facts.on or facts.today
        return early(facts.case or "", sex, born, facts.insured_months, day=day, pack=pack)
    if facts.case in LATE:
        return late(facts.case or "", sex, born, facts.category, taken, applied=facts.applied, pack=pack)
    found = normal
    if facts.lowest:
        lowest = reached(sex, born, pack, which="lowest")
        if lowest is None:
            return CaseFound(None, None, unsettled=("age_months", "last_working_day", "pension_start"))
        found, taken = lowest, lowest.moment
    return _entitled(facts, found, taken, pack)


def _entitled(facts: Facts, found: Reached, moment: Moment, pack: Pack) -> CaseFound:
    first, last = found.births
    births = "" if first is None and last is None else f", sinh {_span(first, last)}"
    name = "Tuổi thấp nhất" if facts.lowest else "Tuổi nghỉ hưu"
    steps = [f"{name} của {SEXES[facts.sex or '']}{births}: {age_text(moment.age_months)}."]
    basis, unsettled = [found.row.basis], []
    if facts.lowest:
        unsettled += ["age_months", "last_working_day", "pension_start"]
    needed = _needed(facts, moment, pack)
    if facts.insured_months is None or needed is None:
        return CaseFound(moment, None, tuple(basis), tuple(steps), (), tuple(unsettled))
    enough = facts.insured_months >= needed.value * 12
    basis.append(needed.basis)
    told = f"đã đóng {insured_text(facts.insured_months)}"
    steps.append(f"Cần đóng bảo hiểm xã hội từ đủ {needed.value} năm: {told}, {'đủ' if enough else 'chưa đủ'}.")
    warnings = () if enough else (f"Đủ tuổi nhưng {told}, chưa đủ {needed.value} năm để hưởng lương hưu.",)
    if not needed.confirmed:
        unsettled.append("eligible")
    return CaseFound(moment, enough, tuple(basis), tuple(steps), warnings, tuple(unsettled))


def _needed(facts: Facts, moment: Moment, pack: Pack) -> Version[int] | None:
    return pack.at("insured_years", facts.category, moment.pension_start)


def _span(first: int | None, last: int | None) -> str:
    if first is None:
        return f"đến hết {month_text(last)}" if last is not None else ""
    return f"từ {month_text(first)}" + ("" if last is None else f" đến {month_text(last)}")


def _composed(
    facts: Facts, normal: Reached, readings: _Readings, found: CaseFound, packs: _Packs
) -> Answer[Retirement]:
    pack, holidays = packs.figures, packs.holidays
    born = facts.born
    known = f"Sinh {born.vietnamese if born else ''}; tính theo tháng sinh, không theo ngày."
    steps = [known if born and born.month else f"Sinh năm {born.year if born else ''}.", *readings.steps, *found.steps]
    basis = [*readings.basis, *found.basis, normal.row.basis]
    assumed = pack.at("month_only", facts.category, normal.moment.last_working_day)
    if born is not None and born.month and born.day is None and assumed is not None:
        steps.insert(1, f"Chỉ biết tháng, năm sinh: lấy ngày 01/{born.month:02d}/{born.year}.")
        basis.append(assumed.basis)
    warnings = [*readings.warnings, *found.warnings]
    unsettled = list(found.unsettled) + (["last_working_day", "pension_start"] if readings.other else [])
    moment, months, sheet = found.moment, 0, Papers()
    if moment is not None:
        last = moment.last_working_day
        reached_in = month_text(month_index(last.year, last.month))
        steps.append(f"Đủ {age_text(moment.age_months)} trong tháng {reached_in}, làm việc đến hết: {shown(last)}.")
        steps.append(f"Hưởng lương hưu từ ngày: {shown(moment.pension_start)}.")
        shift = postponed(moment, facts.category, facts.postpone, refused=facts.refused, pack=pack, holidays=holidays)
        months = shift.months
        steps += shift.steps
        basis += shift.basis
        warnings += shift.warnings
        if not shift.confirmed:
            unsettled += ["last_working_day", "pension_start"]
        if months:
            moment = moved(moment, months)
            steps.append(
                f"Lùi {months} tháng, làm việc đến hết {shown(moment.last_working_day)}, hưởng lương hưu từ ngày:"
                f" {shown(moment.pension_start)}."
            )
        _check_insured(facts, moment)
        sheet = papers(moment, facts.category, on=facts.on, pack=pack, holidays=holidays)
        steps += sheet.steps
        basis += sheet.basis
        unsettled += sheet.unsettled
        if sheet.notice_deadline is None:
            warnings.append("Chưa có quy định về thời hạn thông báo, quyết định nghỉ hưu cho loại và thời điểm này.")
    ahead = (
        window(readings.moment.pension_start, facts.today, packs.early_exit)
        if readings.moment and facts.case is None
        else None
    )
    if ahead is not None:
        steps.append(f"{ahead.label}, có thể nghỉ: {shown(ahead.first)} – {shown(ahead.last)}.")
        basis.append(ahead.basis)
    needed = _needed(facts, moment, pack) if moment else None
    value = Retirement(
        moment if moment is None else replace(moment, age_months=moment.age_months - months),
        readings.moment,
        found.eligible,
        sheet,
        months,
        readings.other,
        found.needed or (needed.value if needed else None),
        found.apply_deadline,
        found.leadership_ends,
        ahead,
    )
    names = tuple(dict.fromkeys(unsettled))
    return Answer(
        value,
        _verdict(found),
        tuple(dict.fromkeys(basis)),
        tuple(steps),
        tuple(dict.fromkeys(warnings)),
        not names,
        names,
        found.missing,
    )


def _check_insured(facts: Facts, moment: Moment) -> None:
    months = facts.insured_months
    if months is not None and months > max(0, moment.age_months - _WORKING_AGE):
        raise InvalidInput(
            f"Thời gian đóng bảo hiểm xã hội {insured_text(months)} dài hơn thời gian có thể đóng đến"
            f" {shown(moment.last_working_day)} (tính từ đủ 15 tuổi).",
            "insured-years",
        )


def _verdict(found: CaseFound) -> Verdict | None:
    if found.missing:
        return "chua_du_du_lieu"
    if found.eligible is None:
        return None
    if found.eligible:
        return "dat"
    return "khong_dat" if found.applies else "khong_ap_dung"
