"""
What an own measure never counts: kinds of fact that hold what residents told in confidence, and those around them.

That a report of pressure was taken up says that there was one, and how many were asked and did not answer says how many
did. So the whole family of a confided kind is left to the fixed rules that tell it.

:source: ADR 0064, ADR 0070.
"""

from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.measures import Measure

__all__ = ["is_kept", "touches_confidences"]


def is_kept(kind: str) -> bool:
    """Tell whether a kind of fact is left to fixed rules: it, or another of its family, is confided."""
    return _family(kind) in {_family(one.key) for one in FACT_TYPES.values() if one.confided}


def touches_confidences(measure: Measure) -> bool:
    """Tell whether a measure counts facts that are left to fixed rules; it is then not worked on with."""
    return any(is_kept(kind) for kind in measure.kinds)


def _family(kind: str) -> str:
    return kind.partition(".")[0]
