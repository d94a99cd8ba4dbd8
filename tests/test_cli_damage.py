"""A data file that is empty, foreign, cut off, overwritten, newer, older or a folder: a clear sentence and exit code 3."""

import gzip
import json
import random
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from db.connection import connect
from desktop_app import cli

Run = Callable[..., tuple[int, str, str]]
OLD = Path(__file__).parent / "data" / "registers" / "0001.snv.gz"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: Any) -> Run:
    def call(*arguments: Any) -> tuple[int, str, str]:
        code = cli.run([str(a) for a in arguments], clock=clock, today=date(2026, 11, 23), open_window=lambda *_: 9)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture
def sound(run: Run, samples: Path, tmp_path: Path) -> Path:
    path = tmp_path / "tot.snv"
    assert run("import", samples / "danh-sach-xa-25.xlsx", "--data", path, "--yes")[0] == 0
    return path


def _foreign(path: Path, _sound: bytes) -> None:
    raw = connect(path)
    raw.execute("CREATE TABLE person (x)")
    raw.execute("PRAGMA journal_mode = DELETE")
    raw.close()


def _newer(path: Path, sound: bytes) -> None:
    path.write_bytes(sound)
    raw = connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()


def _scribbled(path: Path, sound: bytes) -> None:
    dice, made = random.Random(5), bytearray(sound)
    for _ in range(200):
        place = dice.randrange(4096, len(made) - 64)
        made[place : place + 64] = dice.randbytes(64)
    path.write_bytes(made)


DAMAGES: dict[str, Callable[[Path, bytes], object]] = {
    "empty": lambda path, _: path.write_bytes(b""),
    "garbage": lambda path, _: path.write_bytes(random.Random(1).randbytes(20_000)),
    "text": lambda path, _: path.write_text("Đây không phải sổ\n" * 500, encoding="utf-8"),
    "foreign": _foreign,
    "cut to a stump": lambda path, sound: path.write_bytes(sound[:1000]),
    "cut in half": lambda path, sound: path.write_bytes(sound[: len(sound) // 2]),
    "cut at the end": lambda path, sound: path.write_bytes(sound[: len(sound) - 8192]),
    "scribbled": _scribbled,
    "head lost": lambda path, sound: path.write_bytes(bytes(100) + sound[100:]),
    "first page lost": lambda path, sound: path.write_bytes(sound[:100] + bytes(3996) + sound[4096:]),
    "newer": _newer,
    "folder": lambda path, _: path.mkdir(),
}
COMMANDS = {
    "roster": ["roster", "--json"],
    "known": ["roster", "--json", "--known-on", "2026-11-23"],
    "history": ["history", "--json"],
    "undo": ["undo", "--operation", "00000000-0000-0000-0000-000000000000"],
    "check": ["check"],
    "full": ["check", "--full"],
    "backup": ["backup", "--to", "sl"],
    "import": ["import", "SAMPLE", "--yes"],
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_told_with_3(
    run: Run, sound: Path, samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "hong.snv"
    DAMAGES[damage](path, sound.read_bytes())
    words = [str(samples / "danh-sach-xa-25.csv") if word == "SAMPLE" else word for word in COMMANDS[command]]
    code, out, err = run(*words, "--data", path)
    if code == 3:
        assert "Traceback" not in err
        assert any(
            word in err for word in ("hỏng", "rỗng", "không phải", "mới hơn", "không mở được", "Không mở", "vấn đề")
        )
        if command in {"check", "full"} and out:
            assert json.loads(out)["ok"] is False
        return
    # half a file may still hold what was asked; a judge never says yes to it
    assert damage in {"cut in half", "cut at the end", "scribbled"}, (code, err)
    assert command in {"roster", "known", "history", "undo", "import"}, (code, err)
    assert code in {0, 1}, (code, err)


def test_an_older_file_is_upgraded_by_writing_commands_and_named_by_the_others(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "cu.snv"
    path.write_bytes(gzip.decompress(OLD.read_bytes()))
    for words in (["roster"], ["history"], ["check"], ["backup", "--to", tmp_path / "sl"]):
        code, _, err = run(*words, "--data", path)
        assert (code, "cũ hơn" in err) == (3, True)
    code, out, _ = run("history", "--data", path)
    assert out == ""


def test_a_reader_leaves_a_backup_byte_for_byte(run: Run, sound: Path, tmp_path: Path) -> None:
    _, out, _ = run("backup", "--data", sound, "--to", tmp_path / "sl")
    kept = Path(json.loads(out)["file"])
    before = kept.read_bytes()
    for words in (["roster", "--json"], ["history", "--json"], ["check", "--full"]):
        code, out, err = run(*words, "--data", kept)
        assert code == 0, (words, err, out)
    assert kept.read_bytes() == before
    assert sorted(p.name for p in kept.parent.iterdir()) == sorted(
        [kept.name, kept.with_suffix(".json").name, "tot.snv-dinhkem"]
    )


def test_witnesses_are_those_of_this_register(run: Run, sound: Path, samples: Path, tmp_path: Path, clock: Any) -> None:
    other = tmp_path / "khac.snv"
    run("import", samples / "danh-sach-xa-25.csv", "--data", other, "--yes")
    for path in (sound, other):
        assert run("backup", "--data", path, "--to", tmp_path / "sl")[0] == 0
    code, out, _ = run("check", "--data", sound)
    assert (code, json.loads(out)["chain"]["anchors"]) == (0, 3)  # two operations, one backup of this register
    # a new register where another lay before is not held against the old one's witnesses
    sound.unlink()
    sound.with_name(sound.name + "-dinhkem").unlink()
    clock.now = datetime(2026, 11, 24, tzinfo=UTC)
    run("import", samples / "danh-sach-xa-25.csv", "--data", sound, "--yes")
    code, out, _ = run("check", "--data", sound)
    assert (code, json.loads(out)["ok"]) == (0, True)


def test_backups_of_one_second_stand_side_by_side(run: Run, sound: Path, tmp_path: Path, clock: Any) -> None:
    made = set()
    for _ in range(3):
        clock.now = datetime(2026, 11, 24, tzinfo=UTC)
        code, out, _ = run("backup", "--data", sound, "--to", tmp_path / "sl")
        assert code == 0
        made.add(json.loads(out)["file"])
    assert len(made) == 3
    for path in made:
        code, out, _ = run("check", "--data", path)
        assert (code, json.loads(out)["blobs"]["missing"]) == (0, [])


def test_a_backup_beside_the_register_itself(run: Run, sound: Path) -> None:
    code, out, _ = run("backup", "--data", sound, "--to", sound.parent)
    assert (code, json.loads(out)["verified"]) == (0, True)
    assert run("check", "--data", sound)[0] == 0


def test_a_lost_attachment_is_counted_and_spoils_no_backup(run: Run, sound: Path, tmp_path: Path) -> None:
    scans = sound.with_name(sound.name + "-dinhkem")
    raw = connect(scans)
    raw.execute("UPDATE blob SET content = x'00'")
    raw.close()
    code, out, _ = run("check", "--data", sound, "--full")
    assert (code, len(json.loads(out)["blobs"]["damaged"])) == (3, 1)
    code, out, err = run("backup", "--data", sound, "--to", tmp_path / "sl")
    assert (code, json.loads(out)["verified"], "thiếu 1 tệp đính kèm" in err) == (3, False, True)
    assert Path(json.loads(out)["file"]).exists()
    scans.unlink()
    code, out, _ = run("check", "--data", sound)
    assert (code, len(json.loads(out)["blobs"]["missing"])) == (3, 1)
