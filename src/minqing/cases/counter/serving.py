"""Whose counter has the three functions, which one was chosen, and writing it down beside a new request."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Channel
from minqing.cases.steps import Act
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused

from .codes import Function

__all__ = ["UnableToServe", "has_functions", "read_function", "serve"]

TOWNSHIP = 2
"""How many levels the path of a township's place has."""


class UnableToServe(Refused):
    """This function cannot be chosen here; the message says why."""


def has_functions(actor: Actor) -> bool:
    """Tell whether a post sits at a township's counter: it files for townships, and for nothing wider or narrower."""
    files = actor.reach("cases.file")
    return bool(files) and all(grant.place_path.count("/") == TOWNSHIP for grant in files)


def read_function(word: str, channel: Channel, actor: Actor) -> Function | None:
    """
    Read the function that a township's post chose; None where none was.

    :param word: ``service``, ``approval`` or ``management``; empty for none.
    :raises UnableToServe: if it is unknown, nobody stood at a counter, or this post sits at no township's counter.
    """
    if not word:
        return None
    if word.upper() not in Function.__members__:
        raise UnableToServe(_("Choose approval, service or management."), field="function")
    if channel != Channel.COUNTER or not has_functions(actor):
        raise UnableToServe(_("Only a township's counter has three functions. Leave it open."), field="function")
    return Function[word.upper()]


def serve(act: Act, function: Function) -> None:
    """Write down which function was asked for; a hand-over stands in the request's history, for everybody to read."""
    fact = act.fact("case.counter_served", org_path=act.actor.org_path, function=function)
    if function != Function.SERVICE:
        act.tell(fact, code=function.name.lower())
