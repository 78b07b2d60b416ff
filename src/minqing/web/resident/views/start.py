"""The first page: with a card from the door, or without one."""

from datetime import datetime

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from minqing.cases.queries import smallest_shown
from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.kernel.ids import is_valid_code, normalise_code
from minqing.kernel.times import day_of
from minqing.rulebook import queries as rulebook
from minqing.territory import queries as territory
from minqing.vault.queries import reveals_of_last_month
from minqing.vault.records import RevealsOfMonth
from minqing.web.resident import places
from minqing.web.resident.edge import apply_choice, page, remember_choice

HOUR = 3600
RETENTION_RULE = "MQ-RETAIN"


@require_safe
def county(request: HttpRequest) -> HttpResponse:
    """Show the county's first page, with how often who wrote was opened to staff."""
    return page(request, "county_page", {"opened": reveals_told(timezone.now())})


def reveals_told(at: datetime) -> RevealsOfMonth | None:
    """Return last month's public count of reveals; None where no county is loaded. Looked up once an hour."""
    place = territory.county()
    if place is None:
        return None
    return cache.get_or_set(
        f"reveals:{day_of(at)}",
        lambda: reveals_of_last_month(at, smallest=smallest_shown(place.path, at=at)),
        HOUR,
    )


@require_safe
def kept(request: HttpRequest) -> HttpResponse:
    """Say what becomes of what she writes, with the county's own rule and number."""
    return page(request, "kept_page", {"days": days_kept(), "line": directory.line_to_call()})


def days_kept() -> int | None:
    """Return for how many days contact and original words stay after closing, by rule MQ-RETAIN; None for no rule."""
    place = territory.county()
    try:
        rule = rulebook.rule(RETENTION_RULE, place_path=place.path if place else "", on=localdate())
    except NotFound:
        return None
    return rule.value


@require_safe
def find_card(request: HttpRequest) -> HttpResponse:
    """Go to the card whose code was typed."""
    code = normalise_code(request.GET.get("card", ""))[: places.CARD_LENGTH * 2]
    return redirect("resident:scan", code=places.written_code(code)) if code else redirect("resident:county")


@require_safe
def scan(request: HttpRequest, code: str) -> HttpResponse:
    """Show what the card at the door promises."""
    known = normalise_code(code)
    try:
        standing = places.standing_of_card(known)
    except NotFound:
        return unknown_card(request, code)
    return page(
        request,
        "scan_page",
        {
            "place": standing.place,
            "above": standing.above,
            "card": standing.card,
            "code": places.written_code(known),
            "revoked": standing.revoked,
            "people": places.people_of(standing),
            "report_url": reverse("resident:report_card", args=[code]),
            "call_url": reverse("resident:call_card", args=[code]),
            "board_url": reverse("resident:notice_board_of", args=[places.digits_of(standing.place.path)]),
            "paper_url": reverse("resident:paper_form", args=[code]),
            "speak_url": places.speak_url(standing),
            "figures_url": reverse("resident:figures_of", args=[places.digits_of(standing.place.path)]),
        },
    )


def unknown_card(request: HttpRequest, code: str) -> HttpResponse:
    """Say that no card has this code, and whether it looks like a slip of the pen."""
    slip = not is_valid_code(normalise_code(code), length=places.CARD_LENGTH)
    return page(request, "card_unknown_page", {"typed": code[:24], "slip": slip}, status=404)


@require_safe
def call(request: HttpRequest, code: str = "") -> HttpResponse:
    """Show every number that helps."""
    back, people = reverse("resident:county"), []
    if code:
        try:
            standing = places.standing_of_card(normalise_code(code))
        except NotFound:
            return unknown_card(request, code)
        back, people = reverse("resident:scan", args=[code]), places.people_of(standing)
    return page(request, "call_page", {"line": directory.line_to_call(), "people": people, "back": back})


@require_safe
def paper_form(request: HttpRequest, code: str) -> HttpResponse:
    """Show a sheet of A4 to write on by hand, with the card's code to scan."""
    try:
        standing = places.standing_of_card(normalise_code(code))
    except NotFound:
        return unknown_card(request, code)
    back = reverse("resident:scan", args=[code])
    written = places.written_code(normalise_code(code))
    context = {"place": standing.place, "code": written, "card_url": f"{settings.PUBLIC_URL}{back}", "back_url": back}
    return page(request, "paper_form_page", context)


@require_safe
def choose_place(request: HttpRequest, digits: str = "") -> HttpResponse:
    """Let her choose a township, then a village, when there is no card."""
    home = places.county()
    if home is None:
        raise NotFound
    place = places.standing_of_place(digits).place if digits else home
    inner = bool(digits)
    below = territory.places_under(place.path, "village" if inner else "township")
    to = "resident:report_place" if inner else "resident:choose_village"
    context = {
        "place": place,
        "inner": inner,
        "choices": [(one.name, reverse(to, args=[places.digits_of(one.path)])) for one in below],
        "here_url": reverse("resident:report_place", args=[places.digits_of(place.path)]),
        "back": reverse("resident:choose_place") if inner else reverse("resident:county"),
    }
    return page(request, "place_page", context)


@csrf_exempt  # type size and language of one phone: nothing to forge
@require_POST
def choice(request: HttpRequest) -> HttpResponse:
    """Remember type size or language on this phone and go back to where she was."""
    wish, back = request.POST.get("go", ""), request.POST.get("next", "")
    safe = back.startswith("/") and not back.startswith("//") and "\\" not in back
    answer = redirect(back if safe else "/")
    return remember_choice(answer, wish) if apply_choice(request, wish) else answer
