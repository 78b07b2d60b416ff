"""When residents write: months, weekdays, hours, and the week the river rose."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from minqing.kernel.times import at_local

WEIGHTS: dict[str, Sequence[float]] = {
    # January first. A weight of 0 means that nobody writes about this in that month.
    "all": (1, 0.8, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    "spring": (0, 0.3, 2, 3, 3, 1, 0.3, 0, 0, 0, 0, 0),
    "summer": (0.2, 0.2, 0.3, 0.6, 1.2, 2, 2.5, 2.5, 1.5, 0.6, 0.3, 0.2),
    "autumn": (0.2, 0.2, 0.2, 0.3, 0.4, 0.5, 0.6, 1, 2.5, 3, 2, 0.5),
    "winter": (3, 2, 0.8, 0, 0, 0, 0, 0, 0.2, 1, 3, 3.5),
    "school": (0.3, 1.5, 1.5, 1, 1, 1.5, 1.2, 3, 3, 1, 1, 0.8),
    "flood": (0, 0, 0, 0.1, 0.2, 0.6, 1, 1, 0.3, 0, 0, 0),
}
FLOOD_LASTS = timedelta(days=7)
FLOOD_FACTOR = 14
LATELY = timedelta(days=28)
HOURS = (1, 0, 0, 0, 1, 2, 5, 9, 12, 13, 11, 8, 6, 6, 9, 11, 10, 9, 9, 10, 9, 7, 4, 2)
WEEKDAYS = (1.3, 1.1, 1.0, 1.0, 1.0, 0.7, 0.6)


@dataclass(frozen=True, slots=True)
class Window:
    """The span of time that the demo tells, and its flood week."""

    start: datetime
    end: datetime
    flood: datetime

    def in_flood(self, at: datetime) -> bool:
        """Tell whether a moment lies in the flood week."""
        return self.flood <= at < self.flood + FLOOD_LASTS

    def is_lately(self, at: datetime) -> bool:
        """Tell whether a moment lies in the last four weeks, whose requests the offices still have before them."""
        return at > self.end - LATELY


def window(at: datetime, days: int) -> Window:
    """
    Lay the span that ends now; the flood is the last 24 July inside it, or lies in its first half.

    :param at: now.
    :param days: length of the span.
    """
    start = at - timedelta(days=days)
    flood = at_local(date(at.year, 7, 24), 15)
    if flood + FLOOD_LASTS > at:
        flood = at_local(date(at.year - 1, 7, 24), 15)
    if flood < start:
        flood = start + timedelta(days=days * 2 // 5)
    return Window(start, at, flood)


def arrivals(span: Window, count: int, rng: random.Random) -> list[datetime]:
    """Draw the moments at which requests come in, in order; more on Mondays and after the flood."""
    days = [span.start + timedelta(days=offset) for offset in range((span.end - span.start).days)]
    weights = [WEEKDAYS[day.weekday()] * (2.2 if span.in_flood(day) else 1) for day in days]
    drawn = rng.choices(days, weights, k=count)
    hours = rng.choices(range(24), HOURS, k=count)
    moments = [
        at_local(day.date(), hour, rng.randrange(60)) + timedelta(seconds=rng.randrange(60))
        for day, hour in zip(drawn, hours, strict=True)
    ]
    return sorted(min(moment, span.end - timedelta(minutes=5)) for moment in moments)


def weight(season: str, moment: datetime, span: Window) -> float:
    """Say how likely a matter of this season is at a moment."""
    if season == "flood" and span.in_flood(moment):
        return FLOOD_FACTOR
    return WEIGHTS[season][moment.month - 1]
