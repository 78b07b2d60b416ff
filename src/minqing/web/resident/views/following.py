"""Following what was reported already, on the way through a report."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse

from minqing.cases.following import queries
from minqing.cases.following.records import FollowedCase
from minqing.cases.following.service import follow
from minqing.kernel.errors import NotFound, Refused
from minqing.web.resident import places, throttle
from minqing.web.resident.drafting import Draft
from minqing.web.resident.edge import page
from minqing.web.resident.following import same_here
from minqing.web.resident.holding import hold
from minqing.web.resident.stepping import KEPT, Reporting


def follow_one(report: Reporting, draft: Draft, number: str) -> HttpResponse:
    """Give a receipt for one of those offered, with everything typed on the page: filing it as well is one press."""
    if number not in {one.number for one in same_here(report.standing.place_path, draft, report.at)}:
        return report.show(draft, "check")
    request, card = report.request, report.standing.code
    try:
        throttle.refuse_flood(request, card)
        receipt = follow(number=number, submission_token=draft.token, at=report.at)
    except Refused as refusal:
        return report.show(draft, "check", sentences=[refusal, KEPT], status=refusal.status)
    throttle.count_filing(request, card)
    context = {
        "receipt": receipt,
        "followed": queries.followed(receipt, at=report.at),
        "shown": report.standing.place,
        "county": places.county(),
        "carried": draft.typed(),
        "draft_form": True,
    }
    return hold(page(request, "following_page", context), receipt)


def followed_by(receipt: str, *, at: datetime) -> FollowedCase | None:
    """Return what a follower's code shows; None where it is none."""
    try:
        return queries.followed(receipt, at=at)
    except NotFound:
        return None


def followed_page(request: HttpRequest, receipt: str, *, at: datetime) -> HttpResponse | None:
    """Show what the follower's receipt held by this phone shows; None where it is none."""
    found = followed_by(receipt, at=at)
    if found is None:
        return None
    return hold(
        page(request, "followed_page", {"receipt": receipt, "followed": found, "county": places.county()}), receipt
    )
