"""The office's components. Each has its entry in the pattern book."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from minqing.web import charts

register = template.Library()

MANY = 12
"""More choices than these stand in a box of their own that scrolls."""
ICONS = {
    "bell": '<path d="M6 9a6 6 0 0 1 12 0c0 6 2 7 2 7H4s2-1 2-7"/><path d="M10 20a2.2 2.2 0 0 0 4 0"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "back": '<path d="M15 5l-7 7 7 7"/>',
    "print": '<path d="M7 9V4h10v5M7 17H4v-7h16v7h-3"/><path d="M7 14h10v6H7z"/>',
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "cross": '<path d="M6 6l12 12M18 6L6 18"/>',
}


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one of the few line icons; it says nothing to a screen reader."""
    return mark_safe(f'<svg class="icon" viewBox="0 0 24 24" aria-hidden="true">{ICONS[name]}</svg>')  # noqa: S308 own constants


@register.simple_block_tag
def card(content: str, title: Any = "", tone: str = "") -> SafeString:
    """Draw a card: a title in small type, then what stands in it."""
    return render_to_string("office/parts/_card.html", {"content": content, "title": title, "tone": tone})


@register.simple_tag
def badge(text: Any, tone: str = "") -> SafeString:
    """Draw a word in a small frame; the tone repeats what the word says."""
    return format_html('<span class="badge {}">{}</span>', tone, text)


@register.inclusion_tag("office/parts/_empty.html")
def empty(title: Any, how: Any = "", href: str = "", action: Any = "") -> dict[str, Any]:
    """Say what would be here and how it comes."""
    return {"title": title, "how": how, "href": href, "action": action}


@register.inclusion_tag("office/parts/_stat.html")
def stat(  # noqa: PLR0917 a component's own words
    title: Any, value: Any, unit: Any = "", sub: Any = "", href: str = "", tone: str = "", trend: Sequence[int] = ()
) -> dict[str, Any]:
    """Show one figure that opens its list."""
    line = charts.spark(trend) if trend else ""
    return {"title": title, "value": value, "unit": unit, "sub": sub, "href": href, "tone": tone, "line": line}


@register.inclusion_tag("office/parts/_bars.html")
def bar_chart(title: Any, rows: Any, unit: Any = "", head: Any = "", note: Any = "") -> dict[str, Any]:
    """Draw horizontal bars from zero with their own labels, and the same numbers as a table."""
    drawn = charts.bars(rows)
    return {"title": title, "bars": drawn, "unit": unit, "head": head, "note": note}


@register.inclusion_tag("office/parts/_intervals.html")
def share_chart(title: Any, rows: Any, head: Any = "", note: Any = "") -> dict[str, Any]:
    """Draw shares as points with 95 % intervals, in the given order: no ranks."""
    drawn = charts.intervals(rows)
    told = [mark for mark in drawn if mark.part is not None]
    return {"title": title, "marks": drawn, "told": told, "few": len(drawn) - len(told), "head": head, "note": note}


@register.inclusion_tag("office/parts/_field.html")
def field(bound: BoundField, wide: str = "") -> dict[str, Any]:
    """Draw one field: label, help, input, what is wrong with it."""
    widget = bound.field.widget
    many = isinstance(widget, RadioSelect | CheckboxSelectMultiple)
    _describe(bound)
    return {
        "field": bound,
        "wide": wide,
        "many": many,
        "tick": isinstance(widget, CheckboxInput),
        "few": many and len(widget.choices) <= MANY and all(len(str(choice[1])) <= 14 for choice in widget.choices),
        "long": many and len(widget.choices) > MANY,
        "file": isinstance(widget, FileInput),
    }


def _describe(bound: BoundField) -> None:
    """Tie the input to its help and to what is wrong."""
    ids = [f"{bound.auto_id}-help"] if bound.help_text else []
    if bound.errors:
        ids.append(f"{bound.auto_id}-wrong")
    if ids:
        bound.field.widget.attrs["aria-describedby"] = " ".join(ids)


@register.inclusion_tag("office/parts/_mistakes.html")
def mistakes(form: Any) -> dict[str, Any]:
    """Gather at a form's head what is wrong with it, each field with the way to its input."""
    wrong = [(bound.label, _input_of(bound), bound.errors) for bound in form.visible_fields() if bound.errors]
    return {"general": form.non_field_errors(), "wrong": wrong}


def _input_of(bound: BoundField) -> str:
    """Name the input to jump to: of several buttons the first."""
    return bound.id_for_label or f"{bound.auto_id}_0"


@register.inclusion_tag("office/parts/_form.html", takes_context=True)
def whole_form(context: dict[str, Any], form: Any, action: Any, cancel: str = "", confirm: Any = "") -> dict[str, Any]:
    """Draw every field of a form, what pressing means, and its one button."""
    token = context.get("csrf_token")
    return {"form": form, "action": action, "cancel": cancel, "confirm": confirm, "csrf_token": token}


@register.inclusion_tag("office/parts/_pager.html", takes_context=True)
def pager(context: dict[str, Any], page: Any) -> dict[str, Any]:
    """Offer the next and the previous page of a list that is read by keys."""
    request = context["request"]
    return {"next": with_query(request, cursor=page.next), "previous": with_query(request, cursor=page.previous)}


def with_query(request: Any, *, cursor: str | None) -> str:
    """Return the present address with one cursor and no opened case; empty without a cursor."""
    if not cursor:
        return ""
    query = request.GET.copy()
    query.pop("case", None)
    query["cursor"] = cursor
    return f"{request.path}?{query.urlencode()}"
