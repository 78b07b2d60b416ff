"""Grid cells on the map: drawn inside their village, split by a line, merged with a neighbour; nothing is lost."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.territory.counties import AT, LATER, NEIGHBOUR, VILLAGE, keeper, load_qinghe

from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ids import uuid7
from minqing.kernel.ref import Ref
from minqing.kernel.times import day_of
from minqing.ledger.queries import facts_about
from minqing.territory import queries, service
from minqing.territory.cells import queries as cells
from minqing.territory.cells.areas import area_where
from minqing.territory.cells.records import Cut, Drawn
from minqing.territory.cells.rings import NotCut, cut, joined, laid_on
from minqing.territory.cells.service import UnableToDraw, draw_cell, merge_cells, split_cell
from minqing.territory.models import Shape, ShapeEdition
from minqing.territory.service import UnableToRegister
from minqing.territory.shapes.keeping import packed

TODAY = day_of(AT)
X, Y = 115_000_000, 37_000_000
SQUARE = ((X, Y), (X + 20_000, Y), (X + 20_000, Y + 20_000), (X, Y + 20_000))
LEFT = ((X, Y), (X + 9_000, Y), (X + 9_000, Y + 20_000), (X, Y + 20_000))
RIGHT = ((X + 9_000, Y), (X + 20_000, Y), (X + 20_000, Y + 20_000), (X + 9_000, Y + 20_000))
ACROSS = ((X + 10_000, Y - 5_000), (X + 10_000, Y + 25_000))


def lay_village(*, bounded: bool = True) -> None:
    """A village, with its boundary: a square of about two kilometres."""
    load_qinghe()
    if bounded:
        edition = ShapeEdition(
            id=uuid7(AT), valid_from=date(2020, 1, 1), source="测", licence="自用", digest="0" * 64, loaded_at=AT
        )
        edition.save(force_insert=True)
        Shape.objects.create(edition=edition, path=VILLAGE, rings=packed((SQUARE,)), x=X, y=Y)


def draw(corners: tuple[tuple[int, int], ...], name: str = "第1网格", **changes: object) -> str:
    """Draw a new cell and return its path."""
    drawn = Drawn(corners=corners, valid_from=TODAY, name=name, **changes)  # type: ignore[arg-type]
    return draw_cell(village_path=VILLAGE, drawn=drawn, actor=keeper(), at=AT).path


def kinds(path: str) -> list[str]:
    """Return what was recorded about a cell."""
    return [fact.kind for fact in facts_about(Ref("grid_cell", queries.place(path).id))]


class TestAreas:
    def test_of_what_is_in_one_and_not_in_the_other(self) -> None:
        one, two = ((0, 0), (10, 0), (10, 10), (0, 10)), ((5, 5), (15, 5), (15, 15), (5, 15))

        assert area_where([(one,), (two,)], all) == pytest.approx(25)
        assert area_where([(one,), (two,)], any) == pytest.approx(175)
        assert area_where([(one,), (two,)], lambda inside: inside[0] and not inside[1]) == pytest.approx(75)

    @given(st.integers(50, 19_950), st.integers(50, 19_950))
    def test_two_parts_of_a_cut_are_the_whole_and_join_to_it_again(self, below: int, above: int) -> None:
        left, right = cut(SQUARE, [(X + below, Y - 10), (X + above, Y + 20_010)])

        whole = area_where([(SQUARE,)], all)
        assert area_where([(left,), (right,)], any) == pytest.approx(whole, rel=1e-3)
        assert area_where([(left,), (right,)], all) == pytest.approx(0, abs=whole * 1e-3)
        assert area_where([(joined(left, right),)], all) == pytest.approx(whole, rel=1e-3)

    def test_a_line_that_ends_inside_cuts_nothing(self) -> None:
        with pytest.raises(NotCut):
            cut(SQUARE, [(X - 10, Y + 500), (X + 500, Y + 500)])

    def test_a_hand_near_a_border_means_the_border(self) -> None:
        drawn = ((X + 90, Y + 80), (X + 9_000, Y - 60), (X + 9_020, Y + 20_090), (X - 70, Y + 19_950))

        laid = laid_on(drawn, [SQUARE], within=400)

        assert (X, Y) in laid
        assert (X, Y + 20_000) in laid
        assert all(y in {Y, Y + 20_000} for _x, y in laid)

    def test_what_lies_on_a_border_already_stays_where_it_is(self) -> None:
        south = tuple((X + n * 400, Y + (n % 3) * 90) for n in range(51))
        ragged = (*south, (X + 20_000, Y + 20_000), (X, Y + 20_000))
        left, right = cut(ragged, [(X + 9_030, Y - 10), (X + 9_030, Y + 20_010)])

        assert set(laid_on(left, [ragged], within=400)) == set(left)
        assert set(laid_on(right, [left, ragged], within=400)) == set(right)


@pytest.mark.django_db
class TestDrawCell:
    def test_opens_a_cell_with_its_boundary_and_says_so(self) -> None:
        lay_village()

        path = draw(LEFT)

        held = cells.cell_map(VILLAGE, on=TODAY)
        assert [cell.path for cell in held.cells] == [path]
        assert held.uncovered == pytest.approx(0.55, abs=0.01)
        assert kinds(path) == ["grid_cell.drawn", "grid_cell.bounded"]

    def test_draws_one_that_was_there_anew_from_a_day_on(self) -> None:
        lay_village()
        path = draw(LEFT)
        later = TODAY + timedelta(days=10)

        again = Drawn(corners=SQUARE, valid_from=later, path=path)
        draw_cell(village_path=VILLAGE, drawn=again, actor=keeper(), at=LATER)

        assert cells.cell_map(VILLAGE, on=TODAY).uncovered == pytest.approx(0.55, abs=0.01)
        assert cells.cell_map(VILLAGE, on=later).uncovered == pytest.approx(0, abs=0.001)

    @pytest.mark.parametrize(
        ("corners", "words"),
        [
            (((X - 15_000, Y), (X + 9_000, Y), (X + 9_000, Y + 20_000)), "外面"),
            (((X, Y), (X + 15_000, Y), (X + 15_000, Y + 15_000), (X, Y + 15_000)), "重叠"),
            (
                ((X + 10_000, Y + 2_000), (X + 18_000, Y + 18_000), (X + 18_000, Y + 2_000), (X + 10_000, Y + 18_000)),
                "交叉",
            ),
            (((X, Y), (X + 5, Y)), "至少三个角"),
        ],
    )
    def test_refuses_what_is_no_cell_of_the_village(self, corners: tuple[tuple[int, int], ...], words: str) -> None:
        lay_village()
        draw(LEFT)

        with pytest.raises(UnableToDraw, match=words):
            draw(corners, "第2网格")

        assert len(cells.cell_map(VILLAGE, on=TODAY).cells) == 1

    def test_refuses_a_day_before_today_and_a_village_without_boundary(self) -> None:
        lay_village()
        past = Drawn(corners=LEFT, valid_from=TODAY - timedelta(days=1), name="第1网格")
        with pytest.raises(UnableToDraw, match="从今天起算"):
            draw_cell(village_path=VILLAGE, drawn=past, actor=keeper(), at=AT)
        elsewhere = Drawn(corners=LEFT, valid_from=TODAY, name="第1网格")
        with pytest.raises(UnableToDraw, match="还没有边界"):
            draw_cell(village_path=NEIGHBOUR, drawn=elsewhere, actor=keeper(), at=AT)

    def test_needs_a_name_and_the_permission(self) -> None:
        lay_village()
        with pytest.raises(UnableToRegister):
            draw(LEFT, "  ")
        nobody = Drawn(corners=LEFT, valid_from=TODAY, name="第1网格")
        with pytest.raises(NotAllowed):
            draw_cell(village_path=VILLAGE, drawn=nobody, actor=keeper(VILLAGE, "territory.issue_cards"), at=AT)


@pytest.mark.django_db
class TestSplitCell:
    def test_opens_two_in_its_place_and_lets_each_lane_lie_in_one(self) -> None:
        lay_village()
        old = draw(SQUARE)
        lanes = [
            service.register_building(parent_path=old, name=name, actor=keeper(), at=AT).path
            for name in ("东巷", "西巷")
        ]
        door = service.register_household(parent_path=lanes[0], name="3号", actor=keeper(), at=AT)
        card = service.issue_card(village_path=VILLAGE, household_path=door.path, actor=keeper(), at=AT)

        how = Cut(line=ACROSS, names=("西片", "东片"), right=frozenset(lanes[:1]))
        west, east = split_cell(path=old, how=how, actor=keeper(), at=LATER)

        held = cells.cell_map(VILLAGE, on=day_of(LATER))
        assert [cell.name for cell in held.cells] == ["西片", "东片"]
        assert held.uncovered == pytest.approx(0, abs=0.001)
        assert held.rings[west.path] != held.rings[east.path]
        assert [one.name for one in queries.places_under(east.path, "building")] == ["东巷"]
        assert [one.name for one in queries.places_under(west.path, "building")] == ["西巷"]
        assert queries.card(card.code).place_path.startswith(east.path)
        assert queries.place(old).closed_on == day_of(LATER)
        assert kinds(old)[-1] == "grid_cell.split"

    def test_refuses_a_line_that_does_not_cut_it_and_changes_nothing(self) -> None:
        lay_village()
        old = draw(SQUARE)
        beside = Cut(line=((X - 9, Y), (X - 9, Y + 9)), names=("西片", "东片"))

        with pytest.raises(UnableToDraw, match="正好穿过边界两次"):
            split_cell(path=old, how=beside, actor=keeper(), at=LATER)

        assert queries.place(old).closed_on is None

    def test_splits_one_without_a_boundary_by_its_lanes_alone(self) -> None:
        lay_village(bounded=False)
        old = service.draw_grid_cell(village_path=VILLAGE, name="第1网格", actor=keeper(), at=AT).path

        split_cell(path=old, how=Cut(line=(), names=("西片", "东片")), actor=keeper(), at=LATER)

        assert [cell.name for cell in cells.cell_map(VILLAGE, on=day_of(LATER)).cells] == ["西片", "东片"]


@pytest.mark.django_db
class TestMergeCells:
    def test_opens_one_in_the_place_of_two(self) -> None:
        lay_village()
        one, two = draw(LEFT), draw(RIGHT, "第2网格")
        lane = service.register_building(parent_path=two, name="东巷", actor=keeper(), at=AT)

        new = merge_cells(path=one, other_path=two, name="第3网格", actor=keeper(), at=LATER)

        held = cells.cell_map(VILLAGE, on=day_of(LATER))
        assert [cell.path for cell in held.cells] == [new.path]
        assert held.uncovered == pytest.approx(0, abs=0.001)
        assert queries.place(one).moved_to == new.path
        assert queries.place(lane.path).moved_to.startswith(new.path)
        assert kinds(new.path) == ["grid_cell.drawn", "grid_cell.merged", "grid_cell.bounded"]

    def test_refuses_cells_that_are_no_neighbours(self) -> None:
        lay_village()
        one = draw(((X, Y), (X + 4_000, Y), (X + 4_000, Y + 20_000), (X, Y + 20_000)))
        two = draw(((X + 12_000, Y), (X + 20_000, Y), (X + 20_000, Y + 20_000), (X + 12_000, Y + 20_000)), "第2网格")

        with pytest.raises(UnableToDraw, match="不挨着"):
            merge_cells(path=one, other_path=two, name="第3网格", actor=keeper(), at=LATER)

    def test_refuses_a_cell_with_itself_and_one_without_boundary(self) -> None:
        lay_village()
        one = draw(LEFT)
        bare = service.draw_grid_cell(village_path=VILLAGE, name="第2网格", actor=keeper(), at=AT).path
        for other, words in ((one, "同一个村"), (bare, "只有一个画了边界")):
            with pytest.raises(UnableToDraw, match=words):
                merge_cells(path=one, other_path=other, name="第3网格", actor=keeper(), at=LATER)

    def test_hides_a_cell_out_of_reach(self) -> None:
        lay_village()
        one, two = draw(LEFT), draw(RIGHT, "第2网格")

        with pytest.raises(NotFound):
            merge_cells(path=one, other_path=two, name="第3网格", actor=keeper(NEIGHBOUR), at=LATER)


@pytest.mark.django_db
class TestHistory:
    def test_tells_newest_first_what_was_done_to_the_grid(self) -> None:
        lay_village()
        one, two = draw(LEFT), draw(RIGHT, "第2网格")
        merge_cells(path=one, other_path=two, name="第3网格", actor=keeper(), at=LATER)

        told = [(name, fact.kind) for name, fact in cells.history_of(VILLAGE)]

        assert told[0][0] == "第3网格"
        assert ("第1网格", "grid_cell.drawn") in told
