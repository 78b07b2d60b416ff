"""Roles of posts that this version says something else of than the one under which they were given."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from minqing.directory.models import PostGrant
from minqing.directory.records import OutdatedRole
from minqing.directory.roles import ROLES
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about


def outdated_roles(*, at: datetime) -> list[OutdatedRole]:
    """
    List every role in force of an open post whose permissions are not those of ``ROLES``.

    A permission that somebody took back from a role does not count as missing. Roles that this version no longer
    knows are left alone.
    """
    rows = PostGrant.objects.filter(role__in=ROLES, post__closed_at=None).exclude(until__lte=at)
    held: dict[tuple[UUID, str, str, str], list[Any]] = defaultdict(list)
    for row in rows.order_by("post__organisation__path", "post_id", "role"):
        held[row.post_id, row.role, row.org_path, row.place_path].append(row)
    found = (difference(*key, grants, at=at) for key, grants in held.items())
    return [each for each in found if each is not None]


def difference(
    post_id: UUID, role: str, org_path: str, place_path: str, rows: Sequence[Any], *, at: datetime
) -> OutdatedRole | None:
    """
    Compare what a post holds of a role with what the role is.

    :param rows: the grants of the role at these paths, at least one.
    :return: None where nothing is to be renewed.
    """
    holds, wanted = {row.permission for row in rows}, ROLES[role].permissions
    missing = [name for name in wanted if name not in holds]
    if missing:
        taken = _taken_back(post_id, org_path, place_path, since=min(row.given_at for row in rows))
        missing = [name for name in missing if name not in taken]
    beyond = sorted(holds - set(wanted))
    if not (missing or beyond):
        return None
    return OutdatedRole(post_id, role, org_path, place_path, tuple(missing), tuple(beyond))


def _taken_back(post_id: UUID, org_path: str, place_path: str, *, since: datetime) -> set[str]:
    """Return the permissions that somebody took from a post, one by one, after the role was given."""
    return {
        fact.data.get("permission", "")
        for fact in facts_about(Ref("post", str(post_id)))
        if fact.kind == "grant.withdrawn"
        and fact.happened_at >= since
        and (fact.data.get("org"), fact.data.get("place")) == (org_path, place_path)
    }
