"""Whose turn it is: seeing a request is one thing, deciding on it belongs to the unit in whose hands it lies."""

from minqing.kernel.access import Actor
from minqing.kernel.errors import NotAllowed

from .models import Case

INTAKE = frozenset(
    {"cases.accept", "cases.dispatch", "cases.recategorise", "cases.withdraw", "cases.reopen", "cases.close"}
)
LEAD = frozenset({"cases.acknowledge", "cases.handle", "cases.approve_extension"})


def responsible_path(case: Case, permission: str) -> str:
    """Return the unit below which a permission must be held to use it on this request; empty where reach suffices."""
    if permission in INTAKE:
        return case.intake_path
    if permission in LEAD:
        return case.unit_path
    return ""


def may_decide(case: Case, actor: Actor, permission: str) -> bool:
    """Tell whether the actor holds a permission where the responsible unit lies."""
    path = responsible_path(case, permission)
    return not path or actor.may(permission, org_path=path, place_path=case.place_path)


def require(case: Case, actor: Actor, *permissions: str) -> Actor:
    """
    Give the actor back if she may decide on this request.

    :raises NotAllowed: if the request lies in another unit's hands; co-handlers see it but do not decide.
    """
    if not all(may_decide(case, actor, permission) for permission in permissions):
        raise NotAllowed
    return actor
