"""
What is recorded of dual reporting.

What a member says is a fact of the village alone, at the county: it names neither branch nor slip, so that nobody can
read from the ledger which branch lives where. It is confided: no figure, list or own measure is made of it.
"""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.facts import FactType, amount, code, declare

from .codes import SAID

BRANCHES = (
    FactType(
        "branch.slips_issued",
        _("Slips of a branch handed out"),
        "A party branch got numbered slips for its members; who holds which stands on the branch's own paper.",
        columns={"slips": amount("how many slips", "slips")},
    ),
    FactType("branch.slip_voided", _("Slip of a branch voided"), "A slip that nobody had used is worth nothing now."),
    FactType(
        "dual_report.made",
        _("Reported to a community"),
        "A party member reported to a village or community, by her own act. The path is the county's, no branch's.",
        confided=True,
    ),
    FactType(
        "dual_report.said",
        _("Said after reporting"),
        "Somebody who reported pledged, kept it or not, did a duty, put a sign up or down, by her own act.",
        columns={"said": code("d3", "what changed", SAID)},
        confided=True,
    ),
    FactType(
        "dual_report.withdrawn",
        _("Reporting taken back"),
        "Somebody who had reported took it back; pledge, duty and sign went with it.",
        confided=True,
    ),
)

declare(*BRANCHES)
