"""What can be done on each page, by which keys: F1 tells it, Ctrl+K finds it and does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from db.text import fold
from desktop_app.ui.kit.finder import Found
from desktop_app.ui.kit.page import Page


@dataclass(frozen=True)
class PageDeed:
    """One deed: its keys, apart by a comma; what it does; ``way`` leads from the page to what does it, if Ctrl+K may."""

    keys: str
    text: str
    way: str = ""
    told: tuple[Any, ...] = ()


_PANES = PageDeed("F6, Shift+F6", "Sang khung kế tiếp, khung trước")
_TABS = PageDeed("Ctrl+Tab, Ctrl+Shift+Tab", "Sang thẻ kế tiếp, thẻ trước")
_FILTER = PageDeed("Ctrl+F", "Gõ để lọc danh sách, không cần dấu")
_TICKS = PageDeed("Dấu cách, Ctrl+A", "Đánh dấu một dòng, mọi dòng")

_DEEDS: dict[tuple[str, str], tuple[PageDeed, ...]] = {
    ("", "Bàn làm việc"): (
        PageDeed("↑, ↓, Enter", "Chọn việc; làm việc đang chọn"),
        PageDeed("V", "Vì sao: quy định và cách tính"),
        PageDeed("H", "Nhắc lại sau, đến ngày mình chọn"),
        PageDeed("B", "Bỏ qua, ghi lý do"),
        PageDeed("G", "Bàn giao cho người khác"),
        PageDeed("L", "Ghi là đã làm"),
        PageDeed("Ctrl+P", "Xem trước và in việc đến hạn", "print_list"),
        PageDeed("Ctrl+E", "Xuất việc đến hạn ra Excel", "export"),
        _PANES,
    ),
    ("", "Hồ sơ"): (
        PageDeed("Enter", "Mở hồ sơ đang chọn"),
        PageDeed("Ctrl+N", "Thêm người mới bằng tay", "new_requested.emit"),
        PageDeed("Ctrl+F", "Tìm trong danh sách; ở danh sách gõ luôn cũng được"),
        PageDeed("Ctrl+L", "Lọc danh sách theo mục, tìm hồ sơ thiếu mục", "shaping.open_builder"),
        PageDeed("Ctrl+G", "Nhóm và đếm danh sách", "shaping.open_counts"),
        PageDeed("Ctrl+A, Shift+↓", "Chọn mọi người, chọn thêm người"),
        PageDeed("", "Sửa hàng loạt một mục của nhiều người", "deeds.open_bulk"),
        PageDeed("Ctrl+C", "Chép các dòng đã chọn để dán vào Excel"),
        PageDeed("Ctrl+P", "Xem trước và in danh sách", "export", ("print",)),
        PageDeed("Ctrl+E", "Xuất danh sách ra Excel", "export", ("xlsx",)),
        _PANES,
    ),
    ("Hồ sơ", "Hồ sơ"): (
        PageDeed("Ctrl+S, Esc", "Lưu phần đã gõ; bỏ phần đang gõ"),
        PageDeed("F8, Shift+F8", "Mục còn thiếu kế tiếp, mục trước", "next_missing"),
        _TABS,
        PageDeed("Ctrl+PgUp, Ctrl+PgDown", "Người trước, người sau trong danh sách"),
        PageDeed("Insert, F2, Delete", "Thêm, sửa, xoá một dòng trong bảng"),
        PageDeed("Ctrl+H", "Hồ sơ như đã biết ngày trước, trước khi sửa", "deeds.do", ("known",)),
        PageDeed("Ctrl+P", "In sơ yếu lý lịch", "print"),
        _PANES,
    ),
    ("", "Tổ chức"): (
        PageDeed("Ctrl+F", "Tìm đơn vị, không cần dấu"),
        PageDeed("Ctrl+N", "Thêm vị trí cho đơn vị đang chọn"),
        PageDeed("F2", "Sửa vị trí đang chọn"),
        PageDeed("Ctrl+Shift+N", "Lập đơn vị mới", "ask", ("create",)),
        PageDeed("Ctrl+Shift+S", "Sắp xếp tổ chức"),
        _TABS,
        PageDeed("Ctrl+P", "Xem trước và in danh sách đơn vị"),
        PageDeed("Ctrl+E", "Xuất danh sách đơn vị ra Excel"),
        _PANES,
    ),
    ("Tổ chức", "Sắp xếp"): (
        PageDeed("Dấu cách", "Đánh dấu đơn vị được sắp xếp"),
        PageDeed("Ctrl+Shift+Enter", "Sang bước sau; ở bước cuối: sắp xếp"),
        PageDeed("Alt+PgUp", "Về bước trước"),
        PageDeed("Enter", "Sửa riêng chức vụ, người đang chọn"),
    ),
    ("", "Bổ nhiệm, điều động"): (
        PageDeed("Ctrl+N", "Quyết định mới: bổ nhiệm, điều động, biệt phái…", "new_decision"),
        PageDeed("Ctrl+Enter", "Việc chính của thẻ, với những dòng đã đánh dấu"),
        _TICKS,
        PageDeed("Enter", "Mở dòng đang chọn"),
        PageDeed("V", "Sang khung Vì sao?"),
        _FILTER,
        _TABS,
        PageDeed("Ctrl+P", "Xem trước và in danh sách"),
        PageDeed("Ctrl+E", "Xuất danh sách ra Excel"),
        PageDeed("", "Số liệu bổ nhiệm, điều động hằng năm", "show_figures"),
        _PANES,
    ),
    ("", "Nghỉ hưu"): (
        PageDeed("Enter", "Hồ sơ nghỉ hưu của người đang chọn"),
        PageDeed("", "Ai nghỉ hưu trong 12 tháng tới", "show_year_ahead"),
        PageDeed("Ctrl+Enter", "Lập thông báo, quyết định cho những người đã đánh dấu"),
        _TICKS,
        PageDeed("V", "Vì sao: cách tính ngày nghỉ"),
        PageDeed("T", "Thử tính ngày nghỉ hưu với số liệu khác", "what_if"),
        PageDeed("M", "Mở hồ sơ của người đang chọn"),
        PageDeed("←, →, Enter", "Ở biểu đồ: chọn cột, lọc danh sách theo cột"),
        _FILTER,
        _TABS,
        PageDeed("Ctrl+P", "Xem trước và in danh sách nghỉ hưu", "print_list"),
        PageDeed("Ctrl+E", "Xuất danh sách nghỉ hưu ra Excel", "export"),
        _PANES,
    ),
    ("", "Kỷ luật"): (
        PageDeed("Ctrl+N", "Vụ việc kỷ luật mới", "open_new"),
        PageDeed("Ctrl+Shift+N", "Ghi quyết định kỷ luật đã có", "record_past"),
        PageDeed("Enter, Esc", "Xem vụ việc đang chọn; về danh sách"),
        PageDeed("Ctrl+Enter", "Việc chính: ghi bước, xác nhận đề xuất"),
        PageDeed("B", "Bỏ qua đề xuất đang chọn"),
        _FILTER,
        _TABS,
        PageDeed("Ctrl+P", "In danh sách; trong vụ việc: giấy tờ"),
        PageDeed("Ctrl+E", "Xuất danh sách ra Excel"),
        PageDeed("", "Số liệu kỷ luật theo năm", "show_year"),
        _PANES,
    ),
    ("", "Tra cứu"): (PageDeed("↑, ↓, Enter", "Chọn phép tính; sang chỗ gõ"), PageDeed("Ctrl+Enter", "Chép kết quả")),
    ("", "Nhập từ Excel"): (
        PageDeed("Ctrl+O", "Chọn tệp Excel để nhập", "choose_file"),
        PageDeed("Ctrl+Shift+Enter", "Sang bước sau; ở bước xem trước: nhập"),
        PageDeed("F8, Shift+F8", "Ô cần xem sau, ô trước"),
        PageDeed("F2, Delete", "Sửa tại chỗ, để trống"),
        PageDeed("Ctrl+Enter", "Nhận đề nghị của ô"),
        PageDeed("Ctrl+Z", "Lấy lại lựa chọn vừa rồi"),
    ),
}

EVERYWHERE: tuple[tuple[str, str], ...] = (
    ("Ctrl+K", "Tìm người, đơn vị, trang và mọi việc làm được"),
    ("Ctrl+1 … Ctrl+9", "Các trang ở thanh bên trái, từ trên xuống"),
    ("Alt+←", "Về trang vừa xem"),
    ("Ctrl+D", "Số liệu tính đến ngày; gõ ngày rồi Enter"),
    ("Enter", "Trong hộp: sang ô sau, đến nút cuối thì làm"),
    ("Ctrl+Enter", "Làm việc chính của hộp"),
    ("Esc", "Đóng hộp, rời ô tìm, dừng việc đang chạy"),
    ("Ctrl+Z, Ctrl+Y", "Hoàn tác, làm lại việc vừa ghi"),
    ("Ctrl+B", "Thu hoặc mở thanh bên trái"),
    ("Ctrl++, Ctrl+-", "Chữ to hơn, nhỏ hơn"),
    ("F5", "Đọc lại"),
    ("F1", "Bảng phím này"),
)
"""Keys that work wherever one is."""


def deeds_of(page: Page) -> tuple[PageDeed, ...]:
    """What can be done on a page."""
    return _DEEDS.get((page.under, page.title), ())


def page_deeds_found(words: Sequence[str], pages: Sequence[Page], here: Page) -> list[Found]:
    """The deeds of pages whose names hold every word; those of a page that shows one thing only where it is shown."""
    return [
        Found(deed.text, " · ".join(filter(None, (f"Trang {page.title}", deed.keys))), page.icon, "deed", (page, deed))
        for page in pages
        if page is here or not page.under
        for deed in deeds_of(page)
        if deed.way and words and all(word in fold(deed.text) for word in words)
    ]


def carry_out(page: Page, deed: PageDeed) -> None:
    """Do it on its page, which is shown."""
    attrgetter(deed.way)(page.inner())(*deed.told)
