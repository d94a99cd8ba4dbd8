"""Where this register's backups go and when: a note of this machine beside the witnesses, not part of the register."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from db.errors import reason
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.paths import backup_folder
from desktop_app.services.opening import anchors_of

ON_CLOSE, BY_HAND = "close", "hand"
LEAST_KEPT, MOST_KEPT = 2, 99


@dataclass(frozen=True)
class BackupPlan:
    """Folder, when (``close`` or ``hand``), how many automatic ones are kept; when the last was made and of what.

    ``trouble`` is why the last one at closing failed, until one succeeds.
    """

    folder: str
    when: str = BY_HAND
    keep: int = 10
    last: str = ""
    last_link: str = ""
    trouble: str = ""


def _file(data: Path) -> Path:
    return anchors_of(data).with_suffix(".kehoach.json")


def plan_of(data: Path) -> BackupPlan:
    """The plan for this data file; by hand into the default folder where there is none."""
    plan = BackupPlan(str(backup_folder()))
    try:
        held = json.loads(_file(data).read_text(encoding="utf-8"))
        known = {name: held[name] for name, value in asdict(plan).items() if type(held.get(name)) is type(value)}
    except (OSError, ValueError, AttributeError):
        return plan
    return BackupPlan(**{**asdict(plan), **known})


def keep_plan(data: Path, plan: BackupPlan) -> None:
    """Set where and when; losing the note loses no data, but it is told as ``MachineTrouble``."""
    try:
        _file(data).parent.mkdir(parents=True, exist_ok=True)
        _file(data).write_text(json.dumps(asdict(plan), ensure_ascii=False, indent=1), encoding="utf-8")
    except OSError as trouble:
        raise MachineTrouble(f"Không ghi được nơi sao lưu: {reason(trouble)}.") from trouble


def checked_folder(text: str, data: Path) -> Path:
    """The folder backups shall go to, tried by writing into it; ``InvalidInput`` in words when it will not do."""
    if not text.strip():
        raise InvalidInput("Cần một thư mục để sao lưu.", "folder")
    folder = Path(text.strip())
    if not folder.is_absolute():
        raise InvalidInput("Hãy chọn thư mục bằng đường dẫn đầy đủ.", "folder")
    trial = folder / ".thu-ghi"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"thu")
        whole = trial.read_bytes() == b"thu"
    except OSError as trouble:
        raise InvalidInput(f"Không ghi được vào thư mục này: {reason(trouble)}.", "folder") from trouble
    finally:
        with suppress(OSError):
            trial.unlink(missing_ok=True)
    if not whole or (data.exists() and folder.resolve() == data.parent.resolve()):
        raise InvalidInput("Hãy chọn thư mục khác với thư mục của sổ, tốt nhất là ổ đĩa khác.", "folder")
    return folder


def told_risk(folder: Path, data: Path) -> str:
    """A sentence when the folder is on the disk of the register, where one dead disk takes both."""
    try:
        near = next(parent for parent in (folder, *folder.parents) if parent.exists())
        home = next(parent for parent in (data.parent, *data.parent.parents) if parent.exists())
        same = near.stat().st_dev == home.stat().st_dev
    except (OSError, StopIteration):
        return ""
    return "Thư mục này cùng ổ đĩa với sổ: hỏng ổ là mất cả hai. Nên dùng ổ khác hoặc USB." if same else ""


def note_backup(data: Path, now: datetime, link: str) -> None:
    """Remember that a backup was made; nothing when the note cannot be written."""
    with suppress(MachineTrouble):
        keep_plan(data, replace(plan_of(data), last=now.isoformat(), last_link=link, trouble=""))


def back_up_on_close(data: Path, now: datetime) -> str:
    """Make the backup the plan wants when the window closes, and thin out old ones; why it failed, else nothing.

    A register that has not changed since its last backup needs no other.
    """
    from desktop_app.errors import AppError
    from desktop_app.services.health import back_up

    plan = plan_of(data)
    if plan.when != ON_CLOSE or not data.exists():
        return ""
    folder = Path(plan.folder)
    try:
        if plan.last_link and plan.last_link == _head(data) and _has(folder, plan.last_link):
            return ""
        done = back_up(data, folder, now)
        _mark(done.file)
        thin_out(folder, done.lineage, plan.keep)
    except AppError as trouble:
        with suppress(MachineTrouble):
            keep_plan(data, replace(plan, trouble=str(trouble)))
        return str(trouble)
    if not done.verified:
        told = "Bản sao lưu lúc đóng sổ chưa đạt kiểm tra. Hãy chạy “Kiểm tra dữ liệu”."
        with suppress(MachineTrouble):
            keep_plan(data, replace(plan_of(data), trouble=told))
        return told
    return ""


def _head(data: Path) -> str:
    from db.connection import connect_reading
    from desktop_app.services.work import told

    with told():
        raw = connect_reading(data)
        try:
            row = raw.execute("SELECT link FROM operation ORDER BY seq DESC LIMIT 1").fetchone()
        finally:
            raw.close()
    return bytes(row[0]).hex() if row else ""


def _has(folder: Path, link: str) -> bool:
    from db.backup import read_manifests

    return any(
        manifest["link"] == link and manifest.get("verified") and (folder / str(manifest["file"])).exists()
        for manifest in read_manifests(folder)
    )


def _mark(file: Path) -> None:
    """Say in a backup's manifest that nobody asked for it by hand: only such ones are ever thinned out."""
    note = file.with_suffix(".json")
    with suppress(OSError, ValueError):
        manifest = json.loads(note.read_text(encoding="utf-8"))
        note.write_text(json.dumps({**manifest, "automatic": True}, ensure_ascii=False, indent=1), encoding="utf-8")


def thin_out(folder: Path, lineage: str, keep: int) -> list[Path]:
    """Remove automatic backups of this register older than its newest ``keep`` good ones; those removed.

    A backup that is not known to be good never counts, so the only good one always stays; scans are shared and stay.
    """
    from db.backup import read_manifests

    keep = max(keep, LEAST_KEPT)
    own = [
        (str(manifest.get("made_at")), folder / str(manifest["file"]), manifest)
        for manifest in read_manifests(folder)
        if manifest.get("lineage") == lineage and (folder / str(manifest["file"])).is_file()
    ]
    own.sort(key=lambda one: one[0], reverse=True)
    good = [made for made, _, manifest in own if manifest.get("verified") is True]
    if len(good) < keep:
        return []
    removed = []
    for made, file, manifest in own:
        if made < good[keep - 1] and manifest.get("automatic") is True:
            with suppress(OSError):
                file.unlink()
                file.with_suffix(".json").unlink(missing_ok=True)
                removed.append(file)
    return removed
