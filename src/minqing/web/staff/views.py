"""Pages of the directory. Each button is a verb of the directory's own table."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.directory import permissions as may
from minqing.directory import queries
from minqing.directory.queries.organisations import people
from minqing.directory.records import PostView
from minqing.directory.roles import ROLES
from minqing.directory.verbs import VERBS
from minqing.kernel.errors import NotFound
from minqing.kernel.permissions import PERMISSIONS
from minqing.kernel.verbs import Field, Verb
from minqing.territory.queries import full_names as place_names
from minqing.web.choices import place_choices
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

from .recusals import recusals_on_page
from .standing_in import stand_ins_on_page

COLUMNS = (
    gettext_lazy("Unit"),
    gettext_lazy("Post"),
    gettext_lazy("Full name"),
    gettext_lazy("Work telephone"),
    gettext_lazy("Work e-mail"),
)
ON_POST = {"set_post_contact", "vacate_post", "close_post", "give_role", "appoint", "set_duty_line"}
LOOSE = {"open_organisation", "open_post", "register_person"}
ON_UNITS = LOOSE | {"close_organisation"}


@require_GET
def staff(request: HttpRequest) -> HttpResponse:
    """List posts with whoever sits in them; every member of staff may look up a colleague."""
    text = request.GET.get("text", "").strip()
    if (form := request.GET.get("as", "")) in FORMS:
        rows = ([p.organisation_name, p.title, p.person_name, p.work_phone, p.email] for p in everybody(text))
        return table_of(form, "posts", COLUMNS, rows)
    found = queries.staff(text, cursor=request.GET.get("cursor"))
    context = {"found": found, "text": text, "offers": offers(request, LOOSE)}
    return staff_page(request, "office/staff/staff.html", context)


def staff_page(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Draw a page of the directory with its tabs; a tab that would be refused is not shown."""
    actor = request.actor  # type: ignore[attr-defined]
    may_see = any(actor.holds(key) for key in (may.ACCOUNT, may.AUDIT))
    return page(request, template, {"may_see_accounts": may_see, **context})


def everybody(text: str) -> Iterator[PostView]:
    """Go through every page of the posts found: a file holds what the list holds, not its first page."""
    cursor = None
    while True:
        found = queries.staff(text, cursor=cursor, size=200)
        yield from found.items
        if (cursor := found.next) is None:
            return


def offers(request: HttpRequest, keys: set[str]) -> list[Verb]:
    """Return the verbs of these keys for which the actor holds the permission somewhere."""
    actor = request.actor  # type: ignore[attr-defined]
    return [verb for key, verb in VERBS.items() if key in keys and actor.holds(verb.permission)]


@require_GET
def units(request: HttpRequest) -> HttpResponse:
    """Show the tree of units."""
    context = {"units": queries.organisation_tree(), "offers": offers(request, ON_UNITS)}
    return staff_page(request, "office/staff/units.html", context)


@require_GET
def post(request: HttpRequest, post_id: str) -> HttpResponse:
    """Show one post: who sits in it, how it is reached, what it may do."""
    actor = request.actor  # type: ignore[attr-defined]
    may_see = any(actor.holds(key) for key in may.SEE_GRANTS) or str(actor.ref.id) == post_id
    found = queries.post(post_id)
    context = {
        "post": found,
        "place_name": place_names([found.place_path]).get(found.place_path, found.place_path),
        "groups": grouped_grants(post_id) if may_see else [],
        "may_see": may_see,
        "may_withdraw": actor.holds(may.GRANT),
        "offers": offers(request, ON_POST | {"seat_person"}),
        **stand_ins_on_page(post_id, actor),
        **recusals_on_page(post_id, actor),
    }
    return staff_page(request, "office/staff/post.html", context)


def grouped_grants(post_id: str) -> list[dict[str, Any]]:
    """Return a post's grants by role and reach, each permission in words."""
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for grant in queries.grants_of(post_id):
        groups.setdefault((grant.role, grant.org_path, grant.place_path), []).append(grant)
    units = queries.organisations(org for _role, org, _place in groups)
    places = place_names([place for _role, _org, place in groups])
    return [
        {
            "title": ROLES[role].title if role in ROLES else _("Single permissions"),
            "unit": units[org_path].name if org_path in units else org_path,
            "place": places.get(place_path, place_path),
            "grants": [{"id": one.id, "title": PERMISSIONS.get(one.permission, one.permission)} for one in grants],
        }
        for (role, org_path, place_path), grants in groups.items()
    ]


@require_http_methods(["GET", "POST"])
def loose_verb(request: HttpRequest, key: str) -> HttpResponse:
    """Open or close a unit, open a post, add a person."""
    if key not in ON_UNITS:
        raise NotFound
    back = reverse("office:units" if key.endswith("_organisation") else "office:staff")
    return verb_page(request, with_people(VERBS[key]), back=back)


@require_http_methods(["GET", "POST"])
def post_verb(request: HttpRequest, post_id: str, key: str) -> HttpResponse:
    """Do one verb on a post."""
    if key not in ON_POST | {"seat_person"}:
        raise NotFound
    found = queries.post(post_id)
    initial = {"work_phone": found.work_phone, "email": found.email, "place_path": found.place_path}
    initial |= {"org_path": found.org_path, "phone": found.work_phone}
    verb = with_people(with_places(VERBS[key]))
    back = reverse("office:post", args=[post_id])
    return verb_page(request, verb, back=back, lead=found.label, initial=initial, fixed={"post_id": post_id})


def with_people(verb: Verb) -> Verb:
    """Let a person be chosen by name where the verb's table asks for an id."""
    fields = tuple(_named(field) if field.name == "person_id" else field for field in verb.fields)
    return Verb(verb.key, verb.title, verb.permission, verb.run, fields, verb.confirm)


def with_places(verb: Verb) -> Verb:
    """Let a township or village be chosen by name where the table asks for a path; what lies below has its own page."""
    fields = tuple(
        Field(one.name, "choice", one.label, one.required, choices=place_choices)
        if (one.name, one.kind) == ("place_path", "text")
        else one
        for one in verb.fields
    )
    return replace(verb, fields=fields)


def _named(field: Field) -> Field:
    return Field(field.name, "choice", field.label, field.required, choices=_people)


def _people() -> list[tuple[str, str]]:
    return [(str(key), name) for key, name in people(limit=2000)]


@needs(may.GRANT)
@require_POST
def withdraw(request: HttpRequest, post_id: str, grant_id: str) -> HttpResponse:
    """Take one permission from a post."""
    return run_here(request, VERBS["withdraw_grant"], back=reverse("office:post", args=[post_id]), grant_id=grant_id)


@needs(may.ACCOUNT, may.AUDIT)
@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """List accounts for whoever opens them, and for the auditor."""
    actor, text = request.actor, request.GET.get("text", "").strip()[:40]  # type: ignore[attr-defined]
    context = {"accounts": queries.accounts(actor, text), "text": text, "may_change": actor.holds(may.ACCOUNT)}
    return staff_page(request, "office/staff/accounts.html", context)


@needs(may.ACCOUNT)
@require_http_methods(["GET", "POST"])
def open_account(request: HttpRequest) -> HttpResponse:
    """Let a member of staff sign in."""
    lead = _("The person changes this password when signing in for the first time.")
    return verb_page(request, with_people(VERBS["create_account"]), back=reverse("office:accounts"), lead=lead)


@needs(may.ACCOUNT)
@require_http_methods(["GET", "POST"])
def account_verb(request: HttpRequest, account_id: str, key: str) -> HttpResponse:
    """Set a first password, close or reopen an account."""
    if key not in {"set_password", "close_account", "reopen_account"}:
        raise NotFound
    known = {str(one.id): f"{one.person_name} · {one.login}" for one in queries.accounts(request.actor)}  # type: ignore[attr-defined]
    lead = known.get(account_id, "")
    return verb_page(request, VERBS[key], back=reverse("office:accounts"), lead=lead, fixed={"account_id": account_id})
