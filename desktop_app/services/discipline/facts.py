"""The records of discipline as the law reads them: one case, all cases of a person, a person's category on a day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from db.models import Assignment, DisciplineCase, DisciplineInterval, DisciplineStep, Employment, Person
from db.values import Key
from desktop_app.law.calendar import WorkCalendar
from desktop_app.law.discipline_path import CaseFacts, StepFact, all_decided, proceedings
from desktop_app.law.packs import Pack, category_named
from desktop_app.law.restrictions import Decided, Facts, Proceeding, running_until
from desktop_app.services.figures import pack, work_calendar
from desktop_app.services.work import Work


@dataclass(frozen=True)
class CaseRecords:
    """A case with its rows."""

    case: DisciplineCase
    steps: tuple[DisciplineStep, ...]
    intervals: tuple[DisciplineInterval, ...]
    pack: Pack | None = None  # the figures of the law as the office uses them
    days: WorkCalendar | None = None

    @property
    def facts(self) -> CaseFacts:
        """The case as the law sees it; a post is Party-managed unless it was said not to be."""
        return CaseFacts(
            self.case.category,
            tuple(_fact(step) for step in self.steps),
            tuple((one.kind, one.starts, one.ends) for one in self.intervals),
            self.case.party_managed is not False,
            bool(self.case.corruption),
            bool(self.case.old_unit or self.case.no_review),
        )

    @property
    def act_day(self) -> date | None:
        """The end of the act, or its beginning where no end is known."""
        return self.case.act_ended or self.case.act_started


def _fact(step: DisciplineStep) -> StepFact:
    return StepFact(
        step.key,
        step.kind,
        step.day,
        step.form,
        step.effective,
        step.number,
        step.decision,
        step.replaces,
        step.accepted,
        step.prison,
        step.back_from,
    )


def cases_of(work: Work, people: Iterable[Key] | None = None) -> tuple[CaseRecords, ...]:
    """The cases of some people, or all; each with its steps and spans in order of their days."""
    wanted = None if people is None else tuple(people)
    figures, days = pack(work, "discipline"), work_calendar(work)
    steps: dict[Key, list[DisciplineStep]] = {}
    spans: dict[Key, list[DisciplineInterval]] = {}
    step_query = select(DisciplineStep).order_by(DisciplineStep.day, DisciplineStep.key)
    span_query = select(DisciplineInterval).order_by(DisciplineInterval.starts, DisciplineInterval.key)
    case_query = select(DisciplineCase).order_by(DisciplineCase.key)
    if wanted is not None:
        step_query = step_query.where(DisciplineStep.person.in_(wanted))
        span_query = span_query.where(DisciplineInterval.person.in_(wanted))
        case_query = case_query.where(DisciplineCase.person.in_(wanted))
    for step in work.session.scalars(step_query):
        steps.setdefault(step.case, []).append(step)
    for span in work.session.scalars(span_query):
        spans.setdefault(span.case, []).append(span)
    return tuple(
        CaseRecords(case, tuple(steps.get(case.key, ())), tuple(spans.get(case.key, ())), figures, days)
        for case in work.session.scalars(case_query)
    )


def ends_by_new_act(cases: Iterable[CaseRecords], day: date) -> Mapping[Key, date]:
    """By case: the day on which a decision on a new act, committed while its decision ran, ended that decision."""
    made = [
        (records, decided) for records in cases for decided in all_decided(records.facts, day) if not decided.annulled
    ]
    found: dict[Key, date] = {}
    for records, decided in made:
        begins, ends = decided.case.effective, running_until(decided, records.pack)
        for other, later in made:
            if other.case.key == records.case.key or ends is None:
                continue
            new = other.act_day is None or other.act_day >= begins
            if new and begins < later.case.effective < ends:
                known = found.get(records.case.key)
                found[records.case.key] = min(later.case.effective, known or later.case.effective)
    return found


def category_on(work: Work, person: Key, day: date) -> str | None:
    """The person's category of the law on the day; ``None`` where no spell covers it."""
    return categories_on(work, [person], day).get(person)


def categories_on(work: Work, people: Iterable[Key], day: date) -> Mapping[Key, str]:
    """The categories of the law of several people on the day."""
    wanted = tuple(people)
    spells = work.session.scalars(select(Employment).where(Employment.person.in_(wanted)))
    posts = work.session.scalars(select(Assignment).where(Assignment.person.in_(wanted), Assignment.main.is_(True)))
    leads = {post.person for post in posts if post.leader and _covers(post.starts, post.ends, day)}
    found = {}
    for spell in sorted(spells, key=lambda one: one.starts or date.min):
        if spell.category and _covers(spell.starts, spell.ends, day):
            found[spell.person] = category_named(spell.category, leader=spell.person in leads)
    return found


def _covers(starts: date | None, ends: date | None, day: date) -> bool:
    return (starts is None or starts <= day) and (ends is None or day <= ends)


def facts_on(work: Work, people: Iterable[Key] | None, day: date) -> Mapping[Key, Facts]:
    """What discipline knows of people on a day, by person; people without a case are left out."""
    by_person: dict[Key, list[CaseRecords]] = {}
    for records in cases_of(work, people):
        by_person.setdefault(records.case.person, []).append(records)
    categories = categories_on(work, by_person, day)
    names = {
        person.key: person.full_name
        for person in work.session.scalars(select(Person).where(Person.key.in_(tuple(by_person))))
    }
    found = {}
    for person, cases in by_person.items():
        ended = ends_by_new_act(cases, day)
        decisions: list[Decided] = []
        going: list[Proceeding] = []
        for records in cases:
            decisions += all_decided(records.facts, day, ended.get(records.case.key))
            going += proceedings(records.facts, day)
        category = categories.get(person) or cases[-1].case.category
        found[person] = Facts(names.get(person, ""), category, tuple(decisions), tuple(going))
    return found
