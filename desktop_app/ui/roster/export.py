"""What the list shows, written as a file behind the screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.reports.files import Progress, no_progress
from desktop_app.reports.lists.export import export_roster
from desktop_app.services.roster import Roster, RosterDesk


@dataclass(frozen=True)
class Shown:
    """What the list shows: who, in which columns, as of which day, under which conditions in words."""

    keys: Sequence[bytes]
    columns: Sequence[str]
    as_of: date
    filter_text: str


def export_shown(desk: RosterDesk, shown: Shown, out: Path, day: date, progress: Progress = no_progress) -> None:
    """Read these people anew on a connection of its own and write them with these columns."""
    raw = desk.reading()
    try:
        rows = Roster(raw).rows(shown.keys, shown.as_of)
        export_roster(
            raw,
            rows,
            out,
            as_of=shown.as_of,
            day=day,
            columns=shown.columns,
            filter_text=shown.filter_text,
            progress=progress,
        )
    finally:
        raw.close()
