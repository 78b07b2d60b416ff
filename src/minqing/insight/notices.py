"""Who is told that something was written down."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.directory.service import post_notice
from minqing.kernel.times import day_of
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .facts import ISSUE_WRITTEN
from .models import SavedView
from .pivots.kept import TELLING


@delivers(ISSUE_WRITTEN, name=TELLING)
def tell_owner(fact: FactView, at: datetime) -> None:
    """Tell the post that scheduled a view that there is a new issue; nobody where the view is gone."""
    row = SavedView.objects.filter(pk=fact.subject.id, removed_at=None).first()
    if row is None:
        return
    post_notice(
        post_id=row.owner,
        key=TELLING,
        subject=fact.subject,
        text=_("One analysis: %(name)s of %(day)s is there.")
        % {"name": row.name, "day": day_of(fact.happened_at).isoformat()},
        urgent=False,
        fact_id=fact.id,
        at=at,
    )
