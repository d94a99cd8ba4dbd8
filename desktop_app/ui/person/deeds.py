"""What is done with a whole file and its papers, beside typing into it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from desktop_app.errors import AppError
from desktop_app.services.person.edit import remove_person, remove_record
from desktop_app.services.person.papers import PaperRow, add_paper, remove_photo, scan, set_photo
from desktop_app.services.steps import asks_reason
from desktop_app.services.work import Work
from desktop_app.ui.kit.dialogs import ask_reason
from desktop_app.ui.person.known_dialog import ask_day
from desktop_app.ui.person.papers_view import FILTER, PICTURES, show_picture
from desktop_app.ui.person.saving import ask_why
from desktop_app.ui.register import Done, Register

if TYPE_CHECKING:
    from desktop_app.ui.person.page import PersonPage


class Deeds(QObject):
    """The deeds of the menu, the photo and the papers of a page."""

    def __init__(self, page: "PersonPage", register: Register) -> None:
        super().__init__(page)
        self._page, self._register = page, register

    def do(self, deed: str) -> None:
        """Carry out a deed of the menu."""
        if self._page.opened is None:
            return
        if deed == "photo":
            self._choose("Chọn ảnh thẻ", PICTURES, lambda paths: self.set_photo(paths[0]), many=False)
        elif deed == "no_photo":
            self._write("edit", "Bỏ ảnh thẻ của {}", remove_photo, self._page.opened.file.key)
        elif deed == "paper":
            self._choose("Thêm giấy tờ, bản quét", FILTER, self.add_papers, many=True)
        elif deed == "known":
            ask_day(self._page, self._register.today, self._page.show_known)
        elif deed == "remove":
            self._remove()

    def _choose(self, title: str, kinds: str, then: object, *, many: bool) -> None:
        asking = QFileDialog(self._page, title, "", kinds)
        asking.setFileMode(QFileDialog.FileMode.ExistingFiles if many else QFileDialog.FileMode.ExistingFile)
        asking.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asking.filesSelected.connect(lambda names: then([Path(name) for name in names]))  # type: ignore[operator] # one of ours
        asking.open()

    def _write(
        self,
        verb: str,
        summary: str,
        change: object,
        *args: object,
        said: str = "",
        refused: Callable[[AppError], None] | None = None,
    ) -> None:
        opened = self._page.opened
        if opened is None:
            return

        def done(_done: Done) -> None:
            if said:
                self._page.told.emit(said)
            self._page.reload()

        self._register.do(verb, summary.format(opened.file.name), change, *args, then=done, refused=refused)  # type: ignore[arg-type] # a service

    def take_back(self, operation: bytes) -> None:
        """Undo one operation of the file's history; of a whole import it asks why."""

        def go(why: str = "") -> None:
            self._register.undo(operation, then=lambda _done: self._page.told.emit("Đã hoàn tác thao tác."), reason=why)

        def ask(wants: bool) -> None:  # noqa: FBT001 - an answer
            if wants:
                ask_reason(self._page, "Hoàn tác cả lần nhập", "Hoàn tác", go)
            else:
                go()

        self._register.ask(lambda work: asks_reason(work.raw, operation), then=ask)

    def set_photo(self, path: Path) -> None:
        """Put a picture as the photo."""
        if self._page.opened is not None:
            self._write(
                "edit", "Thay ảnh thẻ của {}", set_photo, self._page.opened.file.key, path, said="Đã thay ảnh thẻ.",
                refused=lambda why: self._page.strip.say(f"Ảnh thẻ: {why}", "danger", ()),
            )  # fmt: skip

    def add_papers(self, paths: list[Path]) -> None:
        """Add files as papers, in one operation; one that is refused leaves nothing half done."""
        opened = self._page.opened
        if opened is None or not paths:
            return
        names = ", ".join(path.name for path in paths)[:200]
        self._write(
            "add", f"Thêm giấy tờ của {{}}: {names}", _add_all, opened.file.key, paths, said="Đã thêm giấy tờ.",
            refused=self._page.refuse_paper,
        )  # fmt: skip

    def paper(self, deed: str, paper: object) -> None:
        """A deed with one paper."""
        if deed == "add":
            self.do("paper")
        elif isinstance(paper, PaperRow) and deed == "look":
            self._register.ask(scan, paper.sha256, then=partial(self._show, paper))
        elif isinstance(paper, PaperRow) and deed == "edit":
            self._page.open_row("paper", paper.key)
        elif isinstance(paper, PaperRow):
            self.remove_row("paper", paper.key)

    def _show(self, paper: PaperRow, content: bytes) -> None:
        if paper.media == "pdf":
            from desktop_app.ui.kit.preview import show_preview

            show_preview(self._page, self._register.runner.ask, content, paper.title, paper.title)
        else:
            show_picture(self._page, content, paper.title)

    def remove_row(self, record: str, key: object) -> None:
        """Remove a row, once a reason is given."""
        opened = self._page.opened
        if opened is None or not isinstance(key, bytes):
            return
        file = opened.file
        row, part = file.row(record, key), file.part(record)
        words = row.words if row is not None else ""

        def carry_out(reason: str) -> None:
            summary = f"Xoá {part.title.lower()} của {file.name}: {words}"[:300]

            def done(_done: Done) -> None:
                self._page.reload()

            self._register.do("remove", summary, remove_record, file.key, record, key, then=done, reason=reason)

        ask_why(self._page, f"Xoá một dòng: {part.title}", f"{words}. Lấy lại được bằng hoàn tác.", "Xoá", carry_out)

    def decide(self) -> None:
        """Go to where the next decision about the person is made."""
        if self._page.opened is not None:
            self._register.wanted.emit("movement", self._page.opened.file.key)

    def _remove(self) -> None:
        opened = self._page.opened
        if opened is None:
            return
        name, key = opened.file.name, opened.file.key

        def carry_out(reason: str) -> None:
            def done(_done: Done) -> None:
                self._page.told.emit(f"Đã xoá hồ sơ {name}. Lấy lại được trong Lịch sử và hoàn tác.")
                self._page.reload()

            self._register.do("remove", f"Xoá hồ sơ {name}", remove_person, key, then=done, reason=reason)

        text = f"Xoá cả hồ sơ của {name}, với mọi quá trình và giấy tờ. Lấy lại được bằng hoàn tác."
        ask_why(self._page, "Xoá cả hồ sơ", text, "Xoá hồ sơ", carry_out)


def _add_all(work: Work, person: bytes, paths: list[Path]) -> int:
    for path in paths:
        add_paper(work, person, path, {})
    return len(paths)
