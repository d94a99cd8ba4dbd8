"""What reading one cell yields, and a finding about it."""

from dataclasses import dataclass
from typing import Any

ERROR, WARN, FIXED, SKIPPED = "error", "warn", "fixed", "skipped"


@dataclass(frozen=True)
class Note:
    """One thing to say about a cell: level, kind, proposal (a value, or ``None``) and a Vietnamese sentence."""

    level: str
    kind: str
    message: str
    proposal: Any = None


@dataclass(frozen=True)
class Reading:
    """The value to store (``None``: nothing) and what there is to say about it."""

    value: Any
    notes: tuple[Note, ...] = ()

    @property
    def stops(self) -> bool:
        """Whether the person cannot be stored as the cell stands."""
        return any(note.level == ERROR for note in self.notes)

    def but(self, value: Any, *notes: Note) -> "Reading":
        """The same notes and more, with another value."""
        return Reading(value, self.notes + notes)


@dataclass(frozen=True)
class Finding:
    """One line of the findings list; rows and columns as Excel shows them, ``col`` ``None`` for a whole row."""

    row: int
    col: int | None
    level: str
    field: str
    kind: str
    value: Any
    proposal: Any
    message: str
    of_row: int | None = None
