"""New rows by their columns, for the paths that every request takes: at a part of what Django's constructor costs."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

__all__ = ["made"]

M = TypeVar("M", bound=models.Model)


def made(model: type[M], **columns: Any) -> M:
    """
    Make a row that is not saved yet, of a model whose columns are plain and for which nobody waits with a signal.

    :param columns: by the names under which a row keeps them, so ``case_id`` and not ``case``; the others get their
        defaults.
    :raises TypeError: if the model has no such column.
    """
    fixed, drawn = _defaults(model)
    if unknown := columns.keys() - fixed.keys() - drawn.keys():
        raise TypeError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
    row = model.__new__(model)
    vars(row).update(
        fixed, _state=ModelState(), **{name: draw() for name, draw in drawn.items() if name not in columns}
    )
    vars(row).update(columns)
    return row


@lru_cache
def _defaults(model: type[models.Model]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]]]:
    """Return the defaults that stand in the declaration, and how those are drawn that differ from row to row."""
    fields: list[Any] = [*model._meta.concrete_fields]
    drawn = {field.attname: field.default for field in fields if field.has_default() and callable(field.default)}
    return {field.attname: field.get_default() for field in fields if field.attname not in drawn}, drawn
