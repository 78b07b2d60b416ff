"""Below what the board is drawn for a reader, what stands below that, and what is like it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from minqing.directory import queries as directory
from minqing.insight.permissions import READ
from minqing.kernel.access import Actor, Grant, covers
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.ledger.reckoning import TREES
from minqing.ledger.rolls.scopes import Scope
from minqing.territory import queries as territory

VILLAGE: Final = 3
OPENED: Final = ("county", "township", "village", "grid_cell")
"""What may be opened: nothing that is smaller than a grid cell."""
LONGEST: Final = 120


@dataclass(frozen=True, slots=True)
class Reach:
    """
    Below which unit and which place everything is counted.

    :param by: the tree in which it is one node, ``org_path`` or ``place_path``.
    :param below: path → name of what stands directly below it, in the order of the tree.
    :param likes: the paths of what is like it: of a county its townships, of a unit or place those beside it.
    :param way: path → name from the reader's own reach down to it, itself the last.
    """

    org_path: str
    place_path: str
    by: str
    name: str
    below: Mapping[str, str] = field(default_factory=dict)
    likes: tuple[str, ...] = ()
    way: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_opened(self) -> bool:
        """Tell whether it lies below the reader's own: then small numbers are hidden."""
        return len(self.way) > 1

    @property
    def kind(self) -> str:
        """Return whom it is for: ``leader``, ``township`` or ``unit``."""
        if self.is_unit:
            return "unit"
        return "leader" if self.place_path.count("/") == 1 else "township"

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

    def by_place(self, places: Iterable[str]) -> Scope:
        """Return it split by places: of a unit counted fact by fact, for cells know no unit in a place."""
        return Scope(self.org_path, self.place_path, TREES["place_path"], tuple(places))


def widest_grant(actor: Actor) -> Grant:
    """
    Return the grant below which the board is drawn.

    :raises NotAllowed: if the actor may not see it anywhere.
    """
    grants = actor.reach(READ)
    if not grants:
        raise NotAllowed
    return min(grants, key=lambda grant: (len(grant.org_path), len(grant.place_path)))


def reach_of(actor: Actor, at: str = "") -> Reach:
    """
    Return what the board is drawn for.

    :param at: a place or unit below the reader's own reach; "" for the reach itself.
    :raises NotAllowed: see :func:`widest_grant`.
    :raises NotFound: if there is none, or it is out of reach.
    """
    grant = widest_grant(actor)
    own = _of_unit(grant) if grant.org_path.count("/") > 1 else _of_place(grant)
    if at in {"", own.path}:
        return replace(own, way={own.path: own.name})
    below = _below(grant, own, at)
    return replace(below, way=_way(own, below))


def _below(grant: Grant, own: Reach, at: str) -> Reach:
    """Open a unit to the head of a unit, and a place or a unit to whoever sees the county."""
    if "\0" in at or len(at) > LONGEST:
        raise NotFound
    in_county = grant.org_path.count("/") == grant.place_path.count("/") == 1
    if covers(grant.org_path, at) and (own.is_unit or in_county) and directory.organisations([at]):
        return _of_unit(Grant(grant.permission, at, grant.place_path))
    if own.is_unit or not covers(grant.place_path, at):
        raise NotFound
    if territory.place(at).kind not in OPENED:
        raise NotFound
    return _of_place(Grant(grant.permission, grant.org_path, at))


def _way(own: Reach, below: Reach) -> dict[str, str]:
    """Name each step between two reaches; from a county to a unit there are no places between."""
    path, steps = below.path, [below.path]
    while (path := _parent(path)) and path.startswith(own.path) and path != own.path:
        steps.append(path)
    names = territory.full_names(steps) if below.by == "place_path" else _names_of_units(steps)
    last = {one: names.get(one, one).rpartition(" ")[2] for one in reversed(steps)}
    return {own.path: own.name} | last


def _names_of_units(paths: Iterable[str]) -> dict[str, str]:
    return {path: unit.name for path, unit in directory.organisations(paths).items()}


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
    below = _places_below(path, names)
    return Reach(
        org_path=grant.org_path,
        place_path=path,
        by="place_path",
        name=names.get(path) or _name(path),
        below=below,
        likes=tuple(below) if depth == 1 else tuple(beside),
    )


def places_of(reach: Reach) -> Mapping[str, str]:
    """Return what is drawn on the map: of a place what stands below, of a unit the places of its reach: path → name."""
    if not reach.is_unit:
        return reach.below
    return _places_below(reach.place_path, {place.path: place.name for place in territory.divisions()})


def _places_below(path: str, names: Mapping[str, str]) -> dict[str, str]:
    """Return what stands directly below a place, of a village its grid cells: path → name, in the order of the tree."""
    return _cells_of(path) if path.count("/") == VILLAGE else _children(path, names)


def _cells_of(village: str) -> dict[str, str]:
    return {one.path: one.name for one in territory.places_under(village, "grid_cell")}


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
