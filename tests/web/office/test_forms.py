"""Forms of the office: what is wrong stands at the head and at its field, and nobody types what the system knows."""

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import service

pytestmark = pytest.mark.django_db


class TestARefusedForm:
    def test_names_each_field_at_its_head_with_the_way_to_it(self, office: Office) -> None:
        sent = {"name": "", "key": "gongdian"}

        page = client_of(office.keeper).post("/office/staff/do/open_organisation", sent).content.decode()

        assert "打过的字都还在" in page
        assert '<li><a href="#id_name">名称</a> 这一项不能空着。' in page
        assert 'value="gongdian"' in page

    def test_leads_to_the_first_of_several_buttons(self, office: Office) -> None:
        made = make.in_hand(office.county)

        answer = client_of(office.county.water).post(f"/office/cases/{made.number}/do/suspend", {"words": "等配件"})

        page = answer.content.decode()
        assert '<a href="#id_reason_0">' in page
        assert 'id="id_reason_0"' in page
        assert "等配件" in page


class TestTheVerbsForm:
    def test_asks_for_the_matter_where_nobody_knows_it(self, office: Office) -> None:
        made = make.registered(words="想问一件事，不知道该找谁。")

        form = client_of(office.county.intake).get(f"/office/cases/{made.number}/do/accept/form").content.decode()

        label = form.split('<label for="id_matter_number">')[1].split("</label>")[0]
        assert "可以不填" not in label

    def test_lets_helping_units_be_ticked(self, office: Office) -> None:
        made = make.registered(matter_number=132)
        service.accept(number=made.number, actor=office.county.intake, at=make.AT)

        form = client_of(office.county.intake).get(f"/office/cases/{made.number}/do/dispatch/form").content.decode()

        assert f'type="checkbox" name="co_paths" value="{make.WATER}"' in form

    def test_puts_the_emergency_service_first_where_life_is_in_danger(self, office: Office) -> None:
        made = make.registered(words="楼道里煤气味很大，有人晕倒了")

        page = client_of(office.county.intake).get(f"/office/cases/{made.number}/").content.decode()

        assert page.index('data-verb="divert"') < page.index('data-verb="accept')

    def test_offers_places_by_name_to_whoever_names_who_answers(self, office: Office) -> None:
        page = client_of(office.keeper).get(f"/office/staff/posts/{office.county.water.ref.id}/do/appoint")

        assert f'name="place_path" value="{make.VILLAGE}"' in page.content.decode()

    def test_says_what_closing_an_account_means_before_its_button(self, office: Office) -> None:
        address = f"/office/staff/accounts/{office.county.water.person}/close_account"

        page = client_of(office.accounts).get(address).content.decode()

        assert page.index("停用后不能再用它登录") < page.index('<button class="btn main">停用账号')
