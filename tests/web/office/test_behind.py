"""The overseer's page: every number that counts requests leads to the list of them, and what is confided to none."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone
from tests.factories import cases as make
from tests.web.office.seats import Office, client_of

from minqing.cases import queries, service
from minqing.kernel.access import Actor
from minqing.kernel.ref import Ref
from minqing.ledger.queries import facts_about
from minqing.ledger.records import FactView

NUMBER = re.compile(r'<a(?: class="\w+")? href="(/office/oversight/requests\?[^"]*)">([\d,]+)</a>')


@pytest.fixture
def busy(office: Office) -> Office:
    """Requests of some weeks ago: rated, open, and with another unit."""
    made = make.closed(office.county)
    token = queries.receipt_page(made.receipt, at=make.AT + timedelta(days=2)).rating.token
    service.rate_case(token=token, at=make.AT + timedelta(days=2), contacted=True, solved="yes", satisfied=True)
    make.closed(office.county)
    make.in_hand(office.county)
    make.dispatched(office.county, to=make.ROADS)
    return office


def page_of(actor: Actor) -> str:
    address = f"/office/oversight/?from=2026-09-01&to={timezone.localdate()}"
    return str(client_of(actor).get(address).content.decode())


class TestNumbers:
    def test_lead_to_as_many_requests_as_they_say(self, busy: Office) -> None:
        links = NUMBER.findall(page_of(busy.county.overseer))
        client = client_of(busy.county.overseer)

        found = {}
        for address, _shown in links:
            page = client.get(unescape(address)).content.decode()
            found[address] = page.count('class="row found"')

        assert found == {address: int(shown) for address, shown in links}
        asked = {re.search(r"of=([\w.]+)", address)[1] for address, _shown in links}  # type: ignore[index]
        assert asked >= {
            "cases.registered",
            "cases.open",
            "cases.on_time",
            "cases.satisfied",
            "cases.solved",
            "cases.unverified",
            "lying.open",
        }

    def test_of_who_is_satisfied_stand_beside_how_many_were_asked_and_answered(self, busy: Office) -> None:
        tile = page_of(busy.county.overseer).partition("of=cases.satisfied&amp;")[2].partition("</div>")[0]

        assert "请评 2 件，已评 1 件" in tile

    def test_of_nought_lead_nowhere(self, busy: Office) -> None:
        assert "of=cases.reworked&amp;from" not in page_of(busy.county.overseer)

    def test_of_what_was_confided_lead_nowhere_below_oversight(self, busy: Office) -> None:
        page = page_of(busy.county.water_head)
        client = client_of(busy.county.water_head)

        assert "of=cases.on_time" in page
        for key in ("satisfied", "solved", "not_solved", "unverified"):
            assert f"of=cases.{key}&amp;from" not in page
            assert client.get(f"/office/oversight/requests?of=cases.{key}").status_code == 403

    def test_are_said_again_at_the_head_of_the_list(self, busy: Office) -> None:
        address = "/office/oversight/requests?of=cases.on_time&from=2026-09-01&to=2026-09-30"

        page = client_of(busy.county.overseer).get(f"{address}&unit={make.WATER}&alone=1").content.decode()

        for words in ("县水务局", "不含下属单位", "2026年9月1日", "其中：2", "总数："):
            assert words in page

    def test_leave_as_a_table_on_record(self, busy: Office) -> None:
        address = "/office/oversight/requests?of=cases.registered&from=2026-09-01&to=2026-09-30&as=csv"

        answer = client_of(busy.county.overseer).get(address)

        rows = answer.content.decode("utf-8-sig").splitlines()
        assert len(rows) == 1 + 4 + 1
        assert "计入日期" in rows[0]
        (fact,) = [one for one in _facts(busy.county.overseer) if one.kind == "list.exported"]
        assert fact.data["rows"] == 4
        assert fact.data["filters"] == "cases.registered.part 2026-09-01..2026-10-01"


def _facts(actor: Actor) -> list[FactView]:
    return facts_about(Ref.parse(str(actor.ref)))
