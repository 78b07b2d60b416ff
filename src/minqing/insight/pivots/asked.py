"""
What is asked of a pivot, read from an address. Whatever is unknown is refused, with what to do instead.

The address is the whole question: it can be sent on, kept and asked again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from minqing.kernel.errors import Refused
from minqing.kernel.times import near, refuse_no_span
from minqing.ledger.measures import MEASURES, Measure, every_measure
from minqing.ledger.spans import ONE_DAY, Span

from .dimensions import CODES, DIMENSIONS, Dimension, Family, carries, codes_of
from .periods import NAMED, VERSUS, moved, named, shift_of

Query = Mapping[str, Sequence[str]]
MOST_MEASURES, MOST_ROWS, LONGEST = 8, 2, 120


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question.

    :param rows: by what the rows are split, one or two; ``cols`` by what the columns are, or None.
    :param place: at or below which place, ``org`` unit; empty for all that the reader reaches.
    :param codes: of which matters, and which channels; empty for all.
    :param span: the days; ``before`` those that they are compared with, moved by ``versus``.
    :param sort: a column's id, with ``-`` before it for the largest first; empty for the order of the split.
    :param known_at: as it was known when this position was the last; None for now.
    """

    measures: tuple[Measure, ...]
    rows: tuple[Dimension, ...]
    cols: Dimension | None
    place: str
    org: str
    codes: Mapping[str, tuple[int, ...]]
    span: Span
    versus: str
    before: Span | None
    sort: str
    page: int
    known_at: int | None

    @property
    def splits(self) -> tuple[Dimension, ...]:
        """Return all splits, those of the rows first."""
        return (*self.rows, *([self.cols] if self.cols else []))


def asked_of(query: Query, today: date) -> Asked:
    """
    Read a question.

    :param query: name → values, as an address holds them.
    :raises Refused: if something in it is unknown, too much, or does not go together.
    """
    rows, cols = _splits(query)
    span, versus = _span(query, today), _one(query, "vs")
    codes = {str(family): _numbers(query, str(family)) for family in CODES}
    asked = Asked(
        measures=_measures(query),
        rows=rows,
        cols=cols,
        place=_one(query, "place"),
        org=_one(query, "org"),
        codes={column: numbers for column, numbers in codes.items() if numbers},
        span=span,
        versus=versus,
        before=_before(query, span, versus, is_cut=any(one.family is Family.TIME for one in (*rows, cols) if one)),
        sort=_one(query, "sort"),
        page=_number(_one(query, "page") or "1", "page", least=1),
        known_at=_number(_one(query, "known_at"), "known_at") if _one(query, "known_at") else None,
    )
    _refuse_unsaid(asked)
    return asked


def _one(query: Query, name: str) -> str:
    values = query.get(name) or ("",)
    return str(values[-1])[:LONGEST].replace("\0", "")


def _measures(query: Query) -> tuple[Measure, ...]:
    keys = list(dict.fromkeys(one for one in query.get("m", ()) if one))
    if not 1 <= len(keys) <= MOST_MEASURES:
        raise Refused(_("Choose one to eight measures."), field="m")
    known = MEASURES if MEASURES.keys() >= set(keys) else every_measure()
    for key in keys:
        if key not in known:
            raise Refused(_("There is no measure %(key)s.") % {"key": key[:LONGEST]}, field="m")
    found = tuple(known[key] for key in keys)
    for one in found:
        if one.is_confided or one.is_of_confidences:
            said = _(
                "%(title)s rests on what residents said in confidence. It is told in whole months, under oversight."
            )
            raise Refused(said % {"title": one.title}, field="m")
    return found


def _splits(query: Query) -> tuple[tuple[Dimension, ...], Dimension | None]:
    rows = tuple(_dimension(key, "rows") for key in dict.fromkeys(query.get("rows", ())) if key)
    cols = _dimension(_one(query, "cols"), "cols") if _one(query, "cols") else None
    if not 1 <= len(rows) <= MOST_ROWS:
        raise Refused(_("Choose one or two splits for the rows."), field="rows")
    families = [one.family for one in (*rows, cols) if one]
    if len(set(families)) < len(families):
        raise Refused(_("Split by each of place, unit, time, matter and channel once at most."), field="cols")
    return rows, cols


def _dimension(key: str, field: str) -> Dimension:
    if key not in DIMENSIONS:
        raise Refused(_("Nothing can be split by %(key)s.") % {"key": key[:LONGEST]}, field=field)
    return DIMENSIONS[key]


def _span(query: Query, today: date) -> Span:
    if _one(query, "from") or _one(query, "to"):
        return _days(query, "from", "to", today)
    name = _one(query, "period") or "month"
    if name not in NAMED:
        raise Refused(_("There is no such period."), field="period")
    return named(name, near(today))


def _days(query: Query, first: str, last: str, today: date) -> Span:
    """Read two days, both of them inside."""
    try:
        start, end = (date.fromisoformat(_one(query, name) or today.isoformat()) for name in (first, last))
        span = Span(start, end + ONE_DAY)
    except (ValueError, OverflowError) as wrong:
        raise Refused(_("These dates cannot be read."), field=first) from wrong
    refuse_no_span(start, span.end)
    return span


def _before(query: Query, span: Span, versus: str, *, is_cut: bool) -> Span | None:
    if not versus:
        return None
    if versus not in VERSUS:
        raise Refused(_("There is nothing of that name to compare with."), field="vs")
    if versus != "own":
        return moved(span, shift_of(span, versus))
    if is_cut:
        said = _("Where rows or columns are times, compare with the period before or with the year before.")
        raise Refused(said, field="vs")
    return _days(query, "vs_from", "vs_to", span.start or span.end)


def _numbers(query: Query, name: str) -> tuple[int, ...]:
    numbers = tuple(sorted({_number(one, name) for one in query.get(name, ()) if one}))
    known = codes_of(name)
    for number in numbers:
        if known and number and number not in known:
            raise Refused(_("There is no number %(number)s in this list.") % {"number": number}, field=name)
    return numbers


def _number(text: str, field: str, *, least: int = 0) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 18 and int(text) >= least):
        raise Refused(_("This is no number: %(text)s") % {"text": text[:40]}, field=field)
    return int(text)


def _refuse_unsaid(asked: Asked) -> None:
    """Refuse what the facts do not say: a request's channel stands on its registration alone."""
    wanted = {str(one.family): one.title for one in asked.splits if one.family in CODES}
    wanted |= {column: DIMENSIONS[column].title for column in asked.codes}
    for column, title in wanted.items():
        for one in asked.measures:
            if not carries(one, column):
                said = _("%(measure)s cannot be told by %(split)s: the facts that it counts do not say it.")
                raise Refused(said % {"measure": one.title, "split": title}, field="m")
