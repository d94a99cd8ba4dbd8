"""What lies beside the tables: backups, attachments, upgrades, locks, places, and a disk that is full."""

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import db.backup
from db.attachments import Attachments, attachments_path
from db.backup import back_up
from db.check import verify_anchors, verify_chain
from db.connection import connect, connect_reading
from db.database import Database, NewOffice
from db.errors import DamagedData, DataError, FileLocked, LostFile, NewerData, NoSpace, UnsafePlace
from db.lock import holder
from db.models import Person
from db.pictures import THUMBNAIL_BYTES
from db.places import _mount_kind, refuse_unsafe
from db.revision import HEAD
from db.upgrade import upgrade

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
Add = Callable[..., bytes]


# --- backups ---------------------------------------------------------------------------------------------------------


def test_a_backup_is_reopened_and_equal(database: Database, add: Add, tmp_path: Path) -> None:
    add("An")
    database.attachments.put(b"scan")
    done = back_up(database.path, tmp_path / "sl", NOW)
    assert (done.verified, done.tables["person"], done.seq) == (True, 1, 2)
    manifest = json.loads(next((tmp_path / "sl").glob("*.json")).read_text(encoding="utf-8"))
    assert (manifest["seq"], manifest["link"], manifest["digest"]) == (done.seq, done.link, done.digest)
    copy = connect(done.file)
    assert copy.execute("SELECT full_name FROM person").fetchall() == [("An",)]
    assert verify_chain(copy).trouble is None
    copy.close()
    scans = Attachments(tmp_path / "sl" / attachments_path(database.path).name)
    assert scans.names() == database.attachments.names()
    scans.close()
    raw = connect(database.path)
    assert verify_anchors(raw, None, [tmp_path / "sl"]).compared == 1
    raw.close()


def test_a_copy_that_is_not_equal_is_thrown_away(
    database: Database, add: Add, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add("An")
    real = db.backup._copy

    def damaged(source: Any, part: Path) -> None:
        real(source, part)
        raw = connect(part)
        raw.execute("UPDATE person SET full_name = 'Khác'")
        raw.execute("PRAGMA journal_mode = DELETE")
        raw.close()

    monkeypatch.setattr(db.backup, "_copy", damaged)
    with pytest.raises(DamagedData, match="không khớp"):
        back_up(database.path, tmp_path / "sl", NOW)
    assert list((tmp_path / "sl").glob("*.snv*")) == []


def test_a_backup_into_nowhere_says_so(database: Database, tmp_path: Path) -> None:
    (tmp_path / "tep").write_text("x", encoding="utf-8")
    with pytest.raises(NoSpace, match="Không sao lưu được"):
        back_up(database.path, tmp_path / "tep" / "sl", NOW)


# --- attachments -----------------------------------------------------------------------------------------------------


def test_the_same_content_is_kept_once_and_damage_is_seen(tmp_path: Path) -> None:
    scans = Attachments(tmp_path / "x")
    name = scans.put(b"abc")
    assert scans.put(b"abc") == name
    assert scans.get(name) == b"abc"
    assert scans.missing([name, "00"]) == ["00"]
    scans.close()
    raw = connect(tmp_path / "x")
    raw.execute("UPDATE blob SET content = x'00'")
    raw.close()
    with pytest.raises(DataError, match="hỏng"):
        scans.get(name)
    assert list(scans.damaged()) == [name]
    scans.close()


def test_pictures_are_made_small_and_lose_what_they_say_of_the_place(tmp_path: Path) -> None:
    from PIL import Image

    picture = Image.effect_noise((3000, 2400), 80).convert("RGB")
    exif = Image.Exif()
    exif[0x010E] = "chụp ở nhà"
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    scans = Attachments(tmp_path / "x")
    name, thumbnail = scans.put_image(out.getvalue())
    kept = scans.get(name)
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as image:
        assert max(image.size) == 2000
        assert not image.getexif()
    assert len(thumbnail) <= THUMBNAIL_BYTES
    for wrong in (scans.put_image, scans.put_pdf):
        with pytest.raises(DataError):
            wrong(b"not that")
    with pytest.raises(DataError, match="20 MB"):
        scans.put_pdf(b"%PDF-" + bytes(21 * 1024 * 1024))
    scans.close()


# --- upgrades --------------------------------------------------------------------------------------------------------


def _scripts(folder: Path, *steps: str) -> Path:
    """Our migrations and then some of a program to come."""
    import shutil

    shutil.copytree(ROOT / "db" / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    before = HEAD
    for number, step in enumerate(steps, 1):
        name = f"9{number:03d}"
        text = (
            "import sqlalchemy as sa\nfrom alembic import op\n"
            f"revision = '{name}'\ndown_revision = '{before}'\nbranch_labels = depends_on = None\n"
            f"def upgrade():\n    {step}\n"
        )
        (folder / "versions" / f"{name}_next.py").write_text(text, encoding="utf-8")
        before = name
    return folder


def test_an_older_file_is_brought_up_after_a_verified_backup(tmp_path: Path, clock: Any) -> None:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND"), actor="lan", clock=clock)
    made.close()
    scripts = _scripts(tmp_path / "m", "op.add_column('office', sa.Column('motto', sa.String()))")
    kept = upgrade(tmp_path / "so.snv", tmp_path / "sl", NOW, scripts)
    assert kept is not None
    assert kept.exists()
    raw = connect(tmp_path / "so.snv")
    assert raw.execute("SELECT motto FROM office").fetchall() == [(None,)]
    raw.close()
    assert upgrade(tmp_path / "so.snv", tmp_path / "sl", NOW, scripts) is None
    with pytest.raises(NewerData):
        upgrade(tmp_path / "so.snv", tmp_path / "sl", NOW)


def test_a_failing_upgrade_leaves_the_file_as_it_was(tmp_path: Path, clock: Any) -> None:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND"), actor="lan", clock=clock)
    made.close()
    scripts = _scripts(
        tmp_path / "m", "op.add_column('office', sa.Column('motto', sa.String()))", "raise RuntimeError('x')"
    )
    with pytest.raises(RuntimeError):
        upgrade(tmp_path / "so.snv", tmp_path / "sl", NOW, scripts)
    raw = connect(tmp_path / "so.snv")
    assert "motto" not in [row[1] for row in raw.execute("PRAGMA table_info(office)")]
    assert raw.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
    raw.close()


def test_the_migrations_make_the_records(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlalchemy import create_engine
    from sqlalchemy.pool import StaticPool
    from sqlcipher3 import dbapi2

    from db import models, tables
    from db.base import Record

    assert models.RECORDS
    assert tables.MEMO is not None
    upgrade(tmp_path / "so.snv", tmp_path, NOW)
    raw = connect(tmp_path / "so.snv")
    engine = create_engine("sqlite://", creator=lambda: raw, module=dbapi2, poolclass=StaticPool)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, Record.metadata) == []
        assert context.get_current_revision() == HEAD
    raw.close()


def test_alembic_is_not_loaded_when_nothing_is_to_do(tmp_path: Path, clock: Any) -> None:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND"), actor="lan", clock=clock)
    made.close()
    code = (
        "import sys; from pathlib import Path; from db.database import Database\n"
        "d = Database.open_upgraded(Path(sys.argv[1]), actor='x', backups=Path('.')); d.close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(made.path)], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.strip() == "False"


def test_a_foreign_or_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rong.snv").touch()
    (tmp_path / "la.snv").write_bytes(b"x" * 5000)
    raw = connect(tmp_path / "khac.snv")
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    for name in ("rong.snv", "la.snv", "khac.snv", "khong-co.snv"):
        with pytest.raises(DataError):
            Database.open_upgraded(tmp_path / name, actor="x", backups=tmp_path)


# --- locks and places ------------------------------------------------------------------------------------------------


def test_a_second_writer_is_told_who_holds_the_file(database: Database) -> None:
    with pytest.raises(FileLocked, match="máy"):
        Database(database.path, actor="hai")
    assert "máy" in holder(database.path)
    reader = Database(database.path, actor="hai", writable=False)
    with pytest.raises(DataError, match="chỉ để đọc"), reader.write("add", "x"):
        pass
    reader.close()


def test_a_killed_holder_holds_nothing(tmp_path: Path, clock: Any) -> None:
    made = Database.create(tmp_path / "so.snv", NewOffice("UBND"), actor="lan", clock=clock)
    made.close()
    code = (
        "import sys; from pathlib import Path; from db.database import Database\n"
        "d = Database(Path(sys.argv[1]), actor='x'); print('held', flush=True); sys.stdin.read()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(made.path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert child.stdout is not None
    assert child.stdin is not None
    assert child.stdout.readline() == "held\n"
    with pytest.raises(FileLocked):
        Database(made.path, actor="hai")
    child.kill()
    child.wait()
    child.stdout.close()
    child.stdin.close()
    Database(made.path, actor="hai").close()


@pytest.mark.parametrize(
    "place", ["OneDrive/so.snv", "OneDrive - UBND/so.snv", "Dropbox/a/so.snv", "Google Drive/so.snv"]
)
def test_cloud_folders_are_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(UnsafePlace, match="đồng bộ"):
        refuse_unsafe(tmp_path / place)
    refuse_unsafe(tmp_path / "so.snv")


def test_network_shares_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnsafePlace, match="mạng"):
        refuse_unsafe(Path("//may-chu/chung/so.snv"))
    mounts = tmp_path / "mounts"
    mounts.write_text("/dev/sda1 / ext4 rw 0 0\n//srv/x /mnt/o\\040chung cifs rw 0 0\n", encoding="utf-8")
    assert _mount_kind(Path("/mnt/o chung/so.snv"), mounts) == "cifs"
    assert _mount_kind(Path("/home/so.snv"), mounts) == "ext4"


# --- a file that goes while it is open ---------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets nobody take an open file away")
@pytest.mark.parametrize("way", ["deleted", "renamed", "replaced"])
def test_a_file_taken_away_while_it_is_open_is_saved_beside_and_takes_nothing_more(
    database: Database, add: Add, way: str
) -> None:
    add("An")
    photo = database.attachments.put(b"mot tam anh")
    path = database.path
    if way == "deleted":
        path.unlink()
    elif way == "renamed":
        path.rename(path.with_name("khac.snv"))
    else:
        (path.parent / "moi").write_bytes(b"x" * 5000)
        (path.parent / "moi").replace(path)
    with pytest.raises(LostFile, match=r"so-cuu\.snv"), database.write("add", "thêm") as work:
        work.session.add(Person(full_name="Bình"))
    with pytest.raises(LostFile), database.read():
        pass
    with pytest.raises(LostFile):
        database.raw_reader()
    database.close()
    assert path.exists() == (way == "replaced")  # no empty register in its place
    saved = Database(path.with_name("so-cuu.snv"), actor="lan")
    with saved.read() as session:
        assert session.scalars(select(Person.full_name)).all() == ["An"]
    assert saved.attachments.get(photo) == b"mot tam anh"
    saved.close()


def test_reading_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="Không có tệp"):
        connect_reading(tmp_path / "khong.snv")
    assert not list(tmp_path.glob("khong*"))


# --- a full disk -----------------------------------------------------------------------------------------------------


def test_a_full_disk_loses_nothing_that_was_saved(database: Database, add: Add) -> None:
    add("An")
    with pytest.raises(NoSpace, match="ổ đầy"), database.write("import", "nhập") as work:
        (pages,) = work.raw.execute("PRAGMA page_count").fetchone()
        work.raw.execute(f"PRAGMA max_page_count = {pages + 20}")
        work.add_many(Person, ({"full_name": f"Nguyễn Văn {n}", "note": "x" * 500} for n in range(5000)))
    with database.read() as session:
        assert session.scalars(select(Person.full_name)).all() == ["An"]
