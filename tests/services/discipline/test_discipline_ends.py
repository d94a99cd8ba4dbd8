"""A decision of cách chức, bãi nhiệm or buộc thôi việc ends the post or the employment, and gives them back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.check import verify_replay
from db.models import Assignment, Decision, Employment, Movement, Person, Unit, UnitState
from db.values import Key, PartialDate
from desktop_app.services.discipline.case import decide
from desktop_app.services.discipline.deeds import (
    AddStep,
    OpenCase,
    RecordPast,
    add_step,
    cancel_decision,
    open_case,
    record_past,
)
from desktop_app.services.discipline.outlook import outlook
from desktop_app.services.discipline.rows import due, to_give_back
from desktop_app.services.restrictions import held_mark, may
from tests.services.discipline.register import Register

EFFECT = date(2026, 5, 4)


@pytest.fixture
def register(tmp_path: Path, clock: Any, today: date) -> Iterator[Register]:
    made = Register(tmp_path, clock, today)
    yield made
    assert verify_replay(made.database.raw_reader()) == []
    made.database.close()


def somebody(register: Register, category: str, *, leader: bool) -> Key:
    def add(work: Any) -> Key:
        person, unit = Person(full_name="Hoàng Văn Lãm", born=PartialDate(1980)), Unit()
        work.session.add_all([person, unit])
        work.session.flush()
        work.session.add(UnitState(unit=unit.key, name="Phòng Kinh tế", starts=date(2020, 1, 1)))
        work.session.add(Employment(person=person.key, category=category, starts=date(2010, 1, 1)))
        post = "Trưởng phòng" if leader else "Chuyên viên"
        work.session.add(
            Assignment(
                person=person.key, unit=unit.key, main=True, leader=leader, post=post, starts=date(2024, 1, 1),
                term_ends=date(2028, 12, 31),
            )
        )  # fmt: skip
        work.session.flush()
        key: Key = person.key
        return key

    key: Key = register.do(add)
    return key


def decided(register: Register, person: Key, form: str, *, by_page: bool = False, **more: Any) -> tuple[Key, Any]:
    order = OpenCase(
        person,
        "Vi phạm rất nghiêm trọng",
        date(2026, 3, 2),
        ground="DUTY",
        level="HEAVIER",
        act_ended=date(2026, 2, 20),
        **more,
    )
    case = register.do(open_case, order).key
    register.do(add_step, AddStep(case, "thong_bao", date(2026, 3, 20)))
    register.do(add_step, AddStep(case, "ket_luan", date(2026, 3, 20)))
    step = AddStep(
        case, "quyet_dinh", date(2026, 5, 4), form=form, effective=EFFECT, number="15/QĐ-UBND", authority="UBND xã",
        signer="Nguyễn Văn A",
    )  # fmt: skip
    return case, register.do(decide if by_page else add_step, step)


def posts(register: Register, person: Key) -> list[tuple[str | None, bool | None, date | None, date | None]]:
    def read(work: Any) -> Any:
        found = work.session.scalars(select(Assignment).where(Assignment.person == person))
        return sorted(
            ((one.post, one.leader, one.starts, one.ends) for one in found), key=lambda one: one[2] or date.min
        )

    found: list[tuple[str | None, bool | None, date | None, date | None]] = register.see(read)
    return found


def spells(register: Register, person: Key) -> list[tuple[date | None, date | None, str | None]]:
    def read(work: Any) -> Any:
        found = work.session.scalars(select(Employment).where(Employment.person == person))
        return sorted((one.starts, one.ends, one.end_reason) for one in found)

    found: list[tuple[date | None, date | None, str | None]] = register.see(read)
    return found


def moves(register: Register) -> list[tuple[str, date]]:
    found: list[tuple[str, date]] = register.see(
        lambda work: [(one.kind, one.effective_on) for one in work.session.scalars(select(Movement))]
    )
    return found


def taken_back(register: Register) -> None:
    last = register.database.raw_reader().execute("SELECT id FROM operation ORDER BY seq DESC LIMIT 1").fetchone()[0]
    register.database.undo(last)


@pytest.mark.parametrize(
    ("category", "form", "kind"),
    [
        ("CC", "CACH_CHUC", "cach_chuc"),
        ("VC", "CACH_CHUC", "cach_chuc"),
        ("CB", "CACH_CHUC", "cach_chuc"),
        ("CB", "BAI_NHIEM", "bai_nhiem"),
    ],
)
def test_the_post_ends_with_the_decision_and_undo_takes_both_back(
    register: Register, category: str, form: str, kind: str
) -> None:
    person = somebody(register, category, leader=True)
    before = posts(register, person)
    _, made = decided(register, person, form)
    assert moves(register) == [(kind, EFFECT)]
    left, now = posts(register, person)
    assert left == ("Trưởng phòng", True, date(2024, 1, 1), date(2026, 5, 3))
    assert (now[1], now[2], now[3]) == (False, EFFECT, None)
    assert spells(register, person) == [(date(2010, 1, 1), None, None)]
    assert any("Thôi giữ chức vụ Trưởng phòng từ 04/05/2026" in text for text in made.warnings)
    taken_back(register)
    assert posts(register, person) == before
    assert moves(register) == []


@pytest.mark.parametrize("category", ["CC", "VC"])
def test_the_employment_ends_with_the_decision_and_undo_takes_both_back(register: Register, category: str) -> None:
    person = somebody(register, category, leader=False)
    before = posts(register, person)
    _, made = decided(register, person, "BUOC_THOI_VIEC")
    assert moves(register) == [("buoc_thoi_viec", EFFECT)]
    assert posts(register, person)[0][3] == date(2026, 5, 3)
    assert spells(register, person) == [(date(2010, 1, 1), date(2026, 5, 3), "Buộc thôi việc")]
    assert any("Thôi công tác" in text for text in made.warnings)
    taken_back(register)
    assert (posts(register, person), moves(register)) == (before, [])
    assert spells(register, person) == [(date(2010, 1, 1), None, None)]


@pytest.mark.parametrize("movement", ["biet_phai", "biet_phai_den", "Biệt phái"])
def test_who_dismisses_somebody_seconded_is_told(register: Register, movement: str) -> None:
    person = somebody(register, "CC", leader=False)

    def second(work: Any) -> None:
        work.session.add(Assignment(person=person, main=False, movement=movement, starts=date(2026, 1, 5)))

    register.do(second)
    _, made = decided(register, person, "BUOC_THOI_VIEC")
    assert any("cơ quan cử biệt phái quyết định" in text for text in made.warnings)


def test_a_light_form_ends_nothing(register: Register) -> None:
    person = somebody(register, "CC", leader=True)
    before = posts(register, person)
    decided(register, person, "CANH_CAO")
    assert (posts(register, person), moves(register)) == (before, [])


def test_the_movement_points_to_the_paper_in_the_register_of_decisions(register: Register) -> None:
    person = somebody(register, "CC", leader=True)
    decided(register, person, "CACH_CHUC", by_page=True)

    def read(work: Any) -> Any:
        (move,) = work.session.scalars(select(Movement))
        return work.session.get(Decision, move.decision).number

    assert register.see(read) == "15/QĐ-UBND"


@pytest.mark.parametrize("form", ["CACH_CHUC", "BUOC_THOI_VIEC"])
def test_a_cancelled_decision_gives_everything_back(register: Register, form: str) -> None:
    person = somebody(register, "CC", leader=True)
    before, employed = posts(register, person), spells(register, person)
    _, made = decided(register, person, form, rating_year=2026)
    done = register.do(
        cancel_decision, made.key, date(2026, 8, 3), number="20/QĐ-UBND", authority="UBND tỉnh", signer="Trần Thị B"
    )
    assert (posts(register, person), spells(register, person), moves(register)) == (before, employed, [])
    assert any("được trả lại từ 04/05/2026" in text for text in done.warnings)
    assert register.see(held_mark, person, date(2026, 8, 3)) is None
    assert register.see(may, person, "HIGHER_POST", date(2026, 8, 3)).value
    told = " ".join(one.what for one in register.see(to_give_back, made.key))
    assert "truy lĩnh" in told
    assert "Xếp loại năm 2026" in told
    assert any(one.task.code == "DIS-GIVE" for one in register.see(due, date(2026, 8, 4)))
    taken_back(register)
    assert moves(register) == [("cach_chuc" if form == "CACH_CHUC" else "buoc_thoi_viec", EFFECT)]


@pytest.mark.parametrize("form", ["CACH_CHUC", "BUOC_THOI_VIEC"])
def test_given_back_from_a_later_day_the_time_between_was_not_held(register: Register, form: str) -> None:
    person = somebody(register, "CC", leader=True)
    _, made = decided(register, person, form)
    back = date(2026, 7, 1)
    register.do(
        cancel_decision, made.key, date(2026, 8, 3), number="20/QĐ-UBND", authority="UBND tỉnh", signer="Trần Thị B",
        back_from=back,
    )  # fmt: skip
    found = posts(register, person)
    assert found[0] == ("Trưởng phòng", True, date(2024, 1, 1), date(2026, 5, 3))
    assert found[-1] == ("Trưởng phòng", True, back, None)
    if form == "CACH_CHUC":
        assert found[1][1:] == (False, EFFECT, date(2026, 6, 30))
    else:
        assert [one[:2] for one in spells(register, person)] == [(date(2010, 1, 1), date(2026, 5, 3)), (back, None)]


def test_a_lighter_decision_that_replaces_gives_the_post_back_from_its_day(register: Register) -> None:
    person = somebody(register, "CC", leader=True)
    case, made = decided(register, person, "CACH_CHUC")
    new = AddStep(
        case, "quyet_dinh", date(2026, 7, 6), form="CANH_CAO", effective=date(2026, 7, 6), number="18/QĐ-UBND",
        authority="UBND xã", signer="Nguyễn Văn A", replaces=made.key,
    )  # fmt: skip
    register.do(add_step, new)
    assert posts(register, person)[-1] == ("Trưởng phòng", True, date(2026, 7, 6), None)


def test_what_was_built_since_stays_and_is_told(register: Register) -> None:
    person = somebody(register, "CC", leader=True)
    _, made = decided(register, person, "CACH_CHUC")

    register.do(lambda work: work.session.add(Movement(person=person, kind="dieu_dong", effective_on=date(2026, 7, 1))))
    before = posts(register, person)
    done = register.do(
        cancel_decision, made.key, date(2026, 8, 3), number="20/QĐ-UBND", authority="UBND tỉnh", signer="Trần Thị B"
    )
    assert posts(register, person) == before
    assert any("đã có biến động khác" in text for text in done.warnings)


def test_without_a_post_in_the_file_the_decision_stands_and_says_so(register: Register) -> None:
    person = somebody(register, "CB", leader=False)
    _, made = decided(register, person, "CACH_CHUC")
    assert any("không có chức vụ đang giữ" in text for text in made.warnings)
    assert moves(register) == []


def test_the_outlook_tells_before_signing_what_ends(register: Register) -> None:
    person = somebody(register, "CC", leader=True)
    order = OpenCase(person, "Vi phạm", date(2026, 3, 2), act_ended=date(2026, 2, 20))
    case = register.do(open_case, order).key
    register.do(add_step, AddStep(case, "ket_luan", date(2026, 3, 20)))
    step = AddStep(
        case, "quyet_dinh", EFFECT, form="CACH_CHUC", effective=EFFECT, authority="UBND xã", signer="Nguyễn Văn A"
    )
    (first, *_) = register.see(outlook, step).consequences
    assert (first.title, first.when) == ("Thôi giữ chức vụ", "04/05/2026")
    assert "Trưởng phòng" in first.note
    assert moves(register) == []


def test_a_decision_of_the_past_ends_nothing_but_tells_what_the_file_still_says(register: Register) -> None:
    person = somebody(register, "CC", leader=True)
    order = RecordPast(person, "CACH_CHUC", date(2025, 3, 3), date(2025, 3, 3), "Vi phạm cũ", category="CC_LDQL")
    told = register.do(record_past, order).warnings
    assert any("vẫn ghi giữ chức vụ Trưởng phòng" in text for text in told)
    assert moves(register) == []
