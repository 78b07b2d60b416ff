"""Filters that put dates, spans, codes and masked texts into the office's words."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from minqing.kernel.ids import grouped
from minqing.web import words

register = template.Library()
HIDDEN = re.compile("█+")
NUMBER = re.compile(r"\b20\d\d-\d{6,}\b", re.ASCII)


@register.filter
def day(value: date | None) -> str:
    """2026年9月9日（周三）; a dash for none."""
    return words.long_day(value) if value else "—"


@register.filter
def near(value: date | None) -> str:
    """9月9日（周三）; a dash for none."""
    return words.near_day(value) if value else "—"


@register.filter
def md(value: date | None) -> str:
    """9月9日; a dash for none."""
    return words.short_day(value) if value else "—"


@register.filter
def month(value: date) -> str:
    """Write a day's month: 2026年9月."""
    return words.month_words(value)


@register.filter
def weekday(value: date) -> str:
    """Write a day's weekday: 周三."""
    return words.weekday(value)


@register.filter
def weekday_letter(value: date) -> str:
    """Write a day's weekday in one letter: 三."""
    return words.weekday_letter(value)


@register.filter
def hm(value: datetime | None) -> str:
    """10:14; a dash for none."""
    return words.clock_time(value) if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """9月3日 10:12; a dash for none."""
    return f"{words.short_day(value)} {words.clock_time(value)}" if value else "—"


@register.filter
def near_moment(value: datetime | None) -> str:
    """9月9日（周三）18:00; a dash for none."""
    return f"{words.near_day(value)} {words.clock_time(value)}" if value else "—"


@register.filter
def clock(value: datetime | None) -> str:
    """10:12; a dash for none."""
    return words.clock_time(value) if value else "—"


@register.filter
def iso(value: Any) -> str:
    """Write a moment or a day for ``datetime=``."""
    return value.isoformat() if value else ""


@register.filter
def article(value: str) -> str:
    """Write the numbers of a text's articles, "13, 14", as 第 13、14 条; empty for none."""
    numbers = _(", ").join(one.strip() for one in value.split(",") if one.strip())
    return _("Art. %(numbers)s") % {"numbers": numbers} if numbers else ""


@register.filter
def four(value: str) -> str:
    """Write a code in groups of four."""
    return grouped(str(value))


@register.filter
def masked(value: str) -> SafeString:
    """Show a redacted text; each hidden piece says so to whoever listens."""
    if "█" not in value:
        return escape(value)
    word = escape(_("hidden"))
    hidden = f'<mark><span class="unseen">{word}</span><span aria-hidden="true">████</span></mark>'
    return mark_safe(HIDDEN.sub(hidden, escape(value)))  # noqa: S308 escaped above


@register.filter
def lit(value: str, words: Iterable[str]) -> SafeString:
    """Mark words where they stand in a text; what is hidden in it stays hidden."""
    sought = "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True) if word)
    if not sought:
        return masked(value)
    pieces = re.split(f"({sought})", str(value), flags=re.IGNORECASE)
    marked = (f'<mark class="hit">{escape(one)}</mark>' if n % 2 else str(masked(one)) for n, one in enumerate(pieces))
    return mark_safe("".join(marked))  # noqa: S308 each piece is escaped


@register.filter
def dash(value: Any) -> Any:
    """Write a dash where there is nothing."""
    return "—" if value is None or value == "" else value


@register.filter
def whole(value: Any) -> str:
    """Write a whole number with separators."""
    return f"{value:,}" if isinstance(value, int) else str(value)


@register.simple_tag
def share(part: int, of: int) -> str:
    """93.7%（911/972）."""
    return words.share_words(part, of)


@register.filter
def slice_village(path: str) -> str:
    """Cut a path below a village back to the village itself."""
    return "/".join(path.strip("/").split("/")[:3]) + "/"


@register.filter
def linked(text: str) -> SafeString:
    """Turn each request's number in a sentence into the way to that request."""
    way = r'<a href="/office/cases/\g<0>/">\g<0></a>'
    return mark_safe(NUMBER.sub(way, escape(text)))  # noqa: S308 escaped here


@register.filter
def in_county(full_name: str) -> str:
    """Leave out the county's own name where every line would begin with it."""
    county, blank, rest = full_name.partition(" ")
    return rest if blank else county
