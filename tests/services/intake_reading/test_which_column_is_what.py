"""Headings as offices write them, and headings that only look alike."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.services.intake.headings import ColumnHead, headings, map_columns
from desktop_app.services.intake.service import open_file


def _target(*path: str) -> str:
    (mapped,) = map_columns([ColumnHead(1, path)])
    return mapped.target


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("HỌ VÀ TÊN", "full_name"),
        ("Họ\nvà tên", "full_name"),
        ("Ho va ten", "full_name"),
        ("Họ, tên", "full_name"),
        ("Họ vàtên", "full_name"),
        ("NTNS", "born"),
        ("Ngày  tháng năm  sinh", "born"),
        ("ngay sinh", "born"),
        ("Giới tinhs", "sex"),
        ("Dân tôcj", "ethnic"),
        ("Quê qán", "home_town"),
        ("Hệ số luơng", "coefficient"),
        ("Trình độ chuyên môm", "qualification"),
        ("Số điệnthoại", "phone"),
        ("Chức vụu", "post"),
        ("SỐ CCCD (12 số)", "personal_number"),
        ("Lý luận chính trịj", "political_theory"),
        ("Mã CDNN", "rank_code"),
        ("HSL", "coefficient"),
    ],
)
def test_a_heading_however_it_is_written(heading: str, target: str) -> None:
    assert _target(heading) == target


@pytest.mark.parametrize(
    "heading",
    [
        "Ngày vào Hội", "Hệ số lương cũ", "Hệ số lương mới", "Họ tên vợ", "Họ và tên cha", "Ngày sinh con",
        "Ngày nghỉ hưu", "Ngày thôi việc", "Mã số thuế", "Số tài khoản", "Số điện thoại nhà riêng", "Cột lạ",
    ],
)  # fmt: skip
def test_another_word_is_another_meaning(heading: str) -> None:
    assert _target(heading) == ""


@pytest.mark.parametrize(
    ("path", "target"),
    [
        (("Lương", "Hệ số"), "coefficient"),
        (("Lương cũ", "Hệ số"), ""),
        (("Lương mới", "Bậc"), ""),
        (("Phụ cấp", "Hệ số"), ""),
        (("Phụ cấp", "Chức vụ"), "post_allowance"),
        (("Vợ (chồng)", "Họ và tên"), ""),
        (("Thân nhân", "Ngày sinhh"), ""),
        (("Cán bộ, công chức", "Họ và tên"), "full_name"),
        (("Giới tính", "Nữ"), "female_mark"),
        (("Quyết định", "Mã số"), ""),
        (("Số CCCD", "Ngày cấp"), "id_issued_on"),
    ],
)
def test_a_heading_under_its_group(path: tuple[str, ...], target: str) -> None:
    assert _target(*path) == target


def test_the_whole_heading_comes_before_its_last_part() -> None:
    mapped = map_columns([ColumnHead(1, ("Lần đầu", "Hệ số")), ColumnHead(2, ("Lương", "Hệ số"))])
    assert [column.target for column in mapped] == ["", "coefficient"]
    assert "trùng" in mapped[0].reason


def test_pay_of_before_and_after_is_left_to_the_clerk(save: Callable[..., Path]) -> None:
    rows = [
        ("STT", "Họ và tên", "Ngày sinh", "Lương cũ", None, "Lương mới", None),
        (None, None, None, "Bậc", "Hệ số", "Bậc", "Hệ số"),
        (1, "Lê Văn Ba", "25/03/1979", 3, 3.0, 4, 3.33),
    ]
    for merges in ((), ("A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1")):
        opened = open_file(save(rows, merges=merges))
        assert opened.layout.header == (1, 2)
        assert [column.target for column in opened.mapping] == ["index", "full_name", "born", "", "", "", ""]


def test_every_shipped_alias_is_its_own_target_with_or_without_accents() -> None:
    for alias, target in headings().exact.items():
        found = _target(*alias.split(" / "))
        assert found == ("" if target == "ignored" else target), alias
