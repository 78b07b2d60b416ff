"""What return visits say, beside what residents say of themselves; never mixed with their ratings."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.codes import Solved
from minqing.cases.measuring import share, term
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given, Tally

SOLVED_ON_VISITS = share(
    "visits_solved",
    _("Residents who say on a return visit that it is solved"),
    _("Of the residents drawn and reached, how many said that it is solved?"),
    [term("visit.made", solved=Solved.YES)],
    [term("visit.made")],
    counts=_("Only what residents said to the hotline's own post; a sample drawn by a published seed."),
    misleads=_("A sample has a margin: of thirty, nine in ten may as well be eight. Who is not reached says nothing."),
    given=[Given("visit.made", {"solved": Solved.YES}, 6), Given("visit.made", {"solved": Solved.NO}, 2)],
    gives=Tally(6, 8),
    source="HL-08",
)
declare_measures(SOLVED_ON_VISITS)
