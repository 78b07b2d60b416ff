"""What is wrong with a field is said in Chinese, whatever is wrong, whichever address it was sent to."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from tests.exchange.conftest import Caller, description, system
from tests.factories import cases as make

from minqing.exchange.service import NEVER
from minqing.kernel.permissions import PERMISSIONS

HUGE = "1e400"
WRONG: list[Any] = [None, "", "x" * 20_000, "\0", "2026-13-99", -(10**30), 1.5, True, [], [7] * 200, {"a": []}, HUGE]


def chinese(text: str) -> bool:
    return any("\u4e00" <= letter <= "\u9fff" for letter in text)


def bodies() -> Iterator[tuple[str, str, list[str]]]:
    """Each address that takes JSON or a form in, with the content type and the names of its fields."""
    for path, item in description()["paths"].items():
        for kind, content in item.get("post", {}).get("requestBody", {}).get("content", {}).items():
            schema = content["schema"]
            named = schema.get("$ref", "").rpartition("/")[2]
            inside = description()["components"]["schemas"][named] if named else schema
            yield path, kind, sorted(inside.get("properties", {}))


def queries() -> Iterator[tuple[str, list[str]]]:
    """Each address that can be read, with the names of what may stand in its query."""
    for path, item in description()["paths"].items():
        if "get" in item:
            names = [one["name"] for one in item["get"].get("parameters", []) if one["in"] == "query"]
            yield path, names


def filled(path: str, number: str) -> str:
    return "/".join(number if part == "{number}" else "A" if part.startswith("{") else part for part in path.split("/"))


@pytest.fixture
def number(office: make.County) -> str:
    return str(make.in_hand(office).number)


@pytest.fixture
def client(office: make.County) -> Client:
    everything: Caller = system(*sorted(set(PERMISSIONS) - NEVER))
    return Client(headers={"Authorization": f"Bearer {everything.key}", "Accept-Language": "zh-hans"})


def details(answer: Any) -> list[str]:
    assert answer.status_code < 500
    if answer.status_code != 422:
        return []
    body = json.loads(answer.content)
    return [body["detail"], *(one["detail"] for one in body["errors"])]


class TestReadable:
    def test_chinese_stands_as_chinese(self, office: make.County, hotline: Caller) -> None:
        for address in ("/organisations", "/place?path=139901/999/"):
            client = Client(headers={"Authorization": f"Bearer {hotline.key}", "Accept-Language": "zh-hans"})
            answer = client.get(f"/api/v1{address}")

            assert "\\u" not in answer.content.decode()
            assert any("\u4e00" <= letter <= "\u9fff" for letter in answer.content.decode())


class TestEveryField:
    @pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: str(wrong)[:12])
    def test_of_a_body_is_refused_in_chinese(self, client: Client, number: str, wrong: Any) -> None:
        said: list[str] = []
        for path, kind, names in bodies():
            if kind == "application/json":
                sent: Any = json.dumps(dict.fromkeys([*names, "no_such"], wrong)).replace(f'"{HUGE}"', HUGE)
            else:
                sent, kind = dict.fromkeys(names, "x"), ""  # noqa: PLW2901  # Django writes the form's own type
            more = {"content_type": kind} if kind else {}
            said += details(client.post(filled(path, number), sent, **more))

        assert len(said) > 50
        assert [one for one in said if not chinese(one)] == []

    @pytest.mark.parametrize(
        "wrong", ["", "x" * 500, "\0", "2026-13-99", "-1e400", str(10**40)], ids=lambda one: one[:9]
    )
    def test_of_a_query_is_refused_in_chinese(self, client: Client, number: str, wrong: str) -> None:
        said: list[str] = []
        for path, names in queries():
            said += details(client.get(filled(path, number), query_params=dict.fromkeys(names, wrong)))

        assert [one for one in said if not chinese(one)] == []
