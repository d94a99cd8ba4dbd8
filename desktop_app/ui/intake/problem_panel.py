"""Beside the preview: what is wrong at the current cell, and every way to settle it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.plan import PlannedPerson
from desktop_app.services.intake.reading import Finding
from desktop_app.services.intake.targets import TARGETS
from desktop_app.services.intake.values import vietnamese
from desktop_app.ui.intake.grid_model import LEVEL_NAMES, WORST

_TONES = {"error": "danger", "warn": "warn", "fixed": "info", "skipped": ""}


class ProblemPanel(QFrame):
    """One cell's findings; signals say what the clerk decided."""

    accepted = Signal(bool)  # take the proposal; whether for all cells that are the same
    typed = Signal(str, bool)
    emptied = Signal(bool)
    person_decided = Signal(str)  # "new", "same", "left_out"
    merge_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 12, 14, 12)
        layout.setSpacing(8)
        head = QHBoxLayout()
        self._place = QLabel()
        self._place.setProperty("kind", "chip")
        self._title = QLabel()
        self._title.setProperty("kind", "title")
        self._title.setWordWrap(True)
        self._level = QLabel()
        head.addWidget(self._place)
        head.addWidget(self._title, 1)
        head.addWidget(self._level)
        layout.addLayout(head)
        self._message = QLabel()
        self._message.setWordWrap(True)
        layout.addWidget(self._message)
        self._all = QCheckBox()
        self._take = QPushButton()
        self._take.setProperty("kind", "primary")
        self._take.setToolTip("Ctrl+Enter")
        self._take.clicked.connect(lambda: self.accepted.emit(self._all.isChecked()))
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Giá trị đúng của ô")
        self.edit.setPlaceholderText("Gõ giá trị đúng, rồi Enter")
        self.edit.returnPressed.connect(lambda: self.typed.emit(self.edit.text().strip(), self._all.isChecked()))
        self._empty = QPushButton("Để trống")
        self._empty.setToolTip("Del")
        self._empty.clicked.connect(lambda: self.emptied.emit(self._all.isChecked()))
        line = QHBoxLayout()
        line.addWidget(self.edit, 1)
        line.addWidget(self._empty)
        layout.addWidget(self._take)
        layout.addLayout(line)
        layout.addWidget(self._all)
        self._people = QWidget()
        choices = QVBoxLayout(self._people)
        choices.setContentsMargins(0, 0, 0, 0)
        for text, code in (("Đúng người này", "same"), ("Là người mới", "new"), ("Chừa lại", "left_out")):
            button = QPushButton(text)
            button.clicked.connect(lambda _=False, chosen=code: self.person_decided.emit(chosen))
            choices.addWidget(button)
        layout.addWidget(self._people)
        self._merge = QPushButton("Gộp hồ sơ trùng trong sổ…")
        self._merge.clicked.connect(self.merge_asked)
        layout.addWidget(self._merge)
        layout.addStretch(1)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Nothing to decide here."""
        self._place.hide()
        self._level.hide()
        self._title.setText("Không có vấn đề ở ô này")
        self._message.setText("Bấm F8 để tới ô cần xem tiếp theo.")
        for widget in (self._take, self.edit, self._empty, self._all, self._people, self._merge):
            widget.hide()

    def show_cell(
        self, person: PlannedPerson, cell: tuple[int, int] | None, findings: list[Finding], text: str, same: int
    ) -> None:
        """Show what there is to say about a cell, or about the whole person."""
        doubted = person.outcome == "doubtful"
        if not findings and not (doubted and cell is None) and not person.differences:
            self.show_nothing()
            return
        worst = max(findings, key=lambda finding: WORST.index(finding.level), default=None)
        tone = _TONES[worst.level] if worst else "warn"
        place = f"Ô {column_letters(cell[1])}{cell[0]}" if cell else f"Dòng {person.row}"
        label = TARGETS[worst.field].label if worst and worst.field in TARGETS and cell else person.name
        self._show_head(
            place, label, LEVEL_NAMES[worst.level] if worst else "nghi trùng" if doubted else "thay đổi", tone
        )
        lines = [finding.message for finding in findings]
        if cell is None:
            lines += [f"Có thể là người đã có trong sổ: {'; '.join(person.reasons)}."] if doubted else []
            if doubted and person.differences:
                lines.append("Nếu đúng người này, hồ sơ sẽ thay đổi:")
            lines += [
                f"{TARGETS[d.target].label}: {vietnamese(d.before) or 'trống'} → {vietnamese(d.after)}"
                for d in person.differences
            ]
        self._message.setText("\n".join(lines))
        proposal = next((f.proposal for f in findings if f.proposal is not None and f.level in {"error", "warn"}), None)
        self._take.setVisible(proposal is not None)
        if proposal is not None:
            shown = str(proposal).replace(".", ",") if isinstance(proposal, float) else _day(str(proposal))
            self._take.setText(f"Nhận {shown}")
        for widget in (self.edit, self._empty):
            widget.setVisible(cell is not None)
        self.edit.setText(text if text not in {"trống", "để trống"} else "")
        self._all.setVisible(cell is not None and same > 1)
        self._all.setChecked(False)
        self._all.setText(f"Áp dụng cho {same} ô giống hệt")
        repeated = any(finding.kind.startswith("dup_") for finding in findings)
        self._people.setVisible(cell is None and (doubted or repeated))
        self._merge.setVisible(cell is None and person.rival is not None)

    def _show_head(self, place: str, title: str, level: str, tone: str) -> None:
        self._place.show()
        self._level.show()
        self._place.setText(place)
        self._title.setText(title)
        self._level.setText(level)
        for label in (self._place, self._level):
            label.setProperty("tone", tone)
            label.style().unpolish(label)
            label.style().polish(label)


def _day(text: str) -> str:
    parts = text.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 and all(part.isdigit() for part in parts) else text  # noqa: PLR2004 - ISO
