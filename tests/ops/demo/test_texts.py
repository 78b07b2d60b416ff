"""What residents of the demo county write, and what units answer."""

import random

import pytest

from minqing.ops.demo import people, texts


class TestTopics:
    def test_there_are_about_sixty_and_each_has_an_answer(self) -> None:
        found = texts.topics()

        assert len(found) >= 60
        assert len({topic.code for topic in found}) == len(found)
        assert all(topic.done or topic.explain or topic.later for topic in found)

    @pytest.mark.parametrize("topic", texts.topics(), ids=lambda topic: topic.code)
    def test_each_template_expands_without_leftovers(self, topic: texts.Topic) -> None:
        rng = random.Random(topic.code)
        slots = texts.fillers(rng, town=topic.where != "village")

        for template in topic.say + topic.more + topic.ask + topic.done + topic.explain + topic.later:
            text = texts.expand(template, rng, slots)

            assert not set(text) & set("[]{}|")


class TestLetter:
    def test_one_seed_gives_one_text(self) -> None:
        topic = texts.topics()[0]

        first, second = (texts.letter(topic, random.Random(7), town=True) for _ in range(2))

        assert first == second

    def test_three_hundred_letters_are_nearly_all_different(self) -> None:
        rng = random.Random(1)

        letters = [texts.letter(rng.choice(texts.topics()), rng, town=True).words for _ in range(300)]

        assert len(set(letters)) > 280


class TestNames:
    def test_no_name_comes_twice(self) -> None:
        drawn = people.names(random.Random(3))

        assert len({next(drawn) for _ in range(500)}) == 500
