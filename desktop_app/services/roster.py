"""The list of people as of a day, read so that the first screen is there at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from db import roster_rows
from db.connection import Connection, connect_reading, snapshot
from db.text import fold, text_sort_key
from db.values import Coefficient, Key
from desktop_app.errors import InvalidInput
from desktop_app.services.export import office_fields
from desktop_app.services.roster_types import Fact, PersonCard, RosterQuery, RosterRow, UnitNode, Whole
from desktop_app.services.work import told

_SEXES = {"nu": 1, "nam": 2}
_SORTED_IN_SQL = frozenset(roster_rows.ORDERS)
_NUMBERS = frozenset({"coefficient", "beyond_percent"})
"""Columns whose texts are numbers: 10 comes after 9."""


class _Unit(NamedTuple):
    key: Key
    parent: Key | None
    name: str
    starts: str
    ends: str
    closed: bool


class Roster:
    """Reads the list from one raw connection; one for each thread."""

    def __init__(self, raw: Connection) -> None:
        self._raw = raw
        self._units: dict[date, dict[Key, _Unit]] = {}
        self._paths: dict[tuple[date, Key], str] = {}

    def forget(self) -> None:
        """Read units anew at the next question, after a change."""
        self._units.clear()
        self._paths.clear()

    # --- lists of keys --------------------------------------------------------------------------------------------

    def ids(self, query: RosterQuery) -> list[Key]:
        """All keys that answer the query, in the order asked."""
        with snapshot(self._raw):
            if query.sort in _SORTED_IN_SQL:
                return self._ids(query, query.sort, None)
            keys = self._ids(query, "name", None)
            rows = self.rows(keys, query.as_of)
            keyed = [(_sort_value(query.sort, getattr(row, query.sort)), row.key) for row in rows]
            keyed.sort(key=lambda pair: pair[0], reverse=query.descending)
            return [key for _, key in keyed]

    def first(self, query: RosterQuery, count: int) -> list[Key]:
        """The first keys of the list; in an order SQL does not know, of the list by name."""
        with snapshot(self._raw):
            return self._ids(query, query.sort if query.sort in _SORTED_IN_SQL else "name", count)

    def _ids(self, query: RosterQuery, sort: str, count: int | None) -> list[Key]:
        units = None
        if query.unit is not None:
            units = self.descendants(query.unit, query.as_of) if query.descendants else [query.unit]
        clause: tuple[str, Mapping[str, Any]] = ("", {})
        if query.lines:
            from desktop_app.services.lists.sql import where  # SQLAlchemy: not needed for the first picture

            clause = where(self._raw, query.lines, query.as_of, partial(self.descendants, day=query.as_of))
        return roster_rows.ids(
            self._raw,
            query.as_of,
            status=query.status,
            units=units,
            categories=sorted(query.categories),
            sort=sort,
            descending=query.descending,
            count=count,
            clause=clause,
        )

    # --- rows -----------------------------------------------------------------------------------------------------

    def rows(self, keys: Sequence[Key], as_of: date) -> list[RosterRow]:
        """The lines of these people in the order given; a key the register does not hold is left out."""
        found: dict[Key, RosterRow] = {}
        with snapshot(self._raw):
            for place in range(0, len(keys), roster_rows.BLOCK):
                self._block(keys[place : place + roster_rows.BLOCK], as_of, found)
        return [found[key] for key in keys if key in found]

    def _block(self, keys: Sequence[Key], day: date, found: dict[Key, RosterRow]) -> None:
        people = roster_rows.listed(keys)

        def by_person(name: str) -> dict[Key, tuple[Any, ...]]:
            return {row[0]: row for row in roster_rows.select_for(self._raw, name, people, day)}

        iso = day.isoformat()
        employment, assignment, salary = by_person("employment"), by_person("assignment"), by_person("salary")
        party = by_person("party")
        studies: dict[Key, dict[str, tuple[str, str]]] = {}
        for person, kind, level, major in roster_rows.select_for(self._raw, "qualification", people, day):
            studies.setdefault(person, {}).setdefault(kind, (level or "", major or ""))
        contacts: dict[Key, dict[str, str]] = {}
        for person, kind, value in roster_rows.select_for(self._raw, "contact", people, day):
            contacts.setdefault(person, {}).setdefault(kind, value)
        for row in roster_rows.select_for(self._raw, "person", people, day):
            key, name, sex, born, number, staff, ethnic, religion, home, address, recruited, education, insurance = row
            job = employment.get(key)
            post = assignment.get(key, (key,) + (None,) * 5)
            pay = salary.get(key, (key,) + (None,) * 7)
            study, reach, member = studies.get(key, {}), contacts.get(key, {}), party.get(key, (key, None, None))
            left = job is not None and job[3] is not None and job[3] < iso
            if post[5] is not None and post[5] < iso and not left:
                post = (key,) + (None,) * 5
            found[key] = RosterRow(
                key=key,
                full_name=name,
                sex=sex or "",
                born=born or "",
                personal_number=number or "",
                staff_number=staff or "",
                category=(job[1] or "") if job else "",
                unit=self.unit_name(post[1], day),
                unit_path=self.unit_path(post[1], day),
                post=post[2] or "",
                post_since=post[3] or "",
                rank_code=pay[1] or "",
                rank_name=pay[2] or "",
                step=pay[3],
                coefficient=_decimal(pay[4]),
                beyond_percent=_decimal(pay[5]),
                salary_since=pay[6] or "",
                next_step_on=pay[7] or "",
                ethnic=ethnic or "",
                religion=religion or "",
                phone=reach.get("phone", ""),
                email=reach.get("email", ""),
                home_town=home or "",
                address=address or "",
                recruited_on=recruited or "",
                general_education=education or "",
                qualification=study.get("chuyen_mon", ("", ""))[0],
                major=study.get("chuyen_mon", ("", ""))[1],
                political_theory=study.get("ly_luan", ("", ""))[0],
                state_management=study.get("quan_ly_nha_nuoc", ("", ""))[0],
                foreign_language=study.get("ngoai_ngu", ("", ""))[0],
                informatics=study.get("tin_hoc", ("", ""))[0],
                party_joined=member[1] or "",
                party_official=member[2] or "",
                insurance_number=insurance or "",
                left_on=job[3] if left and job else "",
            )

    def texts(self, keys: Sequence[Key], as_of: date) -> list[str]:
        """The folded search text of each: name, numbers, unit and post."""
        units: dict[Key | None, str] = {None: ""}
        posts: dict[str | None, str] = {None: ""}
        found: dict[Key, str] = dict.fromkeys(keys, "")  # keys are shared with the caller's list
        with snapshot(self._raw):
            for key, name, number, staff, old, post, unit in roster_rows.search_rows(self._raw, as_of):
                if unit not in units:
                    units[unit] = fold(self.unit_path(unit, as_of))
                if post not in posts:
                    posts[post] = fold(post)
                if key in found:
                    numbers = " ".join(filter(None, (number, staff, old)))
                    found[key] = f"{name} {numbers} {posts[post]} {units[unit]}".lower()
        return list(found.values())

    def sexes(self, keys: Sequence[Key]) -> bytes:
        """Of each: 1 for a woman, 2 for a man, 0 where it is not known."""
        known = roster_rows.sexes(self._raw)
        return bytes(_SEXES.get(known.get(key, ""), 0) for key in keys)

    # --- units ----------------------------------------------------------------------------------------------------

    def _units_on(self, day: date) -> dict[Key, _Unit]:
        known = self._units.get(day)
        if known is not None:
            return known
        iso = day.isoformat()
        found: dict[Key, _Unit] = {}
        for unit, parent, name, starts, ends in roster_rows.unit_states(self._raw):
            if (starts or "") > iso:
                continue
            closed = ends is not None and ends < iso
            other = found.get(unit)
            if other is None or (other.closed and (not closed or (ends or "") > other.ends)):
                found[unit] = _Unit(unit, parent, name, starts or "", ends or "", closed)
        self._units[day] = found
        return found

    def unit_name(self, unit: Key | None, day: date) -> str:
        """A unit's name on a day."""
        found = self._units_on(day).get(unit) if unit else None
        return found.name if found else ""

    def unit_places(self, day: date) -> dict[Key, tuple[str, Key | None]]:
        """The name of every unit on a day and what it belongs to; of a closed one the last."""
        return {key: (unit.name, unit.parent) for key, unit in self._units_on(day).items()}

    def unit_path(self, unit: Key | None, day: date) -> str:
        """The names from the unit up to the top, as an address is written: unit, then what it belongs to."""
        if unit is None:
            return ""
        known = self._paths.get((day, unit))
        if known is None:
            place: Key | None = unit
            names: list[str] = []
            seen: set[Key] = set()
            while place is not None and place not in seen:
                seen.add(place)
                found = self._units_on(day).get(place)
                if found is None:
                    break
                names.append(found.name)
                place = found.parent
            known = self._paths[day, unit] = ", ".join(names)
        return known

    def descendants(self, unit: Key, day: date) -> list[Key]:
        """The unit and everything under it on the day."""
        children: dict[Key, list[Key]] = {}
        for node in self._units_on(day).values():
            if node.parent is not None:
                children.setdefault(node.parent, []).append(node.key)
        found, waiting = [], [unit]
        seen = set()
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                found.append(key)
                waiting += children.get(key, [])
        return found

    def units(self, as_of: date) -> list[UnitNode]:
        """The tree of units with the people working in each alone; closed ones with their last day and who once did."""
        with snapshot(self._raw):
            counts = roster_rows.unit_counts(self._raw, as_of)
            codes = roster_rows.unit_codes(self._raw)
            found = self._units_on(as_of).values()
            once = roster_rows.once_counts(self._raw, as_of) if any(u.closed for u in found) else {}
            nodes = [
                UnitNode(
                    u.key,
                    u.parent,
                    u.name,
                    codes.get(u.key, ""),
                    (once if u.closed else counts).get(u.key, 0),
                    u.starts,
                    u.ends,
                    u.closed,
                )
                for u in found
            ]
        return sorted(nodes, key=lambda node: text_sort_key(node.name))

    def unit_named(self, text: str, as_of: date) -> Key:
        """The unit with this code or name (accents ignored); ``InvalidInput`` when none or several."""
        wanted = fold(text)
        with snapshot(self._raw):
            codes = roster_rows.unit_codes(self._raw)
            found = [key for key, code in codes.items() if code and code.lower() == text.strip().lower()]
            if not found:
                found = [u.key for u in self._units_on(as_of).values() if fold(u.name) == wanted]
        if len(found) == 1:
            return found[0]
        if found:
            raise InvalidInput(f"Có {len(found)} đơn vị tên “{text}”; hãy dùng mã đơn vị.", "unit")
        raise InvalidInput(f"Không có đơn vị “{text}” vào ngày {as_of:%d/%m/%Y}.", "unit")

    def is_closed(self, unit: Key, as_of: date) -> bool:
        """Whether the unit is no more on the day: nobody works there, people once did."""
        found = self._units_on(as_of).get(unit)
        return found is not None and found.closed

    # --- one person -----------------------------------------------------------------------------------------------

    def card(self, key: Key, as_of: date) -> PersonCard:
        """One person's card; ``InvalidInput`` when the register holds no such file."""
        rows = self.rows([key], as_of)
        if not rows:
            raise InvalidInput("Hồ sơ này không còn trong sổ.")
        row = rows[0]
        age = f" ({as_of.year - int(row.born[:4]) - ((as_of.isoformat()[5:]) < row.born[5:])} tuổi)" if row.born else ""
        rank = row.rank_name or row.rank_code
        facts = (
            Fact("Ngày sinh", _day(row.born) + age if row.born else ""),
            Fact("CCCD", row.personal_number),
            Fact("Dân tộc", row.ethnic),
            Fact("Tuyển dụng", _day(row.recruited_on)),
            Fact("Ngạch, bậc", f"{rank}, bậc {row.step}" if row.step else rank),
            Fact("Hệ số", row.coefficient.replace(".", ",")),
            Fact("Chuyên môn", ", ".join(filter(None, (row.qualification, row.major)))),
            Fact("Vào Đảng", _day(row.party_joined)),
            Fact("Điện thoại", row.phone),
        )
        return PersonCard(row, facts, self._sources(key))

    def _sources(self, key: Key) -> tuple[Fact, ...]:
        import json

        facts = []
        text = (
            "SELECT f.name, f.sheet, f.sha256, f.headings, r.row, r.cells FROM source_row r"
            " JOIN source_file f ON f.key = r.file WHERE r.person = ? ORDER BY r.key DESC"
        )
        for name, sheet, sha256, headings, row, cells in self._raw.execute(text, (key,)).fetchall():
            facts.append(Fact("Tệp nguồn", f"{name}, trang “{sheet}”, dòng {row}"))
            facts.append(Fact("SHA-256", sha256))
            titles = dict(json.loads(headings))
            facts += [Fact(titles.get(letters, letters), str(value)) for letters, value in json.loads(cells)]
        return tuple(facts)


def matches(text: str, words: Sequence[str]) -> bool:
    """Whether every word is somewhere in a folded search text."""
    return all(word in text for word in words)


def search_words(typed: str) -> list[str]:
    """What is looked for when this is typed."""
    return fold(typed).split()


def _decimal(hundredths: int | None) -> str:
    return "" if hundredths is None else str(Coefficient(hundredths))


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-"))) if iso else ""


def _sort_value(name: str, value: Any) -> tuple[int, Any]:
    if value is None or value == "":
        return (1, "")
    if name in _NUMBERS:
        return (0, float(value))
    return (0, value) if isinstance(value, int) else (0, text_sort_key(str(value)))


class RosterDesk:
    """What the roster's screen asks: at once from its own thread, and whole lists from behind it."""

    def __init__(self, path: Path, raw: Connection | None = None) -> None:
        """``raw`` is a connection that reads the file, where there is one already; it is closed with the desk."""
        self._path = path
        self._raw = connect_reading(path) if raw is None else raw
        self.screen = Roster(self._raw)

    def office(self) -> dict[str, str]:
        """The office the register belongs to."""
        with told():
            return office_fields(self._raw)

    def whole(self, query: RosterQuery) -> Whole:
        """Every key that answers the query with its search text and group; for a thread behind the screen."""
        raw = self.reading()
        try:
            roster = Roster(raw)
            with told(), snapshot(raw):
                keys = roster.ids(query)
                if not query.group:
                    return Whole(keys, roster.texts(keys, query.as_of), sexes=roster.sexes(keys))
                from desktop_app.services.lists.groups import group_people  # SQLAlchemy: not for the first picture

                found = group_people(raw, keys, query.group, query.as_of)
                titles = [row.title for row in found.rows]
                texts = roster.texts(found.keys, query.as_of)
                return Whole(found.keys, texts, found.places, titles, roster.sexes(found.keys))
        finally:
            raw.close()

    def reading(self) -> Connection:
        """A connection of its own for a job behind the screen; whoever asks closes it."""
        with told():
            return connect_reading(self._path)

    def close(self) -> None:
        """Let the file go."""
        self._raw.close()
