"""A county with some requests, a hotline with a key, and a caller that compares every answer with the description."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import count
from typing import Any

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.factories.cases import COUNTY

from minqing.cases import queries
from minqing.cases import service as cases
from minqing.cases.permissions import PERMISSIONS
from minqing.exchange import service
from minqing.exchange.api.v1 import api as API  # noqa: N812
from minqing.kernel.access import system_actor

_names = count(1)
KEEPER = system_actor("setup", ["exchange.manage", "directory.grant", *PERMISSIONS], root=COUNTY)


@cache
def description() -> dict[str, Any]:
    """The API's own description."""
    return json.loads(json.dumps(API.get_openapi_schema(), default=str))


@cache
def checker(path: str, method: str, status: int) -> Any:
    """What an answer of an address must look like."""
    answers = description()["paths"][path][method]["responses"]
    content = answers[str(status)].get("content", {})
    schema = next(iter(content.values()), {}).get("schema", {})
    return jsonschema_rs.validator_for({**schema, "components": description()["components"]})


def template_of(path: str) -> str:
    """Find the described address of a concrete one; literal parts before placeholders."""
    parts = path.split("?", maxsplit=1)[0].split("/")
    fits = [
        known
        for known in description()["paths"]
        if len(known.split("/")) == len(parts)
        and all(part == own or part.startswith("{") for part, own in zip(known.split("/"), parts, strict=True))
    ]
    return min(fits, key=lambda known: known.count("{"))


@dataclass
class Answer:
    """An answer: its status and its JSON."""

    status: int
    body: Any
    headers: Any


@dataclass
class Caller:
    """Calls addresses with a key, and checks each answer against the description."""

    key: str = ""

    def __call__(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """Call one address below ``/api/v1``."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.key:
            sent["Authorization"] = f"Bearer {self.key}"
        data = {} if body is None else {"data": json.dumps(body), "content_type": "application/json"}
        response = getattr(Client(headers=sent), method)(f"/api/v1{path}", **data)
        return self.checked(method, path, response)

    def get(self, path: str, **headers: str) -> Answer:
        """Read."""
        return self("get", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Answer:
        """Act."""
        return self("post", path, {} if body is None else body, **headers)

    def checked(self, method: str, path: str, response: Any) -> Answer:
        """Compare an answer with what the description promises."""
        if response["Content-Type"].startswith("image/"):
            return Answer(response.status_code, response.content, response.headers)
        body = json.loads(response.content)
        checker(template_of(f"/api/v1{path}"), method, response.status_code).validate(body)
        if response.status_code >= 400:
            assert response["Content-Type"] == "application/problem+json"
            assert body["status"] == response.status_code
            assert body["detail"]
        return Answer(response.status_code, body, response.headers)


@pytest.fixture(autouse=True)
def forgiving() -> Iterator[None]:
    """Speak English, so that sentences can be compared."""
    with translation.override("en"):
        yield


@pytest.fixture
def office(db: None) -> make.County:
    """Who works in the county."""
    return make.county()


def system(*permissions: str, path: str = COUNTY) -> Caller:
    """Register a system with permissions below a path; its caller."""
    at = timezone.now()
    client = service.register_client(name=f"系统{next(_names)}", org_path=path, place_path=COUNTY, actor=KEEPER, at=at)
    for permission in permissions:
        service.give_client(
            client_id=client, permission=permission, org_path=path, place_path=COUNTY, actor=KEEPER, at=at
        )
    return Caller(service.issue_key(client_id=client, actor=KEEPER, at=at).key)


@pytest.fixture
def hotline(office: make.County) -> Caller:
    """A system that files, reads, accepts and dispatches in the whole county."""
    return system(
        "cases.file", "cases.read", "cases.note", "cases.accept", "cases.dispatch", "cases.withdraw", "cases.oversee"
    )


@pytest.fixture
def stranger(office: make.County) -> Caller:
    """Somebody without a key."""
    return Caller()


def rated(office: make.County, **said: object) -> None:
    """A request of the water bureau, closed and rated two days later."""
    at = make.AT + timedelta(days=2)
    token = queries.receipt_page(make.closed(office).receipt, at=at).rating.token
    cases.rate_case(token=token, contacted=True, at=at, **said)


@pytest.fixture
def partner(office: make.County) -> share.Partner:
    """A system without any grant."""
    return share.partner()
