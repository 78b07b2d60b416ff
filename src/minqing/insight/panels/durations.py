"""How long things take: no mean, but how many took how long, and what half, eight and nine of ten do not exceed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.behind import Frame
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.percentiles import Percentile
from minqing.ledger.spans import Span
from minqing.ledger.spreads import UNIT, Split, spread

from .choices import units_below
from .telling import told

PERCENTS = (50, 80, 90)


@dataclass(frozen=True, slots=True)
class Lasting:
    """
    One thing that takes time.

    :param fact: the kind whose amount says how many whole hours it took.
    :param edges: of the bins, in hours.
    """

    fact: str
    title: Any
    counts: Any
    edges: tuple[int, ...]


DAYS = (0, 8, 24, 48, 72, 96, 120, 168, 240, 360, 480, 720, 1440, 2880)
HOURS = (0, 1, 2, 4, 8, 12, 24, 48, 72, 120, 240)
LASTING: dict[str, Lasting] = {
    "closed": Lasting("case.closed", _("Until it was closed"), _("From coming in to the office's closing it."), DAYS),
    "answered": Lasting("case.replied", _("Until it was answered"), _("From coming in to the unit's answer."), DAYS),
    "acknowledged": Lasting(
        "case.acknowledged",
        _("Until it was acknowledged"),
        _("From being handed to the unit to the unit's taking it into its hands."),
        HOURS,
    ),
}
SPLITS: dict[str, Split] = {
    "unit": Split(UNIT),
    "matter": Split("matter"),
    "channel": Split("channel", of="case.registered"),
}


@dataclass(frozen=True, slots=True)
class Taken:
    """
    How long it took, of some of them.

    :param key: a path, or the number of a matter or channel; None where that is not known.
    :param n: how many; None where it would point at single requests (rule MQ-K), or where such a one could be worked
        out from it.
    :param hours: what 50, 80 and 90 of a hundred do not exceed; read off the bins, in between by proportion.
    """

    key: Any
    name: str
    n: int | None
    hours: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Durations:
    """
    How long something took, over half-open days.

    :param counts: one for each bin, of the reader's own reach.
    :param rows: the same, split.
    """

    what: str
    by: str
    reach: Reach
    span: Span
    counts: tuple[int, ...]
    whole: Taken
    rows: tuple[Taken, ...]
    smallest: int

    @property
    def lasting(self) -> Lasting:
        """Return what took time."""
        return LASTING[self.what]


def durations(
    actor: Actor,
    *,
    at: datetime,
    start: date,
    end: date,
    what: str = "closed",
    by: str = "unit",
    matters: Mapping[int, str] | None = None,
) -> Durations:
    """
    Return how long something took, within the actor's reach.

    :param what: ``closed``, ``answered`` or ``acknowledged``; ``by``: ``unit``, ``matter`` or ``channel``.
    :param matters: number → name, in the order in which they are listed.
    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if there is no such thing, or the days lie the wrong way round.
    """
    refuse_no_span(start, end)
    if what not in LASTING or by not in SPLITS:
        raise Refused(_("There is nothing of this name to choose here."))
    reach, lasting = reach_of(actor), LASTING[what]
    frame = Frame(reach.org_path, reach.place_path, start, end)
    found = spread(lasting.fact, lasting.edges, frame, SPLITS[by])
    names = _names(by, reach, matters or {})
    if by == "unit":
        found = _rolled_up(found, names)
    counts = tuple(map(sum, zip(*found.values(), strict=True))) if found else (0,) * len(lasting.edges)
    k = smallest_shown(reach.place_path, on=day_of(at))
    ordered = [*(key for key in names if key in found), *(key for key in found if key not in names)]
    shown = told([(sum(found[key]),) for key in ordered], k)
    rows = tuple(
        _taken(key, str(names.get(key, _("Not known"))), found[key], lasting, n)
        for key, (n,) in zip(ordered, shown, strict=True)
    )
    whole = _taken("", reach.name, counts, lasting, sum(counts))
    return Durations(what, by, reach, Span(start, end), counts, whole, rows, k)


def _names(by: str, reach: Reach, matters: Mapping[int, str]) -> dict[Any, Any]:
    if by == "unit":
        return {**units_below(reach), reach.org_path: reach.name}
    return dict(matters) if by == "matter" else dict(FACT_TYPES["case.registered"].columns["channel"].codes)


def _rolled_up(found: Mapping[str, Sequence[int]], names: Mapping[str, Any]) -> dict[Any, list[int]]:
    """Count each unit with everything below it; the longest path that holds it."""
    rolled: dict[Any, list[int]] = {}
    for path, counts in found.items():
        above = max((name for name in names if path.startswith(name)), key=len, default=None)
        before = rolled.get(above, [0] * len(counts))
        rolled[above] = [one + other for one, other in zip(before, counts, strict=True)]
    return rolled


def _taken(key: Any, name: str, counts: Sequence[int], lasting: Lasting, n: int | None) -> Taken:
    if n is None:
        return Taken(key, name, None, ())
    return Taken(key, name, n, tuple(Percentile(percent, lasting.edges).value(counts) for percent in PERCENTS))
