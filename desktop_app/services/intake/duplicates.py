"""Who is the same person: inside the file, and against the register; scored, with reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from db.text import fold
from db.values import Key, PartialDate
from desktop_app.services.intake.reading import ERROR, WARN, Note

SAME, DOUBTFUL = 90, 50


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


@dataclass
class KnownPeople:
    """The register's people, indexed for look-up."""

    people: tuple[KnownPerson, ...] = ()
    _by_number: dict[str, list[KnownPerson]] = field(default_factory=dict)
    _by_name: dict[str, list[KnownPerson]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Build the indexes."""
        for person in self.people:
            values = person.values
            for number in (values.get("personal_number"), values.get("old_id_number")):
                if number:
                    self._by_number.setdefault(number, []).append(person)
            self._by_name.setdefault(fold(values.get("full_name") or ""), []).append(person)

    def likeness(self, values: Mapping[str, Any]) -> Likeness | None:
        """The most likely known person, if any is likely at all."""
        found: dict[Key, KnownPerson] = {}
        for number in (values.get("personal_number"), values.get("old_id_number")):
            for person in self._by_number.get(number or "", ()):
                found[person.key] = person
        for person in self._by_name.get(fold(values.get("full_name") or ""), ()):
            found[person.key] = person
        scored = [scored for person in found.values() if (scored := _likeness(person, values)).score >= DOUBTFUL]
        return max(scored, key=lambda likeness: likeness.score, default=None)


def _likeness(person: KnownPerson, values: Mapping[str, Any]) -> Likeness:
    known = person.values
    reasons: list[str] = []
    same_name = fold(known.get("full_name") or "") == fold(values.get("full_name") or "")
    mine, theirs = values.get("personal_number"), known.get("personal_number")
    if mine and theirs:
        if mine != theirs:
            return Likeness(person, 0, ("khác số CCCD",))
        reasons.append(f"cùng số CCCD {mine}")
        if same_name:
            return Likeness(person, 100, (*reasons, "cùng họ tên"))
        return Likeness(person, 70, (*reasons, f"nhưng họ tên trong sổ là {known.get('full_name')}"))
    old = values.get("old_id_number")
    if old and old == known.get("old_id_number") and same_name:
        return Likeness(person, 95, (f"cùng số CMND {old}", "cùng họ tên"))
    if not same_name or (values.get("sex") and known.get("sex") and values["sex"] != known["sex"]):
        return Likeness(person, 0, ())
    reasons.append("cùng họ tên")
    score = 0
    born, known_born = values.get("born"), known.get("born")
    if isinstance(born, PartialDate) and isinstance(known_born, PartialDate):
        if born == known_born:
            score = 70 if born.day else 50
            reasons.append(f"cùng ngày sinh {born.vietnamese}")
        elif str(born).startswith(str(known_born)) or str(known_born).startswith(str(born)):
            score = 50
            reasons.append(f"ngày sinh không trái nhau ({born.vietnamese}, {known_born.vietnamese})")
        else:
            return Likeness(person, 0, ())
    if values.get("staff_number") and values["staff_number"] == known.get("staff_number"):
        score += 25
        reasons.append(f"cùng số hiệu {values['staff_number']}")
    if values.get("unit") and fold(values["unit"]) == fold(known.get("unit") or ""):
        score += 20
        reasons.append("cùng đơn vị")
    return Likeness(person, min(score, 99), tuple(reasons))


def inside(rows: Iterable[tuple[int, Mapping[str, Any]]]) -> dict[int, tuple[Note, int]]:
    """The rows that repeat an earlier row of the file, each with what to say and the earlier row."""
    by_number: dict[str, tuple[int, Mapping[str, Any]]] = {}
    by_name: dict[tuple[str, str], list[tuple[int, Mapping[str, Any]]]] = {}
    found: dict[int, tuple[Note, int]] = {}
    for row, values in rows:
        number = values.get("personal_number")
        name = values.get("full_name") or ""
        born = values.get("born")
        if number and number in by_number:
            earlier, other = by_number[number]
            found[row] = (_same_number(values, other, number, earlier), earlier)
            continue
        if number:
            by_number[number] = (row, values)
        if not name or not isinstance(born, PartialDate):
            continue
        namesakes = by_name.setdefault((fold(name), str(born)), [])
        for earlier, other in namesakes:
            note = _same_name(values, other, earlier)
            if note is not None:
                found[row] = (note, earlier)
                break
        namesakes.append((row, values))
    return found


def _same_number(values: Mapping[str, Any], other: Mapping[str, Any], number: str, earlier: int) -> Note:
    name = values.get("full_name") or ""
    if fold(name) != fold(other.get("full_name") or ""):
        message = (
            f"Số CCCD {number} đã thuộc {other.get('full_name')} ở dòng {earlier}; một số không thể của hai người."
        )
        return Note(ERROR, "dup_cccd_other_name", message)
    if fold(values.get("unit") or "") != fold(other.get("unit") or ""):
        message = f"{name} đã có ở dòng {earlier} (cùng số CCCD), đơn vị khác: {other.get('unit') or 'trống'}."
        return Note(ERROR, "dup_same_cccd_other_unit", message)
    return Note(ERROR, "dup_exact", f"{name} đã có ở dòng {earlier} (cùng số CCCD, cùng đơn vị).")


def _same_name(values: Mapping[str, Any], other: Mapping[str, Any], earlier: int) -> Note | None:
    if values.get("personal_number") and other.get("personal_number"):
        return None  # two numbers, two people
    if values.get("sex") and other.get("sex") and values["sex"] != other["sex"]:
        return None
    born = values["born"]
    same_unit = fold(values.get("unit") or "") == fold(other.get("unit") or "")
    message = f"{values['full_name']} sinh {born.vietnamese} đã có ở dòng {earlier}; không đủ số CCCD để phân biệt."
    if born.day:
        return Note(ERROR, "dup_name_birth_no_cccd", message)
    return Note(WARN, "dup_name_year", message) if same_unit else None
