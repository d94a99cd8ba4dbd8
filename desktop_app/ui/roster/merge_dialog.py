"""Gộp hồ sơ trùng: two files side by side; the clerk says which value of each field stays."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QDialog, QGridLayout, QRadioButton, QWidget

from desktop_app.services.merge import Side
from desktop_app.services.work import Work
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import label
from desktop_app.ui.register import Register


def show_merge(
    parent: QWidget, names: tuple[str, str], sides: Sequence[Side], on_merge: Callable[[frozenset[str]], None]
) -> QDialog:
    """Show the two files; ``on_merge`` gets the fields to take from the second one."""
    made = DeedDialog(parent, "Gộp hồ sơ trùng", "Gộp hai hồ sơ", icon="git-merge", width=820)
    made.body.addWidget(
        label(
            "Mọi quá trình công tác, lương, trình độ của hai hồ sơ về một hồ sơ. Chỗ khác nhau: chọn giá trị giữ lại."
            " Gộp là một thao tác, hoàn tác được.",
            "dim",
            wrap=True,
        )
    )
    grid = QGridLayout()
    grid.setHorizontalSpacing(look().px(18))
    grid.setVerticalSpacing(look().px(6))
    for place, text in enumerate(("Trường", f"Hồ sơ giữ lại: {names[0]}", f"Hồ sơ gộp vào: {names[1]}")):
        grid.addWidget(label(text, "strong", wrap=True), 0, place)
        grid.setColumnStretch(place, 2 if place else 1)
    choices: dict[str, QRadioButton] = {}
    for row, side in enumerate((side for side in sides if side.kept or side.dropped), 1):
        grid.addWidget(label(side.label, "field", wrap=True), row, 0)
        if not side.differs:
            grid.addWidget(label(side.kept or side.dropped, wrap=True), row, 1, 1, 2)
            continue
        group = QButtonGroup(made)
        keep, take = _choice(side.label, side.kept or "trống"), _choice(side.label, side.dropped)
        for place, choice in enumerate((keep, take), 1):
            group.addButton(choice)
            grid.addWidget(choice, row, place)
        (keep if side.kept else take).setChecked(True)
        choices[side.field] = take
    made.body.addLayout(grid)

    def carry_out() -> None:
        taken = frozenset(field for field, take in choices.items() if take.isChecked())
        made.accept()
        on_merge(taken)

    made.done_asked.connect(carry_out)
    made.open()
    return made


def _choice(field: str, text: str) -> QRadioButton:
    """A value to keep; a long one is cut, and whole in its tooltip."""
    made = QRadioButton()
    made.setText(made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, look().px(240)))
    made.setToolTip(text)
    made.setAccessibleName(f"{field}: {text}")
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
