"""How calls are measured: both sides are judged, the department and the call."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.measuring import count, share, term
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given, Tally

from . import facts  # noqa: F401  # measures name declared kinds
from .codes import Done, Justified

MADE = count(
    "calls_made",
    _("Calls for departments"),
    _("How often did townships call departments to a place?"),
    [term("call.made")],
    counts=_("Each call on its day, at the caller, however many departments it called."),
    misleads=_(
        "Many calls may mean many tangled matters, or work passed upwards: read them beside what was justified."
    ),
    given=[Given("call.made", times=3), Given("call.made", when="after")],
    gives=3,
)
CAME_ON_TIME = share(
    "calls_reported_on_time",
    _("Reported in within the hours set"),
    _("Of the calls that a department answered or missed, how many did it answer within the hours set?"),
    [term("call.reported_in", late=0)],
    [term("call.reported_in", late=0), term("call.became_overdue")],
    counts=_("At the department: on time by the day it reported in, missed by the day the hours passed."),
    misleads=_("Coming is not settling: read it beside what the townships say of it."),
    given=[
        Given("call.reported_in", {"late": 0}, 5),
        Given("call.became_overdue", times=2),
        Given("call.reported_in", {"late": 1}, 1),
    ],
    gives=Tally(5, 7),
    source="HL-12",
)
SETTLED = share(
    "calls_settled",
    _("Settled in the township's word"),
    _("Of the departments that townships judged, how many had settled the matter?"),
    [term("call.unit_judged", done=Done.SOLVED)],
    [term("call.unit_judged")],
    counts=_("At the department that was called, by the day it was judged; each department of a call counts once."),
    misleads=_("The township is one side. The department's own word on the call stands beside it."),
    given=[Given("call.unit_judged", {"done": Done.SOLVED}, 4), Given("call.unit_judged", {"done": Done.NOT}, 1)],
    gives=Tally(4, 5),
    source="HL-12",
)
JUSTIFIED = share(
    "calls_justified",
    _("Justified in the department's word"),
    _("Of the calls that departments judged, how many did need them?"),
    [term("call.judged", justified=Justified.YES)],
    [term("call.judged")],
    counts=_("At the township that called, by the day it was judged; each department of a call says so once."),
    misleads=_("The department is one side: one that would rather not come finds few calls justified."),
    given=[Given("call.judged", {"justified": Justified.YES}, 3), Given("call.judged", {"justified": Justified.NO}, 2)],
    gives=Tally(3, 5),
    source="HL-12",
)

declare_measures(MADE, CAME_ON_TIME, SETTLED, JUSTIFIED)
