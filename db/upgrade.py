"""Bringing a data file to today's schema at start-up; alembic is imported only when the revision differs."""

from datetime import datetime
from pathlib import Path
from typing import Any

from db.connection import Connection, connect, explained
from db.errors import DamagedData, NewerData
from db.revision import HEAD


def revision_of(raw: Connection) -> str | None:
    """The revision a file says it has; ``None`` for an empty file. Raises ``DamagedData`` for a foreign database."""
    from sqlcipher3 import dbapi2 as driver

    try:
        tables = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        if "alembic_version" not in tables:
            raise DamagedData("Tệp này không phải sổ của Sổ Nội Vụ.")
        row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    except driver.Error as trouble:
        raise explained(trouble) from trouble
    return row[0] if row else None


def upgrade(file: Path, backups: Path, now: datetime, scripts: Path | None = None, actor: str = "") -> Path | None:
    """Bring the file to the newest schema; the verified backup made before, if it held data.

    A file of a newer program is refused (``NewerData``). The whole upgrade is one transaction: on any failure the file
    is as it was.
    """
    raw = connect(file)
    try:
        current = revision_of(raw)
    finally:
        raw.close()
    if scripts is None and current == HEAD:
        return None
    return _migrate(file, backups, now, current, scripts, actor)


def _migrate(
    file: Path, backups: Path, now: datetime, current: str | None, told_scripts: Path | None, actor: str
) -> Path | None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool
    from sqlcipher3 import dbapi2 as driver

    from db.backup import back_up
    from db.upgrade_values import move_values

    scripts = told_scripts or Path(__file__).parent / "migrations"
    config = Config()
    config.set_main_option("script_location", str(scripts).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    script = ScriptDirectory.from_config(config)
    if current == script.get_current_head():
        return None
    if current is not None and current not in {revision.revision for revision in script.walk_revisions()}:
        raise NewerData(f"Tệp dữ liệu do bản chương trình mới hơn ghi (lược đồ {current}). Hãy cập nhật chương trình.")
    kept = back_up(file, backups / f"{now:%Y-%m-%d_%H%M%S}_truoc-nang-cap-{current}", now).file if current else None
    # Its own engine with foreign keys off: SQLite rebuilds a table by dropping the old one.
    engine = create_engine(
        "sqlite://", creator=lambda: connect(file, foreign_keys=False), module=driver, poolclass=NullPool
    )
    try:
        with engine.connect() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            try:
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                if told_scripts is None and current is not None:
                    move_values(connection.connection.driver_connection, current, actor, now)
                _refuse_dangling(connection.exec_driver_sql("PRAGMA foreign_key_check").first())
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                connection.rollback()
                raise
    except (DBAPIError, driver.Error) as trouble:
        raise explained(getattr(trouble, "orig", None) or trouble) from trouble
    finally:
        engine.dispose()
    return kept


def _refuse_dangling(row: Any) -> None:
    if row is not None:
        raise DamagedData("Nâng cấp để lại tham chiếu hỏng; tệp được giữ nguyên như trước.")
