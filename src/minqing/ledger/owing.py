"""Who is owed something because of a fact: the registry of notices and reactions, and the rows of the outbox."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from minqing.kernel.making import made

from .models import Delivery, Fact
from .records import FactView
from .writing import write_deliveries

Recipe = Callable[[FactView, datetime], None]


@dataclass(frozen=True, slots=True)
class Registered:
    """A recipe under its name; urgent ones go before all others."""

    name: str
    run: Recipe
    urgent: bool


RECIPES: dict[str, Registered] = {}
_BY_KIND: dict[str, list[Registered]] = {}


def delivers(*kinds: str, name: str, urgent: bool = False) -> Callable[[Recipe], Recipe]:
    """
    Register a notice or reaction for kinds of fact.

    The function is called as ``recipe(fact, at)`` by the worker, at least once for each fact; it must tolerate
    repetition. It runs outside a transaction; a reaction is a ``@recorded`` verb of its own.

    :param name: ``module.tell_whom`` or ``module.do_what``; stays for ever, rows refer to it.
    :raises ValueError: if another function holds the name.
    """

    def register(recipe: Recipe) -> Recipe:
        entry = Registered(name, recipe, urgent)
        if RECIPES.setdefault(name, entry).run is not recipe:
            raise ValueError(f"recipe {name!r} is registered twice")
        for kind in kinds:
            _BY_KIND.setdefault(kind, []).append(entry)
        return recipe

    return register


def recipes_for(kind: str) -> tuple[Registered, ...]:
    """Return what is owed after a kind of fact, in the order of registering; empty for nothing."""
    return tuple(_BY_KIND.get(kind, ()))


def owe(facts: Iterable[Fact]) -> None:
    """Write what is owed because of facts, in the facts' own transaction. Reversals owe nothing."""
    write_deliveries(
        made(
            Delivery,
            fact_id=fact.pk,
            recipe=entry.name,
            urgent=entry.urgent,
            owed_since=fact.happened_at,
            not_before=fact.happened_at,
        )
        for fact in facts
        if not fact.reverses
        for entry in recipes_for(fact.kind)
    )
