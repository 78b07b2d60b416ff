"""What the tests of the office share."""

import pytest
from django.core.cache import cache
from tests.web.office.seats import Office, make_office


@pytest.fixture(autouse=True)
def _forget_lists() -> None:
    cache.clear()


@pytest.fixture
def office(db: None) -> Office:
    """The county, set up, with posts for the tables."""
    return make_office()
