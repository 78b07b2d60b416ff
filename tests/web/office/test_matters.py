"""Pages of the matter catalogue: the tree, loading one, one matter, successors, and what a form asks."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service
from minqing.cases.models import CaseAnswer, TreeVersion

TREE = """大类,中类,小类,小类代码
供用水,供水,停水水压,water_supply
道路,照明,路灯不亮,street_light
道路,照明,灯杆歪斜,R9
"""
AT = make.AT


def sent(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("tree.csv", text.encode("gb18030"), content_type="text/csv")


def file_one(office: Office, **more: object) -> dict[str, object]:
    """What a clerk posts who files about a street lamp."""
    plain = {"channel": "counter", "words": "路灯不亮。", "place": make.VILLAGE, "submission_token": "t1"}
    return plain | {"matter_number": "132"} | more


@pytest.mark.django_db
class TestTree:
    def test_shows_what_is_open_and_leads_to_it(self, office: Office) -> None:
        make.registered(matter_number=132)
        client = client_of(office.county.intake)

        page = client.get("/office/matters/").content.decode()
        assert "道路交通" in page
        assert "queue=all&amp;matter=132" in page
        assert "导入目录" not in page
        found = client.get("/office/matters/?q=ld").content.decode()
        assert "路灯不亮" in found
        assert "没有找到事项" in client.get("/office/matters/?q=没有这事").content.decode()
        assert "停水水压" not in client.get("/office/matters/?only=open").content.decode()

    def test_gives_a_file_that_can_be_loaded_again(self, office: Office) -> None:
        client = client_of(office.keeper)
        text = client.get("/office/matters/?as=csv").content.decode()

        page = client.post("/office/matters/load", {"table": sent(text.lstrip("\ufeff"))}).content.decode()
        assert "不会有变化" in page
        assert "发布这个目录" not in page

    def test_counts_its_queries_whatever_its_size(self, office: Office, django_assert_max_num_queries: object) -> None:
        client = client_of(office.county.intake)
        client.get("/office/matters/")
        with django_assert_max_num_queries(40):  # type: ignore[operator]
            client.get("/office/matters/")


@pytest.mark.django_db
class TestLoad:
    def test_shows_first_and_publishes_when_told_so(self, office: Office) -> None:
        make.registered(matter_number=101)
        make.registered(matter_number=201)
        client = client_of(office.keeper)

        look = client.post("/office/matters/load", {"table": sent(TREE)}).content.decode()
        assert "灯杆歪斜" in look
        assert "欠薪" in look
        assert not TreeVersion.objects.exists()
        packed = re.search(r'name="packed" value="([^"]+)"', look)
        assert packed
        refused = client.post("/office/matters/load", {"packed": packed.group(1), "sure": "1"})
        assert refused.status_code == 422
        done = client.post("/office/matters/load", {"packed": packed.group(1), "sure": "1", "many": "1"}, follow=True)

        assert done.redirect_chain[-1][0] == "/office/matters/earlier/"
        assert "目录第 1 版已生效" in done.content.decode()
        assert "欠薪" in done.content.decode()
        assert "灯杆歪斜" in client.get("/office/matters/versions/1/").content.decode()
        assert "第 1 版" in client.get("/office/matters/").content.decode()

    def test_names_each_wrong_line_and_publishes_nothing(self, office: Office) -> None:
        answer = client_of(office.keeper).post("/office/matters/load", {"table": sent(TREE + "道路,照明,,\n")})

        assert answer.status_code == 422
        assert "第 5 行" in answer.content.decode()
        assert "发布这个目录" not in answer.content.decode()

    @pytest.mark.parametrize("data", [{}, {"packed": "old"}, {"table": sent("名称\n路灯\n")}])
    def test_refuses_what_is_no_tree(self, office: Office, data: dict[str, object]) -> None:
        assert client_of(office.keeper).post("/office/matters/load", data).status_code == 422

    def test_lets_one_follow_another(self, office: Office) -> None:
        made = make.registered(matter_number=201)
        client = client_of(office.keeper)
        service.import_matters(data=TREE.encode(), actor=office.keeper, at=AT, retire_many=True)

        assert "欠薪" in client.get("/office/matters/earlier/").content.decode()
        done = client.post("/office/matters/201/follow", {"after": "101"}, follow=True).content.decode()

        assert "未结的已经转到新事项" in done
        assert make.row(made.number).matter == 101
        assert client.post("/office/matters/201/follow", {"after": "x"}).status_code == 422
        assert "由这个事项接替" in client.get("/office/matters/201/").content.decode()


@pytest.mark.django_db
class TestMatter:
    def test_is_described_on_its_page(self, office: Office) -> None:
        client = client_of(office.keeper)
        client.post("/office/matters/132/do/set_duties", {"duties": "维护路灯｜城市道路照明条例第九条"})
        client.post(
            "/office/matters/132/do/describe_matter",
            {"evidence": "照片", "evidence_why": "看清哪一盏", "not_of_grid": "on"},
        )
        client.post(
            "/office/matters/132/do/set_question",
            {"label": "灯杆编号", "code": "pole", "datatype": "string", "help": "牌子在杆上"},
        )

        page = client.get("/office/matters/132/").content.decode()
        for words in ("城市道路照明条例第九条", "看清哪一盏", "不得要求网格承担", "灯杆编号", "牌子在杆上", "县交通局"):
            assert words in page
        assert "灯杆编号" in client.get("/office/matters/132/do/set_question?code=pole").content.decode()
        assert client.get("/office/matters/132/do/set_question?code=none").status_code == 404
        client.post("/office/matters/132/do/set_question?code=pole", {"label": "杆号", "datatype": "string"})
        assert [one.label for one in queries.questions_of(132)] == ["杆号"]
        client.post("/office/matters/132/questions/pole/end")
        assert queries.questions_of(132) == ()

    def test_keeps_what_was_typed_when_it_is_refused(self, office: Office) -> None:
        answer = client_of(office.keeper).post("/office/matters/132/do/set_duties", {"duties": "维护路灯"})

        assert answer.status_code == 422
        assert "没有写依据" in answer.content.decode()
        assert "维护路灯" in answer.content.decode()


@pytest.mark.django_db
class TestAskingAtTheCounter:
    def ask(self, office: Office) -> None:
        what = {"matter_number": 132, "actor": office.keeper, "at": AT}
        service.set_question(code="pole", label="灯杆编号", datatype="string", required=True, **what)  # type: ignore[arg-type]
        service.set_question(
            code="near", label="附近有", datatype="multivaluelist", choices=["school=学校", "road=路口"], **what
        )  # type: ignore[arg-type]

    def test_shows_what_a_matter_asks_with_the_first_press_and_loses_nothing(self, office: Office) -> None:
        self.ask(office)
        client = client_of(office.county.intake)
        first = client.post("/office/file/", file_one(office))

        page = first.content.decode()
        assert first.status_code == 422
        assert "还没有提交" in page
        assert "路灯不亮。" in page
        assert 'name="answer_pole"' in page
        again = client.post("/office/file/", file_one(office, asked="132"))
        assert again.status_code == 422
        done = client.post(
            "/office/file/", file_one(office, asked="132", answer_pole="A12", answer_near=["road", "school"])
        )
        assert done.status_code == 302
        kept = {row.code: row.text for row in CaseAnswer.objects.all()}
        assert kept == {"pole": "A12", "near": "路口、学校"}

    def test_brings_the_questions_when_a_matter_is_chosen(self, office: Office) -> None:
        self.ask(office)
        client = client_of(office.county.intake)

        piece = client.get("/office/file/questions?matter_number=132").content.decode()
        assert "灯杆编号" in piece
        assert 'name="asked" value="132"' in piece
        assert "灯杆编号" not in client.get("/office/file/questions?matter_number=x").content.decode()

    def test_says_what_may_be_brought(self, office: Office) -> None:
        service.describe_matter(
            matter_number=132, evidence="照片", evidence_why="看清哪一盏", actor=office.keeper, at=AT
        )
        piece = client_of(office.county.intake).get("/office/file/questions?matter_number=132").content.decode()

        assert "可以带，不带也行" in piece
        assert "看清哪一盏" in piece

    def test_shows_the_answers_on_the_request_and_its_paper(self, office: Office) -> None:
        self.ask(office)
        made = make.registered(matter_number=132, answers={"pole": "A12", "near": ["road"]})
        client = client_of(office.county.intake)

        for address in (f"/office/cases/{made.number}/", f"/office/cases/{made.number}/print"):
            page = client.get(address).content.decode()
            assert "灯杆编号" in page
            assert "A12" in page
