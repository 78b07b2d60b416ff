"""The ground of one post: the cells it answers for, and the doors in them with what is missing there."""

from dataclasses import dataclass
from typing import Self

from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.territory import queries as territory
from minqing.territory.records import DoorLine

__all__ = ["Ground", "Lane", "lanes_of"]

DEEP = 3
"""How many levels the path of a village has; a wider reach is no ground of one worker."""


@dataclass(frozen=True, slots=True)
class Ground:
    """
    Where a worker is at home.

    :param places: path → name of the villages or cells the post answers for, in their order.
    :param cells: path → name of the grid cells in them.
    """

    places: dict[str, str]
    cells: dict[str, str]

    @classmethod
    def of(cls, actor: Actor) -> Self:
        """Take the appointments of the post, or else what its right to file reaches, if that is no wider."""
        paths = [path for path in directory.places_answered(actor.ref.id, "grid_worker") if _may(actor, path)]
        paths = paths or [grant.place_path for grant in actor.reach("cases.file")]
        own = sorted({path for path in paths if path.count("/") >= DEEP})
        names = territory.full_names(own)
        cells = {one.path: one.name for path in own for one in territory.places_under(path, "grid_cell")}
        return cls({path: _short(names[path]) for path in own if path in names}, cells)

    @property
    def named(self) -> str:
        """All of it in one line."""
        return "、".join(self.places.values())

    def __bool__(self) -> bool:
        return bool(self.places)


@dataclass(frozen=True, slots=True)
class Lane:
    """
    The doors of one lane, in the order in which one walks.

    :param doors: each with whether somebody is named as its contact.
    """

    path: str
    name: str
    doors: tuple[tuple[DoorLine, bool], ...]

    @property
    def missing(self) -> int:
        """Doors at which a card is not posted, or for which nobody is named."""
        return sum(door.card != "posted" or not named for door, named in self.doors)


def lanes_of(path: str, cells: dict[str, str]) -> tuple[Lane, ...]:
    """Group the doors below a place by lane; doors in no lane stand under their cell's name."""
    named = directory.with_contact(path)
    groups: dict[str, list[DoorLine]] = {}
    for door in territory.doors_of(path):
        groups.setdefault(door.parent_path, []).append(door)
    return tuple(
        Lane(
            parent,
            doors[0].lane or cells.get(parent, ""),
            tuple((door, door.path in named) for door in sorted(doors, key=lambda one: as_walked(one.name))),
        )
        for parent, doors in groups.items()
    )


def as_walked(name: str) -> tuple[int, str]:
    """Let 9号 stand before 10号."""
    digits = "".join(letter for letter in name if letter.isdecimal())
    return (int(digits[:9]) if digits else 0, name)


def _may(actor: Actor, path: str) -> bool:
    return actor.may("cases.file", org_path=actor.org_path, place_path=path)


def _short(full_name: str) -> str:
    """Leave the county out: it is hers in any case."""
    return full_name.split(" ", 1)[-1]
