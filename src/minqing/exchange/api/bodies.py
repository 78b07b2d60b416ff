"""How a request's body is read: JSON in UTF-8 of a sane size and depth, or a clear refusal."""

import functools
import json
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.parser import Parser

from .problems import problem

View = Callable[..., Any]
FORMS = ("/with-photos", "/load")
CHARSETS = frozenset({"", "utf-8", "utf8"})


class Utf8Json(Parser):
    """Reads JSON in UTF-8, with or without a byte-order mark, and nothing else."""

    def parse_body(self, request: HttpRequest) -> Any:
        """
        Read the body.

        :raises ValueError: for what is no JSON; the caller turns it into 400.
        """
        return json.loads(request.body.decode("utf-8-sig"), parse_constant=_refuse_constant)


def json_only(view: View) -> View:
    """Refuse a body of another type or charset before anything reads it; photos come as a form."""

    @functools.wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        kind, charset = request.content_type or "", (request.content_params or {}).get("charset", "").lower()
        wanted = "multipart/form-data" if request.path.endswith(FORMS) else "application/json"
        if request.method == "POST" and (kind != wanted or charset not in CHARSETS):
            return problem(415, "wrong-type", _("Send %(type)s in UTF-8.") % {"type": wanted})
        return view(request, *args, **kwargs)

    return checked


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
