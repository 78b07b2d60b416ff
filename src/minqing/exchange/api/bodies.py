"""How a request's body is read: JSON in UTF-8 of a sane size and depth, or a clear refusal."""

import json
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.errors import HttpError
from ninja.parser import Parser

CHARSETS = frozenset({"", "utf-8", "utf8"})


class Utf8Json(Parser):
    """Reads JSON in UTF-8, with or without a byte-order mark, and nothing else."""

    def parse_body(self, request: HttpRequest) -> Any:
        """
        Read the body.

        :raises HttpError: 415 for another type or charset, 400 for what is no JSON.
        """
        kind = request.content_type or ""
        charset = (request.content_params or {}).get("charset", "").lower()
        if kind != "application/json" or charset not in CHARSETS:
            raise HttpError(415, _("Send application/json in UTF-8."))
        try:
            return json.loads(request.body.decode("utf-8-sig"), parse_constant=_refuse_constant)
        except UnicodeDecodeError as broken:
            raise HttpError(400, _("The body is not UTF-8. A text in GB18030 must be converted first.")) from broken
        except (ValueError, RecursionError) as broken:
            raise HttpError(400, _("The body is not valid JSON.")) from broken


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")
