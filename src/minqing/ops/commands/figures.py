"""Commands for what figures are read from."""

import argparse

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.ledger.rolls.auditing import cells_hash, differing_cells
from minqing.ledger.rolls.building import ready_all, rebuild
from minqing.ledger.rolls.folding import fold_all
from minqing.ledger.rolls.remaining import differing_stock
from minqing.ops.command_line import argument, command
from minqing.ops.commands.serving import say
from minqing.ops.operator import now
from minqing.ops.progress import Progress

__all__ = ["audit_rollups", "rebuild_rollups"]


@command(
    "rebuild-rollups",
    help=gettext_lazy("Add every figure's cells up anew from the facts; may be stopped and goes on with --missing"),
    arguments=[argument("--missing", action="store_true", help=gettext_lazy("only what is not there yet"))],
)
def rebuild_rollups(options: argparse.Namespace) -> int:
    """Build cells; while it lasts figures are counted from facts, more slowly and just as right."""
    built = (ready_all if options.missing else rebuild)(Progress(say))
    fold_all(now())
    print(_("%(count)s lines added up. All cells together: %(hash)s") % {"count": built, "hash": cells_hash()})
    return 0


@command(
    "audit-rollups",
    help=gettext_lazy("Count some cells again from the facts and report the first that differs"),
    arguments=[
        argument("--cells", type=int, default=500, help=gettext_lazy("how many")),
        argument("--seed", type=int, default=1, help=gettext_lazy("which; the same seed draws the same")),
    ],
)
def audit_rollups(options: argparse.Namespace) -> int:
    """Draw cells and count what they stand for."""
    found = differing_cells(seed=options.seed, sample=options.cells)
    if found:
        print(_("The cells are NOT what the facts say: %(why)s") % {"why": found})
        return 1
    if stock := differing_stock():
        print(_("What is kept of a stock is NOT what the facts say: %(key)s. Run rebuild-rollups.") % {"key": stock})
        return 1
    print(_("%(count)s cells drawn: each is what the facts say.") % {"count": options.cells})
    return 0
