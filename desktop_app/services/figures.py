"""Figures of the law as this office uses them: those shipped, with the office's corrections laid over them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from db.connection import Connection
from db.models import FigureCorrection
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import WorkCalendar, calendar_of, official
from desktop_app.law.figures import Law
from desktop_app.law.packs import CATEGORIES, Correction, Pack, corrected, shipped
from desktop_app.law.retirement_rule import wrong_figures
from desktop_app.services import figure_words
from desktop_app.services.work import Work

if TYPE_CHECKING:
    from desktop_app.law.dated import Version

TOPICS = {
    "holidays": "Ngày nghỉ lễ, Tết, ngày làm bù",
    "discipline": "Kỷ luật",
    "appointments": "Bổ nhiệm, giữ chức vụ",
    "movements": "Điều động, biệt phái",
    "retirement": "Nghỉ hưu",
    "early_exit": "Nghỉ trước tuổi, tinh giản",
    "resignation": "Thôi việc",
    "recruitment": "Tuyển dụng",
    "salary": "Tiền lương",
    "rating": "Đánh giá, xếp loại",
    "yearly": "Việc hằng năm",
}
HOLIDAYS = "holidays"
MANY = "nhiều phần"
"""Said of a value that has too many parts to be corrected by hand."""


@dataclass(frozen=True)
class Correct:
    """A correction: the value in words (or JSON, days as yyyy-mm-dd), from when, and what it rests on."""

    topic: str
    name: str
    category: str
    value: str
    starts: date
    basis: str
    ends: date | None = None


@dataclass(frozen=True)
class FigureRow:
    """One figure for categories that share it, from a day to a day; ``own`` names the office's corrections behind it."""

    topic: str
    name: str
    label: str
    categories: tuple[str, ...]
    value: str
    starts: date | None
    ends: date | None
    basis: str
    confirmed: bool
    own: tuple[Key, ...] = ()


def pack(work: Work, topic: str) -> Pack:
    """The figures of a topic with the office's corrections; the shipped ones themselves where there are none."""
    return pack_read(work.raw, topic)


def pack_read(raw: Connection, topic: str) -> Pack:
    """See ``pack``, by a connection alone."""
    found = _corrections(raw, topic)
    return _laid(topic, found) if found else shipped(topic)


@cache
def _laid(topic: str, found: tuple["_Kept", ...]) -> Pack:
    return corrected(shipped(topic), [one.correction() for one in found])


def office_law(work: Work) -> Law:
    """The figures of every topic and the calendar, as this office uses them, in one reading."""
    query = "SELECT DISTINCT topic FROM figure_correction"
    topics = {str(topic) for (topic,) in work.raw.execute(query)} & {one.name for one in fields(Law)}
    return Law(
        **{topic: pack(work, topic) for topic in topics}, days=work_calendar(work) if HOLIDAYS in topics else None
    )


def work_calendar(work: Work) -> WorkCalendar:
    """The working days, with the office's corrections of days off."""
    found = pack(work, HOLIDAYS)
    return official() if found is shipped(HOLIDAYS) else calendar_of(found)


@dataclass(frozen=True)
class _Kept:
    """A correction as it is kept, to be compared and cached by."""

    topic: str
    name: str
    category: str
    value: str
    starts: date
    ends: date | None
    basis: str

    def correction(self) -> Correction:
        value = _read(self.value, _sample(self.topic, self.name))
        return Correction(self.topic, self.name, self.category, value, self.starts, self.ends, self.basis)


def _corrections(raw: Connection, topic: str) -> tuple[_Kept, ...]:
    query = "SELECT name, category, value, starts, ends, basis FROM figure_correction WHERE topic = ? ORDER BY key"
    return tuple(
        _Kept(
            topic, name, category, value, date.fromisoformat(starts), date.fromisoformat(ends) if ends else None, basis
        )
        for name, category, value, starts, ends, basis in raw.execute(query, (topic,))
    )


def figures(work: Work, topic: str) -> tuple[FigureRow, ...]:
    """Every figure of a topic, the office's own marked; figures that categories share stand on one line."""
    known = pack(work, topic)
    own = {
        (one.name, one.category, one.starts): one.key
        for one in work.session.scalars(select(FigureCorrection).where(FigureCorrection.topic == topic))
    }
    found: list[FigureRow] = []
    for figure in known.figures.values():
        groups: dict[Any, tuple[list[str], Version[Any]]] = {}
        for category, dated in figure.by_category.items():
            for version in dated:
                key = (str(version.starts), str(version.ends), _written(version.value), version.basis)
                groups.setdefault(key, ([], version))[0].append(category)
        rows = []
        for categories, version in groups.values():
            marks = [own.get((figure.name, one, version.starts)) for one in categories if version.starts]
            mine = tuple(one for one in marks if one) if version.basis.endswith("(cơ quan sửa)") else ()
            rows.append(
                FigureRow(
                    topic, figure.name, figure.label, tuple(categories), _said(version.value), version.starts,
                    version.ends, version.basis, version.confirmed, mine,
                )
            )  # fmt: skip
        found += sorted(rows, key=lambda row: (row.categories, row.starts or date.min))
    return tuple(found)


def correct(work: Work, order: Correct) -> Key:
    """Lay a correction over a figure from a day, in place of an earlier one from that day.

    ``InvalidInput`` for a value of another shape or without what it rests on.
    """
    if order.topic not in TOPICS or order.name not in shipped(order.topic).figures:
        raise InvalidInput("Không có số liệu này trong quy định.", "name")
    if order.category not in CATEGORIES:
        raise InvalidInput("Không có loại này.", "category")
    if not order.basis.strip():
        raise InvalidInput("Phải ghi căn cứ của số liệu mới.", "basis")
    if order.ends is not None and order.ends < order.starts:
        raise InvalidInput("Ngày cuối không thể trước ngày đầu.", "ends")
    made = _read(order.value, _sample(order.topic, order.name))
    if lacking := [one for one in _always(order.topic, order.name) if one not in made]:
        missing = ", ".join(figure_words.part(one) for one in lacking)
        raise InvalidInput(f"Giá trị còn thiếu: {missing}.", "value")
    if order.topic == "retirement" and order.name.startswith(("age_", "lowest_")) and (why := wrong_figures(made)):
        raise InvalidInput(why, "value")
    value = _written(made)
    same = select(FigureCorrection).where(
        FigureCorrection.topic == order.topic, FigureCorrection.name == order.name,
        FigureCorrection.category == order.category, FigureCorrection.starts == order.starts,
    )  # fmt: skip
    for earlier in work.session.scalars(same):
        work.session.delete(earlier)
    laid = FigureCorrection(
        topic=order.topic, name=order.name, category=order.category, value=value, starts=order.starts,
        ends=order.ends, basis=order.basis.strip(),
    )  # fmt: skip
    work.session.add(laid)
    work.session.flush()
    try:
        pack(work, order.topic)
    except ValueError as clash:
        raise InvalidInput(f"Trùng với một số liệu cơ quan đã sửa: {clash}", "starts") from clash
    return laid.key


def correct_for(work: Work, order: Correct, categories: Iterable[str]) -> None:
    """The same correction for several categories."""
    for category in categories:
        correct(work, Correct(**{**vars(order), "category": category}))


def withdraw(work: Work, key: Key) -> None:
    """Take a correction back: the shipped figure holds again."""
    found = work.session.get(FigureCorrection, key)
    if found is None:
        raise InvalidInput("Không còn số liệu đã sửa này.")
    work.session.delete(found)
    work.session.flush()


def _sample(topic: str, name: str) -> Any:
    """The shape of a figure: a shipped value, or all named parts that any of its rows has."""
    rows = [row.value for dated in shipped(topic)[name].by_category.values() for row in dated]
    if not all(isinstance(value, dict) for value in rows):
        return next(iter(rows), None)
    return {part: value for row in reversed(rows) for part, value in row.items()}


def _always(topic: str, name: str) -> tuple[str, ...]:
    """The named parts that every shipped row of a figure has: whoever asks it counts on them."""
    rows = [row.value for dated in shipped(topic)[name].by_category.values() for row in dated]
    if not all(isinstance(value, dict) for value in rows):
        return ()
    return tuple(part for part in rows[0] if all(part in value for value in rows))


def _read(text: str, sample: Any) -> Any:
    """A kept value (JSON), or one that was typed in words; ``InvalidInput`` for one of another shape."""
    try:
        value = json.loads(text)
    except ValueError:
        try:
            value = json.loads(_written(figure_words.read(text, sample)))
        except (ValueError, KeyError, TypeError):
            raise InvalidInput(f"“{text}” không đọc được: viết như “{_said(sample)}”.", "value") from None
    return _shaped(value, sample)


def _said(value: Any) -> str:
    return figure_words.say(value) or MANY


def _shaped(value: Any, sample: Any) -> Any:
    wrong = InvalidInput(f"Giá trị phải viết như “{_said(sample)}”.", "value")
    if isinstance(sample, date):
        try:
            return date.fromisoformat(value)
        except (TypeError, ValueError):
            raise wrong from None
    if isinstance(sample, dict):
        if not isinstance(value, dict) or ("off" in sample and set(value) != set(sample)):
            raise wrong
        first = next(iter(sample.values()), None)
        return {name: _shaped(one, sample.get(name, first)) for name, one in value.items()}
    if isinstance(sample, list):
        if not isinstance(value, list):
            raise wrong
        pattern = sample[0] if sample else None
        return [_shaped(one, pattern if pattern is not None else _guess(one)) for one in value]
    if (
        sample is not None
        and (type(value) is not type(sample))
        and not (isinstance(value, int) and isinstance(sample, float))
    ):
        raise wrong
    return value


def _guess(value: Any) -> Any:
    """A text that reads as a day is one, where the shipped list is empty."""
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=lambda one: one.isoformat())
