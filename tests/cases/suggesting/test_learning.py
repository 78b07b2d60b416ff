"""What is learnt from labelled texts, told with its reason, and how well it would do."""

import random

import pytest

from minqing.cases.suggesting.evaluating import evaluate, folds, macro_f1
from minqing.cases.suggesting.grams import grams, rarities, vector
from minqing.cases.suggesting.learning import learn

LAMP = ("村口路灯不亮了", "巷子里的路灯坏了三天", "路灯晚上不亮，老人走路怕摔", "西巷两盏路灯一直不亮")
WATER = ("家里停水两天了", "自来水又停了，没人通知", "三楼没有水，水压太小", "停水停了一上午")
ROAD = ("门口的路坑坑洼洼", "路面塌了个坑", "大车把路压坏了", "下雨天路上全是泥坑")
TEXTS = [*LAMP, *WATER, *ROAD]
LABELS = ["路灯"] * 4 + ["停水"] * 4 + ["道路"] * 4


class TestGrams:
    def test_are_runs_of_one_to_three_letters_without_spaces(self) -> None:
        assert grams("路 灯亮") == {"路": 1, "灯": 1, "亮": 1, "路灯": 1, "灯亮": 1, "路灯亮": 1}

    def test_are_counted_in_small_letters(self) -> None:
        assert grams("AA")["a"] == 2

    def test_weigh_more_the_fewer_texts_hold_them(self) -> None:
        tells = rarities([grams("路灯"), grams("路面")])
        assert tells["灯"] > tells["路"]

    def test_make_a_vector_of_length_one(self) -> None:
        counted = grams("路灯不亮")
        assert sum(value * value for _gram, value in vector(counted, rarities([counted]))) == pytest.approx(1)


class TestSuggest:
    def test_names_the_likeliest_first_with_its_reason(self) -> None:
        first, *others = learn(TEXTS, LABELS).suggest("东头的路灯又坏了")

        assert first.label == "路灯"
        assert "路灯" in "".join(first.because)
        assert {one.label for one in others} == {"停水", "道路"}

    def test_gives_reasons_that_stand_in_the_text(self) -> None:
        text = "停水了，自来水一滴没有"
        assert all(run in text for run in learn(TEXTS, LABELS).suggest(text)[0].because)

    def test_says_nothing_of_a_text_it_knows_nothing_of(self) -> None:
        assert learn(TEXTS, LABELS).suggest("Ω") == []
        assert learn(TEXTS, LABELS).suggest("") == []

    def test_is_the_same_for_the_same_texts(self) -> None:
        assert learn(TEXTS, LABELS) == learn(TEXTS, LABELS)

    def test_needs_two_labels(self) -> None:
        with pytest.raises(ValueError, match="two labels"):
            learn(LAMP, ["路灯"] * 4)


class TestEvaluate:
    def test_tells_each_text_by_a_model_that_has_not_seen_it(self) -> None:
        """A label of one text can never be told; where texts say their label, all others are."""
        found = evaluate([*TEXTS, "狗"], [*LABELS, "养犬"])

        assert found.texts == 13
        assert found.labels == 4
        assert found.top1 <= found.top3 < 13

    def test_finds_nothing_in_texts_that_say_nothing(self) -> None:
        dealing = random.Random(7)
        texts = ["".join(dealing.choices("甲乙丙丁戊己庚辛", k=12)) for _ in range(200)]
        labels = [dealing.choice("一二三四") for _ in texts]

        assert evaluate(texts, labels).macro_f1 < 0.4

    def test_deals_each_label_evenly(self) -> None:
        dealt = folds(["a"] * 10 + ["b"] * 5)

        assert sorted(number for fold in dealt for number in fold) == list(range(15))
        assert all(sum(number < 10 for number in fold) == 2 for fold in dealt)

    def test_macro_f1_is_the_mean_over_labels(self) -> None:
        assert macro_f1(["a", "a", "b", "c"], ["a", "b", "b", "b"]) == pytest.approx((2 / 3 + 2 / 4 + 0) / 3)
