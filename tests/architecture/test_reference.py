"""The generated pages are those that the code would print today."""

import pytest

from minqing.ops.reference import write_reference


class TestGeneratedReference:
    @pytest.mark.django_db
    def test_is_up_to_date(self) -> None:
        assert write_reference(check=True) == []
