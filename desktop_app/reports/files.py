"""Writing a finished file beside its target and putting it there in one step."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.errors import MachineTrouble

Progress = Callable[[int, int], None]


@contextmanager
def finished(target: Path) -> Iterator[Path]:
    """A temporary path that replaces ``target`` when the block ends well; no half file is ever left.

    Raises ``MachineTrouble`` when the folder cannot be written or the target is open elsewhere.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=target.suffix, dir=target.parent)
        os.close(handle)
    except OSError as trouble:
        raise MachineTrouble(f"Không ghi được vào thư mục {target.parent}: {trouble.strerror}.") from trouble
    part = Path(name)
    try:
        yield part
        part.replace(target)
    except PermissionError:
        raise MachineTrouble(f"Không ghi được {target.name}: tệp đang mở trong chương trình khác. Hãy đóng tệp rồi làm lại.") from None
    except OSError as trouble:
        raise MachineTrouble(f"Không ghi được {target.name}: {trouble.strerror}.") from trouble
    finally:
        part.unlink(missing_ok=True)
