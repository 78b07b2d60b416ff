"""
What makes the worker's pages an app: manifest, service worker, and the page for when nothing was kept.

All three are open to a stranger: they hold nothing but names of files.

:source: ADR 0094.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from minqing.web.doors import open_to_all

OWN: Final = ("grid_today", "grid_report", "grid_doors", "grid_matters", "grid_queue")
"""The pages that are kept on the telephone."""
STYLES: Final = ("tokens", "shell", "parts", "desk", "print")
FILES: Final = (
    *(f"office/{name}.css" for name in STYLES),
    "office/icon.svg",
    "office/office.js",
    "vendor/htmx.min.js",
    "grid/grid.css",
    "grid/queue.js",
    "grid/leave.js",
    "grid/page.js",
    "grid/report.js",
    "grid/list.js",
    "grid/icon-192.png",
    "grid/icon-512.png",
)
WORKER: Final = "grid/worker.js"


@open_to_all
@require_GET
def manifest(request: HttpRequest) -> JsonResponse:
    """Describe the app to the telephone: its name, where it begins, its picture."""
    icons = [
        {"src": staticfiles_storage.url(f"grid/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
        for size in (192, 512)
    ]
    return JsonResponse(
        {
            "name": str(_("Minqing grid")),
            "short_name": str(_("Grid")),
            "lang": "zh-Hans",
            "start_url": reverse("office:grid_today"),
            "scope": "/office/",
            "display": "standalone",
            "background_color": "#f6f7f6",
            "theme_color": "#0f6b5c",
            "icons": [*icons, {**icons[1], "purpose": "maskable"}],
        },
        content_type="application/manifest+json",
    )


@open_to_all
@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """
    Give the service worker, from an address that lets it see the grid's pages and no others.

    What differs between installations stands in its first line; a changed file makes a new worker.
    """
    setup = {
        "version": version(),
        "files": [staticfiles_storage.url(name) for name in FILES],
        "pages": [reverse(f"office:{name}") for name in OWN],
        "offline": reverse("office:grid_offline"),
        "queue": staticfiles_storage.url("grid/queue.js"),
    }
    body = f"const SETUP = {json.dumps(setup)};\n{_text(WORKER)}"
    return HttpResponse(body, content_type="text/javascript", headers={"Cache-Control": "no-cache"})


@open_to_all
@require_GET
def offline(request: HttpRequest) -> HttpResponse:
    """Say that a page was not kept on this telephone, and what to do."""
    return render(request, "office/grid/offline.html")


@cache
def version() -> str:
    """Name what the worker keeps, by its content."""
    whole = hashlib.sha256()
    for name in (*FILES, WORKER):
        whole.update(_bytes(name))
    return whole.hexdigest()[:16]


@cache
def _text(name: str) -> str:
    return _bytes(name).decode()


def _bytes(name: str) -> bytes:
    found: Any = finders.find(name)
    return Path(found).read_bytes() if found else b""
