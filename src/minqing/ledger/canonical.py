"""
Leaf v1: the bytes of a fact that a seal vouches for, the same on every database.

Version byte 0x01, then canonical JSON: keys sorted, no blanks, non-ASCII written as it is, moments in whole
UTC microseconds. A fact that is exported and imported again with its times has the same leaf.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

LEAF_VERSION = b"\x01"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_PLAIN = ("kind", "subject", "actor", "org_path", "place_path", "qty", "d1", "d2", "d3", "d4", "origin", "payload")


def canonical_json(value: Any) -> str:
    """Write JSON in the one way that hashing relies on."""
    return _ENCODER.encode(value)


def microseconds(at: datetime) -> int:
    """Return whole UTC microseconds since 1970."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def leaf_bytes(fact: Any) -> bytes:
    """
    Write a fact as the seal reads it.

    :param fact: a stored fact, or anything with its attributes.
    :source: ADR on seals; the payload is hashed as the text that is stored.
    """
    body: dict[str, Any] = {name: getattr(fact, name) for name in _PLAIN}
    body["id"] = fact.id.hex
    body["reverses"] = fact.reverses.hex if fact.reverses else None
    body["backfilled"] = int(fact.backfilled)
    body["happened_at"] = microseconds(fact.happened_at)
    body["recorded_at"] = microseconds(fact.recorded_at)
    return LEAF_VERSION + canonical_json(body).encode()


def leaf_hash(leaf: bytes) -> bytes:
    """Hash a leaf as RFC 9162 §2.1.1 does: SHA-256 over 0x00 and the leaf."""
    return hashlib.sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours: SHA-256 over 0x01, left, right."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(frontier: list[bytes | None], leaves: Iterable[bytes]) -> list[bytes | None]:
    """
    Append leaf hashes to a tree of which only the right edge is kept.

    :param frontier: slot *i* holds the root of a complete subtree of 2**i leaves, or None; not changed.
    :return: the new edge. Memory is logarithmic, so a day's seal costs that day's facts only.
    """
    edge = list(frontier)
    for leaf in leaves:
        grow_in_place(edge, leaf)
    return edge


def grow_in_place(edge: list[bytes | None], leaf: bytes) -> None:
    """Append one leaf hash to a tree's right edge; see :func:`grow`."""
    carried, slot = leaf, 0
    while slot < len(edge) and (held := edge[slot]) is not None:
        carried, edge[slot] = node_hash(held, carried), None
        slot += 1
    if slot == len(edge):
        edge.append(None)
    edge[slot] = carried


def root_of(frontier: Sequence[bytes | None]) -> bytes:
    """Fold the right edge into the tree's root; of an empty tree, SHA-256 of nothing (RFC 9162 §2.1.1)."""
    root: bytes | None = None
    for held in frontier:
        if held is not None:
            root = held if root is None else node_hash(held, root)
    return hashlib.sha256(b"").digest() if root is None else root
