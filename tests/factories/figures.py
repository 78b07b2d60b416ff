"""Facts for public figures: so many of a kind in a month at a place, without the requests behind them."""

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import count
from typing import Any

from minqing.kernel.access import system_actor
from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.records import FactView
from minqing.ledger.service import record, recorded
from minqing.rulebook.service import load_rules
from minqing.territory import service as territory

COUNTY, NORTH, SOUTH = "139901/", "139901/101/", "139901/102/"
WILLOW, BRIDGE, SPRING, FERRY = "139901/101/203/", "139901/101/204/", "139901/101/205/", "139901/102/204/"
DIVISIONS = """code,name
139901000000,青禾县
139901101000,清源镇
139901101203,柳河村民委员会
139901101204,石桥村民委员会
139901101205,泉眼村民委员会
139901102000,青石乡
139901102204,渡口村民委员会
"""
SETUP_AT = datetime(2026, 1, 5, 2, tzinfo=UTC)
IN_NOVEMBER = datetime(2026, 11, 20, 2, tzinfo=UTC)
KINDS: dict[str, tuple[str, dict[str, int]]] = {
    "asked": ("case.registered", {}),
    "done": ("case.closed", {}),
    "late": ("case.due", {"late": 1}),
    "unverified": ("rating.lapsed", {}),
}
_numbers = count(1)


def lay_ground() -> None:
    """Rules, and the divisions of the invented county."""
    actor = system_actor("setup", ["rulebook.manage", "territory.manage"], root=COUNTY)
    load_rules(actor=actor, at=SETUP_AT)
    territory.load_divisions(data=DIVISIONS.encode(), actor=actor, at=SETUP_AT)


@recorded
def happen(column: str, place_path: str, times: Mapping[int, int], *, year: int = 2026) -> list[FactView]:
    """
    Let something happen so many times in each month.

    :param times: month → how often.
    """
    kind, data = KINDS[column]
    columns = FACT_TYPES[kind].columns
    filled: dict[str, Any] = {name: next(iter(one.codes), 0) for name, one in columns.items() if one.required}
    return [
        record(
            kind,
            subject=Ref("example", str(next(_numbers))),
            actor=Ref("system", "example"),
            at=datetime(year, month, 10, 4, tzinfo=UTC),
            org_path=COUNTY,
            place_path=place_path,
            data=filled | data,
        )
        for month, often in times.items()
        for _ in range(often)
    ]


def a_year() -> None:
    """A county with small and large villages, told up to October."""
    lay_ground()
    happen("asked", WILLOW, {7: 12, 8: 3, 9: 20, 10: 11})
    happen("asked", BRIDGE, {7: 14, 8: 17, 9: 6, 10: 12})
    happen("asked", SPRING, {7: 20, 8: 25, 9: 20, 10: 30})
    happen("asked", FERRY, {8: 8, 9: 6})
    happen("done", WILLOW, {8: 9, 9: 2, 10: 14})
    happen("done", BRIDGE, {8: 11, 9: 15})
    happen("done", SPRING, {8: 31, 9: 29, 10: 1})
    happen("late", SPRING, {9: 1, 10: 6})
    happen("late", FERRY, {10: 2})
    happen("unverified", SPRING, {9: 7})
