"""
How the invented county shares data: who answers for a figure, a system with a grant, what it took; service levels.

So that whoever looks around sees a catalogue with an owner, a grant with its uses, and supply beside need.
"""

import csv
import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.test import Client

from minqing.cases import queries as cases
from minqing.insight.panels.levels import load_levels
from minqing.kernel.access import Actor
from minqing.kernel.counters import COUNTERS
from minqing.kernel.times import day_of
from minqing.ledger.seals import settle_all

from .ground import COUNTY
from .logins import write_private
from .staff import Staff

LEVELS: Final = Path(__file__).parent / "data" / "levels.csv"
FILE: Final = "demo-system.txt"
CENTRE: Final = f"{COUNTY}centre/"
SYSTEM: Final = "澄川市城市运行平台（演示）"
PURPOSE: Final = "全市供水、路灯抢修力量调度（演示）"
BASIS: Final = "《政务数据共享条例》；青数共享〔2026〕1号（演示文号，并无此文）"
OWNED: Final = ("measure:cases.registered", "measure:cases.on_time", "fact:case.closed")
ELEMENTS: Final = (*OWNED, "fact:case.closed#late", "fact:case.closed#matter")
AGO, LONG = timedelta(days=30), timedelta(days=365)


def state_levels(*, actor: Actor, at: datetime) -> int:
    """
    State how many pump stations and refuse points there are: invented values, and their source says so.

    :return: how many lines were taken.
    """
    day = day_of(at - timedelta(days=1)).isoformat()
    rows = list(csv.reader(io.StringIO(LEVELS.read_text(encoding="utf-8"))))
    table = io.StringIO()
    csv.writer(table).writerows([[*rows[0], "截至日期"], *([*row, day] for row in rows[1:])])
    matters = {one.code: one.number for one in cases.matters()}
    return load_levels(data=table.getvalue().encode(), matters=matters, actor=actor, at=at).added


def share_some(*, staff: Staff, actor: Actor, now: datetime) -> str:
    """
    Let one system read two figures and one kind of fact, a month ago, and let it read once.

    Its key and grant lie in a file for its owner only, so that the how-to can be tried.

    :return: the grant's id.
    """
    at = now - AGO
    keeper = staff.actor(staff.chairs["data_keeper"][0])
    share, systems = COUNTERS["elements"].verbs, COUNTERS["systems"].verbs
    for key in OWNED:
        share["assign_owner"].run(key=key, org_path=CENTRE, actor=keeper, at=at)
    client = systems["register_client"].run(name=SYSTEM, org_path=COUNTY, place_path=COUNTY, actor=actor, at=at)
    key = systems["issue_key"].run(client_id=client, actor=actor, at=at).key
    grant = share["grant_data"].run(
        client_id=client,
        purpose=PURPOSE,
        legal_basis=BASIS,
        elements=ELEMENTS,
        org_path=COUNTY,
        place_path=COUNTY,
        first_day=day_of(now).replace(month=1, day=1),
        last_day=day_of(now + LONG),
        expires_on=day_of(now + LONG),
        actor=keeper,
        at=at,
    )
    write_private(FILE, f"KEY={key}\nGRANT={grant}\n")
    _take(key, grant, now)
    return str(grant)


def _take(key: str, grant: str, now: datetime) -> None:
    """Read as the system would, by its key: each use leaves its line."""
    settle_all()
    system = Client(headers={"host": "127.0.0.1", "authorization": f"Bearer {key}"})
    days = {"start": day_of(now).replace(day=1), "end": day_of(now) + timedelta(days=1)}
    asked: tuple[tuple[str, dict[str, Any]], ...] = (
        ("figures/cases.registered", days),
        ("figures/cases.on_time", days),
        ("facts", {"grant": grant}),
    )
    for address, query in asked:
        system.get(f"/api/v1/shared/{address}", query, secure=True)
