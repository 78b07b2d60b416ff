"""
Rows by fixed statements, for the paths that every request takes.

Building a statement through the ORM costs ten times what running it costs, and here neither table nor columns ever
vary. What goes in is prepared, and what comes out is made, by the model's own fields; guards and constraints are the
tables' own. Only for reads and inserts that a profile names: everywhere else the ORM is clearer.

:source: measured in ADR 0045.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

__all__ = [
    "insert_missing",
    "insert_new",
    "insert_rows",
    "inserting",
    "marks",
    "read_columns",
    "read_first",
    "read_rows",
    "run",
    "update",
]

M = TypeVar("M", bound=models.Model)
Preparing = tuple[str, type | None, Callable[[Any, Any], Any]]
"""How one column is filled: the attribute, the type that needs no preparing, and what prepares the others."""

PLAIN: dict[type, tuple[Any, ...]] = {
    str: (models.CharField, models.TextField),
    bool: (models.BooleanField,),
    bytes: (models.BinaryField,),
    int: (models.IntegerField, models.ForeignKey),
}
"""What needs no preparing: a value of exactly this type goes into such a column as it is, on both databases."""


def marks(values: Sequence[Any]) -> str:
    """Return as many placeholders as there are values: ``%s, %s, %s``."""
    return ", ".join(["%s"] * len(values))


def read_rows(model: type[M], where: str, parameters: Sequence[Any]) -> list[M]:
    """
    Read whole rows of one table.

    :param where: what follows WHERE, with ``%s`` for parameters; text of our own, never of a user.
    :param parameters: text, integers, UUIDs and moments.
    """
    here = connections[DEFAULT_DB_ALIAS]
    statement, names, converters = _reading(model, here.vendor)
    with here.cursor() as cursor:
        cursor.execute(statement + where, [_plain(value, here) for value in parameters])
        found = cursor.fetchall()
    made = (_converted(row, converters, here) for row in found) if converters else found
    return [model.from_db(here.alias, names, row) for row in made]


def read_first(model: type[M], where: str, parameters: Sequence[Any], *, lock: bool = False) -> M | None:
    """
    Read the first row of one table that fits, or None; see :func:`read_rows`.

    :param lock: keep others from changing it until the transaction ends; on SQLite the one writer is alone anyway.
    """
    held = " FOR UPDATE" if lock and connection.features.has_select_for_update else ""
    return next(iter(read_rows(model, f"{where} LIMIT 1{held}", parameters)), None)


def read_columns(statement: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Read plain columns, as the database returns them."""
    here = connections[DEFAULT_DB_ALIAS]
    with here.cursor() as cursor:
        cursor.execute(statement, [_plain(value, here) for value in parameters])
        return list(cursor.fetchall())


def insert_rows(*rows: models.Model) -> None:
    """
    Insert rows of one model, with the keys they carry unless the database gives them.

    Nothing is asked back: RETURNING would need the right to read, which the role that fills the vault has not.

    :param rows: unsaved; every column set or defaulted.
    """
    if rows:
        inserting(type(rows[0]), _names(type(rows[0]))).run(rows)


def insert_new(row: models.Model) -> None:
    """Insert one row; an integer key comes from the database and is set on the row."""
    here, model = connections[DEFAULT_DB_ALIAS], type(row)
    if isinstance(model._meta.pk, models.BigAutoField):
        row.pk = inserting(model, _names(model)).run_one(row, here)
    else:
        inserting(model, _names(model)).run([row])
    row._state.adding, row._state.db = False, here.alias


def insert_missing(row: models.Model) -> None:
    """Insert one row, unless one with the same unique values is there."""
    inserting(type(row), _names(type(row))).run([row], unless_there=True)


def update(row: models.Model, names: tuple[str, ...]) -> bool:
    """
    Write some columns of one row.

    :return: whether the row is there.
    """
    here = connections[DEFAULT_DB_ALIAS]
    statement, fields = _updating(type(row), names)
    with here.cursor() as cursor:
        cursor.execute(statement, _prepared(row, fields, here))
        return bool(cursor.rowcount == 1)


def run(statement: str, parameters: Sequence[Any]) -> None:
    """
    Run one writing statement.

    :param statement: text of our own, never of a user, with ``%s`` for parameters.
    :param parameters: as for :func:`read_rows`.
    """
    here = connections[DEFAULT_DB_ALIAS]
    with here.cursor() as cursor:
        cursor.execute(statement, [_plain(value, here) for value in parameters])


class Insert:
    """The INSERT of some columns of one table, written once."""

    def __init__(self, model: Any, names: tuple[str, ...], extra: tuple[tuple[str, str], ...]) -> None:
        fields: list[Any] = [model._meta.get_field(name) for name in names]
        self.fields = [_preparing(field) for field in fields]
        columns = ", ".join(f'"{name}"' for name in (*(field.column for field in fields), *(name for name, _ in extra)))
        taken = ", ".join((*("%s" for _ in fields), *(value for _, value in extra)))
        # Only names of our own tables and columns are put together here.
        self.statement = f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES ({taken})'  # noqa: S608
        self.key = model._meta.pk.column

    def run(self, rows: Iterable[Any], *, unless_there: bool = False) -> None:
        """
        Insert rows.

        :param unless_there: pass over a row whose unique values are taken.
        """
        here = connections[DEFAULT_DB_ALIAS]
        prepared = [_prepared(row, self.fields, here) for row in rows]
        if prepared:
            tail = " ON CONFLICT DO NOTHING" if unless_there else ""
            with here.cursor() as cursor:
                cursor.executemany(self.statement + tail, prepared)

    def run_one(self, row: Any, here: Any) -> Any:
        """Insert one row and return the key it was given."""
        with here.cursor() as cursor:
            cursor.execute(f'{self.statement} RETURNING "{self.key}"', _prepared(row, self.fields, here))
            return cursor.fetchone()[0]


@lru_cache
def inserting(model: Any, names: tuple[str, ...], extra: tuple[tuple[str, str], ...] = ()) -> Insert:
    """
    Return the INSERT of some columns.

    :param extra: columns that the database fills by an expression of ours.
    """
    return Insert(model, names, extra)


@lru_cache
def _names(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(
        field.name for field in model._meta.local_concrete_fields if not isinstance(field, models.BigAutoField)
    )


@lru_cache(maxsize=512)
def _updating(model: Any, names: tuple[str, ...]) -> tuple[str, list[Preparing]]:
    fields = [model._meta.get_field(name) for name in names]
    columns = ", ".join(f'"{field.column}" = %s' for field in fields)
    key = model._meta.pk
    # Only names of our own tables and columns are put together here.
    statement = f'UPDATE "{model._meta.db_table}" SET {columns} WHERE "{key.column}" = %s'  # noqa: S608
    return statement, [_preparing(field) for field in (*fields, key)]


def _preparing(field: Any) -> Preparing:
    plain = next((kind for kind, fields in PLAIN.items() if isinstance(field, fields)), None)
    return field.attname, plain, OURS.get(type(field), field.get_db_prep_save)


def _moment(value: datetime, here: Any) -> Any:
    """Prepare a moment without asking the settings whether it may be naive: ours never is."""
    return _written_out(value) if here.vendor == "sqlite" else value


def _id(value: UUID | str, here: Any) -> Any:
    """Prepare an id: PostgreSQL takes it as it is, SQLite keeps its digits."""
    if here.features.has_native_uuid_field:
        return value
    return value.hex if isinstance(value, UUID) else UUID(value).hex


OURS = {models.DateTimeField: _moment, models.UUIDField: _id}


@lru_cache(maxsize=128)
def _written_out(value: datetime) -> str:
    """Write a moment as Django does for SQLite, once for all rows of a verb."""
    return str(value.astimezone(UTC).replace(tzinfo=None))


def _prepared(row: Any, fields: Iterable[Preparing], here: Any) -> list[Any]:
    return [
        value if (value := getattr(row, name)) is None or type(value) is plain else prepare(value, here)
        for name, plain, prepare in fields
    ]


@lru_cache
def _reading(model: type[models.Model], vendor: str) -> tuple[str, list[str], list[tuple[int, Any, list[Any]]]]:
    fields = model._meta.local_concrete_fields
    columns = ", ".join(f'"{field.column}"' for field in fields)
    converters = []
    for position, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        needed = [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)]
        if needed:
            converters.append((position, column, needed))
    statement = f'SELECT {columns} FROM "{model._meta.db_table}" WHERE '  # noqa: S608 - names of our own tables and columns
    return statement, [field.attname for field in fields], converters


def _plain(value: Any, here: Any) -> Any:
    if isinstance(value, datetime):
        return _moment(value, here)
    return _id(value, here) if isinstance(value, UUID) else value


def _converted(row: Sequence[Any], converters: list[tuple[int, Any, list[Callable[..., Any]]]], here: Any) -> list[Any]:
    made = list(row)
    for position, column, needed in converters:
        for convert in needed:
            made[position] = convert(made[position], column, here)
    return made
