"""Commands about a county's office: its first unit and the three who administer it; roles after an upgrade."""

import argparse
import getpass
import secrets
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minqing.directory import permissions, queries, service
from minqing.directory.records import OutdatedRole
from minqing.directory.roles import ROLES
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator
from minqing.territory import queries as places

__all__ = ["create_admin", "renew_roles"]

ADMIN_ROLES = ("it_admin", "security_admin", "auditor")


@command(
    "create-admin",
    help=gettext_lazy("Seat a first administrator: system, security or audit; three different people"),
    arguments=[
        argument("role", choices=ADMIN_ROLES, help=gettext_lazy("what the person administers")),
        argument("login", help=gettext_lazy("name to sign in with")),
        argument("name", help=gettext_lazy("the person's name")),
        argument("--ask-password", action="store_true", help=gettext_lazy("ask for the first password, make none up")),
    ],
)
def create_admin(options: argparse.Namespace) -> int:
    """Open the county's unit if need be, a post, a person and an account, and give the role."""
    county = places.county()
    if county is None:
        raise Refused(_("Load the county's divisions first: python -m minqing load-divisions FILE"))
    password = getpass.getpass(_("First password: ")) if options.ask_password else secrets.token_urlsafe(12)
    actor, at = operator(permissions.MANAGE, permissions.GRANT, permissions.ACCOUNT), now()
    founding = service.Founding(options.role, options.login, options.name, county.path, county.name)
    service.seat_administrator(founding=founding, password=password, actor=actor, at=at)
    title = str(ROLES[options.role].title)
    print(_("%(title)s: %(login)s") % {"title": title, "login": options.login})
    if not options.ask_password:
        print(_("First password, to be changed at the first sign-in: %(password)s") % {"password": password})
    return 0


@command(
    "renew-roles",
    help=gettext_lazy("After an upgrade: give posts what their roles need in this version, each change by its fact"),
    arguments=[argument("--list", action="store_true", help=gettext_lazy("only say what would change"))],
)
def renew_roles(options: argparse.Namespace) -> int:
    """Go through the roles that this version says something else of; a refusal is told and holds up no other."""
    actor, at, refused = operator(permissions.GRANT), now(), 0
    found = queries.outdated_roles(at=at)
    for one in found:
        print(_in_words(one))
        if not options.list:
            refused += _refused(one, actor, at)
    done = len(found) - refused
    would = ngettext("%(n)s role would change.", "%(n)s roles would change.", done)
    words = would if options.list else ngettext("%(n)s role renewed.", "%(n)s roles renewed.", done)
    print(words % {"n": done})
    return 1 if refused else 0


def _in_words(one: OutdatedRole) -> str:
    names = [f"+{name}" for name in one.missing] + [f"-{name}" for name in one.beyond]
    return f"{queries.post(one.post_id).label} · {ROLES[one.role].title}: {' '.join(names)}"


def _refused(one: OutdatedRole, actor: Actor, at: datetime) -> bool:
    where = {"role": one.role, "org_path": one.org_path, "place_path": one.place_path}
    try:
        service.renew_role(post_id=one.post_id, actor=actor, at=at, **where)
    except Refused as refusal:
        print(f"  {refusal}")
        return True
    return False
