"""Pages of the directory: posts with their people, units, accounts, roles."""

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.directory import queries as directory
from minqing.directory import service as directory_service

pytestmark = pytest.mark.django_db


class TestStaff:
    def test_opens_a_post_for_a_person_chosen_by_name(self, office: Office) -> None:
        sent = {"organisation_path": make.WATER, "title": "供水股经办", "person_id": office.county.roads.person}

        answer = client_of(office.keeper).post("/office/staff/do/open_post", sent)

        assert answer.status_code == 302
        assert "供水股经办" in {post.title for post in directory.posts_in(make.WATER)}

    def test_gives_and_withdraws_a_role(self, office: Office) -> None:
        client, post = client_of(office.grants), office.idle.ref.id
        sent = {"role": "handler", "org_path": make.ROADS, "place_path": make.COUNTY}

        given = client.post(f"/office/staff/posts/{post}/do/give_role", sent)
        grant = directory.grants_of(post)[0]
        client.post(f"/office/staff/posts/{post}/grants/{grant.id}/withdraw")

        assert given.status_code == 302
        assert grant.id not in {one.id for one in directory.grants_of(post)}

    def test_lists_colleagues_by_unit_and_hands_out_all_of_them(self, office: Office) -> None:
        for number in range(55):
            directory_service.open_post(
                organisation_path=make.ROADS, title=f"养护岗{number}", actor=office.keeper, at=make.AT
            )
        client = client_of(office.keeper)

        page = client.get("/office/staff/").content.decode()
        sheet = client.get("/office/staff/?as=csv&text=养护岗").content.decode()

        assert "下一页" in page
        assert sheet.count("养护岗") == 55
        units = [post.org_path for post in directory.staff().items]
        assert units == sorted(units)
        titles = [post.title for post in directory.staff("养护岗").items]
        assert titles == sorted(titles)

    def test_shows_the_accounts_to_the_auditor_without_a_button(self, office: Office) -> None:
        auditor = make.post(make.CENTRE, "审计岗", "秦审计", "directory.audit")
        found = client_of(auditor).get("/office/staff/accounts?text=秦审计").content.decode()

        assert "秦审计" in found.split('<table class="stack">')[1]
        assert "重设初始密码" not in found
        assert "开通账号" not in found

    def test_offers_no_page_that_would_be_refused(self, office: Office) -> None:
        page = client_of(office.county.water).get("/office/staff/").content.decode()

        assert "/office/staff/accounts" not in page

    def test_says_whose_password_is_set(self, office: Office) -> None:
        client_of(office.county.water)  # the county's logins are opened as they are needed
        account = directory.accounts(office.accounts)[0]

        page = client_of(office.accounts).get(f"/office/staff/accounts/{account.id}/set_password").content.decode()

        assert f"{account.person_name} · {account.login}" in page

    def test_names_units_and_places_and_shows_no_path(self, office: Office) -> None:
        post = office.county.water.ref.id

        page = client_of(office.grants).get(f"/office/staff/posts/{post}/").content.decode()

        assert "青禾县" in page
        assert make.WATER not in page

    def test_refuses_a_role_to_whoever_only_opens_posts(self, office: Office) -> None:
        sent = {"role": "handler", "org_path": make.ROADS, "place_path": make.COUNTY}

        answer = client_of(office.keeper).post(f"/office/staff/posts/{office.idle.ref.id}/do/give_role", sent)

        assert answer.status_code in {403, 404, 422}
        assert directory.grants_of(office.idle.ref.id) == []
