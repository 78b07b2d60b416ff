"""A county with boundaries, a system with a key, and a caller that reads both forms."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.utils import timezone
from tests.exchange.conftest import system
from tests.exchange.open311.stub import City, a_city
from tests.factories import cases as make
from tests.territory.test_shapes import area, file_of

from minqing.cases.releasing import service as releasing
from minqing.territory.shapes.service import Terms, load_shapes

BASE = "/open311/v2"
EXAMPLES = Path(__file__).parent / "examples"
FORM = "application/x-www-form-urlencoded"
AROUND = [[114.0, 37.0], [114.4, 37.0], [114.4, 37.4], [114.0, 37.4], [114.0, 37.0]]
WILLOW = [[114.1, 37.1], [114.2, 37.1], [114.2, 37.2], [114.1, 37.2], [114.1, 37.1]]
INSIDE = {"lat": "37.15", "long": "114.15"}
WHENCE = Terms(date(2026, 1, 1), "县自然资源局", "县内使用")


@dataclass
class Said:
    """An answer: status, content type, and what stands in it."""

    status: int
    kind: str
    body: Any
    text: str
    headers: Any

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Code and description of each error."""
        rows = self.body if isinstance(self.body, list) else [{one.tag: one.text for one in row} for row in self.body]
        return [(str(row["code"]), row["description"]) for row in rows]


@dataclass
class Partner:
    """Calls Open311, with a key or without."""

    key: str = ""

    def get(self, path: str, *, bearer: str = "", **asked: str) -> Said:
        """Read."""
        headers = {"Authorization": f"Bearer {bearer}"} if bearer else {}
        return said(Client(headers=headers).get(f"{BASE}/{path}", asked))

    def post(self, form: str = "json", *, headers: Mapping[str, str] | None = None, **fields: Any) -> Said:
        """File."""
        sent = {"api_key": self.key, "service_code": "101", "address_id": "139901101203", "description": "水压小"}
        body = urlencode({name: value for name, value in (sent | fields).items() if value is not None}, doseq=True)
        return said(Client(headers=headers).post(f"{BASE}/requests.{form}", body, content_type=FORM))


def said(response: Any) -> Said:
    """Read an answer in its own form."""
    kind, text = response["Content-Type"], response.content.decode()
    body = json.loads(text) if "json" in kind else ET.fromstring(text)
    return Said(response.status_code, kind, body, text, response.headers)


@pytest.fixture(autouse=True)
def unhurried() -> None:
    """No test inherits another's haste."""
    cache.clear()


@pytest.fixture
def drawn(office: make.County) -> make.County:
    """The county, one township and one village with boundaries."""
    shapes = file_of(
        area(AROUND, code="139901000000"), area(AROUND, code="139901101000"), area(WILLOW, code="139901101203")
    )
    load_shapes(data=shapes, terms=WHENCE, actor=office.keeper, at=make.AT)
    return office


@pytest.fixture
def partner(office: make.County) -> Partner:
    """A system that files in the whole county."""
    return Partner(system("cases.file").key)


@pytest.fixture
def anybody(office: make.County) -> Partner:
    """Somebody without a key."""
    return Partner()


@pytest.fixture
def city() -> Iterator[City]:
    """Another server, on this machine; this machine's own network may be spoken to."""
    with a_city() as server, override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128"):
        yield server


def released(office: make.County, words: str = "村口一盏路灯不亮", **changes: Any) -> str:
    """A released request of some hours ago; its number."""
    at = timezone.now() - timedelta(hours=6)
    made = make.in_hand(office, at=at, **changes)
    releasing.release(number=made.number, actor=office.intake, at=at + timedelta(hours=3), words=words)
    return str(made.number)


def example(name: str) -> ET.Element:
    """Read an example of the standard."""
    return ET.fromstring((EXAMPLES / f"{name}.xml").read_bytes())


def tags(element: ET.Element) -> set[str]:
    """Name what stands in an element."""
    return {one.tag for one in element}


def rows(answer: Said) -> list[dict[str, Any]]:
    """Return the things in an answer as dictionaries, in whichever form it came."""
    if isinstance(answer.body, list):
        return answer.body
    return [{one.tag: one.text for one in row} for row in answer.body]
