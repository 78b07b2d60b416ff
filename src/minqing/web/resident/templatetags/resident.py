"""Days, moments and codes in plain words, and the four rings."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import segno
from django import template
from django.utils.formats import date_format
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from minqing.kernel.ids import grouped
from minqing.kernel.times import SHANGHAI

register = template.Library()

GROUP = 4
BLOCK = re.compile("█+")
TITLE_MOST = 28


def local(value: date | datetime) -> date | datetime:
    """Move a moment to the county's own time; a day stays as it is."""
    return value.astimezone(SHANGHAI) if isinstance(value, datetime) else value


@register.filter
def promise_day(value: date | datetime | None) -> str:
    """Write a day with its weekday: 9月9日（星期三）."""
    return date_format(local(value), pgettext("date format", "l j F"), use_l10n=False) if value else ""


@register.filter
def month(value: date) -> str:
    """Write a month: 2026年9月."""
    return date_format(value, pgettext("date format", "F Y"), use_l10n=False)


@register.filter
def month_name(value: date) -> str:
    """Write a month below its year: 9月."""
    return date_format(value, pgettext("date format", "F"), use_l10n=False)


@register.filter
def without(name: str, county: str) -> str:
    """Leave the county out of a place's full name, where everybody knows which it is."""
    return name.removeprefix(county).strip() or name


@register.filter
def thousands(number: int) -> str:
    """Write a number with its thousands set apart: 1,234."""
    return f"{number:,}"


@register.filter
def full_day(value: date | datetime) -> str:
    """Write a day that may lie in another year: 2026年9月9日."""
    return date_format(local(value), pgettext("date format", "j F Y"), use_l10n=False)


@register.filter
def moment(value: datetime | None) -> str:
    """Write a moment: 9月3日 10:12."""
    return date_format(local(value), pgettext("date format", "j F, H:i"), use_l10n=False) if value else ""


@register.filter
def groups(code: str) -> list[str]:
    """Cut a code into groups of four for reading aloud."""
    return grouped(code, GROUP).split("-")


@register.filter
def grouped_code(code: str) -> str:
    """Write a code with dashes, as it is copied."""
    return grouped(code, GROUP)


@register.filter
def first_words(text: str) -> str:
    """Return the first line, cut short, as the title of a matter."""
    line = text.strip().split("\n", 1)[0]
    return line if len(line) <= TITLE_MOST else f"{line[:TITLE_MOST]}…"


@register.filter
def covered(text: str) -> SafeString:
    """Show a masked text; each covered place says so to whoever listens."""
    if "█" not in text:
        return escape(text)
    place = f'<span class="away">{escape(_("(covered)"))}</span><span aria-hidden="true">████</span>'
    return mark_safe(BLOCK.sub(place, escape(text)))  # noqa: S308 - escaped above


@register.filter
def solved_words(solved: str) -> str:
    """Say what the resident said."""
    return solved_titles().get(solved, "—")


def solved_titles() -> dict[str, str]:
    """Return the three answers to "is it solved?" in their order."""
    return {
        "yes": pgettext("resident", "Solved"),
        "partly": pgettext("resident", "Partly solved"),
        "no": pgettext("resident", "Not solved"),
    }


@register.simple_tag
@lru_cache(maxsize=256)
def qr(address: str) -> SafeString:
    """
    Draw a code that opens an address, for paper; the address is never a receipt's.

    Drawn once: every receipt prints the same look-up page, and a place its own figures; drawing took half the time of
    the whole page.
    """
    drawn = segno.make(address, error="m", micro=False)
    return mark_safe(drawn.svg_inline(border=0, scale=3, svgclass="qr", lineclass=None))  # noqa: S308 - drawn by us


@register.simple_tag
def rings(now: int, passed_over: Any = "") -> list[dict[str, Any]]:
    """
    Lay out the four rings.

    :param now: the ring the matter stands in, 1 to 4.
    :param passed_over: true where the rings before were never gone through, as in a request that was declined.
    :return: one dict a ring: name, ``how`` (past, now, ahead), what is said of it, and where it is drawn.
    """
    names = (
        pgettext("ring", "Taken in"),
        pgettext("ring", "In hand"),
        pgettext("ring", "Replied"),
        pgettext("ring", "Checked"),
    )
    said = {"past": _(" (done)"), "now": _(" (now)"), "ahead": _(" (to come)"), "over": _(" (left out)")}
    four = []
    for index, name in enumerate(names):
        how = "past" if index + 1 < now else "now" if index + 1 == now else "ahead"
        how = "over" if how == "past" and passed_over else how
        x = 50 + 100 * index
        four.append(
            {"name": name, "how": how, "said": said[how], "x": x, "rail": x - 77 if index else 0, "tick": x - 8}
        )
    return four
