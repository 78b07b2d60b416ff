"""Rules: which version holds where and when, and how a new one comes about."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils.translation import override
from tests.rulebook.actors import keeper

from minqing.kernel.access import system_actor
from minqing.kernel.errors import NotAllowed, NotFound
from minqing.kernel.ref import Ref
from minqing.kernel.times import at_local
from minqing.ledger.facts import FACT_TYPES
from minqing.ledger.queries import facts_about
from minqing.rulebook import queries
from minqing.rulebook.keeping import renew
from minqing.rulebook.models import Rule
from minqing.rulebook.service import UnableToSetRule, confirm_rule, load_rules, set_rule

pytestmark = pytest.mark.django_db

AT = at_local(date(2026, 11, 24), 10)
TODAY = date(2026, 11, 24)
VILLAGE = "139901/101/203/"
HEAD = "rule_id,jurisdiction,value,unit,title_zh,source_title,effective_from,effective_to,provenance,confirmed\n"


def load(*lines: str) -> Any:
    return load_rules(actor=keeper(), at=AT, data=(HEAD + "\n".join(lines)).encode())


def rule(on: date = TODAY, rule_id: str = "HL-04", place: str = VILLAGE) -> queries.RuleView:
    return queries.rule(rule_id, place_path=place, on=on)


class TestLoadRules:
    def test_loads_the_shipped_rules_once(self) -> None:
        first = load_rules(actor=keeper(), at=AT)
        again = load_rules(actor=keeper(), at=AT)

        assert first.added > 60
        assert first.refusals == ()
        assert (again.added, again.kept) == (0, first.added)
        assert len(facts_about(Ref("rule", "HL-04"))) == 1

    @pytest.mark.parametrize(
        ("rule_id", "value", "unit", "confirmed"),
        [
            ("MQ-ACCEPT", 1, "working_day", False),
            ("MQ-ACK", 1, "working_day", False),
            ("HL-04", 5, "working_day", False),
            ("HL-06", 1, "working_day", False),
            ("MQ-EXT", 5, "working_day", False),
            ("MQ-EXT-N", 1, "count", False),
            ("MQ-VERIFY", 2, "working_day", False),
            ("MQ-PRESSURE", 2, "working_day", False),
            ("MQ-RATE", 15, "calendar_day", False),
            ("MQ-RATE-CHANGE", 7, "calendar_day", False),
            ("MQ-RETAIN", 180, "calendar_day", False),
            ("MQ-K", 5, "count", False),
            ("MQ-RATE-WAIT", 10, "calendar_day", False),
            ("MQ-SUPERVISE", 3, "working_day", False),
            ("MQ-SOON", 1, "working_day", False),
            ("MQ-ESCALATE", 1, "working_day", False),
            ("XF-04", 5, "working_day", True),
            ("XF-05", 60, "calendar_day", True),
        ],
    )
    def test_holds_what_the_doors_ask_for(self, rule_id: str, value: int, unit: str, confirmed: bool) -> None:
        load_rules(actor=keeper(), at=AT)

        found = rule(rule_id=rule_id)
        assert (found.value, found.unit, found.confirmed) == (value, unit, confirmed)

    def test_begins_every_clock_with_something_that_is_recorded(self) -> None:
        load_rules(actor=keeper(), at=AT)

        begins = {one.rule_id: one.trigger for one in queries.rules_in_force(place_path=VILLAGE, on=TODAY)}

        assert begins["HL-04"] == "case.registered"  # as ``cases.clocks.start_new`` counts it
        assert {trigger for trigger in begins.values() if trigger} <= set(FACT_TYPES)

    def test_never_overwrites_what_is_there(self) -> None:
        load("HL-04,,5,working_day,办理期限,条例,2024-01-01,,L,0")

        report = load("HL-04,,9,working_day,办理期限,条例,2024-01-01,,L,0")

        assert (report.added, report.kept) == (0, 1)
        assert rule().value == 5

    def test_says_line_by_line_what_is_wrong(self) -> None:
        report = load(
            "HL04,,5,working_day,办理,条例,2024-01-01,,L,0",
            "HL-04,13990,5,working_day,办理,条例,2024-01-01,,L,0",
            "HL-04,,many,working_day,办理,条例,2024-01-01,,L,0",
            "HL-04,,5,fortnight,办理,条例,2024-01-01,,L,0",
            "HL-04,,5,working_day,,条例,2024-01-01,,L,0",
            "HL-04,,5,working_day,办理,条例,2024-01-01,,Z,0",
            "HL-04,,5,working_day,办理,条例,2024-13-01,,L,0",
            "HL-04,,5,working_day,办理,条例,2024-01-01,2023-01-01,L,0",
            "HL-04,,5,working_day,办理,条例,2024-01-01,2025-01-01,L,0",
        )

        assert [refusal.number for refusal in report.refusals] == [2, 3, 4, 5, 6, 7, 8, 9]
        assert report.added == 1

    def test_is_open_to_the_operator_before_there_is_a_county(self) -> None:
        report = load_rules(actor=system_actor("operator", ["rulebook.manage"]), at=AT)

        assert report.added > 60
        with pytest.raises(NotAllowed):
            load_rules(actor=system_actor("operator", ["territory.manage"]), at=AT)

    def test_is_refused_without_a_grant_for_the_county(self) -> None:
        with pytest.raises(NotAllowed):
            load_rules(actor=keeper("139901/101/"), at=AT)
        with pytest.raises(NotAllowed):
            load_rules(actor=keeper("139901/", "territory.manage"), at=AT)


class TestRule:
    def test_takes_the_nearest_jurisdiction(self) -> None:
        load(
            "HL-04,,5,working_day,国家,条例,2024-01-01,,L,0",
            "HL-04,13,6,working_day,省,条例,2024-01-01,,L,0",
            "HL-04,1399,7,working_day,市,条例,2024-01-01,,L,0",
            "HL-04,139902,8,working_day,邻县,条例,2024-01-01,,L,0",
        )

        assert rule().value == 7
        assert rule(place="139902/").value == 8
        assert rule(place="130127/100/").value == 6
        assert rule(place="450123/100/").value == 5

    def test_takes_the_latest_that_holds_on_the_day(self) -> None:
        load(
            "HL-04,,5,working_day,一,条例,2024-01-01,,L,0",
            "HL-04,,6,working_day,二,条例,2026-01-01,2026-07-01,L,0",
            "HL-04,,7,working_day,三,条例,2027-01-01,,L,0",
        )

        assert rule(date(2025, 12, 31)).value == 5
        assert rule(date(2026, 1, 1)).value == 6
        assert rule(date(2026, 6, 30)).value == 6
        assert rule(date(2026, 7, 1)).value == 5
        assert rule(date(2027, 1, 1)).value == 7

    def test_is_not_found_before_it_begins_or_where_it_does_not_hold(self) -> None:
        load("HL-04,13,5,working_day,省,条例,2024-01-01,,L,0")

        for missing in (lambda: rule(date(2023, 12, 31)), lambda: rule(place="450123/"), lambda: rule(rule_id="XX-1")):
            with pytest.raises(NotFound):
                missing()

    def test_asks_one_question_for_several(self, django_assert_num_queries: Any) -> None:
        load_rules(actor=keeper(), at=AT)
        queries.rules(["HL-04"], place_path=VILLAGE, on=TODAY)

        with django_assert_num_queries(1):
            found = queries.rules(["HL-04", "MQ-ACCEPT", "XX-9"], place_path=VILLAGE, on=TODAY)
        assert sorted(found) == ["HL-04", "MQ-ACCEPT"]

    def test_sees_a_change_at_once_and_forgets_one_that_was_rolled_back(self) -> None:
        load_rules(actor=keeper(), at=AT)
        before = rule().value

        with transaction.atomic():
            Rule.objects.create(**_newer(before + 1))
            renew()
            assert rule().value == before + 1
            transaction.set_rollback(True)

        assert rule().value == before


def _newer(value: int) -> dict[str, Any]:
    """A version of HL-04 for the village's county that holds from today."""
    number = {"rule_id": "HL-04", "jurisdiction": "139901", "value": value, "unit": "working_day"}
    return number | {
        "title_zh": "办理期限",
        "provenance": "C",
        "effective_from": TODAY,
        "set_by": "post:1",
        "set_at": AT,
    }


class TestRuleInWords:
    def test_speaks_the_readers_language(self) -> None:
        load_rules(actor=keeper(), at=AT)

        with override("zh-hans"):
            assert rule().title == "办理期限"
        with override("en"):
            assert rule().title == "Handling limit"
            assert str(rule().unit_title) == "working days"
            assert "full" in str(rule().provenance_title)
            assert rule().amount == "5 working days"

    def test_counts_nothing_where_the_rule_is_a_duty(self) -> None:
        load_rules(actor=keeper(), at=AT)

        with override("zh-hans"):
            assert rule(rule_id="MF-201").amount == "一项要求，没有数值"
            assert rule(rule_id="HL-06-N").amount == "1"

    def test_of_an_impossible_name_does_not_exist(self) -> None:
        load_rules(actor=keeper(), at=AT)

        with pytest.raises(NotFound):
            rule(rule_id="HL\0")
        assert queries.rule_history("HL\0", place_path=VILLAGE) == ()

    def test_lists_all_that_hold_by_number(self) -> None:
        load_rules(actor=keeper(), at=AT)

        ids = [view.rule_id for view in queries.rules_in_force(place_path=VILLAGE, on=TODAY)]
        assert ids == sorted(ids)
        assert len(ids) > 60


class TestSetRule:
    def test_writes_a_new_version_for_the_county_and_keeps_the_old(self) -> None:
        load("HL-04,,5,working_day,办理期限,条例,2024-01-01,,L,0")
        old = rule()

        new = set_rule(rule_id="HL-04", value=7, effective_from=date(2026, 12, 1), actor=keeper(), at=AT)

        assert rule() == old
        assert rule(date(2026, 12, 1)) == new
        assert (new.value, new.unit, new.title_zh, new.jurisdiction) == (7, "working_day", "办理期限", "139901")
        assert (new.confirmed, new.provenance) == (True, "C")
        assert queries.rule_by_version(old.version) == old
        assert [view.value for view in queries.rule_history("HL-04", place_path=VILLAGE)] == [7, 5]

    def test_leaves_a_fact(self) -> None:
        set_rule(rule_id="QH-01", value=3, unit="hour", title="回电", effective_from=TODAY, actor=keeper(), at=AT)

        (fact,) = facts_about(Ref("rule", "QH-01"))
        assert fact.kind == "rule.set"
        assert (fact.data["value"], fact.data["unit"], fact.data["jurisdiction"]) == (3, 3, "139901")

    def test_set_twice_on_a_day_holds_as_set_last(self) -> None:
        for value in (3, 4):
            set_rule(
                rule_id="QH-01", value=value, unit="hour", title="回电", effective_from=TODAY, actor=keeper(), at=AT
            )

        assert rule(rule_id="QH-01").value == 4

    @pytest.mark.parametrize(
        "wrong",
        [
            {"rule_id": "hl-04"},
            {"rule_id": ""},
            {"value": -1},
            {"value": 0},
            {"value": 1_000_001},
            {"value": "5"},
            {"value": True},
            {"unit": "fortnight"},
            {"unit": ""},
            {"title": "  "},
            {"title": "回\0电"},
            {"article": "第\0条"},
            {"effective_from": date(2026, 11, 23)},
        ],
    )
    def test_refuses_what_is_no_rule_and_writes_nothing(self, wrong: dict[str, Any]) -> None:
        fine = {"rule_id": "QH-01", "value": 3, "unit": "working_day", "title": "回电", "effective_from": TODAY}

        with pytest.raises(UnableToSetRule):
            set_rule(**{**fine, **wrong}, actor=keeper(), at=AT)

        assert queries.rule_history("QH-01", place_path=VILLAGE) == ()
        assert facts_about(Ref("rule", "QH-01")) == []

    def test_is_refused_to_a_township(self) -> None:
        with pytest.raises(NotAllowed):
            set_rule(
                rule_id="QH-01", value=3, unit="hour", title="回电", effective_from=TODAY,
                actor=keeper("139901/101/"), at=AT,
            )  # fmt: skip


class TestConfirmRule:
    def test_marks_the_version_and_leaves_a_fact(self) -> None:
        load("HL-04,,5,working_day,办理期限,条例,2024-01-01,,L,0")

        confirmed = confirm_rule(version=rule().version, actor=keeper(), at=AT)

        assert confirmed.confirmed
        assert rule().confirmed
        assert {fact.kind for fact in facts_about(Ref("rule", "HL-04"))} == {"rule.set", "rule.confirmed"}

    def test_is_refused_twice_and_for_what_is_not_there(self) -> None:
        load("HL-04,,5,working_day,办理期限,条例,2024-01-01,,L,0", "HL-04,139902,5,working_day,邻,条例,2024-01-01,,L,0")
        confirm_rule(version=rule().version, actor=keeper(), at=AT)

        with pytest.raises(UnableToSetRule):
            confirm_rule(version=rule().version, actor=keeper(), at=AT)
        for version in ("999999", "9" * 60, "x", "", "\0", "١", rule(place="139902/").version):
            with pytest.raises(NotFound):
                confirm_rule(version=version, actor=keeper(), at=AT)


class TestTheTable:
    @pytest.mark.parametrize("sql", ["UPDATE rulebook_rule SET value = 9", "DELETE FROM rulebook_rule"])
    def test_refuses_a_change_in_plain_sql(self, sql: str) -> None:
        load("HL-04,,5,working_day,办理期限,条例,2024-01-01,,L,0")

        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)

        assert rule().value == 5
