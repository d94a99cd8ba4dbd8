"""Everything the page of one person shows, read at once."""

from dataclasses import dataclass
from datetime import date

from db.values import Key
from desktop_app.services.merge import resolve
from desktop_app.services.person.completeness import Completeness, completeness
from desktop_app.services.person.drafts import Draft, drafts_of
from desktop_app.services.person.file import PersonFile, read_file, read_known, unit_names
from desktop_app.services.person.papers import PaperRow, papers, photo
from desktop_app.services.person.timeline import Event, timeline
from desktop_app.services.person.trail import SourceCell, TrailRow, sources, trail
from desktop_app.services.work import Work


@dataclass(frozen=True)
class Opened:
    """The file with all that is drawn from it; ``known_on`` when it is what the register said on an earlier day."""

    file: PersonFile
    complete: Completeness
    events: tuple[Event, ...]
    trail: tuple[TrailRow, ...]
    sources: tuple[SourceCell, ...]
    papers: tuple[PaperRow, ...]
    photo: bytes | None
    drafts: tuple[Draft, ...]
    units: tuple[str, ...]
    known_on: date | None = None


def open_file(work: Work, key: Key, as_of: date) -> Opened:
    """The whole of a file as of a day; ``InvalidInput`` when the register no longer holds it."""
    file = read_file(work, resolve(work, key), as_of)
    return Opened(
        file,
        completeness(file),
        timeline(file),
        trail(work.raw, file.key),
        sources(work.raw, file.key),
        papers(work, file.key),
        photo(work, file.key),
        drafts_of(work, file.key),
        tuple(unit_names(work.session).values()),
    )


def open_known(work: Work, key: Key, known_on: date) -> Opened:
    """The file as the register told it at the end of a day."""
    file = read_known(work, key, known_on)
    return Opened(file, completeness(file), timeline(file), (), (), (), photo(work, key), (), (), known_on)
