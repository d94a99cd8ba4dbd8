"""What the law says of a step in the register: who sits in the council, what may be skipped, who signs, what follows the Party."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from db.check import verify_replay
from db.models import Signer
from desktop_app.errors import InvalidInput, RuleBroken
from desktop_app.services.discipline import rows
from desktop_app.services.discipline.case import case_view
from desktop_app.services.discipline.deeds import AddStep, add_interval, add_member, add_step
from tests.services.discipline.register import Register, concluded, decided, only, opened

DAY = date(2026, 4, 20)


@pytest.fixture
def register(tmp_path: Path, clock: Any, today: date) -> Iterator[Register]:
    made = Register(tmp_path, clock, today)
    yield made
    assert verify_replay(made.database.raw_reader()) == []
    made.database.close()


def test_the_council_has_three_roles_each_once(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    register.do(add_member, case, "Ông Chủ tịch", "CHAIR")
    with pytest.raises(InvalidInput, match="đã có người") as refused:
        register.do(add_member, case, "Bà Chủ tịch", "CHAIR")
    assert refused.value.field == "role"
    with pytest.raises(RuleBroken, match="tổ chức cán bộ") as told:
        register.do(add_member, case, "Ông Công đoàn", "UNION")
    assert told.value.basis == "Điều 19 NĐ 172/2025/NĐ-CP"
    register.do(add_member, case, "Cô Thư ký", "CLERK")
    with pytest.raises(InvalidInput, match="đã có người"):
        register.do(add_member, case, "Cô Thư ký khác", "CLERK")


@pytest.mark.parametrize(
    "ground", [{"old_unit": True}, {"no_review": "CRIMINAL_ORDERED"}, {"no_review": "REVIEWED_ADMITTED"}]
)
def test_a_ground_for_no_review_meeting_skips_it_and_not_the_council(
    register: Register, ground: dict[str, Any]
) -> None:
    case = opened(register, **ground)
    concluded(register, case)
    away = {one.kind for one in only(register, DAY).standing.stages if one.status == "skipped"}
    assert away == {"kiem_diem", "bao_cao"}
    said = " ".join(decided(register, case).warnings)
    assert "họp kiểm điểm" not in said
    assert "Hội đồng kỷ luật" in said


@pytest.mark.parametrize(("prison", "corruption"), [(True, False), (False, True)])
def test_a_judgment_needs_neither_meeting_nor_council_and_gives_fifteen_working_days(
    register: Register, prison: bool, corruption: bool
) -> None:
    case = opened(register, corruption=corruption)
    register.do(add_step, AddStep(case, "ban_an", date(2026, 11, 2), prison=prison))
    stages = {one.kind: one for one in only(register, date(2026, 11, 3)).standing.stages}
    assert stages["kiem_diem"].status == stages["hop_hoi_dong"].status == "skipped"
    due = stages["quyet_dinh"].due
    assert due is not None
    assert due.value == date(2026, 11, 23)


def test_a_suspended_sentence_without_corruption_skips_nothing(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "ban_an", date(2026, 11, 2), prison=False))
    stages = {one.kind: one for one in only(register, date(2026, 11, 3)).standing.stages}
    assert stages["hop_hoi_dong"].status != "skipped"


@pytest.mark.parametrize(("votes", "field"), [((4, 3), "votes_for"), ((-1, 3), "votes_for"), ((1, -3), "votes_cast")])
def test_votes_that_cannot_be_are_refused(register: Register, votes: tuple[int, int], field: str) -> None:
    case = opened(register)
    concluded(register, case)
    with pytest.raises(InvalidInput) as refused:
        register.do(add_step, AddStep(case, "hop_hoi_dong", date(2026, 4, 10), votes_for=votes[0], votes_cast=votes[1]))
    assert refused.value.field == field


def test_nobody_signs_their_own_discipline(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    with pytest.raises(RuleBroken, match="không thể tự ký") as refused:
        decided(register, case, signer="Trần Văn Bình")
    assert refused.value.basis == "Điều 15 NĐ 172/2025/NĐ-CP"
    assert only(register, DAY).state == "open"


def test_a_signer_the_office_does_not_know_on_the_day_is_asked_about(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    register.do(lambda work: work.session.add(Signer(name="Lý Văn Nam", post="Chủ tịch", starts=date(2020, 1, 1))))
    said = " ".join(decided(register, case).warnings)
    assert "Nguyễn Văn A không có trong danh sách người ký" in said
    assert "Điều 15" in said


def test_a_signer_the_office_knows_is_not_asked_about(register: Register) -> None:
    case = opened(register)
    concluded(register, case)
    register.do(lambda work: work.session.add(Signer(name="Nguyễn Văn A", post="Chủ tịch", starts=date(2020, 1, 1))))
    assert "danh sách người ký" not in " ".join(decided(register, case).warnings)


def test_party_discipline_that_is_lifted_or_changed_is_in_the_due_list(register: Register) -> None:
    case = opened(register)
    register.do(add_step, AddStep(case, "dang_quyet_dinh", date(2026, 3, 10), form="KHIEN_TRACH"))
    decided(register, case)

    def follow(day: date) -> list[tuple[date, str]]:
        found = [one.task for one in register.see(rows.due, day) if one.task.code == "DIS-PARTY"]
        assert all(one.basis for one in found)
        return [(one.due, one.steps[0]) for one in found]

    assert follow(date(2026, 5, 1)) == []
    register.do(add_step, AddStep(case, "dang_quyet_dinh", date(2026, 7, 10), form="CANH_CAO"))
    register.do(add_step, AddStep(case, "dang_cong_bo", date(2026, 7, 20)))
    ((due, told),) = follow(date(2026, 7, 21))
    assert due == date(2026, 8, 19)
    assert "trừ thời gian đã thi hành" in told
    register.do(add_step, AddStep(case, "dang_huy", date(2026, 9, 1)))
    ((due, told),) = follow(date(2026, 9, 2))
    assert due == date(2026, 9, 1)
    assert "phải huỷ bỏ quyết định kỷ luật hành chính" in told


def test_what_frees_from_responsibility_is_written_with_the_conclusion(register: Register) -> None:
    case = opened(register)
    with pytest.raises(InvalidInput) as refused:
        register.do(add_step, AddStep(case, "khong_vi_pham", DAY, freed="WEATHER"))
    assert refused.value.field == "freed"
    register.do(add_step, AddStep(case, "khong_vi_pham", DAY, freed="EMERGENCY", text="Bão số 3"))
    view = register.see(case_view, case, DAY)
    assert view.row.state == "cleared"
    assert view.steps[-1].text == "Miễn trách nhiệm kỷ luật: tình thế cấp thiết; Bão số 3"


def test_a_detained_person_gets_half_of_the_pay(register: Register) -> None:
    case = opened(register)
    register.do(add_interval, case, "PROSECUTED_OR_DETAINED", date(2026, 4, 1), None)
    register.do(add_interval, case, "ILLNESS", date(2026, 5, 1), None)
    notes = [span.note for span in register.see(case_view, case, DAY).spans]
    assert "50%" in notes[0]
    assert "Điều 26 NĐ 172/2025" in notes[0]
    assert notes[1] == ""
