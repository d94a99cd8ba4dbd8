"""The menu of the window: its deeds, their keys, and the search over them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from db.text import fold
from desktop_app.ui.kit.finder import Found

if TYPE_CHECKING:
    from PySide6.QtGui import QAction

MENU = (
    ("undo", "Hoàn tác  Ctrl+Z"),
    ("redo", "Làm lại  Ctrl+Y"),
    ("history", "Lịch sử và hoàn tác…"),
    ("bin", "Thùng rác…"),
    ("office", "Thiết lập cơ quan…"),
    ("signers", "Người ký…"),
    ("wording", "Lời văn giấy tờ…"),
    ("upward", "Gửi lên cấp trên…"),
    ("kept", "Ô còn giữ ở Nguồn…"),
    ("figures", "Số liệu quy định…"),
    ("backup", "Sao lưu…"),
    ("check", "Kiểm tra dữ liệu"),
    ("light", "Nền sáng"),
    ("dark", "Nền tối"),
    ("contrast", "Tương phản cao"),
    ("larger", "Chữ to hơn  Ctrl++"),
    ("smaller", "Chữ nhỏ hơn  Ctrl+-"),
    ("keys", "Bảng phím  F1"),
    ("about", "Giới thiệu"),
)
_AFTER = frozenset({"bin", "check", "contrast", "smaller"})  # a line is drawn after these
_LONGEST = 60


class WindowMenu(QMenu):
    """``chosen`` tells a deed by its code; what ``opening`` is told may name deeds by what they would do now."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds: dict[str, QAction] = {}
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        """Put the deeds in with the first showing."""
        for code, text in MENU if not self._deeds else ():
            made = self._deeds[code] = self.addAction(text.replace("  ", "\t"))
            made.triggered.connect(lambda _=False, one=code: self.chosen.emit(one))
            if code in _AFTER:
                self.addSeparator()

    def name_deed(self, code: str, what: str | None) -> None:
        """Say what a deed would do now; ``None``: it can do nothing."""
        text, _, key = dict(MENU)[code].partition("  ")
        said = f"{text}: {what if len(what) <= _LONGEST else what[: _LONGEST - 1].rstrip() + '…'}" if what else text
        self._deeds[code].setText(f"{said}\t{key}".replace("&", "&&"))
        self._deeds[code].setEnabled(what is not None)


def deeds_found(words: Sequence[str]) -> list[Found]:
    """The deeds whose names hold every word."""
    return [
        Found(text.split("  ")[0].rstrip("…"), "Lệnh trong bảng chọn", "gear", "menu", code)
        for code, text in MENU
        if words and all(word in fold(text) for word in words)
    ]
