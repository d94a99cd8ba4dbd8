"""All 45 kinds of movement: each carried out, counted in its year and in no other line, and taken back without a trace."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from db.check import verify_replay
from db.models import Person
from db.values import Key, PartialDate
from desktop_app.reports.export import write_document
from desktop_app.reports.lists.appointments import figures_document
from desktop_app.reports.lists.export import office_head
from desktop_app.services.movements.deeds import Order, carry_out, movement_of
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.post_rows import figures
from desktop_app.services.work import changing, done
from tests.services.staffing_register import Staff

DAY, EARLIER = date(2026, 10, 1), date(2026, 3, 2)
YEARS = (2024, 2025, 2026, 2027)
OVER = {"overridden": "Cấp có thẩm quyền đồng ý", "overrider": "Ban Thường vụ Đảng uỷ xã"}
Told = dict[str, dict[int, int]]


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    raw = made.database.raw_reader()
    assert verify_replay(raw) == []
    raw.close()
    made.database.close()


def counts(staff: Staff, until: date = date(2027, 12, 31)) -> Told:
    return {row.title: dict(row.counts) for row in staff.see(figures, YEARS, until)}


def newcomer(staff: Staff) -> Key:
    """Somebody who is not employed yet."""

    def add(work: Any) -> Key:
        person = Person(full_name="Lò Thị Mới", sex="nu", born=PartialDate(1995, 5, 5))
        work.session.add(person)
        return bytes(person.key)

    key: Key = staff.do(add)
    return key


def posts(staff: Staff) -> list[tuple[Any, ...]]:
    """Every row of posts and spells, to be held against later."""
    raw = staff.database.raw_reader()
    try:
        return sorted(
            tuple(row)
            for table in ("assignment", "employment", "movement", "preserved_allowance", "decision", "document_number")
            for row in raw.execute(f"SELECT '{table}', * FROM {table}").fetchall()
        )
    finally:
        raw.close()


Before = Callable[[Staff], None]


def _seconded(staff: Staff) -> None:
    staff.carry("biet_phai", staff.officer, EARLIER, unit=staff.economy, until=date(2026, 12, 31))


def _second_post(staff: Staff) -> None:
    staff.carry("kiem_nhiem", staff.officer, EARLIER, unit=staff.economy, post="Chuyên viên")


def _acting(staff: Staff) -> None:
    staff.carry("giao_quyen", staff.deputy, EARLIER, unit=staff.home, post="Trưởng phòng", until=date(2026, 12, 31))


def _rotated(staff: Staff) -> None:
    more = {"until": date(2029, 3, 1), "level": "equal", **OVER}
    staff.carry("luan_chuyen", staff.deputy, EARLIER, unit=staff.economy, post="Phó Trưởng phòng", **more)


def _suspended(staff: Staff) -> None:
    staff.carry("tam_dinh_chi", staff.officer, date(2026, 9, 1), until=date(2026, 9, 30))


def _near_retirement(staff: Staff) -> None:
    def write(work: Any) -> None:
        work.session.get_one(Person, staff.deputy).born = PartialDate(1966, 3, 16)

    staff.do(write)


NO: Before = lambda staff: None  # noqa: E731 - nothing has to stand before
POST, JOB = "Phó Trưởng phòng", "Chuyên viên"
RECRUITED, LEFT = "Tuyển dụng, tiếp nhận, ký hợp đồng", "Thôi việc, buộc thôi việc, chấm dứt hợp đồng"
ELECTED, REMOVED = "Bầu cử, phê chuẩn, chỉ định", "Cách chức, bãi nhiệm, giáng chức"
TRANSFERRED, SECONDED = "Điều động, kể cả từ cơ quan khác đến", "Biệt phái, kể cả từ cơ quan khác đến"
ACTED, RETIRED = "Giao quyền, giao phụ trách", "Nghỉ hưu, kể cả trước tuổi"
ROTATED, EXTENDED = "Luân chuyển", "Kéo dài thời gian giữ chức vụ đến khi nghỉ hưu"
AWAY = "Chuyển đi, kể cả ra ngoài khối hưởng lương ngân sách"

# kind: what stands before, who, the day, the rest of the order, and the lines it is counted in
KINDS: dict[str, tuple[Before, str, date, dict[str, Any], tuple[str, ...]]] = {
    "tuyen_dung": (NO, "new", DAY, {"unit": "home", "category": "CC", "post": JOB}, (RECRUITED,)),
    "tiep_nhan": (NO, "new", DAY, {"unit": "home", "category": "CC", "post": JOB}, (RECRUITED,)),
    "hop_dong": (NO, "new", DAY, {"unit": "home", "category": "HDLD"}, (RECRUITED,)),
    "chuyen_den": (NO, "new", DAY, {"unit": "home", "category": "CC", "post": JOB}, ("Chuyển đến từ cơ quan khác",)),
    "dieu_dong_den": (NO, "new", DAY, {"unit": "home", "category": "CC", "post": JOB}, (TRANSFERRED, "MOVES", "TURNS")),
    "biet_phai_den": (NO, "new", DAY, {"unit": "home", "until": date(2027, 9, 30)}, (SECONDED,)),
    "bo_nhiem": (NO, "officer", DAY, {"unit": "economy", "post": POST, "level": "first"}, ("Bổ nhiệm", "MOVES")),
    "bo_nhiem_lai": (NO, "deputy", date(2026, 12, 31), {}, ("Bổ nhiệm lại", "MOVES")),
    "keo_dai": (_near_retirement, "deputy", date(2026, 12, 31), {}, (EXTENDED, "MOVES")),
    "khong_bo_nhiem_lai": (NO, "deputy", date(2027, 1, 1), {"post": JOB}, ("Không bổ nhiệm lại", "REFUSED")),
    "bau_cu": (NO, "officer", DAY, {"unit": "economy", "post": POST, "until": date(2031, 6, 30)}, (ELECTED,)),
    "phe_chuan": (NO, "deputy", DAY, {"until": date(2031, 6, 30)}, (ELECTED,)),
    "chi_dinh": (NO, "officer", DAY, {"unit": "economy", "post": POST, "until": date(2031, 6, 30)}, (ELECTED,)),
    "dieu_dong": (NO, "officer", DAY, {"unit": "economy", "post": JOB}, (TRANSFERRED, "MOVES", "TURNS")),
    "luan_chuyen": (NO, "deputy", DAY, {"unit": "economy", "post": POST, "until": date(2029, 9, 30)}, (ROTATED, "MOVES", "TURNS")),
    "ket_thuc_luan_chuyen": (_rotated, "deputy", DAY, {"unit": "home", "post": POST}, ()),
    "biet_phai": (NO, "officer", DAY, {"unit": "economy", "until": date(2027, 9, 30)}, (SECONDED,)),
    "keo_dai_biet_phai": (_seconded, "officer", date(2027, 1, 1), {"until": date(2027, 9, 30), "urgent": True}, ()),
    "ket_thuc_biet_phai": (_seconded, "officer", DAY, {}, ()),
    "kiem_nhiem": (NO, "officer", DAY, {"unit": "economy", "post": JOB}, ("Kiêm nhiệm",)),
    "thoi_kiem_nhiem": (_second_post, "officer", DAY, {}, ()),
    "giao_quyen": (NO, "deputy", DAY, {"unit": "economy", "post": "Trưởng phòng", "until": date(2027, 3, 31)}, (ACTED,)),
    "phu_trach": (NO, "deputy", DAY, {"unit": "economy", "post": "Trưởng phòng", "until": date(2027, 3, 31)}, (ACTED,)),
    "ket_thuc_giao_quyen": (_acting, "deputy", DAY, {}, ()),
    "chuyen_doi_vi_tri": (NO, "officer", DAY, {"unit": "economy", "post": JOB}, ("Chuyển đổi vị trí công tác",)),
    "bo_tri_vi_tri": (NO, "officer", DAY, {"post": JOB}, ("Bố trí vào vị trí việc làm",)),
    "sap_xep": (NO, "officer", DAY, {"unit": "economy", "post": JOB}, ("Sắp xếp tổ chức bộ máy",)),
    "doi_ten": (NO, "officer", DAY, {}, ()),
    "tu_chuc": (NO, "deputy", DAY, {"post": JOB, "cases": ("OWN_WISH",)}, ("Từ chức", "REFUSED")),
    "thoi_giu_chuc_vu": (NO, "deputy", DAY, {"post": JOB}, ("Cho thôi giữ chức vụ",)),
    "mien_nhiem": (NO, "deputy", DAY, {"post": JOB, "cases": ("LOW_VOTES_GT_2_3",)}, ("Miễn nhiệm",)),
    "cach_chuc": (NO, "deputy", DAY, {"post": JOB}, (REMOVED,)),
    "bai_nhiem": (NO, "deputy", DAY, {"post": JOB}, (REMOVED,)),
    "giang_chuc": (NO, "head", date(2025, 5, 5), {"unit": "home", "post": POST}, (REMOVED,)),
    "tam_dinh_chi": (NO, "officer", DAY, {"until": date(2026, 11, 10)}, ("Tạm đình chỉ công tác",)),
    "het_tam_dinh_chi": (_suspended, "officer", DAY, {}, ()),
    "nghi_huu": (NO, "elder", date(2029, 7, 1), {}, (RETIRED,)),
    "nghi_huu_truoc_tuoi": (NO, "elder", DAY, {}, (RETIRED,)),
    "thoi_viec": (NO, "officer", DAY, {"cases": ()}, (LEFT,)),
    "buoc_thoi_viec": (NO, "officer", DAY, {}, (LEFT,)),
    "tinh_gian": (NO, "officer", DAY, {}, ("Tinh giản biên chế",)),
    "chuyen_khong_huong_luong": (NO, "officer", DAY, {}, (AWAY,)),
    "chuyen_di": (NO, "officer", DAY, {}, (AWAY,)),
    "het_hop_dong": (NO, "officer", DAY, {}, (LEFT,)),
    "chet": (NO, "officer", DAY, {}, ("Từ trần",)),
}  # fmt: skip
SUMS = {
    "MOVES": "Bổ nhiệm, điều động, bổ nhiệm lại, kéo dài",
    "TURNS": "Lượt điều động, luân chuyển",
    "REFUSED": "Không bổ nhiệm lại, từ chức",
}


def test_the_table_has_every_kind_of_the_catalogue() -> None:
    assert set(KINDS) == set(movement_kinds())
    assert len(KINDS) == 45


def ordered(staff: Staff, kind: str) -> Order:
    before, who, day, more, _ = KINDS[kind]
    before(staff)
    person = newcomer(staff) if who == "new" else getattr(staff, who)
    order = {name: getattr(staff, told) if name == "unit" else told for name, told in more.items()}
    return Order(kind, person, day, **order)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_carried_out_counted_and_taken_back(staff: Staff, kind: str) -> None:
    order = ordered(staff, kind)
    lines, wanted = KINDS[kind][4], order.effective_on.year
    rows, told = posts(staff), counts(staff)
    with changing(staff.database, staff.today, "movement", kind) as work:
        carry_out(work, order, staff.decision(min(order.effective_on, staff.today), "900/QĐ-UBND"))
    operation = done(work)
    assert operation is not None
    (move,) = [one for one in staff.see(movement_of, order.person) if one.kind == kind]
    assert (move.effective_on, move.decision is not None) == (order.effective_on, True)
    now = counts(staff)
    changed = {
        title: {year: now[title][year] - told.get(title, {}).get(year, 0) for year in YEARS}
        for title in now
        if now[title] != told.get(title, dict.fromkeys(YEARS, 0))
    }
    expected = {SUMS.get(line, line) for line in lines} if wanted in YEARS else set()
    assert changed == {title: {year: int(year == wanted) for year in YEARS} for title in expected}
    staff.database.undo(operation.id)
    assert posts(staff) == rows
    assert counts(staff) == told


def test_an_approved_election_counts_once(staff: Staff) -> None:
    more = {"unit": staff.economy, "post": POST, "until": date(2031, 6, 30)}
    staff.carry("bau_cu", staff.officer, date(2026, 6, 1), **more)
    staff.carry("phe_chuan", staff.officer, date(2026, 6, 15), until=date(2031, 6, 30))
    assert counts(staff)[ELECTED][2026] == 1


def test_a_decision_for_many_counts_each_person(staff: Staff) -> None:
    people = (staff.officer, staff.teacher)
    orders = [Order("dieu_dong", one, DAY, unit=staff.economy, post="Chuyên viên") for one in people]
    staff.do(carry_out, orders, staff.decision(DAY))
    assert counts(staff)["Lượt điều động, luân chuyển"][2026] == 2


def test_what_has_not_taken_effect_on_the_day_is_not_counted(staff: Staff) -> None:
    staff.carry("dieu_dong", staff.officer, date(2026, 12, 15), unit=staff.economy)
    line = "Lượt điều động, luân chuyển"
    assert [counts(staff, day).get(line, {}).get(2026) for day in (date(2026, 12, 14), date(2026, 12, 15))] == [0, 1]


def test_the_ten_years_of_an_office_add_up_on_paper(staff: Staff, tmp_path: Path) -> None:
    for year in range(2023, 2027):
        to = staff.economy if year % 2 else staff.home
        staff.carry("dieu_dong", staff.officer, date(year, 4, 1), unit=to, post="Chuyên viên")
    staff.carry("bo_nhiem", staff.officer, date(2026, 6, 1), unit=staff.home, post=POST, level="first")
    staff.carry("tu_chuc", staff.deputy, DAY, post="Chuyên viên", cases=("OWN_WISH",))
    years = tuple(range(2017, 2027))
    out = tmp_path / "so-lieu.xlsx"

    def write(work: Any) -> None:
        head = office_head(work.raw)
        write_document(figures_document(figures(work, years), years, staff.today, head), out)
        write_document(figures_document(figures(work, years), years, staff.today, head), out.with_suffix(".pdf"))

    staff.see(write)
    sheet = openpyxl.load_workbook(out).active
    assert sheet is not None
    rows = {row[1]: row[2:13] for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)}
    assert rows["Bổ nhiệm, điều động, bổ nhiệm lại, kéo dài"] == (0, 0, 0, 0, 0, 0, 1, 1, 1, 2, 5)
    assert rows["Lượt điều động, luân chuyển"] == (0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 4)
    assert rows["Không bổ nhiệm lại, từ chức"] == (0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1)
    assert out.with_suffix(".pdf").read_bytes().startswith(b"%PDF")
