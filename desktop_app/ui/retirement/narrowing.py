"""Which rows a tab shows of the forecast, and which days they lie in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from db.text import fold
from desktop_app.services.retirement.rows import Forecast, Period, RetireRow

EMPTY = {
    "forecast": "Không có ai đến tuổi nghỉ hưu trong thời gian này.",
    "year": "Không có ai nghỉ trong năm này.",
    "vacant": "Không có chức vụ lãnh đạo nào sẽ khuyết do nghỉ hưu.",
    "unknown": "Mọi người đều tính được thời điểm nghỉ hưu.",
    "gone": "Sổ chưa ghi ai nghỉ hưu trong năm năm qua.",
}


@dataclass(frozen=True)
class Narrowing:
    """What narrows the list: the tab, the year chosen, the column chosen, how far the chart reaches, the words typed."""

    tab: str
    year: int
    chosen: Period | None
    last: date
    words: str
    narrowed: Callable[[Sequence[RetireRow]], Sequence[RetireRow]]

    def span(self, found: Forecast) -> tuple[date, date]:
        """The days the list covers."""
        if self.tab == "year":
            return date(self.year, 1, 1), date(self.year, 12, 31)
        if self.tab == "gone":
            return found.since, found.day
        if self.chosen is not None:
            return self.chosen.first, self.chosen.last
        return date(found.day.year, found.day.month, 1), self.last

    def rows(self, found: Forecast) -> list[Any]:
        """The rows in order."""
        words = fold(self.words).split()

        def named(text: str) -> bool:
            return all(word in fold(text) for word in words)

        if self.tab == "unknown":
            return [row for row in found.unknown if named(row.name)]
        people = self.narrowed(self._people(found))
        return [row for row in people if named(f"{row.name} {row.staff_number}")] if words else list(people)

    def _people(self, found: Forecast) -> Sequence[RetireRow]:
        first, last = self.span(found)
        if self.tab == "gone":
            return found.left[::-1]
        if self.tab == "vacant":
            return found.vacancies
        if self.tab == "forecast" and self.chosen is None:
            return [row for row in found.rows if row.leaves_on <= last]
        return found.between(first, last)

    def status(self, found: Forecast, rows: Sequence[Any]) -> str:
        """The line that counts them."""
        told = [f"{len(rows)} người"]
        late = (
            0
            if self.tab == "unknown"
            else sum(1 for row in rows if row.leaves_on <= found.day and row.is_late(found.day))
        )
        if late:
            told.append(f"{late} người quá thời điểm nghỉ")
        if found.unknown:
            told.append(f"{len(found.unknown)} người chưa tính được")
        return " · ".join(told)
