"""Cells an import kept in the source only, offered again once a field can take them; nothing is taken by itself."""

import json
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.models import SourceFile, SourceRow
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.columns import ColumnData, read_columns
from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.headings import MappedColumn, target_of
from desktop_app.services.intake.known import PERSON_TARGETS, known_people
from desktop_app.services.intake.plan_types import CHANGED, Difference, PlannedPerson
from desktop_app.services.intake.service import open_file
from desktop_app.services.intake.slots import PARTY, SLOTS, every
from desktop_app.services.intake.targets import HELPERS, TARGETS
from desktop_app.services.intake.write import change_people
from desktop_app.services.work import Work

_BY_DECISION = frozenset({"full_name", "born", "sex", "personal_number"})
"""Who somebody is is not changed from an old list."""
OFFERABLE = (
    frozenset(PERSON_TARGETS)
    | {target for slot in (*SLOTS, PARTY) for target in slot.targets} | {"phone", "email"}
) - _BY_DECISION  # fmt: skip
FILLS, DIFFERS, UNREAD = "fills", "differs", "unread"


@dataclass(frozen=True)
class KeptColumn:
    """A column no field took when its file was imported: how many people have a cell in it, the field it reads like."""

    file: Key
    name: str
    sheet: str
    letters: str
    heading: str
    filled: int
    target: str


@dataclass(frozen=True)
class KeptCell:
    """One cell of it: whose, where, word for word, read as, what the file says now.

    ``state`` is ``fills`` (the file says nothing), ``differs`` (it says something else) or ``unread``; ``doubt`` says what
    the reading repaired or did not understand.
    """

    person: Key
    name: str
    place: str
    text: str
    value: Any
    before: Any
    state: str
    doubt: str


def kept_columns(work: Work) -> tuple[KeptColumn, ...]:
    """The kept columns of every imported file that hold anything, the files imported last first."""
    files = list(work.session.scalars(select(SourceFile).order_by(SourceFile.key.desc())))
    unmapped = {file.key: _unmapped(file) for file in files}
    counts: dict[tuple[Key, str], int] = {}
    wanted = [key for key, columns in unmapped.items() if columns]
    for file, cells in work.session.execute(
        select(SourceRow.file, SourceRow.cells).where(SourceRow.file.in_(wanted), SourceRow.person.is_not(None))
    ):
        for letters, cell in json.loads(cells):
            if letters in unmapped[file] and str(cell).strip():
                counts[file, letters] = counts.get((file, letters), 0) + 1
    return tuple(
        KeptColumn(file.key, file.name, file.sheet, letters, heading, counts[file.key, letters], _proposed(heading))
        for file in files
        for letters, heading in unmapped[file.key].items()
        if (file.key, letters) in counts
    )


def kept_cells(work: Work, column: KeptColumn, target: str) -> tuple[KeptCell, ...]:
    """What a kept column would write into a field, person by person in the order of the file; what agrees is left out.

    The file is read again as it was, so that its encoding and its order of day and month are understood as a whole.
    ``InvalidInput`` where the field cannot be filled from an old list.
    """
    if target not in OFFERABLE:
        raise InvalidInput("Mục này không nhận từ cột còn giữ được; hãy sửa trong hồ sơ.")
    data = _read_again(work, work.session.get_one(SourceFile, column.file), column, target)
    known = {person.key: person.values for person in known_people(work.session).people}
    rows = work.session.execute(
        select(SourceRow.row, SourceRow.person, SourceRow.cells).where(SourceRow.file == column.file)
    )
    people = {row: (person, dict(json.loads(cells)).get(column.letters)) for row, person, cells in rows}
    found = []
    for row, reading in data.items():
        person, cell = people.get(row, (None, None))
        held = known.get(person) if person is not None else None
        text = str(cell or "").strip()
        if person is None or held is None or not text:
            continue
        before = held.get(target)
        doubt = " ".join(note.message for note in reading.notes)
        if reading.value is None or reading.stops:
            if doubt:
                found.append(
                    KeptCell(person, held["full_name"], f"{column.letters}{row}", text, None, before, UNREAD, doubt)
                )
        elif reading.value != before and reading.value not in held.get(every(target), ()):
            state = FILLS if before is None else DIFFERS
            found.append(
                KeptCell(person, held["full_name"], f"{column.letters}{row}", text, reading.value, before, state, doubt)
            )
    return tuple(found)


def take_kept(work: Work, column: KeptColumn, target: str, people: Iterable[Key]) -> int:
    """Write what the column says of these people into their files; the number written.

    ``InvalidInput`` where the choice is empty or a cell is offered no more; nothing is written then.
    """
    wanted = set(people)
    offered = {cell.person: cell for cell in kept_cells(work, column, target) if cell.state != UNREAD}
    if not wanted:
        raise InvalidInput("Chưa chọn ô nào.")
    if not wanted <= offered.keys():
        raise InvalidInput("Có ô không còn nhận được nữa; hãy đọc lại.")
    change_people(work, [_planned(offered[key], target) for key in sorted(wanted)])
    return len(wanted)


def _planned(cell: KeptCell, target: str) -> PlannedPerson:
    changed = Difference(target, cell.before, cell.value)
    return PlannedPerson(0, cell.name, CHANGED, {target: cell.value}, cell.person, (changed,))


def _unmapped(file: SourceFile) -> dict[str, str]:
    mapped: Mapping[str, str] = json.loads(file.mapping)
    return {
        letters: heading
        for letters, heading in json.loads(file.headings)
        if heading and letters not in mapped and target_of(tuple(heading.split(" / ")))[0] not in HELPERS | _BY_DECISION
    }


def _proposed(heading: str) -> str:
    target, _ = target_of(tuple(heading.split(" / ")))
    return target if target in OFFERABLE else ""


def _read_again(work: Work, file: SourceFile, column: KeptColumn, target: str) -> dict[int, Any]:
    content = work.database.attachments.get(file.sha256)
    if content is None:
        raise InvalidInput(f"Tệp nguồn “{file.name}” không còn trong sổ nên không đọc lại được.")
    with tempfile.TemporaryDirectory(prefix="so-noi-vu-") as folder:
        path = Path(folder) / Path(file.name).name  # the sheet of a csv is called like its file
        path.write_bytes(content)
        opened = open_file(path, sheet=file.sheet)
    place = next((one for one in opened.mapping if column_letters(one.col) == column.letters), None)
    if place is None:
        raise InvalidInput(f"Tệp nguồn “{file.name}” không còn đọc ra cột {column.letters}.")
    mapped = MappedColumn(place.col, place.heading, target, "")
    made: ColumnData
    (made,) = read_columns(opened.layout, (mapped,), {}, {}, {}, opened.workbook.fonts)
    return dict(zip(opened.layout.data_rows, made.readings, strict=True))


def offerable() -> tuple[tuple[str, str], ...]:
    """The fields a kept column can go to, by code and label, in the order of the form."""
    return tuple((name, target.label) for name, target in TARGETS.items() if name in OFFERABLE)
