"""What the pages of measures show, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from difflib import unified_diff
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import queries as cases
from minqing.insight.own.columns import values_of
from minqing.insight.own.entries import SHAPES
from minqing.insight.own.records import Card, Line, Now, Version
from minqing.insight.own.saying import formula, mark_words
from minqing.insight.pivots.dimensions import Family, codes_of
from minqing.kernel.access import Actor
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import Given, Kind, Measure, Tally
from minqing.ledger.sheets import Number
from minqing.ledger.units import SHARE, UNITS
from minqing.ledger.working import completed
from minqing.web.words import exact_share_words, month_words

from .forms import BETTER, WHEN
from .units import unit_words

DOORS: Mapping[str, Any] = {
    "own": gettext_lazy("The county's own"),
    "cases": gettext_lazy("Requests of residents"),
    "public": gettext_lazy("Told to the public"),
    "territory": gettext_lazy("Places and their cards"),
}


@dataclass(frozen=True, slots=True)
class Example:
    """A worked example: lines of facts, and what they give."""

    lines: tuple[tuple[Any, int, str, str], ...]
    gives: str


@dataclass(frozen=True, slots=True)
class Change:
    """What a version changed: lines with a sign before them."""

    version: Version
    lines: tuple[tuple[str, str], ...]


def by_door(lines: list[Line], text: str, door: str) -> list[tuple[Any, list[Line]]]:
    """Put the measures that fit a search under their doors."""
    fits = [line for line in lines if (not door or line.door == door) and _fits(line, text)]
    return [(DOORS.get(name, name), list(some)) for name, some in groupby(fits, key=lambda line: line.door)]


def doors(lines: list[Line], door: str) -> list[tuple[str, Any, int, bool]]:
    """Return the doors as filters: their word, their title, how many measures, and whether one is on."""
    counted = {name: len(list(some)) for name, some in groupby(lines, key=lambda line: line.door)}
    return [(name, DOORS.get(name, name), count, name == door) for name, count in counted.items()]


def _fits(line: Line, text: str) -> bool:
    return text.lower() in f"{line.title} {line.question} {line.key} {SHAPES[line.kind].title}".lower()


def kind_words(kind: Kind) -> Any:
    """Return what a kind of number is called."""
    return SHAPES[kind].title


def number_words(measure: Measure, number: Number) -> str:
    """Write a number as a screen does: a share with its two counts, a dash where there is none."""
    if number.value is None:
        return "—"
    if measure.unit == SHARE:
        if number.part is not None and number.whole is not None:
            return exact_share_words(number.part, number.whole)
        return f"{(number.value * 100).quantize(Decimal('0.01'), ROUND_HALF_UP)}%"
    return f"{_plain(number.value)} {unit_words(measure.unit)}"


def _plain(value: Decimal) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def now_words(card: Card, now: Now | None, actor: Actor) -> dict[str, Any] | None:
    """Return the number of the last month for a page, with the way to the requests beneath."""
    if now is None or card.measure is None:
        return None
    ready, lines = now.cells
    return {
        "name": now.name,
        "month": month_words(now.start),
        "value": number_words(card.measure, now.number),
        "before": number_words(card.measure, now.before),
        "month_before": month_words(now.start - timedelta(days=1)),
        "facts": now.number.n,
        "through": now.through,
        "ready": ready,
        "lines": lines,
        "requests": requests_beneath(card, now, actor),
    }


def requests_beneath(card: Card, now: Now, actor: Actor) -> str:
    """Return the list of the requests that a number counts; "" where there is none."""
    if card.measure is None or not card.is_latest or card.is_retired:
        return ""
    if not cases.lists(card.measure) or card.measure.counts_confided or not actor.holds("cases.oversee"):
        return ""
    return f"{reverse('office:behind')}?of={card.key}&from={now.start}&to={now.end - timedelta(days=1)}"


def shown(card: Card) -> dict[str, Any]:
    """Return what a measure's page says of it, whoever looks."""
    measure = card.measure
    if measure is None:
        return {"card": card}
    return {
        "card": card,
        "measure": measure,
        "is_kept": measure.counts_confided,
        "kind": kind_words(measure.kind),
        "unit": unit_words(measure.unit),
        "unit_title": UNITS.get(measure.unit, ""),
        "better": BETTER[measure.better],
        "formula": formula(measure),
        "inputs": [(one, card.later.get(one.key, 0)) for one in measure.inputs] if measure.expression else [],
        "example": example(measure),
    }


def example(measure: Measure) -> Example:
    """Work an example out, line by line."""
    lines = tuple(
        (FACT_TYPES[one.fact].title, one.times, _data(one), "" if one.when == "within" else str(WHEN[one.when]))
        for one in measure.worked.given
    )
    return Example(lines, given_words(measure, measure.worked.gives))


def _data(given: Given) -> str:
    held = completed(given)
    told = _marks(given.fact, {name: held[name] for name in given.data})
    return _(", ").join([*told, *([_("about %(what)s") % {"what": given.about}] if given.about else [])])


def _marks(kind: str, data: Mapping[str, Any]) -> list[str]:
    """Say the columns of a fact, each with its value in words."""
    columns = FACT_TYPES[kind].columns
    named = ((name, columns[name], value) for name, value in data.items() if name in columns)
    return [mark_words(name, [value_words(name, column, value)]) for name, column, value in named]


def value_words(name: str, column: Any, value: Any) -> str:
    """Say a value: a code by its name, a matter by its number and its name."""
    if name == Family.MATTER and value in (matters := codes_of(name)):
        return f"{value} {matters[value]}"
    return str(values_of(column).get(value, value))


def given_words(measure: Measure, gives: Tally | Decimal) -> str:
    """Write what an example gives."""
    if isinstance(gives, Decimal):
        return number_words(measure, Number(gives))
    whole = gives.whole if measure.is_share else None
    return number_words(measure, Number(gives.value if measure.is_share else Decimal(gives.part), gives.part, whole))


def changes(card: Card) -> list[Change]:
    """Return the versions, the latest first, each with what it changed in the one before it."""
    before = {one.number: one for one in card.versions}
    return [Change(one, _difference(before.get(one.number - 1), one)) for one in card.versions]


def _difference(before: Version | None, after: Version) -> tuple[tuple[str, str], ...]:
    if before is None:
        return ()
    lines = list(unified_diff(before.text.splitlines(), after.text.splitlines(), n=1, lineterm=""))[2:]
    return tuple((line[0], line[1:]) for line in lines if line[0] in "+- ")
