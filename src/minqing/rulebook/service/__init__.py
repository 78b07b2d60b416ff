"""Public API for changing rules and the calendar. One function per verb, one transaction per function."""

from .calendar import load_calendar, set_calendar_day
from .loading import load_rules
from .rules import UnableToSetRule, confirm_rule, set_rule

__all__ = ["UnableToSetRule", "confirm_rule", "load_calendar", "load_rules", "set_calendar_day", "set_rule"]
