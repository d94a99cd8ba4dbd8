"""What a list tells once per person and the register keeps as a record of its own: a training, the health, an allowance."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.fields import fields_of
from db.models import (
    Allowance,
    ArmyService,
    Award,
    HealthCheck,
    Organisation,
    PartyMembership,
    Planning,
    Qualification,
    Record,
)
from db.values import Key

YOUTH_UNION, TRADE_UNION = "Đoàn TNCS Hồ Chí Minh", "Công đoàn Việt Nam"


@dataclass(frozen=True)
class Slot:
    """One record of a person that columns of a list fill.

    ``targets`` names the field of each import target; ``told`` the fields that say which record it is; ``made`` what a new
    one holds besides; ``order`` the field by which the last of several stands for today; ``needed`` the field without
    which there is no record.
    """

    record: type[Record]
    targets: Mapping[str, str]
    told: Mapping[str, Any] = field(default_factory=dict)
    made: Mapping[str, Any] = field(default_factory=dict)
    order: str = "key"
    needed: str = ""
    adds: bool = False

    def picked(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The fields of the record that the values of a row fill."""
        return {name: values[target] for target, name in self.targets.items() if values.get(target) is not None}

    def of(self, session: Session, person: Key) -> Any:
        """The record of a person that stands for today; ``None`` where there is none."""
        model: Any = self.record
        asked = select(model).where(model.person == person)
        for name, value in self.told.items():
            asked = asked.where(getattr(model, name) == value)
        return session.scalars(asked.order_by(getattr(model, self.order).desc().nulls_last(), model.key.desc())).first()


def _study(kind: str, targets: Mapping[str, str]) -> Slot:
    return Slot(Qualification, targets, {"kind": kind}, {"highest": True}, order="highest")


def _allowance(target: str, kind: str, field_name: str) -> Slot:
    return Slot(Allowance, {target: field_name}, {"kind": kind}, order="starts", needed=field_name)


SLOTS = (
    _study(
        "chuyen_mon",
        {
            "qualification": "level",
            "major": "major",
            "training_mode": "mode",
            "school": "school",
            "graduated": "ends",
            "graduation_grade": "grade",
        },
    ),
    _study("ly_luan", {"political_theory": "level"}),
    _study("quan_ly_nha_nuoc", {"state_management": "level"}),
    _study("ngoai_ngu", {"foreign_language": "level"}),
    _study("tin_hoc", {"informatics": "level"}),
    _study("tieng_dan_toc", {"ethnic_language": "level"}),
    _study("quoc_phong", {"defence": "level"}),
    Slot(
        HealthCheck,
        {"health": "state", "height": "height", "weight": "weight", "blood_group": "blood_group"},
        order="checked_on",
    ),
    Slot(ArmyService, {"enlisted_on": "starts", "discharged_on": "ends", "army_rank": "highest_rank"}, order="starts"),
    Slot(Organisation, {"youth_union_joined": "starts"}, {"name": YOUTH_UNION}, needed="starts"),
    Slot(Organisation, {"trade_union_joined": "starts"}, {"name": TRADE_UNION}, needed="starts"),
    Slot(Award, {"award": "title"}, needed="title", adds=True),
    Slot(Planning, {"planned_post": "post"}, needed="post", adds=True),
    _allowance("area_allowance", "Phụ cấp khu vực", "coefficient"),
    _allowance("duty_allowance", "Phụ cấp trách nhiệm công việc", "coefficient"),
    _allowance("hazard_allowance", "Phụ cấp độc hại, nguy hiểm", "coefficient"),
    _allowance("long_service_allowance", "Phụ cấp công tác lâu năm", "coefficient"),
    _allowance("seniority_allowance", "Phụ cấp thâm niên nghề", "percent"),
    _allowance("profession_allowance", "Phụ cấp ưu đãi nghề", "percent"),
    _allowance("attraction_allowance", "Phụ cấp thu hút", "percent"),
    _allowance("public_service_allowance", "Phụ cấp công vụ", "percent"),
)
PARTY = Slot(
    PartyMembership,
    {"party_joined": "joined_on", "party_official": "official_on", "party_post": "post", "party_card": "card_number"},
)
"""Told apart from the others: a mere “đảng viên” makes one, too."""

ADDED = frozenset(target for slot in SLOTS if slot.adds for target in slot.targets)

PRIVATE = frozenset(
    target
    for slot in SLOTS
    for target, name in slot.targets.items()
    if any(one.restricted for one in fields_of(slot.record) if one.name == name)
)
"""What nobody asked for is not sent upward: the state of health."""


def every(target: str) -> str:
    """Under which name a known person's values hold all of a kind there may be several of."""
    return f"{target}*"


def held(session: Session) -> Iterator[tuple[Key, str, Any]]:
    """Everyone's values by target, the older of several records before the newer."""
    by_record: dict[type[Record], list[Slot]] = {}
    for slot in SLOTS:
        by_record.setdefault(slot.record, []).append(slot)
    for model, slots in by_record.items():
        yield from _held(session, model, slots)


def _held(session: Session, model: Any, slots: list[Slot]) -> Iterator[tuple[Key, str, Any]]:
    order = getattr(model, slots[0].order)
    marks = tuple(slots[0].told)
    names = tuple(dict.fromkeys(name for slot in slots for name in slot.targets.values()))
    columns = [getattr(model, name) for name in ("person", *marks, *names)]
    by_mark = {tuple(slot.told.values()): slot for slot in slots}
    for person, *cells in session.execute(select(*columns).order_by(order.nulls_first(), model.key)):
        slot = by_mark.get(tuple(cells[: len(marks)]))
        if slot is None:
            continue
        values = dict(zip(names, cells[len(marks) :], strict=True))
        for target, name in slot.targets.items():
            yield person, target, values[name]
