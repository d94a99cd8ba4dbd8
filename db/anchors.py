"""Witnesses of the journal's head in a small file outside the data file, one line each."""

from contextlib import suppress
from pathlib import Path

_PARTS = 3


def drop_anchor(anchors: Path, seq: int, link: bytes, recorded_at: str) -> None:
    """Add a witness. It is no record: a full disk elsewhere must not undo a committed operation."""
    with suppress(OSError):
        anchors.parent.mkdir(parents=True, exist_ok=True)
        with anchors.open("a", encoding="utf-8") as file:
            # begins on a line of its own: the line before may have been cut off by a power cut
            file.write(f"\n{seq} {link.hex()} {recorded_at}\n")


def read_anchors(anchors: Path) -> list[tuple[int, str]]:
    """The witnesses: number and link of an operation. What was cut off or cannot be read is no witness."""
    try:
        lines = anchors.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    found = [line.split() for line in lines]
    return [(int(parts[0]), parts[1]) for parts in found if len(parts) == _PARTS and parts[0].isdecimal()]
