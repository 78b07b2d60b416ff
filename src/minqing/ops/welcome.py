"""What `run` prints when the doors are open: the address, the demo's accounts, a sheet of codes to print."""

import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.utils.translation import gettext as _

from minqing.directory.queries import line_to_call
from minqing.ops import demo
from minqing.ops.conformance import conformance, report
from minqing.ops.demo import planning
from minqing.ops.operator import now
from minqing.ops.server import address
from minqing.territory.sheets import card_sheet_pdf

__all__ = ["print_sheet", "wait_until_open", "welcome"]


def wait_until_open(*, seconds: int = 60) -> bool:
    """Wait until the web server answers anything at all."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        try:
            with urlopen(f"{address()}healthz", timeout=5):  # noqa: S310 - our own address
                return True
        except URLError as error:
            if hasattr(error, "code"):  # an answer, if an unhappy one
                return True
        except OSError:
            pass
        time.sleep(0.2)
    return False


def welcome(*, say: Callable[[str], None]) -> None:
    """Say where the pages are, who may sign in to the demo, and where a sheet of codes lies."""
    say("")
    say(_("minqing is open:      %(address)s") % {"address": address()})
    say(_("Office sign-in:       %(address)soffice/sign-in") % {"address": address()})
    if demo.is_filled():
        for account in demo.accounts():
            words = {"login": account.login, "password": account.password, "title": account.title}
            say(_("Demo account:         %(login)s  password %(password)s  (%(title)s)") % words)
        say(_("Codes to print (PDF): %(file)s") % {"file": print_sheet(demo.sheet_village())})
        if planning.kept() is not None:
            say(_("The demo's older requests are being added while you look around."))
    for line in report(conformance()):
        say(line)
    say(_("Data lie in:          %(folder)s") % {"folder": settings.DATA})
    say(_("Ctrl-C stops everything; the data stay."))


def print_sheet(village_path: str) -> Path:
    """
    Write a village's sheet of codes, unless it lies there already.

    :return: the PDF file, under ``print/`` in the data folder.
    """
    file = Path(settings.DATA) / "print" / f"{village_path.strip('/').replace('/', '-')}.pdf"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(card_sheet_pdf(village_path, settings.PUBLIC_URL, now(), hotline=line_to_call()))
    return file
