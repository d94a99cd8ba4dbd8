"""The day and the form of a step put right: what it ended follows, the case must hold, its paper in the register follows."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.check import verify_replay
from db.models import Assignment, Decision, DisciplineStep
from db.values import Key
from desktop_app.errors import AppError, InvalidInput, RuleBroken
from desktop_app.services.discipline.case import decide
from desktop_app.services.discipline.deeds import AddStep, add_step, cancel_decision
from desktop_app.services.discipline.edits import StepPaper, edit_step
from desktop_app.services.work import Work
from tests.services.discipline.register import DECISION, Register, concluded, only, opened

TODAY = date(2026, 11, 23)
MAY = date(2026, 5, 4)


@pytest.fixture
def register(tmp_path: Path, clock: Any) -> Iterator[Register]:
    made = Register(tmp_path, clock, TODAY)
    yield made
    assert verify_replay(made.database.raw_reader()) == []
    made.database.close()


def _leads(register: Register) -> None:
    def lead(work: Work) -> None:
        post = work.session.query(Assignment).filter(Assignment.person == register.officer).one()
        post.leader, post.post = True, "Trưởng phòng"

    register.do(lead)


def _posts(register: Register) -> list[tuple[str | None, date | None, date | None]]:
    def read(work: Work) -> list[tuple[str | None, date | None, date | None]]:
        held = work.session.query(Assignment).filter(Assignment.person == register.officer).order_by(Assignment.starts)
        return [(one.post, one.starts, one.ends) for one in held]

    found: list[tuple[str | None, date | None, date | None]] = register.see(read)
    return found


def _decided(register: Register, form: str = "KHIEN_TRACH") -> tuple[Key, Key]:
    case = opened(register)
    concluded(register, case)
    made: Key = register.do(decide, replace(DECISION, case=case, form=form)).key
    return case, made


def _fix(step: Key, **more: Any) -> StepPaper:
    return StepPaper(step, "15/QĐ-UBND", "UBND xã", "Nguyễn Văn A", **more)


def _refused(register: Register, kind: type[AppError], order: StepPaper) -> AppError:
    with pytest.raises(kind) as told:
        register.do(edit_step, order)
    return told.value


def _papers(register: Register) -> list[tuple[date | None, date | None]]:
    def read(work: Work) -> list[tuple[date | None, date | None]]:
        return [(one.signed_on, one.effective_on) for one in work.session.query(Decision)]

    found: list[tuple[date | None, date | None]] = register.see(read)
    return found


def test_the_day_and_form_of_a_decision_are_put_right_and_its_paper_follows(register: Register) -> None:
    _, made = _decided(register)
    register.do(edit_step, _fix(made, day=MAY, effective=MAY, form="CANH_CAO"))
    row = only(register, TODAY)
    assert row.standing.decided is not None
    assert (row.standing.decided.case.form, row.standing.ends) == ("CANH_CAO", date(2027, 5, 4))
    assert _papers(register) == [(MAY, MAY)]


def test_the_post_that_was_ended_ends_with_the_new_effect_and_comes_back_whole(register: Register) -> None:
    _leads(register)
    _, made = _decided(register, "CANH_CAO")
    register.do(edit_step, _fix(made, form="CACH_CHUC"))  # now it ends the post
    assert _posts(register)[0] == ("Trưởng phòng", date(2010, 1, 1), date(2026, 4, 19))
    register.do(edit_step, _fix(made, day=MAY, effective=MAY))
    assert [one[1:] for one in _posts(register)] == [(date(2010, 1, 1), date(2026, 5, 3)), (MAY, None)]
    assert "hoàn tác hoặc huỷ bỏ" in str(_refused(register, InvalidInput, _fix(made, form="BUOC_THOI_VIEC")))
    cancel = {"number": "9/QĐ-UBND", "authority": "UBND xã", "signer": "Nguyễn Văn A"}
    register.do(cancel_decision, made, TODAY, **cancel)
    assert _posts(register) == [("Trưởng phòng", date(2010, 1, 1), None)]
    assert "huỷ bỏ ngày 23/11/2026" in str(_refused(register, InvalidInput, _fix(made, form="KHIEN_TRACH")))


def test_a_form_that_ends_nothing_gives_the_post_back(register: Register) -> None:
    _leads(register)
    _, made = _decided(register, "CACH_CHUC")
    register.do(edit_step, _fix(made, form="CANH_CAO"))
    assert _posts(register) == [("Trưởng phòng", date(2010, 1, 1), None)]


def test_the_case_must_hold_with_the_new_days(register: Register) -> None:
    case, made = _decided(register)
    register.do(add_step, AddStep(case, "cong_bo", date(2026, 4, 22), decision=made))
    steps = {one.kind: one.key for one in register.see(lambda work: work.session.query(DisciplineStep).all())}
    later = _refused(register, InvalidInput, _fix(made, day=MAY, effective=MAY))  # after it was made known
    assert str(later) == "Bước “Công bố quyết định kỷ luật” ngày 22/04/2026: Chưa có quyết định kỷ luật cho bước này."
    assert "kết luận" in str(_refused(register, InvalidInput, _fix(steps["ket_luan"], day=MAY)))  # after the decision
    assert "trước ngày phát hiện" in str(_refused(register, InvalidInput, _fix(steps["phat_hien"], day=MAY)))
    assert "trước ngày vi phạm" in str(_refused(register, InvalidInput, _fix(steps["phat_hien"], day=date(2026, 1, 1))))
    assert "chưa đến" in str(_refused(register, InvalidInput, _fix(made, day=date(2026, 12, 1))))
    assert _refused(register, RuleBroken, _fix(made, form="GIANG_CHUC")).args  # abolished
    register.do(edit_step, _fix(steps["ket_luan"], day=date(2026, 3, 25)))
    assert _papers(register) == [(date(2026, 4, 20), date(2026, 4, 20))]
