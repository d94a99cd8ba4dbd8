from datetime import date
from pathlib import Path

import pytest

from desktop_app.law.answer import Answer
from desktop_app.law.packs import FOLDER, Correction, category_named, corrected, read_pack, shipped

TEXT = """
[term_years]
label = "Thời hạn giữ chức vụ (năm)"
rows = [
  { who = "CBCC", from = 2020-12-01, to = 2025-06-30, value = 5, basis = "Nghị định A" },
  { who = ["CC_LDQL"], from = 2025-07-01, value = 3, basis = "Nghị định B", confirmed = false },
]
"""


@pytest.fixture
def pack_file(tmp_path: Path) -> Path:
    path = tmp_path / "terms.toml"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_figure_holds_for_its_categories_on_its_days(pack_file: Path) -> None:
    pack = read_pack(pack_file)
    held = pack.at("term_years", "CC_LDQL", date(2025, 6, 30))
    assert held is not None
    assert (held.value, held.basis, held.confirmed) == (5, "Nghị định A", True)
    later = pack.at("term_years", "CC_LDQL", date(2025, 7, 1))
    assert later is not None
    assert (later.value, later.confirmed) == (3, False)
    assert pack.at("term_years", "CB", date(2025, 7, 1)) is None
    assert pack.at("term_years", "VC", date(2024, 1, 1)) is None
    assert pack.at("term_years", "CB", date(2020, 11, 30)) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (('"Nghị định B"', '""'), "cites no provision"),
        (("2025-07-01", "2025-06-30"), "hai dòng cùng có hiệu lực"),
        (('["CC_LDQL"]', '["CLERK"]'), "no category"),
    ],
)
def test_a_row_that_cannot_be_trusted_is_refused(pack_file: Path, change: tuple[str, str], why: str) -> None:
    pack_file.write_text(TEXT.replace(*change), encoding="utf-8")
    with pytest.raises(ValueError, match=why):
        read_pack(pack_file)


def test_a_correction_lies_over_the_shipped_rows_and_says_whose_it_is(pack_file: Path) -> None:
    one = Correction("terms", "term_years", "CC_LDQL", 4, date(2024, 1, 1), date(2025, 12, 31), "Công văn 12")
    pack = corrected(read_pack(pack_file), [one])
    values = [
        (found.value if (found := pack.at("term_years", "CC_LDQL", day)) else None)
        for day in (date(2023, 12, 31), date(2024, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    ]
    assert values == [5, 4, 4, 3]
    held = pack.at("term_years", "CC_LDQL", date(2024, 6, 1))
    assert held is not None
    assert held.basis == "Công văn 12 (cơ quan sửa)"


def test_every_shipped_topic_can_be_read() -> None:
    for path in sorted(FOLDER.glob("*.toml")):
        assert shipped(path.stem).figures


def test_the_leader_flag_names_the_category_of_the_law() -> None:
    assert category_named("CC", leader=True) == "CC_LDQL"
    assert category_named("VC", leader=True) == "VC_QL"
    assert category_named("CB", leader=True) == "CB"
    assert category_named("CC", leader=False) == "CC"


def test_an_unconfirmed_rule_never_refuses() -> None:
    with pytest.raises(ValueError, match="never refuses"):
        Answer(None, "khong_dat", confirmed=False, hard=True)
    assert Answer(None, "khong_dat", ("Điều 1",), hard=True).refuses
    assert not Answer(None, "khong_dat", ("Điều 1",)).refuses
