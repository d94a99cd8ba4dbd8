"""Sets everything up and starts it, from a machine with Python and nothing else. Standard library only.

    python3 installer/bootstrap.py demo   the main job on an invented office
    python3 installer/bootstrap.py run    the window
    python3 installer/bootstrap.py test   every check and test

Written so that an old Python can read it far enough to hand over to a supported one.
"""

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
MARKER = VENV / "so-noi-vu.sha256"
SUPPORTED = ((3, 13), (3, 12), (3, 11))
WINDOWS = os.name == "nt"
# What Qt needs of the system, by the library that shows it is there; found by trying on a bare Debian 12.
QT_LIBRARIES = {
    "libglib2.0-0": "glib-2.0",
    "libgl1": "GL",
    "libegl1": "EGL",
    "libfontconfig1": "fontconfig",
    "libxkbcommon0": "xkbcommon",
    "libdbus-1-3": "dbus-1",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor0": "xcb-cursor",
    "libxcb-icccm4": "xcb-icccm",
    "libxcb-keysyms1": "xcb-keysyms",
    "libxkbcommon-x11-0": "xkbcommon-x11",
    "libxcb-shape0": "xcb-shape",
}
USAGE = "Cách dùng: python3 installer/bootstrap.py demo | run | test [tham số thêm]"


class Stop(Exception):
    """The set-up cannot go on; its text says what to do."""


def say(text: "str") -> "None":
    """Tell the person at the keyboard, on stderr."""
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def supported_python() -> "str | None":
    """The path of a supported Python on this machine, newest first; ``None`` when there is none."""
    for major, minor in SUPPORTED:
        name = "python{}.{}".format(major, minor)  # noqa: UP032 - same
        found = shutil.which(name)
        if found and works(found):
            return found
    return None


def works(python: "str") -> "bool":
    """Whether that program is a Python that starts (a version manager leaves names that do not)."""
    try:
        done = subprocess.run([python, "-c", "pass"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.SubprocessError):
        return False
    return done.returncode == 0


def missing_packages(window: bool) -> "list[str]":  # noqa: FBT001 - one plain question
    """The Debian packages that this machine lacks, judged by trying what they bring."""
    missing = []
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    try:
        import ensurepip  # noqa: F401 - asked before venv is tried: a failed venv leaves a half-made folder
        import venv  # noqa: F401 - same
    except ImportError:
        missing.append(f"python{version}-venv")
    wanted = dict(QT_LIBRARIES)
    if window:
        wanted.update(WINDOW_LIBRARIES)
    return missing + [package for package, library in wanted.items() if not ctypes.util.find_library(library)]


def has_screen() -> bool:
    """Whether a window can be shown here."""
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")) and not WINDOWS


def install_packages(packages: "list[str]") -> None:
    """Install Debian packages without asking; raise ``Stop`` with the one line to run where that is not allowed."""
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not shutil.which("apt-get"):
        raise Stop(f"Máy này thiếu: {' '.join(packages)} (tên gói trên Debian). Hãy cài rồi chạy lại.")
    if os.geteuid() == 0:
        prefix = []
    elif (
        shutil.which("sudo")
        and subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False).returncode == 0
    ):
        prefix = ["sudo", "-n"]
    else:
        raise Stop(f"Máy này thiếu vài gói. Hãy chạy dòng sau rồi chạy lại:\n  sudo {line}")
    say("Cài gói của hệ điều hành: " + " ".join(packages))
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (["apt-get", "update", "-qq"], line.replace("install", "install -qq", 1).split()):
        done = subprocess.run([*prefix, *environment, *command], stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            raise Stop(f"Không cài được gói. Hãy chạy dòng sau rồi chạy lại:\n  sudo {line}")


def requirement_file(command: str) -> Path:
    """The pinned requirements that a command needs."""
    return ROOT / "installer" / "requirements" / ("dev.txt" if command == "test" else "run.txt")


def fingerprint(requirements: Path) -> str:
    """What the marker holds: the file's SHA-256 and the Python it was installed for."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()
    return f"{requirements.stem} {digest} {sys.version_info[0]}.{sys.version_info[1]}"


def is_made(command: str, marker: Path = MARKER) -> bool:
    """Whether the environment is whole for this command; the one for tests serves the others too."""
    try:
        held = marker.read_text(encoding="utf-8").split("\n")
    except OSError:
        return False
    names = ["dev.txt"] if command == "test" else ["run.txt", "dev.txt"]
    return any(fingerprint(requirement_file(command).with_name(name)) in held for name in names)


def venv_python(venv: Path = VENV) -> Path:
    """The environment's Python."""
    return venv / ("Scripts/python.exe" if WINDOWS else "bin/python")


def make_environment(command: str) -> None:
    """Make ``.venv`` anew, or add what is missing to a whole one; the marker is written last."""
    requirements = requirement_file(command)
    whole = MARKER.exists() and venv_python().exists()
    kept = MARKER.read_text(encoding="utf-8") if whole else ""
    if whole and not kept.rstrip().endswith(f"{sys.version_info[0]}.{sys.version_info[1]}"):
        whole = False
    if not whole:
        if VENV.exists():
            say("Bỏ môi trường làm dở.")
            shutil.rmtree(VENV)
        say("Tạo môi trường .venv (lần đầu mất vài phút)…")
        subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    MARKER.unlink(missing_ok=True)
    say(f"Cài thư viện theo {requirements.name}…")
    pip = [str(venv_python()), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes"]
    done = subprocess.run([*pip, "--only-binary", ":all:", "-r", str(requirements)], check=False)
    if done.returncode:
        raise Stop("Không cài được thư viện: cần mạng ở lần đầu. Hãy nối mạng rồi chạy lại.")
    link_program()
    compile_program()
    MARKER.write_text(fingerprint(requirements) + "\n", encoding="utf-8")


def link_program() -> None:
    """Make the project importable in the environment and give it its command ``so-noi-vu``."""
    where = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    done = subprocess.run([str(venv_python()), "-c", where], capture_output=True, text=True, check=True)
    (Path(done.stdout.strip()) / "so_noi_vu.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if WINDOWS:
        script = VENV / "Scripts" / "so-noi-vu.cmd"
        script.write_text('@"%~dp0python.exe" -X utf8 -m desktop_app %*\r\n', encoding="utf-8")
    else:
        script = VENV / "bin" / "so-noi-vu"
        script.write_text(f'#!/bin/sh\nexec "{venv_python()}" -m desktop_app "$@"\n', encoding="utf-8")
        script.chmod(0o755)


def compile_program() -> None:
    """Translate our modules once, as pip does with the libraries: a clerk may not be allowed to write beside them.

    Without it each of her starts would translate some seventy modules anew. Where it fails the program runs all the same.
    """
    folders = [str(ROOT / name) for name in ("desktop_app", "db")]
    subprocess.run([str(venv_python()), "-m", "compileall", "-qq", *folders], check=False)


def checks() -> "list[list[str]]":
    """What ``test`` runs before the tests, in order."""
    python = str(venv_python())
    tool = str(venv_python().parent)
    return [
        [python, "-m", "ruff", "format", "--check", "--quiet", "."],
        [python, "-m", "ruff", "check", "--quiet", "."],
        [python, "-m", "mypy", "--no-error-summary"],
        [str(Path(tool) / ("lint-imports.exe" if WINDOWS else "lint-imports"))],
    ]


def run_tests(arguments: "list[str]") -> int:
    """Format, lint, types, contracts, then tests; stops at the first that fails."""
    environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
    for command in checks():
        name = " ".join(Path(part).name for part in command[:4] if part != "-m")
        say(f"→ {name}")
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8", check=False
        )
        if done.returncode:
            sys.stdout.write(done.stdout + done.stderr)
            say(f"Không đạt: {name}")
            return done.returncode
    say("→ pytest")
    return subprocess.run(
        [str(venv_python()), "-m", "pytest", "-n", "auto", *arguments], cwd=ROOT, env=environment, check=False
    ).returncode


def main(arguments: "list[str]") -> int:
    """Set up what is missing, then do what was asked; the exit code of that."""
    if not arguments or arguments[0] not in {"demo", "run", "test"}:
        say(USAGE)
        return 2
    command, rest = arguments[0], arguments[1:]
    if sys.version_info[:2] not in SUPPORTED:
        other = supported_python()
        if other is None:
            say("Cần Python 3.11, 3.12 hoặc 3.13; máy này chưa có.")
            return 3
        return subprocess.run([other, str(Path(__file__).resolve()), *arguments], check=False).returncode
    try:
        missing = [] if WINDOWS else missing_packages(window=has_screen() and command != "test")
        if missing:
            install_packages(missing)
            if any(name.endswith("-venv") for name in missing):  # a module that was missing is looked for again
                return subprocess.run(
                    [sys.executable, str(Path(__file__).resolve()), *arguments], check=False
                ).returncode
        if not is_made(command):
            make_environment(command)
    except Stop as reason:
        say(str(reason))
        return 3
    if command == "test":
        return run_tests(rest)
    words = [str(venv_python()), "-m", "desktop_app", *(["demo"] if command == "demo" else []), *rest]
    return subprocess.run(words, cwd=None, env=dict(os.environ, PYTHONUTF8="1"), check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
