from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from db.base import REQUIRED
from db.database import Database
from db.fields import form_fields
from db.models import RECORDS, Person, SalaryStep
from db.undo import UndoConflict
from desktop_app.errors import InvalidInput
from desktop_app.services.person.adding import add_person, check_new, removed_people
from desktop_app.services.person.checks import Edit, Preview
from desktop_app.services.person.completeness import completeness
from desktop_app.services.person.drafts import drafts_of, forget_draft, keep_draft
from desktop_app.services.person.edit import add_record, decision_reason, preview_edit, remove_person, remove_record
from desktop_app.services.person.file import PersonFile, file_records, read_file, read_known
from desktop_app.services.person.timeline import timeline
from desktop_app.services.person.trail import trail
from desktop_app.services.work import changing, done, reading

Save = Callable[..., Any]


def _file(database: Database, today: date, person: bytes, as_of: date | None = None) -> PersonFile:
    with reading(database, today) as work:
        return read_file(work, person, as_of)


def _preview(database: Database, today: date, order: Edit) -> Preview:
    with reading(database, today) as work:
        return preview_edit(work, order)


def test_the_file_holds_every_row_and_says_what_holds_on_a_day(database: Database, today: date, person: bytes) -> None:
    file = _file(database, today, person)
    posts = file.part("assignment").rows
    assert [(row.texts["post"], row.state) for row in posts] == [
        ("Chánh Thanh tra", "current"),
        ("Phó Chánh Thanh tra", "past"),
    ]
    assert posts[0].texts["unit"] == "Thanh tra"
    then = _file(database, today, person, date(2018, 1, 1))
    assert [row.texts["post"] for row in then.part("assignment").rows] == ["Phó Chánh Thanh tra"]
    assert then.current("salary_step")["step"] == 2


def test_tabs_come_from_the_records_in_the_order_of_the_form() -> None:
    tabs = list(dict.fromkeys(record.__tab__ or record.__title__ for record in file_records()))
    assert tabs[:8] == [
        "Thông tin chung", "Quá trình công tác", "Lương", "Đào tạo, bồi dưỡng", "Đảng, đoàn thể",
        "Lịch sử, gia đình", "Khen thưởng, kỷ luật", "Giấy tờ",
    ]  # fmt: skip
    assert {record for record in RECORDS if record.__person__ == "person"} >= set(file_records()) - {Person}


def test_a_table_of_rows_shows_the_fields_that_tell_them_apart(database: Database, today: date, person: bytes) -> None:
    file = _file(database, today, person)
    listed = {part.record: [field.name for field in part.listed] for part in file.parts}
    assert listed["salary_step"] == ["starts", "rank_code", "step", "coefficient", "beyond_percent"]
    assert "ends" in listed["qualification"]
    assert all(listed.values())
    for record in file_records():
        assert set(record.__list__) <= {field.name for field in form_fields(record)}, record


def test_a_field_is_edited_and_its_trail_tells_who_when_from_what_to_what(
    database: Database, today: date, person: bytes, edit: Save
) -> None:
    saved = edit("person", None, birth_place="xã Bộc Bố, tỉnh Bắc Kạn", religion="khong")
    assert (saved.rows, saved.told) == (1, ())
    assert _file(database, today, person).person.texts["religion"] == "Không"
    raw = database.raw_reader()
    rows = {row.field: row for row in trail(raw, person) if row.seq == 3}
    raw.close()
    assert {name: (row.before, row.after, row.actor, row.verb) for name, row in rows.items()} == {
        "birth_place": ("", "xã Bộc Bố, tỉnh Bắc Kạn", "lan", "Sửa"),
        "religion": ("", "Không", "lan", "Sửa"),
    }
    assert rows["religion"].label == "Tôn giáo"
    edit("person", None, religion="Không")
    assert database.seq_known_on(today) == 3  # nothing changed, no operation


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("full_name", "A" * 10_000, "10.000 chữ"),
        ("full_name", "", "Phải có"),
        ("full_name", "Nguyễn Văn 7", "chữ số"),
        ("born", "12/05/2099", "tương lai"),
        ("born", "30/02/1974", "không phải là ngày có thật"),
        ("born", "hôm qua", "không đọc được"),
        ("id_issued_on", "2021", "Cần đủ ngày"),
        ("recruited_on", "2099", "tương lai"),
        ("personal_number", "00617420991", "11 chữ số"),
        ("sex", "khác", "không phải Nam hoặc Nữ"),
        ("born", "9" * 101, "100 chữ"),
        ("personal_number", "9" * 101, "100 chữ"),
        ("full_name", "\u200b\u2060\x00", "Phải có"),
        ("ethnic", "x" * 501, "500 chữ"),
        ("arrest", "x" * 10_001, "10.000 chữ"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_field(
    database: Database, today: date, person: bytes, edit: Save, field: str, typed: str, said: str
) -> None:
    refused = _preview(database, today, Edit(person, "person", None, {field: typed})).refused
    assert [doubt.field for doubt in refused] == [field]
    assert said in refused[0].message
    before = _file(database, today, person).person
    with pytest.raises(InvalidInput) as raised:
        edit("person", None, **{field: typed})
    assert raised.value.field == field
    assert _file(database, today, person).person == before


def test_what_cannot_be_seen_is_not_stored(database: Database, today: date, person: bytes, edit: Save) -> None:
    edit("person", None, birth_place="xã\x07 Bộc\u202e Bố\x00", other_name="\u200b", note="một\x00\nhai\u2066")
    texts = _file(database, today, person).person.texts
    assert (texts["birth_place"], texts["other_name"], texts["note"]) == ("xã Bộc Bố", "", "một\nhai")


def test_a_number_of_somebody_else_is_refused_and_a_contradiction_is_told(
    database: Database, today: date, person: bytes, edit: Save
) -> None:
    with changing(database, today, "add", "thêm") as work:
        work.session.add(Person(full_name="Vi Văn Sơn", personal_number="006074000001", staff_number="TH-1"))
    refused = _preview(database, today, Edit(person, "person", None, {"personal_number": "006074000001"})).refused
    assert "Vi Văn Sơn" in refused[0].message
    told = edit("person", None, personal_number="006074209913", staff_number="TH-1").told
    assert {doubt.field for doubt in told} >= {"staff_number"}
    doubts = _preview(database, today, Edit(person, "person", None, {"personal_number": "006274209913"})).doubts
    assert any("2074" in doubt.message or "nam" in doubt.message for doubt in doubts)


def test_birth_date_and_sex_once_written_are_corrected_by_a_decision(
    database: Database, today: date, person: bytes, edit: Save
) -> None:
    with pytest.raises(InvalidInput) as raised:
        edit("person", None, born="1974", reason="nhầm")
    assert raised.value.field == "reason"
    with pytest.raises(InvalidInput, match="số của quyết định"):
        decision_reason(" ", "01/03/2026", "", today)
    with pytest.raises(InvalidInput, match="tương lai"):
        decision_reason("12/QĐ-UBND", "01/03/2027", "", today)
    reason = decision_reason("Quyết định 12/QĐ-UBND", "1/3/2026", "khai lại theo giấy khai sinh", today)
    assert reason == "Theo Quyết định 12/QĐ-UBND ngày 01/03/2026: khai lại theo giấy khai sinh"
    edit("person", None, born="5/1974", reason=reason)
    assert _file(database, today, person).person.texts["born"] == "05/1974"


def test_a_past_row_asks_for_a_reason_and_takes_later_rows_along(
    database: Database, today: date, person: bytes, edit: Save
) -> None:
    steps = {row.values["step"]: row.key for row in _file(database, today, person).part("salary_step").rows}
    order = Edit(person, "salary_step", steps[2], {"rank_name": "Thanh tra viên chính"})
    seen = _preview(database, today, order)
    assert "lý do" in seen.reason_for
    assert [(row.turns[0].before, row.turns[0].after) for row in seen.later] == [
        ("Chuyên viên chính", "Thanh tra viên chính")
    ] * 2
    with pytest.raises(InvalidInput) as raised:
        edit("salary_step", steps[2], rank_name="Thanh tra viên chính")
    assert raised.value.field == "reason"
    assert edit("salary_step", steps[2], rank_name="Thanh tra viên chính", reason="ghi nhầm ngạch").rows == 1
    assert edit("salary_step", steps[3], rank_name="Thanh tra viên chính", reason="ghi nhầm", later=True).rows == 2
    names = {row.texts["rank_name"] for row in _file(database, today, person).part("salary_step").rows}
    assert names == {"Thanh tra viên chính"}
    assert edit("salary_step", steps[4], next_step_on="01/01/2026").rows == 1  # the current row asks for none


def test_a_rule_is_broken_only_with_a_reason(database: Database, today: date, person: bytes, edit: Save) -> None:
    current = _file(database, today, person).part("salary_step").rows[0].key
    with pytest.raises(InvalidInput, match="không đúng bậc 4"):
        edit("salary_step", current, coefficient="5,40")
    edit("salary_step", current, coefficient="5,40", reason="bảo lưu theo quyết định cũ")
    assert _file(database, today, person).current("salary_step")["coefficient"].vietnamese == "5,40"


def test_a_new_post_ends_the_one_that_ran(database: Database, today: date, person: bytes) -> None:
    with changing(database, today, "add", "thêm") as work:
        saved = add_record(
            work, Edit(person, "assignment", None, {"unit": "thanh tra", "post": "Chủ tịch", "starts": "1/10/2026"})
        )
    assert "30/09/2026" in saved.told[0].message
    posts = _file(database, today, person).part("assignment").rows
    assert [(row.texts["post"], row.texts["ends"]) for row in posts[:2]] == [
        ("Chủ tịch", ""),
        ("Chánh Thanh tra", "30/09/2026"),
    ]
    with pytest.raises(InvalidInput, match="chưa kết thúc"), changing(database, today, "add", "thêm") as work:
        add_record(work, Edit(person, "assignment", None, {"post": "Bí thư"}))
    with pytest.raises(InvalidInput, match="trước"), changing(database, today, "add", "thêm") as work:
        typed = {"starts": "2/2/2010", "ends": "1/1/2010", "post": "Bí thư"}
        add_record(work, Edit(person, "assignment", None, typed))


def test_a_row_goes_only_with_a_reason_and_comes_back_by_undo(database: Database, today: date, person: bytes) -> None:
    before = _file(database, today, person)
    key = before.part("salary_step").rows[0].key
    with pytest.raises(InvalidInput, match="lý do"), changing(database, today, "remove", "xoá") as work:
        remove_record(work, person, "salary_step", key)
    with changing(database, today, "remove", "xoá", reason="ghi hai lần") as work:
        remove_record(work, person, "salary_step", key)
    assert len(_file(database, today, person).part("salary_step").rows) == 2
    assert work.writing is not None
    assert work.writing.operation is not None
    database.undo(work.writing.operation.id)
    assert _file(database, today, person) == before


def test_a_whole_file_goes_to_the_bin_and_comes_back(database: Database, today: date, person: bytes) -> None:
    before = _file(database, today, person)
    with pytest.raises(InvalidInput, match="lý do"), changing(database, today, "remove", "xoá") as work:
        remove_person(work, person)
    with changing(database, today, "remove", "Xoá hồ sơ", reason="nhập nhầm người") as work:
        assert remove_person(work, person) == "Đinh Minh Ánh"
    with pytest.raises(InvalidInput, match="không còn"):
        _file(database, today, person)
    with reading(database, today) as work:
        (gone,) = removed_people(work)
    assert (gone.name, gone.reason, gone.actor) == ("Đinh Minh Ánh", "nhập nhầm người", "lan")
    database.undo(gone.operation)
    assert _file(database, today, person) == before
    with reading(database, today) as work:
        assert removed_people(work) == ()


def test_a_file_whose_adding_was_taken_back_after_it_came_back_is_not_in_the_bin(
    database: Database, today: date
) -> None:
    with changing(database, today, "add", "Thêm") as adding:
        made = Person(full_name="Vi Văn Sơn")
        adding.session.add(made)
    with changing(database, today, "remove", "Xoá hồ sơ", reason="nhầm") as removing:
        remove_person(removing, made.key)
    first, second = done(adding), done(removing)
    assert first is not None
    assert second is not None
    back = database.undo(second.id)
    assert back is not None
    database.undo(first.id)
    with reading(database, today) as work:
        assert removed_people(work) == ()  # it was offered, and refused when it was asked for
    with changing(database, today, "add", "Thêm") as adding:
        other = Person(full_name="Vi Văn Thái")
        adding.session.add(other)
    with changing(database, today, "remove", "Xoá hồ sơ", reason="nhầm") as removing:
        remove_person(removing, other.key)
    third = done(removing)
    assert third is not None
    again = database.undo(third.id)
    assert again is not None
    database.undo(again.id)
    with reading(database, today) as work:
        assert [one.name for one in removed_people(work)] == ["Vi Văn Thái"]


def test_a_file_does_not_come_back_with_a_number_that_is_somebody_elses_by_now(
    database: Database, today: date, person: bytes
) -> None:
    number = _file(database, today, person).person.texts["personal_number"]
    with changing(database, today, "remove", "Xoá hồ sơ", reason="nhập nhầm người") as work:
        remove_person(work, person)
    with reading(database, today) as work:
        (gone,) = removed_people(work)
    with changing(database, today, "add", "thêm") as work:
        other = Person(full_name="Vi Văn Sơn", personal_number=number)
        work.session.add(other)
    with pytest.raises(UndoConflict, match=f"{number} nay là của Vi Văn Sơn"):
        database.undo(gone.operation)
    with changing(database, today, "edit", "sửa") as work:
        work.session.get_one(Person, other.key).personal_number = None
    database.undo(gone.operation)
    assert _file(database, today, person).person.texts["personal_number"] == number


def test_completeness_names_what_is_missing_and_where(
    database: Database, today: date, person: bytes, edit: Save
) -> None:
    found = completeness(_file(database, today, person))
    missing = {(one.record, one.field) for one in found.of(REQUIRED)}
    assert {("person", "birth_place"), ("person", "staff_number"), ("qualification", "level")} <= missing
    assert ("salary_step", "step") not in missing
    assert all(found.filled[level] + len(found.of(level)) == found.wanted[level] for level in found.wanted)
    edit("person", None, birth_place="xã Bộc Bố")
    again = completeness(_file(database, today, person))
    assert again.filled[REQUIRED] == found.filled[REQUIRED] + 1
    assert again.share > found.share


def test_the_timeline_runs_from_recruitment_to_what_is_to_come(
    database: Database, today: date, person: bytes, edit: Save
) -> None:
    edit("person", None, recruited_on="9/1996", recruited_by="UBND huyện Pác Nặm")
    current = _file(database, today, person).part("assignment").rows[0].key
    edit("assignment", current, term_ends="31/12/2026")
    events = timeline(_file(database, today, person))
    assert [(event.shown_when, event.title, event.ahead) for event in events][:2] == [
        ("31/12/2026", "Hết thời hạn giữ chức vụ", True),
        ("01/01/2023", "Chuyên viên chính, bậc 4", False),
    ]
    assert (events[-1].title, events[-1].shown_when) == ("Tuyển dụng", "09/1996")


def test_a_step_given_early_ends_the_waiting_of_the_one_before(database: Database, today: date, person: bytes) -> None:
    with changing(database, today, "edit", "lương") as work:
        for starts, ahead in ((date(2024, 6, 1), date(2027, 6, 1)), (date(2026, 6, 1), date(2029, 6, 1))):
            work.session.add(SalaryStep(person=person, rank_code="01.003", step=5, starts=starts, next_step_on=ahead))
    events = timeline(_file(database, today, person))
    assert [event.shown_when for event in events if event.title == "Mốc nâng bậc lương"] == ["01/06/2029"]


def test_the_file_as_it_was_known_before_a_correction(
    database: Database, today: date, person: bytes, edit: Save, clock: Any
) -> None:
    clock.now = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    edit("person", None, home_town="xã Mỹ Phương")
    with reading(database, date(2026, 12, 1)) as work:
        assert read_known(work, person, date(2026, 11, 30)).person.texts["home_town"] == ""
        assert read_known(work, person, date(2026, 12, 1)).person.texts["home_town"] == "xã Mỹ Phương"
        with pytest.raises(InvalidInput, match="chưa có sổ"):
            read_known(work, person, date(2020, 1, 1))


def test_drafts_leave_no_trace_in_the_journal(database: Database, today: date, person: bytes, clock: Any) -> None:
    seq = database.seq_known_on(today)
    with changing(database, today, "edit", "nháp") as work:
        keep_draft(work, person, "person", None, {"note": "đang gõ dở"}, clock())
        keep_draft(work, person, "person", None, {"note": "đang gõ dở nữa"}, clock())
    with reading(database, today) as work:
        (draft,) = drafts_of(work, person)
    assert (draft.record, draft.key, dict(draft.typed)) == ("person", None, {"note": "đang gõ dở nữa"})
    with changing(database, today, "edit", "nháp") as work:
        forget_draft(work, person, "person", None)
    with reading(database, today) as work:
        assert drafts_of(work, person) == ()
    assert database.seq_known_on(today) == seq


def test_a_person_is_added_by_hand_and_a_likely_double_is_told(database: Database, today: date, person: bytes) -> None:
    typed = {
        "full_name": "Vi Văn Sơn", "born": "6/1990", "sex": "nam", "unit": "Thanh tra", "category": "công chức",
        "post": "Chuyên viên", "starts": "1/9/2026",
    }  # fmt: skip
    with changing(database, today, "add", "thêm") as work:
        key = add_person(work, typed)
    assert _file(database, today, key).part("assignment").rows[0].texts["unit"] == "Thanh tra"
    with pytest.raises(InvalidInput) as raised, changing(database, today, "add", "thêm") as work:
        add_person(work, typed)
    assert raised.value.field == "likely"
    with changing(database, today, "add", "thêm") as work:
        assert add_person(work, typed, sure=True) != key
    with reading(database, today) as work:
        found = check_new(work, {**typed, "full_name": "Đinh Minh Ánh", "personal_number": "006174209913", "born": ""})
    assert found.likely is not None
    assert {doubt.field for doubt in found.doubts} >= {"born", "personal_number"}
