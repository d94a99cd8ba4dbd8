"""From what is typed to one saved operation: checked, the reason asked where one is wanted, then written."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QGridLayout, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.person.checks import REFUSED, Doubt, Edit, Preview, Turn
from desktop_app.services.person.edit import Saved, decision_reason, preview_edit, save_typed
from desktop_app.ui.kit.dialogs import dialog, foot
from desktop_app.ui.kit.form import RecordForm
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import column, frame, label, scrolling
from desktop_app.ui.register import Done, Register

OnSaved = Callable[[Saved], None]
_SOME = 8


def save(parent: QWidget, register: Register, form: RecordForm, order: Edit, summary: str, on_saved: OnSaved) -> None:
    """Check what is typed, show beside each field what is wrong, ask for a reason where one is wanted, save."""

    def checked(seen: Preview) -> None:
        show_doubts(form, seen.doubts)
        if seen.refused:
            form.focus_field(seen.refused[0].field)
        elif seen.reason_for or seen.later:
            ask_reason(parent, register, seen, partial(write, seen))
        else:
            write(seen, "", later=False)

    def write(seen: Preview, reason: str, *, later: bool) -> None:
        labels = ", ".join(turn.label for turn in seen.turns[:3]) + (" …" if len(seen.turns) > 3 else "")  # noqa: PLR2004 - a line
        verb = "edit" if order.key is not None or order.record == "person" else "add"
        said = f"{summary}: {labels}" if labels and verb == "edit" else summary
        whole = replace(order, later=later)

        def done(made: Done) -> None:
            on_saved(made.value)

        register.do(verb, said, save_typed, whole, then=done, refused=refused, reason=reason)

    def refused(trouble: AppError) -> None:
        field = trouble.field if isinstance(trouble, InvalidInput) else ""
        if field and form.has(field):
            form.say(field, str(trouble))
            form.focus_field(field)
        else:
            register.runner.refused.emit(str(trouble))

    register.ask(preview_edit, order, then=checked, refused=refused)


def show_doubts(form: RecordForm, doubts: tuple[Doubt, ...]) -> None:
    """Show each doubt beside its field, the refusals over the others."""
    form.clear_problems()
    for doubt in sorted(doubts, key=lambda one: one.level == REFUSED):
        if form.has(doubt.field):
            form.say(doubt.field, doubt.message, "danger" if doubt.level == REFUSED else "warn", doubt.proposal)


def ask_reason(parent: QWidget, register: Register, seen: Preview, on_given: Callable[..., None]) -> QDialog:
    """Ask why (by which decision), and whether later rows go along; before and after stand above."""
    made, layout = dialog(parent, "Lý do sửa" if seen.reason_for else "Sửa cả các dòng sau?", 620)
    if seen.reason_for:
        layout.addWidget(label(seen.reason_for, wrap=True))
    layout.addWidget(_before_after(seen))
    only = QRadioButton("Chỉ dòng này")
    both = QRadioButton(f"Dòng này và {len(seen.later)} dòng sau cùng ghi như vậy")
    only.setChecked(True)
    both.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # Tab comes to what is chosen, the arrows choose
    if seen.later:
        layout.addWidget(only)
        layout.addWidget(both)
    fields = QFormLayout()
    number, day, why = QLineEdit(), QLineEdit(), QLineEdit()
    number.setPlaceholderText("Quyết định số 12/QĐ-UBND")
    day.setPlaceholderText("ngày/tháng/năm")
    asked = [("Lý do", why)] if seen.reason_for else []
    if seen.by_decision:
        asked = [("Quyết định, văn bản số *", number), ("Ngày *", day), ("Lý do", why)]
    for text, edit in asked:
        edit.setAccessibleName(text.removesuffix(" *"))
        fields.addRow(text, edit)
    layout.addLayout(fields)
    problem = label(" ", "error", wrap=True)
    layout.addWidget(problem)

    def carry_out() -> None:
        reason = why.text().strip()
        if seen.reason_for and not seen.by_decision and not reason:
            problem.setText("Phải ghi lý do.")
            why.setFocus()
            return
        if seen.by_decision:
            try:
                reason = decision_reason(number.text(), day.text(), reason, register.today)
            except InvalidInput as wrong:
                problem.setText(str(wrong))
                {"number": number, "day": day}[wrong.field].setFocus()
                return
        made.accept()
        on_given(reason, later=both.isChecked())

    foot(made, "Lưu", carry_out)
    made.open()
    (number if seen.by_decision else why if seen.reason_for else only).setFocus()
    return made


def ask_why(parent: QWidget, title: str, text: str, deed: str, on_given: Callable[[str], None]) -> QDialog:
    """Ask the reason of a deed that takes something away."""
    made, layout = dialog(parent, title, 560)
    layout.addWidget(label(text, wrap=True))
    why = QLineEdit()
    why.setAccessibleName("Lý do")
    why.setPlaceholderText("Lý do, sẽ ghi vào nhật ký")
    layout.addWidget(why)
    problem = label(" ", "error", wrap=True)
    layout.addWidget(problem)

    def carry_out() -> None:
        if not why.text().strip():
            problem.setText("Phải ghi lý do.")
            why.setFocus()
            return
        made.accept()
        on_given(why.text().strip())

    foot(made, deed, carry_out)
    made.open()
    why.setFocus()
    return made


def _before_after(seen: Preview) -> QWidget:
    holder = frame("band")
    layout: QVBoxLayout = column(holder, margins=(12, 8, 12, 8), gap=4)
    for turn in seen.turns[:_SOME]:
        layout.addWidget(label(_turned(turn.label, turn.before, turn.after), wrap=True))
    if seen.brings:
        layout.addLayout(_brought(seen.brings))
    for text in seen.stays:
        layout.addWidget(label(text, "", "warn", wrap=True))
    for row in seen.later:
        layout.addWidget(label(f"Dòng sau: {row.words}", "strong", wrap=True))
        for turn in row.turns:
            layout.addWidget(label(_turned(turn.label, turn.before, turn.after), "dim", wrap=True))
    area = scrolling(holder)
    area.setMaximumHeight(look().px(260))
    return area


def _brought(turns: tuple[Turn, ...]) -> QGridLayout:
    """What the change brings about elsewhere: a line each, before and after beneath each other."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(2, 1)
    for place, words in enumerate(("Kéo theo", "Trước", "Sau khi sửa")):
        grid.addWidget(label(words, "title" if not place else "small"), 0, place)
    for line, turn in enumerate(turns, 1):
        grid.addWidget(label(turn.label, "dim"), line, 0)
        grid.addWidget(label(turn.before, "", wrap=True), line, 1)
        grid.addWidget(label(turn.after, "strong", wrap=True), line, 2)
    return grid


def _turned(name: str, before: str, after: str) -> str:
    return f"{name}: “{before or 'trống'}” → “{after or 'trống'}”"
