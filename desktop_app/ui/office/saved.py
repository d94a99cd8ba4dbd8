"""What the foot of the window says of saving and backups, and the backup made when the window closes."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PySide6.QtWidgets import QLabel

_VIETNAM = timezone(timedelta(hours=7))


class SavedLine:
    """``Đã lưu 08:41 · sao lưu 22/11 17:05``, kept true while the window is open."""

    def __init__(self, shown: QLabel, data: Path, clock: Callable[[], datetime]) -> None:
        self._shown, self._data, self._clock = shown, data, clock
        self._saved = ""

    def opened(self) -> str:
        """The file is open for writing; why the backup at the last closing failed, or nothing."""
        from desktop_app.services.backups import plan_of  # after the first picture

        self._saved = self._saved or "Đã mở để ghi"
        self.tell()
        return plan_of(self._data).trouble

    def kept_out(self) -> None:
        """The file can only be read."""
        self._saved = "Chỉ đọc"
        self.tell()

    def written(self) -> None:
        """Something was written just now."""
        self._saved = f"Đã lưu {self._clock().astimezone(_VIETNAM):%H:%M}"
        self.tell()

    def tell(self) -> None:
        """Say what is saved and when it was last backed up."""
        from desktop_app.services.backups import plan_of

        last = plan_of(self._data).last
        told = "chưa sao lưu"
        if last:
            told = f"sao lưu {datetime.fromisoformat(last).astimezone(_VIETNAM):%d/%m %H:%M}"
        self._shown.setText(f"{self._saved} · {told}" if self._saved else "Đang mở để ghi…")

    def closing(self) -> None:
        """Say at once that the backup is being made."""
        self._shown.setText("Đang sao lưu trước khi đóng…")
        self._shown.repaint()

    def closed(self) -> str:
        """Back up if that is wanted at closing; why it failed, or nothing."""
        from desktop_app.services.backups import back_up_on_close

        return back_up_on_close(self._data, self._clock())
