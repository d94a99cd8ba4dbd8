"""“Vì sao?”: the claim, the ladder of the arithmetic, the provision in violet, the conditions, what follows."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.law.answer import VERDICTS, Answer
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line, rule, scrolling

_SHORT = 26  # the longest text that still stands at the right of a rung
_BRIEFLY = (
    (re.compile(r"\b(?:Nghị định|NĐ) (?:số )?(\d+/\d{4})/NĐ-CP"), r"NĐ \1"),
    (re.compile(r"\b(?:Thông tư|TT) (?:số )?(\d+/\d{4})/TT-[A-ZĐ]+"), r"TT \1"),
    (re.compile(r"(?:số )?(\d+/\d{4})/QH\d+"), r"\1"),
    (re.compile(r",? được sửa đổi(?:, bổ sung)? bởi"), ", sửa bởi"),
)


@dataclass(frozen=True)
class Rung:
    """One step of the arithmetic: what at the left, how much at the right, a remark under it."""

    text: str
    value: str = ""
    note: str = ""


@dataclass(frozen=True)
class Condition:
    """One thing that was checked: its verdict's tone and the sentence."""

    tone: str  # ok, warn, danger, info
    text: str


@dataclass(frozen=True)
class Why:
    """Everything the panel says of one row."""

    claim: str
    note: str = ""
    rungs: tuple[Rung, ...] = ()
    basis: tuple[str, ...] = ()
    basis_note: str = ""
    confirmed: bool = True
    hard: bool | None = None
    warnings: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    then_title: str = ""
    then: tuple[Rung, ...] = ()


def rung_of(step: str) -> Rung:
    """A step's sentence as a rung: a short part behind its last colon stands at the right."""
    text, colon, value = step.rstrip(".").rpartition(": ")
    return Rung(text, value) if colon and len(value) <= _SHORT else Rung(step)


def short_basis(basis: str) -> str:
    """A provision as a narrow column has room for it: "NĐ 170/2025, sửa bởi NĐ 300/2026"; in full it is in the panel."""
    for whole, brief in _BRIEFLY:
        basis = whole.sub(brief, basis)
    return basis


def why_of(answer: Answer[Any], claim: str, note: str = "") -> Why:
    """What the panel says of an answer of the law."""
    verdict = f"Kết luận: {VERDICTS[answer.verdict]}" if answer.verdict else ""
    return Why(
        claim=claim,
        note=note or verdict,
        rungs=tuple(rung_of(step) for step in answer.steps),
        basis=answer.basis,
        confirmed=answer.confirmed,
        hard=answer.hard if answer.verdict == "khong_dat" else None,
        warnings=answer.warnings,
    )


def why_text(why: Why) -> str:
    """The panel as text, for the clipboard."""
    lines = [why.claim, why.note]
    lines += [f"- {rung.text}{': ' if rung.value else ''}{rung.value} {rung.note}".rstrip() for rung in why.rungs]
    lines += [f"Căn cứ: {basis}" for basis in why.basis]
    lines += [] if why.confirmed else ["Quy định chưa xác nhận."]
    lines += list(why.warnings)
    lines += [f"- {condition.text}" for condition in why.conditions]
    lines += [f"- {rung.text}: {rung.value}" for rung in why.then]
    return "\n".join(part for part in lines if part)


class _Dot(QWidget):
    """The ring of a rung and the line that joins it to the next."""

    def __init__(self, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        self.setFixedWidth(look().px(18))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ring and line."""
        violet = QColor(look().tokens.law_mark)
        x, y, r = look().px(8), look().px(11), look().px(4.5)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(violet, 1.5))
        if not self._first:
            painter.drawLine(QPointF(x, 0), QPointF(x, y - r))
        if not self._last:
            painter.drawLine(QPointF(x, y + r), QPointF(x, self.height()))
        painter.setBrush(violet if self._last else QColor(look().tokens.surface))
        painter.drawEllipse(QPointF(x, y), r, r)
        painter.end()


def ladder(rungs: Sequence[Rung], tone: str = "") -> QVBoxLayout:
    """The rungs from top to bottom, the last one bold; ``tone`` colours its value."""
    layout = column()
    for place, rung in enumerate(rungs):
        last = place == len(rungs) - 1
        row = line(gap=6)
        row.addWidget(_Dot(first=place == 0, last=last))
        words = column(margins=(0, 1, 0, 3))
        words.addWidget(label(rung.text, "strong" if last else "", wrap=True))
        if rung.note:
            words.addWidget(label(rung.note, "small", wrap=True))
        row.addLayout(words, 1)
        if rung.value:
            value = label(rung.value, "strong", tone if last else "")
            row.addWidget(value, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(row)
    return layout


def law_band(why: Why) -> QFrame:
    """The violet band: provisions, since when, confirmed or not, hard or soft."""
    band = frame("band", tone="law")
    layout = column(band, margins=(12, 9, 12, 9), gap=5)
    for basis in why.basis:
        row = line(gap=8)
        row.addWidget(IconLabel("scales", "law"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(basis, "strong", "law", wrap=True), 1)
        layout.addLayout(row)
    if why.basis_note:
        layout.addWidget(label(why.basis_note, wrap=True))
    chips = line(gap=6)
    confirmed = ("đã xác nhận", "ok") if why.confirmed else ("chưa xác nhận", "warn")
    chips.addWidget(label(confirmed[0], "chip", confirmed[1]))
    if why.hard is not None:
        chips.addWidget(label("bắt buộc" if why.hard else "cảnh báo", "chip"))
    chips.addStretch(1)
    layout.addLayout(chips)
    return band


def condition_row(condition: Condition) -> QHBoxLayout:
    """One condition with its sign."""
    sign = {"ok": "check-circle", "warn": "warning", "danger": "prohibit"}.get(condition.tone, "info")
    row = line(gap=8)
    row.addWidget(IconLabel(sign, condition.tone), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(label(condition.text, wrap=True), 1)
    return row


class WhyPanel(QFrame):
    """The panel beside a list: always says why of the current row."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self.setAccessibleName("Vì sao?")
        self.setMinimumWidth(look().px(280))
        outer = column(self, margins=(1, 1, 1, 1))
        head = line(margins=(14, 9, 10, 8), gap=8)
        head.addWidget(IconLabel("scales", "law", 18))
        head.addWidget(label("Vì sao?", "title", "law"), 1)
        self._copy = button("Chép", self._on_copy, kind="quiet", icon="copy", tip="Chép lời giải thích")
        head.addWidget(self._copy)
        outer.addLayout(head)
        outer.addWidget(rule())
        inner = QWidget()
        self._body = column(inner, margins=(14, 10, 14, 12), gap=8)
        self._area = scrolling(inner)
        self._area.setAccessibleName("Lời giải thích")
        outer.addWidget(self._area, 1)
        self._why: Why | None = None
        self.show_why(None)

    @property
    def why(self) -> Why | None:
        """What is explained now."""
        return self._why

    def show_why(self, why: Why | None, tone: str = "") -> None:
        """Explain; ``None`` says that nothing is chosen. ``tone`` colours the last value."""
        self._why = why
        self._copy.setEnabled(why is not None)
        empty_layout(self._body)
        if why is None:
            self._body.addWidget(label("Chọn một dòng để xem căn cứ và cách tính.", "dim", wrap=True))
            self._body.addStretch(1)
            return
        self._body.addWidget(label(why.claim, "strong", wrap=True))
        if why.note:
            self._body.addWidget(label(why.note, "dim", wrap=True))
        if why.rungs:
            self._body.addLayout(ladder(why.rungs, tone))
        if why.basis:
            self._body.addWidget(law_band(why))
        for warning in why.warnings:
            self._body.addLayout(condition_row(Condition("warn", warning)))
        if why.conditions:
            self._body.addWidget(rule())
            self._body.addWidget(label("Điều kiện", "title"))
            for condition in why.conditions:
                self._body.addLayout(condition_row(condition))
        if why.then:
            self._body.addWidget(rule())
            self._body.addWidget(label(why.then_title or "Tiếp theo", "title"))
            for rung in why.then:
                self._body.addLayout(_then_row(rung))
        self._body.addStretch(1)

    def _on_copy(self) -> None:
        if self._why is not None:
            QGuiApplication.clipboard().setText(why_text(self._why))


def _then_row(rung: Rung) -> QVBoxLayout:
    words = column(gap=1)
    row = line(gap=8)
    row.addWidget(label(rung.text, wrap=True), 1)
    row.addWidget(label(rung.value, "strong"))
    words.addLayout(row)
    if rung.note:
        words.addWidget(label(rung.note, "small", wrap=True))
    return words
