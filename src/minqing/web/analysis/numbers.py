"""Numbers of a pivot as people read them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.translation import gettext as _

from minqing.insight.own.saying import formula
from minqing.insight.pivots.records import Cell, Change, Column, Defined
from minqing.ledger.definitions import definition_hash
from minqing.ledger.measures import every_measure
from minqing.ledger.units import SHARE
from minqing.web.measures.units import unit_words
from minqing.web.words import share_words

HIDDEN, NONE = "＊", "—"


def said(cell: Cell, unit: str) -> str:
    """Write a number; a share with both its counts, a dash where there is nothing, a mark where it is hidden."""
    if cell.hidden:
        return HIDDEN
    if cell.value is None:
        return NONE
    if unit == SHARE and cell.part is not None and cell.whole:
        return share_words(cell.part, cell.whole)
    return plain(cell.value, unit)


def plain(value: Decimal, unit: str) -> str:
    """Write a number without its counts: a share in per cent, whole numbers whole, others with one decimal."""
    if unit == SHARE:
        return f"{rounded(value * 100)}%"
    return f"{int(value):,}" if value == value.to_integral_value() else f"{rounded(value):,}"


def with_unit(value: Decimal, unit: str) -> str:
    """Write a number with what it counts, for a sentence: 57 件."""
    return plain(value, unit) if unit == SHARE else f"{plain(value, unit)} {unit_words(unit)}"


def rounded(value: Decimal) -> Decimal:
    """Round to one decimal, a half up."""
    return value.quantize(Decimal("0.1"), ROUND_HALF_UP)


def raw(cell: Cell, unit: str) -> Decimal | str:
    """Give a number to a spreadsheet; a share in per cent."""
    if cell.hidden:
        return HIDDEN
    return "" if cell.value is None else digits(cell.value, unit)


def digits(value: Decimal, unit: str) -> Decimal:
    """Round to what a spreadsheet shall hold: two decimals at most, whole numbers whole, a share in per cent."""
    value = value * 100 if unit == SHARE else value
    whole = value.to_integral_value()
    return whole.quantize(Decimal(1)) if whole == value else value.quantize(Decimal("0.01"), ROUND_HALF_UP)


def difference(change: Change, unit: str) -> str:
    """Write how a number differs from the other period's: shares in points; a dash where it cannot be said."""
    if change.before.hidden:
        return HIDDEN
    if change.more is None:
        return NONE
    sign = "+" if change.more > 0 else "−" if change.more < 0 else "±"
    if unit == SHARE:
        return _("%(sign)s%(points)s points") % {"sign": sign, "points": rounded(abs(change.more) * 100)}
    return f"{sign}{plain(abs(change.more), unit)}"


def interval_words(change: Change) -> str:
    """Write the interval of a difference of shares; empty where there is none."""
    if change.low is None or change.high is None:
        return ""
    return _("%(low).1f to %(high).1f points") % {"low": 100 * change.low, "high": 100 * change.high}


def column_words(column: Column, *, split: bool) -> str:
    """Name a column in one line, for files: the value of the split, and the measure."""
    if not split:
        return str(column.title)
    return f"{column.label or _('All')} · {column.title}"


def formula_words(one: Defined) -> str:
    """Say how a number comes about in words; as a formula where its definition has changed since."""
    measure = every_measure().get(one.key)
    if measure is None or definition_hash(measure) != one.definition:
        return one.formula
    said = (_("%(label)s: %(words)s") % {"label": label, "words": words} for label, words in formula(measure))
    return _("; ").join(said)
