"""The window on a data file: one for each file, dressed, filled at once, and opened for writing behind the first picture."""

import gc
import sys
import threading
import traceback
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.errors import AppError
from desktop_app.paths import backup_folder, default_data_file
from desktop_app.services.opening import actor, anchors_of, open_writing, prepare
from desktop_app.services.preferences import Preferences
from desktop_app.services.roster import RosterDesk
from desktop_app.services.work import told
from desktop_app.ui.history.stepping import Stepping
from desktop_app.ui.kit.dialogs import ask, show_crash
from desktop_app.ui.kit.theme import ZOOMS, application, apply_look, look, zoom_named
from desktop_app.ui.kit.translate import Vietnamese
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.office.saved import SavedLine
from desktop_app.ui.register import Register
from desktop_app.ui.roster.page import RosterPage
from desktop_app.ui.runner import Runner
from desktop_app.ui.single import Single

Clock = Callable[[], datetime]
OPEN_AFTER_MS = 200
COUNT_AFTER_MS = 1500
"""How long after a change what is overdue is counted anew: several changes in a row are counted once."""


def run_window(data: Path | None, day: date, clock: Clock) -> int:
    """Show the window until it is closed; 0, also when another window of the file took over, 3 when it cannot open."""
    app = application()
    path = (data or default_data_file()).absolute()
    if Single.hand_over(path):
        return 0
    preferences = Preferences()
    translator = Vietnamese(app)
    app.installTranslator(translator)
    apply_look(app, preferences.get("theme", "light"), zoom_named(preferences.get("zoom")))
    sys.excepthook = _on_bug
    desk = Desk(path, day, clock, preferences)
    desk.start()
    return (app.exec() or desk.code) if desk.alive else desk.code


def _on_bug(kind: type[BaseException], bug: BaseException, trace: Any) -> None:
    text = "".join(traceback.format_exception(kind, bug, trace))
    sys.stderr.write(text)
    show_crash(QApplication.activeWindow(), text)


class Desk(QObject):
    """Everything of one window: its pages, the file behind them, and the deeds of the menu."""

    _opened = Signal(object)
    _failed = Signal(str)

    def __init__(self, path: Path, day: date, clock: Clock, preferences: Preferences) -> None:
        super().__init__()
        self.path, self.day, self.clock, self.preferences = path, day, clock, preferences
        self.alive, self.code = False, 0
        self.runner = Runner()
        self.register = Register(path, day, clock, preferences, self.runner)
        self.window: MainWindow | None = None
        self.single: Single | None = None
        self._overdue = QTimer(self)
        self._overdue.setSingleShot(True)
        self._overdue.setInterval(COUNT_AFTER_MS)
        self._overdue.timeout.connect(self._count_overdue)
        self._opened.connect(self._on_opened)
        self._failed.connect(self._on_failed)

    def start(self) -> None:
        """Open the file, or ask whose register it is to be."""
        if not self.path.exists():
            self.alive = True
            from desktop_app.ui.office.first_day import ask_office

            ask_office(self.path, self.clock, self._on_made)
            return
        try:
            self._show()
        except AppError as trouble:
            self.alive = True
            ask(None, "Không mở được sổ", str(trouble), "Đóng", QApplication.quit).rejected.connect(QApplication.quit)
            self.code = 3

    def _on_made(self, path: Path, importing: bool) -> None:  # noqa: FBT001 - what was answered
        self.path = self.register.path = path
        self._show()
        if importing:
            self._show_page(self.intake)

    def _show(self) -> None:
        with told():
            self.roster_desk = RosterDesk(self.path, prepare(self.path, self.clock))
            office = self.roster_desk.office()
        self.roster = RosterPage(self.register, self.roster_desk)
        self.roster.office_name = office["name"] or "Toàn cơ quan"
        foot = office["name"] + ("\nVăn phòng thực hành" if office["practice"] else "")
        self.window = MainWindow(self.runner, self._groups(), foot, actor(), self.day, self._beside)
        self.roster.build()
        self.stepping = Stepping(self.window, self.register, self.roster_desk, self._say)
        self.window.menu.aboutToShow.connect(partial(self.stepping.name_deeds, self.window.menu))
        self.window.menu_chosen.connect(self._on_menu)
        self.window.closed.connect(self._on_closed)
        self.roster.merge_requested.connect(self._on_merge)
        self.roster.card.upward_asked.connect(self._send_upward)
        self.roster.intake_requested.connect(lambda: self._show_page(self.intake))
        self.register.openable = frozenset(kind for page in self.window.pages for kind in page.opens)
        self.roster.new_requested.connect(self._add_person)
        self.register.listed = lambda: list(self.roster.model.keys())
        self.register.wanted.connect(self._on_wanted)
        self.window.as_of_changed.connect(self._on_day)
        self.window.searched.connect(self._on_searched)
        self.saved = SavedLine(self.window.saved, self.path, self.clock)
        self.runner.records_changed.connect(lambda _: self.saved.written())
        self.roster.reload()
        self.alive = True
        self._place()
        self.window.show()
        self.roster.list.setFocus()
        # SQLAlchemy and the rest of the writing side are loaded after the first picture: before it they would only slow it
        QTimer.singleShot(OPEN_AFTER_MS, self._open_behind)

    def _place(self) -> None:
        kept = QByteArray.fromBase64(self.preferences.get("window").encode("ascii", "replace"))
        if self.window is not None and not kept.isEmpty():
            self.window.restoreGeometry(kept)

    def _show_page(self, page: Any) -> None:
        if self.window is not None:
            self.window.show_page(page)

    def _show_person(self, key: bytes) -> None:
        self.register.wanted.emit("person", key)

    def _add_person(self) -> None:
        from desktop_app.ui.person.add_dialog import show_add

        if self.window is not None:
            show_add(self.window, self.register, self._show_person)

    def _groups(self) -> list[tuple[str, list[Any]]]:
        from desktop_app.ui.intake.holder import IntakeHolder
        from desktop_app.ui.kit.later import Later
        from desktop_app.ui.pages import FILES, GROUPS, PLACES, SUMMARY

        self.intake = IntakeHolder()
        pages: dict[str, list[Any]] = {group: [] for group in GROUPS}
        pages[FILES].append(self.roster)
        self._beside: list[Any] = []
        for place in PLACES:
            page = Later(
                place.title, place.icon, partial(place.make, self.register), opens=place.opens, under=place.under
            )
            (self._beside if place.under else pages[place.group]).append(page)
        pages[SUMMARY].append(self.intake)
        return [(group, pages[group]) for group in GROUPS if pages[group]]

    def _on_searched(self, typed: str) -> None:
        from desktop_app.services.find import find
        from desktop_app.ui.kit.finder import Found

        def show(hits: Any) -> None:
            icons = {"person": "user", "unit": "buildings"}
            groups = [
                (title, [Found(hit.title, hit.note, icons[kind], kind, hit.key) for hit in hits if hit.kind == kind])
                for title, kind in (("Người", "person"), ("Đơn vị", "unit"))
            ]
            if self.window is not None:
                self.window.show_found(typed, groups)

        self.register.ask(find, typed, self.register.as_of, then=show, topic="find")

    def _on_day(self, day: date) -> None:
        self.register.as_of = day

    @property
    def database(self) -> Any:
        """The open file; ``None`` until it is open."""
        return self.register.database

    def _open_behind(self) -> None:
        gc.freeze()
        gc.enable()
        if self.window is None:
            return
        self.single = Single(self.path, self.window)
        if self.single.taken:
            self.window.close()  # two starts in one breath: the other window was first, and comes forward
            return

        def work() -> None:
            try:
                self._opened.emit(open_writing(self.path, self.clock))
                import_module("desktop_app.services.person.desk")  # ready when the first file is opened
            except AppError as trouble:
                self._failed.emit(str(trouble))
            except Exception:  # noqa: BLE001 - a bug behind the window is shown, not lost with its thread
                self.runner.crashed.emit(traceback.format_exc())

        threading.Thread(target=work, name="open", daemon=True).start()

    def _on_opened(self, database: Any) -> None:
        self.register.use(database)
        from desktop_app.services.intake.desk import ImportDesk
        from desktop_app.ui.intake.page import IntakePage

        page = IntakePage(self.runner, ImportDesk(database, self.day), look().tokens)
        page.merge_requested.connect(self._on_merge)
        page.people_asked.connect(partial(self._show_page, self.roster))
        self.intake.show_page(page)
        late = self.saved.opened()
        if late:
            self._say(f"Lần đóng trước chưa sao lưu được: {late}", "warn")
        from desktop_app.services.health import verify_new

        self.runner.ask(verify_new, self.path, anchors_of(self.path), then=self._on_verified)

        self.runner.records_changed.connect(lambda _: self._overdue.start())
        self._count_overdue()

    def _count_overdue(self) -> None:
        from desktop_app.services.due.service import overdue_by_page

        def show(counts: dict[str, int]) -> None:
            if self.window is not None:
                self.window.rail.show_overdue(counts)

        self.register.ask(overdue_by_page, self.day, then=show, topic="overdue")

    def _on_verified(self, why: str) -> None:
        if why:
            self._say(f"Nhật ký của sổ có vấn đề: {why}. Đừng ghi thêm; hãy dùng bản sao lưu gần nhất.", "danger")

    def _on_failed(self, why: str) -> None:
        from desktop_app.services.opening import open_reading

        self.intake.refuse(why)
        told = f"{why} Chỉ xem được, không ghi được."
        try:
            self.register.use(open_reading(self.path, self.clock), kept_out=told)
        except AppError as trouble:
            told = str(trouble)
        self.saved.kept_out()
        if self.window is not None:
            self.window.messages.say(told, "danger")

    # --- the menu -------------------------------------------------------------------------------------------------

    def _on_menu(self, chosen: str) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "undo": self.stepping.undo,
            "redo": self.stepping.redo,
            "bin": self.stepping.bin,
            "office": self._office_settings,
            "upward": self._send_upward,
            "figures": partial(self._open, "figures"),
            "kept": partial(self._open, "kept"),
            "signers": partial(self._open, "signers"),
            "wording": partial(self._open, "wording"),
            "backup": self._back_up,
            "check": self._check,
            "history": self.stepping.history,
            "light": lambda: self._theme("light"),
            "dark": lambda: self._theme("dark"),
            "contrast": lambda: self._theme("contrast"),
            "larger": lambda: self._zoom(1),
            "smaller": lambda: self._zoom(-1),
            "about": self._about,
        }
        deeds[chosen]()

    def _say(self, text: str, tone: str = "ok") -> None:
        if self.window is not None:
            self.window.messages.say(text, tone)

    def _on_wanted(self, kind: str, key: object) -> None:
        """Go where a page wants to: to another page, or to the office's settings."""
        if kind in {"office", "signers"}:
            self._on_menu(kind)
        elif self.window is not None:
            self.window.go_to(kind, key)

    def _office_settings(self) -> None:
        from desktop_app.ui.office.settings import show_settings

        if self._writable() and self.window is not None:
            show_settings(self.window, self.register, self._on_office_kept)

    def _open(self, code: str) -> None:
        from desktop_app.ui.menu_dialogs import READ_ONLY, menu_dialog

        if self.window is not None and (code in READ_ONLY or self._writable()):
            menu_dialog(code, self.window, self.register, self._say).open()

    def _on_office_kept(self, form: Any) -> None:
        self.roster.office_name = form.name
        self.roster.reload()
        if self.window is not None:
            self.window.name_office(form.name)
        self.saved.tell()
        self._say("Đã lưu thiết lập cơ quan.")

    def _send_upward(self) -> None:
        from desktop_app.ui.package.dialog import PackageDialog

        if self._writable() and self.window is not None:
            PackageDialog(self.window, self.register, self._on_issued).open()

    def _on_issued(self, issued: Any) -> None:
        self._say(
            f"Đã ghi gói {issued.path}: {issued.people} người, {len(issued.files)} tệp. Mã bản kê {issued.digest[:16]}…"
        )

    def _back_up(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        from desktop_app.services.health import back_up

        folder = QFileDialog.getExistingDirectory(self.window, "Sao lưu vào thư mục", str(backup_folder().parent))
        if folder:
            self.runner.ask(back_up, self.path, Path(folder), self.clock(), then=self._on_backed_up)

    def _on_backed_up(self, done: Any) -> None:
        from desktop_app.services.health import backup_told

        self.saved.tell()
        self._say(*backup_told(done))

    def _check(self) -> None:
        from desktop_app.services.health import check

        self.runner.ask(
            lambda: check(self.path, anchors=anchors_of(self.path)), then=lambda found: self._say(*found.told)
        )

    def _writable(self) -> bool:
        why = self.register.why_not
        if why:
            self._say(why, "warn")
        return not why

    def _theme(self, name: str) -> None:
        self.preferences.put("theme", name)
        self._dress(name, look().zoom)

    def _zoom(self, step: int) -> None:
        nearest = min(ZOOMS, key=lambda zoom: abs(zoom - look().zoom))
        zoom = ZOOMS[min(max(ZOOMS.index(nearest) + step, 0), len(ZOOMS) - 1)]
        self.preferences.put("zoom", str(zoom))
        self._dress(look().tokens.name, zoom)

    @staticmethod
    def _dress(name: str, zoom: float) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_look(app, name, zoom)

    def _about(self) -> None:
        self._say(f"Sổ Nội Vụ 0.1.0. Tệp dữ liệu: {self.path}", "info")

    def _on_merge(self, keep: bytes, drop: bytes) -> None:
        from desktop_app.ui.roster.merge_dialog import ask_merge

        if self._writable() and self.window is not None:
            names = self.roster.deeds.names_of([keep, drop])
            if names:
                ask_merge(self.window, self.register, (keep, drop), (names[0], names[1]), self._on_merged)

    def _on_merged(self) -> None:
        self._say("Đã gộp hai hồ sơ.")
        wizard: Any = self.intake.wizard
        if wizard is not None:
            wizard.look_again()

    def _on_closed(self) -> None:
        if self.window is not None:
            self.preferences.put("window", bytes(self.window.saveGeometry().toBase64().data()).decode("ascii"))
        if self.single is not None:
            self.single.close()
        self.roster.shut()
        if self.database is not None:
            self.saved.closing()  # painting it paints whatever waits, so the list must still be able to read its rows
        self.roster_desk.close()
        if self.database is not None:
            self.database.close()
            self.saved.closed()
