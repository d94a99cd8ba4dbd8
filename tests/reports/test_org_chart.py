"""The picture of the organisation and the lists of units: what they say, in which files."""

import html
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.reports.export import write_document
from desktop_app.reports.lists.roster import OfficeHead
from desktop_app.reports.lists.units import UnitLines, positions_document, units_document
from desktop_app.reports.org_chart import ChartHead, chart_pdf, chart_svg, draw_chart, write_chart
from desktop_app.services.organisation.staffing import PositionRow, QuotaRow, positions, quotas
from desktop_app.services.organisation.view import TreeRow, unit_tree
from desktop_app.services.practice.office import BEFORE, DAY
from desktop_app.services.work import reading

OFFICE = OfficeHead("UBND xã An Bình", "UBND tỉnh Thái Nguyên", "An Bình")


@pytest.fixture
def read(practice: Path) -> tuple[tuple[TreeRow, ...], tuple[TreeRow, ...], list[QuotaRow], list[PositionRow]]:
    database = Database(practice, actor="lan", writable=False)
    with reading(database, DAY) as work:
        found = unit_tree(work, DAY), unit_tree(work, BEFORE), quotas(work, DAY), positions(work, DAY)
    database.close()
    return found


def texts(svg: str) -> list[str]:
    return [html.unescape(text).strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", svg)]


def test_the_picture_holds_every_unit_its_head_and_its_people_in_vietnamese(
    read: tuple[tuple[TreeRow, ...], ...], tmp_path: Path
) -> None:
    now, before = read[0], read[1]
    drawing = draw_chart(
        now, now[0].key, ChartHead("Xã An Bình", DAY, "UBND xã An Bình", practice=True, source="thao tác số 2")
    )
    said = texts(chart_svg(drawing))
    whole = " ".join(said)
    assert "SƠ ĐỒ TỔ CHỨC XÃ AN BÌNH" in said
    assert "(Số liệu tính đến ngày 23 tháng 11 năm 2026)" in said
    assert "VĂN PHÒNG THỰC HÀNH" in said
    assert "Triệu Quang Huy" in said
    assert all(row.name in whole or all(word in whole for word in row.name.split()) for row in now)
    assert "55 người" in said
    write_chart(drawing, tmp_path / "a.svg")
    write_chart(drawing, tmp_path / "a.pdf")
    assert (tmp_path / "a.svg").read_text(encoding="utf-8").count("<text") == len(said)
    page = pypdfium2.PdfDocument(tmp_path / "a.pdf")[0]
    assert "Trường Tiểu học Minh Tân" in page.get_textpage().get_text_bounded()
    assert chart_pdf(drawing) == (tmp_path / "a.pdf").read_bytes()
    eve = texts(chart_svg(draw_chart(before, None, ChartHead("Huyện Khe Vàng", BEFORE))))
    assert "Trạm Y tế xã Bản Hạ" in eve
    with pytest.raises(InvalidInput, match="không có vào ngày 30/06/2025"):
        draw_chart(before, now[0].key, ChartHead("Xã An Bình", BEFORE))
    with pytest.raises(InvalidInput, match="pdf hoặc"):
        write_chart(drawing, tmp_path / "a.png")


def test_long_names_wrap_and_hundreds_of_units_stay_inside_the_picture() -> None:
    top = row(b"0", None, 0, "Ủy ban nhân dân huyện Khe Vàng")
    rows = [top]
    for number in range(40):
        key = bytes([1, number])
        rows.append(
            row(key, top.key, 1, f"Trường Phổ thông dân tộc bán trú Trung học cơ sở Nà Phạc Khuổi Slao số {number}")
        )
        rows += [row(bytes([2, number, inner]), key, 2, f"Tổ{'x' * 60}{inner}") for inner in range(3)]
    drawing = draw_chart(rows, top.key, ChartHead(top.name, DAY))
    boxes: list[Any] = [shape for shape in drawing.contents if type(shape).__name__ == "Rect"]
    assert len(boxes) == len(rows) + 1
    assert all(box.x >= 0 and box.x + box.width <= drawing.width for box in boxes)
    assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in boxes)
    placed = sorted((box.x, box.y, box.width, box.height) for box in boxes[1:])
    assert len(set(placed)) == len(rows)


def row(key: bytes, parent: bytes | None, depth: int, name: str) -> TreeRow:
    return TreeRow(key, parent, depth, name, "", "", 1, 1, {"CC": 1}, ("Nông Văn Sơn",), None, None)


def test_the_lists_say_quota_present_free_over_and_vacant(
    read: tuple[tuple[TreeRow, ...], tuple[TreeRow, ...], list[QuotaRow], list[PositionRow]], tmp_path: Path
) -> None:
    now, _, held, places = read
    paper = units_document(UnitLines(now, held, places, DAY), OFFICE, DAY)
    table = paper.tables[0]
    heads = [column.title for column in table.columns]
    line = {str(cells[1]).strip(): dict(zip(heads, cells, strict=True)) for cells in table.rows}
    trade = line["Phòng Kinh tế xã An Bình"]
    assert [trade["Công chức", title] for title in ("Giao", "Có mặt", "Còn", "Vượt")] == [6, 7, 0, 1]
    assert trade["Người đứng đầu",] == "Dương Minh Quân"
    assert line["Phòng Văn hoá - Xã hội xã An Bình"]["Vị trí khuyết",] == 1
    assert line["Xã An Bình"]["Công chức", "Giao"] == 22
    assert "Vượt biên chế được giao: 1 người" in paper.notes[0]
    jobs = positions_document(places, DAY, OFFICE, DAY)
    found = {(cells[1], cells[2]): cells for cells in jobs.tables[0].rows}
    nurse = found["Trạm Y tế xã An Bình", "Điều dưỡng"]
    assert nurse[8:11] == (4, 3, 1)
    for document, name in ((paper, "don-vi"), (jobs, "vi-tri")):
        for kind in (".xlsx", ".pdf", ".csv"):
            write_document(document, tmp_path / f"{name}{kind}")
            assert (tmp_path / f"{name}{kind}").stat().st_size > 500
