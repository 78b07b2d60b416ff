"""The columns of a list of requests when it leaves the office as a table."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Channel, title
from minqing.cases.kinds.codes import RequestKind
from minqing.cases.records import CaseLine
from minqing.kernel.times import SHANGHAI

LINE_COLUMNS = (
    _("Request number"),
    _("State"),
    _("Clock"),
    _("Promised until"),
    _("Matter"),
    _("First words"),
    _("Place"),
    _("Unit"),
    _("Came by"),
    _("Registered on"),
    _("Returned times"),
    _("Kind of request"),
)


def line_cells(line: CaseLine) -> list[Any]:
    """Return one request's cells; the words are the masked ones."""
    due = line.clock.due_at
    return [
        line.number,
        line.state_label,
        line.clock.text,
        f"{due.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if due else "",
        line.matter,
        line.first_words,
        line.place_name,
        line.unit_name,
        str(title(Channel[line.channel.upper()])) if line.channel else "",
        f"{line.registered_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}",
        line.bounce,
        str(title(RequestKind[line.kind.upper()])) if line.kind else "",
    ]
