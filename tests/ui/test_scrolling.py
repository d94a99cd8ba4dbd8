"""A part whose height never settles, inside a part that scrolls."""

from typing import Any

from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from desktop_app.ui.kit.widgets import scrolling

WIDE, HIGH, MOST = 300, 200, 400


class Turning(QWidget):
    """Wants another height than the one it has whenever it is asked, until it was asked very often."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        del width
        self.asked += 1
        return HIGH * 2 if self.asked > MOST or self.height() != HIGH * 2 else HIGH * 3


def test_sizes_that_never_settle_end_the_asking(dressed: QApplication, qtbot: Any) -> None:
    inner = Turning()
    area = scrolling(inner)
    qtbot.addWidget(area)
    area.resize(WIDE, HIGH)
    area.show()
    dressed.processEvents()
    assert 1 < inner.asked < MOST
