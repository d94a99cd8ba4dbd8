"""The papers of retirement from the practice office: facts, what is missing, whole batches, one content in PDF and Word."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Person
from db.values import Key
from desktop_app.document import OfficialHead, Paper, Paragraph, Title, plain
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.batch import Draft, batch_pdf, papers_of, write_batch
from desktop_app.reports.letters.kinds import DECISION, INSURANCE, NOTICE, REPORT
from desktop_app.reports.letters.retirement import prepare
from desktop_app.services.letter_words import keep_letter_words, letter_words
from desktop_app.services.retirement.forecast import forecast
from desktop_app.services.retirement.steps import decide, issue_notices
from desktop_app.services.signing import Signed
from desktop_app.services.work import changing, reading

DAY = date(2026, 11, 23)
WORDS = {"nguoi_de_nghi": "Trưởng phòng Văn hoá - Xã hội", "thi_hanh": "Trưởng phòng Văn hoá - Xã hội"}


@pytest.fixture
def who(register: Database) -> Callable[[str], Key]:
    def found(name: str) -> Key:
        with reading(register, DAY) as work:
            return work.session.scalars(select(Person.key).where(Person.full_name == name)).one()

    return found


def _head(paper: Paper) -> OfficialHead:
    head = paper.blocks[0]
    assert isinstance(head, OfficialHead)
    return head


def _texts(paper: Paper) -> str:
    found = []
    for block in paper.blocks:
        if isinstance(block, Paragraph):
            found.append(plain(block.text))
        elif isinstance(block, Title):
            found += [*block.lines, block.about]
    return "\n".join(found)


def test_the_notice_is_filled_from_the_register(register: Database, who: Callable[[str], Key]) -> None:
    with reading(register, DAY) as work:
        (paper,) = papers_of(work, prepare, [who("Lê Thị Thanh")], Draft(NOTICE, DAY, "45/TB-UBND"))
    text = _texts(paper)
    assert "Kính gửi: Bà Lê Thị Thanh" in text
    assert "Sinh ngày 25 tháng 01 năm 1970" in text
    assert "Kể từ ngày 01 tháng 6 năm 2027 sẽ được nghỉ hưu" in text
    assert "170/2025/NĐ-CP" in text
    assert "300/2026/NĐ-CP" in text
    assert paper.watermark == "VĂN PHÒNG THỰC HÀNH"
    head = _head(paper)
    assert (head.number, head.office) == ("45/TB-UBND", "Ủy ban nhân dân xã An Bình")
    assert head.place_and_day == "An Bình, ngày 23 tháng 11 năm 2026"


def test_the_wording_follows_the_day_of_signing(register: Database, who: Callable[[str], Key]) -> None:
    teacher = who("Dương Văn Nam")
    with reading(register, DAY) as work:
        for day, wanted in ((date(2026, 6, 30), "115/2020"), (date(2026, 7, 1), "259/2026")):
            assert wanted in _texts(papers_of(work, prepare, [teacher], Draft(NOTICE, day, "1/TB-UBND"))[0])


def test_what_is_missing_is_named_with_where_it_is_filled_in(register: Database, who: Callable[[str], Key]) -> None:
    person = who("Lê Thị Thanh")
    with changing(register, DAY, "edit", "thiếu số BHXH") as work:
        held = work.session.get_one(Person, person)
        held.insurance_number = held.birth_place = None
    with reading(register, DAY) as work:
        ready = prepare(work, [person], Draft(DECISION, DAY, "1810/QĐ-UBND"))
        assert {(one.fact.name, one.where, one.name) for one in ready.lacks} == {
            ("so_bhxh", "file", "Lê Thị Thanh"), ("noi_sinh", "file", "Lê Thị Thanh"), ("nguoi_de_nghi", "here", ""),
            ("thi_hanh", "here", ""),
        }  # fmt: skip
        assert ready.without == {person}
        with pytest.raises(InvalidInput, match=r"thiếu"):
            papers_of(work, prepare, [person], Draft(DECISION, DAY, "1810/QĐ-UBND", typed=WORDS))
        no_number = prepare(work, [person], Draft(NOTICE, DAY))
        assert {one.fact.name for one in no_number.lacks} == {"so"}
        assert prepare(work, [person], Draft(NOTICE, None, draft=True)).lacks == ()


def test_words_of_the_office_are_kept_for_the_next_letter(register: Database, who: Callable[[str], Key]) -> None:
    with changing(register, DAY, "edit", "giữ lời văn") as work:
        keep_letter_words(work, WORDS)
        keep_letter_words(work, {"nguoi_de_nghi": "  Chánh   Văn phòng ", "thi_hanh": ""})
    with reading(register, DAY) as work:
        assert letter_words(work) == {**WORDS, "nguoi_de_nghi": "Chánh Văn phòng"}
        (paper,) = papers_of(work, prepare, [who("Lê Thị Thanh")], Draft(DECISION, DAY, "1810/QĐ-UBND"))
    text = _texts(paper)
    assert "Xét đề nghị của Chánh Văn phòng" in text
    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH" in text


def test_the_companion_letters(register: Database, who: Callable[[str], Key]) -> None:
    person = who("Ma Thị Hoa")
    with reading(register, DAY) as work:
        (letter,) = papers_of(work, prepare, [person], Draft(INSURANCE, DAY, "12/UBND-NV"))
        (report,) = papers_of(work, prepare, [person], Draft(REPORT, DAY, "13/BC-UBND"))
    assert "Bảo hiểm xã hội tỉnh Thái Nguyên" in _texts(letter)
    assert "Thông báo số 41/TB-UBND ngày 20 tháng 5 năm 2026" in _texts(report)


def test_an_issued_paper_is_printed_again_with_its_number_and_day(
    register: Database, who: Callable[[str], Key]
) -> None:
    with reading(register, DAY) as work:
        (paper,) = papers_of(work, prepare, [who("Ma Thị Hoa")], Draft(DECISION, None, typed=WORDS))
    assert _head(paper).number == "1752/QĐ-UBND"
    assert "25 tháng 8 năm 2026" in _head(paper).place_and_day


def test_a_notice_printed_again_has_the_law_of_its_day(register: Database, who: Callable[[str], Key]) -> None:
    with reading(register, DAY) as work:
        (paper,) = papers_of(work, prepare, [who("Ma Thị Hoa")], Draft(NOTICE, None))
    assert "20 tháng 5 năm 2026" in _head(paper).place_and_day
    assert "115/2020" in _texts(paper)


def test_one_content_in_pdf_and_word(register: Database, who: Callable[[str], Key], tmp_path: Path) -> None:
    from docx import Document

    people = [who("Lê Thị Thanh"), who("Đặng Xuân Bình")]
    draft = Draft(NOTICE, DAY, "45/TB-UBND")
    with reading(register, DAY) as work:
        pdf = batch_pdf(work, prepare, people, draft)
        write_batch(work, prepare, people, draft, tmp_path / "tb.docx")
        with pytest.raises(InvalidInput, match="Word"):
            write_batch(work, prepare, people, draft, tmp_path / "tb.txt")
    pages = pypdfium2.PdfDocument(io.BytesIO(pdf))
    assert len(pages) == 2
    printed = " ".join("".join(page.get_textpage().get_text_range() for page in pages).split())
    pages.close()
    word = Document(str(tmp_path / "tb.docx"))
    said = [paragraph.text for paragraph in word.paragraphs if paragraph.text.strip()]
    for text in said:
        assert " ".join(text.split()) in printed
    assert any("Bà Lê Thị Thanh" in text for text in said)
    assert any("Ông Đặng Xuân Bình" in text for text in said)


def test_a_hundred_notices_are_recorded_and_printed_as_one_batch(tmp_path: Path, clock: Any) -> None:
    from db.database import NewOffice
    from desktop_app.services.intake.write import add_people
    from desktop_app.services.practice import people

    office = NewOffice("UBND xã An Bình", parent_name="UBND tỉnh Thái Nguyên", place="An Bình", signing="TM. ỦY BAN NHÂN DÂN",
                       signer_role="Chủ tịch", signer_name="Triệu Quang Huy")  # fmt: skip
    database = Database.create(tmp_path / "so.snv", office, actor="lan", clock=clock)
    with changing(database, DAY, "add", "lập danh sách") as work:
        add_people(work, people(1000, DAY))
    with reading(database, DAY) as work:
        rows = [row for row in forecast(work, DAY).rows if row.born.count("-") and row.post and row.unit_name]
        chosen = [row.person for row in rows if row.category[:2] in {"CB", "CC", "VC"}][:100]
    assert len(chosen) == 100
    with changing(database, DAY, "retirement", "100 thông báo") as work:
        issued = issue_notices(work, chosen, Signed("1/TB-UBND", DAY, "Triệu Quang Huy", "Chủ tịch", "TM"))
    with reading(database, DAY) as work:
        pdf = batch_pdf(work, prepare, chosen, Draft(NOTICE, None))
    database.close()
    assert [paper.number for paper in issued.papers][-1] == "100/TB-UBND"
    assert len(pdf) > 100_000
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 100


def test_a_decision_is_printed_after_it_was_recorded(register: Database, who: Callable[[str], Key]) -> None:
    person = who("Lê Thị Thanh")
    with changing(register, DAY, "retirement", "quyết định") as work:
        decide(work, [person], Signed("1811/QĐ-UBND", DAY, "Triệu Quang Huy", "Chủ tịch", "TM"))
        keep_letter_words(work, WORDS)
    with reading(register, DAY) as work:
        (paper,) = papers_of(work, prepare, [person], Draft(DECISION, None))
    assert _head(paper).number == "1811/QĐ-UBND"
