"""Whole pages and fragments: the two shapes in which the office answers."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from .shell import shell_of

Context = Mapping[str, Any]


def page(request: HttpRequest, template: str, context: Context | None = None, *, status: int = 200) -> HttpResponse:
    """
    Draw a whole page inside the shell.

    :param template: a page's template; never one whose name starts with an underscore.
    :return: the page with its shell: rail, notices, posts, the duty channel's state.
    """
    now = timezone.now()
    whole = {"at": now, **(context or {}), "shell": shell_of(request, at=now)}
    return HttpResponse(render_to_string(template, whole, request), status=status)


def fragment(
    request: HttpRequest, template: str, context: Context | None = None, *, say: Any = "", status: int = 200
) -> HttpResponse:
    """
    Draw one fragment and tell the live region what happened.

    :param template: a template whose file name starts with an underscore.
    :param say: one sentence for ``#said``; empty when there is nothing to say.
    :raises ValueError: if the template is a whole page.
    """
    if not PurePosixPath(template).name.startswith("_"):
        raise ValueError(f"{template} is a page, not a fragment.")
    whole = {"at": timezone.now(), **(context or {})}
    body = render_to_string(template, whole, request)
    if say:
        body += render_to_string("office/_said.html", {"say": say}, request)
    return HttpResponse(body, status=status)


def wants_fragment(request: HttpRequest) -> bool:
    """Say whether htmx asked, so that a fragment is the right answer."""
    return request.headers.get("HX-Request") == "true"
