"""Wrong codes are counted in one place, whichever process and page meets them."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from tests.factories.directory import AT

from minqing.directory import service
from minqing.directory.models import LoginThrottle
from minqing.directory.service.signing_in import WrongCredentials
from minqing.kernel.addresses import client_address
from minqing.kernel.errors import TooMany

ADDRESS = "203.0.113.7"


def guess(times: int, address: str = ADDRESS) -> None:
    for _each in range(times):
        service.count_guess(address=address, at=AT)


@pytest.mark.django_db
class TestRefuseGuessing:
    def test_refuses_after_the_free_ones_and_not_one_before(self) -> None:
        guess(service.WRONG_CODES - 1)
        service.refuse_guessing(address=ADDRESS, at=AT)

        guess(1)

        with pytest.raises(TooMany) as refused:
            service.refuse_guessing(address=ADDRESS, at=AT + timedelta(seconds=18))

        assert refused.value.wait == 42, "the first block lasts a minute"

    def test_holds_in_a_process_that_has_counted_nothing_itself(self) -> None:
        guess(service.WRONG_CODES)
        cache.clear()

        with pytest.raises(TooMany):
            service.refuse_guessing(address=ADDRESS, at=AT)

    def test_lets_the_neighbour_and_the_next_hour_in(self) -> None:
        guess(service.WRONG_CODES)

        service.refuse_guessing(address="203.0.113.8", at=AT)
        service.refuse_guessing(address=ADDRESS, at=AT + timedelta(hours=1))

    def test_does_not_keep_anybody_from_signing_in(self) -> None:
        guess(service.WRONG_CODES)

        with pytest.raises(WrongCredentials):
            service.authenticate(login="nobody", password="x" * 12, address=ADDRESS, at=AT)

    def test_keeps_no_address(self) -> None:
        guess(1)

        assert ADDRESS not in str(list(LoginThrottle.objects.values()))


class TestClientAddress:
    def test_believes_a_proxy_only_where_one_is_declared(self, settings: Any) -> None:
        meta = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.9"}

        settings.BEHIND_PROXY = False
        assert client_address(meta) == "10.0.0.1"
        settings.BEHIND_PROXY = True
        assert client_address(meta) == "203.0.113.9"
        assert client_address({"REMOTE_ADDR": "10.0.0.1"}) == "10.0.0.1"
