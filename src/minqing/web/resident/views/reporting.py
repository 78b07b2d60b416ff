"""
A report, step by step.

Forged posts are not guarded against by a cookie here, on purpose: whoever reports has no session that could be
abused, and a report that waited a week on a phone without network must still be taken.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from minqing.cases import service
from minqing.cases.access import public_actor
from minqing.cases.records import Filing, Registered
from minqing.directory.queries import duty_channel
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.ids import normalise_code
from minqing.vault.danger import danger_in
from minqing.web.resident import accusing, asking, drafting, places, preview, throttle, uploads
from minqing.web.resident.drafting import STEPS, Draft
from minqing.web.resident.edge import apply_choice, page, remember_choice
from minqing.web.resident.following import PRESSED
from minqing.web.resident.holding import hold
from minqing.web.resident.places import Standing
from minqing.web.resident.stepping import Reporting

from .following import follow_one
from .start import unknown_card

METHODS = ["GET", "HEAD", "POST"]


@csrf_exempt
@require_http_methods(METHODS)
def report_card(request: HttpRequest, code: str) -> HttpResponse:
    """Report from a card."""
    try:
        standing = places.standing_of_card(normalise_code(code))
    except NotFound:
        return unknown_card(request, code)
    return _report(Reporting(request, standing, back=reverse("resident:scan", args=[code]), at=timezone.now()))


@csrf_exempt
@require_http_methods(METHODS)
def report_place(request: HttpRequest, digits: str) -> HttpResponse:
    """Report for a place chosen from the list."""
    standing, back = places.standing_of_place(digits), reverse("resident:choose_place")
    return _report(Reporting(request, standing, back=back, at=timezone.now()))


def _report(report: Reporting) -> HttpResponse:
    request = report.request
    if request.method != "POST":
        return report.show(drafting.new_draft(), "words", fresh=True)
    try:
        left_behind = uploads.receive(request)
    except Refused as refusal:
        way = (_("Begin again"), request.path)
        context = {"title": _("It did not arrive"), "sentences": [refusal], "way": way}
        return page(request, "plain_page", context, status=refusal.status)
    draft = drafting.read_draft(request.POST)
    step = request.POST.get("step", "")
    step = step if step in STEPS else "words"
    go = request.POST.get("go", "next")
    if apply_choice(request, go):
        return remember_choice(report.show(draft, step), go)
    if go == "bar":
        return report.show(accusing.take_suggestion(draft), "check")
    if go.startswith(PRESSED):
        return follow_one(report, draft, go.removeprefix(PRESSED))
    if go == "next":
        return _go_on(report, draft, step, left_behind=left_behind)
    return report.show(draft, STEPS[max(0, STEPS.index(step) - 1)] if go == "back" else step)


def _go_on(report: Reporting, draft: Draft, step: str, *, left_behind: int) -> HttpResponse:
    if step in {"words", "where"} and not draft.told and (danger := danger_in(f"{draft.text}\n{draft.where}")):
        return report.warn(draft, step, danger)  # before anything is found wrong with the words
    draft, unclear = accusing.settle(draft)
    if step == "where" and asking.shown_first(report.request.POST, draft.matter):
        return report.show(draft, step)  # the matter she just chose asks something more: on the same page
    if problems := drafting.problems_of(draft, step) | (unclear if step == "words" else {}):
        return report.show(draft, step, problems=problems, sentences=drafting.explained(problems), status=422)
    if step != "photos":
        return report.show(draft, STEPS[STEPS.index(step) + 1])
    if missing := ("words", unclear) if unclear else drafting.first_problem(draft):
        sentences = drafting.explained(missing[1])
        return report.show(draft, missing[0], problems=missing[1], sentences=sentences, status=422)
    return _send(report, draft, left_behind=left_behind)


def _send(report: Reporting, draft: Draft, *, left_behind: int) -> HttpResponse:
    request = report.request
    try:
        if not (draft.told and danger_in(f"{draft.text}\n{draft.where}")):  # that it was told is what the sender says
            throttle.refuse_flood(request, report.standing.code)
        photos = uploads.photos_of(request, left_behind=left_behind)
        filing = _filing(draft, report.standing, photos)
        registered = service.register_case(filing=filing, actor=public_actor(), at=report.at)
    except Refused as refusal:
        return report.refuse(draft, refusal, with_photos=bool(request.FILES or left_behind))
    throttle.count_filing(request, report.standing.code)
    added = _add(registered, filing, at=report.at) if registered.changed else ""
    danger = registered.danger  # what is new was read for danger as it was taken in
    if registered.again:
        danger = danger_in(f"{filing.words}\n{filing.where_words}") or danger
    context = {
        "registered": registered,
        "added": added,
        "danger": danger,
        "duty": duty_channel(report.at).state if danger else "",
        "draft": draft,
        "photos": len(photos),
        "at": report.at,
        "public_url": settings.PUBLIC_URL,
    }
    return hold(page(request, "received_page", context), registered.receipt)


def _add(registered: Registered, filing: Filing, *, at: datetime) -> str:
    """
    Add to a report that had arrived already what was changed since: whoever went back and wrote on loses nothing.

    :return: ``yes``, or ``no`` where it can no longer be added.
    """
    try:
        service.add_words(
            receipt=registered.receipt,
            words="\n".join(part for part in (filing.words, filing.where_words) if part),
            known=(filing.name, filing.phone),
            extra_spans=filing.extra_spans,
            at=at,
        )
    except Refused:
        return "no"
    return "yes"


def _filing(draft: Draft, standing: Standing, photos: tuple[bytes, ...]) -> Filing:
    return Filing(
        words=draft.text,
        where_words=preview.place_to_send(draft).strip(),
        place_path=standing.place.path if draft.wide else standing.place_path,
        channel=standing.channel,
        submission_token=draft.token,
        name="" if draft.call == "none" else draft.name.strip(),
        phone=draft.number,
        may_call=draft.call == "call",
        extra_spans=preview.extra_spans(draft),
        photos=photos,
        on_behalf=bool(draft.on_behalf),
        child=draft.speaker,
        about_org_path=draft.about_org_path,
        matter_number=asking.number_in(draft.matter),
        answers=draft.said_more,
    )
