"""No number is told of one door, nor of a lane of few doors: what comes from there is somebody's (G5)."""

import pytest
from tests.exchange.conftest import system
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of, make_office

from minqing.kernel.access import system_actor
from minqing.kernel.errors import NotFound
from minqing.territory import queries, service

pytestmark = pytest.mark.django_db
DAYS = "from=2026-09-01&to=2026-09-30"
KEEPER = system_actor("setup", ["territory.manage"], root=make.COUNTY)
APIS = (
    f"/figures/cases.registered?{DAYS}&place=",
    f"/figures/cases.registered/split?{DAYS}&by=month&place=",
    f"/figures/cases.registered/facts?{DAYS}&place=",
    f"/pivot?m=cases.registered&rows=month&{DAYS}&place=",
)
PAGES = (
    f"/office/measures/cases.registered/number/?{DAYS}&place=",
    f"/office/analysis/?m=cases.registered&rows=month&{DAYS}&place=",
)


@pytest.fixture
def office(db: None) -> Office:
    """The county with its posts."""
    return make_office()


@pytest.fixture
def lanes(office: Office) -> dict[str, str]:
    """A lane of two doors and one of five, in a grid cell."""
    cells = "村代码,序号,网格名称,范围\n139901101203,1,第1网格,\n"
    service.import_grid_cells(data=cells.encode(), actor=KEEPER, at=make.AT)
    doors = [f"139901101203001,东巷,{number}号" for number in (1, 2)]
    doors += [f"139901101203001,西巷,{number}号" for number in range(1, 6)]
    table = "\n".join(("网格代码,街巷楼栋,门牌", *doors, ""))
    service.import_households(data=table.encode(), actor=KEEPER, at=make.AT)
    named = {one.name: one.path for one in queries.places_under(make.VILLAGE, "building")}
    return named | {"door": queries.places_under(make.VILLAGE, "household")[0].path}


class TestNoDoor:
    @pytest.mark.parametrize("address", APIS)
    def test_by_any_address_of_the_api(self, lanes: dict[str, str], address: str) -> None:
        reader = system("ledger.read", "insight.read")

        for narrow in ("door", "东巷"):
            assert (narrow, reader.get(f"{address}{lanes[narrow]}").status) == (narrow, 422)
        for wide in (lanes["西巷"], f"{make.VILLAGE}g001/", make.VILLAGE):
            assert (wide, reader.get(f"{address}{wide}").status) == (wide, 200)

    @pytest.mark.parametrize("address", PAGES)
    def test_on_any_page(self, office: Office, lanes: dict[str, str], address: str) -> None:
        overseer = client_of(office.county.overseer)

        for narrow in ("door", "东巷"):
            assert (narrow, overseer.get(f"{address}{lanes[narrow]}").status_code) == (narrow, 422)
        assert overseer.get(f"{address}{lanes['西巷']}").status_code == 200

    def test_and_a_number_of_nowhere_is_none(self, office: Office) -> None:
        reader = system("ledger.read")

        assert reader.get(f"/figures/cases.registered?{DAYS}&place={make.VILLAGE}zzz/").status == 403
        with pytest.raises(NotFound):
            queries.place_to_count("139901/999/", at_least=lambda: 5)
