"""Arguments, then bootstrap."""

import sys


def main() -> int:
    """Run a command, or open the window; the process's exit code."""
    from desktop_app.bootstrap import start

    return start(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
