"""
Units: what a number is a number of. Two numbers are added only if they are of one unit.

``人次`` are heads counted each time, ``人`` are people counted once: adding one to the other is how printed figures go
wrong, so it is refused when a measure is declared.
"""

from django.utils.translation import gettext_lazy as _

UNITS = {
    "件": _("matters"),
    "次": _("times"),
    "场": _("sessions"),
    "人次": _("attendances"),
    "人": _("people"),
    "户": _("households"),
    "张": _("sheets or cards"),
    "个": _("things"),
    "期": _("issues"),
    "篇": _("articles"),
    "批次": _("batches"),
    "份": _("copies"),
    "%": _("share"),
    "minutes": _("minutes"),
    "hours": _("hours"),
    "days": _("working days"),
    "fen": _("money, in hundredths of a yuan"),
}
"""Symbol → what it means. Times and money are stored as whole numbers."""

EACH_TIME = frozenset({"次", "人次"})
"""Units of what is counted anew each time."""
NUMBER = ""
"""The unit of a plain number in an expression: it may be added to anything."""
SHARE = "%"


class UnitsDiffer(ValueError):
    """Numbers of different units were to be added."""


def same(units: set[str]) -> str:
    """
    Return the one unit of numbers that are added or compared.

    >>> same({"人", ""})
    '人'

    :raises UnitsDiffer: if they are of more than one.
    """
    named = units - {NUMBER}
    if len(named) > 1:
        raise UnitsDiffer(f"{' and '.join(sorted(named))} cannot be added")
    return named.pop() if named else NUMBER


def told_in(unit: str) -> str:
    """
    Return the unit in which a measure tells a number; a quotient is told, like a mean, in what was divided.

    >>> told_in("hours/件"), told_in("人")
    ('hours', '人')
    """
    return unit.partition("/")[0]
