"""The matter catalogue and routing as a whole by program: read, loaded, asked, tried; each address as described."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.exchange.conftest import Caller, system
from tests.factories import cases as make

from minqing.cases import service
from minqing.cases.models import CaseAnswer, TreeVersion

TREE = "大类,中类,小类,代码\n供用水,供水,停水水压,water_supply\n道路,照明,路灯不亮,street_light\n"
LAMP = {"words": "路灯不亮。", "place_path": make.VILLAGE, "matter_number": 132}


def load(caller: Caller, text: str, **how: str) -> tuple[int, dict[str, object]]:
    """Send a tree as the field ``table`` of a form."""
    table = SimpleUploadedFile("tree.csv", text.encode("gb18030"))
    client = Client(headers={"Authorization": f"Bearer {caller.key}"})
    response = client.post("/api/v1/matters/tree/load", {"table": table, **how})
    answer = caller.checked("post", "/matters/tree/load", response)
    return answer.status, answer.body


@pytest.fixture
def keeper(office: make.County) -> Caller:
    """A system that keeps the county's tables."""
    return system("cases.route", "cases.read")


class TestCatalogue:
    def test_is_read_as_a_tree_and_one_by_one(self, hotline: Caller, office: make.County) -> None:
        make.registered(matter_number=132)

        tree = hotline.get("/matters/tree?word=路灯").body
        assert [(top["name"], top["open_requests"]) for top in tree] == [("道路交通", 1)]
        card = hotline.get("/matters/132").body
        assert (card["unit_path"], card["open_requests"], card["questions"]) == (make.ROADS, 1, [])
        assert hotline.get("/matters/999").status == 404
        assert (hotline.get("/matters/versions").body, hotline.get("/matters/versions/1").status) == ([], 404)
        assert hotline.get("/matters/followed").body == []

    def test_is_loaded_after_a_look(self, keeper: Caller, hotline: Caller) -> None:
        status, trial = load(keeper, TREE, dry_run="true")
        assert (status, trial["version"], bool(trial["blocked"])) == (200, 0, True)
        assert load(keeper, TREE)[0] == 422
        status, done = load(keeper, TREE, retire_many="true")
        assert (status, done["version"]) == (200, 1)
        assert len(hotline.get("/matters").body) == 2
        assert hotline.get("/matters/versions/1").body["retired"] == 67
        assert len(hotline.get("/matters/followed").body) == 67
        assert load(hotline, TREE)[0] == 403

    def test_names_wrong_lines_and_writes_nothing(self, keeper: Caller) -> None:
        status, answer = load(keeper, TREE + "道路,照明,,\n", retire_many="true")

        assert status == 200
        assert len(answer["refusals"]) == 1  # type: ignore[arg-type]
        assert not TreeVersion.objects.exists()


class TestAnswers:
    def test_are_sent_with_a_request_and_refused_at_their_question(self, hotline: Caller, office: make.County) -> None:
        at = timezone.now()
        what = {"matter_number": 132, "actor": office.keeper, "at": at}
        service.set_question(code="pole", label="灯杆编号", datatype="string", required=True, **what)  # type: ignore[arg-type]
        service.set_question(
            code="near", label="附近有", datatype="multivaluelist", choices=["a=学校", "b=路口"], **what  # type: ignore[arg-type]
        )  # fmt: skip

        assert [one["code"] for one in hotline.get("/matters/132").body["questions"]] == ["pole", "near"]
        refused = hotline.post("/requests", LAMP)
        assert (refused.status, "answer_pole" in str(refused.body)) == (422, True)
        filed = hotline.post("/requests", LAMP | {"answers": {"pole": "A12", "near": ["a", "b"]}})
        assert filed.status == 201
        assert {row.code: row.text for row in CaseAnswer.objects.all()} == {"pole": "A12", "near": "学校、路口"}


class TestRouting:
    def test_is_drafted_tried_published_and_put_back(self, keeper: Caller, office: make.County) -> None:
        make.registered(matter_number=132, at=timezone.now())
        rows = [f"132:{make.COUNTY}"]
        drafted = keeper.post("/tables/draft_rows", {"rows": rows, "lead_path": make.WATER})
        assert drafted.status == 200

        assert keeper.get("/routing/draft").body["changes"] == 1
        trial = keeper.get("/routing/draft/trial").body
        assert (trial["looked_at"], trial["moved"], len(trial["differences"][0]["numbers"])) == (1, 1, 1)
        assert keeper.post("/tables/publish_draft", {}).status == 200
        assert [one["number"] for one in keeper.get("/routing/versions").body] == [2, 1]
        assert keeper.get("/routing/versions/1").body["lines"][0]["change"] == "set"
        assert keeper.post("/tables/roll_back", {"number": 1}).status == 200
        assert keeper.get("/routing/draft/trial").status == 404
        assert {fault["kind"] for fault in keeper.get("/routing/faults").body} == {"uncovered"}

    def test_is_closed_to_whoever_does_not_keep_it(self, hotline: Caller, stranger: Caller, keeper: Caller) -> None:
        for path in (
            "/routing/faults",
            "/routing/draft",
            "/routing/draft/trial",
            "/routing/versions",
            "/routing/versions/1",
        ):
            assert hotline.get(path).status == 403
            assert stranger.get(path).status == 401
        for path in ("/supervision-gaps/matters", "/supervision-gaps/requests"):
            assert keeper.get(path).status == 403
            assert hotline.get(path).status == 200
