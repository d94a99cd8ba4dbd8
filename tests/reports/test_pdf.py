from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from desktop_app.document import Column, Document, Group, Table
from desktop_app.reports.lists.roster_columns import COLUMNS
from desktop_app.reports.pdf import write_pdf
from desktop_app.reports.shown import shown
from desktop_app.services.roster_types import RosterRow

Make = Callable[..., Document]
A4, A3 = (842, 595), (1191, 842)


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def paper(path: Path) -> tuple[int, int]:
    with pypdfium2.PdfDocument(path) as document:
        width, height = document[0].get_size()
        return round(width), round(height)


def words(text: str) -> str:
    return "".join(text.split())


def text_document(texts: list[str], **more: Any) -> Document:
    return Document(("BẢNG",), (Table((Column(("Chữ",), width=30),), [(text,) for text in texts], **more),))


def test_golden_text_of_a_small_list(make_document: Make, tmp_path: Path) -> None:
    write_pdf(make_document(2, ("full_name", "born", "coefficient"), "Công chức"), tmp_path / "a.pdf")
    (page,) = pages(tmp_path / "a.pdf")
    assert sorted(page.split("\n")) == sorted(
        [
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "ỦY BAN NHÂN DÂN TỈNH THÁI NGUYÊN",
            "ỦY BAN NHÂN DÂN XÃ NGHIÊN LOAN",
            "Độc lập - Tự do - Hạnh phúc",
            "Nghiên Loan, ngày 23 tháng 11 năm 2026",
            "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC",
            "(Số liệu tính đến ngày 23 tháng 11 năm 2026)",
            "Điều kiện lọc: Công chức",
            "STT Họ và tên Ngày sinh Hệ số",
            "1 2 3 4",
            "1 Đàm Văn Hà 1965 3,35",
            "2 La Đình Hải 06/1972 4,36",
            "Tổng số: 02 người. Nam: 02 người; Nữ: 0 người.",
            "Theo đối tượng: Cán bộ: 01 người; Viên chức: 01 người.",
            "NGƯỜI LẬP BẢNG CHỦ TỊCH",
            "(Ký, họ tên) (Ký, đóng dấu)",
            "Nhật ký số 1.204 (3f9a01c2) Trang 1/1",
        ]
    )


def test_every_shown_value_of_every_column_appears(make_document: Make, tmp_path: Path) -> None:
    document = make_document(70, tuple(column.name for column in COLUMNS))
    write_pdf(document, tmp_path / "a.pdf")
    said = "".join(pages(tmp_path / "a.pdf"))
    found = set(said.split())
    for row in document.tables[0].rows:
        for value, column in zip(row, document.tables[0].columns, strict=True):
            assert set(shown(value, column.kind).split()) <= found


def test_same_paper_same_bytes(make_document: Make, tmp_path: Path) -> None:
    for name in ("a.pdf", "b.pdf"):
        write_pdf(make_document(40), tmp_path / name)
    assert (tmp_path / "a.pdf").read_bytes() == (tmp_path / "b.pdf").read_bytes()


def test_heading_numbers_and_page_count_on_every_page(make_document: Make, tmp_path: Path) -> None:
    write_pdf(make_document(120), tmp_path / "a.pdf")
    said = pages(tmp_path / "a.pdf")
    assert len(said) > 3
    for number, page in enumerate(said, 1):
        assert f"Trang {number}/{len(said)}" in page
        assert "Họ và tên" in page
    assert sum("CỘNG HÒA XÃ HỘI" in page for page in said) == 1


@pytest.mark.parametrize("count", range(1, 45))
def test_signatures_are_never_alone_nor_cut(make_document: Make, tmp_path: Path, count: int) -> None:
    write_pdf(make_document(count, ("full_name", "post")), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        last = document[len(document) - 1]
        text = last.get_textpage()
        assert "NGƯỜI LẬP BẢNG" in text.get_text_range()
        assert "Họ và tên" in text.get_text_range()
        found = text.search("(Ký, đóng dấu)").get_next()
        assert found is not None
        assert text.get_charbox(found[0])[1] > 100  # room for the signature above the foot of the page


def test_paper_grows_then_letters_shrink_then_columns_part(make_document: Make, tmp_path: Path) -> None:
    names = tuple(column.name for column in COLUMNS)
    for name, count in (("few", 8), ("many", 18), ("all", len(names))):
        write_pdf(make_document(30, names[:count]), tmp_path / f"{name}.pdf")
    assert (paper(tmp_path / "few.pdf"), paper(tmp_path / "many.pdf")) == (A4, A3)
    assert "Phần" not in "".join(pages(tmp_path / "many.pdf"))
    parts = pages(tmp_path / "all.pdf")
    assert paper(tmp_path / "all.pdf") == A3
    assert any("Phần 1/2" in page for page in parts)
    second = next(page for page in parts if "Phần 2/2" in page)
    assert "STT" in second
    assert "Đàm Văn Hà" in second


def test_long_words_and_long_texts_are_broken_not_lost(tmp_path: Path) -> None:
    texts = ["a" * 400, "Nguyễn Phúc Hoàng Thị Thùy Dương Trần Lê Quý Đôn Nghiên Cứu " * 40, "một\nhai\n\nba"]
    write_pdf(text_document(texts), tmp_path / "a.pdf")
    said = words("".join(pages(tmp_path / "a.pdf")))
    said = said.replace("Chữ", "")
    assert words(texts[0]) in said
    assert said.count("NguyễnPhúc") == 40
    assert "mộthaiba" in said


def test_letters_no_font_has_do_no_harm(tmp_path: Path) -> None:
    write_pdf(text_document(["漢字 😀 Nguyễn", "điều\x07khiển", "ﬁ\u00a0x\tx"]), tmp_path / "a.pdf")
    assert "Nguyễn" in pages(tmp_path / "a.pdf")[0]


def test_more_letters_than_one_subset_holds(tmp_path: Path) -> None:
    letters = [chr(code) for code in range(0x00A1, 0x0250)] + ["Nguyễn Thị Ngoan"]
    write_pdf(text_document(letters), tmp_path / "a.pdf")
    said = "".join(pages(tmp_path / "a.pdf"))
    assert "Nguyễn Thị Ngoan" in said
    assert all(letter in said for letter in ("ɏ", "Ơ", "ư"))


def test_a_group_line_is_not_left_at_the_foot_of_a_page(tmp_path: Path) -> None:
    rows = [f"dòng {number}" for number in range(90)]
    groups = tuple(Group(number, f"Nhóm trước dòng {number};") for number in range(90))
    write_pdf(text_document(rows, groups=groups), tmp_path / "a.pdf")
    for page in pages(tmp_path / "a.pdf"):
        lines = [line for line in page.split("\n") if line.startswith(("Nhóm", "dòng"))]
        assert lines[-1].startswith("dòng")


def test_empty_list_and_totals(make_document: Make, tmp_path: Path) -> None:
    write_pdf(make_document(0), tmp_path / "a.pdf")
    assert "Không có người nào đúng điều kiện." in pages(tmp_path / "a.pdf")[0]
    table = Table(
        (Column(("Đơn vị",)), Column(("Số người",), "whole")), [("Văn phòng", 1204)], totals=("Tổng số", 1204)
    )
    write_pdf(Document(("BẢNG",), (table,), watermark="VĂN PHÒNG THỰC HÀNH"), tmp_path / "b.pdf")
    (page,) = pages(tmp_path / "b.pdf")
    assert "Tổng số 1.204" in page


def test_nothing_is_drawn_outside_the_margins(
    make_document: Make, make_person: Callable[..., RosterRow], tmp_path: Path
) -> None:
    long = "Nguyễn Phúc Hoàng Thị Thùy Dương Nghiên Cứu Sinh Trần Lê Quý Đôn"
    write_pdf(
        make_document([make_person(number, full_name=long, post=long * 3) for number in range(40)]), tmp_path / "a.pdf"
    )
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            for place in range(0, text.count_chars(), 7):
                left, bottom, right, top = text.get_charbox(place)
                assert 28 < left <= right < width - 25
                assert 12 < bottom <= top < height - 30


def test_file_knows_its_title_office_and_language(make_document: Make, tmp_path: Path) -> None:
    write_pdf(make_document(1), tmp_path / "a.pdf")
    with pypdfium2.PdfDocument(tmp_path / "a.pdf") as document:
        facts = document.get_metadata_dict()
    assert facts["Title"] == "DANH SÁCH CÁN BỘ, CÔNG CHỨC, VIÊN CHỨC"
    assert facts["Author"] == "Ủy ban nhân dân xã Nghiên Loan"
    raw = (tmp_path / "a.pdf").read_bytes()
    assert b"/Lang (vi-VN)" in raw
    assert b"FontFile2" in raw
    assert b"/Helvetica" not in raw
