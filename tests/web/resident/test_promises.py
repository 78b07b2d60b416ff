"""What a resident can hold the county to is printed from the rules in force."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate, now
from tests.factories import cases as make

from minqing.rulebook import service as rulebook


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


class TestPromises:
    def test_are_the_rules_in_force_with_their_source(self, client: Client, county: make.County) -> None:
        page = client.get("/promises/").content.decode()

        for words in ("5 个工作日", "HL-04", "济南市12345", "不得打击报复", "行政复议", "12348"):
            assert words in page
        assert "/promises/" in client.get("/").content.decode()

    def test_change_with_the_rule_and_not_before(self, client: Client, county: make.County) -> None:
        tomorrow = localdate() + timedelta(days=1)
        rulebook.set_rule(rule_id="HL-04", value=4, effective_from=localdate(), actor=county.keeper, at=now())
        rulebook.set_rule(rule_id="MQ-ACCEPT", value=9, effective_from=tomorrow, actor=county.keeper, at=now())

        page = client.get("/promises/").content.decode()

        assert "<b>4 个工作日</b>" in page
        assert "<b>9 个工作日</b>" not in page

    def test_are_none_where_no_rule_is_loaded(self, client: Client, db: None) -> None:
        page = client.get("/promises/")

        assert page.status_code == 200
        assert "HL-04" not in page.content.decode()
