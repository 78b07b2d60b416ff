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
from minqing.directory.service import StaffRow
from minqing.kernel.access import Actor

from .people import names

COUNTY = "139901/"
UNITS = Path(__file__).parent / "data" / "units.csv"
STAFF = 300
HANDLER, GRID_WORKER = "承办岗", "网格员"
IMPORT_CHAIR = ("importer", "centre", "工单导入岗")
TOWN, TOWN_PLACE, TOWN_LEADER = "139901/town_101/", "139901/101/", "分管领导"
"""One township has a leader who sees everything that happens in it, whoever handles it."""
HEAD_TITLES = {"town": "镇长", "street": "主任", "bureau": "局长", "office": "主任", "company": "经理"}

CHAIRS: tuple[tuple[str, str, str, int], ...] = (
    # role, unit, title, how many
    ("intake", "centre", "受理岗", 4),
    ("dispatcher", "centre", "派单岗", 3),
    ("verifier", "centre", "核实岗", 3),
    ("counter", "centre", "窗口岗", 2),
    ("rule_keeper", "centre", "规则岗", 1),
    ("overseer", "supervision", "督办岗", 2),
    ("pressure_desk", "discipline", "施压反映受理岗", 2),
    ("duty_officer", "duty", "值班岗", 2),
    ("reveal_approver", "petitions", "查看审批岗", 1),
    ("it_admin", "it", "系统管理员", 1),
    ("security_admin", "it", "安全管理员", 1),
    ("auditor", "audit", "审计员", 1),
)


LATE_CHAIR = ("data_keeper", "it", "数据共享岗")
"""Seated after everybody else, so that nobody else's name changes."""


@dataclass(frozen=True, slots=True)
class Chair:
    """One post of the demo with the person in it."""

    post_id: UUID
    person_id: UUID | None
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
        self._rows: list[StaffRow] = []

    def open_all(self, villages: list[tuple[str, str]]) -> None:
        """
        Open every unit and seat everybody.

        :param villages: (path, name) of each village and community; each gets its grid worker.
        """
        service.open_organisation(key="139901", name="青禾县", place_path=COUNTY, kind="county", **self._who)
        for unit in units():
            self._open(unit)
            self._seat(unit.path, unit.head_title, "unit_head")
        for role, key, title, count in CHAIRS:
            path = next(unit.path for unit in units() if unit.key == key)
            for number in range(count):
                self._seat(path, f"{title}{number + 1}" if count > 1 else title, role, over=COUNTY, place=COUNTY)
        for village, name in villages:
            unit = next(one for one in units() if one.place and village.startswith(one.place_path))
            self._seat(unit.path, f"{name}{GRID_WORKER}", "grid_worker", place=village)
        self._seat_handlers()
        role, key, title = LATE_CHAIR
        self._seat(f"{COUNTY}{key}/", title, role, over=COUNTY)
        self._seat(TOWN, TOWN_LEADER, "leader", over=COUNTY, place=TOWN_PLACE)
        role, key, title = IMPORT_CHAIR
        self._seat(f"{COUNTY}{key}/", title, role, over=COUNTY)
        service.import_staff(rows=self._rows, **self._who)

    def _open(self, unit: Unit) -> None:
        service.open_organisation(
            key=unit.key,
            name=unit.name,
            parent_path=f"{COUNTY}{unit.parent}/" if unit.parent else COUNTY,
            place_path=unit.place_path,
            kind="township" if unit.place else "bureau",
            phone=unit.phone,
            **self._who,
        )

    def _seat_handlers(self) -> None:
        """One handler in each unit; the busiest units get further ones until the county has its staff."""
        busy = [unit for unit in units() if unit.habit or unit.place or not unit.parent]
        more = STAFF - len(self._rows) - len(units())
        counts = {unit.path: 1 for unit in units()}
        for number in range(more):
            counts[busy[number % len(busy)].path] += 1
        for path, count in counts.items():
            for number in range(count):
                self._seat(path, f"{HANDLER}{number + 1}", "handler")

    def _seat(self, org_path: str, title: str, role: str, *, over: str = "", place: str = COUNTY) -> None:
        number = len(self._rows) + 1
        self._rows.append(
            StaffRow(
                name=next(self._names),
                organisation_path=org_path,
                title=title,
                role=role,
                over=over,
                place_path=place,
                work_phone=f"0399-8{number:06d}",
                email=f"post{number}@qinghe.example",
            )
        )


def staff_in_post() -> Staff:
    """Find who sits where, from the directory: by the titles that the demo gave."""
    found = Staff()
    titles = {HANDLER: "handler", TOWN_LEADER: "leader"}
    titles |= {title: role for role, _key, title in (LATE_CHAIR, IMPORT_CHAIR)}
    titles |= {title: role for role, _key, title, _count in CHAIRS}
    for post in queries.posts_in(COUNTY, below=True):
        plain = post.title.rstrip("0123456789")
        role = titles.get(
            plain, "handler" if plain == HANDLER else "grid_worker" if plain.endswith(GRID_WORKER) else ""
        )
        chair = Chair(post.id, post.person_id, role or "unit_head", post.title)
        if role in found.chairs:
            found.chairs[role].append(chair)
        elif role == "handler":
            found.handlers.setdefault(post.org_path, []).append(chair)
        elif role == "grid_worker":
            found.grid_workers[post.place_path] = chair
        elif role:
            found.chairs[role] = [chair]
        else:
            found.heads[post.org_path] = chair
    return found
