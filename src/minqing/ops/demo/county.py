"""Who is in charge of what in the demo county: offices, routing, the duty line, who answers at each door."""

from datetime import datetime
from typing import Any

from minqing.cases import service as cases
from minqing.directory import service as directory
from minqing.kernel.access import Actor

from .ground import COUNTY, Ground
from .staff import Staff, units
from .texts import topics

OFFICES = (("intake", "centre"), ("verify", "centre"), ("oversee", "supervision"), ("pressure", "discipline"))
DUTY_PHONE = "0399-8110119"
REPLIES = (
    ("已办结（通用）", "您反映的问题已经办好，请您看看是否满意；没有解决的，请直接点“没有解决”，我们接着办。"),
    ("需要时间（通用）", "这件事一时办不完，原因是……；我们安排在……之前完成，到期会主动告诉您。"),
    ("不属本级职责（通用）", "这件事由……负责，依据是……；我们已经帮您联系，联系人和电话是……。"),
)


def put_in_charge(*, staff: Staff, ground: Ground, actor: Actor, at: datetime) -> None:
    """Set the tables that a request is routed by, and name who answers for each place."""
    who: dict[str, Any] = {"actor": actor, "at": at}
    paths = {unit.key: unit.path for unit in units()}
    for duty, key in OFFICES:
        cases.set_office(duty=duty, place_path=COUNTY, org_path=paths[key], **who)
    _route(paths, who)
    for title, text in REPLIES:
        cases.set_standard_reply(title=title, text=text, **who)
    duty_officer = staff.chairs["duty_officer"][0]
    directory.set_duty_line(post_id=duty_officer.post_id, phone=DUTY_PHONE, **who)
    _appoint(staff, ground, who)


def _route(paths: dict[str, str], who: dict[str, Any]) -> None:
    """The default row, one row for each township, one for each matter that a county unit handles."""
    cases.set_routing_row(place_path=COUNTY, lead_path=paths["centre"], **who)
    for unit in units():
        if unit.place:
            cases.set_routing_row(place_path=unit.place_path, lead_path=unit.path, **who)
    leads: dict[int, str] = {}
    for topic in topics():
        if topic.unit in paths:
            leads.setdefault(topic.matter, paths[topic.unit])
    for matter, lead in sorted(leads.items()):
        cases.set_routing_row(place_path=COUNTY, lead_path=lead, matter_number=matter, **who)


def _appoint(staff: Staff, ground: Ground, who: dict[str, Any]) -> None:
    """A village has its grid worker and head, a lane its own, each household one contact, from township or village."""
    towns = {unit.place_path: staff.handlers[unit.path] for unit in units() if unit.place}
    workers, heads, lanes, contacts = [], [], [], []
    for village in ground.villages:
        officials = towns["/".join(village.path.split("/")[:2]) + "/"]
        own = staff.grid_workers[village.path]
        workers.append((own.post_id, village.path))
        heads.append((officials[0].post_id, village.path))
        for index, door in enumerate(ground.doors[village.path]):
            contacts.append(([own, *officials][index % (len(officials) + 1)].post_id, door))
        own_lanes = sorted({door.rsplit("/", 2)[0] + "/" for door in ground.doors[village.path]})
        lanes += [(officials[-1].post_id, lane) for lane in own_lanes]
    directory.appoint_many(role="grid_worker", pairs=workers, **who)
    directory.appoint_many(role="village_head", pairs=heads, **who)
    directory.appoint_many(role="building_head", pairs=lanes, **who)
    directory.appoint_many(role="household_contact", pairs=contacts, **who)
