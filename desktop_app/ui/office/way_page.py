"""How the register begins, where its backups go, who signs: the other pages of the first day."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QComboBox, QFileDialog, QGridLayout, QLineEdit, QSpinBox, QWidget

from desktop_app.errors import InvalidInput
from desktop_app.services.backups import BY_HAND, LEAST_KEPT, MOST_KEPT, ON_CLOSE, BackupPlan, checked_folder, told_risk
from desktop_app.services.office import SIGNINGS, OfficeForm, signing_line
from desktop_app.ui.kit.asked import Asked
from desktop_app.ui.kit.widgets import button, column, frame, label, line
from desktop_app.ui.office.parts import Step, choice

IMPORT, EMPTY, PRACTICE = "import", "empty", "practice"
_IMPORTING = "Mở trang Nhập từ Excel ngay sau khi lập sổ. Chưa ghi gì tới khi bạn xem trước và đồng ý; nhập rồi vẫn hoàn tác được."
_PRACTISING = (
    "60 người bịa của một xã mới sáp nhập, để tập và thử mọi việc. Là một tệp riêng; giấy tờ in ra có chữ chìm và không"
    " gửi lên cấp trên được. Sổ thật chưa được lập."
)


class WayFields(Step):
    """Import now, start empty, or look around in the practice office."""

    title = "Bắt đầu"

    def __init__(self) -> None:
        super().__init__()
        layout = column(self, gap=4)
        layout.addWidget(label("Bắt đầu thế nào?", "title"))
        layout.addSpacing(6)
        self._group = QButtonGroup(self)
        self._ways = {}
        for way, title, words in (
            (IMPORT, "&Nhập bảng Excel đang dùng", _IMPORTING),
            (EMPTY, "Bắt đầu với sổ t&rống", "Thêm từng người, hoặc nhập bảng Excel sau."),
            (PRACTICE, "Mở văn &phòng thực hành", _PRACTISING),
        ):  # fmt: skip
            self._ways[way] = choice(layout, title, words)
            self._group.addButton(self._ways[way])
        self._ways[IMPORT].setChecked(True)
        layout.addStretch(1)

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self._ways[self.way()]

    def way(self) -> str:
        """What was chosen."""
        return next(way for way, one in self._ways.items() if one.isChecked())

    def choose(self, way: str) -> None:
        """Choose for her."""
        self._ways[way].setChecked(True)

    def on_changed(self, told: Callable[[], None]) -> None:
        """Call this whenever another way is chosen."""
        self._group.buttonToggled.connect(lambda *_: told())


class BackupFields(Step):
    """Where backups go and when."""

    title = "Sao lưu"

    def __init__(self, plan: BackupPlan, data: Path) -> None:
        super().__init__()
        self._plan, self._data = plan, data
        layout = column(self, gap=6)
        layout.addWidget(label("Bản sao lưu để ở đâu?", "title"))
        words = "Mỗi bản được mở lại và kiểm tra xong mới tính là có. Nên để ở USB hoặc ổ đĩa khác."
        layout.addWidget(label(words, "dim", wrap=True))
        self.folder = QLineEdit(plan.folder)
        self.asked = {"folder": Asked("Thư &mục sao lưu", self.folder)}
        row = line(gap=8)
        row.addWidget(self.asked["folder"], 1)
        self.choose = button("&Chọn…", self._on_choose, icon="folder-open", tip="Chọn thư mục sao lưu")
        beside = column(gap=3)
        beside.addWidget(label(" ", "field"))
        beside.addWidget(self.choose)
        beside.addWidget(label(" ", "small"))
        row.addLayout(beside)
        layout.addLayout(row)
        self._on_close = choice(
            layout, "&Tự sao lưu mỗi khi đóng sổ", "Chỉ khi sổ có thay đổi; mất vài giây, không hỏi gì."
        )
        self._by_hand = choice(layout, "Tôi &bấm “Sao lưu” khi cần", "Trong trình đơn bên phải, phía trên.")
        (self._by_hand if plan.when == BY_HAND else self._on_close).setChecked(True)
        self.keep = QSpinBox()
        self.keep.setRange(LEAST_KEPT, MOST_KEPT)
        self.keep.setValue(plan.keep)
        self.keep.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.keep.setSuffix(" bản")
        held = line()
        held.addWidget(
            Asked("&Giữ lại bản tự sao lưu", self.keep, "Bản cũ hơn được bỏ khi đã có đủ chừng này bản đạt kiểm tra.")
        )
        held.addStretch(1)
        layout.addLayout(held)
        layout.addStretch(1)
        self.folder.editingFinished.connect(self._weigh)
        self._weigh()

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.folder

    def plan(self) -> BackupPlan:
        """What is set; ``InvalidInput`` for a folder that cannot be written to."""
        folder = checked_folder(self.folder.text(), self._data)
        when = ON_CLOSE if self._on_close.isChecked() else BY_HAND
        held = self._plan
        return BackupPlan(str(folder), when, self.keep.value(), held.last, held.last_link, held.trouble)

    def check(self) -> bool:
        """Whether it can be kept; the field says why not."""
        try:
            self.plan()
        except InvalidInput as refusal:
            self.asked["folder"].refuse(str(refusal))
            return False
        return True

    def _weigh(self) -> None:
        text = self.folder.text().strip()
        self.asked["folder"].warn(told_risk(Path(text), self._data) if text and Path(text).is_absolute() else "")

    def _on_choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "Thư mục sao lưu", self.folder.text())
        if folder:
            self.folder.setText(folder)
            self._weigh()


class SignerFields(Step):
    """Who signs, shown as it will stand on paper."""

    title = "Người ký"

    def __init__(self, form: OfficeForm) -> None:
        super().__init__()
        self._office = form.name
        layout = column(self, gap=6)
        layout.addWidget(label("Ai ký giấy tờ?", "title"))
        layout.addWidget(label("In ở cuối danh sách, thông báo; sửa được sau và trên từng văn bản.", "dim", wrap=True))
        self.way = QComboBox()
        for code, name in SIGNINGS.items():
            self.way.addItem(name, code)
        kept = next((code for code in SIGNINGS if code and form.signing.startswith(code)), "")
        self.way.setCurrentIndex(self.way.findData(kept))
        self.signing, self.role, self.name = (
            QLineEdit(form.signing),
            QLineEdit(form.signer_role),
            QLineEdit(form.signer_name),
        )
        self.asked = {
            "signing_way": Asked("&Hình thức ký", self.way),
            "signing": Asked("&Dòng trên chức vụ", self.signing, "ví dụ: TM. ỦY BAN NHÂN DÂN"),
            "signer_role": Asked("&Chức vụ người ký", self.role, "ví dụ: Chủ tịch"),
            "signer_name": Asked("Họ và tê&n người ký", self.name, "có thể để trống"),
        }
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        for place, asked in enumerate(self.asked.values()):
            grid.addWidget(asked, place // 2, place % 2)
        for col in (0, 1):
            grid.setColumnStretch(col, 1)
        layout.addLayout(grid)
        for one, after in ((self.way, self.signing), (self.signing, self.role), (self.role, self.name)):
            QWidget.setTabOrder(one, after)
        sheet = frame("band")
        paper = column(sheet, margins=(14, 10, 14, 12), gap=2)
        paper.addWidget(label("Trên giấy", "small"))
        self._shown = []
        for strong in (True, True, False, True):
            text = label(" ", "strong" if strong else "dim")
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            paper.addWidget(text)
            self._shown.append(text)
        layout.addWidget(sheet)
        layout.addStretch(1)
        self._offered = form.signing
        self.way.currentIndexChanged.connect(self._on_way)
        for edit in (self.signing, self.role, self.name):
            edit.textChanged.connect(self._draw)
        self._draw()

    def first(self) -> QWidget:
        """Where the keyboard starts."""
        return self.way

    def name_office(self, name: str) -> None:
        """The office's name has changed: the line it usually signs under may too."""
        self._office = name
        if not self.signing.text() or self.signing.text() == self._offered:
            self._on_way()

    def _on_way(self) -> None:
        self._offered = signing_line(str(self.way.currentData()), self._office)
        self.signing.setText(self._offered)

    def _draw(self) -> None:
        texts = (self.signing.text().upper(), self.role.text().upper(), "(Ký, đóng dấu)", self.name.text())
        for shown, text in zip(self._shown, texts, strict=True):
            shown.setText(text.strip() or " ")
