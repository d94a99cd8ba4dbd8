"""Papers of running text: the geometry of Nghị định 30/2020/NĐ-CP to the millimetre, the same words in PDF and Word."""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from desktop_app.document import (
    Beside,
    Block,
    Column,
    Field,
    FormLine,
    Gap,
    Group,
    OfficialHead,
    PageBreak,
    Pairs,
    Paper,
    Paragraph,
    PhotoBox,
    Run,
    Signature,
    Signatures,
    Table,
    Title,
)
from desktop_app.reports.docx import docx_bytes, write_docx
from desktop_app.reports.paper_head import head_lines
from desktop_app.reports.paper_pdf import papers_bytes, write_papers

MM = 72 / 25.4
LONG = "Trưởng phòng Văn hoá - Xã hội và các đơn vị liên quan chịu trách nhiệm thi hành Quyết định này. " * 4


def decision(*more: Block, **given: Any) -> Paper:
    head = OfficialHead(
        "Ủy ban nhân dân xã Nghiên Loan",
        given.pop("parent", ""),
        "05/QĐ-UBND",
        "Nghiên Loan, ngày 05 tháng 02 năm 2026",
    )
    return Paper(
        "Quyết định nghỉ hưu",
        (
            head,
            Title(("QUYẾT ĐỊNH",), "Về việc nghỉ hưu để hưởng chế độ bảo hiểm xã hội"),
            Paragraph((Run("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ NGHIÊN LOAN", bold=True),), "centre"),
            Paragraph((Run("Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024.", italic=True),)),
            Paragraph((Run("Điều 1. ", bold=True), Run(LONG))),
            *more,
            Signatures(
                (Signature(("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), "", "Long Tuấn Sơn"),),
                ("- Như Điều 3;", "- Lưu: VT, NV."),
            ),
        ),
        **given,
    )


@dataclass(frozen=True)
class Place:
    """Where a text stands, in millimetres from the paper's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def where(page: Any, text: str) -> Place:
    words = page.get_textpage()
    found = words.search(text, match_case=True).get_next()
    assert found, text
    boxes = [words.get_charbox(found[0] + place) for place in range(found[1]) if text[place] != " "]
    height = page.get_height()
    left, low, right, high = (min, min, max, max)
    return Place(
        left(box[0] for box in boxes) / MM,
        (height - high(box[3] for box in boxes)) / MM,
        right(box[2] for box in boxes) / MM,
        (height - low(box[1] for box in boxes)) / MM,
    )


def rules(page: Any) -> list[Place]:
    height = page.get_height()
    found = []
    for path in page.get_objects([pdfium.FPDF_PAGEOBJ_PATH]):
        left, low, right, high = path.get_bounds()
        found.append(Place(left / MM, (height - high) / MM, right / MM, (height - low) / MM))
    return found


def close(one: float, other: float, by: float = 0.6) -> bool:
    return abs(one - other) <= by


def test_the_head_stands_as_the_decree_wants() -> None:
    with pypdfium2.PdfDocument(papers_bytes([decision(parent="Ủy ban nhân dân tỉnh Thái Nguyên")])) as document:
        page = document[0]
        assert [round(side / MM) for side in page.get_size()] == [210, 297]
        nation, motto = where(page, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), where(page, "Độc lập - Tự do - Hạnh phúc")
        office, over = where(page, "XÃ NGHIÊN LOAN"), where(page, "TỈNH THÁI NGUYÊN")
        number, day = where(page, "Số: 05/QĐ-UBND"), where(page, "Nghiên Loan, ngày 05 tháng 02 năm 2026")
        assert nation.right <= 195.1
        assert over.left >= 29.9
        assert office.right < nation.left
        assert close(nation.middle, motto.middle)
        assert close(office.middle, over.middle)
        assert close(number.middle, office.middle)
        assert close(day.middle, nation.middle)
        assert 20 <= nation.top <= 25
        under_motto = [rule for rule in rules(page) if close(rule.middle, motto.middle)]
        assert [close(rule.right - rule.left, motto.right - motto.left, 1.0) for rule in under_motto] == [True]
        assert motto.bottom < under_motto[0].top < day.top
        (under_office,) = [rule for rule in rules(page) if close(rule.middle, office.middle)]
        length, line = under_office.right - under_office.left, office.right - office.left
        widest = max(line, where(page, "ỦY BAN NHÂN DÂN").right - where(page, "ỦY BAN NHÂN DÂN").left)
        assert 1 / 3 <= length / widest <= 1 / 2
        assert office.bottom < under_office.top < number.top


def test_the_body_keeps_its_margins_and_begins_a_centimetre_in() -> None:
    with pypdfium2.PdfDocument(papers_bytes([decision()])) as document:
        page = document[0]
        assert close(where(page, "Điều 1. Trưởng").left, 40)
        words = page.get_textpage()
        boxes = [words.get_charbox(place) for place in range(words.count_chars())]
        body = [box for box in boxes if box[3] < page.get_height() - 90 * MM]
        assert close(min(box[0] for box in body) / MM, 30)
        assert close(max(box[2] for box in body) / MM, 195)
        assert close(where(page, "QUYẾT ĐỊNH").middle, 112.5)
        about = where(page, "Về việc nghỉ hưu để hưởng chế độ bảo hiểm xã hội")
        assert close(about.middle, 112.5)
        (rule,) = [one for one in rules(page) if close(one.middle, 112.5)]
        assert 1 / 3 <= (rule.right - rule.left) / (about.right - about.left) <= 1 / 2
        assert rule.top > about.bottom
        receives, signs = where(page, "Nơi nhận:"), where(page, "TM. ỦY BAN NHÂN DÂN")
        assert close(receives.top, signs.top, 1.0)
        role, name = where(page, "TM. ỦY BAN NHÂN DÂN"), where(page, "Long Tuấn Sơn")
        assert 20 <= name.top - role.bottom <= 35
        assert close(name.middle, role.middle)
        assert receives.right < signs.left


def test_later_pages_are_numbered_in_the_middle_of_the_upper_margin_and_the_first_is_not() -> None:
    paper = decision(*[Paragraph((Run(f"Điều {number}. ", bold=True), Run(LONG))) for number in range(2, 12)])
    with pypdfium2.PdfDocument(papers_bytes([paper, decision(), paper])) as document:
        pages = (len(document) - 1) // 2  # of the long paper, which comes first and last
        assert pages > 1
        for first in (0, pages, pages + 1):
            assert where(document[first], "CỘNG HÒA").top < where(document[first], "Độc lập").top
            words = document[first].get_textpage()
            assert min(297 - words.get_charbox(place)[3] / MM for place in range(words.count_chars())) > 19
        for place in range(1, pages):
            for shift in (0, pages + 1):
                number = where(document[place + shift], str(place + 1))
                assert close(number.middle, 112.5)
                assert number.bottom < 20
        for page in document:
            words = page.get_textpage()
            lowest = min(words.get_charbox(place)[1] for place in range(words.count_chars()))
            assert lowest >= 19.5 * MM


def test_a_heading_is_never_left_behind_and_signatures_are_never_parted() -> None:
    for lines in range(20, 60):
        filler = [Paragraph("Dòng", before=0) for _ in range(lines)]
        paper = decision(*filler, Paragraph((Run("QUYẾT ĐỊNH:", bold=True),), "centre", kept=True), Paragraph(LONG))
        with pypdfium2.PdfDocument(papers_bytes([paper])) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
        for text in texts:
            assert not text.rstrip().endswith("QUYẾT ĐỊNH:")
        (signed,) = [text for text in texts if "Long Tuấn Sơn" in text]
        assert "TM. ỦY BAN" in signed
        assert "Nơi nhận" in signed


def test_a_page_with_signatures_holds_what_is_signed() -> None:
    for lines in range(20, 60):
        filler = [Paragraph("Dòng", before=0) for _ in range(lines)]
        heading = Paragraph((Run("38) Nhận xét", bold=True),), "left", kept=True)
        day = Paragraph((Run("An Bình, ngày …… tháng …… năm 2026", italic=True),), "right")
        signed = Signatures((Signature(("Người khai",), name="Sơn"), Signature(("CHỦ TỊCH",), name="Huy")))
        paper = Paper(
            "Sơ yếu lý lịch", (*filler, heading, FormLine((Field(""),)), FormLine((Field(""),)), Gap(6), day, signed)
        )
        with pypdfium2.PdfDocument(papers_bytes([paper])) as document:
            texts = [page.get_textpage().get_text_range() for page in document]
        (last,) = [text for text in texts if "CHỦ TỊCH" in text]
        assert "38) Nhận xét" in last, lines


COLUMNS = (
    Column(("Tháng/năm", "Từ"), width=9),
    Column(("Tháng/năm", "Đến"), width=9),
    Column(("Tên cơ sở đào tạo",), width=30),
)
FORM = (
    Beside(
        (PhotoBox(),),
        (Title(("SƠ YẾU LÝ LỊCH", "CÁN BỘ, CÔNG CHỨC"), rule=False, note="(mẫu)"), Pairs((("Số hiệu", "00123"),))),
    ),
    FormLine((Field("Họ và tên:", "VI VĂN SƠN", 2, bold=True), Field("Giới tính:", "Nam")), "1)"),
    FormLine((Field("Nơi sinh:"),), "4)"),
    FormLine((Field("Quê quán:", "xã Nghiên Loan, huyện Pác Nặm, tỉnh Bắc Kạn " * 8),), "5)"),
    Gap(4),
    Table(
        COLUMNS,
        [("9/2000", "6/2004", "Đại học Sư phạm Thái Nguyên " * 3)] * 3,
        numbered=True,
        groups=(Group(1, "Nhóm hai"),),
        totals=("", "", "Cộng"),
    ),
    Table(COLUMNS, (), empty="Không có."),
    PageBreak(),
    Paragraph("Cam đoan <đúng> & đủ", hanging=True, size=12),
    Signatures((Signature(("Người khai",), name="Sơn"), Signature(("THỦ TRƯỞNG", "ĐƠN VỊ")))),
)


def word_texts(made: bytes) -> list[str]:
    import docx

    document = docx.Document(io.BytesIO(made))
    return [
        text
        for element in document.element.body.iter()
        if element.tag.endswith("}p")
        for text in ["".join(each.text or "" for each in element.iter() if each.tag.endswith("}t"))]
        if text
    ]


def test_a_form_says_the_same_in_pdf_and_word() -> None:
    paper = Paper("Lý lịch", FORM, size=13, watermark="VĂN PHÒNG THỰC HÀNH", source="Nhật ký số 5")
    with pypdfium2.PdfDocument(papers_bytes([paper])) as document:
        assert len(document) == 2
        pdf = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
        dots = [rule for rule in rules(document[0]) if rule.right > 190 and rule.bottom - rule.top < 1]
        assert dots  # the leader of a line that ends before the edge
    texts = word_texts(docx_bytes([paper]))
    for text in texts:
        assert "".join(text.split()) in pdf, text
    for wanted in ("1) Họ và tên: VI VĂN SƠNGiới tính: Nam", "4) Nơi sinh:", "Cam đoan <đúng> & đủ", "Nhóm hai"):
        assert wanted in texts


def test_word_has_the_margins_of_the_decree_and_numbers_all_but_the_first_page() -> None:
    import docx

    document = docx.Document(io.BytesIO(docx_bytes([decision(), decision()])))
    assert len(document.sections) == 2
    for section in document.sections:
        edges = (section.top_margin, section.right_margin, section.bottom_margin, section.left_margin)
        assert [round(edge.mm) for edge in edges if edge is not None] == [20, 15, 20, 30]
        assert section.page_width is not None
        assert round(section.page_width.mm) == 210
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header._element.xml
        assert "PAGE" not in section.first_page_header._element.xml
    texts = word_texts(docx_bytes([decision()]))
    assert texts[:5] == [
        "ỦY BAN NHÂN DÂN", "XÃ NGHIÊN LOAN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc",
        "Số: 05/QĐ-UBND",
    ]  # fmt: skip
    assert texts[-4:] == ["- Lưu: VT, NV.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Long Tuấn Sơn"]


def test_a_portrait_is_set_into_its_box() -> None:
    from PIL import Image

    file = io.BytesIO()
    Image.new("RGB", (300, 300), (10, 120, 200)).save(file, "PNG")
    paper = Paper("Ảnh", (PhotoBox(file.getvalue()),))
    with pypdfium2.PdfDocument(papers_bytes([paper])) as document:
        drawn = document[0].render(scale=1)
        place = drawn.stride * round((20 + 30) * MM) + round((30 + 20) * MM) * drawn.n_channels
        assert tuple(drawn.buffer[place : place + 3]) == (200, 120, 10)
        drawn.close()
    assert docx_bytes([paper])


def test_the_same_paper_is_the_same_file_and_nothing_half_written_stays(tmp_path: Path) -> None:
    paper = decision()
    write_papers([paper], tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes() == papers_bytes([paper])

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        write_docx([paper], tmp_path / "b.docx", stop)
    assert [path.name for path in tmp_path.iterdir()] == ["a.pdf"]


def test_the_name_of_a_body_is_not_divided_at_a_line_end() -> None:
    head = OfficialHead(office="Uỷ ban nhân dân xã An Bình", parent_office="Ủy ban nhân dân tỉnh Thái Nguyên")
    left = [line.text for line in head_lines(head, 440) if line.left]
    assert left == ["ỦY BAN NHÂN DÂN", "TỈNH THÁI NGUYÊN", "UỶ BAN NHÂN DÂN", "XÃ AN BÌNH"]
    short = [line.text for line in head_lines(OfficialHead(office="Phòng Nội vụ", parent_office=""), 440) if line.left]
    assert short == ["PHÒNG NỘI VỤ"]
