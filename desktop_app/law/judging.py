"""How a rule that rests on one row of figures makes its answer: judged, told, or not applicable."""

from datetime import date
from typing import Any, TypeVar

from desktop_app.law.answer import Answer, Verdict
from desktop_app.law.dated import Version
from desktop_app.law.packs import Pack, shipped

T = TypeVar("T")
V = TypeVar("V")
_LEADER = {"CC": "CC_LDQL", "VC": "VC_QL"}
_PLAIN = {leader: plain for plain, leader in _LEADER.items()}
UNCONFIRMED = "Quy định này chưa được xác nhận; chỉ để nhắc, không chặn."


def as_leader(category: str) -> str:
    """The category that the rules of leadership posts name for somebody who holds or takes such a post."""
    return _LEADER.get(category, category)


def without_post(category: str) -> str:
    """The category without the leadership post."""
    return _PLAIN.get(category, category)


def is_leader(category: str) -> bool:
    """Whether the category names the holder of a leadership post."""
    return category in _PLAIN


def row_of(pack: Pack | None, topic: str, name: str, category: str, day: date) -> Version[Any] | None:
    """The row in force, from the given pack (with the office's corrections) or the shipped one."""
    return (pack or shipped(topic)).at(name, category, day)


def provisions(*rows: Version[V]) -> tuple[str, ...]:
    """The provisions that the rows rest on, each once."""
    return tuple(dict.fromkeys(one for row in rows for one in row.basis.split("; ")))


def judged(
    row: Version[V],
    *steps: str,
    ok: bool,
    hard: bool = True,
    warnings: tuple[str, ...] = (),
    unsettled: tuple[str, ...] = (),
) -> Answer[bool]:
    """Passed or not by one row; an unconfirmed row only warns and says so."""
    said = warnings if row.confirmed else (*warnings, UNCONFIRMED)
    verdict: Verdict = "dat" if ok else "khong_dat"
    return Answer(
        ok, verdict, provisions(row), steps, said, row.confirmed, unsettled, hard=hard and row.confirmed and not ok
    )


def told(
    value: T, row: Version[V], *steps: str, warnings: tuple[str, ...] = (), unsettled: tuple[str, ...] = ()
) -> Answer[T]:
    """A figure or a day that one row gives; nothing is judged."""
    said = warnings if row.confirmed else (*warnings, UNCONFIRMED)
    return Answer(value, None, provisions(row), steps, said, row.confirmed, unsettled)


def not_applied(*steps: str, basis: tuple[str, ...] = (), confirmed: bool = True) -> Answer[T]:
    """The rule does not reach this case."""
    return Answer(None, "khong_ap_dung", basis, steps, confirmed=confirmed)
