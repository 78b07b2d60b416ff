"""A head lets a clerk's post back whose press was a mistake, or takes one off; on the page of the post."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import service
from minqing.directory import queries as directory
from minqing.kernel.access import Actor
from minqing.ledger.deliveries import run_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def head(office: Office) -> Actor:
    """The head of the water bureau, who may take posts off a matter and let them back."""
    return make.post(make.WATER, "分管领导", "尤分管", *make.HANDLES, "directory.recuse")


def off(actor: Actor) -> frozenset[str]:
    return directory.actor_for_post(actor.ref.id).recused


class TestRecusals:
    def test_are_ended_by_a_press(self, office: Office, head: Actor) -> None:
        made = make.in_hand(office.county)
        water = office.county.water
        service.recuse_self(number=made.number, actor=water, at=timezone.now(), ground="kinship")
        client = client_of(head)

        page = client.get(f"/office/staff/posts/{water.ref.id}/").content.decode()
        address = re.search(r'action="([^"]+/recusals/[^"]+/end)"', page)
        assert made.number in page
        assert address

        assert client.post(address[1]).status_code == 302
        assert off(water) == frozenset()
        assert client_of(water).get(f"/office/cases/{made.number}/").status_code == 200

    def test_take_a_post_off_by_the_requests_number(self, office: Office, head: Actor) -> None:
        made = make.in_hand(office.county, at=timezone.now() - timedelta(days=1))
        water = office.county.water
        address = f"/office/staff/posts/{water.ref.id}/recuse"

        answer = client_of(head).post(address, {"number": made.number, "ground": "kinship"})
        while run_due(timezone.now()):
            pass

        assert answer.status_code == 302
        assert len(off(water)) == 1
        assert make.row(made.number).holder == ""
        assert "回避" in client_of(head).get(f"/office/cases/{made.number}/").content.decode()

    def test_refuse_a_number_out_of_reach(self, office: Office, head: Actor) -> None:
        made = make.dispatched(office.county, to=make.ROADS)
        address = f"/office/staff/posts/{office.county.water.ref.id}/recuse"

        answer = client_of(head).post(address, {"number": made.number, "ground": "kinship"})

        assert answer.status_code == 422
        assert off(office.county.water) == frozenset()

    def test_are_not_ended_by_the_post_itself(self, office: Office, head: Actor) -> None:
        made = make.in_hand(office.county)
        service.recuse_self(number=made.number, actor=head, at=timezone.now(), ground="kinship")
        client = client_of(head)

        page = client.get(f"/office/staff/posts/{head.ref.id}/").content.decode()

        assert "正在回避的诉求" in page
        assert "解除回避" not in page

    def test_are_not_shown_to_a_neighbour(self, office: Office, head: Actor) -> None:
        made = make.in_hand(office.county)
        service.recuse_self(number=made.number, actor=office.county.water, at=timezone.now(), ground="kinship")
        neighbour = make.post(make.ROADS, "分管领导", "郝分管", "cases.read", "directory.recuse")

        page = client_of(neighbour).get(f"/office/staff/posts/{office.county.water.ref.id}/").content.decode()

        assert "正在回避的诉求" not in page
