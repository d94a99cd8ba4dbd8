"""What the due list is made of: a task of the law, whom and what it is about, and what the clerk said of it."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from db.values import Key
from desktop_app.law.tasks import Task

Group = Literal["overdue", "passed", "week", "month", "later"]
GROUPS: dict[Group, str] = {
    "overdue": "Quá hạn",
    "passed": "Đã qua ngày nhắc",
    "week": "Tuần này",
    "month": "Trong tháng",
    "later": "Sau đó",
}


@dataclass(frozen=True)
class Staff:
    """One person employed on the day: what rules ask of everybody."""

    key: Key
    name: str
    order: str
    sex: str
    born: str
    category: str  # as the law names it, with the leader
    post: str
    unit: Key | None


@dataclass(frozen=True)
class About:
    """Whom and what a task is about; ``subject`` tells tasks of one code and person apart, ``target`` is what settles it."""

    person: Key | None
    name: str
    note: str = ""
    subject: str = ""
    target: Key | None = None

    def mark_name(self, code: str) -> str:
        """Under which name marks of the task are kept."""
        return f"{code}:{self.person.hex() if self.person else '-'}:{self.subject}"

    @staticmethod
    def subject_of(mark_name: str) -> str:
        """The subject in the name under which marks are kept."""
        return mark_name.rpartition(":")[2]


@dataclass(frozen=True)
class Mark:
    """What was said last of a task."""

    kind: str
    marked_on: date
    due: date | None
    until: date | None
    note: str
    whom: str
    paper: Key | None = None
    """The decision or notice that did it."""


@dataclass(frozen=True)
class DueRow:
    """One line of the due list."""

    task: Task
    about: About
    handed: Mark | None = None

    @property
    def mark_name(self) -> str:
        """Under which name marks of the task are kept."""
        return self.about.mark_name(self.task.code)

    def days_left(self, day: date) -> int:
        """Days from a day to the due day, negative once it has passed."""
        return (self.task.due - day).days

    def group(self, day: date) -> Group:
        """Where the line stands: only what must be done is overdue; a reminder whose day is over stands apart."""
        left = self.days_left(day)
        if left < 0:
            return "overdue" if self.task.kind == "hard" else "passed"
        week_end = 6 - day.weekday()
        month = 30
        return "week" if left <= week_end else "month" if left <= month else "later"


@dataclass(frozen=True)
class DueList:
    """All that shows on a day, in order of the due day; how many are put off or dismissed, and who could not be asked about."""

    day: date
    rows: tuple[DueRow, ...]
    put_off: int
    dismissed: int
    unknown: int  # people whose retirement cannot be told: birth or sex is missing
