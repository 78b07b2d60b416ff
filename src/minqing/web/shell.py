"""What stands around every page: the rail by task, the post, what is new, the red bar."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from minqing.cases import queries as cases
from minqing.directory import queries as directory
from minqing.insight import finding

Text = str | Promise
FRESH = 10
SHORT = 2
"""How many levels the path of a township has."""
LONGEST_RAIL = 18
"""So many lines stand open at once; what does not fit on a usual screen is folded under its title."""
UNMANNED = "office-unmanned"
"""Where the duties that nobody does are remembered for ten seconds, or until somebody sends a form."""


@dataclass(frozen=True, slots=True)
class Task:
    """
    One line of the rail.

    :param needs: permissions of which one lets the line appear; none means everybody.
    :param queue: the queue that it opens and whose size stands beside it, or "".
    :param counted: the number that stands beside a line that opens no queue, or "".
    :param only: tells of an actor with a permission whether the line is for it; None for each.
    """

    title: Text
    url: str
    needs: tuple[str, ...] = ()
    queue: str = ""
    counted: str = ""
    only: Callable[[Any], bool] | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the rail as this person sees it now."""

    title: Text
    href: str
    count: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Section:
    """Lines of the rail under one title; the first ones have none. A closed one opens with a press."""

    title: Text
    items: tuple[Item, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post to switch to."""

    id: str
    title: str
    organisation_name: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Alarm:
    """What stands in the red bar: one sentence, and where to look, if this person may look there."""

    text: str
    href: str = ""
    link: Text = ""


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the frame of a page shows."""

    person: str = ""
    post: str = ""
    unit: str = ""
    posts: tuple[HeldPost, ...] = ()
    sections: tuple[Section, ...] = ()
    unread: str = ""
    alarm: Alarm | None = None
    seek: str = ""
    may_search: bool = False
    said: tuple[str, ...] = ()
    undone: tuple[tuple[str, str], ...] = ()
    counts: Any = field(default=None)


def works_a_grid(actor: Any) -> bool:
    """Tell whether a post reports from cells or villages, and from nowhere wider."""
    files = actor.reach("cases.file")
    narrow = all(grant.place_path.count("/") > SHORT for grant in files)
    return bool(files) and narrow and not actor.holds("cases.accept")


RAIL: tuple[tuple[Text, tuple[Task, ...]], ...] = (
    (
        "",
        (
            Task(gettext_lazy("My grid"), "grid_today", ("cases.file",), only=works_a_grid),
            Task(gettext_lazy("My work"), "desk", ("cases.read",), "mine"),
            Task(gettext_lazy("My unit"), "desk", ("cases.read",), "unit"),
            Task(gettext_lazy("Shared with us"), "desk", ("cases.handle", "cases.acknowledge"), "co"),
            Task(gettext_lazy("Parts to give"), "parts", ("cases.handle", "cases.acknowledge"), counted="parts"),
            Task(
                gettext_lazy("Calls of townships"),
                "calls",
                ("cases.call", "cases.acknowledge"),
                counted="calls",
            ),
            Task(gettext_lazy("Supervised"), "desk", ("cases.read",), "supervised"),
            Task(gettext_lazy("Intake desk"), "desk", ("cases.accept", "cases.dispatch"), "intake"),
            Task(gettext_lazy("To verify"), "desk", ("cases.verify",), "verify"),
            Task(
                gettext_lazy("Ladder of supervision"),
                "supervision",
                ("cases.supervise", "cases.handle", "cases.oversee"),
                counted="supervision",
            ),
            Task(gettext_lazy("For the government's meeting"), "meeting", ("cases.supervise",), counted="tabled"),
            Task(gettext_lazy("Who handles it: to rule on"), "disputes", ("cases.supervise",), counted="disputes"),
            Task(
                gettext_lazy("More time or standing still"),
                "extensions",
                ("cases.approve_extension",),
                counted="extensions",
            ),
        ),
    ),
    (
        gettext_lazy("Look"),
        (
            Task(gettext_lazy("One screen"), "board", ("insight.read",)),
            Task(gettext_lazy("One analysis"), "analysis", ("insight.read",)),
            Task(gettext_lazy("Briefing"), "briefing", ("insight.read",)),
            Task(gettext_lazy("All requests"), "desk", ("cases.read",), "all"),
            Task(gettext_lazy("Handed down to townships"), "handed_down", ("cases.read", "cases.route")),
            Task(gettext_lazy("Early warning"), "grid_warnings", ("insight.read",)),
            Task(gettext_lazy("Grid map"), "grid_map", ("cases.read", "territory.manage")),
            Task(gettext_lazy("Oversight"), "oversight", ("cases.oversee",)),
            Task(gettext_lazy("Gatherings and topics"), "topics", ("cases.supervise", "cases.oversee")),
            Task(gettext_lazy("What lies with whom"), "load", ("cases.oversee",)),
            Task(gettext_lazy("What figures mean"), "measures"),
        ),
    ),
    (
        gettext_lazy("Do"),
        (
            Task(gettext_lazy("A unit's no"), "refusals", ("cases.approve_refusal",)),
            Task(gettext_lazy("File for somebody"), "file", ("cases.file",)),
            Task(gettext_lazy("Dual reporting"), "branch_slips", ("directory.branch",)),
            Task(gettext_lazy("Messages to register"), "incoming", ("cases.accept",)),
            Task(gettext_lazy("Lists of other hotlines"), "imports", ("exchange.import",)),
            Task(gettext_lazy("Standard replies"), "replies", ("cases.route", "cases.handle")),
            Task(gettext_lazy("Policy cards"), "policies", ("cases.cards", "cases.route", "cases.handle")),
            Task(gettext_lazy("Routing"), "routing", ("cases.route",)),
            Task(gettext_lazy("Suggestions of a matter"), "suggestion_models", ("cases.route",)),
            Task(gettext_lazy("Contact details"), "reveals", ("vault.ask_reveal", "vault.approve_reveal")),
            Task(gettext_lazy("Reports of pressure"), "pressure", ("cases.pressure",)),
            Task(gettext_lazy("Return visits"), "visits", ("cases.visit",)),
            Task(gettext_lazy("Handled, and not solved"), "disagreements", ("cases.supervise",)),
            Task(gettext_lazy("Reports about staff"), "whistles", ("cases.pressure",)),
            Task(gettext_lazy("Duty alarms"), "duty", ("directory.alarm", "directory.duty")),
        ),
    ),
    (
        gettext_lazy("Keep"),
        (
            Task(gettext_lazy("Places and cards"), "places"),
            Task(gettext_lazy("Units, posts, people"), "staff"),
            Task(gettext_lazy("Matters"), "matters"),
            Task(gettext_lazy("Rules and calendar"), "rules"),
            Task(gettext_lazy("What is kept"), "kept", ("vault.hold", "vault.erase")),
            Task(gettext_lazy("Other systems"), "systems", ("exchange.manage", "directory.grant")),
            Task(gettext_lazy("Channels"), "channels", ("exchange.manage", "cases.accept")),
            Task(gettext_lazy("Shared data"), "sharing"),
            Task(gettext_lazy("Undelivered"), "deliveries", ("ledger.retry",)),
            Task(gettext_lazy("Ledger"), "ledger"),
        ),
    ),
)


def shell_of(request: HttpRequest, *, at: datetime) -> Shell:
    """
    Gather what the frame of a page shows to this actor.

    :return: an empty shell for a stranger; otherwise rail, posts, notices and the duty channel's state.
    """
    actor = getattr(request, "actor", None)
    if actor is None:
        return Shell(said=said(request))
    counts = counts_of(actor, at)
    current = str(request.session.get("post", ""))
    posts = tuple(
        HeldPost(str(post.id), post.title, post.organisation_name, str(post.id) == current)
        for post in getattr(request, "posts", ())
    )
    held = next((post for post in getattr(request, "posts", ()) if str(post.id) == current), None)
    unread = directory.unread_count(actor.ref.id)
    alarm = duty_alarm(actor, at) or unmanned_alarm(actor, at)
    return Shell(
        person=held.person_name if held else "",
        post=held.title if held else actor.label,
        unit=held.organisation_name if held else "",
        posts=posts,
        sections=tuple(sections(request, actor, counts)),
        unread="99+" if unread > 99 else str(unread or ""),
        alarm=alarm,
        seek=request.GET.get("q", "")[:100] if request.path == reverse("office:search") else "",
        may_search=any(map(actor.holds, finding.WITHIN)),
        said=said(request),
        undone=undone(request),
        counts=counts,
    )


def counts_of(actor: Any, at: datetime) -> Any:
    """
    Return the rail's numbers, at most ten seconds old; whoever sends a form sees new ones at once.

    Every page of the office shows them.
    """
    return cache.get_or_set(counts_key(actor), lambda: cases.desk_counts(actor, at, only=counted_for(actor)), FRESH)


def counted_for(actor: Any) -> set[str]:
    """Name the queues that stand in this post's rail: only they are counted."""
    drawn = (task.counted or task.queue for _, tasks in RAIL for task in tasks if _is_for(task, actor))
    return {name for name in drawn if name}


def counts_key(actor: Any) -> str:
    """Name a post's numbers."""
    return f"office-counts:{actor.ref.id}"


def sections(request: HttpRequest, actor: Any, counts: Any) -> list[Section]:
    """Return the rail's sections that hold at least one line for this actor; a long rail shows only its first part."""
    here = request.path, request.GET.get("queue", "mine")
    drawn = [(title, [_item(task, counts, here) for task in tasks if _is_for(task, actor)]) for title, tasks in RAIL]
    room, found = LONGEST_RAIL, []
    for title, items in drawn:
        if items:
            room -= len(items)
            found.append(Section(title, tuple(items), room >= 0 or any(item.is_current for item in items)))
    return found


def _is_for(task: Task, actor: Any) -> bool:
    held = not task.needs or any(actor.holds(name) for name in task.needs)
    return held and (task.only is None or task.only(actor))


def _item(task: Task, counts: Any, here: tuple[str, str]) -> Item:
    href = reverse(f"office:{task.url}")
    path, queue = here
    size = task.queue or task.counted
    count = getattr(counts, size) if size else "0"
    shown = "" if count == "0" else count
    if not task.queue:
        return Item(task.title, href, shown, path.startswith(href))
    return Item(task.title, f"{href}?queue={task.queue}", shown, (path, queue) == (href, task.queue))


def duty_alarm(actor: Any, at: datetime) -> Alarm | None:
    """Say in one sentence that danger to life would wait in silence; None when the duty channel answers."""
    channel = directory.duty_channel(at)
    if channel.answers:
        return None
    href = reverse("office:duty") if actor.holds("directory.alarm") else ""
    return Alarm(str(channel.why) or _("The duty channel does not answer."), href, _("Look at the duty alarms"))


def unmanned_alarm(actor: Any, at: datetime) -> Alarm | None:
    """Say in one sentence that what comes to an office would wait where nobody looks; None while all is well."""
    found = cache.get_or_set(UNMANNED, lambda: cases.unmanned_duties(at=at), FRESH)
    if not found:
        return None
    more = _("%(first)s And %(count)s more.") if len(found) > 1 else "%(first)s"
    href = reverse("office:routing") if actor.holds("cases.route") else ""
    said = more % {"first": found[0].why, "count": len(found) - 1}
    return Alarm(said, href, _("Look at the offices in charge"))


def say(request: HttpRequest, text: Any) -> None:
    """Remember one sentence for the next page's live region."""
    request.session["said"] = [*request.session.get("said", []), str(text)]


def said(request: HttpRequest) -> tuple[str, ...]:
    """Return what the last verb wanted to say, once."""
    session: Any = getattr(request, "session", {})
    sentences: Sequence[str] = session.get("said", ())
    if sentences:
        del session["said"]
    return tuple(sentences)


def leave_undone(request: HttpRequest, refused: Sequence[tuple[str, str]]) -> None:
    """Remember what could not be done for some of several: (number, why); it stands on the next page."""
    request.session["undone"] = list(refused)


def undone(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    """Return what the last verb over several requests left undone, once."""
    session: Any = getattr(request, "session", {})
    return tuple((number, why) for number, why in session.pop("undone")) if "undone" in session else ()
