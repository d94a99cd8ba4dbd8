from pathlib import Path

from tests.db.kill_loop import kill_often


def test_a_killed_writer_loses_nothing(tmp_path: Path) -> None:
    assert kill_often(tmp_path / "so.snv", 25, seed=7) > 25
