"""``python -m tests.bench [names…] [--rounds N]``: ours · reference · ratio · goal · met?, measured side by side."""

import argparse
import compileall
import os
import sys
import tempfile
from pathlib import Path

from tests.bench import exports, files, law, screen

ALL = {
    "start": screen.start,
    "many": screen.many,
    "frames": screen.frames,
    "dry_run": files.dry_run,
    "journal": files.journal,
    "workbook": exports.workbook,
    "paper": exports.paper,
    "edit": files.edit,
    "stall": screen.stall,
    "backup": files.backup,
    "retirement": law.retirement,
    "retirement_changed": law.retirement_changed,
    "due": law.due,
    "forecast": law.forecast,
    "letters": law.letters,
    "forecast_page": screen.forecast_page,
}

ROOT = Path(__file__).resolve().parent.parent.parent


def main() -> int:
    """Print the table; 0 also when a goal is missed, which the last column says."""
    options = argparse.ArgumentParser(prog="python -m tests.bench")
    options.add_argument("names", nargs="*", help=", ".join(ALL))
    options.add_argument("--rounds", type=int, default=5)
    chosen = options.parse_args()
    for folder in ("desktop_app", "db"):  # as the set-up leaves them: what a clerk starts is translated already
        compileall.compile_dir(ROOT / folder, quiet=1)
    print(f"{'':<66}{'ours':>10}{'reference':>11}{'ratio':>8}{'goal':>8}  met?")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for place in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
            os.environ[place] = folder  # nothing of whoever measures is touched
        for name, measure in ALL.items():
            if chosen.names and name not in chosen.names:
                continue
            for line in measure(Path(folder), chosen.rounds):
                reference = "" if line.reference is None else f"{line.reference:.1f}"
                ratio = "" if line.reference is None else f"{line.ratio:.2f}"
                met = "yes" if line.met else "NO"
                print(
                    f"{line.name:<66}{line.ours:>7.1f} {line.unit:<4}{reference:>9}{ratio:>8}{line.goal:>8g}  {met}",
                    flush=True,
                )
    return 0


if __name__ == "__main__":
    sys.exit(main())
