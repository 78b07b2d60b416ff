"""
A pivot as a picture: SVG drawn on the server, the same on a page, in a file and on paper.

Told apart by colour, dashes and a word at each line's end; six at most. Colours and sizes are attributes, so that it
needs no stylesheet.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.html import escape
from django.utils.translation import gettext as _

from minqing.insight.pivots.dimensions import DIMENSIONS, Family
from minqing.insight.pivots.records import Column, Pivot, Row
from minqing.ledger.units import SHARE

from . import numbers

MOST_LINES, MOST_BARS = 6, 30
TOP, PLOT, BAR, GAP = 46, 210, 15, 7
STEP = 11
"""How wide one letter under the axis is, with its share of the space between two words."""
INK, GREY, LINE, PAPER = "#1b1f23", "#57606a", "#d8dee4", "#ffffff"
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#8a6d00", "#3a4a9f")
DASHES = ("", "7 3", "2 3", "10 3 2 3", "4 2", "12 4")
FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"


@dataclass(frozen=True, slots=True)
class Room:
    """
    How much room there is, in units of the drawing.

    :param left: beside the lines for the scale, ``right`` for the lines' names, of so many letters at most.
    :param names: beside the bars for theirs, ``bars`` for the longest bar.
    :param is_titled: whether the title is drawn; a phone has it above the picture, where it may break.
    """

    width: int
    left: int
    right: int
    names: int
    bars: int
    letters: int
    is_titled: bool


WIDE = Room(760, 56, 150, 170, 460, 12, is_titled=True)
NARROW = Room(360, 48, 88, 88, 132, 6, is_titled=False)


@dataclass(frozen=True, slots=True)
class Series:
    """One line: its name, and a value for each step; None is a gap."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """
    What is drawn.

    :param svg: the whole picture.
    :param title: what it shows, in words.
    :param left_out: how many lines or bars there was no room for.
    """

    svg: str
    title: str
    left_out: int = 0


def picture(pivot: Pivot, room: Room = WIDE) -> Picture | None:
    """Draw the first measure: over time as lines, else as bars from nought; None where nothing can be drawn."""
    measure = pivot.measures[0]
    if _is_time(pivot.rows_by[0]) and len(pivot.rows_by) == 1:
        lines = _of_columns(pivot)
        drawn = _lines(room, pivot, [row.labels[0] for row in pivot.rows], lines) if len(pivot.rows) > 1 else None
        return drawn and replace(drawn, left_out=len(_own(pivot)) - len(lines))
    if pivot.cols_by and _is_time(pivot.cols_by):
        steps = [(number, one) for number, one in enumerate(pivot.columns) if one.measure == measure.key and one.at]
        lines = [
            Series(" ".join(row.labels), tuple(row.cells[number].cell.value for number, _one in steps))
            for row in pivot.rows[:MOST_LINES]
        ]
        drawn = _lines(room, pivot, [one.label for _number, one in steps], lines) if len(steps) > 1 and lines else None
        return drawn and replace(drawn, left_out=len(pivot.rows) - len(lines))
    place = next(number for number, one in enumerate(pivot.columns) if one.measure == measure.key and not one.at)
    return _bars(room, pivot, place) if pivot.rows else None


def _is_time(split: str) -> bool:
    return DIMENSIONS[split].family is Family.TIME


def _of_columns(pivot: Pivot) -> list[Series]:
    """Return a line for each of the largest columns of the first measure, or one for all."""
    split = _own(pivot)
    split.sort(key=lambda pair: pivot.total.cells[pair[0]].cell.value or Decimal(0), reverse=True)
    return [_series(number, one, pivot.rows) for number, one in split[:MOST_LINES]]


def _own(pivot: Pivot) -> list[tuple[int, Column]]:
    own = [(number, one) for number, one in enumerate(pivot.columns) if one.measure == pivot.measures[0].key]
    return [(number, one) for number, one in own if one.at] or own


def _series(number: int, column: Column, rows: Sequence[Row]) -> Series:
    return Series(column.label or str(column.title), tuple(row.cells[number].cell.value for row in rows))


def _lines(room: Room, pivot: Pivot, steps: Sequence[str], lines: Sequence[Series]) -> Picture | None:
    measure = pivot.measures[0]
    known = [value for line in lines for value in line.values if value is not None]
    if not known:
        return None
    most = _round_up(max(*known, Decimal(0)))
    title = _finding(str(measure.title), measure.unit, [(steps, line) for line in lines])
    drawn = [*_frame(room, title, TOP + PLOT + 40), *_scale(room, most, measure.unit), *_steps(room, steps)]
    ends = _spread([_end(line, most) for line in lines])
    for number, line in enumerate(lines):
        drawn += _line(room, line, number, most, ends[number])
    return Picture("".join([*drawn, "</svg>"]), title)


def _round_up(value: Decimal) -> Decimal:
    """Return the next of 1, 2, 4, 6, 8 and 10 with noughts, so that its half is round as well."""
    if value <= 0:
        return Decimal(1)
    unit = Decimal(10) ** value.adjusted()
    return next(unit * step for step in (1, 2, 4, 6, 8, 10) if unit * step >= value)


def _finding(measure: str, unit: str, lines: Sequence[tuple[Sequence[str], Series]]) -> str:
    found = [
        (value, line.name, step)
        for steps, line in lines
        for step, value in zip(steps, line.values, strict=True)
        if value
    ]
    if not found:
        return measure
    value, name, step = max(found)
    words = {"measure": measure, "name": name, "step": step, "value": numbers.with_unit(value, unit)}
    if len(lines) == 1:
        return _("%(measure)s: most in %(step)s, %(value)s") % words
    return _("%(measure)s: most in %(step)s, %(name)s, %(value)s") % words


def _frame(room: Room, title: str, height: float) -> list[str]:
    top = 0 if room.is_titled else TOP - 12
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {top} {room.width} {height - top:.0f}" '
        f'width="{room.width}" height="{height - top:.0f}" role="img" font-family="{FONT}" font-size="13">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{room.width}" height="{height:.0f}" fill="{PAPER}"/>',
        *([_text(12, 24, title, size=15, weight="600")] if room.is_titled else []),
    ]


def _text(
    x: float, y: float, words: str, *, anchor: str = "start", fill: str = INK, size: int = 13, weight: str = "400"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}" font-size="{size}" '
        f'font-weight="{weight}">{escape(words)}</text>'
    )


def _scale(room: Room, most: Decimal, unit: str) -> list[str]:
    drawn = []
    for part in (Decimal(0), most / 2, most):
        y = _y(part, most)
        drawn.append(f'<path d="M{room.left} {y:.1f}H{room.width - room.right}" stroke="{LINE}" fill="none"/>')
        drawn.append(_text(room.left - 6, y + 4, numbers.plain(part, unit), anchor="end", fill=GREY, size=12))
    return drawn


def _steps(room: Room, steps: Sequence[str]) -> list[str]:
    fit = (room.width - room.left - room.right) // (STEP * max(map(len, steps)))
    every = -(-len(steps) // max(min(fit, 7), 1))
    return [
        _text(_x(room, number, len(steps)), TOP + PLOT + 22, step, anchor="middle", fill=GREY, size=12)
        for number, step in enumerate(steps)
        if number % every == 0
    ]


def _x(room: Room, number: int, count: int) -> float:
    return room.left + 12 + (room.width - room.left - room.right - 24) * number / max(count - 1, 1)


def _y(value: Decimal, most: Decimal) -> float:
    return TOP + PLOT * (1 - float(value / most))


def _line(room: Room, line: Series, number: int, most: Decimal, end: float) -> list[str]:
    colour, dash, count = COLOURS[number], DASHES[number], len(line.values)
    path, pen, dots = [], "M", []
    for step, value in enumerate(line.values):
        if value is None:
            pen = "M"
            continue
        x, y = _x(room, step, count), _y(value, most)
        path.append(f"{pen}{x:.1f} {y:.1f}")
        dots.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6" fill="{colour}"/>')
        pen = "L"
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return [
        f'<path d="{" ".join(path)}" stroke="{colour}" stroke-width="2" fill="none"{dashed}/>',
        *dots,
        _text(room.width - room.right + 10, end + 4, _cut(line.name, room.letters), fill=colour, weight="600"),
    ]


def _cut(words: str, letters: int) -> str:
    return words if len(words) <= letters else f"{words[: letters - 1]}…"


def _end(line: Series, most: Decimal) -> float:
    last = next((value for value in reversed(line.values) if value is not None), Decimal(0))
    return _y(last, most)


def _spread(ends: Sequence[float]) -> list[float]:
    """Move the words at the lines' ends apart, so that none lies on another."""
    order = sorted(range(len(ends)), key=lambda number: ends[number])
    placed, y = list(ends), float("-inf")
    for number in order:
        y = max(ends[number], y + 16)
        placed[number] = y
    over = max(y - (TOP + PLOT + 4), 0)
    return [one - over for one in placed]


def _bars(room: Room, pivot: Pivot, place: int) -> Picture:
    measure, rows = pivot.measures[0], pivot.rows[:MOST_BARS]
    values = [row.cells[place].cell for row in rows]
    most = (
        Decimal(1)
        if measure.unit == SHARE
        else max((one.value or Decimal(0) for one in values), default=Decimal(1)) or Decimal(1)
    )
    named = [(one.value, " ".join(row.labels)) for one, row in zip(values, rows, strict=True) if one.value]
    title = str(measure.title)
    if named:
        value, name = max(named)
        words = {"measure": measure.title, "name": name, "value": numbers.with_unit(value, measure.unit)}
        title = _("%(measure)s: most at %(name)s, %(value)s") % words
    drawn = _frame(room, title, TOP + len(rows) * (BAR + GAP) + 10)
    for number, (row, cell) in enumerate(zip(rows, values, strict=True)):
        y, length = TOP + number * (BAR + GAP), room.bars * float(max(cell.value or Decimal(0), Decimal(0)) / most)
        drawn.append(_text(room.names - 8, y + 12, _cut(" ".join(row.labels), room.letters), anchor="end"))
        drawn.append(f'<rect x="{room.names}" y="{y}" width="{length:.1f}" height="{BAR}" fill="{COLOURS[0]}"/>')
        drawn.append(_text(room.names + length + 6, y + 12, numbers.said(cell, measure.unit), fill=GREY))
    return Picture("".join([*drawn, "</svg>"]), title, len(pivot.rows) - len(rows))
