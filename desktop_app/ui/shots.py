"""Pictures of every page and dialog of the practice office, and what is wrong with them that can be measured."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.services.preferences import Preferences
from desktop_app.ui.app import Desk
from desktop_app.ui.kit.fit import misfits
from desktop_app.ui.kit.theme import application, apply_look
from desktop_app.ui.kit.translate import Vietnamese
from desktop_app.ui.shot_list import SHOTS

WAIT_MS = 30_000
PAUSE_MS = 1_500  # what waits no longer than this waits for the keyboard to rest, then asks
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Taken:
    """One picture and its misfits."""

    name: str
    file: Path | None
    misfits: tuple[str, ...]


def settle(desk: Desk) -> None:
    """Let everything asked, or about to be asked, be answered and painted."""
    clock = QElapsedTimer()
    clock.start()
    quiet = 0
    while quiet < 3 and clock.elapsed() < WAIT_MS:  # noqa: PLR2004 - answers may ask again
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        quiet = quiet + 1 if desk.runner.idle and desk.database is not None and not _about_to_ask() else 0


def _about_to_ask() -> bool:
    """Whether something that is shown only waits for the keyboard to rest: what it asks then is not on the screen yet."""
    shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    timers = (timer for window in shown for timer in window.findChildren(QTimer))
    return any(one.isActive() and one.isSingleShot() and one.interval() <= PAUSE_MS for one in timers)


def take(
    data: Path,
    out: Path | None,
    day: date,
    clock: Clock,
    themes: tuple[str, ...],
    zoom: float,
    *,
    only: frozenset[str] = frozenset(),
) -> list[Taken]:
    """Show everything of a register once in each theme, or ``only`` some of it; pictures go to ``out`` when it is given."""
    app = application()
    app.installTranslator(Vietnamese(app))
    taken: list[Taken] = []
    for theme in themes:
        apply_look(app, theme, zoom)
        desk = Desk(data, day, clock, Preferences(data.with_name(f"{theme}.json")))
        desk.start()
        settle(desk)
        try:
            taken += [_one(desk, out, theme, name, show) for name, show in SHOTS if not only or name in only]
        finally:
            if desk.window is not None:
                desk.window.close()
            app.processEvents()
            app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)  # dialogs let go of what they opened
    return taken


def _one(
    desk: Desk, out: Path | None, theme: str, name: str, show: Callable[[Desk, Callable[[], None]], QWidget]
) -> Taken:
    shown = show(desk, lambda: settle(desk))
    settle(desk)
    file = None
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        file = out / f"{name}-{theme}.png"
        shown.grab().save(str(file))
    wrong = tuple(misfits(shown))
    if isinstance(shown, QDialog):
        shown.reject()
        settle(desk)
    return Taken(f"{name}-{theme}", file, wrong)


def as_json(taken: list[Taken]) -> str:
    """What was taken, for a test that reads it."""
    rows = [{"name": one.name, "file": str(one.file) if one.file else None, "misfits": one.misfits} for one in taken]
    return json.dumps(rows, ensure_ascii=False, indent=1)
