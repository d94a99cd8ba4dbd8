"""One case: its path, its days, the form of the current step, what was recorded; at the right what it brings."""

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.errors import AppError, InvalidInput, RuleBroken
from desktop_app.law.restrictions import Restriction
from desktop_app.services.discipline.case import CaseView, case_view, decide
from desktop_app.services.discipline.edits import CaseFacts, facts_of
from desktop_app.services.discipline.outlook import Outlook, Refusal, outlook, standing_outlook
from desktop_app.services.restrictions import restrictions
from desktop_app.services.work import Work
from desktop_app.ui.discipline.case_deeds import CaseDeeds
from desktop_app.ui.discipline.case_parts import CaseHead, PathCard
from desktop_app.ui.discipline.columns import day_text
from desktop_app.ui.discipline.outlook_pane import OutlookPane
from desktop_app.ui.discipline.step_form import StepForm
from desktop_app.ui.discipline.words import MEMBER_COLUMNS, SPAN_COLUMNS, STEP_COLUMNS
from desktop_app.ui.kit.metrics import side_width
from desktop_app.ui.kit.panes import step_pane
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.tabs import Tabs
from desktop_app.ui.kit.widgets import button, column, empty_layout, frame, label, line, rule, scrolling
from desktop_app.ui.register import Done, Register

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop_app.ui.discipline.letters import LettersDialog

_PAUSE_MS = 250
_PARTS = (
    ("step", "Ghi bước"),
    ("done", "Đã ghi"),
    ("council", "Hội đồng"),
    ("spans", "Không tính"),
    ("facts", "Nội dung"),
)


@dataclass(frozen=True)
class CaseRead:
    """A case with what its decision brought and what is held back."""

    view: CaseView
    outlook: Outlook
    held: tuple[Restriction, ...]
    facts: CaseFacts


def read_case(work: Work, key: bytes, day: date) -> CaseRead:
    """Everything the page of a case needs."""
    view = case_view(work, key, day)
    held = restrictions(work, view.row.person, day)
    return CaseRead(view, standing_outlook(work, key, day), held, facts_of(work, key))


class CasePane(QWidget):
    """``closed`` asks for the list; ``told`` is good news; ``shown`` tells the case that is shown."""

    closed = Signal()
    told = Signal(str)
    shown = Signal(object)  # CaseView

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._key: bytes | None = None
        self._read: CaseRead | None = None
        self._day, self._part = register.as_of, ""
        self._writing = False  # from the key to the case read again: a second press is not a second step
        self._edit: QWidget = self
        layout = column(self)
        self.steps = RichTable(STEP_COLUMNS, "Các bước đã ghi")
        self.members = RichTable(MEMBER_COLUMNS, "Hội đồng kỷ luật")
        self.spans = RichTable(SPAN_COLUMNS, "Thời gian không tính")
        self.deeds = CaseDeeds(self, register, (self.steps, self.members, self.spans))
        self.deeds.told.connect(self._on_told)
        self.head = CaseHead(
            self.closed.emit, self.open_letters,
            (
                ("Hoãn xử lý, thời gian không tính…", self.deeds.add_span),
                ("Thêm thành viên Hội đồng…", self.deeds.add_member),
                ("Sửa nội dung vụ việc…", self.deeds.edit_case),
                ("Mở hồ sơ của người này", self._open_person),
            ),
        )  # fmt: skip
        self.path = PathCard()
        layout.addWidget(self.head)
        panes = line(margins=(14, 12, 14, 14), gap=12)
        left = column(gap=12)
        left.addWidget(self.path)
        left.addWidget(self._work_card(), 1)
        panes.addLayout(left, 1)
        self.side = OutlookPane()
        self.side.setFixedWidth(side_width())
        panes.addWidget(self.side)
        layout.addLayout(panes, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._check)
        self.form.changed.connect(self._on_typed)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Return", self.carry_out),
            ("Ctrl+Enter", self.carry_out),
            ("Ctrl+Tab", partial(self._step_part, 1)),
            ("Ctrl+Shift+Tab", partial(self._step_part, -1)),
            ("Esc", self.closed.emit),
            ("F6", partial(step_pane, (self.kind, self.side), 1)),
            ("Ctrl+P", self.open_letters),
        )
        for key, deed in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _work_card(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 9, 1, 1), gap=0)
        head = line(margins=(13, 0, 13, 8), gap=8)
        self.parts = Tabs(_PARTS, "Phần của vụ việc")
        self.parts.chosen.connect(self._on_part)
        head.addWidget(self.parts)
        self.form = StepForm(self._register.today)
        self.kind = self.form.pick("kind").box
        head.addStretch(1)
        layout.addLayout(head)
        layout.addWidget(rule())
        self._stack = QStackedWidget()
        inner = QWidget()
        whole = column(inner, margins=(14, 10, 14, 10), gap=8)
        whole.addWidget(self.kind)
        whole.addWidget(self.form)
        self._stack.addWidget(scrolling(inner))
        for table in (self.steps, self.members, self.spans):
            self._stack.addWidget(table)
        facts = QWidget()
        self._facts = column(facts, margins=(14, 10, 14, 10), gap=6)
        self._stack.addWidget(scrolling(facts))
        layout.addWidget(self._stack, 1)
        foot = frame("foot")
        row = line(foot, margins=(13, 8, 13, 8), gap=8)
        self._told = label("", "error", wrap=True)
        row.addWidget(self._told, 1)
        self._deeds = line(gap=8)
        row.addLayout(self._deeds)
        self.action = button("Ghi bước này  Ctrl+Enter", self.carry_out, kind="primary", icon="check")
        row.addWidget(self.action)
        layout.addWidget(foot)
        return card

    # --- reading --------------------------------------------------------------------------------------------------

    @property
    def view(self) -> CaseView | None:
        """The case shown."""
        return self._read.view if self._read else None

    def show_case(self, key: bytes, day: date) -> None:
        """Read a case and show it."""
        self._key, self._day = key, day
        self._register.ask(read_case, key, day, then=self._show, topic="discipline-case", refused=self._on_gone)

    def reload(self) -> None:
        """Read it again."""
        if self._key is not None:
            self.show_case(self._key, self._day)

    def _on_gone(self, trouble: AppError) -> None:
        self._key, self._writing = None, False
        self._register.runner.refused.emit(str(trouble))
        self.closed.emit()

    def _show(self, found: CaseRead) -> None:
        view, row = found.view, found.view.row
        self._writing = False
        fresh = self._read is None or self._read.view.row.key != row.key
        if self._read == found:
            self.shown.emit(view)
            return  # nothing of it changed: what is being typed stays
        walked = fresh or self._read is None or self._read.view.steps != view.steps
        self._read = found
        self.deeds.know(view, found.facts)
        self.head.show_case(view)
        self.path.show_case(view)
        self.steps.set_rows(list(reversed(view.steps)))
        self.members.set_rows(view.members)
        self.spans.set_rows(view.spans)
        empty_layout(self._facts)
        for name, text in view.facts:
            self._facts.addWidget(label(name, "field"))
            self._facts.addWidget(label(text, wrap=True))
        self._facts.addStretch(1)
        if walked:
            self.form.show_case(view, self._register.today)
        else:
            self.form.know(view)
        if fresh:
            self.parts.show_tab("step" if view.now else "done")
            (self.kind if view.now else self.steps).setFocus()
        self._on_part(self.parts.current)
        self._show_side()
        self.shown.emit(view)

    def _show_side(self, found: Outlook | None = None) -> None:
        read = self._read
        if read is None:
            return
        order = self.form.order()
        if found is not None and found.consequences and order is not None:
            self.side.show_outlook(f"Nếu ký {day_text(order.day)}", found)
        elif read.outlook.consequences and read.view.row.state in {"running", "future"}:
            self.side.show_outlook("Quyết định đang có hiệu lực", read.outlook, read.held, read.view.gives_back)
        else:
            title = "Phải trả lại" if read.view.gives_back else "Đang giữ lại"
            self.side.show_outlook(title, Outlook(), read.held, read.view.gives_back)

    def _step_part(self, by: int) -> None:
        names = [code for code, _ in _PARTS]
        part = names[(names.index(self.parts.current) + by) % len(names)]
        self.parts.show_tab(part)
        fronts: dict[str, QWidget] = {
            "step": self.kind, "done": self.steps, "council": self.members, "spans": self.spans, "facts": self._edit
        }  # fmt: skip
        fronts[part].setFocus()  # the button that had the keyboard may be gone with its part

    def _on_part(self, part: str) -> None:
        self._stack.setCurrentIndex([code for code, _ in _PARTS].index(part))
        if part != self._part:  # else the button that has the keyboard would go while it is used
            self._part = part
            empty_layout(self._deeds)
            for text, deed in self.deeds.of(part):
                self._edit = button(text, deed)
                self._deeds.addWidget(self._edit)
        self.action.setVisible(part == "step")
        self._told.setText("")
        self._weigh(allowed=True)

    # --- typing and writing ---------------------------------------------------------------------------------------

    def _on_typed(self) -> None:
        self._told.setText("")
        self._timer.start()

    def _check(self) -> None:
        order = self.form.order()
        problems = self.form.problems() if order is None else ()
        if order is None:
            self._told.setText(f"{len(problems)} chỗ cần xem: {', '.join(problems)}" if problems else "")
            self._weigh(allowed=False)
            return
        self._register.ask(outlook, order, then=self._on_outlook, topic="discipline-outlook")

    def _on_outlook(self, found: Outlook) -> None:
        self._weigh(allowed=self.form.show_outlook(found))
        self._show_side(found)

    def _weigh(self, *, allowed: bool) -> None:
        self.action.setText(f" {self.form.deed}  Ctrl+Enter")
        self.action.setEnabled(allowed and self._read is not None and bool(self.form.kind))

    def carry_out(self) -> None:
        """Write the step typed, as one operation."""
        order = self.form.order()
        if self._writing:
            return
        if order is None or self._read is None:
            self._check()
            return

        def done(made: Done) -> None:
            warnings = made.value.warnings
            more = f" Lưu ý: {' '.join(warnings)}" if warnings else ""
            self.told.emit(f"Đã ghi: {said}.{more}")
            self.reload()

        def refused(trouble: AppError) -> None:
            self._writing = False
            if isinstance(trouble, InvalidInput):
                self.form.refuse(Refusal(str(trouble), trouble.field))
            elif isinstance(trouble, RuleBroken):
                self.form.refuse(Refusal(str(trouble).removesuffix(f" ({trouble.basis})"), basis=trouble.basis))
            self._told.setText(str(trouble))

        said = f"{self.form.pick('kind').text}, {self._read.view.row.name}"
        self._writing = True
        self._register.do("discipline", f"Kỷ luật: {said}", decide, order, then=done, refused=refused)

    def _on_told(self, text: str) -> None:
        self.told.emit(text)
        self.reload()

    # --- papers ---------------------------------------------------------------------------------------------------

    def open_letters(self) -> "LettersDialog | None":
        """The papers of the case; what is typed into the form already counts."""
        if self._read is None:
            return None
        from desktop_app.ui.discipline.letters import LettersDialog

        order = self.form.order() if self.parts.current == "step" and self.form.kind == self._read.view.now else None
        made = LettersDialog(self, self._register, self._read.view, self._jump, order)
        made.open()
        return made

    def _jump(self, where: str) -> None:
        if where == "person":
            self._open_person()
            return
        self.parts.show_tab("council")
        self._on_part("council")
        self.members.setFocus()

    def _open_person(self) -> None:
        if self._read is not None:
            self._register.wanted.emit("person", self._read.view.row.person)
