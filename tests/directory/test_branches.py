"""Dual reporting: by one's own act, seen by the branch alone, counted for others, and never a list."""

import dataclasses
import inspect
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.factories import directory as make

import minqing
from minqing.directory import service as directory
from minqing.directory.branches import queries, records, service
from minqing.directory.branches.codes import Kept, Pledge, Said
from minqing.directory.branches.service import UnableToReport
from minqing.directory.models import BranchSlip
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import NotFound
from minqing.kernel.ref import Ref
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.queries import facts_about
from minqing.territory import service as territory

pytestmark = pytest.mark.django_db

AT = make.AT
LIU, SHI = "139901/101/203/", "139901/101/204/"
DIVISIONS = (
    "code,name\n139901000000,青禾县\n139901101000,清源镇\n139901101203,柳河村民委员会\n139901101204,石桥村民委员会\n"
)
SAYS: dict[str, Any] = {"pledge": Pledge.TIDY, "kept": Kept.OPEN, "duty_done": True, "has_sign": True, "at": AT}


@pytest.fixture
def secretary() -> Actor:
    """The post of the secretary of the water bureau's party branch."""
    territory.load_divisions(
        data=DIVISIONS.encode(), actor=system_actor("setup", ("territory.manage",), root="139901/"), at=AT
    )
    make.unit()
    directory.open_organisation(
        key="branch",
        name="县水务局党支部",
        actor=make.founder(),
        at=AT,
        place_path="139901/",
        parent_path="139901/water/",
        kind="branch",
    )
    return make.actor("directory.branch", unit_path="139901/water/branch/")


def codes(secretary: Actor, n: int) -> list[str]:
    return [one.code for one in service.issue_slips(how_many=n, actor=secretary, at=AT)]


class TestTheBranch:
    def test_sees_which_of_its_slips_are_not_used_yet(self, secretary: Actor) -> None:
        first, _second = codes(secretary, 2)
        service.report(code=first.lower(), place_path=LIU, at=AT)

        assert [(one.number, one.reported) for one in queries.slips_of_own_branch(secretary)] == [(1, True), (2, False)]

    def test_is_seen_by_nobody_above_it_whatever_she_is_granted(self, secretary: Actor) -> None:
        codes(secretary, 1)
        above = make.actor("directory.branch", unit_path="139901/")

        with pytest.raises(NotFound):
            queries.slips_of_own_branch(above)
        with pytest.raises(NotFound):
            service.issue_slips(how_many=1, actor=above, at=AT)

    def test_is_no_bureau(self, secretary: Actor) -> None:
        with pytest.raises(NotFound):
            queries.branch_name(make.actor("directory.branch", unit_path="139901/water/", name="钱一"))

    @pytest.mark.parametrize("n", [0, 101])
    def test_hands_out_no_none_and_not_too_many(self, secretary: Actor, n: int) -> None:
        with pytest.raises(UnableToReport):
            service.issue_slips(how_many=n, actor=secretary, at=AT)

    def test_voids_what_was_lost_and_nothing_that_was_used(self, secretary: Actor) -> None:
        used, lost = codes(secretary, 2)
        service.report(code=used, place_path=LIU, at=AT)
        service.void_slip(number=2, actor=secretary, at=AT)

        with pytest.raises(NotFound):
            queries.member_page(lost)
        with pytest.raises(UnableToReport):
            service.void_slip(number=1, actor=secretary, at=AT)
        with pytest.raises(NotFound):
            service.void_slip(number=7, actor=secretary, at=AT)


class TestTheMember:
    def test_reports_says_and_takes_all_of_it_back(self, secretary: Actor) -> None:
        (code,) = codes(secretary, 1)
        service.report(code=code, place_path=LIU, at=AT)
        service.say(code=code, **SAYS)
        service.say(code=code, **SAYS | {"kept": Kept.YES})
        told = queries.member_page(code)
        assert (told.pledge, told.kept, told.duty_done, told.has_sign) == (Pledge.TIDY, Kept.YES, True, True)

        service.withdraw(code=code, at=AT)

        told = queries.member_page(code)
        assert (told.place_name, told.pledge, told.kept, told.duty_done, told.has_sign) == ("", 0, 0, False, False)

    def test_leaves_facts_of_the_village_that_name_neither_branch_nor_slip(self, secretary: Actor) -> None:
        (code,) = codes(secretary, 1)
        service.report(code=code, place_path=LIU, at=AT)
        service.say(code=code, **SAYS)
        service.report(code=code, place_path=SHI, at=AT)

        told = facts_about(Ref("division", "139901101203"))
        said = {(one.kind, one.data.get("said")) for one in told if one.kind.startswith("dual_report.")}
        assert said == {  # of one moment, in no order
            ("dual_report.made", None),
            ("dual_report.said", Said.PLEDGED),
            ("dual_report.said", Said.DUTY_DONE),
            ("dual_report.said", Said.SIGN_UP),
            ("dual_report.withdrawn", None),
        }
        ours = [one for one in told if one.kind.startswith("dual_report.")]
        assert {(one.org_path, one.place_path) for one in ours} == {("139901/", LIU)}

    def test_says_nothing_new_twice(self, secretary: Actor) -> None:
        (code,) = codes(secretary, 1)
        service.report(code=code, place_path=LIU, at=AT)
        service.say(code=code, **SAYS)

        with pytest.raises(UnableToReport):
            service.report(code=code, place_path=LIU, at=AT)
        with pytest.raises(UnableToReport):
            service.say(code=code, **SAYS)

        kinds = [one.kind for one in facts_about(Ref("division", "139901101203"))]
        assert (kinds.count("dual_report.made"), kinds.count("dual_report.said")) == (1, 3)

    def test_loses_what_came_of_a_pledge_with_the_pledge(self, secretary: Actor) -> None:
        (code,) = codes(secretary, 1)
        service.report(code=code, place_path=LIU, at=AT)
        service.say(code=code, **SAYS)
        service.say(code=code, **SAYS | {"kept": Kept.NO})
        service.say(code=code, **SAYS | {"pledge": Pledge.NONE, "kept": Kept.NO})

        assert queries.member_page(code).kept == Kept.OPEN

    def test_is_refused_a_township_and_words_before_reporting_and_codes_that_are_none(self, secretary: Actor) -> None:
        (code,) = codes(secretary, 1)

        with pytest.raises(UnableToReport):
            service.report(code=code, place_path="139901/101/", at=AT)
        with pytest.raises(UnableToReport):
            service.say(code=code, **SAYS)
        with pytest.raises(UnableToReport):
            service.withdraw(code=code, at=AT)
        service.report(code=code, place_path=LIU, at=AT)
        with pytest.raises(UnableToReport):
            service.say(code=code, **SAYS | {"pledge": 99})
        for wrong in ("", "AAAA", code[:-1] + ("A" if code[-1] != "A" else "B")):
            with pytest.raises(NotFound):
                service.withdraw(code=wrong, at=AT)


class TestCounts:
    def test_tell_others_n_of_m_and_nothing_small(self, secretary: Actor) -> None:
        for code in codes(secretary, 11)[:6]:
            service.report(code=code, place_path=LIU, at=AT)

        assert [(one.reported, one.slips) for one in queries.branch_counts(at_least=5)] == [(6, 11)]
        assert [(one.reported, one.slips) for one in queries.branch_counts(at_least=6)] == [(None, 11)]
        assert [(one.reported, one.slips) for one in queries.branch_counts(at_least=12)] == [(None, None)]

    def test_of_a_village_are_none_where_few(self, secretary: Actor) -> None:
        for number, code in enumerate(codes(secretary, 6)):
            service.report(code=code, place_path=SHI if number == 5 else LIU, at=AT)
            service.say(code=code, **SAYS | {"has_sign": number < 3})

        found = queries.counts_by_village(at_least=5)
        assert (found[LIU].reported, found[LIU].pledged, found[LIU].signs) == (5, 5, None)
        assert found[SHI].reported is None


class TestNoList:
    """Guardrails 3.3, G21, G22: no list of party households, no points, no hours."""

    def test_no_record_holds_a_place_and_a_slip_together_nor_a_name(self) -> None:
        for name in records.__all__:
            fields = {field.name for field in dataclasses.fields(getattr(records, name))}
            assert not (fields & {"place_path", "place_name"} and fields & {"number", "slip", "branch", "name"}), name
            assert not fields & {"person", "person_name", "member", "household", "points", "hours"}, name

    def test_no_column_holds_a_name_a_person_a_door_a_moment_or_an_amount(self) -> None:
        columns = {field.name for field in BranchSlip._meta.get_fields()}

        assert columns == {
            *("id", "branch", "number", "code_hash", "place_path"),
            *("pledge", "kept", "duty_done", "has_sign"),
        }

    def test_nobody_else_reads_the_table(self) -> None:
        root = Path(minqing.__file__).parent
        readers = {
            str(file.relative_to(root)) for file in root.rglob("*.py") if "BranchSlip" in file.read_text("utf-8")
        }

        assert readers == {
            "directory/branches/queries.py",
            "directory/branches/service.py",
            "directory/branches/slips.py",
            "directory/migrations/0006_slips_of_party_branches.py",
            "directory/models/__init__.py",
            "directory/models/branches.py",
        }

    def test_what_members_say_is_confided_so_that_no_figure_or_list_is_made_of_it(self) -> None:
        kinds = [kind for key, kind in FACT_TYPES.items() if key.startswith("dual_report.")]

        assert len(kinds) == 3
        assert all(kind.confided for kind in kinds)

    def test_every_query_is_looked_at_here(self) -> None:
        asked = {
            name for name, one in inspect.getmembers(queries, inspect.isfunction) if one.__module__ == queries.__name__
        }

        assert asked - {"_told"} == {
            *("branch_counts", "branch_name", "counts_by_village", "member_page", "slips_of_own_branch"),
        }

    def test_the_database_refuses_words_without_reporting(self, secretary: Actor) -> None:
        codes(secretary, 1)

        with pytest.raises(IntegrityError), transaction.atomic():
            BranchSlip.objects.update(has_sign=True)
