"""Commands that bring a county's own tables in and its codes out."""

import argparse
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.directory.queries import line_to_call
from minqing.kernel.errors import Refused
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator
from minqing.ops.progress import Progress
from minqing.rulebook import service as rulebook
from minqing.rulebook.records import LoadReport
from minqing.territory import permissions as territory_permissions
from minqing.territory import queries as places
from minqing.territory import service as territory
from minqing.territory.records import PlaceView
from minqing.territory.sheets import card_sheet_pdf

__all__ = ["load_calendar", "load_divisions", "load_rules", "print_codes"]


def read(file: str | None) -> bytes | None:
    """Read a file an operator named; ``-`` is what is piped in, None stays None."""
    if file is None:
        return None
    if file == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(file).read_bytes()
    except OSError as error:
        raise Refused(_("%(file)s cannot be read: %(why)s") % {"file": file, "why": error.strerror}) from error


def report(found: LoadReport) -> int:
    """Say what a load did; lines that were refused make the command fail."""
    words = {"added": found.added, "changed": found.changed, "kept": found.kept}
    print(_("Added %(added)s, changed %(changed)s, kept %(kept)s.") % words)
    for sentence in found.news:
        print(sentence)
    for refusal in found.refusals:
        print(refusal, file=sys.stderr)
    return 1 if found.refusals else 0


@command(
    "load-rules",
    help=gettext_lazy("Load dated rules: those that came with minqing, or a county's own file"),
    arguments=[argument("file", nargs="?", help=gettext_lazy("CSV file; - for what is piped in"))],
)
def load_rules(options: argparse.Namespace) -> int:
    """Load rules; repeating it adds nothing."""
    return report(rulebook.load_rules(actor=operator("rulebook.manage"), at=now(), data=read(options.file)))


@command(
    "load-calendar",
    help=gettext_lazy("Load public holidays and make-up working days"),
    arguments=[argument("file", nargs="?", help=gettext_lazy("CSV file; - for what is piped in"))],
)
def load_calendar(options: argparse.Namespace) -> int:
    """Load the working-day calendar; repeating it adds nothing."""
    return report(rulebook.load_calendar(actor=operator("rulebook.manage"), at=now(), data=read(options.file)))


@command(
    "load-divisions",
    help=gettext_lazy("Load the county's own divisions from the public 12-digit code table"),
    arguments=[
        argument("file", help=gettext_lazy("CSV file with the columns code and name; - for what is piped in")),
        argument("--dry-run", action="store_true", help=gettext_lazy("only say what would change")),
        argument("--close-many", action="store_true", help=gettext_lazy("allow more than a fifth to close")),
    ],
)
def load_divisions(options: argparse.Namespace) -> int:
    """Load divisions; repeating it changes nothing."""
    found = territory.load_divisions(
        data=read(options.file) or b"",
        actor=operator(territory_permissions.MANAGE),
        at=now(),
        dry_run=options.dry_run,
        close_many=options.close_many,
    )
    words = {"added": found.added, "renamed": found.renamed, "closed": found.closed, "kept": found.kept}
    print(_("Opened %(added)s, renamed %(renamed)s, closed %(closed)s, kept %(kept)s.") % words)
    if options.dry_run:
        print(_("This was a trial: nothing has been written."))
    for refusal in found.refusals:
        print(refusal, file=sys.stderr)
    return 0


@command(
    "print-codes",
    help=gettext_lazy("Issue what codes are missing and print a sheet for each village"),
    arguments=[
        argument("place", help=gettext_lazy("division code or name of a village, a township or the county")),
        argument("--into", default="", metavar="FOLDER", help=gettext_lazy("folder for the PDF files")),
        argument("--no-issue", action="store_true", help=gettext_lazy("print only, issue nothing")),
    ],
)
def print_codes(options: argparse.Namespace) -> int:
    """Write one PDF for each village of a place."""
    warn_of_local_address()
    folder = Path(options.into) if options.into else Path(settings.DATA) / "print"
    folder.mkdir(parents=True, exist_ok=True)
    villages = villages_of(options.place)
    progress = Progress(lambda line: print(line, file=sys.stderr))
    for done, village in enumerate(villages, start=1):
        if not options.no_issue:
            territory.issue_cards(
                village_path=village.path, actor=operator(territory_permissions.ISSUE_CARDS), at=now()
            )
        file = folder / f"{village.code}-{village.name}.pdf"
        file.write_bytes(card_sheet_pdf(village.path, base_url=settings.PUBLIC_URL, at=now(), hotline=line_to_call()))
        print(file)
        progress(done, len(villages), village.name)
    return 0


def warn_of_local_address() -> None:
    """Say before paper is wasted that a code with this machine's own address opens nothing on a phone."""
    if urlsplit(settings.PUBLIC_URL).hostname in {"127.0.0.1", "localhost", "::1"}:
        words = _("PUBLIC_URL is not set: these codes open %(address)s, which no phone can reach. Set it, print again.")
        print(words % {"address": settings.PUBLIC_URL}, file=sys.stderr)


def villages_of(text: str) -> list[PlaceView]:
    """
    Find the villages an operator means: by code, by name, a village itself or all below a place.

    :raises Refused: if there is no such place, or more than one of that name.
    """
    place = place_meant(text)
    return [place] if place.kind == "village" else list(places.places_under(place.path, "village"))


def place_meant(text: str) -> PlaceView:
    """Find one place by code or by its exact name."""
    if text.isdigit():
        return places.place_by_code(text)
    found = [place for place in places.search_places(text).items if text in (place.name, place.full_name)]
    if len(found) != 1:
        words = {"name": text, "count": len(found)}
        raise Refused(_("%(count)s places are called %(name)s. Give its division code.") % words)
    return found[0]
