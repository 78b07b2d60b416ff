"""
The frame's two switches and the five drawings, drawn here: they stand on every page, and as included templates they
took a third of its time.
"""

from functools import cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, pgettext

from minqing.web.fixed import draws_the_same

register = template.Library()

PATHS = {
    "write": '<path d="M4.500 4.500h15v11.500h-9l-4.500 4v-4h-1.500z"/><path d="M8 8.700h8M8 12h5"/>',
    "find": '<circle cx="10.500" cy="10.500" r="6"/><path d="m15 15 5 5"/>',
    "call": '<path d="M5.500 4h3.700l1.600 4.600-2.300 1.700a12 12 0 0 0 5.200 5.200l1.700-2.300L20 14.800v3.700'
    'a1.700 1.700 0 0 1-1.800 1.700A14.700 14.700 0 0 1 3.800 5.800 1.700 1.700 0 0 1 5.500 4z"/>',
    "place": '<path d="M12 21s6.500-6 6.500-11a6.500 6.500 0 0 0-13 0c0 5 6.500 11 6.500 11z"/>'
    '<circle cx="12" cy="10" r="2.300"/>',
    "print": '<path d="M7 8V4h10v4M7 17H4V8.500h16V17h-3M7 14h10v6H7z"/>',
}
ICONS = {
    name: mark_safe(  # noqa: S308  # drawn by us
        '<svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">'
        f"{drawn}</svg>"
    )
    for name, drawn in PATHS.items()
}


@register.simple_tag
@draws_the_same
def icon(name: str) -> SafeString:
    """
    Draw one of the five pictures. Decoration: the words beside it say the same.

    :param name: ``write``, ``find``, ``call``, ``place`` or ``print``.
    """
    return ICONS[name]


@register.simple_tag(takes_context=True)
def switch_size(context: Any) -> SafeString:
    """Offer the other type size. On a report it sends the report along, so that no word is lost."""
    if context.get("elder"):
        return _switch(context, "pill", "plain", pgettext("resident", "Normal type"))
    return _switch(context, "pill", "elder", pgettext("resident", "Large type"))


@register.simple_tag(takes_context=True)
def switch_language(context: Any) -> SafeString:
    """Offer the other language, in that language; a report is sent along."""
    if get_language() == "en":
        return _switch(context, "plain", "zh-hans", "中文", "zh-Hans")
    return _switch(context, "plain", "en", "English", "en")


def _switch(context: Any, look: str, choice: str, words: str, lang: str = "") -> SafeString:
    spoken = format_html(' lang="{}"', lang) if lang else ""
    if context.get("draft_form"):
        return format_html(
            '<button class="{}" form="report" name="go" value="{}" formnovalidate{}>{}</button>',
            look, choice, spoken, words,
        )  # fmt: skip
    return format_html(
        '<form method="post" action="{}"><input type="hidden" name="next" value="{}">'
        '<button class="{}" name="go" value="{}"{}>{}</button></form>',
        _where_chosen(), _path(context), look, choice, spoken, words,
    )  # fmt: skip


@cache
def _where_chosen() -> str:
    return reverse("resident:choice")


def _path(context: Any) -> str:
    """Return where the page is; the page of a failure is drawn without its request."""
    request = context.get("request")
    return request.path if request else "/"
