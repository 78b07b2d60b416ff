"""What answers are measured by beside their time: a no and who agreed to it, and what went out though doubted."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Outcome
from minqing.cases.measuring import count, share, term
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Better, Given, Tally

DECIDED = [term("case.refusal_approved"), term("case.refusal_turned_down")]

NO_ASKED = count(
    "no_asked",
    _("Answers that say no, laid before a second office"),
    _("How often did a unit want to answer “not within public duty” or “not reasonable”?"),
    [term("case.refusal_asked")],
    counts=_("Each asking, by its day, at the unit that wanted to say no."),
    misleads=_("Some matters really are nobody's duty. Read it by matter, and beside what was agreed to."),
    given=[Given("case.refusal_asked", {"outcome": Outcome.NOT_WITHIN_DUTY}, 2)],
    gives=2,
)
NO_AGREED = share(
    "no_agreed",
    _("A unit's no that a second office agreed to"),
    _("Of the decisions on a unit's no, how many agreed?"),
    [term("case.refusal_approved")],
    DECIDED,
    counts=_("Decisions of the period, at the unit that said no."),
    misleads=_("Near 100 % may mean that units say no with reason, or that the second office waves it through."),
    given=[Given("case.refusal_approved", times=3), Given("case.refusal_turned_down", times=1)],
    gives=Tally(3, 4),
    better=Better.NEITHER,
)
UNREASONABLE = count(
    "called_unreasonable",
    _("Requests answered as not reasonable"),
    _("How many residents were told, by two offices, that what they ask for is not reasonable?"),
    [term("case.refusal_approved", outcome=Outcome.UNREASONABLE)],
    counts=_(
        "What a second office agreed to, by the day of its decision. Nothing is left out of any other figure for it."
    ),
    misleads=_("It says nothing about residents: whoever asks for much may have been told little."),
    given=[
        Given("case.refusal_approved", {"outcome": Outcome.UNREASONABLE}, 1),
        Given("case.refusal_approved", {"outcome": Outcome.NOT_WITHIN_DUTY}, 4),
    ],
    gives=1,
)
NO_DECIDED_IN_TIME = share(
    "no_decided_in_time",
    _("Decisions on a no that came in time"),
    _("Of the decisions on a unit's no, how many came in the second office's own time?"),
    [term("case.refusal_approved", late=0), term("case.refusal_turned_down", late=0)],
    DECIDED,
    counts=_("Decisions of the period, at the unit that waited for them."),
    misleads=_("What still waits is not in it."),
    given=[Given("case.refusal_approved", {"late": 0}, 3), Given("case.refusal_turned_down", {"late": 1}, 1)],
    gives=Tally(3, 4),
    source="MQ-REFUSE",
)
SENT_AS_IS = share(
    "sent_as_is",
    _("Answers sent though doubted"),
    _("Of the answers given, how many went out as they were though the look at them raised doubts?"),
    [term("case.sent_as_is")],
    [term("case.replied")],
    counts=_("Each answer once, whatever was doubted; what was changed before it went out does not count."),
    misleads=_("The look goes by words: a doubt may be wrong, and a smooth answer may say nothing."),
    given=[Given("case.sent_as_is", times=2), Given("case.replied", times=10)],
    gives=Tally(2, 10),
    better=Better.LOWER,
)

ANEW = ["policy_card.renewed", "policy_card.changed"]
CARDS_IN_FORCE = count(
    "cards_in_force",
    _("Policy cards in force"),
    _("How many policy cards stood at the end?"),
    [
        term("policy_card.published", stock=True),
        *(term(kind, stock=True, was_expired=1) for kind in ANEW),
        term("policy_card.expired", sign=-1, stock=True),
        term("policy_card.retired", sign=-1, stock=True, was_expired=0),
    ],
    counts=_("Published or brought back and neither expired nor retired, by the unit that keeps them."),
    misleads=_("Many cards are not many answers: what nobody finds answers nobody."),
    given=[
        Given("policy_card.published", times=5, when="before"),
        Given("policy_card.published", times=2),
        Given("policy_card.expired", times=3),
        Given("policy_card.renewed", {"was_expired": 1}, 1),
        Given("policy_card.retired", {"was_expired": 0}, 1),
    ],
    gives=4,
)
CARDS_EXPIRED = count(
    "cards_expired",
    _("Policy cards expired and not looked at"),
    _("How many policy cards had expired and were neither renewed nor retired at the end?"),
    [
        term("policy_card.expired", stock=True),
        *(term(kind, sign=-1, stock=True, was_expired=1) for kind in ANEW),
        term("policy_card.retired", sign=-1, stock=True, was_expired=1),
    ],
    counts=_("Their last day has passed and their owner has not looked at them since."),
    misleads=_("Residents see none of them; a unit without cards has none that could expire."),
    given=[
        Given("policy_card.expired", times=4, when="before"),
        Given("policy_card.renewed", {"was_expired": 1}, 1),
        Given("policy_card.renewed", {"was_expired": 0}, 2),
        Given("policy_card.retired", {"was_expired": 1}, 1),
    ],
    gives=2,
)

declare_measures(CARDS_IN_FORCE, CARDS_EXPIRED, NO_ASKED, NO_AGREED, UNREASONABLE, NO_DECIDED_IN_TIME, SENT_AS_IS)
