"""Reads of what is found by names."""

from collections.abc import Collection
from typing import Any

from minqing.directory import queries as directory
from minqing.insight.models import MeasureSounds
from minqing.insight.permissions import READ
from minqing.kernel.access import Actor
from minqing.kernel.chinese import runs
from minqing.kernel.paging import Counted, Cursor
from minqing.kernel.pinyin import is_sound
from minqing.ledger.measures import Measure, every_measure
from minqing.territory import queries as territory

from .records import FoundMeasure, FoundNames

GROUPS = ("measures", "units", "places")
READS = (READ, "cases.oversee", "ledger.read")
"""Whoever holds one of these reads figures."""
WITHIN = ("cases.read", READ)
"""Units and places are found where requests are read; by whoever reads figures alone, where they do."""


def names_found(
    actor: Actor, text: str, *, groups: Collection[str] = GROUPS, below: str = "", cursor: str | None = None, size: int
) -> FoundNames:
    """
    Find measures, units and places by pieces of their names, by their sounds (``qhx``), places also by their codes.

    :param groups: which are looked in; with a cursor exactly one.
    :param below: only places at or below this path.
    :raises Refused: if the cursor is broken.
    """
    found: dict[str, Any] = {}
    within = next((name for name in WITHIN if actor.holds(name)), WITHIN[0])
    if "measures" in groups:
        found["measures"] = _measures(actor, text, cursor=cursor, size=size)
    if "units" in groups:
        found["units"] = directory.units_found(text, actor=actor, permission=within, cursor=cursor, size=size)
    if "places" in groups:
        where: dict[str, Any] = {"actor": actor, "permission": within, "below": below}
        found["places"] = territory.places_found(text, **where, cursor=cursor, size=size)
    return FoundNames(**found)


def _measures(actor: Actor, text: str, *, cursor: str | None, size: int) -> Counted[FoundMeasure]:
    words = runs(text)
    if not words or not any(actor.holds(name) for name in READS):
        return Counted((), "" if cursor else "0")
    sounds = dict(MeasureSounds.objects.values_list("key", "sounds")) if any(map(is_sound, words)) else {}
    fitting = [
        one for one in every_measure().values() if all(_holds(one, word, sounds.get(one.key, "")) for word in words)
    ]
    ordered = sorted(fitting, key=lambda one: (str(one.title), one.key))
    start = Cursor.parse(cursor, 2).keys if cursor else ("", "")
    rest = [one for one in ordered if (str(one.title), one.key) > tuple(start)]
    shown = tuple(FoundMeasure(one.key, str(one.title), str(one.question), one.unit) for one in rest[:size])
    following = str(Cursor((shown[-1].title, shown[-1].key))) if len(rest) > size else None
    return Counted(shown, "" if cursor else str(len(ordered)), following)


def _holds(measure: Measure, word: str, sounds: str) -> bool:
    said = f"{measure.title} {measure.question}".casefold()
    return word in said or word in measure.key or (is_sound(word) and f" {word}" in sounds)
