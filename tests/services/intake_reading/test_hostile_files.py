"""Files that are broken, locked or meant to harm: one clear sentence, never a hang or a crash."""

import random
import struct
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from desktop_app.errors import InvalidInput
from desktop_app.services.intake.grid import MOST_COLUMNS, read_workbook
from desktop_app.services.intake.hostile import examined
from desktop_app.services.intake.plan import Plan
from desktop_app.services.intake.service import open_file

Make = Callable[..., Path]
ROWS = (("STT", "Họ và tên", "Ngày sinh"), (1, "Lê Văn Ba", "25/03/1979"))
SHEET = "xl/worksheets/sheet1.xml"
FAR = "tận cùng bảng"


@pytest.fixture
def good(save: Make) -> Path:
    return save(ROWS)


def _before_end(more: bytes) -> Callable[[bytes], bytes]:
    return lambda text: text.replace(b"</sheetData>", more + b"</sheetData>")


def test_the_workbook_that_the_tests_damage_is_good(good: Path) -> None:
    assert len(open_file(good).layout.data_rows) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "rỗng"),
        (b"\x00" * 4096, "rỗng"),
        (b" \r\n", "rỗng"),
        (b"PK\x03\x04", "hỏng hoặc bị cắt cụt"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "không phải bảng tính"),
        ("Nguyễn Văn An\n".encode("utf-16")[:-1], "Không tìm thấy dòng tiêu đề"),
        ("<html><body>Không có bảng</body></html>".encode(), "không có bảng nào"),
        ('Họ tên,Ngày sinh\nAn,"1965\n'.encode() + b"x" * 1_100_000, "dòng 3 của tệp CSV: có ô dài quá"),
        (b"<?xml version='1.0'?><Workbook><Worksheet/></Workbook>", "không có bảng nào"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "không phải bảng tính Excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "đặt mật khẩu"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
            + "Workbook".encode("utf-16-le")
            + b"\x09\x08\x10\x00\x00\x06\x05\x00" + b"\x00" * 12 + b"\x2f\x00\x36\x00",
            "đặt mật khẩu",
        ),
    ],
)  # fmt: skip
def test_what_is_no_readable_workbook_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "danh-sach.xlsx"
    path.write_bytes(content)
    with pytest.raises(InvalidInput, match=said):
        open_file(path)


def test_no_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="Không tìm thấy tệp"):
        open_file(tmp_path / "không-có.xlsx")
    with pytest.raises(InvalidInput, match=r"[Tt]hư mục"):
        open_file(tmp_path)


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9, 0.99])
def test_a_workbook_cut_short_is_told(good: Path, kept: float) -> None:
    content = good.read_bytes()
    good.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(InvalidInput, match="cắt cụt"):
        open_file(good)


@pytest.mark.parametrize("sample", ["danh-sach-xa-25.xlsx", "danh-sach-tcvn3.xls", "danh-sach-xa-25.csv"])
def test_bytes_changed_at_random_end_in_a_list_or_a_sentence(samples: Path, tmp_path: Path, sample: str) -> None:
    chance, whole = random.Random(7), (samples / sample).read_bytes()
    for _ in range(40):
        content = bytearray(whole)
        for _ in range(chance.choice((1, 5, 40))):
            content[chance.randrange(len(content))] = chance.randrange(256)
        (tmp_path / "hỏng.xlsx").write_bytes(content)
        with suppress(InvalidInput):
            read_workbook(tmp_path / "hỏng.xlsx")


def test_a_panic_of_the_reader_is_told(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, good: Path
) -> None:
    import python_calamine

    panic: type[BaseException] = type("PanicException", (BaseException,), {})

    def fails(_: Any) -> Any:
        raise panic("range end index 64 out of range")

    monkeypatch.setattr(python_calamine.CalamineWorkbook, "from_filelike", fails, raising=False)
    with pytest.raises(InvalidInput, match="tệp hỏng"):
        read_workbook(good)


@pytest.mark.parametrize(
    ("sample", "named"),
    [
        ("danh-sach-tcvn3.xls", "danh-sach.xlsx"),
        ("danh-sach-xa-25.csv", "danh-sach.xlsx"),
        ("danh-sach-xa-25.xlsx", "danh-sach.csv"),
        ("danh-sach-xa-25.xlsx", "danh-sach.xls"),
        ("danh-sach-xa-25.xlsx", "danh-sach"),
    ],
)
def test_a_file_is_known_by_its_content_and_not_by_its_name(
    samples: Path, tmp_path: Path, sample: str, named: str
) -> None:
    (tmp_path / named).write_bytes((samples / sample).read_bytes())
    assert len(open_file(tmp_path / named).layout.data_rows) == 25


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bom.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(260):
                part.write(b" " * (1 << 20))
    with pytest.raises(InvalidInput, match="bung ra lớn bất thường"):
        open_file(path)


def test_a_part_that_unpacks_to_more_than_it_declares_is_refused(good: Path, rewritten: Make) -> None:
    path = rewritten(good, SHEET, lambda text: text.replace(b"</sheetData>", b" " * 50_000_000 + b"</sheetData>"))
    with zipfile.ZipFile(path) as archive:
        true = struct.pack("<I", archive.getinfo(SHEET).file_size)
    path.write_bytes(path.read_bytes().replace(true, struct.pack("<I", 1000)))
    with pytest.raises(InvalidInput, match="cắt cụt"):
        open_file(path)


@pytest.mark.parametrize("value", [b"&lol9;", b"&file;"])
def test_entities_are_not_followed(good: Path, rewritten: Make, value: bytes) -> None:
    steps = b"".join(
        b'<!ENTITY lol%d "%s">' % (level, b"&lol%d;" % (level - 1) * 10 if level else b"lol") for level in range(10)
    )
    head = b'<!DOCTYPE x [<!ENTITY file SYSTEM "file:///etc/hostname">' + steps + b"]>"
    name = "Lê Văn Ba"  # the writer of the workbook may spell its letters by number

    def poisoned(text: bytes) -> bytes:
        changed = text.replace(name.encode(), value).replace(name.encode("ascii", "xmlcharrefreplace"), value)
        assert changed != text
        return head + changed

    path = rewritten(good, SHEET, poisoned)
    with pytest.raises(InvalidInput, match="tệp hỏng"):
        open_file(path)


@pytest.mark.parametrize(
    "more",
    [
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b"<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        b'<row\nr = "1048576"><c\tr = "XFD1048576"><v>1</v></c></row>',
        b'<row r="5"><c r="XFD5"><v>1</v></c></row><row r="1048576"><c><v>1</v></c></row>',
        b'<row r="5">' + b"<c><v>1</v></c>" * 16384 + b'</row><row r="1048576"><c><v>1</v></c></row>',
    ],
    ids=["corner", "other quotes", "spaces", "row without a cell's place", "cells without places"],
)
def test_a_value_at_the_far_corner_is_told(good: Path, rewritten: Make, more: bytes) -> None:
    with pytest.raises(InvalidInput, match=FAR):
        open_file(rewritten(good, SHEET, _before_end(more)))


def test_a_value_at_the_far_corner_of_a_sheet_with_another_file_name(good: Path, rewritten: Make) -> None:
    other = "xl/worksheets/trang.xml"
    rewritten(
        good, "xl/_rels/workbook.xml.rels", lambda text: text.replace(b"sheet1.xml", b"trang.xml"), {SHEET: other}
    )
    assert len(open_file(good).layout.data_rows) == 1
    path = rewritten(good, other, _before_end(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    with pytest.raises(InvalidInput, match=FAR):
        open_file(path)


def _ods(path: Path, rows: str) -> Path:
    names = "".join(f' xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="A">{rows}</table:table></office:spreadsheet></office:body>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
    return path


def _ods_row(*cells: str, repeat: str = "") -> str:
    inside = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{c}</text:p></table:table-cell>' for c in cells
    )
    return f"<table:table-row{repeat}>{inside}</table:table-row>"


def test_an_opendocument_sheet_is_read_and_its_blank_rest_is_nothing(tmp_path: Path) -> None:
    rest = (
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    people = _ods_row("STT", "Họ và tên", "Ngày sinh") + _ods_row("1", "Lê Văn Ba", "25/03/1979")
    assert len(open_file(_ods(tmp_path / "a.ods", people + rest)).layout.sheet.rows) == 2


@pytest.mark.parametrize(
    "bomb",
    [
        _ods_row("x", repeat=' table:number-rows-repeated="20000000"'),
        _ods_row("x").replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="4000000000"'),
        _ods_row(repeat=' table:number-rows-repeated="1048570"')
        + _ods_row("x").replace(
            "<table:table-cell", '<table:table-cell table:number-columns-repeated="16383"/><table:table-cell'
        ),
    ],
)
def test_repetitions_of_an_opendocument_sheet_are_counted_before_it_is_read(tmp_path: Path, bomb: str) -> None:
    with pytest.raises(InvalidInput, match=FAR):
        open_file(_ods(tmp_path / "a.ods", _ods_row("STT", "Họ và tên", "Ngày sinh") + bomb))


@pytest.mark.parametrize(("row", "column", "refused"), [(1_048_575, 16_383, True), (100, 40, False)])
def test_a_binary_sheet_is_measured_before_it_is_read(tmp_path: Path, row: int, column: int, *, refused: bool) -> None:
    path = tmp_path / "a.xlsb"
    records = b"\x00\x19" + struct.pack("<I", row) + bytes(21) + b"\x05\x10" + struct.pack("<I", column) + bytes(12)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
        archive.writestr("[Content_Types].xml", "<Types>" + "x" * 500 + "</Types>")
        archive.writestr("xl/printerSettings1.bin", bytes(range(256)) * 20)
        archive.writestr("xl/worksheets/sheet1.bin", b"\x81\x01\x00" + records)
    if refused:
        with pytest.raises(InvalidInput, match=FAR):
            examined(path)
    else:
        assert examined(path)[1] == "xlsb"


def test_a_million_blank_rows_hide_nobody(good: Path, rewritten: Make) -> None:
    last = (
        '<row r="1048576"><c r="A1048576"><v>2</v></c><c r="B1048576" t="inlineStr"><is><t>Lý Thị Tư</t></is></c>'
        '<c r="C1048576" t="inlineStr"><is><t>26/03/1981</t></is></c></row>'
    )
    opened = open_file(rewritten(good, SHEET, _before_end(last.encode())))
    assert opened.layout.data_rows == (2, 1_048_576)


def test_a_hundred_thousand_rows_of_format_only_are_nothing(good: Path, rewritten: Make) -> None:
    more = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 100_000))
    assert len(open_file(rewritten(good, SHEET, _before_end(more))).layout.sheet.rows) == 2


def test_values_beyond_the_widest_list_are_not_cut_in_silence(save: Make) -> None:
    def far(workbook: Any) -> None:
        workbook.worksheets[0].cell(2, 16_384, "lạc")

    with pytest.raises(InvalidInput, match=f"sau cột thứ {MOST_COLUMNS}"):
        open_file(save(ROWS, also=far))


def test_a_heading_of_16384_columns_is_told(tmp_path: Path) -> None:
    wide = ["STT", "Họ và tên", "Ngày sinh", *(f"Cột {number}" for number in range(16_381))]
    (tmp_path / "rộng.csv").write_text(",".join(wide) + "\n1,Lê Văn Ba,25/03/1979\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match="cột thừa"):
        open_file(tmp_path / "rộng.csv")


def test_a_csv_with_many_commas_inside_its_cells(tmp_path: Path) -> None:
    lines = ["STT;Họ và tên;Ngày sinh;Quê quán;Hệ số"] + [
        f"{n};Lê Văn {letter};2{n}/03/1979;thôn {n}, xã Bộc Bố, huyện Pác Nặm, tỉnh Bắc Kạn, Việt Nam;3,33"
        for n, letter in enumerate("ABCD", 1)
    ]
    (tmp_path / "a.csv").write_text("\n".join(lines), encoding="utf-8")
    assert len(open_file(tmp_path / "a.csv").mapping) == 5


@pytest.mark.parametrize(
    ("cell", "error"), [("<f>1+1</f>", True), ("<f>1+1</f><v/>", True), ("<f>1+1</f><v></v>", True), ("<f>A2</f><v>7</v>", False)]
)  # fmt: skip
def test_a_formula_without_its_value_is_an_error(
    save: Make, rewritten: Make, opened_plan: Callable[..., tuple[Any, Plan]], cell: str, *, error: bool
) -> None:
    path = save([(*ROWS[0], "Quê quán"), (1, "Lê Văn Ba", "25/03/1979", "=1+1")])
    path = rewritten(path, SHEET, lambda text: _with_formula(text, cell))
    _, plan = opened_plan(path)
    assert [(f.row, f.col, f.kind) for f in plan.findings] == ([(2, 4, "formula_without_value")] if error else [])


def _with_formula(text: bytes, cell: str) -> bytes:
    start = text.index(b'<c r="D2"')
    end = text.index(b"</c>", start)
    return text[:start] + b'<c r="D2">' + cell.encode() + text[end:]


def test_rows_of_nothing_but_formulas_without_values_are_people_with_errors(
    save: Make, opened_plan: Callable[..., tuple[Any, Plan]]
) -> None:
    path = save([*ROWS, ("=A2+1", "=B2", "=C2"), (3, "=B2", "26/03/1980"), ("=A4+1", "=B2", "=C2")])
    _, plan = opened_plan(path)
    assert [person.outcome for person in plan.people] == ["new", "left_out", "left_out", "left_out"]
    assert {f.row for f in plan.findings} == {3, 4, 5}


def test_formulas_are_looked_for_on_their_own_sheet(save: Make, rewritten: Make) -> None:
    def sheets(workbook: Any) -> None:
        workbook.create_sheet("Phụ")["B1"] = "=1+1"

    path = save(ROWS, also=sheets)
    # the files of the two sheets change their numbers; only the workbook's relations know
    swap = {SHEET: "xl/worksheets/sheet2.xml", "xl/worksheets/sheet2.xml": SHEET}
    rewritten(
        path,
        "xl/_rels/workbook.xml.rels",
        lambda text: (
            text.replace(b"sheet1.", b"sheet0.").replace(b"sheet2.", b"sheet1.").replace(b"sheet0.", b"sheet2.")
        ),
        swap,
    )
    main, other = read_workbook(path).sheets
    assert (main.name, main.uncomputed) == ("Danh sách", frozenset())
    assert (other.name, other.uncomputed) == ("Phụ", frozenset({(1, 2)}))


def test_a_value_from_another_workbook_is_the_one_saved(
    save: Make, rewritten: Make, opened_plan: Callable[..., tuple[Any, Plan]]
) -> None:
    path = save([(*ROWS[0], "Quê quán"), (1, "Lê Văn Ba", "25/03/1979", "x")])
    linked = "<f>[1]Sheet1!$A$1</f><v>Bắc Kạn</v>"
    rewritten(path, SHEET, lambda text: _with_formula(text, linked).replace(b'<c r="D2">', b'<c r="D2" t="str">'))
    _, plan = opened_plan(path)
    assert plan.people[0].values["home_town"] == "Bắc Kạn"
    assert not plan.findings
