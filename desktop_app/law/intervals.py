"""Spans of days: their union, and counting days that lie outside them."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.law.calendar import shown

Interval = tuple[date, date]
"""A span of days, both included."""


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The spans in order, those that touch or overlap joined; ``ValueError`` for a span that ends before it begins."""
    joined: list[Interval] = []
    for first, last in sorted(intervals):
        if last < first:
            raise ValueError(f"{shown(first)} sau {shown(last)}")
        if joined and first <= joined[-1][1] + timedelta(days=1):
            joined[-1] = (joined[-1][0], max(joined[-1][1], last))
        else:
            joined.append((first, last))
    return tuple(joined)


def counted_end(start: date, days: int, excluded: Iterable[Interval] = ()) -> date:
    """The last of so many days counted from the day after ``start``, days inside ``excluded`` not counted."""
    end = start + timedelta(days=days)
    for first, last in union(excluded):
        if last <= start:
            continue
        if first > end:
            break
        end += timedelta(days=(last - max(first, start + timedelta(days=1))).days + 1)
    return end
