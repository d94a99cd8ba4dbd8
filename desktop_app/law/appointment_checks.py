"""Everything the law asks before an appointment, a reappointment or a move, as one list for the screen and the refusal."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.law.answer import Answer, lacking
from desktop_app.law.appointments import (
    HeldPost,
    Level,
    Obstacles,
    Ratings,
    full_term_age,
    good_ratings,
    no_obstacles_known,
    no_ratings,
    obstacles,
    previous_post,
    terms_in_a_row,
)
from desktop_app.law.figures import SHIPPED, Law
from desktop_app.law.packs import Pack
from desktop_app.law.reappointment import not_processed, reappointment, under_discipline

Standards = Callable[[date], Collection[str] | None]
"""The standards of the post that the person does not meet on a day, in words; ``None`` where the register cannot tell."""
BASIS_STANDARDS = ("Tiêu chuẩn, điều kiện của chức vụ theo quy định của Đảng và của cấp có thẩm quyền",)


@dataclass(frozen=True)
class Check:
    """One thing the law asks, under a name that never changes, with what it answers; ``note``: what it was asked of."""

    code: str
    title: str
    answer: Answer[Any]
    note: str = ""


@dataclass(frozen=True)
class Candidate:
    """What is known of the person and the post for an appointment on a day.

    ``on`` is the day the authority reckons age and conditions at; ``times`` is ``None`` where the register does not know
    the time in the previous post; ``terms`` are the consecutive terms already served in the same post.
    """

    category: str
    level: Level
    on: date
    months: int
    pension_start: date | None
    times: tuple[HeldPost, ...] | None = None
    terms: int = 0
    party_managed: bool = True


def no_standards_known(day: date) -> Collection[str] | None:  # noqa: ARG001 - the register has no standards yet
    """Nothing is known of any day."""
    return None


def standards_met(on: date, unmet: Standards = no_standards_known) -> Answer[tuple[str, ...]]:
    """Whether the person meets the standards of the post; those not met are named. It warns: the authority judges them."""
    found = unmet(on)
    if found is None:
        return lacking("kết quả rà soát tiêu chuẩn chức vụ", basis=BASIS_STANDARDS)
    if not found:
        return Answer((), "dat", BASIS_STANDARDS, ("Đạt các tiêu chuẩn của chức vụ.",))
    return Answer(tuple(found), "khong_dat", BASIS_STANDARDS, tuple(f"Chưa đạt: {one}." for one in found))


def appointment_checks(
    one: Candidate,
    *,
    ratings: Ratings = no_ratings,
    known: Obstacles = no_obstacles_known,
    unmet: Standards = no_standards_known,
    pack: Pack | None = None,
) -> tuple[Check, ...]:
    """Age, time in the previous post, ratings, obstacles, standards and consecutive terms of one appointment."""
    age = full_term_age(
        one.category, one.level, one.on, one.months, one.pension_start, party_managed=one.party_managed, pack=pack
    )
    before = previous_post(one.category, one.level, one.on, one.times, party_managed=one.party_managed, pack=pack)
    return (
        Check("age", "Tuổi bổ nhiệm", age),
        Check("previous_post", "Thời gian giữ chức vụ cũ", before),
        Check("ratings", "Xếp loại 3 năm liền trước", good_ratings(one.category, one.on, ratings, pack)),
        Check("obstacles", "Kỷ luật, thanh tra, tố cáo", obstacles(one.category, one.on, known, pack)),
        Check("standards", "Tiêu chuẩn chức vụ", standards_met(one.on, unmet)),
        Check("terms", "Số nhiệm kỳ liên tiếp", terms_in_a_row(one.category, one.on, one.terms, pack)),
    )


def reappointment_checks(  # the rule asks for all of these
    category: str,
    expiry: date,
    years: int,
    pension_start: date | None,
    on: date,
    *,
    signed: date | None = None,
    known: Obstacles = no_obstacles_known,
    law: Law = SHIPPED,
) -> tuple[Check, ...]:
    """Deadlines and outcome, the cases that wait, and a running decision (which does not stop it), for a term that ends."""
    found: Answer[Any] = (
        lacking("ngày sinh", "giới tính")
        if pension_start is None
        else reappointment(category, expiry, years, pension_start, signed=signed, days=law.days, pack=law.appointments)
    )
    checks = [
        Check("reappointment", "Bổ nhiệm lại hay kéo dài", found),
        Check("not_processed", "Trường hợp chưa xem xét", not_processed(category, on, known, law.appointments)),
    ]
    held = known(on)
    if held is not None and "DISCIPLINE_RUNNING" in held:
        checks.append(
            Check("discipline", "Đang thi hành kỷ luật", under_discipline(category, on, held, law.appointments))
        )
    return tuple(checks)


def refusals(checks: Collection[Check]) -> tuple[Check, ...]:
    """The checks that refuse the deed: it may go on only by the authority, with a recorded reason."""
    return tuple(one for one in checks if one.answer.refuses)
