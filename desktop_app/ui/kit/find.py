"""Narrowing a long list letter by letter."""

from array import array
from collections.abc import Sequence
from itertools import compress, islice

_REMEMBERED = 8  # results of what was typed before, for the way back


class Narrowing:
    """Which of many search texts hold every word; each answer starts from the nearest earlier one."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._known: list[tuple[tuple[str, ...], Sequence[int]]] = []

    def find(self, words: Sequence[str]) -> Sequence[int] | None:
        """The places of the texts that hold every word, in order; ``None`` means all of them."""
        wanted = _needed(words)
        if not wanted:
            return None
        for place in range(len(self._known) - 1, -1, -1):
            before, found = self._known[place]
            if before == wanted:
                return found
            # every earlier word lies inside one of today's words: today's result lies inside the earlier one
            if all(any(old in new for new in wanted) for old in before):
                fresh = [word for word in wanted if word not in before]
                return self._keep(wanted, self._among(found, fresh))
        return self._keep(wanted, self._among(None, wanted))

    def first(self, words: Sequence[str], count: int) -> Sequence[int] | None:
        """The first places only, for a picture at once; the same answer as ``find`` begins with."""
        wanted = _needed(words)
        if not wanted:
            return None
        among: Sequence[int] = range(len(self._texts))
        for before, found in reversed(self._known):
            if all(any(old in new for new in wanted) for old in before):
                among = found
                break
        texts = self._texts
        hits = (place for place in among if all(word in texts[place] for word in wanted))
        return array("I", islice(hits, count))

    def _keep(self, wanted: tuple[str, ...], found: Sequence[int]) -> Sequence[int]:
        self._known = [*self._known[1 - _REMEMBERED :], (wanted, found)]
        return found

    def _among(self, places: Sequence[int] | None, words: Sequence[str]) -> Sequence[int]:
        texts = self._texts
        for word in sorted(words, key=len, reverse=True):
            if places is None:
                places = array("I", compress(range(len(texts)), [word in text for text in texts]))
            else:
                places = array("I", [place for place in places if word in texts[place]])
        return places if places is not None else range(len(texts))


def _needed(words: Sequence[str]) -> tuple[str, ...]:
    longest = sorted(set(words), key=len, reverse=True)
    kept: list[str] = []
    for word in longest:
        if not any(word in other for other in kept):
            kept.append(word)
    return tuple(sorted(kept))
