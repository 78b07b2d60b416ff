"""Signing in and out. Throttling and passwords are the directory's; these views carry the words."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login, logout
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.directory import queries, service
from minqing.kernel.addresses import client_address
from minqing.kernel.errors import NotAllowed, Refused
from minqing.web.doors import needs_account, open_to_all
from minqing.web.pages import fragment, page
from minqing.web.shell import say, works_a_grid

from .forms import NewPassword, SignIn

BACKEND = "django.contrib.auth.backends.ModelBackend"
YEAR = 365 * 24 * 3600


@open_to_all
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; a wrong pair and a locked account get their sentence."""
    if request.method == "GET":
        return render(request, "office/signin/sign_in.html", {"next": request.GET.get("next", "")})
    form = SignIn(request.POST)
    if form.is_valid():
        try:
            account = service.authenticate(**form.cleaned_data, address=client_address(request.META), at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
            return _ask_again(request, form, refusal.status)
        enter(request, account)
        return _go_on(request)
    return _ask_again(request, form, 422)


def enter(request: HttpRequest, account: Any) -> None:
    """Open the session; a person with one post is in it at once, a returning one in the post she left."""
    user = get_user_model().objects.get(pk=getattr(account, "pk", None) or account.id)
    login(request, user, backend=BACKEND)
    request.session["seen"] = timezone.now().timestamp()
    posts = {str(post.id) for post in queries.posts_of(user.pk)}
    left = request.COOKIES.get("office_post", "")
    if len(posts) == 1:
        request.session["post"] = posts.pop()
    elif left in posts and (request.POST.get("again") or request.POST.get("kept_path")):
        request.session["post"] = left


def _ask_again(request: HttpRequest, form: SignIn, status: int) -> HttpResponse:
    context = {
        "form": form,
        "next": request.POST.get("next", ""),
        "again": bool(request.POST.get("again")),
        "kept_path": request.POST.get("kept_path", ""),
        "kept": _kept(request),
    }
    if context["again"]:
        return fragment(request, "office/signin/_again.html", context, status=status)
    return render(request, "office/signin/sign_in.html", context, status=status)


def _kept(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name.removeprefix("kept-"), value)
        for name, values in request.POST.lists()
        for value in values
        if name.startswith("kept-")
    ]


def _go_on(request: HttpRequest) -> HttpResponse:
    """Go where the person was going: the page asked for, the unchanged form, or what was typed."""
    if request.POST.get("again"):
        return fragment(request, "office/signin/_back_again.html", {"token": get_token(request)})
    kept_path = request.POST.get("kept_path", "")
    if kept_path and own_address(kept_path):
        return render(request, "office/signin/kept.html", {"kept": _kept(request), "kept_path": kept_path})
    if getattr(request.user, "must_change_password", False):
        say(request, _("This is a first password. Please choose your own."))
        return redirect("office:password")
    target = request.POST.get("next", "")
    return redirect(target if own_address(target) else reverse("office:home"))


def own_address(target: str) -> bool:
    """Say whether an address is one of the office's own pages."""
    return target.startswith("/office/") and url_has_allowed_host_and_scheme(target, allowed_hosts=None)


@require_POST
@needs_account
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("office:sign_in")


@needs_account
@require_http_methods(["GET", "POST"])
def choose_post(request: HttpRequest) -> HttpResponse:
    """Choose in which post one works now."""
    posts = queries.posts_of(str(request.user.pk))
    if request.method == "GET":
        context = {"posts": posts, "next": request.GET.get("next", "")}
        return render(request, "office/signin/choose_post.html", context)
    chosen = request.POST.get("post", "")
    if chosen not in {str(post.id) for post in posts}:
        raise NotAllowed
    request.session["post"] = chosen
    target = request.POST.get("next", "")
    answer = redirect(target if own_address(target) else reverse("office:home"))
    answer.set_cookie("office_post", chosen, max_age=YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
    return answer


@require_POST
@open_to_all
def look(request: HttpRequest) -> HttpResponse:
    """Remember in this browser how its pages should look: scheme, size of type, language."""
    target = request.POST.get("next", "")
    answer = redirect(target if own_address(target) else reverse("office:home"))
    allowed = {"scheme": ("light", "dark", ""), "type": ("normal", "large"), "lang": ("zh-hans", "en")}
    for name, values in allowed.items():
        value = request.POST.get(name)
        if value in values:
            cookie = settings.LANGUAGE_COOKIE_NAME if name == "lang" else f"office_{name}"
            answer.set_cookie(cookie, value, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return answer


@require_http_methods(["GET", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Change one's own password."""
    form = NewPassword(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            service.change_own_password(
                account_id=str(request.user.pk),
                old=form.cleaned_data["old"],
                new=form.cleaned_data["new"],
                actor=request.actor,  # type: ignore[attr-defined]
                at=timezone.now(),
            )
        except Refused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            enter(request, get_user_model().objects.get(pk=str(request.user.pk)))
            say(request, _("Your password is changed."))
            return redirect("office:home")
    return page(request, "office/signin/password.html", {"form": form}, status=422 if form.errors else 200)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Begin where this post's work is."""
    actor = request.actor  # type: ignore[attr-defined]
    if works_a_grid(actor):
        return redirect("office:grid_today")
    for permission, address in HOMES:
        if actor.holds(permission):
            return redirect(address)
    return redirect("office:measures")


HOMES = (
    ("cases.accept", "/office/desk/?queue=intake"),
    ("cases.oversee", "/office/oversight/"),
    ("cases.pressure", "/office/pressure/"),
    ("directory.alarm", "/office/duty/"),
    ("cases.handle", "/office/desk/?queue=unit"),
    ("cases.verify", "/office/desk/?queue=verify"),
    ("cases.file", "/office/file/"),
    ("cases.read", "/office/desk/?queue=mine"),
    ("vault.approve_reveal", "/office/reveals/"),
    ("directory.manage", "/office/staff/"),
    ("exchange.share", "/office/sharing/"),
    ("insight.read", "/office/board/"),
)
