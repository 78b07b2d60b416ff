"""The unit that a report is about: found by the name she writes, chosen where several fit, kept as words where none."""

from dataclasses import replace

from django.utils.translation import gettext as _

from minqing.cases.queries import unit_complained_of
from minqing.directory.queries import units_called
from minqing.directory.records import OrganisationView

from .drafting import NONE, UNIT_MOST, Draft, Problems, wrong_unit


def settle(draft: Draft) -> tuple[Draft, Problems]:
    """
    Find the unit that a draft names, or say what is to be chosen or written otherwise.

    A choice holds only while the name that led to it stands. A name that is none is told once, then taken as words.
    """
    if not draft.unit.strip():
        return replace(draft, about="", unit_told=""), {}
    if problems := wrong_unit(draft):
        return draft, problems
    found = {unit.path for unit in units_called(draft.unit)}
    if draft.about in found:
        return draft, {}
    if len(found) == 1:
        return replace(draft, about=found.pop()), {}
    return _unsettled(draft, several=bool(found))


def _unsettled(draft: Draft, *, several: bool) -> tuple[Draft, Problems]:
    if draft.about == NONE if several else draft.unit_told == draft.unit:
        return replace(draft, about=NONE), {}
    if several:
        return replace(draft, about=""), {"about": _("Several units are called so. Please choose one.")}
    not_found = _(
        "No unit of this name is known. Write it otherwise, or go on: whoever takes it in first finds out who it is."
    )
    return replace(draft, about="", unit_told=draft.unit), {"unit": not_found}


def units_to_choose(draft: Draft) -> list[OrganisationView]:
    """Return the units among which she chooses; empty where one or none is meant."""
    found = units_called(draft.unit) if draft.unit.strip() else []
    return found if len(found) > 1 else []


def unit_name(draft: Draft) -> str:
    """Return the name of the unit that was found; empty for none."""
    if not draft.about_org_path:
        return ""
    return next((unit.name for unit in units_called(draft.unit) if unit.path == draft.about), "")


def suggested(draft: Draft) -> OrganisationView | None:
    """Return the unit of which her words seem to complain, while she has named none. Nothing follows by itself."""
    return None if draft.unit.strip() else unit_complained_of(draft.text)


def take_suggestion(draft: Draft) -> Draft:
    """Name the unit that was suggested, because she pressed that it is so; found anew, never taken from the page."""
    unit = suggested(draft)
    return replace(draft, unit=unit.name[:UNIT_MOST], about=unit.path) if unit else draft
