"""The workbooks of an office: every hidden defect is found at its cell, and clean rows say nothing."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.intake.grid import read_workbook
from desktop_app.services.intake.headings import map_columns
from desktop_app.services.intake.layout import find_table
from desktop_app.services.intake.plan import Plan, make_plan

_LEVELS = {"error": "error", "warn": "warn", "ok_normalise": "fixed"}


def _plan(path: Path, today: date) -> Plan:
    workbook = read_workbook(path)
    layout = find_table(workbook)
    return make_plan(layout, map_columns(layout.columns), today=today, fonts=workbook.fonts)


@pytest.fixture(scope="module")
def defects() -> list[dict[str, Any]]:
    path = Path(__file__).parents[2] / "data" / "samples" / "danh-sach-loi-300.json"
    listed: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["defects"]
    return listed


def test_every_defect_is_found_and_nothing_else(samples: Path, today: date, defects: list[dict[str, Any]]) -> None:
    plan = _plan(samples / "danh-sach-loi-300.xlsx", today)
    found = {(f.row, f.col): f for f in plan.findings if f.level in {"error", "warn"}}
    repaired = {(f.row, f.col, f.kind) for f in plan.findings if f.level == "fixed"}
    for defect in defects:
        place = (defect["row"], defect["col"])
        if defect["severity"] == "ok_skip":
            assert not [f for f in plan.findings if f.row == defect["row"]]
        elif defect["severity"] == "ok_normalise":
            assert (*place, defect["kind"]) in repaired
        else:
            finding = found.pop(place)
            assert (finding.level, finding.kind) == (_LEVELS[defect["severity"]], defect["kind"])
            assert finding.of_row == defect.get("of_row")
    assert not found


def test_what_was_repaired_is_stored_as_the_truth(samples: Path, today: date, defects: list[dict[str, Any]]) -> None:
    plan = _plan(samples / "danh-sach-loi-300.xlsx", today)
    findings = {(f.row, f.col, f.kind): f for f in plan.findings}
    for defect in defects:
        if defect["severity"] == "ok_normalise":
            assert findings[defect["row"], defect["col"], defect["kind"]].value == defect["truth"]
        elif defect["kind"] in {"he_so_not_in_rank", "name_case", "ngach_unknown", "date_two_digit_year"}:
            assert findings[defect["row"], defect["col"], defect["kind"]].proposal == defect["truth"]


def test_people_with_errors_are_left_out_and_the_others_are_new(
    samples: Path, today: date, defects: list[dict[str, Any]]
) -> None:
    plan = _plan(samples / "danh-sach-loi-300.xlsx", today)
    wrong = {defect["row"] for defect in defects if defect["severity"] == "error"}
    assert {person.row for person in plan.people if person.outcome == "left_out"} == wrong
    assert plan.outcomes["new"] == len(plan.people) - len(wrong)


@pytest.mark.parametrize("name", ["danh-sach-xa-25.xlsx", "danh-sach-xa-25.csv"])
def test_a_clean_list_says_nothing(samples: Path, today: date, name: str) -> None:
    plan = _plan(samples / name, today)
    assert not plan.findings
    assert not plan.questions
    assert plan.outcomes == {"new": 25}


@pytest.mark.parametrize("name", ["danh-sach-tcvn3.xls", "danh-sach-vni.xlsx"])
def test_an_old_encoding_is_only_a_repair(samples: Path, today: date, name: str) -> None:
    plan = _plan(samples / name, today)
    assert set(plan.levels) == {"fixed"}
    assert plan.people[0].name == "Trần Công Hải"
    assert plan.outcomes == {"new": 25}


def test_the_same_list_as_csv_and_xlsx_gives_the_same_people(samples: Path, today: date) -> None:
    csv = _plan(samples / "danh-sach-xa-25.csv", today)
    xlsx = _plan(samples / "danh-sach-xa-25.xlsx", today)
    assert [dict(person.values) for person in csv.people] == [dict(person.values) for person in xlsx.people]
