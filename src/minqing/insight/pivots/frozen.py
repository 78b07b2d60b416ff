"""A pivot written down as JSON, and read back: the same words and numbers, whatever becomes of the measures."""

import json
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from minqing.ledger.canonical import canonical_json

from .records import Cell, Change, Column, Defined, Pivot, Row, Shown

DAYS = ("start", "end", "before_start", "before_end")


def freeze(pivot: Pivot) -> str:
    """Write a pivot as canonical JSON; titles in the language of the moment."""
    return canonical_json(_plain(asdict(pivot)))


def thaw(text: str) -> Pivot:
    """Read a pivot back."""
    held = json.loads(text)
    held |= {name: date.fromisoformat(held[name]) if held[name] else None for name in DAYS}
    held["as_of"] = datetime.fromisoformat(held["as_of"])
    held["columns"] = tuple(Column(**one) for one in held["columns"])
    held["rows"] = tuple(_row(one) for one in held["rows"])
    held["total"] = _row(held["total"])
    held["measures"] = tuple(Defined(**one) for one in held["measures"])
    held |= {name: tuple(held.get(name, ())) for name in ("heads", "rows_by", "filters", "untold")}
    return Pivot(**held)


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal | float) else str(value)


def _row(held: dict[str, Any]) -> Row:
    return Row(tuple(held["keys"]), tuple(held["labels"]), tuple(_shown(one) for one in held["cells"]))


def _shown(held: dict[str, Any]) -> Shown:
    change = held["change"]
    if change is None:
        return Shown(_cell(held["cell"]))
    low, high = (None if change[name] is None else float(change[name]) for name in ("low", "high"))
    more = None if change["more"] is None else Decimal(change["more"])
    return Shown(_cell(held["cell"]), Change(_cell(change["before"]), more, low, high, change["is_real"]))


def _cell(held: dict[str, Any]) -> Cell:
    return Cell(**held | {"value": None if held["value"] is None else Decimal(held["value"])})
