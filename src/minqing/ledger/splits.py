"""
A number split: by the places or organisations below, by month, or by a mark that its facts carry.

Each row is the same measure, read for that row alone. Where the measure adds up, the rows make the whole; what lies at
the node itself, or carries no such mark, is a row too. By a mark a stock counts what stands, each by the newest that is
known of it; see ``stocks``.

**Primary suppression.** A row of fewer than k cases is not told (``few``), and where that is the only one of rows that
add up, neither is the smallest of the others (``beside``): else the whole less the rest would tell it. That is all it
promises. Two hidden rows whose sum is small still give each other away; so do two splits laid side by side, and whoever
may open the facts beneath knows them anyway. It keeps a sheet that is handed on from pointing at single people. What
the public sees is hidden in earnest: see ADR 0068.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused

from .facts import FACT_TYPES
from .figures import Asked, Figure, figure_of, sheet_of, untold
from .marked import read_marked, without_mark
from .measures import Kind, Measure, Tally
from .models import Node
from .positions import last_position
from .rolls.scopes import Scope
from .sheets import Number, Sheet, is_few
from .spans import Span

By = Literal["place", "org", "month", "matter", "channel"]
Hidden = Literal["", "few", "beside"]
ALL: tuple[By, ...] = ("place", "org", "month", "matter", "channel")
TREES = {"place": Node.PLACE, "org": Node.ORG}
MOST_MONTHS = 240


@dataclass(frozen=True, slots=True)
class Row:
    """
    One row of a split.

    :param key: a path, a month as ``2026-09``, or the number of a mark; empty for what carries no such mark.
    :param here: at this node itself, without those below it, which have rows of their own.
    :param number: None where it is not told.
    :param hidden: ``few``: fewer than k; ``beside``: so that the only such row cannot be subtracted; empty where told.
    """

    key: str
    number: Number | None
    here: bool = False
    hidden: Hidden = ""


@dataclass(frozen=True, slots=True)
class Split:
    """
    A number and its rows.

    :param adds_up: whether the rows make the whole: not where something is counted once in each, is a stock at the end
        of each month, a percentile, or worked out from others.
    """

    by: str
    figure: Figure
    rows: tuple[Row, ...]
    adds_up: bool


def split(measure: Measure, by: By, asked: Asked, *, k: int) -> Split:
    """
    Read a measure and split it.

    :param k: the smallest number of cases that a row may show.
    :raises Refused: if the measure cannot be split so, or see :func:`figures.figure`.
    """
    known_at = asked.known_at()
    position = last_position() if known_at is None else known_at
    whole, rows, few = _READERS.get(by, _by_mark)(measure, by, asked, known_at, k)
    adds = adds_up(measure, by)
    total = figure_of(measure, whole, asked, position)
    return Split(by, untold(total) if few else total, _told(rows, add_up=adds), adds)


def ways(measure: Measure) -> tuple[By, ...]:
    """Return by what a measure can be split: always by place, organisation and month, else by what its facts carry."""
    return tuple(by for by in ALL if by in TREES or by == "month" or not without_mark(measure, by))


def confides(measure: Measure, by: str) -> bool:
    """Tell whether a split would say of what people confided more than sums; see ``confided``."""
    marked_kinds = by not in TREES and by != "month" and any(FACT_TYPES[kind].confided for kind in measure.kinds)
    return measure.is_confided or marked_kinds


def adds_up(measure: Measure, by: str) -> bool:
    """Tell whether the rows of a split make the whole."""
    if not measure.adds_up or measure.kind in (Kind.PERCENTILE, Kind.DERIVED):
        return False
    return by != "month" or not any(term.until_end or term.since_year for term in measure.terms)


def months(span: Span) -> list[Span]:
    """
    Cut days into calendar months; the first and the last may be cut short.

    :raises Refused: if there are more than twenty years of them.
    """
    found, day = list[Span](), span.start or span.end
    while day < span.end:
        following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        found.append(Span(day, min(following, span.end)))
        day = following
    if len(found) > MOST_MONTHS:
        raise Refused(_("Choose at most %(n)s months.") % {"n": MOST_MONTHS}, field="end")
    return found


@dataclass(frozen=True, slots=True)
class _Read:
    """One row as it was read, and whether it is of few."""

    key: str
    number: Number
    few: bool
    here: bool = False

    @property
    def is_nothing(self) -> bool:
        """Tell whether nothing was read there."""
        number = self.number
        return not (number.n or number.part or number.whole or number.value)


Found = tuple[Number, list[_Read], bool]
"""The whole, its rows, and whether the whole is of few."""


def _by_tree(measure: Measure, by: str, asked: Asked, known_at: int | None, k: int) -> Found:
    scope = Scope(asked.org_path, asked.place_path, TREES[by])
    found, span = sheet_of([measure], [asked.span], asked, scope, known_at), asked.span
    depth = scope.path.count("/") + 1
    nodes = found.nodes(measure, span)
    below = sorted(path for path in nodes if path.count("/") == depth and path.startswith(scope.path))
    rows = [_row(found, measure, span, path, k=k, path=path) for path in below]
    rows = [row for row in rows if not row.is_nothing]
    if adds_up(measure, by) and (here := _here(found, measure, span, rows, k)):
        rows.insert(0, here)
    return found.number(measure, span), rows, found.is_few(measure, span, k)


def _here(found: Sheet, measure: Measure, span: Span, rows: Sequence[_Read], k: int) -> _Read | None:
    """Return what lies at the node itself; None where nothing does."""
    left = what_is_left(found.number(measure, span), [row.number for row in rows])
    here = _Read(found.scope.path, left, is_few(measure, left, k), here=True)
    return None if here.is_nothing else here


def what_is_left(whole: Number, rows: Sequence[Number]) -> Number:
    """Take rows away from the whole that they add up to."""
    part = (whole.part or 0) - sum(row.part or 0 for row in rows)
    n = whole.n - sum(row.n for row in rows)
    if whole.whole is None:
        return Number(Decimal(part), part, None, n)
    tally = Tally(part, whole.whole - sum(row.whole or 0 for row in rows))
    return Number(tally.value, tally.part, tally.whole, n)


def _by_month(measure: Measure, by: str, asked: Asked, known_at: int | None, k: int) -> Found:
    each = months(asked.span)
    found = sheet_of([measure], [asked.span, *each], asked, asked.scope, known_at)
    rows = [_row(found, measure, span, f"{span.start:%Y-%m}", k=k) for span in each]
    return found.number(measure, asked.span), rows, found.is_few(measure, asked.span, k)


def _by_mark(measure: Measure, by: str, asked: Asked, known_at: int | None, k: int) -> Found:
    if lacking := without_mark(measure, by):
        words = _("This figure cannot be split so: %(kinds)s does not carry it.")
        raise Refused(words % {"kinds": _(", ").join(str(FACT_TYPES[kind].title) for kind in lacking)}, field="by")
    if asked.succession and asked.scope.tree == Node.PLACE:
        raise Refused(_("This figure cannot be told through successions of places."), field="succession")
    narrowed, found = read_marked(measure, by, asked, known_at)
    rows = [_row(found, one, asked.span, str(code), k=k) for code, one in narrowed.items()]
    if adds_up(measure, by):
        left = what_is_left(found.number(measure, asked.span), [row.number for row in rows])
        without = _Read("", left, is_few(measure, left, k))
        rows += [] if without.is_nothing else [without]
    return found.number(measure, asked.span), rows, found.is_few(measure, asked.span, k)


_READERS: dict[str, Any] = {"place": _by_tree, "org": _by_tree, "month": _by_month}


def _row(found: Sheet, measure: Measure, span: Span, key: str, *, k: int, path: str = "") -> _Read:
    return _Read(key, found.number(measure, span, path), found.is_few(measure, span, k, path))


def _told(rows: Sequence[_Read], *, add_up: bool) -> tuple[Row, ...]:
    """Leave out what is of few; where that is one row alone of those that add up, the smallest other one as well."""
    others = [row for row in rows if not row.few and row.number.n]
    alone = add_up and sum(row.few for row in rows) == 1 and others
    beside = min(others, key=lambda row: abs(row.number.n)) if alone else None
    found = []
    for row in rows:
        hidden: Hidden = "few" if row.few else "beside" if row is beside else ""
        found.append(Row(row.key, None if hidden else row.number, row.here, hidden))
    return tuple(found)
