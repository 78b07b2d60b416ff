"""Models that suggest matters: trained from what people settled on, chosen, switched back; and weighed each time."""

import json
from datetime import timedelta

import pytest
from tests.factories import cases as make
from tests.factories.suggestions import settled

from minqing.cases import queries, service
from minqing.cases.models import SuggestionModel
from minqing.cases.service.accepting import UnableToAccept
from minqing.cases.service.suggesting import UnableToChoose
from minqing.cases.suggesting.asking import suggest_matters
from minqing.cases.suggesting.codes import Origin, Rank
from minqing.cases.suggesting.training import TooFewTexts
from minqing.kernel.access import Actor, system_actor
from minqing.kernel.errors import NotAllowed, NotFound, Refused
from minqing.ledger.models import Fact

AT = make.AT
LATER = AT + timedelta(days=1)


def router() -> Actor:
    """Whoever may edit routing in the whole county."""
    return system_actor("operator", permissions=("cases.route", "cases.read"), root=make.COUNTY)


def facts(kind: str) -> list[Fact]:
    return list(Fact.objects.filter(kind=kind).order_by("id"))


@pytest.fixture
def who() -> make.County:
    return make.county()


@pytest.mark.django_db
class TestTrainModel:
    def test_learns_from_settled_requests_and_changes_nothing_until_it_is_chosen(self, who: make.County) -> None:
        settled(who)
        steps: list[tuple[int, int]] = []

        version = service.train_model(actor=router(), at=LATER, seen=lambda done, whole: steps.append((done, whole)))

        (made,) = queries.suggestion_models()
        assert (made.version, made.state, made.chosen) == (version, "ready", False)
        assert (made.texts, made.labels) == (121, 3)
        assert made.top1 <= made.top3 <= made.texts
        assert made.macro_f1 > 0.8
        assert steps[0][0] < steps[-1][0] == steps[-1][1]
        (fact,) = facts("suggestion.trained")
        assert (fact.qty, fact.d4) == (121, Origin.OWN)
        assert suggest_matters("路灯坏了").version == 0

    def test_refuses_too_few_with_their_number(self, who: make.County) -> None:
        settled(who, of_each=5)

        with pytest.raises(TooFewTexts, match="16"):
            service.train_model(actor=router(), at=LATER)

        assert queries.suggestion_models() == ()
        assert facts("suggestion.trained") == []

    def test_is_for_whoever_edits_routing_in_the_whole_county(self, who: make.County) -> None:
        for actor in (who.intake, system_actor("part", permissions=("cases.route",), root=make.VILLAGE)):
            with pytest.raises(NotAllowed):
                service.train_model(actor=actor, at=LATER)


@pytest.mark.django_db
class TestOrderModel:
    def test_is_made_by_the_worker(self, who: make.County) -> None:
        settled(who)

        version = service.order_model(actor=router(), at=LATER)

        assert queries.is_model_ordered()
        assert [one.state for one in queries.suggestion_models()] == ["asked"]
        with pytest.raises(Refused):
            service.order_model(actor=router(), at=LATER)
        assert service.learn_ordered(actor=router(), at=LATER) == version
        assert [(one.state, one.done) for one in queries.suggestion_models()] == [("ready", 100)]
        assert not queries.is_model_ordered()
        assert service.learn_ordered(actor=router(), at=LATER) is None
        assert len(facts("suggestion.asked")) == len(facts("suggestion.trained")) == 1

    def test_says_in_its_line_why_it_could_not_be_made(self, who: make.County) -> None:
        service.order_model(actor=router(), at=LATER)
        service.learn_ordered(actor=router(), at=LATER)

        (made,) = queries.suggestion_models()
        assert made.state == "refused"
        assert made.said
        with pytest.raises(UnableToChoose):
            service.choose_model(version=made.version, actor=router(), at=LATER)


@pytest.mark.django_db
class TestChooseModel:
    def test_lets_it_suggest_at_once_and_can_be_switched_back(self, who: make.County) -> None:
        settled(who)
        first, second = (service.train_model(actor=router(), at=LATER) for _one in range(2))

        for version in (first, second, first):
            service.choose_model(version=version, actor=router(), at=LATER)
            told = suggest_matters("老槐树下路灯又不亮")
            assert (told.version, told.matters[0].number) == (version, 132)
            assert "路灯" in "".join(told.matters[0].because)

        assert [json.loads(fact.payload)["before"] for fact in facts("suggestion.chosen")] == [0, first, second]
        assert SuggestionModel.objects.filter(chosen=True).count() == 1

    def test_refuses_what_is_not_there_or_in_use_already(self, who: make.County) -> None:
        settled(who)
        version = service.train_model(actor=router(), at=LATER)
        service.choose_model(version=version, actor=router(), at=LATER)

        with pytest.raises(NotFound):
            service.choose_model(version=99, actor=router(), at=LATER)
        with pytest.raises(UnableToChoose):
            service.choose_model(version=version, actor=router(), at=LATER)
        with pytest.raises(NotAllowed):
            service.choose_model(version=version, actor=who.intake, at=LATER)


@pytest.mark.django_db
class TestSeedModel:
    def test_is_made_once_from_example_texts_and_put_to_use(self, who: make.County) -> None:
        texts = [(f"{spot}路灯坏了", "132") for spot in "东西南北"] + [(f"{spot}停水了", "101") for spot in "东西南北"]
        many = [(f"{text}{number}", label) for number in range(10) for text, label in texts]
        many += [(f"路面有坑{number}", "131") for number in range(30)]

        version = service.seed_model(texts=many, actor=router(), at=AT)

        assert version == suggest_matters("路灯").version == 1
        assert service.seed_model(texts=many, actor=router(), at=AT) is None

    def test_leaves_a_matter_it_never_met_to_the_key_words(self, who: make.County) -> None:
        settled(who)
        service.choose_model(version=service.train_model(actor=router(), at=LATER), actor=router(), at=LATER)

        names = {one.number for one in suggest_matters("老板拖欠工资，还停水").matters}

        assert {201, 101} <= names


@pytest.mark.django_db
class TestCompareModels:
    def test_asks_both_about_the_same_settled_requests(self, who: make.County) -> None:
        settled(who)
        one, other = (service.train_model(actor=router(), at=LATER) for _one in range(2))

        found = queries.compare_models(one, other, actor=router())

        assert found.texts == found.same == 121
        assert found.first[one] == found.first[other] >= 120
        with pytest.raises(NotFound):
            queries.compare_models(one, 99, actor=router())


@pytest.mark.django_db
class TestWeigh:
    @pytest.mark.parametrize(("matter", "rank"), [(132, Rank.FIRST), (201, Rank.NOT_AMONG)])
    def test_records_where_the_settled_matter_stood(self, who: make.County, matter: int, rank: Rank) -> None:
        made = make.registered(words="村口路灯坏了")
        service.accept(number=made.number, matter_number=matter, actor=who.intake, at=LATER)

        (fact,) = facts("suggestion.weighed")
        assert (fact.d2, fact.d3, fact.d4) == (matter, rank, Origin.WORDS)

    def test_is_done_once_where_a_clerk_filed_it_with_its_matter(self, who: make.County) -> None:
        made = make.registered(words="村口路灯坏了", channel="phone", actor=who.intake, matter_number=132)
        assert len(facts("suggestion.weighed")) == 1

        service.accept(number=made.number, actor=who.second_intake, at=LATER)

        assert len(facts("suggestion.weighed")) == 1

    def test_records_nothing_where_nothing_was_suggested(self, who: make.County) -> None:
        made = make.registered(words="请看看这件事")
        service.accept(number=made.number, matter_number=132, actor=who.intake, at=LATER)

        assert facts("suggestion.weighed") == []

    def test_never_takes_a_suggestion_for_what_somebody_said(self, who: make.County) -> None:
        made = make.registered(words="村口路灯坏了")

        with pytest.raises(UnableToAccept):
            service.accept(number=made.number, actor=who.intake, at=LATER)

        assert make.row(made.number).state == "registered"
