"""How well suggestions of a matter do: each beside what a person settled on, read from facts."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.suggesting.codes import Origin, Rank
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given, Tally
from minqing.ledger.terms import Term

from .measuring import share

_GIVEN = [
    Given("suggestion.weighed", {"rank": Rank.FIRST, "origin": Origin.OWN}, 7),
    Given("suggestion.weighed", {"rank": Rank.SECOND, "origin": Origin.OWN}, 1),
    Given("suggestion.weighed", {"rank": Rank.THIRD, "origin": Origin.SEED}, 1),
    Given("suggestion.weighed", {"rank": Rank.NOT_AMONG, "origin": Origin.WORDS}, 1),
]
_COUNTS = _("Each time that a person settled on a request's matter and something had been suggested from its words.")
_MISLEADS = _(
    "Whoever sees a suggestion is drawn to it: a high share shows agreement, not truth. "
    "Read it beside the matters corrected later."
)

SUGGESTED_FIRST = share(
    "suggested_first",
    _("Matter settled as suggested first"),
    _("How often was the matter that a person settled on the one suggested first?"),
    [Term("suggestion.weighed", {"rank": Rank.FIRST})],
    [Term("suggestion.weighed")],
    counts=_COUNTS,
    misleads=_MISLEADS,
    given=_GIVEN,
    gives=Tally(7, 10),
)
SUGGESTED_AMONG = share(
    "suggested_among",
    _("Matter settled among the three suggested"),
    _("How often was the matter that a person settled on among the three suggested?"),
    [Term("suggestion.weighed", {"rank": rank}) for rank in (Rank.FIRST, Rank.SECOND, Rank.THIRD)],
    [Term("suggestion.weighed")],
    counts=_COUNTS,
    misleads=_MISLEADS,
    given=_GIVEN,
    gives=Tally(9, 10),
)

declare_measures(SUGGESTED_FIRST, SUGGESTED_AMONG)
