"""
Where requests bounce: from which unit to which they went after one had said that they were not its own.

Only what was returned is followed. A request that was taken from a unit because it is about that unit would tell it so.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from minqing.insight.queries.board import smallest_shown
from minqing.insight.queries.reach import Reach, reach_of
from minqing.kernel.access import Actor
from minqing.kernel.times import day_of, refuse_no_span
from minqing.ledger.behind import Frame
from minqing.ledger.spans import Span
from minqing.ledger.trails import Step, trails

from .choices import units_below
from .telling import told

GIVEN, RETURNED = "case.dispatched", "case.returned"
ELSEWHERE, OWN = "elsewhere", "own"
"""What stands for a unit outside the reader's reach, and for the reader's own without those below."""
Hop = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Flow:
    """
    So many requests that one unit returned and another got.

    ``n`` is None where it is too small (rule MQ-K), or where such a one could be worked out from it.
    """

    left: str
    got: str
    n: int | None


@dataclass(frozen=True, slots=True)
class Bounces:
    """
    Where requests bounced over half-open days.

    :param names: path → name; ``elsewhere`` and ``own`` are named by whoever prints it.
    :param hops: how many went on to another unit after a return; ``back`` how many came back to the same one, and
        ``waiting`` how many nobody has got yet.
    :param flows: from most to fewest, those that are too small last, in the order of their paths.
    :param walks: whole ways of requests, unit after unit, with how many went them; without those of few.
    :param few: how many requests went ways that are not told; None where that would point at single ones.
    """

    reach: Reach
    span: Span
    names: Mapping[str, str]
    hops: int
    back: int
    waiting: int
    flows: tuple[Flow, ...]
    walks: tuple[tuple[tuple[str, ...], int], ...]
    few: int | None
    smallest: int


def bounces(actor: Actor, *, at: datetime, start: date, end: date) -> Bounces:
    """
    Return where requests bounced, within the actor's reach.

    :raises NotAllowed: if the actor may not see it anywhere.
    :raises Refused: if the days lie the wrong way round.
    """
    refuse_no_span(start, end)
    reach = reach_of(actor)
    units, k = units_below(reach), smallest_shown(reach.place_path, on=day_of(at))
    # A unit sees what it returned and what others did before it got it: trails begin anywhere in the county.
    frame = Frame(reach.org_path[: reach.org_path.index("/") + 1], reach.place_path, start, end)
    found = [_Way.of(steps, start, reach, units) for steps in trails((GIVEN, RETURNED), RETURNED, frame)]
    hops = Counter(hop for way in found for hop in way.hops)
    walks = Counter(way.walk for way in found if way.hops)
    untold = sum(n for n in walks.values() if n < k)
    return Bounces(
        reach=reach,
        span=Span(start, end),
        names=units,
        hops=sum(n for (left, got), n in hops.items() if left != got),
        back=sum(n for (left, got), n in hops.items() if left == got),
        waiting=sum(way.waits for way in found),
        flows=_flows(hops, k),
        walks=tuple(sorted(((walk, n) for walk, n in walks.items() if n >= k), key=lambda one: (-one[1], one[0]))),
        few=None if 0 < untold < k else untold,
        smallest=k,
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """One request's way: from where to where it went after a return in these days, and where it had been in all."""

    hops: tuple[Hop, ...]
    walk: tuple[str, ...]
    waits: bool

    @classmethod
    def of(cls, steps: Sequence[Step], start: date, reach: Reach, units: Iterable[str]) -> "_Way":
        def name(path: str) -> str:
            return _named(path, reach, units)

        hops, left = [], ""
        for step in steps:
            if step.kind == RETURNED and step.on >= start:
                left = step.org_path
            elif step.kind == GIVEN and left:
                hops.append((name(left), name(step.org_path)))
                left = ""
        ours = tuple(hop for hop in hops if hop != (ELSEWHERE, ELSEWHERE))
        given = [name(step.org_path) for step in steps if step.kind == GIVEN]
        return cls(ours, tuple(one for one, _ in groupby(given)), bool(left) and name(left) != ELSEWHERE)


def _named(path: str, reach: Reach, units: Iterable[str]) -> str:
    """Say which unit below the reader's own it is, with everything below that one."""
    if not path.startswith(reach.org_path):
        return ELSEWHERE
    return next((unit for unit in units if path.startswith(unit)), OWN)


def _flows(hops: Mapping[Hop, int], k: int) -> tuple[Flow, ...]:
    between = {hop: n for hop, n in hops.items() if hop[0] != hop[1]}
    shown = [n for (n,) in told([(n,) for n in between.values()], k)]
    flows = (Flow(left, got, n) for (left, got), n in zip(between, shown, strict=True))
    return tuple(sorted(flows, key=lambda one: (-(one.n or 0), one.left, one.got)))
