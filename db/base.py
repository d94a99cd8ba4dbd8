"""The record: what is stored, with the Vietnamese label of each field declared once."""

from typing import Any, ClassVar

from sqlalchemy import ForeignKey, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, mapped_column

from db import types
from db.values import Key, uuid7

REQUIRED, USEFUL, REST = "required", "useful", "rest"
"""How much a person's file misses without a field."""


class Record(DeclarativeBase):
    """One kind of thing the register keeps; every change of it is journalled.

    ``__stable__`` is its name in the journal, never reused; ``__title__`` its Vietnamese name.
    """

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    __abstract__ = True
    __title__: ClassVar[str] = ""
    __person__: ClassVar[str] = "person"
    """The field that says in whose file the record lies; empty for records of the office."""
    __tab__: ClassVar[str | None] = ""
    """The tab of the person's file it stands on; empty: one of its own under its title; ``None``: on no tab."""
    __item__: ClassVar[str] = ""
    """The item of the form TT 06/2023/TT-BNV that its rows fill."""
    __level__: ClassVar[str] = REST
    """How much a file misses that holds no such row."""
    __list__: ClassVar[tuple[str, ...]] = ()
    """The fields a table of its rows shows; empty: the first ones."""
    __kinds__: ClassVar[tuple[tuple[str, str], ...]] = ()
    """Where rows of different ``kind`` are wanted each: kind and level; the others are not asked for."""

    key: Mapped[Key] = mapped_column(types.KeyType, primary_key=True)

    def __init__(self, **values: Any) -> None:
        """Make a record; without a ``key`` it gets a new UUIDv7 at once."""
        values.setdefault("key", uuid7())
        for name, value in values.items():
            if not hasattr(type(self), name):
                raise TypeError(f"{type(self).__name__} has no field {name}")
            setattr(self, name, value)

    @classmethod
    def derive(cls, values: dict[str, Any]) -> dict[str, Any]:
        """The derived fields computed from the others; they are stored, never journalled."""
        del values
        return {}


def field(label: str, kind: type[types._Coded] | None = None, **options: Any) -> MappedColumn[Any]:
    """A column people see, under its Vietnamese label; ``derived=True`` keeps it out of the journal.

    ``item`` and ``old_item`` are its numbers on the forms TT 06/2023/TT-BNV and 2C-BNV/2008, ``level`` how much a
    file misses without it, ``group`` the heading it opens on the form, ``long`` whether it is a text of many lines,
    ``reads`` the kind of value a clerk types where its type does not say it (``cccd``, ``name``, ``percent``;
    ``machine``: nobody types it).
    ``retired`` names the link that took over a field which nothing writes any more: it stays for the journal of old entries.
    ``past=True`` says that it is a day that has been when it is written down, ``blob=True`` that it holds the
    SHA-256 of an attachment.
    """
    info = {name: options.pop(name, False) for name in ("derived", "restricted", "blob", "long", "past")}
    info |= {name: options.pop(name, "") for name in ("item", "old_item", "group", "reads", "retired")}
    info |= {"label": label, "catalog": options.pop("catalog", None), "level": options.pop("level", REST)}
    return mapped_column(kind or types.TextType, info=info, active_history=True, **options)


def link(target: str, label: str = "", **options: Any) -> MappedColumn[Any]:
    """A column that points to another record; never removed by cascade. ``item`` and ``level`` as for ``field``.

    What a ``restricted`` link points to is restricted too: it is seen with its holder only.
    """
    info = {"link": target, "label": label, "derived": False, "level": options.pop("level", REST)}
    info |= {"restricted": options.pop("restricted", False)}
    info |= {"item": options.pop("item", ""), "old_item": options.pop("old_item", "")}
    return mapped_column(types.KeyType, ForeignKey(f"{target}.key"), info=info, active_history=True, **options)
