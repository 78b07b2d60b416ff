"""What is asked of a panel: which days, as in the addresses of its page."""

from datetime import date
from typing import Annotated

from pydantic import BaseModel, Field

from minqing.insight.pivots.periods import NAMED, named
from minqing.kernel.errors import Refused
from minqing.kernel.times import near, refuse_no_span
from minqing.ledger.spans import ONE_DAY, Span

Key = Annotated[str, Field(max_length=80)]


class PanelDays(BaseModel):
    """
    A named `period` (`month`, `last_month`, `quarter`, `year`, `twelve` …), or the days `from` and `to`, both inside.

    This year without any.
    """

    period: Key = ""
    first: Annotated[date | None, Field(alias="from")] = None
    last: Annotated[date | None, Field(alias="to")] = None


def days_of(asked: PanelDays, today: date) -> tuple[date, date]:
    """
    Return half-open days.

    :raises Refused: if there is no such period, or the days lie the wrong way round.
    """
    if asked.first or asked.last:
        start, end = near(asked.first or today), near(asked.last or today) + ONE_DAY
        refuse_no_span(start, end)
        return start, end
    if asked.period and asked.period not in NAMED:
        raise Refused(field="period")
    found: Span = named(asked.period or "year", near(today))
    return found.start or found.end, found.end
