"""A pivot as a table on the page: heads with the way to sort, numbers in words, one page of rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from minqing.insight.pivots.records import Column, Pivot, Row, Shown
from minqing.insight.pivots.tables import LABEL
from minqing.kernel.errors import Refused
from minqing.ledger.units import SHARE

from . import numbers
from .drilling import Opened

PAGE = 50


@dataclass(frozen=True, slots=True)
class Head:
    """One head: its words, the address that sorts by it, and which way it is sorted now: ``""``, up or down."""

    title: Any
    href: str
    order: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """
    One number in words.

    :param more: how it differs from the other period, or "".
    :param before: that period's, in words; ``between`` the interval of a difference of shares.
    :param is_real: whether it differs by more than chance.
    :param href: the page of the number, or "".
    """

    words: str
    is_hidden: bool
    head: str
    href: str = ""
    more: str = ""
    before: str = ""
    between: str = ""
    is_real: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """One page of a pivot."""

    label_heads: tuple[Head, ...]
    groups: tuple[tuple[str, int], ...]
    heads: tuple[Head, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[Number, ...]], ...]
    total: tuple[Number, ...]
    count: int
    page: int
    pages: int
    previous: str
    next: str


def link(query: QueryDict, **changes: str) -> str:
    """Write the same question with something else in it; an empty value takes it out."""
    changed = query.copy()
    for name, value in changes.items():
        if value:
            changed[name] = value
        else:
            changed.pop(name, None)
    return f"?{changed.urlencode()}"


def table(pivot: Pivot, query: QueryDict, *, sort: str = "", page: int = 1, is_fixed: bool = False) -> Table:
    """
    Lay out one page.

    :param query: the question's address; heads and pages lead to it with another order or page.
    :param is_fixed: an issue, whose order stays.
    :raises Refused: if there is no such page.
    """
    count = len(pivot.rows)
    pages = max(-(-count // PAGE), 1)
    if page > pages:
        raise Refused(_("There are only %(n)s pages.") % {"n": pages}, field="page")
    first, opened = (page - 1) * PAGE, Opened.of(pivot, is_fixed=is_fixed)
    heads = tuple(_head(one, query, sort) for one in pivot.columns)
    labels = tuple(_label(title, number, query, sort) for number, title in enumerate(pivot.heads))
    return Table(
        label_heads=tuple(replace(one, href="") for one in labels) if is_fixed else labels,
        groups=_groups(pivot.columns) if pivot.split else (),
        heads=tuple(replace(one, href="") for one in heads) if is_fixed else heads,
        rows=tuple((row.labels, _numbers(pivot, row, opened)) for row in pivot.rows[first : first + PAGE]),
        total=_numbers(pivot, pivot.total, opened),
        count=count,
        page=page,
        pages=pages,
        previous=link(query, page=str(page - 1)) if page > 1 else "",
        next=link(query, page=str(page + 1)) if page < pages else "",
    )


def _groups(columns: Sequence[Column]) -> tuple[tuple[str, int], ...]:
    return tuple((label or _("All"), len(list(some))) for label, some in groupby(columns, key=lambda one: one.label))


def _label(title: Any, number: int, query: QueryDict, sort: str) -> Head:
    return Head(title, *_sorting(LABEL, query, sort, falls=False)) if number == 0 else Head(title, "", "")


def _head(column: Column, query: QueryDict, sort: str) -> Head:
    return Head(column.title, *_sorting(column.id, query, sort, falls=True), unit=column.unit)


def _sorting(column: str, query: QueryDict, sort: str, *, falls: bool) -> tuple[str, str]:
    """Return the address that sorts by a column, the other way if it is sorted by it already, and the way it is."""
    order = {column: "ascending", f"-{column}": "descending"}.get(sort, "")
    turned = {"ascending": f"-{column}", "descending": column}.get(order, f"-{column}" if falls else column)
    return link(query, sort=turned, page=""), order


def knows_before(pivot: Pivot) -> bool:
    """Tell whether anything was written down in the days compared with: a nought before that would be a claim."""
    return any(one.change and not one.change.before.is_empty for one in pivot.total.cells)


def _numbers(pivot: Pivot, row: Row, opened: Opened) -> tuple[Number, ...]:
    pairs, knows = zip(pivot.columns, row.cells, strict=True), knows_before(pivot)
    return tuple(
        replace(
            _number(column, shown, split=bool(pivot.split), knows=knows),
            href="" if shown.cell.hidden or shown.cell.value is None else opened.at(column, row.keys),
        )
        for column, shown in pairs
    )


def _number(column: Column, shown: Shown, *, split: bool, knows: bool) -> Number:
    words, change = numbers.said(shown.cell, column.unit), shown.change if knows else None
    head = numbers.column_words(column, split=split)
    if change is None:
        return Number(words, shown.cell.hidden, head)
    return Number(
        words,
        shown.cell.hidden,
        head,
        more=numbers.difference(change, column.unit) if not shown.cell.hidden else "",
        before=numbers.said(change.before, column.unit),
        between=numbers.interval_words(change),
        is_real=bool(change.is_real),
    )


def has_shares(pivot: Pivot) -> bool:
    """Tell whether a share is among the columns: differences of shares carry a mark."""
    return any(one.unit == SHARE for one in pivot.columns)
