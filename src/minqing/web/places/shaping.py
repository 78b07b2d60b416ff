"""Boundaries and points of the county: what holds, and loading the county's own file, looked at first."""

import base64
import zlib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from minqing.kernel.errors import Refused
from minqing.kernel.times import day_of
from minqing.territory import queries
from minqing.territory.permissions import MANAGE
from minqing.territory.shapes import queries as shapes
from minqing.territory.shapes import service
from minqing.territory.shapes.geojson_file import MOST_BYTES
from minqing.territory.shapes.records import ShapesReport
from minqing.territory.shapes.slimming import slim
from minqing.web.doors import needs
from minqing.web.handing_in import file_sent
from minqing.web.pages import page
from minqing.web.shell import say

SALT, AN_HOUR, MOST_PACKED = "shapes", 3600, 1_500_000
DATUMS = ("wgs84", "gcj02")


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form: nothing of it is lost when something is refused."""

    source: str = ""
    licence: str = ""
    valid_from: str = ""
    datum: str = "wgs84"
    chosen: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: HttpRequest) -> "Typed":
        """Read the form; the day is today without one."""
        sent = request.POST
        chosen = {
            int(name.removeprefix("place-")): str(value)
            for name, value in sent.items()
            if name.startswith("place-") and name.removeprefix("place-").isdecimal()
        }
        day = sent.get("valid_from", "") or day_of(timezone.now()).isoformat()
        datum = sent.get("datum", "wgs84")
        return cls(sent.get("source", ""), sent.get("licence", ""), day, datum, chosen)

    def terms(self, *, packed: bool) -> service.Terms:
        """
        Return what is said beside the file; what was packed has been shifted already.

        :raises Refused: if the day cannot be read.
        """
        try:
            day = date.fromisoformat(self.valid_from)
        except ValueError as wrong:
            raise Refused(_("The first day cannot be read. Write it as 2026-09-01.")) from wrong
        datum: Any = self.datum if self.datum in DATUMS and not packed else "wgs84"
        return service.Terms(day, self.source, self.licence, datum, self.chosen)


@needs(MANAGE)
@require_http_methods(["GET", "POST"])
def load_map(request: HttpRequest) -> HttpResponse:
    """Show the map in force and the form; show what a file would do, and do it when told so."""
    if request.method != "POST":
        return _shown(request, Typed.of(request))
    typed, packed = Typed.of(request), request.POST.get("packed", "")
    try:
        data = _unpacked(packed) if packed else _slimmed(_sent(request), typed)
        report = _load(request, data, typed)
    except Refused as refused:
        return _shown(request, typed, refusal=refused, packed=packed, status=refused.status)
    if not report.dry_run:
        say(request, _("Loaded: %(n)s boundaries or points hold from the day on.") % {"n": report.added})
        return redirect("office:load_map")
    return _shown(request, typed, report=report, packed=packed or _packed(data))


def _load(request: HttpRequest, data: bytes, typed: Typed) -> ShapesReport:
    return service.load_shapes(
        data=data,
        terms=typed.terms(packed=True),
        actor=request.actor,  # type: ignore[attr-defined]
        at=timezone.now(),
        dry_run="sure" not in request.POST,
    )


def _slimmed(data: bytes, typed: Typed) -> bytes:
    return slim(data, datum=typed.terms(packed=False).datum, tolerance=service.TOLERANCE)


def _sent(request: HttpRequest) -> bytes:
    too_large = service.ShapesUnusable(_("The file is larger than 8 MB. Simplify it first, or load it in parts."))
    return file_sent(request, "shapes", most=MOST_BYTES, too_large=too_large)


def _packed(data: bytes) -> str:
    text = signing.dumps(base64.b85encode(zlib.compress(data, 9)).decode(), salt=SALT)
    if len(text) > MOST_PACKED:
        raise service.ShapesUnusable(
            _("The file has too many points. Load townships and villages one after the other.")
        )
    return text


def _unpacked(packed: str) -> bytes:
    """
    Return what the page of the preview brought along.

    :raises Refused: if it is older than an hour or was tampered with.
    """
    try:
        return zlib.decompress(base64.b85decode(signing.loads(packed, salt=SALT, max_age=AN_HOUR)))
    except signing.BadSignature as broken:
        raise Refused(_("The preview is too old. Choose the file again.")) from broken


def _rows(report: ShapesReport, typed: Typed) -> list[tuple[Any, str]]:
    """Return every feature in the order of the file, and what was written beside it."""
    found = sorted((*report.matched, *report.refusals), key=lambda one: one.number)
    return [(one, typed.chosen.get(one.number, "")) for one in found]


def _shown(
    request: HttpRequest,
    typed: Typed,
    *,
    report: ShapesReport | None = None,
    refusal: Refused | None = None,
    packed: str = "",
    status: int = 200,
) -> HttpResponse:
    today = day_of(timezone.now())
    divisions = queries.divisions()
    county = next((one for one in divisions if one.kind == "county"), None)
    below = [one for one in divisions if one.kind == "township"]
    context = {
        "typed": typed,
        "report": report,
        "refusal": refusal,
        "packed": packed,
        "rows": _rows(report, typed) if report else [],
        "divisions": divisions if report else (),
        "county": county,
        "drawing": shapes.drawing(county.path, [one.path for one in below], on=today) if county else None,
        "townships": below,
        "editions": shapes.editions(today),
    }
    return page(request, "office/places/map.html", context, status=status)
