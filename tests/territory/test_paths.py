"""Codes, paths and short names."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing.territory import names, paths
from minqing.territory.names import short_name
from minqing.territory.paths import ancestors, is_code, level_of, parent_code, parent_path, path_of, village_of


@pytest.mark.parametrize("module", [names, paths])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]


class TestCodes:
    @pytest.mark.parametrize(
        ("code", "level", "above", "path"),
        [
            ("130000000000", "province", "", "13/"),
            ("139900000000", "city", "130000000000", "1399/"),
            ("139901000000", "county", "139900000000", "139901/"),
            ("139901101000", "township", "139901000000", "139901/101/"),
            ("139901101203", "village", "139901101000", "139901/101/203/"),
        ],
    )
    def test_tell_level_parent_and_path(self, code: str, level: str, above: str, path: str) -> None:
        assert (level_of(code), parent_code(code), path_of(code)) == (level, above, path)

    @pytest.mark.parametrize(
        "text", ["", "13", "139901000203", "139900101203", "000000000000", "13990110120x", "１３9901101203"]
    )
    def test_refuse_what_is_none(self, text: str) -> None:
        assert not is_code(text)

    @given(st.integers(1, 99), st.integers(1, 99), st.integers(1, 99), st.integers(1, 999), st.integers(1, 999))
    def test_of_a_village_climb_to_its_province(self, a: int, b: int, c: int, d: int, e: int) -> None:
        code = f"{a:02d}{b:02d}{c:02d}{d:03d}{e:03d}"

        chain = [code]
        while parent_code(chain[-1]):
            chain.append(parent_code(chain[-1]))
        assert [level_of(one) for one in chain] == ["village", "township", "county", "city", "province"]
        assert [path_of(one) for one in reversed(chain[:3])] == list(ancestors(path_of(code)))


class TestPaths:
    def test_know_what_lies_above(self) -> None:
        door = "139901/101/203/g003/b2x3y4/h7k2m9/"

        assert ancestors(door)[0] == "139901/"
        assert ancestors(door)[-1] == door
        assert (village_of(door), parent_path(door)) == ("139901/101/203/", "139901/101/203/g003/b2x3y4/")
        assert (village_of("139901/101/"), parent_path("139901/")) == ("", "")


class TestShortName:
    @pytest.mark.parametrize(
        ("official", "short"),
        [
            ("东关村民委员会", "东关村"),
            ("石家庄村民委员会", "石家庄村"),
            ("南街居民委员会", "南街社区"),
            ("领秀城社区居民委员会", "领秀城社区"),
            ("大巫岚村村民委员会", "大巫岚村"),
            ("土坎子村村民委会", "土坎子村"),
            ("高邑镇", "高邑镇"),
            ("村民委员会", "村民委员会"),
            ("柳河村", "柳河村"),
        ],
    )
    def test_says_the_place_as_people_do(self, official: str, short: str) -> None:
        assert short_name(official) == short
