"""How often residents follow what is public: a request that many follow is more than one request."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.measuring import count, term
from minqing.ledger.declaring import declare_measures
from minqing.ledger.measures import Given

from . import facts  # noqa: F401  # the measure names its kind

FOLLOWED = count(
    "followed",
    _("Requests followed"),
    _("How often did residents follow a request that is public, while filing the same?"),
    [term("case.followed")],
    counts=_("Each receipt given for following, on that day. One person may hold several."),
    misleads=_("Only what an office released can be followed: little may mean that little is public."),
    given=[Given("case.followed", {}, 3)],
    gives=3,
)

declare_measures(FOLLOWED)
