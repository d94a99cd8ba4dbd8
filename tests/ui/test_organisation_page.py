"""Tổ chức by keyboard alone: the tree, a unit's card, every deed, quotas and positions, two days, the picture, the assistant."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.ui.app import Desk
from desktop_app.ui.kit.deed import DeedDialog
from desktop_app.ui.organisation.reform_page import ReformPage
from desktop_app.ui.organisation.rule_dialog import RuleDialog
from desktop_app.ui.organisation.staffing_dialogs import PositionDialog, QuotaDialog
from desktop_app.ui.organisation.unit_dialogs import UnitDialog

if TYPE_CHECKING:
    from desktop_app.ui.organisation.page import OrganisationPage

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settle = Callable[[Desk], None]


class Hand:
    """The clerk's hand on the keyboard."""

    def __init__(self, desk: Desk, qtbot: Any, settle: Settle) -> None:
        self.desk, self.bot, self._settle = desk, qtbot, settle
        assert desk.window is not None
        self.window = desk.window
        self.window.activateWindow()
        qtbot.waitUntil(self.window.isActiveWindow)
        number = [page.title for page in self.window.pages].index("Tổ chức") + 1
        self.key(getattr(Qt.Key, f"Key_{number}"), CTRL, self.window)
        holder: Any = self.window.page
        assert holder.title == "Tổ chức"
        self.page: OrganisationPage = holder.page()
        self.settle()
        self.page.tree.setFocus()

    def settle(self) -> None:
        self._settle(self.desk)
        QApplication.processEvents()

    def key(
        self, key: Qt.Key, mods: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, on: QWidget | None = None
    ) -> None:
        self.bot.keyClick(on or QApplication.focusWidget() or self.window, key, mods)

    def type(self, text: str, on: Any) -> None:
        on.setFocus()
        on.selectAll()
        if text.isascii():
            self.bot.keyClicks(on, text)
        else:
            on.insert(text)  # as an input method commits it

    def asked(self) -> list[DeedDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, DeedDialog) and one.isVisible()]

    def dialog(self) -> Any:
        made = self.asked()[-1]
        made.activateWindow()
        self.bot.waitUntil(made.isActiveWindow)
        return made

    def do(self, dialog: DeedDialog) -> None:
        self.key(Qt.Key.Key_Return, CTRL, dialog)
        self.settle()
        if not self.asked():
            self.window.activateWindow()
            self.bot.waitUntil(self.window.isActiveWindow)

    def go(self, name: str) -> None:
        self.key(Qt.Key.Key_F, CTRL)
        self.type(name, self.page.search)
        self.key(Qt.Key.Key_Return, on=self.page.search)
        self.settle()

    def names(self) -> list[str]:
        return [row.name for row in self.page._rows]


@pytest.fixture
def hand(office: Desk, qtbot: Any, settle: Settle) -> Hand:
    return Hand(office, qtbot, settle)


def test_the_tree_finds_a_unit_and_its_card_says_everything(hand: Hand) -> None:
    assert hand.names()[0] == "Xã An Bình"
    hand.go("kinh te")
    pane = hand.page.pane
    assert pane.name.whole() == "Phòng Kinh tế xã An Bình"
    assert "Người đứng đầu: Dương Minh Quân" in pane.facts.text()
    rows = pane.posts.rows()
    assert [row.position.name for row in rows] == ["Trưởng phòng", "Phó Trưởng phòng", "Chuyên viên", "Kế toán"]
    assert rows[3].over == 1
    hand.key(Qt.Key.Key_Tab, CTRL)
    assert pane.tabs.current == "quota"
    hand.go("van hoa")
    assert pane.vacant.text() == "Phó Trưởng phòng (khuyết 1)"
    assert pane.card is not None
    assert [link.name for link in pane.card.before] == [
        "Phòng Nội vụ huyện Khe Vàng",
        "Phòng Giáo dục và Đào tạo huyện Khe Vàng",
    ]


def test_each_deed_by_keyboard(hand: Hand, qtbot: Any) -> None:
    hand.key(Qt.Key.Key_N, CTRL | SHIFT)
    made = hand.dialog()
    assert isinstance(made, UnitDialog)
    hand.type("Đội Trật tự", made.name)
    hand.do(made)
    assert "Đội Trật tự" in hand.names()
    assert hand.page._row().name == "Đội Trật tự"  # type: ignore[union-attr] # it was just made
    hand.page.tree.setFocus()
    hand.key(Qt.Key.Key_F2)
    made = hand.dialog()
    hand.type("Phòng Kinh tế xã An Bình", made.name)
    hand.do(made)
    assert "đã có một đơn vị tên" in made.fields.asked["name"]._under.text()
    hand.type("Đội Trật tự đô thị", made.name)
    hand.do(made)
    assert "Đội Trật tự đô thị" in hand.names()
    for start in ("Chuyển", "Giải thể"):
        next(action for action in hand.page.change_menu.actions() if action.text().startswith(start)).trigger()
        made = hand.dialog()
        if start == "Chuyển":
            hand.type("phong kinh te xa an binh", made.parent_unit)
        else:
            hand.type("01/12/2026", made.basis.day)
        hand.key(Qt.Key.Key_Tab)
        hand.do(made)
        assert hand.asked() == []
    card = hand.page.pane.card
    assert card is not None
    assert (card.path[0], card.ends) == ("Phòng Kinh tế xã An Bình", date(2026, 11, 30))
    # a unit with people: refused, and the assistant is one key away
    hand.go("tram y te")
    hand.page.ask("dissolve")
    made = hand.dialog()
    hand.do(made)
    assert made._assistant.isVisible()
    hand.key(Qt.Key.Key_Space, on=made._assistant)
    hand.settle()
    assert hand.window.page.title == "Sắp xếp"


def test_quota_and_positions_by_keyboard(hand: Hand) -> None:
    hand.go("mam non")
    hand.page.pane.tabs.show_tab("quota")
    hand.page.pane._give.setFocus()
    hand.key(Qt.Key.Key_Space)
    made = hand.dialog()
    assert isinstance(made, QuotaDialog)
    hand.type("5", made.counts["VC"])
    hand.do(made)
    card = hand.page.pane.card
    assert card is not None
    assert [(row.given, row.present, row.over) for row in card.years[0][1]] == [(5, 6, 1)]
    hand.key(Qt.Key.Key_N, CTRL, hand.page)
    made = hand.dialog()
    assert isinstance(made, PositionDialog)
    hand.type("Giáo viên", made.name)
    hand.type("6", made.places)
    hand.type("99.99", made.ranks)
    hand.do(made)
    assert "Không có mã ngạch" in made.fields.asked["ranks"]._under.text()
    hand.type("", made.ranks)
    hand.key(Qt.Key.Key_Delete, on=made.ranks)
    hand.do(made)
    rows = {row.position.name: (len(row.holders), row.vacant, row.listed) for row in hand.page.pane.posts.rows()}
    assert rows["Giáo viên"] == (4, 2, True)


def test_two_days_and_the_picture(hand: Hand, tmp_path: Path) -> None:
    segments = hand.page.segments
    segments._buttons["compare"].setFocus()
    hand.key(Qt.Key.Key_Space)
    hand.settle()
    left, right = hand.page.both.trees
    assert left.choose(next(key for key, item in left._items.items() if item.text() == "Xã Minh Tân"))
    assert left.note() == "Xã Minh Tân: 6 người: kết thúc → Xã An Bình"
    assert any(item.text() == "Trạm Y tế xã An Bình" for item in right._items.values())
    segments._buttons["chart"].setFocus()
    hand.key(Qt.Key.Key_Space)
    hand.settle()
    assert hand.page.chart.title.whole() == "Sơ đồ tổ chức Xã An Bình"
    before = hand.page.chart.sheet.zoom
    hand.key(Qt.Key.Key_Plus, on=hand.page.chart.area)
    assert hand.page.chart.sheet.zoom > before
    for code, name in (
        ("chart.pdf", "a.pdf"),
        ("chart.svg", "a.svg"),
        ("units.xlsx", "u.xlsx"),
        ("positions.pdf", "p.pdf"),
    ):
        hand.page.hand_out(code, tmp_path / name)
        hand.settle()
        assert (tmp_path / name).stat().st_size > 500


def test_another_day_shows_that_days_tree_and_reads_only(hand: Hand) -> None:
    hand.window.as_of.setFocus()
    hand.type("30/06/2025", hand.window.as_of)
    hand.key(Qt.Key.Key_Return, on=hand.window.as_of)
    hand.settle()
    assert hand.names()[0] == "Huyện Khe Vàng"
    hand.page.ask("create")
    assert "chỉ đọc" in hand.window.messages._text.text()


def _drop_own_rule(hand: Hand, page: ReformPage) -> None:
    """The rule of one person's own is let go of: they go with their post again."""
    people = page.people.list
    assert "sửa riêng" in str(people.rich_model.columns[2].second(people.rows()[0]))  # type: ignore[misc] # it has one
    hand.key(Qt.Key.Key_Return, on=people)
    made = hand.dialog()
    for _ in range(30):
        if made.give_up_own.hasFocus():
            break
        hand.key(Qt.Key.Key_Tab)
    hand.key(Qt.Key.Key_Space, on=made.give_up_own)
    hand.settle()
    assert (people.rows()[0].new_post, people.rows()[0].own) == ("Trưởng phòng", False)
    hand.window.activateWindow()
    hand.bot.waitUntil(hand.window.isActiveWindow)


def test_the_assistant_from_the_first_step_to_the_way_back(hand: Hand) -> None:
    people = hand.page._rows[0].total
    hand.key(Qt.Key.Key_S, CTRL | SHIFT)
    hand.settle()
    holder: Any = hand.window.page
    page = holder.page()
    assert isinstance(page, ReformPage)
    hand.settle()
    tree = page.choose.tree
    tree.setFocus()
    names = {item.text(): key for key, item in tree._items.items()}
    for name in ("Phòng Kinh tế xã An Bình", "Phòng Văn hoá - Xã hội xã An Bình"):
        tree.choose(names[name])
        hand.key(Qt.Key.Key_Space, on=tree)
    assert page.choose.count.text() == "2 đã chọn"
    hand.key(Qt.Key.Key_Return, CTRL | SHIFT)
    assert "Ghi tên đơn vị mới" in page.choose.fields.asked["name"]._under.text()
    hand.type("01/12/2026", page.choose.day)
    hand.type("Phòng Kinh tế - Văn hoá", page.choose.name)
    hand.type("xa an binh", page.choose.parent_unit)
    hand.settle()
    for _ in range(3):
        hand.key(Qt.Key.Key_Return, CTRL | SHIFT)
        hand.settle()
    assert page.steps.currentIndex() == 3
    row = page.people.list.current_row()
    assert (row.to_name, row.term_ends) == ("Phòng Kinh tế - Văn hoá", date(2031, 11, 30))
    assert page.people.why.why is not None
    assert "170/2025" in " ".join(page.people.why.why.basis)
    hand.key(Qt.Key.Key_Return, on=page.people.list)
    made = hand.dialog()
    assert isinstance(made, RuleDialog)
    hand.type("0,15", made.allowance)
    hand.type("Phó Trưởng phòng", made.post)
    hand.do(made)
    assert page.people.list.rows()[0].new_post == "Phó Trưởng phòng"
    _drop_own_rule(hand, page)
    hand.key(Qt.Key.Key_Return, CTRL | SHIFT)
    hand.settle()
    assert page.steps.currentIndex() == 4
    assert "13 người có vị trí mới" in page.result.words.text()
    hand.key(Qt.Key.Key_Space, on=page.result.take_back)
    hand.settle()
    assert page.result.done.text() == "Đã hoàn tác cả lần sắp xếp."
    hand.key(Qt.Key.Key_Space, on=page.result.see)
    hand.settle()
    assert hand.window.page.title == "Tổ chức"
    assert "Phòng Kinh tế xã An Bình" in hand.names()
    assert hand.page._rows[0].total == people
