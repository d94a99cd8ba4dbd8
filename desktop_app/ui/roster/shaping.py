"""Shaping the list: the builder of conditions, lists kept under a name, sent as files."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop_app.errors import AppError
from desktop_app.services.roster import RosterDesk
from desktop_app.services.roster_types import GROUP_NAMES, Line, RosterQuery
from desktop_app.ui.kit.dialogs import ask, dialog, foot
from desktop_app.ui.kit.widgets import column, label
from desktop_app.ui.register import Register
from desktop_app.ui.roster.filters import Conditions

if TYPE_CHECKING:
    from desktop_app.services.lists.saved import SavedList
    from desktop_app.ui.roster.page import RosterPage

_FILES = "Tệp danh sách (*.json)"


class Shaping(QObject):
    """The deeds behind the chips and the menu "Đã lưu"; the page itself only shows what the conditions say."""

    def __init__(
        self, page: "RosterPage", register: Register, desk: RosterDesk, units: Callable[[], Mapping[str, str]]
    ) -> None:
        super().__init__(page)
        self._page, self._register, self._desk, self._units = page, register, desk, units
        self.menu = page.card.saved_menu
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill)
        page.filters.builder_asked.connect(self.open_builder)

    # --- conditions -----------------------------------------------------------------------------------------------

    def open_builder(self) -> Any:
        """The builder over the conditions as they stand."""
        from desktop_app.ui.roster.shape_dialog import ShapeDialog  # reads the records: not for the first picture

        lines = self._page.filters.conditions.lines
        made = ShapeDialog(self._page, self._register, lines, self._counted, self._units(), self._page.as_of)
        made.done_asked.connect(lambda: self._take(made))
        made.open()
        (made.conditions if lines else made.fields.search).setFocus()
        return made

    def _counted(self, lines: tuple[Line, ...]) -> RosterQuery:
        return self._page.query()._replace(lines=lines)

    def _take(self, made: Any) -> None:
        made.accept()
        self._page.filters.change(self._page.filters.conditions._replace(lines=made.lines))
        self._page.list.setFocus()

    # --- groups ---------------------------------------------------------------------------------------------------

    def open_counts(self) -> Any:
        """The counts of the list shown, by group."""
        from desktop_app.services.lists.groups import count_groups
        from desktop_app.ui.roster.counts_dialog import CountsDialog

        page = self._page
        made = CountsDialog(page, page.filters.conditions.group or "unit")
        keys = list(page.model.keys())

        def ask_rows(by: str) -> None:
            self._register.ask(count_groups, keys, by, page.as_of, then=made.show_rows, topic="counts")

        def take() -> None:
            made.accept()
            page.filters.change(page.filters.conditions._replace(group=made.chosen))
            page.list.setFocus()

        made.by_changed.connect(ask_rows)
        made.export_asked.connect(lambda kind: page.export_counts(kind, made.rows, made.chosen))
        made.done_asked.connect(take)
        made.open()
        made.by.setFocus()
        ask_rows(made.chosen)
        return made

    # --- lists kept under a name ----------------------------------------------------------------------------------

    def fill(self) -> None:
        """Put the lists kept into the menu."""
        from desktop_app.services.lists.saved import saved_lists

        self.menu.clear()
        raw = self._desk.reading()
        try:
            kept = saved_lists(raw)
        finally:
            raw.close()
        for one in kept:
            self.menu.addAction(one.name).triggered.connect(partial(self._show, one))
        if not kept:
            self.menu.addAction("Chưa lưu danh sách nào").setEnabled(False)
        self.menu.addSeparator()
        self._act("Lưu danh sách đang xem…", self.open_save)
        drop = self.menu.addMenu("Bỏ danh sách đã lưu")
        drop.setEnabled(bool(kept))
        for one in kept:
            drop.addAction(one.name).triggered.connect(partial(self._forget, one))
        self.menu.addSeparator()
        self._act("Nhóm và đếm…\tCtrl+G", self.open_counts)
        self.menu.addSeparator()
        self._act("Gửi thành tệp…", self.save_file)
        self._act("Nhận từ tệp…", self.open_file)

    def _act(self, text: str, deed: Callable[[], object]) -> None:
        self.menu.addAction(text).triggered.connect(lambda _=False: deed())

    def now(self, name: str) -> "SavedList":
        """The list as it is shown, under a name."""
        from desktop_app.services.lists.saved import SavedList

        conditions, arrangement = self._page.filters.conditions, self._page.arrangement
        unit = self._page.tree.chosen()
        lines = conditions.lines
        if unit is not None:  # the tree is not kept; what it narrows to is
            lines = (*lines, Line("unit", "in", (unit.hex(),)))
        return SavedList(
            name,
            lines,
            conditions.status,
            conditions.categories,
            tuple(arrangement.names()),
            arrangement.sort,
            arrangement.descending,
            conditions.group,
        )

    def _show(self, kept: "SavedList", _checked: object = None) -> None:
        self._page.arrangement.take(kept.columns, kept.sort, descending=kept.descending)
        self._page.search.clear()
        self._page.tree.choose_all()
        self._page.filters.change(
            Conditions(
                kept.categories, kept.status, lines=kept.lines, group=kept.group if kept.group in GROUP_NAMES else ""
            )
        )
        self._page.told.emit(f"Đang xem danh sách “{kept.name}”.")
        self._page.list.setFocus()

    def open_save(self) -> Any:
        """Ask for a name and keep the list under it."""
        from PySide6.QtWidgets import QLineEdit

        made, layout = dialog(self._page, "Lưu danh sách đang xem", icon="bookmark-simple")
        asked = column(gap=3)
        asked.addWidget(label("Tên danh sách", "field"))
        name = QLineEdit()
        name.setAccessibleName("Tên danh sách")
        asked.addWidget(name)
        layout.addLayout(asked)
        layout.addWidget(label("Lưu điều kiện, cột, cách xếp. Trùng tên thì thay danh sách cũ.", "small", wrap=True))
        why = label("", "error", wrap=True)
        layout.addWidget(why)
        foot(made, "Lưu", lambda: self._keep(name.text(), made.accept, why.setText))
        made.open()
        name.setFocus()
        return made

    def _keep(self, name: str, on_kept: Callable[[], object], on_refused: Callable[[str], None]) -> None:
        from desktop_app.services.lists.saved import check_name, keep_list

        def kept(_done: object) -> None:
            on_kept()
            self._page.told.emit(f"Đã lưu danh sách “{name.strip()}”.")

        try:
            check_name(name)
        except AppError as wrong:
            on_refused(str(wrong))
            return
        self._register.do(
            "settings", "lưu danh sách", keep_list, self.now(name), then=kept, refused=lambda why: on_refused(str(why))
        )

    def _forget(self, kept: "SavedList", _checked: object = None) -> None:
        from desktop_app.services.lists.saved import forget_list

        def forget() -> None:
            self._register.do(
                "settings",
                "bỏ danh sách",
                forget_list,
                kept.name,
                then=lambda _: self._page.told.emit(f"Đã bỏ danh sách “{kept.name}”."),
            )

        text = f"Bỏ danh sách “{kept.name}”? Hồ sơ không thay đổi gì."
        ask(self._page, "Bỏ danh sách đã lưu", text, "Bỏ danh sách", forget)

    # --- files ----------------------------------------------------------------------------------------------------

    def save_file(self, out: Path | None = None) -> None:
        """Write the list shown as a file, asking where unless told."""
        from desktop_app.services.lists.saved import write_list

        if out is None:
            from PySide6.QtWidgets import QFileDialog

            name, _ = QFileDialog.getSaveFileName(self._page, "Gửi danh sách thành tệp", "danh-sach.json", _FILES)
            if not name:
                return
            out = Path(name)
        write = partial(write_list, self.now(out.stem), out, self._units())
        told = f"Đã ghi danh sách ra {out}. Nơi nhận mở bằng “Nhận từ tệp…”."
        self._page.runner.ask(write, then=lambda _: self._page.told.emit(told))

    def open_file(self, path: Path | None = None) -> None:
        """Show the list of a file, asking which unless told; it can then be kept."""
        from desktop_app.services.lists.saved import open_list

        if path is None:
            from PySide6.QtWidgets import QFileDialog

            name, _ = QFileDialog.getOpenFileName(self._page, "Nhận danh sách từ tệp", "", _FILES)
            if not name:
                return
            path = Path(name)
        self._page.runner.ask(partial(open_list, path, self._units()), then=self._show)
