"""
One number, whoever asks: of a measure, below an organisation and a place, over a period, as of now or of earlier.

It carries what is needed to get it again and to defend it: up to which position it knows every fact, and the hash of
its definition.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Refused
from minqing.kernel.times import aware, refuse_no_span

from .definitions import definition_hash
from .measures import Measure
from .models import Node
from .positions import last_position, position_at, settled_at
from .rolls.scopes import Scope, undivided
from .rolls.singly import are_newer
from .sheets import Number, Sheet, sheet
from .spans import Span
from .successions import successions

AsOf = datetime | int | None


@dataclass(frozen=True, slots=True)
class Asked:
    """
    What is asked of a measure.

    :param org_path: at or below this organisation; likewise ``place_path``.
    :param start: first day; ``end`` is the day after the last. Days of Asia/Shanghai.
    :param at: now.
    :param as_of: as it was known at this moment, or when this position was the last; None for now.
    :param succession: as if the past of closed places had happened in those that took their place; else each fact
        counts where it happened.
    """

    org_path: str
    place_path: str
    start: date
    end: date
    at: datetime
    as_of: AsOf = None
    succession: bool = False

    @property
    def span(self) -> Span:
        """Return its days."""
        return Span(self.start, self.end)

    @property
    def scope(self) -> Scope:
        """Return where it is asked for, as one node."""
        return undivided(self.org_path, self.place_path)

    def known_at(self) -> int | None:
        """
        Return the position that is asked for; None for now.

        :raises Refused: if it lies ahead, or the days lie the wrong way round.
        """
        refuse_no_span(self.start, self.end)
        if isinstance(self.as_of, datetime):
            if aware(self.as_of) > self.at:
                raise Refused(_("This moment has not come yet."), field="as_of")
            return position_at(self.as_of)
        if self.as_of is not None and not 0 <= self.as_of <= last_position():
            raise Refused(_("No fact has this position yet."), field="as_of")
        return self.as_of

    def moment(self, position: int) -> datetime | None:
        """Return the moment as of which it is known; None where nobody kept when a position was settled."""
        if self.as_of is None:
            return self.at
        return self.as_of if isinstance(self.as_of, datetime) else settled_at(position)


@dataclass(frozen=True, slots=True)
class Figure:
    """
    One number and what it stands on.

    :param value: a share as part ÷ whole; None where there is nothing to divide by or to read off: a dash.
    :param n: how many facts stand behind it.
    :param as_of: the moment as of which it is known, and ``position``, the last of which it knows.
    :param repeatable: asked for again as of this position it is the same; False while it counts facts of its kinds that
        are newer, so that it is current to the second.
    :param definition: the hash of what is counted; see ``definitions``.
    :param hidden: why it is not told: ``few``, ``beside``; see ``splits``. Empty where it is.
    """

    key: str
    unit: str
    part: int | None
    whole: int | None
    value: Decimal | None
    n: int | None
    as_of: datetime | None
    position: int
    repeatable: bool
    definition: str
    succession: bool = False
    hidden: str = ""

    @property
    def number(self) -> Number:
        """Return the number alone."""
        return Number(self.value, self.part, self.whole, self.n or 0)


def figure(measure: Measure, asked: Asked, *, k: int = 0) -> Figure:
    """
    Read one measure of whatever kind.

    :param k: the smallest number of cases that is told; what would point at fewer is hidden as ``few``.
    :raises Refused: if it is asked for as of what lies ahead, or over days that nobody can count.
    """
    known_at = asked.known_at()
    position = last_position() if known_at is None else known_at  # before reading: no less is in it
    found = sheet_of([measure], [asked.span], asked, asked.scope, known_at)
    told = figure_of(measure, found.number(measure, asked.span), asked, position)
    return untold(told) if found.is_few(measure, asked.span, k) else told


def untold(figure: Figure) -> Figure:
    """Return a figure without its number, since that would point at few."""
    return replace(figure, part=None, whole=None, value=None, n=None, hidden="few")


def sheet_of(
    measures: Sequence[Measure], spans: Sequence[Span], asked: Asked, scope: Scope, known_at: int | None
) -> Sheet:
    """
    Read measures below a scope, through successions where that is asked.

    :raises Refused: if that cannot be told: of what is counted once, or of organisations in one place.
    """
    county = scope.place_path[: scope.place_path.index("/") + 1]
    if not asked.succession or (scope.tree == Node.ORG and scope.place_path == county):
        return sheet(measures, spans, scope, known_at=known_at)
    if scope.tree == Node.ORG or not all(measure.adds_up for measure in measures):
        raise Refused(_("This figure cannot be told through successions of places."), field="succession")
    through = successions()
    wide = replace(scope, place_path=county, paths=(*scope.paths, *through.named) if scope.paths else ())
    found = sheet(measures, spans, wide, known_at=known_at)
    terms = {(term.line.key, term.span(span)) for measure in measures for term in measure.terms for span in spans}
    for line, span in terms:
        through.apply(found.amounts.of(line, span))
    return replace(found, scope=scope)


def figure_of(measure: Measure, number: Number, asked: Asked, position: int) -> Figure:
    """Put to a number that was read what it stands on."""
    return Figure(
        key=measure.key,
        unit=measure.unit,
        part=number.part,
        whole=number.whole,
        value=number.value,
        n=number.n,
        as_of=asked.moment(position),
        position=position,
        repeatable=asked.as_of is not None or not are_newer(measure.kinds, position),
        definition=definition_hash(measure),
        succession=asked.succession,
    )
