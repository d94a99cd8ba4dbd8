"""What every measurement shares: medians, one line of the table, made-up files."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

DAY = date(2026, 11, 23)


@dataclass(frozen=True)
class Line:
    """One line of the table; ``goal`` is the largest ratio that counts as met (or the largest value, without a reference)."""

    name: str
    ours: float
    reference: float | None
    goal: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        """Ours over the reference; ours itself without one."""
        return self.ours if self.reference is None else self.ours / self.reference

    @property
    def met(self) -> bool:
        """Whether the goal is met."""
        return self.ratio <= self.goal


def spent(work: Callable[[], Any]) -> float:
    """Milliseconds that the work takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def beside(ours: Callable[[], Any], reference: Callable[[], Any], rounds: int) -> tuple[float, float]:
    """Medians of both in milliseconds, taken in turn so that a busy machine is busy for both."""
    mine, theirs = [], []
    for _ in range(rounds):
        theirs.append(spent(reference))
        mine.append(spent(ours))
    return statistics.median(mine), statistics.median(theirs)


def share(values: list[float], part: float) -> float:
    """The value below which so large a part of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * part))]


def register(path: Path, people: int) -> Path:
    """A register of invented people, made as the program makes it."""
    from db.database import NewOffice
    from desktop_app.services.intake.write import add_people
    from desktop_app.services.opening import create_register
    from desktop_app.services.practice import people as invented
    from desktop_app.services.work import changing

    database = create_register(path, NewOffice("Cơ quan đo"), lambda: datetime.now(UTC))
    with changing(database, DAY, "add", "lập") as work:
        add_people(work, invented(people, DAY))
    database.close()
    return path
