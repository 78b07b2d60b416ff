"""The owner of a policy card is told before it expires and when it has."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import PolicyCard
from minqing.cases.paths import and_above
from minqing.cases.service.policies import PERMISSION, STANDS
from minqing.cases.telling import MOST_POSTS, nearest_holders, post_each
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

TEXTS = {
    "policy_card.expiring": _("Policy card “%(title)s” expires on %(day)s. Please look whether it is still true."),
    "policy_card.expired": _("Policy card “%(title)s” has expired and is shown to nobody. Renew or retire it."),
}


@delivers(*TEXTS, name="cases.tell_card_owner")
def tell_card_owner(fact: FactView, at: datetime) -> None:
    """Tell whoever keeps the cards of the unit, the nearest first, that one needs a look."""
    card = PolicyCard.objects.filter(key=fact.subject.id, state__in=STANDS).first()
    if card is None:  # renewed, changed or retired meanwhile
        return
    able = nearest_holders(PERMISSION, card.owner_path, and_above(card.owner_path)[0])
    text = str(TEXTS[fact.kind]) % {"title": card.title, "day": card.valid_to.isoformat()}
    post_each(fact, at, key="cases.tell_card_owner", posts=able[:MOST_POSTS], text=text)
