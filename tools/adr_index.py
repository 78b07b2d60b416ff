"""
Write docs/adr/README.md, the index of decisions, from the files beside it; with --check only say whether it is fresh.

    python tools/adr_index.py [--check]
"""

import re
import sys
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "docs/adr"
SECTIONS = ("Context", "Decision", "Consequences", "What would change our mind", "Sources")
HEAD = """# Decisions

One page each, for choices that would be expensive to undo or that make a newcomer ask why on earth. A page is never
edited after it was accepted, only superseded by a later one. Where the code says "decision 15", it means 0015.

Made by `python tools/adr_index.py`; do not edit.

| no. | decision | status |
|--:|---|---|
"""


def row(file: Path) -> str:
    """Read one decision's title and status, and refuse a page that lacks a part."""
    text = file.read_text(encoding="utf-8")
    title = re.match(r"# (.+)\n", text)
    status = re.search(r"^Status: (.+?)\.(?: (.+?))?(?=\n\n)", text, re.MULTILINE | re.DOTALL)
    missing = [name for name in SECTIONS if f"\n## {name}\n" not in text]
    if title is None or status is None or missing:
        raise SystemExit(f"{file.name}: title, status or {missing} missing")
    return f"| {file.name[:4]} | [{title[1]}]({file.name}) | {status[1]} |\n"


def main() -> int:
    """Write the index, or compare it."""
    index = FOLDER / "README.md"
    text = HEAD + "".join(row(file) for file in sorted(FOLDER.glob("[0-9]*.md")))
    if "--check" in sys.argv:
        return int(not index.exists() or index.read_text(encoding="utf-8") != text)
    index.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
