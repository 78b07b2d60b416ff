"""How the custody of a case is held: within reach, not recused, and never by the unit it is about."""

from uuid import UUID

from minqing.kernel.access import Actor, covers
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid
from minqing.kernel.ref import Ref

from .models import Barred, Custody, Reveal


def case_ref(case_id: UUID) -> Ref:
    """The reference of a case in facts."""
    return Ref("case", str(case_id))


def is_barred(case_id: UUID, actor: Actor) -> bool:
    """Tell whether the case is about the actor's unit or one above it, or the actor stepped back from it."""
    about = Barred.objects.filter(case_id=case_id).values_list("org_path", flat=True)
    return str(case_ref(case_id)) in actor.recused or any(covers(path, actor.org_path) for path in about)


def get_custody(case_id: UUID | str, *, actor: Actor, permission: str, lock: bool = False) -> Custody:
    """
    Hold the custody of one case.

    :raises NotFound: if it is absent, out of reach, or the actor is barred; one answer for all three.
    """
    rows = Custody.objects.within(actor, permission)
    found: Custody | None = (rows.select_for_update() if lock else rows).filter(pk=as_uuid(case_id)).first()
    if found is None or is_barred(found.case_id, actor):
        raise NotFound
    return found


def get_reveal(reveal_id: UUID | str, *, actor: Actor, permission: str, lock: bool = False) -> Reveal:
    """
    Hold one reveal.

    :raises NotFound: if it is absent, out of reach, or the actor is barred from its case.
    """
    rows = Reveal.objects.within(actor, permission)
    found: Reveal | None = (rows.select_for_update() if lock else rows).filter(pk=as_uuid(reveal_id)).first()
    if found is None or is_barred(found.case_id, actor):
        raise NotFound
    return found
