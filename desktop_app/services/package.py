"""What goes to the office above: the people of a day as an import reads them, and the register's place in its journal."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.text import fold
from db.values import Coefficient, PartialDate
from desktop_app.errors import InvalidInput
from desktop_app.services.roster import Roster
from desktop_app.services.roster_types import RosterQuery, RosterRow, UnitNode

if TYPE_CHECKING:
    from db.connection import Connection
    from desktop_app.services.package_records import SentRow
    from desktop_app.services.work import Work

CONTENTS_OF = {
    "people": "Danh sách đang công tác",
    "salary": "Diễn biến lương của những người đó",
    "family": "Quan hệ gia đình của những người đó",
    "left": "Danh sách đã rời cơ quan",
    "units": "Đơn vị và số người",
    "organisation": "Tổ chức, biên chế được giao và số có mặt",
    "appointments": "Số liệu bổ nhiệm, điều động trong năm",
    "discipline": "Số liệu kỷ luật trong năm",
    "retirement": "Danh sách đến tuổi nghỉ hưu trong năm",
}
TAKEN_OVER = ("people", "salary", "family")
"""What the receiving office takes into its register; the rest it reads."""
OF_OFFICE = ("appointments", "discipline", "retirement")
"""What always counts the whole office."""
_AHEAD = 366
_DATED = (
    "category", "post", "post_since", "post_allowance", "unit", "parent_unit", "unit_code", "rank_code", "rank_name", "rank_since",
    "step", "coefficient", "beyond_percent", "beyond_since", "salary_since", "next_step_on",
    "decision_number", "decision_date", "decision_signer",
)  # fmt: skip
"""What was different on another day: taken from the list of that day alone."""


@dataclass(frozen=True)
class PackageOrder:
    """What the office above asked for: of which day, of which unit with all below it, which lists; with pages to print."""

    as_of: date
    unit: bytes | None = None
    holds: tuple[str, ...] = ("people",)
    pdf: bool = True


@dataclass(frozen=True)
class Position:
    """Where a register is in its journal."""

    seq: int
    link: str
    office: str
    office_key: str
    lineage: str


@dataclass(frozen=True)
class Gathered:
    """Everything a package is written from."""

    position: Position
    unit_name: str
    rows: tuple[RosterRow, ...]
    left: tuple[RosterRow, ...]
    units: tuple[UnitNode, ...]
    values: tuple[Mapping[str, Any], ...]
    """The people by import target, in the order of ``rows``; their keys as ``person_key``."""
    records: "Mapping[str, tuple[SentRow, ...]]"
    """Whole records of these people, by kind."""


@dataclass(frozen=True)
class Prospect:
    """What the dialog shows before: units to choose from, people who would go, and why none may."""

    units: tuple[tuple[bytes, str], ...]
    people: int
    refusal: str


PRACTICE = (
    "Đây là văn phòng thực hành: người và số liệu đều bịa, nên không gửi lên cấp trên được."
    " Hãy mở sổ thật của cơ quan rồi làm lại."
)


def refusal_of(raw: "Connection") -> str:
    """Why nothing of this register may go upward; empty where it may."""
    practice = raw.execute("SELECT practice FROM office LIMIT 1").fetchone()
    return PRACTICE if practice and practice[0] else ""


def too_far(day: date, today: date) -> str:
    """Why nothing can be issued of a day that far ahead: nobody knows who will work then; empty where it can."""
    if day <= today + timedelta(days=_AHEAD):
        return ""
    return f"Ngày {day:%d/%m/%Y} còn hơn một năm nữa, chưa ai biết khi ấy có những ai. Hãy xem lại năm."


def position_of(raw: "Connection") -> Position:
    """The head of the journal and whose it is."""
    name, key, lineage = raw.execute("SELECT name, key, lineage FROM office LIMIT 1").fetchone()
    seq, link = raw.execute("SELECT seq, link FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
    return Position(seq, bytes(link).hex(), name, bytes(key).hex(), lineage)


def prospect(work: "Work", order: PackageOrder) -> Prospect:
    """What a package would hold."""
    roster = Roster(work.raw)
    refusal = refusal_of(work.raw) or too_far(order.as_of, work.today)
    units = tuple((unit.key, roster.unit_path(unit.key, order.as_of)) for unit in _open_units(roster, order.as_of))
    return Prospect(units, len(roster.ids(RosterQuery(order.as_of, order.unit))), refusal)


def _open_units(roster: Roster, day: date) -> list[UnitNode]:
    return [unit for unit in roster.units(day) if not unit.closed]


def gather(work: "Work", order: PackageOrder) -> Gathered:
    """Everything for a package; ``InvalidInput`` for a practice office, an empty list or a list there is not."""
    refusal = refusal_of(work.raw)
    if refusal:
        raise InvalidInput(refusal)
    far = too_far(order.as_of, work.today)
    if far:
        raise InvalidInput(far, "as_of")
    unknown = [name for name in order.holds if name not in CONTENTS_OF]
    if unknown:
        raise InvalidInput(f"Không có danh sách “{unknown[0]}”; chọn trong: {', '.join(CONTENTS_OF)}.", "holds")
    from desktop_app.services.package_records import kinds_sent, sent_rows

    roster = Roster(work.raw)
    keys = roster.ids(RosterQuery(order.as_of, order.unit))
    if not keys:
        raise InvalidInput("Không có người nào đang công tác theo ngày và đơn vị đã chọn; gói sẽ rỗng.", "unit")
    rows = roster.rows(keys, order.as_of)
    left: tuple[RosterRow, ...] = ()
    if "left" in order.holds:
        left = tuple(roster.rows(roster.ids(RosterQuery(order.as_of, order.unit, status="left")), order.as_of))
    nodes = _open_units(roster, order.as_of)
    if order.unit is not None:
        below = set(roster.descendants(order.unit, order.as_of))
        nodes = [node for node in nodes if node.key in below]
    position = position_of(work.raw)
    return Gathered(
        position,
        roster.unit_name(order.unit, order.as_of),
        tuple(rows),
        left,
        tuple(nodes),
        tuple(_values(work, roster, rows, order.as_of, position.office)),
        {
            record: sent_rows(work, record, [bytes(row.key) for row in rows], order.as_of)
            for record in kinds_sent(order.holds)
        },
    )


def _values(work: "Work", roster: Roster, rows: Sequence[RosterRow], day: date, office: str) -> list[dict[str, Any]]:
    from desktop_app.services.intake.known import known_people
    from desktop_app.services.intake.slots import PRIVATE
    from desktop_app.services.intake.targets import TARGETS
    from desktop_app.services.intake.unit_names import ABOVE

    known = {person.key: person.values for person in known_people(work.session).people}
    sent = TARGETS.keys() - PRIVATE - set(_DATED) - {name for name in TARGETS if name.endswith("_allowance")}
    places = {roster.unit_path(node.key, day): node for node in roster.units(day)}
    nodes = {node.key: node for node in places.values()}
    found = []
    for row in rows:
        today = {name: value for name, value in known[row.key].items() if name in sent}
        node = places.get(row.unit_path)
        dated = {
            "person_key": row.key.hex(),
            "category": row.category,
            "post": row.post,
            "post_since": _day(row.post_since),
            "unit": row.unit,
            # a code of an office's own means nothing above it; every name up to the office tells its units from another's
            "parent_unit": ABOVE.join(_above(node, nodes, office)) if node else "",
            "rank_code": row.rank_code,
            "rank_name": row.rank_name,
            "step": row.step,
            "coefficient": _number(row.coefficient),
            "beyond_percent": _number(row.beyond_percent),
            "salary_since": _day(row.salary_since),
            "next_step_on": _day(row.next_step_on),
        }
        found.append({**today, **{name: value for name, value in dated.items() if value not in {None, ""}}})
    return found


def _above(unit: UnitNode, nodes: Mapping[bytes, UnitNode], office: str) -> list[str]:
    names: list[str] = []
    top = unit
    while (above := nodes.get(top.parent or b"")) is not None and len(names) <= len(nodes):
        names.append(above.name)
        top = above
    return names if fold(top.name) == fold(office) else [*names, office]


def _day(iso: str) -> date | None:
    value = PartialDate.parse(iso) if iso else None
    return value.earliest if value else None


def _number(text: str) -> Coefficient | None:
    return Coefficient(round(float(text) * 100)) if text else None


def note_issued(work: "Work", order: PackageOrder, gathered: Gathered, name: str, digest: str) -> None:
    """Keep in the register that a package went out."""
    from db.models import IssuedPackage

    holds = "; ".join(CONTENTS_OF[one] for one in order.holds)
    position = gathered.position
    work.session.add(
        IssuedPackage(
            name=name, as_of=order.as_of, unit=gathered.unit_name or None, holds=holds, people=len(gathered.rows),
            digest=digest, seq=position.seq, link=position.link,
        )
    )  # fmt: skip


def check_target(out: Path) -> None:
    """Refuse to write a package over something that is there."""
    if out.suffix.lower() == ".zip":
        if out.exists():
            raise InvalidInput(f"Đã có tệp {out.name}; hãy đặt tên khác để không đè lên gói cũ.", "out")
    elif out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise InvalidInput(f"Thư mục {out.name} đã có tệp bên trong; hãy chọn thư mục trống hoặc tên mới.", "out")
