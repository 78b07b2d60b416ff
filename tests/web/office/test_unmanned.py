"""A duty that nobody does stands in the red bar of every desk."""

from typing import Any

import pytest
from tests.factories import cases as make
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
            assert "监督：县督查室已经撤销，来了也没有人接。" in page
            assert "另外还有 1 处。" in page
        assert "查看负责单位" in mended
        assert "查看负责单位" not in seen

    def test_is_silent_while_somebody_does_each(self, office: Office, settings: Any) -> None:
        settings.DUTY_PHONE = "0319-1100110"

        page = client_of(office.county.water).get("/office/desk/").content.decode()

        assert 'id="alarm"' not in page
