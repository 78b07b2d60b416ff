"""What a page may load is said on every answer, and the same on all but one."""

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
