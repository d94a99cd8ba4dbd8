"""The exact text of a change and its hashes. The same in every office and every release."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import inspect

from db.base import Record
from db.types import Codec, codec_of

Fields = dict[str, Any]


@dataclass(frozen=True)
class Shape:
    """What the journal needs to know of a record: its journalled columns in table order, and the derived ones."""

    record: type[Record]
    table: str
    columns: tuple[tuple[str, Codec], ...]
    derived: tuple[tuple[str, Codec], ...]
    person: str

    @property
    def codecs(self) -> dict[str, Codec]:
        """Codec by field name, key and derived ones included."""
        return dict(self.columns) | dict(self.derived)


@cache
def shape_of(record: type[Record]) -> Shape:
    """The shape of a record type."""
    columns: list[tuple[str, Codec]] = []
    derived: list[tuple[str, Codec]] = []
    for column in inspect(record).columns:
        if column.key == "key":
            continue
        pair = (column.key, codec_of(column.type))
        (derived if column.info.get("derived") else columns).append(pair)
    return Shape(record, record.__tablename__, tuple(columns), tuple(derived), record.__person__)


@dataclass(slots=True)
class Change:
    """One record touched by one operation; ``fields`` as DESIGN says for ``+``, ``~`` and ``-``."""

    record: str
    key: str
    person: str | None
    kind: str
    fields: Fields | None


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> str:
    """JSON in UTF-8 with sorted keys and no spaces; a float is a bug, not a rounding."""
    return _encode(value)


CHANGE_FORM = b'{"fields":%b,"key":"%b","kind":"%b","person":%b,"record":"%b"}'
"""The canonical text of a change: fields (canonical JSON), key, kind, person (quoted, or ``null``), record."""


def change_text(change: Change, fields: str) -> bytes:
    """The canonical text of a change that is hashed; ``fields`` is its canonical JSON, put in unparsed."""
    person = b"null" if change.person is None else b'"%b"' % change.person.encode("ascii")
    record = change.record.encode("utf-8")
    return CHANGE_FORM % (
        fields.encode("utf-8"),
        change.key.encode("ascii"),
        change.kind.encode("ascii"),
        person,
        record,
    )


def change_hash(salt: bytes, change: Change, fields: str) -> bytes:
    """SHA-256 over salt and canonical change."""
    return hashlib.sha256(salt + change_text(change, fields)).digest()


def salts(count: int) -> list[bytes]:
    """So many fresh 16-byte salts."""
    drawn = os.urandom(16 * count)
    return [drawn[place : place + 16] for place in range(0, 16 * count, 16)]


def operation_digest(header: Fields, hashes: list[bytes]) -> bytes:
    """SHA-256 over the canonical header (without ``seq`` and ``link``) and the hashes of the changes in order."""
    return hashlib.sha256(canonical(header).encode("utf-8") + b"".join(hashes)).digest()


def chain_link(previous: bytes, seq: int, digest: bytes) -> bytes:
    """SHA-256 over the previous link, the local number and the digest."""
    return hashlib.sha256(previous + seq.to_bytes(8, "big") + digest).digest()


def journal_value(codec: Codec, value: Any) -> Any:
    """A field's value as the journal writes it."""
    return None if value is None else codec.to_journal(value)


def merged(earlier: Change, later: Change) -> Change | None:
    """Two changes of one record within one operation as one; ``None`` when nothing is left of them."""
    before, after = earlier.fields or {}, later.fields or {}
    person = later.person if later.kind != "-" else earlier.person
    kinds = earlier.kind + later.kind
    if kinds == "+~":
        fields = {**before, **{name: pair[1] for name, pair in after.items()}}
        kept = {name: value for name, value in fields.items() if value is not None}
        return Change(later.record, later.key, person, "+", kept)
    if kinds == "+-":
        return None
    if kinds == "~~":
        pairs = {**before}
        for name, (old, new) in after.items():
            pairs[name] = [pairs[name][0] if name in pairs else old, new]
        pairs = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        return Change(later.record, later.key, person, "~", pairs) if pairs else None
    if kinds == "~-":
        original = {**after, **{name: pair[0] for name, pair in before.items()}}
        kept = {name: value for name, value in original.items() if value is not None}
        return Change(later.record, later.key, later.person, "-", kept)
    if kinds == "-+":
        names = before.keys() | after.keys()
        pairs = {name: [before.get(name), after.get(name)] for name in names if before.get(name) != after.get(name)}
        return Change(later.record, later.key, person, "~", pairs) if pairs else None
    raise AssertionError(f"a record cannot be changed by {kinds}")
