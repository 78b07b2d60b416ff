"""New rows by their columns, for the paths that every request takes: at a part of what Django's constructor costs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from django.db import models
from django.db.models.base import ModelState

__all__ = ["made"]

M = TypeVar("M", bound=models.Model)


class Blank(NamedTuple):
    """The columns of a model, the defaults that its declaration names, and those that are drawn row by row."""

    columns: frozenset[str]
    fixed: dict[str, Any]
    drawn: dict[str, Callable[[], Any]]


def made(model: type[M], **columns: Any) -> M:
    """
    Make a row that is not saved yet, of a model whose columns are plain and for which nobody waits with a signal.

    :param columns: by the names under which a row keeps them, so ``case_id`` and not ``case``; the others get their
        defaults.
    :raises TypeError: if the model has no such column.
    """
    blank = _blank(model)
    if not columns.keys() <= blank.columns:
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(columns.keys() - blank.columns))}")
    row = model.__new__(model)
    kept = vars(row)
    kept.update(blank.fixed, _state=ModelState())
    kept.update((name, draw()) for name, draw in blank.drawn.items() if name not in columns)
    kept.update(columns)
    return row


@lru_cache
def _blank(model: type[models.Model]) -> Blank:
    fields: list[Any] = [*model._meta.concrete_fields]
    drawn = {field.attname: field.default for field in fields if field.has_default() and callable(field.default)}
    fixed = {field.attname: field.get_default() for field in fields if field.attname not in drawn}
    return Blank(frozenset(fixed.keys() | drawn.keys()), fixed, drawn)
