"""Numbers of the board in words."""

from django.utils.translation import gettext as _

from minqing.insight.queries.comparing import COUNTED, DIVIDED
from minqing.insight.records import Cell, Compared, Count, Tile
from minqing.ledger.measures import Kind
from minqing.ledger.units import SHARE
from minqing.web.measures.units import unit_words
from minqing.web.words import share_words

Numbered = Count | Cell


def said(number: Numbered, unit: str = "") -> str:
    """Write a number as people read it: with what stands behind it; a dash where there is nothing to divide by."""
    if number.is_hidden:
        return _("too few to show")
    if number.n is not None:
        return _("%(value)s (of %(n)s)") % {"value": value_words(number.value, unit), "n": f"{number.n:,}"}
    return f"{number.part:,}" if number.whole is None else share_words(number.part or 0, number.whole)


def short(number: Numbered, unit: str = "") -> str:
    """Write a number where there is little room: a share in per cent alone, nothing where it is hidden."""
    if number.is_hidden:
        return ""
    if number.n is not None:
        return value_words(number.value, unit)
    return f"{number.part:,}" if number.whole is None else percent(number)


def value_words(value: float | None, unit: str) -> str:
    """Write a value without its unit, a share in per cent; a dash where there is none."""
    if value is None:
        return "—"
    return f"{100 * value:.1f}%" if unit == SHARE else f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def percent(number: Numbered) -> str:
    """Write a share in per cent; a dash where there is nothing to divide by."""
    return f"{100 * number.part / number.whole:.1f}%" if number.part is not None and number.whole else "—"


def before(tile: Tile) -> str:
    """Say what it was in the same days of the year before, and of the month before; of a count also the difference."""
    year = _compared(tile, tile.before, _("A year ago: %(before)s"), year=True)
    month = _compared(tile, tile.last_month, _("A month ago: %(before)s"), year=False)
    return " · ".join(filter(None, (year, month))) or _("Nothing was written down here a year ago.")


def _compared(tile: Tile, then: Count | None, plain: str, *, year: bool) -> str:
    if then is None:
        return ""
    now = tile.now
    words = {"before": said(then, tile.unit)}
    if now.whole is not None or now.part is None or then.part is None or now.part == then.part:
        return plain % words
    words["n"] = f"{abs(now.part - then.part):,}"
    return _direction(more=now.part > then.part, year=year) % words


def _direction(*, more: bool, year: bool) -> str:
    if year:
        return _("A year ago: %(before)s, now %(n)s more") if more else _("A year ago: %(before)s, now %(n)s fewer")
    return _("A month ago: %(before)s, now %(n)s more") if more else _("A month ago: %(before)s, now %(n)s fewer")


def between(tile: Tile) -> str:
    """Say between what the difference from a year ago lies, and whether it may be chance; "" without one."""
    found = tile.compared
    if found is None:
        return ""
    chance = _("It may be chance.") if found.may_be_chance else _("It is more than chance.")
    return _("%(range)s %(chance)s") % {"range": _range(tile, found), "chance": chance}


def _range(tile: Tile, found: Compared) -> str:
    if found.low_then is not None and found.high_then is not None:
        now, then = (f"{one:,.1f}–{other:,.1f}" for one, other in _pairs(found))
        return _("By 95 %%: now %(now)s, a year ago %(then)s.") % {"now": now, "then": then}
    if tile.unit == SHARE:
        points = {"low": f"{found.low:+.1f}", "high": f"{found.high:+.1f}"}
        return _("By 95 %%: %(low)s to %(high)s points beside a year ago.") % points
    return _("By 95 %%: %(low)s to %(high)s beside a year ago.") % {
        "low": f"{found.low:+,.0f}",
        "high": f"{found.high:+,.0f}",
    }


def _pairs(found: Compared) -> tuple[tuple[float, float], tuple[float, float]]:
    return (found.low, found.high), (found.low_then or 0, found.high_then or 0)


def why_none(tile: Tile) -> str:
    """Say of a kind of number for which no interval can be given why; "" where one can."""
    kind = Kind(tile.kind)
    if kind in DIVIDED or kind is Kind.PERCENTILE:
        return ""
    if kind in COUNTED:
        return _("Places are not compared by it: a count depends on how many people live there.")
    return {
        Kind.STATE: _("No interval: what stands open today is nearly what stood open yesterday, not a draw by chance."),
        Kind.DERIVED: _("No interval: it is worked out from other numbers, each of which goes up and down by itself."),
    }.get(kind, _("No interval: only sums are kept, not how much single amounts differ."))


def unit_behind(tile: Tile) -> str:
    """Return the unit as it stands behind the number; "" where the number says it, or is hidden."""
    return "" if tile.unit == SHARE or tile.now.is_hidden else str(unit_words(tile.unit))
