"""Which verbs a person may use on a request now: drawn from the state table, her grants and what stands open."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime

from minqing.cases.merging.codes import Tie
from minqing.kernel.access import Actor

from .merging.ties import ties_of
from .models import Case
from .parts import OWN_PART, PART_VERBS, fits_part
from .records import OfferedVerb
from .releasing.offering import RELEASING, may_be_offered
from .responsible import may_decide
from .service.verifying import may_verify
from .states import LIFECYCLE
from .steps import GOES_ALONG
from .tabling import is_tabled
from .undoing import UNDOES, undoable
from .verbs import VERBS

KEPT_BACK = GOES_ALONG | {"decline", "divert", "accept", "accept_and_dispatch"}
_SEPARATED = frozenset({"verify", "rework"})


def offered(case: Case, actor: Actor) -> tuple[OfferedVerb, ...]:
    """
    Return the verbs this actor may use on this request now, the likely one first.

    What is offered is also checked again by the verb itself.
    """
    verbs = [OfferedVerb(key, VERBS[key].title, VERBS[key].likely) for key in _possible(case, actor)]
    return tuple(sorted(verbs, key=lambda verb: not verb.likely))


def undo_offered(case: Case, actor: Actor, at: datetime) -> tuple[OfferedVerb, ...]:
    """Return the step that takes back what this actor did on this request within the last minute, if there is one."""
    key = undoable(case, actor, at)
    arrow = LIFECYCLE.arrow(case.state, key)
    if arrow is None or not _granted(case, actor, arrow.permission, own=False):
        return ()
    return (OfferedVerb(key, VERBS[key].title),)


def _possible(case: Case, actor: Actor) -> Iterator[str]:
    arrows = {arrow.verb: arrow.permission for arrow in LIFECYCLE.verbs(case.state)}
    for key in VERBS:
        if key in arrows and _may_now(case, actor, key, arrows[key]):
            yield key


def fits(case: Case, actor: Actor, key: str) -> bool:
    """Tell whether this actor may use one verb on this request now."""
    arrow = LIFECYCLE.arrow(case.state, key)
    return arrow is not None and key in VERBS and _may_now(case, actor, key, arrow.permission)


def _may_now(case: Case, actor: Actor, key: str, permission: str) -> bool:
    if not _granted(case, actor, permission, own=key in OWN_PART):
        return False
    return not (case.same_as and case.is_open and key in KEPT_BACK) and _fits(case, actor, key)


def _granted(case: Case, actor: Actor, permission: str, *, own: bool) -> bool:
    """Tell whether she holds it here; ``own`` are steps on the part of her own unit, whoever leads."""
    parties = [party.org_path for party in case.parties.all() if not party.barred]
    pairs = [(path, case.place_path) for path in {case.intake_path, case.lead_path, *parties} if path]
    return actor.may_any(permission, pairs) and (own or may_decide(case, actor, permission))


def _order_waits(case: Case) -> bool:
    return case.supervise_round > 0 and case.supervisions.filter(answered_at__isnull=True).exists()


_WAITED_FOR: Mapping[str, Callable[[Case], bool]] = {
    "decide_extension": lambda case: any(one.state == "asked" for one in case.extensions.all()),
    "record_decision": is_tabled,
    "answer_supervision": _order_waits,
}
"""Steps that answer something, and whether it stands open on a request."""


def _fits(case: Case, actor: Actor, key: str) -> bool:
    if key in UNDOES:  # only within a minute, so only where the moment is known: see ``undo_offered``
        return False
    if key in _SEPARATED:
        return may_verify(case, actor)
    if key in _WAITED_FOR:
        return _WAITED_FOR[key](case)
    if key in PART_VERBS:
        return fits_part(case, actor, key)
    if key == "decide_refusal":
        return case.refusals.filter(state="asked").exists() and may_verify(case, actor)
    if key in RELEASING:
        return may_be_offered(case, key)
    return _stands(case, actor, key)


def _stands(case: Case, actor: Actor, key: str) -> bool:
    conditions = {
        "dispatch": not case.needs_ruling,
        "decide_dispute": case.needs_ruling,
        "return_case": not case.ruled,
        "ask_extension": not case.overdue,
        "suspend": not case.overdue,
        "give_new_day": case.overdue,
        "lift_bar": any(party.role == "accused" for party in case.parties.all()) if case.has_barred else False,
        "unmerge": bool(case.same_as),
        "untie": key == "untie" and any(link.kind > Tie.MERGED for link in ties_of(case)),
        "recuse_self": actor.ref.kind == "post",
        "accept_and_dispatch": actor.may("cases.dispatch", org_path=case.intake_path, place_path=case.place_path),
    }
    return conditions.get(key, True)


def likely_verb(case: Case, actor: Actor) -> str:
    """Return the ordinary next step of a line in a list, as far as the line alone tells; empty for none."""
    for arrow in LIFECYCLE.verbs(case.state):
        verb = VERBS.get(arrow.verb)
        if verb is None or not verb.likely or arrow.verb in {"decide_extension", "decide_refusal", "resume", *OWN_PART}:
            continue
        if (
            may_decide(case, actor, verb.permission)
            and actor.holds(verb.permission)
            and _stands(case, actor, arrow.verb)
        ):
            return arrow.verb
    return ""
