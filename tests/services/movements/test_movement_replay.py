"""The state of any day equals a replay of the events up to it: for many people in memory, for some through the register."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from db.check import verify_replay
from db.values import Key
from desktop_app.errors import InvalidInput
from desktop_app.services.movements.deeds import Order, carry_out, movement_of
from desktop_app.services.movements.effects import ACTING, Deed, Held, Spell, Standing, after, effects
from desktop_app.services.movements.facts import about_all
from desktop_app.services.official_lists import movement_kinds
from desktop_app.services.work import changing, reading
from tests.services.staffing_register import Staff

PEOPLE, DAYS, EVENTS = 1000, 10_000, 12
FIRST = date(2000, 1, 1)
UNITS = [bytes([place]) * 16 for place in range(1, 9)]
POSTS = ["Chuyên viên", "Trưởng phòng", "Phó Trưởng phòng", "Kế toán"]
KINDS = [kind for code, kind in movement_kinds().items() if code != "biet_phai_den"]
DAY = timedelta(days=1)


@dataclass
class Told:
    """What a reader of the decisions alone would say of somebody on a day."""

    employed: bool = True
    main: tuple[str | None, Key | None] | None = ("Chuyên viên", UNITS[0])
    beside: set[tuple[str, str | None, Key | None]] = field(default_factory=set)

    def hear(self, deed: Deed) -> None:
        """One decision, by what its kind says it does."""
        code, kind = deed.kind.code, deed.kind
        here = self.main[1] if self.main else None
        if kind.employment == "end":
            self.employed, self.main, self.beside = False, None, set()
        elif kind.employment == "start":
            self.employed, self.main = True, (deed.post, deed.unit)
        elif kind.post == "replace":
            unit = deed.unit or here
            self.main = (deed.post, unit)
            if kind.settles == "end_acting":
                self.beside = {one for one in self.beside if one[0] != "acting" or one[2] != unit}
        elif code == "biet_phai":
            self.beside.add(("seconded", deed.post, deed.unit))
        elif kind.post == "start":
            self.beside.add(("acting" if code in ACTING else "concurrent", deed.post, deed.unit or here))
        elif kind.post == "end":
            which = {"ket_thuc_biet_phai": "seconded", "ket_thuc_giao_quyen": "acting", "thoi_kiem_nhiem": "concurrent"}
            if code in which:
                self.beside = {one for one in self.beside if one[0] != which[code]}
            else:
                self.main = (deed.post, deed.unit or here)


def state(standing: Standing, day: date) -> Told:
    """What the rows say of a day."""
    main = standing.main_on(day)
    beside = {
        ("acting" if one.acting else "concurrent" if one.concurrent else "seconded", one.post, one.unit)
        for one in standing.posts_on(day)
        if not one.main
    }
    return Told(standing.spell_on(day) is not None, (main.post, main.unit) if main else None, beside)


def career(dice: random.Random) -> tuple[list[Deed], Standing]:
    """Somebody's decisions, each possible on its day, and the rows they leave."""
    made = count(1)

    def new_key() -> Key:
        return next(made).to_bytes(16, "big")

    standing = Standing(
        (Held(new_key(), UNITS[0], "Chuyên viên", main=True, starts=FIRST),), (Spell(new_key(), "CC", FIRST),)
    )
    deeds: list[Deed] = []
    day = FIRST
    for _ in range(EVENTS):
        day += timedelta(days=dice.randrange(1, 800))
        held = state(standing, day).beside
        for _ in range(20):
            kind = dice.choice(KINDS)
            post = dice.choice(POSTS)
            deed = Deed(kind, day, dice.choice(UNITS), post, category="CC", until=day + DAY * 300)
            if any(one[0] == _what(kind.code) for one in held):
                continue  # one of each beside the main post: the reader of decisions could not tell which one ends
            try:
                effect = effects(standing, deed, new_key)
            except InvalidInput:
                continue
            standing = after(standing, effect)
            deeds.append(deed)
            break
    return deeds, standing


def _what(code: str) -> str:
    return (
        "seconded"
        if code == "biet_phai"
        else "acting"
        if code in ACTING
        else "concurrent"
        if code == "kiem_nhiem"
        else "-"
    )


def replay(deeds: list[Deed], day: date) -> Told:
    """What the decisions in force by a day say."""
    told = Told()
    for deed in deeds:
        if deed.day <= day:
            told.hear(deed)
    return told


def test_the_state_of_a_day_equals_a_replay_of_the_events() -> None:
    dice = random.Random(7)
    people = [career(dice) for _ in range(PEOPLE)]
    assert sum(len(deeds) for deeds, _ in people) > PEOPLE * EVENTS // 2
    assert len({deed.kind.code for deeds, _ in people for deed in deeds}) > len(KINDS) - 5
    for _ in range(DAYS):
        deeds, standing = dice.choice(people)
        near = (
            dice.choice(deeds).day if deeds and dice.random() < 0.5 else FIRST + timedelta(days=dice.randrange(12_000))
        )
        day = near + timedelta(days=dice.randrange(-1, 2))
        if day >= FIRST:
            assert state(standing, day) == replay(deeds, day), (day, deeds)


def test_no_day_of_anybody_differs_from_the_replay() -> None:
    """State and replay change only on some days: equal on each of these, they are equal on all days of all people."""
    dice = random.Random(13)
    compared = 0
    for _ in range(PEOPLE):
        deeds, standing = career(dice)
        rows: list[Held | Spell] = [*standing.posts, *standing.spells]
        turns = (
            {deed.day for deed in deeds} | {row.starts for row in rows} | {row.ends + DAY for row in rows if row.ends}
        )
        for day in sorted(turn for turn in turns if turn is not None and turn >= FIRST):
            assert state(standing, day) == replay(deeds, day), (day, deeds)
            compared += 1
    assert compared > PEOPLE * EVENTS // 2


@pytest.fixture
def staff(tmp_path: Path, clock: Any, today: date) -> Iterator[Staff]:
    made = Staff(tmp_path, clock, today)
    yield made
    made.database.close()


def test_the_register_says_the_same_as_its_movements_and_the_journal_replays(staff: Staff) -> None:
    dice = random.Random(11)
    people = [staff.officer, staff.deputy, staff.teacher, staff.elder]
    day = date(2023, 1, 1)
    number = count(1)
    for _ in range(60):
        day += timedelta(days=dice.randrange(1, 20))
        order = Order(
            dice.choice(KINDS).code, dice.choice(people), day, dice.choice([staff.home, staff.economy]), dice.choice(POSTS),
            until=day + DAY * 100, category="CC", overridden="thử", overrider="UBND", cases=(),
        )  # fmt: skip
        try:
            with changing(staff.database, staff.today, "movement", order.kind) as work:
                carry_out(work, order, staff.decision(day, f"{next(number)}/QĐ-UBND"))
        except InvalidInput:
            continue
    with reading(staff.database, staff.today) as work:
        for key, one in about_all(work, people).items():
            first = next(held for held in one.standing.posts if held.starts == date(2022, 1, 1))
            moves = movement_of(work, key)
            assert moves
            for near in [move.effective_on for move in moves]:
                for place in (-1, 0, 1):
                    on = near + timedelta(days=place)
                    told = Told(main=(first.post, first.unit))
                    for move in moves:
                        if move.effective_on <= on:
                            kind = movement_kinds()[move.kind]
                            told.hear(Deed(kind, move.effective_on, move.unit, move.post))
                    seen = state(one.standing, on)
                    assert (seen.employed, seen.main) == (told.employed, told.main), (on, one.name)
    raw = staff.database.raw_reader()
    assert verify_replay(raw) == []
    raw.close()
