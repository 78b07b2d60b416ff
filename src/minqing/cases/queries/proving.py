"""Who may have a fact proved: whoever may open figures where it lies; what residents confided, oversight alone."""

from uuid import UUID

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.ledger import queries as ledger
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.records import FactView

from .told import sees_who_rated

OPENS = ("ledger.read", "cases.oversee")


def fact_to_prove(fact_id: UUID, *, actor: Actor) -> FactView:
    """
    Return a fact whose bytes the actor may see.

    :raises NotFound: if it is absent or out of reach.
    :raises Confided: if residents confided it and the actor is not oversight there.
    """
    found = ledger.fact(fact_id)
    paths = {"org_path": found.org_path, "place_path": found.place_path}
    if not any(actor.may(name, **paths) for name in OPENS):
        raise NotFound
    if FACT_TYPES[found.kind].confided and not sees_who_rated(actor, **paths):
        raise ledger.Confided
    return found
