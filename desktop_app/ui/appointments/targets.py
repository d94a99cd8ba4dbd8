"""Where the page of appointments goes when somebody wants one thing of it: a row, and the deed that settles it."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from desktop_app.ui.appointments.dialog import Wish

if TYPE_CHECKING:
    from desktop_app.ui.appointments.page import AppointmentsPage

TABS_OF: Mapping[str, str] = {
    "term": "ending",
    "term_decision": "ending",
    "term_notice": "ending",
    "acting": "temporary",
    "acting_end": "temporary",
    "decision": "decisions",
}
WHOLE_YEAR = "366"
_REAPPOINT = frozenset({"bo_nhiem_lai", "keo_dai"})
_NAMES = ("assignment", "person", "key")


class Targets:
    """What is wanted until the list that has it is read; then its row is shown, and its dialog opened where one was asked."""

    def __init__(self, page: "AppointmentsPage") -> None:
        self._page = page
        self._wanted: Any = None
        self._kind = ""

    def open(self, kind: str, target: Any) -> None:
        """A term, a temporary duty or a decision by its key; ``movement`` is a person, or person, kind and assignment."""
        if kind == "movement":
            wish = Wish((target,)) if isinstance(target, bytes) else Wish()
            if isinstance(target, tuple):
                person, code, assignment = target
                wish = Wish((person,), code, assignment)
            self._page.open_dialog(wish)
            return
        self._wanted, self._kind = target, kind
        self._page.search.clear()
        if TABS_OF[kind] == "ending":
            self._page.within.choose(WHOLE_YEAR)  # a shorter span may leave it out
        self._page.tabs.show_tab(TABS_OF[kind])
        self._page.fill()

    def go(self) -> None:
        """Go to what is wanted if the list has it."""
        if self._wanted is None:
            return
        for place, row in enumerate(self._page.list.rows()):
            if any(getattr(row, name, None) == self._wanted for name in _NAMES):
                self._page.list.go_to_row(place)
                self._wanted, kind = None, self._kind
                if kind == "acting_end":
                    self._page.finish()
                elif kind == "term_notice":
                    self._page.give_notice(row)
                elif kind == "term_decision":
                    outcome = row.outcome if row.outcome in _REAPPOINT else "bo_nhiem_lai"
                    self._page.open_dialog(Wish((row.person,), outcome, row.assignment))
                return
