"""
What one edge offers to the pages of another: a list to show and verbs to do.

The edges do not import each other. Each puts its counters here when the house starts, and pages are drawn from them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .verbs import Verb


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter: ``rows(actor, …)`` returns frozen records within reach, or one of them; the verbs lie by key."""

    rows: Callable[..., Any]
    verbs: Mapping[str, Verb]


COUNTERS: dict[str, Counter] = {}


def offer_counter(name: str, counter: Counter) -> None:
    """
    Put a counter where pages find it.

    :raises ValueError: if the name is taken.
    """
    if COUNTERS.setdefault(name, counter) is not counter:
        raise ValueError(f"counter {name!r} is offered twice")
