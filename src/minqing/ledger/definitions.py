"""
The hash of a measure's definition: whoever keeps it with a number can show later by which rule it was counted.

Titles and explanations are not part of it: a better sentence changes no number.
"""

import hashlib
from typing import Any

from .canonical import canonical_json
from .measures import Measure
from .terms import Term

__all__ = ["definition", "definition_hash"]


def definition(measure: Measure) -> dict[str, Any]:
    """Return all that a number depends on, of an expression also the definitions that it asks for."""
    said: dict[str, Any] = {"key": measure.key, "kind": str(measure.kind), "unit": measure.unit}
    if measure.expression:
        inputs = {one.key: definition_hash(one) for one in measure.inputs}
        return said | {"expression": measure.expression.text, "inputs": inputs}
    if measure.percentile:
        said |= {"percent": measure.percentile.percent, "edges": list(measure.percentile.edges)}
    return said | {"part": [_term(term) for term in measure.part], "whole": [_term(term) for term in measure.whole]}


def definition_hash(measure: Measure) -> str:
    """Return SHA-256 over the definition in canonical JSON."""
    return hashlib.sha256(canonical_json(definition(measure)).encode()).hexdigest()


def _term(term: Term) -> list[Any]:
    days = "until_end" if term.until_end else "since_year" if term.since_year else "period"
    return [term.line.key, term.sign, days, "amount" if term.sums else "facts"]
