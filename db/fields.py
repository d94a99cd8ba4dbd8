"""What the fields of a record are, read from its declaration: forms, imports, exports and history labels use this."""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import inspect

from db.base import Record
from db.types import codec_of


@dataclass(frozen=True)
class Field:
    """One labelled field: name, Vietnamese label, kind of value, whether it must be filled, what it names."""

    name: str
    label: str
    holds: type
    required: bool
    catalog: str | None
    restricted: bool
    blob: bool = False


@cache
def fields_of(record: type[Record]) -> tuple[Field, ...]:
    """The labelled fields in the order declared; keys, links and derived fields are left out."""
    return tuple(
        Field(
            column.key,
            column.info["label"],
            codec_of(column.type).python,
            not column.nullable,
            column.info.get("catalog"),
            bool(column.info.get("restricted")),
            bool(column.info.get("blob")),
        )
        for column in inspect(record).columns
        if column.info.get("label") and "link" not in column.info and not column.info["derived"]
    )


@cache
def blob_fields(record: type[Record]) -> tuple[str, ...]:
    """The fields that name an attachment by its SHA-256."""
    return tuple(field.name for field in fields_of(record) if field.blob)


@cache
def label_of(record: type[Record], name: str) -> str:
    """The Vietnamese label of a field or link, or its name where it has none."""
    column = inspect(record).columns.get(name)
    return (column.info.get("label") if column is not None else None) or name
