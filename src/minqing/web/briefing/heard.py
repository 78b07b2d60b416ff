"""What residents say, for a text that is handed on: only as it is told to whoever is not oversight (ADR 0064)."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from minqing.cases import queries as cases
from minqing.insight.briefing import Briefing
from minqing.ledger.confided import Told
from minqing.ledger.measures import MEASURES, Measure
from minqing.web.words import share_words

from .blocks import Block, Paragraph, Run

KEYS = ("cases.solved", "cases.partly_solved", "cases.not_solved")
WHY: dict[str, Any] = {
    "months": gettext_lazy("How they answered is told of whole months only."),
    "waiting": gettext_lazy("How they answered is told once the month has been over for long enough."),
    "few": gettext_lazy("Too few have answered for it to be told how."),
}


def heard(found: Briefing, base: str) -> Iterator[Block]:
    """Say what residents answered, in blocks of enough people; where that is not told, say why, once."""
    start = found.span.start or found.span.end
    scope = cases.Scope(found.org_path, found.place_path, start, found.span.end)
    told = [(MEASURES[key], cases.told(MEASURES[key], scope, at=found.at)) for key in KEYS]
    lead = told[0][1]
    if lead.tally is None:
        yield Paragraph((Run(str(WHY[lead.why])),), is_small=True)
        return
    if not lead.tally.whole:
        yield Paragraph((Run(_("Nobody has answered.")),))
        return
    for measure, one in told:
        if one.tally is not None and one.tally.whole:
            yield _line(measure, one, base)
    if any(one.partly for _measure, one in told):
        words = _("Months of units in which too few answered are left out.")
        yield Paragraph((Run(words),), is_small=True)


def _line(measure: Measure, one: Told, base: str) -> Block:
    """Such a sum leads to what it means: no list stands behind it that would open."""
    words = share_words(one.tally.part, one.tally.whole) if one.tally else ""
    start = pgettext("briefing", "%(title)s: ") % {"title": measure.title}
    href = base + reverse("office:measure", args=[measure.key])
    return Paragraph((Run(start), Run(words), Run(_("[what it means]"), href), Run(pgettext("briefing", "."))))
