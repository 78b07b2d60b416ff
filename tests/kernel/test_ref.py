"""References."""

import pytest

from minqing.kernel.ref import Ref


class TestRef:
    def test_reads_itself_back(self) -> None:
        assert Ref.parse(str(Ref("place", "139901/101/"))) == Ref("place", "139901/101/")

    @pytest.mark.parametrize("text", ["", "case", ":1", "case:"])
    def test_refuses_what_names_nothing(self, text: str) -> None:
        with pytest.raises(ValueError, match="not a reference"):
            Ref.parse(text)
