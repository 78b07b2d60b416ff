"""
Why a thing of one floor cannot go yet: floors above say what still hangs on it.

The floor that closes a thing knows nobody above it. Each module puts its reasons here when the house starts, and the
verb that closes asks for them.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

__all__ = ["Reasons", "holds_on", "offer_holds"]

Reasons = Callable[[str], Sequence[Any]]
"""Asked with the thing's path: one sentence for each kind of thing that hangs on it, how many, and where it can go."""

_HOLDS: dict[tuple[str, str], Reasons] = {}


def offer_holds(thing: str, name: str, reasons: Reasons) -> None:
    """
    Put reasons against closing a kind of thing on the list.

    :param thing: e.g. ``organisation``.
    :param name: who gives them, e.g. ``cases``.
    :raises ValueError: if the name is taken.
    """
    if _HOLDS.setdefault((thing, name), reasons) is not reasons:
        raise ValueError(f"holds {name!r} on {thing!r} are offered twice")


def holds_on(thing: str, path: str) -> Iterator[str]:
    """Say what still hangs on one thing, a sentence each; nothing where nothing does."""
    for (kind, _name), reasons in sorted(_HOLDS.items()):
        if kind == thing:
            yield from (str(sentence) for sentence in reasons(path))
