"""Commands that bring a county's own tables in and its codes out."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.kernel.errors import Refused
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator
from minqing.rulebook import service as rulebook
from minqing.rulebook.records import LoadReport

__all__ = ["load_calendar", "load_rules"]


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
