"""Which measures a briefing tells, under which heading: of a place, and of a unit. None is told in confidence."""

from collections.abc import Mapping
from dataclasses import dataclass

from minqing.insight.queries import contents
from minqing.ledger.measures import Measure

SECTIONS = ("came", "answered", "heard", "late", "supervised")
OF_EACH: Mapping[str, tuple[str, ...]] = {
    "came": ("cases.registered",),
    "answered": ("cases.closed", "cases.on_time", "cases.due_closed", "cases.median_hours", "cases.reopened"),
    "heard": ("cases.answered",),
    "late": ("cases.open", "cases.overdue"),
    "supervised": (
        "cases.supervisions_opened",
        "cases.supervisions_listed",
        "cases.supervision_talks",
        "cases.red_cards",
        "cases.supervisions_answered_on_time",
    ),
}
OF_UNIT = {"cases.registered": "cases.given", "cases.open": "cases.lying"}
"""Requests come in at intake, and a unit is given them."""
SPLIT: Mapping[str, str] = {"came": "cases.registered", "late": "cases.overdue"}
"""What is told of each township, or of each unit below, as well."""
ENDS = "cases.closed_as_"


@dataclass(frozen=True, slots=True)
class Told:
    """
    The measures of one section.

    :param own: of the reach itself; ``parts`` make one of them up; ``split`` is told of each that stands below.
    """

    key: str
    own: tuple[Measure, ...]
    parts: tuple[Measure, ...]
    split: tuple[Measure, ...]


def sections(*, is_unit: bool) -> tuple[Told, ...]:
    """Return what a briefing tells, in its order."""
    return tuple(
        Told(
            key,
            _named(OF_EACH[key], is_unit=is_unit),
            _parts(key, is_unit=is_unit),
            _named(_split(key), is_unit=is_unit),
        )
        for key in SECTIONS
    )


def _split(key: str) -> tuple[str, ...]:
    return (SPLIT[key],) if key in SPLIT else ()


def _parts(key: str, *, is_unit: bool) -> tuple[Measure, ...]:
    """Return by which ways requests came in, which a unit does not know, and with what they were closed."""
    if key == "came":
        return () if is_unit else contents.came()
    return tuple(one for one in contents.went() if one.key.startswith(ENDS)) if key == "answered" else ()


def _named(keys: tuple[str, ...], *, is_unit: bool) -> tuple[Measure, ...]:
    return contents.named(OF_UNIT.get(key, key) if is_unit else key for key in keys)
