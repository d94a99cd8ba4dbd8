"""The pages of a PDF as pictures; may be asked from any thread, one page is drawn at a time."""

import sys
from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import Any, Protocol

from PySide6.QtGui import QImage

from desktop_app.errors import MachineTrouble

MM = 72 / 25.4
_M_MMAP_THRESHOLD, _LARGE = -3, 512 * 1024
_ONE_AT_A_TIME = Lock()  # the library that draws the pages is not made for several threads


class Ask(Protocol):
    """The verb of the runner that reads behind the screen."""

    def __call__(
        self,
        use_case: Callable[..., Any],
        *args: Any,
        then: Callable[[Any], None],
        topic: str = "",
        progress: bool = False,
        refused: Callable[[Any], None] | None = None,
    ) -> None:
        """Run ``use_case(*args)`` on another thread; ``then`` gets its answer on the thread of the screen."""


class PdfPages:
    """One PDF in memory; ``sizes`` are the pages in points. ``MachineTrouble`` when it is none."""

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2

        _return_large_blocks()
        self.pdf = pdf
        with _ONE_AT_A_TIME:
            try:
                self._document: Any = pypdfium2.PdfDocument(pdf)
                self.sizes: tuple[tuple[float, float], ...] = tuple(
                    self._document.get_page_size(number) for number in range(len(self._document))
                )
            except pypdfium2.PdfiumError as trouble:
                raise MachineTrouble("Không mở được tờ in: tệp PDF bị hỏng. Hãy làm lại tờ in.") from trouble

    def __len__(self) -> int:
        return len(self.sizes)

    def picture(self, number: int, scale: float, paper: str = "") -> QImage:
        """A page, counted from 0, at so many pixels a point, on paper of a colour; null once the PDF is closed."""
        colour = tuple(bytes.fromhex(paper.removeprefix("#"))) if paper else (255, 255, 255)
        with _ONE_AT_A_TIME:
            if self._document is None:
                return QImage()
            page = self._document[number]
            try:
                drawn = page.render(scale=scale, fill_color=(*colour, 255), prefer_bgrx=True)
                try:
                    kept = QImage(
                        drawn.buffer, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_RGB32
                    ).copy()
                finally:
                    drawn.close()
            finally:
                page.close()
        return kept

    def close(self) -> None:
        """Let the PDF go; pictures asked for afterwards are null."""
        with _ONE_AT_A_TIME:
            if self._document is not None:
                self._document.close()
                self._document = None


@cache
def _return_large_blocks() -> None:
    """Let every large block (a page drawn, a PDF, a workbook) go back to the system when it is let go.

    The C library of Linux keeps blocks as large as any it has seen, a heap for each thread; pages drawn large left fifty
    megabytes in each. Windows gives them back by itself.
    """
    if sys.platform == "linux":
        import ctypes  # loaded already by what draws the pages

        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, _LARGE)
