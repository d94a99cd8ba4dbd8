"""Vietnamese for Qt's own dialogs; the toolkit ships no Vietnamese of its own."""

from PySide6.QtCore import QTranslator

WORDS = {
    "OK": "Đồng ý", "&OK": "Đồ&ng ý", "Cancel": "Huỷ", "&Cancel": "&Huỷ", "Close": "Đóng", "&Close": "Đón&g",
    "Save": "Lưu",
    "&Save": "&Lưu", "Open": "Mở", "&Open": "&Mở", "&Yes": "&Có", "&No": "&Không", "Yes": "Có", "No": "Không",
    "Help": "Trợ giúp",
    "&Undo": "&Hoàn tác", "&Redo": "&Làm lại", "Cu&t": "Cắ&t", "&Copy": "&Chép", "&Paste": "&Dán", "Delete": "Xoá",
    "Select All": "Chọn tất cả", "Look in:": "Trong thư mục:", "File &name:": "&Tên tệp:",
    "Files of type:": "Loại tệp:",
    "Back": "Quay lại", "Forward": "Đi tới", "Parent Directory": "Thư mục trên", "Create New Folder": "Tạo thư mục mới",
    "List View": "Dạng danh sách", "Detail View": "Dạng chi tiết", "Name": "Tên", "Size": "Cỡ", "Type": "Loại",
    "Kind": "Loại",
    "Date Modified": "Ngày sửa", "Computer": "Máy tính", "My Computer": "Máy tính", "Directory:": "Thư mục:",
    "&Choose": "&Chọn",
    "Choose": "Chọn", "All Files (*)": "Mọi tệp (*)", "&Rename": "Đổi &tên", "&Delete": "&Xoá",
    "Show &hidden files": "Hiện tệp ẩ&n",
    "&New Folder": "Thư mục &mới", "Remove": "Bỏ", "Go back": "Quay lại", "Go forward": "Đi tới",
    "Create a New Folder": "Tạo thư mục mới",
    "Go to the parent directory": "Lên thư mục trên", "Change to list view mode": "Xem dạng danh sách",
    "Change to detail view mode": "Xem dạng chi tiết", "File": "Tệp", "Folder": "Thư mục", "File Folder": "Thư mục",
    "Drive": "Ổ đĩa",
    "Find Directory": "Tìm thư mục", "Save As": "Lưu thành", "Copy &Link Location": "Chép đường &dẫn",
    "New Folder": "Thư mục mới",
    "%1 already exists.\nDo you want to replace it?": "%1 đã có.\nThay bằng tệp mới?",
    "%1\nFile not found.\nPlease verify the correct file name was given.":
        "%1\nKhông tìm thấy tệp. Hãy kiểm tra lại tên.",
    "%1\nDirectory not found.\nPlease verify the correct directory name was given.":
        "%1\nKhông tìm thấy thư mục. Hãy kiểm tra lại tên.",
}  # fmt: skip


class Vietnamese(QTranslator):
    """Answers with Vietnamese where it has it; ``None`` leaves Qt's own text (an empty answer would blank it)."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        """The Vietnamese of one of Qt's texts."""
        del context, disambiguation, n
        return WORDS.get(text)  # type: ignore[return-value] # None is what Qt wants for "not mine"

    def isEmpty(self) -> bool:
        """It has words, though no file."""
        return False
