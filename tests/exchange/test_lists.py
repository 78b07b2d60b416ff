"""Lists of the pages as addresses: posts, seals, versions of a rule, the overseer's units, sheets, whole tables."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.exchange.conftest import Answer, Caller, rated, system
from tests.factories import cases as make
from tests.factories import sharing as share
from tests.territory.test_shapes import AROUND, area, file_of

from minqing.kernel.access import system_actor
from minqing.ledger.seals import seal_day
from minqing.territory import service as territory

CELLS = "village,serial,name,scope\n139901101203,001,第一网格,村东\n"


def sent(caller: Caller, path: str, text: str, **fields: str) -> Answer:
    """Send a table as a form does."""
    client = Client(headers={"Authorization": f"Bearer {caller.key}"})
    table = SimpleUploadedFile("table.csv", text.encode())
    return caller.checked("post", path, client.post(f"/api/v1{path}", {"table": table, **fields}))


class TestPosts:
    def test_are_found_and_read_one_by_one(self, office: make.County, hotline: Caller) -> None:
        (post,) = hotline.get("/posts?text=李水务").body["items"]

        assert hotline.get(f"/posts/{post['id']}").body["person_name"] == "李水务"
        assert hotline.get("/posts/00000000-0000-7000-8000-000000000000").status == 404

    def test_are_not_for_a_system_that_only_takes_what_is_shared(self, office: make.County, hotline: Caller) -> None:
        partner = Caller(share.partner().key)
        post = office.water.ref.id

        for address in ("/posts", f"/posts/{post}", f"/place/appointments?path={make.VILLAGE}", "/duty"):
            assert (address, hotline.get(address).status) == (address, 200)
            assert (address, partner.get(address).status) == (address, 403)

    def test_show_what_they_may_do_to_those_who_may_see_it(self, office: make.County, hotline: Caller) -> None:
        address = f"/posts/{office.water.ref.id}/grants"

        assert hotline.get(address).status == 403
        granted = system("directory.duty").get(address)
        assert {"cases.handle"} <= {grant["permission"] for grant in granted.body}

    def test_come_in_pages(self, office: make.County, hotline: Caller) -> None:
        for serial in range(60):
            make.post(make.ROADS, f"岗{serial:02}", f"人{serial:02}")

        first = hotline.get("/posts").body
        second = hotline.get(f"/posts?cursor={first['next']}").body

        assert len(first["items"]) == 50
        assert not {one["id"] for one in first["items"]} & {one["id"] for one in second["items"]}


class TestSeals:
    def test_are_listed_newest_first(self, office: make.County, hotline: Caller) -> None:
        for day in (1, 2):
            seal_day(make.AT.date().replace(day=day), make.AT)

        assert [seal["number"] for seal in hotline.get("/seals").body["items"]] == [2, 1]


class TestRuleHistory:
    def test_names_every_version(self, office: make.County, hotline: Caller) -> None:
        assert [one["rule_id"] for one in hotline.get("/rules/HL-04/history").body] == ["HL-04"]
        assert hotline.get("/rules/XX-99/history").status == 404


class TestOversight:
    @pytest.mark.parametrize("permissions", [("cases.oversee",), ("cases.oversee", "cases.supervise")])
    def test_hides_what_few_residents_said_of_a_unit(self, office: make.County, permissions: tuple[str, ...]) -> None:
        rated(office, solved="no", satisfied=False)

        found = system(*permissions).get("/oversight?start=2026-09-01&end=2026-10-01")

        assert found.status == 200
        (water,) = [unit for unit in found.body["units"] if unit["path"] == make.WATER]
        assert water["closed"] == 1
        assert [water[name] for name in ("answered", "solved", "partly", "not_solved")] == [None] * 4
        assert found.body["smallest"] > 1

    def test_tells_oversight_alone_which_units_residents_reported_pressure_of(self, office: make.County) -> None:
        period = "start=2026-09-01&end=2026-10-01"

        pressed = system("cases.oversee", "cases.supervise").get(f"/oversight?{period}").body["pressed"]

        assert pressed == {"units": [], "few": 0, "least": 5}
        assert system("cases.oversee").get(f"/oversight?{period}").body["pressed"] is None

    def test_refuses_whoever_does_not_oversee_and_a_turned_period(self, office: make.County) -> None:
        assert system("cases.read").get("/oversight").status == 403
        assert system("cases.oversee").get("/oversight?start=2026-10-01&end=2026-09-01").status == 422


class TestPeriods:
    WRONG = ("start=2026-10-01&end=2026-09-01", "start=9999-12-02&end=9999-12-31", "start=9999-12-31")
    ADDRESSES = ("/oversight", "/figures/cases.solved", "/figures/cases.solved/facts", "/figures/cases.open/requests")

    def test_that_nobody_can_count_are_refused_in_words_wherever_one_is_asked_for(self, office: make.County) -> None:
        overseer = system("cases.oversee")

        for address in self.ADDRESSES:
            for period in self.WRONG:
                found = overseer.get(f"{address}?{period}", accept_language="zh-hans")

                assert found.status == 422, (address, period)
                assert all(field["field"].startswith("query.") for field in found.body["errors"])

            turned = overseer.get(f"{address}?{self.WRONG[0]}", accept_language="zh-hans")
            assert turned.body["detail"] == "开始的日子在结束的后面。"


class TestRequestsBehind:
    PERIOD = "start=2026-09-01&end=2026-10-01"

    def test_are_exactly_those_that_the_number_counts(self, office: make.County) -> None:
        made = make.closed(office)
        overseer = system("cases.oversee", "cases.supervise")

        found = overseer.get(f"/figures/cases.on_time/requests?{self.PERIOD}&side=whole")

        assert found.status == 200
        assert [one["line"]["number"] for one in found.body["lines"]] == [made.number]
        assert found.body["total"] == overseer.get(f"/figures/cases.on_time?{self.PERIOD}").body["whole"] == 1

    def test_of_what_residents_said_open_to_oversight_alone(self, office: make.County) -> None:
        make.closed(office)

        assert system("cases.oversee").get(f"/figures/cases.satisfied/requests?{self.PERIOD}").status == 403
        assert system("cases.read").get(f"/figures/cases.on_time/requests?{self.PERIOD}").status == 403
        assert system("cases.oversee").get(f"/figures/no.such/requests?{self.PERIOD}").status == 404


class TestSheets:
    @pytest.mark.parametrize("path", ["/cards/sheet", "/cards/posting-list"])
    def test_are_printed_for_whoever_issues_cards_there(self, office: make.County, hotline: Caller, path: str) -> None:
        clerk = system_actor("setup", ["territory.issue_cards"], root=make.COUNTY)
        territory.issue_card(village_path=make.VILLAGE, actor=clerk, at=make.AT)
        printer = system("territory.issue_cards")
        client = Client(headers={"Authorization": f"Bearer {printer.key}"})

        drawn = client.get(f"/api/v1{path}?village_path={make.VILLAGE}")

        assert drawn["Content-Type"] == "application/pdf"
        assert drawn.content.startswith(b"%PDF")
        assert hotline.get(f"{path}?village_path={make.VILLAGE}").status == 403
        assert printer.get(f"{path}?village_path=139901/999/999/").status == 404


class TestLoading:
    def test_looks_first_and_then_loads_once(self, office: make.County) -> None:
        registry = system("territory.manage")

        looked = sent(registry, "/territory/grid-cells/load", CELLS, dry_run="true")
        assert (looked.status, looked.body["added"]) == (200, 1)
        assert registry.get("/places?kind=grid_cell").body["items"] == []
        loaded = [sent(registry, "/territory/grid-cells/load", CELLS).body["added"] for _ in range(2)]

        assert loaded == [1, 0]
        assert [one["name"] for one in registry.get("/places?kind=grid_cell").body["items"]] == ["第一网格"]

    @pytest.mark.parametrize(
        ("path", "text"),
        [
            ("/territory/divisions/load", make.DIVISIONS),
            ("/territory/households/load", "place,building,door\n139901101203,一巷,1号\n"),
            ("/rulebook/calendar/load", make.HOLIDAYS_2026.decode()),
        ],
    )
    def test_takes_every_table_of_the_pages(self, office: make.County, path: str, text: str) -> None:
        assert sent(system("territory.manage", "rulebook.manage"), path, text).status == 200

    @pytest.mark.parametrize(("text", "status"), [("code,name,身份证\n1,2,3\n", 422), ("", 422), ("\x00\x01\x02", 422)])
    def test_refuses_what_is_no_such_table(self, office: make.County, text: str, status: int) -> None:
        assert sent(system("territory.manage"), "/territory/households/load", text).status == status

    def test_refuses_a_system_without_the_permission(self, hotline: Caller) -> None:
        found: list[Any] = [sent(hotline, "/territory/divisions/load", make.DIVISIONS).status]
        found.append(sent(hotline, "/rulebook/calendar/load", make.HOLIDAYS_2026.decode()).status)

        assert found == [403, 403]

    def test_takes_boundaries_after_a_look(self, office: make.County) -> None:
        registry, said = system("territory.manage"), {"source": "县自然资源局", "licence": "县内使用"}
        shapes = file_of(area(AROUND, code="139901"), area(name="无名乡")).decode()

        looked = sent(registry, "/territory/shapes/load", shapes, dry_run="true", **said)
        loaded = sent(registry, "/territory/shapes/load", shapes, chosen="2=139901101000", **said)

        assert [one["path"] for one in looked.body["matched"]] == [make.COUNTY]
        assert len(looked.body["refusals"]) == 1
        assert [one["how"] for one in loaded.body["matched"]] == ["code", "chosen"]
        assert [one["source"] for one in registry.get("/territory/shapes").body] == ["县自然资源局"]

    def test_refuses_boundaries_without_source_or_permission(self, hotline: Caller) -> None:
        shapes, path = file_of(area(code="139901")).decode(), "/territory/shapes/load"

        assert sent(system("territory.manage"), path, shapes).status == 422
        assert sent(hotline, path, shapes, source="县", licence="县").status == 403
