"""What is recorded of following."""

from django.utils.translation import gettext_lazy as _

from minqing.cases.facts.columns import MATTER
from minqing.ledger.facts import FactType, declare

FOLLOWED = FactType(
    "case.followed",
    _("Request followed"),
    "Somebody who was about to file the same follows a released request instead, or besides. Nobody knows who.",
    columns={"matter": MATTER},
)

declare(FOLLOWED)
