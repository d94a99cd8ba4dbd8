"""The fields the forms ask for have a place in the register; what is typed into any field is kept or refused in words."""

import csv
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.database import Database
from db.fields import form_fields
from db.models import BY_NAME
from db.types import codec_of
from desktop_app.services.intake.plan import Answers
from desktop_app.services.intake.service import carry_out, open_file, people_of, plan_of
from desktop_app.services.person.completeness import listed_fields
from desktop_app.services.person.fields import read_value, shown
from desktop_app.services.person.trail import sources, trail

LIST = Path(__file__).resolve().parents[2] / "data" / "record_list.csv"
TODAY = date(2026, 11, 23)
LATER = {("rating", "nam"), ("rating", "xep_loai_chuyen_mon"), ("rating", "xep_loai_thi_dua")}
COMPUTED = {("discipline", "den")}
FIELDS = [
    (record, field)
    for record, field in listed_fields()
    if not field.link and not field.blob and field.reads != "machine"
]


def _rows() -> list[dict[str, str]]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_field_of_the_list_has_a_place() -> None:
    rows = _rows()
    assert len(rows) == 149
    without = {(row["table"], row["field"]) for row in rows if not row["here"]}
    assert without == LATER | COMPUTED
    for row in rows:
        if row["here"]:
            record, _, name = row["here"].partition(".")
            assert name in {field.name for field in form_fields(BY_NAME[record])}, row


def test_the_numbers_of_the_form_are_those_of_the_list() -> None:
    wanted: dict[str, set[str]] = {}
    for row in _rows():
        numbers = {one.strip() for one in row["item_2023"].replace("-", ",").split(",") if one.strip()[:1].isdigit()}
        if row["here"].startswith("person."):
            wanted.setdefault(row["here"].removeprefix("person."), set()).update(numbers)
    told = {field.name: field.item for record, field in listed_fields() if record == "person"}
    wrong = {name: (told[name], numbers) for name, numbers in wanted.items() if told[name] not in numbers | {""}}
    assert wrong == {}
    assert [name for name, numbers in wanted.items() if numbers and not told[name]] == []


@given(st.sampled_from(FIELDS), st.text(max_size=40) | st.dates(date(1890, 1, 1), date(2110, 1, 1)).map(str))
def test_whatever_is_typed_is_kept_as_shown_or_refused_in_words(field: tuple[str, Any], typed: str) -> None:
    reading = read_value(field[1], typed, TODAY)
    if reading.value is None:
        assert not reading.stops or all(note.message for note in reading.notes)
        return
    if reading.stops:
        return
    column = BY_NAME[field[0]].__table__.columns[field[1].name]
    codec = codec_of(column.type)
    assert codec.from_journal(codec.to_journal(reading.value)) is not None
    again = read_value(field[1], shown(field[1], reading.value), TODAY)
    assert again.value == reading.value, (field[0], field[1].name)


def test_the_trail_of_an_imported_file_names_the_cell(
    database: Database, today: date, tmp_path: Path, sheet: Callable[..., Path]
) -> None:
    path = sheet(
        ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Số CCCD", "Hệ số lương", "Màu mắt"),
        (1, "Vi Văn Sơn", "02/03/1980", "Nam", "006080000123", "3,33", "nâu"),
    )
    opened = open_file(path)
    plan = plan_of(opened, today=today, known=people_of(database, today), answers=Answers())
    carry_out(database, opened, plan, today=today)
    raw = database.raw_reader()
    (key,) = raw.execute("SELECT key FROM person").fetchone()
    cells = {row.field: row.cell for row in trail(raw, bytes(key))}
    assert cells["born"].endswith("ô C2")
    assert cells["coefficient"].endswith("ô F2")
    kept = {cell.heading: (cell.value, cell.label) for cell in sources(raw, bytes(key))}
    assert kept["Màu mắt"] == ("nâu", "")
    assert kept["Số CCCD"] == ("006080000123", "Số định danh cá nhân (CCCD)")
    raw.close()


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def make(*rows: tuple[Any, ...]) -> Path:
        from openpyxl import Workbook

        workbook = Workbook()
        for row in rows:
            workbook.worksheets[0].append(list(row))
        workbook.save(tmp_path / "ds.xlsx")
        return tmp_path / "ds.xlsx"

    return make
