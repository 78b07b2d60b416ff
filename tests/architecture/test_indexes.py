"""No index repeats the beginning of another: each is paid for at every insert, in pages written and flushed."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

Columns = tuple[str, ...]


def indexes(model: type[models.Model]) -> Iterator[Columns]:
    """Yield the columns of every index over all rows that guards nothing."""
    for field in model._meta.local_concrete_fields:
        if field.db_index and not field.unique:
            yield (field.name,)
    for index in model._meta.indexes:
        if index.fields and not index.condition:
            yield tuple(name.removeprefix("-") for name in index.fields)


def guards(model: type[models.Model]) -> Iterator[Columns]:
    """Yield the columns of every uniqueness over all rows; an index serves each."""
    yield from (tuple(fields) for fields in model._meta.unique_together)
    for rule in model._meta.constraints:
        if isinstance(rule, models.UniqueConstraint) and rule.fields and not rule.condition:
            yield tuple(rule.fields)


def repeated(model: type[models.Model]) -> list[str]:
    """Name the indexes of one table that are the beginning of a longer one."""
    return [
        f"{model._meta.db_table}: {mine} is the beginning of {other}"
        for mine in indexes(model)
        for other in (*indexes(model), *guards(model))
        if len(other) > len(mine) and other[: len(mine)] == mine
    ]


def test_no_index_repeats_the_beginning_of_another():
    ours = [model for model in apps.get_models() if model.__module__.startswith("minqing.")]

    assert [line for model in ours for line in repeated(model)] == []
