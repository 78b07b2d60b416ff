"""What may be taken back within a minute, by the post that did it, while nothing has come after it (ADR 0102)."""

from datetime import datetime, timedelta

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotFound
from minqing.ledger import queries as ledger
from minqing.ledger.records import FactView

from .models import Case, PromiseChange

UNDOES = {
    "withdraw_note": "case.noted",
    "restore_matter": "case.recategorised",
    "take_back_dispatch": "case.dispatched",
}
"""Which fact each of these steps takes back."""
WINDOW = timedelta(minutes=1)


def own_last(case: Case, actor: Actor, key: str, at: datetime) -> FactView | None:
    """Return the fact that this step would take back now; None where there is none: two queries at most."""
    last = case.entries.order_by("-at", "-id").values_list("kind", "at", "fact_id").first()
    if last is None or last[0] != UNDOES[key] or not is_fresh(last[1], at):
        return None
    try:
        fact = ledger.fact(last[2])
    except NotFound:
        return None
    return fact if fact.actor == actor.ref and _is_loose(case, fact) else None


def is_fresh(done_at: datetime, at: datetime) -> bool:
    """Tell whether a step was taken within the last minute."""
    return timedelta(0) <= at - done_at <= WINDOW


def undoable(case: Case, actor: Actor, at: datetime) -> str:
    """Return the step by which this actor may take back what stands last in the history; empty for none."""
    last = case.entries.order_by("-at", "-id").values_list("kind", "at").first()
    if last is None or not is_fresh(last[1], at):
        return ""
    key = next((key for key, kind in UNDOES.items() if kind == last[0]), "")
    return key if key and own_last(case, actor, key, at) else ""


def _is_loose(case: Case, fact: FactView) -> bool:
    """
    Tell whether nothing else hangs on it.

    A dispatch stays where others went along with it, an overseer ruled, or the resident was told another day by it.
    """
    if fact.kind != "case.dispatched":
        return True
    if case.leads or case.same_as or case.routing_why == "ruling":
        return False
    return not PromiseChange.objects.filter(case=case, at=fact.happened_at).exists()
