"""The papers of a file as small pictures: dropped in, looked at, described, removed."""

from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QScrollArea, QWidget

from desktop_app.services.person.papers import PaperRow
from desktop_app.ui.kit.dialogs import dialog, foot_to_close
from desktop_app.ui.kit.icons import icon
from desktop_app.ui.kit.theme import look
from desktop_app.ui.kit.widgets import button, column, label, line, restyle
from desktop_app.ui.person.head import dropped_files

_ROW = Qt.ItemDataRole.UserRole
_HINT = "Kéo ảnh (JPEG, PNG…) hoặc PDF vào đây, hoặc bấm “Thêm tệp…”. PDF đến 20 MB."


class _Pictures(QListWidget):
    """Small pictures in lines; Enter looks, F2 edits, Insert adds, Delete removes; files can be dropped on it."""

    pressed_key = Signal(str)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Giấy tờ trong hồ sơ")
        self.setViewMode(QListWidget.ViewMode.IconMode)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setMovement(QListWidget.Movement.Static)
        self.setWordWrap(True)
        self.setSpacing(8)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptDrops(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The deeds of a paper."""
        deed = {
            Qt.Key.Key_Return: "look", Qt.Key.Key_Enter: "look", Qt.Key.Key_F2: "edit", Qt.Key.Key_Insert: "add",
            Qt.Key.Key_Delete: "remove",
        }.get(Qt.Key(event.key()))  # fmt: skip
        if deed:
            self.pressed_key.emit(deed)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if dropped_files(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: Any) -> None:
        """Anywhere."""
        event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """The files dropped."""
        self.dropped.emit(dropped_files(event))
        event.acceptProposedAction()


class PapersView(QFrame):
    """``deed`` tells what is to be done with the current paper; ``dropped`` the files dragged in."""

    deed = Signal(str, object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        layout = column(self, margins=(14, 10, 14, 10), gap=8)
        head = line(gap=8)
        head.addWidget(label("Giấy tờ, bản quét", "title"))
        head.addStretch(1)
        self._deeds = {}
        for code, text, sign, key in (
            ("add", "Thêm tệp…", "plus", "Insert"),
            ("look", "Xem", "eye", "Enter"),
            ("edit", "Sửa", "pencil-simple", "F2"),
            ("remove", "Xoá…", "trash", "Delete"),
        ):
            made = button(text, partial(self._tell, code), kind="quiet", icon=sign, key=key)
            made.setAccessibleName(f"{text} giấy tờ")
            self._deeds[code] = made
            head.addWidget(made)
        layout.addLayout(head)
        self._hint = label(_HINT, "dim", wrap=True)
        layout.addWidget(self._hint)
        self.pictures = _Pictures()
        layout.addWidget(self.pictures, 1)
        self.setFocusProxy(self.pictures)
        self.pictures.pressed_key.connect(self._tell)
        self.pictures.dropped.connect(self.dropped)
        self.pictures.itemActivated.connect(lambda _item: self._tell("look"))
        self.pictures.currentItemChanged.connect(lambda *_: self._allow())
        self._editable = True
        self._allow()

    def refuse(self, why: str) -> None:
        """Say above the papers why a file was not taken, until they are shown anew."""
        self._say(why, "danger")

    def _say(self, text: str, tone: str = "") -> None:
        self._hint.setText(text)
        restyle(self._hint, kind="error" if tone else "dim")
        self.pictures.setAccessibleDescription(text if tone else "")

    @property
    def said(self) -> str:
        """What stands above the papers."""
        return self._hint.text()

    def show_papers(self, papers: tuple[PaperRow, ...]) -> None:
        """Show them."""
        self._say(_HINT)
        kept = self.current()
        self.pictures.clear()
        self.pictures.setIconSize(QSize(look().px(96), look().px(128)))
        self.pictures.setGridSize(QSize(look().px(150), look().px(128) + round(look().font_px() * 1.45 * 3) + 12))
        for paper in papers:
            item = QListWidgetItem(f"{paper.title}\n{paper.issued_on or paper.kind}")
            item.setData(_ROW, paper)
            item.setToolTip("\n".join(filter(None, (paper.title, paper.kind, paper.number, paper.issued_on))))
            item.setIcon(_icon(paper))
            self.pictures.addItem(item)
            if kept is not None and paper.key == kept.key:
                self.pictures.setCurrentItem(item)
        self._allow()

    def set_editable(self, *, on: bool) -> None:
        """Let papers be added and changed, or only looked at."""
        self._editable = on
        self._allow()

    def current(self) -> PaperRow | None:
        """The current paper."""
        item: QListWidgetItem | None = self.pictures.currentItem()
        return item.data(_ROW) if item is not None else None

    def _allow(self) -> None:
        chosen = self.current()
        self._deeds["add"].setEnabled(self._editable)
        self._deeds["look"].setEnabled(chosen is not None and bool(chosen.sha256))
        self._deeds["edit"].setEnabled(chosen is not None)
        self._deeds["remove"].setEnabled(chosen is not None and self._editable)

    def _tell(self, deed: str) -> None:
        if self._deeds[deed].isEnabled():
            self.deed.emit(deed, self.current())


def _icon(paper: PaperRow) -> QIcon:
    if paper.small is None:
        return icon("file-pdf" if paper.media == "pdf" else "file-text", "text2")
    picture = QPixmap()
    picture.loadFromData(paper.small)
    return QIcon(picture)


def show_picture(parent: QWidget, content: bytes, title: str) -> None:
    """A picture as large as the window allows."""
    made, layout = dialog(parent, title, 640)
    picture = QPixmap()
    picture.loadFromData(content)
    within = parent.window().size() * 0.85
    shown = QLabel()
    shown.setAccessibleName(title)
    shown.setPixmap(
        picture.scaled(within, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        if picture.width() > within.width() or picture.height() > within.height()
        else picture
    )
    area = QScrollArea()
    area.setWidget(shown)
    area.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.addWidget(area, 1)
    foot_to_close(made)
    made.resize(within)
    made.open()


FILTER = "Ảnh và PDF (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif *.pdf)"
PICTURES = "Ảnh (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"
