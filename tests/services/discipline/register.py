"""A register with two people, and a short way to write discipline into it."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from db.database import Database, NewOffice
from db.models import Assignment, Employment, Person, SalaryStep
from db.values import Key, PartialDate
from desktop_app.services.discipline import rows
from desktop_app.services.discipline.deeds import AddStep, OpenCase, add_step, open_case
from desktop_app.services.work import changing, reading


class Register:
    """A register with one công chức and one viên chức, and a short way to write into it."""

    def __init__(self, path: Path, clock: Any, today: date) -> None:
        self.today = today
        self.database = Database.create(path / "so.snv", NewOffice("UBND xã"), actor="lan", clock=clock)
        with changing(self.database, today, "add", "thêm hồ sơ") as work:
            one = Person(full_name="Trần Văn Bình", born=PartialDate(1980))
            other = Person(full_name="Lê Thị An", born=PartialDate(1985))
            work.session.add_all([one, other])
            work.session.flush()
            work.session.add(Employment(person=one.key, category="CC", starts=date(2010, 1, 1)))
            work.session.add(Employment(person=other.key, category="VC", starts=date(2010, 1, 1)))
            work.session.add(Assignment(person=one.key, main=True, leader=False, starts=date(2010, 1, 1)))
            work.session.add(SalaryStep(person=one.key, starts=date(2026, 6, 1)))
        self.officer, self.teacher = one.key, other.key

    def do(self, deed: Any, *args: Any, **options: Any) -> Any:
        with changing(self.database, self.today, "discipline", "kỷ luật") as work:
            return deed(work, *args, **options)

    def see(self, question: Any, *args: Any, **options: Any) -> Any:
        with reading(self.database, self.today) as work:
            return question(work, *args, **options)


def opened(register: Register, person: Key | None = None, **more: Any) -> Key:
    order = OpenCase(
        person or register.officer,
        "Vắng mặt nhiều ngày không có lý do",
        date(2026, 3, 2),
        ground="DUTY",
        level="KHIEN_TRACH",
        act_started=date(2026, 2, 1),
        act_ended=date(2026, 2, 20),
        **more,
    )
    key: Key = register.do(open_case, order).key
    return key


DECISION = AddStep(
    b"",
    "quyet_dinh",
    date(2026, 4, 20),
    form="KHIEN_TRACH",
    effective=date(2026, 4, 20),
    number="15/QĐ-UBND",
    authority="UBND xã",
    signer="Nguyễn Văn A",
)


def concluded(register: Register, case: Key, day: date = date(2026, 3, 20)) -> None:
    register.do(add_step, AddStep(case, "thong_bao", day))
    register.do(add_step, AddStep(case, "ket_luan", day))


def decided(register: Register, case: Key, **more: Any) -> Any:
    return register.do(add_step, replace(DECISION, case=case, **more))


def only(register: Register, day: date) -> rows.CaseRow:
    (row,) = register.see(rows.cases, day)
    assert isinstance(row, rows.CaseRow)
    return row
