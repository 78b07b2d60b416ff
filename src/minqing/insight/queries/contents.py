"""What may stand on the board: measures by key, for a county, a place, and a unit. None is told in confidence."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.ledger.measures import MEASURES, Measure, every_measure

OF_PLACE = (
    "cases.registered",
    "cases.open",
    "cases.overdue",
    "cases.on_time",
    "cases.due_closed",
    "cases.bounced",
    "cases.reopened",
    "territory.cards_posted",
)
OF_TOWNSHIP = (
    "cases.registered",
    "cases.open",
    "cases.overdue",
    "cases.on_time",
    "cases.acknowledged_in_time",
    "cases.reopened",
    "territory.cards_posted",
    "territory.villages_with_code",
)
OF_UNIT = (
    "cases.given",
    "cases.lying",
    "cases.overdue",
    "cases.on_time",
    "cases.due_closed",
    "cases.bounced",
    "cases.reworked",
    "cases.reopened",
)
HOUSE: Mapping[str, tuple[str, ...]] = {"leader": OF_PLACE, "township": OF_TOWNSHIP, "unit": OF_UNIT}
"""The house's own arrangement, by kind of reader."""
SPLIT_OF_PLACE = ("cases.registered", "cases.open", "cases.overdue", "cases.on_time", "cases.bounced")
SPLIT_OF_UNIT = ("cases.given", "cases.lying", "cases.overdue", "cases.on_time", "cases.bounced")
CAME, WENT = "cases.came_by_", ("cases.closed_as_", "cases.left_as_")
NEVER = {"cases.pressure"}
"""Whoever is complained of must not see on her own board that somebody complained."""
ONLY_OF_PLACES = ("cases.registered", "cases.open", CAME, "cases.left_as_", "territory.")
ONLY_OF_UNITS = ("cases.given", "cases.lying")
OWN = "own."
STAGES = ("accept", "dispatch", "acknowledge", "handle", "verify", "close")
GROUPS: tuple[tuple[Any, tuple[str, ...]], ...] = (
    (
        _("How much there is"),
        ("cases.registered", "cases.given", "cases.open", "cases.lying", "cases.overdue", "cases.closed"),
    ),
    (_("In time"), ("cases.on_time", "cases.due_closed", "cases.accepted_", "cases.acknowledged_", "cases.verified_")),
    (_("In time, step by step"), tuple(f"cases.{one}_stage" for one in STAGES)),
    (_("How long it takes"), ("cases.median_", "cases.ninety_", "cases.mean_")),
    (_("Where it came in"), (CAME,)),
    (_("How it ended"), WENT),
    (_("To and fro"), ("cases.",)),
    (_("As the public is told"), ("public.",)),
    (_("Cards and places"), ("territory.",)),
    (_("The county's own"), (OWN,)),
    (_("Others"), ("",)),
)
"""Under which title a measure is offered: that of the longest beginning of its key."""
_BEGINNINGS = {one: number for number, (_title, some) in enumerate(GROUPS) for one in some}


def named(keys: Iterable[str]) -> tuple[Measure, ...]:
    """Return the measures with these keys that are declared, in this order."""
    return tuple(MEASURES[key] for key in keys if key in MEASURES)


def to_choose(*, is_unit: bool, own: bool = False) -> dict[str, Measure]:
    """
    Return every measure that may have a tile: by key, in the order of their groups.

    :param own: with the county's own, which have to be looked up.
    """
    left_out = ONLY_OF_PLACES if is_unit else ONLY_OF_UNITS
    found = {
        key: one
        for key, one in (every_measure() if own else MEASURES).items()
        if not one.is_confided and key not in NEVER and not key.startswith(left_out)
    }
    return {key: found[key] for key in sorted(found, key=group_of)}


def to_map(*, is_unit: bool, own: bool = False) -> dict[str, Measure]:
    """
    Return every measure that may be drawn on the map, by key.

    Of a unit nothing that stands at a moment: where its stock lies no cell knows, and all its facts since the beginning
    would have to be counted for each look.
    """
    found = to_choose(is_unit=is_unit, own=own)
    return {key: one for key, one in found.items() if not (is_unit and any(term.until_end for term in one.terms))}


def are_own(keys: Iterable[str]) -> bool:
    """Tell whether one of these is the county's own."""
    return any(key.startswith(OWN) for key in keys)


def group_of(key: str) -> int:
    """Return the number of the group under which a measure is offered."""
    return _BEGINNINGS[max((one for one in _BEGINNINGS if key.startswith(one)), key=len)]


def tiles_of(kind: str, keys: Iterable[str] = ()) -> tuple[Measure, ...]:
    """
    Return the measures that have a tile.

    :param kind: ``leader``, ``township`` or ``unit``.
    :param keys: those that the reader chose, in her order; the house's own without any that may be shown.
    """
    keys = tuple(keys)
    allowed = to_choose(is_unit=kind == "unit", own=are_own(keys))
    chosen = tuple(allowed[key] for key in keys if key in allowed)
    return chosen or named(HOUSE[kind])


def split_of(*, is_unit: bool) -> tuple[Measure, ...]:
    """Return the measures that are split by what stands below."""
    return named(SPLIT_OF_UNIT if is_unit else SPLIT_OF_PLACE)


def came() -> tuple[Measure, ...]:
    """Return the ways by which requests come in."""
    return tuple(one for key, one in MEASURES.items() if key.startswith(CAME))


def went() -> tuple[Measure, ...]:
    """Return the ends to which requests go."""
    return tuple(one for key, one in MEASURES.items() if key.startswith(WENT))
