"""The band of what is most urgent, and the bar that appears while something is typed."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from db.base import REQUIRED
from desktop_app.services.history import local_time
from desktop_app.services.person.desk import Opened
from desktop_app.services.person.drafts import Draft
from desktop_app.ui.kit.dates import shown_date
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.widgets import button, empty_layout, label, line, restyle

_SIGNS = {"danger": "warning-circle", "warn": "warning", "info": "info", "ok": "check-circle"}


class Strip(QFrame):
    """One sentence with its deeds; ``deed`` tells which."""

    deed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "band")
        self._row = line(self, margins=(16, 6, 14, 6), gap=10)
        self.text = ""
        self.hide()

    def say(self, text: str, tone: str, deeds: Sequence[tuple[str, str]]) -> None:
        """Say one thing."""
        empty_layout(self._row)
        restyle(self, tone=tone)
        self.text = text
        self._row.addWidget(IconLabel(_SIGNS[tone], tone))
        self._row.addWidget(label(text, "", tone, wrap=True), 1)
        for code, words in deeds:
            self._row.addWidget(button(words, partial(self.deed.emit, code), kind="quiet"))
        self.show()


class SaveBar(QFrame):
    """Shown only while something is typed."""

    saved = Signal()
    given_up = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "foot")
        row = line(self, margins=(14, 9, 14, 9), gap=8)
        self._words = label("Đang sửa.", "dim")
        row.addWidget(self._words, 1)
        row.addWidget(button("Huỷ  Esc", self.given_up.emit))
        row.addWidget(button("Lưu  Ctrl+S", self.saved.emit, kind="primary"))
        self.hide()

    def kept(self, now: datetime) -> None:
        """Say when the draft was kept."""
        self._words.setText(f"Đang sửa. Bản nháp tự lưu {local_time(now.isoformat())[-5:]}")


def most_urgent(opened: Opened, draft: Draft | None) -> tuple[str, str, tuple[tuple[str, str], ...]] | None:
    """What the band says of a file: the sentence, the tone, the deeds; nothing when all is well."""
    row_draft = next((one for one in opened.drafts if one.record != "person"), None)
    missing = opened.complete.of(REQUIRED)
    if opened.known_on is not None:
        text = f"Hồ sơ như sổ ghi đến hết ngày {shown_date(opened.known_on)}; chỉ xem."
        return text, "warn", (("now", "Về hiện tại"),)
    if draft is not None:
        text = f"Đã điền lại phần gõ dở lúc {draft.saved_at}, chưa lưu vào hồ sơ."
        return text, "info", (("give_up", "Bỏ phần gõ dở"),)
    if row_draft is not None:
        text = f"Có một dòng “{opened.file.part(row_draft.record).title}” gõ dở lúc {row_draft.saved_at}, chưa lưu."
        return text, "info", (("row_draft", "Gõ tiếp"), ("drop_row_draft", "Bỏ"))
    if missing:
        names = ", ".join(one.label for one in missing[:4]) + (" …" if len(missing) > 4 else "")  # noqa: PLR2004 - four fit
        return f"Còn thiếu {len(missing)} mục bắt buộc: {names}", "warn", (("missing", "Điền tiếp  F8"),)
    return None
