"""The papers of decisions about people, from the movements of the practice office: facts, what is missing, batches, Word."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Movement
from db.values import Key
from desktop_app.document import OfficialHead, Paper, Paragraph, Signatures, plain
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.batch import IN_FILE, IN_OFFICE, OF_OFFICE, Draft, batch_pdf, papers_of, write_batch
from desktop_app.reports.letters.engine import load
from desktop_app.reports.letters.movements import LETTERS, OF_DECISION, OF_ONE, prepare
from desktop_app.services.decisions import NewDecision
from desktop_app.services.movements.deeds import carry_out
from desktop_app.services.movements.orders import Order
from desktop_app.services.movements.papers import movement_papers, movements_of
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.post_rows import holders
from desktop_app.services.work import changing, reading

DAY = date(2026, 11, 23)
WORDS = {"nguoi_de_nghi": "Chánh Văn phòng", "thi_hanh": "Chánh Văn phòng"}
DRAFT = Draft("", None, typed=WORDS)


def _movement(register: Database, kind: str) -> Key:
    with reading(register, DAY) as work:
        return work.session.scalars(select(Movement.key).where(Movement.kind == kind)).one()


def _decision(number: str) -> NewDecision:
    return NewDecision(number, date(2026, 11, 20), signer_name="Triệu Quang Huy", signer_post="Chủ tịch", capacity="TM")


def _carry_out(register: Database, kind: str, whom: int, number: str, **more: Any) -> Key:
    """A decision about one of the holders of posts, past whatever the law says of it; its movement."""
    with changing(register, DAY, "movement", kind) as work:
        held = holders(work, DAY)[whom]
        order = Order(
            kind, held.person, date(2026, 12, 1), target=held.assignment, overridden="thử", overrider="thử", **more
        )
        return carry_out(work, order, _decision(number)).movements[0]


def _text(paper: Paper) -> str:
    return " ".join(plain(block.text) for block in paper.blocks if isinstance(block, Paragraph))


def test_every_kind_with_a_text_is_a_kind_and_its_facts_have_a_place() -> None:
    assert set(LETTERS) <= set(movement_kinds())
    places = {*IN_FILE, *IN_OFFICE, *OF_DECISION, *OF_ONE, *OF_OFFICE, "ngay_hieu_luc", "tu_ngay", "quyen_han"}
    for kind, letter in LETTERS.items():
        for category in ("CB", "CC", "VC"):
            asked = {key.name for key in load(letter, DAY, category).keys()}  # noqa: SIM118 - no dict
            assert asked <= places, kind


def test_a_secondment_says_from_where_to_where_and_how_long(register: Database) -> None:
    with reading(register, DAY) as work:
        (paper,) = papers_of(work, prepare, [_movement(register, "biet_phai")], DRAFT)
    head = paper.blocks[0]
    assert isinstance(head, OfficialHead)
    assert (head.number, head.place_and_day) == ("1801/QĐ-UBND", "An Bình, ngày 15 tháng 01 năm 2026")
    assert (
        "Biệt phái ông Mông Văn Đạt, sinh ngày 30 tháng 5 năm 1973, kế toán, Phòng Kinh tế xã An Bình, đến làm việc tại"
        " Văn phòng HĐND và UBND xã An Bình trong thời hạn 01 năm, từ ngày 15 tháng 01 năm 2026 đến ngày 14 tháng 01 năm 2027."
    ) in _text(paper)
    signed = paper.blocks[-1]
    assert isinstance(signed, Signatures)
    assert signed.each[0].name == "Triệu Quang Huy"
    assert signed.each[0].role == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")


def test_a_post_given_up_is_the_post_of_the_day_before(register: Database) -> None:
    key = _carry_out(register, "tu_chuc", 1, "1901/QĐ-UBND", grounds="sức khoẻ không bảo đảm")
    with reading(register, DAY) as work:
        held = next(row for row in movement_papers(work, [key]))
        (paper,) = papers_of(work, prepare, [key], DRAFT)
    assert held.post
    assert (
        f"từ chức vụ {held.post}, {held.unit}, kể từ ngày 01 tháng 12 năm 2026. Lý do: sức khoẻ không bảo đảm."
        in _text(paper)
    )


@pytest.mark.parametrize(
    ("whom", "name", "term"),
    [
        (7, "Hà Thị Thu", "05 năm"),
        (5, "Đàm Văn Hùng", "đến hết ngày 30/09/2028"),
        (11, "Lục Thị Lan", "đến hết ngày 31/08/2030"),
    ],
)
def test_a_term_is_told_in_years_and_one_that_retirement_cuts_short_by_its_last_day(
    register: Database, whom: int, name: str, term: str
) -> None:
    key = _carry_out(register, "bo_nhiem_lai", whom, "1902/QĐ-UBND", term_months=60)
    with reading(register, DAY) as work:
        (told,) = movement_papers(work, [key])
    assert (told.name, told.term) == (name, term)


def test_what_is_missing_is_named_with_the_place_where_it_is_filled_in(register: Database) -> None:
    key = _carry_out(register, "mien_nhiem", 2, "1903/QĐ-UBND")
    with reading(register, DAY) as work:
        alone = prepare(work, [key], Draft("", None))
        batch = prepare(work, [key, _movement(register, "dieu_dong")], DRAFT)
        assert {(lack.fact.name, lack.where) for lack in alone.lacks} == {
            ("nguoi_de_nghi", "here"),
            ("thi_hanh", "here"),
            ("ly_do", "here"),
            ("cong_viec_giao", "here"),
        }
        assert {(lack.fact.name, lack.where) for lack in batch.lacks} == {
            ("ly_do", "alone"),
            ("cong_viec_giao", "alone"),
        }
        with pytest.raises(InvalidInput, match="thiếu người hoặc đơn vị đề nghị"):
            papers_of(work, prepare, [key], Draft("", None))
        typed = {**WORDS, "ly_do": "sắp xếp lại", "cong_viec_giao": "giáo viên"}
        assert "Lý do: sắp xếp lại." in _text(papers_of(work, prepare, [key], Draft("", None, typed=typed))[0])


def test_a_kind_without_a_text_and_a_decision_of_another_office_are_refused(register: Database) -> None:
    with changing(register, DAY, "movement", "điều động") as work:
        held = holders(work, DAY)[3]
        order = Order(
            "thoi_giu_chuc_vu", held.person, date(2026, 12, 1), target=held.assignment, overridden="x", overrider="x"
        )
        theirs = NewDecision("77/QĐ-UBND", date(2026, 11, 20), authority="UBND tỉnh Thái Nguyên", own=False)
        foreign = carry_out(work, order, theirs).movements[0]
    with reading(register, DAY) as work:
        with pytest.raises(InvalidInput, match="77/QĐ-UBND do UBND tỉnh Thái Nguyên ban hành"):
            prepare(work, [foreign], DRAFT)
        with pytest.raises(InvalidInput, match="ở trang Nghỉ hưu"):
            prepare(work, [_movement(register, "nghi_huu")], DRAFT)


def test_a_decision_for_many_is_printed_for_each_in_the_order_of_names(register: Database) -> None:
    with changing(register, DAY, "movement", "điều động") as work:
        some = holders(work, DAY)[4:7]
        unit = next(row.unit for row in work.session.scalars(select(Movement).where(Movement.kind == "dieu_dong")))
        orders = [
            Order("dieu_dong", row.person, date(2026, 12, 1), unit=unit, overridden="x", overrider="x")
            for row in reversed(some)
        ]
        made = carry_out(work, orders, _decision("1904/QĐ-UBND"))
        assert made.decision is not None
        movements = movements_of(work, [made.decision])
    with reading(register, DAY) as work:
        papers = papers_of(work, prepare, movements, DRAFT)
        assert [row.name for row in some if row.name in _text(papers[some.index(row)])] == [row.name for row in some]
        assert batch_pdf(work, prepare, movements, DRAFT).startswith(b"%PDF")


def test_word_says_what_the_pages_say_and_a_draft_leaves_number_and_day(register: Database, tmp_path: Path) -> None:
    from docx import Document

    key = _movement(register, "dieu_dong")
    with reading(register, DAY) as work:
        write_batch(work, prepare, [key], DRAFT, tmp_path / "qd.docx")
        (draft,) = papers_of(work, prepare, [key], Draft("", None, typed=WORDS, draft=True))
        with pytest.raises(InvalidInput, match="Word"):
            write_batch(work, prepare, [key], DRAFT, tmp_path / "qd.txt")
    words = "\n".join(one.text for one in Document(str(tmp_path / "qd.docx")).paragraphs)
    assert "Điều động bà La Thị Hạnh" in words
    head = draft.blocks[0]
    assert isinstance(head, OfficialHead)
    assert head.number == "        /QĐ-UBND"
