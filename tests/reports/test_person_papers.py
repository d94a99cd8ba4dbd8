"""The papers of a person: every item in order, everything the register holds on them, what is missing marked."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
from sqlalchemy import select

from db.database import Database, NewOffice
from db.fields import form_fields
from db.models import BY_NAME, Assignment, Award, Organisation, Person, WorkHistory
from db.values import Key, PartialDate
from desktop_app.demo import FILE, make_demo
from desktop_app.document import Document, Paper, Table
from desktop_app.errors import InvalidInput
from desktop_app.reports.paper_pdf import papers_bytes
from desktop_app.reports.person import papers
from desktop_app.reports.person.check_sheet import MISSING, check_sheet
from desktop_app.reports.person.cv_2008 import cv_2008
from desktop_app.reports.person.cv_2023 import cv_2023
from desktop_app.reports.person.facts import FileFacts
from desktop_app.reports.person.kinds import PERSON_PAPERS
from desktop_app.reports.person.papers import file_facts, person_pages, write_person_paper
from desktop_app.reports.person.summary import COLUMNS, summary
from desktop_app.services.catalogs import catalog
from desktop_app.services.opening import create_register
from desktop_app.services.person.completeness import completeness
from desktop_app.services.person.papers import set_photo
from desktop_app.services.person.trail import trail
from desktop_app.services.practice.office import make_practice
from desktop_app.services.work import Work, changing, reading

DAY = date(2026, 11, 23)


class Ticking:
    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("practice") / "so.snv"
    make_practice(path, Ticking())
    return path


@pytest.fixture
def database(practice: Path) -> Iterator[Database]:
    made = Database(practice, actor="lan", clock=Ticking())
    yield made
    made.close()


@pytest.fixture
def work(database: Database) -> Iterator[Work]:
    with reading(database, DAY) as made:
        yield made


def everybody(work: Work) -> list[Key]:
    return list(work.session.scalars(select(Person.key).order_by(Person.staff_number)))


def pdf_text(made: bytes) -> str:
    with pypdfium2.PdfDocument(made) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    return "".join(text.split())


def items(text: str) -> list[str]:
    return re.findall(r"(?:^|\s)(\d{1,2}(?:\.\d)?)\) ", text)


def test_every_item_of_the_form_of_2023_stands_in_its_order(work: Work) -> None:
    text = pdf_text(person_pages(work, "cv_2023", everybody(work)[:1]))
    whole = [str(number) for number in range(1, 39)]
    wanted: list[str] = []
    for number in whole:
        wanted.append(number)
        count = {"30": 3, "32": 6, "34": 3, "35": 2, "36": 2, "37": 3}.get(number, 0)
        wanted += [f"{number}.{part}" for part in range(1, count + 1)]
    assert items(text) == wanted


def test_every_item_of_the_form_of_2008_stands_in_its_order(work: Work) -> None:
    text = pdf_text(person_pages(work, "cv_2008", everybody(work)[:1]))
    wanted = [str(number) for number in range(1, 33)]
    wanted[14:15] = [f"15.{part}" for part in range(1, 7)]
    assert items(text) == wanted


@pytest.mark.parametrize(("kind", "of_form"), [("cv_2023", "item"), ("cv_2008", "old_item")])
def test_everything_with_an_item_number_is_on_the_form(work: Work, kind: str, of_form: str) -> None:
    for person in everybody(work)[:12]:
        facts = file_facts(work, person)
        text = squeezed(pdf_text(person_pages(work, kind, [person]))).lower()
        for field in form_fields(Person):
            said = facts.file.person.texts[field.name]
            if said and getattr(field, of_form) and field.name != "born":
                assert squeezed(said).lower() in text, (facts.file.name, field.label)
        for part in facts.file.parts:
            for row in part.rows if part.record in {"family_member", "salary_step"} else ():
                for name in ("full_name", "rank_code", "coefficient"):
                    assert squeezed(row.texts.get(name, "")).lower() in text


def test_word_says_what_the_pages_say(work: Work, tmp_path: Path) -> None:
    import docx

    person = everybody(work)[3]
    for kind in ("cv_2023", "cv_2008"):
        write_person_paper(work, kind, [person], tmp_path / "a.docx")
        document = docx.Document(str(tmp_path / "a.docx"))
        pages = set(pdf_text(person_pages(work, kind, [person])).split())
        texts = [line.text for line in document.paragraphs]
        texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert {word for text in texts for word in text.split()} <= pages


def test_pay_of_the_form_of_2008_goes_on_below_after_eight_changes(work: Work) -> None:
    found = [file_facts(work, person) for person in everybody(work)]
    most = max(found, key=lambda facts: len(facts.rows("salary_step")))
    count = len(most.rows("salary_step"))
    assert count > 8
    tables = [
        block for block in cv_2008(most).blocks if isinstance(block, Table) and block.columns[0].title == ("Tháng/năm",)
    ]
    assert len(tables) == -(-count // 8)
    assert all(len(table.columns) == 9 for table in tables)


def test_a_very_long_value_is_broken_and_never_cut(work: Work) -> None:
    facts = file_facts(work, everybody(work)[0])
    long = " ".join(f"thônBảnMới{number}" for number in range(120)) + " " + "x" * 300
    person = facts.file.person
    texts = {**person.texts, "address": long, "assessment": long, "main_work": long}
    changed = replace(facts, file=replace(facts.file, person=replace(person, texts=texts)))
    for make in (cv_2023, cv_2008):
        paper: Paper = make(changed)
        made = papers_bytes([paper])
        words = pdf_text(made).split()
        assert {words.count(f"thônBảnMới{number}") for number in range(120)} == {3}
        assert sum(len(word) for word in words if set(word) == {"x"} and len(word) > 1) == 3 * 300
        with pypdfium2.PdfDocument(made) as document:
            for page in document:
                letters = page.get_textpage()
                rights = [letters.get_charbox(place)[2] for place in range(letters.count_chars())]
                assert max(rights) <= 196 / 25.4 * 72


def test_the_photo_is_on_the_form(practice: Path, tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (400, 600), (10, 120, 200)).save(tmp_path / "anh.png")
    database = Database(practice, actor="lan", clock=Ticking())
    try:
        with reading(database, DAY) as work:
            person = everybody(work)[5]
        with changing(database, DAY, "edit", "Đặt ảnh") as work:
            set_photo(work, person, tmp_path / "anh.png")
        with reading(database, DAY) as work:
            facts = file_facts(work, person)
            made = person_pages(work, "cv_2023", [person])
    finally:
        database.close()
    assert facts.photo
    with pypdfium2.PdfDocument(made) as document:
        drawn = document[0].render(scale=1)
        colours = {bytes(drawn.buffer[at : at + 3]) for at in range(0, drawn.stride * 300, drawn.n_channels)}
        drawn.close()
    assert any(blue > 190 and red < 20 for blue, _green, red in colours)


def _sheet_texts(facts: FileFacts, work: Work) -> list[str]:
    document = check_sheet(facts, trail(work.raw, facts.file.key))
    return [str(cell) for row in document.tables[0].rows for cell in row]


def test_the_check_sheet_holds_every_value_and_marks_what_is_missing(work: Work, tmp_path: Path) -> None:
    for person in everybody(work)[:8]:
        facts = file_facts(work, person)
        texts = "\n".join(_sheet_texts(facts, work))
        for row in (facts.file.person, *(row for part in facts.file.parts for row in part.rows)):
            for field in form_fields(BY_NAME[row.record]):
                if row.texts[field.name] and not field.blob:
                    assert row.texts[field.name] in texts, (row.record, field.label)
        missing = [one for one in completeness(facts.file).missing if one.level != "rest"]
        assert texts.count(MISSING) == len(missing)
    write_person_paper(work, "check", [everybody(work)[0]], tmp_path / "phieu.xlsx")
    import openpyxl

    sheet = openpyxl.load_workbook(tmp_path / "phieu.xlsx").active
    assert sheet is not None
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value is not None]
    for wanted in ("PHIẾU KIỂM TRA DỮ LIỆU HỒ SƠ", "Sửa lại (nếu sai hoặc thiếu)", MISSING, "NGƯỜI CÓ HỒ SƠ"):
        assert wanted in cells
    with pytest.raises(InvalidInput, match="từng người"):
        person_pages(work, "check", everybody(work)[:2])
    with pytest.raises(InvalidInput, match=r"\.pdf hoặc \.xlsx"):
        write_person_paper(work, "check", [everybody(work)[0]], tmp_path / "phieu.docx")


def test_the_summary_list_has_the_seventy_one_columns_of_the_form(work: Work, tmp_path: Path) -> None:
    assert len(COLUMNS) + 1 == 71  # the number before them
    people = everybody(work)
    files = [file_facts(work, person) for person in people]
    document = summary(files, DAY)
    (table,) = document.tables
    assert [len(row) for row in table.rows] == [71] * len(people)
    names = [row[2] for row in table.rows]
    assert names == [facts.file.name for facts in files]
    ages = {row[5] for row in table.rows}
    assert ages <= {None, *range(18, 70)}  # one file has no birth, on purpose
    short = summary(files, DAY, only_filled=True)
    assert 20 < len(short.tables[0].columns) < 60
    write_person_paper(work, "summary", people, tmp_path / "trich-ngang.xlsx")
    assert "Hoàng Văn Hoàng" in squeezed_names(tmp_path / "trich-ngang.xlsx")
    text = squeezed(pdf_text(person_pages(work, "summary", people)))
    assert all(squeezed(facts.file.name) in text for facts in files)


def squeezed_names(path: Path) -> set[str]:
    import openpyxl

    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return {str(cell.value) for line in sheet.iter_rows() for cell in line}


def test_an_imported_file_names_the_cells_it_came_from_and_the_demo_writes_a_cv(tmp_path: Path) -> None:
    told: list[str] = []
    make_demo(tmp_path, 6, DAY, Ticking(), told.append)
    assert any("so-yeu-ly-lich.pdf" in text for text in told)
    text = pdf_text((tmp_path / "so-yeu-ly-lich.pdf").read_bytes())
    assert "SƠ YẾU LÝ LỊCH" in text
    assert "38) Nhận xét" in text
    database = Database(tmp_path / FILE, actor="lan", clock=Ticking())
    try:
        with reading(database, DAY) as work:
            facts = file_facts(work, everybody(work)[0])
            sources = {str(row[4]) for row in check_sheet(facts, trail(work.raw, facts.file.key)).tables[0].rows}
    finally:
        database.close()
    assert any(re.search(r"danh-sach\.xlsx, trang “.+”, ô [A-Z]+\d+", source) for source in sources)


def test_every_paper_has_a_name_and_its_endings() -> None:
    assert {one.kind: one.endings for one in PERSON_PAPERS} == {
        "cv_2023": (".pdf", ".docx"),
        "cv_2008": (".pdf", ".docx"),
        "check": (".pdf", ".xlsx"),
        "summary": (".pdf", ".xlsx"),
    }


def test_the_list_of_many_is_read_many_at_a_time_and_says_what_each_file_says(
    work: Work, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = everybody(work)
    for as_of in (None, date(2020, 6, 30)):
        one_by_one = summary([file_facts(work, key, as_of) for key in people], as_of or DAY)
        written: list[Document] = []
        with monkeypatch.context() as patch:
            patch.setattr(papers, "write_document", lambda document, _out, kept=written: kept.append(document))
            patch.setattr(
                papers, "file_facts", None
            )  # a file with everything, read for one line, took six seconds for 1,000
            write_person_paper(work, "summary", people, tmp_path / "trich-ngang.xlsx", as_of)
        assert written == [one_by_one]


def test_what_the_forms_say_of_honours_reappointment_age_and_work_before_is_so(tmp_path: Path) -> None:
    made = create_register(tmp_path / "so.snv", NewOffice("UBND xã"), Ticking())
    with changing(made, DAY, "add", "thêm") as work:
        person = Person(full_name="Vi Văn Sơn", born=PartialDate(1980, 12))
        work.session.add(person)
        key = person.key
        since = {"Hết tạm đình chỉ, trở lại công tác": date(2022, 5, 1), "Bổ nhiệm lại": date(2023, 6, 1)}
        for name, starts in since.items():
            kind = catalog("movement").match(name).entry
            assert kind is not None
            post = Assignment(person=key, main=True, post="Trưởng phòng", movement=kind.code, starts=starts)
            post.ends = date(2023, 5, 31) if starts.year == 2022 else None
            work.session.add(post)
        work.session.add(WorkHistory(person=key, workplace="Công ty Chè", post="Công nhân", starts=PartialDate(1999)))
        for title, year in (("Thầy thuốc Ưu tú", 2010), ("Thầy thuốc Nhân dân", 2018), ("Giấy khen của xã", 2025)):
            work.session.add(Award(person=key, title=title, awarded_on=PartialDate(year)))
        for name, post_held in (("Đoàn TNCS Hồ Chí Minh", "Bí thư"), ("Công đoàn Việt Nam", "Chủ tịch")):
            work.session.add(Organisation(person=key, name=name, post=post_held, starts=PartialDate(2000)))
    with reading(made, DAY) as work:
        facts = file_facts(work, key)
        (line,) = summary([facts], DAY).tables[0].rows
        told = dict(zip([column.title for column in COLUMNS], line[1:], strict=True))
        assert told["Tuổi"] == 45  # as in the lists: December is to come
        assert told["Chức vụ Đoàn"] == "Bí thư"
        assert told["Danh hiệu được phong tặng cao nhất"] == "Thầy thuốc Nhân dân"
        new, old = (squeezed(pdf_text(papers_bytes([make(facts)]))) for make in (cv_2023, cv_2008))
        assert squeezed("phê chuẩn nhiệm kỳ tiếp theo: 6/2023") in new
        assert squeezed("Danh hiệu nhà nước phong tặng: Thầy thuốc Nhân dân; Thầy thuốc Ưu tú") in new
        assert squeezed("Danh hiệu được phong tặng cao nhất: Thầy thuốc Nhân dân20)") in old.replace(".", "")
        before = [row for row in facts.career() if row[2] == "Công ty Chè"]
        assert [(row[0], row[1].strip()) for row in before] == [("1999", "")]
        assert [row[1] for row in facts.career()][-1] == "nay"
    made.close()
