"""What a system is told where there is no address, or where the house itself fails."""

import json
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.exchange.conftest import Caller
from tests.factories import cases as make

from minqing.cases import queries


def problem_of(answer: HttpResponse) -> Any:
    assert answer["Content-Type"] == "application/problem+json"
    return json.loads(answer.content)


class TestAProblem:
    def test_is_what_an_address_answers_that_there_is_not(self, db: None) -> None:
        answer = Client().get("/api/v1/nothing")

        assert answer.status_code == 404
        assert problem_of(answer)["code"] == "not-found"

    def test_is_what_a_failure_answers_with_a_number_that_stands_in_the_log(
        self, office: make.County, hotline: Caller, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        monkeypatch.setattr(queries, "desk", lambda *_words, **_more: 1 / 0)
        client = Client(headers={"Authorization": f"Bearer {hotline.key}"}, raise_request_exception=False)

        answer = client.get("/api/v1/cases")

        problem = problem_of(answer)
        assert (answer.status_code, problem["code"]) == (500, "failed")
        assert problem["detail"][-6:] in caplog.text
        assert "ZeroDivision" not in answer.content.decode()
