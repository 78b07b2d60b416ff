"""What stands on the board: measures by key, for a county or a place, and for a unit. None is told in confidence."""

from minqing.ledger.measures import MEASURES, Measure

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
SPLIT_OF_PLACE = ("cases.registered", "cases.open", "cases.overdue", "cases.on_time", "cases.bounced")
SPLIT_OF_UNIT = ("cases.given", "cases.lying", "cases.overdue", "cases.on_time", "cases.bounced")
CAME, WENT = "cases.came_by_", ("cases.closed_as_", "cases.left_as_")


def named(keys: tuple[str, ...]) -> tuple[Measure, ...]:
    """Return the measures with these keys that are declared, in this order."""
    return tuple(MEASURES[key] for key in keys if key in MEASURES)


def tiles_of(*, is_unit: bool) -> tuple[Measure, ...]:
    """Return the measures that have a tile."""
    return named(OF_UNIT if is_unit else OF_PLACE)


def split_of(*, is_unit: bool) -> tuple[Measure, ...]:
    """Return the measures that are split by what stands below."""
    return named(SPLIT_OF_UNIT if is_unit else SPLIT_OF_PLACE)


def came() -> tuple[Measure, ...]:
    """Return the ways by which requests come in."""
    return tuple(one for key, one in MEASURES.items() if key.startswith(CAME))


def went() -> tuple[Measure, ...]:
    """Return the ends to which requests go."""
    return tuple(one for key, one in MEASURES.items() if key.startswith(WENT))
