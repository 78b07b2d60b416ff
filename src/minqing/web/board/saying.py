"""Numbers of the board in words."""

from django.utils.translation import gettext as _

from minqing.insight.records import Cell, Count, MonthCount, Tile
from minqing.web.words import share_words

Numbered = Count | MonthCount | Cell


def said(number: Numbered) -> str:
    """Write a number as people read it: a share with both its counts; a dash where there is nothing to divide by."""
    if number.part is None:
        return _("too few to show")
    return f"{number.part:,}" if number.whole is None else share_words(number.part, number.whole)


def short(number: Numbered) -> str:
    """Write a number where there is little room: a share in per cent alone, nothing where it is hidden."""
    if number.part is None:
        return ""
    return f"{number.part:,}" if number.whole is None else percent(number)


def percent(number: Numbered) -> str:
    """Write a share in per cent; a dash where there is nothing to divide by."""
    return f"{100 * number.part / number.whole:.1f}%" if number.part is not None and number.whole else "—"


def before(tile: Tile) -> str:
    """Say what it was in the same days of the year before, and of the month before; of a count also the difference."""
    year = _compared(tile.now, tile.before, _("A year ago: %(before)s"), year=True)
    month = _compared(tile.now, tile.last_month, _("A month ago: %(before)s"), year=False)
    return " · ".join(filter(None, (year, month))) or _("Nothing was written down here a year ago.")


def _compared(now: Count, then: Count | None, plain: str, *, year: bool) -> str:
    if then is None:
        return ""
    words = {"before": said(then)}
    if now.whole is not None or now.part is None or then.part is None or now.part == then.part:
        return plain % words
    words["n"] = f"{abs(now.part - then.part):,}"
    return _direction(more=now.part > then.part, year=year) % words


def _direction(*, more: bool, year: bool) -> str:
    if year:
        return _("A year ago: %(before)s, now %(n)s more") if more else _("A year ago: %(before)s, now %(n)s fewer")
    return _("A month ago: %(before)s, now %(n)s more") if more else _("A month ago: %(before)s, now %(n)s fewer")
