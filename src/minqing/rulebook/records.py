"""What the rulebook hands out: frozen, without tables behind them."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from django.utils.translation import get_language

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
    """One year of the calendar page; without a published table every date in it is provisional."""

    year: int
    published: bool
    days: tuple[SpecialDayView, ...]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did: rows added, changed, left as they were, and lines refused (as texts)."""

    added: int
    changed: int = 0
    kept: int = 0
    years: tuple[int, ...] = ()
    refusals: tuple[Any, ...] = ()
