"""Stories of the demo county: in order, in office hours, in season."""

import random
from datetime import date, timedelta

import pytest

from minqing.kernel.times import at_local, day_of
from minqing.ops.demo.officehours import OfficeHours
from minqing.ops.demo.seasons import window
from minqing.ops.demo.story import Story, Storyteller
from minqing.rulebook.calendar import Calendar

NOW = at_local(date(2026, 11, 24), 15)
STAFF = {"intake", "unit", "head", "verifier", "closer", "dispatcher", "overseer"}


@pytest.fixture(scope="module")
def stories() -> list[Story]:
    rng = random.Random(4)
    teller = Storyteller(
        rng,
        OfficeHours(Calendar(years=frozenset({2025, 2026})), rng),
        window(NOW, 200),
        {"housing": "bounces", "water_supply": "hollow", "water": "late"},
    )
    return teller.stories(800)


class TestStories:
    def test_each_story_goes_forward_and_ends_before_now(self, stories: list[Story]) -> None:
        for story in stories:
            moments = [story.at, *(step.at for step in story.steps)]

            assert moments == sorted(moments)
            assert moments[-1] <= NOW

    def test_staff_act_on_weekdays_but_for_danger(self, stories: list[Story]) -> None:
        for story in stories:
            acts = [step for step in story.steps if step.who in STAFF]
            if not story.topic.danger:
                assert all(day_of(step.at).weekday() < 5 for step in acts)

    def test_some_of_the_last_weeks_lie_past_their_promise(self, stories: list[Story]) -> None:
        left_lying = [
            story
            for story in stories
            if NOW - timedelta(days=21) < story.at < NOW - timedelta(days=9)
            and story.steps
            and story.steps[-1].verb in {"acknowledge", "contact", "supervise"}
        ]

        assert left_lying

    def test_some_of_the_last_weeks_stand_still(self, stories: list[Story]) -> None:
        assert [
            story for story in stories if [step.verb for step in story.steps[-2:]] == ["suspend", "decide_extension"]
        ]

    def test_the_newest_stories_are_still_open(self, stories: list[Story]) -> None:
        newest = [story for story in stories if story.at > NOW - timedelta(days=1)]

        assert newest
        assert not any(step.verb == "close" for story in newest for step in story.steps)

    def test_one_unit_bounces_and_one_is_contradicted(self, stories: list[Story]) -> None:
        def share(unit: str, verb: str) -> float:
            mine = [story for story in stories if story.topic.unit == unit]
            return sum(any(step.verb == verb for step in story.steps) for story in mine) / len(mine)

        assert share("housing", "return_case") > 4 * share("roads", "return_case")
        assert share("water_supply", "reopen_by_resident") > share("roads", "reopen_by_resident")

    def test_the_flood_week_is_full_of_water(self, stories: list[Story]) -> None:
        span = window(NOW, 200)
        wet = [story for story in stories if span.in_flood(story.at)]

        assert len(wet) > 2 * len(stories) / 200 * 7 * 0.8
        assert sum(story.topic.season == "flood" for story in wet) > len(wet) / 2

    def test_silence_is_common(self, stories: list[Story]) -> None:
        closed = [story for story in stories if any(step.verb == "close" for step in story.steps)]
        rated = [story for story in closed if any(step.verb == "rate" for step in story.steps)]

        assert 0.3 < len(rated) / len(closed) < 0.7


class TestOfficeHours:
    def test_counts_on_over_a_weekend(self) -> None:
        hours = OfficeHours(Calendar(years=frozenset({2026})), random.Random(1))
        friday_evening = at_local(date(2026, 11, 20), 16, 30)

        assert hours.after(friday_evening, 2) == at_local(date(2026, 11, 23), 9, 30)
