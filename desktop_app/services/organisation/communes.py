"""The official mapping of communes in 2025: which of the register's units are old communes, and what each becomes.

The mapping is a third-party work made from the resolutions, not itself a legal text: what it proposes is shown and can be
changed before anything is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from db.text import fold
from db.values import Key
from desktop_app.services.catalogs import read_rows
from desktop_app.services.organisation.forest import DAY
from desktop_app.services.organisation.view import unit_tree
from desktop_app.services.work import Work

OFFICIAL = "commune 2025"


@dataclass(frozen=True)
class Commune:
    """One commune of the lists; ``district`` only before 01/07/2025."""

    code: str
    name: str
    kind: str
    province: str
    district: str = ""


@dataclass(frozen=True)
class Becomes:
    """What one old commune becomes: several new ones where it was split, the one that takes most first."""

    old: Commune
    new: tuple[tuple[Commune, str], ...]  # with "whole", "split-default", "split"


@dataclass(frozen=True)
class Found:
    """A unit of the register that is an old commune; ``doubtful`` when several communes bear its name."""

    unit: Key
    name: str
    becomes: Becomes
    doubtful: bool = False


@cache
def new_communes() -> Mapping[str, Commune]:
    """The communes since 01/07/2025 by code."""
    rows = [row for row in read_rows("communes.csv") if not row["to"]]
    return {row["code"]: Commune(row["code"], row["name"], row["type"], row["province"]) for row in rows}


@cache
def old_communes() -> Mapping[str, Commune]:
    """The communes until 30/06/2025 by code."""
    return {
        row["code"]: Commune(row["code"], row["name"], row["type"], row["province"], row["district"])
        for row in read_rows("communes_legacy.csv")
    }


@cache
def mapping() -> Mapping[str, Becomes]:
    """What each old commune becomes, by its code."""
    found: dict[str, list[tuple[Commune, str]]] = {}
    for row in read_rows("commune_merge_2025.csv"):
        if row["new"] in new_communes():
            found.setdefault(row["old"], []).append((new_communes()[row["new"]], row["how"]))
    order = {"whole": 0, "split-default": 1}
    return {
        code: Becomes(old_communes()[code], tuple(sorted(new, key=lambda pair: order.get(pair[1], 2))))
        for code, new in found.items()
        if code in old_communes()
    }


@cache
def _by_name() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for commune in old_communes().values():
        found.setdefault(fold(commune.name), []).append(commune.code)
    return {name: tuple(codes) for name, codes in found.items()}


@cache
def _districts() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for row in read_rows("districts_legacy.csv"):
        found.setdefault(fold(row["name"]), []).append(row["code"])
    return {name: tuple(codes) for name, codes in found.items()}


def old_communes_here(work: Work, day: date) -> tuple[Found, ...]:
    """The units of the register that are communes of the list on the day before: by code, else by a name that is one commune's.

    A name many communes bear is told apart by the district above the unit; where none is, the unit is left out.
    """
    rows = unit_tree(work, day - DAY)
    names = {row.key: row.name for row in rows}
    found = []
    for row in rows:
        if row.code in mapping():
            found.append(Found(row.key, row.name, mapping()[row.code]))
            continue
        codes = [code for code in _by_name().get(fold(_bare(row.name)), ()) if code in mapping()]
        districts = _districts().get(fold(names.get(row.parent or b"", "")), ())
        near = [code for code in codes if old_communes()[code].district in districts]
        if near:
            codes = near
        if len(codes) == 1:
            found.append(Found(row.key, row.name, mapping()[codes[0]], doubtful=not near and not row.code))
    return tuple(found)


def _bare(name: str) -> str:
    """``UBND xã A`` is the commune ``xã A``."""
    words = name.split(maxsplit=1)
    return words[1] if len(words) > 1 and fold(words[0]) == "ubnd" else name
