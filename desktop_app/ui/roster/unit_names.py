"""Names in the tree without the words their group already says."""

from functools import lru_cache

from db.text import fold

_FEWEST_SHARED = 2  # "xã An Bình" may go; a single shared word may be all that tells two units apart


def short_name(name: str, group: str) -> str:
    """A unit's name without what its group says: ``Phòng Tư pháp xã An Bình`` is ``Phòng Tư pháp`` under ``UBND xã An Bình``."""
    words, said = name.split(), [_plain(word) for word in group.split()]
    plain = [_plain(word) for word in words]
    start = _shared(plain, said)
    if start and (start == len(words) or not words[start][0].isupper()):
        start = 0  # nothing, or half a word, would be left: "Huyện uỷ" under "Huyện Pác Nặm"
    end = _shared(plain[::-1], said[::-1])
    if not _FEWEST_SHARED <= end < len(words) - start:
        end = 0
    return " ".join(words[start : len(words) - end])


@lru_cache(maxsize=4096)
def _plain(word: str) -> str:
    return fold(word)  # the units of an office are named with few words


def _shared(one: list[str], other: list[str]) -> int:
    count = 0
    while count < min(len(one), len(other)) and one[count] == other[count]:
        count += 1
    return count
