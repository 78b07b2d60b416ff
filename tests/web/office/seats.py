"""The office for tests: the invented county with a post for every page, and clients signed in to them."""

from dataclasses import dataclass
from itertools import count
from uuid import UUID

from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make
from tests.factories import directory as staff

from minqing.directory import queries as directory
from minqing.kernel.access import Actor

PASSWORD = "柳河村的水渠-2026"
BACKEND = "django.contrib.auth.backends.ModelBackend"
KEEPER = (
    "cases.route",
    "rulebook.manage",
    "territory.manage",
    "territory.issue_cards",
    "ledger.retry",
    "directory.manage",
    "exchange.manage",
    "directory.alarm",
    "vault.approve_reveal",
)
IMPORTS = ("exchange.import", "cases.file", "cases.note", "cases.read")
_logins = count(1)


@dataclass(frozen=True)
class Office:
    """The county's posts, and two that only pages need: a keeper of tables, and one who may do nothing."""

    county: make.County
    keeper: Actor
    accounts: Actor
    grants: Actor
    idle: Actor
    archivist: Actor
    sharer: Actor
    importer: Actor


def make_office() -> Office:
    """The county, set up, with posts for the tables."""
    county = make.county()
    return Office(
        county=county,
        keeper=make.post(make.CENTRE, "规则岗", "褚规则", *KEEPER, org=make.COUNTY),
        accounts=make.post(make.CENTRE, "账号岗", "卫账号", "directory.account", "directory.duty", org=make.COUNTY),
        grants=make.post(make.CENTRE, "权限岗", "蒋权限", "directory.grant", org=make.COUNTY),
        archivist=make.post(make.CENTRE, "档案岗", "曹档案", "vault.hold", "vault.erase", org=make.COUNTY),
        sharer=make.post(make.CENTRE, "共享岗", "韩共享", "exchange.share", "exchange.assign", org=make.COUNTY),
        importer=make.post(make.CENTRE, "导入岗", "罗导入", *IMPORTS, org=make.COUNTY),
        idle=make.post(make.ROADS, "文印岗", "沈文印"),
    )


def client_of(actor: Actor) -> Client:
    """Return a client whose session acts in this post; the account is made if need be."""
    person = UUID(actor.person)
    found = get_user_model().objects.filter(person_id=person).first()
    account = found or staff.account(login=f"staff{next(_logins)}", password=PASSWORD, person_id=person)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(account, backend=BACKEND)
    session = client.session
    session["post"] = str(directory.post(actor.ref.id).id)
    session["seen"] = timezone.now().timestamp()
    session.save()
    return client
