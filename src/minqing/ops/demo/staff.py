"""The demo county's units, people, posts and rights, made through the directory's services."""

import csv
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from minqing.directory import queries, service
from minqing.kernel.access import Actor

from .people import names

COUNTY = "139901/"
UNITS = Path(__file__).parent / "data" / "units.csv"
STAFF = 300
HEAD_TITLES = {"town": "镇长", "street": "主任", "bureau": "局长", "office": "主任", "company": "经理"}

CHAIRS: tuple[tuple[str, str, str, int], ...] = (
    # role, unit, title, how many
    ("intake", "centre", "受理岗", 4),
    ("dispatcher", "centre", "分派岗", 3),
    ("verifier", "centre", "核实岗", 3),
    ("counter", "centre", "窗口岗", 2),
    ("rule_keeper", "centre", "规则岗", 1),
    ("overseer", "supervision", "督查岗", 2),
    ("pressure_desk", "discipline", "举报受理岗", 2),
    ("duty_officer", "duty", "值班岗", 2),
    ("reveal_approver", "petitions", "查阅审批岗", 1),
    ("it_admin", "it", "系统管理员", 1),
    ("security_admin", "it", "安全管理员", 1),
    ("auditor", "audit", "审计员", 1),
)


@dataclass(frozen=True, slots=True)
class Chair:
    """One post of the demo with the person in it."""

    post_id: UUID
    person_id: UUID
    role: str
    title: str


@dataclass(slots=True)
class Staff:
    """Who sits where: by role for the county's desks, by unit for those who handle."""

    chairs: dict[str, list[Chair]] = field(default_factory=dict)
    handlers: dict[str, list[Chair]] = field(default_factory=dict)
    heads: dict[str, Chair] = field(default_factory=dict)
    grid_workers: dict[str, Chair] = field(default_factory=dict)
    _actors: dict[UUID, Actor] = field(default_factory=dict)

    def actor(self, chair: Chair) -> Actor:
        """Return the actor of a post; built once, since the demo's rights do not change."""
        if chair.post_id not in self._actors:
            self._actors[chair.post_id] = queries.actor_for_post(chair.post_id)
        return self._actors[chair.post_id]


@dataclass(frozen=True, slots=True)
class Unit:
    """One row of the table of units."""

    key: str
    name: str
    parent: str
    place: str
    phone: str
    habit: str

    @property
    def path(self) -> str:
        """The unit's path."""
        return f"{COUNTY}{self.parent + '/' if self.parent else ''}{self.key}/"

    @property
    def place_path(self) -> str:
        """Where it works."""
        return f"{COUNTY}{self.place}/" if self.place else COUNTY

    @property
    def head_title(self) -> str:
        """What its head is called."""
        kinds = {"人民政府": "town", "办事处": "street", "局": "bureau", "公司": "company"}
        return HEAD_TITLES[next((kind for end, kind in kinds.items() if self.name.endswith(end)), "office")]


def units() -> list[Unit]:
    """Read the table of units; a unit stands below its parent's row."""
    with UNITS.open(encoding="utf-8", newline="") as file:
        return [Unit(**row) for row in csv.DictReader(file)]


class Recruiter:
    """Opens units and fills posts at one moment, as one actor."""

    def __init__(self, *, actor: Actor, at: datetime, rng: random.Random) -> None:
        self._who: Any = {"actor": actor, "at": at}
        self._names: Iterator[str] = names(rng)
        self.staff = Staff()
        self._seated = 0

    def open_all(self, villages: list[tuple[str, str]]) -> Staff:
        """
        Open every unit and seat everybody.

        :param villages: (path, name) of each village and community; each gets its grid worker.
        """
        service.open_organisation(key="139901", name="青禾县", place_path=COUNTY, kind="county", **self._who)
        for unit in units():
            self._open(unit)
        for role, key, title, count in CHAIRS:
            for number in range(count):
                name = f"{title}{number + 1}" if count > 1 else title
                self.staff.chairs.setdefault(role, []).append(self._seat(self._path(key), name, role, COUNTY, COUNTY))
        for path, name in villages:
            self._seat_grid_worker(path, name)
        self._fill_up()
        return self.staff

    def _open(self, unit: Unit) -> None:
        kind = "township" if unit.place else "bureau"
        above = f"{COUNTY}{unit.parent}/" if unit.parent else COUNTY
        service.open_organisation(
            key=unit.key,
            name=unit.name,
            parent_path=above,
            place_path=unit.place_path,
            kind=kind,
            phone=unit.phone,
            **self._who,
        )
        self.staff.heads[unit.path] = self._seat(unit.path, unit.head_title, "unit_head", unit.path, COUNTY)
        self._add_handler(unit)

    def _add_handler(self, unit: Unit) -> None:
        held = self.staff.handlers.setdefault(unit.path, [])
        held.append(self._seat(unit.path, f"承办岗{len(held) + 1}", "handler", unit.path, COUNTY))

    def _seat_grid_worker(self, village: str, name: str) -> None:
        unit = next(one for one in units() if one.place and village.startswith(one.place_path))
        chair = self._seat(unit.path, f"{name}网格员", "grid_worker", unit.path, village)
        self.staff.grid_workers[village] = chair

    def _fill_up(self) -> None:
        """Give the busiest units further handlers until the county has its staff."""
        busy = [unit for unit in units() if unit.habit or unit.place or not unit.parent]
        while self._seated < STAFF:
            self._add_handler(busy[self._seated % len(busy)])

    def _seat(self, org_path: str, title: str, role: str, over: str, place: str) -> Chair:
        person = service.register_person(name=next(self._names), **self._who)
        self._seated += 1
        phone = f"0399-8{self._seated:06d}"
        post = service.open_post(
            organisation_path=org_path,
            title=title,
            person_id=person.id,
            place_path=place,
            work_phone=phone,
            email=f"post{self._seated}@qinghe.example",
            **self._who,
        )
        service.give_role(post_id=post.id, role=role, org_path=over, place_path=place, **self._who)
        return Chair(post.id, person.id, role, title)

    def _path(self, key: str) -> str:
        return next(unit.path for unit in units() if unit.key == key)
