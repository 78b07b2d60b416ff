"""Places that a text names, by the county's own list: towns and villages, never doors."""

from collections.abc import Iterable

from minqing.territory import queries as territory
from minqing.territory.records import PlaceView

SHORTEST, MOST = 3, 3


def named_elsewhere(text: str, place_path: str, places: Iterable[PlaceView] | None = None) -> tuple[str, ...]:
    """
    Return the full names of places that a text names and in which the request does not lie.

    A name that stands in a longer one that is named too is left out, and so is what lies above or below its own place.

    :param place_path: where the request lies by its card or form.
    :param places: the list to look in; left out, the divisions in force.
    :return: at most three; none where the words and the place agree, or name none.
    """
    known = [one for one in (territory.divisions() if places is None else places) if len(one.name) >= SHORTEST]
    held = [one for one in known if one.name in text]
    longest = [one for one in held if not any(one.name in each.name != one.name for each in held)]
    apart = [one for one in longest if not _in_line(one.path, place_path)]
    agreed = {one.name for one in longest if _in_line(one.path, place_path)}
    return tuple(dict.fromkeys(one.full_name for one in apart if one.name not in agreed))[:MOST]


def _in_line(one: str, other: str) -> bool:
    return one.startswith(other) or other.startswith(one)
