"""Units of one name are told apart wherever one is chosen: what is offered means that unit and no other."""

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db.database import NewOffice
from db.models import Assignment
from db.text import fold
from desktop_app.services.find import find
from desktop_app.services.intake.write import add_people
from desktop_app.services.movements.form import options
from desktop_app.services.opening import create_register
from desktop_app.services.person.checks import Edit
from desktop_app.services.person.edit import preview_edit
from desktop_app.services.person.file import read_file, unit_names
from desktop_app.services.unit_titles import meant, not_one, titled
from desktop_app.services.work import changing, reading
from tests.services.package.parcels import DAY

_NAMES = st.sampled_from(["Tổ Một", "Tổ Mốt", "Trường Tiểu học", "UBND xã A", "UBND xã B"])


@given(st.lists(st.tuples(_NAMES, st.integers(-1, 9)), min_size=1, max_size=12), st.integers(1, 2))
def test_every_unit_has_a_title_of_its_own(tree: list[tuple[str, int]], least: int) -> None:
    units: dict[bytes, tuple[str, bytes | None]] = {
        bytes([place]): (name, bytes([above]) if 0 <= above < len(tree) else None)
        for place, (name, above) in enumerate(tree)
    }
    titles = titled(units, least=least)
    assert len(set(titles.values())) == len(units)
    for unit, title in titles.items():
        assert title.startswith(units[unit][0])
        assert meant(titles, title) == [unit]


def test_what_reads_alike_is_not_guessed() -> None:
    units: dict[bytes, tuple[str, bytes | None]] = {
        b"a": ("Nà Tấu", None),
        b"b": ("Nà Tâu", None),
        b"c": ("Nà Sang", None),
    }
    titles = titled(units)
    assert (meant(titles, "Nà Tâu"), meant(titles, "nà sáng")) == ([b"b"], [b"c"])
    assert "Có 2 đơn vị" in not_one(meant(titles, "na tau"), "na tau")
    assert "Không có đơn vị “Nà Lạ”" in not_one(meant(titles, "Nà Lạ"), "Nà Lạ")


def test_the_form_of_a_post_and_a_decision_mean_the_unit_they_show(tmp_path: Path, clock: Any) -> None:
    database = create_register(tmp_path / "tinh.snv", NewOffice("Sở Nội vụ"), clock)
    with changing(database, DAY, "add", "hai xã") as work:
        add_people(
            work,
            [
                {"full_name": f"Lò Văn {xa}", "unit": "Tổ Một", "parent_unit": f"Trường Tiểu học › UBND xã {xa}"}
                for xa in ("Lạn", "Lèo")
            ],
        )
    with reading(database, DAY) as work:
        posts = work.session.scalars(select(Assignment)).all()
        assert len({post.unit for post in posts}) == 2
        for post in posts:
            row = read_file(work, post.person).row("assignment", post.key)
            assert row is not None
            typed = {"unit": row.texts["unit"], "post": "Giáo viên"}  # the whole form, as it is shown
            found = preview_edit(work, Edit(post.person, "assignment", post.key, typed))
            assert (found.refused, [turn.field for turn in found.turns]) == ((), ["post"])
            other = next(title for key, title in unit_names(work.session).items() if key != post.unit and "Tổ" in title)
            moved = preview_edit(work, Edit(post.person, "assignment", post.key, {"unit": other}))
            assert moved.values["unit"] == next(one.unit for one in posts if one.key != post.key)
        offered = options(work, DAY).units
        assert len({fold(title) for _, title in offered}) == len(offered)
    database.close()


def test_what_is_found_under_one_name_is_told_apart(tmp_path: Path, clock: Any) -> None:
    database = create_register(tmp_path / "tinh.snv", NewOffice("Sở Nội vụ"), clock)
    with changing(database, DAY, "add", "hai xã") as work:
        told = {"full_name": "Lò Văn Hùng", "category": "CC", "post": "Chuyên viên", "unit": "Phòng Kinh tế"}
        add_people(
            work,
            [
                {**told, "parent_unit": f"UBND xã {xa}", "personal_number": f"01108000000{place}"}
                for place, xa in enumerate(("Lạn", "Lèo"))
            ],
        )
        add_people(work, [{"full_name": "Lò Văn Hải", "category": "CC", "unit": "Văn phòng Sở"}])
    with reading(database, DAY) as work:
        assert {hit.note for hit in find(work, "hung", DAY)} == {
            "Chuyên viên, Phòng Kinh tế, UBND xã Lạn, số 011080000000",
            "Chuyên viên, Phòng Kinh tế, UBND xã Lèo, số 011080000001",
        }
        assert [hit.note for hit in find(work, "hai", DAY)] == ["Văn phòng Sở"]
        units = {(hit.title, hit.note) for hit in find(work, "kinh te", DAY)}
        assert units == {("Phòng Kinh tế", "UBND xã Lạn"), ("Phòng Kinh tế", "UBND xã Lèo")}
    database.close()
