"""Units as people choose them: each name with as many names above it as tell it from every other."""

from collections import Counter
from collections.abc import Mapping

from db.text import fold
from db.values import Key


def titled(
    units: Mapping[Key, tuple[str, Key | None]], codes: Mapping[Key, str | None] | None = None, *, least: int = 1
) -> dict[Key, str]:
    """A title of its own for every unit, given its name and the unit above: ``Tổ Một, Trường Tiểu học, UBND xã A``.

    ``least`` names are told in any case. Units of one name under one unit get their code, or a number.
    """
    chains = {unit: _chain(units, unit) for unit in units}
    many = {unit: min(least, len(chain)) for unit, chain in chains.items()}
    while True:
        told = {unit: ", ".join(chain[: many[unit]]) for unit, chain in chains.items()}
        uses = Counter(map(fold, told.values()))
        short = [unit for unit, title in told.items() if uses[fold(title)] > 1 and many[unit] < len(chains[unit])]
        if not short:
            break
        for unit in short:
            many[unit] += 1
    seen: Counter[str] = Counter()
    for unit, title in sorted(told.items()):
        seen[title] += 1
        code = (codes or {}).get(unit)
        if uses[fold(title)] > 1 and (code or seen[title] > 1):
            told[unit] = f"{title} ({code or seen[title]})"
    return told


def meant(units: Mapping[Key, str], typed: str) -> list[Key]:
    """The units a text may mean: the one that is called exactly so, else all that read so without accents."""
    words = " ".join(typed.split())
    return [key for key, title in units.items() if title == words] or [
        key for key, title in units.items() if fold(title) == fold(typed)
    ]


def not_one(found: list[Key], typed: str) -> str:
    """What is said where a text means no unit, or several."""
    if found:
        return f"Có {len(found)} đơn vị đọc như “{typed.strip()}”; hãy chọn trong danh sách."
    return f"Không có đơn vị “{typed.strip()}” trong sổ."


def _chain(units: Mapping[Key, tuple[str, Key | None]], unit: Key) -> list[str]:
    found: list[str] = []
    seen: set[Key] = set()
    place: Key | None = unit
    while place is not None and place in units and place not in seen:
        seen.add(place)
        name, place = units[place]
        found.append(name)
    return found
