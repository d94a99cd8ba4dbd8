"""Letters: every shipped text with facts set into it, what is missing told first, the law of the day cited."""

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.values import PartialDate
from desktop_app.document import Block, OfficialHead, Paper, Paragraph, Signatures, Title, plain
from desktop_app.errors import InvalidInput
from desktop_app.reports.docx import docx_bytes
from desktop_app.reports.letters.engine import Letter, load, names
from desktop_app.reports.letters.facts import Fact, Key, keys, written
from desktop_app.reports.letters.texts import read_letter, shipped_kinds, shipped_text
from desktop_app.reports.paper_pdf import papers_bytes

DAY = date(2026, 2, 5)
MEANT: dict[str, Fact] = {
    "co_quan": "Ủy ban nhân dân xã Nghiên Loan",
    "ky_hieu": "UBND",
    "so": "5",
    "dia_danh": "Nghiên Loan",
    "ngay_ky": DAY,
    "quyen_han": "TM. ỦY BAN NHÂN DÂN",
    "chuc_vu_nguoi_ky": "Chủ tịch",
    "nguoi_ky": "Long Tuấn Sơn",
    "don_vi_luu": "NV",
    "tham_quyen": "Chủ tịch Ủy ban nhân dân xã Nghiên Loan",
    "nguoi_de_nghi": "Trưởng phòng Văn hoá - Xã hội",
    "thi_hanh": "Trưởng phòng Văn hoá - Xã hội, Thủ trưởng các đơn vị có liên quan",
    "danh_xung": "Ông",
    "ho_ten": "Vi Văn Quân",
    "ngay_sinh": PartialDate(1965, 6, 30),
    "noi_sinh": "xã Nghiên Loan",
    "chuc_vu": "Phó Chủ tịch",
    "don_vi": "Ủy ban nhân dân xã Nghiên Loan",
    "so_bhxh": "1900123456",
    "noi_cu_tru": "thôn Khuổi Tuốn",
    "ngay_nghi_huu": date(2026, 8, 1),
    "bhxh": "Bảo hiểm xã hội tỉnh Thái Nguyên",
}


def invented(key: Key) -> Fact:
    if key.name in MEANT:
        return MEANT[key.name]
    if key.kind == "date":
        return date(2026, 3, 1)
    if key.kind == "number":
        return 5
    return ("Lý Thị Thu, ủy viên", "Hồ Văn Long, ủy viên") if key.kind == "list" else f"Giá trị {key.label}"


FACTS = {name: invented(key) for name, key in keys().items()}


def lines(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, OfficialHead):
            yield from (
                block.office,
                f"Số: {block.number}",
                block.place_and_day,
                *([block.about] if block.about else []),
            )
        elif isinstance(block, Title):
            yield from (*block.lines, *([block.about] if block.about else []))
        elif isinstance(block, Paragraph):
            yield plain(block.text)
        elif isinstance(block, Signatures):
            yield from block.recipients
            for each in block.each:
                yield from (*each.role, each.name)


def said(paper: Paper) -> list[str]:
    return list(lines(paper.blocks))


def versions() -> Iterator[tuple[str, str, date]]:
    for kind in shipped_kinds():
        for category, dated in read_letter(kind, shipped_text(kind)).by_category.items():
            for version in dated:
                yield kind, category, version.starts or DAY
                if version.starts is None or version.starts < DAY:
                    yield kind, category, min(version.ends or DAY, DAY)


@pytest.mark.parametrize(("kind", "category", "day"), sorted(set(versions())), ids=str)
def test_every_version_is_whole_when_its_facts_are_known(kind: str, category: str, day: date) -> None:
    letter = load(kind, day, category)
    assert letter.missing(FACTS) == ()
    paper = letter.compose(FACTS)
    for text in said(paper):
        assert not re.search(r"[{}]|\.\.|;\.|,\.| {2}| ,|None", text), text
        assert text.strip()
    assert any("Vi Văn Quân" in text for text in said(paper))


@pytest.mark.parametrize("kind", shipped_kinds())
def test_nothing_is_printed_as_a_blank(kind: str) -> None:
    letter = load(kind, DAY, "CC_LDQL")
    for wanted in letter.keys():  # noqa: SIM118 - no dict
        name = wanted.name
        facts = {**FACTS, name: ""}
        assert [key.name for key in letter.missing(facts)] == [name]
        with pytest.raises(InvalidInput, match=re.escape(keys()[name].label)) as refused:
            letter.compose(facts)
        assert refused.value.field == name
    for key in letter.may_have():
        for text in said(letter.compose({**FACTS, key.name: None})):
            assert text.strip()
            assert not re.search(r": *$| {2}", text) or text.endswith(":"), text


def test_the_notice_of_retirement_is_form_two_of_the_decree() -> None:
    letter = load("retirement_notice", DAY, "CC")
    assert (letter.form, letter.confirmed) == ("Mẫu số 2 Nghị định số 170/2025/NĐ-CP", True)
    assert said(letter.compose({**FACTS, "can_cu_them": None, "co_quan_chu_quan": ""})) == [
        "Ủy ban nhân dân xã Nghiên Loan",
        "Số: 05/TB-UBND",
        "Nghiên Loan, ngày 05 tháng 02 năm 2026",
        "THÔNG BÁO",
        "Về việc nghỉ hưu đối với công chức",
        "Kính gửi: Ông Vi Văn Quân",
        "Căn cứ Bộ luật Lao động ngày 20 tháng 11 năm 2019;",
        "Căn cứ Luật Bảo hiểm xã hội ngày 29 tháng 6 năm 2024;",
        "Căn cứ Luật Cán bộ, công chức ngày 24 tháng 6 năm 2025;",
        "Căn cứ Nghị định số 135/2020/NĐ-CP ngày 18 tháng 11 năm 2020 của Chính phủ quy định về tuổi nghỉ hưu;",
        (
            "Căn cứ Nghị định số 170/2025/NĐ-CP ngày 30 tháng 6 năm 2025 của Chính phủ quy định về tuyển dụng, sử dụng"
            " và quản lý công chức;"
        ),
        "Căn cứ hồ sơ công chức và hồ sơ bảo hiểm xã hội, Ủy ban nhân dân xã Nghiên Loan thông báo:",
        "Ông Vi Văn Quân",
        "Sinh ngày 30 tháng 6 năm 1965",
        "Chức vụ: Phó Chủ tịch",
        "Đơn vị công tác: Ủy ban nhân dân xã Nghiên Loan",
        "Kể từ ngày 01 tháng 8 năm 2026 sẽ được nghỉ hưu để hưởng chế độ bảo hiểm xã hội theo quy định.",
        "Ủy ban nhân dân xã Nghiên Loan thông báo để ông Vi Văn Quân được biết và thực hiện./.",
        "- Ông Vi Văn Quân;",
        "- Bảo hiểm xã hội tỉnh Thái Nguyên;",
        "- Lưu: VT, hồ sơ công chức, NV.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Long Tuấn Sơn",
    ]


def test_the_decision_of_retirement_is_form_three_of_the_decree() -> None:
    texts = said(load("retirement_decision", DAY, "CC").compose(FACTS))
    wanted = [
        "QUYẾT ĐỊNH",
        "Về việc nghỉ hưu để hưởng chế độ bảo hiểm xã hội",
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ NGHIÊN LOAN",
        "Xét đề nghị của Trưởng phòng Văn hoá - Xã hội.",
        "QUYẾT ĐỊNH:",
        "Điều 1. Ông Vi Văn Quân",
        "Số sổ bảo hiểm xã hội: 1900123456",
        "Nơi sinh: xã Nghiên Loan",
        "Được nghỉ hưu để hưởng chế độ bảo hiểm xã hội từ ngày 01 tháng 8 năm 2026.",
        "Nơi cư trú sau khi nghỉ hưu: thôn Khuổi Tuốn",
    ]
    places = [texts.index(text) for text in wanted]
    assert places == sorted(places)
    assert not any("Bộ luật Lao động" in text for text in texts)


@pytest.mark.parametrize(
    ("kind", "category", "day", "cited", "not_cited"),
    [
        ("retirement_notice", "CC", date(2025, 6, 30), "46/2010", "170/2025"),
        ("retirement_notice", "CC", date(2025, 7, 1), "170/2025", "46/2010"),
        ("retirement_notice", "CC", date(2026, 7, 31), "170/2025", "300/2026"),
        ("retirement_notice", "CC", date(2026, 8, 1), "300/2026", "46/2010"),
        ("retirement_notice", "VC", date(2026, 6, 30), "115/2020", "259/2026"),
        ("retirement_notice", "VC", date(2026, 7, 1), "259/2026", "115/2020"),
        ("discipline_decision", "CC", date(2025, 6, 30), "112/2020", "172/2025"),
        ("discipline_decision", "CC", date(2026, 11, 23), "172/2025", "112/2020"),
        ("discipline_decision", "VC", date(2026, 6, 30), "112/2020", "234/2026"),
        ("discipline_decision", "VC_QL", date(2026, 7, 1), "234/2026", "112/2020"),
    ],
)
def test_the_law_of_the_day_and_the_category_is_cited(
    kind: str, category: str, day: date, cited: str, not_cited: str
) -> None:
    text = "\n".join(said(load(kind, day, category).compose(FACTS)))
    assert cited in text
    assert not_cited not in text


def test_a_day_or_a_category_without_a_text_is_told() -> None:
    with pytest.raises(InvalidInput, match="Chưa có mẫu “Thông báo nghỉ hưu”"):
        load("retirement_notice", date(2009, 1, 1), "CC")
    with pytest.raises(InvalidInput, match="Không có mẫu"):
        load("nothing", DAY, "CC")
    letter = load("discipline_decision", DAY, "CC")
    assert letter.missing({})[0].label == "tên cơ quan ban hành"
    old = replace(letter, day=date(2019, 1, 1))
    assert [key.label for key in old.missing(FACTS)] == ["căn cứ pháp lý “nd_ky_luat” có hiệu lực"]


def test_a_draft_leaves_number_and_day_to_the_hand_and_says_what_it_is() -> None:
    letter = load("appointment", DAY, "CC_LDQL")
    facts = {**FACTS, "so": "", "ngay_ky": None}
    assert {key.name for key in letter.missing(facts)} == {"so", "ngay_ky"}
    paper = letter.compose(facts, draft=True)
    head = paper.blocks[0]
    assert isinstance(head, OfficialHead)
    assert head.number == "        /QĐ-UBND"
    assert head.place_and_day == "Nghiên Loan, ngày      tháng      năm 2026"
    assert paper.watermark == "DỰ THẢO"
    assert letter.compose(FACTS, watermark="VĂN PHÒNG THỰC HÀNH").watermark == "VĂN PHÒNG THỰC HÀNH"


def test_an_office_may_write_its_own_text_and_a_slip_in_it_is_told() -> None:
    own = shipped_text("transfer").replace("Điều động {danh_xung:thuong}", "Nay điều động {danh_xung:thuong}")
    letter = load("transfer", DAY, "CC", {"transfer": own})
    assert any(text.startswith("Điều 1. Nay điều động ông Vi Văn Quân") for text in said(letter.compose(FACTS)))
    for wrong, why in (
        (own.replace("{ho_ten}", "{ho_va_ten}"), "ho_va_ten"),
        (own.replace('"nd_quan_ly"', '"nd_khac"'), "nd_khac"),
        (own.replace("recipients", "receivers"), "receivers"),
        (own.replace("keys = [", 'keys = ["ly_do", '), "ly_do"),
    ):
        with pytest.raises(ValueError, match=why):
            read_letter("transfer", wrong)


def test_facts_are_written_as_sentences_want_them() -> None:
    assert written(PartialDate(1965), "dai") == "năm 1965"
    assert written(PartialDate(1965, 2), "dai") == "tháng 02 năm 1965"
    assert written(PartialDate(1965, 6, 30)) == "30/06/1965"
    assert written(date(2026, 8, 1), "dai") == "ngày 01 tháng 8 năm 2026"
    assert (written(5, "2"), written(1234), written(Decimal("0.25"))) == ("05", "1.234", "0,25")
    assert (written("UBND xã", "thuong"), written("Phó Chủ tịch", "thuong")) == ("UBND xã", "phó Chủ tịch")
    with pytest.raises(ValueError, match="la"):
        written("x", "la")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60).filter(str.strip))
def test_any_text_of_a_person_is_set_as_it_is(name: str) -> None:
    letter = load("transfer", DAY, "CC")
    paper = letter.compose({**FACTS, "ho_ten": name.strip() + "x"})
    assert any(name.strip() + "x" in text for text in said(paper))


def test_all_letters_go_into_one_pdf_and_one_word_document() -> None:
    papers = [load(one.kind, DAY, "CC_LDQL").compose(FACTS) for one in names()]
    with pypdfium2.PdfDocument(papers_bytes(papers)) as document:
        text = "".join(page.get_textpage().get_text_range() for page in document)
    assert text.count("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == len(papers) == len(shipped_kinds())
    import docx

    assert len(docx.Document(io.BytesIO(docx_bytes(papers))).sections) == len(papers)


def test_a_hundred_notices_are_a_hundred_pages_each_with_its_name() -> None:
    letter: Letter = load("retirement_notice", DAY, "CC")
    papers = [letter.compose({**FACTS, "ho_ten": f"Vi Văn Quân {number}", "so": number}) for number in range(1, 101)]
    with pypdfium2.PdfDocument(papers_bytes(papers)) as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) == 100
    assert all(f"Vi Văn Quân {number}" in text for number, text in enumerate(texts, 1))
