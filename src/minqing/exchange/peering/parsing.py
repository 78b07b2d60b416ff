"""
What another server answered, read with distrust: of limited size and depth, without entities, nothing of it executed.

:source: OWASP, XML External Entity Prevention; ADR 0089.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from math import isfinite
from typing import Any, Final
from xml.parsers import expat

from django.utils.translation import gettext as _

from minqing.kernel.times import SHANGHAI
from minqing.kernel.unseen import UNSEEN

MOST_BYTES: Final = 4 * 1024 * 1024
DEEPEST: Final = 12
LONGEST: Final = 10_000
ROW: Final = "request"


class Unreadable(Exception):
    """The answer is no answer of Open311; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Remote:
    """One request as another server tells it; what it left out is empty."""

    id: str
    token: str
    is_open: bool
    notes: str
    service_code: str
    service_name: str
    description: str
    address: str
    address_id: str
    lat: str
    long: str
    media_url: str
    requested_at: datetime | None


def requests_in(body: bytes, form: str) -> list[Remote]:
    """
    Read a list of requests.

    :param form: ``xml`` or ``json``.
    :raises Unreadable: if it is too large, malformed, carries a document type, or is no list of requests.
    """
    if len(body) > MOST_BYTES:
        raise Unreadable(_("the answer is too large"))
    rows = _rows_of_json(body) if form == "json" else _rows_of_xml(body)
    return [_remote(row) for row in rows]


def _rows_of_json(body: bytes) -> Sequence[Mapping[str, Any]]:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError) as broken:
        raise Unreadable(_("the answer is no JSON")) from broken
    if isinstance(found, dict):
        found = found.get("service_requests")
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Unreadable(_("the answer is no list of requests"))
    return found


def _rows_of_xml(body: bytes) -> Sequence[Mapping[str, Any]]:
    reader = _Reader()
    try:
        reader.read(body)
    except expat.ExpatError as broken:
        raise Unreadable(_("the answer is no XML")) from broken
    if reader.root not in {"service_requests", "requests"}:
        raise Unreadable(_("the answer is no list of requests"))
    return reader.rows


class _Reader:
    """Gathers the leaves of each request. A document type ends it, and with that every entity."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        self.root = ""
        self.path: list[str] = []
        self.text: list[str] = []

    def read(self, body: bytes) -> None:
        """Read a document."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self.text.append
        parser.Parse(body, True)

    def _refuse(self, *_args: object) -> None:
        raise Unreadable(_("the answer carries a document type"))

    def _start(self, name: str, _attributes: object) -> None:
        self.root = self.root or name
        self.path.append(name)
        self.text.clear()
        if len(self.path) > DEEPEST:
            raise Unreadable(_("the answer is nested too deeply"))
        if self.path[1:] == [ROW]:
            self.rows.append({})

    def _end(self, name: str) -> None:
        if len(self.path) == 3 and self.path[1] == ROW:
            self.rows[-1][name] = "".join(self.text)
        self.path.pop()
        self.text.clear()


def _remote(row: Mapping[str, Any]) -> Remote:
    said = {name: _text(value) for name, value in row.items() if isinstance(value, str | int | float)}
    return Remote(
        id=said.get("service_request_id", "")[:80],
        token=said.get("token", "")[:80],
        is_open=said.get("status", "open").lower() != "closed",
        notes=said.get("status_notes", ""),
        service_code=said.get("service_code", "")[:60],
        service_name=said.get("service_name", "")[:80],
        description=said.get("description", ""),
        address=said.get("address", "")[:300],
        address_id=said.get("address_id", "")[:40],
        lat=said.get("lat", "")[:40],
        long=said.get("long", "")[:40],
        media_url=said.get("media_url", "")[:300],
        requested_at=_moment(said.get("requested_datetime", "")),
    )


def _text(value: str | float) -> str:
    if isinstance(value, float) and not isfinite(value):
        return ""
    return UNSEEN.sub("", str(value)).strip()[:LONGEST]


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=SHANGHAI)
