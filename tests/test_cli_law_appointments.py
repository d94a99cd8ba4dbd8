import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import run


def law(*arguments: str) -> int:
    return run(
        ["law", *arguments],
        clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        today=date(2026, 11, 22),
        open_window=lambda path, day: 0,
    )


def answered(capsys: pytest.CaptureFixture[str], line: str) -> Any:
    assert law(*line.split()) == 0
    found = json.loads(capsys.readouterr().out)
    assert {"basis", "steps", "warnings", "confirmed", "verdict", "unsettled"} <= set(found)
    return found


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        (  # B-1
            "reappointment --category CC --sex nam --born 1975-03 --expiry 2026-12-31",
            {"notice_deadline": "2026-08-22", "decision_deadline": "2026-12-30", "gap_days": None, "verdict": None},
        ),
        (  # B-3
            "reappointment --category VC --sex nam --born 1975-03 --expiry 2026-06-30",
            {"notice_deadline": "2026-04-01", "confirmed": True},
        ),
        (  # B-5
            "reappointment --category CC --sex nam --born 1966-12 --expiry 2026-12-31 --term-years 5",
            {"outcome": "bo_nhiem_lai", "months_left": 24, "new_term_end": "2028-12-31"},
        ),
        (  # B-7: a man born 08/1966 leaves after 31/08/2028
            "reappointment --category CC_LDQL --sex nam --born 1966-08 --expiry 2026-12-31 --term-years 3",
            {"outcome": "bo_nhiem_lai", "months_left": 20, "new_term_start": "2026-12-31"},
        ),
        (
            "reappointment --category CC --sex nam --born 1975-03 --expiry 2026-12-31 --signed 2027-01-10",
            {"gap_days": 10, "new_term_start": "2026-12-31", "new_term_end": "2031-12-31"},
        ),
        (
            "reappointment --category CB --sex nam --born 1975-03 --expiry 2026-12-31",
            {"notice_deadline": None, "outcome": None, "verdict": "chua_co_quy_dinh"},
        ),
        (  # B-9
            "appointment-age --category CC --sex nam --born 1969-10 --on 2026-11-22 --term-years 5 --level first",
            {"ok": False, "pension_start": "2031-11-01", "needed_until": "2031-11-22", "verdict": "khong_dat"},
        ),
        (
            "appointment-age --category CC --sex nam --born 1969-10 --on 2026-11-22 --level equal",
            {"ok": None, "pension_start": "2031-11-01", "verdict": "khong_ap_dung", "unsettled": []},
        ),
        (
            "appointment-age --category HDLD --sex nam --born 1969-10 --on 2026-11-22 --level first",
            {"ok": None, "verdict": "chua_co_quy_dinh", "unsettled": ["ok", "needed_until"]},
        ),
        (  # B-11
            "acting --start 2025-06-01 --on 2026-11-22",
            {"limit_end": "2026-06-01", "violated": True, "transition_deadline": "2026-11-01"},
        ),
        (
            "acting --start 2024-06-01 --on 2025-01-22",
            {"limit_end": None, "violated": None, "verdict": "chua_co_quy_dinh"},
        ),
        ("rotation --category CC --leader yes --months-to-retirement 100", {"applies": False}),  # B-15
        ("rotation --category CC --leader no --months-to-retirement 17", {"applies": False}),
        ("rotation --category VC --leader no --months-to-retirement 18", {"applies": True, "verdict": None}),
        ("rotation --category CC --leader no --months-to-retirement 90 --exempt SECONDED", {"applies": False}),
    ],
)
def test_the_calculators_of_posts_answer(line: str, wanted: dict[str, Any], capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, line)
    assert {name: found[name] for name in wanted} == wanted
    assert found["steps"]


def test_papers_of_the_retirement_are_no_part_of_the_answer(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "reappointment --category CC --sex nam --born 1966-12 --expiry 2026-12-31")
    assert not [step for step in found["steps"] if "6 tháng" in step or "Bàn giao" in step]
    assert any("62 tuổi" in step for step in found["steps"])


def test_a_birth_known_only_to_the_year_leaves_what_rests_on_it_unsettled(capsys: pytest.CaptureFixture[str]) -> None:
    found = answered(capsys, "reappointment --category CC --sex nam --born 1963 --expiry 2024-01-31")
    assert {"outcome", "months_left", "new_term_end"} <= set(found["unsettled"])


@pytest.mark.parametrize(
    ("line", "code", "told"),
    [
        ("acting --start 2026-11-23 --on 2026-11-22", 1, "ở trước ngày giao quyền"),
        ("reappointment --category CC --sex nam --born 1975 --expiry 2026-12-31 --term-years 0", 1, "từ 1 đến 50"),
        ("rotation --category CC --leader maybe --months-to-retirement 3", 2, "yes, no"),
        ("appointment-age --category CC --sex nam --born 1969-10 --on 2026-11-22", 2, "--level"),
    ],
)
def test_bad_input_is_named(line: str, code: int, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert law(*line.split()) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err


def test_a_table_of_terms_is_answered_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "terms.csv"
    path.write_text(
        "category,sex,born,expiry,term-years,signed\nCC,nam,1966-12,2026-12-31,5,\nCC,nam,1966-08,2026-12-31,3,2027-01-05\n",
        encoding="utf-8",
    )
    assert law("reappointment", "--batch", str(path)) == 0
    found = json.loads(capsys.readouterr().out)
    assert [(one["months_left"], one["gap_days"]) for one in found] == [(24, None), (20, 5)]
