"""Counties for tests: actors, the real code tables, and a small invented village with doors."""

from datetime import date
from pathlib import Path

import minqing.territory
from minqing.kernel.access import Actor, Grant
from minqing.kernel.ref import Ref
from minqing.kernel.times import at_local
from minqing.territory import service
from minqing.territory.records import PlaceView

DATA = Path(minqing.territory.__file__).parent / "data"
GAOYI = DATA / "divisions_gaoyi.csv"
QINGLONG = DATA / "divisions_qinglong.csv"
AT = at_local(date(2026, 9, 2), 10)
LATER = at_local(date(2026, 9, 3), 10)
COUNTY, TOWN, VILLAGE = "139901/", "139901/101/", "139901/101/203/"
NEIGHBOUR = "139901/102/"

QINGHE = """code,name,parent_code,level,urban_rural_code
130000000000,河北省,,province,
139900000000,澄川市,130000000000,city,
139901000000,青禾县,139900000000,county,
139901101000,清源镇,139901000000,town,
139901101203,柳河村民委员会,139901101000,village,220
139901101204,上湾村民委员会,139901101000,village,220
139901102000,北塬乡,139901000000,town,
139901102201,井台村民委员会,139901102000,village,220
"""


def keeper(place_path: str = COUNTY, *permissions: str) -> Actor:
    """The post that keeps places and cards below a path."""
    names = permissions or ("territory.manage", "territory.issue_cards")
    grants = tuple(Grant(name, COUNTY, place_path) for name in names)
    return Actor(Ref("post", "keeper"), grants, org_path="139901/office/", place_path=place_path)


def load_qinghe() -> None:
    """Load the invented county."""
    service.load_divisions(data=QINGHE.encode(), actor=keeper(), at=AT)


def village_with_doors(doors: int = 2) -> list[PlaceView]:
    """Load the invented county, draw a grid cell in 柳河村 and register doors in it."""
    load_qinghe()
    cell = service.draw_grid_cell(village_path=VILLAGE, name="第1网格", actor=keeper(), at=AT)
    lane = service.register_building(parent_path=cell.path, name="柳河西巷", actor=keeper(), at=AT)
    return [
        service.register_household(parent_path=lane.path, name=f"{number}号", actor=keeper(), at=AT)
        for number in range(1, doors + 1)
    ]
