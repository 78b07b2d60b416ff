"""What the page of one number shows, in words and addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.kernel.paging import Page
from minqing.kernel.times import day_of
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.marked import without_mark
from minqing.ledger.measures import Measure
from minqing.ledger.queries import Split
from minqing.ledger.records import OpenedFact
from minqing.ledger.splits import ALL, Row
from minqing.territory import queries as territory
from minqing.territory.paths import ancestors
from minqing.web.measures.context import number_words
from minqing.web.oversight.periods import NAMED, period_of
from minqing.web.words import month_words

from .asking import Choice, reads
from .gist import gist

TITLES: Mapping[str, Any] = {
    "place": gettext_lazy("by place"),
    "org": gettext_lazy("by unit"),
    "month": gettext_lazy("by month"),
    "matter": gettext_lazy("by matter"),
    "channel": gettext_lazy("by channel"),
}
ONE_DAY, VILLAGE = timedelta(days=1), 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way to split: its address, or why there is none."""

    title: Any
    href: str
    is_on: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name, its number in words, and where it opens further."""

    title: str
    words: str
    n: int | None
    hidden: str
    href: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """
    One fact beneath: its proof, when, what, by which unit, in which village, and what it adds.

    :param data: what it says in words; "" of what somebody confided. Likewise ``number``: that of its request, where
        the reader may read it.
    """

    id: UUID
    on: date
    title: Any
    data: str
    number: str
    unit: str
    place: str
    counts: int
    is_taken_back: bool


def address(choice: Choice, **changed: str) -> str:
    """Write a question as the query of its page."""
    asked = choice.question
    said = {
        "from": asked.start.isoformat(),
        "to": (asked.end - ONE_DAY).isoformat(),
        "org": asked.org_path,
        "place": asked.place_path,
        "by": choice.by,
        "as_of": choice.typed,
        "succession": "1" if asked.succession else "",
        "side": "whole" if choice.side == "whole" else "",
    }
    return "?" + urlencode({name: value for name, value in (said | changed).items() if value})


def ways_of(measure: Measure, choice: Choice) -> list[Way]:
    """Return all ways to split; of those that its facts do not carry, why."""
    found = []
    for by in ALL:
        lacking = [] if by in ("place", "org", "month") else without_mark(measure, by)
        kinds = _(", ").join(str(FACT_TYPES[kind].title) for kind in lacking)
        why = _("%(kinds)s does not carry it") % {"kinds": kinds} if lacking else ""
        found.append(Way(TITLES[by], address(choice, by=by), by == choice.by, why))
    return found


def lines_of(measure: Measure, choice: Choice, found: Split, smallest: int) -> list[Line]:
    """Return the rows in words."""
    names = cases.row_titles(measure, found.by, [row.key for row in found.rows])
    return [_line(measure, choice, row, names, smallest) for row in found.rows]


def _line(measure: Measure, choice: Choice, row: Row, names: Mapping[str, str], smallest: int) -> Line:
    hidden = {
        "few": few_words(smallest),
        "beside": _("not shown, so that the small one cannot be worked out"),
        "": "",
    }[row.hidden]
    words = number_words(measure, row.number) if row.number else ""
    return Line(_title(choice, row, names), words, row.number.n if row.number else None, hidden, _href(choice, row))


def few_words(smallest: int) -> str:
    """Say that a number is too small to be shown."""
    return _("fewer than %(k)s, not shown") % {"k": smallest}


def _title(choice: Choice, row: Row, names: Mapping[str, str]) -> str:
    if choice.by == "month":
        return month_words(_first(row.key))
    name = names.get(row.key, row.key) or _("not said")
    name = name.rpartition(" ")[2] if choice.by == "place" else name
    return _("%(name)s itself") % {"name": name} if row.here else name


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _href(choice: Choice, row: Row) -> str:
    if row.here:
        return ""
    if choice.by in ("place", "org"):
        return address(choice, **{choice.by: row.key})
    if choice.by != "month":
        return ""
    first, asked = _first(row.key), choice.question
    last = (first + timedelta(days=31)).replace(day=1) - ONE_DAY
    days = max(first, asked.start), min(last, asked.end - ONE_DAY)
    return address(choice, **{"from": days[0].isoformat(), "to": days[1].isoformat(), "by": "place"})


def sides_of(measure: Measure, choice: Choice) -> list[tuple[Any, str, bool]]:
    """Return the two sides of a share: name, address, and whether its facts stand there; none of what is no share."""
    if not measure.is_share or not measure.whole:
        return []
    named = (("part", _("the part")), ("whole", _("the whole")))
    return [
        (title, address(choice, side=side if side == "whole" else "") + "#facts", side == choice.side)
        for side, title in named
    ]


def facts_of(found: Page[OpenedFact], actor: Actor) -> list[FactLine]:
    """Return facts in words; of where they happened the village, never a door."""
    villages = {fact.place_path: _village(fact.place_path) for fact in found.items}
    told = [fact for fact in found.items if not FACT_TYPES[fact.kind].confided]
    numbers = cases.numbers_within((fact.subject for fact in told), actor=actor)
    data = {fact.id: gist(fact) for fact in told}
    places = territory.full_names(villages.values())
    units = directory.organisations({fact.org_path for fact in found.items})
    return [
        FactLine(
            fact.id,
            fact.happened_on,
            fact.title,
            data.get(fact.id, ""),
            numbers.get(fact.subject, "") if fact.id in data else "",
            units[fact.org_path].name if fact.org_path in units else fact.org_path,
            places.get(villages[fact.place_path], villages[fact.place_path]),
            fact.counts,
            fact.reverses is not None,
        )
        for fact in found.items
    ]


def _village(path: str) -> str:
    return ancestors(path)[:VILLAGE][-1]


def where_words(choice: Choice) -> str:
    """Name the unit and the place that are asked for; the place alone where the unit is the whole county."""
    asked = choice.question
    place = territory.full_names([asked.place_path]).get(asked.place_path, asked.place_path)
    if asked.org_path.count("/") == 1:
        return place
    units = directory.organisations([asked.org_path])
    name = units[asked.org_path].name if asked.org_path in units else asked.org_path
    return name if asked.place_path.count("/") == 1 else _("%(unit)s, %(place)s") % {"unit": name, "place": place}


def periods_of(choice: Choice) -> list[tuple[Any, str, bool]]:
    """Return the periods that have a name: name, address, and whether these are the days shown."""
    asked, found = choice.question, list[tuple[Any, str, bool]]()
    for name, title in NAMED:
        period = period_of({"period": name}, day_of(asked.at))
        is_on = (period.start, period.end) == (asked.start, asked.end)
        found.append((title, address(choice, period=name, to="", **{"from": ""}), is_on))
    return found


def way_to(choice: Choice, actor: Actor) -> list[tuple[str, str]]:
    """Return of what the number is a part, the widest first, as far as the reader reads numbers: name and address."""
    asked, found = choice.question, list[tuple[str, str]]()
    for path in ancestors(asked.place_path)[:-1]:
        if reads(actor, asked.org_path, path):
            found.append((_last_word(path), address(choice, place=path, side="")))
    units = [path for path in ancestors(asked.org_path)[:-1] if reads(actor, path, asked.place_path)]
    names = directory.organisations(units) if units else {}
    return found + [(names[path].name, address(choice, org=path, side="")) for path in units if path in names]


def here_words(choice: Choice) -> str:
    """Name the unit, or else the place, that the number is of, without what it lies in."""
    asked = choice.question
    if asked.org_path.count("/") == 1:
        return _last_word(asked.place_path)
    units = directory.organisations([asked.org_path])
    return units[asked.org_path].name if asked.org_path in units else asked.org_path


def _last_word(path: str) -> str:
    return territory.full_names([path]).get(path, path).rpartition(" ")[2]
