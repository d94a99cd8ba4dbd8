"""The menu of papers of people, for every page that shows some: pages to see and print first, or a file at once."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu

from desktop_app.reports.person.kinds import PERSON_PAPERS, PersonPaper
from desktop_app.ui.kit.page import Page
from desktop_app.ui.register import Register

People = Callable[[], Sequence[bytes]]
_FILES = {".docx": ("Word", "Word (*.docx)"), ".xlsx": ("Excel", "Excel (*.xlsx)")}
NOBODY = "Hãy chọn người trong danh sách rồi in."


def papers_menu(page: Page, register: Register, people: People, kinds: Sequence[str] = ()) -> QMenu:
    """A menu "In" for these people; ``kinds`` leaves only some of the papers."""
    menu = QMenu("In giấy tờ", page)
    chosen = [paper for paper in PERSON_PAPERS if not kinds or paper.kind in kinds]
    for paper in chosen:
        shown = menu.addAction(f"{paper.name}…")
        shown.triggered.connect(partial(_on_show, page, register, people, paper))
    menu.addSeparator()
    for paper in chosen:
        for ending in paper.endings:
            if ending in _FILES:
                written = menu.addAction(f"{paper.name}, ra {_FILES[ending][0]}…")
                written.triggered.connect(partial(_on_write, page, register, people, paper, ending))
    return menu


def _on_show(page: Page, register: Register, people: People, paper: PersonPaper, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - a signal's argument
    show_papers(page, register, paper, people())


def show_papers(page: Page, register: Register, paper: PersonPaper, keys: Sequence[bytes]) -> None:
    """Make a paper of these people behind the screen and show its pages."""
    from desktop_app.ui.kit.preview import show_preview

    if not keys:
        page.told.emit(NOBODY)
        return
    from desktop_app.reports.person.papers import person_pages

    def show(pdf: bytes) -> None:
        show_preview(page, register.runner.ask, pdf, f"Xem trước và in: {paper.name}", paper.file)

    register.ask(person_pages, paper.kind, keys, register.as_of, then=show, topic="preview", progress=True)


def _on_write(
    page: Page,
    register: Register,
    people: People,
    paper: PersonPaper,
    ending: str,
    _checked: bool = False,  # noqa: FBT001, FBT002 - a signal's argument
) -> None:
    keys = people()
    if not keys:
        page.told.emit(NOBODY)
        return
    from PySide6.QtWidgets import QFileDialog

    asking = QFileDialog(page, paper.name, f"{paper.file}{ending}", _FILES[ending][1])
    asking.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    asking.setDefaultSuffix(ending.removeprefix("."))
    asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    asking.fileSelected.connect(lambda name: write_papers_of(page, register, paper, keys, Path(name)))
    asking.open()


def write_papers_of(page: Page, register: Register, paper: PersonPaper, keys: Sequence[bytes], out: Path) -> None:
    """Write a paper of these people behind the screen and say so."""
    from desktop_app.reports.person.papers import write_person_paper

    said = f"Đã ghi “{paper.name}” ra {out}"
    register.ask(
        write_person_paper, paper.kind, keys, out, register.as_of, then=lambda _: page.told.emit(said), progress=True
    )
