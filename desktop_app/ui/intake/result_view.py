"""Kết quả: what was written, what was not and why, what stays in the source; the whole import taken back from here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QTableView, QVBoxLayout

from desktop_app.services.intake.beside import told as told_rows
from desktop_app.services.intake.plan import DOUBTED, LEFT_OUT, OUTCOME_NAMES, Plan, PlannedPerson
from desktop_app.services.intake.service import Imported
from desktop_app.ui.kit.widgets import Push


class ResultView(QFrame):
    """The report of one import on the screen."""

    take_back_asked = Signal()
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(10)
        self.done = QLabel()
        self.done.setProperty("kind", "name")
        self.words = QLabel()
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout.addWidget(self.done)
        layout.addWidget(self.words)
        line = QHBoxLayout()
        self.another = Push("Nhập tệp khác")
        self.another.clicked.connect(self.another_asked)
        self.take_back = Push("Hoàn tác cả lần nhập")
        self.take_back.clicked.connect(self.take_back_asked)
        line.addWidget(self.another)
        line.addWidget(self.take_back)
        line.addStretch(1)
        layout.addLayout(line)
        self._head = QLabel("Những người chưa được ghi")
        self._head.setProperty("kind", "title")
        layout.addWidget(self._head)
        self.left = QTableView()
        self.left.setProperty("kind", "plain")
        self.left.setAccessibleName("Những người chưa được ghi vào sổ")
        self.left.verticalHeader().hide()
        self.left.setShowGrid(False)
        self.left.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.left.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        layout.addWidget(self.left, 1)
        self._room = QLabel()
        layout.addWidget(self._room, 1)

    def show_result(self, imported: Imported, plan: Plan) -> None:
        """Show what an import did."""
        written, people = imported.written, plan.outcomes
        self.done.setText(f"Đã nhập {written.new} người mới, {written.changed} người thay đổi.")
        lines = [f"{written.units} đơn vị mới được lập."] if written.units else []
        lines.append(
            f"{people['same']} người như cũ; {people['left_out']} người chừa lại; {people['doubtful']} người nghi trùng."
        )
        if plan.beside:
            lines.append(f"Cùng với hồ sơ: {told_rows(plan.beside)}.")
        emptied = sum(finding.kind == "emptied" for finding in plan.findings)
        if emptied:
            lines.append(f"{emptied} ô để trống theo quyết định của người nhập.")
        taken = sum(finding.message.startswith("Nhận đề nghị") for finding in plan.findings)
        if taken:
            lines.append(f"{taken} đề nghị đã nhận.")
        if written.kept_columns:
            kept = "; ".join(written.kept_columns)
            lines.append(f"Giữ nguyên văn trong Nguồn, sẽ hỏi lại khi hồ sơ có chỗ: {kept}.")
        self.words.setText("\n".join(lines))
        self.take_back.setEnabled(imported.operation is not None)
        self._show_left([person for person in plan.people if person.outcome in {LEFT_OUT, DOUBTED}], plan)

    def _show_left(self, people: list[PlannedPerson], plan: Plan) -> None:
        model = QStandardItemModel(0, 4, self.left)
        model.setHorizontalHeaderLabels(["Dòng", "Họ và tên", "Kết quả", "Vì sao"])
        why: dict[int, list[str]] = {}
        for finding in plan.findings:
            if finding.level == "error":
                why.setdefault(finding.row, []).append(finding.message)
        for person in people:
            reasons = " ".join(why.get(person.row, ())) or "; ".join(person.reasons)
            texts = (str(person.row), person.name, OUTCOME_NAMES[person.outcome], reasons)
            items = [QStandardItem(text) for text in texts]
            items[-1].setToolTip(reasons)
            model.appendRow(items)
        self.left.setModel(model)
        height = self.fontMetrics().height()
        header = self.left.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((4, 13, 7)):
            header.resizeSection(place, height * width)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        self.left.verticalHeader().setDefaultSectionSize(int(height * 1.8))
        for widget in (self._head, self.left):
            widget.setVisible(bool(people))
        self._room.setVisible(not people)

    def show_taken_back(self) -> None:
        """The import was undone."""
        self.done.setText("Đã hoàn tác cả lần nhập.")
        self.take_back.setEnabled(False)
