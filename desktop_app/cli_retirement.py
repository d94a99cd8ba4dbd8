"""The command ``retirement``: who retires between two months, as JSON, as lines or as a file."""

import argparse
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop_app.errors import InvalidInput


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("--from", dest="first", type=month, required=True, metavar="THÁNG")
    parser.add_argument("--to", dest="last", type=month, required=True, metavar="THÁNG")
    parser.add_argument("--out", type=Path, help="ghi ra .xlsx, .pdf hoặc .csv")


def month(text: str) -> date:
    """The first day of a month told as ``2026-11``."""
    try:
        year, _, number = text.partition("-")
        if len(year) == 4 and len(number) == 2:  # noqa: PLR2004 - four digits and two
            return date(int(year), int(number), 1)
    except ValueError:
        pass
    raise argparse.ArgumentTypeError(f"“{text}” không phải tháng dạng 2026-11")


def run_retirement(options: Any, answer: Callable[[Any], None]) -> int:
    """Print whose pension starts in these months; with ``--out`` write the list."""
    from desktop_app.law.calendar import add_months
    from desktop_app.services.opening import open_reading
    from desktop_app.services.retirement.forecast import forecast
    from desktop_app.services.work import reading

    first, last = options.first, add_months(options.last, 1) - timedelta(days=1)
    if last < first:
        raise InvalidInput("Tháng cuối (--to) trước tháng đầu (--from).", "to")
    database = open_reading(options.data, options.clock)
    try:
        with reading(database, options.today) as work:
            found = forecast(work, options.today, last, first)
            rows = [row for row in found.between(first, last) if row.retires]
            if options.out:
                from desktop_app.reports.lists.retirement import write_retirements

                write_retirements(work, rows, found, (first, last), options.out)
    finally:
        database.close()
    if options.json:
        answer([_json(row) for row in rows])
    elif not options.out:
        for row in rows:
            print(f"{row.leaves_on.isoformat()}\t{row.name}\t{row.born}\t{row.where}\t{_state(row)}")
    return 0


def _state(row: Any) -> str:
    from desktop_app.services.due.leaving import STATES

    return STATES[row.state].lower()


def _json(row: Any) -> dict[str, Any]:
    from desktop_app.services.history import shown_key
    from desktop_app.services.roster_types import SEX_NAMES

    def iso(day: date | None) -> str | None:
        return day.isoformat() if day else None

    return {
        "person": row.name,
        "born": row.born or None,
        "sex": SEX_NAMES.get(row.sex),
        "unit": row.unit_name or None,
        "last_working_day": row.last_working_day.isoformat(),
        "pension_start": row.leaves_on.isoformat(),
        "notice_deadline": iso(row.notice_deadline),
        "decision_deadline": iso(row.decision_deadline),
        "state": _state(row),
        "person_id": shown_key(row.person),
        "kind": row.kind or None,
        "category": row.category or None,
        "post": row.post or None,
    }
