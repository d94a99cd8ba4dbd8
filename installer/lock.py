"""Writes the hash-pinned requirement files anew from pyproject.toml (needs ``uv``); run it after changing a dependency."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMMON = (
    *(
        "uv",
        "pip",
        "compile",
        "pyproject.toml",
        "--universal",
        "--generate-hashes",
        "--no-annotate",
        "--no-emit-index-url",
    ),
    *(
        "--no-emit-find-links",
        "--python-version",
        "3.11",
        "--custom-compile-command",
        "python3 installer/lock.py",
        "--quiet",
    ),
)
FILES = {"run": (), "dev": ("--extra", "dev"), "win": ("--python-platform", "windows")}


def main() -> None:
    """Compile run.txt, dev.txt and win.txt."""
    for name, extra in FILES.items():
        target = f"installer/requirements/{name}.txt"
        common = [part for part in COMMON if name != "win" or part != "--universal"]
        subprocess.run([*common, *extra, "--output-file", target], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
