"""Which doors have nobody to call, and which cards do not hang yet: the county's list, and one village's doors."""

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.directory import service as directory
from minqing.territory import service

pytestmark = pytest.mark.django_db


@pytest.fixture
def doors(office: Office) -> list[str]:
    """Two doors of a village with cards; one has a contact, and its card hangs."""
    who = {"actor": office.keeper, "at": timezone.now()}
    paths = [service.register_household(parent_path=make.VILLAGE, name=name, **who).path for name in ("9号", "12号")]
    cards = service.issue_cards(village_path=make.VILLAGE, **who)
    posted = next(card for card in cards if card.household_path == paths[0])
    service.mark_posted(code=posted.code, **who)
    post = office.county.grid_worker.ref.id
    directory.appoint(post_id=post, role="household_contact", place_path=paths[0], **who)
    return paths


@pytest.fixture
def keeper(office: Office) -> Client:
    """Whoever issues cards."""
    return client_of(office.keeper)


class TestContacts:
    def test_lists_villages_that_lack_something(self, keeper: Client, doors: list[str]) -> None:
        page = keeper.get("/office/places/contacts").content.decode()

        assert f'href="/office/places/contacts/{make.VILLAGE}">1</a>' in page
        assert "没有连心人的门户" in page

    def test_leaves_as_a_file(self, keeper: Client, doors: list[str]) -> None:
        lines = keeper.get("/office/places/contacts?as=csv").content.decode("utf-8-sig").splitlines()

        assert f"{make.VILLAGE},清源镇,柳河村,2,2,1,1,1" in lines

    def test_is_led_to_from_the_list_of_places(self, keeper: Client, doors: list[str]) -> None:
        assert 'href="/office/places/contacts"' in keeper.get("/office/places/").content.decode()


class TestGaps:
    def test_lists_the_doors_and_leads_to_naming_somebody(self, keeper: Client, doors: list[str]) -> None:
        page = keeper.get(f"/office/places/contacts/{make.VILLAGE}").content.decode()

        assert "12号" in page
        assert "9号" not in page
        assert f'href="/office/places/appoint/{doors[1]}"' in page

    def test_is_hidden_where_the_post_issues_no_cards(self, keeper: Client, office: Office, doors: list[str]) -> None:
        elsewhere = make.post(make.ROADS, "发码岗", "华发码", "territory.issue_cards", place=make.OTHER_VILLAGE)

        assert client_of(elsewhere).get(f"/office/places/contacts/{make.VILLAGE}").status_code == 404
        assert keeper.get("/office/places/contacts/139901/101/").status_code == 404
