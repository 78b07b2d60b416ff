"""The text of a briefing. Every sentence says a number of the ledger; where there is none, it says that."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from minqing.cases import queries as cases
from minqing.insight.briefing import Briefing, Group, Item, Section
from minqing.insight.panels.piling import Piled
from minqing.web.words import clock_time, long_day

from .blocks import Block, Heading, Note, Notes, Paragraph, Run, Runs, Table
from .heard import heard
from .numbers import Writer, days_of
from .periods import Chosen

TITLES: dict[str, Any] = {
    "came": gettext_lazy("What came in"),
    "answered": gettext_lazy("What was answered"),
    "heard": gettext_lazy("What residents say of it"),
    "late": gettext_lazy("What is late"),
    "grew": gettext_lazy("What grew more than chance explains"),
    "supervised": gettext_lazy("What is supervised"),
}
HEADS: dict[tuple[str, str], Any] = {
    ("came", "parts"): gettext_lazy("By channel"),
    ("answered", "parts"): gettext_lazy("How it was closed"),
}
SHOWN = 20
"""So many places and matters that grew are told, those farthest from usual first."""


def text(found: Briefing, chosen: Chosen, base: str = "") -> list[Block]:
    """
    Write a briefing.

    :param base: the address of this server where the text leaves it.
    """
    notes = Notes()
    then = _("the week before") if chosen.is_week else _("the month before")
    writer = Writer(found, notes, base, then)
    return [*_head(found, chosen), *_body(found, writer), *_sources(found, notes)]


def title(found: Briefing, chosen: Chosen) -> str:
    """Return what the document is called."""
    words = (
        _("%(name)s: weekly briefing on requests") if chosen.is_week else _("%(name)s: monthly briefing on requests")
    )
    return words % {"name": found.name}


def _head(found: Briefing, chosen: Chosen) -> Iterator[Block]:
    yield Heading(1, title(found, chosen))
    words = _("%(days)s. Every number as the ledger knew it up to fact %(position)s; printed %(day)s %(time)s.")
    when = {"day": long_day(found.at), "time": clock_time(found.at)}
    yield Paragraph((Run(words % {"days": chosen.title, "position": f"{found.position:,}", **when}),), is_small=True)
    words = _("A number in brackets opens the figure before it. Numbers of fewer than %(k)s are not shown.")
    yield Paragraph((Run(words % {"k": found.smallest}),), is_small=True)


def _body(found: Briefing, writer: Writer) -> Iterator[Block]:
    if found.is_empty:
        yield Paragraph((Run(_("Nothing was written down in these days: nothing came in, and nothing was closed.")),))
    for section in found.sections:
        if section.key == "supervised":
            yield from _grew(found, writer)
        yield Heading(2, str(TITLES[section.key]))
        yield from _section(section, writer)
        if section.key == "heard":
            yield from heard(found, writer.base)


def _section(section: Section, writer: Writer) -> Iterator[Block]:
    for item in section.items:
        yield Paragraph(writer.line(item))
    for group in section.groups:
        if items := [one for one in group.items if not one.is_nought]:
            yield _table(section.key, group, items, writer)


def _table(key: str, group: Group, items: list[Item], writer: Writer) -> Block:
    head = HEADS.get((key, group.kind)) or (_("By unit") if writer.found.is_unit else _("By place"))
    rows = tuple(
        (
            (Run(one.name or str(one.measure.short or one.measure.title)),),
            writer.number(one, one.now, writer.found.span),
        )
        for one in items
    )
    return Table((str(head), str(_("How many")) if group.kind == "parts" else str(items[0].measure.title)), rows)


def _grew(found: Briefing, writer: Writer) -> Iterator[Block]:
    piling = found.piling
    yield Heading(2, str(TITLES["grew"]))
    rows = (*piling.matters, *piling.places)
    if not piling.says:
        yield Paragraph((Run(_("There are too few weeks yet to say what is more than chance.")),))
        return
    words = _("Looked at: %(days)s, beside the four weeks before them, time and again.")
    yield Paragraph((Run(words % {"days": days_of(piling.span)}),), is_small=True)
    if not rows:
        yield Paragraph((Run(_("Nothing grew more than chance explains.")),))
        return
    names = cases.matter_names()
    head = (
        _("Place or matter"),
        _("What is counted"),
        _("In four weeks"),
        pgettext("briefing", "Usual"),
        _("Chance up to"),
    )
    drawn = tuple(_piled(one, one.name or str(names.get(one.matter, one.matter)), writer) for one in rows[:SHOWN])
    yield Table(head, drawn)
    if len(rows) > SHOWN:
        words = _("The first %(shown)s of %(all)s; the rest stands under early warning.")
        yield Paragraph((Run(words % {"shown": SHOWN, "all": len(rows)}),), is_small=True)


def _piled(one: Piled, name: str, writer: Writer) -> tuple[Runs, ...]:
    """Write one row; a matter's number stands among those of its kind, on the page of the number by matter."""
    found, more = writer.found, {} if one.path else {"by": "matter"}
    mark = writer.mark(one.measure, found.piling.span, found.org_path, one.path or found.place_path, name, **more)
    words = (str(one.measure.title), f"{one.count:,}", f"{one.usual:,}", f"{one.limit:,}")
    counted, count, usual, limit = (Run(word) for word in words)
    return (Run(name),), (counted,), (count, mark), (usual,), (limit,)


def _sources(found: Briefing, notes: Notes) -> Iterator[Block]:
    if not notes.held:
        return
    yield Heading(2, _("Where the numbers stand"))
    head = (_("No."), _("Figure"), _("Days"), pgettext("briefing", "Of"), pgettext("briefing", "Definition"))
    yield Table(head, tuple(_source(one) for one in notes.held))
    yield Heading(2, _("By which definitions they are counted"))
    each = {one.key: one for one in notes.held}
    rows = tuple(((Run(one.title),), (Run(key),), (Run(one.definition),)) for key, one in each.items())
    yield Table((_("Figure"), _("Key"), _("SHA-256 of the definition")), rows)


def _source(one: Note) -> tuple[Runs, ...]:
    mark = Run(f"[{one.number}]", one.href)
    return (mark,), (Run(one.title),), (Run(one.days),), (Run(one.whose),), (Run(one.definition[:12]),)
