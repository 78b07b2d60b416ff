"""Which tiles a reader has: chosen, ordered, kept for her post, given back to the house; refused with the reason."""

import pytest
from tests.factories import cases as make
from tests.insight.test_board import AT, county, read  # noqa: F401 - a fixture among them

from minqing.insight import arranging, queries
from minqing.insight.models import Arrangement
from minqing.insight.queries import contents
from minqing.kernel.errors import NotAllowed, Refused
from minqing.ledger.measures import MEASURES

ALLOWED = contents.to_choose(is_unit=False)


def keys(board: object) -> list[str]:
    return [one.key for one in board.tiles]  # type: ignore[attr-defined]


class TestChoice:
    def test_has_thirty_for_a_place_and_none_that_was_confided(self) -> None:
        of_unit = contents.to_choose(is_unit=True)

        assert len(ALLOWED) >= 30
        assert len(of_unit) >= 20
        assert not [key for key in {*ALLOWED, *of_unit} if MEASURES[key].is_confided]
        assert "cases.pressure" not in {*ALLOWED, *of_unit}

    def test_of_the_house_can_be_chosen(self) -> None:
        for kind, some in contents.HOUSE.items():
            assert set(some) <= set(contents.to_choose(is_unit=kind == "unit"))


class TestArranging:
    def test_is_kept_for_the_post_alone(self, county: make.County) -> None:  # noqa: F811
        chosen = ["cases.came_by_web", "cases.registered"]

        arranging.arrange(chosen, allowed=ALLOWED, actor=county.overseer, at=AT)

        assert keys(read(county.overseer)) == chosen
        assert keys(read(county.water_head)) == list(contents.OF_UNIT)

    def test_is_given_back_to_the_house(self, county: make.County) -> None:  # noqa: F811
        arranging.arrange(["cases.open"], allowed=ALLOWED, actor=county.overseer, at=AT)

        arranging.back_to_the_house(county.overseer)

        assert keys(read(county.overseer)) == list(contents.OF_PLACE)

    def test_passes_over_what_is_no_longer_declared(self, county: make.County) -> None:  # noqa: F811
        Arrangement.objects.create(owner=str(county.overseer.ref), keys="own.gone,cases.open", arranged_at=AT)

        assert keys(read(county.overseer)) == ["cases.open"]

    @pytest.mark.parametrize(
        "chosen",
        [[], ["cases.open", "cases.open"], ["cases.satisfied"], ["cases.pressure"], list(ALLOWED) * 2],
        ids=["none", "twice", "confided", "pressure", "many"],
    )
    def test_refuses_what_no_board_shows(self, county: make.County, chosen: list[str]) -> None:  # noqa: F811
        with pytest.raises(Refused):
            arranging.arrange(chosen, allowed=ALLOWED, actor=county.overseer, at=AT)

        assert not Arrangement.objects.exists()

    def test_refuses_whoever_has_no_board(self, county: make.County) -> None:  # noqa: F811
        with pytest.raises(NotAllowed):
            arranging.arrange(["cases.open"], allowed=ALLOWED, actor=county.water, at=AT)

    @pytest.mark.parametrize("key", ["cases.satisfied", "no.such"])
    def test_refuses_to_draw_what_no_board_shows(self, county: make.County, key: str) -> None:  # noqa: F811
        with pytest.raises(Refused):
            queries.board(county.overseer, queries.Asked(AT.date(), AT.date().replace(day=6), on_map=key), at=AT)
