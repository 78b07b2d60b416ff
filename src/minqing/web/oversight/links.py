"""Where each number of the overseer's page leads: to the list of exactly the requests that it counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from minqing.cases import queries
from minqing.cases.records.behind import LYING, Number
from minqing.kernel.access import Actor

from .periods import Period, period_of

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses of lists, for one reader and one period; what may not be opened has none."""

    actor: Actor
    period: Period

    def to(self, key: str, side: str = "part", unit_path: str = "", *, with_those_below: bool = False) -> str:
        """
        Return the list behind a number; "" where it opens to nobody here.

        :param unit_path: of this unit alone, unless with those below it.
        """
        alone = bool(unit_path) and not with_those_below
        number = Number(key, self.period.start, self.period.end, side, unit_path, alone=alone)
        return address_of(number) if queries.opens(self.actor, number) else ""


def address_of(number: Number) -> str:
    """Write a number as the address of its list."""
    query = QueryDict(mutable=True)
    query["of"] = number.key
    if number.side == "whole":
        query["side"] = number.side
    if number.unit_path:
        query["unit"] = number.unit_path
    if number.alone:
        query["alone"] = "1"
    if number.key not in LYING:
        query["from"] = number.start.isoformat()
        query["to"] = (number.end - timedelta(days=1)).isoformat()
    return f"{reverse('office:behind')}?{query.urlencode()}"


def number_of(query: Mapping[str, Any], today: date) -> Number:
    """
    Read a number from the address of its list.

    :raises Refused: if its days cannot be read.
    """
    period = period_of(query, today)
    return Number(
        key=str(query.get("of") or "")[:LONGEST],
        start=period.start,
        end=period.end,
        side=str(query.get("side") or "part")[:LONGEST],
        unit_path=str(query.get("unit") or "")[:LONGEST],
        alone=query.get("alone") == "1",
    )
