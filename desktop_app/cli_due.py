"""The command ``due``: what the law wants done, as JSON, as lines or as a file."""

from collections.abc import Callable
from typing import Any


def run_due(options: Any, answer: Callable[[Any], None]) -> int:
    """Print what shows on the day; with ``--out`` write its paper."""
    from desktop_app.services.due.service import due_list
    from desktop_app.services.opening import open_reading
    from desktop_app.services.work import reading

    database = open_reading(options.data, options.clock)
    try:
        with reading(database, options.today) as work:
            found = due_list(work, options.today)
            if options.out:
                from desktop_app.reports.export import write_document
                from desktop_app.reports.lists.due import due_document
                from desktop_app.reports.lists.export import office_head
                from desktop_app.services.export import witness

                write_document(due_document(found, office_head(work.raw), witness=witness(work.raw)), options.out)
    finally:
        database.close()
    if options.json:
        answer([_json(row) for row in found.rows])
    elif not options.out:
        for row in found.rows:
            print(f"{row.task.due.isoformat()}\t{row.task.code}\t{row.about.name}\t{row.task.title}")
    return 0


def _json(row: Any) -> dict[str, Any]:
    from desktop_app.services.history import shown_key

    return {
        "code": row.task.code,
        "person": row.about.name,
        "person_id": shown_key(row.about.person) if row.about.person else None,
        "due": row.task.due.isoformat(),
        "kind": row.task.kind,
        "basis": list(row.task.basis),
        "steps": list(row.task.steps),
        "title": row.task.title,
        "note": row.about.note or None,
        "action": row.task.action,
        "confirmed": row.task.confirmed,
        "warnings": list(row.task.warnings),
    }
