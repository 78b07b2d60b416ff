"""Control charts as data: a share by period, or by unit, with the limits of chance."""

from datetime import date
from typing import Any, Self

from pydantic import BaseModel

from minqing.insight.panels.control import ByUnit, OverTime

from .telling import FOUR, PanelMeasure, PanelReach, days, near


class ControlPoint(BaseModel):
    """
    One period `[start, end)`. `low` and `high`: between what chance alone keeps the share.

    `beyond` is 1 above them and -1 below, `run` 1 or -1 in a row of eight or more on one side of the centre.
    """

    start: date
    end: date
    part: int
    whole: int
    share: float | None
    low: float | None
    high: float | None
    beyond: int
    run: int


class ControlOverTime(BaseModel):
    """
    A share of the caller's own reach, period by period. `nested`: whether the part lies within the whole.

    `says` is false where there are too few periods to tell change from chance. `through`: up to which fact it is known.
    """

    reach: PanelReach
    measure: PanelMeasure
    by: str
    centre: float | None
    spread: float
    says: bool
    has_signal: bool
    nested: bool
    points: list[ControlPoint]
    through: int

    @classmethod
    def of(cls, found: OverTime) -> Self:
        """Tell what was drawn."""
        drawn = found.chart
        points = [
            ControlPoint(
                **days(span),
                part=one.tally.part,
                whole=one.tally.whole,
                share=near(one.share),
                low=near(one.low),
                high=near(one.high),
                beyond=one.beyond,
                run=one.run,
            )
            for span, one in zip(found.spans, drawn.points, strict=True)
        ]
        return cls(
            reach=PanelReach.model_validate(found.reach),
            measure=PanelMeasure.of(found.measure),
            by=found.by,
            centre=near(drawn.centre),
            spread=round(drawn.spread, FOUR),
            says=drawn.says,
            has_signal=drawn.has_signal,
            nested=found.nested,
            points=points,
            through=found.through,
        )


class ControlRow(BaseModel):
    """One unit or place; `hidden` where it would point at fewer than `smallest`, and then nothing else is told."""

    path: str
    name: str
    hidden: bool
    part: int | None = None
    whole: int | None = None
    share: float | None = None
    low: float | None = None
    high: float | None = None
    beyond: int | None = None


class ControlByUnit(BaseModel):
    """A share of what stands directly below the caller's reach, over half-open days, with the limits of chance."""

    reach: PanelReach
    measure: PanelMeasure
    by: str
    start: date
    end: date
    centre: float | None
    spread: float
    says: bool
    rows: list[ControlRow]
    smallest: int
    through: int

    @classmethod
    def of(cls, found: ByUnit) -> Self:
        """Tell what was drawn."""
        return cls(
            reach=PanelReach.model_validate(found.reach),
            measure=PanelMeasure.of(found.measure),
            by=found.by,
            **days(found.span),
            centre=near(found.funnel.centre),
            spread=round(found.funnel.spread, FOUR),
            says=found.funnel.says,
            rows=[_control_row(found, path, name) for path, name in found.names.items()],
            smallest=found.smallest,
            through=found.through,
        )


def _control_row(found: ByUnit, path: str, name: str) -> ControlRow:
    if path in found.hidden:
        return ControlRow(path=path, name=name, hidden=True)
    one = found.funnel.placed.get(path)
    if one is None:
        return ControlRow(path=path, name=name, hidden=False, part=0, whole=0)
    told: dict[str, Any] = {
        "share": near(one.share),
        "low": near(one.low),
        "high": near(one.high),
        "beyond": one.beyond,
    }
    return ControlRow(path=path, name=name, hidden=False, part=one.tally.part, whole=one.tally.whole, **told)
