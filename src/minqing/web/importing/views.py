"""Pages of lists of other hotlines: hand in, say which column is which, look at what would come of it, take it in."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from minqing.kernel.counters import COUNTERS
from minqing.kernel.errors import NotFound, Refused
from minqing.kernel.verbs import Verb
from minqing.web.doors import dear_file, needs
from minqing.web.exports import BOM, harmless
from minqing.web.pages import page
from minqing.web.shell import say

from . import forms

IMPORT = "exchange.import"
PRESSED: Mapping[str, Any] = {
    "start": gettext_lazy("It is being taken in."),
    "cancel": gettext_lazy("Stopped. The file is destroyed."),
    "forget_refused": gettext_lazy("The lines sent back are destroyed."),
    "save_mapping": gettext_lazy("The mapping is kept."),
}
"""What may be pressed on the page of a list, and what is said then."""


def rows_of(counter: str, request: HttpRequest, *more: Any) -> Any:
    """Return what one of the exchange's counters holds for this actor."""
    return COUNTERS[counter].rows(request.actor, *more)  # type: ignore[attr-defined]


def verb(key: str) -> Verb:
    """Return a verb of lists."""
    return COUNTERS["imports"].verbs[key]


@needs(IMPORT)
@require_GET
def imports(request: HttpRequest) -> HttpResponse:
    """List the lists that came, and what they are read by; hand in another one."""
    return _listed(request)


def _listed(request: HttpRequest, *, refusal: Refused | None = None) -> HttpResponse:
    runs, mappings = rows_of("imports", request), rows_of("import_mappings", request)
    context = {
        "runs": runs,
        "mappings": mappings,
        "sources": sorted({one.source for one in (*runs, *mappings)}),
        "typed": request.POST,
        "refusal": refusal,
        "works": any(one.is_working for one in runs),
    }
    return page(request, "office/importing/imports.html", context, status=refusal.status if refusal else 200)


@needs(IMPORT)
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Take a file; it is encrypted at once and read."""
    file = request.FILES.get("list")
    try:
        if file is None:
            raise Refused(_("Choose a file first."))
        run_id = verb("hand_in").run(
            source=request.POST.get("source", ""),
            file_name=file.name or "",
            chunks=file.chunks(),
            actor=request.actor,  # type: ignore[attr-defined]
            at=timezone.now(),
        )
    except Refused as refusal:
        return _listed(request, refusal=refusal)
    return redirect("office:import", run_id=run_id)


@needs(IMPORT)
@require_GET
def one(request: HttpRequest, run_id: str) -> HttpResponse:
    """Show one list: how it is read, what would come of it, how far it is, or what came of it."""
    return _shown(request, run_id)


def _shown(request: HttpRequest, run_id: str, *, refusal: Refused | None = None) -> HttpResponse:
    found = rows_of("import_run", request, run_id)
    context: dict[str, Any] = {"run": found, "line": found.line, "refusal": refusal}
    if found.samples:
        fields = rows_of("import_fields", request)
        typed = request.POST if refusal else None
        context |= {
            "fields": forms.fields_of(found, fields, typed),
            "left": forms.left_out(found, fields, typed),
            "places": rows_of("import_choices", request, "village"),
            "place": typed.get("place", "") if typed else found.reading.place,
            "unknown": forms.unknown_of(found, lambda key: rows_of("import_choices", request, key), fields, typed),
        }
    return page(
        request, f"office/importing/{_template(found.line)}.html", context, status=refusal.status if refusal else 200
    )


def _template(line: Any) -> str:
    if line.state in {"mapping", "checked"}:
        return str(line.state)
    return "working" if line.is_working else "over"


@needs(IMPORT)
@require_POST
def reading(request: HttpRequest, run_id: str) -> HttpResponse:
    """Say which column is which and what words mean; the whole list is checked by it, and nothing taken in."""
    found = rows_of("import_run", request, run_id)
    fields = rows_of("import_fields", request)
    said = forms.reading_of(request.POST, found, fields, lambda key: rows_of("import_choices", request, key))
    try:
        verb("set_reading").run(run_id=run_id, actor=request.actor, at=timezone.now(), **said)  # type: ignore[attr-defined]
    except Refused as refusal:
        return _shown(request, run_id, refusal=refusal)
    return redirect("office:import", run_id=run_id)


@needs(IMPORT)
@require_POST
def press(request: HttpRequest, run_id: str, key: str) -> HttpResponse:
    """Start, stop, keep the mapping, or destroy what is left."""
    if key not in PRESSED:
        raise NotFound
    more = {"name": request.POST.get("name", "")} if key == "save_mapping" else {}
    try:
        verb(key).run(run_id=run_id, actor=request.actor, at=timezone.now(), **more)  # type: ignore[attr-defined]
    except Refused as refusal:
        if isinstance(refusal, NotFound):
            raise
        return _shown(request, run_id, refusal=refusal)
    say(request, PRESSED[key])
    return redirect("office:import", run_id=run_id)


@needs(IMPORT)
@require_GET
@dear_file
def refused(request: HttpRequest, run_id: str) -> HttpResponseBase:
    """Send the refused lines with their reasons, to be corrected and sent in again."""
    lines = rows_of("import_refused", request, run_id)
    answer = StreamingHttpResponse(_csv(lines), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="refused.csv"'
    return answer


class _Line:
    """What a CSV writer writes to: it hands each line back."""

    def write(self, text: str) -> str:
        """Return the line."""
        return text


def _csv(lines: Iterator[Sequence[str]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield BOM
    for line in lines:
        yield writer.writerow([harmless(cell) for cell in line])
