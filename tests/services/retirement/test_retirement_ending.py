"""What a decision to leave ended comes back as it was: planned ends, posts, reasons; and a postponement never outlives them."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.models import Assignment, Decision, Employment, Movement, Person, RetirementCase, RetirementStep
from db.values import Key, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.services import decisions
from desktop_app.services.decisions import NewDecision
from desktop_app.services.movements.deeds import Order, carry_out
from desktop_app.services.retirement.file import case_file
from desktop_app.services.retirement.opening import OpenCase, open_case
from desktop_app.services.retirement.steps import Postpone, cancel, decide, postpone
from desktop_app.services.work import Work
from tests.services.retirement.conftest import TODAY, Office

PLANNED_END, TERM_END = date(2028, 3, 31), date(2027, 2, 28)
BEFORE = date(2026, 12, 31)


def _ends(office: Office, person: Key) -> tuple[Any, Any, set[date | None]]:
    def read(work: Work) -> tuple[Any, Any, set[date | None]]:
        spell = work.session.scalars(select(Employment).where(Employment.person == person)).one()
        posts = work.session.scalars(select(Assignment.ends).where(Assignment.person == person))
        return spell.ends, spell.end_reason, set(posts)

    found: tuple[Any, Any, set[date | None]] = office.see(read)
    return found


def _limited(office: Office) -> Key:
    """A man whose contract and whose post were to end on days of their own, with a post beside it that is not."""
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20", "VC")

    def limit(work: Work) -> None:
        spell = work.session.scalars(select(Employment)).one()
        spell.ends, spell.end_reason = PLANNED_END, "Hết hạn hợp đồng"
        spell.decision = work.session.scalars(select(Decision.key)).one()
        work.session.scalars(select(Assignment)).one().ends = TERM_END
        beside = Assignment(person=man, unit=office.unit, post="Tổ trưởng", main=False, starts=date(2020, 1, 1))
        work.session.add(beside)

    paper = NewDecision("1/QĐ-UBND", date(2026, 1, 5), subject="Hợp đồng làm việc")
    office.do(decisions.record, paper)
    office.do(limit)
    return man


def test_cancelling_gives_back_every_planned_end(office: Office) -> None:
    man = _limited(office)
    issued = office.do(decide, [man], office.signed(number="2/QĐ-UBND"))
    assert _ends(office, man) == (BEFORE, "Nghỉ hưu", {BEFORE})
    assert not office.see(case_file, man, TODAY).end_untold
    office.do(cancel, issued.papers[0].case, "Sửa ngày sinh")
    assert _ends(office, man) == (PLANNED_END, "Hết hạn hợp đồng", {TERM_END, None})
    spell = office.see(lambda work: work.session.scalars(select(Employment)).one())
    assert spell.decision is not None
    assert office.see(lambda work: work.session.scalars(select(Movement)).all()) == []


def test_a_postponed_decision_ends_no_later_than_was_planned_and_comes_back_too(office: Office) -> None:
    man = _limited(office)
    issued = office.do(decide, [man], office.signed(number="2/QĐ-UBND"))
    case = issued.papers[0].case
    office.do(postpone, Postpone(case, "LONG_TERM_DISEASE_LIST"))
    assert _ends(office, man) == (date(2027, 6, 30), "Nghỉ hưu", {TERM_END, date(2027, 6, 30)})
    office.do(cancel, case, "Sửa ngày sinh")
    assert _ends(office, man) == (PLANNED_END, "Hết hạn hợp đồng", {TERM_END, None})


def test_what_was_ended_otherwise_since_is_left_alone(office: Office) -> None:
    man = _limited(office)
    issued = office.do(decide, [man], office.signed(number="2/QĐ-UBND"))

    def earlier(work: Work) -> None:
        work.session.scalars(select(Employment)).one().ends = TODAY

    office.do(earlier)
    office.do(cancel, issued.papers[0].case, "Sửa ngày sinh", today=TODAY)
    assert _ends(office, man)[0] == TODAY


def test_cancelling_the_longer_stay_gives_the_leadership_back(office: Office) -> None:
    man = office.add("Phạm Giáo Sư", "nam", "1965-06-20", "VC", leader=True)
    office.do(open_case, OpenCase(man, "keo_dai", "ND50_2022", date(2029, 1, 1), submitted_on=date(2026, 6, 1)))
    issued = office.do(decide, [man], office.signed(date(2026, 9, 1), number="2/QĐ-UBND"))
    assert _ends(office, man)[2] == {BEFORE, None}
    office.do(cancel, issued.papers[0].case, "Không kéo dài nữa")
    posts = office.see(lambda work: work.session.scalars(select(Assignment)).all())
    assert [(post.post, post.leader, post.ends) for post in posts] == [("Trưởng phòng", True, None)]
    assert office.row(man).leaves_on == date(2027, 1, 1)


def test_a_leadership_that_ended_long_ago_does_not_come_back(office: Office) -> None:
    man = office.add("Phạm Giáo Sư", "nam", "1965-06-20", "VC", leader=True)
    office.do(open_case, OpenCase(man, "keo_dai", "ND50_2022", date(2029, 1, 1), submitted_on=date(2026, 6, 1)))
    issued = office.do(decide, [man], office.signed(date(2026, 9, 1), number="2/QĐ-UBND"))
    office.do(cancel, issued.papers[0].case, "Xin thôi", today=date(2027, 5, 4))
    assert _ends(office, man)[2] == {BEFORE, None}
    assert len(office.see(lambda work: work.session.scalars(select(Movement)).all())) == 1


def test_a_post_given_since_is_named_before_the_leadership_comes_back(office: Office) -> None:
    man = office.add("Phạm Giáo Sư", "nam", "1965-06-20", "VC", leader=True)
    office.do(open_case, OpenCase(man, "keo_dai", "ND50_2022", date(2029, 1, 1), submitted_on=date(2026, 6, 1)))
    issued = office.do(decide, [man], office.signed(date(2026, 9, 1), number="2/QĐ-UBND"))
    order = Order("dieu_dong", man, date(2027, 3, 1), unit=office.top)
    office.do(carry_out, order, NewDecision("3/QĐ-UBND", TODAY, subject="Điều động"))
    with pytest.raises(InvalidInput, match="đã có biến động khác"):
        office.do(cancel, issued.papers[0].case, "Không kéo dài nữa")


def test_a_decision_the_journal_does_not_know_goes_on_without_an_end(office: Office) -> None:
    """As one that came with a package, its movement and the spell new in one operation."""

    def arrive(work: Work) -> Key:
        person = Person(full_name="Hà Văn Sơn", sex="nam", born=PartialDate.parse("1965-06-20"))
        work.session.add(person)
        work.session.flush()
        spell = Employment(
            person=person.key, category="CC", starts=date(2000, 1, 1), ends=BEFORE, end_reason="Nghỉ hưu"
        )
        post = Assignment(
            person=person.key, unit=office.unit, post="Chuyên viên", main=True, starts=date(2000, 1, 1), ends=BEFORE
        )
        paper = decisions.record(work, NewDecision("9/QĐ-UBND", date(2026, 9, 1), subject="Nghỉ hưu"))
        case = RetirementCase(
            person=person.key, kind="nghi_huu", last_working_day=BEFORE, pension_start=date(2027, 1, 1)
        )
        work.session.add_all([spell, post, case])
        work.session.flush()
        work.session.add(
            Movement(
                person=person.key, kind="nghi_huu", effective_on=date(2027, 1, 1), decision=paper, employment=spell.key
            )
        )
        work.session.add(
            RetirementStep(person=person.key, case=case.key, kind="quyet_dinh", day=date(2026, 9, 1), decision=paper)
        )
        return person.key

    man = office.do(arrive)
    told = office.see(case_file, man, TODAY)
    assert told.end_untold  # the dialog says so before
    office.do(cancel, office.case(man).key, "Sửa ngày sinh")
    assert _ends(office, man) == (None, None, {None})
