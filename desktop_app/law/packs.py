"""Figures in force from a day for a category of staff, read from ``resources/law/<topic>.toml``, corrections laid over them.

A file holds tables, one for each figure::

    [term_years]
    label = "Thời hạn giữ chức vụ (năm)"
    rows = [
      { who = "CC_LDQL", from = 2020-12-01, to = 2025-06-30, value = 5, basis = "Điều 41 NĐ 138/2020", confirmed = true },
    ]

``who`` is a category, a name of ``GROUPS`` or a list of these; without it a row holds for everybody. ``from`` and ``to``
may be left out (open). A ``value`` is whatever TOML holds. Rows of one category never overlap.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from desktop_app.law.dated import Dated, Version
from desktop_app.paths import RESOURCES

CATEGORIES = ("CB", "CC", "CC_LDQL", "VC", "VC_QL", "HDLD", "KCT")
GROUPS: Mapping[str, tuple[str, ...]] = {
    "ALL": CATEGORIES,
    "CBCC": ("CB", "CC", "CC_LDQL"),
    "CBCCVC": ("CB", "CC", "CC_LDQL", "VC", "VC_QL"),
    "CC_ALL": ("CC", "CC_LDQL"),
    "VC_ALL": ("VC", "VC_QL"),
    "LEADERS": ("CB", "CC_LDQL", "VC_QL"),
    "PARTY_MANAGED": ("CB", "CC_LDQL", "VC_QL"),
}
FOLDER = RESOURCES / "law"


def category_named(stored: str, *, leader: bool) -> str:
    """The category of the law for a stored category and the leader flag: ``CC_LDQL`` and ``VC_QL`` name the pairs."""
    return {"CC": "CC_LDQL", "VC": "VC_QL"}.get(stored, stored) if leader else stored


@dataclass(frozen=True)
class Correction:
    """A figure the office corrected: it holds from ``starts`` until the next shipped row or ``ends``."""

    topic: str
    name: str
    category: str
    value: Any
    starts: date
    ends: date | None
    basis: str


@dataclass(frozen=True)
class Figure:
    """One figure for every category; ``label`` names it in Vietnamese."""

    name: str
    label: str
    by_category: Mapping[str, Dated[Any]]

    def at(self, category: str, day: date) -> Version[Any] | None:
        """The row in force; ``None`` means "chưa có quy định"."""
        dated = self.by_category.get(category)
        return None if dated is None else dated.at(day)


class Pack:
    """The figures of one topic."""

    def __init__(self, topic: str, figures: Mapping[str, Figure]) -> None:
        self.topic = topic
        self.figures = figures

    def at(self, name: str, category: str, day: date) -> Version[Any] | None:
        """A figure for a category on a day; ``KeyError`` for a name the topic does not have."""
        return self.figures[name].at(category, day)

    def __getitem__(self, name: str) -> Figure:
        return self.figures[name]


def expand(who: str | Iterable[str]) -> tuple[str, ...]:
    """The categories that a row's ``who`` means; ``ValueError`` for a name that is none."""
    names = [who] if isinstance(who, str) else list(who)
    found: list[str] = []
    for name in names:
        members = GROUPS.get(name, (name,))
        unknown = [member for member in members if member not in CATEGORIES]
        if unknown:
            raise ValueError(f"{unknown[0]} is no category of the law")
        found += members
    return tuple(dict.fromkeys(found))


def read_pack(path: Path) -> Pack:
    """A topic from its file; ``ValueError`` for rows that overlap, cite nothing or name no category."""
    figures = {}
    for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
        rows: dict[str, list[Version[Any]]] = {}
        for row in table["rows"]:
            if not row.get("basis"):
                raise ValueError(f"{path.name}, {name}: a row cites no provision")
            version = Version(row["value"], row.get("from"), row.get("to"), row["basis"], row.get("confirmed", True))
            for category in expand(row.get("who", "ALL")):
                rows.setdefault(category, []).append(version)
        dated = {category: Dated(f"{path.stem}.{name} ({category})", found) for category, found in rows.items()}
        figures[name] = Figure(name, table["label"], dated)
    return Pack(path.stem, figures)


@cache
def shipped(topic: str) -> Pack:
    """The figures of a topic as shipped."""
    return read_pack(FOLDER / f"{topic}.toml")


def corrected(pack: Pack, corrections: Iterable[Correction]) -> Pack:
    """The pack with an office's corrections laid over it; each is marked in its basis as the office's own."""
    figures = dict(pack.figures)
    for one in corrections:
        if one.topic != pack.topic or one.name not in figures:
            continue
        figure = figures[one.name]
        laid = _laid_over(figure.by_category.get(one.category), one, f"{pack.topic}.{one.name}")
        figures[one.name] = Figure(figure.name, figure.label, {**figure.by_category, one.category: laid})
    return Pack(pack.topic, figures)


def _laid_over(under: Dated[Any] | None, one: Correction, name: str) -> Dated[Any]:
    rows = [Version(one.value, one.starts, one.ends, f"{one.basis} (cơ quan sửa)", confirmed=True)]
    for row in under or ():
        starts, ends = row.starts or date.min, row.ends or date.max
        last = one.ends or date.max
        if ends < one.starts or starts > last:
            rows.append(row)
            continue
        if starts < one.starts:
            before = one.starts - timedelta(days=1)
            rows.append(Version(row.value, row.starts, before, row.basis, row.confirmed))
        if ends > last:
            rows.append(Version(row.value, last + timedelta(days=1), row.ends, row.basis, row.confirmed))
    return Dated(name, rows)
