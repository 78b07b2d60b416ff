"""Roles given before a new version said something else of them: found, and given anew, each change by its fact."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.directory.models import PostGrant
from minqing.directory.queries.outdated import difference
from minqing.directory.records import OutdatedRole
from minqing.kernel.access import Actor
from minqing.kernel.ids import uuid7
from minqing.ledger.service import recorded

from .grants import UnableToGrant, grantable, record_grant
from .three_keys import refuse_two_keys


@recorded
def renew_role(
    *, post_id: UUID | str, role: str, org_path: str, place_path: str, actor: Actor, at: datetime
) -> OutdatedRole:
    """
    Bring a role that a post holds to what this version says of it.

    What is missing is given until the same day and for the same reason as the rest; what is beyond is taken back. A
    permission that somebody took back from the role stays away.

    :return: what was given and taken.
    :raises NotFound: if the post is out of reach.
    :raises NotAllowed: if the paths are outside what the actor may grant, or the post is the actor's own.
    :raises UnableToGrant: if there is nothing to renew.
    :raises TwoKeysInOneHand: if the person would hold two of the three keys.
    """
    post = grantable(post_id, org_path, place_path, actor)
    held = PostGrant.objects.filter(post=post, role=role, org_path=org_path, place_path=place_path)
    rows = list(held.select_for_update().exclude(until__lte=at))
    changed = difference(post.pk, role, org_path, place_path, rows, at=at) if rows else None
    if changed is None:
        raise UnableToGrant(_("The role is what this version says already."))
    refuse_two_keys(post, person_id=post.person_id, wanted=changed.missing)
    PostGrant.objects.bulk_create(_given(changed, rows[0], at))
    held.filter(permission__in=changed.beyond).delete()
    where = {"role": role, "org": org_path, "place": place_path}
    for name in changed.missing:
        record_grant("grant.given", post, actor, at, rows[0].until, permission=name, **where)
    for name in changed.beyond:
        record_grant("grant.withdrawn", post, actor, at, None, permission=name, **where)
    return changed


def _given(changed: OutdatedRole, like: PostGrant, at: datetime) -> Iterator[PostGrant]:
    for name in changed.missing:
        yield PostGrant(
            id=uuid7(at),
            post_id=like.post_id,
            permission=name,
            role=like.role,
            org_path=like.org_path,
            place_path=like.place_path,
            reason=like.reason,
            until=like.until,
            given_at=at,
        )
