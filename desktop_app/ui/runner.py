"""Work behind the screen: readers beside one writer, progress, cancelling, and failures told in one place."""

import threading
import time
import traceback
from collections.abc import Callable
from queue import SimpleQueue
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from desktop_app.errors import AppError, Cancelled
from desktop_app.services.work import told

READERS = 2
TELL_EVERY = 0.05


class _Threads:
    """A few threads that carry out what is put to them, first come first served; they start with the first job.

    Not Qt's pool: it deletes its jobs behind Python's back, and a later event at the same address is then taken for one.
    """

    def __init__(self, count: int, name: str) -> None:
        self._count, self._name = count, name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._threads: list[threading.Thread] = []

    def put(self, job: Callable[[], None]) -> None:
        """Carry out a job when a thread is free."""
        if not self._threads:
            self._threads = [
                threading.Thread(target=self._serve, name=f"{self._name} {number}", daemon=True)
                for number in range(self._count)
            ]
            for thread in self._threads:
                thread.start()
        self._jobs.put(job)

    def _serve(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()

    def close(self) -> None:
        """Wait until everything put is done; the threads end."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()
        self._threads = []


class Runner(QObject):
    """The two verbs of every page: ``ask`` reads, ``do`` changes. Neither blocks the screen.

    An answer that a later question of the same topic overtook is dropped, and so is one to a widget that is gone.
    """

    records_changed = Signal(object)  # the names of the tables touched; None where any may be
    refused = Signal(str)  # AppError: its text goes to the message bar
    crashed = Signal(str)  # anything else is our bug: its trace goes to the crash dialog
    progressed = Signal(int, int)
    busy_changed = Signal(bool)
    _delivered = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._readers, self._writer = _Threads(READERS, "reader"), _Threads(1, "writer")
        self._latest: dict[str, int] = {}
        self._under_way: list[object] = []
        self._asked = 0
        self._running = 0
        self._cancelled = self._closed = False
        self._last_told = 0.0
        self._delivered.connect(self._on_delivered)

    def ask(
        self,
        use_case: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        topic: str = "",
        progress: bool = False,
        refused: Callable[[AppError], None] | None = None,
    ) -> None:
        """Run a reading service on a reader thread; ``then`` gets its answer on the thread of the screen.

        ``refused`` gets an ``AppError`` in place of the message bar.
        """
        self._start(self._readers, use_case, args, (then, refused, None), topic=topic, progress=progress, changes=False)

    def do(
        self,
        use_case: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        progress: bool = False,
        refused: Callable[[AppError], None] | None = None,
        same: object = None,
    ) -> None:
        """Run a changing service on the one writer thread; pages reload when it is done.

        What is the ``same`` as something still under way is a key pressed twice: it is done once.
        """
        if same is not None and same in self._under_way:
            return
        self._under_way.append(same)
        ends = (then, refused, same)
        self._start(self._writer, use_case, args, ends, topic="", progress=progress, changes=True)

    def note(self, use_case: Callable[..., Any], *args: Any) -> None:
        """Write something beside the register (a draft) on the writer thread; no page is told."""
        self._start(self._writer, use_case, args, (lambda _: None, None, None), topic="", progress=False, changes=False)

    def cancel(self) -> None:
        """Stop long work at its next step; nothing half done stays."""
        self._cancelled = True

    def close(self) -> None:
        """Wait for whatever still runs; its answers find nobody any more."""
        self.cancel()
        self._closed = True
        self._readers.close()
        self._writer.close()

    @property
    def idle(self) -> bool:
        """Whether nothing runs."""
        return self._running == 0

    def _start(
        self, pool: _Threads, use_case: Callable[..., Any], args: tuple[Any, ...], ends: tuple[Any, Any, Any],
        *, topic: str, progress: bool, changes: bool,
    ) -> None:  # fmt: skip
        self._asked += 1
        ticket = self._asked
        if topic:
            self._latest[topic] = ticket
        self._running += 1
        if self._running == 1:
            self._cancelled = False
            self.busy_changed.emit(True)
        keywords = {"progress": self._tell} if progress else {}

        def work() -> None:
            self._work(use_case, args, keywords, (*ends, topic, ticket, changes))

        pool.put(work)

    def _tell(self, done: int, total: int) -> None:
        if self._cancelled:
            raise Cancelled
        now = time.monotonic()
        if now - self._last_told > TELL_EVERY:
            self._last_told = now
            self.progressed.emit(done, total)

    def _work(self, use_case: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any], ticket: Any) -> None:
        try:
            with told():
                result = use_case(*args, **keywords)
        except Cancelled:
            self._delivered.emit((ticket, None, "cancelled", "Đã dừng theo yêu cầu; chưa ghi gì."))
        except AppError as refusal:
            self._delivered.emit((ticket, None, "refused", refusal))
        except Exception:  # noqa: BLE001 - the one place where a bug of a service becomes the crash dialog
            self._delivered.emit((ticket, None, "crashed", traceback.format_exc()))
        else:
            self._delivered.emit((ticket, result, "done", ""))

    @Slot(object)
    def _on_delivered(self, delivery: Any) -> None:
        (then, refused, same, topic, ticket, changes), result, outcome, text = delivery
        if changes:
            self._under_way.remove(same)
        self._running -= 1
        if self._running == 0:
            self.busy_changed.emit(False)
        if outcome == "crashed":
            self.crashed.emit(text)
            return
        if self._closed:
            return
        if outcome == "refused" and refused is not None:
            self._tell_asker(refused, text)
            return
        if outcome in {"refused", "cancelled"}:
            self.refused.emit(str(text))
            return
        # what was changed is told by whatever is left of the dialog, what was read is for the dialog alone
        if (not topic or self._latest[topic] == ticket) and (changes or not _is_gone(then)):
            self._tell_asker(then, result)
        if changes:
            self.records_changed.emit(getattr(result, "touched", None) or None)

    @staticmethod
    def _tell_asker(then: Callable[[Any], None], answer: Any) -> None:
        try:
            then(answer)
        except RuntimeError as gone:
            if "already deleted" not in str(gone):
                raise
            # what was to show it was closed meanwhile: nobody is left to be told


def _is_gone(then: Callable[[Any], None]) -> bool:
    """Whether the answer is for a method of a widget that no longer exists."""
    asker = getattr(getattr(then, "func", then), "__self__", None)
    return isinstance(asker, QObject) and not isValid(asker)
