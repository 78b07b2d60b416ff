"""
Building: the cells of lines that measures newly ask for, or of all anew, from the facts as far as they are folded.

Counting and writing go on beside everybody else's work: nobody looks at the cells of a line before it is ready. Only at
the end, for a moment, nobody else folds, and what was folded meanwhile is added. What was stopped is begun anew, kind
by kind, after a pause; what is ready stays.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from itertools import groupby

from django.db import transaction
from django.db.models import F, Max, Q
from django.db.models.functions import Now

from minqing.ledger.lines import Line as Counted
from minqing.ledger.lines import Sorter, conversions, plain
from minqing.ledger.measures import lines_asked
from minqing.ledger.models import Cell, Fact, Folded, Line, Node, Presence
from minqing.ledger.positions import exclude_others, last_position
from minqing.ledger.working_days import WorkingDays, working_days

from .building_once import build_once
from .cells import Cells, add_cells, add_to, in_parts
from .conversions import counted, grouped
from .counted import OF_THE_COUNTY, Question
from .days import DAYS_KEPT
from .folding import fold_between, locked, spread, summed
from .fresh import days_asked, forget_stale, fresh
from .remaining import fold_stocks, forget_stocks

WRITTEN_AT_ONCE = 20_000
"""Cells, and those of one line and period more: so that no other writer waits for long."""
GIVEN_UP = timedelta(minutes=5)
"""After so long without a sign whoever was building is taken for gone."""

Told = Callable[[int, int, str], None]
"""Is told how many lines are done, of how many, and the kind of fact that was last."""


def missing_lines() -> list[Counted]:
    """Return the lines that a measure asks for and that have no cells yet, those of a kind together."""
    asked = lines_asked()
    held = set(fresh(days_asked(asked.values())).values_list("key", flat=True))
    return sorted((line for key, line in asked.items() if key not in held), key=lambda line: line.key)


def ready_next() -> int:
    """
    Build the lines of one kind that are missing, so that a worker's other work is not kept waiting.

    :return: how many lines; 0 when nothing is missing, or somebody else is at it.
    """
    missing = missing_lines()
    return _build([line for line in missing if line.fact == missing[0].fact]) if missing else 0


def ready_all(told: Told | None = None) -> int:
    """
    Build every line that is missing; forget lines that nobody asks for.

    :return: how many lines were built.
    """
    forget_unasked()
    missing, done = missing_lines(), 0
    for kind, lines in groupby(missing, key=lambda line: line.fact):
        done += _build(list(lines))
        if told:
            told(done, len(missing), kind)
    return done


def start_over() -> None:
    """
    Take every line for missing, and fold from the last fact that has a position.

    Figures are read from facts until their cells are there.
    """
    with transaction.atomic():
        exclude_others()
        Line.objects.update(ready=False)
        state = locked()
        last_day = Fact.objects.aggregate(last=Max("happened_on"))["last"]
        days_from = max(state.days_from, last_day - DAYS_KEPT) if last_day else state.days_from
        through, edition = last_position(), F("edition") + 1
        Folded.objects.update(through=through, last_day=last_day, days_from=days_from, edition=edition)


def has_folded() -> bool:
    """Tell whether folding has begun: before it, building all at once is many times faster than adding up."""
    return Folded.objects.filter(through__gt=0).exists()


def forget_unasked() -> None:
    """Let lines go that no measure asks for any more, with their cells."""
    with transaction.atomic():
        exclude_others()
        unasked = Line.objects.exclude(key__in=list(lines_asked()))
        numbers = list(unasked.values_list("id", flat=True))
        Cell.objects.filter(line__in=numbers).delete()
        Presence.objects.filter(line__in=numbers).delete()
        unasked.delete()


def _build(lines: list[Counted]) -> int:
    numbers = _claimed(lines)
    if not numbers:
        return 0
    state, each, followed = Folded.objects.get(pk=1), plain(numbers), conversions(numbers)
    days = days_asked(numbers.values())
    if each:
        _build_each(each, state, lambda: _still_at(numbers))
    if days:
        _build_followed(followed, days, state, lambda: _still_at(numbers))
    if len(each) + len(followed) < len(numbers):
        once = {number: line for number, line in numbers.items() if line.distinct}
        build_once(once, state, lambda: _still_at(numbers))
    return len(numbers) if _finished(numbers, state, days) else 0


def _build_followed(numbers: dict[int, Counted], days: WorkingDays, state: Folded, told: Callable[[], object]) -> None:
    """Write the cells of lines that count facts which another followed."""
    changed = ((number, fact, 1) for number, fact in counted(numbers, days, through=state.through))
    for some in in_parts(spread(grouped(changed, state.days_from)), WRITTEN_AT_ONCE):
        add_cells(some)
        told()


def _build_each(numbers: dict[int, Counted], state: Folded, told: Callable[[], object]) -> None:
    """Write the cells of lines that count every fact."""
    sorter = Sorter(numbers)
    for tree, condition in ((Node.PLACE, ""), (Node.ORG, f" AND {OF_THE_COUNTY}")):
        asked = Question(tuple(numbers.values()), tree, (condition, ()), state.days_from, state.through)
        for some in in_parts(_summed(asked, sorter, state), WRITTEN_AT_ONCE):
            add_cells(some)
            told()


def _still_at(numbers: Iterable[int]) -> None:
    Line.objects.filter(pk__in=list(numbers)).update(claimed_at=Now())


def _claimed(lines: list[Counted]) -> dict[int, Counted]:
    """Make these lines ours, unless somebody is building them, and empty them."""
    free = Q(claimed_at__isnull=True) | Q(claimed_at__lt=Now() - GIVEN_UP)
    by_key = {line.key: line for line in lines}
    with transaction.atomic():
        exclude_others()
        locked()
        forget_stale(days_asked())
        Line.objects.bulk_create([Line(key=key) for key in by_key], ignore_conflicts=True)
        rows = Line.objects.filter(free, key__in=list(by_key), ready=False)
        numbers = {number: by_key[key] for number, key in rows.values_list("id", "key")}
        Line.objects.filter(pk__in=numbers).update(claimed_at=Now())
        Cell.objects.filter(line__in=numbers).delete()
    return numbers


def _summed(asked: Question, sorter: Sorter[int], state: Folded) -> Cells:
    cells: Cells = {}
    for rows in asked.rows():
        some = summed(((asked.tree, row) for row in rows), sorter, days_from=state.days_from)
        for (line, period), held in some.items():
            add_to(cells, line, period, held)
    return cells


def _finished(numbers: dict[int, Counted], begun: Folded, days: WorkingDays | None = None) -> bool:
    """
    Add what was folded meanwhile and let the lines be read; neither the kept days nor the calendar may have changed.
    """
    with transaction.atomic():
        exclude_others()
        state = locked()
        edition = days.edition if days else ""
        fits = state.days_from == begun.days_from and state.through >= begun.through
        fits = fits and (days is None or working_days().edition == edition)
        if fits and state.through > begun.through:
            fold_between(numbers, begun.through, state.through, days_from=state.days_from, days=days)
        Line.objects.filter(pk__in=numbers).update(ready=fits, claimed_at=None)
        Line.objects.filter(pk__in=list(conversions(numbers))).update(calendar=edition)
        Folded.objects.update(edition=F("edition") + 1)
    return fits


def rebuild(told: Told | None = None) -> int:
    """Build every cell anew, and what remains of stocks; see :func:`start_over` and :func:`ready_all`."""
    start_over()
    forget_stocks()
    fold_stocks()
    return ready_all(told)
