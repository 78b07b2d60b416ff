"""Scope: prefixes of paths, and a grant that fails closed. The agreement with SQL is tested in tests/directory."""

from hypothesis import given
from hypothesis import strategies as st

from minqing.kernel.access import Actor, Grant, covers, path_range, system_actor
from minqing.kernel.ref import Ref

segments = st.text(alphabet="019az_", min_size=1, max_size=3)
paths = st.lists(segments, min_size=1, max_size=4).map(lambda parts: "/".join(parts) + "/")


class TestCovers:
    def test_does_not_take_1_for_a_prefix_of_12(self) -> None:
        assert not covers("1/", "12/")
        assert covers("1/", "1/2/")

    def test_covers_nothing_without_a_closing_slash(self) -> None:
        assert not covers("", "1/")
        assert not covers("1", "1/")

    @given(prefix=paths, path=paths)
    def test_agrees_with_the_range_that_sql_uses(self, prefix: str, path: str) -> None:
        conditions = dict(path_range("path", prefix).children)

        in_range = conditions["path__gte"] <= path < conditions["path__lt"]

        assert in_range == covers(prefix, path)


class TestActor:
    def test_may_nothing_without_a_grant(self) -> None:
        stranger = Actor(ref=Ref("post", "1"))

        assert not stranger.may("cases.reply", org_path="1/", place_path="1/")

    def test_needs_both_paths_in_one_grant(self) -> None:
        grants = (Grant("cases.reply", "1/water/", "1/101/"), Grant("cases.reply", "1/roads/", "1/102/"))
        clerk = Actor(ref=Ref("post", "1"), grants=grants)

        assert clerk.may("cases.reply", org_path="1/water/supply/", place_path="1/101/203/")
        assert not clerk.may("cases.reply", org_path="1/water/", place_path="1/102/")

    def test_gives_the_system_no_more_than_it_names(self) -> None:
        clock = system_actor("clock", ["cases.tick"], root="139901/")

        assert clock.may("cases.tick", org_path="139901/water/", place_path="139901/101/")
        assert not clock.may("cases.close", org_path="139901/water/", place_path="139901/101/")
