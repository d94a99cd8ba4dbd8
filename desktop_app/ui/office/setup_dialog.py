"""The first start: whose register this is."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QWidget

from desktop_app.ui.kit.dialogs import dialog, foot

FIELDS = (
    ("name", "Tên cơ quan *", "UBND xã An Bình"),
    ("parent_name", "Cơ quan chủ quản", "UBND tỉnh Thái Nguyên"),
    ("place", "Địa danh ghi trên văn bản", "An Bình"),
    ("signer_role", "Chức vụ người ký", "Chủ tịch"),
)


def show_setup(parent: QWidget | None, where: str, on_named: Callable[[dict[str, str]], None]) -> QDialog:
    """Ask for the office; ``on_named`` gets its fields once there is a name."""
    made, layout = dialog(parent, "Lập sổ của cơ quan", 560)
    words = QLabel(f"Sổ mới sẽ nằm ở {where}. Các mục này in trên đầu danh sách và sửa được sau.")
    words.setWordWrap(True)
    words.setProperty("kind", "dim")
    layout.addWidget(words)
    form = QFormLayout()
    edits = {}
    for name, label, example in FIELDS:
        edit = QLineEdit()
        edit.setPlaceholderText(f"ví dụ: {example}")
        edit.setAccessibleName(label.removesuffix(" *"))
        form.addRow(label, edit)
        edits[name] = edit
    layout.addLayout(form)
    problem = QLabel()
    problem.setProperty("kind", "error")
    layout.addWidget(problem)

    def carry_out() -> None:
        values = {name: edit.text().strip() for name, edit in edits.items()}
        if not values["name"]:
            problem.setText("Cần tên cơ quan.")
            edits["name"].setProperty("state", "error")
            edits["name"].style().polish(edits["name"])
            edits["name"].setFocus()
            return
        on_named(values)
        made.accept()

    foot(layout, made, "Lập sổ", carry_out)
    made.open()
    edits["name"].setFocus()
    return made
