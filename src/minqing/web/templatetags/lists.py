"""
What stands in long lists: a queue's line, a clock, options. Drawn here and not by templates.

A desk shows fifty lines and three hundred options; as included templates they took half the page's time (measured).
"""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from minqing.web.words import short_day

from .words import in_county, lit, masked

register = template.Library()

TONES = {"late": "late", "soon": "soon", "today": "soon", "paused": "waiting", "done": "done"}
CLOCK = '<span class="clock {tone}" id="clock-{number}">{text}</span>'
ROW = (
    '<li class="row{on}" id="row-{number}" data-number="{number}">'
    '<span class="pick"><input type="checkbox" name="number" value="{number}" aria-label="{tick}"></span>{clock}'
    '<a class="open" href="{href}" hx-get="{href}" hx-target="#case-pane" hx-swap="innerHTML" hx-push-url="true"'
    '{current}>{danger}{words}</a><span class="step" id="step-{number}">{state}</span><small>{about}</small></li>'
)
FOUND = (
    '<li class="row found" id="found-{number}">{clock}<a class="open" href="{href}">{words}</a>'
    '<span class="step">{state}</span><small>{number} · {about}{excerpt}</small></li>'
)
COUNTED = (
    '<li class="row found" id="found-{key}">{clock}<a class="open" href="{href}">{words}</a>'
    '<span class="step">{state}</span><small>{number} · {about}</small></li>'
)


def _safe(piece: Any) -> str:
    """Escape what is not marked as safe. Django's own looks for lazy texts first, which takes three times as long."""
    return str(piece.__html__()) if hasattr(piece, "__html__") else escape(str(piece))


def _drawn(markup: str, **pieces: Any) -> SafeString:
    """Fill pieces into markup of ours, each escaped."""
    return mark_safe(markup.format(**{name: _safe(piece) for name, piece in pieces.items()}))  # noqa: S308 escaped here


@register.simple_tag
def clock(view: Any, number: Any) -> SafeString:
    """Say a clock in words; its colour only repeats them."""
    tone = TONES.get(view.tone, "calm")
    return _drawn(CLOCK, tone=tone, number=number, text=view.text)


@register.simple_tag
def desk_row(row: Any) -> SafeString:
    """Draw one line of a queue: ``{line: CaseLine, href, is_on}``."""
    line, danger = row["line"], ""
    if line.danger:
        danger = _drawn('<span class="badge late">{words}</span> ', words=_("Danger to life"))
    return _drawn(
        ROW,
        on=" on" if row["is_on"] else "",
        number=line.number,
        tick=_("Tick %(number)s") % {"number": line.number},
        clock=clock(line.clock, line.number),
        href=row["href"],
        current=mark_safe(' aria-current="true"') if row["is_on"] else "",
        danger=danger,
        words=masked(line.first_words),
        state=_step(line),
        about=_joined([*_about(line), *_marks(line)]),
    )


@register.simple_tag
def found_row(found: Any, href: str, words: Iterable[str] = ()) -> SafeString:
    """Draw one line that a search found: its number, and words of it where they are not its first ones; hits marked."""
    line, excerpt, words = found.line, "", tuple(words)
    if found.excerpt and found.excerpt != line.first_words:
        excerpt = _drawn("<br>{words}", words=lit(found.excerpt, words))
    return _drawn(
        FOUND,
        number=line.number,
        clock=clock(line.clock, line.number),
        href=href,
        words=lit(line.first_words, words),
        state=_step(line),
        about=_joined(lit(str(piece), words) for piece in _about(line)),
        excerpt=excerpt,
    )


@register.simple_tag
def opened(value: int, href: str = "", tone: str = "", nothing: str = "—") -> SafeString:
    """Write a count with the list that it opens; ``nothing`` where it is nought."""
    if not value or not href:
        return _drawn("{value}", value=f"{value:,}" if value else nothing)
    return _drawn(
        '<a{tone} href="{href}">{value}</a>',
        tone=_drawn(' class="{tone}"', tone=tone) if tone else "",
        href=href,
        value=f"{value:,}",
    )


@register.simple_tag
def counted_row(counted: Any, place: int) -> SafeString:
    """Draw one request behind a number: why and when it is counted; one counted twice has two lines."""
    line, why = counted.line, []
    if counted.on:
        why = [_drawn("<b>{day} {what}</b>", day=short_day(counted.on), what=counted.what)]
    key = f"{line.number}-{place}"
    return _drawn(
        COUNTED,
        key=key,
        number=line.number,
        clock=clock(line.clock, key),
        href=reverse("office:case", args=[line.number]),
        words=masked(line.first_words),
        state=_step(line),
        about=_joined([*why, *_about(line), *_marks(line)]),
    )


def _step(line: Any) -> Any:
    """Say where a line stands, unless its clock has said so: a request that has left has no other clock."""
    return "" if line.state_label == line.clock.text else line.state_label


def _about(line: Any) -> list[Any]:
    """Say what a line is about: matter, place, day, unit."""
    pieces = (line.matter, in_county(line.place_name), short_day(line.registered_at), line.unit_name)
    return [piece for piece in pieces if piece]


def _marks(line: Any) -> list[Any]:
    """Say whether it came back, and whether an overseer has asked for it."""
    marks: list[Any] = []
    if line.bounce:
        marks.append(ngettext("returned once", "returned %(n)s times", line.bounce) % {"n": line.bounce})
    if line.supervised:
        marks.append(_drawn('<span class="late">{words}</span>', words=_("Supervised")))
    return marks


def _joined(pieces: Iterable[Any]) -> SafeString:
    return mark_safe(" · ".join(_safe(piece) for piece in pieces))  # noqa: S308 escaped here


@register.simple_tag
def options(groups: Any, value: Any) -> SafeString:
    """Write a list's options: ``[(group or "", [(value, title)])]``, with the chosen one marked."""
    return mark_safe("".join(_group(group, inner, str(value)) for group, inner in groups))  # noqa: S308 escaped below


def _group(group: Any, inner: Any, chosen: str) -> str:
    drawn = "".join(
        f'<option value="{_safe(value)}"{" selected" if str(value) == chosen else ""}>{_safe(title)}</option>'
        for value, title in inner
    )
    return f'<optgroup label="{_safe(group)}">{drawn}</optgroup>' if group else drawn
