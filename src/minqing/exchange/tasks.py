"""Periodic work of the exchange: each day's seal goes to an address outside this machine."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.directory.channels import send
from minqing.kernel.append_file import append_lines, lines_of
from minqing.ledger.jobs import periodic
from minqing.ledger.mirror import mirrored_lines
from minqing.vault.erasures import erasures_since

MOST = 400


@periodic(name="exchange.mail_seals", every=timedelta(minutes=10))
def mail_seals(at: datetime) -> None:
    """
    Send what was sealed and erased since the last mail to ``SEAL_MAIL``; what could not be sent is tried again.

    :raises OSError: if the mail server refuses; the health check then names this job.
    """
    if not settings.SEAL_MAIL:
        return
    sent = set(lines_of(mailed_file()))
    seals = [line for line in mirrored_lines() if line not in sent][-MOST:]
    if not seals:
        return
    erased = [line for line in erasures_since(at - timedelta(days=2)) if line not in sent][:MOST]
    words = {"line": seals[-1]}
    keep = _("Keep this mail: it proves later that nothing recorded before was changed.")
    send(
        "email",
        to=settings.SEAL_MAIL,
        subject=_("Seal of the ledger: %(line)s") % words,
        body="\n".join([keep, "", *seals, *erased]),
        key=f"seal {seals[-1]}",
    )
    append_lines(mailed_file(), [*seals, *erased])


def mailed_file() -> Path:
    """Name the file of what was sent."""
    return Path(settings.SEALS_DIR) / "mailed.txt"
