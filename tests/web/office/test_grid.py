"""The grid worker's pages and what her telephone sends: without network it is kept there, here it comes once."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image
from tests.factories import cases as make
from tests.factories.directory import unit
from tests.web.office.seats import Office, client_of

from minqing.cases.catalogue.describing import describe_matter
from minqing.cases.grid_list import not_asked_of_the_grid
from minqing.cases.models import Case
from minqing.directory import service as directory
from minqing.kernel.access import system_actor
from minqing.territory import service as territory
from minqing.territory.models import Card
from minqing.vault.models import Photo

pytestmark = pytest.mark.django_db

TOKEN = "made-on-the-telephone-1"
ROOT = "139901/"


def sent(**changes: object) -> dict[str, object]:
    """What a telephone sends."""
    return {"words": "第三盏路灯不亮了", "place": make.VILLAGE, "submission_token": TOKEN} | changes


def picture(name: str = "photo.jpg") -> SimpleUploadedFile:
    """A photo."""
    held = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(held, "JPEG")
    return SimpleUploadedFile(name, held.getvalue(), "image/jpeg")


def doors(count: int = 2) -> list[str]:
    """A cell with a lane and some doors; the first door's card is posted."""
    who = system_actor("setup", ("territory.manage", "territory.issue_cards", "directory.manage"), root=ROOT)
    now = timezone.now()
    cell = territory.draw_grid_cell(village_path=make.VILLAGE, name="第1网格", actor=who, at=now)
    lane = territory.register_building(parent_path=cell.path, name="西巷", actor=who, at=now)
    found = [
        territory.register_household(parent_path=lane.path, name=f"{n}号", actor=who, at=now).path
        for n in range(1, count + 1)
    ]
    card = territory.issue_card(village_path=make.VILLAGE, household_path=found[0], actor=who, at=now)
    territory.mark_posted(code=card.code, actor=who, at=now)
    return found


@pytest.fixture
def worker(office: Office) -> Client:
    """The browser of the village's grid worker."""
    return client_of(office.county.grid_worker)


class TestToday:
    def test_is_where_a_grid_worker_begins_and_nobody_else(self, office: Office, worker: Client) -> None:
        assert worker.get("/office/")["Location"] == "/office/grid/"
        assert client_of(office.county.intake).get("/office/")["Location"] == "/office/desk/?queue=intake"

    def test_shows_what_came_in_and_what_is_missing_at_the_doors(self, office: Office, worker: Client) -> None:
        doors()
        made = make.registered(at=timezone.now(), words="自来水断了两天")
        held = client_of(make.post(make.CENTRE, "片区岗", "尤片区", "cases.file", "cases.read", place=make.VILLAGE))

        page = held.get("/office/grid/").content.decode()

        assert made.number in page
        assert "码没张贴：1 户" in page
        assert "没有连心人：2 户" in page
        assert made.number not in worker.get("/office/grid/").content.decode(), "her township is no party of it"

    def test_stays_within_its_queries_however_many_doors(self, office: Office, worker: Client) -> None:
        doors(2)
        worker.get("/office/grid/")
        with CaptureQueriesContext(connection) as few:
            worker.get("/office/grid/doors/")
        who = system_actor("setup", ("territory.manage",), root=ROOT)
        lane = re.search(r"139901/\S+?/b\w+/", worker.get("/office/grid/report/").content.decode())
        assert lane is not None
        for n in range(10, 20):
            territory.register_household(parent_path=lane[0], name=f"{n}号", actor=who, at=timezone.now())
        with CaptureQueriesContext(connection) as many:
            worker.get("/office/grid/doors/")

        assert len(many) == len(few)

    def test_tells_a_wide_post_where_to_look(self, office: Office) -> None:
        assert "您的岗位管的不止一个村" in client_of(office.county.intake).get("/office/grid/").content.decode()


class TestDoors:
    def test_says_of_each_door_whether_its_card_hangs_and_who_is_named(self, office: Office, worker: Client) -> None:
        first, second = doors()
        who = system_actor("setup", ("directory.manage",), root=ROOT)
        post = str(office.county.grid_worker.ref.id)
        at = timezone.now()
        directory.appoint(post_id=post, role="household_contact", place_path=second, actor=who, at=at)

        page = worker.get("/office/grid/doors/").content.decode()

        lines = re.findall(r"<li>(.*?)</li>", page.split('class="grid-doors"')[1])
        assert "1号" in lines[0]
        assert "已张贴" in lines[0]
        assert "没有连心人" in lines[0]
        assert "没有码" in lines[1]
        assert "没有连心人" not in lines[1]
        assert f"place={first}" in page


class TestReport:
    def test_takes_it_in_without_script(self, worker: Client) -> None:
        answer = worker.post("/office/grid/report/", sent())

        assert answer["Location"] == "/office/file/done"
        assert Case.objects.get().number in worker.get("/office/file/done").content.decode()

    def test_keeps_what_was_typed_when_it_is_refused(self, worker: Client) -> None:
        answer = worker.post("/office/grid/report/", sent(place="", words="井盖碎了"))

        assert answer.status_code == 422
        assert "井盖碎了" in answer.content.decode()

    def test_knows_the_door_from_its_card(self, worker: Client) -> None:
        doors()
        worker.post("/office/grid/send", sent(place="", card=Card.objects.get().code.lower()))

        assert Case.objects.get().place_path.startswith(make.VILLAGE)

    def test_lets_a_photo_stand_for_words(self, worker: Client) -> None:
        answer = worker.post("/office/grid/send", sent(words="", matter_number="132", photos=picture()))

        assert answer.status_code == 200
        assert "路灯不亮，见照片。" in Case.objects.get().title


class TestSend:
    def test_gives_number_and_receipt(self, worker: Client) -> None:
        said = worker.post("/office/grid/send", sent(photos=picture())).json()

        case = Case.objects.get()
        assert said["number"] == case.number
        assert len(said["receipt"]) == 17
        assert said["again"] is False
        assert case.on_behalf
        assert Photo.objects.count() == 1

    def test_takes_the_same_report_once_however_often_it_is_sent(self, worker: Client) -> None:
        first = worker.post("/office/grid/send", sent(photos=picture())).json()
        again = worker.post("/office/grid/send", sent(photos=picture())).json()

        assert (again["number"], again["receipt"], again["again"]) == (first["number"], first["receipt"], True)
        assert Case.objects.count() == 1
        assert Photo.objects.count() == 1

    def test_says_that_it_came_before_with_other_words(self, worker: Client) -> None:
        first = worker.post("/office/grid/send", sent()).json()

        answer = worker.post("/office/grid/send", sent(words="另一件事"))

        assert answer.status_code == 409
        assert first["number"] in answer.json()["message"]
        assert Case.objects.count() == 1

    def test_says_which_photo_was_refused_and_takes_nothing(self, worker: Client) -> None:
        broken = SimpleUploadedFile("two.jpg", b"no picture", "image/jpeg")

        answer = worker.post("/office/grid/send", sent(photos=[picture(), broken]))

        assert answer.status_code == 422
        assert answer.json()["field"] == "photos"
        assert answer.json()["message"].startswith("第 2 张照片：")
        assert Case.objects.count() == 0

    def test_refuses_a_secret_paper_by_its_name(self, worker: Client) -> None:
        answer = worker.post("/office/grid/send", sent(photos=picture("机密★1年.jpg")))

        assert answer.status_code == 422
        assert Case.objects.count() == 0

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"place": ""}, "place"),
            ({"words": "  "}, "words"),
            ({"card": "XXXX"}, "card"),
            ({"place": "139901/nowhere/"}, "place_path"),
            ({"submission_token": "short"}, "submission_token"),
        ],
    )
    def test_says_which_part_is_wrong(self, worker: Client, changes: dict[str, str], field: str) -> None:
        answer = worker.post("/office/grid/send", sent(**changes))

        assert answer.status_code == 422
        assert answer.json()["field"] == field
        assert Case.objects.count() == 0

    def test_refuses_a_place_of_somebody_else(self, worker: Client) -> None:
        answer = worker.post("/office/grid/send", sent(place=make.COUNTY))

        assert answer.status_code == 403
        assert Case.objects.count() == 0

    def test_asks_to_sign_in_when_the_session_ended(self) -> None:
        assert Client().post("/office/grid/send", sent()).status_code == 401


class TestState:
    def test_gives_each_account_its_own_key_and_always_the_same(self, office: Office, worker: Client) -> None:
        other = client_of(office.county.intake)

        mine, again, hers = (one.get("/office/grid/state").json() for one in (worker, worker, other))

        assert (mine["account"], mine["key"]) == (again["account"], again["key"])
        assert mine["key"] != hers["key"]
        assert mine["account"] != hers["account"]
        assert len(mine["key"]) == 64

    def test_is_kept_nowhere(self, worker: Client) -> None:
        assert "no-store" in worker.get("/office/grid/state")["Cache-Control"]

    def test_gives_a_stranger_nothing(self) -> None:
        assert Client().get("/office/grid/state").status_code == 302


class TestApp:
    def test_can_be_installed(self) -> None:
        said = Client().get("/office/grid/manifest.webmanifest").json()

        assert said["start_url"] == "/office/grid/"
        assert said["display"] == "standalone"
        assert {icon["sizes"] for icon in said["icons"]} == {"192x192", "512x512"}

    def test_keeps_the_policy_and_names_only_files_that_are_there(self) -> None:
        answer = Client().get("/office/grid/worker.js")

        setup = json.loads(re.match(r"const SETUP = (.*);\n", answer.content.decode())[1])  # type: ignore[index]
        assert answer["Content-Type"].startswith("text/javascript")
        assert "script-src 'self'" in answer["Content-Security-Policy"]
        assert "'unsafe" not in answer["Content-Security-Policy"]
        assert setup["pages"][0] == "/office/grid/"
        assert all(Client().get(one).status_code == 200 for one in setup["files"] if one.startswith("/static/grid/"))


class TestMatters:
    def test_names_what_may_not_be_asked_with_its_source(self, worker: Client) -> None:
        page = worker.get("/office/grid/matters/").content.decode()

        assert len(not_asked_of_the_grid()) >= 8
        assert all(one.what in page and one.source in page for one in not_asked_of_the_grid())
        assert "路灯不亮" in page
        assert "目录里标明" not in page

    def test_names_the_matters_that_the_catalogue_marks(self, office: Office, worker: Client) -> None:
        describe_matter(matter_number=151, not_of_grid=True, actor=office.keeper, at=timezone.now())

        page = worker.get("/office/grid/matters/").content.decode()

        assert "目录里标明" in page
        assert "<b>违法建设</b></li>" in page


class TestHandedDown:
    def test_is_listed_for_all_and_kept_by_whoever_keeps_routing(self, office: Office, worker: Client) -> None:
        unit(key="qingyuan", name="清源镇人民政府", place_path="139901/101/")
        keeper = client_of(office.keeper)
        typed = {
            "matter_number": "132",
            "township_path": "139901/qingyuan/",
            "from_path": make.ROADS,
            "task": "村内路灯换灯泡",
            "law": "履行职责事项清单第三十一项",
            "money_yuan": "60000",
            "staff": "1",
        }

        bare = keeper.post("/office/grid/handed-down/new", typed | {"law": ""})
        done = keeper.post("/office/grid/handed-down/new", typed)

        assert bare.status_code == 422
        assert "村内路灯换灯泡" in bare.content.decode()
        assert done.status_code == 302
        page = worker.get("/office/grid/handed-down/").content.decode()
        assert "60,000" in page
        assert "下放一项任务" not in page
        assert "村内路灯换灯泡" in worker.get("/office/grid/handed-down/?as=csv").content.decode("utf-8-sig")
        assert "村内路灯换灯泡" not in worker.get("/office/grid/handed-down/?state=ended").content.decode()
