import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.document import Document
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.reports.export import WRITERS, write_document
from desktop_app.reports.files import replacing

Make = Callable[..., Document]
ENDINGS = pytest.mark.parametrize("ending", sorted(WRITERS))


class StopError(Exception):
    pass


@ENDINGS
def test_an_old_file_is_replaced_whole(make_document: Make, tmp_path: Path, ending: str) -> None:
    target = tmp_path / f"danh sách{ending}"
    target.write_text("cũ", encoding="utf-8")
    write_document(make_document(3), target)
    assert target.stat().st_size > 100
    assert list(tmp_path.iterdir()) == [target]


@ENDINGS
def test_progress_counts_to_the_end(make_document: Make, tmp_path: Path, ending: str) -> None:
    told: list[tuple[int, int]] = []
    write_document(make_document(450), tmp_path / f"a{ending}", lambda done, total: told.append((done, total)))
    assert told[0] == (0, 450)
    assert told[-1] == (450, 450)
    assert told == sorted(told)
    assert len(told) > 3


@ENDINGS
def test_cancelling_leaves_the_old_file(make_document: Make, tmp_path: Path, ending: str) -> None:
    def stop(done: int, _total: int) -> None:
        if done:
            raise StopError

    target = tmp_path / f"a{ending}"
    target.write_text("cũ", encoding="utf-8")
    with pytest.raises(StopError):
        write_document(make_document(450), target, stop)
    assert target.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [target]


@ENDINGS
def test_a_file_open_elsewhere_is_left_alone(
    make_document: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    def refuse(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "sharing violation", str(target))

    target = tmp_path / f"a{ending}"
    target.write_text("cũ", encoding="utf-8")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(MachineTrouble, match="đang mở trong chương trình khác"):
        write_document(make_document(1), target)
    assert target.read_text(encoding="utf-8") == "cũ"
    assert list(tmp_path.iterdir()) == [target]


def test_a_full_disk_is_told_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(MachineTrouble, match="đã đầy"), replacing(tmp_path / "a.xlsx") as draft:
        draft.write_bytes(b"x")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the machine has no always full disk")
@ENDINGS
def test_a_disk_that_fills_while_writing(
    make_document: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.setattr("desktop_app.reports.files.secrets.token_hex", lambda _length: "0")
    (tmp_path / ".a-0.tmp").symlink_to("/dev/full")
    real = Path.open

    def on_full(self: Path, mode: str = "r", **more: str) -> object:
        return real(self, "wb" if mode == "xb" else mode, **more)  # type: ignore[call-overload]  # any mode

    monkeypatch.setattr(Path, "open", on_full)
    with pytest.raises(MachineTrouble, match="đã đầy"):
        write_document(make_document(450), tmp_path / f"a{ending}")
    assert list(tmp_path.iterdir()) == []


def test_folders_that_cannot_be_written(make_document: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MachineTrouble, match="Không có thư mục"):
        write_document(make_document(1), tmp_path / "không có" / "a.xlsx")
    (tmp_path / "thư mục.pdf").mkdir()
    with pytest.raises(MachineTrouble, match="là một thư mục"):
        write_document(make_document(1), tmp_path / "thư mục.pdf")

    def refuse(self: Path, *_args: str, **_more: str) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(MachineTrouble, match="không có quyền ghi vào thư mục"):
        write_document(make_document(1), tmp_path / "a.xlsx")


def test_another_ending_is_refused(make_document: Make, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"\.xlsx, \.pdf hoặc \.csv"):
        write_document(make_document(1), tmp_path / "a.docx")


def test_csv_holds_what_is_shown(make_document: Make, tmp_path: Path) -> None:
    write_document(make_document(2, ("full_name", "born_male", "coefficient", "recruited_on")), tmp_path / "a.csv")
    raw = (tmp_path / "a.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.decode("utf-8-sig").splitlines() == [
        'STT,Họ và tên,"Ngày, tháng, năm sinh - Nam",Hệ số,Ngày tuyển dụng',
        '1,Đàm Văn Hà,1965,"3,35",12/08/2008',
        '2,La Đình Hải,06/1972,"4,36",12/08/2008',
    ]
