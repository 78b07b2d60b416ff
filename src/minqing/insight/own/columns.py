"""What the columns of facts are called on the screen: whoever declares a measure chooses by these words."""

from typing import Any, Final

from django.utils.translation import pgettext, pgettext_lazy

from minqing.ledger.facts import FACT_TYPES, Column, FactType

from .confidences import is_kept

__all__ = ["column_title", "countable", "splitting", "values_of"]

TITLES: Final[dict[str, Any]] = {
    "about": pgettext_lazy("column", "what is supervised"),
    "added": pgettext_lazy("column", "added to an earlier one"),
    "again": pgettext_lazy("column", "in place of another"),
    "answered": pgettext_lazy("column", "with an answer"),
    "basis": pgettext_lazy("column", "legal basis"),
    "before": pgettext_lazy("column", "matter before"),
    "bounce": pgettext_lazy("column", "how often returned"),
    "by": pgettext_lazy("column", "on whose word"),
    "cadence": pgettext_lazy("column", "how often written down"),
    "call": pgettext_lazy("column", "number called"),
    "came": pgettext_lazy("column", "had reported in"),
    "card": pgettext_lazy("column", "what the card stands for"),
    "channel": pgettext_lazy("column", "channel"),
    "chosen": pgettext_lazy("column", "how the unit was chosen"),
    "complete": pgettext_lazy("column", "complete"),
    "confirmed": pgettext_lazy("column", "confirmed"),
    "contacted": pgettext_lazy("column", "resident was reached"),
    "corners": pgettext_lazy("column", "corners of the boundary"),
    "danger": pgettext_lazy("column", "danger to life"),
    "days": pgettext_lazy("column", "days"),
    "dedicated": pgettext_lazy("column", "a cell of its own"),
    "demands": pgettext_lazy("column", "how many demands"),
    "done": pgettext_lazy("column", "what the township says"),
    "doubt": pgettext_lazy("column", "first thing doubted"),
    "doubts": pgettext_lazy("column", "how many doubts"),
    "duty": pgettext_lazy("column", "duty"),
    "elements": pgettext_lazy("column", "measures and kinds of fact"),
    "emergency": pgettext_lazy("column", "emergency"),
    "failures": pgettext_lazy("column", "failures in a row"),
    "found": pgettext_lazy("column", "what was found"),
    "function": pgettext_lazy("column", "function of the counter"),
    "ground": pgettext_lazy("column", "ground"),
    "hours": pgettext_lazy("column", "hours"),
    "hung": pgettext_lazy("column", "had been posted"),
    "items": pgettext_lazy("column", "texts and photos"),
    "justified": pgettext_lazy("column", "what the department says"),
    "keys": pgettext_lazy("column", "keys"),
    "kind": pgettext_lazy("column", "kind"),
    "late": pgettext_lazy("column", "late"),
    "level": pgettext_lazy("column", "level"),
    "lines": pgettext_lazy("column", "lines of the file"),
    "matter": pgettext_lazy("column", "number of the matter"),
    "matters": pgettext_lazy("column", "matters in use"),
    "means": pgettext_lazy("column", "by which means"),
    "members": pgettext_lazy("column", "requests in it"),
    "minutes": pgettext_lazy("column", "minutes"),
    "on_behalf": pgettext_lazy("column", "filed for the resident"),
    "origin": pgettext_lazy("column", "where it came from"),
    "outcome": pgettext_lazy("column", "outcome"),
    "purpose": pgettext_lazy("column", "purpose"),
    "rank": pgettext_lazy("column", "place among the suggested"),
    "reached": pgettext_lazy("column", "resident was reached"),
    "reason": pgettext_lazy("column", "reason"),
    "requests": pgettext_lazy("column", "open requests"),
    "result": pgettext_lazy("column", "result"),
    "role": pgettext_lazy("column", "role"),
    "round": pgettext_lazy("column", "which time"),
    "rows": pgettext_lazy("column", "rows"),
    "shapes": pgettext_lazy("column", "boundaries and points"),
    "shared": pgettext_lazy("column", "seen by the unit too"),
    "size": pgettext_lazy("column", "how many were drawn"),
    "solved": pgettext_lazy("column", "solved, as the resident says"),
    "slips": pgettext_lazy("column", "slips of a branch"),
    "stage": pgettext_lazy("column", "stage"),
    "step": pgettext_lazy("column", "which step"),
    "taken": pgettext_lazy("column", "requests taken in"),
    "texts": pgettext_lazy("column", "texts learnt from"),
    "there": pgettext_lazy("column", "how it stands there"),
    "tie": pgettext_lazy("column", "what ties them"),
    "unit": pgettext_lazy("column", "unit of the number"),
    "units": pgettext_lazy("column", "departments called"),
    "value": pgettext_lazy("column", "value"),
    "version": pgettext_lazy("column", "version"),
    "was_expired": pgettext_lazy("column", "had expired"),
    "way": pgettext_lazy("column", "channel of arrival"),
    "why": pgettext_lazy("column", "why"),
    "working": pgettext_lazy("column", "a day that is worked"),
    "year": pgettext_lazy("column", "year"),
    "yuan": pgettext_lazy("column", "yuan a year"),
}


def column_title(name: str) -> str:
    """Return what a column is called; its name where nobody has said."""
    return str(TITLES.get(name, name))


def countable() -> dict[str, FactType]:
    """Return the kinds of fact that an own measure may count, by key, in the order of their titles."""
    told = {key: kind for key, kind in FACT_TYPES.items() if not is_kept(key)}
    return dict(sorted(told.items(), key=lambda item: (item[0].partition(".")[0], str(item[1].title))))


def splitting(kind: FactType) -> dict[str, Column]:
    """Return the columns of a kind by which its facts can be told apart."""
    return {name: column for name, column in kind.columns.items() if column.column != "qty"}


def values_of(column: Column) -> dict[int, str]:
    """Return the numbers that a column can have, in words; empty where the list is not closed."""
    if column.kind == "flag":
        return {1: pgettext("flag", "yes"), 0: pgettext("flag", "no")}
    return {number: str(title) for number, title in column.codes.items()}
