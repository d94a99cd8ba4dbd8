"""An import makes decisions: one for each number, day and signer; the file of a person shows it through the link."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from db.database import Database
from db.models import Assignment, Decision, Person
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.edit import edit_record
from desktop_app.services.person.file import read_file
from desktop_app.services.person.timeline import timeline
from desktop_app.services.work import changing, reading
from tests.services.intake.test_intake_write import AN, BINH, HEADINGS

Bring = Callable[..., Any]
MORE = (*HEADINGS, "Số quyết định", "Ngày quyết định", "Người ký")
PAPER = ("15/QĐ-UBND", "20/04/2021", "Nguyễn Văn Chủ")


def test_rows_that_tell_the_same_paper_share_a_decision(
    database: Database, bring: Bring, sheet_of: Bring, today: Any
) -> None:
    bring(sheet_of(MORE, (*AN, *PAPER), (*BINH, *PAPER)))
    with database.read() as session:
        (decision,) = session.scalars(select(Decision))
        assert (decision.number, str(decision.signed_on), decision.signer_name) == (
            "15/QĐ-UBND", "2021-04-20", "Nguyễn Văn Chủ",
        )  # fmt: skip
        assert {one.decision for one in session.scalars(select(Assignment))} == {decision.key}
    assert bring(sheet_of(MORE, (*AN, *PAPER), (*BINH, *PAPER)))[2].operation is None
    bring(sheet_of(MORE, (*AN, "16/QĐ-UBND", "21/04/2021", "Nguyễn Văn Chủ")))
    with reading(database, today) as work:
        assert len(list(work.session.scalars(select(Decision)))) == 2
        person = work.session.scalars(select(Person.key).where(Person.full_name == "Nguyễn Văn An")).one()
        file = read_file(work, person)
        row = file.part("assignment").rows[0]
        assert row.texts["decision"] == "16/QĐ-UBND ngày 21/04/2021, Nguyễn Văn Chủ ký"
        assert not {"decision_number", "decision_date", "decision_signer"} & row.texts.keys()
        assert timeline(file) is not None
    with changing(database, today, "edit", "sửa") as work:
        edit_record(
            work, Edit(person, "assignment", row.key, {"decision": "15/QĐ-UBND ngày 20/04/2021, Nguyễn Văn Chủ ký"})
        )
    with database.read() as session:
        assert session.get_one(Assignment, row.key).decision == decision.key
        assert len(list(session.scalars(select(Decision)))) == 2
