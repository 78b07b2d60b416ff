"""Units at work together, on the pages: parts in the lead's form, colleagues to hand to, who stands in."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import service

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def shared(office: Office) -> str:
    """A request in the water bureau's hands that the roads help with."""
    now = timezone.now()
    made = make.in_hand(office.county, at=now - 5 * HOUR)
    service.ask_part(
        number=made.number, actor=office.county.water, at=now - 2 * HOUR, part_path=make.ROADS, words="移走杆子。"
    )
    return made.number


class TestTheLeadsForm:
    def test_begins_with_the_parts_and_asks_for_a_missing_one_only_while_it_is(self, office: Office) -> None:
        number = shared(office)
        client = client_of(office.county.water)
        waiting = client.get(f"/office/cases/{number}/do/reply/form").content.decode()
        assert 'name="without_parts"' in waiting
        service.answer_part(number=number, actor=office.county.roads, at=timezone.now() - HOUR, words="杆子已移走。")

        given = client.get(f"/office/cases/{number}/do/reply/form").content.decode()

        assert 'name="without_parts"' not in given
        assert "县交通局：杆子已移走。" in given

    def test_offers_only_who_owes_a_part_to_be_let_off(self, office: Office) -> None:
        number = shared(office)

        form = client_of(office.county.water).get(f"/office/cases/{number}/do/take_back_part/form").content.decode()

        assert f'value="{make.ROADS}"' in form
        assert f'value="{make.CHECKS}"' not in form

    def test_offers_the_units_own_posts_to_hand_to(self, office: Office) -> None:
        number = shared(office)

        form = client_of(office.county.water).get(f"/office/cases/{number}/do/hand_to/form").content.decode()

        assert "县水务局 负责人" in form
        assert "县交通局 经办岗" not in form.partition("verb-form")[2].partition("case-parts")[0]


class TestTheLists:
    def test_show_a_part_on_either_side(self, office: Office) -> None:
        number = shared(office)

        ours = client_of(office.county.roads).get("/office/parts/").content.decode()
        asked = client_of(office.county.water).get("/office/parts/?of=asked").content.decode()

        assert number in ours
        assert "移走杆子。" in ours
        assert number in asked
        assert "县交通局" in asked
        assert "没有等着交的协办" in client_of(office.county.water).get("/office/parts/").content.decode()

    def test_show_the_load_of_a_unit_as_a_page_and_as_a_file(self, office: Office) -> None:
        shared(office)
        client = client_of(office.county.water_head)

        assert "经办岗" in client.get("/office/load/").content.decode()
        assert client.get("/office/load/?as=csv")["Content-Type"].startswith("text/csv")


class TestStandingIn:
    def test_is_named_and_ended_on_the_posts_own_page(self, office: Office) -> None:
        post, head = office.county.water.ref.id, office.county.water_head.ref.id
        client, today = client_of(office.county.water), timezone.now().date()
        days = {"from_on": today.isoformat(), "until_on": (today + timedelta(days=3)).isoformat()}

        sent = client.post(f"/office/staff/posts/{post}/stand-in", {"by_post_id": head, **days})

        assert sent.status_code == 302
        page = client.get(f"/office/staff/posts/{post}/").content.decode()
        assert "县水务局 负责人" in page
        end = page.partition(f"/office/staff/posts/{post}/stand-in/")[2].partition("/end")[0]
        assert client.post(f"/office/staff/posts/{post}/stand-in/{end}/end").status_code == 302
        assert "没有代理，由本岗办理。" in client.get(f"/office/staff/posts/{post}/").content.decode()
