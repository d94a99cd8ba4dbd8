"""The one mechanism of "since": figures, rules, catalogues and forms that hold from a day to a day."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class Version(Generic[T]):
    """A value with the days it holds (both included; ``None`` is open) and the provision it rests on."""

    value: T
    starts: date | None = None
    ends: date | None = None
    basis: str = ""
    confirmed: bool = True


class Dated(Generic[T]):
    """The versions of one thing, oldest first; a day outside all of them has none."""

    def __init__(self, name: str, versions: Iterable[Version[T]]) -> None:
        """Refuse versions that overlap with ``ValueError``: one day never has two answers."""
        self.name = name
        self._versions = sorted(versions, key=lambda version: version.starts or date.min)
        for earlier, later in zip(self._versions, self._versions[1:], strict=False):
            if earlier.ends is None or later.starts is None or later.starts <= earlier.ends:
                raise ValueError(f"{name}: hai dòng cùng có hiệu lực từ {later.starts}")
        self._starts = [version.starts or date.min for version in self._versions]

    def __iter__(self) -> Iterator[Version[T]]:
        return iter(self._versions)

    def at(self, day: date) -> Version[T] | None:
        """The version in force on a day; ``None`` means "chưa có quy định", never a default."""
        place = bisect_right(self._starts, day)
        if place == 0:
            return None
        version = self._versions[place - 1]
        return version if version.ends is None or day <= version.ends else None
