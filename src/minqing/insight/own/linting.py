"""Looking a definition through: whether it makes sense, and whether its worked example comes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from minqing.ledger import units
from minqing.ledger.declaring import can_be_added
from minqing.ledger.declaring import faults as faults_in_general
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import Kind, Measure, Tally
from minqing.ledger.terms import Term
from minqing.ledger.working import worked_out

from .confidences import touches_confidences
from .counting import no_amount
from .faults import DefinitionRefused, Fault
from .making import Made, made_of
from .stocks import stock_of_some

CAN_BE_NOUGHT = (Kind.SHARE, Kind.MEAN, Kind.CONVERSION)


@dataclass(frozen=True, slots=True)
class Looked:
    """
    A definition that was looked through.

    :param measure: None where something grave is wrong.
    """

    measure: Measure | None
    faults: tuple[Fault, ...]

    @property
    def is_sound(self) -> bool:
        """Tell whether it may be published."""
        return self.measure is not None


def looked_through(text: str, known: Mapping[str, Measure]) -> Looked:
    """
    Look a definition through; nothing is written.

    :param known: every measure that holds now, by key.
    """
    try:
        made = made_of(text, known)
    except DefinitionRefused as refused:
        return Looked(None, refused.faults)
    if made.measure:
        _lint(made, made.measure)
    faults = sorted(made.found.faults, key=lambda fault: fault.line)
    return Looked(None if made.found.are_grave else made.measure, tuple(faults))


def _lint(made: Made, measure: Measure) -> None:
    for where, words in _wrong(measure, Kind(made.entry("kind").text)):
        made.found.add(made.entry(where), words, where)
    for where, words in _worth_knowing(measure):
        made.found.warn(made.entry(where), words, where)
    if made.found.are_grave:
        return
    # What the ledger itself refuses must never get past here, even where these words do not know why.
    for why in faults_in_general(measure, {one.key: one for one in measure.inputs}):
        made.found.add(made.entry("measure"), _("It cannot be counted like this: %(why)s.") % {"why": why}, "measure")
    if not made.found.are_grave:
        _run_example(made, measure)


def _wrong(measure: Measure, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield what is wrong; the kind is what the text says, for a share in another unit would pass for a mean."""
    if measure.expression:
        yield from _wrong_formula(measure)
        return
    yield from _wrong_amounts(measure)
    yield from _wrong_units(measure, kind)
    yield from _wrong_stock(measure)
    if measure.kind is Kind.DISTINCT:
        yield from _wrong_once(measure)
    if any(term.then and term.then.fact == term.fact and term.then.within_days == 0 for term in measure.part):
        yield "then", _("A fact that is followed by its own kind on the same day says nothing. Give it some days.")


def _wrong_amounts(measure: Measure) -> Iterator[tuple[str, str]]:
    wanting = [term for term in measure.part if term.sums or measure.percentile]
    for term in wanting:
        kind = FACT_TYPES[term.fact]
        if not kind.amount_unit:
            yield "part", no_amount(kind)


def _wrong_stock(measure: Measure) -> Iterator[tuple[str, str]]:
    """Yield where a stock would count what comes in of a matter, and take away what leaves of it."""
    if side := stock_of_some(measure):
        yield (
            side,
            _(
                "A stock of some matters only cannot be counted: a request may leave under another matter than it "
                "came in with. Count the whole stock, and split it by matter on its page."
            ),
        )


def _wrong_units(measure: Measure, kind: Kind) -> Iterator[tuple[str, str]]:
    for side, terms in (("part", measure.part), ("whole", measure.whole)):
        named = sorted({_unit(term, measure) for term in terms} - {units.NUMBER})
        if len(named) > 1:
            yield side, unlike(named)
            return
    expected = units.SHARE if kind in (Kind.SHARE, Kind.CONVERSION) else _one_unit(measure.part, measure)
    if kind is Kind.SHARE and (unlike_sides := _unlike_sides(measure)):
        yield "whole", unlike_sides
    if kind is Kind.MEAN and measure.unit == units.SHARE:
        yield "unit", _("A mean is told in what is added up, not as a share.")
    elif expected and expected not in units.UNITS:
        yield "part", _("These amounts are told in “%(unit)s”, which is no unit of measures.") % {"unit": expected}
    elif expected and measure.unit != expected:
        words = _("These facts give a number of %(expected)s. Write “unit: %(expected)s”.")
        yield "unit", words % {"expected": f"“{expected}”" if expected == units.SHARE else expected}


def _unit(term: Term, measure: Measure) -> str:
    return FACT_TYPES[term.fact].amount_unit if measure.percentile else term.unit


def _one_unit(side: Sequence[Term], measure: Measure) -> str:
    return next((_unit(term, measure) for term in side if _unit(term, measure)), units.NUMBER)


def _unlike_sides(measure: Measure) -> str:
    """Say of a share that its part is no part of its whole; empty where it can be one."""
    part, whole = _one_unit(measure.part, measure), _one_unit(measure.whole, measure)
    if not (part and whole) or part == whole:
        return ""
    words = _("%(part)s is no share of %(whole)s: part and whole are of one unit. For an average write “kind: mean”.")
    return words % {"part": part, "whole": whole}


def unlike(named: Sequence[str]) -> str:
    """Say that numbers of several units were added."""
    words = _(
        "Numbers of %(units)s cannot be added. Heads counted each time and people counted once are not the same; make "
        "a measure of each."
    )
    return words % {"units": _(" and ").join(named)}


def _wrong_once(measure: Measure) -> Iterator[tuple[str, str]]:
    if len(measure.part) > 1:
        yield (
            "part",
            _("What is counted once is counted in one kind of fact: whoever is in two would be counted twice."),
        )
    if measure.unit in units.EACH_TIME:
        words = _("“%(unit)s” counts each time anew. What is counted once is told in another unit, such as 人 or 件.")
        yield "unit", words % {"unit": measure.unit}


def _wrong_formula(measure: Measure) -> Iterator[tuple[str, str]]:
    if measure.expression is None:
        return
    if measure.key in _reached(measure):
        words = _("The formula goes round in a circle: it asks, by way of others, for “%(key)s” itself.")
        yield "expression", words % {"key": measure.key}
    confided = [one.title for one in measure.inputs if touches_confidences(one)]
    if confided:
        words = _("“%(title)s” rests on what residents told in confidence; it is not worked on with.")
        yield "expression", words % {"title": confided[0]}
    yield from _unlike_in_formula(measure)
    for one in _added_up(measure):
        words = _(
            "“%(title)s” does not add up: what is counted once in each, and a percentile, can be neither added to "
            "another number nor taken from one. Declare one measure over all the facts instead."
        )
        yield "expression", words % {"title": one.title}


def _unlike_in_formula(measure: Measure) -> Iterator[tuple[str, str]]:
    of = {one.key: one.unit for one in measure.inputs}
    if measure.expression is None:
        return
    try:
        unit = units.told_in(measure.expression.unit(of))
    except units.UnitsDiffer as differ:
        yield (
            "expression",
            unlike(sorted(set(of.values()) & set(str(differ).split())))
            if "added" in str(differ)
            else _("Numbers with units are not multiplied with each other; only with shares and plain numbers."),
        )
        return
    if unit in units.UNITS and unit != measure.unit:
        words = _("The formula gives a number of %(expected)s. Write “unit: %(expected)s”.")
        yield "unit", words % {"expected": f"“{unit}”" if unit == units.SHARE else unit}


def _reached(measure: Measure) -> set[str]:
    """Return the keys of all measures that one asks for, by way of others too."""
    return {key for one in measure.inputs for key in (one.key, *_reached(one))}


def _added_up(measure: Measure) -> list[Measure]:
    """Return the inputs that are added or taken away although they do not add up."""
    added = measure.expression.added if measure.expression else ()
    return [one for one in measure.inputs if one.key in added and not can_be_added(one)]


def _worth_knowing(measure: Measure) -> Iterator[tuple[str, str]]:
    if measure.kind in CAN_BE_NOUGHT:
        where = "whole" if measure.kind is Kind.SHARE else "part"
        yield where, _("Where nothing of the whole happened there is nothing to divide by: a dash is shown, not 0 %.")
    if measure.kind is Kind.SHARE and not all(_lies_in(term, measure.whole) for term in measure.part):
        yield "part", _("What the part counts need not be in the whole, so this share can go beyond 100 %.")
    if measure.expression and "/" in measure.expression.text:
        words = _("Where what is divided by is nought, a dash is shown. With coalesce(…, 0) it would be a 0.")
        yield "expression", words
    if measure.kind is Kind.DISTINCT:
        yield "once", _("Each month, unit and place counts its own; their numbers do not add up to that of all.")
    if measure.kind is Kind.STATE and not any(term.sign < 0 for term in measure.part):
        yield "part", _("Nothing is taken away, so this stock only grows. Say under “less” what goes out again.")


def _lies_in(term: Term, whole: Sequence[Term]) -> bool:
    return any(one.fact == term.fact and one.where.items() <= term.where.items() for one in whole)


def _run_example(made: Made, measure: Measure) -> None:
    found, said = worked_out(measure), measure.worked.gives
    entry = made.entry("worked").entries.get("gives", made.entry("worked"))
    if found != said:
        words = _("The example gives %(found)s, and not %(said)s. Look at the facts given, or at what is counted.")
        made.found.add(entry, words % {"found": result(found, measure), "said": result(said, measure)}, "worked")
    elif found in (Tally(), Decimal(0)):
        made.found.add(entry, _("The example gives nothing. Choose facts of which some count."), "worked")


def result(value: Tally | Decimal | None, measure: Measure) -> str:
    """Write what an example gives."""
    if value is None:
        return "—"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return f"{value.part}/{value.whole}" if measure.is_share else str(value.part)
