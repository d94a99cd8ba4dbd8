"""Who is the same person: inside the file, and against the register; scored, with reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from db.text import fold
from db.values import Key, PartialDate
from desktop_app.services.intake.beside import Held
from desktop_app.services.intake.reading import ERROR, WARN, Note

SAME, DOUBTFUL = 90, 50
_NUMBERS = ("personal_number", "old_id_number")
_APART = ("staff_number", "old_id_number", "insurance_number")
"""Numbers that tell two people of one name apart when both have one and they differ."""


@dataclass(frozen=True)
class KnownPerson:
    """A person of the register as the import compares it: values by target."""

    key: Key
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Likeness:
    """How likely a row is a known person: 0 to 100, and why."""

    person: KnownPerson
    score: int
    reasons: tuple[str, ...]
    rival: Key | None = None
    """Somebody else of the register who is as likely."""


@dataclass
class KnownPeople:
    """The register's people, indexed for look-up."""

    people: tuple[KnownPerson, ...] = ()
    units: tuple[str, ...] = ()
    aliases: Mapping[Key, Key] = field(default_factory=dict)
    """Keys of files that were joined into others, with the file each is now."""
    held: Held = field(default_factory=Held)
    """The rows that a package's are compared with, where it brings some."""
    working: frozenset[Key] = frozenset()
    """Who works on the day of a package."""
    read_after: date | None = None
    """The day of a package the sender issued later and that was read before."""
    _by_number: dict[tuple[str, str], list[KnownPerson]] = field(default_factory=dict)
    _by_name: dict[str, list[KnownPerson]] = field(default_factory=dict)
    _by_key: dict[Key, KnownPerson] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Build the indexes."""
        for person in self.people:
            self._by_key[person.key] = person
            for target in (*_NUMBERS, "staff_number"):
                number = person.values.get(target)
                if number:
                    self._by_number.setdefault((target, number), []).append(person)
            self._by_name.setdefault(fold(person.values.get("full_name") or ""), []).append(person)

    def chosen(self, key: Key) -> Likeness | None:
        """The person the clerk pointed at."""
        person = self._by_key.get(key)
        return Likeness(person, 100, ("người nhập chọn",)) if person else None

    def sent(self, hexed: str | None) -> Likeness | None:
        """The person whose key another office sent with the row."""
        key = bytes.fromhex(hexed or "")
        person = self._by_key.get(self.aliases.get(key, key))
        return Likeness(person, 100, ("cùng khoá hồ sơ",)) if person else None

    def likeness(self, values: Mapping[str, Any]) -> Likeness | None:
        """The most likely known person, if any is likely at all; two equally likely ones leave it doubtful."""
        found: dict[Key, KnownPerson] = {}
        for target in (*_NUMBERS, "staff_number"):
            for person in self._by_number.get((target, values.get(target) or ""), ()):
                found[person.key] = person
        for person in self._by_name.get(fold(values.get("full_name") or ""), ()):
            found[person.key] = person
        scored = [scored for person in found.values() if (scored := _likeness(person, values)).score >= DOUBTFUL]
        scored.sort(key=lambda likeness: likeness.score, reverse=True)
        if not scored:
            return None
        best = scored[0]
        if len(scored) > 1 and scored[1].score == best.score:
            reasons = (*best.reasons, "trong sổ có người khác giống như vậy")
            return Likeness(best.person, min(best.score, SAME - 1), reasons, scored[1].person.key)
        return best


def _likeness(person: KnownPerson, values: Mapping[str, Any]) -> Likeness:
    known = person.values
    name = known.get("full_name") or ""
    same_name = fold(name) == fold(values.get("full_name") or "")
    same_staff = bool(values.get("staff_number")) and values["staff_number"] == known.get("staff_number")
    mine, theirs = values.get("personal_number"), known.get("personal_number")
    if mine and theirs:
        if mine == theirs:
            if same_name:
                return Likeness(person, 100, (f"cùng số CCCD {mine}", "cùng họ tên"))
            return Likeness(person, 70, (f"cùng số CCCD {mine}", f"nhưng họ tên trong sổ là {name}"))
        if same_name and same_staff:
            return Likeness(person, 60, ("cùng họ tên", "cùng số hiệu", f"nhưng số CCCD trong sổ là {theirs}"))
        return Likeness(person, 0, ("khác số CCCD",))
    old = values.get("old_id_number")
    if old and old == known.get("old_id_number"):
        if same_name:
            return Likeness(person, 95, (f"cùng số CMND {old}", "cùng họ tên"))
        return Likeness(person, 60, (f"cùng số CMND {old}", f"nhưng họ tên trong sổ là {name}"))
    if not same_name:
        return _other_name(person, values) if same_staff else Likeness(person, 0, ())
    return _by_name_and_birth(person, values, same_staff=same_staff)


def _other_name(person: KnownPerson, values: Mapping[str, Any]) -> Likeness:
    born = values.get("born")
    if born is None or born != person.values.get("born"):
        return Likeness(person, 0, ())
    name = person.values.get("full_name")
    return Likeness(person, 60, ("cùng số hiệu", "cùng ngày sinh", f"nhưng họ tên trong sổ là {name}"))


def _by_name_and_birth(person: KnownPerson, values: Mapping[str, Any], *, same_staff: bool) -> Likeness:
    known = person.values
    reasons = ["cùng họ tên"]
    born, known_born = values.get("born"), known.get("born")
    if isinstance(born, PartialDate) and isinstance(known_born, PartialDate):
        if not _may_be_equal(born, known_born):
            return Likeness(person, 0, ())
        if born == known_born:
            score = 70 if born.day else 50
            reasons.append(f"cùng ngày sinh {born.vietnamese}")
        else:
            score = 50
            reasons.append(f"ngày sinh không trái nhau ({born.vietnamese}, {known_born.vietnamese})")
    else:
        score = 50
        reasons.append("một bên không có ngày sinh")
    if values.get("sex") and known.get("sex") and values["sex"] != known["sex"]:
        return Likeness(person, min(score, DOUBTFUL), (*reasons, "nhưng khác giới tính"))
    if same_staff:
        score += 25
        reasons.append(f"cùng số hiệu {values['staff_number']}")
    if values.get("unit") and fold(values["unit"]) == fold(known.get("unit") or ""):
        score += 20
        reasons.append("cùng đơn vị")
    if born is None or known_born is None:
        score = score if same_staff else min(score, SAME - 1)
    return Likeness(person, min(score, 99), tuple(reasons))


def _may_be_equal(one: PartialDate, other: PartialDate) -> bool:
    """Whether two births, each known as far as it is, can be one day."""
    return one.earliest <= other.latest and other.earliest <= one.latest


def inside(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[int, tuple[Note, int]]:
    """The rows that repeat an earlier row of the file, each with what to say and the earlier row."""
    by_number: dict[tuple[str, str], tuple[int, Mapping[str, Any]]] = {}
    by_name: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
    found: dict[int, tuple[Note, int]] = {}
    for row, values in rows:
        said = _repeated_number(values, by_number) or _repeated_name(values, by_name)
        if said is None:
            said = _shared_number(values, by_number)
        if said is not None:
            found[row] = said
        for target in (*_NUMBERS, "staff_number", "insurance_number"):
            if values.get(target):
                by_number.setdefault((target, values[target]), (row, values))
        if values.get("full_name"):
            by_name.setdefault(fold(values["full_name"]), []).append((row, values))
    return found


_Rows = Mapping[tuple[str, str], tuple[int, Mapping[str, Any]]]


def _repeated_number(values: Mapping[str, Any], by_number: _Rows) -> tuple[Note, int] | None:
    for target, words in (("personal_number", "số CCCD"), ("old_id_number", "số CMND")):
        number = values.get(target)
        if number and (target, number) in by_number:
            earlier, other = by_number[target, number]
            return _same_number(values, other, f"{words} {number}", earlier), earlier
    return None


def _same_number(values: Mapping[str, Any], other: Mapping[str, Any], number: str, earlier: int) -> Note:
    name = values.get("full_name") or ""
    if fold(name) != fold(other.get("full_name") or ""):
        capital = number[:1].upper() + number[1:]
        message = f"{capital} đã thuộc {other.get('full_name')} ở dòng {earlier}; một số không thể của hai người."
        return Note(ERROR, "dup_cccd_other_name", message)
    if fold(values.get("unit") or "") != fold(other.get("unit") or ""):
        message = f"{name} đã có ở dòng {earlier} (cùng {number}), đơn vị khác: {other.get('unit') or 'trống'}."
        return Note(ERROR, "dup_same_cccd_other_unit", message)
    return Note(ERROR, "dup_exact", f"{name} đã có ở dòng {earlier} (cùng {number}, cùng đơn vị).")


def _repeated_name(
    values: Mapping[str, Any], by_name: Mapping[str, list[tuple[int, Mapping[str, Any]]]]
) -> tuple[Note, int] | None:
    for earlier, other in by_name.get(fold(values.get("full_name") or ""), ()):
        note = _same_name(values, other, earlier)
        if note is not None:
            return note, earlier
    return None


def _same_name(values: Mapping[str, Any], other: Mapping[str, Any], earlier: int) -> Note | None:
    if values.get("personal_number") and other.get("personal_number"):
        return None  # two numbers, two people
    if values.get("sex") and other.get("sex") and values["sex"] != other["sex"]:
        return None
    if any(values.get(target) and other.get(target) and values[target] != other[target] for target in _APART):
        return None
    name, born, before = values["full_name"], values.get("born"), other.get("born")
    if not isinstance(born, PartialDate) or not isinstance(before, PartialDate) or not _may_be_equal(born, before):
        return None
    if values == other:
        return Note(ERROR, "dup_exact", f"{name} đã có ở dòng {earlier}, giống nhau ở mọi cột.")
    message = f"{name} sinh {born.vietnamese} đã có ở dòng {earlier}; không đủ số CCCD để phân biệt."
    if born.day and born == before:
        return Note(ERROR, "dup_name_birth_no_cccd", message)
    same_unit = fold(values.get("unit") or "") == fold(other.get("unit") or "")
    return Note(WARN, "dup_name_year", message) if same_unit else None


def _shared_number(values: Mapping[str, Any], by_number: _Rows) -> tuple[Note, int] | None:
    """A number that belongs to one person only, given to two different ones."""
    for target, kind, words in (
        ("staff_number", "dup_staff_number", "Số hiệu"),
        ("insurance_number", "dup_insurance_number", "Số BHXH"),
    ):
        number = values.get(target)
        if number and (target, number) in by_number:
            earlier, other = by_number[target, number]
            message = f"{words} {number} đã dùng cho {other.get('full_name')} ở dòng {earlier}."
            return Note(WARN, kind, message), earlier
    return None
