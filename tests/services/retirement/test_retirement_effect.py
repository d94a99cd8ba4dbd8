"""A correction of the birth date or the sex: what it does to the retirement is told before it is saved, and then it is so."""

from datetime import date

from db.values import Key
from desktop_app.services.due.leaving import NOTICED, PLANNED
from desktop_app.services.due.rows import DueRow
from desktop_app.services.due.service import due_list
from desktop_app.services.person.checks import Edit, Preview
from desktop_app.services.person.edit import preview_edit, save_typed
from desktop_app.services.retirement.file import case_file, next_deed
from desktop_app.services.retirement.opening import OpenCase, open_case
from desktop_app.services.retirement.steps import Postpone, decide, issue_notices, postpone
from desktop_app.services.work import changing
from tests.services.retirement.conftest import TODAY, Office

REASON = "Theo Quyết định 12/QĐ-UBND ngày 01/03/2026"


def _seen(office: Office, person: Key, **typed: str) -> Preview:
    found: Preview = office.see(preview_edit, Edit(person, "person", person, typed))
    return found


def _correct(office: Office, person: Key, born: str) -> None:
    with changing(office.database, TODAY, "edit", "sửa ngày sinh", reason=REASON) as work:
        save_typed(work, Edit(person, "person", person, {"born": born}))


def _codes(office: Office) -> dict[str, DueRow]:
    return {row.task.code: row for row in office.see(due_list, TODAY).rows}


def _turns(seen: Preview) -> dict[str, tuple[str, str]]:
    return {turn.label: (turn.before, turn.after) for turn in seen.brings}


def test_another_birth_moves_the_day_and_both_windows_and_saving_makes_it_so(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    seen = _seen(office, man, born="20/07/1965")
    assert _turns(seen) == {
        "Nghỉ hưu": ("từ 01/01/2027 (61 tuổi 6 tháng)", "từ 01/05/2027 (61 tuổi 9 tháng)"),
        "Thông báo nghỉ hưu chậm nhất": ("30/06/2026 (đã qua)", "31/10/2026 (đã qua)"),
        "Quyết định nghỉ hưu chậm nhất": ("30/09/2026 (đã qua)", "31/01/2027"),
    }
    assert (seen.by_decision, seen.stays) == (True, ())
    assert office.row(man).leaves_on == date(2027, 1, 1)  # nothing is written yet
    _correct(office, man, "20/07/1965")
    assert office.row(man).leaves_on == date(2027, 5, 1)


def test_another_sex_is_told_too_and_the_day_of_birth_alone_moves_nothing(office: Office) -> None:
    woman = office.add("Lê Thị Thanh", "nu", "1970-01-25")
    turns = _turns(_seen(office, woman, sex="nam"))
    assert turns["Nghỉ hưu"] == ("từ 01/06/2027 (57 tuổi 4 tháng)", "từ 01/02/2032 (62 tuổi)")
    assert _turns(_seen(office, woman, born="26/01/1970")) == {}


def test_what_cannot_be_told_any_more_says_why(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20", number="019065000001")
    after = _turns(_seen(office, man, sex="nu"))["Nghỉ hưu"][1]
    assert after.startswith("chưa tính được (Giới tính ghi là nữ nhưng số định danh 019065000001 là của người nam")


def test_papers_that_stand_already_do_not_follow_and_are_named(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    office.do(issue_notices, [man], office.signed(date(2026, 6, 15), number="7/TB-UBND"))
    seen = _seen(office, man, born="20/07/1965")
    assert seen.stays == ("Đã thông báo nghỉ hưu (07/TB-UBND ngày 15/06/2026): thông báo lại.",)
    assert _turns(seen)["Nghỉ hưu"][1].startswith("từ 01/05/2027")
    office.do(decide, [man], office.signed(number="9/QĐ-UBND"))
    seen = _seen(office, man, born="20/07/1965")
    assert _turns(seen) == {}  # the day stands in the decision
    told = "Quyết định 09/QĐ-UBND nghỉ từ 01/01/2027 không tự đổi: huỷ hồ sơ nghỉ hưu rồi lập quyết định mới."
    assert seen.stays == (told,)
    assert _seen(office, man, born="21/06/1965").stays == ()  # the same month: nothing to do


def test_a_case_with_its_own_day_is_named(office: Office) -> None:
    woman = office.add("Vi Thị Hoa", "nu", "1975-06-01")
    order = OpenCase(woman, "nghi_truoc_tuoi", "HEAVY_OR_AREA_15Y", date(2030, 9, 1), insured_months=300)
    office.do(open_case, order)
    seen = _seen(office, woman, born="01/02/1974")
    assert seen.brings == ()
    assert seen.stays == ("Hồ sơ nghỉ hưu đang ghi nghỉ từ 01/09/2030, không tự đổi: xem lại điều kiện và thời điểm.",)


def test_whoever_resigns_or_is_not_employed_has_no_retirement_to_move(office: Office) -> None:
    man = office.add("Hà Văn Sơn", "nam", "1985-03-01")
    office.do(open_case, OpenCase(man, "thoi_viec", wished_on=date(2026, 12, 1), submitted_on=date(2026, 11, 2)))
    assert _seen(office, man, born="01/04/1985").brings == ()
    gone = office.add("Lê Văn Tư", "nam", "1965-06-20")
    office.do(decide, [gone], office.signed(number="9/QĐ-UBND"))
    later = date(2027, 2, 1)
    seen = office.see(preview_edit, Edit(gone, "person", gone, {"born": "20/07/1965"}), today=later)
    assert (seen.brings, seen.stays) == ((), ())


def test_a_notice_of_another_day_does_not_count_and_is_given_again(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    office.do(issue_notices, [man], office.signed(date(2026, 6, 15), number="7/TB-UBND"))
    assert (office.row(man).state, "RET-6" in _codes(office)) == (NOTICED, False)
    _correct(office, man, "20/07/1965")
    row = office.row(man)
    assert (row.state, row.noticed_on, row.notice_number, next_deed(row)) == (PLANNED, None, "", "notice")
    told = (
        "Thông báo 07/TB-UBND ngày 15/06/2026 ghi nghỉ từ 01/01/2027, nay tính được từ 01/05/2027: phải thông báo lại."
    )
    assert office.see(case_file, man, TODAY).outdated == told
    assert _codes(office)["RET-6"].task.steps[0] == told
    office.do(issue_notices, [man], office.signed(number="8/TB-UBND"))
    row = office.row(man)
    assert (row.state, row.noticed_on, row.notice_number) == (NOTICED, TODAY, "08/TB-UBND")
    assert (office.see(case_file, man, TODAY).outdated, "RET-6" in _codes(office)) == ("", False)


def test_a_birth_date_put_right_within_the_month_or_a_moment_put_off_keeps_the_notice(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    made = office.do(issue_notices, [man], office.signed(date(2026, 6, 15), number="7/TB-UBND"))
    _correct(office, man, "21/06/1965")
    assert office.row(man).state == NOTICED
    office.do(postpone, Postpone(made.papers[0].case, "DISASTER_FIRE_ENEMY"))
    assert (office.row(man).state, office.see(case_file, man, TODAY).outdated) == (NOTICED, "")


def test_a_decision_of_another_day_than_the_birth_date_gives_is_told(office: Office) -> None:
    man = office.add("Đặng Xuân Bình", "nam", "1965-06-20")
    office.do(issue_notices, [man], office.signed(date(2026, 6, 15), number="7/TB-UBND"))
    office.do(decide, [man], office.signed(number="9/QĐ-UBND"))
    assert office.see(case_file, man, TODAY).outdated == ""
    _correct(office, man, "20/07/1965")
    assert office.row(man).leaves_on == date(2027, 1, 1)
    told = (
        "Quyết định 09/QĐ-UBND ghi nghỉ từ 01/01/2027, "
        "theo ngày sinh và giới tính đang ghi thì từ 01/05/2027: kiểm tra lại."
    )
    assert office.see(case_file, man, TODAY).outdated == told
