"""Packages that were altered, cut, forged or made too large are refused before anything in them is read."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.services.intake.service import open_file
from tests.services.package.parcels import TAKEN, parcel_out, planned


@pytest.mark.parametrize("name", ["goi.zip", "goi"])
@pytest.mark.parametrize("file", ["danh-sach.xlsx", "danh-sach.pdf", "noi-dung.xlsx"])
def test_an_altered_file_is_refused_before_anything_is_read(
    commune: Database, tmp_path: Path, name: str, file: str
) -> None:
    parcel_out(commune, tmp_path / name)
    if name.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / name) as old, zipfile.ZipFile(tmp_path / "sua.zip", "w") as new:
            for one in old.namelist():
                new.writestr(one, old.read(one) + (b" " if one == file else b""))
        path = tmp_path / "sua.zip"
    else:
        path = tmp_path / name
        with (path / file).open("ab") as opened:
            opened.write(b" ")
    with pytest.raises(InvalidInput, match=f"“{file}” trong gói của UBND xã An Bình đã bị sửa"):
        open_file(path)


def test_missing_cut_and_foreign_packages_are_refused(commune: Database, tmp_path: Path) -> None:
    parcel_out(commune, tmp_path / "goi")
    for name in ("danh-sach.xlsx", "noi-dung.json"):  # one file of a package stands for the whole of it
        opened = open_file(tmp_path / "goi" / name)
        assert opened.parcel is not None
    (tmp_path / "goi" / "da-roi.xlsx").unlink()
    with pytest.raises(InvalidInput, match="thiếu tệp “da-roi"):
        open_file(tmp_path / "goi" / "danh-sach.xlsx")
    parcel_out(commune, tmp_path / "goi.zip")
    whole = (tmp_path / "goi.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InvalidInput):
        open_file(tmp_path / "cut.zip")
    told = json.loads((tmp_path / "goi" / "noi-dung.json").read_text("utf-8"))
    for place, evil in enumerate(("../ngoai.xlsx", "/etc/passwd", "a\\b.xlsx", "C:x", "")):
        folder = tmp_path / f"la{place}"
        folder.mkdir()
        changed = {**told, "files": [{**told["files"][0], "name": evil}]}
        (folder / "noi-dung.json").write_text(json.dumps(changed), "utf-8")
        with pytest.raises(InvalidInput):
            open_file(folder)
    for place, contents in enumerate(("[" * 100_000, " " * 2_000_000)):
        folder = tmp_path / f"sau{place}"
        folder.mkdir()
        (folder / "noi-dung.json").write_text(contents, "utf-8")
        with pytest.raises(InvalidInput, match="hỏng"):
            open_file(folder)
    with pytest.raises(InvalidInput, match="không phải gói"):
        open_file(tmp_path)


def test_a_package_of_a_day_nobody_can_know_is_refused(commune: Database, province: Database, tmp_path: Path) -> None:
    parcel_out(commune, tmp_path / "goi")
    contents = tmp_path / "goi" / "noi-dung.json"
    told = json.loads(contents.read_text("utf-8"))
    contents.write_text(json.dumps({**told, "as_of": "2062-12-31"}), "utf-8")
    with pytest.raises(InvalidInput, match=r"UBND xã An Bình: Ngày 31/12/2062 còn hơn một năm nữa.* hỏi lại nơi gửi"):
        planned(province, tmp_path / "goi")
    contents.write_text(json.dumps({**told, "as_of": "2026-12-31"}), "utf-8")  # the end of the year, foreseen
    opened, plan = planned(province, tmp_path / "goi")
    assert opened.parcel is not None
    assert "31/12/2026" in opened.parcel.told
    assert plan.outcomes["new"] == TAKEN


@pytest.mark.parametrize("what", ["list", "contents", "entries"])
def test_a_package_larger_than_any_is_refused_before_it_is_unpacked(
    commune: Database, tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    parcel_out(commune, tmp_path / "goi.zip")
    big = tmp_path / "lon.zip"
    with zipfile.ZipFile(tmp_path / "goi.zip") as old, zipfile.ZipFile(big, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            raw = old.read(one)
            if what == "contents" and one == "noi-dung.json":
                raw += b" " * 2_000_000
            if what == "entries" and one == "noi-dung.json":
                told = json.loads(raw)
                raw = json.dumps({**told, "files": [{"name": f"{n}.xlsx", "sha256": ""} for n in range(60)]}).encode()
            if what == "list" and one == "danh-sach.xlsx":
                with new.open(one, "w", force_zip64=True) as bomb:  # 250 MB of nothing, a quarter of one on the disk
                    for _ in range(250):
                        bomb.write(bytes(1_000_000))
                continue
            new.writestr(one, raw)
    unpacked: list[str] = []
    monkeypatch.setattr(zipfile.ZipFile, "read", _reading(zipfile.ZipFile.read, unpacked))
    with pytest.raises(InvalidInput, match="lớn quá mức" if what == "list" else "hỏng"):
        open_file(big)
    assert set(unpacked) <= {"noi-dung.json"}


def _reading(read: Any, seen: list[str]) -> Any:
    def reading(archive: Any, name: Any, *rest: Any) -> Any:
        seen.append(getattr(name, "filename", name))
        return read(archive, name, *rest)

    return reading
