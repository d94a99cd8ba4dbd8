"""F1: the key card."""

from PySide6.QtWidgets import QDialog, QGridLayout, QLabel, QWidget

from desktop_app.ui.kit.dialogs import dialog

CARD = (
    ("Ctrl+1 … Ctrl+9", "Các trang ở thanh bên trái, từ trên xuống"),
    ("Ctrl+K, Ctrl+F", "Tìm: gõ không dấu, nhiều từ, thứ tự nào cũng được"),
    ("F6", "Sang khung kế tiếp: cây đơn vị, danh sách, thẻ"),
    ("Ctrl+D", "Số liệu tính đến ngày; gõ ngày rồi Enter"),
    ("Ctrl+B", "Thu hoặc mở thanh bên trái"),
    ("F5", "Đọc lại"),
    ("Ctrl++, Ctrl+-", "Chữ to hơn, nhỏ hơn"),
    ("Enter", "Mở hồ sơ đang chọn"),
    ("Ctrl+N", "Thêm người bằng tay"),
    ("Ctrl+S, Esc", "Trong hồ sơ: lưu, bỏ phần đang gõ"),
    ("Ctrl+Tab, Ctrl+PgUp, Ctrl+PgDn", "Trong hồ sơ: thẻ kế tiếp, người trước, người sau"),
    ("Insert, F2, Del", "Trong hồ sơ: thêm, sửa, xoá một dòng"),
    ("Ctrl+A, Shift+mũi tên", "Chọn nhiều người"),
    ("Ctrl+C", "Chép bảng như Excel hiểu"),
    ("Ctrl+E", "Xuất danh sách đang hiện ra Excel"),
    ("Ctrl+L", "Lọc theo mục của hồ sơ; nút “Đã lưu”"),
    ("Ctrl+G", "Nhóm và đếm danh sách đang hiện"),
    ("Ctrl+P", "Xem trước và in danh sách đang hiện"),
    ("F8, Shift+F8", "Khi nhập: ô cần xem sau, trước; trong hồ sơ: mục còn thiếu"),
    ("F2, Del", "Khi nhập: sửa tại chỗ, để trống"),
    ("Ctrl+Enter", "Nhận đề nghị, hoặc làm việc chính của hộp"),
    ("Ctrl+Z, Ctrl+Y", "Hoàn tác, làm lại việc vừa ghi (khi nhập: lựa chọn vừa rồi)"),
    ("Esc", "Dừng việc đang chạy, đóng hộp, xoá ô tìm"),
)


def show_keys(parent: QWidget) -> QDialog:
    """Show every key."""
    made, layout = dialog(parent, "Bảng phím", 620)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(7)
    for row, (keys, text) in enumerate(CARD):
        cap, words = QLabel(keys), QLabel(text)
        cap.setProperty("kind", "key")
        words.setWordWrap(True)
        grid.addWidget(cap, row, 0)
        grid.addWidget(words, row, 1)
    grid.setColumnStretch(1, 1)
    layout.addLayout(grid)
    made.open()
    return made
