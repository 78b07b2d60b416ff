"""Nobody on duty, or a duty nobody does, is in the red bar of every desk; a unit closes when nothing comes to it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.directory import unit
from tests.web.office.seats import Office, client_of

from minqing.directory.models import Alarm, Organisation

pytestmark = pytest.mark.django_db


class TestDutyChannel:
    def test_that_nobody_answers_stands_on_every_desk(self, office: Office, settings: Any) -> None:
        settings.DUTY_PHONE = ""
        who = office.county

        for post in (who.intake, who.water, who.roads, who.verifier, who.overseer, who.grid_worker, office.keeper):
            page = client_of(post).get("/office/desk/").content.decode()

            assert '<div class="alarm" role="alert" id="alarm">' in page
            assert "还没有设置值班电话" in page

    def test_that_lets_an_alarm_wait_stands_on_every_desk_until_it_is_taken_up(
        self, office: Office, settings: Any
    ) -> None:
        settings.DUTY_PHONE = "0319-1100110"
        make.registered(words="楼道里煤气味很大，有人晕倒了")
        Alarm.objects.update(raised_at=timezone.now() - timedelta(minutes=6))
        desks = [client_of(post) for post in (office.county.roads, office.keeper)]

        waiting = [desk.get("/office/desk/").content.decode() for desk in desks]
        desks[1].post(f"/office/duty/{Alarm.objects.get().pk}/take-up")
        after = [desk.get("/office/desk/").content.decode() for desk in desks]

        assert all('id="alarm"' in page for page in waiting)
        assert not any('id="alarm"' in page for page in after)


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
