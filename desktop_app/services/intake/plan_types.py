"""What a plan consists of, and what the clerk can answer."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.values import Key
from desktop_app.services.intake.beside import Brought
from desktop_app.services.intake.dates import Order
from desktop_app.services.intake.headings import MappedColumn
from desktop_app.services.intake.layout import TableLayout
from desktop_app.services.intake.legacy import Guess
from desktop_app.services.intake.reading import Finding

EMPTY = "\x00empty"
"""The clerk's word that a cell shall stay empty."""
NEW, SAME_AS, CHANGED, DOUBTED, LEFT_OUT = "new", "same", "changed", "doubtful", "left_out"
OUTCOME_NAMES = {NEW: "mới", SAME_AS: "như cũ", CHANGED: "thay đổi", DOUBTED: "nghi trùng", LEFT_OUT: "chừa lại"}


@dataclass(frozen=True)
class Answers:
    """What the clerk decided: per column, per cell, per person. Immutable; each answer makes a new one.

    A person's answer is ``new``, ``same`` (as the one proposed), ``same:`` with a key in hex, or ``left_out``.
    """

    orders: Mapping[int, str] = field(default_factory=dict)
    encodings: Mapping[int, str] = field(default_factory=dict)
    cells: Mapping[tuple[int, int], str] = field(default_factory=dict)
    accepted: frozenset[tuple[int, int]] = frozenset()
    accept_all: bool = False
    people: Mapping[int, str] = field(default_factory=dict)

    def accepts(self, row: int, col: int | None) -> bool:
        """Whether the proposal at a cell is taken."""
        return self.accept_all or (col is not None and (row, col) in self.accepted)

    def empties(self, row: int, col: int | None) -> bool:
        """Whether the clerk said that a cell shall stay empty."""
        return col is not None and self.cells.get((row, col)) == EMPTY


@dataclass(frozen=True)
class Question:
    """Something a whole column leaves open: the choices by code and words, what is assumed meanwhile."""

    col: int
    kind: str
    text: str
    choices: tuple[tuple[str, str], ...]
    assumed: str
    examples: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One field that the file would change."""

    target: str
    before: Any
    after: Any


@dataclass(frozen=True)
class PlannedPerson:
    """One row: what happens to it, whom it is, what it would write."""

    row: int
    name: str
    outcome: str
    values: Mapping[str, Any]
    key: Key | None = None
    differences: tuple[Difference, ...] = ()
    reasons: tuple[str, ...] = ()
    rival: Key | None = None
    """Another file of the register that is as like the row as ``key``: the two may be one person kept twice."""
    sent: Key | None = None
    """The key the file has in the office that sent the row, where this register knows the person under another."""


@dataclass(frozen=True)
class Plan:
    """The whole import, nothing written yet."""

    layout: TableLayout
    mapping: tuple[MappedColumn, ...]
    people: tuple[PlannedPerson, ...]
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]
    encodings: Mapping[int, Guess]
    orders: Mapping[int, Order]
    day: date | None = None
    """The day the list tells of: it changes nothing that began later (``None``: today)."""
    beside: tuple[Brought, ...] = ()
    """Whole records a package brings beside its list, as they would be written."""
    whole: frozenset[Key] = frozenset()
    """The people whose salary of the day is one of those records: the list's is not written too."""

    @property
    def outcomes(self) -> Counter[str]:
        """People by outcome."""
        return Counter(person.outcome for person in self.people)

    @property
    def levels(self) -> Counter[str]:
        """Findings by level."""
        return Counter(finding.level for finding in self.findings)

    @property
    def kinds(self) -> Counter[tuple[str, str]]:
        """Findings by level and kind."""
        return Counter((finding.level, finding.kind) for finding in self.findings)

    @property
    def units(self) -> Counter[tuple[str | None, str | None, str | None]]:
        """People by the unit named for them: the unit above, the unit, its code."""
        return Counter(
            (person.values.get("parent_unit"), person.values.get("unit"), person.values.get("unit_code"))
            for person in self.people
            if person.outcome != LEFT_OUT
        )
