"""Reads of tasks handed down. Who has to do what, and with which means, is known to all staff."""

from typing import Any

from minqing.cases.matters import all_matters
from minqing.cases.models import HandedDown
from minqing.kernel.paging import Page, page

from .records import HandedDownView

__all__ = ["handed_down"]


def handed_down(
    *, township_path: str = "", ended: bool = False, cursor: str | None = None, size: int = 50
) -> Page[HandedDownView]:
    """
    Return one page of the tasks handed down, by township and matter; two queries.

    :param township_path: only this township's; empty for all.
    :param ended: those taken back instead of those that stand.
    """
    rows = HandedDown.objects.filter(ended_on__isnull=not ended)
    rows = rows.filter(township_path=township_path) if township_path else rows
    found = page(rows, order=("township_path", "matter", "id"), cursor=cursor, size=size)
    names = {one.number: str(one.name) for one in all_matters()}
    return found.map(lambda row: _view(row, names))


def _view(row: Any, names: dict[int, str]) -> HandedDownView:
    return HandedDownView(
        str(row.id),
        row.matter,
        names.get(row.matter, str(row.matter)),
        row.township_path,
        row.township_name,
        row.from_name,
        row.task,
        row.law,
        row.money_yuan,
        row.staff,
        row.since,
        row.ended_on,
        row.why_ended,
    )
