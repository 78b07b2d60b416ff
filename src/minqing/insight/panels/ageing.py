"""How old what is open is, at the end of any day: by classes of age, in all and unit by unit."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of, near
from minqing.ledger.ageing import Standing, Stock, standing
from minqing.ledger.behind import Frame
from minqing.ledger.measures import MEASURES
from minqing.ledger.spans import ONE_DAY, Span

from .choices import units_below
from .telling import told

CLASSES: tuple[tuple[int, int | None], ...] = ((0, 3), (4, 7), (8, 15), (16, 30), (31, 60), (61, None))
"""Days since it came in, from and up to; the last has no end."""
OPEN, LYING = "cases.open", "cases.lying"


@dataclass(frozen=True, slots=True)
class UnitAges:
    """
    One unit with everything below it.

    :param counts: one for each class; None where it would point at single requests (rule MQ-K), or where such a one
        could be worked out from it; likewise ``total``.
    """

    path: str
    name: str
    counts: tuple[int | None, ...]
    total: int | None


@dataclass(frozen=True, slots=True)
class Ages:
    """
    What was open at the end of a day.

    :param key: the measure whose number ``total`` is: of a place what is open, of a unit what lies with it.
    :param counts: one for each class; they add up to ``total``.
    :param oldest: days since the oldest came in; None where nothing is open.
    :param units: those that have any, in the order of the tree; what no unit below has, lies with the reader's own.
    """

    on: date
    reach: Reach
    key: str
    counts: tuple[int, ...]
    oldest: int | None
    units: tuple[UnitAges, ...]
    smallest: int

    @property
    def total(self) -> int:
        """Return how many were open."""
        return sum(self.counts)

    @property
    def span(self) -> Span:
        """Return the day as a span."""
        return Span(self.on, self.on + ONE_DAY)


def ages(actor: Actor, *, at: datetime, on: date | None = None) -> Ages:
    """
    Return how old what is open is, within the actor's reach.

    :param on: at the end of which day; None for now.
    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if the day has not come.
    """
    today = day_of(at)
    on = near(on or today)
    if on > today:
        raise Refused(_("This day has not come yet."), field="on")
    reach = reach_of(actor)
    key = LYING if reach.is_unit else OPEN
    found = standing(_stock(key), Frame(reach.org_path, reach.place_path, on, on + ONE_DAY))
    smallest = smallest_shown(reach.place_path, on=today)
    return Ages(
        on=on,
        reach=reach,
        key=key,
        counts=_counted(found, on),
        oldest=max(((on - one.since).days for one in found), default=None),
        units=_units(found, reach, on, smallest),
        smallest=smallest,
    )


def _stock(key: str) -> Stock:
    """A request is as old as its being open, whichever unit has it by now."""
    return Stock(chosen=MEASURES[key].part, since=MEASURES[OPEN].part, holding=MEASURES[LYING].part)


def class_of(days: int) -> int:
    """
    Return the number of the class in which so many days lie.

    >>> [class_of(days) for days in (0, 3, 4, 60, 61, 900)]
    [0, 0, 1, 4, 5, 5]
    """
    return next(number for number, (_first, last) in enumerate(CLASSES) if last is None or days <= last)


def _counted(found: Mapping[Standing, int], on: date) -> tuple[int, ...]:
    counts = Counter[int]()
    for one, times in found.items():
        counts[class_of((on - one.since).days)] += times
    return tuple(counts[number] for number in range(len(CLASSES)))


def _units(found: Mapping[Standing, int], reach: Reach, on: date, smallest: int) -> tuple[UnitAges, ...]:
    names = units_below(reach)
    below: dict[str, Counter[Standing]] = {}
    for one, times in found.items():
        path = next((path for path in names if one.org_path.startswith(path)), "")
        below.setdefault(path, Counter())[one] += times
    named = {"": _("At none of these units"), **names}
    counts = {path: _counted(below[path], on) for path in named if path in below}
    shown = told([(*one, sum(one)) for one in counts.values()], smallest, across=True)
    return tuple(UnitAges(path, named[path], one[:-1], one[-1]) for path, one in zip(counts, shown, strict=True))
