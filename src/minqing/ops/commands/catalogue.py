"""The command that publishes a county's own tree of matters."""

import argparse
import sys

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases.catalogue.planning import sentence_of
from minqing.cases.service import import_matters
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator

from .county import read

__all__ = ["load_matters"]


@command(
    "load-matters",
    help=gettext_lazy("Publish the county's own tree of matters: 大类, 中类, 小类"),
    arguments=[
        argument("file", help=gettext_lazy("CSV file; - for what is piped in")),
        argument("--dry-run", action="store_true", help=gettext_lazy("only say what would change")),
        argument("--retire-many", action="store_true", help=gettext_lazy("allow more than a fifth to be retired")),
    ],
)
def load_matters(options: argparse.Namespace) -> int:
    """Publish a tree; repeating it changes nothing. With refused lines nothing is written."""
    report = import_matters(
        data=read(options.file) or b"",
        actor=operator("cases.route"),
        at=now(),
        dry_run=options.dry_run,
        retire_many=options.retire_many,
    )
    print(sentence_of(report))
    for change in report.changes:
        before = f"（{change.before} → {change.after}）" if change.before else ""
        print(f"  {change.title}  {change.code}  {change.name}{before}")
    for one in report.stranded:
        words = {"name": one.name, "requests": one.requests, "rows": one.rows}
        print(_("%(name)s: %(requests)s open requests and %(rows)s rows of routing wait for a successor.") % words)
    if options.dry_run:
        print(_("This was a trial: nothing has been written."))
    if report.blocked and options.dry_run:
        print(report.blocked, file=sys.stderr)
    for refusal in report.refusals:
        print(refusal, file=sys.stderr)
    return 1 if report.refusals else 0
