"""
An answer with a resident's words is a copy with a number, as a page is; ``find-copy`` names the system that got it.

:source: ADR 0053; guardrail G4.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from pydantic import Field, create_model

from minqing.kernel.access import Actor
from minqing.kernel.ids import grouped
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.marks import mark_of

from .shapes import Shape, shape

HEADER = "Copy-Number"
"""The same number outside the body, for whoever keeps the body elsewhere."""

_MEANING = "The number of this copy. Keep it with the words: an operator finds by it which system was given them."


def copy_number(kind: str, subject: Ref, *, actor: Actor, at: datetime) -> str:
    """Return the number of what one system is given; see :mod:`minqing.ledger.marks`."""
    return grouped(mark_of(kind, subject=subject, actor=actor.ref, day=day_of(at)))


@cache
def copied(record: type) -> type[Shape]:
    """Make the schema of a record with the number of its copy."""
    plain = shape(record)
    with_number: Any = (str, Field(..., description=_MEANING))
    return create_model(f"{plain.__name__}Copy", __base__=plain, __doc__=plain.__doc__, copy_number=with_number)


def numbered(record: Any, number: str) -> Mapping[str, Any]:
    """Lay the number beside a record's own fields."""
    return {field.name: getattr(record, field.name) for field in fields(record)} | {"copy_number": number}
