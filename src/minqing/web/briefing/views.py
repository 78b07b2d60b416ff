"""The briefing as a page, as a Word document and on A4; all three say the same, as known at one position."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minqing.insight.briefing import Briefing, briefing
from minqing.insight.queries import reach_of
from minqing.kernel.access import Actor
from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.web.doors import dear, dear_file, needs
from minqing.web.pages import page

from .blocks import Block, Heading, Table
from .paper import paper
from .periods import Chosen, chosen, offered
from .text import text, title
from .word import WORD_TYPE, word_document


@dear
@needs("insight.read")
@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the briefing of a week or a month; without one of the last week that is over."""
    actor, query = request.actor, request.GET  # type: ignore[attr-defined]
    weeks, months = offered(day_of(timezone.now()))
    context: dict[str, Any] = {"weeks": weeks, "months": months, "places": _places(actor), "typed": query}
    try:
        seen = _look(request)
    except Refused as refusal:
        if refusal.status != 422:
            raise
        return page(request, "office/briefing/briefing.html", context | {"refusal": refusal}, status=422)
    found, blocks = seen.found, text(seen.found, seen.chosen)
    kept = _kept(seen, query.get("at", ""))
    context |= {
        "found": found,
        "chosen": seen.chosen,
        "blocks": [(_kind(one), one) for one in blocks[1:]],
        "title": title(found, seen.chosen),
        "word": f"{reverse('office:briefing_word')}?{kept}",
        "paper": f"{reverse('office:briefing_paper')}?{kept}",
    }
    return page(request, "office/briefing/briefing.html", context)


@dear_file
@needs("insight.read")
@require_GET
def word(request: HttpRequest) -> HttpResponse:
    """Give the briefing as a Word document."""
    seen, base = _look(request), _base(request)
    named = title(seen.found, seen.chosen)
    file = word_document(text(seen.found, seen.chosen, base), title=named, at=seen.found.at)
    return _file(file, WORD_TYPE, f"briefing-{seen.chosen.key}.docx", "attachment")


@dear_file
@needs("insight.read")
@require_GET
def on_paper(request: HttpRequest) -> HttpResponse:
    """Print the briefing on A4."""
    seen, base = _look(request), _base(request)
    named = title(seen.found, seen.chosen)
    file = paper(text(seen.found, seen.chosen, base), title=named, at=seen.found.at)
    return _file(file, "application/pdf", f"briefing-{seen.chosen.key}.pdf", "inline")


@dataclass(frozen=True, slots=True)
class Seen:
    """What somebody asked for."""

    found: Briefing
    chosen: Chosen


def _look(request: HttpRequest) -> Seen:
    now, query = timezone.now(), request.GET
    asked = chosen(query.get("of", ""), day_of(now))
    actor: Actor = request.actor  # type: ignore[attr-defined]
    where, known_at = query.get("at", ""), _position(query.get("as_of", ""))
    return Seen(briefing(actor, asked.period, where=where, known_at=known_at, at=now), asked)


def _position(typed: str) -> int | None:
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 18):
        raise Refused(_("Write the number of a fact."), field="as_of")
    return int(typed) if typed else None


def _kept(seen: Seen, where: str) -> str:
    """Write what was asked for into the address of a file, with the position: it says what the page says."""
    kept = QueryDict(mutable=True)
    kept.update({"of": seen.chosen.key, "at": where, "as_of": str(seen.found.position)})
    return kept.urlencode()


def _places(actor: Actor) -> list[tuple[str, str]]:
    """Return what can be chosen: the reader's own reach, and what stands directly below."""
    reach = reach_of(actor)
    return [("", reach.name), *reach.below.items()]


def _kind(block: Block) -> str:
    return "heading" if isinstance(block, Heading) else "table" if isinstance(block, Table) else "paragraph"


def _base(request: HttpRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _file(content: bytes, kind: str, name: str, how: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'{how}; filename="{name}"'
    return answer
