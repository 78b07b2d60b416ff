"""
An invented county's facts: sixty kinds, six hundred units below thirty towns, three years; what is measured over them.

Made from a seed, so that every run measures the same. Kinds and measures are declared only where this module is loaded.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import NamedTuple
from uuid import UUID

from minqing.ledger.declaring import declare_measures
from minqing.ledger.facts import FactType, amount, code, declare, flag
from minqing.ledger.measures import Given, Measure, Tally, Term, Worked
from minqing.ledger.percentiles import Percentile

__all__ = ["COUNTY", "FIRST", "LAST", "MEASURES", "TOWNS", "InventedFact", "declare_invented", "invented"]

COUNTY = "139901/"
FIRST, LAST = date(2024, 1, 1), date(2026, 12, 31)
LETTERS = "abcdefghij"
KINDS = [f"invented.{tens}{ones}_happened" for tens in LETTERS[:6] for ones in LETTERS]
TOWNS = [f"{COUNTY}t{town:02}/" for town in range(30)]
UNITS = [f"{town}u{unit:02}/" for town in TOWNS for unit in range(20)]
PLACES = [
    f"{COUNTY}{101 + town}/{201 + village}/g{cell:03}/"
    for town in range(20)
    for village in range(6)
    for cell in range(1, 5)
]
MEASURES: list[Measure] = []


class InventedFact(NamedTuple):
    """What differs from one invented fact to the next."""

    id: UUID
    kind: str
    day: date
    org_path: str
    place_path: str
    qty: int
    late: int
    channel: int


def declare_invented() -> None:
    """Declare sixty kinds, and over them counts, shares, stocks, a mean and a percentile; the second time nothing."""
    if MEASURES:
        return
    for key in KINDS:
        columns = {"late": flag("d1", "?"), "channel": code("d2", "?"), "hours": amount("?", "hours")}
        declare(FactType(key, title=key, meaning="?", columns=columns))
    for number, key in enumerate(KINDS):
        following = KINDS[(number + 1) % len(KINDS)]
        _measure(key, "counted", "件", [Term(key)])
        _measure(key, "in_time", "%", [Term(key, {"late": 0})], [Term(key)])
        if number % 4 == 0:
            _measure(key, "standing", "件", [Term(key, until_end=True), Term(following, sign=-1, until_end=True)])
        if number % 10 == 0:
            _measure(key, "mean", "hours", [Term(key, sums=True)], [Term(key)])
            _measure(key, "median", "hours", [Term(key)], percentile=Percentile(50))
    declare_measures(*MEASURES)


def _measure(
    kind: str, what: str, unit: str, part: list[Term], whole: list[Term] | None = None, **more: Percentile
) -> None:
    key = f"{kind.split('_', maxsplit=1)[0]}_{what}"
    worked = Worked((Given(kind),), Tally())
    MEASURES.append(
        Measure(key, key, "?", unit, tuple(part), "?", "?", worked, whole=tuple(whole or ()), **more)  # type: ignore[arg-type]
    )


def invented(count: int, *, seed: int = 7, first: date = FIRST) -> Iterator[InventedFact]:
    """
    Yield so many facts, some kinds and units far more often than others, as in a county.

    :param first: they happened on this day or a later one.
    """
    chance = Random(seed)  # noqa: S311 - the same facts in every run
    kinds = _weighted(KINDS, 0.6)
    units = [1 / (number % 20 + 2) ** 0.5 for number in range(len(UNITS))]
    days = (LAST - first).days + 1
    for start in range(0, count, 10_000):
        some = min(10_000, count - start)
        drawn = zip(chance.choices(KINDS, kinds, k=some), chance.choices(UNITS, units, k=some), strict=True)
        for kind, unit in drawn:
            yield InventedFact(
                UUID(int=chance.getrandbits(128)),
                kind,
                first + timedelta(days=chance.randrange(days)),
                unit,
                chance.choice(PLACES),
                chance.randrange(200),
                int(chance.random() < 0.15),
                chance.randrange(8),
            )


def _weighted(of: list[str], power: float) -> list[float]:
    return [1 / (number + 3) ** power for number in range(len(of))]
