"""Commands that begin a county's office: its first unit and the three who administer it."""

import argparse
import getpass
import secrets

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.directory import permissions, service
from minqing.directory.roles import ROLES
from minqing.kernel.errors import Refused
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator
from minqing.territory import queries as places

__all__ = ["create_admin"]

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
