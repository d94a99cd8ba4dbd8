"""What is done with the people selected, or with everybody shown: one field set for all, files put into the bin."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from desktop_app.ui.kit.dialogs import ask_reason
from desktop_app.ui.register import Register

if TYPE_CHECKING:
    from desktop_app.ui.roster.page import RosterPage

_MOST_REMOVED, _NAMED = 50, 3


class Deeds(QObject):
    """The deeds of the menu "Nghiệp vụ" that change records."""

    def __init__(self, page: "RosterPage", register: Register) -> None:
        super().__init__(page)
        self._page, self._register = page, register
        page.pane.bulk_asked.connect(self.open_bulk)
        page.pane.remove_asked.connect(self.open_remove)

    def _whose(self) -> Sequence[bytes]:
        """Those selected; one or none: everybody the list shows."""
        chosen = self._page.list.selected_keys()
        return [bytes(key) for key in (chosen if len(chosen) > 1 else self._page.model.keys())]

    def names_of(self, keys: Sequence[bytes]) -> list[str]:
        """The names of people of the list; tells, and is empty, where one of them is not in the register any more.

        The list is read anew behind the screen: until then it may still show whoever was just removed or joined.
        """
        names = [row.full_name for row in self._page.rows_of(keys)]
        if len(names) == len(keys):
            return names
        self._page.told.emit("Người được chọn không còn trong sổ: vừa bị xoá hoặc gộp.")
        return []

    def open_bulk(self) -> Any:
        """One field of many people."""
        why = self._register.why_not
        if why:
            self._page.told.emit(why)
            return None
        from desktop_app.services.bulk import edit_many  # reads the records: not for the first picture
        from desktop_app.ui.roster.bulk_dialog import BulkDialog

        made = BulkDialog(self._page, self._register, self._whose())

        def done(found: Any) -> None:
            made.accept()
            self._page.told.emit(f"Đã sửa {found.value} người. Ctrl+Z để hoàn tác.")

        made.done_asked.connect(
            lambda: self._register.do(
                "edit",
                made.told,
                edit_many,
                made.order,
                then=done,
                refused=lambda why: made.refuse(str(why)),
                reason=made.reason,
                progress=True,
            )
        )
        made.open()
        made.fields.search.setFocus()
        return made

    def open_remove(self) -> Any:
        """Put the files selected into the bin, with a reason."""
        chosen = [bytes(key) for key in self._page.list.selected_keys()]
        if not chosen or self._register.why_not:
            self._page.told.emit(self._register.why_not or "Hãy chọn người cần bỏ vào thùng rác.")
            return None
        if len(chosen) > _MOST_REMOVED:
            self._page.told.emit(f"Mỗi lần chỉ bỏ vào thùng rác nhiều nhất {_MOST_REMOVED} hồ sơ.")
            return None
        names = self.names_of(chosen)
        if not names:
            return None
        text = f"Cả hồ sơ của {_listed(names)} sẽ vào thùng rác; khôi phục được ở “Thùng rác…”. "
        text += "Người nghỉ hưu, chuyển đi thì không xoá: ghi ngày rời cơ quan."

        def carry_out(reason: str) -> None:
            self._register.do(
                "remove",
                f"Xoá hồ sơ {_listed(names)}",
                _remove,
                chosen,
                then=lambda _: self._page.told.emit(f"Đã bỏ {_listed(names)} vào thùng rác. Ctrl+Z để lấy lại."),
                reason=reason,
            )

        return ask_reason(self._page, "Bỏ vào thùng rác", "Bỏ vào thùng rác", carry_out, text)


def _remove(work: Any, keys: Sequence[bytes]) -> None:
    from desktop_app.services.person.edit import remove_person

    for key in keys:
        remove_person(work, key)


def _listed(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    more = "…" if len(names) > _NAMED else ""
    return f"{len(names)} người ({', '.join(names[:_NAMED])}{more})"
