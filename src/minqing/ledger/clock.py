"""At which hour of which weekday facts happen, by the county's clocks; counted from the facts, net of reversals."""

from collections.abc import Mapping, Sequence

from django.db import connection

from minqing.kernel.rows import marks, read_columns

from .lines import Line
from .rolls.counted import SIGN, below, both, within
from .rolls.scopes import ORG, PLACE
from .spans import Span
from .terms import Term

AHEAD = 8
"""Hours by which the county's clocks are ahead of those of the database; no summer time since 1991."""
PARTS = {
    "sqlite": (
        f"(CAST(strftime('%%w', f.happened_at, '+{AHEAD} hours') AS integer) + 6) %% 7",
        f"CAST(strftime('%%H', f.happened_at, '+{AHEAD} hours') AS integer)",
    ),
    "postgresql": (
        "CAST(extract(isodow FROM f.happened_at AT TIME ZONE 'Asia/Shanghai') AS integer) - 1",
        "CAST(extract(hour FROM f.happened_at AT TIME ZONE 'Asia/Shanghai') AS integer)",
    ),
}


def by_weekday_and_hour(
    terms: Sequence[Term], span: Span, *, org_path: str, place_path: str
) -> Mapping[tuple[int, int], int]:
    """
    Count the facts of terms; one query for each.

    :return: (weekday, 0 for Monday; hour, 0 to 23) → how many; where nothing happened it is absent.
    """
    found: dict[tuple[int, int], int] = {}
    where = both(within(span), below(ORG, org_path), below(PLACE, place_path))
    for term in terms:
        for weekday, hour, n in _read(term.line, where):
            found[weekday, hour] = found.get((weekday, hour), 0) + term.sign * n
    return {key: n for key, n in found.items() if n}


def _read(line: Line, where: tuple[str, tuple[object, ...]]) -> list[tuple[int, int, int]]:
    """Read one line; a reversal is counted at the hour of what it takes back."""
    weekday, hour = PARTS[connection.vendor]
    condition, values = where
    chosen = "".join(f" AND f.{mark} IN ({marks(wanted)})" for mark, wanted in line.where)
    # Fixed names of our own table and columns, and placeholders.
    statement = (
        f"SELECT {weekday} AS weekday, {hour} AS hour, SUM({SIGN}) FROM ledger_fact f "  # noqa: S608
        f"WHERE f.kind = %s{condition}{chosen} GROUP BY 1, 2"
    )
    parameters = [line.fact, *values, *(one for _, wanted in line.where for one in wanted)]
    return [(int(weekday), int(hour), int(n)) for weekday, hour, n in read_columns(statement, parameters)]
