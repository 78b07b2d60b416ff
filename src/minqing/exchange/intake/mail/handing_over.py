"""The mail server hands over one mail at a time on standard input: ``receive-mail`` as a Postfix or Dovecot pipe."""

import sys
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.exchange.intake.taking import MOST_BYTES, TooLarge
from minqing.exchange.permissions import MANAGE
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.operations import Operation, offer_operation

from .way import take_mail

__all__ = ["LATER", "TOO_LARGE", "receive_mail"]

LATER, TOO_LARGE = 75, 69
"""EX_TEMPFAIL: the mail server keeps it and tries again. EX_UNAVAILABLE: it sends it back with what we say."""


def receive_mail(*, actor: Actor, at: datetime) -> list[str]:
    """
    Keep the mail on standard input. Anything but an end with 0 leaves it with the mail server, so none is lost.

    :raises SystemExit: 75 where it is to be tried again, 69 where it is too large.
    """
    raw = sys.stdin.buffer.read(MOST_BYTES + 1)
    try:
        take_mail(raw, at=at)
    except TooLarge as refused:
        sys.stderr.write(f"{refused}\n")
        raise SystemExit(TOO_LARGE) from refused
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        raise SystemExit(LATER) from refused
    except Exception as failure:
        sys.stderr.write(f"{type(failure).__name__}\n")
        raise SystemExit(LATER) from failure
    return [_("Kept.")]


offer_operation(
    Operation(
        "receive-mail",
        gettext_lazy("Take in one e-mail from standard input: for a pipe of the mail server"),
        (MANAGE,),
        receive_mail,
    )
)
