"""The invented county that the tests of requests share."""

import pytest
from tests.factories import cases as make


@pytest.fixture
def who(db: None) -> make.County:
    """The county, set up."""
    return make.county()
