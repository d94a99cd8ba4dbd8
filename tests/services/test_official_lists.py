from collections import Counter
from datetime import date

import pytest

from db.values import Coefficient
from desktop_app.law.tasks import REMINDERS
from desktop_app.services.catalogs import catalog, read_rows
from desktop_app.services.official_lists import Area, movement_kinds, movement_kinds_at, post_at, posts_at

BEFORE, AFTER, NOW = date(2025, 6, 30), date(2025, 7, 1), date(2026, 11, 22)


def test_district_posts_end_with_the_district_level() -> None:
    assert {post.code for post in posts_at(BEFORE, "HUYEN")} >= {"h_ct_ubnd", "h_truong_phong", "h_chuyen_vien"}
    assert posts_at(AFTER, "HUYEN") == ()


def test_commune_posts_change_on_the_first_of_july_2025() -> None:
    before = {post.code for post in posts_at(BEFORE, "XA")}
    after = {post.code for post in posts_at(AFTER, "XA")}
    assert before - after == {"x_chi_huy_truong", "x_van_phong", "x_dia_chinh", "x_tai_chinh", "x_tu_phap", "x_van_hoa"}
    assert {"x_truong_phong", "x_pho_truong_phong", "x_chuyen_vien"} <= after - before
    assert {"x_bi_thu", "x_ct_ubnd", "x_pct_ubnd"} <= before & after


@pytest.mark.parametrize(
    ("code", "day", "area", "wanted"),
    [
        ("x_ct_ubnd", date(2025, 12, 31), "other", "0.25"),
        ("x_ct_ubnd", date(2026, 1, 1), "other", "0.60"),
        ("x_ct_ubnd", date(2026, 1, 1), "hn_hcm", "0.70"),
        ("x_pct_ubnd", date(2025, 12, 31), "other", "0.20"),
        ("x_pct_ubnd", NOW, "other", "0.50"),
        ("x_pct_ubnd", NOW, "hn_hcm", "0.60"),
        ("x_truong_phong", NOW, "other", "0.25"),
        ("x_truong_phong", NOW, "hn_hcm", "0.35"),
        ("x_pho_truong_phong", NOW, "other", "0.15"),
        ("x_pho_truong_phong", NOW, "hn_hcm", "0.20"),
        ("x_bi_thu", NOW, "other", "0.30"),
        ("x_pho_bi_thu", NOW, "other", "0.25"),
        ("x_ct_hdnd", NOW, "other", "0.25"),
        ("x_pct_hdnd", NOW, "other", "0.20"),
        ("x_ct_mttq", NOW, "other", "0.20"),
        ("x_ct_phu_nu", NOW, "other", "0.15"),
        ("h_ct_ubnd", BEFORE, "grade2", "0.90"),
        ("h_ct_ubnd", BEFORE, "hn_hcm", "0.80"),
        ("h_ct_ubnd", BEFORE, "other", "0.70"),
        ("h_pct_hdnd", BEFORE, "grade2", "0.70"),
        ("h_pct_hdnd", BEFORE, "hn_hcm", "0.65"),
        ("h_pct_hdnd", BEFORE, "other", "0.60"),
        ("h_pct_ubnd", BEFORE, "other", "0.60"),
        ("h_truong_phong", BEFORE, "other", "0.30"),
        ("h_pho_truong_phong", BEFORE, "grade2", "0.30"),
    ],
)
def test_the_position_allowance_of_a_post(code: str, day: date, area: Area, wanted: str) -> None:
    found = post_at(code, day)
    assert found is not None
    assert found.basis
    assert found.value.allowance_in(area) == Coefficient.parse(wanted)


def test_what_no_source_shows_is_unconfirmed_and_has_no_figure() -> None:
    found = post_at("x_truong_phong", date(2025, 9, 1))
    assert found is not None
    assert (found.value.allowance, found.confirmed) == (None, False)
    for code in ("h_truong_phong", "h_pho_truong_phong", "h_pct_ubnd"):
        old = post_at(code, BEFORE)
        assert old is not None
        assert not old.confirmed
    assert post_at("no such post", NOW) is None


def test_every_kind_of_movement_of_the_register_is_there() -> None:
    wanted = """tuyen_dung tiep_nhan bo_nhiem bo_nhiem_lai keo_dai dieu_dong luan_chuyen biet_phai ket_thuc_biet_phai
    kiem_nhiem giao_quyen phu_trach chuyen_doi_vi_tri tu_chuc thoi_giu_chuc_vu mien_nhiem bau_cu phe_chuan tam_dinh_chi
    thoi_viec chuyen_di chuyen_den chet nghi_huu"""
    assert set(wanted.split()) <= set(movement_kinds())
    assert catalog("movement").name_of("keo_dai").startswith("Kéo dài")
    entry = catalog("movement").match("điều động").entry
    assert entry is not None
    assert entry.code == "dieu_dong"


def test_a_kind_says_what_it_does() -> None:
    kinds = movement_kinds()
    assert (kinds["bo_nhiem"].post, kinds["bo_nhiem"].term) == ("replace", "new")
    assert (kinds["keo_dai"].post, kinds["keo_dai"].term) == ("keep", "extend")
    assert (kinds["tu_chuc"].post, kinds["tu_chuc"].employment) == ("end", "")
    assert (kinds["chet"].employment, kinds["chet"].decrease) == ("end", "8")
    assert kinds["biet_phai"].temporary
    assert kinds["dieu_dong"].moves_unit


def test_kinds_lead_to_the_lists_of_staff_changes_and_to_the_due_list() -> None:
    lists = Counter((row["list"], row["code"]) for row in read_rows("code_lists.csv"))
    actions = {reminder.action for reminder in REMINDERS.values()}
    for kind in movement_kinds().values():
        assert all(("bien_dong_tang", code) in lists for code in kind.increase)
        assert not kind.decrease or ("bien_dong_giam", kind.decrease) in lists
        assert not kind.settles or kind.settles in actions
        assert (kind.employment == "end") == bool(kind.decrease)
        assert kind.employment != "end" or kind.post == "end"


def test_giang_chuc_ends_with_the_old_law() -> None:
    assert "giang_chuc" in {kind.code for kind in movement_kinds_at(BEFORE)}
    assert "giang_chuc" not in {kind.code for kind in movement_kinds_at(AFTER)}
