"""Commands for the county's own measures, as files."""

import argparse
import sys
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from minqing.insight.own import queries, service
from minqing.insight.own.faults import Fault, told
from minqing.insight.permissions import PUBLISH
from minqing.kernel.errors import Refused
from minqing.ops.command_line import argument, command
from minqing.ops.operator import now, operator

__all__ = ["measures"]

WHAT = ("check", "publish", "list")


@command(
    "measures",
    help=gettext_lazy("Look the county's own measures through, publish them from files, or list all measures"),
    arguments=[
        argument("what", choices=WHAT, help=gettext_lazy("check, publish or list")),
        argument("files", nargs="*", type=Path, help=gettext_lazy("YAML files, one measure each, in their order")),
        argument("--reason", default="", help=gettext_lazy("why there is a new version")),
    ],
)
def measures(options: argparse.Namespace) -> int:
    """Do one of three things with measures."""
    if options.what == "list":
        return list_measures()
    if not options.files:
        raise Refused(_("Name at least one YAML file."))
    done = [_one(file, options) for file in options.files]
    return 0 if all(done) else 1


def list_measures() -> int:
    """Print each measure on a line of its own."""
    lines = queries.listing()
    for line in lines:
        version = _("retired") if line.retired else _("version %(n)s") % {"n": line.version} if line.is_own else ""
        print("\t".join(str(one) for one in (line.key, line.title, line.kind, line.unit, version)))
    print(ngettext("%(n)s measure", "%(n)s measures", len(lines)) % {"n": len(lines)})
    return 0


def _one(file: Path, options: argparse.Namespace) -> bool:
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as unread:
        raise Refused(_("%(file)s cannot be read. It is a text file in UTF-8.") % {"file": file}) from unread
    looked = service.look_through(text)
    _say(file, looked.faults)
    if looked.measure is None:
        return False
    if options.what == "check":
        print(_("%(file)s: sound, %(key)s.") % {"file": file, "key": looked.measure.key})
        return True
    done = service.publish_measure(text=text, reason=options.reason, actor=operator(PUBLISH), at=now())
    said = {"file": file, "key": done.key, "n": done.version, "hash": done.digest}
    print(_("%(file)s: published as %(key)s, version %(n)s, definition %(hash)s.") % said)
    return True


def _say(file: Path, faults: tuple[Fault, ...]) -> None:
    for fault in faults:
        print(f"{file}: {told(fault)}", file=sys.stderr if fault.grave else sys.stdout)
