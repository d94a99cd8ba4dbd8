"""The command ``law``: every calculator, one answer or a whole table of them, always as JSON."""

import argparse
import csv
import io
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from db.errors import reason
from desktop_app.errors import InvalidInput, MachineTrouble
from desktop_app.law.figures import SHIPPED, Law
from desktop_app.services.calculators import ALL
from desktop_app.services.calculators.calculator import Calculator, Input, outcome_json

DONE, REFUSED, USAGE = 0, 1, 2
Clock = Callable[[], datetime]
_BETWEEN = ";"  # between several values in one cell of a batch
_LONGEST_CELL = 100_000


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}” không phải ngày dạng 2026-11-23") from None


def _parser(parser_class: type[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    root = parser_class(prog="so-noi-vu law", description="Tra cứu: tính theo quy định, có căn cứ và cách tính.")
    root.add_argument("--today", type=_day, metavar="NGÀY", dest="today_before")
    commands = root.add_subparsers(dest="calculator", required=True, parser_class=parser_class, metavar="PHÉP_TÍNH")
    for one in ALL:
        command = commands.add_parser(one.name, help=one.title, description=one.hint, allow_abbrev=False)
        command.add_argument("--today", type=_day, metavar="NGÀY")
        command.add_argument("--json", action="store_true")
        command.add_argument("--batch", type=Path, metavar="TỆP.csv")
        command.add_argument("--data", type=Path, metavar="TỆP.snv", help="dùng số liệu cơ quan đã sửa trong sổ này")
        for asked in one.inputs:
            _add(command, asked)
    return root


def _add(command: argparse.ArgumentParser, asked: Input) -> None:
    codes = ", ".join(code for code, _ in asked.choices)
    told = f"{asked.label}{f' ({codes})' if codes else ''}".replace("%", "%%")
    if asked.kind == "flag":
        command.add_argument(f"--{asked.name}", action="store_true", help=told)
    elif asked.repeated:
        command.add_argument(f"--{asked.name}", action="append", help=told)
    else:
        command.add_argument(f"--{asked.name}", help=told)


def run_law(
    arguments: Sequence[str],
    today: date,
    say: Callable[[str], None],
    answer: Callable[[Any], None],
    parser_class: type[argparse.ArgumentParser],
    clock: Clock,
) -> int:
    """Answer one question, or each line of a table; 1 when a rule of input refuses, 2 when an option is missing or wrong."""
    options = _parser(parser_class).parse_args(arguments)
    calculator = next(one for one in ALL if one.name == options.calculator)
    day = options.today or options.today_before or today
    law = _law_of(options.data, day, clock) if options.data else SHIPPED
    typed = {one.name: getattr(options, one.name.replace("-", "_")) for one in calculator.inputs}
    if options.batch:
        beside = [f"--{name}" for name, value in typed.items() if value not in (None, False)]
        if beside:
            say(f"Với --batch, mọi mục lấy từ tệp: bỏ {', '.join(beside)}.")
            return USAGE
        answers, refused = _batch(calculator, options.batch, day, law)
        answer(answers)
        if refused:
            say(f"{refused} dòng không tính được; xem “error” của từng dòng.")
        return REFUSED if refused else DONE
    try:
        values = calculator.read(typed, day, law)
    except InvalidInput as wrong:
        say(str(wrong))
        return USAGE
    answer(outcome_json(calculator.compute(values)))
    return DONE


def _law_of(path: Path, day: date, clock: Clock) -> Law:
    """The figures as the office of a register uses them."""
    from desktop_app.services.figures import office_law
    from desktop_app.services.opening import open_reading
    from desktop_app.services.work import reading

    database = open_reading(path, clock)
    try:
        with reading(database, day) as work:
            return office_law(work)
    finally:
        database.close()


def _batch(calculator: Calculator, path: Path, today: date, law: Law) -> tuple[list[dict[str, Any]], int]:
    header, rows = _table(path)
    known = {one.name: one for one in calculator.inputs}
    strange = [name for name in header if name not in known]
    if not header:
        raise InvalidInput(f"{path.name}: tệp trống; dòng đầu phải ghi tên cột: {', '.join(known)}.")
    if strange:
        parted = " Các ô cách nhau bằng dấu phẩy." if len(header) == 1 and _BETWEEN in header[0] else ""
        raise InvalidInput(f"{path.name}: cột “{', '.join(strange)}” không có; các cột: {', '.join(known)}.{parted}")
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise InvalidInput(f"{path.name}: cột “{', '.join(twice)}” ghi hai lần ở dòng đầu.")
    answers, refused = [], 0
    for number, cells in rows:
        try:
            outcome = calculator.answer(_typed(header, cells, known), today, law)
        except InvalidInput as wrong:
            refused += 1
            answers.append({"error": {"line": number, "column": wrong.field or None, "message": str(wrong)}})
        else:
            answers.append(outcome_json(outcome))
    return answers, refused


def _table(path: Path) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The headings, and each row with the line it begins on; ``InvalidInput`` names the line that is no table."""
    try:
        raw = path.read_bytes()
    except OSError as trouble:
        raise MachineTrouble(f"Không đọc được {path}: {reason(trouble)}.") from trouble
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as trouble:
        line = raw.count(b"\n", 0, trouble.start) + 1
        raise InvalidInput(
            f"{path.name}: dòng {line} không phải chữ mã UTF-8; lưu lại tệp dạng CSV UTF-8."
        ) from trouble
    csv.field_size_limit(_LONGEST_CELL)  # one for the whole process: an import allows more
    reader = csv.reader(io.StringIO(text, newline=""))
    rows: list[tuple[int, list[str]]] = []
    begins = 1
    try:
        for cells in reader:
            if cells:
                rows.append((begins, cells))
            begins = reader.line_num + 1
    except csv.Error as trouble:
        told = "có ô quá dài, hoặc dấu ngoặc kép mở mà không đóng"
        raise InvalidInput(f"{path.name}: dòng {begins} {told}.") from trouble
    return [name.strip() for name in rows[0][1]] if rows else [], rows[1:]


def _typed(
    header: Sequence[str], cells: Sequence[str], known: Mapping[str, Input]
) -> dict[str, str | list[str] | bool | None]:
    if len(cells) > len(header):
        raise InvalidInput("Dòng có nhiều ô hơn dòng tiêu đề.")
    return {
        name: [part for part in text.split(_BETWEEN) if part.strip()] if known[name].repeated else text
        for name, text in zip(header, cells, strict=False)
    }
