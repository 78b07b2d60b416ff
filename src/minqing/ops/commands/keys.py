"""Commands for the vault's keys."""

import argparse

from django.utils.translation import gettext_lazy, ngettext

from minqing.ops.command_line import command
from minqing.ops.commands.serving import say
from minqing.ops.operator import now, operator
from minqing.ops.progress import Progress
from minqing.vault import permissions, service

__all__ = ["rotate_keys"]


@command("rotate-keys", help=gettext_lazy("Bring a new master key of the vault into use, while people work"))
def rotate_keys(options: argparse.Namespace) -> int:
    """Make a master key and wrap every case's key anew."""
    done = service.rotate_keys(actor=operator(permissions.ROTATE), at=now(), progress=Progress(say))
    words = ngettext(
        "%(count)s key was wrapped anew. Save the folder of secrets now.",
        "%(count)s keys were wrapped anew. Save the folder of secrets now.",
        done,
    )
    print(words % {"count": done})
    return 0
