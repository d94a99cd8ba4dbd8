"""The first day in four pages, and the same settings later: whose register, how it begins, where backups go, who signs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QStackedWidget, QWidget

from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.backups import BackupPlan
from desktop_app.services.office import OfficeForm, checked
from desktop_app.ui.kit.icons import IconLabel
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, frame, label, line, restyle, rule, scrolling
from desktop_app.ui.office.office_page import OfficeFields
from desktop_app.ui.office.way_page import EMPTY, PRACTICE, BackupFields, SignerFields, WayFields

if TYPE_CHECKING:
    from desktop_app.ui.office.parts import Step

WIDTH, HEIGHT = 760, 600


@dataclass(frozen=True)
class Settled:
    """What the pages gave: the office, its backups, and how the register begins."""

    form: OfficeForm
    plan: BackupPlan
    way: str = EMPTY


class Assistant(QDialog):
    """Next and Back, Ctrl+Enter and Alt+←; ``on_settled`` carries out and may refuse with an ``AppError``."""

    def __init__(
        self,
        parent: QWidget | None,
        data: Path,
        form: OfficeForm,
        plan: BackupPlan,
        on_settled: Callable[[Settled], None],
        *,
        first_day: bool,
    ) -> None:
        super().__init__(parent)
        self._on_settled, self._first_day = on_settled, first_day
        self.setWindowTitle("Lập sổ của cơ quan" if first_day else "Thiết lập cơ quan")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.office, self.way = OfficeFields(form), WayFields()
        self.backups, self.signer = BackupFields(plan, data), SignerFields(form)
        self.pages: list[Step] = [self.office, *([self.way] if first_day else []), self.backups, self.signer]
        if not first_day:  # a step that is not asked goes with the dialog too
            self.way.setParent(self)
            self.way.hide()
        outer = column(self)
        outer.addLayout(self._head(data))
        outer.addWidget(rule())
        outer.addWidget(self._step_line())
        self.stack = QStackedWidget()
        for page in self.pages:
            inner = QWidget()
            column(inner, margins=(20, 16, 20, 12)).addWidget(page)
            self.stack.addWidget(scrolling(inner))
        outer.addWidget(self.stack, 1)
        outer.addWidget(self._foot())
        self.way.on_changed(self._name_action)
        room = self.screen().availableSize() if parent is None else parent.window().size()
        self.resize(min(look().px(WIDTH), room.width() - 40), min(look().px(HEIGHT), room.height() - 60))
        self._go(0)

    def _head(self, data: Path) -> QHBoxLayout:
        head = line(margins=(20, 12, 20, 10), gap=10)
        head.addWidget(IconLabel("so-noi-vu", size=24))
        head.addWidget(label(self.windowTitle(), "page-title"))
        where = ElidedLabel(f"tệp {data}", "small")
        where.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(where, 1)
        return head

    def _step_line(self) -> QWidget:
        bar = frame("bar")
        row = line(bar, margins=(20, 6, 16, 6), gap=8)
        self._marks: list[tuple[QLabel, QLabel]] = []
        for number, page in enumerate(self.pages, 1):
            mark, name = label(str(number), "chip"), label(page.title)
            self._marks.append((mark, name))
            row.addWidget(mark)
            row.addWidget(name)
            if number < len(self.pages):
                row.addWidget(label("›", "dim"))
        row.addStretch(1)
        return bar

    def _foot(self) -> QWidget:
        foot = frame("foot")
        row = line(foot, margins=(20, 10, 20, 10), gap=8)
        self.try_out = button("Chỉ mở văn phòng &thực hành", self._on_try_out, kind="quiet")
        row.addWidget(self.try_out)
        self._told = label("", "error", wrap=True)
        row.addWidget(self._told, 1)
        row.addWidget(button("Huỷ  Esc", self.reject))
        self.back = button("‹ Quay lại", self._on_back, tip="Trang trước", key="Alt+←")
        row.addWidget(self.back)
        self.next = button("", self._on_next, kind="primary")
        self.next.setDefault(True)
        row.addWidget(self.next)
        for key, slot in (("Ctrl+Return", self._on_next), ("Ctrl+Enter", self._on_next), ("Alt+Left", self._on_back)):
            QShortcut(QKeySequence(key), self).activated.connect(slot)
        if not self._first_day:
            self.save = button("Lưu  Ctrl+S", self._finish)
            row.insertWidget(2, self.save)
            QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._finish)
        return foot

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard starts in the first field."""
        super().showEvent(event)
        self.pages[self.stack.currentIndex()].first().setFocus()

    # --- going through --------------------------------------------------------------------------------------------

    def _go(self, place: int) -> None:
        self.stack.setCurrentIndex(place)
        self._told.setText("")
        for number, (mark, name) in enumerate(self._marks):
            mark.setText("✓" if number < place else str(number + 1))
            restyle(mark, tone="ok" if number < place else "accent" if number == place else "")
            restyle(name, kind="strong" if number == place else "", tone="accent" if number == place else "")
        self.back.setVisible(place > 0)
        self.try_out.setVisible(self._first_day and place == 0)
        self._name_action()
        self.pages[place].first().setFocus()

    @property
    def _practises(self) -> bool:
        return self._first_day and self.pages[self.stack.currentIndex()] is self.way and self.way.way() == PRACTICE

    def _name_action(self) -> None:
        last = self.stack.currentIndex() == len(self.pages) - 1
        deed = "Mở văn phòng thực hành" if self._practises else "Lập sổ" if self._first_day else "Lưu"
        self.next.setText(f"{deed}  Ctrl+Enter" if last or self._practises else "Tiếp theo  Enter")

    def _on_back(self) -> None:
        if self.stack.currentIndex():
            self._go(self.stack.currentIndex() - 1)

    def _on_next(self) -> None:
        place = self.stack.currentIndex()
        if not self._check(place):
            return
        if self._practises or place == len(self.pages) - 1:
            self._finish()
            return
        if self.pages[place] is self.office:
            self.signer.name_office(self.office.name.text())
        self._go(place + 1)

    def _on_try_out(self) -> None:
        self.way.choose(PRACTICE)
        self._finish()

    def _check(self, place: int) -> bool:
        page = self.pages[place]
        if page is self.way:
            return True
        if page is self.backups:
            return self.backups.check()
        try:
            checked(self._form())
        except InvalidInput as refusal:
            asked = {**self.office.asked, **self.signer.asked}
            owner = self.office if refusal.field in self.office.asked else self.signer
            if owner is not page and page is self.office:
                return True  # told on its own page
            self._go(self.pages.index(owner))
            asked[refusal.field].refuse(str(refusal))
            return False
        return True

    def _form(self) -> OfficeForm:
        return replace(
            self.office.form(),
            signing=self.signer.signing.text(),
            signer_role=self.signer.role.text(),
            signer_name=self.signer.name.text(),
        )

    def _finish(self) -> None:
        way = self.way.way() if self._first_day else EMPTY
        if way != PRACTICE:
            for place in range(len(self.pages)):
                if not self._check(place):
                    if self.pages[place] is self.backups:
                        self._go(place)
                        self.backups.check()
                    return
            settled = Settled(checked(self._form()), self.backups.plan(), way)
        else:
            settled = Settled(self._form(), BackupPlan(self.backups.folder.text()), way)
        try:
            self._on_settled(settled)
        except AppError as refusal:
            self._told.setText(str(refusal))
            return
        self.accept()
