"""The page of one number: what it stands on, its rows, and the facts beneath, for whoever may see them."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone
from tests.factories import cases as make
from tests.factories.own_measures import COUNT, DERIVED, text
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service
from minqing.insight.own.service import publish_measure
from minqing.kernel.access import system_actor
from minqing.ledger.positions import forget_transactions, settle_all

DAYS = "from=2026-09-01&to=2026-09-30"
CLOSED = "/office/measures/cases.closed/number/"


@pytest.fixture
def client(office: Office) -> Client:
    """An overseer, in a county where six requests were closed."""
    for _ in range(6):
        make.closed(office.county)
    forget_transactions()
    settle_all()
    return client_of(office.county.overseer)


def words(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return unescape(answer.content.decode())


class TestNumber:
    def test_stands_with_what_it_stands_on(self, client: Client) -> None:
        page = words(client, f"{CLOSED}?{DAYS}")

        assert '<p class="big">6 件</p>' in page
        assert "后面有 6 条事实" in page
        assert 'class="code hash"' in page
        assert page.count("<td>办结 ") == 6

    @pytest.mark.parametrize(
        ("by", "row"), [("place", "清源镇"), ("org", "水务局"), ("month", "2026年9月"), ("matter", "")]
    )
    def test_is_split_in_every_way_that_its_facts_carry(self, client: Client, by: str, row: str) -> None:
        page = words(client, f"{CLOSED}?{DAYS}&by={by}")

        assert row in page
        assert page.count('<td class="num">6 件</td>') == 1
        assert "“办结”没有记这一项" in page  # by channel

    def test_of_few_is_not_told_in_rows(self, office: Office) -> None:
        make.closed(office.county)

        page = words(client_of(office.county.overseer), f"{CLOSED}?{DAYS}&by=matter")

        assert "少于5，不显示" in page

    def test_of_few_is_told_only_to_whoever_may_see_the_facts(self, office: Office) -> None:
        """Else days and grid cells could be tried until a number is one request."""
        make.closed(office.county)
        leader = make.post(make.COUNTY, "领导岗", "县领导", "insight.read", org=make.COUNTY)

        page = words(client_of(leader), f"{CLOSED}?{DAYS}&by=month")

        assert '<p class="big">少于5，不显示</p>' in page
        assert "1 件" not in page
        assert "1 条事实" not in page
        assert '<p class="big">1 件</p>' in words(client_of(office.county.overseer), f"{CLOSED}?{DAYS}&by=month")

    def test_is_told_as_it_was_known(self, client: Client) -> None:
        assert '<p class="big">0 件</p>' in words(client, f"{CLOSED}?{DAYS}&as_of=0")
        assert '<p class="big">0 件</p>' in words(client, f"{CLOSED}?{DAYS}&as_of=2026-09-01%2008:00")

    def test_of_the_countys_own_opens_like_any_other(self, client: Client) -> None:
        """The button on its page leads here."""
        publish_measure(text=text(COUNT), actor=system_actor("setup", ["insight.publish"], root=make.COUNTY),
                        at=make.AT)  # fmt: skip

        page = words(client, f"/office/measures/own.closed_all/number/?{DAYS}")

        assert '<p class="big">6 件</p>' in page
        assert page.count("<td>办结 ") == 6

    def test_leads_to_the_periods_that_have_a_name(self, client: Client) -> None:
        chips = words(client, f"{CLOSED}?period=last_month").partition('id="periods"')[2].partition("</ul>")[0]
        found = {name: href for href, name in re.findall(r'href="([^"]+)">([^<]+)</a>', chips)}

        assert list(found) == ["本周", "本月", "上个月", "近 90 天", "今年"]
        assert re.search(r'aria-current="true" href="[^"]+">上个月</a>', chips)
        assert "from=" not in found["今年"]
        words(client, CLOSED + found["今年"])

    def test_leads_from_rows_to_rows(self, client: Client) -> None:
        page = words(client, f"{CLOSED}?{DAYS}&by=place")

        assert "place=139901%2F101%2F" in page
        below = words(client, f"{CLOSED}?{DAYS}&by=place&place=139901%2F101%2F")
        assert "柳河村" in below
        assert re.search(r'<nav class="way"[^>]*><a href="[^"]*place=139901%2F&[^"]*">青禾县</a>', below)

    def test_leads_up_no_further_than_the_reader_reads(self, client: Client, office: Office) -> None:
        head = make.post(make.WATER, "县领导岗", "镇领导", "insight.read", org=make.COUNTY, place="139901/101/")

        page = words(client_of(head), f"{CLOSED}?{DAYS}&place={make.VILLAGE}")

        assert "清源镇</a> ›" in page
        assert "青禾县</a> ›" not in page

    def test_says_that_nothing_can_be_told_row_by_row(self, client: Client, office: Office) -> None:
        actor = make.post(make.CHECKS, "统计岗", "华统计", "insight.read", "insight.publish", org=make.COUNTY)
        now = timezone.now()
        publish_measure(text=text(COUNT), reason="", actor=actor, at=now)
        publish_measure(
            text=text(DERIVED, expression="own.closed_all / cases.registered"), reason="", actor=actor, at=now
        )

        page = words(client, f"/office/measures/own.closed_per_asked/number/?{DAYS}&by=org")

        assert "这样分，哪一行都没有单独的数" in page


class TestFacts:
    def test_lead_to_their_proofs_and_requests_and_say_what_they_say(self, client: Client) -> None:
        page = words(client, f"{CLOSED}?{DAYS}")

        assert page.count('href="/office/ledger/facts/') == 6
        assert page.count('href="/office/cases/') == 6
        assert re.search(r'<span class="note">\d+ \w+ · 已办理', page)  # the matter by its name, the end by its own
        assert "是否超期：否" not in page  # a no, and what nobody named, is left out of a list
        assert "事项编号" not in page

    def test_of_a_share_open_on_both_sides(self, client: Client) -> None:
        address = f"/office/measures/cases.on_time/number/?{DAYS}"

        assert "side=whole" in words(client, address)
        assert words(client, f"{address}&side=whole").count('href="/office/ledger/facts/') == 6
        assert "side=whole" not in words(client, f"{CLOSED}?{DAYS}")

    def test_of_what_was_confided_say_neither_whose_nor_what(self, office: Office) -> None:
        made = make.closed(office.county)
        later = make.AT + timedelta(days=3)
        token = queries.receipt_page(made.receipt, at=later).rating.token
        service.rate_case(token=token, contacted=True, solved="no", satisfied=False, at=later)

        page = words(client_of(office.county.overseer), f"/office/measures/cases.solved/number/?{DAYS}&side=whole")

        facts = page.partition('id="facts"')[2].partition("</section>")[0]
        assert facts.count('href="/office/ledger/facts/') == 1
        assert "/office/cases/" not in facts
        assert 'class="note"' not in facts


class TestRefusals:
    @pytest.mark.parametrize("wrong", ["yesterday", "2190-01-01 08:00", "99999999", "0001-01-01"])
    def test_keep_what_was_typed(self, client: Client, wrong: str) -> None:
        page = words(client, f"{CLOSED}?{DAYS}&as_of={wrong}", 422)

        assert 'class="refusal"' in page
        assert f'value="{wrong}"' in page
        assert 'value="2026-09-01"' in page

    def test_of_days_of_places_out_of_reach_and_of_what_is_no_measure(self, client: Client) -> None:
        words(client, f"{CLOSED}?from=2026-09-30&to=2026-09-01", 422)
        words(client, f"{CLOSED}?{DAYS}&place=130102/", 404)
        words(client, f"{CLOSED}?{DAYS}&place=%00", 404)
        for nowhere in ("place=139901/999/", "place=139901/101", "org=139901/nobody/"):
            words(client, f"{CLOSED}?{DAYS}&{nowhere}", 404)
        words(client, "/office/measures/no.such/number/", 404)

    def test_of_what_residents_said_to_whoever_is_no_oversight(self, office: Office) -> None:
        leader = make.post(make.COUNTY, "领导岗", "县领导", "insight.read", org=make.COUNTY)

        for key in ("solved", "pressure", "answered"):
            words(client_of(leader), f"/office/measures/cases.{key}/number/?{DAYS}", 403)
            words(client_of(office.county.overseer), f"/office/measures/cases.{key}/number/?{DAYS}")

    def test_show_no_facts_to_whoever_reads_numbers_only(self, client: Client, office: Office) -> None:
        leader = make.post(make.COUNTY, "领导岗", "县领导", "insight.read", org=make.COUNTY)

        page = words(client_of(leader), f"{CLOSED}?{DAYS}")

        assert '<p class="big">6 件</p>' in page
        assert 'id="facts"' not in page
