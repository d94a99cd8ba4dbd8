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
from desktop_app.services.intake.service import Opened
from desktop_app.services.intake.targets import TARGETS
from desktop_app.services.intake.values import vietnamese

SAMPLES = 3
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
        self._question_lines = QVBoxLayout(self._questions)
        self._question_lines.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self._questions)
        card = QFrame()
        card.setProperty("kind", "card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        self.table = QTableView()
        self.table.setAccessibleName("Ghép cột của tệp với trường của hồ sơ")
        self.table.verticalHeader().hide()
        self.table.setShowGrid(False)
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        inner.addWidget(self.table)
        layout.addWidget(card, 1)

    def show_columns(self, opened: Opened) -> None:
        """Fill the table: letters, heading, samples, target, reason."""
        model = QStandardItemModel(len(opened.mapping), 5, self.table)
        model.setHorizontalHeaderLabels(["Cột", "Tiêu đề trong tệp", "Ví dụ", "Trường trong hồ sơ", "Vì sao"])
        for row, column in enumerate(opened.mapping):
            values = (cell_at(opened.layout.sheet.rows, number, column.col) for number in opened.layout.data_rows[:40])
            samples = list(dict.fromkeys(vietnamese(value) for value in values if value is not None))[:SAMPLES]
            texts = (column_letters(column.col), column.heading, " · ".join(samples), "", column.reason)
            for place, text in enumerate(texts):
                item = QStandardItem(text)
                item.setToolTip(text)
                model.setItem(row, place, item)
        self.table.setModel(model)
        for row, column in enumerate(opened.mapping):
            self.table.setIndexWidget(model.index(row, 3), self._choices(column.col, column.target, column.heading))
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((50, 260, 320, 270)):
            header.resizeSection(place, width)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 2)

    def _choices(self, col: int, target: str, heading: str) -> QComboBox:
        box = QComboBox()
        box.setAccessibleName(f"Trường của cột {heading}")
        box.addItem("Không nhập (giữ trong Nguồn)", "")
        for name, known in TARGETS.items():
            box.addItem(known.label, name)
        box.setCurrentIndex(max(0, box.findData(target)))
        box.activated.connect(lambda _=0, place=col, chosen=box: self.mapped.emit(place, chosen.currentData()))
        return box

    def show_questions(self, plan: Plan) -> None:
        """What whole columns leave open, and columns in old encodings with ten names before and after."""
        while self._question_lines.count():
            self._question_lines.takeAt(0).widget().deleteLater()
        for question in plan.questions:
            self._question_lines.addWidget(self._question(question))
        for col, guess in plan.encodings.items():
            if guess.samples:
                self._question_lines.addWidget(self._encoding(plan, col))
        self._questions.setVisible(self._question_lines.count() > 0)

    def _question(self, question: Question) -> QWidget:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(0, 0, 0, 0)
        label = QLabel(f"{question.text} Ví dụ: {', '.join(question.examples)}")
        label.setProperty("tone", "warn")
        label.setWordWrap(True)
        box = QComboBox()
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
        shown = "; ".join(f"{before} → {after}" for before, after in guess.samples[:2])
        label = QLabel(f"Cột “{heading}” viết bằng mã cũ: {shown}")
        label.setToolTip("\n".join(f"{before} → {after}" for before, after in guess.samples))
        label.setProperty("tone", "info")
        box = QComboBox()
        box.setAccessibleName(f"Bảng mã của cột {heading}")
        for code, text in _ENCODINGS:
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(guess.encoding)))
        box.activated.connect(lambda _=0: self.encoding_answered.emit(col, box.currentData()))
        layout.addWidget(label, 1)
        layout.addWidget(box)
        return line


def scrolled(widget: QWidget) -> QScrollArea:
    """The widget in a scroll area without a frame."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(widget)
    widget.setAutoFillBackground(False)
    return area
