"""Units: what each deed does from its day on, what is refused and changes nothing, what undo brings back."""

from datetime import date
from typing import Any

import pytest

from desktop_app.errors import InvalidInput
from desktop_app.services.organisation.forest import DAY
from desktop_app.services.organisation.people import links
from desktop_app.services.organisation.units import (
    Basis,
    CreateUnit,
    DissolveUnit,
    MergeUnits,
    MoveUnit,
    Part,
    RenameUnit,
    SplitUnit,
    create_unit,
    dissolve_unit,
    merge_units,
    move_unit,
    read_forest,
    rename_unit,
    split_unit,
)
from desktop_app.services.organisation.view import (
    ENDED,
    MOVED,
    NEW,
    RENAMED,
    closed_units,
    two_days,
    unit_card,
    unit_tree,
)
from tests.services.organisation.conftest import START, Office

JULY = date(2025, 7, 1)
BASIS = Basis("12/NQ-HĐND", date(2025, 6, 25), "HĐND xã An Bình")


def names(office: Office, day: date) -> list[tuple[int, str, int]]:
    return [(row.depth, row.name, row.total) for row in office.see(unit_tree, day)]


def refused(office: Office, deed: Any, order: Any) -> str:
    before = office.dump()
    with pytest.raises(InvalidInput) as told:
        office.do(deed, order)
    assert office.dump() == before
    return str(told.value)


def test_a_unit_has_its_names_from_day_to_day_with_the_decision(office: Office) -> None:
    office.do(rename_unit, RenameUnit(office.units["KT"], "Phòng Kinh tế, Hạ tầng", JULY, basis=BASIS))
    assert [name for _, name, _ in names(office, JULY - DAY)] == ["Xã An Bình", "Phòng Kinh tế", "Văn phòng"]
    assert [name for _, name, _ in names(office, JULY)] == ["Xã An Bình", "Phòng Kinh tế, Hạ tầng", "Văn phòng"]
    card = office.see(unit_card, office.units["KT"], office.today)
    assert [(row.name, row.starts, row.ends, row.decision) for row in card.names] == [
        ("Phòng Kinh tế", START, JULY - DAY, ""),
        ("Phòng Kinh tế, Hạ tầng", JULY, None, "12/NQ-HĐND"),
    ]
    assert (card.path, card.total, card.heads) == (("Xã An Bình",), 2, ("Nông Văn Sơn",))
    # a correction of the same day stays one state; an earlier day splits the first
    office.do(rename_unit, RenameUnit(office.units["KT"], "Phòng Kinh tế và Hạ tầng", JULY))
    office.do(rename_unit, RenameUnit(office.units["KT"], "Phòng Kinh tế - Ngân sách", date(2022, 1, 1)))
    card = office.see(unit_card, office.units["KT"], date(2023, 1, 1))
    assert [row.name for row in card.names] == [
        "Phòng Kinh tế",
        "Phòng Kinh tế - Ngân sách",
        "Phòng Kinh tế và Hạ tầng",
    ]
    assert card.name == "Phòng Kinh tế - Ngân sách"


def test_move_and_two_days_side_by_side(office: Office) -> None:
    office.do(move_unit, MoveUnit(office.units["KT"], office.units["VP"], JULY))
    office.do(rename_unit, RenameUnit(office.units["X"], "Phường An Bình", JULY))
    office.units["HC"] = office.do(create_unit, CreateUnit(Part("Trung tâm", "", office.units["X"]), JULY))
    assert names(office, JULY) == [
        (0, "Phường An Bình", 2), (1, "Trung tâm", 0), (1, "Văn phòng", 2), (2, "Phòng Kinh tế", 2),
    ]  # fmt: skip
    both = office.see(two_days, JULY - DAY, JULY)
    assert [(row.name, row.mark, row.note) for row in both.before] == [
        ("Xã An Bình", RENAMED, "thành Phường An Bình"), ("Phòng Kinh tế", MOVED, "về Văn phòng"), ("Văn phòng", "", ""),
    ]  # fmt: skip
    assert {row.name: row.mark for row in both.after} == {
        "Phường An Bình": RENAMED, "Trung tâm": NEW, "Văn phòng": "", "Phòng Kinh tế": MOVED,
    }  # fmt: skip


def test_merge_split_and_dissolve(office: Office) -> None:
    a, b = (
        office.do(create_unit, CreateUnit(Part(name, "Thôn", office.units["X"]), START))
        for name in ("Thôn A", "Thôn B")
    )
    child = office.do(create_unit, CreateUnit(Part("Tổ 1", "Tổ", a), START))
    merged = office.do(
        merge_units, MergeUnits((a, b), JULY, part=Part("Thôn AB", "Thôn", office.units["X"]), basis=BASIS)
    )
    before, after = office.see(links, merged)
    assert [(link.name, link.day, link.number) for link in before] == [
        ("Thôn A", JULY, "12/NQ-HĐND"),
        ("Thôn B", JULY, "12/NQ-HĐND"),
    ]
    assert after == ()
    assert office.see(read_forest).at(child, JULY).parent == merged
    assert {row.name for row in office.see(closed_units, office.today)} == {"Thôn A", "Thôn B"}
    split = office.do(split_unit, SplitUnit(merged, (Part("Thôn C"), Part("Thôn D")), date(2026, 1, 1), stays=False))
    assert [link.name for link in office.see(links, merged)[1]] == ["Thôn C", "Thôn D"]
    assert office.see(read_forest).at(child, date(2026, 1, 1)).parent == office.units["X"]
    office.do(dissolve_unit, DissolveUnit(split[0], date(2026, 6, 1)))
    card = office.see(unit_card, split[0], office.today)
    assert (card.there, card.ends) == (False, date(2026, 5, 31))
    both = office.see(two_days, JULY - DAY, JULY)
    assert [(row.name, row.note) for row in both.before if row.mark == ENDED] == [
        ("Thôn A", "→ Thôn AB"),
        ("Thôn B", "→ Thôn AB"),
    ]


def test_undo_of_each_deed_brings_everything_back(office: Office) -> None:
    x, vp, kt = (office.units[name] for name in ("X", "VP", "KT"))
    deeds: tuple[tuple[Any, Any], ...] = (
        (create_unit, CreateUnit(Part("Trung tâm", "", x), JULY, BASIS)),
        (rename_unit, RenameUnit(vp, "Văn phòng HĐND và UBND", JULY, basis=BASIS)),
        (move_unit, MoveUnit(kt, vp, JULY)),
        (split_unit, SplitUnit(vp, (Part("Tổ một cửa"),), JULY)),
        (merge_units, MergeUnits((vp,), JULY, into=kt)),
        (dissolve_unit, DissolveUnit(vp, JULY)),
    )
    for deed, order in deeds:
        before = office.dump()
        office.do(deed, order)
        assert office.dump() != before
        office.database.undo(office.last)
        assert office.dump() == before


def test_refusals_name_the_field_and_change_nothing(office: Office) -> None:
    x, vp, kt = (office.units[name] for name in ("X", "VP", "KT"))
    assert "còn 2 người ở “Phòng Kinh tế” (Lê Thị Mai, Nông Văn Sơn)" in refused(
        office, dissolve_unit, DissolveUnit(kt, JULY)
    )
    assert "còn 2 người" in refused(office, merge_units, MergeUnits((kt,), JULY, into=vp))
    assert "còn thuộc “Xã An Bình”" in refused(office, dissolve_unit, DissolveUnit(x, JULY))
    assert "nằm dưới chính nó" in refused(office, move_unit, MoveUnit(x, kt, JULY))
    assert "đã có một đơn vị tên “văn phòng” dưới “Xã An Bình”" in refused(
        office, create_unit, CreateUnit(Part("văn phòng", "", x), JULY)
    )
    assert "đã có một đơn vị tên" in refused(office, rename_unit, RenameUnit(vp, "Phong Kinh te", JULY))
    assert "chỉ có từ ngày 01/01/2020" in refused(office, rename_unit, RenameUnit(vp, "Khác", date(2019, 1, 1)))
    assert "Mã đơn vị “VP” đã có" in refused(office, create_unit, CreateUnit(Part("Khác", "", x, "VP"), JULY))
    assert "Phải có tên" in refused(office, create_unit, CreateUnit(Part("  ", "", x), JULY))
    assert "sau ngày có hiệu lực" in refused(office, dissolve_unit, DissolveUnit(vp, date(2025, 1, 1), BASIS))
    assert "vẫn như cũ" in refused(office, rename_unit, RenameUnit(vp, "Văn phòng", JULY))
    assert "đã thuộc cấp trên này" in refused(office, move_unit, MoveUnit(vp, x, JULY))
    assert "ít nhất hai đơn vị" in refused(office, merge_units, MergeUnits((vp,), JULY, part=Part("Một")))
    office.do(dissolve_unit, DissolveUnit(vp, JULY))
    assert "không còn vào ngày 01/07/2025" in refused(office, rename_unit, RenameUnit(vp, "Khác", JULY))
    assert "mà đơn vị đó không có vào ngày 01/07/2025" in refused(office, move_unit, MoveUnit(kt, vp, JULY))
    assert "đơn vị đó không có" in refused(office, create_unit, CreateUnit(Part("Tổ", "", vp), date(2025, 1, 1)))


def test_a_change_ahead_waits_for_its_day_and_keeps_an_earlier_end_out(office: Office) -> None:
    ahead = date(2027, 1, 1)
    office.do(rename_unit, RenameUnit(office.units["VP"], "Văn phòng chung", ahead))
    assert (0, "Văn phòng chung") not in [(depth, name) for depth, name, _ in names(office, office.today)]
    assert (1, "Văn phòng chung", 0) in names(office, ahead)
    assert "còn thay đổi đã ghi từ ngày 01/01/2027" in refused(
        office, dissolve_unit, DissolveUnit(office.units["VP"], JULY)
    )
