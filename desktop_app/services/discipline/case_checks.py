"""What can be said of a case at all: its act, its days, its codes; a day no life and no office has is refused beside its field."""

from datetime import date
from typing import TYPE_CHECKING, Protocol

from db.models import Person
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.law.calendar import shown
from desktop_app.law.discipline_lists import LISTS
from desktop_app.services.days import check_day, years_ahead
from desktop_app.services.work import Work

if TYPE_CHECKING:
    from desktop_app.services.discipline.deeds import AddStep, RecordPast

_YEARS = range(1990, 2100)
_EFFECT_AHEAD, _SPAN_AHEAD = 1, 5


class Facts(Protocol):
    """What is checked of the facts of a case, at its opening and whenever they change."""

    @property
    def act(self) -> str:
        """What was done."""
        ...

    @property
    def act_started(self) -> date | None:
        """The first day of it."""
        ...

    @property
    def act_ended(self) -> date | None:
        """The last day of it."""
        ...

    @property
    def rating_year(self) -> int | None:
        """The year whose rating it counts in."""
        ...


def check_case(work: Work, person: Key, order: Facts, detected: date | None) -> None:
    """Refuse facts without an act, days out of order, impossible or to come, and codes there are not; names the field."""
    said(order.act, "act", "Hành vi vi phạm")
    born = work.session.get_one(Person, person).born
    if detected is not None:
        not_ahead(work, detected, "detected")
        check_day(detected, "detected", born=born)
    for name in ("act_started", "act_ended"):
        check_day(getattr(order, name), name, born=born)
    began = order.act_started or order.act_ended
    if order.act_started and order.act_ended and order.act_ended < order.act_started:
        raise InvalidInput("Ngày chấm dứt vi phạm không thể trước ngày bắt đầu.", "act_ended")
    if began is not None and detected is not None and detected < began:
        raise InvalidInput("Ngày phát hiện không thể trước ngày vi phạm.", "detected")
    if began is not None and began > work.today:
        raise InvalidInput("Ngày vi phạm chưa đến.", "act_started" if order.act_started else "act_ended")
    if order.act_ended is not None and order.act_ended > work.today:
        raise InvalidInput("Ngày chấm dứt vi phạm chưa đến: để trống khi vi phạm còn tiếp diễn.", "act_ended")
    if order.rating_year is not None and order.rating_year not in _YEARS:
        raise InvalidInput("Năm đánh giá, xếp loại không hợp lý.", "rating_year")
    for name in ("ground", "gravity", "level", "exempt", "category", "no_review"):
        in_list(getattr(order, name), f"discipline_{name}", name)


def check_days(work: Work, person: Key, order: "AddStep", began: date | None) -> None:
    """Refuse a step to come, before the act or before the birth, and an effect that is years away."""
    not_ahead(work, order.day, "day")
    check_day(order.day, "day", born=work.session.get_one(Person, person).born)
    if began is not None and order.day < began:
        raise InvalidInput(f"Bước này không thể trước ngày vi phạm {shown(began)}.", "day")
    last = years_ahead(work.today, _EFFECT_AHEAD)
    check_day(order.effective, "effective", last=last)
    check_day(order.back_from, "back_from", last=last)


def check_past_days(work: Work, order: "RecordPast") -> None:
    """The same of a decision of the past."""
    born = work.session.get_one(Person, order.person).born
    not_ahead(work, order.day, "day")
    check_day(order.day, "day", born=born)
    check_day(order.effective, "effective", last=years_ahead(work.today, _EFFECT_AHEAD))
    if order.party_date is not None:
        not_ahead(work, order.party_date, "party_date")
        check_day(order.party_date, "party_date", born=born)


def check_span(work: Work, person: Key, starts: date, ends: date | None) -> None:
    """Refuse a span that ends before it starts, or lies where nobody's case does."""
    born = work.session.get_one(Person, person).born
    check_day(starts, "starts", born=born, last=years_ahead(work.today, _EFFECT_AHEAD))
    check_day(ends, "ends", last=years_ahead(work.today, _SPAN_AHEAD))
    if ends is not None and ends < starts:
        raise InvalidInput("Ngày cuối không thể trước ngày đầu.", "ends")


def in_list(code: str | None, name: str, field: str) -> None:
    """Refuse a code that its list does not have."""
    if code is not None and code not in LISTS[name]:
        raise InvalidInput(f"“{code}” không có trong danh mục.", field)


def said(text: str | None, field: str, label: str) -> None:
    """Refuse what is left empty."""
    if not (text or "").strip():
        raise InvalidInput(f"Thiếu “{label}”.", field)


def not_ahead(work: Work, day: date, field: str) -> None:
    """Refuse a day to come."""
    if day > work.today:
        raise InvalidInput("Ngày này chưa đến.", field)
