"""Ghép cột: where each column goes, with samples; the clerk changes it from a list. Column questions stand on top."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.intake.grid import column_letters
from desktop_app.services.intake.layout import cell_at
from desktop_app.services.intake.plan import Plan, Question
from desktop_app.services.intake.reading import Finding
from desktop_app.services.intake.service import Opened
from desktop_app.services.intake.targets import TARGETS
from desktop_app.services.intake.values import vietnamese
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import ScrollArea

SAMPLES = 3
MOST_LINES = 11
_ENCODINGS = (("unicode", "Unicode (không đổi)"), ("tcvn3", "TCVN3 (ABC)"), ("vni", "VNI-Windows"))


class MappingView(QWidget):
    """The columns of the file, one line each."""

    mapped = Signal(int, str)
    order_answered = Signal(int, str)
    encoding_answered = Signal(int, str)

    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        self._questions = QFrame()
        self._questions.setProperty("kind", "card")
        inside = QWidget()
        self._question_lines = QVBoxLayout(inside)
        self._question_lines.setContentsMargins(14, 10, 14, 10)
        frame = QVBoxLayout(self._questions)
        frame.setContentsMargins(1, 1, 1, 1)
        self._question_area = scrolled(inside)
        frame.addWidget(self._question_area)
        layout.addWidget(self._questions)
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        self.table = QTableView()
        self.table.setProperty("kind", "plain")
        self.table.setAccessibleName("Ghép cột của tệp với trường của hồ sơ")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        inner.addWidget(self.table)
        layout.addWidget(card, 1)

        self._file: tuple[str, str, int] | None = None
        self._shown: object = None
        self._asked: dict[int, Question] = {}
        self._boxes: dict[int, QComboBox] = {}
        self._order_boxes: dict[int, QComboBox] = {}
        self._encoding_boxes: dict[int, QComboBox] = {}
        self._model = QStandardItemModel(self.table)
        self._targets = _targets(self)

    def show_columns(self, opened: Opened) -> None:
        """Fill the table: letters, heading, samples, target, reason; the boxes stay while the file is the same."""
        file = (opened.workbook.sha256, opened.layout.sheet.name, len(opened.mapping))
        if file != self._file:
            self._file, self._asked = file, {}
            self._fill(opened)
        for row, column in enumerate(opened.mapping):
            box = self._boxes[column.col]
            box.setCurrentIndex(max(0, box.findData(column.target)))
            why = self._model.item(row, 4)
            why.setText(column.reason)
            why.setToolTip(column.reason)

    def _fill(self, opened: Opened) -> None:
        model = self._model = QStandardItemModel(len(opened.mapping), 5, self.table)
        model.setHorizontalHeaderLabels(["Cột", "Tiêu đề trong tệp", "Ví dụ", "Trường trong hồ sơ", "Vì sao"])
        for row, column in enumerate(opened.mapping):
            values = (cell_at(opened.layout.sheet.rows, number, column.col) for number in opened.layout.data_rows[:40])
            samples = list(dict.fromkeys(vietnamese(value) for value in values if value is not None))[:SAMPLES]
            for place, text in enumerate((column_letters(column.col), column.heading, " · ".join(samples), "", "")):
                item = QStandardItem(text)
                item.setToolTip(text)
                model.setItem(row, place, item)
        self.table.setModel(model)
        self._boxes = {}
        for row, column in enumerate(opened.mapping):
            box = self._boxes[column.col] = self._choices(column.col, column.target, column.heading)
            self.table.setIndexWidget(model.index(row, 3), box)
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((50, 260, 320, 270)):
            header.resizeSection(place, look().px(width))
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2)

    def _choices(self, col: int, target: str, heading: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Trường của cột {heading}")
        box.setModel(self._targets)
        box.setCurrentIndex(max(0, box.findData(target)))
        box.activated.connect(lambda _=0, place=col, chosen=box: self.mapped.emit(place, chosen.currentData()))
        return box

    def show_questions(self, plan: Plan) -> None:
        """What whole columns leave open or had repaired, and columns in old encodings with ten names before and after.

        A question that was answered stays, so that the answer can be changed.
        """
        self._asked.update({question.col: question for question in plan.questions})
        asked = {col: question for col, question in self._asked.items() if col in plan.orders}
        old = [col for col, guess in plan.encodings.items() if guess.samples]
        said = [
            finding
            for finding in plan.findings
            # what is said of a whole column, or of a part of the file that was not read
            if (finding.row == plan.layout.header[1] or finding.kind == "other_list")
            and finding.col not in asked
            and not finding.kind.startswith("legacy_")
        ]
        shown = (tuple(asked), tuple(old), tuple(said), self._file)
        if shown != self._shown:
            self._shown = shown
            self._show_lines(plan, asked, old, said)
        for col, box in self._order_boxes.items():
            box.setCurrentIndex(max(0, box.findData(plan.orders[col].order)))
        for col, box in self._encoding_boxes.items():
            box.setCurrentIndex(max(0, box.findData(plan.encodings[col].encoding)))

    def _show_lines(self, plan: Plan, asked: dict[int, Question], old: list[int], said: list[Finding]) -> None:
        while self._question_lines.count():
            self._question_lines.takeAt(0).widget().deleteLater()
        self._order_boxes, self._encoding_boxes = {}, {}
        for question in asked.values():
            self._question_lines.addWidget(self._question(question))
        for finding in said:
            self._question_lines.addWidget(_said(finding))
        for col in old:
            self._question_lines.addWidget(self._encoding(plan, col))
        self._questions.setVisible(self._question_lines.count() > 0)
        wanted = self._question_lines.sizeHint().height() + 4
        self._question_area.setFixedHeight(min(wanted, self.fontMetrics().height() * MOST_LINES))

    def _question(self, question: Question) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        label = QLabel(f"{question.text} Ví dụ: {', '.join(question.examples)}")
        label.setProperty("tone", "warn")
        label.setWordWrap(True)
        box = self._order_boxes[question.col] = QComboBox()
        box.setAccessibleName(question.text)
        for code, text in question.choices:
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(question.assumed)))
        box.activated.connect(lambda _=0: self.order_answered.emit(question.col, box.currentData()))
        layout.addWidget(label, 1)
        layout.addWidget(box)
        return line

    def _encoding(self, plan: Plan, col: int) -> QWidget:
        guess = plan.encodings[col]
        heading = next((column.heading for column in plan.mapping if column.col == col), "")
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        target = next((column.target for column in plan.mapping if column.col == col), "")
        # ten names decide it; of a column of long texts a few are enough to see
        samples = guess.samples if target == "full_name" else guess.samples[:2]
        shown = "; ".join(f"{before} → {after}" for before, after in samples)
        label = QLabel(f"Cột “{heading}” viết bằng mã cũ: {shown}")
        label.setWordWrap(True)
        label.setToolTip("\n".join(f"{before} → {after}" for before, after in guess.samples))
        label.setProperty("tone", "info")
        box = self._encoding_boxes[col] = QComboBox()
        box.setAccessibleName(f"Bảng mã của cột {heading}")
        for code, text in _ENCODINGS:
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(guess.encoding)))
        box.activated.connect(lambda _=0: self.encoding_answered.emit(col, box.currentData()))
        layout.addWidget(label, 1)
        layout.addWidget(box)
        return line


def _said(finding: Finding) -> QWidget:
    place = f"Cột {column_letters(finding.col)}: " if finding.col else ""
    label = QLabel(place + finding.message)
    label.setProperty("tone", {"error": "danger", "warn": "warn"}.get(finding.level, "info"))
    label.setWordWrap(True)
    return label


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in a scroll area without a frame."""
    area = ScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    return area


def _targets(owner: QWidget) -> QStandardItemModel:
    """What a column can go to, once for the boxes of every column."""
    made = QStandardItemModel(owner)
    for label, name in (("Không nhập (giữ trong Nguồn)", ""), *((one.label, name) for name, one in TARGETS.items())):
        item = QStandardItem(label)
        item.setData(name, Qt.ItemDataRole.UserRole)
        made.appendRow(item)
    return made
