"""The pages of the window, in the order and groups of the rail; one line each."""

from collections.abc import Callable
from typing import NamedTuple

from desktop_app.ui.kit.page import Page
from desktop_app.ui.register import Register


class Place(NamedTuple):
    """One page: made when it is first shown; ``opens`` names the kinds of things it can show.

    A page ``under`` another is not on the rail: it is reached from pages that want something it opens.
    """

    group: str
    title: str
    icon: str
    make: Callable[[Register], Page]
    opens: frozenset[str] = frozenset()
    under: str = ""


HOME, FILES, WORK, SUMMARY = "", "Hồ sơ", "Nghiệp vụ", "Tổng hợp"
GROUPS = (HOME, FILES, WORK, SUMMARY)


def _lookup(register: Register) -> Page:
    from desktop_app.ui.lookup.page import LookupPage

    return LookupPage(register)


def _start(register: Register) -> Page:
    from desktop_app.ui.start.page import StartPage

    return StartPage(register)


def _person(register: Register) -> Page:
    from desktop_app.ui.person.page import PersonPage

    return PersonPage(register)


def _organisation(register: Register) -> Page:
    from desktop_app.ui.organisation.page import OrganisationPage

    return OrganisationPage(register)


def _reorganisation(register: Register) -> Page:
    from desktop_app.ui.organisation.reform_page import ReformPage

    return ReformPage(register)


def _appointments(register: Register) -> Page:
    from desktop_app.ui.appointments.page import AppointmentsPage

    return AppointmentsPage(register)


def _retirement(register: Register) -> Page:
    from desktop_app.ui.retirement.page import RetirementPage

    return RetirementPage(register)


def _discipline(register: Register) -> Page:
    from desktop_app.ui.discipline.page import DisciplinePage

    return DisciplinePage(register)


PLACES: tuple[Place, ...] = (
    Place(HOME, "Bàn làm việc", "house", _start),
    Place(FILES, "Tổ chức", "tree-structure", _organisation, frozenset({"organisation"})),
    Place(FILES, "Sắp xếp", "git-merge", _reorganisation, frozenset({"reorganisation"}), under="Tổ chức"),
    Place(
        WORK,
        "Bổ nhiệm, điều động",
        "arrows-left-right",
        _appointments,
        frozenset({"term", "term_decision", "term_notice", "acting", "acting_end", "decision", "movement"}),
    ),
    Place(WORK, "Nghỉ hưu", "hourglass-medium", _retirement, frozenset({"retirement", "retirement_quarter"})),
    Place(WORK, "Kỷ luật", "scales", _discipline, frozenset({"discipline"})),
    Place(SUMMARY, "Tra cứu", "calculator", _lookup),
    Place(FILES, "Hồ sơ", "identification-card", _person, frozenset({"person"}), under="Hồ sơ"),
)
"""Beside the list of people and the import, which the window makes itself."""
