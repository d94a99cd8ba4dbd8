"""Orders of movements: one family for every kind, driven by the catalogue, and what is found before they are carried out."""

from dataclasses import dataclass
from datetime import date

from db.values import Coefficient, Key
from desktop_app.errors import InvalidInput
from desktop_app.law.appointment_checks import Check, refusals
from desktop_app.law.appointments import Level
from desktop_app.services.decisions import Problem
from desktop_app.services.official_lists import MovementKind, movement_kinds


@dataclass(frozen=True)
class Order:
    """One movement of one person: ``kind`` is a code of the catalogue; a field its kind does not ask for stays empty.

    ``target`` names the assignment it is about where that is not the obvious one. ``until`` is the planned last day of
    something temporary. ``cases`` are codes the clerk states (``None``: not looked into). ``overridden`` and ``overrider``
    are the recorded reason and the authority that lets a refused order through.
    """

    kind: str
    person: Key
    effective_on: date
    unit: Key | None = None
    post: str | None = None
    leader: bool | None = None
    target: Key | None = None
    until: date | None = None
    term_months: int | None = None
    category: str | None = None
    level: Level | None = None
    allowance: Coefficient | None = None
    job_position: str | None = None
    cases: tuple[str, ...] | None = None
    wishes: bool = False
    special: bool = False
    head_absent: bool = False
    urgent: bool = False
    party_managed: bool = True
    age_on: date | None = None
    signed_on: date | None = None
    training: str = ""
    end_reason: str | None = None
    grounds: str = ""
    note: str = ""
    overridden: str = ""
    overrider: str = ""

    @property
    def of_kind(self) -> MovementKind:
        """What the catalogue says of the kind; ``InvalidInput`` for one there is not."""
        found = movement_kinds().get(self.kind)
        if found is None:
            raise InvalidInput("Hình thức này không có trong danh mục.", "kind")
        return found


@dataclass(frozen=True)
class Findings:
    """What stands in the way of an order: ``problems`` stop it, refusals of ``checks`` need an override, ``told`` only tells.

    ``term_ends`` is the end of the term the order would give; ``post`` and ``was`` say in words what it changes.
    """

    problems: tuple[Problem, ...] = ()
    checks: tuple[Check, ...] = ()
    told: tuple[str, ...] = ()
    term_ends: date | None = None
    was: str = ""
    becomes: str = ""

    @property
    def refused(self) -> tuple[Check, ...]:
        """The checks that refuse the order."""
        return refusals(self.checks)

    @property
    def possible(self) -> bool:
        """Whether it can be carried out as it stands."""
        return not self.problems and not self.refused


@dataclass(frozen=True)
class Carried:
    """What was written: the decision, the movements in the order given, and what the clerk should know."""

    decision: Key | None
    movements: tuple[Key, ...]
    told: tuple[str, ...] = ()
