"""A page for one verb that belongs to no list: its form, what it does, the way back."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.kernel.errors import Refused
from minqing.kernel.verbs import Verb

from .choices import forget_choices
from .pages import page
from .shell import leave_undone, say
from .verbforms import form_for


def verb_page(
    request: HttpRequest,
    verb: Verb,
    *,
    back: str,
    lead: Any = "",
    initial: Mapping[str, Any] | None = None,
    fixed: Mapping[str, Any] | None = None,
    done: Any = "",
) -> HttpResponse:
    """
    Show a verb's form, or do the verb and go back.

    :param back: the address to return to, also for "cancel".
    :param initial: what the form begins with; ``fixed`` is passed to the verb and not asked for.
    :param done: the sentence said afterwards; the verb's title otherwise.
    """
    data = request.POST if request.method == "POST" else None
    form = form_for(verb, data, initial=dict(initial or {}), without=tuple(fixed or ()))
    if form.is_valid():
        try:
            verb.run(actor=request.actor, at=timezone.now(), **(fixed or {}), **form.arguments())  # type: ignore[attr-defined]
        except Refused as refusal:
            form.refuse(refusal)
        else:
            forget_choices()
            say(request, done or _("%(verb)s: done.") % {"verb": verb.title})
            return redirect(back)
    context = {"verb": verb, "form": form, "back": back, "lead": lead}
    return page(request, "office/verb.html", context, status=422 if form.errors else 200)


def run_here(request: HttpRequest, verb: Verb, *, back: str, done: Any = "", **fixed: Any) -> HttpResponse:
    """Do a verb that asks for nothing more than its button, and go back; a refusal becomes its page."""
    verb.run(actor=request.actor, at=timezone.now(), **fixed)  # type: ignore[attr-defined]
    say(request, done or _("%(verb)s: done.") % {"verb": verb.title})
    return redirect(back)


def run_for_each(request: HttpRequest, verb: Verb, numbers: Sequence[str], **fields: Any) -> None:
    """Do one verb for several requests, each on its own, and say how many were done, which were not, and why."""
    done, refused = 0, []
    for number in numbers:
        try:
            verb.run(number=number, actor=request.actor, at=timezone.now(), **fields)  # type: ignore[attr-defined]
            done += 1
        except Refused as refusal:
            refused.append((number[:20], str(refusal)))
    words = ngettext("%(title)s: %(n)s request done.", "%(title)s: %(n)s requests done.", done)
    say(request, words % {"title": verb.title, "n": done})
    if refused:
        leave_undone(request, refused)
