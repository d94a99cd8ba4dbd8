"""``so-noi-vu retirement``: the promised keys, the months, the files."""

import json
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import run

KEYS = [
    "person",
    "born",
    "sex",
    "unit",
    "last_working_day",
    "pension_start",
    "notice_deadline",
    "decision_deadline",
    "state",
]


def _run(*words: Any) -> int:
    arguments = ["retirement", *map(str, words)]
    clock = lambda: datetime(2026, 11, 23, 1, 0, tzinfo=UTC)  # noqa: E731 - one line
    return run(arguments, clock=clock, today=date(2026, 11, 23), open_window=lambda _path, _day: 0)


def test_json_of_some_months(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--data", practice, "--from", "2026-12", "--to", "2027-06", "--json") == 0
    rows = json.loads(capsys.readouterr().out)
    assert [row["person"] for row in rows] == ["Ma Thị Hoa", "Đặng Xuân Bình", "Bàn Thị Nga", "Lê Thị Thanh"]
    assert all(list(row)[: len(KEYS)] == KEYS for row in rows)
    assert {name: rows[1][name] for name in KEYS} == {
        "person": "Đặng Xuân Bình",
        "born": "1965-06-20",
        "sex": "Nam",
        "unit": "Phòng Kinh tế xã An Bình",
        "last_working_day": "2026-12-31",
        "pension_start": "2027-01-01",
        "notice_deadline": "2026-06-30",
        "decision_deadline": "2026-09-30",
        "state": "dự kiến",
    }
    assert rows[0]["state"] == "đã bàn giao"


def test_who_left_is_in_the_months_gone_by(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--data", practice, "--from", "2026-06", "--to", "2026-06", "--json", "--today", "2026-12-05") == 0
    assert [(row["person"], row["state"]) for row in json.loads(capsys.readouterr().out)] == [
        ("Hoàng Thị Phượng", "đã nghỉ")
    ]


def test_files_with_the_chart(practice: Path, tmp_path: Path) -> None:
    for name in ("ds.xlsx", "ds.pdf", "ds.csv"):
        assert _run("--data", practice, "--from", "2026-01", "--to", "2035-12", "--out", tmp_path / name) == 0
        assert (tmp_path / name).stat().st_size > 1000
    with zipfile.ZipFile(tmp_path / "ds.xlsx") as book:
        charts = [name for name in book.namelist() if name.startswith("xl/charts/chart")]
        assert len(charts) == 1
        assert b"barChart" in book.read(charts[0])


def test_wrong_months_are_told(practice: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run("--data", practice, "--from", "2027-06", "--to", "2026-12") == 1
    assert "trước tháng đầu" in capsys.readouterr().err
    assert _run("--data", practice, "--from", "06/2027", "--to", "2027-12") == 2
    assert "không phải tháng" in capsys.readouterr().err
