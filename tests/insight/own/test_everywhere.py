"""An own measure is one of all: found by its name, and pivoted."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, text
from tests.web.office.seats import client_of

from minqing.insight import finding
from minqing.insight.own import service
from minqing.insight.pivots.asked import asked_of
from minqing.insight.pivots.queries import measures_to_pivot, pivot
from minqing.kernel.access import Actor

pytestmark = pytest.mark.django_db
KEY = "own.closed_all"


@pytest.fixture
def publisher() -> Actor:
    county = make.county()
    make.closed(county, at=timezone.now() - timedelta(days=2))
    permissions = ("insight.read", "insight.publish", "cases.oversee", "cases.read")
    found = make.post(make.CHECKS, "统计岗", "华统计", *permissions, org=make.COUNTY)
    service.publish_measure(text=text(COUNT, title="办结总账"), actor=found, at=timezone.now())
    return found


class TestOwnMeasure:
    def test_is_found_by_its_name_and_its_sounds_and_leads_to_its_page(self, publisher: Actor) -> None:
        for words in ("办结总账", "bjzz"):
            (found,) = finding.names_found(publisher, words, groups=("measures",), size=5).measures.items
            assert found.key == KEY

        assert f"/office/measures/{KEY}/" in client_of(publisher).get("/office/search/?q=办结总账").content.decode()

    def test_is_pivoted(self, publisher: Actor) -> None:
        today = timezone.localdate()
        days = f"from={today - timedelta(days=20)}&to={today}"
        query = QueryDict(f"m={KEY}&rows=month&{days}")

        found = pivot(publisher, asked_of({name: query.getlist(name) for name in query}, today), at=timezone.now())

        assert KEY in {one.key for one in measures_to_pivot()}
        assert KEY in str(found)
