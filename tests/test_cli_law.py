import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import run
from desktop_app.services.calculators import ALL


def law(*arguments: str) -> int:
    return run(
        ["law", *arguments],
        clock=lambda: datetime(2026, 11, 23, tzinfo=UTC),
        today=date(2026, 11, 23),
        open_window=lambda path, day: 0,
    )


def answered(capsys: pytest.CaptureFixture[str]) -> Any:
    return json.loads(capsys.readouterr().out)


def test_an_answer_has_its_values_and_what_every_answer_has(capsys: pytest.CaptureFixture[str]) -> None:
    assert law("retirement", "--sex", "nam", "--born", "1965-01", "--json") == 0
    found = answered(capsys)
    assert (found["last_working_day"], found["pension_start"]) == ("2026-07-31", "2026-08-01")
    assert (found["notice_deadline"], found["decision_deadline"]) == ("2026-01-31", "2026-04-30")
    assert (found["age_months"], found["eligible"], found["verdict"]) == (738, None, None)
    assert found["basis"]
    assert found["steps"]
    assert (found["warnings"], found["confirmed"], found["unsettled"]) == ([], True, [])


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ("salary-step --scale A1 --step 3 --since 2024-04-01", {"next": "2027-04-01", "next_step": 4}),
        ("salary-step --scale A1 --step 9 --since 2024-01-01", {"next": "2027-01-01", "beyond_percent": 5}),
        ("salary-step --scale CGCC --step 3 --since 2020-01-01", {"next": None, "beyond_percent": 0}),
        ("pay --coefficient 4.98 --on 2026-07-01 --beyond-percent 5", {"amount": 13_229_370}),
        (
            "back-pay --category CC --since 2025-07-01 --paid 0.20 --new 0.25",
            {"amount": 702_000, "verdict": None},
        ),  # G-4
        ("back-pay --category CC --since 2025-10-01 --new 0.25", {"amount": 1_755_000}),
        (
            "back-pay --category CC --since 2025-07-01 --paid 0.30 --new 0.25",
            {"amount": None, "verdict": "khong_ap_dung"},
        ),
        ("appointment-procedure --category CC --proposed 2026-11-02", {"principle": "2026-11-23", "finish": None}),
        (
            "appointment-procedure --category CC --proposed 2026-09-01 --agreed 2026-09-07",
            {"principle": "2026-09-23", "finish": "2026-10-19"},
        ),
        (
            "appointment-vote --category CC --on 2026-07-01 --summoned 30 --present 20 --chosen 15",
            {"outcome": "shortlist"},
        ),
        ("secondment --category CC --starts 2026-08-01", {"last_day": "2029-07-31", "extendable": False}),
        (
            "leaving-post --category CC --way TU_CHUC --asked 2026-10-01 --years-left 6",
            {"proposal": "2026-10-15", "decision": "2026-10-29", "come_back": "2028-10-01"},
        ),
        (
            "leaving-post --category CC --way TU_CHUC --asked 2026-10-01 --years-left 4",
            {"come_back": None, "verdict": "khong_dat"},
        ),
        ("suspension --category CC --start 2026-09-07", {"last_day": "2026-10-16", "extended_last_day": "2026-11-30"}),
        (
            "recruitment --category CC --results 2026-10-01",
            {"file": "2026-10-16", "decision": "2026-10-21", "report": "2026-11-05"},
        ),
        ("probation --category VC --training BAC_SI --start 2024-02-01", {"ends": "2024-10-31"}),
        ("probation --category CC --training LOAI_C --start 2025-07-01", {"ends": None, "verdict": "khong_ap_dung"}),
        (
            "merger-term --category VC_QL --case MERGER --decided 2025-07-01 --old-start 2022-09-01 --old-end 2027-08-31",
            {"starts": "2022-09-01", "ends": "2027-08-31", "procedure": False},
        ),
        (
            "merger-term --category CC --case MERGER --decided 2026-09-01 --old-start 2023-01-01",
            {"starts": "2026-09-01", "ends": "2031-08-31"},
        ),
        ("rating-quota --rated-good 60 --unit-excellent --category CC --year 2026", {"max_excellent": 15}),
        ("resignation --decided 2026-03-15 --pay 10000000 --months 124", {"allowance": 187_500_000}),
        (
            "early-exit --regime ND154_2025 --exit 2026-10-01 --sex nam --born 1967-09 --pay 12000000",
            {"early_months": 36, "total": None},
        ),
    ],
)
def test_the_other_calculators_answer_too(
    arguments: str, wanted: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert law(*arguments.split()) == 0
    found = answered(capsys)
    assert {name: found[name] for name in wanted} == wanted


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("salary-step --scale A1 --step 12 --since 2024-04-01", 1),
        ("salary-step --scale A1 --step 3 --since 2024-04-01 --delay-months 99999", 2),
        ("salary-step --scale A1 --step 3 --since 9990-04-01", 2),
        ("pay --coefficient 4.985 --on 2026-07-01", 1),
        ("rating-quota --rated-good 60 --category CC --year 99999", 2),
    ],
)
def test_figures_that_cannot_be_are_refused(arguments: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert law(*arguments.split()) == code
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--born", "1965"], 2, "Thiếu “Giới tính” (--sex)"),
        (["--sex", "nam"], 2, "Thiếu “Ngày sinh” (--born)"),
        (["--sex", "x", "--born", "1965"], 2, "chọn một trong nam, nu"),
        (["--sex", "nam", "--born", "31/06/1965"], 2, "1965-06-30"),
        (["--sex", "nam", "--born", "1965", "--insured-years", "-3"], 2, "số không âm"),
        (["--sex", "nam", "--born", "2027-01"], 1, "sau ngày hôm nay 23/11/2026"),
        (["--sex", "nam", "--born", "1965-01", "--insured-years", "60"], 1, "dài hơn thời gian có thể đóng"),
    ],
)
def test_bad_input_is_named_and_nothing_is_answered(
    options: list[str], code: int, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert law("retirement", *options) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err


def test_a_table_is_answered_line_by_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.csv"
    path.write_text(
        "sex,born,postpone,lowest\nnam,1965-01,,\nnu,1970-03,DISASTER_FIRE_ENEMY;LONG_TERM_DISEASE_LIST,\nnam,1970-07,,yes\n",
        encoding="utf-8",
    )
    assert law("retirement", "--batch", str(path)) == 0
    assert [one["pension_start"] for one in answered(capsys)] == ["2026-08-01", "2028-02-01", "2027-05-01"]


def test_a_bad_line_names_its_line_and_column_and_the_others_are_answered(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("sex,born\nnam,1965-01\n,1965-01\nnu,mùa xuân\nnu,1970-03\n", encoding="utf-8")
    assert law("retirement", "--batch", str(path)) == 1
    found = answered(capsys)
    assert [one.get("error", {}).get("line") for one in found] == [None, 3, 4, None]
    assert [one.get("error", {}).get("column") for one in found] == [None, "sex", "born", None]


def test_a_table_with_a_strange_column_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "in.csv"
    path.write_text("sex,birthday\nnam,1965-01\n", encoding="utf-8")
    assert law("retirement", "--batch", str(path)) == 1
    assert "birthday" in capsys.readouterr().err
    assert law("retirement", "--batch", str(tmp_path / "none.csv")) == 3
    path.write_bytes(b"")
    assert law("retirement", "--batch", str(path)) == 1


@pytest.mark.parametrize(
    ("table", "told"),
    [
        (b"category,form,on,on\nCC,KHIEN_TRACH,2026-01-01,2025-01-01\n", "cột “on” ghi hai lần"),
        (b"category;form;on\nCC;KHIEN_TRACH;2026-01-01\n", "Các ô cách nhau bằng dấu phẩy"),
        (
            b"category,form,on\nCC,KHIEN_TRACH,2026-01-01\nC\xe1n,KHIEN_TRACH,2026-01-01\n",
            "dòng 3 không phải chữ mã UTF-8",
        ),
        ("category,form,on\n".encode("utf-16"), "dòng 1 không phải chữ mã UTF-8"),
        (b'category,form,on\n\nCC,"' + b"A" * 200_000 + b"\n", "dòng 3 có ô quá dài"),
    ],
)
def test_a_file_that_is_no_table_is_refused_naming_its_line_or_column(
    table: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    path.write_bytes(table)
    assert law("discipline-form", "--batch", str(path)) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert told in said.err


def test_a_row_over_several_lines_is_named_by_the_line_it_begins_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    path.write_text('category,form,on\n\nCC,"KHIEN\n_TRACH",2026-01-01\nCC,KHIEN_TRACH,2026-02-30\n', encoding="utf-8")
    assert law("discipline-form", "--batch", str(path)) == 1
    assert [one["error"]["line"] for one in answered(capsys)] == [3, 5]


def test_options_beside_a_table_are_refused_rather_than_forgotten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.csv"
    path.write_text("sex,born\nnam,1965-01\n", encoding="utf-8")
    assert law("retirement", "--batch", str(path), "--sex", "nu", "--lowest") == 2
    assert "bỏ --sex, --lowest" in capsys.readouterr().err


@pytest.mark.parametrize("calculator", ALL, ids=lambda one: one.name)
def test_calculators_are_declared_well(calculator: Any) -> None:
    assert len({one.name for one in calculator.inputs}) == len(calculator.inputs)
    assert len({one.name for one in calculator.results}) == len(calculator.results)
    assert all(one.label and (one.kind != "choice" or one.choices) for one in calculator.inputs)
    assert len([one for one in ALL if one.name == calculator.name]) == 1


def test_help_names_every_calculator(capsys: pytest.CaptureFixture[str]) -> None:
    assert law("--help") == 0
    told = capsys.readouterr().out
    assert all(one.name in told for one in ALL)
    assert law("nothing") == 2
