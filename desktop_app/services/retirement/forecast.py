"""Who retires when: one reading of the register, the moments of the law, and the cases laid over them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from sqlalchemy import and_, func, or_, select

from db.models import Assignment, Decision, Employment, Person
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import add_months
from desktop_app.law.packs import category_named
from desktop_app.law.retirement import Facts
from desktop_app.law.retirement_papers import Papers
from desktop_app.law.retirement_rule import Moment
from desktop_app.services.due.leaving import (
    GONE,
    LONGER,
    NOTICED,
    OWN_DECISION,
    PLANNED,
    RESIGNS,
    CaseFacts,
    cases_on,
    running,
)
from desktop_app.services.due.retirement_law import retirement_law
from desktop_app.services.due.rows import Staff
from desktop_app.services.due.staff import contradicting, moments_of, staff_on
from desktop_app.services.retirement.rows import Forecast, RetireRow, UnknownRow
from desktop_app.services.roster import Roster
from desktop_app.services.work import Work

MOST_YEARS = 15
_RETIRED = ("Nghỉ hưu", "Nghỉ hưu trước tuổi", "Tinh giản biên chế")


def forecast(work: Work, day: date, until: date | None = None, since: date | None = None) -> Forecast:
    """Everybody employed on the day who leaves until ``until`` (fifteen years), and who left since (1 January).

    Whoever is past the moment and still here is among the rows. Whose moment cannot be told is listed with the reason.
    """
    until = until or add_months(day, 12 * MOST_YEARS)
    since = since or date(day.year, 1, 1)
    read = _Read(work, day)
    rows, unknown = [], []
    for person, one in read.staff.items():
        made = read.row(one, read.cases.get(person, ()))
        if isinstance(made, UnknownRow):
            unknown.append(made)
        elif made is not None and made.leaves_on <= until:
            rows.append(made)
    rows.sort(key=lambda row: (row.leaves_on, row.order, row.person))
    unknown.sort(key=lambda row: (row.order, row.person))
    left = tuple(_left(read, since))
    return Forecast(day, since, until, tuple(rows), left, tuple(unknown), read.unit_names)


def row_of(work: Work, person: Key, day: date) -> RetireRow | UnknownRow | None:
    """The row of one person employed on the day; ``None`` for anybody else."""
    return rows_by_person(work, [person], day).get(person)


def rows_by_person(work: Work, people: Sequence[Key], day: date) -> dict[Key, RetireRow | UnknownRow]:
    """The rows of some people in one reading; whoever is not employed on the day has none."""
    read = _Read(work, day, frozenset(people))
    made = {key: read.row(one, read.cases.get(key, ())) for key, one in read.staff.items()}
    return {key: row for key, row in made.items() if row is not None}


@dataclass
class _Read:
    """One reading: people, units, moments, cases."""

    work: Work
    day: date
    only: frozenset[Key] | None = None
    sheets: dict[tuple[date, str], Papers] = field(default_factory=dict)

    def __post_init__(self) -> None:
        work, day = self.work, self.day
        self.staff: Mapping[Key, Staff] = staff_on(work, day, self.only)
        self.law = retirement_law(work)
        self.moments = moments_of(work, self.staff, day)
        self.doubtful = contradicting(work, self.only)
        self.cases = cases_on(work, day, next(iter(self.only)) if self.only and len(self.only) == 1 else None)
        units = Roster(work.raw).unit_places(day)
        self.unit_names = {unit: name for unit, (name, _) in units.items()}
        self.parents = {unit: parent for unit, (_, parent) in units.items()}
        self._above: dict[Key, tuple[Key, ...]] = {}
        numbers = "SELECT key, staff_number FROM person"
        told = work.raw.execute(numbers) if self.only is None else self._numbers_of(self.only)
        self.numbers: dict[Key, str] = {key: number or "" for key, number in told}

    def _numbers_of(self, people: Iterable[Key]) -> Iterator[tuple[Key, str | None]]:
        for person in people:
            yield from self.work.raw.execute("SELECT key, staff_number FROM person WHERE key = ?", (person,))

    def above(self, unit: Key | None) -> tuple[Key, ...]:
        """The unit and everything it belongs to."""
        if unit is None:
            return ()
        if unit not in self._above:
            found: list[Key] = []
            place: Key | None = unit
            while place is not None and place not in found:
                found.append(place)
                place = self.parents.get(place)
            self._above[unit] = tuple(found)
        return self._above[unit]

    def sheet(self, moment: Moment, category: str) -> Papers:
        """The deadlines of a moment; the same for everybody of a category."""
        name = (moment.pension_start, category)
        if name not in self.sheets:
            self.sheets[name] = self.law.papers(moment, category)
        return self.sheets[name]

    def row(self, one: Staff, cases: tuple[CaseFacts, ...]) -> RetireRow | UnknownRow | None:
        """The row of one person, or why there is none."""
        case = running(cases, self.day)
        settled = case is not None and case.has("quyet_dinh") and case.kind != LONGER
        if not settled and (unknown := self._unknown(one, case)) is not None:
            return unknown
        if case is not None and case.kind == RESIGNS and case.wished_on is not None:
            eve = case.wished_on - timedelta(days=1)
            return self._made(one, case, Moment(0, eve, case.wished_on))
        moment = case.moment(self.moments.get(one.key)) if case is not None else self.moments.get(one.key)
        return self._made(one, case, moment) if moment is not None else None

    def _made(self, one: Staff, case: CaseFacts | None, moment: Moment) -> RetireRow:
        own = case is not None and case.kind in OWN_DECISION
        sheet = Papers() if own else self.sheet(moment, one.category)
        leads_until = None
        if case is not None and case.kind == LONGER and case.early_case == "ND50_2022":
            normal = self.moments.get(one.key)
            leads_until = normal.last_working_day if normal else None
        made = RetireRow(
            one.key, one.name, one.order, self.numbers.get(one.key, ""), one.sex, one.born, one.category, one.post,
            one.unit, self.unit_names.get(one.unit or b"", ""), self.above(one.unit), moment.age_months,
            moment.last_working_day, moment.pension_start, sheet.notice_deadline, sheet.decision_deadline, PLANNED,
            leads_until=leads_until, confirmed=not sheet.unsettled,
        )  # fmt: skip
        return with_case(made, case, self.day) if case is not None else made

    def _unknown(self, one: Staff, case: CaseFacts | None) -> UnknownRow | None:
        insured = case.insured_months if case is not None else None
        if one.key in self.moments and insured is None:
            return None
        number = self._number(one.key) if one.key in self.doubtful else ""
        born = PartialDate.parse(one.born) if one.born else None
        facts = Facts(one.sex or None, born, self.day, one.category, insured_months=insured, personal_number=number)
        try:
            answer = self.law.retires(facts)
        except InvalidInput as wrong:
            return self._told(one, wrong.field, str(wrong))
        if answer.missing:
            name = "born" if "ngày sinh" in answer.missing else "sex"
            return self._told(one, name, f"Thiếu {', '.join(answer.missing)}.")
        if answer.value is None:
            return self._told(one, "born", " ".join(answer.steps))
        return None

    def _told(self, one: Staff, name: str, reason: str) -> UnknownRow:
        unit = self.unit_names.get(one.unit or b"", "")
        return UnknownRow(one.key, one.name, one.order, one.post, unit, name, reason)

    def _number(self, person: Key) -> str:
        return self.work.session.scalars(select(Person.personal_number).where(Person.key == person)).first() or ""


def with_case(row: RetireRow, case: CaseFacts, day: date) -> RetireRow:
    """The row with what its case says."""
    notice, decision, handed = case.notice_of(row.leaves_on), case.step("quyet_dinh"), case.step("ban_giao")
    state = case.state(day)
    if state == NOTICED and notice is None:
        state = PLANNED  # the notice names another day: it is to be given again
    if case.kind == LONGER:  # staying longer is settled; the retirement at the later day is still to come
        state, notice, handed = PLANNED, None, None
    return replace(
        row,
        state=state,
        kind=case.kind,
        case=case.key,
        postponed=bool(case.postponement) and not case.refused,
        noticed_on=notice.day if notice else None,
        notice_number=notice.number if notice else "",
        decided_on=(decision.signed_on or decision.day) if decision else None,
        decision_number=decision.number if decision else "",
        effective_on=decision.effective_on if decision else None,
        signer=decision.signer if decision else "",
        signer_post=decision.signer_post if decision else "",
        handed_on=handed.day if handed else None,
    )


def _left(read: _Read, since: date) -> Iterator[RetireRow]:
    """Whoever retired since a day and is not here any more, with the decision of it."""
    work, day = read.work, read.day
    gone = and_(
        Employment.ends.is_not(None),
        Employment.ends < day,
        Employment.ends >= since - timedelta(days=1),
        Employment.end_reason.in_(_RETIRED),
    )
    last = and_(
        Assignment.person == Employment.person,
        Assignment.main.is_(True),
        func.coalesce(Assignment.starts, date.min) <= Employment.ends,
        or_(Assignment.ends.is_(None), Assignment.ends >= Employment.ends),
    )
    query = (
        select(Employment, Person, Assignment, Decision)
        .join(Person, Employment.person == Person.key)
        .outerjoin(Assignment, last)
        .outerjoin(Decision, Employment.decision == Decision.key)
        .where(gone)
        .order_by(Employment.ends, Person.sort_key)
    )
    seen = set()
    for spell, person, held, signed in work.session.execute(query):
        post: Assignment | None = held  # the stubs promise both
        paper: Decision | None = signed
        if person.key in seen or person.key in read.staff or spell.ends is None:
            continue
        seen.add(person.key)
        unit = post.unit if post is not None else None
        category = category_named(spell.category or "", leader=bool(post is not None and post.leader))
        starts = spell.ends + timedelta(days=1)
        born = person.born
        months = (starts.year - born.year) * 12 + starts.month - (born.month or 1) - 1 if born else 0
        moment = Moment(max(months, 0), spell.ends, starts)
        sheet = read.sheet(moment, category)
        row = RetireRow(
            person.key, person.full_name, person.sort_key, person.staff_number or "", person.sex or "",
            str(born) if born else "", category, (post.post or "") if post is not None else "", unit,
            read.unit_names.get(unit or b"", ""), read.above(unit), moment.age_months, spell.ends, starts,
            sheet.notice_deadline, sheet.decision_deadline, GONE,
        )  # fmt: skip
        case = next((one for one in reversed(read.cases.get(person.key, ())) if one.state(day) == GONE), None)
        if case is not None:
            yield with_case(row, case, day)
        elif paper is not None:
            yield replace(
                row, decided_on=paper.signed_on, decision_number=paper.number or "", effective_on=paper.effective_on,
                signer=paper.signer_name or "", signer_post=paper.signer_post or "",
            )  # fmt: skip
        else:
            yield row
