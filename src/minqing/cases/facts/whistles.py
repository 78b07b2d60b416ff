"""
What becomes of reports about the conduct of staff. The path is the office outside the chain, the place the county.

No matter, no village and no unit stands in these facts: in a small place each would name who reported.
"""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount

from .columns import LATE, LEVEL, WAITED

WHISTLES = (
    FactType(
        "whistle.reported",
        _("Conduct of staff reported"),
        "Somebody reported the conduct of staff to the office outside the chain.",
    ),
    FactType(
        "whistle.read",
        _("Report about staff opened"),
        "A post of the office outside the chain opened the list of reports about staff, with their words.",
        columns={"rows": amount("how many stood in it", unit="reports")},
    ),
    FactType(
        "whistle.taken_up",
        _("Report about staff taken up"),
        "The office outside the chain took a report up.",
        columns={"late": LATE, "hours": WAITED},
    ),
    FactType(
        "whistle.answered",
        _("Report about staff answered"),
        "The office outside the chain answered whoever reported.",
        columns={"hours": WAITED},
    ),
    FactType(
        "whistle.reminded",
        _("Report about staff asked after"),
        "Nobody took a report up in its time, and the clock spoke, in working hours.",
        columns={"level": LEVEL},
    ),
)
