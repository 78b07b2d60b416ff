"""Pages of measures: each with its question and example, and the county's own from the form to the number."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, DERIVED, LATE_SHARE, text
from tests.web.office.seats import Office, client_of

from minqing.insight.models import OwnMeasure
from minqing.insight.own import service
from minqing.insight.own.columns import TITLES, countable, splitting
from minqing.insight.own.linting import looked_through
from minqing.insight.own.writing import SAMPLE, text_of
from minqing.kernel.access import Actor
from minqing.kernel.times import at_local, day_of
from minqing.ledger.measures import MEASURES
from minqing.web.measures.drafting import known_from, text_from
from minqing.web.measures.forms import Compose

LIST, NEW = "/office/measures/", "/office/measures/new/"


@pytest.fixture
def publisher(office: Office) -> Actor:
    permissions = ("insight.read", "insight.publish", "cases.oversee", "cases.read")
    return make.post(make.CHECKS, "统计岗", "华统计", *permissions, org=make.COUNTY)


@pytest.fixture
def client(publisher: Actor) -> Client:
    return client_of(publisher)


def words(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return unescape(answer.content.decode())


def publish(publisher: Actor, of: dict[str, Any], reason: str = "", **changed: Any) -> None:
    service.publish_measure(text=text(of, **changed), reason=reason, actor=publisher, at=timezone.now())


def last_month(office: Office, times: int) -> None:
    """So many requests closed in the last month that is over."""
    first = day_of(timezone.now()).replace(day=1)
    at = at_local((first - timedelta(days=1)).replace(day=10), 10)
    for _ in range(times):
        make.closed(office.county, at=at)


def sent_by(definition: dict[str, Any], **more: Any) -> dict[str, Any]:
    """What a browser sends of the form that a definition fills."""
    form = Compose(known=known_from(text(definition)))
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value is not None} | more


class TestList:
    def test_holds_every_measure_by_its_door(self, client: Client) -> None:
        page = words(client, LIST)

        assert all(f'href="/office/measures/{key}/"' in page for key in MEASURES)
        assert "群众诉求" in page
        assert "本县还没有自定指标" in page

    def test_finds_by_name_question_and_key_within_a_door(self, client: Client, publisher: Actor) -> None:
        publish(publisher, LATE_SHARE)

        assert "超期办结率" in words(client, f"{LIST}?text=超期办结的")
        assert "超期办结率" in words(client, f"{LIST}?text=OWN.CLOSED&door=own")
        assert "超期办结率" not in words(client, f"{LIST}?text=超期办结的&door=cases")
        assert "没有合适的指标" in words(client, f"{LIST}?text=没有这样的")

    def test_hides_the_button_from_whoever_may_not_publish(self, office: Office) -> None:
        assert NEW not in words(client_of(office.idle), LIST)

    def test_leaves_as_a_table(self, client: Client) -> None:
        table = client.get(f"{LIST}?as=csv").content.decode()

        assert "cases.on_time" in table
        assert str(MEASURES["cases.on_time"].misleads) in table

    def test_takes_as_many_queries_however_many_own_measures_there_are(self, client: Client, publisher: Actor) -> None:
        def counted() -> int:
            client.get(LIST)
            with CaptureQueriesContext(connection) as found:
                client.get(LIST)
            return len(found)

        publish(publisher, LATE_SHARE)
        one = counted()
        publish(publisher, COUNT)

        assert counted() == one


class TestMeasure:
    @pytest.mark.parametrize("key", sorted(MEASURES))
    def test_of_the_house_says_question_formula_and_example(self, key: str, client: Client) -> None:
        page, measure = words(client, f"{LIST}{key}/"), MEASURES[key]

        assert str(measure.question) in page
        assert str(measure.misleads) in page
        assert "算例" in page
        assert "口径指纹" in page

    def test_shows_the_number_of_last_month_with_the_requests_beneath(
        self, client: Client, publisher: Actor, office: Office
    ) -> None:
        last_month(office, 2)
        publish(publisher, COUNT)
        page = words(client, f"{LIST}own.closed_all/")
        link = re.search(r'href="(/office/oversight/requests\?of=own[^"]+)"', page)

        assert '<p class="big">2 件</p>' in page
        assert link
        assert words(client, link[1]).count('class="row found"') == 2

    def test_opens_to_its_rows_and_facts(self, client: Client, publisher: Actor, office: Office) -> None:
        publish(publisher, LATE_SHARE)
        last_month = (timezone.now().replace(day=1) - timedelta(days=3)).replace(hour=4)
        for minute in range(6):
            make.closed(office.county, at=last_month + timedelta(minutes=minute))

        shown = words(client, f"/office/measures/{LATE_SHARE['measure']}/")
        way = f"/office/measures/{LATE_SHARE['measure']}/number/?period=last_month"

        assert f'href="{way}"' in shown
        assert '<p class="big">0.00%（0/6）</p>' in words(client, f"{way}&by=place")

    def test_says_that_a_number_is_counted_until_its_cells_are_there(self, client: Client, publisher: Actor) -> None:
        worked = {"given": [{"fact": "case.closed", "data": {"late": 1}}], "gives": {"part": 1, "whole": 1}}
        narrow = [{"fact": "case.closed", "where": {"late": 1, "contacted": 0}}]
        publish(publisher, LATE_SHARE, part=narrow, worked=worked)

        assert "这之前直接按事实数" in words(client, f"{LIST}own.closed_late/")

    def test_shows_no_number_to_a_post_that_sees_none_and_none_of_what_was_confided(
        self, client: Client, office: Office
    ) -> None:
        assert "您的岗位还看不到数" in words(client_of(office.idle), f"{LIST}cases.on_time/")
        for key in ("cases.solved", "cases.pressure", "cases.answered"):
            page = words(client, f"{LIST}{key}/")
            assert ("出于信任" in page, 'class="big"' in page) == (True, False), key

    def test_shows_versions_with_their_difference_and_hash(self, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)
        publish(publisher, COUNT, "说清楚些", misleads="重办的会再算。")
        page, row = words(client, f"{LIST}own.closed_all/"), OwnMeasure.objects.get(version=2)

        assert "<ins>+ misleads: 重办的会再算。</ins>" in page
        assert "<del>- misleads: 重新办理的会再算一次。</del>" in page
        assert row.digest in page
        assert "说清楚些" in page
        assert "统计岗" in page
        assert "最新的是" in words(client, f"{LIST}own.closed_all/?version=1")

    def test_gives_its_text_as_it_was_published(self, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)
        publish(publisher, COUNT, "改名", title="办结总数")

        assert client.get(f"{LIST}own.closed_all/text").content.decode() == text(COUNT, title="办结总数")
        assert client.get(f"{LIST}own.closed_all/text?version=1").content.decode() == text(COUNT)

    @pytest.mark.parametrize("address", ["own.absent/", "own.closed_all/?version=9", "own.closed_all/?version=x"])
    def test_that_is_not_there_is_not_found(self, address: str, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)

        assert client.get(f"{LIST}{address}").status_code == 404

    def test_says_that_a_formula_keeps_its_version(self, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)
        publish(publisher, DERIVED)
        publish(publisher, COUNT, "改名", title="办结总数")

        assert "后来有了第 2 版" in words(client, f"{LIST}own.closed_per_asked/")

    def test_can_be_retired_with_a_reason(self, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)
        address = f"{LIST}own.closed_all/retire"

        assert client.post(address, {"reason": ""}).status_code == 422
        assert client.post(address, {"reason": "并入月报"}).status_code == 302
        page = words(client, f"{LIST}own.closed_all/")
        assert "并入月报" in page
        assert "已停用" in words(client, LIST)
        assert client.get(address).status_code == 404

    def test_that_the_house_cannot_count_any_more_says_so(self, client: Client) -> None:
        OwnMeasure.objects.create(
            id="a" * 32, key="own.gone", version=1, text=text(COUNT, measure="own.gone", part=[{"fact": "case.gone"}]),
            digest="0" * 64, published_by="system:office", published_at=timezone.now(),
        )  # fmt: skip

        assert "现在数不出来了" in words(client, f"{LIST}own.gone/")
        assert 'href="/office/measures/own.gone/"' in words(client, LIST)


class TestNumber:
    def test_of_an_own_measure_opens_to_its_facts_with_their_requests_and_proofs(
        self, client: Client, publisher: Actor, office: Office
    ) -> None:
        last_month(office, 3)
        worked = {"given": [{"fact": "case.closed", "about": "甲", "times": 2}], "gives": 1}
        publish(publisher, COUNT, kind="distinct", once="subject", worked=worked)
        link = re.search(r'href="(/office/measures/own[^"]+number[^"]+)"', words(client, f"{LIST}own.closed_all/"))

        assert link
        page = words(client, link[1])
        assert '<p class="big">3 件</p>' in page
        assert page.count('href="/office/cases/') == 3
        assert page.count('href="/office/ledger/facts/') == 3  # each with its proof
        assert "已办理" in page

    def test_of_an_own_formula_opens_to_what_it_is_worked_out_from(self, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)
        publish(publisher, DERIVED)

        page = words(client, f"{LIST}own.closed_per_asked/number/")

        assert "/office/measures/own.closed_all/number/?from=" in page
        assert 'id="facts"' not in page


class TestText:
    def test_is_looked_through_and_counted_before_it_is_published(self, client: Client, office: Office) -> None:
        last_month(office, 1)
        answer = client.post(NEW, {"text": text(COUNT), "do": "look"})

        page = unescape(answer.content.decode())
        assert (answer.status_code, '<p class="big">1 件</p>' in page, "正式发布" in page) == (200, True, True)
        assert not OwnMeasure.objects.exists()

    def test_is_published_and_leads_to_its_page(self, client: Client) -> None:
        answer = client.post(NEW, {"text": text(COUNT).replace("\n", "\r\n"), "reason": "月报要用", "do": "publish"})

        assert (answer.status_code, answer["Location"]) == (302, f"{LIST}own.closed_all/")
        assert (OwnMeasure.objects.get().text, OwnMeasure.objects.get().reason) == (text(COUNT), "月报要用")

    def test_that_is_wrong_stays_with_its_lines(self, client: Client) -> None:
        answer = client.post(NEW, {"text": text(COUNT, unit="斤", counts="只数<办结>的"), "do": "publish"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert "第 5 行" in page
        assert "只数&lt;办结&gt;的" in page
        assert not OwnMeasure.objects.exists()

    def test_with_the_mark_of_a_secret_paper_is_refused_and_not_lost(self, client: Client) -> None:
        answer = client.post(NEW, {"text": text(COUNT, counts="机密★1年"), "do": "look"})

        assert answer.status_code == 422
        assert "机密★1年" in answer.content.decode()

    def test_of_a_new_version_needs_a_reason_and_keeps_its_key(self, client: Client, publisher: Actor) -> None:
        publish(publisher, COUNT)
        edit, changed = f"{LIST}own.closed_all/edit/", text(COUNT, title="办结总数")

        without = client.post(edit, {"text": changed, "do": "publish"})
        other = client.post(edit, {"text": text(COUNT, measure="own.other"), "do": "publish", "reason": "改名"})

        assert (without.status_code, 'id="reason-wrong"' in without.content.decode()) == (422, True)
        assert "代号不能改" in other.content.decode()
        assert client.post(edit, {"text": changed, "do": "publish", "reason": "改名"}).status_code == 302
        assert OwnMeasure.objects.count() == 2

    def test_is_what_one_who_may_only_below_the_county_cannot_write(self, office: Office) -> None:
        township = make.post(make.CHECKS, "镇统计", "何统计", "insight.publish", org=make.COUNTY, place="139901/101/")

        assert client_of(township).get(NEW).status_code == 403

    def test_begins_with_a_sample_that_is_sound(self, client: Client) -> None:
        assert looked_through(SAMPLE, MEASURES).is_sound
        assert "own.closed_late_share" in words(client, f"{NEW}?as=text")


class TestForm:
    @pytest.mark.parametrize("definition", [LATE_SHARE, COUNT, DERIVED], ids=["share", "count", "derived"])
    def test_makes_the_text_that_a_hand_would(self, definition: dict[str, Any], db: None) -> None:
        form = Compose(sent_by(definition))

        assert form.is_valid(), form.errors
        assert text_from(form) == text_of({"better": "neither", **definition})

    @pytest.mark.parametrize(
        "more",
        [
            {"kind": "conversion", "unit": "%", "part": [{"fact": "case.registered"}],
             "then": {"fact": "case.closed", "where": {"outcome": [1, 2]}, "within_days": 5},
             "worked": {"given": [{"fact": "case.registered", "times": 2, "about": "甲"},
                                  {"fact": "case.closed", "times": 1, "when": "after", "about": "甲"}],
                        "gives": {"part": 0, "whole": 2}}},
            {"kind": "percentile", "unit": "hours", "percent": 90,
             "part": [{"fact": "case.closed", "where": {"matter": [3, 7]}, "from": 2, "below": 90}],
             "worked": {"given": [{"fact": "case.closed", "data": {"hours": 5}, "times": 4}], "gives": 7.6}},
            {"kind": "distinct", "once": "subject",
             "worked": {"given": [{"fact": "case.closed", "times": 4, "about": "甲"}], "gives": 1}},
            {"kind": "state", "part": [{"fact": "case.registered"}], "less": [{"fact": "case.closed"}],
             "worked": {"given": [{"fact": "case.registered", "times": 4, "when": "before"}], "gives": 4}},
        ],
        ids=["conversion", "percentile", "distinct", "state"],
    )  # fmt: skip
    def test_says_every_kind_there_and_back(self, more: dict[str, Any], db: None) -> None:
        definition = {**COUNT, "better": "lower", **more}
        form = Compose(sent_by(definition))

        assert form.is_valid(), form.errors
        assert text_from(form) == text_of(definition)

    @pytest.mark.parametrize(
        "definition",
        [
            {**COUNT, "part": [{"fact": "case.closed"}, {"fact": "case.registered"}]},
            {**COUNT, "worked": {"given": [{"fact": "case.closed"}] * 5, "gives": 5}},
            {**COUNT, "part": [{"fact": "case.closed", "where": {"late": "是"}}]},
            {**COUNT, "kind": "percentile", "percent": 50, "edges": [0, 8]},
        ],
    )
    def test_leaves_to_the_text_what_it_cannot_say(self, definition: dict[str, Any]) -> None:
        assert known_from(text(definition)) is None
        assert known_from("[") is None

    def test_shows_what_can_be_chosen_and_loses_nothing(self, client: Client) -> None:
        sent = {"kind": "share", "part_fact": "case.closed", "title": "我写到一半", "do": "choose"}
        answer = client.post(NEW, sent)

        page = unescape(answer.content.decode())
        assert answer.status_code == 200
        assert "只数“是否超期”为" in page
        assert 'value="我写到一半"' in page
        assert 'aria-invalid="true"' not in page

    def test_puts_what_is_wrong_beside_its_field(self, client: Client) -> None:
        answer = client.post(NEW, sent_by(LATE_SHARE, unit="件", gives_part=1, do="look"))
        missing = client.post(NEW, {"kind": "count", "do": "look"})

        assert answer.status_code == missing.status_code == 422
        assert 'id="id_unit-wrong"' in answer.content.decode()
        assert 'id="id_title-wrong"' in missing.content.decode()

    def test_is_published_and_fills_the_form_of_the_next_version(self, client: Client) -> None:
        assert client.post(NEW, sent_by(LATE_SHARE, do="publish")).status_code == 302
        page = words(client, f"{LIST}own.closed_late/edit/")

        assert 'name="part_fact"' in page
        assert 'value="超期办结率"' in page
        assert 'value="9"' in page

    def test_goes_on_as_text_with_what_was_filled_in(self, client: Client) -> None:
        page = unescape(client.post(NEW, sent_by(LATE_SHARE, do="text")).content.decode())

        assert "title: 超期办结率" in page
        assert 'name="text"' in page
        assert SAMPLE in unescape(client.post(NEW, {"kind": "count", "do": "text"}).content.decode())


def test_every_column_that_can_be_chosen_has_its_words() -> None:
    assert {name for kind in countable().values() for name in splitting(kind)} - set(TITLES) == set()


class TestOnTheBoard:
    def test_is_chosen_like_any_other_and_gone_when_it_is_retired(self, client: Client, publisher: Actor) -> None:
        publish(publisher, LATE_SHARE)

        assert str(LATE_SHARE["title"]) in words(client, "/office/board/tiles")
        client.post("/office/board/tiles", {"do": "in:own.closed_late"})
        assert str(LATE_SHARE["title"]) in words(client, "/office/board/")

        service.retire_measure(key="own.closed_late", reason="不再用了", actor=publisher, at=timezone.now())
        assert str(LATE_SHARE["title"]) not in words(client, "/office/board/")
