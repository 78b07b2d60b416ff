"""
Facts counted in the database: of some kinds, over a span, below a scope, by one of the two trees.

What is not folded can be left out in the same statement, by counting it once more with the other sign: others go on
writing meanwhile, and the index that holds all that is counted knows no fact's id.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from minqing.kernel.rows import marks as placeholders
from minqing.ledger.lines import MARKS, Line, Marks, Once
from minqing.ledger.models import Node
from minqing.ledger.spans import Span

COLUMN = {Node.ORG: "org_path", Node.PLACE: "place_path"}
CHUNK = 5000
SIGN = "CASE WHEN f.reverses IS NULL THEN 1 ELSE -1 END"
UNFOLDED = "SELECT fact_id FROM ledger_position WHERE position > %s UNION ALL SELECT fact_id FROM ledger_pending"
MONTH = {"sqlite": "substr(f.happened_on, 1, 8) || '01'", "postgresql": "date_trunc('month', f.happened_on)::date"}
TAKEN_BACK = "SELECT taken.actor FROM ledger_fact taken WHERE taken.id = f.reverses"
ENTITY = {"subject": "f.subject", "actor": f"COALESCE(({TAKEN_BACK}), f.actor)"}
"""A reversal is about what the first fact is about, but whoever writes it takes back what another has done."""
OF_THE_COUNTY = "substr(f.org_path, 1, 7) = substr(f.place_path, 1, 7)"
"""Both paths begin with the same six digits: a province that the county's division table names lies in no unit."""


class Row(NamedTuple):
    """
    Facts that are counted alike: how many, net of reversals, and the sum of their amounts.

    :param each: an amount for which the same lines count as for theirs; None where no line asks for amounts.
    :param entity: whose they are, where that is asked for.
    """

    kind: str
    marks: Marks
    each: int | None
    path: str
    day: date
    facts: int
    amount: int
    entity: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """
    What is counted.

    :param lines: their kinds are counted, told apart by the marks that any of them asks for.
    :param tree: by which tree's paths.
    :param condition: what else must hold of a fact ``f``, with placeholders, and what they stand for.
    :param months_before: days before this one are told as the first of their month; None for all days.
    :param folded: leave out what is not folded up to this position; None for nothing.
    :param entity: tell apart whose they are.
    :param together: tell apart neither days nor paths; rows have no path, and a day that is none.
    """

    lines: tuple[Line, ...]
    tree: int
    condition: tuple[str, tuple[Any, ...]] = ("", ())
    months_before: date | None = None
    folded: int | None = None
    entity: Once = ""
    together: bool = False

    def rows(self) -> Iterator[list[Row]]:
        """Count, some thousand rows at a time."""
        statement, parameters = self._statement()
        with connection.chunked_cursor() as cursor:
            cursor.execute(statement, parameters)
            while found := cursor.fetchmany(CHUNK):
                yield [_row(row) for row in found]

    def all(self) -> list[Row]:
        """Count at once, where few rows are expected."""
        return [row for rows in self.rows() for row in rows]

    def _statement(self) -> tuple[str, list[Any]]:
        kinds = sorted({line.fact for line in self.lines})
        condition, values = self.condition
        where = f"f.kind IN ({placeholders(kinds)}){condition}"
        day, day_values = self._day()
        path = "'' AS path" if self.together else f"f.{COLUMN[self.tree]} AS path"
        columns = f"f.kind AS kind, {self._marks()}, {self._each()} AS each_, {path}, {day} AS day, f.qty AS qty"
        if self.entity:
            columns += f", {ENTITY[self.entity]} AS entity"
        # Fixed names of our own tables and columns, and placeholders.
        held = f"SELECT {columns}, {SIGN} AS n FROM ledger_fact f WHERE {where}"  # noqa: S608
        parameters = [*day_values, *kinds, *values]
        if self.folded is not None:
            late = f"FROM ({UNFOLDED}) AS late CROSS JOIN ledger_fact f WHERE f.id = late.fact_id AND {where}"
            held += f" UNION ALL SELECT {columns}, -({SIGN}) AS n {late}"
            parameters += [*day_values, self.folded, *kinds, *values]
        names = f"kind, {', '.join(MARKS)}, each_, path, day{', entity' if self.entity else ''}"
        return f"SELECT {names}, SUM(n), SUM(n * qty) FROM ({held}) AS held GROUP BY {names}", parameters  # noqa: S608

    def _marks(self) -> str:
        asked = {mark for line in self.lines for mark, _ in line.where}
        return ", ".join(f"f.{m} AS {m}" if m in asked else f"CAST(NULL AS smallint) AS {m}" for m in MARKS)

    def _each(self) -> str:
        """Say of an amount the highest bound that it reaches: between two bounds all count alike."""
        bounds = sorted({bound for line in self.lines for bound in line.between or () if bound is not None})
        if not bounds:
            return "CAST(NULL AS bigint)"
        steps = " ".join(f"WHEN f.qty >= {int(bound)} THEN {int(bound)}" for bound in reversed(bounds))
        return f"CASE WHEN f.qty IS NULL THEN NULL {steps} ELSE {int(bounds[0]) - 1} END"

    def _day(self) -> tuple[str, Sequence[Any]]:
        if self.together:
            return f"'{date.min}'", ()
        if self.months_before is None:
            return "f.happened_on", ()
        said = connection.ops.adapt_datefield_value(self.months_before)
        return f"CASE WHEN f.happened_on < %s THEN {MONTH[connection.vendor]} ELSE f.happened_on END", (said,)


def within(span: Span) -> tuple[str, tuple[Any, ...]]:
    """Say "in this span" as a condition."""
    adapt = connection.ops.adapt_datefield_value
    if span.start is None:
        return " AND f.happened_on < %s", (adapt(span.end),)
    return " AND f.happened_on >= %s AND f.happened_on < %s", (adapt(span.start), adapt(span.end))


def below(tree: int, path: str) -> tuple[str, tuple[Any, ...]]:
    """Say "at or below this path" as a condition; see ``path_range``."""
    return f" AND f.{COLUMN[tree]} >= %s AND f.{COLUMN[tree]} < %s", (path, path[:-1] + "0")


def both(*conditions: tuple[str, tuple[Any, ...]]) -> tuple[str, tuple[Any, ...]]:
    """Ask for several conditions at once."""
    return "".join(text for text, _ in conditions), tuple(value for _, values in conditions for value in values)


def _row(found: Iterable[Any]) -> Row:
    kind, d1, d2, d3, d4, each, path, day, *entity, facts, amount = found
    return Row(kind, (d1, d2, d3, d4), each, path, a_date(day), int(facts), int(amount or 0), *entity)


def a_date(said: Any) -> date:
    """Make a day of what a database returns: SQLite returns its text."""
    return said if isinstance(said, date) else date.fromisoformat(said)
