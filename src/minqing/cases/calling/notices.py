"""Who is told of a call, after which fact."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.cases.models import Call
from minqing.cases.telling import MOST_POSTS, nearest_holders, others, post_each
from minqing.ledger.deliveries import delivers
from minqing.ledger.records import FactView

from .service import CALLS, COMES


@delivers("call.unit_called", "call.became_overdue", name="cases.tell_called", urgent=True)
def tell_called(fact: FactView, at: datetime) -> None:
    """Tell a department that it is called, and once more when its hours have passed."""
    texts = {
        "call.unit_called": _("%(caller)s calls your unit to %(place)s. Please report in by the hour set."),
        "call.became_overdue": _("%(caller)s called your unit to %(place)s, and the hour set has passed."),
    }
    _tell(fact, at, key="cases.tell_called", permission=COMES, path=fact.org_path, text=texts[fact.kind])


@delivers("call.reported_in", name="cases.tell_caller")
def tell_caller(fact: FactView, at: datetime) -> None:
    """Tell the township that a department reported in."""
    text = _("A department that you called to %(place)s has reported in.")
    _tell(fact, at, key="cases.tell_caller", permission=CALLS, path=_call(fact).caller_path, text=text)


@delivers("call.unit_judged", name="cases.tell_judged")
def tell_judged(fact: FactView, at: datetime) -> None:
    """Tell the department what the township says of it; it may say the same of the call."""
    text = _("%(caller)s has judged how your unit answered its call to %(place)s.")
    _tell(fact, at, key="cases.tell_judged", permission=COMES, path=fact.org_path, text=text)


@delivers("call.judged", name="cases.tell_call_judged")
def tell_call_judged(fact: FactView, at: datetime) -> None:
    """Tell the township what a department says of its call."""
    text = _("A department has judged your call to %(place)s.")
    _tell(fact, at, key="cases.tell_call_judged", permission=CALLS, path=fact.org_path, text=text)


def _call(fact: FactView) -> Call:
    call: Call = Call.objects.get(pk=UUID(fact.subject.id))
    return call


def _tell(fact: FactView, at: datetime, *, key: str, permission: str, path: str, text: Any) -> None:
    call = _call(fact)
    posts = nearest_holders(permission, path, call.place_path)[:MOST_POSTS]
    said = str(text) % {"caller": call.caller_name, "place": call.place_name}
    post_each(fact, at, key=key, posts=others(posts, fact), text=said)
