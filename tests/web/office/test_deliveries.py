"""What could not be sent: listed with its last error, and tried again by a button."""

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.ledger.deliveries import delivery_counts
from minqing.ledger.models import Delivery

pytestmark = pytest.mark.django_db


class TestDeadLetters:
    def test_are_tried_again_by_their_button(self, office: Office) -> None:
        make.registered()
        Delivery.objects.update(
            state=Delivery.DEAD, attempts=12, last_error="网关没有回应", not_before=timezone.now(), lease=None
        )
        client = client_of(office.keeper)
        page = client.get("/office/deliveries/").content.decode()
        (first, *others) = Delivery.objects.values_list("pk", flat=True)

        assert "网关没有回应" in page
        assert f'action="/office/deliveries/{first}/retry"' in page
        client.post(f"/office/deliveries/{first}/retry")

        assert (delivery_counts()["owed"], delivery_counts()["dead"]) == (1, len(others))
        assert f"/office/deliveries/{first}/retry" not in client.get("/office/deliveries/").content.decode()
