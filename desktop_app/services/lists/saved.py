"""Lists kept under a name in the data file, and shared as small files.

They lie in the table of memos beside the journal: a saved list changes nothing that is in the register, so it makes no
operation (taking back the last change must not take back a filter), yet it goes along with the file into every backup.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert

from db.connection import Connection
from db.errors import reason
from db.tables import MEMO
from db.text import fold, nfc, text_sort_key
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.services.lists.fields import UNIT, list_fields
from desktop_app.services.lists.line import read_line, say_line
from desktop_app.services.lists.values import unit_texts
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import CATEGORY_NAMES, ORDER_OF, Line, RosterQuery, RosterRow
from desktop_app.services.work import Work

ENDING = "json"
_MARK, _VERSION, _PREFIX = "so-noi-vu/danh-sach", 1, "list:"
_LONGEST_NAME, _LARGEST, _MOST_LINES = 80, 1_000_000, 50
_ORDERS = frozenset({"name", *RosterRow._fields})
_STATES = ("working", "left", "all")


@dataclass(frozen=True)
class SavedList:
    """What a list shows: conditions, and its arrangement (nothing said: as the list stands); ``group`` is a code of groups."""

    name: str
    lines: tuple[Line, ...] = ()
    status: str = "working"
    categories: frozenset[str] = frozenset()
    columns: tuple[str, ...] = ()
    sort: str = ""
    descending: bool = False
    group: str = ""

    def asked(self, query: RosterQuery) -> RosterQuery:
        """The query with the conditions of this list, in its order."""
        found = query._replace(lines=self.lines, status=self.status, categories=self.categories)
        order = ORDER_OF.get(self.sort, self.sort)
        return found._replace(sort=order, descending=self.descending) if order in _ORDERS else found


def saved_lists(raw: Connection) -> tuple[SavedList, ...]:
    """The lists kept in the file, by name; one this program can no longer read is passed over."""
    found = []
    for name, value in raw.execute("SELECT name, value FROM memo WHERE name LIKE 'list:%'").fetchall():
        try:
            found.append(read_list(json.loads(value), name.removeprefix(_PREFIX)))
        except (ValueError, InvalidInput):
            continue
    return tuple(sorted(found, key=lambda one: text_sort_key(one.name)))


def list_named(raw: Connection, name: str) -> SavedList:
    """The list kept under a name (accents ignored); ``InvalidInput`` names those there are."""
    kept = saved_lists(raw)
    for found in kept:
        if found.name == nfc(name.strip()):
            return found
    alike = [one for one in kept if fold(one.name) == fold(name)]
    if len(alike) == 1:
        return alike[0]
    there = "; ".join(one.name for one in kept) or "chưa lưu danh sách nào"
    raise InvalidInput(f"Không có danh sách “{name}” trong sổ. Đang có: {there}.", "list")


def keep_list(work: Work, made: SavedList) -> SavedList:
    """Keep a list under its name; one of the same name is replaced. No operation of the journal."""
    checked = read_list(_as_json(made), check_name(made.name))
    forget_list(work, checked.name)
    value = json.dumps(_as_json(checked), ensure_ascii=False)
    work.session.execute(insert(MEMO).values(name=_PREFIX + checked.name, value=value))
    return checked


def forget_list(work: Work, name: str) -> None:
    """Let a list go."""
    work.session.execute(delete(MEMO).where(MEMO.c.name == _PREFIX + name))


def check_name(name: str) -> str:
    """A name as it is kept; ``InvalidInput`` for none or one too long."""
    text = " ".join(nfc(name).split())
    if not text:
        raise InvalidInput("Hãy đặt tên cho danh sách.", "name")
    if len(text) > _LONGEST_NAME:
        raise InvalidInput(f"Tên danh sách dài quá: nhiều nhất {_LONGEST_NAME} chữ.", "name")
    return text


@dataclass(frozen=True)
class AskedList:
    """A list and its conditions in words."""

    made: SavedList
    said: str


def asked_list(raw: Connection, asked: str, day: date) -> AskedList:
    """The list of a file (a path ending in .json) or the one kept under a name."""
    units = unit_texts(Roster(raw), day)
    path = Path(asked)
    made = open_list(path, units) if path.suffix == f".{ENDING}" else list_named(raw, asked)
    return AskedList(made, say_list(made, units))


def say_list(made: SavedList, units: Mapping[str, str]) -> str:
    """The conditions of a list in words, as a paper names them."""
    words = [CATEGORY_NAMES[code] for code in CATEGORY_NAMES if code in made.categories]
    words += [say_line(line, units) for line in made.lines]
    if made.status != "working":
        words.append({"left": "đã rời", "all": "cả người đã rời"}[made.status])
    return "; ".join(words)


# --- files -----------------------------------------------------------------------------------------------------------


def write_list(made: SavedList, out: Path, units: Mapping[str, str]) -> None:
    """Write a list as a file for another office; the units it names go along by name."""
    told = {"loai": _MARK, "phien_ban": _VERSION, "ten": made.name, **_as_json(made)}
    told["units"] = {key: units[key] for key in _units_of(made) if key in units}
    try:
        out.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as trouble:
        raise MachineTrouble(f"Không ghi được tệp {out}: {reason(trouble)}.") from trouble


def open_list(path: Path, units: Mapping[str, str]) -> SavedList:
    """Read a list from a file, its units found by key or by name; ``InvalidInput`` says what is wrong with it."""
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidInput(f"{path.name} quá lớn, không phải tệp danh sách của Sổ Nội Vụ.", "list")
        told = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as trouble:
        raise MachineTrouble(f"Không đọc được tệp {path}: {reason(trouble)}.") from trouble
    except (ValueError, RecursionError):
        raise InvalidInput(f"{path.name} không phải tệp danh sách của Sổ Nội Vụ.", "list") from None
    if not isinstance(told, dict) or told.get("loai") != _MARK:
        raise InvalidInput(f"{path.name} không phải tệp danh sách của Sổ Nội Vụ.", "list")
    version = told.get("phien_ban")
    if not isinstance(version, int) or version > _VERSION:
        raise InvalidInput(f"{path.name} do bản chương trình mới hơn ghi; hãy cập nhật chương trình.", "list")
    made = read_list(told, check_name(str(told.get("ten", ""))))
    return _settled(made, told.get("units"), units)


def read_list(told: Any, name: str) -> SavedList:
    """A list from what was written; every field, operation and value is checked."""
    if not isinstance(told, dict) or not isinstance(told.get("lines"), list):
        raise InvalidInput(f"Danh sách “{name}” thiếu phần điều kiện.", "list")
    if len(told["lines"]) > _MOST_LINES:
        raise InvalidInput(f"Danh sách “{name}” có quá {_MOST_LINES} điều kiện.", "list")
    lines = []
    for one in told["lines"]:
        if not isinstance(one, dict) or not _texts(one.get("values", [])):
            raise InvalidInput(f"Danh sách “{name}” có điều kiện không đọc được.", "list")
        lines.append(read_line(str(one.get("field")), str(one.get("operation")), one.get("values", [])))
    status, categories = told.get("status", "working"), told.get("categories", [])
    if status not in _STATES or not _texts(categories) or not set(categories) <= set(CATEGORY_NAMES):
        raise InvalidInput(f"Danh sách “{name}” có đối tượng hoặc tình trạng không đọc được.", "list")
    columns = told.get("columns", [])
    if not _texts(columns):
        raise InvalidInput(f"Danh sách “{name}” có cột không đọc được.", "list")
    sort, group = (str(told.get(part) or "") for part in ("sort", "group"))
    return SavedList(
        name, tuple(lines), status, frozenset(categories), tuple(columns), sort, bool(told.get("descending")), group
    )


def _texts(values: Any) -> bool:
    return isinstance(values, list) and all(isinstance(one, str) for one in values)


def _as_json(made: SavedList) -> dict[str, Any]:
    return {
        "status": made.status,
        "categories": sorted(made.categories),
        "lines": [
            {"field": line.field, "operation": line.operation, "values": list(line.values)} for line in made.lines
        ],
        "columns": list(made.columns),
        "sort": made.sort,
        "descending": made.descending,
        "group": made.group,
    }


def _units_of(made: SavedList) -> list[str]:
    return [value for line in made.lines if list_fields()[line.field].kind == UNIT for value in line.values]


def _settled(made: SavedList, named: Any, units: Mapping[str, str]) -> SavedList:
    """The list with the units of this register: the same key, else the one unit of the same name."""
    names = named if isinstance(named, dict) else {}
    lines = []
    for line in made.lines:
        values: Sequence[str] = line.values
        if list_fields()[line.field].kind == UNIT:
            values = [one if one in units else _unit_called(str(names.get(one, "")), units) for one in values]
        lines.append(line._replace(values=tuple(values)))
    return replace(made, lines=tuple(lines))


def _unit_called(name: str, units: Mapping[str, str]) -> str:
    found = [key for key, other in units.items() if name and fold(other) == fold(name)]
    if len(found) != 1:
        raise InvalidInput(f"Sổ này không có đơn vị “{name or 'không rõ tên'}” mà danh sách nhắc đến.", "list")
    return found[0]
