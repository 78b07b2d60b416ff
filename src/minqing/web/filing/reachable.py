"""The places for which one post may file for somebody: offered by name, found by a piece of it."""

from dataclasses import dataclass
from typing import Any, Self

from django.utils.translation import gettext as _

from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.territory import queries as territory
from minqing.web.choices import place_choices

__all__ = ["MANY", "OutOfReach", "Reachable"]

MANY = 20
"""From so many places on a name is typed, and places are suggested, instead of chosen from a list."""
TOWNSHIP = 2
"""How many levels a township's path has."""
NAMED = 5
"""How many places a sentence names at most."""


class OutOfReach(Refused):
    """No place, more than one, or one outside the post's reach is meant."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """
    The places within a post's reach, and the others only to name them.

    :param offered: path → name of each place for which the post may file, in the order of codes: townships and
        villages, or the grid cells of a post whose reach is no wider.
    :param others: path → name of the divisions outside its reach.
    """

    offered: dict[str, str]
    others: dict[str, str]

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """Sort the county's places by whether a post may file there; one query, and only for grid cells."""
        names = _names()
        offered = {path: name for path, name in names.items() if _may(actor, path)}
        if not offered:
            cells = [grant.place_path for grant in actor.reach("cases.file") if _may(actor, grant.place_path)]
            offered = dict(sorted(territory.full_names(cells).items())) if cells else {}
        return cls(offered, {path: name for path, name in names.items() if path not in offered})

    @property
    def only(self) -> str:
        """The path of the one place there is; empty where one has to be chosen."""
        return next(iter(self.offered)) if len(self.offered) == 1 else ""

    @property
    def own(self) -> str:
        """The name of that one place."""
        return self.offered.get(self.only, "")

    @property
    def is_long(self) -> bool:
        """Whether a name is typed rather than chosen."""
        return len(self.offered) > MANY

    def nearest(self, *paths: str) -> str:
        """
        Return the first of several places, or the nearest one above it, that is offered; empty for none.

        A township is none: most requests are about one of its villages, and a wrong place once filled in stays.
        """
        for path in paths:
            above = [one for one in self.offered if path.startswith(one) and one.count("/") > TOWNSHIP]
            if above:
                return max(above, key=len)
        return self.only

    def meant(self, text: str) -> str:
        """
        Return the path of the place that somebody means who sends a path, or types a name or a piece of it.

        :raises OutOfReach: in words, where it is none of those offered, or more than one.
        """
        said = "".join(text.split())
        if said in self.offered:
            return said
        found = _called(said, self.offered)
        if len(found) == 1:
            return found[0]
        if found:
            words = _("More than one place has that in its name: %(places)s. Type more of it, or the township as well.")
            raise OutOfReach(words % {"places": _listed([self.offered[path] for path in found])})
        raise OutOfReach(self._none(said))

    def _none(self, said: str) -> str:
        outside = [said] if said in self.others else _called(said, self.others)
        if len(outside) != 1:
            return _("No place of that name is within your reach. Type another piece of its name.")
        words = _("You may not file for %(place)s, only for %(own)s. Let an office there take it, or the county's.")
        return words % {"place": self.others[outside[0]], "own": _listed(list(self.offered.values()))}


def _may(actor: Actor, path: str) -> bool:
    return actor.may("cases.file", org_path=actor.org_path, place_path=path)


def _names() -> dict[str, str]:
    """Name townships by themselves and villages behind their township."""
    plain = {path: name.strip("　") for path, name in place_choices()}
    return {path: f"{plain.get(_above(path), '')} {name}".strip() for path, name in plain.items()}


def _above(path: str) -> str:
    return path.rstrip("/").rpartition("/")[0] + "/"


def _called(said: str, places: dict[str, str]) -> list[str]:
    """Find the places whose own name it is, or else whose name, with its township, holds it."""
    if not said:
        return []
    whole = [path for path, name in places.items() if said in (name.split()[-1], "".join(name.split()))]
    return whole or [path for path, name in places.items() if said in "".join(name.split())]


def _listed(names: list[str]) -> str:
    shown = _(", ").join(names[:NAMED])
    more: Any = _("%(places)s and others")
    return str(more % {"places": shown}) if len(names) > NAMED else shown
