"""Commands that look whether everything is as it was written."""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minqing.cases.folding import verify_cases
from minqing.cases.queries import traces_of_copy
from minqing.cases.visiting.checking import check_draw
from minqing.kernel.access import Actor
from minqing.kernel.counters import COUNTERS
from minqing.kernel.errors import Refused
from minqing.ledger.deliveries import dead_letters, retry_delivery
from minqing.ledger.marks import hidden_in
from minqing.ledger.mirror import Comparison, compare, mirror_file
from minqing.ledger.permissions import RETRY
from minqing.ledger.records import DeadLetter
from minqing.ledger.seals import verify
from minqing.ops.command_line import argument, command, told_to_migrate
from minqing.ops.health import health
from minqing.ops.operator import now, operator

__all__ = ["check_cases", "check_one_draw", "find_copy", "letters", "say_health", "verify_ledger"]


@command("verify-ledger", help=gettext_lazy("Check every fact and seal; name the first fact that does not match"))
def verify_ledger(options: argparse.Namespace) -> int:
    """Walk through the whole ledger."""
    found = verify()
    words = {"facts": found.facts, "seals": found.seals, "unsettled": found.unsettled}
    print(_("%(facts)s facts, %(seals)s seals checked, %(unsettled)s not yet in order.") % words)
    outside = compare()
    tell_of_outside(outside)
    if found.is_sound and not outside.why:
        print(_("The ledger is sound."))
        return 0
    print(_("The ledger is NOT sound: %(why)s") % {"why": found.why or outside.why})
    if found.first:
        print(_("The first fact that does not match: %(fact)s") % {"fact": found.first})
    return 1


def tell_of_outside(outside: Comparison) -> None:
    """Say what stands outside the database, what is still to be written there, and which backups were put back."""
    words = {"file": mirror_file(), "kept": outside.kept, "waiting": outside.waiting}
    print(_("Outside the database, in %(file)s: %(kept)s seals; still to be written: %(waiting)s.") % words)
    for restore in outside.restores:
        print(_("A backup was put back: %(when)s.") % {"when": restore})


@command(
    "verify-cases",
    help=gettext_lazy("Fold every request from its facts again and report what differs"),
    arguments=[argument("--limit", type=int, default=None, help=gettext_lazy("only the latest so many requests"))],
)
def check_cases(options: argparse.Namespace) -> int:
    """Compare state and promise of every request with what its facts say."""
    found = list(verify_cases(limit=options.limit))
    for each in found:
        print(f"{each.number} {each.column}: {each.stored!r} ≠ {each.folded!r}")
    print(ngettext("%(count)s difference.", "%(count)s differences.", len(found)) % {"count": len(found)})
    return 1 if found else 0


@command(
    "check-draw",
    help=gettext_lazy("Compute a month's draw of return visits anew, and say what differs"),
    arguments=[argument("month", help=gettext_lazy("the month, e.g. 202609"))],
)
def check_one_draw(options: argparse.Namespace) -> int:
    """Compare a published draw with what follows from the seal and the stored receipts."""
    try:
        month = datetime.strptime(options.month, "%Y%m").date()  # noqa: DTZ007  # a month has no zone
    except ValueError as malformed:
        raise Refused(_("Please write a month as 202609.")) from malformed
    draw, differing = check_draw(month)
    words = {"n": draw.population, "size": draw.size, "seal": draw.seal_number, "seed": draw.seed}
    print(_("%(n)s closed, %(size)s drawn; seal %(seal)s, seed %(seed)s") % words)
    for line in differing:
        print(line)
    print(_("The draw follows from its seed.") if not differing else _("The draw does NOT follow from its seed."))
    return 1 if differing else 0


@command("health", help=gettext_lazy("Say what /healthz would say"))
def say_health(options: argparse.Namespace) -> int:
    """Look at the whole, without the web server."""
    found = health(now())
    print(json.dumps(found.facts, ensure_ascii=False, indent=2))
    if not found.is_well:
        told_to_migrate()
    return 0 if found.is_well else 1


@command(
    "dead-letters",
    help=gettext_lazy("List notices that could not be sent; --retry sends them again"),
    arguments=[argument("--retry", action="store_true", help=gettext_lazy("put every one of them back in line"))],
)
def letters(options: argparse.Namespace) -> int:
    """List what was given up, and perhaps try it again."""
    actor = operator(RETRY)
    found = list(every_letter(actor))
    for letter in found:
        print(letter)
        if options.retry:
            retry_delivery(delivery_id=letter.id, actor=actor, at=now())
    words = ngettext(
        "%(count)s notice that could not be sent.", "%(count)s notices that could not be sent.", len(found)
    )
    print(words % {"count": len(found)})
    return 0


def every_letter(actor: Actor) -> Iterator[DeadLetter]:
    """Go through all pages of what was given up."""
    cursor = None
    while True:
        page = dead_letters(actor=actor, cursor=cursor)
        yield from page.items
        if page.next is None:
            return
        cursor = page.next


def _names_of_systems() -> dict[str, str]:
    """Name other systems, closed ones too: one that only takes shared data stands in no list of readers."""
    return {one.id: one.name for one in COUNTERS["systems"].rows(operator("exchange.manage"))}


@command(
    "find-copy",
    help=gettext_lazy("Say whose copy of a request this is: by the number on it, or by a text copied from it"),
    arguments=[argument("copy", help=gettext_lazy("number of the copy; - for a text piped in"))],
)
def find_copy(options: argparse.Namespace) -> int:
    """Name the showings that a copy comes from; more than one only where marks of eight letters fall together."""
    marks = hidden_in(sys.stdin.read()) if options.copy == "-" else {options.copy}
    found = [trace for mark in sorted(marks) for trace in traces_of_copy(mark)]
    systems = _names_of_systems() if any(trace.actor.kind == "client" for trace in found) else {}
    for trace in found:
        print(f"{trace.day:%Y-%m-%d}  {trace.title}  {trace.number}  {systems.get(trace.actor.id, trace.who)}")
    if not found:
        print(_("No such copy was ever shown here."))
    return 0 if found else 1
