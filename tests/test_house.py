"""The house rules that a linter does not know."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("desktop_app", "db", "installer", "tests")
MODULES = sorted(
    path for package in PACKAGES for path in (ROOT / package).rglob("*.py") if "versions" not in path.parts
)
TEXTS = [*MODULES, *ROOT.glob("*.md"), *ROOT.glob("*.toml"), *(ROOT / "installer").rglob("*.txt"), ROOT / ".ci" / "run"]
PROGRAM = [path for path in MODULES if path.relative_to(ROOT).parts[0] in {"desktop_app", "db"}]
CATCH_ALL = {"desktop_app/ui/runner.py", "desktop_app/cli.py", "desktop_app/ui/app.py", "desktop_app/ui/overrides.py"}


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_the_top_level_is_the_agreed_one() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    if listed.returncode:
        pytest.fail("the tests run in a clone of the repository")
    tops = {line.split("/")[0] for line in listed.stdout.splitlines()}
    folders = {"desktop_app", "resources", "db", "installer", "tests"}
    files = {"pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    dots = {name for name in tops if name.startswith(".")}
    assert tops - dots == folders | files


@pytest.mark.parametrize("module", MODULES, ids=_name)
def test_no_module_grows_past_400_lines(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


def test_nothing_names_a_registry_or_a_place_on_one_machine() -> None:
    hosts = ("py" + "pi.org", "python" + "hosted", "npm" + "js.", "/wo" + "rk/", "/ro" + "ot/")
    found = [(_name(path), host) for path in TEXTS for host in hosts if host in path.read_text(encoding="utf-8")]
    assert found == []


def test_catch_alls_stand_only_where_failures_are_told() -> None:
    found = {
        _name(path) for path in PROGRAM if re.search(r"except (?:Base)?Exception\b", path.read_text(encoding="utf-8"))
    }
    found -= {_name(path) for path in PROGRAM if not re.search(r"except Exception\b", path.read_text(encoding="utf-8"))}
    assert found <= CATCH_ALL


def test_message_boxes_stand_only_in_the_kit() -> None:
    found = {_name(path) for path in PROGRAM if "QMessageBox" in path.read_text(encoding="utf-8")}
    assert {name for name in found if not name.startswith("desktop_app/ui/kit/")} == set()


def test_the_machine_speaks_vietnamese() -> None:
    """What the system calls its own troubles is English, or whatever language it was installed in."""
    assert [_name(path) for path in PROGRAM if ".strerror" in path.read_text(encoding="utf-8")] == []


def test_no_vietnamese_goes_through_strftime() -> None:
    asked = re.compile(r"strftime\(\s*f?[\"']([^\"']*)")
    for path in PROGRAM:
        for form in asked.findall(path.read_text(encoding="utf-8")):
            assert form.isascii(), (_name(path), form)


def test_the_clock_is_read_in_one_place() -> None:
    asked = re.compile(r"\b(?:datetime\.now|date\.today|time\.time\(|utcnow)")
    allowed = {
        "desktop_app/bootstrap.py",
        "db/database.py",
        "db/new_revision.py",
    }  # the second only as a default of its own
    found = {_name(path) for path in PROGRAM if asked.search(path.read_text(encoding="utf-8"))}
    assert found <= allowed


def test_every_feature_of_the_screen_is_kept_apart() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    apart = next(contract for contract in contracts if contract["type"] == "independence")["modules"]
    folders = {path.name for path in (ROOT / "desktop_app" / "ui").iterdir() if path.is_dir() and path.name[0] != "_"}
    assert set(apart) == {f"desktop_app.ui.{name}" for name in folders - {"kit"}}


def test_versions_are_pinned_by_hash() -> None:
    for name in ("run", "dev", "win"):
        text = (ROOT / "installer" / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
        assert "pyside6-essentials==6.9.3" in text
        assert "://" not in text
        assert "\nnumpy==" not in text  # 80 ms and 35 MB at every start
        blocks = re.split(r"\n(?=[a-z0-9])", "\n" + text.split("\n", 2)[2])
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    for name in ("uv.lock", "alembic.ini", "requirements.txt"):
        assert not (ROOT / name).exists()


def test_qt_gives_back_what_it_borrows() -> None:
    from PySide6.QtGui import QImage, QPainter

    image = QImage(4, 4, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    before = sys.getrefcount(None)
    for _ in range(1000):
        painter.setOpacity(1.0)
    after = sys.getrefcount(None)
    painter.end()
    assert abs(after - before) < 100


@pytest.mark.parametrize("module", ["desktop_app.__main__", "desktop_app.bootstrap", "desktop_app.services.roster"])
def test_nothing_heavy_stands_before_the_first_picture(module: str) -> None:
    heavy = ("sqlalchemy", "openpyxl", "reportlab", "alembic", "numpy", "PIL")
    code = f"import sys, {module}; print([n for n in {heavy!r} if n in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def test_no_lambda_hangs_on_a_signal_that_outlives_its_widget() -> None:
    """A bound method lets go when its object is deleted; a lambda is called on what is no longer there."""
    found = [
        _name(path)
        for path in PROGRAM
        if re.search(r"\b(?:looks\.changed|register\.opened)\.connect\(\s*lambda", path.read_text(encoding="utf-8"))
    ]
    assert found == []
