#!/usr/bin/env python3
"""
Check that one fact lies under a published seal. One file, Python 3.9 or later, nothing else, no network.

    python3 verify_fact.py proof.json seals.txt
    python3 verify_fact.py proof.json "seal 12 day 2026-11-23 facts 10871 root 9f3c…"

``proof.json`` is what /api/v1/facts/{id}/proof answers. The seal must come from somewhere that whoever runs the
machine cannot change: the mail of that day, the neighbouring county's archive, paper. Hashing is RFC 9162's.

Ends with 0 if the fact lies under the seal, 1 if it does not, 2 if it could not be checked.
"""

import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

SEAL = re.compile(r"seal (\d+) day (\d{4}-\d\d-\d\d) facts (\d+) root ([0-9a-f]{64})(?![0-9A-Za-z])")
SIZE = 32


class CannotCheck(Exception):
    """Something is missing or unreadable."""


def node(left: bytes, right: bytes) -> bytes:
    """Hash two neighbours."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root_above(leaf: bytes, path: "list[bytes]", index: int, size: int) -> "bytes | None":
    """Fold a path upwards; None where it does not fit the tree's size."""
    if not 0 <= index < size or any(len(step) != SIZE for step in path):
        return None
    last = size - 1
    for step in path:
        if last == 0:
            return None
        if index & 1 or index == last:
            leaf = node(step, leaf)
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            leaf = node(leaf, step)
        index, last = index >> 1, last >> 1
    return leaf if last == 0 else None


def published(text: str) -> "list[tuple[int, int, str]]":
    """Find the seals in a text: (number, facts, root)."""
    return [(int(one[1]), int(one[3]), one[4]) for one in SEAL.finditer(text)]


def whole(proof: "dict[str, Any]", name: str) -> int:
    """Read a whole number, and nothing that only looks like one."""
    if type(proof[name]) is not int:
        raise TypeError(name)
    return int(proof[name])


def wrong_with(proof: "dict[str, Any]", seals: "list[tuple[int, int, str]]") -> str:
    """Say what is wrong; an empty text if the fact lies under one of the seals."""
    fact = json.loads(proof["leaf"])
    if fact["id"] != proof["fact"].replace("-", "").lower():
        return "所附事实与编号不符 (the leaf is another fact)"
    leaf = hashlib.sha256(b"\x00\x01" + proof["leaf"].encode("utf-8")).digest()
    if leaf.hex() != proof["leaf_hash"]:
        return "事实内容被改动过 (the leaf is not what was hashed)"
    number, position = whole(proof, "seal"), whole(proof, "position")
    same = {one for one in seals if one[0] == number}
    if not same:
        raise CannotCheck(f"给出的封存里没有第 {number} 次 (this seal is not among those given)")
    if len(same) > 1:
        raise CannotCheck(
            f"第 {number} 次封存给出了不同的值，先查清哪个是当时公布的 (this seal was given twice, differently)"
        )
    _number, size, root = same.pop()
    above = root_above(leaf, [bytes.fromhex(step) for step in proof["path"]], position - 1, size)
    if above is not None and above.hex() == root:
        return ""
    return "推算不到公布的封存值 (the path does not lead to the published root)"


def read(argument: str) -> str:
    """Read a file, or take the argument itself for a line that was copied from paper."""
    if SEAL.search(argument):
        return argument
    try:
        return Path(argument).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as broken:
        raise CannotCheck(f"读不了 {argument} (cannot be read)") from broken


def main(arguments: "list[str]") -> int:
    """Check, say what came of it, and return the status."""
    if len(arguments) != 2:
        print(__doc__)
        return 2
    try:
        proof = json.loads(read(arguments[0]))
        wrong = wrong_with(proof, published(read(arguments[1])))
    except CannotCheck as why:
        print(f"没法核对：{why}")
        return 2
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        print("没法核对：证明文件不完整 (the proof cannot be read)")
        return 2
    if wrong:
        print(f"不成立：{wrong}")
        return 1
    fact = json.loads(proof["leaf"])
    print(
        f"成立：第 {proof['position']} 条事实在第 {proof['seal']} 次封存之内，没有被改动 (the fact lies under the seal)"
    )
    print("  " + "  ".join(f"{name}={fact[name]}" for name in ("kind", "subject", "org_path", "place_path")))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
