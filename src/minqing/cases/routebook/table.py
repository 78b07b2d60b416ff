"""A routing table held in memory: a month of requests is routed without asking the database for each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from minqing.cases.models import RoutingDraft, RoutingDraftRow, RoutingRule
from minqing.cases.paths import and_above
from minqing.cases.records import Row
from minqing.directory import queries as directory
from minqing.kernel.access import covers

Key = tuple[int, str]


@dataclass(slots=True)
class Table:
    """
    Rows by matter and place, with the units that are closed.

    The rule is that of ``routing.route_of``: a row that names the matter first, then the nearest place; a row whose
    unit is closed or complained about is passed over.
    """

    rows: dict[Key, Row]
    closed: frozenset[str] = frozenset()
    _known: dict[Key, tuple[Row | None, bool]] = field(default_factory=dict)

    def fires(self, matter: int, place_path: str, barred: Iterable[str] = ()) -> tuple[Row | None, bool]:
        """
        Return the row that fires, and whether it is more than the default.

        :param barred: units that the request is about; what lies below them is passed over as well.
        """
        told = tuple(barred)
        if told:
            return self._find(matter, place_path, told)
        key = (matter, place_path)
        if key not in self._known:
            self._known[key] = self._find(matter, place_path, ())
        return self._known[key]

    def _find(self, matter: int, place_path: str, barred: tuple[str, ...]) -> tuple[Row | None, bool]:
        places = and_above(place_path)
        passed_over = False
        for wanted in (matter, 0) if matter else (0,):
            for place in reversed(places):
                row = self.rows.get((wanted, place))
                if row is None:
                    continue
                if row.lead_path in self.closed or any(covers(one, row.lead_path) for one in barred):
                    passed_over = True
                    continue
                return row, not passed_over and (wanted > 0 or place != places[0])
        return None, False


def in_force() -> dict[Key, Row]:
    """Return the rows in force, in one query."""
    columns = ("matter", "place_path", "lead_path", "lead_name", "rule_id")
    rows = RoutingRule.objects.filter(ended=False).order_by("place_path", "matter").values_list(*columns)
    return {(row[0], row[1]): Row(*row) for row in rows}


def drafted(draft: RoutingDraft) -> dict[Key, RoutingDraftRow]:
    """Return the rows that a draft changes."""
    return {(row.matter, row.place_path): row for row in draft.rows.order_by("place_path", "matter")}


def with_changes(rows: Mapping[Key, Row], changes: Mapping[Key, RoutingDraftRow]) -> dict[Key, Row]:
    """Return the table as a draft would have it."""
    after = dict(rows)
    for key, change in changes.items():
        if change.lead_path:
            after[key] = Row(*key, change.lead_path, change.lead_name, change.rule_id)
        else:
            after.pop(key, None)
    return after


def table_of(rows: Mapping[Key, Row]) -> Table:
    """Make a table of rows, asking once which of their units are closed."""
    return Table(dict(rows), frozenset(directory.closed_among(row.lead_path for row in rows.values())))
