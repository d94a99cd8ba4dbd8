"""The closed list of what an operation of the journal can be, as the journal stores it and as people read it."""

VERBS = {
    "create": "Lập sổ",
    "practice": "Lập văn phòng thực hành",
    "import": "Nhập từ tệp",
    "add": "Thêm",
    "edit": "Sửa",
    "remove": "Xoá",
    "merge": "Gộp hồ sơ trùng",
    "discipline": "Kỷ luật",
    "movement": "Biến động nhân sự",
    "retirement": "Nghỉ hưu, thôi việc",
    "decision": "Sổ quyết định, số văn bản",
    "organisation": "Tổ chức bộ máy",
    "issue": "Phát hành",
    "undo": "Hoàn tác",
    "settings": "Thiết lập",
    "upgrade": "Nâng cấp dữ liệu",
    "restore": "Khôi phục bản sao lưu",
}
NEVER_UNDONE = frozenset({"create", "upgrade", "restore", "practice"})
"""Operations without which there would be no register to go back to."""
