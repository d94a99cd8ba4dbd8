"""Gộp hồ sơ trùng: two files side by side; the clerk says which value of each field stays."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QLabel, QRadioButton, QScrollArea, QWidget

from desktop_app.services.merge import Side
from desktop_app.services.work import Work
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.register import Register


def show_merge(
    parent: QWidget, names: tuple[str, str], sides: Sequence[Side], on_merge: Callable[[frozenset[str]], None]
) -> QDialog:
    """Show the two files; ``on_merge`` gets the fields to take from the second one."""
    made, layout = dialog(parent, "Gộp hồ sơ trùng", 780)
    words = QLabel(
        "Mọi quá trình công tác, lương, trình độ của hai hồ sơ về một hồ sơ. Chỗ khác nhau: chọn giá trị giữ lại."
        " Gộp là một thao tác, hoàn tác được."
    )
    words.setWordWrap(True)
    words.setProperty("kind", "dim")
    layout.addWidget(words)
    grid = QGridLayout()
    grid.setHorizontalSpacing(18)
    grid.setVerticalSpacing(6)
    for column, text in enumerate(("Trường", f"Giữ lại: {names[0]}", f"Gộp vào: {names[1]}")):
        head = QLabel(text)
        head.setProperty("kind", "strong")
        grid.addWidget(head, 0, column)
    choices: dict[str, QRadioButton] = {}
    shown = [side for side in sides if side.kept or side.dropped]
    for row, side in enumerate(shown, 1):
        name = QLabel(side.label)
        name.setProperty("kind", "field")
        grid.addWidget(name, row, 0)
        if not side.differs:
            grid.addWidget(QLabel(side.kept or side.dropped), row, 1, 1, 2)
            continue
        group = QButtonGroup(made)
        keep, take = QRadioButton(side.kept or "trống"), QRadioButton(side.dropped)
        for column, button in enumerate((keep, take), 1):
            button.setAccessibleName(f"{side.label}: {button.text()}")
            group.addButton(button)
            grid.addWidget(button, row, column)
        (keep if side.kept else take).setChecked(True)
        choices[side.field] = take
    inner = QWidget()
    inner.setLayout(grid)
    area = QScrollArea()
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setMinimumHeight(360)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    inner.setAutoFillBackground(False)
    layout.addWidget(area, 1)

    def carry_out() -> None:
        taken = frozenset(field for field, take in choices.items() if take.isChecked())
        made.accept()
        on_merge(taken)

    foot(layout, made, "Gộp hai hồ sơ", carry_out)
    made.open()
    return made


def ask_merge(
    parent: QWidget, register: Register, keys: tuple[bytes, bytes], names: tuple[str, str], on_done: Callable[[], None]
) -> None:
    """Show two files (the one kept first) and join them as the clerk says."""
    from desktop_app.services.merge import compare, merge

    keep, drop = keys

    def join(taken: frozenset[str]) -> None:
        def write(work: Work) -> None:
            merge(work, keep=keep, drop=drop, take=taken)

        register.do("merge", f"Gộp hồ sơ {names[1]} vào {names[0]}", write, then=lambda _done: on_done())

    def show(sides: tuple[Side, ...]) -> None:
        show_merge(parent, names, sides, join)

    register.ask(compare, keep, drop, then=show)
