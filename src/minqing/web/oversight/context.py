"""What the overseer's page shows: figures with the lists they open, units among their like, small cells hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from minqing.cases.records import Figure, Oversight, UnitLine
from minqing.web.words import month_words, share_words

from .links import Links


@dataclass(frozen=True, slots=True)
class Shown:
    """
    One figure as it is printed: the number, its two counts, and the list behind each; "" where none may be opened.

    :param share: the percentage; empty where the two counts stand alone.
    :param counted: both counts, and what is to be said beside them.
    """

    key: str
    title: Any
    value: str
    counted: str
    counts: Any
    misleads: Any
    tone: str
    share: str = ""
    part: str = ""
    whole: str = ""
    beside: str = ""
    part_href: str = ""
    whole_href: str = ""


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit as printed; None stands for a cell too small to show."""

    line: UnitLine
    on_time: str
    solved: str
    asked: int
    answered: int | None
    why: str
    share: str = ""
    hrefs: Mapping[str, str] = field(default_factory=dict)


OF_ANSWERS = frozenset({"cases.solved", "cases.partly_solved", "cases.not_solved", "cases.satisfied"})
"""Shares of what residents said: few answers are told as two counts (rule MQ-RATE-N)."""


def why_not(why: str, *, smallest: int, wait_days: int) -> str:
    """Say kindly why a number is not shown; "" where it is."""
    if not why:
        return ""
    if why == "few":
        return _("fewer than %(k)s, not shown by itself") % {"k": smallest}
    return _("to be seen %(n)s days after the month's end") % {"n": wait_days}


def shown(figure: Figure, *, fewest: int = 0, why: str = "", links: Links | None = None) -> Shown:
    """
    Print a figure: shares with both counts, a dash where there is nothing to divide by.

    :param fewest: below so many answers what residents said is printed as its two counts alone.
    :param why: in words, why it is not shown.
    :param links: where the lists behind its counts lie; none of what is not shown.
    """
    tone = "late" if figure.key.endswith("overdue") and figure.part else ""
    said = {"counts": figure.counts, "misleads": figure.misleads, "tone": tone}
    if figure.part is None:
        return Shown(figure.key, figure.title, _("not shown"), why, **said)
    part, whole, share, beside = f"{figure.part:,}", "", "", ""
    if figure.whole is not None:
        whole, share = f"{figure.whole:,}", f"{100 * figure.part / figure.whole:.1f}%" if figure.whole else "—"
        if figure.key in OF_ANSWERS and 0 < figure.whole < fewest:
            share, beside = "", str(_("few answers"))
    both = f"{part}/{whole}" if whole else ""
    value, counted = (share, both) if share else (both or part, beside)
    if figure.partly:
        counted = _("%(counted)s, without months of too few") % {"counted": counted}
        beside = counted if beside else _("without months of too few")
    return Shown(
        key=figure.key,
        title=figure.title,
        value=value,
        counted=counted,
        share=share,
        part=part,
        whole=whole,
        beside=beside,
        part_href=links.to(figure.key) if links and figure.part else "",
        whole_href=links.to(figure.key, "whole") if links and figure.whole else "",
        **said,
    )


def unit_row(
    line: UnitLine, *, smallest: int, fewest: int = 0, wait_days: int = 0, links: Links | None = None
) -> UnitRow:
    """
    Print one unit; what residents say is hidden where fewer than ``smallest`` (rule MQ-K) answered.

    :param fewest: of fewer answers (rule MQ-RATE-N) no share is printed, only its two counts.
    :param wait_days: rule MQ-RATE-WAIT, for whom it is told by months.
    """
    hide = line.hides_answers(smallest)
    solved, answered = line.solved or 0, line.answered or 0
    said = f"{solved}/{answered}" if answered < fewest else share_words(solved, answered)
    return UnitRow(
        line=line,
        on_time=share_words(line.closed_on_time, line.on_time_of),
        solved="" if hide else said,
        asked=line.asked,
        answered=None if hide else line.answered,
        why=why_not(line.why or "few", smallest=smallest, wait_days=wait_days) if hide else "",
        share=f"{100 * line.closed_on_time / line.on_time_of:.1f}%" if line.on_time_of else "",
        hrefs=_hrefs(line, links, hide=hide) if links else {},
    )


OF_UNIT: dict[str, tuple[str, str]] = {
    "open": ("lying.open", "part"),
    "late": ("lying.late", "part"),
    "due_soon": ("lying.soon", "part"),
    "bounced": ("cases.bounced", "part"),
    "closed": ("cases.reopened", "whole"),
    "closed_on_time": ("cases.on_time", "part"),
    "on_time_of": ("cases.on_time", "whole"),
    "asked": ("cases.answered", "whole"),
    "answered": ("cases.solved", "whole"),
    "solved": ("cases.solved", "part"),
}
"""Each count of a unit and the number that it is: the same question for both."""


def _hrefs(line: UnitLine, links: Links, *, hide: bool) -> dict[str, str]:
    """Return the list behind each count of a unit; none of what is nought or not shown."""
    secret = {"answered", "solved"} if hide else set()
    return {
        name: links.to(key, side, line.path)
        for name, (key, side) in OF_UNIT.items()
        if getattr(line, name) and name not in secret
    }


FIRST = ("cases.open", "cases.overdue", "cases.on_time", "cases.solved", "cases.satisfied", "cases.unverified")


def in_order(overview: Oversight, links: Links) -> tuple[list[Shown], list[Shown]]:
    """Return the six figures that stand first, in their fixed order, and the rest."""
    rules = {"smallest": overview.smallest, "wait_days": overview.wait_days}
    printed = {
        figure.key: shown(figure, fewest=overview.fewest, why=why_not(figure.why, **rules), links=links)
        for figure in overview.figures
    }
    first = [printed[key] for key in FIRST if key in printed]
    return first, [one for key, one in printed.items() if key not in FIRST]


def asked(figures: tuple[Figure, ...]) -> tuple[int, int]:
    """Return how many residents answered, of how many asked: printed beside every share of theirs."""
    found = next((figure for figure in figures if figure.key == "cases.answered"), None)
    return (found.part or 0, found.whole or 0) if found else (0, 0)


def finding(overview: Oversight) -> str:
    """
    Say in one sentence where it burns, or that nothing does.

    Names the unit with most overdue requests; a unit, never a person.
    """
    late = sum(line.late for line in overview.units)
    if not late:
        return _("Nothing is overdue.")
    worst = max(overview.units, key=lambda line: line.late)
    words = _("Overdue: %(late)s, of them at %(unit)s: %(n)s. Soon to be: %(soon)s.")
    soon = sum(line.due_soon for line in overview.units)
    return words % {"late": late, "n": worst.late, "unit": worst.name, "soon": soon}


def told_months(overview: Oversight) -> str:
    """Say to whoever is not oversight of which months she is told what residents said in rating; "" to oversight."""
    if overview.told_from is None or overview.told_to is None:
        return ""
    rule = _("What residents said is told by whole months, %(n)s days after a month's end.") % {"n": overview.wait_days}
    if overview.told_from >= overview.told_to:
        return rule
    first, last = month_words(overview.told_from), month_words(overview.told_to - timedelta(days=1))
    if first == last:
        return rule + _("Here: %(month)s.") % {"month": first}
    return rule + _("Here: from %(first)s up to the end of %(last)s.") % {"first": first, "last": last}


def late_bars(overview: Oversight, links: Links) -> list[tuple[str, int | None, str]]:
    """Return the units with overdue requests, in the order of the table: which unit, not who."""
    lines = [line for line in overview.units if line.late]
    most = sorted(lines, key=lambda line: (-line.late, line.name))[:10]
    return [(line.name, line.late, links.to("lying.late", "part", line.path)) for line in most]


def solved_marks(overview: Oversight, links: Links) -> list[tuple[str, int | None, int | None, str]]:
    """Return what residents say by unit, in the order of the tree and never by size."""
    marks: list[tuple[str, int | None, int | None, str]] = []
    for line in overview.units:
        if line.answered or line.why == "few":
            hide = line.hides_answers(overview.smallest)
            href = links.to("cases.solved", "whole", line.path) if not hide else ""
            marks.append((line.name, None if hide else line.solved, None if hide else line.answered, href))
    return [one for one in marks if one[2] is not None][:16] + [one for one in marks if one[2] is None]
