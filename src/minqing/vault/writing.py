"""
Rows of the vault, each table by one fixed statement.

Every request passes here once, inside its own transaction. Building an INSERT through the ORM costs more than
running it, and these columns never vary. No statement asks for anything back: RETURNING would need the right to
read (decision 20).
"""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model


def insert(*rows: Model) -> None:
    """
    Insert rows of one model, with the ids they carry, over the ordinary connection.

    :param rows: unsaved; every column set or defaulted.
    """
    if not rows:
        return
    statement, fields = _statement(type(rows[0]))
    prepared = [list(_values(row, fields)) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(statement, prepared)


def _values(row: Model, fields: Iterable[Any]) -> Iterable[Any]:
    return (field.get_db_prep_save(field.pre_save(row, True), connection) for field in fields)


@lru_cache
def _statement(model: type[Model]) -> tuple[str, tuple[Any, ...]]:
    fields = tuple(model._meta.local_concrete_fields)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    places = ", ".join("%s" for _each in fields)
    # Only names of our own tables and columns are put together here.
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({places})', fields  # noqa: S608
