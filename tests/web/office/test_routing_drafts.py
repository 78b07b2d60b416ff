"""Pages of routing drafts, versions, trials, rulings and gaps in supervision."""

import pytest
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service

AT = make.AT
LAMP = f"132:{make.COUNTY}"
SET = {"action": "set", "rows": [LAMP], "lead_path": make.WATER, "rule_id": "HL-04"}


@pytest.mark.django_db
class TestDraft:
    def test_is_worked_out_tried_published_and_put_back(self, office: Office) -> None:
        made = make.registered(matter_number=132, at=make.AT)
        client = client_of(office.keeper)
        assert "还没有改动" in client.get("/office/routing/draft/").content.decode()

        page = client.post("/office/routing/draft/rows", SET, follow=True).content.decode()
        assert "改动 1 条" in page
        assert "县水务局" in page
        assert client.get("/office/routing/draft/try").status_code == 200
        client.post("/office/routing/draft/publish", {"note": "归口"})

        versions = client.get("/office/routing/versions/").content.decode()
        assert "归口" in versions
        assert "改动前留存" in versions
        assert "县交通局" in client.get("/office/routing/versions/1/").content.decode()
        client.post("/office/routing/versions/1/back", {"note": "退回"})
        rows = {row.matter_number: row.lead_path for row in queries.routing_rows()}
        assert rows[132] == make.ROADS
        assert "就是现在用的派单表" in client.get("/office/routing/versions/3/").content.decode()
        assert made.number

    def test_trial_names_what_the_reader_may_open_and_leaves_as_a_file(self, office: Office) -> None:
        from django.utils import timezone

        made = make.registered(matter_number=132, at=timezone.now())
        reader = make.post(make.CENTRE, "派单岗", "贾派单", "cases.route", "cases.read", org=make.COUNTY)
        client = client_of(reader)
        client.post("/office/routing/draft/rows", SET)

        page = client.get("/office/routing/draft/try").content.decode()
        assert made.number in page
        assert "来了 1 件诉求，其中 1 件会派给别的单位" in page
        assert made.number in client.get("/office/routing/draft/try?as=csv").content.decode()
        assert made.number not in client_of(office.keeper).get("/office/routing/draft/try").content.decode()

    def test_new_rows_for_matters_without_one_and_for_a_place(self, office: Office) -> None:
        client = client_of(office.keeper)
        client.post("/office/routing/draft/rows", SET | {"rows": [f"201:{make.COUNTY}"]})
        client.post("/office/routing/draft/rows", SET | {"rows": [], "matters": ["0"], "place_path": "139901/101/"})
        view = queries.draft_view()

        assert view
        assert {line.key for line in view.lines if line.change} == {f"201:{make.COUNTY}", "0:139901/101/"}
        assert "欠薪" in client.get("/office/routing/draft/?q=欠薪").content.decode()
        client.post("/office/routing/draft/rows", {"action": "undo", "rows": [f"201:{make.COUNTY}"]})
        client.post("/office/routing/draft/rows", {"action": "end", "rows": [LAMP]})
        assert "停用" in client.get("/office/routing/draft/?q=路灯").content.decode()
        assert client.post("/office/routing/draft/drop", follow=True).status_code == 200
        assert queries.draft_view() is None

    def test_waits_for_a_day_and_may_be_called_off(self, office: Office) -> None:
        from datetime import timedelta

        from django.utils import timezone

        client = client_of(office.keeper)
        client.post("/office/routing/draft/rows", SET)
        day = (timezone.localdate() + timedelta(days=5)).isoformat()
        shown = client.post("/office/routing/draft/publish", {"starts_on": day}, follow=True).content.decode()

        assert "有 1 条规则要变" in shown
        waiting = queries.scheduled_drafts()[0]
        client.post("/office/routing/draft/drop", {"draft": waiting.id})
        assert queries.scheduled_drafts() == ()

    @pytest.mark.parametrize(
        "wrong", [{}, {"action": "set", "rows": [LAMP]}, {"action": "set", "lead_path": make.WATER}]
    )
    def test_says_what_is_missing(self, office: Office, wrong: dict[str, object]) -> None:
        assert client_of(office.keeper).post("/office/routing/draft/rows", wrong).status_code == 422

    def test_the_table_says_what_is_wrong_with_its_rows(self, office: Office) -> None:
        service.set_routing_row(
            matter_number=132, lead_path=make.ROADS, place_path="139901/101/", actor=office.keeper, at=AT
        )

        assert "说的一样，可以去掉" in client_of(office.keeper).get("/office/routing/").content.decode()
        assert "说的一样" not in client_of(office.county.intake).get("/office/routing/").content.decode()


@pytest.mark.django_db
class TestRulings:
    def test_stand_beside_a_like_request_and_become_a_draft_row(self, office: Office) -> None:
        who = office.county
        made = make.registered(matter_number=132)
        service.accept_and_dispatch(number=made.number, actor=who.intake, at=AT)
        give = {"reason": "other_unit", "words": "三定方案第四条"}
        service.return_case(number=made.number, actor=who.roads, at=AT, **give)
        service.dispatch(number=made.number, actor=who.intake, at=AT, lead_path=make.WATER)
        service.return_case(number=made.number, actor=who.water, at=AT, **give)
        service.decide_dispute(
            number=made.number, actor=who.overseer, at=AT, lead_path=make.CHECKS, words="归督查室牵头。"
        )
        alike = make.registered(matter_number=132)

        page = client_of(who.intake).get(f"/office/cases/{alike.number}/").content.decode()
        assert "归督查室牵头" in page
        assert "写进派单表草稿" not in page
        (ruling,) = queries.ruled_nearby(132, make.VILLAGE)
        client_of(office.keeper).post(f"/office/routing/rulings/{ruling.id}/draft")
        view = queries.draft_view()
        assert view
        assert view.lines[0].lead_name == "县督查室"


@pytest.mark.django_db
class TestGaps:
    def test_are_listed_and_leave_as_files(self, office: Office) -> None:
        made = make.registered(matter_number=101)
        service.accept_and_dispatch(number=made.number, actor=office.county.intake, at=AT)
        client = client_of(office.county.overseer)

        page = client.get("/office/oversight/gaps/").content.decode()
        assert "停水水压" in page
        assert made.number in page
        assert "/office/oversight/gaps/" in client.get("/office/oversight/").content.decode()
        assert "停水水压" in client.get("/office/oversight/gaps/?as=csv").content.decode()
        assert made.number in client.get("/office/oversight/gaps/?of=requests&as=csv").content.decode()
