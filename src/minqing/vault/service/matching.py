"""Recognising an earlier request of the same resident, as the law demands, without knowing the resident."""

from collections.abc import Collection
from datetime import datetime
from hmac import compare_digest
from uuid import UUID

from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref
from minqing.ledger.service import record, recorded
from minqing.vault import permissions
from minqing.vault.access import case_ref, get_custody
from minqing.vault.keys import blind_tag
from minqing.vault.models import MatterTag
from minqing.vault.opening import alias, keyring, phone_of

MOST = 20


@recorded
def possible_same_matter(
    case_id: UUID | str, *, actor: Actor, at: datetime, among: Collection[UUID] | None = None
) -> list[Ref]:
    """
    Find other kept cases that came from the same telephone. Each call is a fact that the resident sees.

    It answers with cases, never with a person or a number of cases per person, and only for intake.

    :param among: the cases of the same matter and still relevant; only these are compared.
    :return: at most twenty cases, in no order; empty where no telephone was left.
    :raises NotFound: if the case is absent, out of reach, or about the actor's own unit.
    """
    custody = get_custody(case_id, actor=actor, permission=permissions.SAME_MATTER)
    record(
        "vault.same_matter_asked",
        subject=case_ref(custody.case_id),
        actor=actor.ref,
        at=at,
        org_path=custody.org_path,
        place_path=custody.place_path,
    )
    phone = phone_of(custody.case_id)
    return [case_ref(found) for found in _matches(custody.case_id, phone, among)] if phone else []


def _matches(case: UUID, phone: str, among: Collection[UUID] | None) -> list[UUID]:
    ring = keyring()
    keys = {version: ring.index_key(version) for version in ring.masters}
    rows = MatterTag.objects.using(alias()).exclude(case_id=case)
    if among is not None:
        rows = rows.filter(case_id__in=among)
    found = []
    for other, salt, tag, version in rows.values_list("case_id", "salt", "tag", "key_version").iterator():
        if version in keys and compare_digest(blind_tag(keys[version], bytes(salt), phone), bytes(tag)):
            found.append(other)
            if len(found) == MOST:
                break
    return found
