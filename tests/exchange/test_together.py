"""What several units do together, by program: each list with something on it, for whoever the page is for."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from tests.cases.test_disputes import disputed
from tests.cases.test_parts import shared
from tests.cases.test_tabling import sent_back
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make
from tests.factories.directory import AT as SETUP_AT
from tests.factories.directory import founder

from minqing.directory import service as directory

TOWN = "139901/qingyuan/"
TOPIC = {"title": "路灯总坏", "matter_number": 132, "place_path": make.VILLAGE, "root_cause": "电缆老化。"}


@pytest.fixture
def overseer(office: make.County) -> Caller:
    """A system of the county's supervision."""
    return system("cases.supervise", "cases.oversee", "cases.read")


def numbers(answer: Any) -> list[str]:
    """The requests on a page of a list."""
    return [one["number"] for one in answer.body["items"]]


class TestParts:
    def test_are_those_of_the_callers_unit(self, office: make.County, hotline: Caller) -> None:
        number = shared(office)
        roads, water = (system("cases.handle", "cases.acknowledge", path=path) for path in (make.ROADS, make.WATER))

        assert numbers(roads.get("/parts")) == numbers(water.get("/parts?of=asked")) == [number]
        assert numbers(roads.get("/parts?of=asked")) == numbers(water.get("/parts")) == []
        assert roads.get("/parts").body["items"][0]["part"]["state"] == "asked"
        assert hotline.get("/parts").status == 403
        assert roads.get("/parts?of=theirs").status == 422


class TestDisputes:
    def test_wait_for_the_arbiter_alone(self, office: make.County, overseer: Caller) -> None:
        number = disputed(office)

        assert numbers(overseer.get("/disputes")) == [number]
        assert (
            overseer.post(f"/cases/{number}/decide_dispute", {"lead_path": make.WATER, "words": "归水务局。"}).status
            == 200
        )
        assert numbers(overseer.get("/disputes")) == []
        assert system("cases.oversee").get("/disputes").status == 403


class TestTheMeetingList:
    def test_holds_what_waits_and_what_was_decided(self, office: make.County, overseer: Caller) -> None:
        number = sent_back(office, 3)

        assert numbers(overseer.get("/meeting")) == [number]
        decided = {"meeting": "县政府第12次常务会议", "words": "换整条线路。", "lead_path": make.ROADS}
        decided["due_on"] = str(timezone.localdate() + timedelta(days=20))
        assert overseer.post(f"/cases/{number}/record_decision", decided).status == 200
        assert numbers(overseer.get("/meeting")) == []
        assert numbers(overseer.get("/meeting?decided=true")) == [number]
        assert system("cases.oversee").get("/meeting").status == 403


class TestCalls:
    def test_are_seen_from_both_sides_and_by_oversight(self, office: make.County, overseer: Caller) -> None:
        directory.open_organisation(
            key="qingyuan", name="清源镇", parent_path="139901/", kind="township", place_path="139901/101/",
            actor=founder(), at=SETUP_AT,
        )  # fmt: skip
        town, roads = system("cases.call", path=TOWN), system("cases.acknowledge", path=make.ROADS)
        call = {"place_path": make.VILLAGE, "unit_paths": [make.ROADS], "words": "请到现场。", "matter_number": 132}

        assert town.post("/calls/call_units", call).status == 200

        (seen,) = roads.get("/calls").body["items"]
        assert (seen["words"], seen["units"][0]["may"]) == ("请到现场。", ["report_in"])
        report = {"unit_id": seen["units"][0]["id"], "words": "已到现场。"}
        assert roads.post("/calls/report_in", report).status == 200
        (made,) = town.get("/calls?side=made").body["items"]
        assert made["units"][0]["may"] == ["judge_unit"]
        assert len(overseer.get("/calls?side=all").body["items"]) == 1
        assert roads.get("/calls?side=made").status == roads.get("/calls?side=all").status == 403


class TestSupervision:
    def test_is_listed_by_side_and_step(self, office: make.County, overseer: Caller) -> None:
        water = system("cases.handle", path=make.WATER)
        asked = {"unit_path": make.WATER, "step": "order", "words": "请书面说明。"}
        assert overseer.post("/supervision/open_supervision", asked).status == 200

        assert {one["step"]: one["open"] for one in overseer.get("/supervision/counts").body} == {
            1: 0,
            2: 1,
            3: 0,
            4: 0,
        }
        assert len(overseer.get("/supervision?step=2").body["items"]) == 1
        assert overseer.get("/supervision?step=3").body["items"] == []
        (ours,) = water.get("/supervision?side=ours").body["items"]
        assert ours["may"] == ["answer_step"]
        assert water.post("/supervision/answer_step", {"item_id": ours["id"], "words": "已办。"}).status == 200
        assert water.get("/supervision").status == water.get("/supervision/counts").status == 403


class TestLoad:
    def test_counts_what_lies_with_whom(self, office: make.County, overseer: Caller) -> None:
        make.in_hand(office)

        (line,) = overseer.get("/load").body

        assert (line["unit_name"], line["open"], sum(line["ages"])) == ("县水务局", 1, 1)
        assert system("cases.read").get("/load").status == 403


class TestTopics:
    def test_lead_from_a_gathering_to_their_end(self, office: make.County, overseer: Caller) -> None:
        made = [make.registered(words=f"路灯坏了，第{n}次", matter_number=132, at=timezone.now()) for n in range(5)]
        (gathering,) = overseer.get("/topics/gatherings").body
        assert (gathering["matter"], gathering["requests"]) == (132, 5)
        day = str(timezone.localdate() + timedelta(days=20))

        opened = overseer.post("/tables/open_topic", TOPIC | {"owner_path": make.ROADS, "finish_on": day})

        assert opened.status == 200
        (topic,) = overseer.get("/topics").body
        assert (topic["title"], topic["requests"], topic["members"]) == ("路灯总坏", 5, [])
        held = overseer.get(f"/topics/{topic['number']}").body["members"]
        assert {one["number"] for one in held} == {one.number for one in made}
        assert overseer.get("/topics/gatherings").body == []
        assert overseer.get("/topics/99").status == 404
        assert system("cases.read").get("/topics").status == 403


class TestStandIns:
    def test_are_listed_at_the_post(self, office: make.County, hotline: Caller) -> None:
        post, other = office.water.ref.id, office.water_head.ref.id
        day = str(timezone.localdate())
        named = {"post_id": str(post), "by_post_id": str(other), "from_on": day, "until_on": day}

        assert system("directory.recuse").post("/directory/name_stand_in", named).status == 200

        (one,) = hotline.get(f"/posts/{post}/stand-ins").body
        assert (one["from_on"], one["until_on"]) == (day, day)
        assert system().get(f"/posts/{post}/stand-ins").status == 403
