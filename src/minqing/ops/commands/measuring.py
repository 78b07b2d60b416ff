"""The command that measures."""

import argparse
import shutil
import tempfile
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext_lazy

from minqing.ops.bench.plans import Plan
from minqing.ops.bench.running import run
from minqing.ops.command_line import argument, command
from minqing.ops.commands.serving import say

__all__ = ["bench"]

PARTS = ("weighing", "reading", "filing", "killing", "figures", "searching", "importing")


@command(
    "bench",
    help=gettext_lazy("Measure filing, reading, killed servers and weights; writes docs/benchmarks.md"),
    arguments=[
        argument("--on", nargs="+", default=["sqlite", "postgres"], choices=["sqlite", "postgres"]),
        argument("--parts", nargs="+", default=list(PARTS), choices=PARTS),
        argument("--sizes", nargs="+", type=int, default=[10_000, 100_000, 1_000_000]),
        argument("--seconds", type=float, default=20.0, help=gettext_lazy("length of each run under load")),
        argument("--rounds", type=int, default=60, help=gettext_lazy("readings of each page")),
        argument("--base", default="small"),
        argument("--facts", type=int, default=10_000_000, help=gettext_lazy("facts that figures are read from")),
        argument("--keep", default="", help=gettext_lazy("folder to work in and to keep")),
    ],
)
def bench(options: argparse.Namespace) -> int:
    """Measure in a folder of its own; nothing of the installation's data is touched."""
    folder = Path(options.keep or tempfile.mkdtemp(prefix="minqing-bench-"))
    plan = Plan(
        folder, options.on, options.parts, options.seconds, options.sizes, options.rounds, options.base, options.facts
    )
    try:
        page = run(plan, day=timezone.localdate().isoformat(), say=say)
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)
    say(str(page))
    return 0
