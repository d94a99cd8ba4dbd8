"""The reminders of discipline: handling time, after Party discipline, limitation, lapse, end of bans, suspension."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.law.calendar import WorkCalendar, shown
from desktop_app.law.discipline import FORMS, pack_of
from desktop_app.law.discipline_effects import PURPOSES, decision_span, effect
from desktop_app.law.discipline_limits import administrative_due, handling_deadline, limitation, suspension_end
from desktop_app.law.intervals import Interval
from desktop_app.law.packs import Pack
from desktop_app.law.restrictions import Decided, running_until
from desktop_app.law.tasks import Task, task


@dataclass(frozen=True)
class OpenCase:
    """A case that waits for its decision; ``resting`` while a span that does not count goes on without an end."""

    category: str
    detected: date | None = None
    complicated: bool = False
    excluded: tuple[Interval, ...] = ()
    resting: bool = False
    act_ended: date | None = None
    level: str | None = None
    exempt: str | None = None
    stopped: date | None = None
    party_announced: date | None = None
    postponed: bool = False


def case_tasks(case: OpenCase, pack: Pack | None = None) -> Iterator[Task]:
    """What an open case wants: the decision in its 90 or 150 days, after Party discipline, before the limitation."""
    if case.detected is not None and not case.resting:
        yield from _handling(case, case.detected, pack)
    if case.party_announced is not None and not case.postponed:
        due = administrative_due(case.party_announced, case.category, pack)
        if due.value is not None:
            yield task("DIS-30P", due.value, due.basis, due.steps, confirmed=due.confirmed)
    if case.act_ended is not None and case.level is not None and not case.exempt and case.stopped is None:
        limit = limitation(case.level, case.act_ended, case.category, excluded=case.excluded, pack=pack)
        if limit.value is not None and limit.value.limit is not None:
            yield task(
                "DIS-LIM",
                limit.value.limit,
                limit.basis,
                limit.steps,
                confirmed=limit.confirmed,
                warnings=limit.warnings,
            )


def _handling(case: OpenCase, detected: date, pack: Pack | None) -> Iterator[Task]:
    due = handling_deadline(
        detected, complicated=case.complicated, excluded=case.excluded, category=case.category, pack=pack
    )
    if due.value is not None:
        code = "DIS-150" if case.complicated else "DIS-90"
        yield task(code, due.value, due.basis, due.steps, confirmed=due.confirmed)


def decision_tasks(decided: Decided, pack: Pack | None = None) -> Iterator[Task]:
    """When a decision lapses and when each of its bans ends; a cancelled decision has none, an ended one no lapse."""
    if decided.annulled or decided.lifted is not None:
        return
    span = decision_span(decided.case, pack)
    end = running_until(decided, pack)
    if span.value is not None and end == span.value[1]:
        about = f"{FORMS[decided.case.form]} có hiệu lực {shown(decided.case.effective)}"
        yield task("DIS-12", end, span.basis, span.steps, about=about, confirmed=span.confirmed, warnings=span.warnings)
    whole = effect(decided.case, pack)
    if whole.value is None:
        return
    by_end: dict[date, list[str]] = {}
    for purpose, until in whole.value.bans.items():
        if isinstance(until, date):
            by_end.setdefault(until, []).append(purpose)
    for until, purposes in sorted(by_end.items()):
        parts = [part for part in whole.value.components if part.purpose in purposes and part.until == until]
        basis = tuple(dict.fromkeys(part.basis for part in parts))
        about = ", ".join(PURPOSES[purpose] for purpose in purposes)
        steps = tuple(dict.fromkeys(part.note for part in parts))
        confirmed = all(part.confirmed for part in parts)
        yield task("DIS-BAN", until, basis, steps, about=about, confirmed=confirmed)


def party_tasks(
    category: str, *, cancelled: date | None = None, changed: date | None = None, pack: Pack | None = None
) -> Iterator[Task]:
    """What a decision in force owes to the Party's: cancelled with it, its form changed with it (time served deducted).

    ``cancelled`` is the day the Party's discipline was lifted, ``changed`` the day its changed form was announced.
    """
    if cancelled is not None:
        row = pack_of(pack).at("party_link_days", category, cancelled)
        if row is not None:
            step = f"Kỷ luật Đảng được huỷ bỏ, xoá ngày {shown(cancelled)}: phải huỷ bỏ quyết định kỷ luật hành chính."
            yield task("DIS-PARTY", cancelled, (row.basis,), (step,), about="huỷ bỏ", confirmed=row.confirmed)
    if changed is not None:
        due = administrative_due(changed, category, pack)
        if due.value is not None:
            step = (
                "Hình thức kỷ luật Đảng thay đổi: thay đổi hình thức hành chính tương ứng, trừ thời gian đã thi hành."
            )
            yield task(
                "DIS-PARTY",
                due.value,
                due.basis,
                (step, *due.steps),
                about="thay đổi hình thức",
                confirmed=due.confirmed,
            )


def suspension_tasks(
    start: date, category: str, *, extended: bool = False, days: WorkCalendar | None = None, pack: Pack | None = None
) -> Iterator[Task]:
    """The end of a suspension, by which the person is back at work or it is extended."""
    end = suspension_end(start, category, extended=extended, days=days, pack=pack)
    if end.value is not None:
        yield task("SUSP", end.value, end.basis, end.steps, confirmed=end.confirmed, warnings=end.warnings)
