"""What a measure of a pivot is, in words and as a formula: printed with every copy."""

from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import Measure
from minqing.ledger.terms import Term

from .records import Defined


def defined(measure: Measure) -> Defined:
    """Return what a measure asks, counts and hides."""
    return Defined(
        key=measure.key,
        title=measure.title,
        question=measure.question,
        unit=measure.unit,
        kind=str(measure.kind),
        formula=formula(measure),
        counts=measure.counts,
        misleads=measure.misleads,
        adds_up=measure.adds_up and str(measure.kind) in {"count", "sum"},
        definition=definition_hash(measure),
    )


def formula(measure: Measure) -> str:
    """
    Write the formula with the kinds of fact that it counts and their columns.

    >>> from minqing.ledger.measures import MEASURES
    >>> formula(MEASURES["cases.due_closed"])
    '[case.due d1=0] ÷ [case.due]'
    """
    if measure.expression:
        return measure.expression.text
    part = _side(measure.part)
    if measure.percentile:
        return f"P{measure.percentile.percent}({part})"
    if not measure.whole:
        return part
    whole = _side(measure.whole)
    return f"{_bracketed(part, measure.part)} ÷ {_bracketed(whole, measure.whole)}"


def _bracketed(text: str, terms: tuple[Term, ...]) -> str:
    return f"({text})" if len(terms) > 1 else text


def _side(terms: tuple[Term, ...]) -> str:
    said = "".join(f" {'+' if term.sign > 0 else '−'} {_term(term)}" for term in terms)
    return said.removeprefix(" + ").strip()


def _term(term: Term) -> str:
    until = "→" if term.until_end else "↦" if term.since_year else ""
    return f"{'Σ' if term.sums else ''}{until}[{term.line.key}]"
