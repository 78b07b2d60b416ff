"""What the form of a pivot offers, with what was chosen: drawn from the address, also from one that is refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from minqing.directory import queries as directory
from minqing.insight import queries as insight
from minqing.insight.pivots.dimensions import DIMENSIONS, codes_of
from minqing.insight.pivots.periods import NAMED, VERSUS
from minqing.insight.pivots.queries import measures_to_pivot
from minqing.kernel.access import Actor
from minqing.territory import queries as territory


@dataclass(frozen=True, slots=True)
class Option:
    """One choice: its value, its words, whether it is chosen; ``note`` what more there is to say of it."""

    value: str
    title: Any
    is_on: bool
    note: Any = ""


@dataclass(frozen=True, slots=True)
class Options:
    """Everything that the form offers."""

    measures: tuple[Option, ...]
    rows: tuple[Option, ...]
    rows_more: tuple[Option, ...]
    cols: tuple[Option, ...]
    periods: tuple[Option, ...]
    versus: tuple[Option, ...]
    places: tuple[Option, ...]
    units: tuple[Option, ...]
    matters: tuple[Option, ...]
    channels: tuple[Option, ...]
    dates: Mapping[str, str]
    count: int


def options(actor: Actor, query: QueryDict) -> Options:
    """Offer what lies within the reader's reach."""
    grant = insight.widest_grant(actor)
    rows = [one for one in query.getlist("rows") if one]
    splits = [(one.key, one.title) for one in DIMENSIONS.values()]
    places = [(one.path, one.full_name) for one in territory.divisions() if _below(one.path, grant.place_path)]
    units = [(one.path, one.name) for one in directory.organisation_tree(grant.org_path) if one.path != grant.org_path]
    chosen = query.getlist("m")
    measures = (Option(one.key, one.title, one.key in chosen, one.question) for one in measures_to_pivot())
    return Options(
        measures=tuple(sorted(measures, key=lambda one: not one.is_on)),
        rows=_offered(splits, rows[:1]),
        rows_more=_offered([("", _("Nothing more")), *splits], rows[1:2] or [""]),
        cols=_offered([("", _("Not split")), *splits], [query.get("cols", "")]),
        periods=_offered(NAMED.items(), [query.get("period") or "month"]),
        versus=_offered([("", _("Nothing")), *VERSUS.items()], [query.get("vs", "")]),
        places=_offered([("", _("All within my reach")), *places], [query.get("place", "")]),
        units=_offered([("", _("All within my reach")), *units], [query.get("org", "")]),
        matters=_codes("matter", query),
        channels=_codes("channel", query),
        dates={name: query.get(name, "")[:10] for name in ("from", "to", "vs_from", "vs_to")},
        count=len(chosen),
    )


def _below(path: str, root: str) -> bool:
    return path.startswith(root) and path != root


def _offered(choices: Iterable[tuple[str, Any]], chosen: Sequence[str]) -> tuple[Option, ...]:
    return tuple(Option(value, title, value in chosen) for value, title in choices)


def _codes(column: str, query: QueryDict) -> tuple[Option, ...]:
    chosen = query.getlist(column)
    return tuple(Option(str(number), name, str(number) in chosen) for number, name in codes_of(column).items())
