"""What the fields of a record are, read from its declaration: forms, imports, exports and history labels use this."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Column, inspect

from db.base import REST, Record
from db.types import codec_of


@dataclass(frozen=True)
class Field:
    """One labelled field: name, Vietnamese label, kind of value, whether it must be filled, what it names.

    ``item`` and ``old_item`` are its numbers on the forms of 2023 and 2008, ``level`` how much a file misses without
    it, ``link`` the record it points to (its value is then a key), ``past`` whether its day cannot lie ahead.
    """

    name: str
    label: str
    holds: type
    required: bool
    catalog: str | None
    restricted: bool
    blob: bool = False
    item: str = ""
    old_item: str = ""
    level: str = REST
    group: str = ""
    long: bool = False
    reads: str = ""
    link: str = ""
    past: bool = False


def _field(column: Column[Any]) -> Field:
    info = column.info
    return Field(
        column.key,
        info["label"],
        codec_of(column.type).python,
        not column.nullable,
        info.get("catalog"),
        bool(info.get("restricted")),
        bool(info.get("blob")),
        info.get("item") or "",
        info.get("old_item") or "",
        info.get("level") or REST,
        info.get("group") or "",
        bool(info.get("long")),
        info.get("reads") or "",
        info.get("link") or "",
        bool(info.get("past")),
    )


@cache
def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The labelled fields in the order declared; keys, links and derived fields are left out."""
    return tuple(made for made in form_fields(record) if not made.link)


@cache
def form_fields(record: type[Record]) -> tuple[Field, ...]:
    """The labelled fields and links (whose file it is left out) in the order declared: what a form of it asks."""
    return tuple(made for made in journal_fields(record) if not inspect(record).columns[made.name].info.get("retired"))


@cache
def journal_fields(record: type[Record]) -> tuple[Field, ...]:
    """The same with the retired fields: what an old entry of the journal may name."""
    return tuple(
        _field(column)
        for column in inspect(record).columns
        if column.info.get("label") and not column.info["derived"] and column.key != record.__person__
    )


@cache
def retired_fields(record: type[Record]) -> dict[str, str]:
    """The fields that nothing writes any more, each with the link that took over."""
    return {one.key: one.info["retired"] for one in inspect(record).columns if one.info.get("retired")}


@cache
def blob_fields(record: type[Record]) -> tuple[str, ...]:
    """The fields that name an attachment by its SHA-256."""
    return tuple(field.name for field in fields_of(record) if field.blob)


@cache
def label_of(record: type[Record], name: str) -> str:
    """The Vietnamese label of a field or link, or its name where it has none."""
    column = inspect(record).columns.get(name)
    return (column.info.get("label") if column is not None else None) or name
