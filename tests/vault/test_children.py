"""What is masked besides where a request is about a child, and what must stay readable so that somebody can help."""

import pytest

from minqing.vault.masking import mask

# (sentence, what must be gone, what must still be there)
SENTENCES = [
    ("女儿欣怡在城关小学三年级二班被同学欺负。", ["欣怡", "城关小学", "三年级二班"], ["女儿", "被同学欺负"]),
    ("孩子叫田雨桐，在清源小学三年级2班", ["田雨桐", "清源小学", "2班"], ["孩子叫"]),
    ("我儿子小宇2016年3月5日出生，上柳河幼儿园大二班", ["小宇", "3月5日", "柳河幼儿园", "大二班"], ["我儿子", "出生"]),
    ("孙子乐乐被老师打了，乐乐现在不敢去上学", ["乐乐"], ["被老师打了", "不敢去上学"]),
    ("我今年十岁，读五年级(3)班，爸爸打我", ["五年级(3)班"], ["十岁", "爸爸打我"]),
    ("小名豆豆，在县实验小学就读", ["豆豆", "县实验小学"], ["就读"]),
    ("我是清源中学初二(5)班的学生，学校天天补课", ["清源中学", "初二(5)班"], ["天天补课"]),
    ("孩子生日是2017年1月2日，打疫苗打错了", ["1月2日"], ["打疫苗打错了"]),
    ("孩子2018年出生的，户口还没上", ["2018"], ["户口还没上"]),
    ("城关小学门口没有斑马线，孩子过马路危险。", [], ["城关小学门口没有斑马线"]),
    ("孩子成长环境不好，健康受影响", [], ["孩子成长环境不好，健康受影响"]),
    ("班车3班车不准时，学生放学没人管", [], ["3班车", "学生放学没人管"]),
    ("三年级的学生都没课本", [], ["三年级的学生都没课本"]),
]


class TestWhatIsMaskedForAChild:
    @pytest.mark.parametrize(("text", "gone", "kept"), SENTENCES)
    def test_goes_and_the_matter_stays(self, text: str, gone: list[str], kept: list[str]) -> None:
        masked = mask(text, child=True).text

        assert [piece for piece in gone if piece in masked] == []
        assert [piece for piece in kept if piece not in masked] == []

    def test_is_readable_in_other_requests(self) -> None:
        assert "清源小学三年级2班" in mask("孩子在清源小学三年级2班").text

    @pytest.mark.parametrize("text", [text for text, _gone, _kept in SENTENCES])
    def test_changes_nothing_when_masked_again(self, text: str) -> None:
        once = mask(text, child=True).text

        assert mask(once, child=True).text == once
