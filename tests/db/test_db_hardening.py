"""What an unkind machine does: cut-off witnesses, purged entries, odd names, odd pictures, media that cannot be written."""

import io
import os
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from db.anchors import read_anchors
from db.attachments import Attachments
from db.check import differences, replayed, verify_anchors, verify_chain, verify_replay
from db.connection import connect, connect_reading
from db.database import Database
from db.errors import DataError, reason
from db.models import Contact, Person
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.services import attachments
from desktop_app.services.work import changing, reading
from tests.ui.conftest import DAY

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\nstartxref\n9\n%%EOF\n"


def _picture(mode: str, kind: str, size: tuple[int, int] = (400, 300), colour: Any = 0) -> bytes:
    from PIL import Image

    out = io.BytesIO()
    Image.new(mode, size, colour).save(out, kind)
    return out.getvalue()


# --- the journal -----------------------------------------------------------------------------------------------------


def test_a_header_is_composed_text_whatever_was_given(database: Database) -> None:
    odd = unicodedata.normalize("NFD", "Nhập từ tệp Đặng Thị Ế") + "\udce9.xlsx"
    with database.write("import", odd, reason=unicodedata.normalize("NFD", "lý do")) as work:
        work.session.add(Person(full_name="An\udce9"))
    raw = database.raw_reader()
    assert raw.execute("SELECT summary, reason FROM operation WHERE seq = 2").fetchone() == (
        "Nhập từ tệp Đặng Thị Ế?.xlsx",
        "lý do",
    )
    assert raw.execute("SELECT full_name FROM person").fetchone() == ("An?",)
    assert verify_chain(raw).trouble is None
    assert verify_replay(raw) == []
    raw.close()


def test_a_witness_cut_off_by_a_power_cut_hurts_no_other(database: Database, tmp_path: Path) -> None:
    witnesses = tmp_path / "moc.txt"
    witnesses.write_bytes(witnesses.read_bytes() + b"99")  # the beginning of a line
    with database.write("add", "thêm") as work:
        work.session.add(Person(full_name="An"))
    assert [seq for seq, _ in read_anchors(witnesses)] == [1, 2]
    witnesses.write_bytes(witnesses.read_bytes() + b"\n\xff\xfe\x00 nonsense\n")
    raw = database.raw_reader()
    found = verify_anchors(raw, witnesses, [])
    raw.close()
    assert (found.compared, found.confirmed_to, found.trouble) == (2, 2, None)


def test_entries_that_were_purged_replay_and_wind_back(database: Database) -> None:
    with database.write("add", "thêm") as work:
        gone, stays = Person(full_name="An"), Person(full_name="Bình")
        work.session.add_all([gone, stays])
        work.session.add(Contact(person=gone.key, kind="phone", value="1"))
    with database.write("edit", "sửa") as work:
        work.session.get_one(Person, gone.key).full_name = "Ân"
        work.session.query(Contact).one().value = "2"
    with database.write("remove", "xoá") as work:
        work.session.delete(work.session.query(Contact).one())
        work.session.flush()
        work.session.delete(work.session.get_one(Person, gone.key))
    raw = connect(database.path)
    raw.execute("UPDATE change SET fields = NULL, salt = NULL WHERE person = ?", (gone.key,))
    found = verify_chain(raw)
    assert (found.trouble, found.purged) == (None, 6)
    assert verify_replay(raw) == []
    for seq in range(5):
        made = replayed(raw, seq)
        with database.known(seq) as then:
            assert differences(made, then.raw) == []
            people = [name for (name,) in then.raw.execute("SELECT full_name FROM person")]
            assert people == (["Bình"] if seq >= 2 else [])
        made.close()
    raw.close()


def test_another_file_attached_beside_is_guarded_too(database: Database, tmp_path: Path) -> None:
    from db.errors import UnjournalledWrite

    raw = connect(tmp_path / "khac.snv")
    raw.execute("CREATE TABLE person (full_name)")
    raw.close()
    with pytest.raises(UnjournalledWrite), database.write("add", "lách") as work:
        work.raw.execute(f"ATTACH '{database.path}' AS again")
        work.raw.execute("INSERT INTO again.person (key, full_name, sort_key, search_key) VALUES (x'00', 'a', '', '')")


# --- media -----------------------------------------------------------------------------------------------------------


def test_a_medium_that_cannot_be_written_is_read_as_it_lies(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with database.write("add", "thêm") as work:
        work.session.add(Person(full_name="An"))
    database.close()
    real = os.access
    monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK and real(path, mode))
    raw = connect_reading(database.path)
    assert raw.execute("SELECT full_name FROM person").fetchall() == [("An",)]
    raw.close()
    assert not database.path.with_name("so.snv-shm").exists()


def test_what_the_machine_says_is_told_in_vietnamese() -> None:
    for number in range(1, 134):
        told = reason(OSError(number, os.strerror(number)))
        assert os.strerror(number) not in told
        assert told


# --- attachments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        _picture("RGB", "PNG"),
        _picture("RGBA", "PNG"),
        _picture("P", "GIF"),
        _picture("L", "TIFF"),
        _picture("1", "BMP"),
        _picture("CMYK", "JPEG", colour=(0, 0, 0, 0)),
        _picture("I;16", "PNG"),
        _picture("LA", "PNG"),
        _picture("RGB", "WEBP"),
        _picture("RGB", "PNG", (1, 4000)),
        _picture("RGB", "PNG", (9000, 20)),
    ],
    ids=["png", "rgba", "gif", "tiff", "bmp", "cmyk", "16 bit", "grey alpha", "webp", "thin", "long"],
)
def test_every_kind_of_picture_is_kept_small(database: Database, content: bytes) -> None:
    from PIL import Image

    with changing(database, DAY, "add", "thêm ảnh") as work:
        name = attachments.add_image(work, content)
        work.session.add(Person(full_name="An"))
        again = attachments.add_image(work, content)
    assert again == name
    with reading(database, DAY) as work:
        kept, small = attachments.read(work, name), attachments.thumbnail(work.raw, name)
    assert small is not None
    assert len(small) <= 20_000
    with Image.open(io.BytesIO(kept)) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")
        assert max(image.size) <= 2000
    with Image.open(io.BytesIO(small)) as image:
        assert max(image.size) <= 320


def test_what_is_transparent_becomes_paper(tmp_path: Path) -> None:
    from PIL import Image

    scans = Attachments(tmp_path / "x")
    name, _ = scans.put_image(_picture("RGBA", "PNG", colour=(0, 0, 0, 0)))
    kept = scans.get(name)
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)
    scans.close()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\xff\xd8\xff\xe0" + bytes(50),
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        _picture("RGB", "PNG")[:-40],
        _picture("RGB", "JPEG", (900, 900), (9, 99, 200))[:700],
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    ],
)
def test_what_is_no_picture_is_refused(database: Database, content: bytes) -> None:
    with changing(database, DAY, "add", "x") as work, pytest.raises(InvalidInput, match="ảnh"):
        attachments.add_image(work, content)
    assert database.attachments.names() == set()


def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    import struct
    import zlib

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    bomb = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + chunk + struct.pack(">I", zlib.crc32(chunk))
    with pytest.raises(DataError, match=r"triệu điểm|ảnh đọc được"):
        Attachments(tmp_path / "x").put_image(bomb)


@pytest.mark.parametrize("content", [b"%PDF-1.4", PDF[:-6], PDF.replace(b"startxref", b""), b"PK\x03\x04" + PDF[8:]])
def test_what_is_no_whole_pdf_is_refused(database: Database, content: bytes) -> None:
    with changing(database, DAY, "add", "x") as work, pytest.raises(InvalidInput, match="PDF"):
        attachments.add_pdf(work, content)


def test_a_file_is_known_by_what_it_holds(database: Database, tmp_path: Path) -> None:
    (tmp_path / "anh.pdf").write_bytes(_picture("RGB", "PNG"))
    (tmp_path / "giay.jpg").write_bytes(PDF)
    (tmp_path / "rong.jpg").touch()
    with changing(database, DAY, "add", "x") as work:
        assert attachments.add_file(work, tmp_path / "anh.pdf").kind == "image"
        paper = attachments.add_file(work, tmp_path / "giay.jpg")
        with pytest.raises(InvalidInput, match="rỗng"):
            attachments.add_file(work, tmp_path / "rong.jpg")
        with pytest.raises(MachineTrouble, match="không có"):
            attachments.add_file(work, tmp_path / "khong-co.jpg")
        assert (paper.kind, attachments.read(work, paper.sha256)) == ("pdf", PDF)
        with pytest.raises(MachineTrouble, match="không còn"):
            attachments.read(work, "00" * 32)
