"""Comparing telephones of requests that look alike. The vault compares; nobody here learns a number or a person."""

from datetime import datetime
from uuid import UUID

from minqing.cases.access import get_case
from minqing.cases.earlier import MOST_COMPARED, PERMISSION, alike, lines_of
from minqing.cases.models import Case
from minqing.cases.records import EarlierCase
from minqing.kernel.access import Actor
from minqing.vault import service as vault

__all__ = ["compare_phones"]


def compare_phones(*, number: str, actor: Actor, at: datetime) -> tuple[EarlierCase, ...]:
    """
    Say which of the requests that look like this one came from the same telephone.

    Only what looks alike is compared, so that nobody can gather one resident's requests. The vault records each
    asking, and the resident sees it.

    :return: at most twenty lines, those of the same telephone first.
    :raises CaseNotFound: if the request is absent, or the actor may not take it in.
    :raises NotFound: if the actor may not look for the same matter, or is barred.
    """
    case = get_case(number, actor=actor, permission=PERMISSION)
    serials = alike(case, actor)[:MOST_COMPARED]
    among = Case.objects.filter(serial__in=serials).values_list("uuid", flat=True)
    matches = vault.possible_same_matter(case.uuid, actor=actor, at=at, among=set(among))
    return lines_of(case, serials, same_phone={UUID(ref.id) for ref in matches})
