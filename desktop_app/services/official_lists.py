"""The official lists: posts by level with their allowance, and kinds of movement with what they do."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, cast

from db.text import fold
from db.values import Coefficient
from desktop_app.law.dated import Dated, Version
from desktop_app.services.catalogs import read_rows

Level = Literal["HUYEN", "XA", "TRUONG"]
Area = Literal["other", "hn_hcm", "grade2"]
"""A district: other · quận of Hà Nội, TP.HCM, cities of grade III · cities of grade II; a commune: other · Hà Nội, TP.HCM."""


@dataclass(frozen=True)
class OfficialPost:
    """A post as the law knows it from a day; an allowance is ``None`` where no source gives one."""

    code: str
    name: str
    level: Level
    category: str
    leader: bool
    elected: bool
    allowance: Coefficient | None
    allowance_hn_hcm: Coefficient | None
    allowance_grade2: Coefficient | None

    def allowance_in(self, area: Area) -> Coefficient | None:
        """The allowance of the post in a kind of place."""
        return {"other": self.allowance, "hn_hcm": self.allowance_hn_hcm, "grade2": self.allowance_grade2}[area]


@dataclass(frozen=True)
class MovementKind:
    """What a decision of this kind does.

    ``employment``: ``start``, ``end`` or empty. ``post``: ``start`` adds one beside the main one, ``replace`` ends the old
    and starts the new, ``keep`` leaves it, ``end`` ends it. ``term``: ``new``, ``extend`` or empty. ``counted`` names the
    figure of the yearly summary; ``increase`` and ``decrease`` are the codes of the lists of staff changes; ``settles`` is
    the action of the due list (see ``law/tasks.py``) that it settles.
    """

    code: str
    name: str
    employment: Literal["start", "end", ""]
    post: Literal["start", "replace", "keep", "end", ""]
    moves_unit: bool
    term: Literal["new", "extend", ""]
    temporary: bool
    counted: str
    increase: tuple[str, ...]
    decrease: str
    settles: str


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _coefficient(text: str) -> Coefficient | None:
    return Coefficient.parse(text) if text else None


@cache
def _posts() -> dict[str, Dated[OfficialPost]]:
    found: dict[str, list[Version[OfficialPost]]] = {}
    for row in read_rows("posts.csv"):
        post = OfficialPost(
            row["code"],
            row["name"],
            cast("Level", row["level"]),
            row["category"],
            row["leader"] == "1",
            row["elected"] == "1",
            _coefficient(row["allowance"]),
            _coefficient(row["allowance_hn_hcm"]),
            _coefficient(row["allowance_grade2"]),
        )
        version = Version(post, _day(row["from"]), _day(row["to"]), row["basis"], row["status"] == "confirmed")
        found.setdefault(post.code, []).append(version)
    return {code: Dated(code, versions) for code, versions in found.items()}


def post_at(code: str, day: date) -> Version[OfficialPost] | None:
    """A post as it is on a day; ``None`` where there is no such post then."""
    dated = _posts().get(code)
    return None if dated is None else dated.at(day)


def posts_at(day: date, level: Level | None = None) -> tuple[OfficialPost, ...]:
    """The posts there are on a day, in the order of the list."""
    versions = [dated.at(day) for dated in _posts().values()]
    return tuple(one.value for one in versions if one is not None and level in {None, one.value.level})


@cache
def movement_kinds() -> dict[str, MovementKind]:
    """Every kind of movement by its code, in the order people choose from; old ones included."""
    return {
        row["code"]: MovementKind(
            row["code"],
            row["name"],
            cast('Literal["start", "end", ""]', row["employment"]),
            cast('Literal["start", "replace", "keep", "end", ""]', row["post"]),
            row["unit"] == "move",
            cast('Literal["new", "extend", ""]', row["term"]),
            row["temporary"] == "1",
            row["counted"],
            tuple(filter(None, row["increase"].split(";"))),
            row["decrease"],
            row["settles"],
        )
        for row in read_rows("movement_kinds.csv")
    }


def movement_kinds_at(day: date) -> tuple[MovementKind, ...]:
    """The kinds a decision of the day may have."""
    told = {row["code"]: (_day(row["from"]), _day(row["to"])) for row in read_rows("movement_kinds.csv")}
    return tuple(
        kind
        for code, kind in movement_kinds().items()
        if (told[code][0] or date.min) <= day <= (told[code][1] or date.max)
    )


_HEADS = (
    "bi thu", "chu tich", "chu nhiem uy ban", "truong phong", "truong ban", "truong tram", "truong khoa", "chanh van phong",
    "chanh thanh tra", "giam doc", "hieu truong", "chi cuc truong", "hat truong", "doi truong", "truong cong an",
    "chi huy truong", "cuc truong", "vu truong", "truong doan",
)  # fmt: skip
_DEPUTY = ("pho ", "quyen ", "q. ")


@cache
def leads(post: str) -> bool:
    """Whether a post as an office writes it is one of leadership or management, deputies and acting heads included."""
    text = fold(post)
    while text.startswith(_DEPUTY):
        text = text.removeprefix(next(word for word in _DEPUTY if text.startswith(word)))
    return text.startswith(_HEADS)
