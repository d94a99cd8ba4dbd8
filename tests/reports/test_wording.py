"""The own wording of papers of discipline and of decisions about people: repeated paragraphs, who signs, each version."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import DisciplineCase, Movement, Person
from desktop_app.document import Paper, Paragraph, Signatures, plain
from desktop_app.errors import InvalidInput
from desktop_app.law.packs import CATEGORIES
from desktop_app.reports.letters import discipline, movements
from desktop_app.reports.letters.batch import Draft, papers_of
from desktop_app.reports.letters.engine import load, names
from desktop_app.reports.letters.texts import Line, Signs
from desktop_app.reports.letters.wording import in_force, keep_wording, papers, wording
from desktop_app.services.letter_texts import keep_own_text
from desktop_app.services.work import Work, changing, reading

DAY = date(2026, 11, 23)


def _lines(paper: Paper) -> list[str]:
    return [plain(block.text) for block in paper.blocks if isinstance(block, Paragraph)]


def _edit(register: Database, kind: str, category: str, *changes: tuple[str, str]) -> None:
    with changing(register, DAY, "settings", "lời văn") as work:
        text = wording(work, kind, DAY, category).text
        for before, after in changes:
            assert before in text
            text = text.replace(before, after)
        keep_wording(work, kind, DAY, category, text)


def test_every_shipped_paper_is_the_same_after_it_was_read_as_wording_and_written_again(register: Database) -> None:
    seen = 0
    with changing(register, DAY, "settings", "lời văn") as work:
        for one in names():
            for category in CATEGORIES:
                for day in (date(2024, 1, 1), DAY):
                    try:
                        shipped = load(one.kind, day, category)
                    except InvalidInput:
                        continue
                    seen += 1
                    said = wording(work, one.kind, day, category).text
                    assert said.isprintable() or "\n" in said
                    keep_own_text(work, one.kind, category, shipped.starts, said)
                    again = in_force(work, one.kind, day, category).text
                    assert (again.body, again.recipients, again.about, again.proposal) == (
                        shipped.text.body, shipped.text.recipients, shipped.text.about, shipped.text.proposal,
                    )  # fmt: skip
                    assert set(again.keys) == set(shipped.text.keys)
                    keep_wording(work, one.kind, day, category, said)  # the same as shipped: nothing is kept
                    assert not wording(work, one.kind, day, category).own
    assert seen > 150


def _minutes(work: Work) -> Paper:
    query = select(DisciplineCase.key).join(Person, Person.key == DisciplineCase.person)
    case = work.session.scalars(query.where(Person.full_name == "Dương Minh Quân")).one()
    draft = discipline.Draft("discipline_minutes", DAY, {})
    given = {"date": DAY, "number": 3, "list": ("Ông Một", "Bà Hai"), "text": "đã ghi"}
    missing = discipline.prepare(work, case, draft).missing
    typed: dict[str, Any] = {key.name: given[key.kind] for key in missing}
    typed["thanh_phan"] = ("Ông Một", "Bà Hai")
    return discipline.paper_of(work, case, discipline.Draft("discipline_minutes", DAY, typed))


def test_minutes_repeat_the_members_as_the_office_words_them_and_are_signed_as_before(register: Database) -> None:
    with reading(register, DAY) as work:
        before = _minutes(work)
        asked = wording(work, "discipline_minutes", DAY, "CC")
    assert asked.lists
    assert "- {thanh_phan:tung};" in asked.text.splitlines()
    _edit(register, "discipline_minutes", "CC", ("- {thanh_phan:tung};", "+ Có mặt: {thanh_phan:tung};"))
    with reading(register, DAY) as work:
        after = _minutes(work)
        assert [one.own for one in papers(work) if one.kind == "discipline_minutes"] == [True]
        assert [one.kind for one in papers(work) if one.own] == ["discipline_minutes"]
    assert [line for line in _lines(after) if line not in _lines(before)] == ["+ Có mặt: Ông Một;", "+ Có mặt: Bà Hai."]
    assert [one for one in after.blocks if isinstance(one, Signatures)] == [
        one for one in before.blocks if isinstance(one, Signatures)
    ]
    with reading(register, DAY) as work:
        made = in_force(work, "discipline_minutes", DAY, "CC").text.body
    assert isinstance(made[-1], Signs)
    assert next(line for line in made if isinstance(line, Line) and line.text == "4. Vắng mặt:").when == "vang_mat"


def test_a_decision_about_a_person_is_printed_as_the_office_words_it(register: Database) -> None:
    def printed() -> list[str]:
        with reading(register, DAY) as work:
            key = work.session.scalars(select(Movement.key).where(Movement.kind == "biet_phai")).one()
            words = {"nguoi_de_nghi": "Chánh Văn phòng", "thi_hanh": "Chánh Văn phòng"}
            (paper,) = papers_of(work, movements.prepare, [key], Draft("", None, typed=words))
        return _lines(paper)

    with reading(register, DAY) as work:
        key = work.session.scalars(select(Movement.key).where(Movement.kind == "biet_phai")).one()
        (letter, _), *_ = movements.prepare(work, [key], Draft("", None)).letters
    before = printed()
    proposal = next(line for line in before if "Chánh Văn phòng" in line and "đề nghị" in line)
    with changing(register, DAY, "settings", "lời văn") as work:
        text = wording(work, "secondment", letter.day, letter.category).text
        assert "Đề nghị: Theo đề nghị của {nguoi_de_nghi}" in text.splitlines()
        text = text.replace("Đề nghị: Theo đề nghị của", "Đề nghị: Xét tờ trình của")
        keep_wording(work, "secondment", letter.day, letter.category, text)
    assert [line for line in printed() if line not in before] == [
        proposal.replace("Theo đề nghị của", "Xét tờ trình của")
    ]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("- {thanh_phan:tung};", "- {thanh_phan:tungnguoi};", "thanh_phan:tungnguoi"),
        ("- {thanh_phan:tung};", "- {thanh_phan:tung} {thanh_vien:tung};", "chỉ lặp theo một mục"),
        ("- {thanh_phan:tung};", "- {hop_tai:tung};", "chỉ có một"),
        ("- {thanh_phan:tung};", "- {thanh_phan:tung;", "ngoặc nhọn"),
        ("- {thanh_phan:tung};", "- {tai_khoan};", "tai_khoan"),
        ("- {thanh_phan:tung};", "- {.};", "{.}"),
    ],
)
def test_what_cannot_be_filled_in_is_named(register: Database, before: str, after: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told.replace("{", r"\{").replace("}", r"\}")):
        _edit(register, "discipline_minutes", "CC", (before, after))
    with reading(register, DAY) as work:
        assert not wording(work, "discipline_minutes", DAY, "CC").own
