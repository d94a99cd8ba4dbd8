"""Which column holds what: headings matched to the fields of a person's file, typo-tolerant, remembered by the clerk's choice."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from db.text import fold, nfc
from desktop_app.paths import RESOURCES

_NOISE = re.compile(r"[\s_.,;:*\"“”()\-–]+")
_BRACKETS = re.compile(r"\([^)]*\)")
SIMILAR = 0.86
SHORTEST_FUZZY = 5
_SHORTEST_WORD = 3
_WHOLE = "đúng tiêu đề"
_OTHERS = frozenset({"vợ", "chồng", "cha", "mẹ", "bố", "con", "cũ", "mới", "trước"})
"""Words of a group heading whose columns are about somebody else, or about pay that is not today's."""
_OTHER_GROUPS = ("than nhan", "gia dinh", "lien he", "phu cap", "de nghi", "du kien", "vo chong", "vo/chong")


@dataclass(frozen=True)
class ColumnHead:
    """A column's heading: its number (1-based) and the texts from the top level down."""

    col: int
    path: tuple[str, ...]

    @property
    def text(self) -> str:
        """The heading on one line."""
        return " / ".join(self.path)


@dataclass(frozen=True)
class MappedColumn:
    """Where a column goes: a target, or "" when it stays in the source only; why, in words."""

    col: int
    heading: str
    target: str
    reason: str


@dataclass(frozen=True)
class Headings:
    """The aliases of ``resources/headings.toml``, folded."""

    labels: Mapping[str, str]
    exact: Mapping[str, str]


def squeeze(text: str) -> str:
    """A heading folded, without punctuation; levels keep their slash."""
    return " / ".join(" ".join(_NOISE.sub(" ", fold(part)).split()) for part in text.split("/"))


@lru_cache(maxsize=1)
def headings() -> Headings:
    """The shipped aliases; raises when two targets claim the same heading."""
    data = tomllib.loads((RESOURCES / "headings.toml").read_text(encoding="utf-8"))
    exact: dict[str, str] = {}
    for target, section in data.items():
        for alias in section["aliases"]:
            key = squeeze(alias)
            if exact.setdefault(key, target) != target:
                raise ValueError(f"{alias}: thuộc hai trường {exact[key]} và {target}")
    for target, section in data.items():
        exact.setdefault(squeeze(section["label"]), target)  # what we write ourselves we read
    return Headings({target: section["label"] for target, section in data.items()}, exact)


@lru_cache(maxsize=4096)
def target_of(path: tuple[str, ...]) -> tuple[str, str]:
    """The target of a heading by exact spelling and the reason; ("", "") when none knows it."""
    known = headings().exact
    parts = [squeeze(part) for part in path if part and part.strip()]
    if not parts:
        return "", ""
    tries = [" / ".join(parts[place:]) for place in range(len(parts))]
    bare = [" ".join(_NOISE.sub(" ", fold(_BRACKETS.sub(" ", part))).split()) for part in path]
    bare = [part for part in bare if part]
    tries += [" / ".join(bare[place:]) for place in range(len(bare))]
    if len(parts) > 1:
        tries.append(f"{parts[0]} / {parts[-1]}")
    for place, text in enumerate(tries):
        # a bare "Nữ", "Mã số", "Ngày" under a group must not be read without its group
        leaf_alone = len(parts) > 1 and " / " not in text and place > 0
        if leaf_alone and text == "ten":
            continue  # the name of a unit, of a school, of a rank
        if text in known and not (leaf_alone and (_about_others(path) or _foreign(parts, known[text]))):
            return known[text], _WHOLE if place == 0 else "đúng tiêu đề, bỏ phần chung"
    return "", ""


def _about_others(path: Sequence[str]) -> bool:
    """Whether a group heading says that its columns are not about the person, or not about today."""
    group = " ".join(path[:-1])
    words = set(re.findall(r"\w+", nfc(group).lower()))
    folded = fold(group)
    return bool(words & _OTHERS) or any(word in folded for word in _OTHER_GROUPS)


def _foreign(parts: Sequence[str], target: str) -> bool:
    group = parts[0]
    wanted = {
        "female_mark": ("gioi tinh",),
        "rank_code": ("ngach", "luong", "cdnn", "chuc danh"),
        "id_issued_on": ("cccd", "can cuoc", "cmnd", "dinh danh"),
    }.get(target)
    return wanted is not None and not any(word in group for word in wanted)


@lru_cache(maxsize=4096)
def target_like(text: str) -> tuple[str, str]:
    """The target whose alias is most like a misspelt heading; ("", "") when none is near."""
    if len(text) < SHORTEST_FUZZY:
        return "", ""
    best, found = 0.0, ""
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(text)
    for alias, target in headings().exact.items():
        if abs(len(alias) - len(text)) > 3 or len(alias) < SHORTEST_FUZZY:  # noqa: PLR2004 - letters too few or too many
            continue
        matcher.set_seq1(alias)
        if matcher.real_quick_ratio() > best and matcher.quick_ratio() > best:
            ratio = matcher.ratio()
            if ratio > best and _same_words(alias, text):
                best, found = ratio, target
    return (found, f"gần giống tiêu đề đã biết ({best:.0%})") if best >= SIMILAR else ("", "")


def _same_words(one: str, other: str) -> bool:
    """Whether two headings are the same words with a slip of the finger in them; another word is another meaning."""
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    ours, theirs = one.split(), other.split()
    return len(ours) == len(theirs) and all(map(slip, ours, theirs))


def slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two neighbours exchanged."""
    if one == other:
        return True
    if min(len(one), len(other)) < _SHORTEST_WORD - 1 or abs(len(one) - len(other)) > 1:
        return False
    start = next((place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), len(one))
    ours, theirs = one[start:], other[start:]
    if len(ours) != len(theirs):
        return ours[1:] == theirs or ours == theirs[1:]
    return ours[1:] == theirs[1:] or (ours[1::-1] == theirs[:2] and ours[2:] == theirs[2:])


def fingerprint(columns: Sequence[ColumnHead]) -> str:
    """What a layout is remembered by: SHA-256 over its folded headings in order."""
    text = "\n".join(squeeze(column.text) for column in columns)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _wholly(column: ColumnHead) -> tuple[str, str]:
    target, reason = target_of(column.path)
    return (target, reason) if reason == _WHOLE else ("", "")


def _exactly(column: ColumnHead) -> tuple[str, str]:
    return target_of(column.path)


def _nearly(column: ColumnHead) -> tuple[str, str]:
    if not column.path or _about_others(column.path):
        return "", ""
    target, reason = target_like(squeeze(column.path[-1]))
    if len(column.path) > 1 and _foreign([squeeze(part) for part in column.path], target):
        return "", ""
    return target, reason


def map_columns(columns: Sequence[ColumnHead], remembered: Mapping[int, str] | None = None) -> tuple[MappedColumn, ...]:
    """Each column with its target; a target is used once. What the clerk chose before for this layout comes first."""
    chosen: dict[int, tuple[str, str]] = {}
    taken: dict[str, int] = {}
    for column in columns:
        if remembered is not None and column.col in remembered:
            target = remembered[column.col]
            chosen[column.col] = (target, "đã nhớ từ lần nhập trước")
            taken.setdefault(target, column.col)
    for finder in (_wholly, _exactly, _nearly):
        for column in columns:
            if column.col in chosen:
                continue
            target, reason = finder(column)
            if target == "ignored":
                chosen[column.col] = ("", "hồ sơ chưa có chỗ, giữ trong Nguồn")
            elif target and target not in taken:
                chosen[column.col] = (target, reason)
                taken[target] = column.col
            elif target:
                other = next(head.text for head in columns if head.col == taken[target])
                chosen[column.col] = ("", f"trùng với cột “{other}”")
    return tuple(
        MappedColumn(column.col, column.text, *chosen.get(column.col, ("", "không nhận ra tiêu đề")))
        for column in columns
    )
