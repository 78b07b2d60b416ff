"""Declaring measures: what is wrong with one is said at once, before anybody reads a number from it."""

from collections.abc import Iterator, Mapping, Sequence

from . import units
from .facts import FACT_TYPES
from .lines import LONGEST_KEY
from .measures import MEASURES, Kind, Measure
from .terms import Term

LONGEST = 250
"""Working days of a year: what follows later follows from something else."""


class MeasureRefused(ValueError):
    """A measure cannot be declared as it is; the text says why."""


def declare_measures(*measures: Measure) -> None:
    """
    Put measures into the registry.

    :raises MeasureRefused: if a key is taken or something is wrong with a declaration.
    """
    for measure in measures:
        refuse_faulty(measure, MEASURES)
        MEASURES[measure.key] = measure


def refuse_faulty(measure: Measure, known: Mapping[str, Measure]) -> None:
    """
    Look a declaration through.

    :param known: the measures that are declared already; a derived one may ask for these only, so none can go round.
    :raises MeasureRefused: with everything that is wrong with it.
    """
    found = list(faults(measure, known))
    if found:
        raise MeasureRefused(f"measure {measure.key!r}: " + "; ".join(found))


def faults(measure: Measure, known: Mapping[str, Measure]) -> Iterator[str]:
    """Yield what is wrong with a declaration, one sentence each."""
    if known.get(measure.key, measure) is not measure:
        yield "it is declared twice"
    if measure.unit not in units.UNITS:
        yield f"{measure.unit!r} is no unit"
    if measure.expression:
        yield from _of_expression(measure, known)
        return
    undeclared = [term for term in (*measure.part, *measure.whole) if not _is_declared(term)]
    yield from (f"{term.fact!r} or its columns are not declared" for term in undeclared)
    if not undeclared:
        yield from _of_counted(measure)


def _is_declared(term: Term) -> bool:
    asked = [(term.fact, term.where), *([(term.then.fact, term.then.where)] if term.then else [])]
    kinds = [(FACT_TYPES.get(key), where) for key, where in asked]
    return all(kind is not None and not set(where) - set(kind.columns) for kind, where in kinds)


def _of_counted(measure: Measure) -> Iterator[str]:
    if not measure.part:
        yield "it counts nothing"
    if measure.unit == units.SHARE and not measure.whole:
        yield "a share needs a whole"
    for term in measure.terms:
        if term.is_confided and (term.until_end or term.sums or not measure.is_share):
            yield "what is confided is told as a share of a month's facts"
    yield from _of_units(measure)
    if not measure.adds_up:
        yield from _of_distinct(measure)
    for term in measure.terms:
        yield from _of_conversion(term)
    if any(len(term.line.key) > LONGEST_KEY for term in measure.terms):
        yield f"the names of its lines have more than {LONGEST_KEY} letters: ask for fewer values of a mark"


def _of_conversion(term: Term) -> Iterator[str]:
    if term.then is None:
        return
    if not 0 <= term.then.within_days <= LONGEST:
        yield f"what follows comes within 0 to {LONGEST} working days"
    if term.sums or term.distinct:
        yield "of what was followed the facts are counted, neither their amounts nor whose they are"
    if any(FACT_TYPES[key].confided for key in term.kinds):
        yield "what is confided is not told by what followed"


def _of_distinct(measure: Measure) -> Iterator[str]:
    for side in (measure.part, measure.whole):
        once = [term for term in side if term.distinct]
        if once and (len(side) > 1 or once[0].sign != 1):
            yield "what is counted once can be neither added to anything nor taken away"
        if any(term.sums for term in once):
            yield "amounts are added up over facts, not over what is counted once"
        if {term.distinct for term in once} - {"subject", "actor"}:
            yield "only subjects or actors are counted once"
        if any(FACT_TYPES[term.fact].confided for term in once):
            yield "what is confided is not counted by who it is about"
    if measure.percentile:
        yield "a percentile is read off facts, not off what is counted once"
    if measure.kind is Kind.DISTINCT and measure.unit in units.EACH_TIME:
        yield f"what is counted once is not told in {measure.unit}"


def _of_units(measure: Measure) -> Iterator[str]:
    try:
        part, whole = _unit(measure.part), _unit(measure.whole)
    except units.UnitsDiffer as differ:
        yield str(differ)
        return
    is_share = measure.kind in (Kind.SHARE, Kind.CONVERSION)
    if is_share and part and whole and part != whole:
        yield f"{part} is no share of {whole}"
    expected = units.SHARE if is_share else _amount(measure) if measure.percentile else part
    if expected and measure.unit != expected:
        yield f"its facts give {expected}, not {measure.unit}"


def _unit(terms: Sequence[Term]) -> str:
    return units.same({term.unit for term in terms})


def _amount(measure: Measure) -> str:
    """Return the unit of the amounts that a percentile is read off."""
    return units.same({FACT_TYPES[term.fact].amount_unit for term in measure.part})


def _of_expression(measure: Measure, known: Mapping[str, Measure]) -> Iterator[str]:
    if measure.part or measure.whole or measure.expression is None:
        yield "an expression has no terms of its own"
        return
    missing = sorted(measure.expression.keys - known.keys())
    if not measure.expression.keys:
        yield "its expression asks for no measure"
    if missing:
        yield f"it asks for {', '.join(missing)}, which is not declared before it"
        return
    try:
        unit = measure.expression.unit({key: known[key].unit for key in measure.expression.keys})
    except units.UnitsDiffer as differ:
        yield str(differ)
        return
    expected = units.told_in(unit)
    if expected in units.UNITS and expected != measure.unit:
        yield f"its expression gives {expected}, not {measure.unit}"
    for key in sorted(one for one in measure.expression.added if not can_be_added(known[one])):
        yield f"{key} does not add up, and can be neither added to anything nor taken away"
    if any(known[key].is_confided for key in measure.expression.keys):
        yield "what is confided is not worked on with"


def can_be_added(measure: Measure) -> bool:
    """Tell whether an expression may add a number to others: not what is counted once in each, nor what is read off."""
    if measure.expression:
        carried = measure.expression.carried
        return all(can_be_added(one) for one in measure.inputs if one.key in carried)
    return measure.kind not in (Kind.DISTINCT, Kind.PERCENTILE)
