"""Ageing, durations and bounce paths as data; null where a number is not told."""

from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

from minqing.insight.panels.ageing import CLASSES, Ages
from minqing.insight.panels.durations import PERCENTS, Durations, Taken
from minqing.insight.panels.paths import Bounces

from .telling import PanelReach, days


class AgeClass(BaseModel):
    """Days since it came in, both included; `last` is null for the oldest."""

    first: int
    last: int | None


class AgeRow(BaseModel):
    """One unit with everything below it; `path` is empty for what lies with none of them."""

    model_config = ConfigDict(from_attributes=True)

    path: str
    name: str
    counts: list[int | None] = Field(description="One for each class; null where it is not told.")
    total: int | None


class AgeingPanel(BaseModel):
    """How old what was open at the end of the day `on` is. `key`: the measure whose number `total` is."""

    reach: PanelReach
    on: date
    key: str
    classes: list[AgeClass]
    counts: list[int]
    total: int
    oldest: int | None
    units: list[AgeRow]
    smallest: int

    @classmethod
    def of(cls, found: Ages) -> Self:
        """Tell what was counted."""
        return cls(
            reach=PanelReach.model_validate(found.reach),
            on=found.on,
            key=found.key,
            classes=[AgeClass(first=first, last=last) for first, last in CLASSES],
            counts=list(found.counts),
            total=found.total,
            oldest=found.oldest,
            units=[AgeRow.model_validate(one) for one in found.units],
            smallest=found.smallest,
        )


class DurationRow(BaseModel):
    """
    How long it took, of some of them; `n` is null where it is not told.

    `hours`: what 50, 80 and 90 of a hundred do not exceed, as decimal digits.
    """

    key: str
    name: str
    n: int | None
    hours: dict[int, str | None]

    @classmethod
    def of(cls, one: Taken) -> Self:
        """Tell one row."""
        read = zip(PERCENTS, one.hours, strict=False)
        hours = {percent: None if value is None else f"{value:f}" for percent, value in read}
        return cls(key="" if one.key is None else str(one.key), name=one.name, n=one.n, hours=hours)


class DurationsPanel(BaseModel):
    """How long something took over half-open days. `counts`: one for each bin, which begin at `edges` in hours."""

    reach: PanelReach
    start: date
    end: date
    what: str
    by: str
    edges: list[int]
    counts: list[int]
    whole: DurationRow
    rows: list[DurationRow]
    smallest: int

    @classmethod
    def of(cls, found: Durations) -> Self:
        """Tell what was counted."""
        return cls(
            reach=PanelReach.model_validate(found.reach),
            **days(found.span),
            what=found.what,
            by=found.by,
            edges=list(found.lasting.edges),
            counts=list(found.counts),
            whole=DurationRow.of(found.whole),
            rows=[DurationRow.of(one) for one in found.rows],
            smallest=found.smallest,
        )


class PathFlow(BaseModel):
    """So many requests that one unit returned and another got; `n` is null where it is not told."""

    model_config = ConfigDict(from_attributes=True)

    left: str
    got: str
    n: int | None


class PathWalk(BaseModel):
    """A whole way of requests, unit after unit, and how many went it."""

    units: list[str]
    n: int


class PathsPanel(BaseModel):
    """
    Where requests bounced over half-open days. Units are paths of `names`, `own` for the caller's own unit, or
    `elsewhere` for any outside the reach.

    `hops`: went on to another unit after a return; `back`: came back to the same one; `waiting`: nobody has it yet.
    `few`: how many went ways that are not told; null where that would point at fewer than `smallest`.
    """

    reach: PanelReach
    start: date
    end: date
    names: dict[str, str]
    hops: int
    back: int
    waiting: int
    flows: list[PathFlow]
    walks: list[PathWalk]
    few: int | None
    smallest: int

    @classmethod
    def of(cls, found: Bounces) -> Self:
        """Tell what was counted."""
        counted = {name: getattr(found, name) for name in ("hops", "back", "waiting", "few", "smallest")}
        return cls(
            reach=PanelReach.model_validate(found.reach),
            **days(found.span),
            names=dict(found.names),
            flows=[PathFlow.model_validate(one) for one in found.flows],
            walks=[PathWalk(units=list(walk), n=n) for walk, n in found.walks],
            **counted,
        )
