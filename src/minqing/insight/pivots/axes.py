"""The values of each split within a reader's reach, each as what is asked of the ledger for it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from minqing.directory import queries as directory
from minqing.kernel.errors import Refused
from minqing.ledger.narrowed import Where
from minqing.ledger.spans import Span
from minqing.territory import queries as territory

from .asked import Asked
from .dimensions import CODES, Dimension, Family, codes_of
from .periods import cut, pieces

KINDS = {"township": "township", "village": "village", "grid": "grid_cell"}
"""Split by place → which kind of place."""
MOST_VALUES, MOST_COLUMNS, MOST_CELLS = 1_500, 124, 40_000


@dataclass(frozen=True, slots=True)
class Value:
    """
    One value of a split.

    :param key: as it stands in addresses and columns; "" for all of them.
    :param path: of a place or a unit; ``span`` of a time; ``number`` of a code.
    """

    key: str
    label: str
    path: str = ""
    span: Span | None = None
    number: int | None = None


ALL = Value("", "")
ELSEWHERE = "-"
"""The key of what lies in none of the values of a split, as when no village was named, or no fact says the channel."""


def values_of(split: Dimension, asked: Asked, *, org: str, place: str) -> list[Value]:
    """
    Return the values of a split, in its own order.

    :param org: below which unit, and ``place`` below which place, everything is counted.
    :raises Refused: if there are more than a table can hold.
    """
    if split.family is Family.TIME:
        return _times(split, asked.span)
    if split.family is Family.PLACE:
        found = [Value(path, name, path=path) for path, name in _places(split, place)]
    elif split.family is Family.ORG:
        units = directory.organisation_tree(org, closed=True)
        found = [Value(one.path, one.name, path=one.path) for one in units if one.path.count("/") == split.depth]
    else:
        found = _codes(str(split.family), asked)
    if len(found) > MOST_VALUES:
        raise too_many(split)
    return found


def _times(split: Dimension, span: Span) -> list[Value]:
    if pieces(span, split.key) > MOST_VALUES:
        raise too_many(split)
    return [
        Value(f"{one.start}", time_words(split.key, one.start or one.end), span=one) for one in cut(span, split.key)
    ]


def too_many(split: Dimension) -> Refused:
    """Say that a split has more values than a table can hold."""
    said = _("%(split)s would give more than a table can hold. Choose a smaller place, fewer days or a coarser split.")
    return Refused(said % {"split": split.title}, field="rows")


def refuse_too_large(rows: int, columns: int, measures: int) -> None:
    """
    Refuse a table that nobody can read.

    :raises Refused: if it has too many columns, or too many cells.
    """
    if columns * measures > MOST_COLUMNS:
        raise Refused(_("These are too many columns. Choose fewer measures, or split the rows by it."), field="cols")
    if rows * columns * measures > MOST_CELLS:
        raise Refused(
            _("This table would be too large. Choose fewer measures, fewer days or a coarser split."), field="rows"
        )


def _places(split: Dimension, place: str) -> list[tuple[str, str]]:
    found = territory.places_ever(place, KINDS[split.key])
    above = territory.full_names({_parent(one.path) for one in found}) if split.key == "grid" else {}
    named = ((one, f"{above.get(_parent(one.path), '').rpartition(' ')[2]} {one.name}".strip()) for one in found)
    return [(one.path, _("%(name)s (closed)") % {"name": name} if one.closed_on else name) for one, name in named]


def _parent(path: str) -> str:
    return path[: path.rstrip("/").rfind("/") + 1]


def elsewhere(family: Family) -> Value:
    """Return what lies in none of the values of a split."""
    return Value(ELSEWHERE, _("Not said") if family in CODES else _("Not in any of these"))


def _codes(column: str, asked: Asked) -> list[Value]:
    known = {0: _("Not named yet"), **codes_of(column)} if column == Family.MATTER else codes_of(column)
    wanted = asked.codes.get(column) or tuple(known)
    return [Value(str(number), known.get(number, str(number)), number=number) for number in wanted]


def time_words(by: str, first: date) -> str:
    """Say a day, month, quarter or year as people do, alike everywhere."""
    words: dict[str, Callable[[], str]] = {
        "day": lambda: _("%(year)s/%(month)s/%(day)s") % {"year": first.year, "month": first.month, "day": first.day},
        "month": lambda: _("%(year)s/%(month)s") % {"year": first.year, "month": first.month},
        "quarter": lambda: _("%(year)s Q%(quarter)s") % {"year": first.year, "quarter": (first.month + 2) // 3},
        "year": lambda: str(first.year),
    }
    return words[by]()


def where_of(asked: Asked, matter: Value, channel: Value) -> Where:
    """Return the condition on the facts' codes: the value's own, else that of the filter."""
    own = {str(Family.MATTER): matter.number, str(Family.CHANNEL): channel.number}
    return dict(asked.codes) | {column: (number,) for column, number in own.items() if number is not None}
