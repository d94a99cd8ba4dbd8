"""Writing a file whole or not at all."""

import errno
import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from db.errors import reason
from desktop_app.errors import MachineTrouble

Progress = Callable[[int, int], None]
"""Told (done, total) while a file is written; whatever it raises stops the writing and nothing is left behind."""
STEP = 200  # rows between two calls


def no_progress(_done: int, _total: int) -> None:
    """Nobody is told."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A new file beside ``path`` that takes its place at the end; ``MachineTrouble`` when the machine refuses."""
    draft = path.with_name(f".{path.stem[:80]}-{secrets.token_hex(4)}.tmp")
    try:
        try:
            draft.open("xb").close()
            yield draft
            with draft.open("rb+") as written:
                os.fsync(written.fileno())
            draft.replace(path)
        finally:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
    except OSError as trouble:
        raise MachineTrouble(_told(trouble, path)) from trouble


def _told(trouble: OSError, path: Path) -> str:
    if trouble.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"Ổ đĩa đã đầy nên chưa ghi được “{path.name}”. Hãy xoá bớt tệp không dùng hoặc chọn ổ đĩa khác rồi làm lại."
    if not path.parent.is_dir():
        return f"Không có thư mục “{path.parent}”. Hãy chọn thư mục khác."
    if path.is_dir():
        return f"“{path}” là một thư mục. Hãy đặt tên tệp khác."
    if isinstance(trouble, PermissionError) and path.exists():
        return (
            f"Chưa ghi được “{path.name}” vì tệp đang mở trong chương trình khác hoặc bạn không có quyền ghi."
            " Hãy đóng tệp rồi làm lại, hoặc đặt tên khác."
        )
    if isinstance(trouble, PermissionError):
        return f"Bạn không có quyền ghi vào thư mục “{path.parent}”. Hãy chọn thư mục khác."
    if trouble.errno == errno.EROFS:
        return f"Ổ đĩa chứa “{path.parent}” chỉ cho đọc. Hãy chọn nơi khác."
    return f"Chưa ghi được “{path.name}”: {reason(trouble)}. Hãy chọn nơi khác rồi làm lại."
