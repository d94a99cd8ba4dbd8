"""Discipline that an import left in kept cells: offered, read, confirmed one by one or put aside; never a record by itself."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from db.database import Database
from desktop_app.errors import InvalidInput
from desktop_app.services.discipline.deeds import RecordPast, record_past
from desktop_app.services.discipline.proposals import dismiss, proposals, read_text
from desktop_app.services.discipline.rows import cases
from desktop_app.services.work import changing, reading


@pytest.mark.parametrize(
    ("text", "form", "day", "number", "authority", "party"),
    [
        (
            "Khiển trách theo QĐ số 45/QĐ-UBND ngày 12/3/2019 của UBND huyện Pác Nặm",
            "KHIEN_TRACH", date(2019, 3, 12), "45/QĐ-UBND", "UBND huyện Pác Nặm", False,
        ),
        ("Cảnh cáo, 15.08.2021", "CANH_CAO", date(2021, 8, 15), "", "", False),
        ("canh cao ngày 5 tháng 6 năm 2020 vì vi phạm chính sách dân số", "CANH_CAO", date(2020, 6, 5), "", "", False),
        ("Đảng uỷ khiển trách năm 2022", "KHIEN_TRACH", None, "", "", True),
        ("Hạ bậc lương (31/02/2018)", "HA_BAC_LUONG", None, "", "", False),
        ("Phê bình", "", None, "", "", False),
    ],
)  # fmt: skip
def test_what_is_written_is_read_as_far_as_it_says(
    text: str, form: str, day: date | None, number: str, authority: str, party: bool
) -> None:
    found = read_text(text)
    assert found[:4] == (form, day, number, authority)
    assert found[5] is party


def test_offered_confirmed_dismissed_and_never_made_by_itself(
    bring: Callable[..., Any], sheet_of: Callable[..., Any], database: Database, today: date
) -> None:
    path = sheet_of(
        ("STT", "Họ và tên", "Ngày sinh", "Giới tính", "Loại", "Chức vụ", "Kỷ luật"),
        (1, "Nguyễn Văn An", "13/02/1980", "Nam", "Công chức", "Chuyên viên", "Khiển trách, QĐ 45/QĐ-UBND ngày 12/3/2019"),
        (2, "Lý Thị Bình", "25/12/1985", "Nữ", "Công chức", "Chuyên viên", "Không"),
        (3, "Hà Văn Chính", "01/05/1979", "Nam", "Viên chức", "Giáo viên", "Cảnh cáo"),
        (4, "Lò Thị Dung", "02/05/1979", "Nữ", "Viên chức", "Giáo viên", ""),
    )  # fmt: skip
    bring(path)
    with reading(database, today) as work:
        found = proposals(work)
        assert cases(work, today) == ()
    assert [(one.name, one.form, one.number) for one in found] == [
        ("Nguyễn Văn An", "KHIEN_TRACH", "45/QĐ-UBND"),
        ("Hà Văn Chính", "CANH_CAO", ""),
    ]
    assert "ds.xlsx" in found[0].where
    assert "dòng 2" in found[0].where
    first, second = found
    order = RecordPast(
        first.person, first.form, date(2019, 3, 12), date(2019, 3, 12), "Chậm nộp báo cáo", category="CC", source=first.source
    )  # fmt: skip
    with changing(database, today, "discipline", "xác nhận") as work:
        record_past(work, order)
    with pytest.raises(InvalidInput, match="lý do"), changing(database, today, "discipline", "bỏ qua") as work:
        dismiss(work, second, "  ")
    with changing(database, today, "discipline", "bỏ qua") as work:
        dismiss(work, second, "Đã xoá kỷ luật, hồ sơ gốc không còn")
    with reading(database, today) as work:
        assert proposals(work) == ()
        assert [row.name for row in cases(work, today)] == ["Nguyễn Văn An"]
    assert replace(first, letters="Z").mark != first.mark
