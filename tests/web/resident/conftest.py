"""A small county for the resident's pages: one township, two villages, a household with its card, who answers there."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.cache import cache
from tests.factories import directory as staff

import minqing.rulebook
from minqing.directory import service as directory
from minqing.kernel.access import Actor, system_actor
from minqing.rulebook.service import load_calendar, load_rules
from minqing.territory import service as territory

HOLIDAYS = Path(minqing.rulebook.__file__).parent / "data/holidays_cn.csv"
COUNTY = "139901/"
VILLAGE = "139901/101/203/"
AT = datetime(2026, 9, 2, 7, 58, tzinfo=UTC)  # Wednesday 15:58 in the county
DIVISIONS = """code,name
139901000000,青禾县
139901101000,清源镇
139901101203,柳河村民委员会
139901101204,石桥村民委员会
"""
POWERS = ("territory.manage", "territory.issue_cards", "rulebook.manage", "directory.manage", "cases.route")


@dataclass(frozen=True)
class Door:
    """One household's door: its path and its card, as printed."""

    path: str
    card: str
    village_card: str


def founder() -> Actor:
    """The actor that lays the county's ground."""
    return system_actor("setup", POWERS, root=COUNTY)


@pytest.fixture(autouse=True)
def _forget_tries() -> None:
    cache.clear()


@pytest.fixture
def door(db: None) -> Door:
    """A household of 柳河村 with everybody who answers there."""
    return lay_county()


def this_year() -> bytes:
    """The calendar of 2026 alone: the tests need no other."""
    head, *days = HOLIDAYS.read_bytes().splitlines(keepends=True)
    return head + b"".join(day for day in days if day.startswith(b"2026"))


def lay_county() -> Door:
    """Lay the county's ground through the services."""
    actor = founder()
    load_rules(actor=actor, at=AT)
    load_calendar(actor=actor, at=AT, data=this_year())
    territory.load_divisions(data=DIVISIONS.encode(), actor=actor, at=AT)
    cell = territory.draw_grid_cell(village_path=VILLAGE, name="第3网格", actor=actor, at=AT)
    lane = territory.register_building(parent_path=cell.path, name="柳河西巷", actor=actor, at=AT)
    home = territory.register_household(parent_path=lane.path, name="27号", actor=actor, at=AT)
    cards = territory.issue_cards(village_path=VILLAGE, actor=actor, at=AT)
    own = next(card for card in cards if not card.household_path)
    card = next(card for card in cards if card.household_path == home.path)
    staff.unit("qingyuan", "清源镇")
    _appoint("household_contact", home.path, "镇干部", "陈玉兰", "0310 555 0101")
    _appoint("grid_worker", cell.path, "网格员", "赵建设", "0310 555 0102")
    _appoint("building_head", lane.path, "街巷长", "孙桂芳", "")
    return Door(home.path, card.written, own.written)


def add_doors(door: Door, count: int) -> None:
    """Put so many more households beside a door."""
    lane = door.path.rstrip("/").rpartition("/")[0] + "/"
    for number in range(count):
        territory.register_household(parent_path=lane, name=f"{number + 50}号", actor=founder(), at=AT)


def _appoint(role: str, place_path: str, title: str, name: str, phone: str) -> None:
    post = staff.post("139901/qingyuan/", title=title, name=name, work_phone=phone, place_path=place_path)
    directory.appoint(post_id=post.id, role=role, place_path=place_path, actor=founder(), at=AT)
