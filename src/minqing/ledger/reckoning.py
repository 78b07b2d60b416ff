"""Measures over one scope and one period; what several ask for is read once."""

from collections.abc import Iterable
from datetime import date

from .measures import Measure, Tally
from .models import Node
from .rolls.scopes import Scope, undivided
from .sheets import Sheet, sheet
from .spans import Span

TREES = {"org_path": Node.ORG, "place_path": Node.PLACE}


class Reckoning:
    """
    Measures over one scope and one period.

    :param org_path: at or below this organisation; likewise ``place_path``.
    :param start: first day; ``end`` is the day after the last. Days of Asia/Shanghai.
    :param measures: what will be asked for, so that it is read at once; another is read when it is asked for.
    """

    def __init__(
        self, org_path: str, place_path: str, start: date, end: date, measures: Iterable[Measure] = ()
    ) -> None:
        self.org_path, self.place_path, self.span = org_path, place_path, Span(start, end)
        self._together = tuple(measures)
        self._read: dict[tuple[int, bool, str], Sheet] = {}

    @property
    def start(self) -> date:
        """Return the first day."""
        return self.span.start or date.min

    @property
    def end(self) -> date:
        """Return the day after the last."""
        return self.span.end

    def tally(self, measure: Measure) -> Tally:
        """Return part and whole, net of reversals; zeros when nothing happened."""
        return self._sheet(measure).tally(measure, self.span)

    def tallies(self, measure: Measure, *, by: str) -> dict[str, Tally]:
        """
        Split a measure by the units or places that occur.

        :param by: ``org_path`` or ``place_path``.
        :return: path as it stood at the fact, of places down to the grid cell → tally; paths without facts are absent.
            They add up to :meth:`tally`.
        """
        return self._sheet(measure, TREES[by]).own(measure, self.span)

    def _sheet(self, measure: Measure, tree: int | None = None) -> Sheet:
        """Read once; what was read split serves for the undivided too."""
        together = measure in self._together
        name = "" if together else measure.key
        for one in (Node.ORG, Node.PLACE) if tree is None else (tree,):
            if (one, True, name) in self._read:
                return self._read[one, True, name]
        paths = self.org_path, self.place_path
        scope = undivided(*paths) if tree is None else Scope(*paths, tree)
        key = scope.tree, tree is not None, name
        if key not in self._read:
            self._read[key] = sheet(self._together if together else (measure,), [self.span], scope)
        return self._read[key]
