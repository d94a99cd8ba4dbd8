"""A column read as a whole: its encoding, its order of day and month, its habit of capitals, then its cells."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from db.text import fold
from desktop_app.services.intake.dates import DMY, MDY, Order, column_order
from desktop_app.services.intake.headings import MappedColumn, squeeze
from desktop_app.services.intake.layout import TableLayout, cell_at
from desktop_app.services.intake.legacy import Guess, decode, detect
from desktop_app.services.intake.reading import ERROR, FIXED, WARN, Note, Reading
from desktop_app.services.intake.targets import DATE_KINDS, TARGETS
from desktop_app.services.intake.values import read_cell, reader, vietnamese
from desktop_app.services.intake.values_text import capitalised
from desktop_app.services.intake.view import FAMILY_NAMES

ALL_CAPITALS_SHARE = 0.8
_VIETNAMESE = frozenset(
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệfghiìỉĩíịjklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvwxyỳỷỹýỵz"
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆFGHIÌỈĨÍỊJKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVWXYỲỶỸÝỴZ"
    "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323–—…“”‘’•°½×\u00a0\u200b\ufeff"
)
_EMPTY = "\x00empty"
_DITTO_WORDS = frozenset({"nt", "nhutren", "giongtren", "nhudongtren"})
_DITTO_SIGNS = frozenset({'"', "''", "”", "“", "″", "〃", "//", '""', ",,", "'' ''", "´´"})
_LONGEST_DITTO = 16
_NEVER_REPEATED = frozenset({"name", "cccd", "cmnd", "digits", "phone", "email", "code", "mark", "member", "ignored"})
_UNICODE = Guess("unicode", "chữ Unicode")
_BLANK = Reading(None)


@dataclass(frozen=True)
class ColumnData:
    """One mapped column and the reading of each of its data cells, in the order of the rows."""

    col: int
    heading: str
    target: str
    readings: list[Reading]
    order: Order | None
    guess: Guess
    notes: tuple[Note, ...]


def read_columns(
    layout: TableLayout,
    mapping: tuple[MappedColumn, ...],
    orders: Mapping[int, str],
    encodings: Mapping[int, str],
    typed: Mapping[tuple[int, int], str],
    fonts: frozenset[str],
    *,
    tick: Callable[[int], None] | None = None,
) -> tuple[ColumnData, ...]:
    """Every mapped column, read; ``tick`` hears the number of columns done and may raise ``Cancelled``."""
    lines = [layout.sheet.rows[row - 1] for row in layout.data_rows]
    wanted = [column for column in mapping if column.target and column.target in TARGETS]
    raws = {}
    for column in wanted:
        place = column.col - 1
        raws[column.col] = [line[place] if place < len(line) else None for line in lines]
    places = {row: place for place, row in enumerate(layout.data_rows)} if typed else {}
    for (row, col), text in typed.items():
        if col in raws and row in places:
            raws[col][places[row]] = None if text == _EMPTY else text
    guesses = _guesses(wanted, raws, encodings, fonts)
    missing = {(row, col) for row, col in layout.sheet.uncomputed if (row, col) not in typed}
    decided = _orders(wanted, raws, orders)
    made = []
    for column in wanted:
        made.append(_column(column, raws[column.col], decided.get(column.col), guesses[column.col], layout, missing))
        if tick is not None:
            tick(len(made))
    return tuple(made)


def _orders(wanted: list[MappedColumn], raws: Mapping[int, list[Any]], answered: Mapping[int, str]) -> dict[int, Order]:
    """The order of each date column; one that proves nothing follows the sheet's others where these agree."""
    found = {}
    for column in wanted:
        if TARGETS[column.target].kind in DATE_KINDS:
            order, answer = column_order(raws[column.col]), answered.get(column.col)
            if answer:
                order = Order(answer, decided=True, proven=order.proven and order.order == answer)
            found[column.col] = order
    proven = {order.order for order in found.values() if order.proven} | (
        {"?"} if any(o.contradiction for o in found.values()) else set()
    )
    if len(proven) == 1 and "?" not in proven:
        (agreed,) = proven
        # what one column proves decides the others, unless it is itself still being asked about
        settled = agreed == DMY or all(order.decided for order in found.values() if order.proven)
        found = {
            col: order
            if order.decided or order.proven or order.excel_swapped
            else Order(agreed, decided=settled, examples=order.examples)
            for col, order in found.items()
        }
    return found


def _guesses(
    wanted: list[MappedColumn], raws: Mapping[int, list[Any]], encodings: Mapping[int, str], fonts: frozenset[str]
) -> dict[int, Guess]:
    suspects, texts = set(), {}
    for column in wanted:
        texts[column.col] = list(
            dict.fromkeys(raw for raw in raws[column.col] if type(raw) is str and not raw.isascii())
        )
        letters = set().union(*texts[column.col]) if texts[column.col] else set()
        if any(ord(letter) > 0x7F for letter in letters - _VIETNAMESE):  # noqa: PLR2004 - beyond ASCII
            suspects.add(column.col)
    legacy = any(name.startswith((".Vn", "VNI-")) for name in fonts)
    # one column written in an old encoding makes every other column of the sheet worth asking about
    asked = set(raws) if legacy or any(detect(texts[col], fonts).encoding != "unicode" for col in suspects) else set()
    guesses = {col: detect(texts[col], fonts) if col in asked and texts[col] else _UNICODE for col in raws}
    for col, encoding in encodings.items():
        if col in guesses:
            guesses[col] = Guess(encoding, "người nhập chọn", guesses[col].samples)
    return guesses


def _column(
    column: MappedColumn,
    raws: list[Any],
    decided: Order | None,
    guess: Guess,
    layout: TableLayout,
    missing: set[tuple[int, int]],
) -> ColumnData:
    target = TARGETS[column.target]
    notes: list[Note] = []
    if guess.encoding != "unicode":
        raws = [decode(raw, guess.encoding) if isinstance(raw, str) else raw for raw in raws]
        if target.kind == "name":
            raws = [_first_capitals(raw) if isinstance(raw, str) else raw for raw in raws]
        name = "TCVN3 (ABC)" if guess.encoding == "tcvn3" else "VNI"
        notes.append(
            Note(
                FIXED, f"legacy_{guess.encoding}", f"Cột viết bằng mã {name}, đã chuyển sang Unicode ({guess.reason})."
            )
        )
    if layout.joined == column.col:
        notes.append(Note(FIXED, "name_joined", "Họ tên viết ở hai cột; đã ghép lại."))
    elif target.kind == "name" and squeeze(column.heading) in FAMILY_NAMES:
        text = f"Cột “{column.heading}” chỉ có họ và tên đệm mà không thấy cột tên bên phải; họ tên có thể thiếu."
        notes.append(Note(WARN, "name_without_given", text))
    if decided is not None and not decided.decided:
        notes.append(_open_order(decided))
    # a birth of two digits has another pivot: nobody at work was born in the coming years
    readings = _readings(raws, "birth" if target.name.startswith("born") else target.kind, decided)
    if target.kind not in _NEVER_REPEATED:
        readings = _like_above(raws, readings, dates=target.kind in DATE_KINDS)
    if target.kind == "name":
        readings, habit = _habit_of_capitals(_half_names(readings, raws, column.col, layout))
        notes += habit
    if target.kind == "day":
        readings, habit = _habit_of_months(readings)
        notes += habit
    if missing:
        for place, row in enumerate(layout.data_rows):
            if (row, column.col) in missing:
                text = "Ô có công thức nhưng tệp không lưu kết quả; hãy mở bằng Excel rồi lưu lại."
                readings[place] = Reading(None, (Note(ERROR, "formula_without_value", text),))
    return ColumnData(column.col, column.heading, column.target, readings, decided, guess, tuple(notes))


def _open_order(order: Order) -> Note:
    examples = ", ".join(order.examples)
    if order.excel_swapped:
        message = (
            f"Ngày dạng chữ đều sau ngày 12, ngày dạng Excel đều không quá ngày 12 ({examples}): có thể Excel kiểu Mỹ đã đổi"
            " chỗ ngày và tháng khi gõ; tạm giữ như Excel ghi."
        )
        return Note(WARN, "date_swapped_by_excel", message)
    if order.contradiction:
        message = f"Cột lẫn ngày trước và tháng trước ({examples}); các ô hiểu được hai cách chưa được nhận."
        return Note(WARN, "date_order_mixed", message)
    if order.proven and order.order == MDY:
        message = (
            f"Cột có ngày chỉ đọc được khi tháng đứng trước ({examples}); tạm hiểu cả cột là tháng trước, ngày sau."
        )
        return Note(WARN, "date_month_first", message)
    if order.order == MDY:
        message = f"Cột khác viết tháng trước; cột này không cho biết ({examples}); tạm hiểu là tháng trước."
        return Note(WARN, "date_order_open", message)
    message = f"Cột không có ngày nào cho biết ngày hay tháng đứng trước ({examples}); tạm hiểu là ngày trước."
    return Note(WARN, "date_order_open", message)


def _readings(raws: list[Any], kind: str, order: Order | None) -> list[Reading]:
    if kind == "ignored":
        return [_BLANK] * len(raws)
    read = None if kind in DATE_KINDS or kind == "birth" else reader(kind)
    memo: dict[Any, Reading] = {None: _BLANK}
    readings = []
    for raw in raws:
        # True == 1 == 1.0 to a dict, and they are read differently
        name = raw if type(raw) is str or raw is None else (type(raw), raw)
        made = memo.get(name)
        if made is None:
            made = memo[name] = read_cell(raw, kind, order, read)
        readings.append(made)
    return readings


def _half_names(readings: list[Reading], raws: list[Any], col: int, layout: TableLayout) -> list[Reading]:
    """A name in two columns whose second half is blank is not the whole name, unless the clerk typed it."""
    if layout.joined != col:
        return readings
    made = []
    for row, raw, reading in zip(layout.data_rows, raws, readings, strict=True):
        rows = layout.sheet.rows
        half = reading.value and cell_at(rows, row, col + 1) is None and raw == cell_at(rows, row, col)
        text = f"“{reading.value}” thiếu phần tên ở cột bên phải."
        made.append(reading.but(reading.value, Note(WARN, "name_half", text)) if half else reading)
    return made


def _like_above(raws: list[Any], readings: list[Reading], *, dates: bool) -> list[Reading]:
    """Cells that say “as above”: words are taken so and said, a sign alone is asked about (in dates it means nothing)."""
    if not any(type(raw) is str and _ditto(raw) for raw in set(raws)):
        return readings
    made: list[Reading] = []
    above: Any = None
    for raw, reading in zip(raws, readings, strict=True):
        kind = _ditto(raw) if type(raw) is str else ""
        if not kind or (kind == "sign" and (dates or above is None)):
            made.append(reading)
            above = above if kind else reading.value
            continue
        text = str(raw).strip()
        if above is None:
            message = f"“{text}” nghĩa là như dòng trên, nhưng ô ở dòng trên không có giá trị."
            made.append(Reading(None, (Note(WARN, "ditto", message),)))
        elif kind == "word":
            note = Note(FIXED, "ditto", f"“{text}” được hiểu là như dòng trên: {vietnamese(above)}.")
            made.append(Reading(above, (note,)))
        else:
            note = Note(WARN, "ditto", f"“{text}”: có phải như dòng trên, “{vietnamese(above)}”?", above)
            made.append(Reading(None, (note,)))
    return made


def _ditto(raw: str) -> str:
    text = raw.strip()
    if not text or len(text) > _LONGEST_DITTO:
        return ""
    if text in _DITTO_SIGNS:
        return "sign"
    return "word" if re.sub(r"[\W_]+", "", fold(text)) in _DITTO_WORDS else ""


def _first_capitals(text: str) -> str:
    """Old encodings have no capital letters with tones; a name's words begin with one all the same."""
    return " ".join(word[:1].upper() + word[1:] for word in text.split(" "))


def _habit_of_capitals(readings: list[Reading]) -> tuple[list[Reading], list[Note]]:
    """A column written in capitals throughout is a habit (the 2C form wants it), repaired once, not asked cell by cell."""
    names = [reading for reading in readings if reading.value]
    capitals = [reading for reading in names if reading.value.isupper()]
    if len(names) < 3 or len(capitals) < len(names) * ALL_CAPITALS_SHARE:  # noqa: PLR2004 - too few to be a habit
        return readings, []
    made = [
        _without(reading, "name_case", capitalised(reading.value))
        if reading.value and reading.value.isupper()
        else reading
        for reading in readings
    ]
    return made, [Note(FIXED, "name_capitals", "Cả cột họ tên viết hoa; đã chuyển thành viết hoa đầu từ.")]


def _habit_of_months(readings: list[Reading]) -> tuple[list[Reading], list[Note]]:
    """A column of days that gives only months throughout means the first of the month; said once, not cell by cell."""
    incomplete = [reading for reading in readings if reading.notes and reading.notes[-1].kind == "date_incomplete"]
    given = sum(reading.value is not None or bool(reading.notes) for reading in readings)
    if len(incomplete) < 3 or len(incomplete) < given * ALL_CAPITALS_SHARE:  # noqa: PLR2004 - too few to be a habit
        return readings, []
    made = [
        _without(reading, "date_incomplete", reading.notes[-1].proposal)
        if reading.notes and reading.notes[-1].kind == "date_incomplete"
        else reading
        for reading in readings
    ]
    return made, [Note(WARN, "date_months_only", "Cả cột chỉ ghi tháng và năm; được ghi là ngày đầu tháng.")]


def _without(reading: Reading, kind: str, value: Any) -> Reading:
    return Reading(value, tuple(note for note in reading.notes if note.kind != kind))
