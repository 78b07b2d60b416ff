"""Who is told when a list is over: the post that let it be taken in, once."""

from datetime import datetime

from django.utils.translation import gettext as _

from minqing.directory.service import post_notice
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView


@delivers("import.finished", name="exchange.tell_importer")
def tell_importer(fact: FactView, at: datetime) -> None:
    """Tell the post that ordered it how many requests came in and how many lines were refused."""
    if fact.actor.kind != "post":
        return
    words = {"taken": fact.data["taken"], "changed": fact.data["changed"], "refused": fact.data["refused"]}
    text = _("The list has been taken in: %(taken)s new, %(changed)s changed there, %(refused)s refused.") % words
    post_notice(
        post_id=fact.actor.id,
        key="exchange.tell_importer",
        subject=fact.subject,
        text=text,
        urgent=False,
        fact_id=fact.id,
        at=at,
    )
