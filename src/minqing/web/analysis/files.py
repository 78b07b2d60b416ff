"""A pivot that leaves the office: as CSV, workbook, picture or paper. Each says what it is, and whose copy."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from minqing.insight.pivots.records import Cell, Change, Pivot, Row
from minqing.insight.pivots.service import record_export
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import SHANGHAI
from minqing.ledger.units import SHARE
from minqing.web.copies import Copy, copy_of
from minqing.web.exports import SHEET_TYPE, WIDE, cell_in, csv_of
from minqing.web.measures.units import unit_words

from . import context, numbers, paper
from .picture import picture


@dataclass(frozen=True, slots=True)
class Taken:
    """What leaves, and who takes it."""

    pivot: Pivot
    copy: Copy
    at: datetime
    address: str

    @property
    def name(self) -> str:
        """Name the file: when it was taken, and the number of the copy."""
        return f"analysis-{self.at.astimezone(SHANGHAI):%Y%m%d-%H%M}-{self.copy.code}"


def send(form: str, pivot: Pivot, *, actor: Actor, at: datetime, address: str) -> HttpResponseBase:
    """
    Send a pivot in one of the forms; that it was taken out is recorded.

    :param address: where the same question is asked again.
    :raises Refused: if there is nothing to draw.
    """
    copy = copy_of("figures.exported", actor.ref, actor=actor, at=at)
    made = FORMS[form](Taken(pivot, copy, at, address))  # what is refused left nothing that could be on record
    record_export(pivot, form=form, actor=actor, at=at)
    return made


def head(pivot: Pivot) -> list[str]:
    """Return the heads of a flat table: of a share also part and whole, of a comparison what was before."""
    heads = [str(one) for one in pivot.heads]
    for column in pivot.columns:
        words = numbers.column_words(column, split=bool(pivot.split))
        heads.append(f"{words} ({unit_words(column.unit)})")
        heads += [f"{words} · {one}" for one in (_("part"), _("whole"))] if column.unit == SHARE else []
        if pivot.before_start:
            heads += [f"{words} · {one}" for one in (_("before"), _("difference"))]
            heads += [f"{words} · {_('interval of the difference')}"] if column.unit == SHARE else []
    return heads


def lines(pivot: Pivot) -> Iterator[list[Any]]:
    """Return the rows of a flat table, the total last."""
    for row in pivot.rows:
        yield [*row.labels, *_cells(pivot, row)]
    yield [_("All"), *([""] * (len(pivot.heads) - 1)), *_cells(pivot, pivot.total)]


def _cells(pivot: Pivot, row: Row) -> Iterator[Any]:
    """Give a row's numbers; where nothing was written down in the days compared with, nothing is said of them."""
    knows = context.knows_before(pivot)
    for column, shown in zip(pivot.columns, row.cells, strict=True):
        yield numbers.raw(shown.cell, column.unit)
        if column.unit == SHARE:
            yield from (numbers.HIDDEN if shown.cell.hidden else one for one in (shown.cell.part, shown.cell.whole))
        if shown.change:
            known = shown.change if knows else Change(Cell())
            yield numbers.raw(known.before, column.unit)
            yield "" if known.more is None else numbers.digits(known.more, column.unit)
            if column.unit == SHARE:
                yield numbers.interval_words(known)


def about(taken: Taken) -> list[tuple[str, Any]]:
    """Say of which days, which reach and which moment the numbers are, and whose copy it is."""
    pivot = taken.pivot
    said: list[tuple[str, Any]] = [
        (_("Days"), _days(pivot.start, pivot.end)),
        (_("Reach"), f"{pivot.reach} ({pivot.place_path} · {pivot.org_path})"),
        *((_("Only"), one) for one in pivot.filters),
        *((_("Why a dash"), one) for one in pivot.notes),
        (_("As of"), f"{taken.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"),
        (_("Known through fact"), pivot.known_at),
        (
            _("Not shown"),
            _("%(mark)s: fewer than %(k)s, or beside such a one, %(n)s numbers")
            % {"mark": numbers.HIDDEN, "k": pivot.smallest, "n": pivot.hidden},
        ),
        (_("Whose copy"), taken.copy.words),
        (_("Asked again"), taken.address),
    ]
    if pivot.before_start and pivot.before_end:
        said.insert(1, (_("Compared with"), _days(pivot.before_start, pivot.before_end)))
    return said


def _days(start: Any, end: Any) -> str:
    return f"{start} – {end - timedelta(days=1)}"


DEFINED = (
    gettext_lazy("Measure"),
    gettext_lazy("Key"),
    gettext_lazy("Question"),
    gettext_lazy("Unit"),
    gettext_lazy("Formula"),
    gettext_lazy("Counts"),
    gettext_lazy("Misleads"),
    gettext_lazy("Fingerprint of the definition"),
    gettext_lazy("How it comes about"),
)


def definitions(pivot: Pivot) -> list[list[str]]:
    """Return what each measure is, how it comes about also in words."""
    return [
        [
            str(cell)
            for cell in (
                one.title,
                one.key,
                one.question,
                unit_words(one.unit),
                one.formula,
                one.counts,
                one.misleads,
                one.definition,
                numbers.formula_words(one),
            )
        ]
        for one in pivot.measures
    ]


def _csv(taken: Taken) -> HttpResponseBase:
    notes = [[], *([name, value] for name, value in about(taken)), [], list(DEFINED), *definitions(taken.pivot)]
    return csv_of(taken.name, head(taken.pivot), [*lines(taken.pivot), *notes])


def _workbook(taken: Taken) -> HttpResponseBase:
    """Send two sheets: the numbers, and what each of them means."""
    book = Workbook(write_only=True)
    first, second = book.create_sheet(_("Figures")), book.create_sheet(_("What they mean"))
    first.freeze_panes = "A2"
    heads = head(taken.pivot)
    for place, title in enumerate(heads, start=1):
        first.column_dimensions[get_column_letter(place)].width = min(max(10, 2 * len(title)), WIDE)
    for letter in "ABCDEFGHI":
        second.column_dimensions[letter].width = 28
    first.append([cell_in(first, one, bold=True) for one in heads])
    for row in lines(taken.pivot):
        first.append([cell_in(first, one) for one in row])
    for name, value in about(taken):
        second.append([cell_in(second, name, bold=True), cell_in(second, value)])
    second.append([])
    second.append([cell_in(second, one, bold=True) for one in DEFINED])
    for row in definitions(taken.pivot):
        second.append([cell_in(second, one) for one in row])
    file = tempfile.TemporaryFile()  # noqa: SIM115 the answer closes it once it is sent
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{taken.name}.xlsx", content_type=SHEET_TYPE)


def _drawn(taken: Taken) -> str:
    found = picture(taken.pivot)
    if found is None:
        raise Refused(_("There is nothing to draw here. Take the table, or choose a longer time."))
    return found.svg


def _svg(taken: Taken) -> HttpResponseBase:
    return _attached(_drawn(taken).encode(), "image/svg+xml", f"{taken.name}.svg")


def _png(taken: Taken) -> HttpResponseBase:
    return _attached(paper.png_of(_drawn(taken), taken.copy.words, at=taken.at), "image/png", f"{taken.name}.png")


def _pdf(taken: Taken) -> HttpResponseBase:
    found = picture(taken.pivot)
    printed = {
        "title": _("One analysis"),
        "reach": taken.pivot.reach,
        "heads": [str(one) for one in taken.pivot.heads],
        "columns": [numbers.column_words(one, split=bool(taken.pivot.split)) for one in taken.pivot.columns],
        "rows": [[*row.labels, *_words(taken.pivot, row)] for row in taken.pivot.rows],
        "total": [_("All"), *([""] * (len(taken.pivot.heads) - 1)), *_words(taken.pivot, taken.pivot.total)],
        "about": [[str(name), str(value)] for name, value in about(taken)],
        "measures": definitions(taken.pivot),
        "words": [str(one) for one in DEFINED],
        "copy": taken.copy.words,
        "svg": found.svg if found else "",
    }
    return _attached(paper.pdf_of(printed, at=taken.at), "application/pdf", f"{taken.name}.pdf")


def _words(pivot: Pivot, row: Row) -> list[str]:
    said, knows = [], context.knows_before(pivot)
    for column, shown in zip(pivot.columns, row.cells, strict=True):
        words = numbers.said(shown.cell, column.unit)
        said.append(
            f"{words} ({numbers.difference(shown.change, column.unit)})"
            if shown.change and knows and not shown.cell.hidden
            else words
        )
    return said


def _attached(body: bytes, type_: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=type_)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


TITLES: dict[str, Any] = {
    "csv": "CSV",
    "xlsx": "Excel",
    "svg": "SVG",
    "png": "PNG",
    "pdf": "PDF",
}
FORMS: dict[str, Callable[[Taken], HttpResponseBase]] = {
    "csv": _csv,
    "xlsx": _workbook,
    "svg": _svg,
    "png": _png,
    "pdf": _pdf,
}
