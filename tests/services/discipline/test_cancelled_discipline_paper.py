"""The paper of a discipline decision is not cancelled in the register of decisions behind the back of its case."""

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Decision, DisciplineStep
from desktop_app.errors import InvalidInput
from desktop_app.services import decisions
from desktop_app.services.decisions import NewDecision
from desktop_app.services.practice.office import DAY
from desktop_app.services.work import changing, reading


def test_the_paper_stays_until_the_discipline_decision_is_revoked(register: Database) -> None:
    with changing(register, DAY, "edit", "ghi sổ") as work:
        query = select(DisciplineStep).where(DisciplineStep.kind == "quyet_dinh", DisciplineStep.number.is_not(None))
        step = work.session.scalars(query.order_by(DisciplineStep.key)).first()
        assert step is not None
        key, person, case, number, day = step.key, step.person, step.case, step.number or "", step.day
        paper = decisions.record(work, NewDecision(number, day, subject="Kỷ luật"))
        other = decisions.record(work, NewDecision("999/QĐ-UBND", day, subject="Việc khác"))
    told = r"đang là căn cứ của .*bước xử lý kỷ luật"
    with pytest.raises(InvalidInput, match=told), changing(register, DAY, "edit", "huỷ bỏ") as work:
        decisions.cancel(work, paper, "nhầm số")
    with changing(register, DAY, "edit", "huỷ bỏ") as work:
        decisions.cancel(work, other, "nhầm số")
        work.session.add(DisciplineStep(person=person, case=case, kind="huy_bo", day=DAY, decision=key))
    with changing(register, DAY, "edit", "huỷ bỏ") as work:
        decisions.cancel(work, paper, "đã huỷ bỏ theo khiếu nại")
    with reading(register, DAY) as work:
        assert work.session.get_one(Decision, paper).state == decisions.CANCELLED
