"""The papers of a case: facts from the case, what is missing told first, every form printable, also those that are no more."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import DisciplineCase, Person
from desktop_app.document import Paragraph, plain
from desktop_app.errors import InvalidInput
from desktop_app.law.discipline import FORMS
from desktop_app.reports.letters.discipline import (
    STEPS,
    Draft,
    default_day,
    letter_pdf,
    paper_of,
    prepare,
    write_letter,
)
from desktop_app.reports.letters.engine import names
from desktop_app.services.discipline.case import case_view
from desktop_app.services.practice.office import DAY
from desktop_app.services.work import Work, reading

if TYPE_CHECKING:
    from desktop_app.reports.letters.facts import Fact


@pytest.fixture
def work(register: Database) -> Iterator[Work]:
    with reading(register, DAY) as made:
        yield made


def case_of(work: Work, name: str) -> bytes:
    query = select(DisciplineCase.key).join(Person, Person.key == DisciplineCase.person).where(Person.full_name == name)
    return work.session.scalars(query).one()


def filled(work: Work, case: bytes, kind: str, day: date, **more: Any) -> Draft:
    """A draft with everything that is missing typed."""
    ready = prepare(work, case, Draft(kind, day, {}, **more))
    values: dict[str, Fact] = {
        "date": date(2026, 12, 1),
        "number": 3,
        "list": ("Một người", "Hai người"),
        "text": "đã ghi",
    }
    typed: dict[str, Fact] = {key.name: "7" if key.name == "so" else values[key.kind] for key in ready.missing}
    return Draft(kind, day, typed, **more)


def texts(work: Work, case: bytes, draft: Draft) -> str:
    return "\n".join(plain(one.text) for one in paper_of(work, case, draft).blocks if isinstance(one, Paragraph))


def test_every_letter_of_discipline_has_its_step() -> None:
    assert {one.kind for one in names() if one.kind.startswith("discipline_")} == set(STEPS)


@pytest.mark.parametrize("kind", STEPS)
def test_every_paper_of_a_case_becomes_pages_and_word(work: Work, tmp_path: Path, kind: str) -> None:
    case = case_of(work, "Dương Minh Quân" if kind not in {"discipline_end", "discipline_revoke"} else "Sùng A Nam")
    view = case_view(work, case, DAY)
    draft = filled(work, case, kind, default_day(view, kind, DAY), effective=DAY)
    assert letter_pdf(work, case, draft).startswith(b"%PDF-")
    write_letter(work, case, draft, tmp_path / "giay.docx")
    assert (tmp_path / "giay.docx").read_bytes()[:2] == b"PK"
    with pytest.raises(InvalidInput, match="Word"):
        write_letter(work, case, draft, tmp_path / "giay.txt")


def test_the_council_and_its_votes_come_from_the_case(work: Work) -> None:
    case = case_of(work, "Dương Minh Quân")
    ready = prepare(work, case, Draft("discipline_minutes", date(2026, 11, 12), {}))
    assert {key.name for key in ready.missing} == {
        "hop_luc", "hop_tai", "y_kien_nguoi_vi_pham", "ket_thuc_luc", "thanh_phan", "y_kien",
    }  # fmt: skip
    said = texts(work, case, filled(work, case, "discipline_minutes", date(2026, 11, 12)))
    assert "tổng số 03 phiếu; 03 phiếu đề nghị kỷ luật; 00 phiếu đề nghị không kỷ luật" in said
    assert "- Bàn Đức Thành, Phó Chủ tịch UBND, Chủ tịch Hội đồng;" in said
    assert "Thi hành kỷ luật bằng hình thức khiển trách đối với ông Dương Minh Quân." in said


def test_nothing_is_printed_while_something_is_missing(work: Work) -> None:
    case = case_of(work, "Dương Minh Quân")
    with pytest.raises(InvalidInput, match="người hoặc đơn vị đề nghị, điều khoản áp dụng"):
        letter_pdf(work, case, Draft("discipline_decision", DAY, {}, "1807/QĐ-UBND", "KHIEN_TRACH", DAY))


@pytest.mark.parametrize(
    ("name", "form", "day", "law"),
    [
        ("Chu Thị Kim Dung", "HA_BAC_LUONG", date(2018, 5, 14), "13 tháng 11 năm 2008"),
        ("Vi Thị Hồng Nga", "GIANG_CHUC", date(2013, 3, 4), "13 tháng 11 năm 2008"),
        ("Phạm Quốc Phong", "KHIEN_TRACH", date(2026, 3, 10), "172/2025/NĐ-CP"),
    ],
)
def test_decisions_of_every_time_can_be_printed_again(work: Work, name: str, form: str, day: date, law: str) -> None:
    case = case_of(work, name)
    said = texts(work, case, filled(work, case, "discipline_decision", day))
    assert f"hình thức {FORMS[form]}" in said
    assert law in said


@pytest.mark.parametrize("form", FORMS)
def test_a_decision_of_every_form_is_worded(work: Work, form: str) -> None:
    case = case_of(work, "Dương Minh Quân")
    draft = filled(work, case, "discipline_decision", DAY, number="1807/QĐ-UBND", form=form, effective=DAY)
    said = texts(work, case, draft)
    assert f"Thi hành kỷ luật bằng hình thức {FORMS[form]} đối với ông Dương Minh Quân" in said
    assert "có hiệu lực kể từ ngày 23 tháng 11 năm 2026" in said
