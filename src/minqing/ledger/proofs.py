"""
Proofs: that one fact lies under a seal, for whoever has the fact's bytes, the path and the published root.

The path is RFC 9162 §2.1.3.1's. Leaves are read of two blocks only, the fact's own and the ragged last one; of all
others their roots are kept. A block that is not kept yet is reckoned from its leaves.

:source: ADR 0074.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from minqing.kernel.errors import Conflict, NotFound
from minqing.kernel.rows import read_columns

from .canonical import LEAF_VERSION, grow, leaf_bytes, leaf_hash, node_hash, root_of
from .models import Fact, Position, Seal, TreeBlock
from .positions import last_position

__all__ = ["BLOCK", "NotSealedYet", "Proof", "audit_path", "folded", "keep_blocks", "prove"]

BLOCK = 1024
"""Leaves of a block: a power of two, so that a block is a subtree of every tree it lies in whole."""

AT_ONCE = 64
LEAVES = "SELECT leaf FROM ledger_position WHERE position > %s AND position <= %s ORDER BY position"
ROOTS = "SELECT root FROM ledger_treeblock WHERE number < %s ORDER BY number"


class NotSealedYet(Conflict):
    """The fact is younger than the last seal, or than the seal that was asked for."""

    code = "not-sealed"
    default = _("This fact lies under no such seal yet. The day's seal is made after midnight.")


class LedgerDiffers(Conflict):
    """The path does not lead to the seal's root."""

    code = "ledger-differs"
    default = _("No proof can be given: the ledger is not what was sealed. Have it verified: verify-ledger.")


@dataclass(frozen=True, slots=True)
class Proof:
    """
    That a fact lies under a seal.

    :param leaf: the fact as it was sealed: canonical JSON. What is hashed is 0x00, 0x01 and these bytes in UTF-8.
    :param path: hashes from the leaf upwards, hexadecimal; which side each is on follows from position and ``facts``.
    :param facts: how many facts the seal covers.
    """

    fact: UUID
    position: int
    leaf: str
    leaf_hash: str
    path: tuple[str, ...]
    seal: int
    day: date
    facts: int
    root: str


def prove(fact_id: UUID, *, seal: int | None = None) -> Proof:
    """
    Prove that a fact lies under a seal.

    :param seal: its number; None for the first one that covers the fact.
    :raises NotFound: if there is no such fact or no such seal.
    :raises NotSealedYet: if the seal does not reach it.
    :raises LedgerDiffers: if no path leads to the root: something was changed.
    """
    fact = Fact.objects.filter(pk=fact_id).first()
    if fact is None:
        raise NotFound
    position = Position.objects.filter(fact_id=fact_id).values_list("position", flat=True).first()
    found = _seal(position, seal)
    if position is None or found is None or found.through < position:
        raise NotSealedYet
    text = leaf_bytes(fact)
    leaf = leaf_hash(text)
    path = _path(position - 1, found.through, kept=True)
    if folded(leaf, path, position - 1, found.through).hex() != found.root:
        path = _path(position - 1, found.through, kept=False)  # the kept roots are derived: perhaps only they are wrong
    if folded(leaf, path, position - 1, found.through).hex() != found.root:
        raise LedgerDiffers
    said = text.removeprefix(LEAF_VERSION).decode()
    steps = tuple(step.hex() for step in path)
    return Proof(fact_id, position, said, leaf.hex(), steps, found.number, found.day, found.through, found.root)


def _seal(position: int | None, number: int | None) -> Seal | None:
    if number is not None:
        found = Seal.objects.filter(number=number).first()
        if found is None:
            raise NotFound
        return found
    return Seal.objects.filter(through__gte=position or 0).order_by("number").first()


def _path(index: int, size: int, *, kept: bool) -> list[bytes]:
    """Return the path of a leaf: inside its block, then from block to block. Four queries at most."""
    own, whole = index // BLOCK, size // BLOCK
    tops = [bytes(row[0]) for row in read_columns(ROOTS, [whole])] if kept else []
    tops += _roots(len(tops), whole)
    if size % BLOCK:
        tops.append(root_of(grow([], _leaves(whole * BLOCK, size))))
    inside = _leaves(own * BLOCK, min((own + 1) * BLOCK, size))
    return [*audit_path(inside, index % BLOCK), *audit_path(tops, own)]


def _leaves(after: int, through: int) -> list[bytes]:
    return [bytes(row[0]) for row in read_columns(LEAVES, [after, through])]


def _roots(start: int, end: int) -> Iterator[bytes]:
    """Reckon the roots of whole blocks from their leaves, some dozen blocks at a time."""
    for first in range(start, end, AT_ONCE):
        last = min(first + AT_ONCE, end)
        leaves = _leaves(first * BLOCK, last * BLOCK)
        for place in range(0, (last - first) * BLOCK, BLOCK):
            yield root_of(grow([], leaves[place : place + BLOCK]))


def keep_blocks() -> int:
    """
    Keep the roots of the blocks that have become whole.

    :return: how many are new.
    """
    held = TreeBlock.objects.count()
    rows = [TreeBlock(number=number, root=root) for number, root in _numbered(held, last_position() // BLOCK)]
    TreeBlock.objects.bulk_create(rows, batch_size=1000, ignore_conflicts=True)
    return len(rows)


def _numbered(start: int, end: int) -> Iterator[tuple[int, bytes]]:
    return enumerate(_roots(start, end), start=start)


def audit_path(hashes: Sequence[bytes], index: int) -> list[bytes]:
    """
    Return the path of one of the lowest nodes of a tree, from below upwards (RFC 9162 §2.1.3.1).

    :param hashes: the lowest nodes; all but the last are of the same height.
    """
    row, place, path = list(hashes), index, []
    while len(row) > 1:
        sibling = place ^ 1
        if sibling < len(row):
            path.append(row[sibling])
        pairs = [node_hash(row[at], row[at + 1]) for at in range(0, len(row) - 1, 2)]
        row, place = [*pairs, *row[len(pairs) * 2 :]], place // 2
    return path


def folded(leaf: bytes, path: Sequence[bytes], index: int, size: int) -> bytes:
    """Return the root that a path leads to (RFC 9162 §2.1.3.2); nothing, where it is too short or too long."""
    place, last, found = index, size - 1, leaf
    for step in path:
        if last == 0:
            return b""
        if place & 1 or place == last:
            found = node_hash(step, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, step)
        place, last = place >> 1, last >> 1
    return found if last == 0 else b""
