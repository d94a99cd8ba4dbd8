"""A case is changed after its opening; what a decision or a meeting rests on stays, and nothing is half-saved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db.check import verify_replay
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.discipline.case import attach_scan, case_view
from desktop_app.services.discipline.deeds import AddStep, add_interval, add_member, add_step, council_of
from desktop_app.services.discipline.edits import (
    Seat,
    StepPaper,
    edit_case,
    edit_member,
    edit_step,
    facts_of,
    remove_interval,
    remove_member,
)
from desktop_app.services.person.file import read_files
from desktop_app.services.person.papers import add_paper, papers
from tests.services.discipline.register import Register, concluded, decided, only, opened

DAY = date(2026, 4, 10)


def a_scan(path: Path, pages: int) -> None:
    made = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        made.new_page(595, 842)
    made.save(str(path))
    made.close()


@pytest.fixture
def register(tmp_path: Path, clock: Any, today: date) -> Iterator[Register]:
    made = Register(tmp_path, clock, today)
    yield made
    assert verify_replay(made.database.raw_reader()) == []
    made.database.close()


def test_facts_are_written_whole_and_taken_back_as_one(register: Register) -> None:
    case = opened(register)
    before = register.see(facts_of, case)
    after = replace(
        before, area="Đất đai", level="HEAVIER", corruption=True, rating_year=2026, act_ended=date(2026, 2, 25)
    )
    register.do(edit_case, after)
    assert register.see(facts_of, case) == after
    last = register.database.raw_reader().execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()[0]
    register.database.undo(last)
    assert register.see(facts_of, case) == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"act": " "}, "act"),
        ({"act_started": date(2026, 3, 1), "act_ended": date(2026, 2, 1)}, "act_ended"),
        ({"act_started": date(2026, 3, 3), "act_ended": None}, "detected"),
        ({"ground": "WEATHER"}, "ground"),
        ({"category": "XX"}, "category"),
        ({"rating_year": 26}, "rating_year"),
    ],
)
def test_bad_facts_name_their_field_and_write_nothing(register: Register, change: dict[str, Any], field: str) -> None:
    case = opened(register)
    before = register.see(facts_of, case)
    with pytest.raises(InvalidInput) as refused:
        register.do(edit_case, replace(before, **change))
    assert refused.value.field == field
    assert register.see(facts_of, case) == before


def test_the_category_that_a_decision_rests_on_stays_until_it_is_cancelled(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    key = decided(register, case).key
    facts = register.see(facts_of, case)
    with pytest.raises(InvalidInput) as refused:
        register.do(edit_case, replace(facts, category="CB"))
    assert refused.value.field == "category"
    register.do(edit_case, replace(facts, area="Đất đai"))
    register.do(add_step, AddStep(case, "huy_bo", date(2026, 5, 4), decision=key))
    register.do(edit_case, replace(facts, category="CB"))
    assert register.see(facts_of, case).category == "CB"


def test_a_council_changes_until_it_has_met(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    keys = [
        register.do(add_member, case, name, role).key
        for name, role in (("Ông A", "CHAIR"), ("Bà B", "USING_UNIT"), ("Bà C", "PERSONNEL"))
    ]
    with pytest.raises(InvalidInput, match="đã có người"):
        register.do(edit_member, Seat(keys[1], "Bà B", "CHAIR"))
    with pytest.raises(RuleBroken, match="Điều 2 khoản 11"):
        register.do(edit_member, Seat(keys[1], "Bà B", "USING_UNIT", related=True))
    register.do(edit_member, Seat(keys[1], "Bà D", "USING_UNIT", post="Phó Trưởng phòng"))
    register.do(remove_member, keys[2])
    register.do(add_member, case, "Bà E", "PERSONNEL")
    register.do(add_step, AddStep(case, "hop_hoi_dong", DAY))
    with pytest.raises(InvalidInput, match="đã họp ngày 10/04/2026"):
        register.do(remove_member, keys[0])
    with pytest.raises(InvalidInput, match="đã họp"):
        register.do(edit_member, Seat(keys[1], "Bà Khác", "USING_UNIT"))
    register.do(edit_member, Seat(keys[1], "Bà D", "USING_UNIT", opinion="Đồng ý khiển trách", present=True))
    names = {one.name for one in register.see(lambda work: list(council_of(work, case)))}
    assert names == {"Ông A", "Bà D", "Bà E"}


def test_the_paper_of_a_step_is_corrected_and_a_decision_keeps_its_signer(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    key = decided(register, case).key
    register.do(edit_step, StepPaper(key, "16/QĐ-UBND", "UBND xã", "Lý Văn Nam", "Chủ tịch", "Sửa số"))
    step = register.see(case_view, case, date(2026, 5, 1)).step("quyet_dinh")
    assert (step.number, step.signer, step.signer_post, step.form) == (
        "16/QĐ-UBND",
        "Lý Văn Nam",
        "Chủ tịch",
        "KHIEN_TRACH",
    )
    with pytest.raises(RuleBroken, match="thẩm quyền"):
        register.do(edit_step, StepPaper(key, "16/QĐ-UBND"))
    with pytest.raises(InvalidInput):
        register.do(edit_step, StepPaper(b"0123456789abcdef"))


def test_a_span_taken_out_counts_again(register: Register) -> None:
    case = opened(register)
    before = only(register, DAY).deadline
    span = register.do(add_interval, case, "ILLNESS", date(2026, 4, 1), date(2026, 4, 5)).key
    assert only(register, DAY).deadline != before
    register.do(remove_interval, span)
    assert only(register, DAY).deadline == before


def test_the_scan_of_a_step_stands_with_the_case_and_not_among_the_papers_of_the_file(
    register: Register, tmp_path: Path
) -> None:
    case = opened(register)
    concluded(register, case)
    key = decided(register, case).key
    scan = tmp_path / "quyet-dinh.pdf"
    a_scan(scan, 1)
    register.do(attach_scan, key, str(scan))
    plain = tmp_path / "bang.pdf"
    a_scan(plain, 2)
    register.do(add_paper, register.officer, plain, {"title": "Bằng đại học"})
    view = register.see(case_view, case, date(2026, 5, 1))
    assert view.step("quyet_dinh").media == "pdf"
    assert [one.title for one in register.see(papers, register.officer)] == ["Bằng đại học"]
    files = register.see(read_files, [register.officer], frozenset({"paper"}))
    assert [row.texts["title"] for row in files[register.officer].part("paper").rows] == ["Bằng đại học"]
