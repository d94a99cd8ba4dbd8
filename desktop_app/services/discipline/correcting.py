"""Putting right when a step was taken, and which form it says: the case as corrected must hold, and what the step did follows."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import select

from db.models import Decision, DisciplineStep
from db.values import Key
from desktop_app.errors import AppError, InvalidInput, RuleBroken
from desktop_app.law.calendar import shown
from desktop_app.law.discipline import RETIRED, form_possible
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.discipline.acts import ENDS, act, movement_of, name_decision
from desktop_app.services.discipline.case_checks import check_days, in_list
from desktop_app.services.discipline.checks import BEFORE_DETECTION, check_decision, check_step
from desktop_app.services.discipline.deeds import AddStep, case_records
from desktop_app.services.discipline.facts import CaseRecords, cases_of
from desktop_app.services.movements.back import give_back, shift
from desktop_app.services.work import Work

_WRITTEN = frozenset({"despite", "freed"})  # told when a step is written; it keeps their words in its text


def correct_step(work: Work, step: DisciplineStep, changes: Mapping[str, Any]) -> tuple[str, ...]:
    """Write another day, form or effect of a step; ``InvalidInput`` or ``RuleBroken`` where the case would not hold any more.

    The post or employment that the decision ended ends with its new effect; its paper in the register of decisions follows.
    """
    in_list(changes.get("form"), "discipline_any_form", "form")
    before = _troubles(work, step.case)
    if step.kind == "quyet_dinh":
        _untouched(work, step)
    old_day = step.day
    told = _write(work, step, changes)
    after = {one: trouble for one, trouble in _troubles(work, step.case).items() if one not in before}
    if step in after:
        raise after[step]
    for one, trouble in after.items():
        raise InvalidInput(f"Bước “{LISTS['discipline_step'][one.kind]}” ngày {shown(one.day)}: {trouble}", "day")
    if step.number:
        query = select(Decision).where(Decision.number == step.number, Decision.signed_on == old_day)
        for paper in work.session.scalars(query):
            paper.signed_on, paper.effective_on = step.day, step.effective or step.day
    work.session.flush()
    return told


def _write(work: Work, step: DisciplineStep, changes: Mapping[str, Any]) -> tuple[str, ...]:
    was, move = ENDS.get(step.form or ""), movement_of(work, step) if step.kind == "quyet_dinh" else None
    paper = move.decision if move is not None else None
    same = was == ENDS.get(changes.get("form", step.form) or "")
    if move is not None and not same:
        if changes.get("form") in ENDS:
            text = (
                "Hình thức cũ đã tác động đến chức vụ, thời gian công tác: hoàn tác hoặc huỷ bỏ quyết định rồi ghi lại."
            )
            raise InvalidInput(text, "form")
        _held_to("form", " ".join(give_back(work, move)))
    if move is not None and same:
        _held_to("effective", shift(work, move, changes.get("effective") or step.effective or step.day))
    for name, value in changes.items():
        setattr(step, name, value)
    work.session.flush()
    if same or step.kind != "quyet_dinh":
        return ()
    told = act(work, case_records(work, step.case).case, step)
    if paper is not None:
        name_decision(work, step.key, paper)
    return told


def _held_to(field: str, why_not: str) -> None:
    if why_not:
        raise InvalidInput(why_not, field)


def _untouched(work: Work, step: DisciplineStep) -> None:
    """A decision that was cancelled or replaced is closed."""
    query = select(DisciplineStep).where(DisciplineStep.case == step.case)
    for one in work.session.scalars(query):
        if one.replaces == step.key or (one.kind == "huy_bo" and one.decision in {None, step.key}):
            what = "thay thế" if one.replaces == step.key else "huỷ bỏ"
            raise InvalidInput(f"Quyết định đã bị {what} ngày {shown(one.day)}: không sửa ngày, hình thức.", "day")


def _troubles(work: Work, case: Key) -> dict[DisciplineStep, AppError]:
    """What does not hold in the case as it stands, by the step it is about."""
    records = case_records(work, case)
    others = [one for one in cases_of(work, [records.case.person]) if one.case.key != case]
    found: dict[DisciplineStep, AppError] = {}
    for step in records.steps:
        try:
            _check(work, records, others, step)
        except (InvalidInput, RuleBroken) as trouble:
            found[step] = trouble
    return found


def _check(work: Work, records: CaseRecords, others: list[CaseRecords], step: DisciplineStep) -> None:
    case = records.case
    check_days(work, case.person, _as_written(step), None if case.past else case.act_started or case.act_ended)
    if step.kind == "phat_hien":
        for one in records.steps:
            if one.day < step.day and one.kind not in BEFORE_DETECTION:
                name = LISTS["discipline_step"][one.kind]
                raise InvalidInput(f"Bước “{name}” ngày {shown(one.day)} sẽ trước ngày phát hiện.", "day")
        began = case.act_started or case.act_ended
        if began is not None and step.day < began:
            raise InvalidInput("Ngày phát hiện không thể trước ngày vi phạm.", "day")
    if case.past and step.kind == "quyet_dinh":
        possible = form_possible(
            RETIRED if case.left_service else case.category, step.form or "", step.day, records.pack
        )
        if possible.refuses:
            raise RuleBroken(" ".join(possible.steps), "; ".join(possible.basis))
        party = any(one.kind == "dang_quyet_dinh" for one in records.steps)
        if step.effective is not None and step.effective < step.day and not party:
            raise InvalidInput("Ngày có hiệu lực không thể trước ngày ký quyết định.", "effective")
        return
    earlier = [one for one in records.steps if (one.day, one.key) < (step.day, step.key) or one.kind == "phat_hien"]
    known = replace(records, steps=tuple(one for one in earlier if one.key != step.key))
    check_step(known, _as_written(step))
    if step.kind == "quyet_dinh":
        check_decision(work, known, others, _as_written(step))


def _as_written(step: DisciplineStep) -> AddStep:
    values = {one.name: getattr(step, one.name) for one in fields(AddStep) if one.name not in _WRITTEN}
    return AddStep(**values)
