"""A county's own program hands the waiting text messages to its gateway, one at a time."""

import fcntl
import json
import subprocess
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minqing.exchange.permissions import MANAGE
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.operations import Operation, Option, offer_operation

from . import sms

SECONDS = 60


class UnableToHand(Refused):
    """The program cannot be run."""


def hand_messages(*, actor: Actor, at: datetime, program: str) -> list[str]:
    """
    Run a program once for each text message that waits, oldest first; a message it takes is gone from here.

    The program reads ``{"to": …, "body": …, "key": …}`` from its standard input and ends with 0 once the gateway
    has the message; after anything else the message waits for the next run, until it is swept.

    :param program: path of the program; ``key`` is the same for a message that it gets a second time.
    :raises UnableToHand: if there is no such program.
    """
    taken = left = 0
    with (sms.folder() / ".handing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two runs at once would hand a message over twice
        for place, message in sms.waiting():
            if _takes(program, message):
                sms.handed_over(place)
                taken += 1
            else:
                left += 1
    lines = [ngettext("%(n)s message handed over.", "%(n)s messages handed over.", taken) % {"n": taken}]
    if left:
        lines.append(_("Not taken by the program, and waiting: %(n)s.") % {"n": left})
    return lines


def _takes(program: str, message: sms.Message) -> bool:
    words = json.dumps({"to": message.to, "body": message.body, "key": message.key}, ensure_ascii=False)
    try:
        done = subprocess.run([program], input=words.encode(), check=False, timeout=SECONDS, stdout=subprocess.DEVNULL)
    except OSError as broken:
        raise UnableToHand(_("%(program)s cannot be run.") % {"program": program}, field="program") from broken
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


offer_operation(
    Operation(
        "hand-messages",
        gettext_lazy("Hand waiting text messages to the county's gateway, one run of a program each"),
        (MANAGE,),
        hand_messages,
        (Option("program", gettext_lazy("path of a program that reads one message as JSON and ends with 0")),),
    )
)
