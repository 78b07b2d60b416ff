"""The panel of earlier requests that may be the same: who sees it, its one click, and comparing telephones."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.kernel.access import Actor

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
PHONE = "13800001234"


@pytest.fixture
def matcher(office: Office) -> Actor:
    """An intake clerk who may look for the same matter."""
    return make.post(make.CENTRE, "比对岗", "何比对", *make.INTAKE, "vault.same_matter")


class TestPanel:
    def test_offers_each_by_one_click_that_fills_declining(self, office: Office) -> None:
        earlier, made = make.registered(), make.registered()
        client = client_of(office.county.intake)

        page = client.get(f"/office/cases/{made.number}/").content.decode()
        form = client.get(f"/office/cases/{made.number}/do/decline/form?same_as={earlier.number}", headers=HTMX)

        assert f'data-same="{earlier.number}"' in page
        assert f'value="{earlier.number}"' in form.content.decode()
        assert re.search(r'value="same_matter"[^>]*checked', form.content.decode())
        assert "比对电话" not in page  # this clerk may not

    def test_offers_one_that_has_left_for_reading_only(self, office: Office) -> None:
        closed = make.closed(office.county, at=timezone.now() - timedelta(days=5))
        made = make.registered(at=timezone.now())

        page = client_of(office.county.intake).get(f"/office/cases/{made.number}/").content.decode()

        assert f'href="/office/cases/{closed.number}/"' in page
        assert f'data-same="{closed.number}"' not in page

    def test_declines_as_filled(self, office: Office) -> None:
        earlier, made = make.registered(), make.registered()
        sent = {"reason": "same_matter", "same_as": earlier.number, "words": "已经在办，一并处理。"}

        client_of(office.county.intake).post(f"/office/cases/{made.number}/do/decline", sent)

        assert (make.row(made.number).state, make.row(made.number).same_as) == ("declined", earlier.number)

    def test_is_not_for_a_handling_unit(self, office: Office) -> None:
        make.registered()
        made = make.in_hand(office.county)

        page = client_of(office.county.water).get(f"/office/cases/{made.number}/").content.decode()

        assert 'id="case-same"' not in page


class TestCompare:
    def test_marks_the_same_telephone_without_showing_it(self, office: Office, matcher: Actor) -> None:
        make.registered(phone=PHONE)
        made = make.registered(phone=PHONE)
        client = client_of(matcher)

        assert "比对电话" in client.get(f"/office/cases/{made.number}/").content.decode()
        drawn = client.post(f"/office/cases/{made.number}/same-telephone", headers=HTMX).content.decode()
        whole = client.post(f"/office/cases/{made.number}/same-telephone").content.decode()

        for page in (drawn, whole):
            assert "同一个电话" in page
            assert PHONE not in page
        assert "其中 1 件来自同一个电话" in drawn

    def test_says_when_there_is_none(self, office: Office, matcher: Actor) -> None:
        make.registered(phone="13900005678")
        made = make.registered(phone=PHONE)

        drawn = client_of(matcher).post(f"/office/cases/{made.number}/same-telephone", headers=HTMX)

        assert "没有来自同一个电话的" in drawn.content.decode()
