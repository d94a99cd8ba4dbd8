"""Sắp xếp tổ chức: the assistant in five steps; everything is looked at before it is written, once, and can be taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QStackedWidget, QWidget

from desktop_app.errors import AppError, InvalidInput
from desktop_app.services.organisation.communes import Found, old_communes_here
from desktop_app.services.organisation.reform import PostRule, Reform, propose, propose_official, with_own, with_rule
from desktop_app.services.organisation.reform_run import Preview, preview, run, summary_of
from desktop_app.services.organisation.view import TreeRow, unit_tree
from desktop_app.ui.kit.dialogs import say_lines
from desktop_app.ui.kit.page import Page
from desktop_app.ui.kit.rich_table import RichTable
from desktop_app.ui.kit.widgets import button, column, frame, label, line, restyle
from desktop_app.ui.organisation.reform_people_steps import POST_COLUMNS, PeopleStep, PostLine, ResultStep
from desktop_app.ui.organisation.reform_steps import MAPPED, ChooseStep, TreesStep
from desktop_app.ui.organisation.rule_dialog import RuleDialog
from desktop_app.ui.register import Done, Register

if TYPE_CHECKING:
    from desktop_app.services.organisation.reform_people import PersonRow

STEPS = ("Chọn đơn vị", "Cơ cấu cũ và mới", "Chức vụ", "Từng người", "Kết quả")
_CHOOSE, _TREES, _POSTS, _PEOPLE, _RESULT = range(5)
_DAY = timedelta(days=1)


class ReformPage(Page):
    """Nothing is written before the last step; then as one operation."""

    title = "Sắp xếp"
    icon = "git-merge"
    under = "Tổ chức"
    opens = frozenset({"reorganisation"})
    reads = frozenset({"unit", "unit_state", "assignment", "employment"})

    def __init__(self, register: Register) -> None:
        super().__init__()
        self._register = register
        self._reform = Reform(MAPPED)
        self._made: Preview | None = None
        self._found: tuple[Found, ...] = ()
        self._operation: bytes | None = None
        self._tick: list[bytes] = []
        layout = column(self)
        layout.addWidget(self._step_line())
        self.steps = QStackedWidget()
        self.choose = ChooseStep(max(register.today, MAPPED))
        self.trees = TreesStep()
        self.posts = RichTable(POST_COLUMNS, "Chức vụ cũ và mới", lines=1)
        self.people = PeopleStep()
        self.result = ResultStep()
        for widget in (self.choose, self.trees, self._posts_card(), self.people, self.result):
            holder = QWidget()
            column(holder, margins=(14, 12, 14, 12)).addWidget(widget)
            self.steps.addWidget(holder)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._foot())
        self._connect()
        self._go(_CHOOSE)

    # --- parts ----------------------------------------------------------------------------------------------------

    def _step_line(self) -> QWidget:
        bar = frame("bar")
        row = line(bar, margins=(16, 6, 16, 6), gap=8)
        self._marks: list[QLabel] = []
        self._names: list[QLabel] = []
        for number, name in enumerate(STEPS, 1):
            mark, text = label(str(number), "chip"), label(name)
            self._marks.append(mark)
            self._names.append(text)
            row.addWidget(mark)
            row.addWidget(text)
            if number < len(STEPS):
                row.addWidget(label("›", "dim"))
        row.addStretch(1)
        return bar

    def _posts_card(self) -> QWidget:
        card = frame("card")
        layout = column(card, margins=(1, 8, 1, 1), gap=6)
        head = line(margins=(14, 0, 14, 0))
        text = "Mỗi dòng là một chức vụ của một đơn vị cũ. Enter để đổi nơi đến, chức vụ mới, phụ cấp, thời hạn."
        head.addWidget(label(text, "small", wrap=True), 1)
        layout.addLayout(head)
        layout.addWidget(self.posts, 1)
        return card

    def _foot(self) -> QWidget:
        foot = frame("foot")
        row = line(foot, margins=(16, 8, 16, 8))
        self.says = label("", wrap=True)
        row.addWidget(self.says, 1)
        self.back = button(
            "‹ Quay lại", lambda: self._go(self.steps.currentIndex() - 1), tip="Bước trước", key="Alt+PgUp"
        )
        self.next = button("", self._on_next, kind="primary", tip="Bước sau", key="Ctrl+Shift+Enter")
        row.addWidget(self.back)
        row.addWidget(self.next)
        return foot

    def _connect(self) -> None:
        self.choose.mapping_asked.connect(self._on_mapping)
        self.choose.day_changed.connect(lambda _day: self._ask_tree())
        self.choose.tree.ticked_changed.connect(self._on_ticked)
        self.trees.reform_changed.connect(self._look)
        self.posts.opened.connect(lambda _key: self._on_post())
        self.people.list.opened.connect(lambda _key: self._on_person())
        self.result.take_back_asked.connect(self._on_take_back)
        self.result.again_asked.connect(self._start_over)
        self.result.tree_asked.connect(self._on_see)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("Ctrl+Shift+Return", self._on_next_key),
            ("Ctrl+Shift+Enter", self._on_next_key),
            ("Alt+PgUp", self._on_back_key),
        )
        for key, action in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # --- steps ----------------------------------------------------------------------------------------------------

    def _go(self, step: int) -> None:
        self.steps.setCurrentIndex(step)
        for place, (mark, name) in enumerate(zip(self._marks, self._names, strict=True)):
            mark.setText("✓" if place < step else str(place + 1))
            restyle(mark, tone="ok" if place < step else "accent" if place == step else "")
            restyle(name, kind="strong" if place == step else "")
        self.back.setVisible(_CHOOSE < step < _RESULT)
        self.next.setVisible(step < _RESULT)
        self._tell()
        first: dict[int, QWidget] = {
            _CHOOSE: self.choose.tree, _TREES: self.trees.trees[0], _POSTS: self.posts, _PEOPLE: self.people.list,
            _RESULT: self.result.see,
        }  # fmt: skip
        first[step].setFocus()

    def _tell(self) -> None:
        step, made = self.steps.currentIndex(), self._made
        self.next.setText(
            {_CHOOSE: "Lập cơ cấu mới ›", _TREES: "Ghép chức vụ ›", _POSTS: "Kiểm tra từng người ›"}.get(step, "")
        )
        self.next.setEnabled(True)
        if step == _CHOOSE or made is None:
            self.says.setText("Chưa ghi gì vào sổ.")
        elif made.problem:
            self.says.setText(f"Chưa ghi gì vào sổ. {made.problem}")
            self.next.setEnabled(False)
        elif step < _PEOPLE:
            ended = len(self._reform.ended)
            self.says.setText(
                f"Chưa ghi gì vào sổ. {ended} đơn vị kết thúc, {len(self._reform.new)} đơn vị mới, {len(made.people)} người."
            )
        else:
            moved = sum(row.moves for row in made.people)
            stopped = f"{len(made.stopped)} người vướng phải xử lý trước. " if made.stopped else ""
            self.says.setText(f"Chưa ghi gì vào sổ. {stopped}Một thao tác, hoàn tác được.")
            self.next.setText(f"Sắp xếp {moved} người, {len(self._reform.ended)} đơn vị")
            self.next.setEnabled(not made.stopped)

    def _on_next_key(self) -> None:
        if self.next.isVisible() and self.next.isEnabled():
            self._on_next()

    def _on_back_key(self) -> None:
        if self.back.isVisible():
            self._go(self.steps.currentIndex() - 1)

    def _on_next(self) -> None:
        step = self.steps.currentIndex()
        if step == _CHOOSE:
            self._propose()
        elif step in {_TREES, _POSTS}:
            self._go(step + 1)
        else:
            self._run()

    # --- choosing -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """The tree to choose from; what was prepared is looked at again."""
        self._ask_tree()
        if _CHOOSE < self.steps.currentIndex() < _RESULT:
            self._look(self._reform)

    def open_target(self, kind: str, target: Any) -> None:
        """Begin with these units ticked."""
        del kind
        self._start_over()
        self._tick = list(target or ())
        self._ask_tree()

    def _start_over(self) -> None:
        self._made, self._operation, self._found = None, None, ()
        self._reform = Reform(MAPPED)
        self.trees.start_over()
        self._go(_CHOOSE)

    def _ask_tree(self) -> None:
        self._register.ask(unit_tree, self.choose.day.day() - _DAY, then=self._on_tree, topic="reform tree")

    def _on_tree(self, rows: tuple[TreeRow, ...]) -> None:
        self.choose.show_rows(rows)
        if self._tick:
            self.choose.tree.tick(self._tick)
            self._tick = []

    def _on_mapping(self) -> None:
        self.choose.day.show_day(MAPPED)
        self._ask_tree()
        self._register.ask(old_communes_here, MAPPED, then=self._on_mapped, topic="mapping")

    def _on_mapped(self, found: tuple[Found, ...]) -> None:
        self._found = found  # before the ticks are set: they ask whether the list names the new units
        self.choose.show_mapping(found)

    def _on_ticked(self) -> None:
        ticked = set(self.choose.tree.ticked())
        official = bool(self._found) and ticked <= {one.unit for one in self._found}
        for name in ("name", "kind", "parent"):
            self.choose.fields.asked[name].setEnabled(not official)
        if not official:
            self._found = ()

    def _propose(self) -> None:
        ticked = self.choose.tree.ticked()
        if not ticked:
            self.says.setText("Đánh dấu ít nhất một đơn vị trong cây.")
            return
        day: date = self.choose.day.day()
        found = [one for one in self._found if one.unit in ticked]
        try:
            basis = self.choose.basis()
            part = None if found and day == MAPPED else self.choose.part()
        except InvalidInput as wrong:
            self._on_refused(wrong)
            return
        if part is None:
            self._register.ask(propose_official, day, found, basis, then=self._look, refused=self._on_refused)
        else:
            self._register.ask(propose, day, ticked, part, basis, then=self._look, refused=self._on_refused)

    def _on_refused(self, trouble: AppError) -> None:
        field = getattr(trouble, "field", "")
        if self.steps.currentIndex() != _CHOOSE or not self.choose.fields.refuse(field, str(trouble)):
            self.says.setText(str(trouble))

    # --- looking --------------------------------------------------------------------------------------------------

    def _look(self, reform: Reform) -> None:
        self._reform = reform
        self._register.ask(
            preview, reform, then=self._on_looked, topic="reform", progress=True, refused=self._on_refused
        )

    def _on_looked(self, made: Preview) -> None:
        self._made = made
        self.trees.show_preview(self._reform, made)
        self.people.show_people(made.people)
        self.posts.set_rows(self._post_lines(made))
        if self.steps.currentIndex() == _CHOOSE:
            self._go(_TREES)
        self._tell()

    def _post_lines(self, made: Preview) -> list[PostLine]:
        names = {row.key: row.name for row in made.after}
        groups: dict[tuple[bytes, str], list[PersonRow]] = {}
        for row in made.people:
            groups.setdefault((row.unit, row.post), []).append(row)
        return [PostLine(rows, self._reform.rule_of(b"", *key), names) for key, rows in groups.items()]

    def _on_post(self) -> None:
        row = self.posts.current_row()
        if row is not None and self._made is not None:
            title = f"{row.post or 'Chưa ghi chức vụ'}, {row.unit} ({len(row.rows)} người)"
            self._ask_rule(title, row.rule, row.leader, lambda rule: self._look(with_rule(self._reform, rule)))

    def _on_person(self) -> None:
        row = self.people.list.current_row()
        if row is not None and self._made is not None:
            title = f"{row.name}, {row.post}"
            then = lambda rule: self._look(with_own(self._reform, row.person, rule))  # noqa: E731 - one line
            drop = partial(then, None) if row.own else None
            self._ask_rule(title, replace(row.rule, unit=row.unit, post=row.post), row.leader, then, drop)

    def _ask_rule(
        self,
        title: str,
        rule: PostRule,
        leader: bool,  # noqa: FBT001 - told by one caller
        then: Callable[[PostRule], None],
        drop: Callable[[], None] | None = None,
    ) -> None:
        units = self._made.after if self._made else ()
        made = RuleDialog(self.window(), title, rule, units, then, leader=leader, drop=drop)
        made.open()
        made.first_field().setFocus()

    # --- writing --------------------------------------------------------------------------------------------------

    def _run(self) -> None:
        if self._made is None:
            return
        self.next.setEnabled(False)
        self._register.do(
            "organisation", summary_of(self._reform, self._made), run, self._reform,
            then=self._on_run, refused=self._on_not_run, progress=True,
        )  # fmt: skip

    def _on_run(self, done: Done) -> None:
        self._operation = done.operation
        self.result.show_result(done.value, self._reform.day)
        self._go(_RESULT)

    def _on_not_run(self, why: AppError) -> None:
        self.next.setEnabled(True)
        self.says.setText(str(why))

    def _on_take_back(self) -> None:
        if self._operation is not None:
            self._register.undo(
                self._operation, then=lambda _: self.result.show_taken_back(), refused=self._on_not_undone
            )

    def _on_not_undone(self, why: AppError) -> None:
        say_lines(self.window(), "Chưa hoàn tác được", str(why))

    def _on_see(self) -> None:
        self._register.wanted.emit("organisation", None)
