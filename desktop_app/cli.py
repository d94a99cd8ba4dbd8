"""The same services without a screen: results on standard output, Vietnamese messages on standard error."""

import argparse
import json
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli_retirement import add_options
from desktop_app.cli_usage import Parser
from desktop_app.errors import AppError, MachineTrouble
from desktop_app.services.opening import anchors_of, open_reading, open_writing
from desktop_app.services.work import told

if TYPE_CHECKING:
    from desktop_app.services.roster_types import RosterRow

DONE, REFUSED, TROUBLE, BUG = 0, 1, 3, 70
Clock = Callable[[], datetime]


def say(text: str) -> None:
    """Tell the person at the keyboard."""
    print(text, file=sys.stderr)


def answer(value: Any) -> None:
    """Print one JSON value and nothing else."""
    print(json.dumps(value, ensure_ascii=False, indent=1))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày dạng 2026-11-23") from None


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    common = Parser(add_help=False)
    common.add_argument("--today", type=_day, metavar="NGÀY")
    common.add_argument("--json", action="store_true")
    data = Parser(add_help=False)
    data.add_argument("--data", type=Path, required=True, metavar="TỆP")
    root = Parser(prog="so-noi-vu", description="Sổ Nội Vụ. Không có lệnh: mở cửa sổ.")
    commands = root.add_subparsers(dest="command", required=True, parser_class=Parser)

    demo = commands.add_parser("demo", parents=[common], help="chạy thử trên một cơ quan bịa")
    demo.add_argument("--out", type=Path, default=Path("so-noi-vu-demo"))
    demo.add_argument("--people", type=int, default=120)
    demo.add_argument("--no-window", action="store_true")

    bring = commands.add_parser("import", parents=[common, data], help="nhập danh sách từ bảng tính")
    bring.add_argument("file", type=Path)
    bring.add_argument("--sheet")
    bring.add_argument("--dry-run", action="store_true")
    bring.add_argument("--findings", type=Path)
    bring.add_argument("--report", type=Path, help="phiếu kết quả (.xlsx) có chú thích ở từng ô")
    bring.add_argument("--yes", action="store_true")
    bring.add_argument("--accept-proposals", action="store_true")

    roster = commands.add_parser("roster", parents=[common, data], help="danh sách cán bộ, công chức, viên chức")
    roster.add_argument("--as-of", type=_day)
    roster.add_argument("--known-on", type=_day)
    roster.add_argument("--find", default="")
    roster.add_argument("--unit")
    roster.add_argument("--list", metavar="TÊN|TỆP", help="danh sách đã lưu trong sổ, hoặc tệp danh sách (.json)")
    roster.add_argument("--out", type=Path)

    due = commands.add_parser("due", parents=[common, data], help="việc đến hạn theo quy định")
    due.add_argument("--out", type=Path, help="ghi ra .xlsx, .pdf hoặc .csv")
    add_options(commands.add_parser("retirement", parents=[common, data], help="người nghỉ hưu trong các tháng"))

    _add_upkeep(commands, common, data)
    commands.add_parser("law", help="tra cứu: tính theo quy định (law --help)")
    return root


def _add_upkeep(commands: Any, common: Parser, data: Parser) -> None:
    """The commands that look after a file."""
    history = commands.add_parser("history", parents=[common, data], help="nhật ký thao tác")
    history.add_argument("--person")

    undo = commands.add_parser("undo", parents=[common, data], help="hoàn tác một thao tác")
    undo.add_argument("--operation", required=True)
    undo.add_argument("--dry-run", action="store_true")

    check = commands.add_parser("check", parents=[common, data], help="kiểm tra tệp dữ liệu")
    check.add_argument("--full", action="store_true")
    check.add_argument(
        "--package", type=Path, action="append", default=[], help="gói sổ này đã gửi, để đối chiếu vị trí nhật ký"
    )

    backup = commands.add_parser("backup", parents=[common, data], help="sao lưu có kiểm chứng")
    backup.add_argument("--to", type=Path, required=True)

    merge = commands.add_parser("merge", parents=[common, data], help="gộp hai hồ sơ trùng")
    merge.add_argument("--keep", required=True)
    merge.add_argument("--drop", required=True)

    template = commands.add_parser("template", parents=[common], help="ghi tệp mẫu để nhập")
    template.add_argument("--out", type=Path, required=True)

    package = commands.add_parser("package", parents=[common, data], help="ghi gói gửi lên cấp trên")
    package.add_argument("--out", type=Path, required=True, help="thư mục mới, hoặc tệp .zip")
    package.add_argument("--unit")
    package.add_argument("--as-of", type=_day)
    package.add_argument(
        "--holds",
        default="people,left,units",
        help="people, salary, family, left, units, organisation, appointments, discipline, retirement",
    )
    package.add_argument("--no-pdf", action="store_true")


def run(arguments: Sequence[str], *, clock: Clock, today: date, open_window: Callable[[Path | None, date], int]) -> int:
    """Carry out one command; its exit code: 0 done, 1 refused, 2 usage, 3 machine trouble, 70 bug."""
    try:
        code = _carry_out(arguments, clock, today, open_window)
        sys.stdout.flush()  # a pipe that broke is told here, not when the interpreter ends
    except SystemExit as ended:
        return int(ended.code or 0)
    except BrokenPipeError:  # whoever reads the answer had enough of it (``… | head``)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except MachineTrouble as trouble:
        say(str(trouble))
        return TROUBLE
    except AppError as refusal:
        say(str(refusal))
        return REFUSED
    except Exception:  # noqa: BLE001 - the one place of the command line where a bug becomes exit code 70
        say("Lỗi của chương trình; dữ liệu không bị thay đổi dở dang. Hãy gửi đoạn sau cho người hỗ trợ:")
        say(traceback.format_exc())
        return BUG
    return code


def _carry_out(
    arguments: Sequence[str], clock: Clock, today: date, open_window: Callable[[Path | None, date], int]
) -> int:
    if arguments[:1] == ["law"]:
        return _law(arguments[1:], today, clock)
    options = parser().parse_args(arguments)
    options.clock, options.open_window = clock, open_window
    options.today = options.today or today
    with told():
        return int(_COMMANDS[options.command](options))


def _roster(options: Any) -> int:
    from desktop_app.services.history import shown_key
    from desktop_app.services.roster import Roster

    database = open_reading(options.data, options.clock)
    as_of = options.as_of or options.known_on or options.today
    try:
        if options.known_on:
            with database.known(database.seq_known_on(options.known_on)) as then:
                return _list(options, Roster(then.raw), then.raw, as_of, shown_key)
        raw = database.raw_reader()
        try:
            return _list(options, Roster(raw), raw, as_of, shown_key)
        finally:
            raw.close()
    finally:
        database.close()


def _list(options: Any, roster: Any, raw: Any, as_of: date, shown_key: Callable[[bytes], str]) -> int:
    from desktop_app.services.roster import matches, search_words
    from desktop_app.services.roster_types import RosterQuery

    unit = roster.unit_named(options.unit, as_of) if options.unit else None
    gone = unit is not None and roster.is_closed(unit, as_of)  # who is looked for there are those who once worked there
    query, shaped = RosterQuery(as_of, unit, status="all" if gone else "working"), None
    if options.list:
        from desktop_app.services.lists.saved import asked_list

        shaped = asked_list(raw, options.list, as_of)
        query = shaped.made.asked(query)
    keys = roster.ids(query)
    words = search_words(options.find)
    if words:
        texts = roster.texts(keys, as_of)
        keys = [key for key, text in zip(keys, texts, strict=True) if matches(text, words)]
    rows = roster.rows(keys, as_of)
    if options.out:
        from desktop_app.reports.lists.export import export_roster
        from desktop_app.reports.lists.roster_columns import BY_NAME, EXPORT_COLUMNS

        shown = [f"{'Từng thuộc đơn vị' if gone else 'Đơn vị'}: {options.unit}"] if options.unit else []
        shown += [f"Tìm: {options.find}"] if options.find else []
        if shaped is not None:
            shown.append(shaped.said)
        if options.known_on:
            shown.append(
                f"Theo sổ ghi đến hết ngày {options.known_on.day:02d}/{options.known_on.month:02d}/{options.known_on.year}"
            )
        export_roster(
            raw,
            rows,
            options.out,
            as_of=as_of,
            day=options.today,
            columns=[name for name in (shaped.made.columns if shaped else ()) if name in BY_NAME] or EXPORT_COLUMNS,
            filter_text="; ".join(shown),
        )
    if options.json:
        answer([_row_json(row, shown_key) for row in rows])
    elif not options.out:
        for row in rows:
            print(f"{row.full_name}\t{row.born}\t{row.post}\t{row.unit_path}\t{row.coefficient}")
    return DONE


def _row_json(row: "RosterRow", shown_key: Callable[[bytes], str]) -> dict[str, Any]:
    from desktop_app.services.roster_types import SEX_NAMES

    return {
        "id": shown_key(row.key),
        "name": row.full_name,
        "sex": SEX_NAMES.get(row.sex),
        "born": row.born or None,
        "personal_number": row.personal_number or None,
        "unit": row.unit_path or None,
        "post": row.post or None,
        "category": row.category or None,
        "rank": row.rank_code or None,
        "step": row.step,
        "coefficient": row.coefficient or None,
    }


def _history(options: Any) -> int:
    from dataclasses import asdict

    from desktop_app.services.history import operations, read_key

    database = open_reading(options.data, options.clock)
    raw = database.raw_reader()
    try:
        person = read_key(options.person) if options.person else None
        found = operations(raw, person=person, with_changes=options.json)
    finally:
        raw.close()
        database.close()
    if options.json:
        answer([asdict(operation) for operation in found])
    for operation in found if not options.json else ():
        print(f"{operation.seq}\t{operation.id}\t{operation.at}\t{operation.actor}\t{operation.summary}")
    return DONE


def _undo(options: Any) -> int:
    from desktop_app.services.history import read_key, shown_key

    key = read_key(options.operation)
    database = (open_reading if options.dry_run else open_writing)(options.data, options.clock)
    try:
        undoing = database.undoing(key)
        conflicts = [conflict.message for conflict in undoing.conflicts]
        made = None
        if not conflicts and not options.dry_run:
            made = database.undo(key)
    finally:
        database.close()
    if options.json:
        answer(
            {"changes": len(undoing.changes), "conflicts": conflicts, "operation": shown_key(made.id) if made else None}
        )
    elif conflicts:
        say("Không hoàn tác được, chưa thay đổi gì:\n" + "\n".join(f"- {text}" for text in conflicts))
    else:
        print(
            f"{'Sẽ hoàn tác' if options.dry_run else 'Đã hoàn tác'} {len(undoing.changes)} thay đổi: {undoing.summary}"
        )
    return REFUSED if conflicts else DONE


def _check(options: Any) -> int:
    from desktop_app.services.health import check

    if not options.data.exists():
        raise MachineTrouble(f"Không có tệp dữ liệu {options.data}.")
    found = check(options.data, full=options.full, anchors=anchors_of(options.data), packages=options.package)
    answer(found.as_json())
    if not found.ok:
        say(f"Tệp dữ liệu có vấn đề: {found.why}. Đừng ghi thêm; hãy dùng bản sao lưu gần nhất.")
    return DONE if found.ok else TROUBLE


def _backup(options: Any) -> int:
    from desktop_app.services.health import back_up

    if not options.data.exists():
        raise MachineTrouble(f"Không có tệp dữ liệu {options.data}.")
    done = back_up(options.data, options.to, options.clock())
    answer(
        {
            "file": str(done.file),
            "bytes": done.bytes,
            "tables": done.tables,
            "digest": done.digest,
            "verified": done.verified,
        }
    )
    if done.missing:
        say(f"Bản sao lưu thiếu {len(done.missing)} tệp đính kèm vì tệp đính kèm của sổ đã hỏng hoặc mất.")
    if not done.verified:
        say("Bản sao giống hệt sổ, nhưng chính sổ có vấn đề. Hãy chạy lệnh check và giữ các bản sao lưu cũ.")
    return DONE if done.verified else TROUBLE


def _merge(options: Any) -> int:
    from desktop_app.services.history import read_key, shown_key
    from desktop_app.services.merge import merge
    from desktop_app.services.work import changing, done

    database = open_writing(options.data, options.clock)
    try:
        with changing(database, options.today, "merge", "Gộp hồ sơ trùng") as work:
            merge(work, keep=read_key(options.keep), drop=read_key(options.drop))
        operation = done(work)
    finally:
        database.close()
    answer({"operation": shown_key(operation.id) if operation else None})
    return DONE


def _template(options: Any) -> int:
    from desktop_app.reports.intake_template import write_template

    write_template(options.out)
    print(f"Đã ghi tệp mẫu {options.out}")
    return DONE


def _package(options: Any) -> int:
    from desktop_app.cli_import import run_package

    return run_package(options, answer)


def _import(options: Any) -> int:
    from desktop_app.cli_import import run_import

    return run_import(options, say, answer)


def _demo(options: Any) -> int:
    from desktop_app.demo import run_demo

    return run_demo(options, say)


def _law(arguments: Sequence[str], today: date, clock: Clock) -> int:
    from desktop_app.cli_law import run_law

    return run_law(arguments, today, say, answer, Parser, clock)


def _due(options: Any) -> int:
    from desktop_app.cli_due import run_due

    return run_due(options, answer)


def _retirement(options: Any) -> int:
    from desktop_app.cli_retirement import run_retirement

    return run_retirement(options, answer)


_COMMANDS: dict[str, Callable[[Any], int]] = {
    "demo": _demo,
    "import": _import,
    "roster": _roster,
    "due": _due,
    "retirement": _retirement,
    "history": _history,
    "undo": _undo,
    "check": _check,
    "backup": _backup,
    "merge": _merge,
    "package": _package,
    "template": _template,
}
