import csv
import re
import tomllib
import unicodedata
from collections import Counter, defaultdict
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from desktop_app.law.dated import Dated, Version
from desktop_app.paths import RESOURCES

CATALOGS = sorted((RESOURCES / "catalogs").glob("*.csv"))
ICONS = sorted((RESOURCES / "icons").glob("*.svg"))
FONTS = sorted((RESOURCES / "fonts").glob("*.ttf"))
TARGETS = """
person_key index ignored staff_number full_name other_name born born_male born_female sex female_mark personal_number old_id_number
id_issued_on id_issued_at birth_place home_town address permanent_address ethnic religion phone email unit_code unit parent_unit
category post post_since post_allowance party_post recruited_on recruited_by recruitment_kind joined_office_on rank_code rank_name
step coefficient beyond_percent salary_since next_step_on rank_since general_education qualification major training_mode school
political_theory state_management foreign_language informatics ethnic_language defence party_member party_joined party_official
insurance_number health_insurance_number decision_number decision_date decision_signer note
academic_title academic_title_since area_allowance army_rank attraction_allowance award beyond_since blood_group discharged_on
duty_allowance enlisted_on family_origin graduated graduation_grade hazard_allowance health height long_service_allowance
longest_work main_work party_card planned_post policy_group previous_job profession_allowance public_service_allowance
revolution_on seniority_allowance strength trade_union_joined weight wounded_class youth_union_joined
"""
UNDATED = {"aliases.csv", "legacy_encodings.csv"}
VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")


def read(name: str) -> list[dict[str, str]]:
    with (RESOURCES / "catalogs" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def in_force(rows: list[dict[str, str]], on: date) -> list[dict[str, str]]:
    return [row for row in rows if (row["from"] or "0001-01-01") <= on.isoformat() <= (row["to"] or "9999-12-31")]


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_a_code_list_is_composed_utf8_with_a_heading_and_full_rows(path: Path) -> None:
    raw = path.read_bytes()
    text = raw.decode("utf-8")
    assert not text.startswith("\ufeff")
    assert b"\r" not in raw
    assert text.endswith("\n")
    assert unicodedata.is_normalized("NFC", text)
    heading, *rows = list(csv.reader(text.splitlines()))
    assert len(set(heading)) == len(heading)
    assert rows
    assert {len(row) for row in rows} == {len(heading)}


@pytest.mark.parametrize("path", [path for path in CATALOGS if path.name not in UNDATED], ids=lambda path: path.name)
def test_rows_of_one_code_do_not_overlap_in_time(path: Path) -> None:
    versions: dict[tuple[str, ...], list[Version[int]]] = defaultdict(list)
    wanted: tuple[str, ...] = ("list", "group", "step", "code", "annex", "field", "no", "old", "new")
    keys = [name for name in wanted if name in read(path.name)[0]]
    for place, row in enumerate(read(path.name)):
        starts, ends = day(row["from"]), day(row["to"])
        assert starts is None or ends is None or starts <= ends
        versions[tuple(row[name] for name in keys or ["name"])].append(Version(place, starts, ends))
    for key, rows in versions.items():
        assert list(Dated(str(key), rows))


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.name)
def test_a_row_is_confirmed_or_says_what_it_is(path: Path) -> None:
    known = {"confirmed", "unconfirmed", "superseded", "legacy"}
    assert {row.get("status", "confirmed") for row in read(path.name)} <= known


def test_the_country_has_the_units_of_each_time() -> None:
    before, after = date(2025, 6, 30), date(2026, 11, 23)
    counts = {
        name: (len(in_force(read(name), before)), len(in_force(read(name), after)))
        for name in (
            "provinces_legacy.csv",
            "districts_legacy.csv",
            "communes_legacy.csv",
            "provinces.csv",
            "communes.csv",
        )
    }
    assert counts == {
        "provinces_legacy.csv": (63, 0),
        "districts_legacy.csv": (696, 0),
        "communes_legacy.csv": (10_035, 0),
        "provinces.csv": (0, 34),
        "communes.csv": (0, 3_321),
    }


def test_units_belong_to_units_there_are() -> None:
    provinces = {row["code"] for row in read("provinces.csv")}
    old = {row["code"] for row in read("provinces_legacy.csv")}
    districts = {row["code"] for row in read("districts_legacy.csv")}
    communes = {row["code"] for row in read("communes.csv")}
    assert {row["province"] for row in read("communes.csv")} == provinces
    assert {row["successor"] for row in read("provinces_legacy.csv")} == provinces
    assert {row["province"] for row in read("districts_legacy.csv")} == old
    assert {row["district"] for row in read("communes_legacy.csv")} <= districts
    assert {row["new"] for row in read("commune_merge_2025.csv")} <= communes


def test_every_old_commune_has_one_main_heir() -> None:
    heirs = Counter(row["old"] for row in read("commune_merge_2025.csv") if row["how"] in {"whole", "split-default"})
    assert set(heirs.values()) == {1}
    assert {row["how"] for row in read("commune_merge_2025.csv")} == {"whole", "split-default", "split"}


def test_the_two_code_systems_of_ethnic_groups_are_kept_apart() -> None:
    groups = {row["name"]: (row["stat_code"], row["sync_code"]) for row in read("ethnic_groups.csv")}
    assert groups["Hoa"] == ("04", "06")
    assert groups["Mường"] == ("06", "04")
    assert sum(bool(stat) for stat, _ in groups.values()) == 55


@pytest.mark.parametrize("path", ICONS, ids=lambda path: path.stem)
def test_an_icon_is_a_plain_drawing(path: Path) -> None:
    root = ET.fromstring(path.read_text(encoding="utf-8"))  # noqa: S314 - our own files
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert re.fullmatch(r"0 0 (\d+) \1", root.attrib["viewBox"])
    tags = {element.tag.partition("}")[2] for element in root.iter()}
    assert tags <= {"svg", "g", "path", "circle", "rect", "line", "polyline", "polygon"}
    if path.stem != "so-noi-vu":
        assert root.attrib["fill"] == "currentColor"


def test_every_icon_is_shown_somewhere() -> None:
    program = "".join(path.read_text(encoding="utf-8") for path in (RESOURCES.parent / "desktop_app").rglob("*.py"))
    sheet = (RESOURCES / "theme" / "theme.qss").read_text(encoding="utf-8")
    shown = set(re.findall(r'"([a-z-]+)"', program)) | set(re.findall(r"@icons/([a-z-]+)\.svg", sheet))
    assert [path.stem for path in ICONS if path.stem not in shown] == []


@pytest.mark.parametrize("path", FONTS, ids=lambda path: path.stem)
def test_a_font_has_every_vietnamese_letter(path: Path) -> None:
    from reportlab.pdfbase.ttfonts import TTFontFile

    small = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
    letters = "".join(small) + "bcdđghklmnpqrstvxfjwz"
    wanted = letters + letters.upper() + "0123456789.,;:/()-–“”’…%§×₫"
    glyphs = TTFontFile(str(path)).charToGlyph
    assert [letter for letter in wanted if not glyphs.get(ord(letter))] == []


def test_what_others_made_carries_its_licence() -> None:
    for family in {path.stem.partition("_")[0] for path in FONTS}:
        text = (RESOURCES / "fonts" / f"{family}-OFL.txt").read_text(encoding="utf-8")
        assert "SIL OPEN FONT LICENSE Version 1.1" in text
    assert "MIT License" in (RESOURCES / "icons" / "Phosphor-LICENSE.txt").read_text(encoding="utf-8")
    notice = (RESOURCES / "NOTICE.md").read_text(encoding="utf-8")
    assert "Copyright (c) 2025 Tran Ngoc Minh Hieu" in notice
    assert "thanglequoc" in notice


def headings() -> dict[str, dict[str, object]]:
    return tomllib.loads((RESOURCES / "headings.toml").read_text(encoding="utf-8"))


def test_headings_know_every_import_target_and_no_other() -> None:
    assert set(headings()) == set(TARGETS.split())


def test_every_target_has_a_label_of_its_own_and_aliases() -> None:
    labels = [section["label"] for section in headings().values()]
    assert all(isinstance(label, str) and label == unicodedata.normalize("NFC", label) for label in labels)
    assert len(set(labels)) == len(labels)
    assert all(section["aliases"] for section in headings().values())


def test_no_heading_leads_to_two_targets() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for target, section in headings().items():
        aliases = section["aliases"]
        assert isinstance(aliases, list)
        for alias in aliases:
            owners[" ".join(re.sub(r"[^\w/]+", " ", alias.lower()).split())].add(target)
    assert {alias: names for alias, names in owners.items() if len(names) > 1} == {}


def test_the_sheet_uses_only_icons_there_are() -> None:
    sheet = (RESOURCES / "theme" / "theme.qss").read_text(encoding="utf-8")
    used = set(re.findall(r"url\(@icons/([\w-]+)\.svg\)", sheet))
    assert used
    assert used - {"check-on"} <= {path.stem for path in ICONS}  # check-on is check in the colour of the filled box
