"""The page of a request: what its resident said in rating stands there for oversight alone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service

pytestmark = pytest.mark.django_db


class TestRatings:
    def test_stand_on_the_page_of_oversight_alone(self, office: Office) -> None:
        made = make.closed(office.county, at=timezone.now() - timedelta(days=3))
        token = queries.receipt_page(made.receipt, at=timezone.now()).rating.token
        how = {"contacted": False, "solved": "no", "satisfied": False, "comment": "修了又坏，找13800001234问过。"}
        service.rate_case(token=token, at=timezone.now(), **how)

        page = client_of(office.county.overseer).get(f"/office/cases/{made.number}/").content.decode()
        assert "群众评价时说的" in page
        assert "修了又坏" in page
        assert "13800001234" not in page

        for actor in (office.county.water, office.county.water_head, office.county.intake):
            page = client_of(actor).get(f"/office/cases/{made.number}/").content.decode()
            assert 'id="case-ratings"' not in page
            assert "修了又坏" not in page
