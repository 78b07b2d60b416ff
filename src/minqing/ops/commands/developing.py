"""Commands for the demo county, for developers and for measuring."""

import argparse
import sys

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.kernel.errors import Refused
from minqing.ops import demo
from minqing.ops.alone import alone
from minqing.ops.bootstrap import prepare
from minqing.ops.command_line import argument, command
from minqing.ops.commands.serving import fill_demo, say
from minqing.ops.messages import compile_all
from minqing.ops.reference import write_reference
from minqing.ops.welcome import print_sheet
from minqing.ops.wiping import was_cut_short, wipe

__all__ = ["compile_catalogues", "make_demo", "reference", "reset_demo"]


class NotTheDemo(Refused):
    """The data are not the demo's; they are not thrown away."""


@command(
    "demo",
    help=gettext_lazy("Fill an empty database with the invented county"),
    arguments=[argument("--size", default="", help=gettext_lazy("small: 1,500 requests; large: 12,000; or a number"))],
)
def make_demo(options: argparse.Namespace) -> int:
    """Fill the demo county."""
    prepare(say=say)
    if not demo.may_fill():
        raise Refused(_("The database is not empty; the demo county goes into an empty one only."))
    fill_demo(options.size or settings.SIZE)
    for account in demo.accounts():
        say(f"{account.login}  {account.password}  {account.title}")
    say(str(print_sheet(demo.sheet_village())))
    return 0


@command(
    "reset-demo",
    help=gettext_lazy("Throw the demo's data away; the next start fills it anew"),
    arguments=[argument("--yes", action="store_true", help=gettext_lazy("do not ask"))],
)
def reset_demo(options: argparse.Namespace) -> int:
    """Remove the demo's database, photos and printed sheets, never a real county's."""
    with alone():
        if not (demo.is_filled() or was_cut_short() or is_new()):
            raise NotTheDemo(_("This is not the demo county; it is not thrown away."))
        wipe()
    print(_("The demo's data are gone. `make run` fills the county anew."))
    return 0


def is_new() -> bool:
    """Say whether there is nothing to lose yet."""
    return settings.SQLITE_FILE is None or not settings.SQLITE_FILE.exists()


@command(
    "reference",
    help=gettext_lazy("Write the generated pages of the reference"),
    arguments=[
        argument("--check", action="store_true", help=gettext_lazy("write nothing; fail if a page would change"))
    ],
)
def reference(options: argparse.Namespace) -> int:
    """Write, or compare, facts, measures, permissions, states, settings and the API's description."""
    changed = write_reference(check=options.check)
    for page in changed:
        print(page, file=sys.stderr if options.check else sys.stdout)
    if options.check and changed:
        print(_("These pages are not up to date: make reference"), file=sys.stderr)
        return 1
    return 0


@command("compile-messages", help=gettext_lazy("Compile the message catalogues that changed"))
def compile_catalogues(options: argparse.Namespace) -> int:
    """Compile what is newer than its compiled form."""
    for file in compile_all():
        print(file)
    return 0
