"""Every page and dialog of the practice office at 100, 150 and 200 %, in every theme: nothing cut, nameless or English."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(("scale", "zoom"), [("1", "1.0"), ("1.5", "1.0"), ("2", "1.0"), ("1", "1.6")])
def test_nothing_is_cut_nameless_or_english(scale: str, zoom: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "desktop_app", "screenshots", "--check", "--today", "2026-11-23"]
    command += ["--scale", scale, "--zoom", zoom, "--theme", "light", "--theme", "dark"]
    command += ["--theme", "contrast"] if (scale, zoom) == ("1", "1.0") else []
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment |= {name: str(tmp_path) for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")}
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", check=False, timeout=280
    )
    assert done.stdout, done.stderr
    taken = json.loads(done.stdout)
    assert len(taken) >= 8
    assert {shot["name"]: shot["misfits"] for shot in taken if shot["misfits"]} == {}
    assert done.returncode == 0, done.stderr
    assert "still open" not in done.stderr  # every PDF that was shown was let go
