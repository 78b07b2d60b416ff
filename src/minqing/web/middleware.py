"""Two gates of the office: who acts, and how a refusal is shown; and what a page may load, said on every answer."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.auth import logout
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from minqing.kernel.errors import NotAllowed, Refused, TooMany
from minqing.kernel.keeping import one_look

GetResponse = Callable[[HttpRequest], HttpResponse]
OFFICE = "/office/"
KEPT = {OFFICE: "private, no-cache", "/api/": "private, no-store"}
"""Where an answer's path begins → who may keep it, where its view says nothing."""
IDLE = timedelta(minutes=getattr(settings, "OFFICE_IDLE_MINUTES", 30))
TOUCH = timedelta(minutes=1)


class ActorMiddleware:
    """
    Put the acting post on the request, and let nobody past the door without one.

    ``request.actor`` is the Actor of the post chosen in the session, or None; the session ends after
    half an hour without a request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Find the actor, then go on."""
        request.actor = None  # type: ignore[attr-defined]
        if request.path.startswith(OFFICE):
            _end_when_idle(request)
            request.actor = _actor_of(request)  # type: ignore[attr-defined]
            _forget_counts(request)
        if request.method == "GET":
            with one_look():
                return self.get_response(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Turn away whoever the view does not let in."""
        if not request.path.startswith(OFFICE) or getattr(view, "open_to_all", False):
            return None
        if not request.user.is_authenticated:
            from .refusals import ask_to_sign_in_again

            return ask_to_sign_in_again(request)
        if request.actor is None and not getattr(view, "needs_account", False):  # type: ignore[attr-defined]
            return redirect(f"{reverse('office:choose_post')}?{urlencode({'next': request.get_full_path()})}")
        return _refuse_without(request, getattr(view, "needs", ())) or _refuse_hasty(request, view)


class RefusedMiddleware:
    """Turn a refusal of any floor into a page or a fragment with its own status."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; refusals arrive in ``process_exception``."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Show a refusal met in the office; leave everything else alone."""
        if isinstance(exception, Refused) and request.path.startswith(OFFICE):
            from .refusals import show_refusal

            return show_refusal(request, exception)
        return None


class PolicyMiddleware:
    """
    Say on every answer what its page may load: the policy of the settings, put together once; and who may keep it.

    What the office and the API answer is for whoever asked: no cache between may keep it. A browser may, so that going
    back finds what was typed; a program need not. A view that says something itself is left alone.
    A page that needs more carries what is added as ``_csp_update``; only the API's description does.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; the answer leaves with its policy."""
        answer = self.get_response(request)
        more = getattr(answer, "_csp_update", None)
        answer.headers[HEADER] = build_policy(update=more) if more else self.policy
        if kept := next((said for begin, said in KEPT.items() if request.path.startswith(begin)), ""):
            answer.headers.setdefault("Cache-Control", kept)
        return answer


def _refuse_without(request: HttpRequest, permissions: tuple[str, ...]) -> HttpResponse | None:
    """Refuse a post that holds none of a view's permissions anywhere."""
    actor = request.actor  # type: ignore[attr-defined]
    if not permissions or any(actor.holds(name) for name in permissions):
        return None
    from .refusals import show_refusal

    return show_refusal(request, NotAllowed())


def _refuse_hasty(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """Refuse a person who asks for what is dear more often than anybody works."""
    from .haste import refuse_hasty_person
    from .refusals import show_refusal

    try:
        refuse_hasty_person(request, view)
    except TooMany as refusal:
        return show_refusal(request, refusal)
    return None


def _end_when_idle(request: HttpRequest) -> None:
    """Sign out an account that has done nothing for half an hour."""
    seen = request.session.get("seen")
    now = timezone.now().timestamp()
    if seen is not None and now - seen > IDLE.total_seconds():
        logout(request)
    elif seen is not None and now - seen > TOUCH.total_seconds():
        request.session["seen"] = now


def _forget_counts(request: HttpRequest) -> None:
    """Let the rail count anew after a form was sent."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor is not None and request.method == "POST":
        from .shell import UNMANNED, counts_key

        cache.delete_many([counts_key(actor), UNMANNED])


def _actor_of(request: HttpRequest) -> Any:
    """Build the actor of the chosen post, as its grants stand now."""
    from minqing.directory import queries

    post_id = request.session.get("post")
    if not post_id or not request.user.is_authenticated:
        return None
    request.posts, actor = queries.acting(str(request.user.pk), post_id, at=timezone.now())  # type: ignore[attr-defined]
    return actor
