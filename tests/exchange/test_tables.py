"""The tables beside a request, and the verbs of the other modules."""

from datetime import timedelta

import pytest
from tests.exchange.conftest import Caller, description, rated, system
from tests.factories import cases as make

from minqing.cases import queries, service, table_verbs
from minqing.directory import verbs as directory_verbs
from minqing.insight.own import verbs as own_verbs
from minqing.kernel.access import system_actor
from minqing.rulebook import verbs as rulebook_verbs
from minqing.territory import service as territory
from minqing.territory import verbs as territory_verbs
from minqing.vault import verbs as vault_verbs

LISTS = (
    "/matters",
    "/routing",
    "/offices",
    "/organisations",
    "/duty",
    "/measures",
    "/rules?place_path=139901/",
    "/calendar/2026",
    "/calendar/2030",
    "/places",
    "/places?kind=township",
    "/places/search?q=柳河",
    "/place?path=139901/101/203/",
    "/place/answerers?path=139901/101/203/",
)


class TestLists:
    @pytest.mark.parametrize("path", LISTS)
    def test_answer_as_described(self, hotline: Caller, path: str) -> None:
        assert hotline.get(path).status == 200

    @pytest.mark.parametrize("path", LISTS)
    def test_ask_for_a_key(self, stranger: Caller, path: str) -> None:
        assert stranger.get(path).status == 401

    @pytest.mark.parametrize("path", ["/alarms", "/dead-letters", "/cards?village_path=139901/101/203/"])
    def test_refuse_a_system_without_the_permission(self, hotline: Caller, path: str) -> None:
        assert hotline.get(path).status in {403, 404}


class TestEveryOtherVerb:
    @pytest.mark.parametrize(
        ("under", "verbs"),
        [
            ("tables", table_verbs.VERBS),
            ("rulebook", rulebook_verbs.VERBS),
            ("territory", territory_verbs.VERBS),
            ("directory", directory_verbs.VERBS),
            ("vault", vault_verbs.VERBS),
            ("insight", own_verbs.VERBS),
        ],
    )
    def test_has_an_address(self, under: str, verbs: dict[str, object]) -> None:
        assert {f"/api/v1/{under}/{key}" for key in verbs} <= set(description()["paths"])

    def test_is_carried_out_within_the_systems_reach(self, office: make.County) -> None:
        registry = system("territory.manage", path=make.COUNTY)

        drawn = registry.post(
            "/territory/draw_grid_cell",
            {"village_path": make.VILLAGE, "name": "第1网格", "scope_words": "村东头"},
        )

        assert drawn.status == 200
        assert [one["name"] for one in registry.get("/places?kind=grid_cell").body["items"]] == ["第1网格"]

    def test_is_refused_without_the_permission(self, hotline: Caller) -> None:
        answer = hotline.post("/rulebook/set_calendar_day", {"day": "2026-12-25", "working": False, "name": "县庆"})

        assert answer.status == 403


class TestReadCard:
    def test_knows_the_village_of_a_code_and_nothing_of_another(self, office: make.County, hotline: Caller) -> None:
        clerk = system_actor("setup", ["territory.issue_cards"], root=make.COUNTY)
        code = territory.issue_card(village_path=make.VILLAGE, actor=clerk, at=make.AT).code

        assert hotline.get(f"/card?code={code}").body["village_name"] == "柳河村"
        assert hotline.get("/card?code=0000-0000-0").status == 404

    def test_says_gone_when_revoked(self, office: make.County, hotline: Caller) -> None:
        clerk = system_actor("setup", ["territory.issue_cards"], root=make.COUNTY)
        code = territory.issue_card(village_path=make.VILLAGE, actor=clerk, at=make.AT).code
        territory.revoke_card(code=code, reason="damaged", actor=clerk, at=make.AT)

        assert hotline.get(f"/card?code={code}").status == 410


class TestFigures:
    def test_read_a_measure_from_the_facts(self, office: make.County, hotline: Caller) -> None:
        make.registered()
        key = hotline.get("/measures").body[0]["key"]

        figure = hotline.get(f"/figures/{key}?start=2026-09-01&end=2026-10-01")
        facts = hotline.get(f"/figures/{key}/facts?start=2026-09-01&end=2026-10-01")

        assert (figure.status, facts.status) == (200, 200)

    def test_tell_neither_few_nor_who_but_to_oversight(self, office: make.County, hotline: Caller) -> None:
        made = make.closed(office)
        at = make.AT + timedelta(days=2)
        token = queries.receipt_page(made.receipt, at=at).rating.token
        service.rate_case(token=token, contacted=True, solved="yes", satisfied=True, at=at)
        period = "start=2026-09-01&end=2026-10-01"

        figure = hotline.get(f"/figures/cases.satisfied?{period}")
        facts = hotline.get(f"/figures/cases.satisfied/facts?{period}")

        assert (figure.status, figure.body["part"], figure.body["whole"]) == (200, None, None)
        assert figure.body["hidden"] == "few"
        assert (facts.status, facts.body["code"]) == (403, "confided")
        oversight = system("cases.oversee", "cases.supervise")
        assert oversight.get(f"/figures/cases.satisfied?{period}").body["part"] == 1
        assert len(oversight.get(f"/figures/cases.satisfied/facts?{period}").body["items"]) == 1

    @pytest.mark.parametrize("key", ["satisfied", "solved", "partly_solved", "not_solved"])
    def test_of_ratings_are_of_whole_months_but_for_oversight(self, office: make.County, key: str) -> None:
        for answer in ("yes", "partly", "no"):
            for satisfied in (True, False) * 3:
                rated(office, solved=answer, satisfied=satisfied)
        head, oversight = system("cases.oversee", path=make.WATER), system("cases.oversee", "cases.supervise")
        address = f"/figures/cases.{key}?org_path={make.WATER}&"

        month = head.get(f"{address}start=2026-09-01&end=2026-10-01").body
        assert (month["part"], month["whole"], month["hidden"]) == (9 if key == "satisfied" else 6, 18, "")
        for period in ("start=2026-09-01&end=2026-09-29", "start=2026-08-31&end=2026-10-01"):
            days = head.get(address + period).body
            assert (days["part"], days["whole"], days["hidden"]) == (None, None, "months")
            assert oversight.get(address + period).body["whole"] == 18
        assert head.get(f"{address}start=2026-09-01&end=2199-01-01").body["hidden"] == "waiting"

    def test_of_pressure_are_for_oversight_alone(self, office: make.County) -> None:
        period = "start=2026-09-01&end=2026-10-01"

        figure = system("ledger.read").get(f"/figures/cases.pressure?{period}")

        assert (figure.status, figure.body["code"]) == (403, "confided")
        assert system("cases.oversee", "cases.supervise").get(f"/figures/cases.pressure?{period}").status == 200

    @pytest.mark.parametrize("key", ["answered", "unverified", "satisfied", "solved", "partly_solved", "not_solved"])
    def test_of_ratings_open_to_no_unit(self, office: make.County, key: str) -> None:
        rated(office, solved="no", satisfied=False)
        head = system("cases.oversee", path=make.WATER)

        facts = head.get(f"/figures/cases.{key}/facts?start=2026-09-01&end=2026-10-01")

        assert (facts.status, facts.body["code"]) == (403, "confided")

    def test_refuse_an_unknown_key_a_turned_period_and_a_system_out_of_reach(
        self, office: make.County, hotline: Caller
    ) -> None:
        key = hotline.get("/measures").body[0]["key"]
        roads = system("cases.oversee", path="139901/roads/")
        period = "start=2026-09-01&end=2026-10-01"

        assert hotline.get(f"/figures/no.such?{period}").status == 404
        assert hotline.get(f"/figures/{key}?start=2026-10-01&end=2026-09-01").status == 422
        assert roads.get(f"/figures/{key}?{period}&org_path=139901/").status == 403


class TestRecusals:
    def test_are_declared_listed_and_ended(self, office: make.County) -> None:
        ref = str(make.row(make.in_hand(office).number).ref)
        head, post = system("directory.recuse"), str(office.water.ref.id)
        what = {"post_id": post, "subject": ref}

        assert head.post("/directory/recuse", {**what, "ground": "kinship"}).status == 200
        (row,) = head.get(f"/posts/{post}/recusals").body
        assert (row["subject"], row["ground"]) == (ref, "kinship")
        assert head.post("/directory/end_recusal", what).status == 200
        assert head.get(f"/posts/{post}/recusals").body == []

    def test_are_refused_without_the_permission_or_a_matter(self, office: make.County) -> None:
        what = {"post_id": str(office.water.ref.id), "subject": "case:1", "ground": "other"}

        assert system("cases.read").post("/directory/recuse", what).status == 404
        assert system("directory.recuse").post("/directory/recuse", {**what, "subject": "nothing"}).status == 422


class TestDeclineAnswers:
    def test_are_listed_and_changed(self, office: make.County) -> None:
        keeper = system("cases.route")

        assert keeper.post("/tables/set_decline_answer", {"reason": "illegal", "text": "不能办。"}).status == 200

        found = {row["reason"]: row for row in keeper.get("/decline-answers").body}
        assert len(found) == 6
        assert (found["illegal"]["text"], found["illegal"]["is_own"]) == ("不能办。", True)
        assert not found["emergency"]["is_own"]
