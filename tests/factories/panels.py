"""Facts for panels: so many of a kind on a day, at a unit and a place, each about its own request or one named."""

from datetime import date, datetime, time
from itertools import count
from typing import Any

from minqing.kernel.ref import Ref
from minqing.kernel.times import SHANGHAI
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.records import FactView
from minqing.ledger.service import record, recorded

COUNTY = "139901/"
_numbers = count(1)


@recorded
def happen(
    kind: str,
    times: int = 1,
    *,
    on: date,
    hour: int = 10,
    org: str = COUNTY,
    place: str = COUNTY,
    about: str = "",
    **data: int,
) -> list[FactView]:
    """
    Let something happen so many times.

    :param about: the request it is about; without one each is about its own.
    """
    columns = FACT_TYPES[kind].columns
    filled: dict[str, Any] = {name: next(iter(one.codes), 0) for name, one in columns.items() if one.required}
    return [
        record(
            kind,
            subject=Ref("example", about or f"p{next(_numbers)}"),
            actor=Ref("system", "example"),
            at=datetime.combine(on, time(hour), tzinfo=SHANGHAI),
            org_path=org,
            place_path=place,
            data=filled | data,
        )
        for _ in range(times)
    ]
