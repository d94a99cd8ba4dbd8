"""A register with three units and five people, and a short way to write movements into it."""

from datetime import date
from pathlib import Path
from typing import Any

from db.database import Database, NewOffice
from db.models import Assignment, Employment, Person, Unit, UnitState
from db.values import Coefficient, Key, PartialDate
from desktop_app.services.decisions import NewDecision
from desktop_app.services.movements.deeds import Carried, Findings, Order, carry_out, check
from desktop_app.services.work import changing, reading

START = date(2020, 1, 1)


class Staff:
    """Phòng Nội vụ, Phòng Kinh tế, Xã Cũ (dissolved 30/06/2025); a head, a deputy, two công chức, a viên chức."""

    def __init__(self, path: Path, clock: Any, today: date) -> None:
        self.today = today
        self.path = path
        self.database = Database.create(path / "so.snv", NewOffice("UBND xã An Bình"), actor="lan", clock=clock)
        self.count = 0
        with changing(self.database, today, "add", "thêm") as work:
            self.home, self.economy, self.old = (Unit(code=code).key for code in "ABC")
            for key, code in ((self.home, "NV"), (self.economy, "KT"), (self.old, "XC")):
                work.session.add(Unit(key=key, code=code))
            work.session.flush()
            work.session.add(UnitState(unit=self.home, name="Phòng Nội vụ"))
            work.session.add(UnitState(unit=self.economy, name="Phòng Kinh tế"))
            work.session.add(UnitState(unit=self.old, name="Xã Cũ", ends=date(2025, 6, 30)))
            self.head = self._person(work, "Đinh Minh Ánh", "nu", (1974, 5), "CC", "Trưởng phòng", leader=True)
            self.deputy = self._person(work, "Triệu Văn Khôi", "nam", (1985, 3), "CC", "Phó Trưởng phòng", leader=True)
            self.officer = self._person(work, "Lý Trọng Hoà", "nam", (1990, 9), "CC", "Chuyên viên", leader=False)
            self.elder = self._person(work, "Hoàng Đức Mạnh", "nam", (1967, 6), "CC", "Chuyên viên", leader=False)
            self.teacher = self._person(work, "Hà Ngọc Hiếu", "nu", (1992, 1), "VC", "Giáo viên", leader=False)

    def _person(
        self, work: Any, name: str, sex: str, born: tuple[int, int], category: str, post: str, *, leader: bool
    ) -> Key:
        person = Person(full_name=name, sex=sex, born=PartialDate(*born, 16))
        work.session.add(person)
        work.session.flush()
        work.session.add(Employment(person=person.key, category=category, starts=date(2010, 1, 1)))
        allowance = Coefficient(30) if leader else None
        term = date(2026, 12, 31) if leader else None
        work.session.add(
            Assignment(person=person.key, unit=self.home, post=post, leader=leader, main=True, starts=date(2022, 1, 1),
                       term_ends=term, allowance=allowance)
        )  # fmt: skip
        return person.key

    def decision(self, signed: date, number: str = "") -> NewDecision:
        """The next decision of the office."""
        self.count += 1
        return NewDecision(number or f"{self.count}/QĐ-UBND", signed, signer_name="Nguyễn Văn A", subject="về nhân sự")

    def carry(self, kind: str, person: Key, day: date, *, decision: Any = None, **more: Any) -> Carried:
        """Carry out one movement under a decision of its day."""
        order = Order(kind, person, day, **more)
        made = self.do(carry_out, order, decision or self.decision(day))
        assert isinstance(made, Carried)
        return made

    def check(self, kind: str, person: Key, day: date, **more: Any) -> Findings:
        """What is found before."""
        found = self.see(check, Order(kind, person, day, **more))
        assert isinstance(found, Findings)
        return found

    def do(self, deed: Any, *args: Any, reason: str = "", **options: Any) -> Any:
        """A deed as one operation."""
        with changing(self.database, self.today, "movement", "biến động", reason=reason) as work:
            return deed(work, *args, **options)

    def see(self, question: Any, *args: Any, **options: Any) -> Any:
        """A question."""
        with reading(self.database, self.today) as work:
            return question(work, *args, **options)

    def posts(self, person: Key, day: date) -> list[tuple[str | None, Key | None, bool]]:
        """What somebody holds on a day: post, unit, main; the main one first."""
        from desktop_app.services.movements.facts import about

        held = self.see(about, person).standing.posts_on(day)
        return sorted(((one.post, one.unit, one.main) for one in held), key=lambda one: (not one[2], one[0] or ""))
