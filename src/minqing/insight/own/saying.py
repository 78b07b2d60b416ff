"""A measure's formula in words, made from the declaration alone, so that it cannot say anything else."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from minqing.ledger.facts import FACT_TYPES, FactType
from minqing.ledger.measures import Kind, Measure
from minqing.ledger.terms import Term

from .columns import column_title, values_of
from .complaining import listed

__all__ = ["formula", "mark_words", "term_words"]

Row = tuple[str, str]
"""What one part of a formula is called, and what it counts."""


def formula(measure: Measure) -> list[Row]:
    """Say how a number comes about, part by part."""
    if measure.expression:
        return [(_("Formula"), measure.expression.text)]
    plus, minus = ([term for term in measure.part if term.sign == sign] for sign in (1, -1))
    if measure.is_share:
        plus, minus = list(measure.part), []
    part = _terms(plus)
    rows = {
        Kind.COUNT: [(_("Number of"), part)],
        Kind.SUM: [(_("Adds up the amounts of"), part)],
        Kind.DISTINCT: [(_once(measure), part)],
        Kind.SHARE: [(_("Part"), part), (_("Whole"), _terms(measure.whole))],
        Kind.MEAN: [(_("Adds up the amounts of"), part), (_("Divides by the number of"), _terms(measure.whole))],
        Kind.PERCENTILE: [*_percentile(measure), (_("Of the amounts of"), part)],
        Kind.STATE: [(_("Everything that came, up to the end"), _plain(plus))],
        Kind.CUMULATIVE: [(_("From the first day of the year"), part)],
        Kind.CONVERSION: [(_("Of these"), _terms(measure.whole)), *_followed(measure)],
    }[measure.kind]
    return rows + ([(_("Takes away"), _plain(minus))] if minus else [])


def _once(measure: Measure) -> str:
    return _("Counts each post once in") if measure.part[0].distinct == "actor" else _("Counts each thing once in")


def _percentile(measure: Measure) -> list[Row]:
    if not measure.percentile:
        return []
    words = _("%(n)s of a hundred do not exceed it; read off steps of %(edges)s")
    edges = listed(measure.percentile.edges, len(measure.percentile.edges))
    return [(_("Percentile"), words % {"n": measure.percentile.percent, "edges": edges})]


def _followed(measure: Measure) -> list[Row]:
    then = measure.part[0].then
    if not then:
        return []
    label = _("Followed within %(n)s working days by") % {"n": then.within_days}
    return [(label, term_words(Term(then.fact, then.where)))]


def _terms(terms: Iterable[Term]) -> str:
    """Write terms one after the other; in a share or a mean some may be taken away, or stand at the end."""
    said = ""
    for term in terms:
        between = (_("; and ") if term.sign > 0 else _("; less ")) if said else ""
        at_end = _(" (all up to the end)") if term.until_end else ""
        said += f"{between}{term_words(term)}{at_end}"
    return said


def _plain(terms: Iterable[Term]) -> str:
    return _("; and ").join(term_words(term) for term in terms)


def term_words(term: Term) -> str:
    """Say which facts count: their title, and under which conditions."""
    kind = FACT_TYPES[term.fact]
    conditions = [_condition(kind, name, wanted) for name, wanted in term.where.items()]
    if term.between:
        conditions.append(_between(term.between))
    said = _("“%(title)s”") % {"title": kind.title}
    return (
        _("%(facts)s with %(conditions)s") % {"facts": said, "conditions": listed(conditions)} if conditions else said
    )


def _condition(kind: FactType, name: str, wanted: object) -> str:
    titles = values_of(kind.columns[name])
    numbers = [wanted] if isinstance(wanted, int) else list(wanted)  # type: ignore[call-overload]  # told apart
    return mark_words(name, [titles.get(int(number), str(number)) for number in numbers])


def mark_words(name: str, values: Iterable[str]) -> str:
    """Say which values a column has."""
    return _("%(column)s: %(values)s") % {"column": column_title(name), "values": listed(values)}


def _between(between: tuple[int | None, int | None]) -> str:
    low, high = between
    if low is None:
        return _("amount below %(high)s") % {"high": high}
    if high is None:
        return _("amount from %(low)s") % {"low": low}
    return _("amount from %(low)s to below %(high)s") % {"low": low, "high": high}
