"""Decisions, the number register and who signs."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.models import SalaryStep
from desktop_app.errors import InvalidInput
from desktop_app.services import decisions, numbers, signers
from desktop_app.services.decisions import NewDecision
from desktop_app.services.numbers import Reserve
from desktop_app.services.signers import SignerRow
from desktop_app.services.work import Work, changing
from tests.services.staffing_register import Staff

DAY = date(2026, 3, 2)
SYMBOL = "QĐ-UBND"


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


@pytest.mark.parametrize(
    ("text", "number", "suffix", "symbol"),
    [
        ("12/QĐ-UBND", 12, "", "QĐ-UBND"),
        ("012 / qđ - ubnd", 12, "", "QĐ-UBND"),
        ("7a/QĐ-UBND", 7, "a", "QĐ-UBND"),
        ("1130", 1130, "", ""),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, number: int, suffix: str, symbol: str) -> None:
    found = numbers.parse(text)
    assert found is not None
    assert (found.number, found.suffix, found.symbol) == (number, suffix, symbol)


@pytest.mark.parametrize("text", ["", "QĐ-UBND", "0/QĐ-UBND", "12-34", None])
def test_what_is_no_number_is_none(text: str | None) -> None:
    assert numbers.parse(text) is None


def test_numbers_follow_each_other_by_year_and_symbol(staff: Staff) -> None:
    assert staff.see(numbers.next_number, 2026, SYMBOL).text == "01/QĐ-UBND"
    staff.do(decisions.record, NewDecision("1/QĐ-UBND", DAY))
    staff.do(decisions.record, NewDecision("4/QĐ-UBND", DAY))
    held = staff.see(numbers.book, 2026, SYMBOL)
    assert (held.next, held.gaps, held.doubles) == (5, (2, 3), ())
    assert held.told == ("Còn trống 2 số: 02, 03.",)
    assert staff.see(numbers.next_number, 2027, SYMBOL).number == 1
    assert staff.see(numbers.next_number, 2026, "TB-UBND").number == 1
    assert staff.see(numbers.symbols, 2026) == ("QĐ-UBND",)


def test_a_kept_number_is_used_by_its_decision_and_free_again_when_it_is_cancelled(staff: Staff) -> None:
    (kept, _) = staff.do(numbers.reserve, Reserve(SYMBOL, DAY, "Bổ nhiệm ông Khôi", count=2))
    assert kept.text == "01/QĐ-UBND"
    with pytest.raises(InvalidInput, match="đã giữ cho: Bổ nhiệm ông Khôi"):
        staff.do(numbers.reserve, Reserve(SYMBOL, DAY, "Việc khác", number=1))
    told = staff.see(decisions.told_of, NewDecision("1/QĐ-UBND", DAY))
    assert told == ("Số 01/QĐ-UBND đang giữ cho: Bổ nhiệm ông Khôi.",)
    key = staff.do(decisions.record, NewDecision("1/QĐ-UBND", DAY, subject="Bổ nhiệm"))
    (used, other) = staff.see(numbers.book, 2026, SYMBOL).rows
    assert (used.state, used.decision, other.state) == (numbers.USED, key, numbers.RESERVED)
    staff.do(decisions.cancel, key, "Ký nhầm")
    assert staff.see(numbers.book, 2026, SYMBOL).gaps == (1,)
    staff.do(numbers.release, other.key, "Không dùng nữa")
    assert staff.see(numbers.next_number, 2026, SYMBOL).number == 1
    staff.do(decisions.record, NewDecision("1/QĐ-UBND", DAY))
    assert staff.see(numbers.book, 2026, SYMBOL).rows[0].state == numbers.USED


def test_a_number_used_twice_in_a_year_is_told_and_refused(staff: Staff) -> None:
    staff.do(decisions.record, NewDecision("15/QĐ-UBND", DAY))
    again = NewDecision("015/QĐ-UBND", date(2026, 5, 4))
    with pytest.raises(InvalidInput, match=r"Số 015/QĐ-UBND của năm 2026 đã dùng .*02/03/2026") as refused:
        staff.do(decisions.record, again)
    assert refused.value.field == "number"
    staff.do(decisions.record, replace(again, signed_on=date(2027, 5, 4)))
    staff.do(decisions.record, replace(again, authority="UBND tỉnh", own=False))


@pytest.mark.parametrize(
    ("order", "field"),
    [
        (NewDecision("", DAY), "number"),
        (NewDecision("mười hai", DAY), "number"),
        (NewDecision("12/QĐ-UBND", None), "signed_on"),
        (NewDecision("12/QĐ-UBND", date(2062, 1, 1)), "signed_on"),
        (NewDecision("12/QĐ-UBND", DAY, kind="la"), "kind"),
        (NewDecision("12/QĐ-UBND", DAY, capacity="XX"), "capacity"),
    ],
)
def test_a_decision_that_cannot_be_written_names_the_field(staff: Staff, order: NewDecision, field: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        staff.do(decisions.record, order)
    assert refused.value.field == field
    assert staff.see(decisions.decisions) == ()


def test_correcting_a_number_moves_it_in_the_register(staff: Staff) -> None:
    key = staff.do(decisions.record, NewDecision("15/QĐ-UBND", DAY))
    staff.do(decisions.correct, key, NewDecision("16/QĐ-UBND", DAY))
    rows = {row.text: row.state for row in staff.see(numbers.book, 2026, SYMBOL).rows}
    assert rows == {"15/QĐ-UBND": numbers.RELEASED, "16/QĐ-UBND": numbers.USED}


def test_a_decision_with_movements_is_not_cancelled_alone(staff: Staff) -> None:
    made = staff.carry("dieu_dong", staff.officer, date(2026, 4, 1), unit=staff.economy)
    with pytest.raises(InvalidInput, match=r"căn cứ của .*1 dòng “biến động"):
        staff.do(decisions.cancel, made.decision, "nhầm")


def test_the_scan_of_a_decision_is_kept(staff: Staff, tmp_path: Path) -> None:
    key = staff.do(decisions.record, NewDecision("15/QĐ-UBND", DAY))
    path = tmp_path / "ban-quet.pdf"
    path.write_bytes(b"%PDF-1.4\nstartxref\n0\n%%EOF\n")
    staff.do(decisions.attach_scan, key, path)
    assert staff.see(decisions.decision, key).media == "pdf"


def test_signers_of_a_day_and_how_the_signature_is_headed(staff: Staff) -> None:
    chair = SignerRow(None, "Trần Văn B", "Phó Chủ tịch", "KT", "Chủ tịch", ends=date(2026, 6, 30), usual=True)
    staff.do(signers.add_signer, chair)
    staff.do(
        signers.add_signer, SignerRow(None, "Lê Thị C", "Chủ tịch", "TM", "Uỷ ban nhân dân", starts=date(2026, 7, 1))
    )
    staff.do(signers.add_signer, SignerRow(None, "Vũ Văn D", "Chủ tịch", "Q"))
    assert [one.name for one in staff.see(signers.signers_on, date(2026, 6, 30))] == ["Trần Văn B", "Vũ Văn D"]
    headings = {one.name: one.heading for one in staff.see(signers.signers)}
    assert headings["Trần Văn B"] == ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")
    assert headings["Lê Thị C"] == ("TM. UỶ BAN NHÂN DÂN", "CHỦ TỊCH")
    assert headings["Vũ Văn D"] == ("Q. CHỦ TỊCH",)
    with pytest.raises(InvalidInput) as refused:
        staff.do(signers.add_signer, SignerRow(None, "Vũ Văn D", "Chủ tịch", "KT"))
    assert refused.value.field == "body"


def test_a_decision_a_salary_step_rests_on_is_not_cancelled_alone(staff: Staff) -> None:
    key = staff.do(decisions.record, NewDecision("15/QĐ-UBND", DAY))

    def step(work: Work) -> None:
        work.session.add(SalaryStep(person=staff.officer, starts=DAY, decision=key))

    staff.do(step)
    with pytest.raises(InvalidInput, match="căn cứ của 1 dòng “diễn biến lương”"):
        staff.do(decisions.cancel, key, "nhầm")


def test_what_wrote_a_decision_is_taken_back_with_everything_it_did(staff: Staff) -> None:
    made = staff.carry("dieu_dong", staff.officer, date(2026, 4, 1), unit=staff.economy)
    operation = staff.see(decisions.written_by, made.decision)
    assert operation is not None
    staff.database.undo(operation)
    assert staff.see(decisions.decisions) == ()
    with changing(staff.database, DAY, "import", "nhập") as work:
        brought = decisions.record(work, NewDecision("15/QĐ-UBND", DAY))
    assert staff.see(decisions.written_by, brought) is None
