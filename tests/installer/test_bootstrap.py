import builtins
import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap_under_test", ROOT / "installer" / "bootstrap.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    requirements = tmp_path / "installer" / "requirements"
    requirements.mkdir(parents=True)
    (requirements / "run.txt").write_text("a==1\n", encoding="utf-8")
    (requirements / "dev.txt").write_text("a==1\nb==2\n", encoding="utf-8")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "MARKER", tmp_path / ".venv" / "so-noi-vu.sha256")
    return module


def _mark(bootstrap: ModuleType, name: str) -> None:
    bootstrap.VENV.mkdir(exist_ok=True)
    requirements = bootstrap.ROOT / "installer" / "requirements" / name
    bootstrap.MARKER.write_text(bootstrap.fingerprint(requirements) + "\n", encoding="utf-8")


def test_an_environment_without_its_mark_is_not_made(bootstrap: ModuleType) -> None:
    bootstrap.VENV.mkdir()
    assert not bootstrap.is_made("run", bootstrap.MARKER)


def test_the_environment_of_the_tests_serves_the_program_too(bootstrap: ModuleType) -> None:
    _mark(bootstrap, "dev.txt")
    assert bootstrap.is_made("run", bootstrap.MARKER)
    assert bootstrap.is_made("demo", bootstrap.MARKER)
    assert bootstrap.is_made("test", bootstrap.MARKER)
    _mark(bootstrap, "run.txt")
    assert not bootstrap.is_made("test", bootstrap.MARKER)


def test_changed_requirements_make_it_stale(bootstrap: ModuleType) -> None:
    _mark(bootstrap, "run.txt")
    assert bootstrap.is_made("run", bootstrap.MARKER)
    (bootstrap.ROOT / "installer" / "requirements" / "run.txt").write_text("a==2\n", encoding="utf-8")
    assert not bootstrap.is_made("run", bootstrap.MARKER)


def test_a_half_made_environment_is_made_anew(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    bootstrap.VENV.mkdir()
    (bootstrap.VENV / "left-over").write_text("x", encoding="utf-8")
    ran: list[list[str]] = []

    def run(command: list[str], **_options: Any) -> Any:
        ran.append(command)
        bootstrap.VENV.mkdir(exist_ok=True)

        class Done:
            returncode, stdout = 0, str(bootstrap.VENV)

        return Done()

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    (bootstrap.VENV / "bin").mkdir()
    monkeypatch.setattr(bootstrap, "link_program", lambda: None)
    bootstrap.make_environment("run")
    assert not (bootstrap.VENV / "left-over").exists()
    assert [command[1:3] for command in ran] == [["-m", "venv"], ["-m", "pip"], ["-m", "compileall"]]
    assert [Path(one).name for one in ran[2][4:]] == ["desktop_app", "db"]  # the program starts from bytecode
    assert "--require-hashes" in ran[1]
    assert bootstrap.is_made("run", bootstrap.MARKER)


def test_a_failed_installation_leaves_no_mark(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    _mark(bootstrap, "run.txt")
    (bootstrap.venv_python(bootstrap.VENV)).parent.mkdir(parents=True)
    bootstrap.venv_python(bootstrap.VENV).write_text("", encoding="utf-8")

    class Failed:
        returncode = 1

    monkeypatch.setattr(bootstrap, "venv_python", lambda venv=bootstrap.VENV: venv / "bin" / "python")
    monkeypatch.setattr(bootstrap.subprocess, "run", lambda *_, **__: Failed())
    with pytest.raises(bootstrap.Stop, match="Không cài được thư viện"):
        bootstrap.make_environment("test")
    assert not bootstrap.MARKER.exists()


def test_missing_packages_are_named(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_ensurepip(name: str, *rest: Any, **more: Any) -> Any:
        if name == "ensurepip":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without_ensurepip)
    monkeypatch.setattr(bootstrap.ctypes.util, "find_library", lambda name: None if name == "EGL" else f"lib{name}.so")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    assert bootstrap.missing_packages(window=False) == [f"python{version}-venv", "libegl1"]


def test_without_rights_it_prints_the_one_line_to_run(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000, raising=False)
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: "/usr/bin/apt-get" if name == "apt-get" else None)
    with pytest.raises(bootstrap.Stop, match="sudo apt-get install -y --no-install-recommends libegl1"):
        bootstrap.install_packages(["libegl1"])


def test_unknown_words_are_answered_with_the_usage(bootstrap: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["chay"]) == 2
    assert bootstrap.main([]) == 2
    assert "Cách dùng" in capsys.readouterr().err


def test_an_unsupported_python_hands_over(bootstrap: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap.sys, "version_info", (3, 9, 0))
    ran: list[list[str]] = []

    class Done:
        returncode = 7

    def run(command: list[str], **_options: Any) -> Any:
        ran.append(command)
        return Done()

    monkeypatch.setattr(bootstrap.subprocess, "run", run)
    monkeypatch.setattr(bootstrap, "supported_python", lambda: "/usr/bin/python3.12")
    assert bootstrap.main(["run", "--data", "x"]) == 7
    assert ran[0][0] == "/usr/bin/python3.12"
    assert ran[0][2:] == ["run", "--data", "x"]
    monkeypatch.setattr(bootstrap, "supported_python", lambda: None)
    assert bootstrap.main(["run"]) == 3
