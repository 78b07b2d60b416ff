"""Below what the board is drawn for a reader, what stands below that, and what is like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from minqing.directory import queries as directory
from minqing.insight.permissions import READ
from minqing.kernel.access import Actor, Grant
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.ledger.reckoning import TREES
from minqing.ledger.rolls.scopes import Scope
from minqing.territory import queries as territory


@dataclass(frozen=True, slots=True)
class Reach:
    """
    Below which unit and which place everything is counted.

    :param by: the tree in which it is one node, ``org_path`` or ``place_path``.
    :param below: path → name of what stands directly below it, in the order of the tree.
    :param likes: the paths of what is like it: of a county its townships, of a unit or place those beside it.
    """

    org_path: str
    place_path: str
    by: str
    name: str
    below: Mapping[str, str] = field(default_factory=dict)
    likes: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Return its own node."""
        return self.org_path if self.by == "org_path" else self.place_path

    @property
    def is_unit(self) -> bool:
        """Tell whether it is a unit: requests come in at intake, and a unit is given them."""
        return self.by == "org_path"

    @property
    def own(self) -> Scope:
        """Return its own node as a scope."""
        return Scope(self.org_path, self.place_path, TREES[self.by], (self.path,))

    @property
    def around(self) -> Scope | None:
        """Return what stands below it and what is like it as one scope; None where there is neither."""
        paths = tuple(dict.fromkeys((*self.below, *self.likes)))
        if not paths:
            return None
        above = self.path if not self.likes or self.path.count("/") == 1 else _parent(self.path)
        org, place = (above, self.place_path) if self.is_unit else (self.org_path, above)
        return Scope(org, place, TREES[self.by], paths)


def widest_grant(actor: Actor) -> Grant:
    """
    Return the grant below which the board is drawn.

    :raises NotAllowed: if the actor may not see it anywhere.
    """
    grants = actor.reach(READ)
    if not grants:
        raise NotAllowed
    return min(grants, key=lambda grant: (len(grant.org_path), len(grant.place_path)))


def reach_of(actor: Actor) -> Reach:
    """
    Return what the board is drawn for.

    :raises NotAllowed: see :func:`widest_grant`.
    """
    grant = widest_grant(actor)
    if grant.org_path.count("/") > 1:
        return _of_unit(grant)
    return _of_place(grant)


def _of_unit(grant: Grant) -> Reach:
    """A unit bounded by a place as well is counted fact by fact, and compared with nothing."""
    path, parent = grant.org_path, _parent(grant.org_path)
    units = directory.organisation_tree(parent)
    kinds = {unit.path: unit.kind for unit in units}
    names = {unit.path: unit.name for unit in units}
    bounded = grant.place_path.count("/") > 1
    beside = (one for one in kinds if _parent(one) == parent and one != path and kinds[one] == kinds.get(path))
    return Reach(
        org_path=path,
        place_path=grant.place_path,
        by="org_path",
        name=names.get(path, path),
        below=_children(path, names),
        likes=() if bounded else tuple(beside),
    )


def _of_place(grant: Grant) -> Reach:
    path = grant.place_path
    places = territory.divisions()
    names = {place.path: place.name for place in places}
    depth = path.count("/")
    beside = (one for one in names if one.count("/") == depth and _parent(one) == _parent(path) and one != path)
    return Reach(
        org_path=grant.org_path,
        place_path=path,
        by="place_path",
        name=names.get(path) or _name(path),
        below=_children(path, names),
        likes=tuple(_children(path, names)) if depth == 1 else tuple(beside),
    )


def _children(path: str, names: Mapping[str, str]) -> dict[str, str]:
    return {one: names[one] for one in _sorted(names) if _parent(one) == path}


def _sorted(paths: Iterable[str]) -> list[str]:
    return sorted(paths)


def _parent(path: str) -> str:
    return path[: path.rstrip("/").rfind("/") + 1]


def _name(path: str) -> str:
    try:
        return territory.place(path).name
    except NotFound:
        return path
