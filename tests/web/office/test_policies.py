"""Pages of policy cards, and the cards beside an answer."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries


def fields(**more: str) -> dict[str, str]:
    today = timezone.localdate()
    return {
        "title": "路灯报修",
        "words": "路灯坏了打供电所电话，三天内修好。",
        "valid_from": today.isoformat(),
        "valid_to": (today + timedelta(days=9)).isoformat(),
        "owner_path": make.WATER,
        "source": "县供电所承诺",
        "keywords": "路灯",
        **more,
    }


def published(office: Office) -> str:
    assert client_of(office.county.water_head).post("/office/policies/new", fields()).status_code == 302
    (card,) = queries.policy_cards(office.county.water_head, at=timezone.now()).items
    return str(card.key)


@pytest.mark.django_db
class TestPolicies:
    def test_are_published_changed_renewed_and_retired(self, office: Office) -> None:
        key, client = published(office), client_of(office.county.water_head)
        assert "临近到期" in client.get("/office/policies/").content.decode()

        client.post(f"/office/policies/{key}/change", fields(words="路灯坏了打电话，两天内修好。"))
        later = (timezone.localdate() + timedelta(days=300)).isoformat()
        client.post(f"/office/policies/{key}/renew", {"valid_to": later})
        page = client.get(f"/office/policies/{key}/").content.decode()
        assert "两天内修好" in page
        assert "三天内修好" in page
        client.post(f"/office/policies/{key}/retire")

        assert "还没有政策明白卡" in client.get("/office/policies/").content.decode()

    def test_keep_what_was_typed_when_refused(self, office: Office) -> None:
        page = client_of(office.county.water_head).post("/office/policies/new", fields(source_url="ftp://x"))

        assert page.status_code == 422
        assert "三天内修好" in page.content.decode()

    def test_stand_beside_an_answer(self, office: Office) -> None:
        published(office)
        made = make.in_hand(office.county, at=timezone.now() - timedelta(hours=3))

        page = client_of(office.county.water).get(f"/office/cases/{made.number}/do/reply/form").content.decode()

        assert "有 1 张相关的政策明白卡" in page
        assert "打供电所电话" in page
