"""One search over everything, for other systems: grouped, within their grants."""

from tests.exchange.conftest import system
from tests.factories import cases as make

from minqing.insight import finding


class TestSearch:
    def test_finds_in_groups(self, office: make.County) -> None:
        made = make.in_hand(office)
        finding.fill_sounds()
        caller = system("cases.read", "insight.read")

        body = caller.get("/search?q=路灯").body
        assert [one["line"]["number"] for one in body["requests"]["items"]] == [made.number]
        assert body["requests"]["count"] == "1"
        by_sound = caller.get("/search?q=lhc").body
        assert [one["name"] for one in by_sound["places"]["items"]] == ["柳河村"]
        assert [one["line"]["number"] for one in by_sound["requests"]["items"]] == [made.number]
        assert [one["name"] for one in caller.get("/search?q=swj").body["units"]["items"]] == ["县水务局"]
        assert caller.get("/search?q=cases.on_time").status == 200

    def test_narrows_to_a_group_a_state_a_place_and_days(self, office: make.County) -> None:
        made = make.in_hand(office)
        caller = system("cases.read")

        assert caller.get("/search?q=柳河&group=places").body["requests"]["items"] == []
        for filters in ("state=open", f"place_path={make.VILLAGE}", "since=2026-09-01&until=2026-09-30"):
            found = caller.get(f"/search?q=路灯&{filters}").body
            assert [one["line"]["number"] for one in found["requests"]["items"]] == [made.number], filters
        for filters in ("state=left", f"place_path={make.OTHER_VILLAGE}", "since=2026-10-01"):
            assert caller.get(f"/search?q=路灯&{filters}").body["requests"]["items"] == [], filters

    def test_stays_within_the_systems_grants(self, office: make.County) -> None:
        make.in_hand(office)
        caller = system("cases.read", path=make.ROADS)

        body = caller.get("/search?q=路灯").body
        assert body["requests"] == {"items": [], "count": "0", "next": None, "marked": ["路灯"]}
        assert caller.get("/search?q=水务").body["units"]["items"] == []
        assert caller.get("/search?q=办结").body["measures"]["items"] == []

    def test_finds_names_and_no_request_for_a_reader_of_figures(self, office: make.County) -> None:
        make.in_hand(office)

        body = system("insight.read").get("/search?q=水务").body

        assert [one["name"] for one in body["units"]["items"]] == ["县水务局"]
        assert body["requests"]["items"] == []

    def test_is_refused_without_the_permission_without_a_group_and_for_a_novel(self, office: make.County) -> None:
        assert system("territory.manage").get("/search?q=路灯").status == 403
        caller = system("cases.read")
        assert caller.get("/search?q=路灯&cursor=abc").status == 422
        assert caller.get("/search?q=路灯&group=requests&cursor=abc").status == 422
        assert caller.get(f"/search?q={'路' * 101}").status == 422
        assert caller.get("/search?q=路灯&since=2026-10-01&until=2026-09-01").status == 422
