"""No English button shows: every text of the Qt dialogs the program opens has a Vietnamese one."""

import tomllib
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QFileDialog, QLineEdit

from desktop_app.paths import RESOURCES
from desktop_app.ui.kit.fit import misfits
from desktop_app.ui.kit.translate import Vietnamese


@pytest.fixture
def speaking(dressed: QApplication) -> Any:
    translator = Vietnamese(dressed)
    dressed.installTranslator(translator)
    yield dressed
    dressed.removeTranslator(translator)


def _english(widget: Any) -> list[str]:
    return [found for found in misfits(widget) if "speaks English" in found]


def test_every_standard_button_speaks_vietnamese(speaking: QApplication, qtbot: Any) -> None:
    box = QDialogButtonBox()
    qtbot.addWidget(box)
    for button in QDialogButtonBox.StandardButton:
        if button.value and button.name not in {"FirstButton", "LastButton", "NoButton"}:
            box.addButton(button)
    box.show()
    assert _english(box) == []
    assert {button.text().replace("&", "") for button in box.buttons()} >= {"Đồng ý", "Huỷ", "Lưu", "Đóng", "Có"}


def test_the_dialogs_for_files_and_printing_speak_vietnamese(speaking: QApplication, qtbot: Any) -> None:
    files = QFileDialog()
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made: list[QDialog] = [files, QPrintDialog(printer)]
    for dialog in made:
        qtbot.addWidget(dialog)
        dialog.show()
        assert _english(dialog) == []


def test_the_menu_of_a_line_speaks_vietnamese(speaking: QApplication, qtbot: Any) -> None:
    line = QLineEdit("Nguyễn Văn An")
    qtbot.addWidget(line)
    menu = line.createStandardContextMenu()
    texts = [action.text().split("\t")[0].replace("&", "") for action in menu.actions() if action.text()]
    assert texts == ["Hoàn tác", "Làm lại", "Cắt", "Chép", "Dán", "Xoá", "Chọn tất cả"]
    menu.deleteLater()


def test_names_of_keys_stay_as_they_stand_on_the_keyboard(speaking: QApplication) -> None:
    assert QKeySequence("Ctrl+Home").toString(QKeySequence.SequenceFormat.NativeText) == "Ctrl+Home"
    assert QCoreApplication.translate("QDialog", "no such text") == "no such text"


def test_no_word_is_left_out_or_left_english() -> None:
    words = tomllib.loads((RESOURCES / "translations" / "qtbase_vi.toml").read_text(encoding="utf-8"))["words"]
    assert all(words.values())
    assert all(text.count("%1") == words[text].count("%1") for text in words)
