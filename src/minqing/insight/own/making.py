"""Making a measure of a definition's text. What it says is read here; whether it makes sense is ``linting``'s."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from minqing.kernel.secrecy import refuse_secret
from minqing.ledger.expressions import Expression, ExpressionRefused
from minqing.ledger.measures import MEASURES, Better, Kind, Measure
from minqing.ledger.percentiles import HOURS, Percentile
from minqing.ledger.units import UNITS

from .complaining import Complaints, hint, listed
from .counting import terms_of, then_of
from .entries import ALWAYS, LENGTHS, OWN, SHAPES, Shape
from .examples import NOTHING, worked_of
from .reading import Said, read

KEY = re.compile(rf"{OWN}\.[a-z]+(_[a-z]+)*")
LONGEST_KEY, MOST_EDGES, EDGE = 60, 40, 10**12
ABSENT = Said(None, 1)
ONE_VALUE = {*LENGTHS, "measure", "unit", "better", "once", "amounts", "percent", "expression"}
"""Entries that hold neither a list nor further entries."""


@dataclass(frozen=True, slots=True)
class Made:
    """
    What was made of a text.

    :param measure: None where too much is wrong for one.
    :param said: the text's entries with their lines.
    """

    measure: Measure | None
    said: Said
    found: Complaints = field(default_factory=Complaints)

    def entry(self, name: str) -> Said:
        """Return one entry, or the text's first line where it is not there."""
        return self.said.entries.get(name, ABSENT)


def made_of(text: str, known: Mapping[str, Measure] | None = None) -> Made:
    """
    Read a definition.

    :param known: the measures that its expression may ask for, by key; those of the house where nothing is given.
    :raises DefinitionRefused: if the text cannot be read at all.
    :raises SecretMark: if it bears the mark of a secret paper.
    """
    refuse_secret(text, field="text")
    said, found = read(text), Complaints()
    shape = _shape(said, found)
    if shape is None:
        return Made(None, said, found)
    kind, of_kind = shape
    measure = _measure(said, kind, of_kind, found, known if known is not None else MEASURES)
    return Made(measure, said, found)


def _shape(said: Said, found: Complaints) -> tuple[Kind, Shape] | None:
    entry = said.entries.get("kind", Said(None, 1))
    if entry.text not in list(Kind):
        words = _("Say which kind of number it is: “kind: …”. %(hint)s")
        found.add(entry, words % {"hint": hint(entry.text, [str(kind) for kind in SHAPES])}, "kind")
        return None
    kind = Kind(entry.text)
    shape = SHAPES[kind]
    found.unknown(said, shape.allowed)
    for name in (*ALWAYS, *shape.needs):
        if name not in said.entries or said.entries[name].value in (None, "", [], {}):
            found.add(said.entries.get(name, Said(None, 1)), _missing(name, kind), name)
    for name in said.entries.keys() & ONE_VALUE:
        if isinstance(said.entries[name].value, list | dict):
            found.add(said.entries[name], _("Write one value after “%(name)s:”.") % {"name": name}, name)
    return kind, shape


def _missing(name: str, kind: Kind) -> str:
    if name == "whole":
        return _("A share needs a whole. Say under “whole” of which facts it is a share.")
    if name == "worked":
        return _("A worked example is missing. Say under “worked” which facts there are and what they give.")
    return _("“%(name)s” is missing; a measure of kind “%(kind)s” needs it.") % {"name": name, "kind": kind}


def _measure(said: Said, kind: Kind, shape: Shape, found: Complaints, known: Mapping[str, Measure]) -> Measure | None:
    texts: dict[str, Any] = {name: _text(said, name, found) for name in LENGTHS}
    worked = worked_of(said.entries["worked"], kind, found) if "worked" in said.entries else NOTHING
    counted = _counted(said, kind, shape, found, known)
    key, unit, better = _key(said, found), _unit(said, found), _better(said, found)
    if found.are_grave:
        return None
    return Measure(key=key, unit=unit, better=better, worked=worked, **texts, **counted)


def _text(said: Said, name: str, found: Complaints) -> str:
    entry = said.entries.get(name, ABSENT)
    if len(entry.text) > LENGTHS[name]:
        words = _("At most %(n)s characters; these are %(held)s.")
        found.add(entry, words % {"n": LENGTHS[name], "held": len(entry.text)}, name)
    return " ".join(entry.text.split())


def _key(said: Said, found: Complaints) -> str:
    entry = said.entries.get("measure", ABSENT)
    key = entry.text
    if key in MEASURES:
        words = _("“%(key)s” is a measure of the house. Choose a name of your own: “%(own)s”.")
        found.add(entry, words % {"key": key, "own": f"{OWN}.{key.partition('.')[2]}"}, "measure")
    elif key and (not KEY.fullmatch(key) or len(key) > LONGEST_KEY):
        words = _("Write its short name as “own.” and small Latin letters with _ between words: own.back_again.")
        found.add(entry, words, "measure")
    return key


def _unit(said: Said, found: Complaints) -> str:
    entry = said.entries.get("unit", ABSENT)
    if entry.text and entry.text not in UNITS:
        words = _("“%(unit)s” is no unit. There are: %(units)s.")
        found.add(entry, words % {"unit": entry.text, "units": listed(UNITS, len(UNITS))}, "unit")
    return entry.text


def _better(said: Said, found: Complaints) -> Better:
    entry = said.entries.get("better", ABSENT)
    if entry.text in list(Better) or not entry.text:
        return Better(entry.text or Better.NEITHER)
    found.add(entry, _("“better” is higher, lower or neither."), "better")
    return Better.NEITHER


def _counted(said: Said, kind: Kind, shape: Shape, found: Complaints, known: Mapping[str, Measure]) -> dict[str, Any]:
    entries = said.entries
    if kind is Kind.DERIVED:
        return _derived(entries.get("expression", ABSENT), found, known)
    also: dict[str, Any] = {}
    if "amounts" in entries:
        if entries["amounts"].number not in (0, 1):
            found.add(entries["amounts"], _("“amounts” is yes or no: whether amounts are added up."), "amounts")
        also["sums"] = bool(entries["amounts"].number)
    if kind is Kind.DISTINCT:
        also["distinct"] = _once(entries.get("once", ABSENT), found)
    part, less, whole = (
        terms_of(entries[name], name, shape, found, **also) if name in entries else ()
        for name in ("part", "less", "whole")
    )
    if kind is Kind.MEAN:
        part, whole = tuple(replace(term, sums=True) for term in part), whole or part
    if kind is Kind.CONVERSION and "then" in entries:
        then, whole = then_of(entries["then"], found), part
        part = tuple(replace(term, then=then) for term in part) if then else part
    counted: dict[str, Any] = {"part": (*part, *less), "whole": whole}
    if kind is Kind.PERCENTILE:
        counted["percentile"] = _percentile(entries, found)
    return counted


def _once(entry: Said, found: Complaints) -> str:
    if entry.text in ("subject", "actor"):
        return entry.text
    words = _("“once” says what is counted once: subject (what the facts are about) or actor (the post that acted).")
    found.add(entry, words, "once")
    return ""


def _percentile(entries: Mapping[str, Said], found: Complaints) -> Percentile | None:
    percent, edges = entries.get("percent", ABSENT), entries.get("edges")
    numbers = tuple(one.number for one in edges.items) if edges else HOURS
    try:
        if not all(isinstance(one, int) and abs(one) < EDGE for one in numbers) or len(numbers) > MOST_EDGES:
            raise ValueError
        return Percentile(percent.number or 0, tuple(one for one in numbers if one is not None))
    except ValueError:
        words = _("“percent” lies between 1 and 99, “edges” are 2 to %(n)s rising whole numbers: [0, 8, 24, 72].")
        found.add(edges or percent, words % {"n": MOST_EDGES}, "percent")
        return None


def _derived(entry: Said, found: Complaints, known: Mapping[str, Measure]) -> dict[str, Any]:
    counted: dict[str, Any] = {"part": ()}
    try:
        expression = Expression(entry.text)
    except ExpressionRefused:
        words = _(
            "This formula cannot be taken. It may hold keys of measures, numbers, + - * / ( ), comparisons with "
            "“a if b > c else d”, and min, max, clip, coalesce; nothing else is called."
        )
        found.add(entry, words, "expression")
        return counted
    for key in sorted(expression.keys - known.keys()):
        words = _("There is no measure “%(key)s”. %(hint)s") % {"key": key, "hint": hint(key, sorted(known))}
        found.add(entry, words, "expression")
    if not expression.keys:
        found.add(entry, _("The formula asks for no measure: name at least one by its key."), "expression")
    asks = tuple(known[key] for key in sorted(expression.keys & known.keys()))
    return counted | {"expression": expression, "asks": asks}
