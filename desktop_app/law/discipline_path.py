"""Where a case stands, computed from its steps: done, current and next, the decision in force, the days left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Literal

from desktop_app.law.answer import Answer
from desktop_app.law.calendar import WorkCalendar
from desktop_app.law.discipline_effects import Punished, changed_form_span
from desktop_app.law.discipline_limits import handling_deadline, step_due
from desktop_app.law.packs import Pack
from desktop_app.law.restrictions import Decided, Proceeding, running_until

PATH = (
    "phat_hien",
    "ket_luan",
    "thong_bao",
    "kiem_diem",
    "bao_cao",
    "lap_hoi_dong",
    "trieu_tap",
    "hop_hoi_dong",
    "kien_nghi",
    "quyet_dinh",
    "cong_bo",
)
COUNCIL = frozenset({"lap_hoi_dong", "trieu_tap", "hop_hoi_dong"})
REVIEW = frozenset({"kiem_diem", "bao_cao"})
CLOCKS: Mapping[str, tuple[str, str]] = {  # step → the step it is counted from, and the name of the figure
    "bao_cao": ("kiem_diem", "report"),
    "lap_hoi_dong": ("bao_cao", "council"),
    "kien_nghi": ("hop_hoi_dong", "recommendation"),
    "quyet_dinh": ("kien_nghi", "decision"),
    "trieu_tap": ("hop_hoi_dong", "summons"),
}
OPENING = frozenset({"phat_hien", "ket_luan", "thong_bao", "kiem_diem", "lap_hoi_dong", "hop_hoi_dong"})
CLOSING = frozenset({"quyet_dinh", "khong_vi_pham"})
State = Literal["open", "resting", "cleared", "running", "future", "lapsed", "ended", "cancelled", "unknown"]
STATES: Mapping[State, str] = {
    "open": "Đang xử lý",
    "resting": "Chưa xem xét xử lý",
    "cleared": "Không xử lý kỷ luật",
    "running": "Đang có hiệu lực",
    "future": "Chưa có hiệu lực",
    "lapsed": "Đã hết hiệu lực",
    "ended": "Chấm dứt do có quyết định mới",
    "cancelled": "Đã huỷ bỏ",
    "unknown": "Chưa rõ ngày hết hiệu lực",
}


@dataclass(frozen=True)
class StepFact:
    """A step as the path sees it; ``about`` names the decision it cancels or speaks of, ``replaces`` the one it follows."""

    key: bytes
    kind: str
    day: date
    form: str | None = None
    effective: date | None = None
    number: str | None = None
    about: bytes | None = None
    replaces: bytes | None = None
    accepted: bool | None = None
    prison: bool | None = None
    back_from: date | None = None


@dataclass(frozen=True)
class CaseFacts:
    """A case as the law sees it; a span without an end goes on."""

    category: str
    steps: tuple[StepFact, ...]
    spans: tuple[tuple[str, date, date | None], ...] = ()
    party_managed: bool = True
    corruption: bool = False
    no_review: bool = False  # the act lay at the old unit, or another ground there is for no review meeting


@dataclass(frozen=True)
class Stage:
    """One stage of the path: done on a day, current, to come, or not needed; ``due`` is its last day where there is one."""

    kind: str
    status: Literal["done", "current", "next", "skipped"]
    day: date | None = None
    due: Answer[date] | None = None


@dataclass(frozen=True)
class Standing:
    """Where a case stands on a day."""

    state: State
    stages: tuple[Stage, ...]
    deadline: Answer[date] | None
    days_left: int | None
    decided: Decided | None
    ends: date | None
    proceedings: tuple[Proceeding, ...] = field(default=())


def _known(facts: CaseFacts, day: date) -> tuple[StepFact, ...]:
    """The steps up to the day, the oldest first; what is recorded for later is not there yet."""
    return tuple(sorted((one for one in facts.steps if one.day <= day), key=lambda one: (one.day, one.key)))


def _of(steps: Iterable[StepFact], *kinds: str) -> list[StepFact]:
    return [one for one in steps if one.kind in kinds]


def _cancelled(steps: Iterable[StepFact], decision: StepFact) -> StepFact | None:
    def about(one: StepFact) -> bool:
        return one.about == decision.key or (one.about is None and one.day >= decision.day)

    return next((one for one in _of(steps, "huy_bo") if about(one)), None)


def in_force(steps: Iterable[StepFact]) -> tuple[StepFact, ...]:
    """The decisions that were not cancelled, lapsed or not."""
    steps = tuple(steps)
    return tuple(one for one in _of(steps, "quyet_dinh") if _cancelled(steps, one) is None)


def last_decision(steps: Iterable[StepFact]) -> StepFact | None:
    """The newest decision that was not cancelled, or the newest of all."""
    steps = tuple(steps)
    made = _of(steps, "quyet_dinh")
    standing = in_force(steps)
    return standing[-1] if standing else made[-1] if made else None


def punished(facts: CaseFacts, steps: tuple[StepFact, ...], decision: StepFact) -> Punished:
    """A decision of the case as the law sees it, with the Party's decision before it."""
    party = _of(steps, "dang_quyet_dinh")
    first = party[0] if party else None
    newest = party[-1] if party else None
    return Punished(
        facts.category,
        decision.form or "",
        decision.effective or decision.day,
        newest.form if newest else None,
        (first.effective or first.day) if first else None,
        facts.party_managed,
        facts.corruption,
    )


def decided(facts: CaseFacts, steps: tuple[StepFact, ...], decision: StepFact, ended: date | None = None) -> Decided:
    """A decision with what became of it: cancelled by a later step, replaced, or ended by a decision on a new act."""
    cancel = _cancelled(steps, decision)
    after = next((one for one in _of(steps, "quyet_dinh") if one.replaces == decision.key), None)
    stops = [ended, (after.effective or after.day) if after else None]
    begins = decision.effective or decision.day
    later = cancel.back_from if cancel and cancel.back_from and cancel.back_from > begins else None
    name = f"Quyết định số {decision.number}" if decision.number else ""
    return Decided(
        punished(facts, steps, decision),
        name,
        min((one for one in stops if one is not None), default=None),
        annulled=cancel is not None and later is None,
        lifted=later,
    )


def all_decided(facts: CaseFacts, day: date, ended: date | None = None) -> tuple[Decided, ...]:
    """Every decision of the case known on the day."""
    steps = _known(facts, day)
    return tuple(decided(facts, steps, one, ended) for one in _of(steps, "quyet_dinh") if one.form)


def standing(
    facts: CaseFacts,
    day: date,
    *,
    ended: date | None = None,
    days: WorkCalendar | None = None,
    pack: Pack | None = None,
) -> Standing:
    """Where the case stands on the day; ``ended`` is when a decision on a new act ended this one's."""
    steps = _known(facts, day)
    decision = last_decision(steps)
    held = decided(facts, steps, decision, ended) if decision is not None and decision.form else None
    ends = running_until(held, pack) if held is not None else None
    if held is not None and decision is not None and decision.replaces is not None:
        ends = _after_change(facts, steps, decision, ended, pack) or ends
    resting = [one for one in facts.spans if one[1] <= day and (one[2] is None or day <= one[2])]
    state = _state(steps, held, ends, day, resting=bool(resting))
    deadline = _deadline(facts, steps, day, pack)
    waiting = state in {"open", "resting"}
    left = (deadline.value - day).days if waiting and deadline and deadline.value else None
    stages = _stages(facts, steps, state, days, pack)
    return Standing(state, stages, deadline if waiting else None, left, held, ends, proceedings(facts, day))


def _after_change(
    facts: CaseFacts, steps: tuple[StepFact, ...], decision: StepFact, ended: date | None, pack: Pack | None
) -> date | None:
    """A decision that follows a changed Party form runs to the end of the first: time served is deducted."""
    if not _of(steps, "dang_quyet_dinh"):
        return None
    first = next((one for one in steps if one.key == decision.replaces), None)
    if first is None or not first.form:
        return None
    span = changed_form_span(punished(facts, steps, first), decision.effective or decision.day, pack)
    ends = [span.value[1] if span.value else None, ended]
    return min((one for one in ends if one is not None), default=None)


def _state(steps: tuple[StepFact, ...], held: Decided | None, ends: date | None, day: date, *, resting: bool) -> State:
    if held is None:
        if _of(steps, "khong_vi_pham"):
            return "cleared"
        return "resting" if resting else "open"
    if held.annulled or held.lifted is not None:
        again = _of(steps, "ket_luan", "thong_bao", "kiem_diem", "lap_hoi_dong")
        cancel = _of(steps, "huy_bo")
        if cancel and any(one.day >= cancel[-1].day for one in _of(steps, "khong_vi_pham")):
            return "cleared"
        return "open" if again and cancel and again[-1].day > cancel[-1].day else "cancelled"
    if held.case.effective > day:
        return "future"
    if ends is None:
        return "unknown"  # no rule tells how long decisions of that day hold
    if day >= ends:
        return "ended" if held.ended is not None and ends == held.ended else "lapsed"
    return "running"


def _deadline(facts: CaseFacts, steps: tuple[StepFact, ...], day: date, pack: Pack | None) -> Answer[date] | None:
    found = _of(steps, "phat_hien")
    if not found:
        return None
    spans = [(first, last or day) for _, first, last in facts.spans if first <= (last or day)]
    complicated = bool(_of(steps, "keo_dai"))
    return handling_deadline(found[0].day, complicated=complicated, excluded=spans, category=facts.category, pack=pack)


def skipped(steps: Iterable[StepFact], *, no_review: bool = False, corruption: bool = False) -> frozenset[str]:
    """The stages that fall away: no meeting where a ground for none is told; no meeting and no council in what needs neither.

    That is a Party decision, a conclusion that names the form, or a judgment of prison or for corruption.
    """
    steps = tuple(steps)
    held = {one.kind for one in steps}
    named = any(one.form for one in _of(steps, "ket_luan"))
    if _of(steps, "dang_quyet_dinh") or named or judged(steps, corruption=corruption):
        return frozenset({*REVIEW, *COUNCIL, "kien_nghi"} - held) if not held & COUNCIL else frozenset(REVIEW - held)
    return frozenset(REVIEW - held) if no_review else frozenset()


def judged(steps: Iterable[StepFact], *, corruption: bool) -> bool:
    """Whether a judgment leads to the form by itself: prison without suspension, or any conviction for corruption."""
    return any(one.prison or corruption for one in _of(steps, "ban_an"))


def _stages(
    facts: CaseFacts, steps: tuple[StepFact, ...], state: State, days: WorkCalendar | None, pack: Pack | None
) -> tuple[Stage, ...]:
    days_of: dict[str, date] = {}
    for one in steps:
        days_of[one.kind] = one.day
    away = skipped(steps, no_review=facts.no_review, corruption=facts.corruption)
    reached = max((place for place, kind in enumerate(PATH) if kind in days_of), default=-1)
    stages = []
    current_taken = state in {"cleared", "cancelled"}
    for place, kind in enumerate(PATH):
        if kind in days_of:
            stages.append(Stage(kind, "done", days_of[kind]))
        elif kind in away or place < reached or state == "cleared":
            stages.append(Stage(kind, "skipped"))
        else:
            status: Literal["current", "next"] = "next" if current_taken else "current"
            current_taken = True
            stages.append(Stage(kind, status, due=_due(kind, facts, steps, days_of, (days, pack))))
    return tuple(stages)


def _due(
    kind: str,
    facts: CaseFacts,
    steps: tuple[StepFact, ...],
    days_of: Mapping[str, date],
    by: tuple[WorkCalendar | None, Pack | None],
) -> Answer[date] | None:
    days, pack = by
    if kind == "quyet_dinh" and judged(steps, corruption=facts.corruption):
        return step_due("judgment", days_of["ban_an"], facts.category, days=days, pack=pack)
    clock = CLOCKS.get(kind)
    if clock is None or clock[0] not in days_of:
        return None
    return step_due(clock[1], days_of[clock[0]], facts.category, days=days, pack=pack)


def proceedings(facts: CaseFacts, day: date) -> tuple[Proceeding, ...]:
    """What is under way in the case up to the day: handling, prosecution, a complaint, a suspension."""
    steps = _known(facts, day)
    found = list(_handling(steps))
    found += [
        Proceeding("PROSECUTED", "", first, last)
        for kind, first, last in facts.spans
        if kind in {"PROSECUTED_OR_DETAINED", "CRIMINAL_PROCEDURE"} and first <= day
    ]
    complaints = _of(steps, "khieu_nai")
    if complaints:
        found.append(Proceeding("COMPLAINT", "", complaints[0].day, _day_before(_of(steps, "ket_qua_khieu_nai"))))
    suspended = _of(steps, "dinh_chi")
    if suspended:
        found.append(Proceeding("SUSPENDED", "", suspended[-1].day, _day_before(_of(steps, "thoi_dinh_chi"))))
    return tuple(found)


def _handling(steps: tuple[StepFact, ...]) -> Iterable[Proceeding]:
    """From detection to the decision's effect; again from the first new step after a cancelled decision."""
    since: date | None = None
    for one in steps:
        if one.kind in OPENING and since is None:
            since = one.day
        elif one.kind in CLOSING and since is not None:
            end = max(one.day, one.effective or one.day) - timedelta(days=1)
            yield Proceeding("HANDLING", "", since, end)
            since = None
    if since is not None:
        yield Proceeding("HANDLING", "", since)


def _day_before(closing: list[StepFact]) -> date | None:
    return closing[0].day - timedelta(days=1) if closing else None
