"""
Conversions: of the facts A, those that a fact B of the same subject followed within some working days.

Such a number is counted at A, its place, its organisation and its day, so it adds up. The facts of one subject are
looked at together. What some facts change is the difference between what their subjects give with them and without: so
a B that comes late, or before its A, and a reversal of either come out right.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from minqing.kernel.rows import marks as placeholders
from minqing.ledger.lines import Line, Marks, Name
from minqing.ledger.models import Node
from minqing.ledger.working_days import WorkingDays

from .counted import CHUNK, a_date
from .periods import periods_of
from .singly import LATE, SETTLED

Condition = tuple[str, tuple[Any, ...]]
Groups = dict[Any, list[int]]
# Fixed columns of our own tables; nothing of a user's. CROSS JOIN keeps SQLite from walking the facts: subjects first.
ABOUT = """
SELECT f.subject, f.id, f.reverses, f.kind, f.d1, f.d2, f.d3, f.d4, f.qty, f.org_path, f.place_path, f.happened_on,
    f.happened_at, p.position
FROM ({subjects}) AS those CROSS JOIN ledger_fact f LEFT JOIN ledger_position p ON p.fact_id = f.id
WHERE f.subject = those.subject AND f.kind IN ({kinds}) ORDER BY f.subject
"""


class Occurred(NamedTuple):
    """
    One fact about a subject.

    :param at: the moment, as the database returns it: only compared.
    :param position: None while it is not settled.
    """

    id: UUID | str
    reverses: UUID | str | None
    kind: str
    marks: Marks
    amount: int | None
    org_path: str
    place_path: str
    day: date
    at: Any
    position: int | None

    @property
    def places(self) -> Iterator[tuple[int, str]]:
        """Yield where it counts: (tree, path)."""
        yield Node.PLACE, self.place_path
        if self.org_path[:7] == self.place_path[:7]:
            yield Node.ORG, self.org_path


Change = tuple[Name, Occurred, int]


def followed(
    facts: Iterable[Occurred], lines: Mapping[Name, Line], days: WorkingDays
) -> Iterator[tuple[Name, Occurred]]:
    """
    Yield those facts of one subject that were followed, each with what the line is called.

    B may come at the very moment of A, as when one verb records both. Neither may have been taken back.
    """
    facts = list(facts)
    taken = {fact.reverses for fact in facts}
    standing = sorted((one for one in facts if one.reverses is None and one.id not in taken), key=lambda one: one.at)
    for name, line in lines.items():
        if line.then is None:
            continue
        ends = [fact for fact in standing if line.then.holds(fact.kind, fact.marks)]
        moments = [fact.at for fact in ends]
        for fact in standing:
            if fact.kind == line.fact and line.holds(fact.marks, fact.amount):
                first = bisect_left(moments, fact.at)
                after = [one for one in ends[first : first + 2] if one.id != fact.id]
                if after and after[0].day <= days.last(fact.day, line.then.within_days):
                    yield name, fact


def changes(
    groups: Iterable[Sequence[Occurred]],
    lines: Mapping[Name, Line],
    days: WorkingDays,
    before: int,
    through: int | None,
) -> Iterator[Change[Name]]:
    """
    Say what changes between two positions: each fact that counts no more with -1, each that counts now with +1.

    :param through: None for everything, also what is not settled.
    """
    for facts in groups:
        for sign, last in ((-1, before), (1, through)):
            for name, fact in followed(_known(facts, last), lines, days):
                yield name, fact, sign


def _known(facts: Iterable[Occurred], last: int | None) -> Iterable[Occurred]:
    return (fact for fact in facts if last is None or (fact.position is not None and fact.position <= last))


def changed_between(lines: Mapping[Name, Line], days: WorkingDays, before: int, through: int) -> Iterator[Change[Name]]:
    """Say what the facts between two positions change."""
    return changes(_about(lines, SETTLED, (before, through)), lines, days, before, through)


def changed_since(lines: Mapping[Name, Line], days: WorkingDays, before: int) -> Iterator[Change[Name]]:
    """Say what the facts change that are not folded yet."""
    return changes(_about(lines, LATE, (before,)), lines, days, before, None)


def counted(
    lines: Mapping[Name, Line], days: WorkingDays, condition: Condition = ("", ()), through: int | None = None
) -> Iterator[tuple[Name, Occurred]]:
    """
    Count from the facts alone.

    :param condition: on the facts A; others of the same subjects are yielded too, and the caller looks at each.
    :param through: as it was known at this position; None for now.
    """
    text, values = condition
    for facts in _about(lines, f"FROM ledger_fact f WHERE true{text}", values, starting=True):
        yield from followed(_known(facts, through), lines, days)


def _about(
    lines: Mapping[Name, Line], source: str, values: Sequence[Any], *, starting: bool = False
) -> Iterator[list[Occurred]]:
    """
    Read the facts of some subjects, subject by subject.

    :param source: from which facts the subjects are taken.
    :param starting: take them from the facts A only.
    """
    if not lines:
        return
    starts, ends = {line.fact for line in lines.values()}, {line.then.fact for line in lines.values() if line.then}
    kinds = sorted(starts | ends)
    wanted = sorted(starts) if starting else kinds
    subjects = f"SELECT DISTINCT f.subject {source} AND f.kind IN ({placeholders(wanted)})"
    statement = ABOUT.format(subjects=subjects, kinds=placeholders(kinds))
    for _, rows in groupby(_rows(statement, [*values, *wanted, *kinds]), key=lambda row: row[0]):
        yield [
            Occurred(number, reverses, kind, (d1, d2, d3, d4), qty, org, place, a_date(day), at, position)
            for _, number, reverses, kind, d1, d2, d3, d4, qty, org, place, day, at, position in rows
        ]


def _rows(statement: str, parameters: list[Any]) -> Iterator[Any]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement, parameters)
        while found := cursor.fetchmany(CHUNK):
            yield from found


def grouped(changed: Iterable[Change[int]], days_from: date) -> Groups:
    """
    Add changes up by line, periods and place.

    :param days_from: the first day that has cells of its own.
    """
    groups: Groups = defaultdict(lambda: [0, 0])
    for line, fact, sign in changed:
        periods = periods_of(fact.day)
        for place in fact.places:
            groups[(line,), periods if fact.day >= days_from else periods[:3], place][0] += sign
    return groups


def at_paths(
    changed: Iterable[Change[Name]], tree: int, paths_of: Callable[[str], Iterable[str]]
) -> Iterator[tuple[Name, str, date, int]]:
    """Yield of each change the nodes at which it counts: line, path, day, sign."""
    for name, fact, sign in changed:
        for its_tree, path in fact.places:
            if its_tree == tree:
                yield from ((name, one, fact.day, sign) for one in paths_of(path))
