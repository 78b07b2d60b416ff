"""Every address of the office, visited as a stranger, as a neighbour without the permission, and as its holder."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from tests.factories import cases as make
from tests.web.office.screens import SCREENS, Screen
from tests.web.office.seats import Office, client_of

from minqing.kernel.access import Actor
from minqing.web import urls

pytestmark = pytest.mark.django_db


@pytest.fixture
def number(office: Office) -> str:
    """The number of a request that lies with the water bureau."""
    return make.in_hand(office.county).number


def holder(office: Office, screen: Screen) -> Actor:
    """Return the post whose visit succeeds."""
    if screen.holder == "asker":
        permissions = ("cases.read", "vault.ask_reveal")
        return make.post(make.CENTRE, "查阅岗", "韩查阅", *permissions, org=make.CENTRE)
    if screen.holder == "publisher":
        return make.post(make.CHECKS, "统计岗", "华统计", "insight.read", "insight.publish", org=make.COUNTY)
    if screen.holder == "secretary":
        return make.secretary()
    if screen.holder == "head":
        return make.post(make.WATER, "分管岗", "尤分管", "cases.read", "directory.recuse")
    if screen.holder == "caller":
        return make.post(make.WATER, "吹哨岗", "施吹哨", "cases.call")
    if screen.holder == "matcher":
        return make.post(make.CENTRE, "比对岗", "何比对", "cases.read", "vault.same_matter")
    return getattr(office, screen.holder, None) or getattr(office.county, screen.holder)


def visit(client: Client, screen: Screen, number: str, office: Office) -> HttpResponse:
    """Ask for a screen."""
    named = {"NUMBER": number, "POST": str(office.county.water.ref.id)}
    kwargs = {name: named.get(str(value), value) for name, value in screen.kwargs.items()}
    address = reverse(f"office:{screen.name}", kwargs=kwargs)
    ask: Callable[..., Any] = client.get if screen.method == "GET" else client.post
    return ask(address, screen.data)


def wrong(visits: Iterator[tuple[Screen, bool, object]]) -> list[str]:
    """Name the screens whose visit went otherwise than expected, and what came instead."""
    return [f"{screen.method} {screen.name}: {found}" for screen, as_expected, found in visits if not as_expected]


class TestTheTable:
    def test_lists_every_address_once(self) -> None:
        listed = [screen.name for screen in SCREENS]

        assert sorted(listed) == sorted(str(pattern.name) for pattern in urls.office)

    def test_says_of_each_what_its_view_says(self) -> None:
        marks = {str(pattern.name): getattr(pattern.callback, "needs", ()) for pattern in urls.office}

        assert {screen.name: screen.needs for screen in SCREENS} == marks


class TestEveryScreen:
    def test_asks_a_stranger_to_sign_in(self, office: Office, number: str) -> None:
        def visits() -> Iterator[tuple[Screen, bool, object]]:
            for screen in SCREENS:
                answer = visit(Client(), screen, number, office)
                sent = answer.get("Location", "").startswith("/office/sign-in")
                asked = answer.status_code == 401 if screen.method == "POST" else sent
                yield screen, asked or screen.stranger == "open", answer.status_code

        assert wrong(visits()) == []

    def test_refuses_a_post_without_the_permission(self, office: Office, number: str) -> None:
        client = client_of(office.idle)

        def visits() -> Iterator[tuple[Screen, bool, object]]:
            for screen in SCREENS:
                if screen.needs:
                    found = visit(client, screen, number, office).status_code
                    yield screen, found == 403, found

        assert wrong(visits()) == []

    def test_opens_for_its_holder_without_inline_script_or_style(self, office: Office, number: str) -> None:
        def visits() -> Iterator[tuple[Screen, bool, object]]:
            for screen in SCREENS:
                answer = visit(client_of(holder(office, screen)), screen, number, office)
                yield screen, answer.status_code == screen.status, answer.status_code
                yield screen, not inline(answer), "carries inline script or style"

        assert wrong(visits()) == []


def inline(answer: HttpResponse) -> bool:
    """Say whether a page carries script or style of its own, or allows any."""
    if "text/html" not in answer.headers.get("Content-Type", ""):
        return False
    page, policy = answer.content.decode(), answer.headers.get("Content-Security-Policy", "")
    return any(part in page for part in INLINE) or "unsafe" in policy or "script-src 'self'" not in policy


INLINE = (" style=", "<style", "<script>", " onclick=", " onload=", "javascript:")
