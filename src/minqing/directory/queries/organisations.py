"""Units, posts and their labels."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from minqing.directory.models import Account, Organisation, Person, Post
from minqing.directory.records import OrganisationView, PostView
from minqing.kernel.access import path_range
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import as_uuid
from minqing.kernel.paging import Page, page
from minqing.kernel.ref import Ref
from minqing.kernel.rows import read_first
from minqing.territory import queries as territory


def organisation_view(row: Any) -> OrganisationView:
    """Turn a row into a record."""
    return OrganisationView(
        id=row.id,
        path=row.path,
        name=row.name,
        kind=row.kind,
        place_path=row.place_path,
        phone=row.phone,
        is_open=row.closed_at is None,
    )


def post_view(row: Any) -> PostView:
    """Turn a row with its unit and person into a record."""
    return PostView(
        id=row.id,
        title=row.title,
        person_id=row.person_id,
        person_name=row.person.name if row.person_id else "",
        organisation_name=row.organisation.name,
        org_path=row.organisation.path,
        place_path=row.place_path,
        email=row.email,
        work_phone=row.work_phone,
        is_open=row.closed_at is None,
    )


def organisation(which: str | UUID) -> OrganisationView:
    """
    Return one unit by path or id.

    :raises NotFound: if there is none.
    """
    by_path = isinstance(which, str) and which.endswith("/") and "\0" not in which
    row = read_first(Organisation, "path = %s" if by_path else "id = %s", [which if by_path else as_uuid(which)])
    if row is None:
        raise NotFound
    return organisation_view(row)


def are_there(org_path: str, place_path: str) -> bool:
    """
    Tell whether there are such a unit and such a place, open or closed: else a number of them is nothing, not nought.

    The county itself is always there.
    """
    is_unit = _is_county(org_path) or org_path in organisations([org_path])
    return is_unit and (_is_county(place_path) or place_path in territory.full_names([place_path]))


def _is_county(path: str) -> bool:
    return path.find("/") == len(path) - 1


def organisation_tree(root: str = "", *, closed: bool = False) -> list[OrganisationView]:
    """
    Return units in the order of their paths, so that each stands below its own parent.

    :param root: only this unit and what lies below; everything when empty.
    :param closed: whether closed ones come too.
    """
    rows = Organisation.objects.order_by("path")
    if root:
        rows = rows.filter(path_range("path", root))
    return [organisation_view(row) for row in (rows if closed else rows.filter(closed_at=None))]


def organisations(paths: Iterable[str]) -> dict[str, OrganisationView]:
    """Return several units by path in one query; unknown paths are absent."""
    return {row.path: organisation_view(row) for row in Organisation.objects.filter(path__in=set(paths))}


def post(post_id: UUID | str) -> PostView:
    """
    Return one post, open or closed.

    :raises NotFound: if there is none.
    """
    row = _posts().filter(pk=as_uuid(post_id)).first()
    if row is None:
        raise NotFound
    return post_view(row)


def posts_of(account_id: UUID | str) -> list[PostView]:
    """Return the open posts of an account's person, in the order of units and titles."""
    return [post_view(row) for row in posts_held(account_id)]


def posts_held(account_id: UUID | str) -> QuerySet[Any]:
    """Return the rows behind :func:`posts_of`."""
    rows = _posts().filter(person__account=as_uuid(account_id), person__account__is_active=True, closed_at=None)
    return rows.order_by("organisation__path", "title", "id")


def posts_in(org_path: str, *, below: bool = False) -> list[PostView]:
    """Return the open posts of a unit, or of it and all units below."""
    here = path_range("organisation__path", org_path) if below else Q(organisation__path=org_path)
    rows = _posts().filter(here, closed_at=None)
    return [post_view(row) for row in rows.order_by("organisation__path", "title", "id")]


def staff(text: str = "", *, cursor: str | None = None, size: int = 50) -> Page[PostView]:
    """Return open posts whose title, person or unit holds the text, in the order of the units' tree."""
    rows = _posts().filter(closed_at=None)
    if text.strip():
        text = text.strip()[:40]
        rows = rows.filter(
            Q(title__contains=text) | Q(person__name__contains=text) | Q(organisation__name__contains=text)
        )
    return page(rows, order=("organisation__path", "title", "id"), cursor=cursor, size=size).map(post_view)


def labels(refs: Iterable[Ref]) -> dict[Ref, str]:
    """
    Name many actors of facts at once, in at most two queries.

    :return: reference → what a reader sees: unit and title of a post, never a person.
    """
    wanted = set(refs)
    posts = {str(row.pk): row for row in _posts().filter(pk__in=_ids(wanted, "post"))}
    units = {str(row.pk): row.name for row in Organisation.objects.filter(pk__in=_ids(wanted, "organisation"))}
    return {ref: _label(ref, posts, units) for ref in wanted}


def post_label(ref: Ref) -> str:
    """Name the actor of a fact: unit and title of a post, or what kind of actor it was."""
    return labels([ref])[ref]


def _label(ref: Ref, posts: dict[str, Any], units: dict[str, str]) -> str:
    if ref.kind == "post" and ref.id in posts:
        return post_view(posts[ref.id]).label
    if ref.kind == "organisation" and ref.id in units:
        return units[ref.id]
    kinds = {"receipt": _("The resident"), "system": _("The system"), "client": _("A connected system")}
    return kinds.get(ref.kind, str(ref))


def _ids(refs: Iterable[Ref], kind: str) -> list[UUID]:
    found = []
    for ref in refs:
        try:
            found += [UUID(ref.id)] if ref.kind == kind else []
        except ValueError:
            continue
    return found


def person_of_account(account_id: UUID | str) -> str:
    """
    Return the name of an account's person.

    :raises NotFound: if there is no such account.
    """
    found = Account.objects.filter(pk=as_uuid(account_id)).values_list("person__name", flat=True).first()
    if found is None:
        raise NotFound
    return found


def people(text: str = "", *, limit: int = 50) -> list[tuple[UUID, str]]:
    """Return (id, name) of staff whose name holds the text, for choosing who takes a post."""
    rows = Person.objects.filter(name__contains=text.strip()[:40]).order_by("name", "id")
    return list(rows.values_list("id", "name")[:limit])


def _posts() -> QuerySet[Any]:
    return Post.objects.select_related("organisation", "person")
