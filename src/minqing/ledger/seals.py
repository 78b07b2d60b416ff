"""
Seals: once a day the root over all facts so far is fixed. Whoever keeps a root can prove later that nothing changed.

Hashing as in RFC 9162 over leaf v1 (see ``canonical``). Only the right edge of the tree is stored, so a seal
costs the day's facts.
"""

import json
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from minqing.kernel.paging import Page, page
from minqing.kernel.rows import read_columns

from .canonical import grow, grow_in_place, root_of
from .guards import missing_guards
from .leaves import placed_leaves
from .models import Position, Seal
from .positions import last_position, settle, settle_all
from .records import SealView, Verdict
from .rolls.auditing import differing_cells

__all__ = ["last_seal", "seal_day", "seals", "seals_page", "settle", "settle_all", "verify"]

CHUNK = 5000
COUNTED = """
SELECT (SELECT count(*) FROM ledger_fact), (SELECT count(*) FROM ledger_position), (SELECT count(*) FROM ledger_pending)
"""


def _dump(frontier: list[bytes | None]) -> str:
    return json.dumps([held.hex() if held else None for held in frontier])


def _load(text: str) -> list[bytes | None]:
    return [bytes.fromhex(held) if held else None for held in json.loads(text)]


def seal_day(day: date, at: datetime) -> SealView:
    """
    Seal every settled fact under a day's name; a day that is sealed already keeps its seal.

    :param day: the day in the county that has ended.
    """
    settle_all()
    with transaction.atomic():
        held = Seal.objects.filter(day=day).first()
        return _view(held or _make(day, at))


def _make(day: date, at: datetime) -> Seal:
    previous = Seal.objects.order_by("-number").first()
    start, frontier = (previous.through, _load(previous.frontier)) if previous else (0, [])
    through = last_position()
    leaves = Position.objects.filter(position__gt=start, position__lte=through).order_by("position")
    frontier = grow(frontier, (bytes(leaf) for leaf in leaves.values_list("leaf", flat=True).iterator(CHUNK)))
    return Seal.objects.create(
        number=previous.number + 1 if previous else 1,
        day=day,
        through=through,
        root=root_of(frontier).hex(),
        frontier=_dump(frontier),
        sealed_at=at,
    )


def _view(seal: Seal) -> SealView:
    return SealView(seal.number, seal.day, seal.through, seal.root, seal.sealed_at)


def last_seal() -> SealView | None:
    """Return the newest seal, or None before the first."""
    seal = Seal.objects.order_by("-number").first()
    return _view(seal) if seal else None


def seals(limit: int = 100) -> list[SealView]:
    """Return the newest seals, newest first."""
    return [_view(seal) for seal in Seal.objects.order_by("-number")[:limit]]


def seals_page(*, cursor: str | None = None) -> Page[SealView]:
    """Return one page of seals, newest first."""
    return page(Seal.objects.all(), order=("-number",), cursor=cursor).map(_view)


def verify() -> Verdict:
    """
    Recompute every leaf and every root from the facts themselves.

    :return: a verdict that names the first fact that does not match; a seal whose root does not fit although all
        leaves do means that leaves were changed too, and then the range between two seals is named. At the end some
        of the cells that figures are read from are counted again.
    """
    missing = missing_guards()
    first, why, sealed = (
        _walk() if not missing else ("", _("guards are missing: %(names)s") % {"names": ", ".join(missing)}, 0)
    )
    facts, placed, pending = _counted()
    if not why and facts != placed + pending:
        why = _("%(facts)s facts, but %(placed)s positions and %(pending)s that wait for one") % {
            "facts": facts,
            "placed": placed,
            "pending": pending,
        }
    return Verdict(facts, sealed, pending, first, why or differing_cells(seed=facts, sample=25))


def _counted() -> tuple[int, int, int]:
    """Count facts, positions and what waits for one, in one statement: somebody may be writing meanwhile."""
    ((facts, placed, pending),) = read_columns(COUNTED, [])
    return facts, placed, pending


def _walk() -> tuple[str, str, int]:
    seals_left = list(Seal.objects.order_by("number"))
    frontier: list[bytes | None] = []
    checked, start = 0, 0
    for expected, (position, fact_id, leaf, computed) in enumerate(placed_leaves(CHUNK), start=1):
        wrong = _mismatch(expected, position, leaf, computed)
        if wrong:
            return fact_id, wrong, checked
        grow_in_place(frontier, leaf)
        while checked < len(seals_left) and seals_left[checked].through == position:
            if root_of(frontier).hex() != seals_left[checked].root:
                return "", _changed(seals_left[checked].number, start + 1, position), checked
            start, checked = position, checked + 1
    empty = [seal for seal in seals_left[checked:] if seal.through == 0]
    if len(empty) != len(seals_left) - checked:
        gone = _("seal %(seal)s: facts before position %(number)s are gone")
        return "", gone % {"seal": seals_left[checked].number, "number": seals_left[checked].through}, checked
    return "", "", len(seals_left)


def _changed(seal: int, first: int, last: int) -> str:
    said = _("seal %(seal)s: changed between %(first)s and %(last)s")
    return said % {"seal": seal, "first": first, "last": last}


def _mismatch(expected: int, position: int, leaf: bytes, computed: bytes | None) -> str:
    if position != expected:
        return _("position %(number)s is missing") % {"number": expected}
    if computed is None:
        return _("position %(number)s: the fact is gone") % {"number": position}
    if computed != leaf:
        return _("position %(number)s: the fact is not what was written") % {"number": position}
    return ""
