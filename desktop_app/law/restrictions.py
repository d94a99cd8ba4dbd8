"""What discipline keeps a person from on a day, and what it does not: one list that every feature asks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.law.answer import Answer
from desktop_app.law.calendar import shown
from desktop_app.law.discipline import FORMS, pack_of
from desktop_app.law.discipline_effects import NEVER, PURPOSES, Effect, Punished, decision_span, effect
from desktop_app.law.packs import Pack

ALL_PURPOSES: Mapping[str, str] = {
    **PURPOSES,
    "REAPPOINTMENT": "bổ nhiệm lại, kéo dài thời gian giữ chức vụ",
    "CANDIDACY": "ứng cử, đề cử",
    "TRANSFER": "điều động",
    "ROTATION": "luân chuyển",
    "SECONDMENT": "biệt phái",
    "GRADE": "nâng ngạch, thay đổi vị trí việc làm lên ngạch cao hơn",
    "POSITION_CHANGE": "chuyển đổi vị trí công tác định kỳ",
    "RESIGNATION": "thôi việc theo nguyện vọng",
    "RETIREMENT": "nghỉ hưu",
}
STATES: Mapping[str, str] = {
    "HANDLING": "đang trong thời gian xử lý kỷ luật",
    "PROSECUTED": "đang bị điều tra, truy tố, xét xử",
    "COMPLAINT": "đang giải quyết khiếu nại, khởi kiện về kỷ luật",
    "SUSPENDED": "đang tạm đình chỉ công tác",
}
_POSTS = frozenset({"EQUAL_POST", "HIGHER_POST", "REAPPOINTMENT"})


@dataclass(frozen=True)
class Decided:
    """A decision in the facts: what the law sees of it and how people name it.

    ``ended`` is the day on which a new decision ended it (its bans go on); from ``lifted`` on everything is given back
    (a won complaint); ``annulled`` says that it was cancelled from the beginning.
    """

    case: Punished
    name: str
    ended: date | None = None
    annulled: bool = False
    lifted: date | None = None


@dataclass(frozen=True)
class Proceeding:
    """A span in which something is under way against the person; ``until`` is the last day, ``None`` while it goes on."""

    state: str
    name: str
    since: date
    until: date | None = None


@dataclass(frozen=True)
class Facts:
    """What the register knows of one person's discipline; ``category`` is that of the day asked about."""

    who: str
    category: str
    decisions: tuple[Decided, ...] = ()
    proceedings: tuple[Proceeding, ...] = ()


@dataclass(frozen=True)
class Restriction:
    """One thing a person may not do: who, what, why, the first free day (``None``: not known yet or never), and the law."""

    who: str
    purpose: str
    why: str
    until: date | None
    basis: tuple[str, ...]
    steps: tuple[str, ...]
    confirmed: bool = True
    never: bool = False
    blocks: bool = True  # False: nothing settles it; it warns

    @property
    def sentence(self) -> str:
        """The restriction in one line for a screen."""
        if self.never:
            end = "không có thời hạn"
        elif self.until is None:
            end = "chưa xác định ngày hết"
        else:
            end = f"đến trước ngày {shown(self.until)}"
        verb = "chưa được" if self.blocks else "cần xem xét khi"
        return f"{self.who}: {verb} {ALL_PURPOSES[self.purpose]} ({self.why}), {end}."


def restrictions(facts: Facts, day: date, pack: Pack | None = None) -> tuple[Restriction, ...]:
    """Everything that holds the person back on the day, by purpose; retirement is never among it."""
    pack = pack_of(pack)
    found: list[Restriction] = []
    for one in facts.proceedings:
        if one.since <= day and (one.until is None or day <= one.until):
            found += _from_proceeding(facts, one, day, pack)
    for decided in facts.decisions:
        lifted = decided.annulled or (decided.lifted is not None and day >= decided.lifted)
        if not lifted and decided.case.effective <= day:
            found += _from_decision(facts, decided, day, pack)
    order = list(ALL_PURPOSES)
    return tuple(sorted(found, key=lambda one: (order.index(one.purpose), one.until or date.max, one.why)))


def _from_proceeding(facts: Facts, one: Proceeding, day: date, pack: Pack) -> list[Restriction]:
    row = pack.at("handling_blocks", facts.category, day)
    if row is None:
        return []
    why = f"{STATES[one.state]} ({one.name})" if one.name else STATES[one.state]
    steps = (f"Từ {shown(one.since)} {STATES[one.state]}.",)
    purposes = row.value
    if one.state in {"COMPLAINT", "SUSPENDED"}:  # these keep from posts only, by the amended decree
        if facts.category not in {"CC", "CC_LDQL"} or day < date(2026, 8, 1):
            return []
        purposes = sorted(_POSTS)
    return [
        Restriction(facts.who, purpose, why, None, (row.basis,), steps, row.confirmed, blocks=row.confirmed)
        for purpose in purposes
    ]


def _from_decision(facts: Facts, decided: Decided, day: date, pack: Pack) -> list[Restriction]:
    case = decided.case
    whole = effect(case, pack)
    if whole.value is None:
        return []
    name = decided.name or f"quyết định {FORMS[case.form]} có hiệu lực {shown(case.effective)}"
    found = []
    for part in whole.value.components:
        if part.part in {"decision", "planning_list"}:
            continue
        if part.until == NEVER:
            never = f"{part.note} ({name})"
            found.append(Restriction(facts.who, part.purpose, never, None, (part.basis,), (part.note,), never=True))
        elif isinstance(part.until, date) and day < part.until:
            found.append(
                Restriction(facts.who, part.purpose, name, part.until, (part.basis,), (part.note,), part.confirmed)
            )
    grade = pack.at("bans", case.category, case.effective)
    if grade is not None and "GRADE" in grade.value["also"]:
        until = next((part.until for part in whole.value.components if part.part == "law"), None)
        if isinstance(until, date) and day < until:
            found.append(Restriction(facts.who, "GRADE", name, until, (grade.basis,), whole.steps[:1]))
    found += _unsettled(facts, name, whole, day)
    return found + _while_running(facts, decided, name, day, pack)


def _unsettled(facts: Facts, name: str, whole: Answer[Effect], day: date) -> list[Restriction]:
    """Purposes whose rule is not settled warn while the decision runs; they are never shown as free."""
    value = whole.value
    if value is None or value.ends is None or day >= value.ends:
        return []
    return [
        Restriction(facts.who, purpose, name, None, whole.basis, whole.warnings, confirmed=False, blocks=False)
        for purpose, until in value.bans.items()
        if until is None
    ]


def _while_running(facts: Facts, decided: Decided, name: str, day: date, pack: Pack) -> list[Restriction]:
    """By the law of the day asked about, for the category the person has on it."""
    end = running_until(decided, pack)
    row = pack.at("running_blocks", facts.category, day)
    if row is None or end is None or day >= end:
        return []
    span = decision_span(decided.case, pack)
    return [
        Restriction(
            facts.who,
            purpose,
            f"{name} đang có hiệu lực",
            end,
            (row.basis, *span.basis),
            span.steps,
            row.confirmed,
            blocks=row.confirmed,
        )
        for purpose in row.value
    ]


def running_until(decided: Decided, pack: Pack | None = None) -> date | None:
    """The first day the decision runs no more: lapsed, ended by a new decision or cancelled; ``None`` where no rule says."""
    if decided.annulled:
        return decided.case.effective
    span = decision_span(decided.case, pack)
    ends = [end for end in (span.value[1] if span.value else None, decided.ended, decided.lifted) if end is not None]
    return min(ends, default=None)


def disciplined(facts: Facts, day: date, pack: Pack | None = None) -> str:
    """Why somebody is under discipline on the day: something is under way, or a decision runs; empty where neither."""
    pack = pack_of(pack)
    for one in facts.proceedings:
        if one.since <= day and (one.until is None or day <= one.until):
            return f"{STATES[one.state][:1].upper()}{STATES[one.state][1:]} từ {shown(one.since)}."
    for decided in facts.decisions:
        end = running_until(decided, pack)
        if decided.case.effective <= day and end is not None and day < end:
            return f"{decided.name}: quyết định kỷ luật còn hiệu lực đến trước ngày {shown(end)}."
    return ""


def may(purpose: str, facts: Facts, day: date, pack: Pack | None = None) -> Answer[bool]:
    """Whether discipline lets a purpose through on the day; every restriction is named. What is not settled warns only."""
    pack = pack_of(pack)
    asked = ALL_PURPOSES[purpose]
    found = [one for one in restrictions(facts, day, pack) if one.purpose == purpose]
    blocking = [one for one in found if one.blocks]
    if blocking:
        basis = tuple(dict.fromkeys(line for one in blocking for line in one.basis))
        steps = tuple(one.sentence for one in blocking)
        confirmed = all(one.confirmed for one in blocking)
        return Answer(False, "khong_dat", basis, steps, confirmed=confirmed, hard=confirmed)
    warnings = tuple(one.sentence for one in found)
    basis = tuple(dict.fromkeys(line for one in found for line in one.basis))
    steps = (f"Kỷ luật không cản {asked} ngày {shown(day)}.", *_why_free(purpose, facts, day, pack))
    return Answer(True, "dat", (*basis, *_free_basis(purpose, facts, day, pack)), steps, warnings, confirmed=not found)


def _why_free(purpose: str, facts: Facts, day: date, pack: Pack) -> Iterable[str]:
    running = any(
        (end := running_until(one, pack)) is not None and one.case.effective <= day < end for one in facts.decisions
    )
    open_now = any(one.since <= day and (one.until is None or day <= one.until) for one in facts.proceedings)
    if purpose == "REAPPOINTMENT" and running:
        yield "Quyết định kỷ luật đang có hiệu lực không cản việc bổ nhiệm lại; cấp có thẩm quyền xem xét, quyết định."
    if purpose == "RETIREMENT" and (running or open_now):
        yield "Đến tuổi nghỉ hưu thì vẫn làm thủ tục nghỉ hưu, kể cả khi đang bị xử lý kỷ luật."


def _free_basis(purpose: str, facts: Facts, day: date, pack: Pack) -> tuple[str, ...]:
    if purpose != "RETIREMENT":
        return ()
    row = pack.at("retirement_proceeds", facts.category, day)
    return (row.basis,) if row is not None else ()
