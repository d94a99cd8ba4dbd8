"""Notices of terms that end: recorded as papers of the register, they settle their line of the due list, and give it back."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Decision, DueMark
from desktop_app.document import OfficialHead, Paragraph, plain
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.batch import Draft, batch_pdf, papers_of
from desktop_app.reports.letters.terms import prepare
from desktop_app.services import decisions, numbers
from desktop_app.services.decisions import NewDecision
from desktop_app.services.due.service import due_list
from desktop_app.services.movements.deeds import carry_out
from desktop_app.services.movements.orders import Order
from desktop_app.services.person.file import read_file
from desktop_app.services.person.timeline import timeline
from desktop_app.services.post_rows import HolderRow, holders
from desktop_app.services.signing import Signed
from desktop_app.services.term_notices import give_notices, terms_of, why_not
from desktop_app.services.work import changing, reading

DAY = date(2026, 11, 23)
SIGNED = Signed("42/TB-UBND", date(2026, 11, 20), "Triệu Quang Huy", "Chủ tịch", "TM")


def _row(register: Database, name: str) -> HolderRow:
    with reading(register, DAY) as work:
        return next(row for row in holders(work, DAY) if row.name == name)


def _codes(register: Database, name: str, day: date = DAY) -> set[str]:
    with reading(register, day) as work:
        return {row.task.code for row in due_list(work, day).rows if row.about.name == name}


def _give(register: Database, names: list[str], signed: Signed = SIGNED) -> Any:
    terms = [_row(register, name).assignment for name in names]
    with changing(register, DAY, "movement", "thông báo") as work:
        return give_notices(work, terms, signed)


def test_notices_take_numbers_in_a_row_and_settle_their_lines(register: Database) -> None:
    names = ["Hứa Văn Dũng", "Nông Văn Cường"]
    assert all("TERM-90W" in _codes(register, name) for name in names)
    given = _give(register, names)
    with reading(register, DAY) as work:
        papers = [work.session.get_one(Decision, key) for key in given.papers]
        assert [(one.number, one.kind, one.signed_on) for one in papers] == [
            ("42/TB-UBND", "thong_bao", date(2026, 11, 20)),
            ("43/TB-UBND", "thong_bao", date(2026, 11, 20)),
        ]
        assert terms_of(work, given.papers) == tuple(_row(register, name).assignment for name in names)
        assert numbers.next_number(work, 2026, "TB-UBND").text == "44/TB-UBND"
    assert all("muộn hơn hạn" in told for told in given.told)
    for name in names:
        # the report is counted from the day of the notice: 20/11 + 15 days, told when it presses
        assert "TERM-SELF" in _codes(register, name, date(2026, 12, 5))
        assert "TERM-90W" not in _codes(register, name)
        assert _row(register, name).noticed == date(2026, 11, 20)
        assert why_not(_row(register, name)) == "đã thông báo ngày 20/11/2026."


@pytest.mark.parametrize(
    ("names", "signed", "why"),
    [
        ([], SIGNED, "Chưa chọn người nào."),
        (["Bàn Đức Thành"], SIGNED, "Bàn Đức Thành: giữ chức vụ theo nhiệm kỳ"),
        (["Hứa Văn Dũng"], replace(SIGNED, signed_on=date(2026, 11, 24)), "ở sau hôm nay"),
        (["Hứa Văn Dũng"], replace(SIGNED, number="mười hai"), "không đọc được"),
        (["Hứa Văn Dũng", "Hứa Văn Dũng"], SIGNED, "có mặt hai lần"),
    ],
)
def test_what_cannot_be_given_is_refused_and_nothing_is_kept(
    register: Database, names: list[str], signed: Signed, why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        _give(register, names, signed)
    with reading(register, DAY) as work:
        assert work.session.scalars(select(DueMark)).all() == []
        assert numbers.next_number(work, 2026, "TB-UBND").number == 42


def test_a_second_notice_of_a_term_is_refused(register: Database) -> None:
    _give(register, ["Hứa Văn Dũng"])
    with pytest.raises(InvalidInput, match=r"Hứa Văn Dũng: đã thông báo ngày 20/11/2026\."):
        _give(register, ["Nông Văn Cường", "Hứa Văn Dũng"], replace(SIGNED, number="50/TB-UBND"))
    assert "TERM-90W" in _codes(register, "Nông Văn Cường")


def test_a_cancelled_notice_is_still_to_be_given(register: Database) -> None:
    given = _give(register, ["Hứa Văn Dũng", "Nông Văn Cường"])
    with changing(register, DAY, "decision", "huỷ", reason="ghi nhầm") as work:
        decisions.cancel(work, given.papers[0], "ghi nhầm")
    assert "TERM-90W" in _codes(register, "Hứa Văn Dũng")
    assert "TERM-90W" not in _codes(register, "Nông Văn Cường")
    with reading(register, DAY) as work:
        assert decisions.decision(work, given.papers[0]).state == decisions.CANCELLED
        assert terms_of(work, given.papers) == (_row(register, "Nông Văn Cường").assignment,)
    _give(register, ["Hứa Văn Dũng"])  # its number is free again


def _told_in_the_file(register: Database, row: HolderRow, as_of: date = DAY) -> list[tuple[str, str, str]]:
    with reading(register, DAY) as work:
        events = timeline(read_file(work, row.person, as_of))
    return [(one.shown_when, one.title, one.detail) for one in events if one.record == "decision"]


def test_a_notice_stands_in_the_timeline_until_it_is_cancelled(register: Database) -> None:
    row, other = _row(register, "Hứa Văn Dũng"), _row(register, "Nông Văn Cường")
    (paper, _) = _give(register, [row.name, other.name]).papers
    title = "Thông báo hết thời hạn giữ chức vụ"
    assert _told_in_the_file(register, row) == [("20/11/2026", title, "Số 42/TB-UBND")]
    assert _told_in_the_file(register, row, date(2026, 11, 19)) == []
    with changing(register, DAY, "decision", "huỷ", reason="ghi nhầm") as work:
        decisions.cancel(work, paper, "ghi nhầm")
    assert _told_in_the_file(register, row) == []
    assert _told_in_the_file(register, other) == [("20/11/2026", title, "Số 43/TB-UBND")]


def test_the_paper_says_what_is_looked_at_and_until_when_the_report_is_due(register: Database) -> None:
    row = _row(register, "Hứa Văn Dũng")
    with reading(register, DAY) as work:
        (paper,) = papers_of(work, prepare, [row.assignment], Draft("", SIGNED.signed_on, SIGNED.number))
    text = " ".join(plain(block.text) for block in paper.blocks if isinstance(block, Paragraph))
    assert "hết thời hạn giữ chức vụ vào ngày 31 tháng 10 năm 2026" in text
    assert "xem xét việc bổ nhiệm lại theo quy định" in text
    assert "chậm nhất ngày 05 tháng 12 năm 2026" in text  # 20/11 + 15 days
    (head,) = (block for block in paper.blocks if isinstance(block, OfficialHead))
    assert head.number == "42/TB-UBND"


def test_a_paper_once_given_is_printed_again_as_it_was(register: Database) -> None:
    row = _row(register, "Hứa Văn Dũng")
    _give(register, ["Hứa Văn Dũng"])
    with reading(register, DAY) as work:
        ready = prepare(work, [row.assignment], Draft("", None))
        assert ready.lacks == ()
        ((_, facts),) = ready.letters
        assert (facts["so"], facts["ngay_ky"], facts["nguoi_ky"]) == ("42", date(2026, 11, 20), "Triệu Quang Huy")
        assert batch_pdf(work, prepare, [row.assignment], Draft("", None)).startswith(b"%PDF")
        with pytest.raises(InvalidInput, match="đã thông báo"):
            prepare(work, [row.assignment], Draft("", DAY, "55/TB-UBND"))


def test_a_notice_is_printed_again_after_its_term_was_decided(register: Database) -> None:
    row = _row(register, "Nông Văn Cường")
    _give(register, [row.name])
    order = Order(
        "bo_nhiem_lai", row.person, row.term_ends or DAY, target=row.assignment, overridden="thử", overrider="thử"
    )
    with changing(register, DAY, "movement", "bổ nhiệm lại") as work:
        carry_out(work, order, NewDecision("1900/QĐ-UBND", DAY, signer_name="Triệu Quang Huy"))
    with reading(register, date(2026, 12, 20)) as work:
        ((_, facts),) = prepare(work, [row.assignment], Draft("", None)).letters
    assert (facts["so"], facts["ngay_ky"]) == ("42", date(2026, 11, 20))


def test_a_corrected_day_of_the_paper_is_the_day_of_the_notice(register: Database) -> None:
    (paper,) = _give(register, ["Nông Văn Cường"]).papers
    with changing(register, DAY, "decision", "sửa") as work:
        decisions.correct(work, paper, NewDecision("45/TB-UBND", date(2026, 11, 18), kind="thong_bao"))
    assert _row(register, "Nông Văn Cường").noticed == date(2026, 11, 18)
    with reading(register, DAY) as work:
        mark = work.session.scalars(select(DueMark).where(DueMark.decision == paper)).one()
        assert (mark.marked_on, mark.note) == (date(2026, 11, 18), None)  # the number stands on the paper alone


def test_nobody_signing_is_refused_and_nothing_is_written(register: Database) -> None:
    with pytest.raises(InvalidInput, match="người ký"):
        _give(register, ["Nông Văn Cường"], replace(SIGNED, signer_name=" "))
    assert _row(register, "Nông Văn Cường").noticed is None
