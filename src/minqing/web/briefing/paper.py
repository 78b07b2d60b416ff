"""A briefing on A4, pressed by typst; its marks open as they do on the page."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from minqing.territory.sheets.press import press

from .blocks import Block, Heading, Paragraph, Runs

TEMPLATE: Final = Path(__file__).parent / "briefing.typ"


def paper(blocks: Sequence[Block], *, title: str, at: datetime) -> bytes:
    """Print blocks as a PDF of A4 pages."""
    return press(TEMPLATE, {"title": title, "blocks": [_block(one) for one in blocks]}, at=at, form="pdf")


def _block(block: Block) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"kind": "heading", "level": block.level, "text": block.text}
    if isinstance(block, Paragraph):
        return {"kind": "paragraph", "small": block.is_small, "runs": _runs(block.runs)}
    return {"kind": "table", "head": block.head, "rows": [[_runs(cell) for cell in row] for row in block.rows]}


def _runs(runs: Runs) -> list[list[str]]:
    return [[run.text, run.href] for run in runs]
