"""Requests for tests, made through the services: a county with units, posts and requests at every step."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from tests.factories.directory import AT as SETUP_AT
from tests.factories.directory import COUNTY, founder, person, unit

from minqing.cases import service
from minqing.cases.access import public_actor
from minqing.cases.models import Case
from minqing.cases.records import Filing, Registered
from minqing.directory import queries as directory
from minqing.directory import service as directory_service
from minqing.directory.models import PostGrant
from minqing.kernel.access import Actor, system_actor
from minqing.ledger.models import Delivery
from minqing.ledger.queries import facts_about
from minqing.rulebook import service as rulebook
from minqing.territory import service as territory

AT = datetime(2026, 9, 3, 2, 0, tzinfo=UTC)  # Thursday 10:00 in the county
VILLAGE = "139901/101/203/"
OTHER_VILLAGE = "139901/102/204/"
WORDS = "村口的路灯坏了三天，晚上走路看不见。我叫王秀兰，电话13800001234，住3组5号。"
DIVISIONS = """code,name
139901000000,青禾县
139901101000,清源镇
139901101203,柳河村民委员会
139901102000,青石乡
139901102204,石桥村民委员会
"""
_SHIPPED = Path(rulebook.__file__).parents[1] / "data" / "holidays_cn.csv"
_LINES = _SHIPPED.read_text(encoding="utf-8").splitlines()
HOLIDAYS_2026 = "\n".join([_LINES[0], *(line for line in _LINES if line.startswith("2026-"))]).encode()
MANAGE = ("rulebook.manage", "territory.manage", "cases.route", "ledger.backfill", "directory.manage")
_tokens = count(1)

CENTRE, WATER, ROADS, CHECKS = "139901/centre/", "139901/water/", "139901/roads/", "139901/checks/"
HEADS = ("cases.approve_extension", "cases.oversee", "insight.read", "cases.cards")
HANDLES = ("cases.read", "cases.note", "cases.acknowledge", "cases.handle")


@dataclass(frozen=True)
class County:
    """Who works in the invented county."""

    keeper: Actor
    intake: Actor
    second_intake: Actor
    water: Actor
    water_head: Actor
    roads: Actor
    verifier: Actor
    overseer: Actor
    pressure: Actor
    grid_worker: Actor


def keeper() -> Actor:
    """The actor that sets the county up."""
    return system_actor("setup", MANAGE, root=COUNTY)


def post(unit_path: str, title: str, name: str, *permissions: str, org: str = "", place: str = COUNTY) -> Actor:
    """A post with a person in it and its permissions; its actor."""
    unit(key=unit_path.rstrip("/").rpartition("/")[2], name=NAMES.get(unit_path, "县机关"))
    row = directory_service.open_post(
        organisation_path=unit_path, title=title, person_id=person(name).id, actor=founder(), at=SETUP_AT
    )
    PostGrant.objects.bulk_create(  # in one go: the services' own tests give them one by one
        PostGrant(post_id=row.id, permission=name, org_path=org or unit_path, place_path=place, given_at=SETUP_AT)
        for name in permissions
    )
    return directory.actor_for_post(row.id)


NAMES = {CENTRE: "县民情服务中心", WATER: "县水务局", ROADS: "县交通局", CHECKS: "县督查室"}
INTAKE = (
    "cases.read",
    "cases.note",
    "cases.file",
    "cases.accept",
    "cases.dispatch",
    "cases.bar",
    "cases.recategorise",
    "cases.withdraw",
    "cases.close",
    "cases.reopen",
    "cases.release",
)


def county() -> County:
    """Rules, calendar, places, matters, units, posts, offices and routing."""
    who = keeper()
    rulebook.load_rules(actor=who, at=SETUP_AT)
    rulebook.load_calendar(actor=who, at=SETUP_AT, data=HOLIDAYS_2026)
    territory.load_divisions(data=DIVISIONS.encode(), actor=who, at=SETUP_AT)
    service.load_matters()
    found = County(
        keeper=who,
        intake=post(CENTRE, "受理岗", "钱受理", *INTAKE),
        second_intake=post(CENTRE, "复核岗", "孙复核", *INTAKE),
        water=post(WATER, "经办岗", "李水务", *HANDLES),
        water_head=post(
            WATER,
            "负责人",
            "周局长",
            *HANDLES,
            "cases.approve_extension",
            "cases.oversee",
            "insight.read",
            "cases.cards",
        ),
        roads=post(ROADS, "经办岗", "吴交通", *HANDLES),
        verifier=post(
            CENTRE,
            "回访岗",
            "郑回访",
            "cases.read",
            "cases.note",
            "cases.verify",
            "cases.close",
            "cases.approve_refusal",
            "cases.visit",
        ),
        overseer=post(
            CHECKS,
            "督查岗",
            "王督查",
            "cases.read",
            "cases.note",
            "cases.supervise",
            "cases.approve_refusal",
            "cases.release",
            "cases.bar",
            "cases.oversee",
            "insight.read",
            "cases.reopen",
            org=COUNTY,
        ),
        pressure=post(CHECKS, "纪检岗", "冯纪检", "cases.pressure"),
        grid_worker=post("139901/liuhe/", "网格员", "陈网格", "cases.file", "cases.read", place=VILLAGE),
    )
    _tables(who)
    return found


def secretary() -> Actor:
    """The secretary of the water bureau's party branch."""
    unit(key="water", name=NAMES[WATER])
    if f"{WATER}branch/" not in {one.path for one in directory.organisation_tree()}:
        directory_service.open_organisation(
            key="branch",
            name="县水务局党支部",
            kind="branch",
            actor=founder(),
            at=SETUP_AT,
            place_path=COUNTY,
            parent_path=WATER,
        )
    return branch_post()


def branch_post() -> Actor:
    """A post in that branch which keeps its slips."""
    row = directory_service.open_post(
        organisation_path=f"{WATER}branch/",
        title="支部书记",
        person_id=person("秦书记").id,
        actor=founder(),
        at=SETUP_AT,
    )
    PostGrant.objects.create(
        post_id=row.id, permission="directory.branch", org_path=WATER, place_path=COUNTY, given_at=SETUP_AT
    )
    return directory.actor_for_post(row.id)


def _tables(who: Actor) -> None:
    where: dict[str, Any] = {"place_path": COUNTY, "actor": who, "at": SETUP_AT}
    service.set_office(duty="intake", org_path=CENTRE, **where)
    service.set_office(duty="verify", org_path=CENTRE, **where)
    service.set_office(duty="oversee", org_path=CHECKS, **where)
    service.set_office(duty="pressure", org_path=CHECKS, **where)
    service.set_routing_row(lead_path=WATER, **where)
    service.set_routing_row(lead_path=ROADS, matter_number=132, **where)


def filing(**changes: Any) -> Filing:
    """What a resident sends; each with a token of its own."""
    fields: dict[str, Any] = {
        "words": WORDS,
        "where_words": "村委会门口",
        "place_path": VILLAGE,
        "channel": "qr",
        "submission_token": f"token-{next(_tokens)}",
    }
    return Filing(**fields | changes)


def registered(*, at: datetime = AT, actor: Actor | None = None, **changes: Any) -> Registered:
    """A request that has just come in."""
    return service.register_case(filing=filing(**changes), actor=actor or public_actor(), at=at)


def dispatched(who: County, *, to: str = WATER, at: datetime = AT, **changes: Any) -> Registered:
    """A request that lies with a unit."""
    made = registered(at=at, **changes)
    service.accept_and_dispatch(
        number=made.number, actor=who.intake, at=at + timedelta(hours=1), matter_number=101, lead_path=to
    )
    return made


def in_hand(who: County, *, at: datetime = AT, **changes: Any) -> Registered:
    """A request that the water bureau has acknowledged."""
    made = dispatched(who, at=at, **changes)
    service.acknowledge(number=made.number, actor=who.water, at=at + timedelta(hours=2))
    return made


def replied(who: County, *, at: datetime = AT, outcome: str = "handled", **changes: Any) -> Registered:
    """A request that the water bureau has answered."""
    made = in_hand(who, at=at, **changes)
    reply(who, made.number, at=at + timedelta(days=1), outcome=outcome)
    return made


def reply(who: County, number: str, *, at: datetime, outcome: str = "handled", **changes: Any) -> None:
    """The water bureau answers every demand."""
    answers = {str(demand.id): "已经换好了灯泡。" for demand in row(number).demands.all()}
    said = {"as_is": "已当面说明。", **changes}  # of words that a test makes up, the house may doubt any answer
    service.reply(number=number, actor=who.water, at=at, outcome=outcome, answers=answers, **said)


def suspend(who: County, number: str, *, at: datetime, reason: str = "parts", words: str = "等货。") -> None:
    """The water bureau asks to let the clock stand still, and its head agrees in the same words."""
    service.suspend(number=number, actor=who.water, at=at, reason=reason, words=words)
    service.decide_extension(number=number, actor=who.water_head, at=at, decision="approve", words=words)


def verified(who: County, *, at: datetime = AT, **changes: Any) -> Registered:
    """A request whose answer somebody else has checked."""
    made = replied(who, at=at, **changes)
    service.verify(
        number=made.number, actor=who.verifier, at=at + timedelta(days=1, hours=2), result="done", words="现场看过。"
    )
    return made


def closed(who: County, *, at: datetime = AT, **changes: Any) -> Registered:
    """A request that was verified and closed."""
    made = verified(who, at=at, **changes)
    service.close(number=made.number, actor=who.verifier, at=at + timedelta(days=1, hours=3))
    return made


def row(number: str) -> Case:
    """The stored request."""
    year, serial = number.split("-")
    found: Case = Case.objects.get(year=int(year), serial=int(serial))
    return found


def kinds(number: str) -> list[str]:
    """The kinds of fact recorded about a request, in order of name."""
    return sorted(fact.kind for fact in facts_about(row(number).ref))


def last(number: str, kind: str) -> dict[str, Any]:
    """The data of the latest fact of a kind."""
    return [fact.data for fact in facts_about(row(number).ref) if fact.kind == kind][-1]


def owed(number: str, kind: str) -> set[str]:
    """The names of what is owed because of facts of a kind."""
    ids = [fact.id for fact in facts_about(row(number).ref) if fact.kind == kind]
    return set(Delivery.objects.filter(fact_id__in=ids).values_list("recipe", flat=True))
