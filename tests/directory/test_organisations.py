"""Units are opened, renamed and closed; their paths stay."""

from datetime import timedelta

import pytest
from tests.factories.directory import AT, COUNTY, county, founder, post, unit, value_actor

from minqing.directory import queries, service
from minqing.directory.service.organisations import UnableToChangeUnit
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.ledger.queries import facts_about

pytestmark = pytest.mark.django_db


class TestOpenOrganisation:
    def test_makes_a_path_below_its_parent_and_leaves_a_fact(self) -> None:
        water = unit("water", "县水务局")

        assert water.path == "139901/water/"
        assert [fact.kind for fact in facts_about(water.ref)] == ["organisation.opened"]
        assert queries.organisation("139901/water/").name == "县水务局"

    @pytest.mark.parametrize("key", ["Water", "水务", "", "a/b", "_x", "w" * 41])
    def test_refuses_a_malformed_key(self, key: str) -> None:
        county()

        with pytest.raises(UnableToChangeUnit):
            service.open_organisation(key=key, name="x", actor=founder(), at=AT, place_path=COUNTY, parent_path=COUNTY)

    def test_refuses_the_same_key_twice(self) -> None:
        unit("water")

        with pytest.raises(UnableToChangeUnit):
            service.open_organisation(
                key="water", name="另一个", actor=founder(), at=AT, place_path=COUNTY, parent_path=COUNTY
            )

    def test_is_hidden_from_a_neighbour(self) -> None:
        unit("water")
        neighbour = value_actor(("directory.manage", "139901/roads/", COUNTY))

        with pytest.raises(NotFound):
            service.open_organisation(
                key="x", name="x", actor=neighbour, at=AT, place_path=COUNTY, parent_path="139901/water/"
            )

    def test_lets_nobody_found_a_county_without_a_grant(self) -> None:
        with pytest.raises(NotAllowed):
            service.open_organisation(key="139901", name="青禾县", actor=value_actor(), at=AT, place_path=COUNTY)


class TestRenameOrganisation:
    def test_keeps_the_path(self) -> None:
        unit("water")

        service.rename_organisation(path="139901/water/", name="县水利局", actor=founder(), at=AT)

        assert queries.organisation("139901/water/").name == "县水利局"

    def test_refuses_an_empty_name(self) -> None:
        unit("water")

        with pytest.raises(UnableToChangeUnit):
            service.rename_organisation(path="139901/water/", name="  ", actor=founder(), at=AT)


class TestCloseOrganisation:
    def test_refuses_while_a_post_is_open(self) -> None:
        row = post("139901/water/")
        with pytest.raises(UnableToChangeUnit):
            service.close_organisation(path="139901/water/", actor=founder(), at=AT)

        service.vacate_post(post_id=row.id, actor=founder(), at=AT)
        service.close_post(post_id=row.id, actor=founder(), at=AT)
        service.close_organisation(path="139901/water/", actor=founder(), at=AT + timedelta(days=1))

        assert not queries.organisation("139901/water/").is_open
        assert [view.path for view in queries.organisation_tree()] == [COUNTY]


class TestOrganisationTree:
    def test_stands_in_the_order_of_paths(self) -> None:
        unit("water")
        unit("a", parent="139901/water/")
        unit("b")

        paths = [view.path for view in queries.organisation_tree()]

        assert paths == ["139901/", "139901/b/", "139901/water/", "139901/water/a/"]
        assert [view.path for view in queries.organisation_tree("139901/water/")] == paths[2:]
