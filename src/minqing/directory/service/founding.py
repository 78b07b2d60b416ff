"""The first three of a county's office: unit, post, person, account and role come together, or not at all."""

from dataclasses import dataclass
from datetime import datetime

from minqing.directory.models import Account, Organisation
from minqing.directory.roles import ROLES
from minqing.kernel.access import Actor
from minqing.ledger.service import recorded

from .accounts import checked_login, hashed_password, put_account
from .grants import put_role
from .organisations import put_unit
from .posts import put_person, put_post

__all__ = ["Founding", "seat_administrator"]


@dataclass(frozen=True, slots=True)
class Founding:
    """
    Who is seated where.

    :param role: a key of ``roles.ROLES``; its title becomes the post's.
    :param county_path: the county in the territory, which is also its unit's path.
    """

    role: str
    login: str
    name: str
    county_path: str
    county_name: str


def seat_administrator(*, founding: Founding, password: str, actor: Actor, at: datetime) -> None:
    """
    Seat an administrator in the county's own unit; open that unit if it is missing.

    :raises NotAllowed: if the actor may not do one of the steps.
    :raises UnableToChangeAccount: if the login name is malformed or taken, or the password weak.
    """
    login = checked_login(founding.login)
    hashed = hashed_password(password, Account(login=login))
    _seat(Account(login=login, password=hashed, must_change_password=True), founding, actor, at)


@recorded
def _seat(account: Account, founding: Founding, actor: Actor, at: datetime) -> None:
    county = founding.county_path
    if not Organisation.objects.filter(path=county).exists():
        put_unit(county.strip("/"), founding.county_name, actor, at, place_path=county, kind="county")
    person = put_person(founding.name, actor, at)
    put_account(account, person, actor, at)
    post = put_post(county, str(ROLES[founding.role].title), person, actor, at, place_path=county)
    put_role(post.pk, founding.role, actor, at, org_path=county, place_path=county, reason="first")
