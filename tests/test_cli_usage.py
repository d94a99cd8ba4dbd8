"""A wrong command is told in Vietnamese; whoever reads only the beginning of an answer breaks nothing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from db.database import Database, NewOffice
from desktop_app.__main__ import main
from desktop_app.cli_usage import vietnamese


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["roster"], "thiếu tham số --data"),
        (["roster", "--data", "x", "--as-of", "31/13/2026"], "tham số --as-of: “31/13/2026” không phải ngày dạng"),
        (["roster", "--data", "x", "--as-of"], "tham số --as-of: cần một giá trị"),
        (["roster", "--data", "x", "--khac"], "không có tham số --khac"),
        (["chua-co"], "không có 'chua-co'; chọn trong"),
        (["screenshots", "--theme", "hong"], "không có 'hong'; chọn trong"),
        (["screenshots", "--zoom", "to"], "giá trị 'to' không đúng"),
    ],
)
def test_a_wrong_command_is_told_in_vietnamese(
    arguments: list[str], said: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["so-noi-vu", *arguments])
    assert main() == 2
    told = capsys.readouterr()
    assert said in told.err
    assert "Cách dùng: so-noi-vu" in told.err
    assert "usage" not in told.err
    assert told.out == ""


def test_the_help_speaks_vietnamese(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["so-noi-vu", "roster", "--help"])
    assert main() == 0
    told = capsys.readouterr().out
    assert told.startswith("Cách dùng: so-noi-vu roster")
    assert "hiện hướng dẫn này" in told
    assert [word for word in ("usage:", "options:", "show this help") if word in told] == []


def test_what_is_not_known_stays_as_it_is() -> None:
    assert vietnamese("argument --a: not allowed with argument --b") == "tham số --a: không dùng cùng --b"
    assert vietnamese("something else") == "something else"


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_that_has_enough_breaks_nothing(tmp_path: Path, unbuffered: str) -> None:
    path = tmp_path / "so.snv"
    Database.create(path, NewOffice("UBND xã An Bình"), actor="lan").close()
    reads, writes = os.pipe()
    os.close(reads)  # nobody reads
    done = subprocess.run(
        [sys.executable, "-m", "desktop_app", "history", "--data", str(path), "--json"],
        stdout=writes, stderr=subprocess.PIPE, encoding="utf-8", check=False, cwd=Path(__file__).parents[1],
        env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
    )  # fmt: skip
    os.close(writes)
    assert (done.returncode, done.stderr) == (0, "")
