"""``python -m db.new_revision "add …"``: the next migration, generated from the records."""

import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

SCRIPTS = Path(__file__).parent / "migrations"


def main(message: str) -> None:
    """Write the next numbered migration by comparing the records with the newest released schema."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2 as driver

    from db.connection import connect
    from db.upgrade import upgrade

    versions = sorted(path.name[:4] for path in (SCRIPTS / "versions").glob("[0-9]*.py"))
    number = f"{int(versions[-1]) + 1:04d}" if versions else "0001"
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "old.snv"
        if versions:
            upgrade(file, Path(folder), datetime.now(UTC), SCRIPTS)
        config = Config()
        config.set_main_option("script_location", str(SCRIPTS))
        config.set_main_option("path_separator", "os")
        raw = connect(file)
        engine = create_engine("sqlite://", creator=lambda: raw, module=driver, poolclass=StaticPool)
        with engine.connect() as connection:
            config.attributes["connection"] = connection
            command.revision(config, message, autogenerate=True, rev_id=number)
        raw.close()


if __name__ == "__main__":
    main(sys.argv[1])
