"""What can go wrong with the data file; the application tells it to people in its own words."""

import errno

_REASONS = {
    errno.ENOSPC: "ổ đĩa đã đầy",
    errno.EDQUOT: "hết dung lượng được cấp",
    errno.EFBIG: "tệp quá lớn với ổ đĩa này",
    errno.EROFS: "ổ đĩa chỉ cho đọc",
    errno.EACCES: "không được phép, hoặc tệp đang mở trong chương trình khác",
    errno.EPERM: "không được phép",
    errno.ENOENT: "không có thư mục hoặc tệp này",
    errno.ENOTDIR: "đường dẫn không phải thư mục",
    errno.EISDIR: "đường dẫn là thư mục, không phải tệp",
    errno.EEXIST: "đã có tệp cùng tên",
    errno.ENAMETOOLONG: "tên quá dài",
    errno.EIO: "ổ đĩa bị rút ra hoặc hỏng",
    errno.ENODEV: "ổ đĩa bị rút ra",
    errno.ENXIO: "ổ đĩa bị rút ra",
    errno.EBUSY: "ổ đĩa hoặc tệp đang bận",
    errno.EINVAL: "tên có ký tự không dùng được ở ổ đĩa này",
}


def reason(trouble: OSError) -> str:
    """Why the machine refused, in Vietnamese."""
    return _REASONS.get(trouble.errno or 0, f"máy báo lỗi số {trouble.errno}")


class DataError(Exception):
    """Any trouble with the data file that is not a bug; its text is a Vietnamese sentence."""


class FileLocked(DataError):
    """Another program holds the file open for writing."""


class NewerData(DataError):
    """The file was written by a newer program."""


class DamagedData(DataError):
    """The file cannot be read as a register, or its journal does not hold."""


class LostFile(DataError):
    """The open file was deleted, renamed or replaced by another."""


class NoSpace(DataError):
    """The disk is full or cannot be written."""


class UnsafePlace(DataError):
    """The file lies on a network share or in a cloud folder."""


class UnjournalledWrite(DataError):
    """Something tried to change a record without the journal."""
