"""The four papers of retirement on the page, to the millimetre: margins, fonts and sizes, who stands where (Nghị định 30/2020)."""

import ctypes
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Person
from desktop_app.document import Paper, Paragraph
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.batch import Draft, batch_pdf, papers_of
from desktop_app.reports.letters.engine import load
from desktop_app.reports.letters.kinds import DECISION, INSURANCE, NOTICE, REPORT
from desktop_app.reports.letters.retirement import prepare
from desktop_app.reports.paper_fit import SINGLE, height_of, on_one_page
from desktop_app.services.retirement.steps import issue_notices
from desktop_app.services.signing import Signed
from desktop_app.services.work import changing, reading
from tests.reports.test_papers import MM, close, rules, where

DAY = date(2026, 11, 23)
WORDS = {"nguoi_de_nghi": "Trưởng phòng Văn hoá - Xã hội", "thi_hanh": "Trưởng phòng Văn hoá - Xã hội"}
PLAIN, BOLD, ITALIC, BOTH = "Tinos-Regular", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
MARK = 30  # points, from which a letter belongs to the mark
Line = tuple[str, str, int, float, float]  # text, font, size in points, left edge and top in millimetres

HEAD: tuple[Line, ...] = (
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", BOLD, 13, 98.7, 21.0),
    ("Độc lập - Tự do - Hạnh phúc", BOLD, 14, 116.2, 27.3),
    ("TỈNH THÁI NGUYÊN", PLAIN, 13, 42.1, 26.5),
    ("XÃ AN BÌNH", BOLD, 13, 50.3, 37.3),
    ("An Bình, ngày 23 tháng 11 năm 2026", ITALIC, 14, 109.2, 46.2),
)
PAPERS: dict[str, tuple[str, str, tuple[Line, ...]]] = {
    NOTICE: (
        "Lê Thị Thanh", "45/TB-UBND",
        (
            ("Số: 45/TB-UBND", PLAIN, 13, 47.4, 46.3),
            ("THÔNG BÁO", BOLD, 14, 97.4, 57.5),
            ("Về việc nghỉ hưu đối với công chức", BOLD, 14, 75.8, 64.2),
            ("Kính gửi: Bà Lê Thị Thanh", PLAIN, 14, 85.6, 77.6),
            ("Căn cứ Bộ luật Lao động", ITALIC, 14, 40.3, 87.1),
            ("Căn cứ hồ sơ công chức", PLAIN, 14, 40.2, 145.0),
            ("Nơi nhận:", BOTH, 12, 30.0, 220.3),
            ("- Bà Lê Thị Thanh;", PLAIN, 11, 30.1, 225.4),
            ("TM. ỦY BAN NHÂN DÂN", BOLD, 14, 121.2, 219.7),
            ("CHỦ TỊCH", BOLD, 14, 137.4, 225.7),
            ("Triệu Quang Huy", BOLD, 14, 130.9, 254.3),
        ),
    ),
    DECISION: (
        "Lê Thị Thanh", "1810/QĐ-UBND",
        (
            ("Số: 1810/QĐ-UBND", PLAIN, 13, 44.7, 46.3),
            ("QUYẾT ĐỊNH", BOLD, 14, 96.9, 57.4),
            ("Về việc nghỉ hưu để hưởng chế độ bảo hiểm xã hội", BOLD, 14, 59.6, 64.2),
            ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ AN BÌNH", BOLD, 13, 64.8, 76.0),
            ("Căn cứ Luật Bảo hiểm", ITALIC, 13, 40.3, 84.3),
            ("Xét đề nghị của", ITALIC, 13, 39.9, 131.3),
            ("QUYẾT ĐỊNH:", BOLD, 13, 97.2, 138.2),
            ("Điều 1.", BOLD, 13, 40.1, 146.5),
            ("Số sổ bảo hiểm xã hội", PLAIN, 13, 40.3, 154.2),
            ("Điều 2.", BOLD, 13, 40.1, 207.5),
            ("Điều 3.", BOLD, 13, 40.1, 220.6),
            ("Nơi nhận:", BOTH, 12, 30.0, 235.2),
            ("- Như Điều 3;", PLAIN, 11, 30.1, 240.1),
            ("TM. ỦY BAN NHÂN DÂN", BOLD, 13, 123.3, 234.5),
            ("Triệu Quang Huy", BOLD, 13, 132.2, 268.1),
        ),
    ),
    INSURANCE: (
        "Ma Thị Hoa", "12/UBND-NV",
        (
            ("Số: 12/UBND-NV", PLAIN, 13, 47.0, 46.3),
            ("V/v đề nghị", PLAIN, 12, 38.8, 52.0),
            ("Kính gửi: Bảo hiểm xã hội", PLAIN, 14, 68.2, 68.4),
            ("Ủy ban nhân dân xã An Bình đề nghị", PLAIN, 14, 40.1, 77.1),
            ("Họ và tên:", PLAIN, 14, 40.1, 91.8),
            ("Nơi nhận:", BOTH, 12, 30.0, 169.2),
            ("- Như trên;", PLAIN, 11, 30.1, 174.2),
            ("TM. ỦY BAN NHÂN DÂN", BOLD, 14, 121.2, 168.6),
            ("Triệu Quang Huy", BOLD, 14, 130.9, 203.1),
        ),
    ),
    REPORT: (
        "Đàm Văn Hùng", "13/BC-UBND",
        (
            ("Số: 13/BC-UBND", PLAIN, 13, 47.3, 46.3),
            ("BÁO CÁO", BOLD, 14, 101.1, 57.6),
            ("Về việc nghỉ hưu đối với", BOLD, 14, 65.3, 64.2),
            ("Kính gửi: Ủy ban nhân dân tỉnh", PLAIN, 14, 67.7, 76.9),
            ("Ủy ban nhân dân xã An Bình đã", PLAIN, 14, 40.1, 86.3),
            ("Nơi nhận:", BOTH, 12, 30.0, 176.3),
            ("- Như trên;", PLAIN, 11, 30.1, 181.3),
            ("Triệu Quang Huy", BOLD, 14, 130.9, 210.2),
        ),
    ),
}  # fmt: skip


@pytest.fixture
def printed(register: Database) -> Callable[..., Any]:
    """The pages of a letter for some people."""

    def made(kind: str, names: tuple[str, ...], number: str) -> Any:
        if kind == REPORT:
            _noticed(register, names)
        with reading(register, DAY) as work:
            keys = {
                one.full_name: one.key
                for one in work.session.scalars(select(Person).where(Person.full_name.in_(names)))
            }
            people = [keys[name] for name in names]
            return pypdfium2.PdfDocument(batch_pdf(work, prepare, people, Draft(kind, DAY, number, typed=WORDS)))

    return made


def _noticed(register: Database, names: tuple[str, ...]) -> None:
    """The report to the office above cites the notice."""
    with changing(register, DAY, "retirement", "thông báo") as work:
        people = list(work.session.scalars(select(Person.key).where(Person.full_name.in_(names))))
        issue_notices(work, people, Signed("50/TB-UBND", DAY, "Triệu Quang Huy", "Chủ tịch", "TM"))


def face(page: Any, text: str) -> tuple[str, int]:
    """The font and the size of the first letter of a text."""
    words = page.get_textpage()
    place = words.search(text, match_case=True).get_next()[0]
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(words.raw, place, name, 100, ctypes.byref(flags))
    return name.value.decode().rpartition("+")[2], round(pdfium.FPDFText_GetFontSize(words.raw, place))


@pytest.mark.parametrize("kind", PAPERS)
def test_each_paper_stands_to_the_millimetre(printed: Any, kind: str) -> None:
    who, number, lines = PAPERS[kind]
    document = printed(kind, (who,), number)
    assert len(document) == 1
    page = document[0]
    assert [round(side / MM) for side in page.get_size()] == [210, 297]
    wrong = []
    for text, font, size, left, top in (*HEAD, *lines):
        box = where(page, text)
        stands = (text, *face(page, text), round(box.left, 1), round(box.top, 1))
        if stands[1:3] != (font, size) or not close(box.left, left) or not close(box.top, top):
            wrong.append(stands)
    assert wrong == [], wrong
    motto = where(page, "Độc lập - Tự do - Hạnh phúc")
    (rule,) = [one for one in rules(page) if close(one.middle, motto.middle)]
    assert close(rule.right - rule.left, motto.right - motto.left, 1.0)
    for sheet in document:  # 20 mm above and below, 30 mm at the left, 15 mm at the right
        words = sheet.get_textpage()
        printed_here = [n for n in range(words.count_chars()) if words.get_text_range(n, 1).strip()]
        # not the mark of the practice office across the page, nor the number above a later one
        told = [n for n in printed_here if pdfium.FPDFText_GetFontSize(words.raw, n) < MARK]
        low = [box for box in map(words.get_charbox, told) if box[3] < sheet.get_height() - 20 * MM]
        assert min(box[0] for box in low) / MM >= 29.4
        assert max(box[2] for box in low) / MM <= 195.1
        assert min(box[1] for box in low) / MM >= 19.5


def test_a_batch_has_a_sheet_each_with_its_own_number_and_the_first_page_unnumbered(printed: Any) -> None:
    document = printed(NOTICE, ("Lê Thị Thanh", "Đặng Xuân Bình"), "45/TB-UBND")
    assert len(document) == 2
    for page, number, who in zip(document, ("45", "46"), ("Bà Lê Thị Thanh", "Ông Đặng Xuân Bình"), strict=True):
        assert close(where(page, f"Số: {number}/TB-UBND").top, 46.3)
        assert where(page, who).top > 70
        words = page.get_textpage()
        assert max(words.get_charbox(n)[3] for n in range(words.count_chars())) <= page.get_height() - 19.5 * MM


def test_every_decision_of_the_practice_office_stands_on_one_page_within_the_decree(register: Database) -> None:
    sizes = set()
    with reading(register, DAY) as work:
        for key in work.session.scalars(select(Person.key)):
            try:
                (paper,) = papers_of(work, prepare, [key], Draft(DECISION, DAY, "1810/QĐ-UBND", typed=WORDS))
            except InvalidInput:
                continue  # no moment, or something missing in the file
            assert height_of(paper) <= (297 - 2 * 20) * MM
            assert paper.before >= 6
            assert 13 <= paper.size <= 14
            assert SINGLE <= paper.leading <= 1.5
            sizes.add(paper.size)
    assert sizes == {13, 14}  # set closer only where it must be


def test_what_fits_or_never_will_stays_as_it_is() -> None:
    short = Paper("ngắn", (Paragraph("Một đoạn."),))
    assert on_one_page(short) == short
    assert on_one_page(replace(short, blocks=short.blocks * 34)).size == 13
    long = replace(short, blocks=short.blocks * 60)
    assert on_one_page(long) == long


@pytest.mark.parametrize(
    ("kind", "category", "day", "form", "confirmed"),
    [
        (NOTICE, "CC", date(2026, 11, 23), "Mẫu số 2 Nghị định số 170/2025/NĐ-CP", True),
        (NOTICE, "CB", date(2026, 11, 23), "vận dụng Mẫu số 2 Nghị định số 170/2025/NĐ-CP", False),
        (DECISION, "CC_LDQL", date(2026, 11, 23), "Mẫu số 3 Nghị định số 170/2025/NĐ-CP", True),
        (DECISION, "CB", date(2026, 11, 23), "vận dụng Mẫu số 3 Nghị định số 170/2025/NĐ-CP", False),
        (DECISION, "CB", date(2025, 6, 30), "mẫu quyết định kèm Nghị định số 46/2010/NĐ-CP", False),
        (DECISION, "VC", date(2026, 11, 23), "theo các phần của văn bản đã dùng ở đơn vị sự nghiệp; chưa thấy mẫu chính thức",
         False),
    ],
)  # fmt: skip
def test_wording_taken_over_from_another_category_is_marked(
    kind: str, category: str, day: date, form: str, confirmed: bool
) -> None:
    letter = load(kind, day, category)
    assert (letter.form, letter.confirmed) == (form, confirmed)
