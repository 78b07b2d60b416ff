"""Keyset paging: the next page starts after the last row seen, so page 10,000 costs what page 2 costs."""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.core.exceptions import EmptyResultSet, ValidationError
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from .errors import Refused
from .times import YEARS

MAX_SIZE = 200

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some rows in order, and the cursors of the pages beside them (None at the ends)."""

    items: tuple[T, ...]
    next: str | None = None
    previous: str | None = None

    def map(self, make: Callable[[T], U]) -> "Page[U]":
        """Return the same page with each row turned into a record."""
        return Page(tuple(make(item) for item in self.items), self.next, self.previous)


@dataclass(frozen=True, slots=True)
class Counted(Generic[T]):
    """
    One page of some rows, and how many there are.

    :param count: ``37`` or ``1,000+``; empty on the pages after the first, where nobody counts again.
    """

    items: tuple[T, ...]
    count: str = ""
    next: str | None = None

    def map_all(self, make: Callable[[tuple[T, ...]], tuple[U, ...]]) -> "Counted[U]":
        """Return the same page with its rows turned into records all at once."""
        return Counted(make(self.items), self.count, self.next)


_READERS: dict[str, Callable[[str], Any]] = {"t": datetime.fromisoformat, "d": date.fromisoformat, "u": UUID}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return {"t": value.isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, UUID):
        return {"u": value.hex}
    return value


def _rich(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    kind, text = next(iter(value.items()))
    return _READERS[kind](text)


def _storable(key: Any) -> Any:
    """Give a sort key back if a column can hold it: what came from outside may be a number of thirty digits."""
    if isinstance(key, str):
        key.encode()
    if (isinstance(key, int) and not -(2**63) <= key < 2**63) or (isinstance(key, str) and "\0" in key):
        raise ValueError
    if isinstance(key, date) and key.year not in YEARS:
        raise ValueError
    return key


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page starts: the sort keys of the row beside it, and the direction."""

    keys: tuple[Any, ...]
    backwards: bool = False

    def __str__(self) -> str:
        body = json.dumps([self.backwards, *map(_plain, self.keys)], separators=(",", ":"))
        return base64.urlsafe_b64encode(body.encode()).decode().rstrip("=")

    @classmethod
    def parse(cls, text: str, width: int) -> Self:
        """
        Read a cursor that came back from outside.

        :param width: how many sort keys it must carry.
        :raises Refused: if it is not one of ours.
        """
        try:
            body = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
            backwards, *keys = body
            cursor = cls(tuple(map(_storable, map(_rich, keys))), bool(backwards))
        except (ValueError, TypeError, KeyError, StopIteration, AttributeError) as broken:
            raise Refused(_("This page address is broken. Start again from the first page.")) from broken
        if len(cursor.keys) != width:
            raise Refused(_("This page address is broken. Start again from the first page."))
        return cursor


def _after(order: Sequence[str], keys: Sequence[Any], *, backwards: bool) -> Q:
    condition = Q()
    same = Q()
    for name, key in zip(order, keys, strict=True):
        column, down = name.lstrip("-"), name.startswith("-")
        comparison = "lt" if down != backwards else "gt"
        condition |= same & Q(**{f"{column}__{comparison}": key})
        same &= Q(**{column: key})
    first = order[0].lstrip("-")
    bound = "lte" if order[0].startswith("-") != backwards else "gte"
    return Q(**{f"{first}__{bound}": keys[0]}) & condition


def _flipped(order: Sequence[str]) -> list[str]:
    return [name[1:] if name.startswith("-") else f"-{name}" for name in order]


def page(queryset: QuerySet[Any], *, order: tuple[str, ...], cursor: str | None = None, size: int = 50) -> Page[Any]:
    """
    Cut one page out of a queryset.

    :param order: columns that are never null, the last one unique; a minus sorts down.
    :param cursor: ``next`` or ``previous`` of a page seen before; None for the first page.
    :param size: rows a page, at most 200.
    :return: rows in ``order``; one query.
    :raises Refused: if the cursor is broken.
    """
    size = max(1, min(size, MAX_SIZE))
    start = Cursor.parse(cursor, len(order)) if cursor else None
    backwards = bool(start and start.backwards)
    if start:
        try:
            queryset = queryset.filter(_after(order, start.keys, backwards=backwards))
        except (ValueError, TypeError, ValidationError) as broken:
            raise Refused(_("This page address is broken. Start again from the first page.")) from broken
    rows = list(queryset.order_by(*(_flipped(order) if backwards else order))[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return _with_cursors(rows, order, start, more=more)


def _with_cursors(rows: list[Any], order: Sequence[str], start: Cursor | None, *, more: bool) -> Page[Any]:
    if not rows:
        return Page(())
    backwards = bool(start and start.backwards)
    ends = [Cursor(tuple(_value(row, name.lstrip("-")) for name in order)) for row in (rows[0], rows[-1])]
    has_next = more if not backwards else True
    has_previous = more if backwards else start is not None
    return Page(
        tuple(rows),
        next=str(ends[1]) if has_next else None,
        previous=str(replace(ends[0], backwards=True)) if has_previous else None,
    )


def _value(row: Any, name: str) -> Any:
    for part in name.split("__"):
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row


def counted(
    queryset: QuerySet[Any],
    make: Callable[[Any], U],
    *,
    order: tuple[str, ...],
    cursor: str | None = None,
    size: int = 50,
) -> Counted[U]:
    """
    Cut one page out of a queryset and say how many there are; counted by itself only where the first page is full.

    :raises Refused: if the cursor is broken.
    """
    found = page(queryset, order=order, cursor=cursor, size=size).map(make)
    if cursor:
        return Counted(found.items, "", found.next)
    return Counted(found.items, count_text(queryset) if found.next else str(len(found.items)), found.next)


def count_text(*querysets: QuerySet[Any], limit: int = 1000) -> str:
    """
    Count rows up to a limit: ``37``, or ``1,000+`` without counting the rest.

    :param querysets: one, or several that have no row in common.
    """
    return count_texts({"": querysets}, limit=limit)[""]


def count_texts(named: Mapping[str, Sequence[QuerySet[Any]]], *, limit: int = 1000) -> dict[str, str]:
    """
    Count several lists up to a limit in one query.

    :param named: name → one queryset, or several that have no row in common.
    :return: name → ``37`` or ``1,000+``.
    """
    asked: list[tuple[str, str]] = []
    parameters: list[Any] = []
    for name, querysets in named.items():
        for rows in querysets:
            try:
                sql, values = rows.order_by()[: limit + 1].values("pk").query.sql_with_params()
            except EmptyResultSet:
                continue
            asked.append((name, f"(SELECT count(*) FROM ({sql}) AS counted)"))  # noqa: S608 built by the ORM
            parameters += values
    counted = dict.fromkeys(named, 0)
    if asked:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {', '.join(piece for _, piece in asked)}", parameters)
            for (name, _), found in zip(asked, cursor.fetchone(), strict=True):
                counted[name] += found
    return {name: f"{limit:,}+" if found > limit else f"{found:,}" for name, found in counted.items()}
