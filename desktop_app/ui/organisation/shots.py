"""What the pages of units look like: their views, dialogs and the steps of the assistant, shown one after another."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from desktop_app.services.organisation.reform import with_own
from desktop_app.ui.kit.later import Later
from desktop_app.ui.kit.page import Page
from desktop_app.ui.organisation.page import OrganisationPage
from desktop_app.ui.organisation.reform_page import ReformPage

Settle = Callable[[], None]


def inner(page: Page) -> Page:
    """The page behind its place in the window."""
    return page.page() if isinstance(page, Later) else page


def show_view(page: Page, settle: Settle, view: str) -> None:
    """A view of the page: ``compare``, ``chart``, or a tab of the unit's card."""
    made = inner(page)
    assert isinstance(made, OrganisationPage)  # noqa: S101 - asked for by its title
    settle()
    if view in {"compare", "chart"}:
        made.tree.choose(made._rows[0].key if made._rows else None)  # noqa: SLF001 - the whole
        made.segments.choose(view)
        made._show_view(view)  # noqa: SLF001 - as a click would
    else:
        made.segments.choose("unit")
        made._show_view("unit")  # noqa: SLF001 - as above
        row = next((row for row in made._rows if row.own > 6), None)  # noqa: SLF001, PLR2004 - the largest office
        if row is not None:
            made.tree.choose(row.key)
        made.pane.tabs.show_tab(view)
    settle()


def open_dialog(page: Page, settle: Settle, what: str) -> None:
    """A dialog of the page."""
    made = inner(page)
    assert isinstance(made, OrganisationPage)  # noqa: S101 - as above
    show_view(page, settle, "posts")
    if what == "quota":
        made.pane.quota_asked.emit()
    elif what == "position":
        made.pane.position_asked.emit(made.pane.posts.current_row())
    else:
        made.ask(what)
    settle()


def show_step(page: Page, settle: Settle, step: int) -> QDialog | None:
    """A step of the assistant, two offices of the practice office chosen."""
    made = inner(page)
    assert isinstance(made, ReformPage)  # noqa: S101 - as above
    made.open_target("reorganisation", [])
    settle()
    rows = [row for row in made.choose.tree._items if row]  # noqa: SLF001 - the units shown
    names = {item.text(): key for key, item in made.choose.tree._items.items()}  # noqa: SLF001 - as above
    wanted = [key for name, key in names.items() if name.startswith(("Phòng Kinh tế", "Phòng Văn hoá"))] or rows[1:3]
    made.choose.tree.tick(wanted)
    made.choose.name.setText("Phòng Kinh tế - Văn hoá xã An Bình")
    made.choose.kind.setText("Phòng chuyên môn")
    made.choose.parent_unit.show_code(rows[0].hex())
    made.choose.number.setText("45/QĐ-UBND")
    made.choose.signed.setText("20/11/2026")
    for _ in range(step):
        made.next.click()
        settle()
    return None


def open_rule(page: Page, settle: Settle, step: int) -> None:
    """The rule of one person's own, opened again from the step of each person."""
    show_step(page, settle, step)
    made = inner(page)
    assert isinstance(made, ReformPage)  # noqa: S101 - as above
    person = made.people.list.current_row()
    made._look(with_own(made._reform, person.person, person.rule))  # noqa: SLF001 - what the dialog does
    settle()
    made._on_person()  # noqa: SLF001 - as Enter would
    settle()
