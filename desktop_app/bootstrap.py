"""The composition root: the only reader of the clock, builder of everything, and where the window is handed to the commands."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

VIETNAM = timezone(timedelta(hours=7))


def utc_now() -> datetime:
    """The machine's clock; nobody else reads it."""
    return datetime.now(UTC)


def today() -> date:
    """Today in Việt Nam."""
    return utc_now().astimezone(VIETNAM).date()


def start(arguments: list[str]) -> int:
    """Run the command named, or open the window on the data file; the exit code."""
    if arguments[:1] == ["screenshots"]:
        return _screenshots(arguments[1:])
    if arguments and (arguments[0][:1] != "-" or arguments[0] in {"-h", "--help"}):
        from desktop_app.cli import run

        return run(arguments, clock=utc_now, today=today(), open_window=open_window)
    return _window(arguments)


def _window(arguments: list[str]) -> int:
    from desktop_app.cli_usage import Parser

    parser = Parser(prog="so-noi-vu", description="Sổ Nội Vụ: mở cửa sổ làm việc", add_help=False)
    parser.add_argument("--data", type=Path)
    parser.add_argument("--today", type=date.fromisoformat)
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit:
        return 2
    return open_window(chosen.data, chosen.today or today())


def open_window(data: Path | None, day: date) -> int:
    """Show the window on a data file until it is closed; a second start hands over to the first and ends with 0."""
    import gc

    gc.disable()  # what is loaded for the first picture stays; collecting between would only delay it (see ui/app.py)
    from desktop_app.ui.app import run_window

    return run_window(data, day, clock=utc_now)


def _screenshots(arguments: list[str]) -> int:
    """Pictures of every page and dialog of the practice office; ``--check`` ends with 1 when something is cut or nameless."""
    import os
    import sys
    import tempfile

    from desktop_app.cli_usage import Parser

    parser = Parser(prog="so-noi-vu screenshots", description="Chụp mọi trang của văn phòng thực hành")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--scale", default="1")
    parser.add_argument("--zoom", type=float, default=1.0)
    parser.add_argument("--theme", action="append", choices=("light", "dark", "contrast"))
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--only", action="append", default=[], metavar="TÊN")
    parser.add_argument("--today", type=date.fromisoformat)
    try:
        chosen = parser.parse_args(arguments)
    except SystemExit as ended:
        return int(ended.code or 0)
    if chosen.out is None and not chosen.check:
        sys.stderr.write("Cần --out THƯ_MỤC hoặc --check.\n")
        return 2
    os.environ["QT_SCALE_FACTOR"] = chosen.scale
    if sys.platform != "win32" and not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop_app.services.practice.office import make_practice
    from desktop_app.ui.shots import as_json, take

    day = chosen.today or today()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "thuc-hanh.snv"
        make_practice(data, utc_now)
        taken = take(
            data, chosen.out, day, utc_now, tuple(chosen.theme or ("light",)), chosen.zoom, only=frozenset(chosen.only)
        )
    sys.stdout.write(as_json(taken) + "\n")
    return 1 if chosen.check and any(one.misfits for one in taken) else 0
