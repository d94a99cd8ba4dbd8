"""The photo and the scanned papers of a file."""

from dataclasses import dataclass
from pathlib import Path

from db.models import Paper, Person
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.attachments import add_file, read, thumbnail
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.edit import Saved, add_record
from desktop_app.services.person.file import read_file
from desktop_app.services.work import Work


@dataclass(frozen=True)
class PaperRow:
    """One paper: what it is, when, its scan (``image``, ``pdf`` or none) and the small picture of it."""

    key: Key
    kind: str
    title: str
    number: str
    issued_on: str
    sha256: str
    media: str
    size: int
    small: bytes | None


def papers(work: Work, person: Key) -> tuple[PaperRow, ...]:
    """The papers of a file, newest first."""
    made = []
    for row in read_file(work, person).part("paper").rows:
        texts, sha256 = row.texts, row.values["sha256"] or ""
        small = thumbnail(work.raw, sha256) if sha256 else None
        size = row.values["size"] or 0
        made.append(
            PaperRow(
                row.key, texts["kind"], texts["title"], texts["number"], texts["issued_on"], sha256,
                row.values["media"] or "", size, small,
            )
        )  # fmt: skip
    return tuple(made)


def photo(work: Work, person: Key) -> bytes | None:
    """The small photo of a person; ``None`` without one."""
    held = work.session.get(Person, person)
    return thumbnail(work.raw, held.photo) if held is not None and held.photo else None


def set_photo(work: Work, person: Key, path: Path) -> None:
    """Put a picture as the person's photo; ``InvalidInput`` when the file is no picture."""
    held = work.session.get(Person, person)
    if held is None:
        raise InvalidInput("Hồ sơ này không còn trong sổ.")
    added = add_file(work, path)
    if added.kind != "image":
        raise InvalidInput("Ảnh thẻ phải là tệp ảnh (JPEG, PNG …), không phải PDF.", "photo")
    held.photo = added.sha256


def remove_photo(work: Work, person: Key) -> None:
    """Take the photo off the file; the picture itself stays with the attachments."""
    held = work.session.get(Person, person)
    if held is not None:
        held.photo = None


def add_paper(work: Work, person: Key, path: Path, typed: dict[str, str]) -> Saved:
    """Add a scan or a photograph of a paper with what was typed about it; its file name stands in for a title."""
    added = add_file(work, path)
    whole = {"kind": "Giấy tờ khác", "title": path.stem[:100], **{n: t for n, t in typed.items() if t.strip()}}
    saved = add_record(work, Edit(person, "paper", None, whole))
    paper = work.session.get_one(Paper, saved.key)
    paper.sha256, paper.media, paper.size = added.sha256, added.kind, added.size
    return saved


def scan(work: Work, sha256: str) -> bytes:
    """The whole scan; ``MachineTrouble`` when it is missing or damaged."""
    return read(work, sha256)
