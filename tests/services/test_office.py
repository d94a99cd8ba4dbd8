"""Whose register it is, and where its backups go."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.services.backups import (
    ON_CLOSE,
    BackupPlan,
    back_up_on_close,
    checked_folder,
    keep_plan,
    plan_of,
    thin_out,
)
from desktop_app.services.history import operations
from desktop_app.services.office import (
    LEVELS,
    OfficeForm,
    areas,
    new_office,
    provinces,
    read_office,
    save_office,
    signing_line,
    suggested,
)
from desktop_app.services.opening import create_register, open_writing
from desktop_app.services.work import changing, reading

DAY = date(2026, 11, 23)
NOON = datetime(2026, 11, 23, 5, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("level", "province", "area", "name", "parent", "place"),
    [
        ("xa", "19", "01882", "UBND xã Nghiên Loan", "UBND tỉnh Thái Nguyên", "Nghiên Loan"),
        ("phuong", "01", "00004", "UBND phường Ba Đình", "UBND thành phố Hà Nội", "Ba Đình"),
        ("huyen", "01", "001", "UBND quận Ba Đình", "UBND thành phố Hà Nội", "Ba Đình"),
        ("tinh", "04", "", "Sở Nội vụ tỉnh Cao Bằng", "UBND tỉnh Cao Bằng", "Cao Bằng"),
        ("xa", "19", "", "", "UBND tỉnh Thái Nguyên", ""),
    ],
)
def test_names_follow_from_the_place(level: str, province: str, area: str, name: str, parent: str, place: str) -> None:
    found = suggested(level, province, area)
    assert (found.name, found.parent_name, found.place) == (name, parent, place)


def test_every_level_has_places_of_its_kind() -> None:
    for level in LEVELS:
        held = [area for province in provinces(level) for area in areas(level, province.code)]
        assert bool(held) == (level != "tinh"), level
    assert len(provinces("xa")) == 34
    assert len(provinces("huyen")) == 63


@pytest.mark.parametrize(
    ("form", "office", "line"),
    [
        ("TM.", "UBND xã An Bình", "TM. ỦY BAN NHÂN DÂN"),
        ("KT.", "UBND xã An Bình", "KT. CHỦ TỊCH"),
        ("TL.", "Sở Nội vụ tỉnh Cao Bằng", "TL. GIÁM ĐỐC"),
        ("KT.", "Phòng Nội vụ", "KT. TRƯỞNG PHÒNG"),
        ("", "UBND xã An Bình", ""),
    ],
)
def test_the_line_over_the_signers_post(form: str, office: str, line: str) -> None:
    assert signing_line(form, office) == line


def test_settings_are_one_operation_and_read_back(tmp_path: Path, clock: Any) -> None:
    form = OfficeForm(
        "UBND xã An Bình", "xa", "19", "01882", "UBND tỉnh", "An Bình", "TM. ỦY BAN NHÂN DÂN", "Chủ tịch", "Lê A"
    )
    database = create_register(tmp_path / "so.snv", new_office(form), clock)
    with reading(database, DAY) as work:
        assert read_office(work) == form
    changed = replace(form, signer_name="  Trần   B ", signing="")
    with changing(database, DAY, "settings", "Sửa thiết lập cơ quan") as work:
        assert save_office(work, changed).signer_name == "Trần B"
    raw = database.raw_reader()
    found = operations(raw)
    raw.close()
    assert [operation.verb for operation in found] == ["settings", "create"] or len(found) == 2
    with changing(database, DAY, "settings", "Sửa thiết lập cơ quan") as work:
        save_office(work, changed)
    assert work.writing is not None
    assert work.writing.operation is None  # nothing changed, no row in the journal
    database.close()


@pytest.mark.parametrize(("field", "value"), [("name", "  "), ("name", "A" * 10_000), ("signer_name", "Đ" * 81)])
def test_what_cannot_be_kept_is_refused_at_its_field(field: str, value: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        new_office(replace(OfficeForm("UBND"), **{field: value}))
    assert refusal.value.field == field


# --- backups -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def data(tmp_path: Path, clock: Any) -> Path:
    path = tmp_path / "so" / "so.snv"
    create_register(path, new_office(OfficeForm("UBND xã")), clock).close()
    return path


def _edit(data: Path, clock: Any, name: str) -> None:
    database = open_writing(data, clock)
    with changing(database, DAY, "settings", "Sửa") as work:
        save_office(work, OfficeForm(name))
    database.close()


def _copies(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.snv"))


def test_closing_backs_up_what_changed_and_keeps_the_last(data: Path, tmp_path: Path, clock: Any) -> None:
    folder = tmp_path / "usb"
    assert back_up_on_close(data, NOON) == ""
    assert not folder.exists()  # by hand is the rule until the office says otherwise
    keep_plan(data, BackupPlan(str(folder), ON_CLOSE, keep=2))
    for minute in range(5):
        _edit(data, clock, f"UBND xã {minute}")
        assert back_up_on_close(data, NOON + timedelta(minutes=minute)) == ""
        assert back_up_on_close(data, NOON + timedelta(minutes=minute, seconds=1)) == ""  # unchanged: no other copy
    assert _copies(folder) == ["so_2026-11-23_050300.snv", "so_2026-11-23_050400.snv"]
    assert plan_of(data).last == (NOON + timedelta(minutes=4)).isoformat()
    Database(folder / "so_2026-11-23_050400.snv", actor="lan", writable=False).close()


def test_the_only_good_backup_is_never_removed(data: Path, tmp_path: Path, clock: Any) -> None:
    import json

    folder = tmp_path / "usb"
    keep_plan(data, BackupPlan(str(folder), ON_CLOSE, keep=2))
    for minute in range(3):
        _edit(data, clock, f"UBND xã {minute}")
        back_up_on_close(data, NOON + timedelta(minutes=minute))
    notes = sorted(folder.glob("*.json"))
    for note in notes:  # say that both that are left did not pass
        note.write_text(json.dumps({**json.loads(note.read_text("utf-8")), "verified": False}), "utf-8")
    _edit(data, clock, "UBND xã khác")
    back_up_on_close(data, NOON + timedelta(hours=1))
    assert len(_copies(folder)) == 3
    manual = folder / "so_2020-01-01_000000.snv"
    manual.write_bytes(b"made by hand")
    lineage = json.loads(notes[0].read_text("utf-8"))["lineage"]
    assert thin_out(folder, lineage, 2) == []
    assert manual.exists()


def test_a_folder_that_cannot_be_written_is_told_and_remembered(data: Path, tmp_path: Path, clock: Any) -> None:
    blocked = tmp_path / "tep"
    blocked.write_text("không phải thư mục")
    keep_plan(data, BackupPlan(str(blocked), ON_CLOSE))
    assert "Không sao lưu được" in back_up_on_close(data, NOON)
    assert "Không sao lưu được" in plan_of(data).trouble
    keep_plan(data, BackupPlan(str(tmp_path / "usb"), ON_CLOSE))
    assert back_up_on_close(data, NOON) == ""
    assert plan_of(data).trouble == ""


@pytest.mark.parametrize("text", ["", "sao-luu", "{file}/x", "{home}"])
def test_folders_that_will_not_do(data: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "tep").write_text("")
    with pytest.raises(InvalidInput) as refusal:
        checked_folder(text.format(file=tmp_path / "tep", home=data.parent), data)
    assert refusal.value.field == "folder"
