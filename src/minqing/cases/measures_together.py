"""How units work together on one request: parts of co-handlers, disputes and their rulings."""

from django.utils.translation import gettext_lazy as _

from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given, Tally

from .measuring import count, share, term

PARTS_OVERDUE = (
    term("case.part_became_overdue", stock=True),
    *(
        term(kind, sign=-1, stock=True, late=1)
        for kind in ("case.part_answered", "case.part_returned", "case.part_left_out", "case.part_ended")
    ),
)

PARTS_ASKED = count(
    "parts_asked",
    _("Parts asked of the unit"),
    _("How often was the unit asked to help with another unit's request?"),
    [term("case.part_asked")],
    counts=_("Each asking, on its day, at the unit that was asked to help."),
    misleads=_("What a unit is asked for follows from its duties, and from how others like to share their work."),
    given=[Given("case.part_asked", times=4), Given("case.part_asked", when="after")],
    gives=4,
)
PARTS_ON_TIME = share(
    "parts_on_time",
    _("Parts given on time"),
    _("Of the parts that came or should have come, how many came by their day?"),
    [term("case.part_answered", late=0)],
    [term("case.part_answered"), term("case.part_left_out", late=1), *PARTS_OVERDUE],
    counts=_("At the co-handler, never at the lead: given, left out after their day, and overdue and still owed."),
    misleads=_("A part given on time may be thin: read some of them. A lead that answers early spares the late."),
    given=[
        Given("case.part_answered", {"late": 0}, 6),
        Given("case.part_became_overdue", times=5),
        Given("case.part_answered", {"late": 1}, 2),
        Given("case.part_left_out", {"late": 1}, 1),
        Given("case.part_left_out", {"late": 0}, 3),
    ],
    gives=Tally(6, 11),
    source="HL-16",
)
PARTS_LEFT_OUT = count(
    "parts_left_out",
    _("Answers without the unit's part"),
    _("How often did the lead answer without the unit's part?"),
    [term("case.part_left_out")],
    counts=_("Each part that had not come when the lead answered, at the unit that owed it."),
    misleads=_("A lead that does not wait makes it grow as well: read its reasons on the requests."),
    given=[Given("case.part_left_out", times=2), Given("case.part_ended", times=3)],
    gives=2,
)

RULINGS_OVERDUE = (
    term("case.ruling_became_overdue", stock=True),
    term("case.ruled", sign=-1, stock=True, late=1),
    term("case.dispute_ended", sign=-1, stock=True, late=1),
)
DISPUTES = count(
    "disputes",
    _("Disputes over who handles a request"),
    _("How many requests did units return so often that the arbiter had to decide?"),
    [term("case.dispute_opened")],
    counts=_("Each dispute on the day it was opened, at the arbiter's office; also where a request was taken back."),
    misleads=_("It says that duties are unclear or the routing table has gaps, not which of the units was right."),
    given=[Given("case.dispute_opened", times=3), Given("case.dispute_opened", when="before")],
    gives=3,
)
RULED_ON_TIME = share(
    "ruled_on_time",
    _("Rulings on time"),
    _("Of the rulings that came or should have come, how many came within the arbiter's time?"),
    [term("case.ruled", late=0)],
    [term("case.ruled"), *RULINGS_OVERDUE],
    counts=_("In working hours, at the arbiter's office: rulings given, and those overdue and still awaited."),
    misleads=_("Fast is not right: read some of the rulings, and whether the unit then solved the matter."),
    given=[
        Given("case.ruled", {"late": 0}, 4),
        Given("case.ruling_became_overdue", times=3),
        Given("case.ruled", {"late": 1}, 2),
    ],
    gives=Tally(4, 7),
    source="MQ-RULING",
)

TABLED = count(
    "tabled",
    _("Requests put on the meeting list"),
    _("How many requests came back unresolved so often that the government's meeting had to decide?"),
    [term("case.tabled")],
    counts=_(
        "On the day they were put on the list, at the unit that had them; again if it comes back after a decision."
    ),
    misleads=_("Some matters are hard, not badly handled: read what came back before counting whose it was."),
    given=[Given("case.tabled", times=2), Given("case.tabled", when="before")],
    gives=2,
)
declare_measures(PARTS_ASKED, PARTS_ON_TIME, PARTS_LEFT_OUT, DISPUTES, RULED_ON_TIME, TABLED)
