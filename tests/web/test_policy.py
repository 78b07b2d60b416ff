"""What a page may load, and who may keep it, is said on every answer."""

import pytest
from csp.utils import build_policy
from django.test import Client

HEADER = "Content-Security-Policy"


class TestPolicy:
    def test_is_the_one_of_the_settings(self, db: None) -> None:
        for path in ("/", "/office/", "/no-such-page"):
            assert Client().get(path).headers[HEADER] == build_policy()

    def test_lets_the_page_that_describes_the_api_style_itself(self, db: None) -> None:
        said = Client().get("/api/v1/docs").headers[HEADER].split(";")
        policy = dict(directive.strip().split(" ", 1) for directive in said if directive.strip())

        assert policy["style-src"] == "'self' 'unsafe-inline'"
        assert policy["script-src"] == "'self'"


class TestKeeping:
    @pytest.mark.django_db
    @pytest.mark.parametrize("path", ["/office/sign-in", "/office/board/", "/api/v1/pivot", "/api/v1/measures"])
    def test_no_cache_between_keeps_what_the_office_and_the_api_answer(self, client: Client, path: str) -> None:
        said = client.get(path)["Cache-Control"]

        assert "private" in said
        assert "no-cache" in said or "no-store" in said
        assert "public" not in said

    @pytest.mark.django_db
    def test_is_what_the_view_says_where_it_says_something(self, client: Client) -> None:
        assert client.get("/figures/")["Cache-Control"] == "no-store"
