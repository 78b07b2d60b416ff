"""What is wrong in a routing table, in plain sentences: each names the row, what it does wrong, and what to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from minqing.cases.models import Matter
from minqing.cases.paths import and_above
from minqing.cases.records import Fault, Row
from minqing.directory import queries as directory
from minqing.kernel.errors import NotFound
from minqing.territory import queries as territory

from .table import Key, Table

EVERY = 0


@dataclass(frozen=True, slots=True)
class Names:
    """What rows are called, and what is in use: read once for a whole table."""

    matters: dict[int, str]
    in_use: frozenset[int]
    places: dict[str, str]
    open_places: frozenset[str]
    unit_places: dict[str, str]
    county: str

    def row(self, row: Row) -> str:
        """Name a row: its matter and its place."""
        matter = self.matters.get(row.matter, str(row.matter)) if row.matter else _("every matter")
        return _("%(matter)s at %(place)s") % {"matter": matter, "place": self.place(row.place_path)}

    def place(self, path: str) -> str:
        """Name a place, as it is or was called."""
        return self.places.get(path, path)


def names_of(rows: Mapping[Key, Row]) -> Names:
    """Read the names that a table needs; a handful of queries whatever its size."""
    matters = list(Matter.objects.values_list("number", "name", "retired"))
    county = territory.county()
    divisions = territory.divisions()
    opened = {place.path for place in divisions}
    finer = {place for _matter, place in rows if place not in opened}
    return Names(
        matters={number: name for number, name, _retired in matters},
        in_use=frozenset(number for number, _name, retired in matters if not retired),
        places=territory.full_names({place for _matter, place in rows} | opened),
        open_places=frozenset(opened | {path for path in finer if _stands(path)}),
        unit_places={unit.path: unit.place_path for unit in directory.organisation_tree()},
        county=county.path if county else "",
    )


def _stands(path: str) -> bool:
    try:
        return bool(territory.place(path))
    except NotFound:
        return False


def lint(table: Table, names: Names) -> tuple[Fault, ...]:
    """Return everything that is wrong, what keeps a draft from being published first."""
    found = [fault for row in table.rows.values() for fault in _row_faults(row, table, names)]
    found += _uncovered(table, names)
    return tuple(sorted(found, key=lambda fault: (not fault.grave, fault.kind, fault.key)))


def _row_faults(row: Row, table: Table, names: Names) -> Iterator[Fault]:
    said = {"row": names.row(row), "unit": row.lead_name}
    if row.lead_path in table.closed:
        words = _("%(row)s leads to %(unit)s, which is closed. Name another unit, or end the row.")
        yield Fault("closed", row.key, words % said, grave=True)
    if row.matter and row.matter not in names.in_use:
        words = _("%(row)s: this matter is no longer in use. Let another follow it, or end the row.")
        yield Fault("dead", row.key, words % said, grave=False)
    if row.place_path not in names.open_places:
        words = _("%(row)s: this place is no longer in use, so no request comes from there. End the row.")
        yield Fault("dead", row.key, words % said, grave=False)
    yield from _against_others(row, table, names, said)
    home = names.unit_places.get(row.lead_path, "")
    if home.count("/") > 1 and row.place_path not in and_above(home) and home not in and_above(row.place_path):
        words = _("%(row)s leads to %(unit)s, which belongs to %(home)s. Is that meant?")
        yield Fault("elsewhere", row.key, words % {**said, "home": names.place(home)}, grave=False)


def _against_others(row: Row, table: Table, names: Names, said: dict[str, str]) -> Iterator[Fault]:
    if row.matter == EVERY and row.place_path != names.county and _is_shadowed(row, table, names):
        words = _("%(row)s never gets its turn: each matter has a row of its own there, and those come first. End it.")
        yield Fault("shadowed", row.key, words % said, grave=False)
    above = _row_above(row, table)
    if above is None:
        return
    said = {**said, "other": names.row(above), "rule": row.rule_id, "other_rule": above.rule_id}
    if (row.lead_path, row.rule_id) == (above.lead_path, above.rule_id):
        words = _("%(row)s says the same as %(other)s. It can go.")
        yield Fault("same", row.key, words % said, grave=False)
    elif row.matter and row.lead_path == above.lead_path:
        words = _(
            "%(row)s and %(other)s lead to the same unit under two rules of time (%(rule)s and %(other_rule)s). "
            "Residents would be promised two days for one matter."
        )
        yield Fault("contradicts", row.key, words % said, grave=False)


def _is_shadowed(row: Row, table: Table, names: Names) -> bool:
    places = and_above(row.place_path)
    return bool(names.in_use) and all(any((matter, place) in table.rows for place in places) for matter in names.in_use)


def _row_above(row: Row, table: Table) -> Row | None:
    """Return the row that would fire in its place if it were not there: of the same matter, or of every one."""
    above = and_above(row.place_path)[:-1]
    for wanted in dict.fromkeys((row.matter, EVERY)):
        places = above if wanted == row.matter else [*above, row.place_path]
        for place in reversed(places):
            if found := table.rows.get((wanted, place)):
                return found
    return None


def _uncovered(table: Table, names: Names) -> Iterator[Fault]:
    for number in uncovered(table, names):
        words = _("%(matter)s: no row of the whole county names it, so it goes by the default row. Name its unit.")
        key = f"{number}:{names.county}"
        yield Fault("uncovered", key, words % {"matter": names.matters[number]}, grave=False)


def uncovered(table: Table, names: Names) -> list[int]:
    """Return the matters in use that no row of the whole county names."""
    return [number for number in sorted(names.in_use) if (number, names.county) not in table.rows]
