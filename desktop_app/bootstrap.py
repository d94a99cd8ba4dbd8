"""The composition root: the only reader of the clock, builder of everything, and where the window is handed to the commands."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

VIETNAM = timezone(timedelta(hours=7))
COMMANDS = frozenset({"demo", "import", "roster", "history", "undo", "check", "backup", "merge", "template", "law"})


def utc_now() -> datetime:
    """The machine's clock; nobody else reads it."""
    return datetime.now(UTC)


def today() -> date:
    """Today in Việt Nam."""
    return utc_now().astimezone(VIETNAM).date()


def start(arguments: list[str]) -> int:
    """Run the command named, or open the window on the data file; the exit code."""
    if arguments and (arguments[0] in COMMANDS or arguments[0] in {"-h", "--help"}):
        from desktop_app.cli import run

        return run(arguments, clock=utc_now, today=today(), open_window=open_window)
    return _window(arguments)


def _window(arguments: list[str]) -> int:
    import argparse

    parser = argparse.ArgumentParser(prog="so-noi-vu", description="Sổ Nội Vụ: mở cửa sổ làm việc", add_help=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--today", type=date.fromisoformat)
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit:
        return 2
    return open_window(chosen.data, chosen.today or today())


def open_window(data: Path | None, day: date) -> int:
    """Show the window on a data file until it is closed; a second start hands over to the first and ends with 0."""
    from desktop_app.ui.app import run_window

    return run_window(data, day, clock=utc_now)
