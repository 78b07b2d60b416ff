"""What kind requests are, and how often the kind was wrong: a complaint that is filed as a question disappears."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.kinds.codes import RequestKind
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Better, Given, Tally

from .measuring import count, share, term

_WAS_QUESTION = {"kind": RequestKind.COMPLAINT, "before": RequestKind.QUESTION}

COMPLAINTS = count(
    "complaints",
    _("Requests said to be complaints"),
    _("How many requests were said to be complaints?"),
    [
        term("case.kind_said", kind=RequestKind.COMPLAINT),
        term("case.kind_corrected", kind=RequestKind.COMPLAINT),
        term("case.kind_corrected", sign=-1, before=RequestKind.COMPLAINT),
    ],
    counts=_("By the kind that a clerk said, with what others corrected: each on the day it was said."),
    misleads=_(
        "Nobody must say a kind, and one who does not want complaints says “question”. "
        "Read it beside the complaints that were recorded as questions."
    ),
    given=[
        Given("case.kind_said", {"kind": RequestKind.COMPLAINT}, 5),
        Given("case.kind_said", {"kind": RequestKind.QUESTION}, 3),
        Given("case.kind_corrected", _WAS_QUESTION, 2),
        Given("case.kind_corrected", {"kind": RequestKind.HELP, "before": RequestKind.COMPLAINT}, 1),
    ],
    gives=6,
)
KINDS_CORRECTED = share(
    "kinds_corrected",
    _("Requests whose kind was corrected"),
    _("How often was the kind that a clerk had said corrected by somebody else?"),
    [term("case.kind_corrected")],
    [term("case.kind_said")],
    counts=_("Each change by a second person, beside the kinds said in the same period."),
    misleads=_("It may mean careless intake, or careful looking afterwards."),
    given=[
        Given("case.kind_said", {"kind": RequestKind.QUESTION}, 10),
        Given("case.kind_corrected", _WAS_QUESTION, 1),
    ],
    gives=Tally(1, 10),
    better=Better.NEITHER,
)
COMPLAINTS_AS_QUESTIONS = count(
    "complaints_as_questions",
    _("Complaints recorded as questions"),
    _("How many complaints had been recorded as questions until somebody else corrected it?"),
    [term("case.kind_corrected", kind=RequestKind.COMPLAINT, before=RequestKind.QUESTION)],
    counts=_("Each correction from question to complaint, on the day of the correction."),
    misleads=_("Only what somebody noticed is counted: none may mean that nobody looked."),
    given=[
        Given("case.kind_corrected", _WAS_QUESTION, 2),
        Given("case.kind_corrected", {"kind": RequestKind.HELP, "before": RequestKind.QUESTION}, 4),
    ],
    gives=2,
)

declare_measures(COMPLAINTS, KINDS_CORRECTED, COMPLAINTS_AS_QUESTIONS)
