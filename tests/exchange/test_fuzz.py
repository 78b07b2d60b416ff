"""A fuzz along the API's own description: whatever comes in, no answer says that the server broke."""

import json
import os
from contextlib import suppress
from functools import partial
from typing import Any

import pytest
import schemathesis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.core import NOT_SET
from tests.exchange.conftest import Caller, description, system
from tests.factories import cases as make

from minqing.exchange.service import NEVER
from minqing.kernel.permissions import PERMISSIONS

OWN_NUMBER = os.environ.get("MINQING_FUZZ", "")  # e.g. 200 for a night: then others are drawn each time
USUAL = 5 if os.environ.get("MINQING_TEST_DB") == "postgres" else 10
EXAMPLES = int(OWN_NUMBER or USUAL)  # for each address and mode; each one more takes about four seconds on SQLite
GOOD, BAD = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
OPERATIONS = [result.ok() for result in schemathesis.openapi.from_dict(description()).get_all_operations()]
FILES = {"photos", "table"}
FUZZ = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=not OWN_NUMBER,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def sent(case: Any, key: str, number: str) -> int:
    """Send what was drawn, as Django's own client does; return the status."""
    client = Client(headers={"Authorization": f"Bearer {key}"}, raise_request_exception=False)
    parts = {name: str(value) for name, value in (case.path_parameters or {}).items()}
    if "number" in parts:
        parts["number"] = number
    path = case.path.format(**parts)
    query = {name: value for name, value in (case.query or {}).items() if value is not None}
    if case.method == "GET":
        return client.get(path, query_params=query).status_code
    if case.media_type == "multipart/form-data":
        fields = case.body if isinstance(case.body, dict) else {}
        plain = {name: str(value) for name, value in fields.items() if name not in FILES}
        for name in FILES & ({*fields} or FILES):
            plain[name] = [SimpleUploadedFile("p.jpg", str(fields.get(name, "")).encode())]
        return client.post(path, plain, query_params=query).status_code
    body = "" if case.body is NOT_SET else json.dumps(case.body, default=str)
    return client.post(path, body, content_type="application/json", query_params=query).status_code


def plain_reads() -> list[str]:
    """The paths that can be read with nothing but the number of a request."""
    needed = {
        path: {each["name"] for each in item["get"].get("parameters", []) if each.get("required")}
        for path, item in description()["paths"].items()
        if "get" in item
    }
    return [path for path, names in needed.items() if names <= {"number"}]


@pytest.fixture
def number(office: make.County) -> str:
    """A request to act on. Its number is whatever comes next: a sequence of PostgreSQL never runs back."""
    return str(make.in_hand(office).number)


@pytest.fixture
def everything(office: make.County) -> Caller:
    """A system that holds every permission a system may hold."""
    return system(*sorted(set(PERMISSIONS) - NEVER))


class TestEveryAddress:
    def test_never_breaks(self, everything: Caller, number: str) -> None:
        answers: dict[str, list[int]] = {}
        broken: list[str] = []
        for operation in OPERATIONS:
            met = answers.setdefault(f"{operation.method} {operation.path}", [])
            for mode in (GOOD, BAD):
                self.try_out(operation, mode, partial(sent, key=everything.key, number=number), met, broken)

        assert not broken, "\n".join(broken)
        assert all(answers.values()), [name for name, met in answers.items() if not met]

    def test_every_read_answers_a_plain_request(self, everything: Caller, number: str) -> None:
        # What is drawn differs with the modules a run has loaded, so what must succeed is asked without drawing.
        client = Client(headers={"Authorization": f"Bearer {everything.key}"})
        drafted = {"rows": [f"132:{make.COUNTY}"], "lead_path": make.WATER}
        assert everything.post("/tables/draft_rows", drafted).status == 200  # so that there is a draft to try
        asked = {path: client.get(path.format(number=number)).status_code for path in plain_reads()}

        assert len(asked) > 15
        assert {path: status for path, status in asked.items() if status != 200} == {}

    def try_out(self, operation: Any, mode: Any, send: Any, met: list[int], broken: list[str]) -> None:
        """Send a few requests of one kind to one address."""

        @FUZZ
        @given(case=operation.as_strategy(generation_mode=mode))
        def one(case: Any) -> None:
            met.append(send(case))
            if met[-1] >= 500:
                broken.append(f"{case.method} {case.path} {case.path_parameters} {case.query} {case.body!r}"[:500])

        with suppress(Unsatisfiable, schemathesis.errors.SchemathesisError):  # an address without a wrong value
            one()
