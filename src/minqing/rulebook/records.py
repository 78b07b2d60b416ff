"""What the rulebook hands out: frozen, without tables behind them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from .calendar import holiday_name
from .units import PROVENANCE, UNITS


@dataclass(frozen=True, slots=True)
class RuleView:
    """
    One version of a rule.

    :param version: names this version for ever; a clock keeps it.
    :param jurisdiction: "" for the whole country, else 2, 4 or 6 digits.
    :param confirmed: false is shown as *unconfirmed* wherever the number is shown.
    """

    id: str
    version: str
    rule_id: str
    jurisdiction: str
    value: int
    unit: str
    title_zh: str
    title_en: str
    trigger: str
    effect: str
    source_title: str
    article: str
    provenance: str
    confirmed: bool
    effective_from: date
    effective_to: date | None = None

    @property
    def title(self) -> str:
        """The rule's name in the reader's language."""
        chinese = (get_language() or "zh-hans").startswith("zh")
        return self.title_zh if chinese or not self.title_en else self.title_en

    @property
    def unit_title(self) -> Any:
        """The unit's name for the screen."""
        return UNITS[self.unit][1]

    @property
    def amount(self) -> str:
        """The number with its unit for the screen: a plain count is a number, a duty that counts nothing its words."""
        if self.unit == "duty":
            return str(self.unit_title)
        return f"{self.value:,}" if self.unit == "count" else f"{self.value:,} {self.unit_title}"

    @property
    def provenance_title(self) -> Any:
        """How well the rule is known, in words."""
        return PROVENANCE[self.provenance]

    @classmethod
    def of(cls, row: Any, *, confirmed: bool) -> Self:
        """Read a stored version."""
        same = ("rule_id", "jurisdiction", "value", "unit", "title_zh", "title_en", "trigger", "effect", "source_title")
        more = ("article", "provenance", "effective_from", "effective_to")
        plain = {name: getattr(row, name) for name in (*same, *more)}
        return cls(id=str(row.pk), version=str(row.pk), confirmed=row.certain or confirmed, **plain)


@dataclass(frozen=True, slots=True)
class SpecialDayView:
    """One day of the calendar page. ``origin`` is ``notice`` or ``county``."""

    day: date
    name: str
    working: bool
    notice: str
    source_url: str
    origin: str


@dataclass(frozen=True, slots=True)
class CalendarYearView:
    """
    One year of the calendar page; without a published table every date in it is provisional.

    :param missing: name and day of each public holiday that the year's table still lacks; empty once published.
    """

    year: int
    published: bool
    days: tuple[SpecialDayView, ...]
    missing: tuple[tuple[str, date], ...] = ()

    @property
    def lacks(self) -> str:
        """Name what is missing in the reader's language."""
        return days_missing(self.missing)


@dataclass(frozen=True, slots=True)
class IncompleteYear:
    """One year that a table touches and does not complete: name and day of each public holiday that it lacks."""

    year: int
    missing: tuple[tuple[str, date], ...]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """
    What a load did: rows added, changed, left as they were, and lines refused (as texts).

    :param years: years of a calendar that became complete by it.
    :param incomplete: years that it touches and that are not complete yet.
    """

    added: int
    changed: int = 0
    kept: int = 0
    years: tuple[int, ...] = ()
    refusals: tuple[Any, ...] = ()
    incomplete: tuple[IncompleteYear, ...] = ()

    @property
    def news(self) -> tuple[str, ...]:
        """Say in the reader's language which years are certain now, and what others lack; a sentence each."""
        settled = ngettext(
            "The holidays of %(years)s are complete: dates that fall into that year are settled now.",
            "The holidays of %(years)s are complete: dates that fall into those years are settled now.",
            len(self.years),
        )
        lacking = _(
            "The holidays of %(year)s are not complete: %(missing)s missing. "
            "Until they are there, dates that fall into that year stay provisional."
        )
        said = [settled % {"years": _spans(self.years)}] if self.years else []
        said += [lacking % {"year": one.year, "missing": days_missing(one.missing)} for one in self.incomplete]
        return tuple(said)


def days_missing(missing: Sequence[tuple[str, date]]) -> str:
    """Name missing holidays with the days that should be off, in the reader's language."""
    words = _("%(holiday)s (%(day)s off)")
    return _(", ").join(words % {"holiday": holiday_name(name), "day": day.isoformat()} for name, day in missing)


def _spans(years: Sequence[int]) -> str:
    """Write years in order, those that follow one another as a span: ``2004–2026, 2028``."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return _(", ").join("–".join(map(str, span)) for span in spans)
