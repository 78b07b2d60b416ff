"""Looking up and ending what requests have to do with each other."""

from datetime import datetime

from django.db.models import Q

from minqing.cases.merging.codes import Tie
from minqing.cases.models import Case, CaseLink

MOST = 50
"""So many requests at most are merged into one, or are parts of one."""


def merged_into(case: Case) -> CaseLink | None:
    """Return what a request goes along with; None where it goes its own way."""
    return CaseLink.objects.filter(case=case, kind=Tie.MERGED, ended_at=None).select_related("other").first()


def going_along(case: Case) -> list[Case]:
    """Return the open requests that go along with this one, the eldest first."""
    links = CaseLink.objects.filter(other=case, kind=Tie.MERGED, ended_at=None, case__stage__gt=0)
    return [link.case for link in links.select_related("case").order_by("case")[:MOST]]


def ties_of(case: Case) -> list[CaseLink]:
    """Return every tie of a request that stands, to what is above it and below."""
    either = CaseLink.objects.filter(Q(case=case) | Q(other=case), ended_at=None)
    return list(either.select_related("case", "other").order_by("kind", "id")[:MOST])


def end_merging(case: Case, at: datetime) -> None:
    """End what a request went along with, if it did: it went its own way."""
    CaseLink.objects.filter(case=case, kind=Tie.MERGED, ended_at=None).update(ended_at=at)


def end_tie(link: CaseLink, at: datetime) -> None:
    """End a tie; it stays for the history."""
    link.ended_at = at
    link.save(update_fields=["ended_at"])
