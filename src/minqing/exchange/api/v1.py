"""Version 1 of the JSON API, put together."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.docs import Swagger
from ninja.renderers import JSONRenderer

from . import (
    behind,
    board,
    casework,
    cells,
    figures,
    filing,
    grid,
    importing,
    incoming,
    loading,
    matters,
    measures,
    oversight,
    panels,
    pivot,
    proving,
    public,
    routing,
    searching,
    sharing,
    sheets,
    splits,
    staff,
    suggesting,
    tables,
    together,
    topics,
    tracking,
    vaulting,
)
from .auth import ClientKey
from .bodies import Utf8Json, json_only
from .problems import speak_problems

ABOUT = """
What the pages of minqing can do, for other systems. Every verb and every list a page offers is here too, but for
accounts, systems, ways in and their keys (no system ever holds one of the three keys), a post's notices, spreadsheets
and paper, and what a person has to look at.
A system sees and does only what its grants allow, below their organisations and places.

* **Key**: `Authorization: Bearer <key>`, made by `python -m minqing issue-key`. Addresses under *receipts* and
  *public* need none.
* **Once**: send an `Idempotency-Key` of your own with each step; sent again, it is not carried out a second time.
* **Pages**: follow `next` as `cursor`; there are no page numbers.
* **Refusals** are `application/problem+json`; `detail` may be shown to a person, `code` does not change.
* **Times** are ISO 8601 with an offset. Texts are JSON in UTF-8.
"""


class Readable(JSONRenderer):
    """JSON in which Chinese stands as Chinese: whoever looks at an answer can read it."""

    json_dumps_params: Mapping[str, Any] = {"ensure_ascii": False}


class Docs(Swagger):
    """The page that reads the description; its files come from this server."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **kwargs: Any) -> HttpResponse:
        """Show the page, with styles allowed that its script sets itself."""
        page = super().render_page(request, api, **kwargs)
        page._csp_update = {"style-src": "'unsafe-inline'"}  # type: ignore[attr-defined]  # read by the CSP middleware
        return page


api = NinjaAPI(
    title="minqing",
    version="1",
    description=ABOUT,
    urls_namespace="api-1",
    auth=ClientKey(),
    parser=Utf8Json(),
    renderer=Readable(),
    docs=Docs(),
)
speak_problems(api)
api.add_decorator(json_only, mode="view")
for _module in (
    filing,
    tracking,
    casework,
    searching,
    figures,
    measures,
    proving,
    public,
    behind,
    board,
    pivot,
    panels,
    oversight,
    matters,
    routing,
    tables,
    sheets,
    splits,
    loading,
    importing,
    sharing,
    staff,
    vaulting,
    together,
    topics,
    suggesting,
    cells,
    grid,
    incoming,
):
    api.add_router("", _module.router)
