"""What holds is shown before a report is sent, and never keeps anybody from sending it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make

from minqing.cases import service
from minqing.cases.models import Case


@pytest.fixture
def county(db: None) -> make.County:
    return make.county()


def card(who: make.County, **more: object) -> None:
    today = timezone.localdate()
    service.publish_policy_card(
        title="路灯报修",
        words="路灯坏了打供电所电话，三天内修好。",
        valid_from=today,
        valid_to=today + timedelta(days=30),
        owner_path=make.WATER,
        source="县供电所承诺",
        keywords="路灯",
        actor=who.water_head,
        at=timezone.now(),
        **more,  # type: ignore[arg-type]
    )


def check_step(words: str) -> str:
    data = {"step": "contact", "go": "next", "words": words, "call": "none", "token": "t" * 32}
    return Client().post("/report/139901101203", data).content.decode()


class TestPolicies:
    def test_are_shown_at_the_preview_with_the_way_on_first(self, county: make.County) -> None:
        card(county)

        page = check_step("村口的路灯坏了三天了。")

        assert "这里可能已经有答案" in page
        assert "三天内修好" in page
        assert "照样反映，下一步" in page
        assert not Case.objects.exists()

    def test_are_not_where_nothing_fits(self, county: make.County) -> None:
        card(county)

        page = check_step("自来水又停了。")

        assert "这里可能已经有答案" not in page
        assert "照样反映" not in page
