"""Taking back and doing again: which of the last operations is next, either way. Doing again is taking back the taking back."""

from dataclasses import dataclass

from db.connection import Connection
from db.values import Key
from db.verbs import NEVER_UNDONE

LAST, _IMPORT = 200, "import"
"""Operations looked through; what lies further back is taken back from the history."""


@dataclass(frozen=True)
class Step:
    """An operation that can be taken back: ``asks_reason`` when the house wants to know why."""

    operation: Key
    seq: int
    summary: str
    asks_reason: bool


@dataclass(frozen=True)
class Steps:
    """What Ctrl+Z takes back and what Ctrl+Y does again; ``None`` where there is nothing."""

    undo: Step | None
    redo: Step | None
    practice: bool = False
    """Whether what lies before is the filling of the practice office, which is not taken back."""


def next_steps(raw: Connection) -> Steps:
    """The newest operation in force that is no taking back, and the newest taking back that still holds."""
    query = "SELECT id, seq, verb, summary, undoes FROM operation ORDER BY seq DESC LIMIT ?"
    rows = raw.execute(query, (LAST,)).fetchall()
    taken_back: set[bytes] = set()
    undo: Step | None = None
    held: dict[bytes, Step] = {}
    plain: dict[bytes, str] = {}
    for id_, seq, verb, summary, undoes in rows:
        key = bytes(id_)
        if verb != "undo":
            plain[key] = summary
            if undo is None and key not in taken_back and verb not in NEVER_UNDONE:
                undo = Step(key, seq, summary, verb == _IMPORT)
        elif key not in taken_back:
            taken_back.add(bytes(undoes))
            held[bytes(undoes)] = Step(key, seq, "", asks_reason=False)
    redo = next(
        (Step(one.operation, one.seq, plain[of], one.asks_reason) for of, one in held.items() if of in plain), None
    )
    filled = any(verb == "practice" for _, _, verb, _, _ in rows)
    return Steps(undo, redo, practice=undo is None and filled)


def asks_reason(raw: Connection, operation: Key) -> bool:
    """Whether taking an operation back wants a reason: a whole import does."""
    row = raw.execute("SELECT verb FROM operation WHERE id = ?", (operation,)).fetchone()
    return row is not None and row[0] == _IMPORT
