"""The number of the copy that a page is, and what carries it."""

from datetime import datetime
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from minqing.kernel.ref import Ref
from minqing.web import copies

register = template.Library()


@register.simple_tag(takes_context=True)
def copy_of(context: Any, kind: str, case_id: Any, at: datetime | None = None) -> copies.Copy:
    """Number this page as the copy of the post that is looking: ``{% copy_of "case.read" case.id at as copy %}``."""
    actor = context["request"].actor
    return copies.copy_of(kind, Ref("case", str(case_id)), actor=actor, at=at or timezone.now())


@register.simple_tag
def watermark(copy: copies.Copy) -> SafeString:
    """Draw the copy's number and holder over the whole, faint, on screen and paper; a screen reader passes over it."""
    return render_to_string("office/parts/_watermark.html", {"copy": copy})


@register.filter
def carrying(shown: SafeString, copy: copies.Copy) -> SafeString:
    """Let a text that is escaped already carry the copy's number unseen."""
    return copies.carry(shown, copy.hidden)
