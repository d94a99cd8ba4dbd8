import json
import unicodedata
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from desktop_app.services.catalogs import (
    Catalog,
    Entry,
    catalog,
    cccd_prefixes,
    names_of,
    rank_code_meant,
    ranks,
    read_rows,
    scale,
    squeezed,
)

LISTS = (
    "category",
    "sex",
    "ethnic",
    "religion",
    "qualification",
    "political_theory",
    "state_management",
    "general_education",
    "training_mode",
    "recruitment_kind",
)
CONTROLLED = {
    "dan_toc": "ethnic",
    "ton_giao": "religion",
    "loai": "category",
    "hinh_thuc_td": "recruitment_kind",
    "trinh_do_pt": "general_education",
    "trinh_do_cm": "qualification",
    "hinh_thuc_dt": "training_mode",
    "llct": "political_theory",
    "qlnn": "state_management",
}


def meant(name: str, text: str) -> str | None:
    entry = catalog(name).match(text).entry
    return entry.code if entry else None


@pytest.mark.parametrize("name", LISTS)
def test_every_name_of_a_list_is_matched_exactly(name: str) -> None:
    for entry in catalog(name).entries:
        found = catalog(name).match(entry.name)
        assert found.exact
        assert found.entry == entry


@pytest.mark.parametrize("name", LISTS)
def test_no_two_entries_of_a_list_can_be_taken_for_each_other(name: str) -> None:
    keys = [squeezed(entry.name) for entry in catalog(name).entries]
    assert len(keys) == len(set(keys))


ALIASES = [(row["catalog"], row["alias"], row["code"]) for row in read_rows("aliases.csv")]
NOT_MATCHED = {"foreign_language", "informatics", "province", "province_legacy", "rank"}
"""Lists that have aliases and are no lists to choose from: provinces and ranks have codes, the others are texts."""


def _of(*names: str) -> list[tuple[str, str, str]]:
    return [found for found in ALIASES if found[0] in names]


def test_every_alias_belongs_to_a_list() -> None:
    assert {name for name, _, _ in ALIASES} - set(LISTS) == NOT_MATCHED


@pytest.mark.parametrize(("name", "alias", "code"), _of(*LISTS))
def test_every_shipped_alias_leads_to_its_entry(name: str, alias: str, code: str) -> None:
    assert meant(name, alias) == code


@pytest.mark.parametrize(("name", "alias", "code"), _of("rank"))
def test_another_name_of_a_rank_leads_to_its_code(name: str, alias: str, code: str) -> None:
    found = rank_code_meant("?", alias)
    assert found is not None
    # a rank that is called so itself comes first
    assert found == code or squeezed(ranks()[found].name) == squeezed(alias)
    assert code in ranks()


@pytest.mark.parametrize(("name", "file"), [("province", "provinces.csv"), ("province_legacy", "provinces_legacy.csv")])
def test_another_name_of_a_province_has_a_code_there_is(name: str, file: str) -> None:
    codes = {row["code"] for row in read_rows(file)}
    assert {code for _, _, code in _of(name)} <= codes


@pytest.mark.parametrize("name", sorted(NOT_MATCHED))
def test_one_spelling_means_one_thing(name: str) -> None:
    meanings = {(squeezed(alias), code) for _, alias, code in _of(name)}
    assert len({key for key, _ in meanings}) == len(meanings)


@pytest.mark.parametrize("name", ["foreign_language", "informatics"])
def test_what_an_abbreviation_of_a_text_stands_for_stands_for_itself(name: str) -> None:
    meanings = {squeezed(alias): code for _, alias, code in _of(name)}
    for code in set(meanings.values()):
        assert meanings.get(squeezed(code), code) == code


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("category", "công chức", "CC"),
        ("category", "CÁN BỘ", "CB"),
        ("category", "Không chuyên trách", "KCT"),
        ("category", "Hợp đồng 111", "HDLD"),
        ("category", "Viên chức quản lý", "VC"),
        ("sex", "NỮ", "nu"),
        ("sex", "nam", "nam"),
        ("ethnic", "Kinh (Việt)", "Kinh"),
        ("ethnic", "H'mông", "Mông"),
        ("ethnic", "H’Mông", "Mông"),
        ("ethnic", "Khmer", "Khơ-me"),
        ("ethnic", "khơ me", "Khơ-me"),
        ("religion", "Phật giáo Hoà Hảo", "Phật giáo Hòa Hảo"),
        ("religion", "Thiên chúa giáo", "Công giáo"),
        ("qualification", "Th.S", "Thạc sĩ"),
        ("qualification", "thạc sỹ", "Thạc sĩ"),
        ("qualification", "ĐH", "Đại học"),
        ("qualification", "CK I", "Chuyên khoa I"),
        ("political_theory", "trung cap", "Trung cấp"),
        ("state_management", "CVC", "Chuyên viên chính"),
        ("general_education", "12/12", "12/12"),
        ("general_education", "12/12 (bổ túc)", "12/12 bổ túc"),
        ("training_mode", "tại chức", "Vừa làm vừa học"),
        ("recruitment_kind", "THI TUYỂN", "Thi tuyển"),
    ],
)
def test_the_usual_spellings_of_clerks_are_understood(name: str, text: str, code: str) -> None:
    assert meant(name, text) == code
    assert meant(name, f"  {text} ") == code


def test_decomposed_text_means_the_same_as_composed() -> None:
    assert meant("ethnic", unicodedata.normalize("NFD", "Nùng")) == "Nùng"


def test_a_folded_spelling_is_told_from_an_exact_one() -> None:
    assert catalog("ethnic").match("Tày").exact
    assert not catalog("ethnic").match("tay").exact


@pytest.mark.parametrize(("name", "text"), [("ethnic", "Nguyễn"), ("category", "Giám đốc"), ("qualification", "12/12")])
def test_what_no_list_knows_is_not_guessed(name: str, text: str) -> None:
    assert catalog(name).match(text).entry is None


@pytest.mark.parametrize(
    ("name", "text", "proposal"),
    [("ethnic", "Muờngg", "Mường"), ("qualification", "Đại họcc", "Đại học"), ("religion", "Công giáoo", "Công giáo")],
)
def test_a_slip_of_the_pen_is_proposed_and_not_taken(name: str, text: str, proposal: str) -> None:
    found = catalog(name).match(text)
    assert found.entry is None
    assert found.proposals[0] == proposal
    assert len(found.proposals) <= 3


def test_a_match_is_remembered() -> None:
    assert catalog("ethnic").match("Xơ đăngg") is catalog("ethnic").match("Xơ đăngg")


def test_an_unknown_list_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        catalog("favourite_colour")


def test_entries_are_in_use_between_their_days() -> None:
    old, new = Entry("a", "Cũ", ends=date(2025, 6, 30)), Entry("b", "Mới", starts=date(2025, 7, 1))
    both = Catalog([old, new])
    assert both.at(date(2025, 6, 30)) == (old,)
    assert both.at(date(2025, 7, 1)) == (new,)


def test_a_name_wins_over_an_alias_of_another_entry() -> None:
    both = Catalog([Entry("a", "Cao cấp"), Entry("b", "Cử nhân")], [("Cử nhân", "a")])
    found = both.match("cu nhan").entry
    assert found is not None
    assert found.code == "b"


def test_a_code_is_read_as_its_name_and_an_unknown_one_stays() -> None:
    assert catalog("category").name_of("KCT") == "Người hoạt động không chuyên trách"
    assert catalog("category").name_of("XX") == "XX"
    assert names_of("category")[:3] == ("Cán bộ", "Công chức", "Viên chức")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01,003", "01.003"),
        ("01003", "01.003"),
        ("01.003 ", "01.003"),
        ("V.07.03.29 ", "V.07.03.29"),
        ("V.07.03.29.", "V.07.03.29"),
        ("v07.03.29", "V.07.03.29"),
        ("V070329", "V.07.03.29"),
        ("15A.201", "15a.201"),
        ("99.999", None),
        ("", None),
    ],
)
def test_a_damaged_rank_code_is_recognised(text: str, code: str | None) -> None:
    assert rank_code_meant(text) == code


def test_no_two_rank_codes_are_alike_once_damaged() -> None:
    assert len({squeezed(code) for code in ranks()}) == len(ranks())


def test_a_rank_is_found_by_its_name_when_its_code_says_nothing() -> None:
    assert rank_code_meant("?", "chuyên viên chính") == "01.002"
    assert rank_code_meant("?", "Thợ lặn") is None


@pytest.mark.parametrize(
    ("code", "step", "hundredths"),
    [
        ("01.001", 1, 620),
        ("01.002", 8, 678),
        ("01.003", 4, 333),
        ("01.004", 1, 210),
        ("01.005", 12, 406),
        ("06.030", 1, 400),
        ("06.031", 9, 498),
        ("06.032", 10, 489),
        ("V.07.02.26", 1, 210),
        ("V.07.03.28", 1, 400),
        ("V.07.04.32", 1, 234),
        ("V.08.05.13", 3, 226),
    ],
)
def test_rank_and_step_give_the_coefficient(code: str, step: int, hundredths: int) -> None:
    assert scale()[ranks()[code].groups[0]][step] == hundredths


def test_a_rank_whose_scale_no_source_gives_has_none() -> None:
    assert ranks()["09.316"].groups == ()


def test_every_group_of_a_rank_is_a_scale() -> None:
    used = {group for rank in ranks().values() for group in rank.groups}
    assert used <= set(scale())


def test_scales_rise_evenly_from_step_one() -> None:
    for group, steps in scale().items():
        assert list(steps) == list(range(1, len(steps) + 1)), group
        values = list(steps.values())
        assert len({b - a for a, b in pairwise(values)}) == 1, group


def test_every_old_province_has_a_prefix_and_only_they() -> None:
    assert len(cccd_prefixes()) == 63
    assert {"001", "006", "079", "096"} <= cccd_prefixes()
    assert not {"000", "003", "097"} & cccd_prefixes()


def sample_rows(samples: Path) -> list[dict[str, Any]]:
    from python_calamine import CalamineWorkbook

    columns = json.loads((samples / "danh-sach-loi-300.json").read_text(encoding="utf-8"))["columns"]
    sheet = CalamineWorkbook.from_path(str(samples / "danh-sach-xa-25.xlsx")).get_sheet_by_index(0)
    rows = [dict(zip(columns, row, strict=True)) for row in list(sheet.iter_rows())[8:]]
    return [row for row in rows if row["cccd"]]


def test_every_controlled_value_of_a_clean_workbook_is_known_as_written(samples: Path) -> None:
    rows = sample_rows(samples)
    assert len(rows) == 25
    unknown = [
        (field, row[field])
        for row in rows
        for field, name in CONTROLLED.items()
        if row[field] and not catalog(name).match(row[field]).exact
    ]
    assert unknown == []


def test_every_coefficient_of_a_clean_workbook_agrees_with_its_rank_and_step(samples: Path) -> None:
    for row in sample_rows(samples):
        rank = ranks()[row["ngach_ma"]]
        assert rank.name == row["ngach_ten"]
        assert round(row["he_so"] * 100) in [scale()[group].get(int(row["bac"])) for group in rank.groups]
        assert row["cccd"][:3] in cccd_prefixes()
