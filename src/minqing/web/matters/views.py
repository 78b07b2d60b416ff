"""Pages of the matter catalogue that read, and the verbs on one matter."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minqing.cases import queries
from minqing.cases.records import DATATYPES, MatterCard, TreeClass
from minqing.cases.table_verbs import VERBS
from minqing.kernel.errors import NotFound
from minqing.rulebook import queries as rulebook
from minqing.web.choices import matter_choices
from minqing.web.desk.filters import grouped
from minqing.web.doors import needs
from minqing.web.exports import FORMS, table_of
from minqing.web.pages import page
from minqing.web.verbpages import run_here, verb_page

EDITS = ("describe_matter", "set_duties", "set_question")
HEAD = (
    gettext_lazy("Class"),
    gettext_lazy("Code of the class"),
    gettext_lazy("Subclass"),
    gettext_lazy("Code of the subclass"),
    gettext_lazy("Matter of the third level"),
    gettext_lazy("Code of the matter"),
    gettext_lazy("Requests open now"),
)


@require_GET
def tree(request: HttpRequest) -> HttpResponseBase:
    """Show the tree of matters with what is open; the file it gives can be loaded again."""
    actor = request.actor  # type: ignore[attr-defined]
    word, open_only = request.GET.get("q", "")[:60], request.GET.get("only") == "open"
    classes = queries.matter_tree(actor=actor, word=word, open_only=open_only)
    if (form := request.GET.get("as", "")) in FORMS:
        return table_of(form, "matters", HEAD, lines(classes))
    context = {
        "classes": classes,
        "word": word,
        "open_only": open_only,
        "matters": sum(one.matters for one in classes),
        "open": sum(one.open_requests for one in classes),
        "version": next(iter(queries.tree_versions()), None),
        "may_edit": actor.holds("cases.route"),
        "reads": actor.holds("cases.read"),
    }
    return page(request, "office/matters/tree.html", context)


def lines(classes: tuple[TreeClass, ...]) -> Iterator[list[Any]]:
    """Lay the tree out as the lines of a file."""
    for top in classes:
        below = [("", "", top.leaves), *((branch.name, branch.code, branch.leaves) for branch in top.branches)]
        for name, code, leaves in below:
            yield from ([top.name, top.code, name, code, one.name, one.code, one.open_requests] for one in leaves)


@require_GET
def matter(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show one matter with everything that belongs to it."""
    actor = request.actor  # type: ignore[attr-defined]
    card = queries.matter_card(number, actor=actor)
    asked = [{"question": one, "kind": DATATYPES[one.datatype]} for one in card.questions]
    may_edit = actor.holds("cases.route") and not card.retired
    context = {"card": card, "asked": asked, "rule": rule_of(card, actor), "may_edit": may_edit}
    return page(request, "office/matters/matter.html", context)


def rule_of(card: MatterCard, actor: Any) -> Any:
    """Return the rule of time that binds the matter's unit; None where no unit is set or the rule has ended."""
    if not card.rule_id:
        return None
    return next(iter(rulebook.rule_history(card.rule_id, place_path=actor.place_path)), None)


@needs("cases.route")
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, number: int, key: str) -> HttpResponseBase:
    """Change what belongs to a matter; a question is changed by its code."""
    if key not in EDITS:
        raise NotFound
    card = queries.matter_card(number, actor=request.actor)  # type: ignore[attr-defined]
    back = reverse("office:matter", args=[number])
    code = request.GET.get("code", "")
    initial, fixed = beginning(card, key, code), dict[str, Any](matter_number=number)
    if code and key == "set_question":
        fixed["code"] = code
    return verb_page(request, VERBS[key], back=back, lead=card.name, initial=initial, fixed=fixed)


def beginning(card: MatterCard, key: str, code: str) -> dict[str, Any]:
    """
    Fill a form with what stands.

    :raises NotFound: if a question is to be changed that is not asked.
    """
    if key == "set_duties":
        return {"duties": "\n".join(f"{one.text}｜{one.source}" for one in card.duties)}
    if key == "describe_matter":
        names = ("evidence", "evidence_why", "evidence_needed", "not_of_grid")
        return {name: getattr(card, name) for name in names}
    if not code:
        return {}
    question = next((one for one in card.questions if one.code == code), None)
    if question is None:
        raise NotFound
    listed = "\n".join(name if key == name else f"{key}={name}" for key, name in question.choices)
    told = ("code", "label", "datatype", "required", "order", "help")
    return {name: getattr(question, name) for name in told} | {"choices": listed}


@needs("cases.route")
@require_POST
def end_question(request: HttpRequest, number: int, code: str) -> HttpResponseBase:
    """Ask a question no more."""
    back = reverse("office:matter", args=[number])
    return run_here(request, VERBS["retire_question"], back=back, matter_number=number, code=code)


@require_GET
def versions(request: HttpRequest) -> HttpResponseBase:
    """List the trees that were published."""
    return page(request, "office/matters/versions.html", {"versions": queries.tree_versions()})


@require_GET
def version(request: HttpRequest, number: int) -> HttpResponseBase:
    """Show one published tree with its difference to the one before."""
    return page(request, "office/matters/version.html", {"version": queries.tree_version(number)})


@needs("cases.route")
@require_GET
def followed(request: HttpRequest) -> HttpResponseBase:
    """List retired matters with what follows them; those first that something open still names."""
    rows = queries.successions()
    context = {
        "waiting": [one for one in rows if one.requests or one.rows],
        "others": [one for one in rows if not (one.requests or one.rows)],
        "matters": grouped(matter_choices()),
    }
    return page(request, "office/matters/followed.html", context)


@needs("cases.route")
@require_POST
def follow(request: HttpRequest, number: int) -> HttpResponseBase:
    """Let a matter follow a retired one."""
    after = request.POST.get("after", "")
    chosen = int(after) if after.isdigit() else 0
    done = _("What was open went over to the matter chosen.")
    back = reverse("office:matters_followed")
    verb = VERBS["follow_matter"]
    return run_here(request, verb, back=back, done=done, before_number=number, after_number=chosen)
