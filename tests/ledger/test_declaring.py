"""What is wrong with a measure is said when it is declared, and printed figures come out as they were printed."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from minqing.ledger.declaring import MeasureRefused, declare_measures
from minqing.ledger.expressions import Expression
from minqing.ledger.facts import FACT_TYPES, FactType, amount
from minqing.ledger.measures import MEASURES, Kind, Measure, Tally, Term, Worked
from minqing.ledger.percentiles import Percentile
from minqing.ledger.terms import Then

TALK = FactType("talk.held", title="Talk", meaning="A talk.", unit="场", columns={"heads": amount("heads", "人次")})


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare into copies, so that nothing stays."""
    monkeypatch.setitem(FACT_TYPES, TALK.key, TALK)
    monkeypatch.setattr("minqing.ledger.declaring.MEASURES", dict(MEASURES))


def plain(**changes: Any) -> Measure:
    """A count of widgets, changed."""
    kept = Measure("widgets.made", "Made", "How many?", "件", (Term("widget.made"),), "?", "?", Worked((), Tally()))
    return replace(kept, **changes)


HEADS = plain(key="talks.heads", unit="人次", part=(Term("talk.held", sums=True),))
TALKS = plain(key="talks.held", unit="场", part=(Term("talk.held"),))
ACTORS = plain(key="talks.people", unit="人", part=(Term("talk.held", distinct="actor"),))
TWICE = plain(key="talks.twice", unit="人", part=(), expression=Expression("talks.people * 2"), asks=(ACTORS,))


class TestDeclareMeasures:
    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"part": (Term("widget.lost"),)}, "not declared"),
            ({"part": (Term("widget.made", {"weight": 1}),)}, "not declared"),
            ({"part": (Term("widget.made", {"colour": tuple(range(90))}),)}, "more than 200 letters"),
            ({"part": ()}, "counts nothing"),
            ({"unit": "%"}, "needs a whole"),
            ({"unit": "furlongs"}, "is no unit"),
            ({"unit": "场"}, "give 件, not 场"),
            ({"part": (Term("talk.held", sums=True), Term("widget.made"))}, "人次 and 件 cannot be added"),
            ({"unit": "%", "whole": (Term("talk.held"), Term("widget.made"))}, "cannot be added"),
            ({"unit": "%", "part": (Term("talk.held", sums=True),), "whole": (Term("talk.held"),)}, "no share of 场"),
            ({"unit": "days", "percentile": Percentile(50)}, "give hours, not days"),
            ({"part": (Term("widget.made", distinct="subject"), Term("widget.made"))}, "neither added to anything"),
            ({"part": (Term("widget.made", distinct="subject", sign=-1),)}, "nor taken away"),
            ({"part": (Term("widget.made", distinct="actor", sums=True),)}, "added up over facts"),
            ({"part": (Term("widget.made", distinct="colour"),)}, "only subjects or actors"),
            ({"part": (Term("rating.given", distinct="subject"),)}, "not counted by who it is about"),
            ({"part": (Term("widget.made", distinct="subject"),), "percentile": Percentile(50)}, "read off facts"),
            ({"part": (Term("widget.made", distinct="subject"),), "unit": "人次"}, "not told in 人次"),
            ({"part": (Term("widget.made", then=Then("widget.lost", 5)),)}, "not declared"),
            ({"part": (Term("widget.made", then=Then("talk.held", 5, {"weight": 1})),)}, "not declared"),
            ({"part": (Term("widget.made", then=Then("talk.held", 251)),)}, "within 0 to 250 working days"),
            ({"part": (Term("widget.made", then=Then("talk.held", -1)),)}, "within 0 to 250 working days"),
            ({"part": (Term("widget.made", then=Then("talk.held", 5), sums=True),)}, "neither their amounts"),
            ({"part": (Term("widget.made", then=Then("talk.held", 5), distinct="actor"),)}, "nor whose they are"),
            ({"part": (Term("widget.made", then=Then("rating.given", 5)),)}, "not told by what followed"),
            ({"expression": Expression("widgets.made * 2")}, "no terms of its own"),
            ({"expression": Expression("widgets.none * 2"), "part": ()}, "widgets.none, which is not declared"),
            ({"expression": Expression("widgets.made * 2"), "part": ()}, "widgets.made, which is not declared"),
            ({"expression": Expression("talks.heads + talks.held"), "part": ()}, "cannot be added"),
            ({"expression": Expression("talks.heads / talks.heads"), "part": ()}, "gives %, not 件"),
            ({"expression": Expression("talks.heads / talks.held"), "part": ()}, "gives 人次, not 件"),
            ({"expression": Expression("3 / 4"), "part": ()}, "asks for no measure"),
            ({"expression": Expression("talks.people * 2 + talks.people"), "part": ()}, "does not add up"),
            ({"expression": Expression("1 - -talks.twice / 3"), "part": ()}, "does not add up"),
            ({"expression": Expression("cases.solved / 2"), "part": (), "unit": "%"}, "confided is not worked on with"),
        ],
    )
    def test_refuses_what_cannot_be_counted(self, changes: dict[str, Any], why: str) -> None:
        declare_measures(HEADS, TALKS, ACTORS, TWICE)

        with pytest.raises(MeasureRefused, match=why):
            declare_measures(plain(**changes))

    def test_lets_what_is_counted_once_be_divided_and_compared(self) -> None:
        declare_measures(TALKS, ACTORS)

        share = Expression("talks.people / talks.held + (1 if talks.people > 3 else 0)")
        declare_measures(plain(unit="人", part=(), expression=share))

    def test_refuses_a_key_that_is_taken(self) -> None:
        declare_measures(plain())

        with pytest.raises(MeasureRefused, match="declared twice"):
            declare_measures(plain())


class TestKind:
    @pytest.mark.parametrize(
        ("changes", "kind"),
        [
            ({}, Kind.COUNT),
            ({"part": (Term("widget.made", sums=True),), "unit": "hours"}, Kind.SUM),
            ({"whole": (Term("widget.made"),), "unit": "%"}, Kind.SHARE),
            (
                {"part": (Term("widget.made", sums=True),), "whole": (Term("widget.made"),), "unit": "hours"},
                Kind.MEAN,
            ),
            ({"part": (Term("widget.made", distinct="subject"),), "unit": "人"}, Kind.DISTINCT),
            ({"part": (Term("widget.made", distinct="subject", until_end=True),)}, Kind.DISTINCT),
            (
                {
                    "part": (Term("widget.made", then=Then("talk.held", 5)),),
                    "whole": (Term("widget.made"),),
                    "unit": "%",
                },
                Kind.CONVERSION,
            ),
            ({"part": (Term("widget.made", until_end=True),)}, Kind.STATE),
            ({"part": (Term("widget.made", since_year=True),)}, Kind.CUMULATIVE),
            ({"percentile": Percentile(90), "unit": "hours"}, Kind.PERCENTILE),
            ({"expression": Expression("widgets.made * 2"), "part": ()}, Kind.DERIVED),
        ],
    )
    def test_follows_from_how_it_is_put_together(self, changes: dict[str, Any], kind: Kind) -> None:
        assert plain(**changes).kind is kind


class TestPercent:
    @pytest.mark.parametrize(
        ("part", "whole", "printed"),
        [
            (911, 972, "93.72"),
            (737, 972, "75.82"),
            (902, 956, "94.35"),
            (9, 16, "56.25"),
            (953, 996, "95.68"),
            (43, 996, "4.32"),
        ],
    )
    def test_is_what_was_printed(self, part: int, whole: int, printed: str) -> None:
        assert str(Tally(part, whole).percent()) == printed

    def test_is_a_dash_without_a_whole(self) -> None:
        assert Tally(0, 0).percent() is None

    def test_rounds_a_half_up(self) -> None:
        assert Tally(1, 800).percent() == Decimal("0.13")
