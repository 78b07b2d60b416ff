"""What masked words ask for, and which places they name."""

import pytest
from tests.factories import cases as make

from minqing.cases.understanding.demands import demands_in
from minqing.cases.understanding.places import named_elsewhere
from minqing.territory.records import PlaceView


def village(path: str, name: str) -> PlaceView:
    return PlaceView("", path, "village", name, f"青禾县 清源镇 {name}", "")


PLACES = (
    village("139901/101/003/", "柳河村"),
    village("139901/101/004/", "上柳河村"),
    village("139901/102/001/", "王庄村"),
    village("139901/102/", "柳林镇"),
)


class TestDemandsIn:
    def test_are_the_sentences_that_ask_for_something(self) -> None:
        text = "你好。路灯坏了三天。请尽快修好！老人摔了一跤。什么时候能来人看看？另外，希望把电线也查一查。"

        assert demands_in(text) == ("请尽快修好", "什么时候能来人看看", "希望把电线也查一查")

    def test_lose_the_numbers_at_their_head(self) -> None:
        assert demands_in("1、要求退钱；2、请给个说法") == ("要求退钱", "请给个说法")

    @pytest.mark.parametrize("text", ["", "路灯坏了。", "停水三天了，家里两个老人。", "????"])
    def test_are_none_where_nothing_is_asked_for(self, text: str) -> None:
        assert demands_in(text) == ()

    def test_are_eight_at_most_and_each_once(self) -> None:
        many = "。".join(f"请修第{number}盏灯" for number in range(20))
        assert len(demands_in(many)) == 8
        assert demands_in("请修灯吧。请修灯吧。") == ("请修灯吧",)


class TestNamedElsewhere:
    def test_names_a_place_in_which_the_request_does_not_lie(self) -> None:
        assert named_elsewhere("王庄村口的桥坏了", "139901/101/003/", PLACES) == ("青禾县 清源镇 王庄村",)

    def test_says_nothing_where_words_and_place_agree(self) -> None:
        assert named_elsewhere("柳河村的路灯坏了", "139901/101/003/", PLACES) == ()
        assert named_elsewhere("柳河村的路灯坏了", "139901/101/003/c1/", PLACES) == ()
        assert named_elsewhere("柳林镇没人管", "139901/102/001/", PLACES) == ()

    def test_reads_the_longer_name(self) -> None:
        assert named_elsewhere("上柳河村的路", "139901/101/003/", PLACES) == ("青禾县 清源镇 上柳河村",)

    @pytest.mark.django_db
    def test_looks_in_the_countys_own_list(self) -> None:
        make.county()
        assert named_elsewhere("没有地名", make.VILLAGE) == ()
