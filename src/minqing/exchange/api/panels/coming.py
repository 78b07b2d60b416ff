"""Seasons, and supply beside need, as data; null where a number is not told."""

from datetime import date
from typing import Any, Self

from pydantic import BaseModel, ConfigDict

from minqing.insight.panels.seasons import Seasons
from minqing.insight.panels.supply import Supply

from .telling import FOUR, PanelMeasure, PanelReach, days, near


class SeasonMonth(BaseModel):
    """How many in one month of one year."""

    year: int
    month: int
    n: int


class SeasonIndex(BaseModel):
    """How many a day come in this month beside the mean of its year; `low` and `high` of the single years."""

    month: int
    index: float
    low: float
    high: float


class SeasonHour(BaseModel):
    """How many at this hour of this weekday, Monday 0; null where it would point at fewer than `smallest`."""

    weekday: int
    hour: int
    n: int | None


class SeasonsPanel(BaseModel):
    """What comes when. `years`: on how many the seasons rest; `clock`: over the half-open days."""

    reach: PanelReach
    measure: PanelMeasure
    months: list[SeasonMonth]
    years: int
    seasons: list[SeasonIndex]
    start: date
    end: date
    clock: list[SeasonHour]
    smallest: int
    through: int

    @classmethod
    def of(cls, found: Seasons) -> Self:
        """Tell what was counted."""
        return cls(
            reach=PanelReach.model_validate(found.reach),
            measure=PanelMeasure.of(found.measure),
            months=[SeasonMonth(year=year, month=month, n=n) for (year, month), n in found.months.items()],
            years=found.years,
            seasons=[
                SeasonIndex(
                    month=one.month,
                    index=round(one.index, FOUR),
                    low=round(one.low, FOUR),
                    high=round(one.high, FOUR),
                )
                for one in found.seasons
            ],
            **days(found.span),
            clock=[SeasonHour(weekday=weekday, hour=hour, n=n) for (weekday, hour), n in sorted(found.clock.items())],
            smallest=found.smallest,
            through=found.through,
        )


class SupplyLevel(BaseModel):
    """How much there is: so much of something, as its owner said on a day, and where that stands."""

    model_config = ConfigDict(from_attributes=True)

    amount: int
    what: str
    owner: str
    source: str
    as_of: date


class SupplyPlace(BaseModel):
    """
    One place. `requests` is null where it is not told; `need` and `supply` are for 1,000 households.

    `where`: `gap` (much need, little there), `busy`, `calm`, `ample`, or `unknown`.
    """

    model_config = ConfigDict(from_attributes=True)

    path: str
    name: str
    requests: int | None
    households: int
    level: SupplyLevel | None
    need: float | None
    supply: float | None
    where: str
    is_rare: bool


class SupplyPanel(BaseModel):
    """Requests of one matter beside the public service for it, place by place; `need` and `supply` are means."""

    reach: PanelReach
    matter: int
    start: date
    end: date
    places: list[SupplyPlace]
    need: float | None
    supply: float | None
    smallest: int

    @classmethod
    def of(cls, found: Supply) -> Self:
        """Tell what was counted."""
        return cls(
            reach=PanelReach.model_validate(found.reach),
            matter=found.matter,
            **days(found.span),
            places=[_supply_place(one) for one in found.places],
            need=near(found.need),
            supply=near(found.supply),
            smallest=found.smallest,
        )


def _supply_place(one: Any) -> SupplyPlace:
    told = SupplyPlace.model_validate(one)
    return told.model_copy(update={"need": near(told.need), "supply": near(told.supply)})
