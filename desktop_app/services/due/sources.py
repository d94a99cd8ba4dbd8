"""Where tasks come from: each source reads its facts of the register and asks the law; what is settled gives no task."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from db.models import Assignment, Movement, Office, Qualification, SalaryStep
from db.text import fold
from desktop_app.law.calendar import shown, whole_months
from desktop_app.law.reminders_appointments import (
    TERM_HORIZON,
    Term,
    acting_task,
    placement_task,
    position_change_task,
    secondment_task,
    standard_task,
    suspension_task,
    term_tasks,
)
from desktop_app.law.tasks import Task, task
from desktop_app.services.due.marks import done_on
from desktop_app.services.due.retirements import retirements
from desktop_app.services.due.rows import About, DueRow
from desktop_app.services.due.staff import Asked
from desktop_app.services.figures import pack
from desktop_app.services.movements.effects import SECONDED
from desktop_app.services.official_lists import leads
from desktop_app.services.restrictions import salary_delays

_YEAR = 12
_WAGE_LEAD = timedelta(days=60)
_WAGE_BASIS = ("Thông tư số 08/2013/TT-BNV", "Thông tư số 03/2021/TT-BNV")
_SECONDED = frozenset({"biet_phai_den", *SECONDED})
_STANDARD_POSTS = ("bi thu", "pho bi thu", "chu tich uy ban mttq", "chu tich mttq", "chu tich hoi")
_BELOW = ("chua qua dao tao", "so cap", "trung cap", "cao dang")
_BLOCK = 500
_TERMS = (3, 5)  # a term counted from another day than its start says nothing of its length


# --- posts held for a term -----------------------------------------------------------------------------------------


def terms(asked: Asked) -> Iterator[DueRow]:
    """TERM-90W, TERM-SELF, TERM-MEET, TERM-1 of the posts whose term ends soon or has ended."""
    limit = asked.day + TERM_HORIZON
    held = select(Assignment).where(
        Assignment.term_ends.is_not(None),
        Assignment.term_ends <= limit,
        func.coalesce(Assignment.starts, date.min) <= asked.day,
        or_(Assignment.ends.is_(None), Assignment.ends >= asked.day),
    )
    for one in asked.work.session.scalars(held):
        if one.person not in asked.staff or one.term_ends is None or not _a_term(one):
            continue
        subject = one.key.hex()
        about = asked.about(one.person, one.post or "", one.unit, subject=subject, target=one.key)
        done = {
            code: done_on(asked.marks.get(about.mark_name(code), ())) for code in ("TERM-90W", "TERM-SELF", "TERM-MEET")
        }
        began = one.post_since or one.starts
        years = round(whole_months(began, one.term_ends + timedelta(days=1)) / _YEAR) if began else 0
        term = Term(
            f"{one.post or 'chức vụ'}, hết thời hạn {shown(one.term_ends)}",
            asked.staff[one.person].category,
            one.term_ends,
            asked.pension_start(one.person),
            years if years in _TERMS else 5,
            done["TERM-90W"],
            done["TERM-SELF"],
            done["TERM-MEET"],
        )
        yield from (DueRow(found, about) for found in term_tasks(term, asked.law))


def _a_term(one: Assignment) -> bool:
    """Whether the last day of a row ends a leadership post: not that of somebody seconded, acting or without such a post."""
    if one.acting or one.movement in _SECONDED:
        return False
    return one.leader if one.leader is not None else leads(one.post or "")


def actings(asked: Asked) -> Iterator[DueRow]:
    """ACT-12 of whoever acts in a post."""
    held = select(Assignment).where(
        Assignment.acting == "giao_quyen",
        Assignment.starts.is_not(None),
        or_(Assignment.ends.is_(None), Assignment.ends >= asked.day),
    )
    for one in asked.work.session.scalars(held):
        if one.person in asked.staff and one.starts is not None:
            about = asked.about(one.person, one.post or "", one.unit, subject=one.key.hex(), target=one.key)
            category = asked.staff[one.person].category
            for found in acting_task(one.post or "chức vụ", one.starts, asked.day, category=category, law=asked.law):
                yield DueRow(found, about)


def secondments(asked: Asked) -> Iterator[DueRow]:
    """SEC-36 of whoever is seconded, to the end of the decision; one that was extended ends with the extension."""
    held = select(Assignment).where(
        Assignment.movement.in_(_SECONDED), Assignment.starts.is_not(None), Assignment.starts <= asked.day
    )
    rows = asked.work.session.scalars(held).all()
    last = {one.person: one.starts for one in sorted(rows, key=lambda one: one.starts or date.min)}
    for one in rows:
        ended = one.ends is not None and one.ends < asked.day - timedelta(days=_YEAR * 31)
        extended = one.starts != last[one.person]
        if one.person in asked.staff and one.starts is not None and not (ended or extended or _returned(asked, one)):
            began, ends = one.post_since or one.starts, one.ends or one.term_ends
            about = asked.about(one.person, one.post or "", one.unit, subject=one.key.hex(), target=one.key)
            where = asked.units.get(one.unit or b"", "nơi được biệt phái")
            for found in secondment_task(where, asked.staff[one.person].category, began, ends, law=asked.law):
                yield DueRow(found, about)


def _returned(asked: Asked, held: Assignment) -> bool:
    ends = select(Movement.key).where(
        Movement.person == held.person,
        Movement.kind == "ket_thuc_biet_phai",
        Movement.effective_on >= (held.starts or date.min),
        Movement.effective_on <= asked.day,
    )
    return asked.work.session.scalars(ends).first() is not None


def suspensions(asked: Asked) -> Iterator[DueRow]:
    """SUSP of a suspension recorded as a movement."""
    held = select(Movement).where(Movement.kind == "tam_dinh_chi", Movement.effective_on <= asked.day)
    for one in asked.work.session.scalars(held):
        if one.person not in asked.staff or (one.until is not None and one.until < asked.day):
            continue
        about = asked.about(one.person, subject=one.key.hex(), target=one.key)
        for found in suspension_task(asked.staff[one.person].category, one.effective_on, law=asked.law):
            yield DueRow(found, about)


def rotations(asked: Asked) -> Iterator[DueRow]:
    """ROT of whoever holds a listed position that has a period."""
    from db.models import JobPosition

    held = (
        select(Assignment, JobPosition)
        .join(JobPosition, Assignment.place == JobPosition.key)
        .where(
            JobPosition.rotation_months.is_not(None),
            Assignment.starts.is_not(None),
            or_(Assignment.ends.is_(None), Assignment.ends >= asked.day),
        )
    )
    for one, position in asked.work.session.execute(held):
        if one.person not in asked.staff or one.starts is None or position.rotation_months is None:
            continue
        category = asked.staff[one.person].category
        about = asked.about(one.person, position.name, one.unit, subject=one.key.hex(), target=one.key)
        for found in position_change_task(
            position.name,
            category,
            one.starts,
            position.rotation_months,
            asked.pension_start(one.person),
            leader=category in {"CC_LDQL", "VC_QL"},
            law=asked.law,
        ):
            yield DueRow(found, about)


def placements(asked: Asked) -> Iterator[DueRow]:
    """VTVL-2027: one line for all who are not placed into a job position yet, where the office keeps positions."""
    from db.models import JobPosition

    if asked.work.session.scalars(select(JobPosition.key).limit(1)).first() is None:
        return
    held = select(Assignment.person).where(
        Assignment.main.is_(True),
        Assignment.place.is_(None),
        func.coalesce(Assignment.starts, date.min) <= asked.day,
        or_(Assignment.ends.is_(None), Assignment.ends >= asked.day),
    )
    people = {person for person in asked.work.session.scalars(held) if person in asked.staff}
    for category, words in (("CC", "công chức"), ("VC", "viên chức")):
        count = sum(1 for person in people if asked.staff[person].category.startswith(category))
        if count:
            for found in placement_task(f"{count} {words}", category, asked.day, law=asked.law):
                yield DueRow(found, About(None, f"{count} {words} chưa bố trí", subject=category))


def standards(asked: Asked) -> Iterator[DueRow]:
    """STD-2028 of a commune's Party secretaries and heads of the Front and the unions whose known training is below university."""
    if asked.work.session.scalars(select(Office.level)).first() != "xa":
        return
    people = {
        one.key: one
        for one in asked.staff.values()
        if one.category == "CB" and fold(one.post).startswith(_STANDARD_POSTS)
    }
    known = select(Qualification.person, Qualification.level).where(
        Qualification.kind == "chuyen_mon", Qualification.level.is_not(None)
    )
    keys = list(people)
    levels: dict[bytes, list[str]] = {}
    for place in range(0, len(keys), _BLOCK):
        block = known.where(Qualification.person.in_(keys[place : place + _BLOCK]))
        for person, level in asked.work.session.execute(block):
            levels.setdefault(person, []).append(fold(level or ""))
    for person, held in levels.items():
        if all(level.startswith(_BELOW) for level in held):
            one = people[person]
            about = asked.about(person, subject="chuyen_mon", target=person)
            for found in standard_task(one.post, one.category, asked.day, law=asked.law):
                yield DueRow(found, about)


# --- discipline, pay, rating ---------------------------------------------------------------------------------------


def disciplines(asked: Asked) -> Iterator[DueRow]:
    """DIS-90, DIS-150, DIS-30P, DIS-LIM, DIS-12, DIS-BAN and SUSP of the discipline cases."""
    from desktop_app.services.discipline.rows import due

    for found in due(asked.work, asked.day):
        if found.person in asked.staff:
            about = asked.about(found.person, subject=found.case.hex(), target=found.case)
            yield DueRow(found.task, about)


def wages(asked: Asked) -> Iterator[DueRow]:
    """SAL: whoever's next step falls due within sixty days, by the day their last step names."""
    newest = select(SalaryStep.person, func.max(func.coalesce(SalaryStep.starts, date.min)).label("starts"))
    newest = newest.where(func.coalesce(SalaryStep.starts, date.min) <= asked.day).group_by(SalaryStep.person)
    last = newest.subquery()
    held = select(SalaryStep).join(
        last, and_(SalaryStep.person == last.c.person, func.coalesce(SalaryStep.starts, date.min) == last.c.starts)
    )
    held = held.where(SalaryStep.next_step_on.is_not(None), SalaryStep.next_step_on <= asked.day + _WAGE_LEAD)
    delayed = salary_delays(asked.work, asked.day)
    for one in asked.work.session.scalars(held):
        if one.person not in asked.staff or one.next_step_on is None:
            continue
        steps = [f"Mốc nâng bậc lần sau ghi trong diễn biến lương: {shown(one.next_step_on)}."]
        if one.starts is not None and one.step is not None:
            steps.insert(0, f"Bậc {one.step} hưởng từ {shown(one.starts)}.")
        about = asked.about(one.person, subject=one.key.hex(), target=one.person)
        later = delayed(one.person, one.starts, one.next_step_on)
        due = later.due if later else one.next_step_on
        basis = tuple(dict.fromkeys((*_WAGE_BASIS, *(later.basis if later else ()))))
        steps += later.steps if later else ()
        yield DueRow(task("SAL", due, basis, tuple(steps), confirmed=later.confirmed if later else True), about)


def ratings(asked: Asked) -> Iterator[DueRow]:
    """RATE-CC and RATE-VC: one line a year for each kind of staff the office has."""
    yearly = pack(asked.work, "yearly")
    for code, category, words in (("RATE-CC", "CC", "công chức"), ("RATE-VC", "VC", "viên chức")):
        count = sum(1 for one in asked.staff.values() if one.category.startswith(category))
        row = yearly.at("rating_deadline", category, asked.day)
        if not count or row is None:
            continue
        due = date(asked.day.year, row.value["month"], row.value["day"])
        steps = (f"Kết quả đánh giá, xếp loại năm {due.year} có trước {shown(due)}.", f"Số {words}: {count} người.")
        found: Task = task(code, due, (row.basis,), steps, about=f"năm {due.year}", confirmed=row.confirmed)
        if asked.day <= due:
            yield DueRow(found, About(None, f"{count} {words}", subject=str(due.year)))


SOURCES = (
    terms,
    actings,
    secondments,
    suspensions,
    rotations,
    placements,
    standards,
    retirements,
    disciplines,
    wages,
    ratings,
)
