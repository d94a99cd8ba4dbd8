"""The head of a file: photo, name, post, five facts; drop a picture on it to change the photo."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QWidget

from desktop_app.services.person.file import PersonFile
from desktop_app.services.roster_types import CATEGORY_NAMES
from desktop_app.ui.kit.flow import Flow
from desktop_app.ui.kit.icons import icon
from desktop_app.ui.kit.theme import look, looks
from desktop_app.ui.kit.widgets import ElidedLabel, button, column, empty_layout, give_menu, label, line, restyle

_WIDE, _HIGH = 66, 88


def dropped_files(event: QDragEnterEvent | QDropEvent) -> list[Path]:
    """The files that are dragged in from outside."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


class PhotoBox(QWidget):
    """The photo, 3:4, or a plain silhouette; Enter or a click asks for another, a picture can be dropped on it."""

    asked = Signal()
    dropped = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        self._picture = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Ảnh thẻ; Enter để chọn ảnh khác")
        self.setToolTip("Ảnh 4x6: bấm để chọn tệp, hoặc kéo tệp ảnh vào đây")
        self.setAcceptDrops(True)
        self.setFixedSize(self.sizeHint())
        looks.changed.connect(self._on_look_changed)

    def _on_look_changed(self) -> None:
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Three to four."""
        return QSize(look().px(_WIDE), look().px(_HIGH))

    def show_photo(self, content: bytes | None) -> None:
        """Show a picture, or that there is none."""
        picture = QPixmap()
        if content:
            picture.loadFromData(content)
        self._picture = picture
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the picture in its frame."""
        tokens = look().tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._picture.isNull():
            painter.fillRect(self.rect(), QColor(tokens.sunken))
            side = look().px(36)
            icon("user", "text3").paint(
                painter, QRect((self.width() - side) // 2, (self.height() - side) // 2, side, side)
            )
        else:
            scaled = self._picture.scaled(
                self.size() * self.devicePixelRatio(),
                Qt.AspectRatioMode.KeepAspectRatioByExpanding,
                Qt.TransformationMode.SmoothTransformation,
            )
            part = QRect(
                0, 0, round(self.width() * self.devicePixelRatio()), round(self.height() * self.devicePixelRatio())
            )
            part.moveCenter(scaled.rect().center())
            painter.drawPixmap(self.rect(), scaled, part)
        focused = self.hasFocus()
        painter.setPen(QPen(QColor(tokens.accent if focused else tokens.line), 2 if focused else 1))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click asks for a picture."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So does Enter."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.asked.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file."""
        if len(dropped_files(event)) == 1:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The picture dropped."""
        self.dropped.emit(dropped_files(event)[0])
        event.acceptProposedAction()


class Head(QFrame):
    """Who it is; ``deed`` tells a deed of the menu, ``step`` the next (1) or previous (-1) person."""

    deed = Signal(str)
    step = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "bar")
        row = line(self, margins=(16, 10, 14, 10), gap=16)
        self.photo = PhotoBox()
        row.addWidget(self.photo, 0, Qt.AlignmentFlag.AlignTop)
        words = column(gap=2)
        top = line(gap=8)
        self._name = label("", "name")
        chips, beside = QWidget(), QWidget()
        self._chips: QHBoxLayout = line(chips, gap=6)
        self.beside = line(beside, gap=6)  # what other features say of the person
        who = Flow(gap=8)
        for part in (self._name, chips, beside):
            who.add(part)
        top.addWidget(who, 1)
        top.addLayout(self._deeds())
        words.addLayout(top)
        self._post = ElidedLabel("", "dim")
        words.addWidget(self._post)
        words.addSpacing(4)
        self._facts = Flow(gap=look().px(26))
        words.addWidget(self._facts)
        row.addLayout(words, 1)

    def _deeds(self) -> QHBoxLayout:
        deeds = line(gap=6)
        back = button(
            "", lambda: self.step.emit(-1), icon="caret-left", tip="Người trước trong danh sách", key="Ctrl+PgUp"
        )
        on = button("", lambda: self.step.emit(1), icon="caret-right", tip="Người sau trong danh sách", key="Ctrl+PgDn")
        out = button("In giấy tờ", icon="printer", tip="Xem trước, in hoặc ghi ra tệp", key="Ctrl+P")
        self._papers = out
        more = button("Nghiệp vụ", tip="Việc làm với hồ sơ này")
        menu = QMenu(more)
        for code, text in (
            ("photo", "Chọn ảnh thẻ…"),
            ("no_photo", "Bỏ ảnh thẻ"),
            ("paper", "Thêm giấy tờ, bản quét…"),
            ("known", "Hồ sơ như đã biết ngày…"),
            ("remove", "Xoá cả hồ sơ…"),
        ):
            menu.addAction(text).triggered.connect(lambda _=False, chosen=code: self.deed.emit(chosen))
        give_menu(more, menu)
        for made in (back, on, out, more):
            deeds.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.menu = menu
        return deeds

    def give_papers(self, menu: QMenu) -> None:
        """The papers that can be printed of a file."""
        give_menu(self._papers, menu)

    def show_file(self, file: PersonFile) -> None:
        """Show a person."""
        self._name.setText(file.name)
        empty_layout(self._chips)
        category = file.current("employment").get("category")
        post = file.part("assignment").current
        chips = [(CATEGORY_NAMES.get(str(category), ""), "accent")]
        if post is not None and post.values["leader"]:
            chips.append(("Lãnh đạo", ""))
        if file.part("party_membership").rows and not file.current("party_membership").get("left_on"):
            chips.append(("Đảng viên", ""))
        for text, tone in chips:
            if text:
                self._chips.addWidget(label(text, "chip", tone), 0, Qt.AlignmentFlag.AlignVCenter)
        place = ", ".join(filter(None, (post.texts["post"], post.texts["unit"]))) if post is not None else ""
        self._post.show_text(place)
        self._facts.clear()
        for title, text, more in _facts(file):
            self._facts.add(_fact(title, text, more))
        restyle(self)


def _fact(title: str, text: str, more: str) -> QWidget:
    holder = QWidget()
    fact = column(holder, gap=1)
    fact.addWidget(label(title, "field"))
    words = line(gap=8)
    words.addWidget(label(text or "chưa có", "strong" if text else "dim"))
    if more:
        words.addWidget(label(more, "dim"))
    words.addStretch(1)
    fact.addLayout(words)
    return holder


def _facts(file: PersonFile) -> list[tuple[str, str, str]]:
    person, salary, post = file.person, file.part("salary_step").current, file.part("assignment").current
    born = person.values["born"]
    age = f"{_years(born.earliest, file.as_of)} tuổi" if born is not None and born.day else ""
    rank = ""
    if salary is not None:
        rank = salary.texts["rank_name"] or salary.texts["rank_code"]
        rank += f", bậc {salary.texts['step']}" if salary.texts["step"] else ""
    facts = [
        ("Ngày sinh", person.texts["born"], age),
        ("Số định danh", person.texts["personal_number"], ""),
        ("Ngạch, bậc", rank, salary.texts["coefficient"] if salary is not None else ""),
        ("Tuyển dụng", person.texts["recruited_on"], ""),
    ]
    if post is not None and post.values["term_ends"]:
        facts.append(("Hết thời hạn giữ chức vụ", post.texts["term_ends"], ""))
    elif salary is not None:
        facts.append(("Mốc nâng bậc sau", salary.texts["next_step_on"], ""))
    return facts


def _years(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
