"""An office's own wording of a paper of retirement: kept in the register, printed, checked, given back; bound to its version."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from db.database import Database
from db.models import Person
from desktop_app.document import Paragraph, plain
from desktop_app.errors import InvalidInput
from desktop_app.reports.letters.batch import Draft, papers_of
from desktop_app.reports.letters.kinds import NOTICE
from desktop_app.reports.letters.retirement import prepare
from desktop_app.reports.letters.wording import RECIPIENTS, keep_wording, wording
from desktop_app.services.work import changing, reading

DAY = date(2026, 11, 23)


def _printed(register: Database) -> list[str]:
    with reading(register, DAY) as work:
        person = work.session.scalars(select(Person.key).where(Person.full_name == "Lê Thị Thanh")).one()
        (paper,) = papers_of(work, prepare, [person], Draft(NOTICE, DAY, "45/TB-UBND"))
    return [plain(block.text) for block in paper.blocks if isinstance(block, Paragraph)]


def _wording(register: Database, category: str = "CC") -> Any:
    with reading(register, DAY) as work:
        return wording(work, NOTICE, DAY, category)


def _keep(register: Database, text: str) -> None:
    with changing(register, DAY, "settings", "lời văn") as work:
        keep_wording(work, NOTICE, DAY, "CC", text)


def test_an_own_paragraph_is_printed_and_given_back(register: Database) -> None:
    before = _printed(register)
    found = _wording(register)
    assert not found.own
    assert ("ho_ten", "họ và tên") in found.facts
    lines = found.text.splitlines()
    place = lines.index(RECIPIENTS)
    thanks = "Cơ quan cảm ơn những đóng góp của {danh_xung:thuong} {ho_ten}."
    _keep(register, "\n".join((*lines[:place], thanks, *lines[place:])))
    after = _printed(register)
    assert [text for text in after if text not in before] == ["Cơ quan cảm ơn những đóng góp của bà Lê Thị Thanh."]
    assert [text for text in after if text in before] == before
    assert _wording(register).own
    assert _wording(register, "CC_LDQL").own  # leaders get the same papers
    assert not _wording(register, "VC").own  # viên chức their own
    with reading(register, DAY) as work:  # and of its version alone
        assert not wording(work, NOTICE, date(2025, 6, 30), "CC").own
    _keep(register, "")
    assert _printed(register) == before
    assert not _wording(register).own


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("{ho_ten}", "{ho_va_ten}"), "ho_va_ten"),
        (lambda text: text.replace("{ho_ten}", "{ho_ten"), "ngoặc nhọn"),
        (lambda text: text.partition(f"\n{RECIPIENTS}")[0], "nơi nhận"),
    ],
)
def test_a_slip_is_named_and_nothing_is_kept(register: Database, change: Any, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        _keep(register, change(_wording(register).text))
    assert not _wording(register).own
