"""What a post was told."""

from uuid import UUID

from minqing.directory.models import Notice
from minqing.directory.records import NoticeView
from minqing.kernel.ids import as_uuid
from minqing.kernel.paging import Page, page


def notices_for(
    post_id: UUID | str, *, unread: bool = False, cursor: str | None = None, size: int = 20
) -> Page[NoticeView]:
    """
    Return what a post was told, newest first.

    :param unread: only what nobody in the post has seen.
    """
    rows = Notice.objects.filter(post_id=as_uuid(post_id), **({"read_at": None} if unread else {}))
    found = page(rows, order=("-created_at", "-id"), cursor=cursor, size=size)
    return found.map(
        lambda row: NoticeView(row.id, row.recipe, row.subject, row.text, row.urgent, row.created_at, row.read_at)
    )


def unread_count(post_id: UUID | str) -> int:
    """Count what a post has not seen, up to a hundred."""
    return Notice.objects.filter(post_id=as_uuid(post_id), read_at=None)[:100].count()
