"""三员分立: administration, security and audit never lie in one hand, over all posts of one person."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from minqing.directory.models import Post, PostGrant
from minqing.directory.permissions import THREE_KEYS
from minqing.kernel.errors import Refused


class TwoKeysInOneHand(Refused):
    """Somebody would hold two of the three keys."""

    code = "two-keys"
    default = _("Administration, security and audit must lie in three different hands.")


def refuse_two_keys(post: Post, *, person_id: UUID | None, wanted: Iterable[str] = ()) -> None:
    """
    Check what a person would hold over all their posts. The posts stay locked until the verb ends.

    :param post: the post that is about to get a grant or a person.
    :param person_id: who sits in it, or is about to.
    :raises TwoKeysInOneHand: if two of the three keys would come together.
    """
    theirs = Q(person=person_id) if person_id else Q(pk__in=[])
    chairs = list(Post.objects.select_for_update().filter(theirs | Q(pk=post.pk)).values_list("pk", flat=True))
    held = set(PostGrant.objects.filter(post__in=chairs).values_list("permission", flat=True)) | set(wanted)
    if sum(bool(names & held) for names in THREE_KEYS.values()) > 1:
        raise TwoKeysInOneHand
