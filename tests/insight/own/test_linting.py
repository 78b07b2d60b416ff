"""What is wrong with a definition is said at once, with its line, and nothing wrong gets past."""

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.utils.translation import override
from tests.factories.own_measures import COUNT, DERIVED, LATE_SHARE, text

from minqing.insight.own.linting import Looked, looked_through
from minqing.insight.own.making import made_of
from minqing.kernel.secrecy import SecretMark
from minqing.ledger.facts import FACT_TYPES, FactType
from minqing.ledger.measures import MEASURES, Kind, Measure, Tally
from minqing.ledger.units import UNITS

assert apps.ready

CLOSED = {"fact": "case.closed"}
HALF = {"given": [CLOSED], "gives": {"part": 1, "whole": 2}}
OWN = {"own.closed_all": made_of(text(COUNT)).measure}
KNOWN: dict[str, Measure] = MEASURES | {key: one for key, one in OWN.items() if one}


def looked(of: dict[str, Any] | None = None, /, **changed: Any) -> Looked:
    return looked_through(text(of, **changed), KNOWN)


def grave(found: Looked) -> list[tuple[str, str]]:
    with override("zh-hans"):
        return [(fault.where, str(fault.words)) for fault in found.faults if fault.grave]


def of_kind(kind: str, **more: Any) -> dict[str, Any]:
    """A sound count, with another kind's entries."""
    return {**COUNT, "kind": kind, **more}


class TestKinds:
    @pytest.mark.parametrize(
        ("definition", "kind", "gives"),
        [
            (LATE_SHARE, Kind.SHARE, Tally(9, 16)),
            (COUNT, Kind.COUNT, Tally(3, 0)),
            (DERIVED, Kind.DERIVED, Decimal("0.75")),
            (
                of_kind(
                    "sum", unit="hours", worked={"given": [{**CLOSED, "data": {"hours": 5}, "times": 2}], "gives": 10}
                ),
                Kind.SUM,
                Tally(10, 0),
            ),
            (
                of_kind(
                    "mean",
                    unit="hours",
                    worked={
                        "given": [{**CLOSED, "data": {"hours": 5}}, {**CLOSED, "data": {"hours": 8}}],
                        "gives": {"part": 13, "whole": 2},
                    },
                ),
                Kind.MEAN,
                Tally(13, 2),
            ),
            (
                of_kind(
                    "distinct",
                    once="subject",
                    worked={"given": [{**CLOSED, "about": "a", "times": 2}, {**CLOSED, "about": "b"}], "gives": 2},
                ),
                Kind.DISTINCT,
                Tally(2, 0),
            ),
            (
                of_kind(
                    "distinct",
                    once="actor",
                    unit="个",
                    worked={"given": [{**CLOSED, "by": "a", "times": 2}, {**CLOSED, "by": "b"}], "gives": 2},
                ),
                Kind.DISTINCT,
                Tally(2, 0),
            ),
            (
                of_kind(
                    "percentile",
                    unit="hours",
                    percent=50,
                    edges=[0, 10, 20],
                    worked={"given": [{**CLOSED, "data": {"hours": 5}, "times": 4}], "gives": 5},
                ),
                Kind.PERCENTILE,
                Decimal(5),
            ),
            (
                of_kind(
                    "state",
                    part=[{"fact": "case.registered"}],
                    less=[CLOSED],
                    worked={
                        "given": [{"fact": "case.registered", "times": 5, "when": "before"}, {**CLOSED, "times": 2}],
                        "gives": 3,
                    },
                ),
                Kind.STATE,
                Tally(3, 0),
            ),
            (
                of_kind("cumulative", worked={"given": [{**CLOSED, "when": "before", "times": 4}, CLOSED], "gives": 5}),
                Kind.CUMULATIVE,
                Tally(5, 0),
            ),
            (
                of_kind(
                    "conversion",
                    unit="%",
                    part=[{"fact": "case.registered"}],
                    then={**CLOSED, "within_days": 5},
                    worked={
                        "given": [
                            {"fact": "case.registered", "about": "a"},
                            {**CLOSED, "about": "a"},
                            {"fact": "case.registered", "about": "b"},
                            {**CLOSED, "about": "b", "when": "after"},
                        ],
                        "gives": {"part": 1, "whole": 2},
                    },
                ),
                Kind.CONVERSION,
                Tally(1, 2),
            ),
        ],
        ids=lambda given: str(given) if isinstance(given, Kind) else "",
    )
    def test_come_out_of_one_text_each(self, definition: dict[str, Any], kind: Kind, gives: Tally | Decimal) -> None:
        found = looked_through(text(definition), KNOWN)

        assert grave(found) == []
        assert found.measure is not None
        assert (found.measure.kind, found.measure.worked.gives) == (kind, gives)

    def test_keep_the_words_and_the_conditions(self) -> None:
        measure = looked(part=[{"fact": "case.closed", "where": {"late": "是", "outcome": [1, 2]}, "from": 8}]).measure

        assert measure is None or measure.title == "超期办结率"
        assert made_of(text(part=[{"fact": "case.closed", "where": {"late": True}, "below": 8}])).measure is not None


@pytest.mark.parametrize(
    ("definition", "where", "words"),
    [
        ({"part": [{"fact": "case.close"}]}, "part", "您要写的是“case.closed”吗"),
        ({"part": [{"fact": "case.closed", "where": {"lat": 1}}]}, "part", "late"),
        ({"part": [{"fact": "case.closed", "where": {"late": 7}}]}, "part", "不会是 7"),
        ({"part": [{"fact": "case.closed", "where": {"hours": 7}}]}, "part", "from"),
        ({"part": [{"fact": "case.closed", "where": {"due_on": 7}}]}, "part", "只供阅读"),
        ({"part": [{"fact": "case.closed", "where": {"late": "多"}}]}, "part", "整数"),
        ({"part": [{"fact": "case.closed", "from": "多"}]}, "part", "整数"),
        ({"part": ["case.closed"]}, "part", "- fact"),
        ({"part": [{"fact": "rating.given"}]}, "part", "评价"),
        (of_kind("count", part=[{"fact": "pressure.acknowledged"}]), "part", "信任"),
        (of_kind("count", part=[{"fact": "rating.lapsed"}]), "part", "信任"),
        ({**DERIVED, "expression": "cases.pressure / cases.registered"}, "expression", "信任"),
        ({"whole": None}, "whole", "分母"),
        ({"worked": None}, "worked", "例子"),
        ({"title": None}, "title", "title"),
        ({"title": "很" * 41}, "title", "40"),
        ({"kind": "share of"}, "kind", "share"),
        ({"unit": "斤"}, "unit", "件"),
        ({"unit": "件"}, "unit", "%"),
        ({"better": "more"}, "better", "higher"),
        ({"measure": "cases.on_time"}, "measure", "own.on_time"),
        ({"measure": "own.Late"}, "measure", "own."),
        ({"less": [CLOSED]}, "less", "less"),
        ({"worked": {"given": [CLOSED], "gives": {"part": 1, "whole": 1}}}, "worked", "0/1"),
        (
            {"worked": {"given": [{"fact": "case.registered"}], "gives": {"part": 0, "whole": 0}}},
            "worked",
            "什么也没有",
        ),
        ({"worked": {"given": [{**CLOSED, "times": 0}], "gives": 1}}, "worked", "times"),
        ({"worked": {"given": [{**CLOSED, "when": "later"}], "gives": 1}}, "worked", "within"),
        ({"worked": {"given": [{**CLOSED, "data": {"x": 1}}], "gives": 1}}, "worked", "x"),
        ({"worked": {"given": [{**CLOSED, "data": {"late": 3}}], "gives": 1}}, "worked", "对不上"),
        ({"worked": {"given": [CLOSED], "gives": 1}}, "worked", "part"),
        ({"worked": {"gives": {"part": 1, "whole": 1}}}, "worked", "given"),
        (of_kind("count", worked={"given": [CLOSED], "gives": "许多"}), "worked", "一个数"),
        (of_kind("sum", part=[{"fact": "case.registered"}], unit="hours"), "part", "没有数量"),
        (of_kind("count", part=[{"fact": "case.registered", "from": 3}]), "part", "没有数量"),
        (of_kind("mean", unit="%", worked=HALF), "unit", "平均"),
        (of_kind("sum", part=[{"fact": "case.moved"}]), "part", "case"),
        (of_kind("distinct", once="household"), "once", "subject"),
        (of_kind("distinct", once="subject", unit="人次"), "unit", "人次"),
        (of_kind("distinct", once="subject", part=[CLOSED, {"fact": "case.registered"}]), "part", "算两次"),
        (of_kind("percentile", percent=100, unit="hours"), "percent", "99"),
        (of_kind("percentile", percent=50, unit="hours", edges=[3, 2]), "percent", "99"),
        (of_kind("percentile", percent=50, unit="hours", edges=list(range(41))), "percent", "40"),
        (of_kind("conversion", unit="%", then={**CLOSED, "within_days": 300}), "then", "250"),
        (of_kind("conversion", unit="%", then={**CLOSED, "within_days": 0}, worked=HALF), "then", "同一天"),
        (of_kind("conversion", unit="%", then={"fact": "rating.given", "within_days": 3}), "then", "评价"),
        ({**DERIVED, "expression": "own.closed_all / cases.absent"}, "expression", "cases.absent"),
        ({**DERIVED, "expression": "open('/etc/passwd')"}, "expression", "不能"),
        ({**DERIVED, "expression": "own.closed_all.bit_length()"}, "expression", "不能"),
        ({**DERIVED, "expression": "3 / 4"}, "expression", "至少"),
        ({**DERIVED, "expression": "cases.solved / cases.on_time"}, "expression", "信任"),
        ({**DERIVED, "unit": "件"}, "unit", "%"),
        ({**DERIVED, "expression": "cases.median_hours / cases.registered", "unit": "人"}, "unit", "hours"),
        ({**DERIVED, "expression": "own.closed_all * 1e999"}, "expression", "不能"),
        ({"part": [{**CLOSED, "where": [1]}]}, "part", "where"),
        ({"part": [{**CLOSED, "where": "late"}]}, "part", "where"),
        (of_kind("count", part=[{"fact": "case.registered", "where": {"matter": [1, 10**9]}}]), "part", "不会是"),
        ({"part": [{**CLOSED, "below": 10**20}]}, "part", "整数"),
        ({"title": {"很": 1}}, "title", "一个值"),
        ({"measure": ["own.a"]}, "measure", "一个值"),
        ({"source": ["文"]}, "source", "一个值"),
        (of_kind("state", part=[{"fact": "case.registered", "where": {"matter": 3}}], less=[CLOSED]), "part", "按事项"),
        (
            of_kind("state", part=[{"fact": "case.registered"}], less=[{**CLOSED, "where": {"matter": 3}}]),
            "part",
            "存量",
        ),
        (of_kind("state", amounts="也许", worked={"given": [CLOSED], "gives": 1}), "amounts", "是"),
        ({"worked": {"given": [{**CLOSED, "data": [1]}], "gives": 1}}, "worked", "data"),
        ({"worked": {"given": [{**CLOSED, "times": 1000}] * 6, "gives": 1}}, "worked", "5000"),
        *(
            (of_kind("count", worked={"given": [CLOSED], "gives": gives}), "worked", "一个数")
            for gives in ("Infinity", "NaN", "sNaN", "1e99999999999", "9" * 5000)
        ),
        ({**DERIVED, "worked": {"given": [CLOSED], "gives": "1.0e+999999999"}}, "worked", "一个数"),
    ],
)
def test_refuses_with_line_and_words(definition: dict[str, Any], where: str, words: str) -> None:
    whole = definition if "measure" in definition and "kind" in definition else {**LATE_SHARE, **definition}

    found = looked_through(text(whole), KNOWN)

    assert not found.is_sound
    assert any(place == where and words in said for place, said in grave(found)), grave(found)
    assert all(fault.line >= 1 for fault in found.faults)
    assert [said for _, said in grave(found) if not any("一" <= letter <= "鿿" for letter in said)] == []


class TestFormulas:
    def with_units(self, first: str, second: str) -> dict[str, Measure]:
        made = KNOWN["own.closed_all"]
        return KNOWN | {
            "own.a": replace(made, key="own.a", unit=first),
            "own.b": replace(made, key="own.b", unit=second),
        }

    def test_refuses_to_add_heads_to_people(self) -> None:
        known = self.with_units("人次", "人")

        found = looked_through(text({**DERIVED, "expression": "own.a + own.b", "unit": "人"}), known)

        assert any("人次" in words and "不能相加" in words for _, words in grave(found))

    def test_refuses_to_multiply_numbers_with_units(self) -> None:
        found = looked_through(text({**DERIVED, "expression": "own.a * own.b"}), self.with_units("人", "件"))

        assert any("相乘" in words for _, words in grave(found))

    def test_refuses_what_asks_for_itself(self) -> None:
        outer = looked_through(text(DERIVED), KNOWN).measure
        assert outer is not None
        known = KNOWN | {outer.key: outer}
        circle = {**DERIVED, "measure": "own.closed_all", "expression": f"{outer.key} * 2"}

        assert any("绕" in words for _, words in grave(looked_through(text(circle), known)))

    def test_refuses_to_add_what_is_counted_once(self) -> None:
        once = of_kind("distinct", once="subject", worked={"given": [CLOSED], "gives": 1}, measure="own.once")
        made = looked_through(text(once), KNOWN).measure
        assert made is not None
        adding = {**DERIVED, "expression": "own.once + own.closed_all", "unit": "件"}

        found = looked_through(text(adding), KNOWN | {"own.once": made})

        assert any(where == "expression" and "办结件数" in words for where, words in grave(found))

    def test_refuses_to_add_what_is_counted_once_however_it_is_wrapped(self) -> None:
        once = of_kind("distinct", once="subject", worked={"given": [CLOSED], "gives": 1}, measure="own.once")
        made = looked_through(text(once), KNOWN).measure
        assert made is not None
        adding = {**DERIVED, "expression": "max(own.once, 3) * 2 - own.closed_all", "unit": "件"}

        found = looked_through(text(adding), KNOWN | {"own.once": made})

        assert any(where == "expression" and "办结件数" in words for where, words in grave(found))

    def test_refuses_a_share_of_something_else(self, monkeypatch: pytest.MonkeyPatch) -> None:
        talk = FactType("talk.held", title="Talk", meaning="A talk.", unit="场")
        monkeypatch.setitem(FACT_TYPES, talk.key, talk)

        assert any("同一个单位" in words for _, words in grave(looked(whole=[{"fact": "talk.held"}])))


class TestText:
    @pytest.mark.parametrize(
        ("written", "line", "words"),
        [
            ("measure: own.a\ntitle: a: b\n", 2, "半角冒号"),
            ("measure: own.a\n\ttitle: b\n", 2, "制表符"),
            ("measure: own.a\nmeasure: own.b\n", 2, "两次"),
            ("measure: &a own.a\ntitle: *a\n", 2, "写全"),
            ("只有一句话", 1, "一行"),
            ("", 1, "一行"),
            ("measure: " + "a" * 10_001, 1, "10000"),
            ("[" * 5000, 1, "读不懂"),
            ("[" * 9_000 + "]" * 900, 1, "读不懂"),
            ("measure: own.a\nkind: !!str count\n", 2, "打标记"),
        ],
    )
    def test_that_cannot_be_read_is_refused_with_its_line(self, written: str, line: int, words: str) -> None:
        with override("zh-hans"):
            (fault,) = looked_through(written, KNOWN).faults
            assert (fault.line, words in str(fault.words)) == (line, True), fault.words

    def test_never_runs_what_it_holds(self) -> None:
        found = looked_through("measure: !!python/object/apply:os.system ['true']\nkind: count\n", KNOWN)

        assert not found.is_sound

    def test_with_the_mark_of_a_secret_paper_is_not_taken(self) -> None:
        with pytest.raises(SecretMark):
            looked(counts="机密★1年")

    def test_says_everything_that_is_wrong_at_once(self) -> None:
        found = looked(unit="斤", better="more", title=None, part=[{"fact": "case.close"}])

        assert {fault.where for fault in found.faults} == {"unit", "better", "title", "part"}
        assert [fault.line for fault in found.faults] == sorted(fault.line for fault in found.faults)


class TestWarnings:
    @pytest.mark.parametrize(
        ("definition", "words"),
        [
            (LATE_SHARE, "显示“—”"),
            ({**LATE_SHARE, "whole": [{"fact": "case.registered"}, CLOSED]}, "显示“—”"),
            (DERIVED, "显示“—”"),
            ({**LATE_SHARE, "part": [{"fact": "case.registered"}]}, "100%"),
            (of_kind("state", worked={"given": [CLOSED], "gives": 1}), "只增不减"),
            (of_kind("distinct", once="subject", worked={"given": [CLOSED], "gives": 1}), "加起来"),
        ],
    )
    def test_say_what_is_worth_knowing_and_keep_nobody_from_publishing(
        self, definition: dict[str, Any], words: str
    ) -> None:
        found = looked_through(text(definition), KNOWN)

        with override("zh-hans"):
            assert any(words in str(fault.words) for fault in found.faults if not fault.grave), found.faults


def test_every_unit_can_be_written() -> None:
    assert all(str(unit).strip() for unit in UNITS)


def test_the_example_of_the_guide_is_sound() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs/howto/own-measure.md").read_text(encoding="utf-8")
    (written,) = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)

    assert looked_through(written, KNOWN).is_sound
