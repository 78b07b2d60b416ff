"""A duty that nobody does stands in the red bar of every desk; a unit closes when nothing comes to it any more."""

from typing import Any

import pytest
from tests.factories import cases as make
from tests.factories.directory import unit
from tests.web.office.seats import Office, client_of

from minqing.directory.models import Organisation

pytestmark = pytest.mark.django_db


class TestUnmannedDuty:
    def test_stands_in_the_bar_and_leads_whoever_may_mend_it_to_the_table(self, office: Office, settings: Any) -> None:
        settings.DUTY_PHONE = "0319-1100110"
        Organisation.objects.filter(path=make.CHECKS).update(closed_at=make.AT)

        seen = client_of(office.county.water).get("/office/desk/").content.decode()
        mended = client_of(office.keeper).get("/office/routing/").content.decode()

        for page in (seen, mended):
            assert 'role="alert"' in page
            assert "监督：县督查室已经撤销，来了也没有人接。请另外指定负责单位。另外还有 1 处。" in page
        assert "查看负责单位" in mended
        assert "查看负责单位" not in seen

    def test_is_silent_while_somebody_does_each(self, office: Office, settings: Any) -> None:
        settings.DUTY_PHONE = "0319-1100110"

        page = client_of(office.county.water).get("/office/desk/").content.decode()

        assert 'id="alarm"' not in page


class TestCloseUnit:
    def test_says_on_the_page_what_is_left_and_where_it_can_go(self, office: Office) -> None:
        make.dispatched(office.county, to=make.ROADS)
        admin = client_of(make.post(make.CENTRE, "系统管理岗", "尤管理", "directory.manage", org=make.COUNTY))

        offered = admin.get("/office/staff/units").content.decode()
        answer = admin.post("/office/staff/do/close_organisation", {"path": make.ROADS})

        assert "/office/staff/do/close_organisation" in offered
        assert answer.status_code == 422
        for words in ("还有 1 件没有办结的诉求", "派单表里还有 1 行", "请先撤销下级单位和岗位。"):
            assert words in answer.content.decode()

    def test_closes_one_to_which_nothing_comes_any_more(self, office: Office) -> None:
        admin = client_of(make.post(make.CENTRE, "系统管理岗", "尤管理", "directory.manage", org=make.COUNTY))
        unit("archive", "县档案局")

        answer = admin.post("/office/staff/do/close_organisation", {"path": "139901/archive/"}, follow=True)

        assert "县档案局" not in answer.content.decode()
        assert answer.redirect_chain[-1][0] == "/office/staff/units"
