"""Units are found by the names that people use."""

import pytest
from tests.factories import directory as make

from minqing.directory.queries import unit_named_in, units_called

NAMES = {
    "water": "青禾县水务局",
    "housing": "住房和城乡建设局",
    "labour": "人力资源和社会保障局",
    "police": "县公安局",
    "town": "清源镇人民政府",
    "liuhe": "柳河村民委员会",
    "lights": "路灯管理所",
}


@pytest.fixture(autouse=True)
def _units(db: None) -> None:
    for key, name in NAMES.items():
        make.unit(key, name)


class TestUnitsCalled:
    @pytest.mark.parametrize(
        ("said", "name"),
        [
            ("水务局", "青禾县水务局"),
            ("青禾县水务局", "青禾县水务局"),
            ("水务局的人", "青禾县水务局"),
            ("县水务局", "青禾县水务局"),
            ("住建局", "住房和城乡建设局"),
            ("人社局", "人力资源和社会保障局"),
            ("公安", "县公安局"),
            ("柳河村委会", "柳河村民委员会"),
            ("清源镇政府", "清源镇人民政府"),
        ],
    )
    def test_finds_the_one_that_is_meant(self, said: str, name: str) -> None:
        assert [unit.name for unit in units_called(said)] == [name]

    def test_offers_several_where_several_fit(self) -> None:
        make.unit("lights2", "东区路灯管理所")

        assert {unit.name for unit in units_called("路灯管理")} == {"路灯管理所", "东区路灯管理所"}

    @pytest.mark.parametrize("said", ["", "局", "县", "外星人管理处", "甲乙局"])
    def test_finds_nothing_where_nothing_fits(self, said: str) -> None:
        assert units_called(said) == []


class TestUnitNamedIn:
    @pytest.mark.parametrize(
        ("words", "name"),
        [
            ("水务局的人收钱不办事", "青禾县水务局"),
            ("我去住建局问了三次", "住房和城乡建设局"),
            ("柳河村委会把低保给了亲戚", "柳河村民委员会"),
            ("清源镇干部骂人", "清源镇人民政府"),
        ],
    )
    def test_finds_the_unit(self, words: str, name: str) -> None:
        found = unit_named_in(words)

        assert found is not None
        assert found.name == name

    @pytest.mark.parametrize("words", ["清源镇的路灯坏了", "柳河村水管爆了", "结局很好", "局"])
    def test_takes_a_place_for_no_unit(self, words: str) -> None:
        assert unit_named_in(words) is None
