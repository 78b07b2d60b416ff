"""Phone, paper, counter and grid worker are as good a way in as the code at the door (guardrail G16)."""

from dataclasses import dataclass

import pytest
from tests.factories import cases as make

from minqing.cases.codes import Channel

PUBLIC = frozenset({Channel.QR, Channel.WEB})


@pytest.fixture
def who(db: None) -> make.County:
    return make.county()


@dataclass(frozen=True)
class Turn:
    """What decides when a request is looked at: its promise, its stage's clock, its place in the queue."""

    due: object
    stage: object
    burns: object
    turn: object


@pytest.mark.django_db
class TestEqualChannels:
    def test_every_way_in_gets_the_same_clock_and_place_in_the_queue(self, who: make.County) -> None:
        clerk = make.post(make.CENTRE, "窗口岗", "尤窗口", "cases.file", org=make.COUNTY)
        turns = set()
        for channel in Channel:
            by = None if channel in PUBLIC else clerk
            case = make.row(make.registered(channel=channel.name.lower(), actor=by).number)
            turns.add(Turn(case.due_at, case.stage_due_at, case.burns_at, case.turn))

        assert len(turns) == 1

    def test_a_request_without_a_phone_waits_no_longer(self, who: make.County) -> None:
        one, other = (make.row(make.registered(phone=phone).number) for phone in ("", "13800001234"))

        assert (one.due_at, one.stage_due_at, one.burns_at) == (other.due_at, other.stage_due_at, other.burns_at)
