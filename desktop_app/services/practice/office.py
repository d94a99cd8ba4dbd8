"""The practice office: a commune whose 60 people, with whole careers, are invented; the same every time it is made.

What it holds, as of 23/11/2026 (the day it is meant for), to be checked by hand in ``resources/practice``:

- ``units.toml``: huyện Khe Vàng with four offices and the communes Bản Hạ, Minh Tân, Nà Phạc, all until 30/06/2025; xã An
  Bình with six offices, three schools and a health station from 01/07/2025; nine successions between them. A school is
  one unit whose parent changes that day.
- ``staffing.py``: what is under way on that day: a secondment, somebody acting, a second post, a transfer to come, signers,
  numbers kept.
- ``discipline.py``: cases of discipline under way, running, lapsed and cancelled on that day.
- ``retirement.py``: cases of retirement on that day: one about to leave, every lower age and every postponement once.
- ``people.toml``: 7 cán bộ who lead the commune, 22 công chức, 22 viên chức (teachers, health workers), 2 on contract, 2
  không chuyên trách, and 5 who left (retired, resigned, moved away). Terms end between 31/10/2026 (two are over) and 2030;
  births make people retire in every year from 2026 to 2035; two births are known to the year or the month only; four
  files have blanks on purpose.
- ``staffing.toml``: quotas of 2025 and 2026 and the job positions of three units; one unit is over, two have vacancies.
- drawn from the seed, per person and so independent of the others: numbers, address, family, study dates, courses.

Each feature adds the people its law needs: rows at the end of ``people.toml``; a record of its own gets one more key there
and one more function here in ``_WRITERS``. With ``until`` the register is made as it stood that evening: ``BEFORE`` gives
the district's office with its three communes before they were merged.
"""

import random
import tomllib
from calendar import monthrange
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.values import Coefficient, PartialDate
from desktop_app.paths import RESOURCES
from desktop_app.services.catalogs import read_rows, scale

if TYPE_CHECKING:
    from db.database import NewOffice
    from db.models import Record
    from db.values import Key
    from desktop_app.services.work import Work

FOLDER = RESOURCES / "practice"
DAY, BEFORE, MERGED = date(2026, 11, 23), date(2025, 6, 30), date(2025, 7, 1)
Row = dict[str, Any]
Rows = Iterator[tuple[str, Row]]


@dataclass(frozen=True)
class _Making:
    """What one person's records are made from."""

    told: Mapping[str, Any]
    key: "Key"
    units: Mapping[str, "Key"]
    until: date
    dice: random.Random


def office_of(until: date = DAY) -> "NewOffice":
    """Whose register the practice office's is on a day: the commune's, before 01/07/2025 the district's."""
    from db.database import NewOffice

    if until < MERGED:
        names = ("UBND huyện Khe Vàng", "UBND tỉnh Bắc Kạn", "huyen", "Khe Vàng", "Chủ tịch", "Nguyễn Văn Xuân")
    else:
        names = ("UBND xã An Bình", "UBND tỉnh Thái Nguyên", "xa", "An Bình", "Chủ tịch", "Triệu Quang Huy")
    return NewOffice(*names, signing="TM. ỦY BAN NHÂN DÂN", practice=True)


def make_practice(path: Path, clock: Callable[[], datetime], until: date = DAY) -> None:
    """A new register at ``path`` holding the practice office, closed again: two operations."""
    from desktop_app.services.opening import create_register
    from desktop_app.services.work import changing

    database = create_register(path, office_of(until), clock)
    try:
        with changing(database, until, "practice", "Văn phòng thực hành: đơn vị và 60 người bịa") as work:
            fill(work, until)
            if until == DAY:
                from desktop_app.services.practice.staffing import staff

                staff(work)
                from desktop_app.services.practice.discipline import punish

                punish(work)
                from desktop_app.services.practice.retirement import retire

                retire(work)
    finally:
        database.close()


def fill(work: "Work", until: date = DAY, seed: int = 1) -> int:
    """Write the units and people of the practice office into a register; the number of people."""
    from db.models import BY_NAME, JobPosition, Person, Quota, Unit, UnitState, UnitSuccession
    from db.values import uuid7

    units = {row["code"]: uuid7() for row in _told("units.toml")["unit"]}
    known: set[str] = set()
    batch: dict[type[Record], list[Row]] = {Unit: [], UnitState: [], UnitSuccession: []}
    for row in _told("units.toml")["unit"]:
        states = [_cut(_dated(state), until) for state in row["states"]]
        held = [state for state in states if state is not None]
        if held:
            known.add(row["code"])
            batch[Unit].append({"key": units[row["code"]], "code": row["code"]})
        for state in held:
            parent = state.pop("parent", None)
            batch[UnitState].append(state | {"unit": units[row["code"]], "parent": units.get(parent)})
    if until >= MERGED:
        batch[UnitSuccession] += [
            {"predecessor": units[row["from"]], "successor": units[row["to"]], "happened_on": MERGED}
            for row in _told("units.toml")["succession"]
        ]
        told_staffing = _told("staffing.toml")
        batch[Quota] = [
            row | {"unit": units[row["unit"]]} for row in told_staffing["quota"] if row["year"] <= until.year
        ]
        batch[JobPosition] = [row | {"unit": units[row["unit"]], "starts": MERGED} for row in told_staffing["position"]]
    count = 0
    for told in _told("people.toml")["person"]:
        dice = random.Random(f"{seed}:{told['staff_number']}")  # noqa: S311 - invented data, no secret
        making = _Making(told, uuid7(), {code: units[code] for code in known}, until, dice)
        if not list(_employment(making)):
            continue  # not yet recruited on that day
        count += 1
        batch.setdefault(Person, []).append(_person(making))
        for write in _WRITERS:
            for name, values in write(making):
                whose = {"person": making.key} if BY_NAME[name].__person__ else {}
                batch.setdefault(BY_NAME[name], []).append(values | whose)
    for record, rows in batch.items():
        if rows:
            work.add_many(record, rows)
    return count


@cache
def _told(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))


def _dated(row: Mapping[str, Any]) -> Row:
    """The row with its days read; a day that is not given is left out."""
    days = ("starts", "ends", "term_ends")
    found = {name: value for name, value in row.items() if name not in days}
    return found | {name: date.fromisoformat(row[name]) for name in days if row.get(name)}


def _cut(row: Row, until: date) -> Row | None:
    """The row as it was known on a day: nothing when it began later, without its end when it ended later."""
    if row.get("starts", date.min) > until:
        return None
    if row.get("ends", date.min) >= until:
        row.pop("ends")
    return row


# --- one person's records ----------------------------------------------------------------------------------------------


def _person(making: _Making) -> Row:
    told, dice = making.told, making.dice
    born = PartialDate.parse(told["born"])
    digit = (0 if told["sex"] == "nam" else 1) + (2 if born.year >= 2000 else 0)  # noqa: PLR2004 - the century digit
    village = dice.choice(("Nà Pài", "Bản Mới", "Khuổi Slao", "Phia Đén", "Tân Hợp", "Đồng Tâm", "Cốc Lải"))
    commune = dice.choice(("Bản Hạ", "Minh Tân", "Nà Phạc"))
    number = int(told["staff_number"].removeprefix("TH-"))
    values: Row = {
        "key": making.key,
        "staff_number": told["staff_number"],
        "full_name": told["full_name"],
        "sex": told["sex"],
        "born": born,
        "personal_number": f"006{digit}{born.year % 100:02d}{dice.randint(1, 9)}{number:05d}",
        "id_issued_on": date(2021, dice.randint(4, 12), dice.randint(1, 28)),
        "id_issued_at": "Cục Cảnh sát quản lý hành chính về trật tự xã hội",
        "ethnic": told["ethnic"],
        "religion": "Không",
        "birth_place": f"xã {commune}, huyện Khe Vàng, tỉnh Bắc Kạn",
        "home_town": f"xã {commune}, huyện Khe Vàng, tỉnh Bắc Kạn",
        "permanent_address": f"thôn {village}, xã An Bình, tỉnh Thái Nguyên",
        "address": f"thôn {village}, xã An Bình, tỉnh Thái Nguyên",
        "insurance_number": f"06{dice.randint(10_000_000, 99_999_999)}",
        "general_education": "12/12",
        "recruited_on": PartialDate.parse(told["spells"][0][1]),
        "recruitment_kind": _recruited(told["spells"][0][0], dice),
        "recruited_by": "UBND huyện Khe Vàng",
    }
    return {name: value for name, value in values.items() if name not in told.get("blank", ())}


def _recruited(category: str, dice: random.Random) -> str:
    return {"CB": "Bầu cử", "HDLD": "Hợp đồng", "KCT": "Phân công"}.get(category) or dice.choice(
        ("Thi tuyển", "Xét tuyển")
    )


def _employment(making: _Making) -> Rows:
    for category, starts, ends in making.told["spells"]:
        row = _cut(_dated({"category": category, "starts": starts, "ends": ends}), making.until)
        if row is not None:
            if "ends" in row and [category, starts, ends] == making.told["spells"][-1]:
                row["end_reason"] = making.told["end_reason"]
            yield "employment", row


def _assignments(making: _Making) -> Rows:
    for told in making.told["posts"]:
        row = _cut(_dated(told), making.until)
        if row is None:
            continue
        starts = row["starts"]
        row |= {"unit": making.units[told["unit"]], "main": True, "post_since": starts}
        row["decision"] = yield from _decision(
            making, starts, f"{told.get('movement', 'Bố trí công tác')}: {making.told['full_name']}"
        )
        yield "assignment", row


def _salary(making: _Making) -> Rows:
    """Every step from the ones told on, at the interval of the scale, since the rank was in use; vượt khung after the last."""
    told = [(code, step, date.fromisoformat(day)) for code, step, day in making.told.get("pay", ())]
    steps: list[Row] = []
    for place, (code, step, since) in enumerate(told):
        end = told[place + 1][2] if place + 1 < len(told) else _last_paid_day(making)
        group, name, begun = _rank(code)
        months, last = (36 if group.startswith("A") else 24), max(scale()[group])
        number, starts, beyond = step, since, 0
        while starts < end:
            following = _months_later(starts, 12 if beyond else months)
            if following > begun:
                row: Row = {"starts": starts, "rank_code": code, "rank_name": name, "rank_since": max(since, begun)}
                row |= {"step": number, "coefficient": Coefficient(scale()[group][number]), "next_step_on": following}
                steps.append(row | ({"beyond_percent": Coefficient(beyond * 100)} if beyond else {}))
            if number < last:
                number += 1
            else:
                beyond = beyond + 1 if beyond else 5
            starts = following
    for row in steps:
        yield (
            "salary_step",
            row
            | {
                "decision": (yield from _decision(making, row["starts"], f"Nâng bậc lương: {making.told['full_name']}"))
            },
        )


def _decision(making: _Making, day: date, subject: str) -> Generator[tuple[str, Row], None, "Key"]:
    from db.values import uuid7

    key = uuid7()
    number = f"{making.dice.randint(10, 999)}/QĐ-UBND"
    office = office_of(min(day, making.until))
    row: Row = {
        "key": key,
        "number": number,
        "signed_on": day,
        "effective_on": day,
        "kind": "quyet_dinh",
        "state": "hieu_luc",
    }
    row |= {
        "subject": subject,
        "authority": office.name,
        "signer_name": office.signer_name,
        "signer_post": office.signer_role,
    }
    yield "decision", row
    return key


def _last_paid_day(making: _Making) -> date:
    last = making.told["spells"][-1][2]
    return min(making.until, date.fromisoformat(last) if last else making.until)


@cache
def _rank(code: str) -> tuple[str, str, date]:
    """A rank's salary group (the older where it has two), name and first day in use."""
    rows = [row for row in read_rows("ranks.csv") if row["code"] == code]
    begun = min(row.get("from") or "1993-04-01" for row in rows)
    return rows[-1]["group"].split(";")[-1], rows[-1]["name"], date.fromisoformat(begun)


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    last = monthrange(day.year + years, month + 1)[1]
    return date(day.year + years, month + 1, min(day.day, last))


def _qualifications(making: _Making) -> Rows:
    told, dice = making.told, making.dice
    recruited = int(told["spells"][0][1][:4])
    if "study" in told:
        level, major = told["study"]
        row: Row = {"kind": "chuyen_mon", "level": level, "major": major, "highest": True}
        row["mode"] = "Chính quy" if dice.random() < 0.6 else "Vừa làm vừa học"  # noqa: PLR2004 - most of them
        row["school"] = dice.choice(
            ("Trường Đại học Thái Nguyên", "Học viện Hành chính Quốc gia", "Trường Đại học Tây Bắc")
        )
        row["ends"] = PartialDate(recruited - dice.randint(0, 2), 6)
        yield "qualification", row
    if told.get("political_theory"):
        row = {"kind": "ly_luan", "level": told["political_theory"], "highest": True}
        yield "qualification", row | {"ends": PartialDate(min(recruited + 8, making.until.year - 1))}
    if told["spells"][-1][0] in {"CB", "CC"}:
        row = {"kind": "quan_ly_nha_nuoc", "level": "Chuyên viên", "highest": True}
        yield "qualification", row | {"ends": PartialDate(min(recruited + 4, making.until.year - 1))}
    if dice.random() < 0.7:  # noqa: PLR2004 - seven in ten
        yield "qualification", {"kind": "tin_hoc", "level": "Chứng chỉ", "highest": True}
    if dice.random() < 0.5:  # noqa: PLR2004 - half of them
        language = {"kind": "ngoai_ngu", "level": "Chứng chỉ B", "major": "Tiếng Anh", "highest": True}
        yield "qualification", language
    if told["ethnic"] == "Kinh" and dice.random() < 0.4:  # noqa: PLR2004 - four in ten
        yield "qualification", {"kind": "tieng_dan_toc", "level": "Chứng chỉ", "major": "Tiếng Tày", "highest": True}


def _party(making: _Making) -> Rows:
    joined = making.told.get("party")
    if joined and date.fromisoformat(joined) <= making.until:
        day = date.fromisoformat(joined)
        official = PartialDate(day.year + 1, day.month, day.day)
        row: Row = {"joined_on": PartialDate.of(day), "official_on": official, "post": making.told.get("party_post")}
        yield "party_membership", row | {"card_number": f"06.{making.dice.randint(100_000, 999_999)}"}


def _family(making: _Making) -> Rows:
    told, dice = making.told, making.dice
    year, surname = int(told["born"][:4]), told["full_name"].split()[0]
    given = ("An", "Bình", "Chi", "Giang", "Hoà", "Khánh", "Lâm", "Minh", "Nhung", "Phúc", "Thảo", "Yến")
    other = dice.choice(("Nguyễn", "Hoàng", "Nông", "Lý", "Triệu"))
    man = told["sex"] == "nam"
    rows = [
        ("ban_than", "Cha đẻ", f"{surname} Văn {dice.choice(given)}", year - dice.randint(22, 32), "làm ruộng"),
        ("ban_than", "Mẹ đẻ", f"{other} Thị {dice.choice(given)}", year - dice.randint(20, 28), "làm ruộng"),
    ]
    if making.until.year - year > 30:  # noqa: PLR2004 - younger people of this office are single
        middle = "Thị" if man else "Văn"
        spouse = f"{other} {middle} {dice.choice(given)}"
        rows.append(("ban_than", "Vợ" if man else "Chồng", spouse, year + dice.randint(-3, 3), "kinh doanh tự do"))
        name_of_children = surname if man else other
        rows += [
            ("ban_than", "Con", f"{name_of_children} {dice.choice(('Ngọc', 'Minh'))} {dice.choice(given)}",
             year + 24 + 4 * place, "đi học") for place in range(dice.randint(1, 2))
        ]  # fmt: skip
        rows.append(("vo_chong", "Cha vợ/chồng", f"{other} Văn {dice.choice(given)}", year - 27, "làm ruộng"))
    for side, relation, name, born, job in rows:
        if born < making.until.year:
            details = f"{job}, xã An Bình, tỉnh Thái Nguyên"
            yield (
                "family_member",
                {"side": side, "relation": relation, "full_name": name, "born": PartialDate(born), "details": details},
            )


def _contacts(making: _Making) -> Rows:
    blank = making.told.get("blank", ())
    if "phone" not in blank:
        yield "contact", {"kind": "phone", "value": f"09{making.dice.randint(10_000_000, 99_999_999)}"}
    number = int(making.told["staff_number"].removeprefix("TH-"))
    if number % 2:
        yield "contact", {"kind": "email", "value": f"th{number:03d}@anbinh.example"}


_WRITERS: tuple[Callable[[_Making], Rows], ...] = (
    _employment, _assignments, _salary, _qualifications, _party, _family, _contacts,
)  # fmt: skip
