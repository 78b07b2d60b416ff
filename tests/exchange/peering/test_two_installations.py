"""Our client speaks with our server over a real connection: what is sent, taken and followed arrives once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone
from tests.exchange.conftest import KEEPER, system
from tests.exchange.open311.conftest import released
from tests.exchange.peering.conftest import Link, connect
from tests.factories import cases as make

from minqing.cases import queries as cases
from minqing.cases import service
from minqing.cases.models import Case
from minqing.cases.releasing import service as releasing
from minqing.exchange import queries
from minqing.exchange.models import Submission

pytestmark = pytest.mark.django_db(transaction=True)
FORMS = pytest.mark.parametrize("form", ["json", "xml"])


@pytest.fixture
def county() -> make.County:
    """The county that both sides belong to: each knows the other as a system."""
    return make.county()


def linked(live_server: Any, form: str, **more: Any) -> tuple[Link, str]:
    """One side: the other one's server, with a key for it; and the id of the system that the key belongs to."""
    key = system("cases.file").key
    theirs = next(one for one in queries.clients(KEEPER) if any(key.startswith(made.prefix) for made in one.keys))
    return connect(f"{live_server.url}/open311/v2", key=key, form=form, **more), theirs.id


@FORMS
class TestTwoInstallations:
    def test_send_a_request_once_and_hear_how_it_ends(self, live_server: Any, county: make.County, form: str) -> None:
        with override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128"):
            number = released(county)
            link, _theirs = linked(live_server, form, taken=[], sent=["101=101"])

            link.turn()
            link.turn()

            [sent] = link.requests
            there = make.row(sent.remote_id)
            assert (Case.objects.count(), Submission.objects.get().origin) == (2, number)
            assert there.texts.get().text == "村口一盏路灯不亮"
            assert there.place_path == "139901/101/"

            service.accept(number=there.number, actor=county.intake, at=timezone.now(), matter_number=101)
            service.decline(
                number=there.number, actor=county.intake, at=timezone.now(), reason="outside_duties", words="请找邻县。"
            )
            link.turn()

            history = cases.case_card(number, actor=county.intake, at=timezone.now()).history
            told = [line.words for line in history if line.kind == "case.partner_told"]
            assert told == ["已登记", "不予受理"]
            assert make.last(number, "case.partner_told")["there"] == 2

    def test_take_a_request_once_and_never_in_a_circle(self, live_server: Any, county: make.County, form: str) -> None:
        with override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128"):
            first = released(county)
            link, _theirs = linked(live_server, form, taken=["101=132"], sent=[])

            link.turn()
            link.turn()

            [taken] = link.requests
            assert (taken.remote_id, Case.objects.count()) == (first, 2)
            copy = make.row(taken.number)
            assert (copy.matter, copy.texts.get().text) == (132, "村口一盏路灯不亮")

            releasing.withdraw_release(number=first, actor=county.intake, at=timezone.now(), words="不再公开")
            link.turn()
            assert Case.objects.count() == 2

    def test_take_nothing_that_they_filed_here_themselves(
        self, live_server: Any, county: make.County, form: str
    ) -> None:
        with override_settings(WEBHOOK_NETWORKS="127.0.0.0/8, ::1/128"):
            first = released(county)
            link, _theirs = linked(live_server, form, taken=["101=101"], sent=[])
            Submission.objects.create(
                client_id=link.client_id,
                case_id=make.registered(at=timezone.now() - timedelta(hours=2)).case_id,
                number="2026-000002",
                token="x",
                origin=first,
                filed_at=timezone.now(),
            )

            link.turn()

            assert Case.objects.count() == 2
            assert [one.remote_id for one in link.requests] == [first]
