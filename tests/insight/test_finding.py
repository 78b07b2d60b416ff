"""Finding measures, units and places by their names: two readers of different reach find different things."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import cases as make
from tests.factories.directory import founder
from tests.factories.own_measures import text as definition

from minqing.directory import service as directory
from minqing.directory.models import Organisation
from minqing.insight import finding
from minqing.insight.models import MeasureSounds
from minqing.insight.own import service as own
from minqing.kernel.access import Actor, Grant, system_actor
from minqing.kernel.errors import Refused
from minqing.kernel.ref import Ref
from minqing.ledger.measures import measure
from minqing.territory import service as territory
from minqing.territory.models import Place


@pytest.fixture
def who(db: None) -> make.County:
    """The county, with the sounds of its measures."""
    found = make.county()
    finding.fill_sounds()
    return found


def reader(*permissions: str, org: str = "139901/", place: str = "139901/") -> Actor:
    """Somebody with these permissions below a unit and a place."""
    return Actor(Ref("post", "reader"), tuple(Grant(name, org, place) for name in permissions))


def names(actor: Actor, text: str, **where: str) -> dict[str, list[str]]:
    """What is found, by group."""
    found = finding.names_found(actor, text, size=20, **where)
    return {
        "measures": [one.key for one in found.measures.items],
        "units": [one.name for one in found.units.items],
        "places": [one.name for one in found.places.items],
    }


class TestUnitsAndPlaces:
    def test_are_found_by_name_code_and_sound(self, who: make.County) -> None:
        everywhere = reader("cases.read")

        for text in ("水务", "swj", "shuiwuju", "ＳＷＪ"):
            assert names(everywhere, text)["units"] == ["县水务局"], text
        for text in ("柳河", "lhc", "liuhecun", "139901101203"):
            assert names(everywhere, text)["places"] == ["柳河村"], text
        assert names(everywhere, "qhx")["places"] == ["青禾县"]
        for text in ("没有", "s", "", "%", "_", "\0"):
            assert names(everywhere, text) == {"measures": [], "units": [], "places": []}, text

    def test_need_every_word_in_the_name_or_in_one_above(self, who: make.County) -> None:
        everywhere = reader("cases.read")

        assert names(everywhere, "清源 柳河")["places"] == names(everywhere, "qy lh")["places"] == ["柳河村"]
        assert names(everywhere, "青石 柳河")["places"] == []

    def test_out_of_reach_are_not_found(self, who: make.County) -> None:
        there = reader("cases.read", org=make.ROADS, place="139901/102/")

        assert names(there, "水务")["units"] == names(there, "swj")["units"] == []
        assert names(there, "交通")["units"] == []  # its own place is the county
        assert names(reader("cases.read", org=make.ROADS), "交通")["units"] == ["县交通局"]
        assert names(there, "柳河")["places"] == names(there, "lhc")["places"] == names(there, "青禾县")["places"] == []
        assert names(there, "石桥")["places"] == ["石桥村"]
        assert names(reader("cases.read"), "村", below="139901/102/")["places"] == ["石桥村"]
        assert names(Actor(Ref("post", "nobody")), "村") == {"measures": [], "units": [], "places": []}

    def test_doors_are_never_found(self, who: make.County) -> None:
        lane = territory.register_building(parent_path=make.VILLAGE, name="柳河西巷", actor=who.keeper, at=make.AT)
        territory.register_household(parent_path=lane.path, name="柳河12号", actor=who.keeper, at=make.AT)

        assert names(reader("cases.read"), "柳河")["places"] == ["柳河村", "柳河西巷"]
        assert names(reader("cases.read"), "lhxx")["places"] == ["柳河西巷"]

    def test_no_person_is_a_result(self, who: make.County) -> None:
        for text in ("王督查", "周局长", "wdc", "zjz"):
            assert names(reader("cases.read", "cases.oversee", "insight.read"), text)["units"] == []

    def test_come_in_pages_and_are_counted_once(self, who: make.County) -> None:
        actor = reader("cases.read")

        first = finding.names_found(actor, "县", groups=["units"], size=2).units
        second = finding.names_found(actor, "县", groups=["units"], cursor=first.next, size=20).units

        assert first.count == str(len(first.items) + len(second.items))
        assert second.count == ""
        assert not {one.path for one in first.items} & {one.path for one in second.items}
        with pytest.raises(Refused):
            finding.names_found(actor, "县", groups=["units"], cursor="broken", size=2)


class TestMeasures:
    def test_are_found_by_title_question_key_and_sound(self, who: make.County) -> None:
        reads = reader("insight.read")

        assert "cases.on_time" in names(reads, "cases.on_time")["measures"]
        titles = {one.key: one.title for one in finding.names_found(reads, "cases", size=99).measures.items}
        assert "public.done" in names(reads, "public")["measures"]
        assert len(titles) > 10

    def test_are_for_whoever_reads_figures(self, who: make.County) -> None:
        assert names(reader("cases.read"), "public")["measures"] == []
        for permission in ("insight.read", "cases.oversee", "ledger.read"):
            assert names(reader(permission), "public")["measures"] != []

    def test_are_also_the_countys_own_from_the_moment_they_are_published(self, who: make.County) -> None:
        publisher = system_actor("office", ["insight.publish"], root="139901/")

        published = own.publish_measure(text=definition(), actor=publisher, at=make.AT)

        title = measure(published.key).title
        initials = MeasureSounds.objects.get(pk=published.key).sounds.split()[0]
        for typed in (str(title), initials):
            assert published.key in names(reader("insight.read"), typed)["measures"], typed

    def test_come_in_pages(self, who: make.County) -> None:
        reads = reader("insight.read")

        first = finding.names_found(reads, "cases", groups=["measures"], size=3).measures
        second = finding.names_found(reads, "cases", groups=["measures"], cursor=first.next, size=99).measures

        assert first.count == str(3 + len(second.items))
        assert [one.title for one in (*first.items, *second.items)] == sorted(
            one.title for one in (*first.items, *second.items)
        )


class TestFillSounds:
    def test_fills_what_has_none_and_nothing_twice(self, who: make.County) -> None:
        Organisation.objects.update(sounds=None)
        Place.objects.update(sounds=None)

        assert names(reader("cases.read"), "swj")["units"] == []
        assert directory.fill_sounds() > 0
        assert territory.fill_sounds() > 0
        assert names(reader("cases.read"), "swj")["units"] == ["县水务局"]
        assert names(reader("cases.read"), "lhc")["places"] == ["柳河村"]
        assert (directory.fill_sounds(), territory.fill_sounds(), finding.fill_sounds()) == (0, 0, 0)

    def test_follows_a_new_name(self, who: make.County) -> None:
        directory.rename_organisation(path=make.WATER, name="县供水局", actor=founder(), at=make.AT)

        assert names(reader("cases.read"), "gsj")["units"] == ["县供水局"]
        assert names(reader("cases.read"), "swj")["units"] == []


class TestQueries:
    def test_are_few(self, who: make.County) -> None:
        with CaptureQueriesContext(connection) as asked:
            finding.names_found(reader("cases.read", "insight.read"), "lhc", size=5)

        assert len(asked) <= 6
