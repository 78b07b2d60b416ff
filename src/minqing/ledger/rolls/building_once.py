"""Building the presence of lines that count something once, month by month, and their cells from it."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from itertools import islice

from django.db.models import Max, Min

from minqing.kernel.rows import read_columns
from minqing.ledger.lines import Line, Sorter, by_entity
from minqing.ledger.models import Fact, Folded, Node, Presence
from minqing.ledger.spans import Span

from .cells import Cells, add_cells
from .counted import OF_THE_COUNTY, Question, both, within
from .periods import days_of
from .presence import add_presence, counts_of

ROWS_AT_ONCE = 1000
# Fixed names of our own table, and placeholders.
COUNTED = """
SELECT period, node, COUNT(*) FROM ledger_presence WHERE line = %s AND facts > 0 GROUP BY period, node
"""


def build_once(lines: Mapping[int, Line], state: Folded, told: Callable[[], object]) -> None:
    """
    Write the presence and the cells of lines that nobody reads or folds yet.

    :param state: how far the others are folded.
    :param told: is called after each part, so that nobody takes us for gone.
    """
    Presence.objects.filter(line__in=list(lines)).delete()
    for once, some in by_entity(lines):
        for month in _months({line.fact for line in some.values()}):
            for tree, condition in ((Node.PLACE, ""), (Node.ORG, f" AND {OF_THE_COUNTY}")):
                where = both(within(month), (condition, ()))
                asked = Question(tuple(some.values()), tree, where, month.end, state.through, once)
                rows, sorter = iter(asked.all()), Sorter(some)
                while part := [(tree, row) for row in islice(rows, ROWS_AT_ONCE)]:
                    add_presence(counts_of(part, sorter))
                    told()
    for line in lines:
        cells: Cells = defaultdict(dict)
        for period, node, count in read_columns(COUNTED, [line]):
            cells[line, period][node] = count, 0
        add_cells(cells)
        told()


def _months(kinds: set[str]) -> Iterator[Span]:
    """Yield the months from the first to the last in which there are facts of some kinds."""
    days = Fact.objects.filter(kind__in=sorted(kinds)).aggregate(first=Min("happened_on"), last=Max("happened_on"))
    first: date | None = days["first"]
    while first and first <= days["last"]:
        month = days_of(first.year * 100 + first.month)
        yield month
        first = month.end
