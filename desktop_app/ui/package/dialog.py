"""Gửi lên cấp trên: which day, which unit, which lists, and where the package goes."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from db.text import fold
from desktop_app.errors import AppError
from desktop_app.reports.package import Issued, issue
from desktop_app.services.package import CONTENTS_OF, OF_OFFICE, TAKEN_OVER, PackageOrder, Prospect, prospect
from desktop_app.ui.kit.dates import DateField, read_date, shown_date
from desktop_app.ui.kit.deed import DeedDialog, Finding
from desktop_app.ui.kit.widgets import button, column, label, line, restyle
from desktop_app.ui.register import Done, Register

_FIRST, _LINES = ("people", "left", "units"), 5
ZIP, FOLDER = "Một tệp .zip (gửi thư, chép USB)", "Một thư mục"


class PackageDialog(DeedDialog):
    """What the province asked for, chosen and written; ``on_issued`` gets what went out."""

    def __init__(self, parent: QWidget | None, register: Register, on_issued: Callable[[Issued], None]) -> None:
        super().__init__(parent, "Gửi lên cấp trên", "Ghi gói", icon="paper-plane-tilt")
        self._register, self._on_issued = register, on_issued
        top = line(gap=14)
        self.day = DateField(register.today, "Số liệu tính đến ngày")
        top.addLayout(_over("Số liệu tính đến ngày", self.day))
        self.unit = QComboBox()
        self.unit.setAccessibleName("Đơn vị")
        self.unit.addItem("Toàn cơ quan", None)
        self.unit.setMinimumContentsLength(30)
        self.unit.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        top.addLayout(_over("Đơn vị, gồm cả đơn vị bên dưới", self.unit), 1)
        self.body.addLayout(top)
        self.body.addWidget(label("Gồm", "field"))
        self.holds = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        for place, (name, text) in enumerate(CONTENTS_OF.items()):
            note = ", cấp trên nhập được" if name in TAKEN_OVER else ", cả cơ quan" if name in OF_OFFICE else ""
            ticked = QCheckBox(text + note)
            ticked.setChecked(name in _FIRST)
            ticked.setEnabled(name != "people")
            grid.addWidget(ticked, place % _LINES, place // _LINES)
            self.holds[name] = ticked
        self.body.addLayout(grid)
        self.pdf = QCheckBox("Kèm bản in PDF của danh sách đang công tác")
        self.pdf.setChecked(True)
        self.body.addWidget(self.pdf)
        below = line(gap=14)
        self.form = QComboBox()
        self.form.setAccessibleName("Dạng gói")
        self.form.addItems([ZIP, FOLDER])
        below.addLayout(_over("Dạng gói", self.form))
        self.out = QLineEdit(str(self._offered()))
        self.out.setAccessibleName("Nơi ghi gói")
        below.addLayout(_over("Nơi ghi", self.out), 1)
        self.choose = button("Chọn…", self._on_choose, icon="folder-open", tip="Chọn nơi ghi gói")
        below.addLayout(_over(" ", self.choose))
        self.body.addLayout(below)
        self._said = label(" ", "small", wrap=True)
        self.body.addWidget(self._said)
        self.body.addWidget(
            label(
                "Gói có bản kê ghi mã SHA-256 từng tệp và vị trí nhật ký của sổ. Cơ quan nhận mở gói ở trang Nhập từ Excel:"
                " tệp bị sửa sẽ bị từ chối, người đã có được nhận ra, nhập lại không nhân đôi.",
                "dim",
                wrap=True,
            )
        )
        self.day.day_changed.connect(self._on_day)
        self.day.textEdited.connect(lambda _: self.show_problems([]))
        self.unit.activated.connect(lambda _: self._ask())
        self.form.activated.connect(lambda _: self._on_form())
        self.out.textEdited.connect(lambda _: self._accept())
        self.done_asked.connect(self._on_deed_asked)
        self._named = self.out.text()
        self._ask()
        self.day.setFocus()

    def order(self) -> PackageOrder:
        """What was chosen."""
        holds = tuple(name for name, ticked in self.holds.items() if ticked.isChecked())
        return PackageOrder(self.day.day(), self.unit.currentData(), holds, self.pdf.isChecked())

    # --- what it would be -----------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._register.ask(prospect, self.order(), then=self._show, topic="package")

    def _show(self, found: Prospect) -> None:
        chosen = self.unit.currentData()
        self.unit.clear()
        self.unit.addItem("Toàn cơ quan", None)
        for key, path in sorted(found.units, key=lambda one: fold(", ".join(reversed(one[1].split(", "))))):
            self.unit.addItem(path, key)
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))
        self._said.setText(f"{found.people} người đang công tác vào ngày {shown_date(self.day.day())}.")
        self.show_findings([Finding(found.refusal)] if found.refusal else [], may_override=False)

    def _on_day(self, day: date) -> None:
        self._name_after(day)
        self._ask()

    def _name_after(self, day: date) -> None:
        """The name offered is of the day of the figures, until the clerk writes another."""
        if self._named == self.out.text():
            offered = self._offered(day)
            zipped = self.form.currentText() == ZIP
            self._named = str(Path(self._named).with_name(offered.name if zipped else offered.stem))
            self.out.setText(self._named)

    def _offered(self, day: date | None = None) -> Path:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        stem = re.sub(r"[^a-z0-9]+", "-", fold(self._register.path.stem)).strip("-")
        return Path(folder) / f"goi-{stem}-{(day or self._register.today):%Y-%m-%d}.zip"

    def _on_form(self) -> None:
        path = Path(self.out.text().strip())
        zipped = self.form.currentText() == ZIP
        bare = path.with_suffix("") if path.suffix.lower() == ".zip" else path
        offered = self._named == self.out.text()
        self.out.setText(str(bare.with_name(bare.name + ".zip") if zipped else bare))
        self._named = self.out.text() if offered else self._named
        self._accept()

    def _on_choose(self) -> None:
        if self.form.currentText() == ZIP:
            name, _ = QFileDialog.getSaveFileName(self, "Ghi gói gửi lên", self.out.text(), "Gói (*.zip)")
        else:
            name = QFileDialog.getExistingDirectory(self, "Thư mục trống để ghi gói", str(Path(self.out.text()).parent))
        if name:
            self.out.setText(name)
            self._accept()

    # --- the deed -------------------------------------------------------------------------------------------------

    def _accept(self) -> None:
        restyle(self.out, state="")
        self.show_problems([])

    def _on_deed_asked(self) -> None:
        if read_date(self.day.text()) is None:
            restyle(self.day, state="error")
            self.show_problems(["ngày số liệu"])
            self.day.setFocus()
            return
        self.day.show_day(read_date(self.day.text()) or self.day.day())
        self._name_after(self.day.day())
        text = self.out.text().strip()
        out = Path(text)
        if not text or not out.is_absolute():
            self._refuse_out("Hãy ghi đường dẫn đầy đủ của gói.")
            return
        if self.form.currentText() == ZIP and out.suffix.lower() != ".zip":
            out = out.with_name(out.name + ".zip")
        self.action.setEnabled(False)
        made_at = self._register.clock().isoformat()
        self._register.do(
            "issue", f"Phát hành gói {out.name}", issue, self.order(), out, made_at,
            then=self._on_done, refused=self._on_refused, progress=True,
        )  # fmt: skip

    def _on_done(self, done: Done) -> None:
        self.accept()
        self._on_issued(done.value)

    def _on_refused(self, why: AppError) -> None:
        if getattr(why, "field", "") == "out":
            self._refuse_out(str(why))
        else:
            self.refuse(str(why))

    def _refuse_out(self, why: str) -> None:
        restyle(self.out, state="error")
        self.out.setFocus()
        self.refuse(why)


def _over(text: str, control: QWidget) -> QVBoxLayout:
    layout = column(gap=3)
    layout.addWidget(label(text, "field"))
    layout.addWidget(control)
    return layout
