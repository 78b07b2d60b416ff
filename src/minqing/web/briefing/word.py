"""
A Word document, written exactly: paragraphs, headings, one table style and hyperlinks. The same text, the same bytes.

:source: ECMA-376 part 1 (WordprocessingML) and part 2 (packages).
"""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from .blocks import Block, Heading, Paragraph, Run, Runs, Table
from .wordparts import ABOUT, HEAD, KINDS, PAGE, ROOT_WAYS, STYLES, STYLES_WAY, WAY, WAYS

WORD_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest moment that a package can name: its files carry no moment of their own."""
NOT_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TEXT_WIDTH: Final = 9638
"""Between the margins of A4, in twentieths of a point."""


def word_document(blocks: Sequence[Block], *, title: str, at: datetime) -> bytes:
    """
    Write blocks as a .docx.

    :param at: the moment that the document says it was made.
    """
    hrefs = list(dict.fromkeys(run.href for run in _runs(blocks) if run.href))
    ways = {href: f"link{number}" for number, href in enumerate(hrefs, 1)}
    body = "".join(_block(one, ways) for one in blocks)
    about = ABOUT.format(title=_words(title), moment=f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    links = "".join(WAY.format(id=key, href=quoteattr(href)) for href, key in ways.items())
    return _package(
        {
            "[Content_Types].xml": KINDS,
            "_rels/.rels": ROOT_WAYS,
            "docProps/core.xml": about,
            "word/document.xml": f"{HEAD}<w:body>{body}{PAGE}</w:body></w:document>",
            "word/styles.xml": STYLES,
            "word/_rels/document.xml.rels": WAYS.format(links=STYLES_WAY + links),
        }
    )


def _package(parts: dict[str, str]) -> bytes:
    """Put parts into a package without packing them: how tightly they would be packed differs by machine."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as package:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, FIRST_DAY)
            entry.create_system = 0
            package.writestr(entry, content.encode())
    return held.getvalue()


def _runs(blocks: Sequence[Block]) -> list[Run]:
    found: list[Run] = []
    for one in blocks:
        if isinstance(one, Paragraph):
            found += one.runs
        elif isinstance(one, Table):
            found += [run for row in one.rows for cell in row for run in cell]
    return found


def _block(block: Block, ways: dict[str, str]) -> str:
    if isinstance(block, Heading):
        return _paragraph(_run(Run(block.text), ways), f"Heading{block.level}")
    if isinstance(block, Table):
        return _table(block, ways)
    return _paragraph(_line(block.runs, ways), "Small" if block.is_small else "Normal")


def _paragraph(inner: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{inner}</w:p>'


def _line(runs: Runs, ways: dict[str, str]) -> str:
    return "".join(_run(run, ways) for run in runs)


def _run(run: Run, ways: dict[str, str]) -> str:
    words = f'<w:t xml:space="preserve">{_words(run.text)}</w:t>'
    if not run.href:
        return f"<w:r>{words}</w:r>"
    inner = f'<w:r><w:rPr><w:rStyle w:val="Hyperlink"/></w:rPr>{words}</w:r>'
    return f'<w:hyperlink r:id="{ways[run.href]}" w:history="1">{inner}</w:hyperlink>'


def _table(table: Table, ways: dict[str, str]) -> str:
    wide = TEXT_WIDTH // len(table.head)
    grid = f'<w:gridCol w:w="{wide}"/>' * len(table.head)
    look = '<w:tblStyle w:val="Figures"/><w:tblW w:w="5000" w:type="pct"/><w:tblLook w:firstRow="1"/>'
    head = _row([_run(Run(one), ways) for one in table.head], "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>")
    rows = "".join(_row([_line(cell, ways) for cell in row], "<w:trPr><w:cantSplit/></w:trPr>") for row in table.rows)
    after = _paragraph("", "Small")  # two tables that touch would be one
    return f"<w:tbl><w:tblPr>{look}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>{after}"


def _row(cells: Sequence[str], how: str) -> str:
    held = "".join(f"<w:tc>{_paragraph(cell, 'Cell')}</w:tc>" for cell in cells)
    return f"<w:tr>{how}{held}</w:tr>"


def _words(text: str) -> str:
    return escape(NOT_XML.sub("\ufffd", text))
