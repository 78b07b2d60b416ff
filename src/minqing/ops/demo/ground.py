"""The demo county's places: divisions, grid cells, lanes, households as doors, and their cards."""

import csv
import io
import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from minqing.kernel.access import Actor
from minqing.kernel.times import day_of
from minqing.territory import queries, service
from minqing.territory.records import PlaceView
from minqing.territory.shapes.service import Terms, load_shapes

from .borders import LICENCE, SOURCE, invented_shapes
from .texts import TOWN, VILLAGE

DIVISIONS = Path(__file__).parent / "data" / "divisions.csv"
CELLS, HOUSEHOLDS = 400, 2000
BUILDINGS = ("1号楼", "2号楼", "3号楼", "5号楼", "6号楼")
COUNTY = "139901/"


@dataclass(frozen=True, slots=True)
class Ground:
    """Where things happen: villages in order of their codes, and the doors of each."""

    villages: tuple[PlaceView, ...]
    doors: dict[str, tuple[str, ...]]
    buildings: dict[str, tuple[str, ...]]

    def is_town(self, village: str) -> bool:
        """Tell whether a path is that of a community rather than of a village."""
        return int(village.split("/")[2]) < 200


def lay_ground(*, actor: Actor, at: datetime, rng: random.Random) -> Ground:
    """Load the divisions, draw the grid, register lanes and doors, issue and post the cards."""
    service.load_divisions(data=DIVISIONS.read_bytes(), actor=actor, at=at)
    villages = queries.places_under(COUNTY, "village")
    terms = Terms(valid_from=day_of(at), source=SOURCE, licence=LICENCE)
    load_shapes(data=invented_shapes(villages), terms=terms, actor=actor, at=at)
    service.import_grid_cells(data=_cells(villages), actor=actor, at=at)
    cells = queries.places_under(COUNTY, "grid_cell")
    service.import_households(data=_doors(cells, rng), actor=actor, at=at)
    for village in villages:
        service.issue_cards(village_path=village.path, actor=actor, at=at)
        if rng.random() < 0.85:
            service.mark_village_posted(village_path=village.path, actor=actor, at=at)
    return ground_as_laid()


def ground_as_laid() -> Ground:
    """Find the places again, from the territory."""
    return Ground(queries.places_under(COUNTY, "village"), _by_village("household"), _by_village("building"))


def _by_village(kind: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for place in queries.places_under(COUNTY, kind):
        found.setdefault("/".join(place.path.split("/")[:3]) + "/", []).append(place.path)
    return {village: tuple(paths) for village, paths in found.items()}


def _cells(villages: Sequence[PlaceView]) -> bytes:
    """Five cells in each community, three or four in each village, four hundred in all."""
    towns = [village for village in villages if village.name.endswith("社区")]
    left = CELLS - 5 * len(towns)
    rural = [village for village in villages if not village.name.endswith("社区")]
    extra = left - 3 * len(rural)
    rows = [(village, 5) for village in towns]
    rows += [(village, 3 + (index < extra)) for index, village in enumerate(rural)]
    return _csv(
        ("村代码", "序号", "网格名称", "范围"),
        ((village.code, serial, f"第{serial}网格", "") for village, count in rows for serial in range(1, count + 1)),
    )


def _doors(cells: Sequence[PlaceView], rng: random.Random) -> bytes:
    """Five doors in each cell, along one lane or in one building."""
    rows: list[tuple[str, str, str]] = []
    for index, cell in enumerate(cells):
        in_town = int(cell.path.split("/")[2]) < 200
        lane = rng.choice(BUILDINGS if in_town and rng.random() < 0.6 else (TOWN if in_town else VILLAGE)["lane"])
        doors = HOUSEHOLDS // len(cells) + (index < HOUSEHOLDS % len(cells))
        first = rng.randint(1, 30)
        rows += [(cell.code, lane, f"{first + number}号") for number in range(doors)]
    return _csv(("网格代码", "街巷楼栋", "门牌"), rows)


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue().encode()
