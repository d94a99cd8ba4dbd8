"""What a page may do with the register: ask, do, take back, keep its arrangement; nothing else of the file reaches it."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import AppError, MachineTrouble
from desktop_app.services.preferences import Preferences
from desktop_app.ui.runner import Runner

Clock = Callable[[], datetime]


class Done(NamedTuple):
    """What a changing service gave back, the operation it wrote (``None`` when nothing changed) and the tables touched."""

    value: Any
    operation: bytes | None
    touched: frozenset[str]


class Register(QObject):
    """One data file as its pages know it. What is asked before the file is open waits until it is."""

    opened = Signal()
    wanted = Signal(str, object)  # somewhere else to go: what ("person", "unit", "import" …) and its key

    def __init__(self, path: Path, today: date, clock: Clock, preferences: Preferences, runner: Runner) -> None:
        super().__init__()
        self.path, self.today, self.clock, self.preferences, self.runner = path, today, clock, preferences, runner
        self.as_of = today
        self.openable: frozenset[str] = frozenset()  # the kinds of things some page can show
        self.listed: Callable[[], Sequence[bytes]] = tuple  # the people of the list as it stands, in its order
        self.database: Any = None
        self._kept_out = ""
        self._waiting: list[Callable[[], None]] = []

    def use(self, database: Any, *, kept_out: str = "") -> None:
        """The file is open: whatever waits goes on; ``kept_out`` is why it is open for reading only."""
        self.database, self._kept_out = database, kept_out
        waiting, self._waiting = self._waiting, []
        for go_on in waiting:
            go_on()
        self.opened.emit()

    @property
    def why_not(self) -> str:
        """Why nothing can be written now; empty when it can."""
        if self.as_of != self.today:
            return "Đang xem số liệu của ngày khác nên chỉ đọc. Bấm “Về hôm nay” rồi làm lại."
        if self.database is None:
            return "Tệp dữ liệu chưa mở để ghi; chờ một lát rồi làm lại."
        return self._kept_out

    def ask(
        self,
        read: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        refused: Callable[[AppError], None] | None = None,
        topic: str = "",
        progress: bool = False,
    ) -> None:
        """Run ``read(work, *args)`` on a reader thread; ``then`` gets its answer on the thread of the screen.

        ``refused`` gets an ``AppError`` in place of the message bar. With ``progress`` the service is given
        ``progress(done, total)`` as a keyword.
        """
        if self.database is None:
            self._waiting.append(
                lambda: self.ask(read, *args, then=then, refused=refused, topic=topic, progress=progress)
            )
            return
        from desktop_app.services.work import reading

        def use_case(**keywords: Any) -> Any:
            with reading(self.database, self.today) as work:
                return read(work, *args, **keywords)

        self.runner.ask(use_case, then=then, topic=topic, progress=progress, refused=refused)

    def do(
        self,
        verb: str,
        summary: str,
        change: Callable[..., Any],
        *args: Any,
        then: Callable[[Done], None],
        refused: Callable[[AppError], None] | None = None,
        reason: str = "",
        source: str | None = None,
        progress: bool = False,
    ) -> None:
        """Run ``change(work, *args)`` on the writer thread as one operation of the journal, then tell the pages."""
        if self._refuses(refused):
            return
        from desktop_app.services.work import changing, done

        def use_case(**keywords: Any) -> Done:
            with changing(self.database, self.today, verb, summary, reason=reason, source=source) as work:
                value = change(work, *args, **keywords)
            operation = done(work)
            touched = frozenset(work.writing.touched) if work.writing is not None else frozenset()
            return Done(value, operation.id if operation else None, touched)

        self.runner.do(use_case, then=then, progress=progress, refused=refused, same=(summary, change, args))

    def note(self, change: Callable[..., Any], *args: Any) -> None:
        """Run ``change(work, *args)`` on the writer thread for what lies beside the register, such as a draft.

        No operation, no page is told; where nothing can be written now nothing is.
        """
        if self.why_not:
            return
        from desktop_app.services.work import changing

        def use_case() -> None:
            with changing(self.database, self.today, "edit", "") as work:
                change(work, *args)

        self.runner.note(use_case)

    def undo(
        self,
        operation: bytes,
        *,
        then: Callable[[Done], None],
        refused: Callable[[AppError], None] | None = None,
        reason: str = "",
    ) -> None:
        """Take an operation back by a new one; conflicts come as a refusal that lists them."""
        if self._refuses(refused):
            return

        def use_case() -> Done:
            made = self.database.undo(operation, reason=reason)
            return Done(None, made.id if made else None, frozenset())

        self.runner.do(use_case, then=then, refused=refused)

    def _refuses(self, refused: Callable[[AppError], None] | None) -> bool:
        why = self.why_not
        if why:
            (refused or (lambda trouble: self.runner.refused.emit(str(trouble))))(MachineTrouble(why))
        return bool(why)
