"""Stocks of some matters only: what nobody can count by what came in and what left."""

from minqing.ledger.measures import Measure
from minqing.ledger.stocks import stock_of

CHANGING = "matter"
"""The mark that may say something else when something leaves than when it came in."""


def stock_of_some(measure: Measure) -> str:
    """
    Tell where a measure would count what comes in of a matter, and take away what leaves of it.

    A request may leave under another matter than it came in with, so the difference is nothing that stands.

    :return: "part" or "whole"; "" where it counts no such stock.
    :source: ADR 0084.
    """
    sides = (("part", measure.part), ("whole", measure.whole))
    return next((side for side, terms in sides if any(CHANGING in term.where for term in stock_of(terms))), "")
