"""What an export needs besides its rows: the office's head and the witness of the journal."""

from db.connection import Connection

_FIELDS = ("name", "parent", "place", "signer_role", "signer_name", "signing", "practice")
HEAD_TEXT = "SELECT name, parent_name, place, signer_role, signer_name, signing, practice FROM office LIMIT 1"


def office_fields(raw: Connection) -> dict[str, str]:
    """The office's name, superior, place and signer as text; empty where the register holds nothing."""
    row = raw.execute(HEAD_TEXT).fetchone() or ("",) * len(_FIELDS)
    return {name: value or "" for name, value in zip(_FIELDS, row, strict=True)}


def witness(raw: Connection) -> str:
    """The head of the journal as a line for the foot of a paper: which state of the register it was printed from."""
    row = raw.execute("SELECT seq, link FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    return f"Sổ Nội Vụ, thao tác số {row[0]}, mã {bytes(row[1]).hex()[:16]}" if row else ""


def lineage(raw: Connection) -> str:
    """The identity of this data file's line, for the place of its anchors."""
    from desktop_app.services.history import shown_key  # the name of the office, asked at every start, needs none

    row = raw.execute("SELECT lineage FROM office LIMIT 1").fetchone()
    return str(row[0]) if row else shown_key(bytes(16))
