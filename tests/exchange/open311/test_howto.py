"""The examples of the how-to page do what it says: each curl line is carried out against a running server."""

import json
import shlex
import subprocess
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from django.test import override_settings
from tests.exchange.conftest import system
from tests.exchange.open311.conftest import AROUND, WHENCE, released
from tests.factories import cases as make
from tests.territory.test_shapes import area, file_of

from minqing.territory.shapes.service import load_shapes

PAGE = Path(__file__).resolve().parents[3] / "docs/howto/open311-partners.md"
LINES = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("curl ")]
REFUSED = "services/101.json"
"""What the page says is 404 in a county whose matters ask nothing more."""

pytestmark = pytest.mark.django_db(transaction=True)


def carried_out(line: str, base: str, key: str, number: str) -> str:
    """Run one line with the variables of the page."""
    filled = line.replace("$BASE", base).replace("$KEY", key).replace("2026-001512", number)
    around = filled.replace("lat=39.05", "lat=37.2").replace("long=118.9", "long=114.2")
    done = subprocess.run(shlex.split(around), capture_output=True, check=True, timeout=30)
    return done.stdout.decode()


def read(line: str, text: str) -> Any:
    """Read an answer in the form that the line asks for."""
    return ET.fromstring(text) if ".xml" in line else json.loads(text)


class TestExamples:
    def test_are_there(self) -> None:
        assert len(LINES) >= 10

    def test_do_what_the_page_says(self, live_server: Any) -> None:
        office = make.county()
        load_shapes(data=file_of(area(AROUND, code="139901101000")), terms=WHENCE, actor=office.keeper, at=make.AT)
        number, key = released(office), system("cases.file").key

        with override_settings(PUBLIC_URL=live_server.url):
            for line in LINES:
                found = read(line, carried_out(line, live_server.url, key, number))
                refused = "error" in str(found)[:40] or (isinstance(found, list) and found and "code" in found[0])

                assert bool(refused) == (REFUSED in line), (line, found)
                assert "api_key=" not in line.split("open311/v2/")[1].split('"')[0]
