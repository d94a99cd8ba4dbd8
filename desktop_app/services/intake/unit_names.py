"""Names of units that are nearly another's: a slip of the finger makes a second unit that nobody has."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from db.text import fold, nfc
from desktop_app.services.intake.headings import slip
from desktop_app.services.intake.reading import WARN, Note

ABOVE = " › "
"""Between the names of a unit above another and of what that lies under, as packages tell them: “Khối Đảng › UBND xã A”."""
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_FEW, _OFTEN, _SHORTEST = 2, 3, 4


@lru_cache(maxsize=16384)
def unit_key(name: str) -> str:
    """A unit's name with its letters and tones, whatever the capitals and the place of the tone: Hoà and Hòa are one."""
    return " ".join(_word(word) for word in nfc(name).lower().split())


def _word(word: str) -> str:
    spread = unicodedata.normalize("NFD", word)
    tones = "".join(sign for sign in spread if sign in _TONES)
    return unicodedata.normalize("NFC", "".join(sign for sign in spread if sign not in _TONES)) + tones


def doubtful_units(rows: Mapping[int, Mapping[str, Any]], known: Iterable[str]) -> dict[int, Note]:
    """By row: the unit's name is written so by one or two people only, and nearly like a unit many have or the register knows."""
    people: dict[str, list[int]] = defaultdict(list)
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    codes: dict[str, set[str]] = defaultdict(set)
    for row, values in rows.items():
        name = values.get("unit")
        if name:
            key = unit_key(name)
            people[key].append(row)
            spelled[key][name] += 1
            if values.get("unit_code"):
                codes[key].add(values["unit_code"])
    sure = {key: names.most_common(1)[0][0] for key, names in spelled.items() if len(people[key]) >= _OFTEN}
    registered = {unit_key(name): name for name in known}
    alike: dict[int, list[str]] = defaultdict(list)
    for key in {**sure, **registered}:
        alike[len(key.split())].append(key)
    found: dict[int, Note] = {}
    for key, members in people.items():
        if len(members) > _FEW or key in registered:
            continue
        near = [
            other
            for other in alike[len(key.split())]
            if other != key and _nearly(key, other) and not (codes[key] and codes[other] - codes[key])
        ]
        if len(near) == 1:
            meant = registered.get(near[0]) or sure[near[0]]
            for row in members:
                message = f"Đơn vị “{rows[row]['unit']}” gần giống “{meant}”: có phải là một?"
                found[row] = Note(WARN, "unit_like_another", message, meant)
    return found


def _nearly(one: str, other: str) -> bool:
    """Whether one word of two names differs, by a slip or only in its marks; numbers and short words are names of their own."""
    pairs = [(ours, theirs) for ours, theirs in zip(one.split(), other.split(), strict=True) if ours != theirs]
    if len(pairs) != 1:
        return False
    ours, theirs = (re.sub(r"[\W\d]", "", unicodedata.normalize("NFC", word)) for word in map(fold, pairs[0]))
    if any(letter.isdigit() for letter in "".join(pairs[0])):
        return False
    if ours == theirs:
        return len(one.split()) > 1
    return min(len(ours), len(theirs)) >= _SHORTEST and slip(ours, theirs)
