"""
Taking stock: what stands at the end of each of several days, by place, by unit and under its newest marks, at once.

The rule is that of ``stocks.by_newest``, and so is each number. There one question is answered by the database; for
each cell of a table that would be too dear. Here the facts of all who may stand are read once, subject after subject,
and gone through in time: what a subject adds to a cell is written down on the day it does so, and taken away again on
the day it does not any more. What is kept in memory is what came out, and the facts of one subject.

Nothing but counts leaves this module: no subject does.

:source: ADR 0085.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from .behind import Frame
from .lines import MARKS, Sorter
from .models import Fact
from .narrowing import any_of, known, of_few
from .rolls.counted import CHUNK
from .rolls.remaining import subjects_since
from .stocks import Stock, net, tellers

MOST = 200_000
"""So many subjects are gone through for one table at most: some seconds of work."""
COLUMNS = ("subject", "happened_on", "kind", *MARKS, "org_path", "place_path", "id", "reverses")
Node = Callable[[str], str]
"""Says of a path to which node of a table it belongs; "" for none of them."""


class Spot(NamedTuple):
    """Where something stands: at which node of either tree, and under which newest marks; None where nothing tells."""

    place: str
    org: str
    marks: tuple[int | None, ...]


@dataclass(frozen=True)
class Stocktaking:
    """
    What is asked of a stock.

    :param names: by which marks it is told apart.
    :param ends: the days after, in order.
    :param org_path: at or below which unit, and ``place_path`` place.
    :param place_of: how places are told apart, and ``org_of`` units; None for not at all.
    :param known_at: as it was known when this position was the last; None for now.
    """

    stock: Stock
    names: tuple[str, ...]
    ends: tuple[date, ...]
    org_path: str
    place_path: str
    place_of: Node | None = None
    org_of: Node | None = None
    known_at: int | None = None

    def take(self) -> Iterator[tuple[date, Mapping[Spot, int]]] | None:
        """
        Count what stands: two queries, and two more to find where to look.

        :return: end of a day → spot → how many; None where more than :data:`MOST` would have to be gone through.
        """
        subjects = self._subjects()
        if subjects[: MOST + 1].count() > MOST:
            return None
        return self._added_up(self._facts(subjects))

    def _added_up(self, rows: Iterable[Sequence[Any]]) -> Iterator[tuple[date, Mapping[Spot, int]]]:
        changes: list[Counter[Spot]] = [Counter() for _end in self.ends]
        for _subject, facts in groupby(rows, key=itemgetter(0)):
            self._go_through(list(facts), changes)
        total: Counter[Spot] = Counter()
        for end, change in zip(self.ends, changes, strict=True):
            for spot, n in change.items():
                total[spot] += n
            yield end, {spot: n for spot, n in total.items() if n}

    def _frame(self, end: date) -> Frame:
        return Frame(self.org_path, self.place_path, end, end)

    def _subjects(self) -> QuerySet[Any]:
        """Say of whom something may stand at one of the ends."""
        first, last = self.ends[0], self.ends[-1]
        few = subjects_since(
            self.stock,
            org_path=self.org_path,
            place_path=self.place_path,
            end=first,
            known_at=self.known_at,
            by_unit=self.org_of is not None,
        )
        if few is not None:
            return few
        came = Fact.objects.filter(any_of(self.stock)).order_by()
        apart = [*(["place_path"] if self.place_of else []), *(["org_path"] if self.org_of else [])]
        before = known(came.filter(self._frame(first).condition()), self.known_at).values("subject", *apart)
        stood = before.annotate(n=net(self.stock)).exclude(n=0).values("subject")
        changed = known(came.filter(self._frame(last).condition(), happened_on__gte=first), self.known_at)
        return stood.union(changed.values("subject"))

    def _facts(self, subjects: QuerySet[Any]) -> Iterator[Sequence[Any]]:
        """Read what counts or tells a mark of some subjects, one after the other, each's oldest first."""
        kinds = sorted({term.fact for term in self.stock} | {kind for some in self._tellers for kind in some})
        rows = of_few(Q(kind_in_row__in=kinds)).filter(subject__in=subjects, happened_on__lt=self.ends[-1])
        ordered = known(rows, self.known_at).order_by("subject", "happened_at", "id").values_list(*COLUMNS)
        # As the database returns them: to make ids of all of them would take longer than to go through them.
        statement, parameters = ordered.query.sql_with_params()
        with connection.chunked_cursor() as cursor:
            cursor.execute(statement, parameters)
            while found := cursor.fetchmany(CHUNK):
                yield from found

    @cached_property
    def _tellers(self) -> tuple[Mapping[str, int], ...]:
        """Return of each mark the kinds of fact that tell it, and which of their columns does."""
        each = (tellers(name).items() for name in self.names)
        return tuple({kind: MARKS.index(column) for column, kinds in one for kind in kinds} for one in each)

    @cached_property
    def _sorter(self) -> Sorter[int]:
        return Sorter({number: term.line for number, term in enumerate(self.stock)})

    def _go_through(self, facts: Sequence[Sequence[Any]], changes: Sequence[Counter[Spot]]) -> None:
        """Write down what one subject changes, and from which end on."""
        taken_back = {fact[-1] for fact in facts}
        held: dict[tuple[str, str], int] = {}
        marks: list[int | None] = [None] * len(self.names)
        said: dict[Spot, int] = {}
        for step, some in groupby(facts, key=lambda fact: bisect_right(self.ends, fact[1])):
            for _subject, _day, kind, *codes, org, place, id_, reverses in some:
                if n := self._counts(kind, codes, org, place):
                    at = self.place_of(place) if self.place_of else "", self.org_of(org) if self.org_of else ""
                    held[at] = held.get(at, 0) + (-n if reverses else n)
                if reverses is None and id_ not in taken_back:
                    self._tell(marks, kind, codes)
            spots = {Spot(*at, tuple(marks)): n for at, n in held.items() if n}
            if spots != said:
                changes[step].update(spots)
                changes[step].subtract(said)
                said = spots

    def _counts(self, kind: str, codes: Sequence[int | None], org: str, place: str) -> int:
        """Say how much a fact adds."""
        if not (org.startswith(self.org_path) and place.startswith(self.place_path)):
            return 0
        d1, d2, d3, d4 = codes
        return sum(self.stock[number].sign for number in self._sorter.lines(kind, (d1, d2, d3, d4), None))

    def _tell(self, marks: list[int | None], kind: str, codes: Sequence[int | None]) -> None:
        for number, columns in enumerate(self._tellers):
            if kind in columns and codes[columns[kind]] is not None:
                marks[number] = codes[columns[kind]]
