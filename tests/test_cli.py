import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app import cli
from desktop_app.bootstrap import start

ROOT = Path(__file__).resolve().parent.parent


class Clock:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def moment() -> Clock:
    return Clock()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], moment: Clock) -> Run:
    def call(*arguments: Any) -> tuple[int, str, str]:
        code = cli.run([str(a) for a in arguments], clock=moment, today=date(2026, 11, 23), open_window=lambda *_: 9)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "so.snv"


def test_import_refuses_a_dirty_file_and_writes_nothing(run: Run, data: Path, samples: Path) -> None:
    code, out, err = run("import", samples / "danh-sach-loi-300.xlsx", "--data", data, "--json")
    assert code == 1
    assert json.loads(out) == {
        "rows": 304, "new": 294, "same": 0, "changed": 0, "doubtful": 0, "skipped": 10,
        "errors": 10, "warnings": 13, "fixed": 24, "beside": 0, "operation": None,
    }  # fmt: skip
    assert "chưa ghi gì" in err
    assert not data.exists()


def test_import_with_yes_leaves_out_people_with_errors(run: Run, data: Path, samples: Path, tmp_path: Path) -> None:
    findings, report = tmp_path / "f.json", tmp_path / "phieu.xlsx"
    sample = samples / "danh-sach-loi-300.xlsx"
    code, out, _ = run("import", sample, "--data", data, "--json", "--yes", "--findings", findings, "--report", report)
    assert code == 0
    assert json.loads(out)["operation"]
    found = json.loads(findings.read_text(encoding="utf-8"))
    assert {"row", "col", "level", "field", "kind", "value", "proposal", "message"} == set(found[0])
    code, out, _ = run("roster", "--data", data, "--json")
    assert len(json.loads(out)) == 294
    assert report.exists()


def test_every_stated_defect_is_found_at_its_cell_and_nothing_else(
    run: Run, data: Path, samples: Path, tmp_path: Path
) -> None:
    findings = tmp_path / "f.json"
    run("import", samples / "danh-sach-loi-300.xlsx", "--data", data, "--dry-run", "--findings", findings)
    stated = json.loads((samples / "danh-sach-loi-300.json").read_text(encoding="utf-8"))["defects"]
    levels = {"error": "error", "warn": "warn", "ok_normalise": "fixed"}
    wanted = {(d["row"], d["col"], levels[d["severity"]], d["kind"]) for d in stated if d["severity"] in levels}
    found = json.loads(findings.read_text(encoding="utf-8"))
    given = {(f["row"], f["col"], f["level"], f["kind"]) for f in found}
    assert wanted <= given
    assert {item for item in given - wanted if item[2] in {"error", "warn"}} == set()
    blank = next(d["row"] for d in stated if d["severity"] == "ok_skip")
    assert not [f for f in found if f["row"] == blank]
    assert not data.exists()


def test_roster_json_has_the_promised_keys_in_vietnamese_order(run: Run, data: Path, samples: Path) -> None:
    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    _, out, _ = run("roster", "--data", data, "--json")
    rows = json.loads(out)
    assert list(rows[0]) == [
        "id", "name", "sex", "born", "personal_number", "unit", "post", "category", "rank", "step", "coefficient"
    ]  # fmt: skip
    names = [row["name"] for row in rows]
    from db.text import name_sort_key

    assert names == sorted(names, key=name_sort_key)
    _, out, _ = run("roster", "--data", data, "--json", "--find", "tran cong hai")
    assert [(r["name"], r["coefficient"], r["unit"]) for r in json.loads(out)] == [
        ("Trần Công Hải", "3.99", "UBND xã Bộc Bố, Huyện Pác Nặm")
    ]
    _, out, _ = run("roster", "--data", data, "--json", "--unit", "ubnd xa boc bo")
    assert len(json.loads(out)) == 25
    code, _, err = run("roster", "--data", data, "--unit", "Phòng Mây")
    assert (code, "Không có đơn vị" in err) == (1, True)


@pytest.mark.parametrize("name", ["ds.xlsx", "ds.pdf", "ds.csv"])
def test_roster_writes_files(run: Run, data: Path, samples: Path, tmp_path: Path, name: str) -> None:
    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    code, out, _ = run("roster", "--data", data, "--out", tmp_path / name)
    assert (code, out) == (0, "")
    assert (tmp_path / name).stat().st_size > 1000


def test_known_on_tells_what_the_register_said(run: Run, data: Path, samples: Path, moment: Clock) -> None:
    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    moment.now += timedelta(days=60)
    _, out, _ = run("history", "--data", data)
    operation = out.splitlines()[-1].split("\t")[1]
    run("undo", "--data", data, "--operation", operation)
    _, out, _ = run("roster", "--data", data, "--json")
    assert json.loads(out) == []
    _, out, _ = run("roster", "--data", data, "--json", "--known-on", "2026-12-31")
    assert len(json.loads(out)) == 25
    _, out, _ = run("roster", "--data", data, "--json", "--known-on", "2026-11-01")
    assert json.loads(out) == []


def test_history_and_undo_of_undo(run: Run, data: Path, samples: Path) -> None:
    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    _, out, _ = run("history", "--data", data, "--json")
    history = json.loads(out)
    assert [(o["seq"], o["verb"]) for o in history] == [(1, "create"), (2, "import")]
    assert set(history[1]) == {"seq", "id", "at", "actor", "verb", "summary", "reason", "people", "changes"}
    assert len(history[1]["people"]) == 25
    person = next(c for c in history[1]["changes"] if c["record"] == "person")
    assert (person["kind"], person["fields"]["full_name"][0]) == ("+", None)
    code, out, _ = run("undo", "--data", data, "--operation", history[1]["id"], "--dry-run", "--json")
    assert (code, json.loads(out)["operation"]) == (0, None)
    run("undo", "--data", data, "--operation", history[1]["id"])
    code, _, err = run("undo", "--data", data, "--operation", history[1]["id"])
    assert (code, "đã được hoàn tác" in err) == (1, True)
    _, out, _ = run("history", "--data", data)
    run("undo", "--data", data, "--operation", out.splitlines()[-1].split("\t")[1])
    _, out, _ = run("roster", "--data", data, "--json")
    assert len(json.loads(out)) == 25
    _, out, _ = run("history", "--data", data, "--person", json.loads(out)[0]["id"], "--json")
    assert [o["verb"] for o in json.loads(out)] == ["import", "undo", "undo"]


def test_check_and_backup(run: Run, data: Path, samples: Path, tmp_path: Path) -> None:
    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    code, out, _ = run("check", "--data", data, "--full")
    found = json.loads(out)
    assert (code, found["ok"], found["integrity"], found["replay"]) == (0, True, "ok", "ok")
    assert found["chain"]["operations"] == found["chain"]["verified_to"] == 2
    code, out, _ = run("backup", "--data", data, "--to", tmp_path / "sao-luu")
    done = json.loads(out)
    assert (code, done["verified"], done["tables"]["person"]) == (0, True, 25)
    code, out, _ = run("roster", "--data", done["file"], "--json")
    assert len(json.loads(out)) == 25


def test_check_names_damage_and_ends_with_3(run: Run, data: Path, samples: Path) -> None:
    from db.connection import connect

    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    raw = connect(data)
    raw.execute("UPDATE change SET fields = replace(fields, 'Nam', 'Năm') WHERE op = 2 AND n = 30")
    raw.execute("UPDATE person SET note = 'sửa ngoài nhật ký' WHERE key = (SELECT key FROM person LIMIT 1)")
    raw.execute("UPDATE operation SET summary = 'khác' WHERE seq = 2")
    raw.close()
    code, out, _ = run("check", "--data", data)
    assert code == 3
    assert "số 2" in json.loads(out)["chain"]["trouble"]


def test_a_file_held_by_a_window_can_be_read_but_not_written(
    run: Run, data: Path, samples: Path, moment: Clock
) -> None:
    from desktop_app.services.opening import open_writing

    run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")
    held = open_writing(data, moment)
    try:
        assert run("roster", "--data", data, "--json")[0] == 0
        code, _, err = run("import", samples / "danh-sach-xa-25.csv", "--data", data, "--yes")
        assert (code, "đang mở" in err) == (3, True)
    finally:
        held.close()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["roster", "--data", "khong-co.snv"], 3),
        (["check", "--data", "khong-co.snv"], 3),
        (["import", "khong-co.xlsx", "--data", "x.snv"], 1),
        (["roster"], 2),
        (["hat"], 2),
        (["roster", "--data", "x", "--as-of", "31/12/2026"], 2),
    ],
)
def test_exit_codes(run: Run, arguments: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments)[0] == code


def test_a_bug_ends_with_70_and_a_trace(run: Run, monkeypatch: pytest.MonkeyPatch, data: Path) -> None:
    def broken(_options: Any) -> int:
        raise ZeroDivisionError

    monkeypatch.setitem(cli._COMMANDS, "check", broken)
    code, out, err = run("check", "--data", data)
    assert (code, out, "ZeroDivisionError" in err) == (70, "", True)


def test_demo_leaves_its_files(run: Run, tmp_path: Path) -> None:
    code, out, _ = run("demo", "--no-window", "--out", tmp_path / "demo", "--people", 30)
    assert code == 0
    names = {path.name for path in (tmp_path / "demo").iterdir()}
    assert {"danh-sach.xlsx", "so-noi-vu-demo.snv", "roster.xlsx", "roster.pdf", "ket-qua-nhap.xlsx"} <= names
    assert "Đã nhập 30 người; 0 lỗi, 0 cần hỏi" in out
    again = run("demo", "--no-window", "--out", tmp_path / "demo", "--people", 30)
    assert again[0] == 0


def test_the_template_imports_without_a_question(run: Run, tmp_path: Path, data: Path) -> None:
    template = tmp_path / "mau.xlsx"
    assert run("template", "--out", template)[0] == 0
    code, out, _ = run("import", template, "--sheet", "Ví dụ", "--data", data, "--json")
    figures = json.loads(out)
    assert (code, figures["new"], figures["errors"], figures["warnings"], figures["fixed"]) == (0, 2, 0, 0, 0)
    code, _, err = run("import", template, "--data", data)
    assert (code, "không có dòng nào" in err) == (1, True)


def test_the_program_starts_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "desktop_app", "roster", "--data", "khong-co.snv"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONUTF8": "1", "PATH": "", "HOME": "/nonexistent", "SYSTEMROOT": "C:\\Windows"},
    )
    assert (done.returncode, "Không có tệp dữ liệu" in done.stderr) == (3, True)


def test_a_list_by_its_file_or_name(run: Run, practice: Path, tmp_path: Path, moment: Clock) -> None:
    from db.database import Database
    from desktop_app.services.lists.line import read_line
    from desktop_app.services.lists.saved import SavedList, keep_list, write_list
    from desktop_app.services.work import changing

    made = SavedList("Nữ", (read_line("person.sex", "in", ["nu"]),))
    file = tmp_path / "nu.json"
    write_list(made, file, {})
    code, out, _ = run("roster", "--data", practice, "--list", file, "--json")
    assert code == 0
    found = json.loads(out)
    assert {row["sex"] for row in found} == {"Nữ"}
    assert run("roster", "--data", practice, "--list", file, "--out", tmp_path / "nu.xlsx")[0] == 0
    sheet = openpyxl.load_workbook(tmp_path / "nu.xlsx").active
    assert sheet is not None
    assert "Điều kiện lọc: Giới tính: Nữ" in [cell.value for row in sheet.iter_rows() for cell in row]
    code, _, err = run("roster", "--data", practice, "--list", "nu")
    assert code == 1
    assert "chưa lưu danh sách nào" in err
    database = Database(practice, actor="lan", clock=moment)
    with changing(database, date(2026, 11, 23), "settings", "lưu") as work:
        keep_list(work, made)
    database.close()
    assert json.loads(run("roster", "--data", practice, "--list", "nu", "--json")[1]) == found
    file.write_text("{}", encoding="utf-8")
    assert run("roster", "--data", practice, "--list", file)[0] == 1


def test_a_package_goes_up_and_comes_in_once(run: Run, data: Path, tmp_path: Path, samples: Path) -> None:
    assert run("import", samples / "danh-sach-xa-25.xlsx", "--data", data, "--yes")[0] == 0
    code, out, _ = run("package", "--data", data, "--out", tmp_path / "goi.zip", "--json", "--no-pdf")
    assert code == 0
    issued = json.loads(out)
    assert (issued["people"], issued["seq"]) == (25, 2)
    above = tmp_path / "tinh.snv"
    code, out, err = run("import", tmp_path / "goi.zip", "--data", above, "--json")
    assert code == 0, out
    assert json.loads(out)["new"] == 25
    assert "tệp khớp mã SHA-256" in err
    code, out, _ = run("import", tmp_path / "goi.zip", "--data", above, "--json")
    again = json.loads(out)
    assert (code, again["same"], again["new"], again["operation"]) == (0, 25, 0, None)
    code, _, err = run("package", "--data", data, "--out", tmp_path / "goi.zip")
    assert code == 1
    assert "Đã có tệp goi.zip" in err
    assert run("check", "--data", data, "--full")[0] == 0


def test_the_program_knows_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    for command in (*cli._COMMANDS, "law"):
        assert start([command, "--help"]) == 0, command
        assert f"so-noi-vu {command}" in capsys.readouterr().out
    assert start(["mo-so"]) == 2
