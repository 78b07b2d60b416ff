"""The map of a county of thirty townships and six hundred villages: small enough for a page, and whole."""

import gzip
from datetime import date

import pytest
from tests.factories import cases as make
from tests.factories.boundaries import boundaries, divisions
from tests.web.office.seats import Office, client_of

from minqing.territory import service as territory
from minqing.territory.shapes import queries
from minqing.territory.shapes.service import Terms, load_shapes

WHENCE, DAY = Terms(date(2026, 1, 1), "县自然资源局", "县内使用"), date(2026, 11, 1)
LARGEST, ON_THE_WIRE = 200_000, 40_000
"""Bytes of a page, and of the same packed."""


@pytest.fixture
def large(office: Office) -> Office:
    territory.load_divisions(data=divisions().encode(), actor=make.keeper(), at=make.AT)
    for level in ("township", "village"):
        report = load_shapes(data=boundaries(level), terms=WHENCE, actor=office.keeper, at=make.AT)
        assert report.refusals == ()
    return office


class TestLargeMap:
    def test_is_a_small_page_at_every_level(self, large: Office) -> None:
        client = client_of(large.county.overseer)
        for query, areas in (("", 30), ("?at=139901/101/", 20), ("?map=cases.on_time", 30)):
            body = client.get(f"/office/board/{query}").content

            assert body.count(b'<path class="area ') == areas
            assert len(body) < LARGEST
            assert len(gzip.compress(body)) < ON_THE_WIRE

    def test_would_be_small_with_every_village_at_once(self, large: Office) -> None:
        found = queries.shapes(DAY).areas
        villages = [path for path in found if path.count("/") == 3]

        drawing = queries.drawing("139901/", villages, on=DAY)

        assert len(drawing.areas) == 600
        assert sum(map(len, drawing.areas.values())) < LARGEST / 2

    def test_leaves_out_points_and_no_border_gapes(self, large: Office) -> None:
        """Of a border that two villages share neither has a point that the other lacks."""
        found = queries.shapes(DAY).areas
        steps = [
            (ring[number - 1], point)
            for path, rings in found.items()
            if path.count("/") == 3
            for ring in rings
            for number, point in enumerate(ring)
        ]

        alone = set(steps) - {(end, start) for start, end in steps}
        assert len(steps) < 76_800
        assert len(alone) < len(steps) / 10
        assert {start for start, _end in alone} == {end for _start, end in alone}
