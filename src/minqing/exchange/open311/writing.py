"""
One answer, two ways to write it.

An answer is plain data: a list of objects, or one object, under the name of its root. XML writes each; JSON follows
the Spark convention: what holds several is an array even with one in it, the root's name falls away, what is empty is
null. Writing only: nothing that came from outside is ever parsed here.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement, tostring

from django.http import HttpResponse

from minqing.kernel.times import SHANGHAI
from minqing.kernel.unseen import UNSEEN

Thing = Mapping[str, Any]

FORMATS: Final = {"xml": "text/xml", "json": "application/json"}
ITEMS: Final = {
    "services": "service",
    "service_requests": "request",
    "errors": "error",
    "attributes": "attribute",
    "values": "value",
    "endpoints": "endpoint",
    "formats": "format",
    "notes": "note",
}
"""What one of several is called."""


@dataclass(frozen=True, slots=True)
class Answer:
    """
    What is to be said.

    :param root: the name around it in XML.
    :param content: several things, or one.
    """

    root: str
    content: Sequence[Thing] | Thing
    status: int = 200


def written(answer: Answer, form: str) -> HttpResponse:
    """Write an answer as ``xml`` or ``json``."""
    body = as_xml(answer) if form == "xml" else as_json(answer)
    response = HttpResponse(body, status=answer.status, content_type=f"{FORMATS[form]}; charset=utf-8")
    response["Cache-Control"] = "no-store"
    return response


def as_json(answer: Answer) -> bytes:
    """Write an answer as JSON."""
    return json.dumps(_json(answer.content), ensure_ascii=False).encode()


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(one) for name, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_json(one) for one in value]
    if isinstance(value, bool | int | float) or value is None:
        return value
    return _text(value) or None


def as_xml(answer: Answer) -> bytes:
    """Write an answer as XML with its declaration and without a namespace."""
    root = Element(answer.root)
    _fill(root, answer.root, answer.content)
    body: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + body


def _fill(element: Element, name: str, value: Any) -> None:
    if isinstance(value, Mapping):
        for key, one in value.items():
            _fill(SubElement(element, key), key, one)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            item = ITEMS[name]
            _fill(SubElement(element, item), item, one)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _text(value) or None


def _text(value: Any) -> str:
    return UNSEEN.sub("", moment(value) if isinstance(value, datetime) else str(value))


def moment(at: datetime) -> str:
    """Write a moment by the county's clocks, with the offset: 2026-09-03T10:00:00+08:00."""
    return at.astimezone(SHANGHAI).isoformat(timespec="seconds")
