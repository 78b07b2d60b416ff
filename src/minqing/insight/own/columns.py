"""What the columns of facts are called on the screen: whoever declares a measure chooses by these words."""

from typing import Any, Final

from django.utils.translation import pgettext, pgettext_lazy

from minqing.ledger.facts import FACT_TYPES, Column, FactType

from .confidences import is_kept

__all__ = ["column_title", "countable", "splitting", "values_of"]

TITLES: Final[dict[str, Any]] = {
    "again": pgettext_lazy("column", "in place of another"),
    "answered": pgettext_lazy("column", "with an answer"),
    "basis": pgettext_lazy("column", "legal basis"),
    "before": pgettext_lazy("column", "matter before"),
    "bounce": pgettext_lazy("column", "how often returned"),
    "by": pgettext_lazy("column", "on whose word"),
    "cadence": pgettext_lazy("column", "how often written down"),
    "call": pgettext_lazy("column", "number called"),
    "card": pgettext_lazy("column", "what the card stands for"),
    "channel": pgettext_lazy("column", "channel"),
    "chosen": pgettext_lazy("column", "how the unit was chosen"),
    "complete": pgettext_lazy("column", "complete"),
    "confirmed": pgettext_lazy("column", "confirmed"),
    "contacted": pgettext_lazy("column", "resident was reached"),
    "danger": pgettext_lazy("column", "danger to life"),
    "days": pgettext_lazy("column", "days"),
    "dedicated": pgettext_lazy("column", "a cell of its own"),
    "demands": pgettext_lazy("column", "how many demands"),
    "duty": pgettext_lazy("column", "duty"),
    "elements": pgettext_lazy("column", "measures and kinds of fact"),
    "emergency": pgettext_lazy("column", "emergency"),
    "failures": pgettext_lazy("column", "failures in a row"),
    "ground": pgettext_lazy("column", "ground"),
    "hours": pgettext_lazy("column", "hours"),
    "hung": pgettext_lazy("column", "had been posted"),
    "items": pgettext_lazy("column", "texts and photos"),
    "keys": pgettext_lazy("column", "keys"),
    "kind": pgettext_lazy("column", "kind"),
    "late": pgettext_lazy("column", "late"),
    "level": pgettext_lazy("column", "level"),
    "matter": pgettext_lazy("column", "number of the matter"),
    "means": pgettext_lazy("column", "by which means"),
    "minutes": pgettext_lazy("column", "minutes"),
    "on_behalf": pgettext_lazy("column", "filed for the resident"),
    "outcome": pgettext_lazy("column", "outcome"),
    "purpose": pgettext_lazy("column", "purpose"),
    "reached": pgettext_lazy("column", "resident was reached"),
    "reason": pgettext_lazy("column", "reason"),
    "result": pgettext_lazy("column", "result"),
    "role": pgettext_lazy("column", "role"),
    "round": pgettext_lazy("column", "which time"),
    "rows": pgettext_lazy("column", "rows"),
    "shapes": pgettext_lazy("column", "boundaries and points"),
    "shared": pgettext_lazy("column", "seen by the unit too"),
    "stage": pgettext_lazy("column", "stage"),
    "unit": pgettext_lazy("column", "unit of the number"),
    "value": pgettext_lazy("column", "value"),
    "version": pgettext_lazy("column", "version"),
    "working": pgettext_lazy("column", "a day that is worked"),
    "year": pgettext_lazy("column", "year"),
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
