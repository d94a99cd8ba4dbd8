"""Of rows that hold on one day the same one is shown, asked, grouped and edited everywhere."""

from datetime import date

from sqlalchemy import select

from db.database import Database
from db.models import Assignment, SalaryStep
from desktop_app.services.lists.groups import group_people
from desktop_app.services.lists.line import read_line
from desktop_app.services.movements.facts import about_all
from desktop_app.services.person.file import read_file
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery
from desktop_app.services.work import changing, reading


def test_two_posts_and_two_steps_of_one_day(register: Database, today: date) -> None:
    with changing(register, today, "edit", "chồng nhau") as work:
        raw = Roster(work.raw)
        person = raw.ids(RosterQuery(today))[0]
        for table in (Assignment, SalaryStep):
            for row in work.session.scalars(select(table).where(table.person == person)):
                work.session.delete(row)
        unit = work.session.scalars(select(Assignment.unit).where(Assignment.unit.is_not(None))).first()
        posts = (("Chuyên viên", date(2010, 1, 1), None), ("Phó phòng", date(2020, 1, 1), date(2027, 12, 31)))
        for post, starts, ends in posts:
            work.session.add(Assignment(person=person, main=True, unit=unit, post=post, starts=starts, ends=ends))
        work.session.flush()
        for step in (3, 4):
            work.session.add(SalaryStep(person=person, rank_code="01.003", step=step, starts=date(2024, 1, 1)))
            work.session.flush()
    with reading(register, today) as work:
        roster = Roster(work.raw)
        (shown,) = roster.rows([person], today)
        assert (shown.post, str(shown.step)) == ("Phó phòng", "4")
        file = read_file(work, person)
        for record, name, text in (("assignment", "post", "Phó phòng"), ("salary_step", "step", "4")):
            current = file.part(record).current
            assert current is not None
            assert current.texts[name] == text
        found = about_all(work, (person,))[person].standing.main_on(today)
        assert found is not None
        assert found.post == "Phó phòng"
        assert [one.title for one in group_people(work.raw, [person], "post", today).rows] == ["Phó phòng"]
        for line in (
            read_line("assignment.post", "in", ["Phó phòng"]),
            read_line("salary_step.step", "between", ["4", "4"]),
        ):
            assert person in roster.ids(RosterQuery(today, lines=(line,)))
