"""Places where SQLite's promises do not hold: network shares and cloud folders."""

import os
import sys
from pathlib import Path

from db.errors import UnsafePlace

_CLOUD_NAMES = (
    "onedrive", "dropbox", "google drive", "googledrive", "icloud", "iclouddrive", "zalo", "mega", "megasync",
    "box sync", "nextcloud", "pcloud", "pclouddrive",
)  # fmt: skip
_NETWORK_KINDS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "afs", "9p", "davfs", "fuse.rclone"}
_REMOTE_DRIVE = 4


def refuse_unsafe(path: Path) -> None:
    """Raise ``UnsafePlace`` with an explanation when the file would lie on a network share or in a cloud folder."""
    named = path.expanduser().absolute()
    resolved = named.resolve()  # a link may lead where nobody would look
    for part in (*named.parent.parts, *resolved.parent.parts):
        if any(part.lower() == name or part.lower().startswith((name + " ", name + "-")) for name in _CLOUD_NAMES):
            raise UnsafePlace(
                f"Thư mục “{part}” được đồng bộ lên mạng: bản đang ghi dở có thể đè lên dữ liệu, và hồ sơ cán bộ sẽ ra"
                " khỏi cơ quan. Hãy để tệp dữ liệu trên ổ đĩa của máy này và dùng chức năng Sao lưu."
            )
    if any(_on_network(place) for place in {path, named, resolved}):  # mostly one place: its mount is looked up once
        raise UnsafePlace(
            f"“{resolved.parent}” là ổ đĩa mạng: khoá tệp ở đó không tin cậy, dữ liệu có thể hỏng khi hai máy cùng ghi."
            " Hãy để tệp dữ liệu trên ổ đĩa của máy này và dùng chức năng Sao lưu."
        )


def _on_network(path: Path) -> bool:
    if str(path).startswith(("\\\\", "//")):
        return True
    if sys.platform == "win32":
        import ctypes

        return bool(ctypes.windll.kernel32.GetDriveTypeW(path.drive + "\\") == _REMOTE_DRIVE)
    return _mount_kind(path) in _NETWORK_KINDS


def _mount_kind(path: Path, mounts: Path = Path("/proc/mounts")) -> str:
    try:
        lines = mounts.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    best, kind = "", ""
    for line in lines:
        parts = line.split(" ")
        place = parts[1].replace("\\040", " ")
        inside = str(path) == place or str(path).startswith(place.rstrip(os.sep) + os.sep)
        if inside and len(place) >= len(best):
            best, kind = place, parts[2]
    return kind
